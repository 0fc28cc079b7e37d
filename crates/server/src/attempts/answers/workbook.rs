//! The report as a workbook: questions, the answers to each, objectives, and
//! every single answer, which is read and written in portions.

use entity::values::Face;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use std::{borrow::Cow, collections::HashMap};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use super::{
    filter::Filter,
    gather::{self, Analysed, LearnersAnswer},
    queries,
    views::{kind_message, mark_words, seconds},
};
use crate::{
    app::AppState,
    error::{AppError, Message},
    i18n,
    reports::service::{Cell, Formats, write_cell},
};

pub(super) const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Attempts of which the answers are in memory at once.
const PORTION: usize = 100;
/// Rows that a sheet of Excel has, without its heading.
const MOST_ROWS: u32 = 1_048_575;

/// What the file says beside its rows.
pub(super) struct Heading {
    pub(super) face: Face,
    pub(super) title: String,
    pub(super) made_at: chrono::DateTime<chrono::Utc>,
    /// The filter in words, as label and value.
    pub(super) particulars: Vec<(String, String)>,
    pub(super) item_titles: HashMap<String, String>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
enum WorkbookError {
    #[error("the file could not be written: {0}")]
    File(#[from] std::io::Error),
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Writes the workbook of everything that `filter` wants.
pub(super) async fn produce(
    app: &AppState,
    filter: &Filter,
    heading: Heading,
) -> Result<NamedTempFile, AppError> {
    let found = gather::analyse(app, filter).await?;
    let ids = queries::ids(app.db.read(), filter, heading.face).await?;
    let (sender, receiver) = mpsc::channel(1);
    let writer = tokio::task::spawn_blocking(move || write(&heading, &found, receiver));
    for portion in ids.chunks(PORTION) {
        let answers = gather::answers(app, portion, None).await?;
        if sender.send(answers).await.is_err() {
            break;
        }
    }
    drop(sender);
    let written = writer.await.map_err(|error| AppError::internal(&error))?;
    written.map_err(|error| AppError::below(&error))
}

fn write(
    heading: &Heading,
    found: &Analysed,
    mut answers: mpsc::Receiver<Vec<LearnersAnswer>>,
) -> Result<NamedTempFile, WorkbookError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(heading.made_at.timestamp())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&heading.title)
            .set_creation_datetime(&made),
    );
    let formats = Formats::new(heading.face);
    let words = Words(heading);
    write_questions(
        &words,
        found,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    write_answers(
        &words,
        found,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    write_objectives(
        &words,
        found,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let mut table = Table::begin(&words, sheet, &formats, LEARNERS)?;
    while let Some(portion) = answers.blocking_recv() {
        for answer in &portion {
            table.row(&learner_cells(&words, answer))?;
        }
    }
    table.finish()?;
    write_notes(
        &words,
        found,
        workbook.add_worksheet_with_constant_memory()?,
        &formats,
    )?;
    let mut file = NamedTempFile::new()?;
    workbook.save_to_writer(&mut file)?;
    Ok(file)
}

struct Words<'h>(&'h Heading);

impl Words<'_> {
    fn say(&self, id: &'static str) -> String {
        i18n::translate(self.0.face, &Message::new(id))
    }

    fn item<'c>(&'c self, item: &'c str) -> Cell<'c> {
        match self.0.item_titles.get(item) {
            Some(title) => Cell::Text(i18n::in_script(self.0.face, title)),
            None => text(item),
        }
    }
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(Cow::Borrowed(text))
    }
}

fn owned<'c>(text: String) -> Cell<'c> {
    Cell::Text(Cow::Owned(text))
}

