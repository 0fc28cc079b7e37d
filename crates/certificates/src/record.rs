//! The printed completion record: any table of texts on A4 landscape, with what
//! an archive wants on every page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    faces::Face,
    typesetting::{Identity, RenderError, Template, lay_out, printable, write_pdf},
};

/// The most rows of one printed record. More belongs into the XLSX.
pub const MAX_RECORD_ROWS: usize = 5000;

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
            rows: record.rows.iter().map(|row| texts(row)).collect(),
            totals: pairs(&record.totals),
            signatories: texts(&record.signatories),
            place_and_date: printable(&record.place_and_date),
            stamp: face.say("М. П.", "Seal"),
            number: printable(&record.number),
            hash: printable(&record.hash),
            page: face.say("страна", "page"),
            of: face.say("од", "of"),
        }
    }
}
