//! CSV: UTF-8 with a byte order mark, ISO dates, quoted where needed.

use std::io::{BufWriter, Write};

use super::{ExportError, Format, Heading, Rows, is_risky};
use crate::reports::{
    columns::{COLUMNS, Cell},
    tally::Tally,
};

pub(super) fn write(
    heading: &Heading,
    mut rows: Rows,
    file: &mut impl Write,
) -> Result<Tally, ExportError> {
    let mut file = BufWriter::with_capacity(64 * 1024, file);
    file.write_all("\u{feff}".as_bytes())?;
    let delimiter = if heading.format == Format::CsvSemicolon {
        b';'
    } else {
        b','
    };
    let mut csv = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    csv.write_field(heading.words.say("record-col-number"))?;
    for column in COLUMNS {
        csv.write_field(heading.words.say(column.title))?;
    }
    csv.write_record(None::<&[u8]>)?;
    let is_raw = heading.format == Format::CsvRaw;
    let mut tally = Tally::default();
    while let Some(batch) = rows.next_batch() {
        for row in &batch {
            tally.count(row);
            csv.write_field(tally.all.rows.to_string())?;
            for column in COLUMNS {
                let cell = (column.value)(row, &heading.words);
                write_cell(&mut csv, &cell, heading.format, is_raw)?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
    }
    csv.flush()?;
    Ok(tally)
}

fn write_cell<W: Write>(
    csv: &mut csv::Writer<W>,
    cell: &Cell<'_>,
    format: Format,
    is_raw: bool,
) -> Result<(), csv::Error> {
    match cell {
        Cell::Empty => csv.write_field(""),
        Cell::Text(text) if !is_raw && is_risky(text) => csv.write_field(format!("'{text}")),
        Cell::Text(text) => csv.write_field(text.as_ref()),
        Cell::Whole(number) => csv.write_field(number.to_string()),
        // Who opens a file with semicolons reads the comma as the decimal sign.
        Cell::Decimal(number) if format == Format::CsvSemicolon => {
            csv.write_field(number.to_string().replace('.', ","))
        }
        Cell::Decimal(number) => csv.write_field(number.to_string()),
        Cell::Date(date) => csv.write_field(date.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use entity::values::Face;

    use super::*;
    use crate::reports::{columns::tests::row, export::tests::heading};

    fn written(format: Format, family_name: &str) -> Vec<u8> {
        let mut row = row();
        row.family_name = family_name.into();
        let mut file = Vec::new();
        write(&heading(format, Face::En), Rows::of(vec![row]), &mut file).unwrap();
        file
    }

    fn second_cell(file: &[u8], delimiter: u8) -> String {
        let text = file
            .strip_prefix("\u{feff}".as_bytes())
            .expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(text);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(record.len(), COLUMNS.len() + 1);
        record[1].to_owned()
    }

    #[test]
    fn f3_formulas_are_text_and_come_back_whole() {
        for name in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1+2",
            "@SUM(1)",
            "\tx",
            "\rx",
            "'already",
            "plain; \"quoted\", name\r\nnext line",
        ] {
            for (format, delimiter) in [(Format::CsvSemicolon, b';'), (Format::CsvComma, b',')] {
                let cell = second_cell(&written(format, name), delimiter);
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell:?}"
                );
                let back = if is_risky(name) { &cell[1..] } else { &cell };
                assert_eq!(back, name);
            }
            assert_eq!(second_cell(&written(Format::CsvRaw, name), b','), name);
        }
    }

    #[test]
    fn dates_are_iso_and_decimals_follow_the_delimiter() {
        let text = String::from_utf8(written(Format::CsvSemicolon, "A")).unwrap();
        assert!(
            text.contains(";2026-11-24;") && text.contains(";92,5;"),
            "{text}"
        );
        let text = String::from_utf8(written(Format::CsvComma, "A")).unwrap();
        assert!(text.contains(",92.5,"), "{text}");
    }
}
