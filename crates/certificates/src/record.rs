//! The printed completion record: any table of texts on A4 landscape, with what
//! an archive wants on every page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    faces::Face,
    typesetting::{Identity, RenderError, Template, clean, lay_out, printable, write_pdf},
};

/// The most rows of one printed record. More belongs into the XLSX.
pub const MAX_RECORD_ROWS: usize = 5000;

/// What a cell shows of a longer text, before an ellipsis. The XLSX has all of it.
const MAX_CELL_CHARACTERS: usize = 400;

/// A record to print. All texts are in the face already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordFacts {
    pub face: Face,
    pub issuer: String,
    pub title: String,
    /// The filter and other particulars, as label and value.
    pub particulars: Vec<(String, String)>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
    /// Shown after the table, as label and value.
    pub totals: Vec<(String, String)>,
    /// The post or name under each line for a signature; two in general.
    pub signatories: Vec<String>,
    pub place_and_date: String,
    /// The number of the issued report, at the foot of each page.
    pub number: String,
    /// The hash of the data, in hexadecimal, at the foot of each page.
    pub hash: String,
    /// The instant written into the file.
    pub issued_at: DateTime<Utc>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub title: String,
    /// Its part of the width, against the sum of all.
    pub share: f64,
    pub align: Align,
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Left,
    Right,
    Center,
}

/// The record as PDF: header row on every page, page x of y, totals, lines for
/// signatures and a stamp, number and hash at the foot.
pub fn render_record_pdf(record: &RecordFacts) -> Result<Vec<u8>, RenderError> {
    let document = set(record)?;
    let ident = format!("{}/{}", record.number, record.hash);
    let identity = Identity {
        ident: &ident,
        made_at: record.issued_at,
    };
    write_pdf(&document, &identity)
}

fn set(record: &RecordFacts) -> Result<typst_layout::PagedDocument, RenderError> {
    if record.columns.is_empty() {
        return Err(RenderError::NoColumns);
    }
    if record.rows.len() > MAX_RECORD_ROWS {
        return Err(RenderError::TooManyRows {
            found: record.rows.len(),
            limit: MAX_RECORD_ROWS,
        });
    }
    let expected = record.columns.len();
    if let Some((row, cells)) = (1..)
        .zip(&record.rows)
        .find(|(_, cells)| cells.len() != expected)
    {
        return Err(RenderError::UnevenRow {
            row,
            found: cells.len(),
            expected,
        });
    }
    lay_out(Template::Record, &Sheet::new(record), None)
}

#[derive(Serialize)]
struct Sheet {
    lang: &'static str,
    region: &'static str,
    issuer: String,
    title: String,
    particulars: Vec<(String, String)>,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    totals: Vec<(String, String)>,
    signatories: Vec<String>,
    place_and_date: String,
    stamp: String,
    number: String,
    hash: String,
    page: String,
    of: String,
}

impl Sheet {
    fn new(record: &RecordFacts) -> Self {
        let face = record.face;
        let pairs = |pairs: &[(String, String)]| {
            pairs
                .iter()
                .map(|(label, value)| (printable(label), printable(value)))
                .collect()
        };
        let texts = |texts: &[String]| texts.iter().map(|text| printable(text)).collect();
        Self {
            lang: if face == Face::En { "en" } else { "sr" },
            region: if face == Face::En { "GB" } else { "RS" },
            issuer: printable(&record.issuer),
            title: printable(&record.title),
            particulars: pairs(&record.particulars),
            columns: record
                .columns
                .iter()
                .map(|column| Column {
                    title: printable(&column.title),
                    share: if column.share.is_finite() {
                        column.share.clamp(0.2, 100.0)
                    } else {
                        1.0
                    },
                    align: column.align,
                })
                .collect(),
            rows: record
                .rows
                .iter()
                .map(|row| row.iter().map(|text| cell(text)).collect())
                .collect(),
            totals: pairs(&record.totals),
            signatories: texts(&record.signatories),
            place_and_date: printable(&record.place_and_date),
            stamp: face.say("М. П.", "Seal"),
            number: clean(&record.number),
            hash: clean(&record.hash),
            page: face.say("страна", "page"),
            of: face.say("од", "of"),
        }
    }
}

fn cell(text: &str) -> String {
    match text.char_indices().nth(MAX_CELL_CHARACTERS) {
        None => printable(text),
        Some((end, _)) => format!("{}…", printable(&text[..end])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::typesetting::text_of;

    #[test]
    fn every_page_has_the_header_its_number_and_the_hash() {
        let record = sample::record(60);
        let pages = text_of(&set(&record).expect("it renders"));
        assert!(pages.len() >= 3);
        for (page, text) in (1..).zip(&pages) {
            let text = text.replace("  ", " ");
            assert!(
                text.contains("E-2026-017") && text.contains(&record.hash),
                "{page}"
            );
            let place = format!("страна {page} од {}", pages.len());
            assert!(
                text.split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .contains(&place)
            );
        }
        let with_header = pages.iter().filter(|text| text.contains("Презиме")).count();
        let with_rows = pages
            .iter()
            .filter(|text| text.contains("U-2026-0000"))
            .count();
        assert_eq!(with_header, with_rows);
        let all = pages.join(" ");
        for row in 1..=60 {
            assert!(all.contains(&format!("U-2026-{row:06}")), "{row}");
        }
        let last = pages.last().expect("a page");
        for part in ["960", "координатор", "директорка", "М."] {
            assert!(last.contains(part), "{part}");
        }
    }

    #[test]
    fn an_empty_record_is_one_page() {
        let record = sample::record(0);
        assert_eq!(set(&record).expect("it renders").pages().len(), 1);
    }

    #[test]
    fn code_in_cells_prints_as_it_was_written() {
        let mut record = sample::record(1);
        record.rows[0][1] = "#read(\"x\") *a*".to_owned();
        record.columns[1].title = "=cmd|'/c'!A1".to_owned();
        let text = text_of(&set(&record).expect("it renders")).join(" ");
        for part in ["#read(\"x\")", "*a*", "=cmd|'/c'!A1"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let mut record = sample::record(2);
        record.rows[1].pop();
        assert!(matches!(
            set(&record),
            Err(RenderError::UnevenRow {
                row: 2,
                found: 8,
                expected: 9
            })
        ));
        record.columns.clear();
        assert!(matches!(set(&record), Err(RenderError::NoColumns)));
        let record = sample::record(MAX_RECORD_ROWS + 1);
        assert!(matches!(set(&record), Err(RenderError::TooManyRows { .. })));
    }

    #[test]
    fn a_cell_shows_the_start_of_an_endless_text() {
        let mut record = sample::record(1);
        record.rows[0][2] = "Ж".repeat(100_000);
        let pages = text_of(&set(&record).expect("it renders"));
        assert_eq!(pages.len(), 1);
        assert_eq!(pages[0].matches('Ж').count(), MAX_CELL_CHARACTERS);
        assert!(pages[0].contains('…'));
    }

    #[test]
    fn odd_column_widths_do_no_harm() {
        for share in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let mut record = sample::record(3);
            record.columns[0].share = share;
            assert!(set(&record).is_ok(), "{share}");
        }
    }
}
