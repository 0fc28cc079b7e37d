//! PDF for the archive: fewer columns, so that a row can be read on paper.

use std::io::Write;

use certificates::{Align, Column, MAX_RECORD_ROWS, RecordFacts, RenderError, render_record_pdf};
use chrono::{Datelike as _, NaiveDate};
use entity::values::Face;
use sha2::{Digest as _, Sha256};

use super::{ExportError, Heading, Rows};
use crate::{
    page::date_words,
    reports::{
        columns::{COLUMNS, Cell},
        tally::Tally,
    },
};

/// The columns that paper has room for: name, part of the width, side.
const PRINTED: [(&str, f64, Align); 13] = [
    ("family_name", 2.6, Align::Left),
    ("given_name", 2.1, Align::Left),
    ("organisation", 4.0, Align::Left),
    ("municipality", 2.2, Align::Left),
    ("country", 1.9, Align::Left),
    ("programme", 4.2, Align::Left),
    ("accreditation_field", 3.2, Align::Left),
    ("mode", 1.8, Align::Left),
    ("completed_on", 2.1, Align::Right),
    ("hours", 1.3, Align::Right),
    ("score_percent", 1.6, Align::Right),
    ("document_kind", 1.9, Align::Left),
    ("serial", 2.8, Align::Left),
];

pub(super) fn write(
    heading: &Heading,
    mut rows: Rows,
    file: &mut impl Write,
) -> Result<Tally, ExportError> {
    let words = &heading.words;
    let printed: Vec<_> = PRINTED
        .iter()
        .filter_map(|(name, share, align)| {
            let name = in_face(name, words.face);
            let column = COLUMNS.iter().find(|it| it.name == name)?;
            Some((column, *share, *align))
        })
        .collect();
    let mut columns = vec![Column {
        title: words.say("record-col-number"),
        share: 1.0,
        align: Align::Right,
    }];
    columns.extend(printed.iter().map(|(column, share, align)| Column {
        title: words.say(column.title),
        share: *share,
        align: *align,
    }));
    let mut tally = Tally::default();
    let mut cells: Vec<Vec<String>> = Vec::new();
    let mut hasher = Sha256::new();
    while let Some(batch) = rows.next_batch() {
        for row in &batch {
            if MAX_RECORD_ROWS <= cells.len() {
                return Err(RenderError::TooManyRows {
                    found: cells.len() + 1,
                    limit: MAX_RECORD_ROWS,
                }
                .into());
            }
            tally.count(row);
            let mut line = vec![tally.all.rows.to_string()];
            for (column, ..) in &printed {
                line.push(shown((column.value)(row, words), words.face));
            }
            for text in &line {
                hasher.update(text.as_bytes());
                hasher.update([0]);
            }
            cells.push(line);
        }
    }
    let number = |number: u64| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        crate::page::grouped(words.face, number)
    };
    let record = RecordFacts {
        face: to_face(words.face),
        issuer: heading.issuer.clone(),
        title: words.say("record-title"),
        particulars: heading.particulars.clone(),
        columns,
        rows: cells,
        totals: vec![
            (words.say("record-participations"), number(tally.all.rows)),
            (words.say("record-persons"), number(tally.all.persons())),
            (
                words.say("record-hours-together"),
                number(u64::try_from(tally.hours).unwrap_or(0)),
            ),
        ],
        signatories: vec![
            words.say("record-signs-coordinator"),
            words.say("record-signs-head"),
        ],
        place_and_date: format!("{}, {}", heading.place, day(heading.made_on, words.face)),
        number: heading.serial.clone().unwrap_or_default(),
        hash: hex::encode(hasher.finalize()),
        issued_at: heading.made_at,
    };
    file.write_all(&render_record_pdf(&record)?)?;
    Ok(tally)
}

/// Names stand in the script of the face.
fn in_face(name: &'static str, face: Face) -> &'static str {
    match (name, face) {
        ("family_name", Face::SrCyrl) => "family_name_cyrl",
        ("given_name", Face::SrCyrl) => "given_name_cyrl",
        _ => name,
    }
}

fn to_face(face: Face) -> certificates::Face {
    match face {
        Face::SrCyrl => certificates::Face::SrCyrl,
        Face::SrLatn => certificates::Face::SrLatn,
        Face::En => certificates::Face::En,
    }
}

fn day(date: NaiveDate, face: Face) -> String {
    date_words(face, &date.to_string())
}

fn shown(cell: Cell<'_>, face: Face) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.into_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Decimal(number) if face == Face::En => number.to_string(),
        Cell::Decimal(number) => number.to_string().replace('.', ","),
        Cell::Date(date) if face == Face::En => date.to_string(),
        Cell::Date(date) => format!("{}.{}.{}.", date.day(), date.month(), date.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_column_exists() {
        for face in [Face::SrCyrl, Face::SrLatn, Face::En] {
            for (name, ..) in PRINTED {
                let name = in_face(name, face);
                assert!(COLUMNS.iter().any(|it| it.name == name), "{name}");
            }
        }
    }

    #[test]
    fn values_are_written_as_people_write_them() {
        assert_eq!(shown(Cell::Decimal(92.5), Face::SrCyrl), "92,5");
        assert_eq!(shown(Cell::Decimal(92.5), Face::En), "92.5");
        let date = "2026-11-04".parse().unwrap();
        assert_eq!(shown(Cell::Date(date), Face::SrLatn), "4.11.2026.");
    }
}