fn whole<'c>(count: u64) -> Cell<'c> {
    Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn decimal<'c>(number: Option<f64>) -> Cell<'c> {
    // Four decimals are more than such numbers carry.
    number.map_or(Cell::Empty, |it| {
        Cell::Decimal((it * 10_000.0).round() / 10_000.0)
    })
}

/// A sheet with a heading row: its name, and each column's title with its width.
type Columns = (&'static str, &'static [(&'static str, f64)]);

/// A sheet that is being filled, row by row.
struct Table<'t> {
    sheet: &'t mut Worksheet,
    formats: &'t Formats,
    line: u32,
    columns: u16,
}

impl<'t> Table<'t> {
    fn begin(
        words: &Words<'_>,
        sheet: &'t mut Worksheet,
        formats: &'t Formats,
        (name, columns): Columns,
    ) -> Result<Self, WorkbookError> {
        sheet.set_name(words.say(name))?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, (title, width)) in (0..).zip(columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, words.say(title), &formats.header)?;
        }
        Ok(Self {
            sheet,
            formats,
            line: 0,
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
        })
    }

    /// Rows beyond what a sheet holds are left out.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WorkbookError> {
        if self.line == MOST_ROWS {
            return Ok(());
        }
        self.line += 1;
        for (at, cell) in (0..).zip(cells) {
            write_cell(self.sheet, self.line, at, cell, self.formats)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), WorkbookError> {
        let last = self.columns.saturating_sub(1);
        self.sheet.autofilter(0, 0, self.line, last)?;
        Ok(())
    }
}

const QUESTIONS: Columns = (
    "answers-sheet-questions",
    &[
        ("answers-col-item", 24.0),
        ("answers-col-id", 24.0),
        ("answers-col-question", 48.0),
        ("answers-col-kind", 18.0),
        ("answers-col-learners", 12.0),
        ("answers-col-judged", 12.0),
        ("answers-correct", 10.0),
        ("answers-partly", 10.0),
        ("answers-incorrect", 10.0),
        ("answers-col-difficulty", 16.0),
        ("answers-col-discrimination", 16.0),
        ("answers-col-latency", 16.0),
        ("answers-col-mean-number", 14.0),
        ("answers-col-correct-answers", 36.0),
    ],
);

fn write_questions(
    words: &Words<'_>,
    found: &Analysed,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), WorkbookError> {
    let mut table = Table::begin(words, sheet, formats, QUESTIONS)?;
    for it in &found.questions {
        let discrimination = match it.discrimination {
            grading::Discrimination::Value { value } => decimal(Some(value)),
            grading::Discrimination::TooFew => owned(words.say("answers-too-few")),
            grading::Discrimination::NoSpread => owned(words.say("answers-no-spread")),
        };
        table.row(&[
            words.item(&it.item),
            text(&it.id),
            text(&it.description),
            owned(words.say(kind_message(&it.kind))),
            whole(it.learners),
            whole(it.judged),
            whole(it.correct),
            whole(it.partly),
            whole(it.incorrect),
            decimal(it.difficulty),
            discrimination,
            decimal(it.mean_latency_seconds),
            decimal(it.mean_number),
            owned(it.correct_answers.join("; ")),
        ])?;
    }
    table.finish()
}

const ANSWERS: Columns = (
    "answers-sheet-answers",
    &[
        ("answers-col-item", 24.0),
        ("answers-col-id", 24.0),
        ("answers-col-answer", 48.0),
        ("answers-col-count", 12.0),
        ("answers-col-count-correct", 16.0),
    ],
);

fn write_answers(
    words: &Words<'_>,
    found: &Analysed,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), WorkbookError> {
    let mut table = Table::begin(words, sheet, formats, ANSWERS)?;
    for question in &found.questions {
        for it in &question.answers {
            table.row(&[
                words.item(&question.item),
                text(&question.id),
                text(&it.answer),
                whole(it.count),
                whole(it.correct),
            ])?;
        }
        for (message, count) in [
            ("answers-others", question.other_answers),
            ("answers-unanswered", question.unanswered),
        ] {
            if 0 < count {
                table.row(&[
                    words.item(&question.item),
                    text(&question.id),
                    owned(words.say(message)),
                    whole(count),
                ])?;
            }
        }
    }
    table.finish()
}

const OBJECTIVES: Columns = (
    "answers-sheet-objectives",
    &[
        ("answers-col-item", 24.0),
        ("answers-col-objective", 24.0),
        ("answers-col-description", 48.0),
        ("answers-col-learners", 12.0),
        ("answers-passed", 12.0),
        ("answers-failed", 12.0),
        ("answers-completed", 12.0),
        ("answers-incomplete", 14.0),
        ("answers-col-scored", 12.0),
        ("answers-col-mean-score", 14.0),
    ],
);

fn write_objectives(
    words: &Words<'_>,
    found: &Analysed,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), WorkbookError> {
    let mut table = Table::begin(words, sheet, formats, OBJECTIVES)?;
    for it in &found.objectives {
        table.row(&[
            words.item(&it.item),
            text(&it.id),
            text(&it.description),
            whole(it.learners),
            whole(it.passed),
            whole(it.failed),
            whole(it.completed),
            whole(it.incomplete),
            whole(it.scored),
            decimal(it.mean_score),
        ])?;
    }
    table.finish()
}

const LEARNERS: Columns = (
    "answers-sheet-learners",
    &[
        ("answers-col-learner", 28.0),
        ("answers-organisation", 28.0),
        ("answers-col-attempt", 10.0),
        ("answers-col-item", 24.0),
        ("answers-col-id", 24.0),
        ("answers-col-answer", 48.0),
        ("answers-col-result", 14.0),
        ("answers-col-seconds", 12.0),
        ("answers-col-day", 14.0),
    ],
);

fn learner_cells<'c>(words: &'c Words<'_>, it: &'c LearnersAnswer) -> [Cell<'c>; 9] {
    let attempt = &it.attempt;
    let organisation = attempt.organisation.as_deref().unwrap_or_default();
    [
        owned(attempt.name_in(words.0.face)),
        text(organisation),
        Cell::Whole(attempt.number.into()),
        words.item(&it.answer.item),
        text(&it.answer.id),
        text(it.answer.response.as_deref().unwrap_or_default()),
        owned(words.say(mark_words(it.answer.mark).1)),
        decimal(it.answer.latency_hundredths.map(seconds)),
        Cell::Date(attempt.last_contact_at.date_naive()),
    ]
}

fn write_notes(
    words: &Words<'_>,
    found: &Analysed,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), WorkbookError> {
    sheet.set_name(words.say("answers-sheet-notes"))?;
    sheet.set_column_width(0, 30)?;
    sheet.set_column_width(1, 90)?;
    let count = (
        words.say("answers-col-attempts"),
        found.attempts.to_string(),
    );
    let facts = std::iter::once(count).chain(words.0.particulars.iter().cloned());
    let mut line = 0;
    for (label, value) in facts {
        write_cell(sheet, line, 0, &owned(label), formats)?;
        write_cell(sheet, line, 1, &owned(value), formats)?;
        line += 1;
    }
    for (label, note) in [
        ("answers-col-difficulty", "answers-note-difficulty"),
        ("answers-col-discrimination", "answers-note-discrimination"),
        ("answers-col-answer", "answers-note-last"),
    ] {
        write_cell(sheet, line, 0, &owned(words.say(label)), formats)?;
        write_cell(sheet, line, 1, &owned(words.say(note)), formats)?;
        line += 1;
    }
    Ok(())
}
