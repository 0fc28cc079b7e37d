//! XLSX with three sheets: the rows, the overview, and how it was counted.
//!
//! Rows are written one after the other and leave memory at once.

use std::{
    collections::BTreeMap,
    io::{BufWriter, Seek, Write},
};

use chrono::NaiveDate;
use entity::values::Face;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{ExportError, Heading, Rows, is_risky};
use crate::reports::{
    columns::{COLUMNS, Cell},
    tally::{Group, Tally},
};

/// Excel's limit for the text of a cell.
const MOST_CHARACTERS: usize = 32_767;

/// How cells look; for the workbooks of other features too.
pub(crate) struct Formats {
    pub(crate) header: Format,
    bold: Format,
    date: Format,
    decimal: Format,
    /// Text that would be a formula: the sheet itself says that it is text.
    quoted: Format,
    wrapped: Format,
}

impl Formats {
    pub(crate) fn new(face: Face) -> Self {
        let date = match face {
            Face::En => "d mmm yyyy",
            Face::SrCyrl | Face::SrLatn => "d\". \"m\". \"yyyy\".\"",
        };
        Self {
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_background_color("E3EFF0")
                .set_border_bottom(rust_xlsxwriter::FormatBorder::Medium),
            bold: Format::new().set_bold(),
            date: Format::new().set_num_format(date),
            decimal: Format::new().set_num_format("0.##"),
            quoted: Format::new().set_quote_prefix(),
            wrapped: Format::new().set_text_wrap(),
        }
    }
}

pub(super) fn write<W: Write + Seek + Send>(
    heading: &Heading,
    rows: Rows,
    file: &mut W,
) -> Result<Tally, ExportError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(heading.made_at.timestamp())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(heading.words.say("record-title"))
            .set_author(&heading.issuer)
            .set_comment(heading.serial.as_deref().unwrap_or_default())
            .set_creation_datetime(&made),
    );
    let formats = Formats::new(heading.words.face);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let tally = write_rows(heading, rows, sheet, &formats)?;
    write_overview(
        heading,
        &tally,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    write_rules(
        heading,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    let mut file = BufWriter::with_capacity(64 * 1024, file);
    workbook.save_to_writer(&mut file)?;
    file.flush()?;
    Ok(tally)
}

fn write_rows(
    heading: &Heading,
    mut rows: Rows,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<Tally, ExportError> {
    let words = &heading.words;
    sheet.set_name(words.say("record-sheet-rows"))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_column_width(0, 7)?;
    sheet.write_string_with_format(0, 0, words.say("record-col-number"), &formats.header)?;
    for (at, column) in (1..).zip(COLUMNS) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, words.say(column.title), &formats.header)?;
    }
    let mut tally = Tally::default();
    let mut line = 0;
    while let Some(batch) = rows.next_batch() {
        for row in &batch {
            tally.count(row);
            line += 1;
            sheet.write_number(line, 0, f64::from(line))?;
            for (at, column) in (1..).zip(COLUMNS) {
                write_cell(sheet, line, at, &(column.value)(row, words), formats)?;
            }
        }
    }
    let last = u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, line, last)?;
    Ok(tally)
}

/// Writes a cell; text that a spreadsheet would run is marked as text.
pub(crate) fn write_cell(
    sheet: &mut Worksheet,
    line: u32,
    at: u16,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let text = fitting(text);
            if is_risky(text) {
                sheet.write_string_with_format(line, at, text, &formats.quoted)?;
            } else {
                sheet.write_string(line, at, text)?;
            }
        }
        Cell::Whole(number) => {
            sheet.write(line, at, *number)?;
        }
        Cell::Decimal(number) => {
            sheet.write_number_with_format(line, at, *number, &formats.decimal)?;
        }
        Cell::Date(date) => write_date(sheet, line, at, *date, &formats.date)?,
    }
    Ok(())
}

/// Excel has no dates before 1900: such a one is written as text.
fn write_date(
    sheet: &mut Worksheet,
    line: u32,
    at: u16,
    date: NaiveDate,
    format: &Format,
) -> Result<(), XlsxError> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
    if date < first {
        sheet.write_string(line, at, date.to_string())?;
    } else {
        sheet.write_datetime_with_format(line, at, date, format)?;
    }
    Ok(())
}

fn fitting(text: &str) -> &str {
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => text,
        Some((end, _)) => &text[..end],
    }
}

