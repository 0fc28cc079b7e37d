//! Broken sisters: a whole module and the one fault done to it, as described
//! by `broken/<name>/fault.toml`. Other files of that folder are laid over
//! the module's own.

use serde::Deserialize;

use crate::{BuildError, Files, source};

const FOLDER: &str = "broken/";

/// How much the fault matters to the check report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The package cannot be published.
    Error,
    /// It can be published all the same.
    Warning,
}

/// A module with a single fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sister {
    /// Also the name to give to [`crate::zip`].
    pub name: String,
    /// What is wrong, for people: in Serbian (Cyrillic).
    pub fault_sr: String,
    /// The same in English.
    pub fault_en: String,
    /// The id of the check that must find it.
    pub expected_check: String,
    pub severity: Severity,
    /// Ids of checks that may complain too, since the fault brings this about.
    pub consequences: Vec<String>,
    /// The whole module it was made from.
    pub base: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    base: String,
    expected_check: String,
    severity: Severity,
    #[serde(default)]
    consequences: Vec<String>,
    what: Text,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    rename: Vec<Rename>,
    #[serde(default)]
    replace: Vec<Replace>,
    #[serde(default)]
    add: Vec<Add>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    sr: String,
    en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    from: String,
    to: String,
}

/// Replaces every place where `find` stands; there must be one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    file: String,
    find: String,
    with: String,
}

/// An entry under any name at all, also one that no file system would take.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Add {
    name: String,
    text: String,
}

pub(crate) fn all() -> Result<Vec<Sister>, BuildError> {
    let mut names: Vec<String> = source::embedded()
        .filter_map(|path| {
            let name = path.strip_prefix(FOLDER)?.strip_suffix("/fault.toml")?;
            Some(name.to_owned())
        })
        .collect();
    names.sort();
    names.into_iter().map(sister).collect()
}

fn sister(name: String) -> Result<Sister, BuildError> {
    let fault = load(&name)?;
    Ok(Sister {
        name,
        fault_sr: fault.what.sr,
        fault_en: fault.what.en,
        expected_check: fault.expected_check,
        severity: fault.severity,
        consequences: fault.consequences,
        base: fault.base,
    })
}

fn load(name: &str) -> Result<Fault, BuildError> {
    let bytes = source::read(&format!("{FOLDER}{name}/fault.toml"))
        .ok_or_else(|| BuildError::NoSuchPackage(name.to_owned()))?;
    toml::from_str(&String::from_utf8_lossy(&bytes))
        .map_err(|error| BuildError::Unreadable(name.to_owned(), error))
}

/// The base's files with the fault done to them. A fault that does nothing
/// (because its base has changed) is an error, not a package without fault.
pub(crate) fn sister_files(name: &str) -> Result<Files, BuildError> {
    let fault = load(name)?;
    let mut files = source::package(&fault.base)?;
    let does_not_fit = |what: String| BuildError::DoesNotFit {
        package: name.to_owned(),
        what,
    };
    for file in &fault.remove {
        files
            .remove(file)
            .ok_or_else(|| does_not_fit(format!("no file `{file}` to remove")))?;
    }
    for replace in &fault.replace {
        let bytes = files
            .get_mut(&replace.file)
            .ok_or_else(|| does_not_fit(format!("no file `{}` to change", replace.file)))?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        if !text.contains(&replace.find) {
            let what = format!("`{}` is not in `{}`", replace.find, replace.file);
            return Err(does_not_fit(what));
        }
        *bytes = text.replace(&replace.find, &replace.with).into_bytes();
    }
    for Rename { from, to } in &fault.rename {
        let bytes = files
            .remove(from)
            .ok_or_else(|| does_not_fit(format!("no file `{from}` to rename")))?;
        files.insert(to.clone(), bytes);
    }
    for Add { name, text } in fault.add {
        files.insert(name, text.into_bytes());
    }
    lay_over(name, &mut files);
    Ok(files)
}

/// Adds the files that lie beside `fault.toml`.
fn lay_over(name: &str, files: &mut Files) {
    let folder = format!("{FOLDER}{name}/");
    for path in source::embedded() {
        let Some(inside) = path.strip_prefix(&folder) else {
            continue;
        };
        if inside == "fault.toml" {
            continue;
        }
        if let Some(bytes) = source::read(&path) {
            files.insert(inside.to_owned(), bytes);
        }
    }
}
