//! The difference between two versions, in figures and titles that a template prints.

use entity::values::Face;
use package_import::{
    difference::{Change, Fate, Kept, Weight},
    package::ItemKind,
};
use serde::Serialize;

use crate::packages::{findings::size_words, service::Compared};

/// Items of one kind that are named; a package may have ten thousand.
const NAMED: usize = 30;

/// What is other than in an earlier (or, going back, a later) version.
#[derive(Debug, Serialize)]
pub(in crate::packages) struct DifferenceCard {
    /// The number of the version that is compared with.
    before: i32,
    /// Nothing is other.
    none: bool,
    kind_before: Option<&'static str>,
    tool: Option<(String, String)>,
    items_same: usize,
    items_new: Named<NewItem>,
    items_gone: Named<String>,
    items_changed: Named<ChangedItem>,
    reordered: bool,
    files_new: Files,
    files_gone: Files,
    files_changed: Files,
    size_before: String,
    size_now: String,
    completion: Option<(String, String)>,
}

/// The first of many, and how many more there are.
#[derive(Debug, Serialize)]
struct Named<T> {
    count: usize,
    first: Vec<T>,
    more: usize,
}

impl<T> From<Vec<T>> for Named<T> {
    fn from(all: Vec<T>) -> Self {
        let count = all.len();
        Self {
            count,
            first: all.into_iter().take(NAMED).collect(),
            more: count.saturating_sub(NAMED),
        }
    }
}

#[derive(Debug, Serialize)]
struct NewItem {
    title: String,
    /// An item that is gone is likely the same one, under another identifier.
    was_renumbered: bool,
}

/// An item that both versions have; what is other in it.
#[derive(Debug, Default, Serialize)]
struct ChangedItem {
    title: String,
    title_before: Option<String>,
    became: Option<&'static str>,
    is_moved: bool,
    passing: Option<(String, String)>,
    completion: Option<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Files {
    count: usize,
    size: String,
}

impl DifferenceCard {
    pub(in crate::packages) fn new(face: Face, compared: &Compared) -> Self {
        let difference = &compared.difference;
        let (mut new, mut gone, mut changed, mut same) = (vec![], vec![], vec![], 0);
        for item in &difference.items {
            match &item.fate {
                Fate::New { likely_was } => new.push(NewItem {
                    title: item.title.clone(),
                    was_renumbered: likely_was.is_some(),
                }),
                Fate::Gone => gone.push(item.title.clone()),
                Fate::Kept(kept) => match ChangedItem::new(face, kept) {
                    Some(other) => changed.push(other),
                    None => same += 1,
                },
            }
        }
        let files = |it: Weight| Files {
            count: it.files,
            size: size_words(face, it.size_bytes),
        };
        let tool = &difference.authoring_tool;
        Self {
            before: compared.before,
            none: difference.is_none(),
            kind_before: (!difference.kind.is_none()).then(|| difference.kind.before.name()),
            tool: tool
                .before
                .clone()
                .zip(tool.now.clone())
                .filter(|(before, now)| before != now),
            items_same: same,
            items_new: new.into(),
            items_gone: gone.into(),
            items_changed: changed.into(),
            reordered: difference.reordered,
            files_new: files(difference.files.new),
            files_gone: files(difference.files.gone),
            files_changed: files(difference.files.changed),
            size_before: size_words(face, difference.size_bytes.before),
            size_now: size_words(face, difference.size_bytes.now),
            completion: percents(face, difference.completion_percent),
        }
    }

    #[cfg(test)]
    pub(in crate::packages) fn samples() -> Vec<Self> {
        let files = |count| Files {
            count,
            size: "3 KB".into(),
        };
        let both = || Some(("70".to_owned(), "80".to_owned()));
        let new = |was_renumbered| NewItem {
            title: "Нова <b>".into(),
            was_renumbered,
        };
        let full = Self {
            before: 1,
            none: false,
            kind_before: Some("SCORM 1.2"),
            tool: Some(("Lectora".into(), "Adapt".into())),
            items_same: 3,
            items_new: vec![new(true), new(false)].into(),
            items_gone: (0..40).map(|it| it.to_string()).collect::<Vec<_>>().into(),
            items_changed: vec![
                ChangedItem {
                    title: "Тест".into(),
                    title_before: Some("Провера".into()),
                    became: Some("asset"),
                    is_moved: true,
                    passing: both(),
                    completion: both(),
                },
                ChangedItem::default(),
            ]
            .into(),
            reordered: true,
            files_new: files(2),
            files_gone: files(1),
            files_changed: files(5),
            size_before: "40 MB".into(),
            size_now: "48 MB".into(),
            completion: both(),
        };
        let none = Self {
            before: 1,
            none: true,
            kind_before: None,
            tool: None,
            items_same: 1,
            items_new: vec![].into(),
            items_gone: vec![].into(),
            items_changed: vec![].into(),
            reordered: false,
            files_new: files(0),
            files_gone: files(0),
            files_changed: files(0),
            size_before: "40 MB".into(),
            size_now: "40 MB".into(),
            completion: None,
        };
        vec![full, none]
    }
}

impl ChangedItem {
    /// Nothing when only the content is other: files are told by themselves.
    fn new(face: Face, kept: &Kept) -> Option<Self> {
        let changed = Self {
            title: kept.title.now.clone(),
            title_before: (!kept.title.is_none()).then(|| kept.title.before.clone()),
            became: (!kept.kind.is_none()).then(|| item_kind(kept.kind.now)),
            is_moved: kept.is_moved,
            passing: percents(face, kept.passing_percent),
            completion: percents(face, kept.completion_percent),
        };
        let is_other = changed.title_before.is_some()
            || changed.became.is_some()
            || changed.is_moved
            || changed.passing.is_some()
            || changed.completion.is_some();
        is_other.then_some(changed)
    }
}

fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Sco => "sco",
        ItemKind::Asset => "asset",
        ItemKind::Cluster => "cluster",
        ItemKind::Heading => "heading",
    }
}

/// Both values when they differ; a dash where there is none.
fn percents(face: Face, change: Change<Option<f64>>) -> Option<(String, String)> {
    let words = |percent: Option<f64>| {
        percent.map_or_else(
            || "–".to_owned(),
            |it| {
                let sign = if face == Face::En { "." } else { "," };
                format!("{it} %").replace('.', sign)
            },
        )
    };
    (!change.is_none()).then(|| (words(change.before), words(change.now)))
}
