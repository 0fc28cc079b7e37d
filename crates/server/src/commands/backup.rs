//! `obuka backup FILE` and `obuka restore FILE`.

use std::{
    io::{Write as _, stdout},
    path::Path,
};

use server::{clock::Clock, config::Config, operation};

pub(crate) async fn backup(config: &Config, file: &Path) -> anyhow::Result<()> {
    let now = Clock::default().now();
    let report = operation::backup(&config.settings, file, now).await?;
    let mut out = stdout();
    writeln!(
        out,
        "file      {} ({} bytes)",
        file.display(),
        report.size_bytes
    )?;
    writeln!(out, "rows      {} in {} tables", report.rows, report.tables)?;
    writeln!(out, "objects   {}", report.objects)?;
    say_lost(&report.lost_objects)
}

pub(crate) async fn restore(config: &Config, file: &Path) -> anyhow::Result<()> {
    let report = operation::restore(&config.settings, file).await?;
    let mut out = stdout();
    let rows: u64 = report.rows.iter().map(|(_, rows)| rows).sum();
    writeln!(
        out,
        "taken     {} by version {} on {}",
        report.taken_at.to_rfc3339(),
        report.version,
        report.engine
    )?;
    writeln!(out, "rows      {rows} in {} tables", report.rows.len())?;
    writeln!(out, "objects   {}", report.objects)?;
    if 0 < report.migrated {
        writeln!(out, "migrated  {} steps to this version", report.migrated)?;
    }
    writeln!(out, "into      {}", config.settings.data.display())?;
    say_lost(&report.lost_objects)
}

fn say_lost(lost: &[String]) -> anyhow::Result<()> {
    let mut out = stdout();
    if !lost.is_empty() {
        writeln!(
            out,
            "missing   {} objects were missing or damaged in the store when the backup was taken:",
            lost.len()
        )?;
    }
    for hash in lost {
        writeln!(out, "          {hash}")?;
    }
    Ok(())
}