fn write_overview(
    heading: &Heading,
    tally: &Tally,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), ExportError> {
    let words = &heading.words;
    sheet.set_name(words.say("record-sheet-overview"))?;
    sheet.set_column_width(0, 48)?;
    sheet.set_column_width(1, 28)?;
    sheet.set_column_width(2, 14)?;
    let mut line = 0;
    let mut fact = |label: &str, value: &str| -> Result<(), XlsxError> {
        sheet.write_string_with_format(line, 0, label, &formats.bold)?;
        sheet.write_string(line, 1, fitting(value))?;
        line += 1;
        Ok(())
    };
    fact(&words.say("record-issuer"), &heading.issuer)?;
    if let Some(serial) = &heading.serial {
        fact(&words.say("record-number"), serial)?;
    }
    for (label, value) in &heading.particulars {
        fact(label, value)?;
    }
    sheet.write_string_with_format(line, 0, words.say("record-made-on"), &formats.bold)?;
    write_date(sheet, line, 1, heading.made_on, &formats.date)?;
    line += 2;
    let all_words = words.say("record-all");
    line = write_groups(
        sheet,
        line,
        (&words.say("record-together"), heading, formats),
        std::iter::once((all_words, &tally.all)),
    )?;
    let sections: [(&str, &BTreeMap<Option<String>, Group>); 4] = [
        ("record-by-field", &tally.by_field),
        ("record-by-country", &tally.by_country),
        ("record-by-kind", &tally.by_kind),
        ("record-by-document", &tally.by_document),
    ];
    let none = words.say("record-none");
    for (title, groups) in sections {
        let named = groups.iter().map(|(key, group)| {
            let name = match (title, key) {
                (_, None) => none.clone(),
                ("record-by-country", Some(key)) => words.country(key).into_owned(),
                ("record-by-field", Some(key)) => words.in_script(key).into_owned(),
                (_, Some(key)) => words.token(key).into_owned(),
            };
            (name, group)
        });
        line = write_groups(sheet, line, (&words.say(title), heading, formats), named)?;
    }
    Ok(())
}

fn write_groups<'g>(
    sheet: &mut Worksheet,
    mut line: u32,
    (title, heading, formats): (&str, &Heading, &Formats),
    groups: impl Iterator<Item = (String, &'g Group)>,
) -> Result<u32, XlsxError> {
    let words = &heading.words;
    sheet.write_string_with_format(line, 0, title, &formats.header)?;
    for (at, id) in [(1, "record-participations"), (2, "record-persons")] {
        sheet.write_string_with_format(line, at, words.say(id), &formats.header)?;
    }
    line += 1;
    for (name, group) in groups {
        let name = fitting(&name);
        if is_risky(name) {
            sheet.write_string_with_format(line, 0, name, &formats.quoted)?;
        } else {
            sheet.write_string(line, 0, name)?;
        }
        sheet.write(line, 1, group.rows)?;
        sheet.write(line, 2, group.persons())?;
        line += 1;
    }
    Ok(line + 1)
}

/// The messages of the third sheet, one rule each.
pub(super) const RULES: [&str; 7] = [
    "record-rule-row",
    "record-rule-person",
    "record-rule-snapshot",
    "record-rule-correction",
    "record-rule-document",
    "record-rule-period",
    "record-rule-empty",
];

fn write_rules(
    heading: &Heading,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), ExportError> {
    let words = &heading.words;
    sheet.set_name(words.say("record-sheet-rules"))?;
    sheet.set_column_width(0, 110)?;
    sheet.write_string_with_format(0, 0, words.say("record-sheet-rules"), &formats.header)?;
    for (line, id) in (1..).zip(RULES) {
        sheet.write_string_with_format(line, 0, words.say(id), &formats.wrapped)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;
    use crate::reports::{
        columns::tests::row,
        export::{Format as FileFormat, tests::heading},
    };

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn written(face: Face, family_name: &str) -> Vec<u8> {
        let mut row = row();
        row.family_name = family_name.into();
        let mut file = Cursor::new(Vec::new());
        let rows = Rows::of(vec![row]);
        let tally = write(&heading(FileFormat::Xlsx, face), rows, &mut file).unwrap();
        assert_eq!(tally.all.rows, 1);
        file.into_inner()
    }

    #[test]
    fn three_sheets_with_real_dates_and_numbers_a_frozen_header_and_a_filter() {
        let file = written(Face::SrLatn, "Đorđević");
        let workbook = part(&file, "xl/workbook.xml");
        for name in ["Evidencija", "Pregled", "Pravila brojanja"] {
            assert!(workbook.contains(&format!("name=\"{name}\"")), "{workbook}");
        }
        let rows = part(&file, "xl/worksheets/sheet1.xml");
        // 24 November 2026 is day 46350 of Excel's calendar.
        assert!(rows.contains("<v>46350</v>"), "{rows}");
        assert!(rows.contains("<v>92.5</v>") && rows.contains("<v>16</v>"));
        assert!(rows.contains("state=\"frozen\"") && rows.contains("<autoFilter ref=\"A1:AD2\""));
        let overview = part(&file, "xl/worksheets/sheet2.xml");
        assert!(overview.contains("E-2026-017") && overview.contains("Srbija"));
    }

    #[test]
    fn f3_formulas_are_quoted_text_and_come_back_whole() {
        for name in ["=HYPERLINK(\"http://evil\")", "+1", "-1", "@SUM(1)", "'x"] {
            let file = written(Face::En, name);
            let rows = part(&file, "xl/worksheets/sheet1.xml");
            let escaped = name.replace('"', "&quot;");
            let as_is = rows.contains(name) || rows.contains(&escaped);
            assert!(as_is && !rows.contains("<f>"), "{rows}");
            assert!(part(&file, "xl/styles.xml").contains("quotePrefix=\"1\""));
        }
    }

    #[test]
    fn the_same_rows_make_the_same_bytes() {
        assert_eq!(written(Face::SrCyrl, "А"), written(Face::SrCyrl, "А"));
    }
}
