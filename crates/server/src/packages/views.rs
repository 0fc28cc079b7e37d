//! What the pages about modules show.

pub(super) mod difference;
mod report;

use std::collections::HashMap;

use chrono_tz::Tz;
use entity::{package, values::Face};
use serde::Serialize;
use uuid::Uuid;

use super::{
    findings::{count_of, size_words},
    queries::{ModuleLine, VersionUse},
    service,
    switches::SwitchEntry,
    uploads,
};
use crate::page::View;

pub(super) use report::{Parts, Report};

/// What the list was asked for.
#[derive(Debug, Serialize)]
pub(super) struct ListAsked {
    pub(super) search: String,
    pub(super) archived: bool,
    pub(super) page: u64,
}

/// `GET /modules`
#[derive(Debug, Serialize)]
pub(super) struct Modules {
    asked: ListAsked,
    lines: Vec<ModuleRow>,
    previous: Option<u64>,
    next: Option<u64>,
}

#[derive(Debug, Serialize)]
struct ModuleRow {
    id: Uuid,
    title: String,
    kind: String,
    newest: i32,
    published: Option<i32>,
    /// A newer version waits to be published.
    waits: bool,
    changed_at: String,
    courses: i64,
}

impl Modules {
    pub(super) fn new(lines: Vec<ModuleLine>, more: bool, asked: ListAsked) -> Self {
        let lines = lines.into_iter().map(|line| ModuleRow {
            id: line.id,
            title: line.title,
            kind: line.kind,
            newest: line.newest,
            published: line.published,
            waits: line.published != Some(line.newest),
            changed_at: line.changed_at.to_rfc3339(),
            courses: line.courses,
        });
        Self {
            lines: lines.collect(),
            previous: asked.page.checked_sub(1),
            next: more.then(|| asked.page + 1),
            asked,
        }
    }
}

impl View for Modules {
    const TEMPLATE: &'static str = "packages/modules.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let asked = |search: &str, archived, page| ListAsked {
            search: search.into(),
            archived,
            page,
        };
        let row = |published, newest| ModuleRow {
            id: Uuid::nil(),
            title: "Азил <b>".into(),
            kind: "scorm_2004_4th".into(),
            newest,
            published,
            waits: published != Some(newest),
            changed_at: "2026-11-24T09:00:00Z".into(),
            courses: 2,
        };
        let page = |asked, lines| Self {
            asked,
            lines,
            previous: Some(0),
            next: Some(2),
        };
        vec![
            page(asked("", false, 1), vec![]),
            page(asked("азил", false, 1), vec![]),
            page(asked("", true, 1), vec![]),
            page(
                asked("", false, 0),
                vec![row(None, 1), row(Some(1), 2), row(Some(2), 2)],
            ),
        ]
    }
}

/// `GET /modules/new` and `GET /modules/{id}/new-version`
#[derive(Debug, Serialize)]
pub(super) struct NewModule {
    /// The module that gets a new version.
    module: Option<ModuleName>,
    limit: String,
}

#[derive(Debug, Serialize)]
struct ModuleName {
    id: Uuid,
    title: String,
}

impl NewModule {
    pub(super) fn new(face: Face, module: Option<&package::Model>) -> Self {
        Self {
            module: module.map(|it| ModuleName {
                id: it.id,
                title: it.title.clone(),
            }),
            limit: size_words(face, uploads::service::archive_limit_bytes()),
        }
    }
}

impl View for NewModule {
    const TEMPLATE: &'static str = "packages/new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |module| Self {
            module,
            limit: "1,5 GB".into(),
        };
        let module = ModuleName {
            id: Uuid::nil(),
            title: "Азил".into(),
        };
        vec![page(None), page(Some(module))]
    }
}

/// `GET /modules/{id}`
#[derive(Debug, Serialize)]
pub(super) struct Module {
    id: Uuid,
    title: String,
    /// The title as typed when it was refused, else the title.
    typed: String,
    error: Option<String>,
    archived: bool,
    versions: Vec<VersionRow>,
    /// What all versions take in the store together.
    total_size: String,
    used_in: Vec<Use>,
    switches: Vec<SwitchEntry>,
}

#[derive(Debug, Serialize)]
struct VersionRow {
    number: i32,
    kind: String,
    /// The one that new course steps take.
    is_current: bool,
    is_published: bool,
    file_name: String,
    files: i32,
    size: String,
    warnings: usize,
    uploaded_at: String,
    uploaded_by: Option<String>,
    courses: i64,
    open_attempts: i64,
    ended_attempts: i64,
    own_size: String,
    /// What is stored once for several versions.
    shared_size: Option<String>,
}

#[derive(Debug, Serialize)]
struct Use {
    id: Uuid,
    title: String,
    number: i32,
}

