//! JSON for programs: an array of objects, stored values and not words.

use std::io::{BufWriter, Write};

use serde::Serialize;
use uuid::Uuid;

use super::{ExportError, Heading, Rows};
use crate::reports::{
    columns::{COLUMNS, Cell},
    queries::CompletionRow,
    tally::Tally,
};

/// One row; the names are the columns' names.
#[derive(Serialize)]
struct Row<'a> {
    completion_id: Uuid,
    person_id: Uuid,
    certificate_id: Option<Uuid>,
    outcome: &'a str,
    #[serde(flatten)]
    cells: serde_json::Map<String, serde_json::Value>,
}

pub(super) fn write(
    heading: &Heading,
    mut rows: Rows,
    file: &mut impl Write,
) -> Result<Tally, ExportError> {
    let mut file = BufWriter::with_capacity(64 * 1024, file);
    let mut tally = Tally::default();
    file.write_all(b"[")?;
    while let Some(batch) = rows.next_batch() {
        for row in &batch {
            if 0 < tally.all.rows {
                file.write_all(b",\n")?;
            }
            tally.count(row);
            serde_json::to_writer(&mut file, &object(row, heading))?;
        }
    }
    file.write_all(b"]\n")?;
    file.flush()?;
    Ok(tally)
}

fn object<'a>(row: &'a CompletionRow, heading: &'a Heading) -> Row<'a> {
    let cells = COLUMNS.iter().map(|column| {
        let token = match column.name {
            "organisation_kind" => Some(&row.organisation_kind),
            "country" => Some(&row.country),
            "document_kind" => Some(&row.document_kind),
            _ => None,
        };
        let value = match token {
            Some(token) => token.clone().into(),
            None if column.name == "mode" => row.mode.clone().into(),
            None => match (column.value)(row, &heading.words) {
                Cell::Empty => serde_json::Value::Null,
                Cell::Text(text) => text.into_owned().into(),
                Cell::Whole(number) => number.into(),
                Cell::Decimal(number) => number.into(),
                Cell::Date(date) => date.to_string().into(),
            },
        };
        (column.name.to_owned(), value)
    });
    Row {
        completion_id: row.id,
        person_id: row.person_id,
        certificate_id: row.certificate_id,
        outcome: &row.outcome,
        cells: cells.collect(),
    }
}

#[cfg(test)]
mod tests {
    use entity::values::Face;

    use super::*;
    use crate::reports::{
        columns::tests::row,
        export::{Format, tests::heading},
    };

    #[test]
    fn rows_are_objects_with_types() {
        let mut file = Vec::new();
        let rows = Rows::of(vec![row(), row()]);
        write(&heading(Format::Json, Face::En), rows, &mut file).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(value.as_array().unwrap().len(), 2);
        assert_eq!(value[1]["hours"], 16);
        assert_eq!(value[1]["completed_on"], "2026-11-24");
        assert_eq!(value[1]["country"], "RS");
        assert!(value[1]["post"].is_null());
    }
}
