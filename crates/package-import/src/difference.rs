//! What is other in one version of a package than in another: items by their
//! identifier, files by their content, what is asked of learners, size. Pure;
//! who is affected by it is the server's business.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::package::{CoursePackage, Item, ItemKind, PackageKind};

/// A version with its files as they are stored.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    pub package: &'a CoursePackage,
    pub files: &'a [FileMark<'a>],
}

/// A file and what tells its content from another's.
#[derive(Debug, Clone, Copy)]
pub struct FileMark<'a> {
    pub path: &'a str,
    pub hash: &'a str,
    pub size_bytes: u64,
}

/// What is other in the later of two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Items that can be launched: those of the later version in its order,
    /// then those that are gone.
    pub items: Vec<ItemChange>,
    /// Items that both have stand in another order.
    pub reordered: bool,
    pub files: FileChanges,
    /// Bytes of all files, before and now.
    pub size_bytes: Change<u64>,
    pub kind: Change<PackageKind>,
    pub authoring_tool: Change<Option<String>>,
    /// Of the organization: what of it must be done, in percent.
    pub completion_percent: Change<Option<f64>>,
}

/// A value before and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    pub before: T,
    pub now: T,
}

impl<T: PartialEq> Change<T> {
    pub fn is_none(&self) -> bool {
        self.before == self.now
    }
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemChange {
    pub identifier: String,
    /// The title in the later version, or the last one of an item that is gone.
    pub title: String,
    pub fate: Fate,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// In both, by its identifier.
    Kept(Kept),
    /// Only in the later version. `likely_was` is the identifier of an item that
    /// is gone and has the same title or starts with the same file: tools give
    /// new identifiers to old items, and then no place can be kept.
    New {
        likely_was: Option<String>,
    },
    Gone,
}

/// An item that both versions have.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub title: Change<String>,
    pub kind: Change<ItemKind>,
    /// Another item is its parent now, or none.
    pub is_moved: bool,
    /// The file it starts with has another path or other content.
    pub starts_otherwise: bool,
    /// What is needed to pass, in percent.
    pub passing_percent: Change<Option<f64>>,
    /// How much must be done to have completed, in percent.
    pub completion_percent: Change<Option<f64>>,
}

impl Kept {
    /// Nothing that a learner or a trainer could notice is other.
    pub fn is_same(&self) -> bool {
        !self.is_moved
            && !self.starts_otherwise
            && self.title.is_none()
            && self.kind.is_none()
            && self.passing_percent.is_none()
            && self.completion_percent.is_none()
    }
}

/// Files by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileChanges {
    pub same: Weight,
    pub new: Weight,
    pub gone: Weight,
    /// With the sizes that they have now.
    pub changed: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weight {
    pub files: usize,
    pub size_bytes: u64,
}

impl Weight {
    fn add(&mut self, size_bytes: u64) {
        self.files += 1;
        self.size_bytes = self.size_bytes.saturating_add(size_bytes);
    }
}

impl Difference {
    /// Nothing at all is other.
    pub fn is_none(&self) -> bool {
        let files = self.files;
        let kept_same = |it: &ItemChange| matches!(&it.fate, Fate::Kept(kept) if kept.is_same());
        files.new.files + files.gone.files + files.changed.files == 0
            && !self.reordered
            && self.kind.is_none()
            && self.completion_percent.is_none()
            && self.items.iter().all(kept_same)
    }

    /// Every item that could be launched can be launched still, as what it was.
    pub fn keeps_every_item(&self) -> bool {
        self.kind.before.is_scorm_2004() == self.kind.now.is_scorm_2004()
            && self.items.iter().all(|it| match &it.fate {
                Fate::Kept(kept) => kept.kind.is_none(),
                Fate::New { .. } => true,
                Fate::Gone => false,
            })
    }
}

/// What is other in `now` than in `before`.
pub fn difference(before: Side<'_>, now: Side<'_>) -> Difference {
    let (old, new) = (launchable(before), launchable(now));
    let in_old: HashMap<&str, &Found<'_>> = by_identifier(&old);
    let in_new: HashMap<&str, &Found<'_>> = by_identifier(&new);
    let gone: Vec<&Found<'_>> = old
        .iter()
        .filter(|it| !in_new.contains_key(it.item.identifier.as_str()))
        .collect();
    let mut items: Vec<ItemChange> = new
        .iter()
        .map(|it| ItemChange {
            identifier: it.item.identifier.clone(),
            title: it.item.title.clone(),
            fate: match in_old.get(it.item.identifier.as_str()) {
                Some(earlier) => Fate::Kept(kept(earlier, it)),
                None => Fate::New {
                    likely_was: likely_was(it, &gone),
                },
            },
        })
        .collect();
    items.extend(gone.iter().map(|it| ItemChange {
        identifier: it.item.identifier.clone(),
        title: it.item.title.clone(),
        fate: Fate::Gone,
    }));
    let common = |found: &[Found<'_>], other: &HashMap<&str, &Found<'_>>| -> Vec<String> {
        let identifiers = found.iter().map(|it| it.item.identifier.as_str());
        identifiers
            .filter(|it| other.contains_key(it))
            .map(str::to_owned)
            .collect()
    };
    Difference {
        reordered: common(&old, &in_new) != common(&new, &in_old),
        items,
        files: file_changes(before.files, now.files),
        size_bytes: both(before, now, |it| {
            it.files.iter().map(|it| it.size_bytes).sum()
        }),
        kind: both(before, now, |it| it.package.kind),
        authoring_tool: both(before, now, |it| it.package.authoring_tool.clone()),
        completion_percent: both(before, now, |it| {
            completion(it.package.organization().completion_threshold)
        }),
    }
}

fn both<'a, T>(before: Side<'a>, now: Side<'a>, of: impl Fn(Side<'a>) -> T) -> Change<T> {
    Change {
        before: of(before),
        now: of(now),
    }
}

