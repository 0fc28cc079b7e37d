//! `obuka import-package`: a package from a file on this machine.

use std::{io::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};
use entity::values::Profile;
use server::{api, config::Settings};

use super::open;

#[derive(Args)]
pub(crate) struct ImportPackage {
    /// The zip
    file: PathBuf,
    /// Publish it at once, so that courses can use it
    #[arg(long)]
    publish: bool,
    /// How strictly it is checked, and read when it is played; else as the centre is set
    #[arg(long)]
    profile: Option<AsProfile>,
}

#[derive(Clone, Copy, ValueEnum)]
enum AsProfile {
    Strict,
    Lenient,
}

impl From<AsProfile> for Profile {
    fn from(profile: AsProfile) -> Self {
        match profile {
            AsProfile::Strict => Self::Strict,
            AsProfile::Lenient => Self::Lenient,
        }
    }
}

/// Prints what the check found, and the version's id as the last line.
pub(crate) async fn run(settings: Settings, asked: ImportPackage) -> anyhow::Result<()> {
    let file = asked.file;
    anyhow::ensure!(file.is_file(), "there is no file {}", file.display());
    let profile = asked.profile.map_or(settings.package_profile, Into::into);
    let app = open(settings).await?;
    let report = api::import_file(&app, file, asked.publish, profile).await?;
    let mut out = std::io::stdout();
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    let Some(made) = report.made else {
        anyhow::bail!("the package was refused; nothing was stored");
    };
    writeln!(out, "{} ({})", made.title, made.kind)?;
    writeln!(out, "{}", made.version_id)?;
    Ok(())
}
