//! `obuka export-record`: the completion record into a file.

use std::{io::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};
use server::{
    api::{self, RecordToExport},
    config::Settings,
};

use super::open;

#[derive(Args)]
pub(crate) struct ExportRecord {
    /// The kind of file
    #[arg(long, value_enum)]
    format: RecordFormat,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
    /// The first day of completion, such as 2026-01-31; this year when left out
    #[arg(long)]
    from: Option<String>,
    /// The last day; today when left out
    #[arg(long)]
    to: Option<String>,
    /// The id of a programme
    #[arg(long)]
    programme: Option<String>,
    /// sr-Cyrl, sr-Latn or en
    #[arg(long, default_value = "sr-Cyrl")]
    language: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum RecordFormat {
    Json,
    /// Commas, cells made harmless for spreadsheets
    Csv,
    Xlsx,
    Pdf,
}

/// Writes the file and says how many rows it holds.
pub(crate) async fn run(settings: Settings, asked: ExportRecord) -> anyhow::Result<()> {
    let app = open(settings).await?;
    let record = RecordToExport {
        format: match asked.format {
            RecordFormat::Json => "json",
            RecordFormat::Csv => "csv_comma",
            RecordFormat::Xlsx => "xlsx",
            RecordFormat::Pdf => "pdf",
        },
        from: asked.from.unwrap_or_default(),
        to: asked.to.unwrap_or_default(),
        programme: asked.programme.unwrap_or_default(),
        language: asked.language,
    };
    let rows = api::export_record(&app, record, &asked.out).await?;
    writeln!(std::io::stdout(), "{rows} rows in {}", asked.out.display())?;
    Ok(())
}
