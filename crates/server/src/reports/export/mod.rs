//! Files of the record, written in bounded memory: batches of rows go from one
//! snapshot of the database to a writer on a thread of its own.

mod csv_file;
mod json_file;
mod pdf_file;
mod xlsx_file;

use std::{collections::HashMap, io::Read as _};

use certificates::RenderError;
use chrono::{DateTime, Utc};
use entity::values::Face;
use sea_orm::{DbErr, IsolationLevel, TransactionTrait as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

pub(crate) use xlsx_file::{Formats, write_cell};

use super::{
    columns::{ProgrammeWords, Wording},
    filter::{Filter, Sort},
    queries::{self, CompletionRow},
};
use crate::app::AppState;

/// Rows of one batch; two batches wait for the writer at most.
const BATCH: u64 = 1000;

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    Xlsx,
    /// Semicolons, as Excel opens it where the comma is the decimal sign.
    CsvSemicolon,
    CsvComma,
    /// Commas, and cells exactly as they are: for programs, not for spreadsheets.
    CsvRaw,
    Pdf,
    Json,
}

impl Format {
    /// What can be issued from the page.
    pub(crate) const ISSUED: [Self; 5] = [
        Self::Xlsx,
        Self::CsvSemicolon,
        Self::CsvComma,
        Self::CsvRaw,
        Self::Pdf,
    ];

    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::CsvSemicolon => "csv_semicolon",
            Self::CsvComma => "csv_comma",
            Self::CsvRaw => "csv_raw",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }

    pub(crate) fn read(token: &str) -> Option<Self> {
        Self::ISSUED
            .into_iter()
            .chain([Self::Json])
            .find(|it| it.token() == token)
    }

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::CsvSemicolon | Self::CsvComma | Self::CsvRaw => "csv",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::CsvSemicolon | Self::CsvComma | Self::CsvRaw => "text/csv; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Json => "application/json",
        }
    }
}

/// What a file says beside its rows.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) words: Wording,
    pub(crate) format: Format,
    /// The number of the issued report, if it is one.
    pub(crate) serial: Option<String>,
    pub(crate) issuer: String,
    pub(crate) place: String,
    /// The filter in words, as label and value.
    pub(crate) particulars: Vec<(String, String)>,
    pub(crate) made_on: chrono::NaiveDate,
    pub(crate) made_at: DateTime<Utc>,
}

/// A finished file, not yet in the store.
#[derive(Debug)]
pub(crate) struct Produced {
    pub(crate) file: NamedTempFile,
    pub(crate) hash: String,
    pub(crate) size_bytes: u64,
    pub(crate) rows: u64,
    pub(crate) persons: u64,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    #[error("the record could not be read: {0}")]
    Db(#[from] DbErr),
    #[error("the file could not be written: {0}")]
    File(#[from] std::io::Error),
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the CSV could not be written: {0}")]
    Csv(#[from] csv::Error),
    #[error("the JSON could not be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Print(#[from] RenderError),
    #[error("the thread that wrote the file is gone")]
    Gone,
}

/// Rows as they come from the database.
pub(super) struct Rows(mpsc::Receiver<Vec<CompletionRow>>);

impl Rows {
    fn next_batch(&mut self) -> Option<Vec<CompletionRow>> {
        self.0.blocking_recv()
    }

    #[cfg(test)]
    fn of(rows: Vec<CompletionRow>) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        sender.try_send(rows).expect("there is room for one");
        Self(receiver)
    }
}

/// Writes the file of everything that `filter` wants.
pub(crate) async fn produce(
    app: &AppState,
    filter: &Filter,
    heading: Heading,
) -> Result<Produced, ExportError> {
    let (sender, receiver) = mpsc::channel(1);
    let writer = tokio::task::spawn_blocking(move || write(&heading, Rows(receiver)));
    let read = read(app, filter, sender).await;
    let written = writer.await.map_err(|_| ExportError::Gone)?;
    // A reading that failed has ended the writer early: its error is the one to tell.
    read?;
    written
}

/// Sends all rows, oldest first, from one snapshot of the database.
async fn read(
    app: &AppState,
    filter: &Filter,
    rows: mpsc::Sender<Vec<CompletionRow>>,
) -> Result<(), DbErr> {
    let db = app.db.read();
    // A read transaction of SQLite is a snapshot anyhow.
    let isolation = (!app.db.is_sqlite()).then_some(IsolationLevel::RepeatableRead);
    let snapshot = db.begin_with_config(isolation, None).await?;
    let mut place = None;
    loop {
        let batch = queries::rows(&snapshot, filter, Sort::Oldest, place.take(), BATCH).await?;
        let is_last = (batch.len() as u64) < BATCH;
        place = batch.last().map(CompletionRow::place);
        if rows.send(batch).await.is_err() || is_last {
            // A writer that went away says itself why.
            return snapshot.rollback().await;
        }
    }
}

fn write(heading: &Heading, rows: Rows) -> Result<Produced, ExportError> {
    let mut file = NamedTempFile::new()?;
    let tally = match heading.format {
        Format::Xlsx => xlsx_file::write(heading, rows, &mut file)?,
        Format::CsvSemicolon | Format::CsvComma | Format::CsvRaw => {
            csv_file::write(heading, rows, &mut file)?
        }
        Format::Pdf => pdf_file::write(heading, rows, &mut file)?,
        Format::Json => json_file::write(heading, rows, &mut file)?,
    };
    let (hash, size_bytes) = hash(&file)?;
    Ok(Produced {
        file,
        hash,
        size_bytes,
        rows: tally.all.rows,
        persons: tally.all.persons(),
    })
}

fn hash(file: &NamedTempFile) -> std::io::Result<(String, u64)> {
    let mut file = file.reopen()?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size_bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hex::encode(hasher.finalize()), size_bytes));
        }
        hasher.update(&buffer[..read]);
        size_bytes += read as u64;
    }
}

/// The words of a face, with the programmes' English titles.
pub(crate) async fn wording(app: &AppState, face: Face) -> Result<Wording, DbErr> {
    let programmes: HashMap<Uuid, ProgrammeWords> = queries::programmes(app.db.read())
        .await?
        .into_iter()
        .map(|(programme, accreditation)| {
            let (field, field_en) = accreditation
                .map(|it| (it.field, it.field_en))
                .unwrap_or_default();
            let words = ProgrammeWords {
                title: programme.title,
                title_en: programme.title_en,
                field,
                field_en,
            };
            (programme.id, words)
        })
        .collect();
    Ok(Wording::new(
        face,
        app.config.app_origin.to_string(),
        programmes,
    ))
}

/// Text that a spreadsheet would take for a formula, or that is marked as such
/// already: an apostrophe in front makes it text, and taking one away gives it back.
pub(super) fn is_risky(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠',
    ])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::reports::columns::tests::wording;

    pub(in crate::reports) fn heading(format: Format, face: Face) -> Heading {
        Heading {
            words: wording(face),
            format,
            serial: Some("E-2026-017".into()),
            issuer: "Регионални центар".into(),
            place: "Пландиште".into(),
            particulars: vec![("Период".into(), "1. 1. 2026. – 24. 11. 2026.".into())],
            made_on: "2026-11-24".parse().unwrap(),
            made_at: "2026-11-24T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn f3_what_a_spreadsheet_would_run_is_known() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "＝1",
        ] {
            assert!(is_risky(text), "{text:?}");
        }
        for text in ["", "Ада", "1+1", " =1", "U-2026-000123"] {
            assert!(!is_risky(text), "{text:?}");
        }
    }
}