impl Module {
    pub(super) fn new((face, zone): (Face, Tz), module: service::Module) -> Self {
        let current = module.row.published_version_id;
        let mut weights: HashMap<Uuid, Weight> = module
            .uses
            .iter()
            .map(|it| (it.version_id, Weight::of(it)))
            .collect();
        let total = total_bytes(&module);
        let switches = module.switches.iter();
        let switches = switches.map(|it| SwitchEntry::new((face, zone), it, None));
        let switches: Vec<SwitchEntry> = switches.collect();
        let versions = module.versions.into_iter().map(|it| {
            let weight = weights.remove(&it.id).unwrap_or_default();
            VersionRow {
                courses: weight.courses,
                open_attempts: weight.open_attempts,
                ended_attempts: weight.ended_attempts,
                own_size: size_words(face, weight.own_bytes),
                shared_size: (0 < weight.shared_bytes)
                    .then(|| size_words(face, weight.shared_bytes)),
                is_current: current == Some(it.id),
                is_published: it.state == "published",
                size: size_words(face, u64::try_from(it.size_bytes).unwrap_or(0)),
                warnings: count_of(&it.findings, package_import::Severity::Warning),
                uploaded_at: it.created_at.to_rfc3339(),
                uploaded_by: match face {
                    Face::SrCyrl => it.given_name_cyrl.zip(it.family_name_cyrl),
                    Face::SrLatn | Face::En => it.given_name.zip(it.family_name),
                }
                .map(|(given, family)| format!("{given} {family}")),
                number: it.number,
                kind: it.kind,
                file_name: it.file_name,
                files: it.file_count,
            }
        });
        let used_in = module.used_in.into_iter().map(|it| Use {
            id: it.id,
            title: it.title,
            number: it.number,
        });
        Self {
            id: module.row.id,
            typed: module.row.title.clone(),
            title: module.row.title,
            error: None,
            archived: module.row.archived_at.is_some(),
            versions: versions.collect(),
            total_size: size_words(face, total),
            used_in: used_in.collect(),
            switches,
        }
    }

    pub(super) fn with_wrong_title(self, typed: String, error: String) -> Self {
        Self {
            typed,
            error: Some(error),
            ..self
        }
    }
}

/// Who uses a version and what it takes, its archive included.
#[derive(Default)]
struct Weight {
    courses: i64,
    open_attempts: i64,
    ended_attempts: i64,
    own_bytes: u64,
    shared_bytes: u64,
}

impl Weight {
    fn of(it: &VersionUse) -> Self {
        let bytes = |it: i64| u64::try_from(it).unwrap_or(0);
        let archive = bytes(it.archive_bytes);
        let (own, shared) = if it.archive_users == 1 {
            (archive, 0)
        } else {
            (0, archive)
        };
        Self {
            courses: it.courses,
            open_attempts: it.open_attempts,
            ended_attempts: it.ended_attempts,
            own_bytes: bytes(it.own_bytes) + own,
            shared_bytes: bytes(it.shared_bytes) + shared,
        }
    }
}

/// Content that several versions have counts once.
fn total_bytes(module: &service::Module) -> u64 {
    let bytes = module.content_bytes + module.archives_bytes;
    u64::try_from(bytes).unwrap_or(0)
}

impl View for Module {
    const TEMPLATE: &'static str = "packages/module.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let version = |number, is_published, is_current| VersionRow {
            number,
            kind: "scorm_1_2".into(),
            is_current,
            is_published,
            file_name: "azil.zip".into(),
            files: 214,
            size: "48 MB".into(),
            warnings: 2,
            uploaded_at: "2026-11-24T09:00:00Z".into(),
            uploaded_by: (number == 1).then(|| "Ада".into()),
            courses: i64::from(number),
            open_attempts: 5,
            ended_attempts: 1,
            own_size: "3 MB".into(),
            shared_size: (number == 2).then(|| "45 MB".into()),
        };
        let page = |archived, error: Option<&str>, used_in| Self {
            id: Uuid::nil(),
            title: "Азил <b>".into(),
            typed: "Азил".into(),
            error: error.map(Into::into),
            archived,
            versions: vec![
                version(3, false, false),
                version(2, true, true),
                version(1, true, false),
            ],
            total_size: "51 MB".into(),
            used_in,
            switches: if archived {
                vec![]
            } else {
                SwitchEntry::samples()
            },
        };
        let course = Use {
            id: Uuid::nil(),
            title: "Курс".into(),
            number: 1,
        };
        vec![
            page(false, None, vec![course]),
            page(true, Some("x"), vec![]),
        ]
    }
}

/// `GET /modules/{id}/archive`
#[derive(Debug, Serialize)]
pub(super) struct Archive {
    id: Uuid,
    title: String,
    used_in: Vec<Use>,
}

impl Archive {
    pub(super) fn new(module: service::Module) -> Self {
        let used_in = module.used_in.into_iter().map(|it| Use {
            id: it.id,
            title: it.title,
            number: it.number,
        });
        Self {
            id: module.row.id,
            title: module.row.title,
            used_in: used_in.collect(),
        }
    }
}

impl View for Archive {
    const TEMPLATE: &'static str = "packages/archive.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |used_in| Self {
            id: Uuid::nil(),
            title: "Азил".into(),
            used_in,
        };
        let course = Use {
            id: Uuid::nil(),
            title: "Курс".into(),
            number: 1,
        };
        vec![page(vec![]), page(vec![course])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::renders;

    #[test]
    fn every_view_renders() {
        renders::<Modules>();
        renders::<NewModule>();
        renders::<Module>();
        renders::<Archive>();
        renders::<Report>();
    }
}