/// An item that can be launched, with its place and the content it starts with.
struct Found<'a> {
    item: &'a Item,
    parent: Option<&'a str>,
    start: Option<(&'a str, &'a str)>,
}

fn launchable(side: Side<'_>) -> Vec<Found<'_>> {
    let hashes: HashMap<&str, &str> = side.files.iter().map(|it| (it.path, it.hash)).collect();
    let mut found = Vec::new();
    let mut open: Vec<(&Item, Option<&str>)> = Vec::new();
    for item in side.package.organization().items.iter().rev() {
        open.push((item, None));
    }
    while let Some((item, parent)) = open.pop() {
        if let Some(launch) = &item.launch {
            let file = launch.file.as_str();
            found.push(Found {
                item,
                parent,
                start: hashes.get(file).map(|hash| (file, *hash)),
            });
        }
        for child in item.items.iter().rev() {
            open.push((child, Some(item.identifier.as_str())));
        }
    }
    found
}

/// The first of each identifier: a manifest may say one twice.
fn by_identifier<'f>(found: &'f [Found<'_>]) -> HashMap<&'f str, &'f Found<'f>> {
    let mut known = HashMap::new();
    for it in found {
        known.entry(it.item.identifier.as_str()).or_insert(it);
    }
    known
}

fn kept(before: &Found<'_>, now: &Found<'_>) -> Kept {
    let (old, new) = (before.item, now.item);
    Kept {
        title: Change {
            before: old.title.clone(),
            now: new.title.clone(),
        },
        kind: Change {
            before: old.kind,
            now: new.kind,
        },
        is_moved: before.parent != now.parent,
        starts_otherwise: before.start != now.start,
        passing_percent: Change {
            before: passing_percent(old),
            now: passing_percent(new),
        },
        completion_percent: Change {
            before: completion(old.completion_threshold),
            now: completion(new.completion_threshold),
        },
    }
}

fn likely_was(new: &Found<'_>, gone: &[&Found<'_>]) -> Option<String> {
    let same_start = |it: &&&Found<'_>| it.item.launch == new.item.launch;
    let same_title =
        |it: &&&Found<'_>| !it.item.title.is_empty() && it.item.title == new.item.title;
    let found = gone.iter().find(same_title);
    found
        .or_else(|| gone.iter().find(same_start))
        .map(|it| it.item.identifier.clone())
}

/// What an item asks to be passed: `adlcp:masteryscore`, or the measure by
/// which the primary objective is satisfied.
pub fn passing_percent(item: &Item) -> Option<f64> {
    let by_measure = item
        .sequencing
        .primary_objective
        .as_ref()
        .filter(|it| it.satisfied_by_measure)
        .map(|it| tidy(it.min_normalized_measure * 100.0));
    item.mastery_score.or(by_measure)
}

fn completion(threshold: Option<crate::package::CompletionThreshold>) -> Option<f64> {
    threshold
        .filter(|it| it.completed_by_measure)
        .map(|it| tidy(it.min_progress_measure * 100.0))
}

/// Without the dust of binary fractions: 70, not 70.00000000000001.
fn tidy(percent: f64) -> f64 {
    (percent * 1e6).round() / 1e6
}

fn file_changes(before: &[FileMark<'_>], now: &[FileMark<'_>]) -> FileChanges {
    let old: BTreeMap<&str, &FileMark<'_>> = before.iter().map(|it| (it.path, it)).collect();
    let paths: HashSet<&str> = now.iter().map(|it| it.path).collect();
    let mut changes = FileChanges::default();
    for file in now {
        let group = match old.get(file.path) {
            None => &mut changes.new,
            Some(earlier) if earlier.hash == file.hash => &mut changes.same,
            Some(_) => &mut changes.changed,
        };
        group.add(file.size_bytes);
    }
    for file in before {
        if !paths.contains(file.path) {
            changes.gone.add(file.size_bytes);
        }
    }
    changes
}
