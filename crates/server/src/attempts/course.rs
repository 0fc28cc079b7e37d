//! A package version made ready to be played: its activity tree and what the
//! manifest tells each item. Versions never change, so this is made once.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use chrono::Duration;
use course_runtime::{
    cmi,
    sequencing::{self, ActivityTree, TreeError, TreeState, definition::ActivityDefinition},
};
use entity::{
    package_version,
    values::{LaunchMode, Profile},
};
use moka::sync::Cache;
use package_import::{CoursePackage, package};
use uuid::Uuid;

use super::definition::course_definition;

/// Versions kept ready in memory.
const KEPT: u64 = 200;

/// A version, ready to be played.
pub(super) struct Course {
    pub(super) title: String,
    pub(super) standard: cmi::Version,
    pub(super) profile: cmi::Profile,
    pub(super) tree: ActivityTree,
    /// What the only SCO's score is measured against, as a percentage.
    pub(super) needed_percent: Option<f64>,
    /// Its activities map objectives or data that may outlive an attempt.
    pub(super) shares: bool,
    /// Which authoring tool made it, without its version, as far as that is known.
    pub(super) tool: Option<String>,
    items: HashMap<String, Item>,
}

/// What the manifest says about one item, beyond sequencing.
pub(super) struct Item {
    pub(super) title: String,
    pub(super) is_sco: bool,
    /// Relative to the package's root, percent-encoded.
    pub(super) url: String,
    /// The file that is launched, in the package.
    pub(super) file: String,
    launch_data: Option<String>,
    mastery_score: Option<f64>,
    max_time_allowed: Option<String>,
    time_limit_action: Option<&'static str>,
}

/// Why a version cannot be played.
#[derive(Debug, thiserror::Error)]
pub(super) enum CourseError {
    #[error("the stored manifest of version {0} cannot be read")]
    Manifest(Uuid),
    #[error("version {0} cannot be played: {1}")]
    Tree(Uuid, TreeError),
}

static COURSES: LazyLock<Cache<Uuid, Arc<Course>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(KEPT)
        .time_to_idle(std::time::Duration::from_secs(
            Duration::hours(1).num_seconds().unsigned_abs(),
        ))
        .build()
});

/// The course of this version, if it is in memory.
pub(super) fn cached(version_id: Uuid) -> Option<Arc<Course>> {
    COURSES.get(&version_id)
}

/// Makes the version ready, and keeps it.
pub(super) fn prepare(version: &package_version::Model) -> Result<Arc<Course>, CourseError> {
    let package: CoursePackage =
        serde_json::from_slice(&version.manifest).map_err(|_| CourseError::Manifest(version.id))?;
    let course = Arc::new(Course::new(version, &package)?);
    COURSES.insert(version.id, Arc::clone(&course));
    Ok(course)
}

impl Course {
    fn new(version: &package_version::Model, package: &CoursePackage) -> Result<Self, CourseError> {
        let definition = course_definition(package);
        let shares = shares(&definition.root);
        let tree =
            ActivityTree::new(definition).map_err(|error| CourseError::Tree(version.id, error))?;
        let mut items = HashMap::new();
        package.organization().visit_items(&mut |item| {
            if let Some(launch) = &item.launch {
                let data = Item::new(item, launch);
                // Sequencing names an item with children and content of its own so.
                let id = if item.items.is_empty() {
                    item.identifier.clone()
                } else {
                    format!("{}~content", item.identifier)
                };
                items.entry(id).or_insert(data);
            }
        });
        let needed_percent = needed_percent(&tree, &items);
        Ok(Self {
            needed_percent,
            shares,
            tool: package.authoring_tool.as_deref().map(tool_name),
            title: version.title.clone(),
            standard: if package.kind.is_scorm_2004() {
                cmi::Version::Scorm2004
            } else {
                cmi::Version::Scorm12
            },
            profile: match version.profile {
                Profile::Strict => cmi::Profile::Strict,
                Profile::Lenient => cmi::Profile::Lenient,
            },
            tree,
            items,
        })
    }

    pub(super) fn item(&self, identifier: &str) -> Option<&Item> {
        self.items.get(identifier)
    }

    /// The titles of what can be played, by item.
    pub(super) fn item_titles(&self) -> HashMap<String, String> {
        let titles = self.items.iter();
        titles
            .map(|(id, item)| (id.clone(), item.title.clone()))
            .collect()
    }

    /// Whether there is only one thing to play: then its end is the end.
    pub(super) fn is_single(&self) -> bool {
        self.tree.launchable_items().nth(1).is_none()
    }

    /// What the item's SCO is told when it starts.
    pub(super) fn launch_data(
        &self,
        state: &TreeState,
        identifier: &str,
        learner: &Learner,
    ) -> Option<cmi::LaunchData> {
        let item = self.item(identifier)?;
        let tracked = sequencing::launch_data(&self.tree, state, identifier)?;
        let mode = match learner.mode {
            LaunchMode::Normal | LaunchMode::Trial => cmi::Mode::Normal,
            LaunchMode::Browse => cmi::Mode::Browse,
            LaunchMode::Review => cmi::Mode::Review,
        };
        let mut launch = cmi::LaunchData {
            learner_id: learner.id.clone(),
            learner_name: learner.name.clone(),
            credit: mode == cmi::Mode::Normal,
            mode,
            launch_data: item.launch_data.clone(),
            mastery_score: item.mastery_score.map(|it| it.to_string()),
            time_limit_action: item.time_limit_action.map(str::to_owned),
            ..cmi::LaunchData::default()
        };
        tracked.give_to(&mut launch);
        // 1.2 has its own element for it; sequencing knows only its own.
        launch.max_time_allowed = launch.max_time_allowed.or(item.max_time_allowed.clone());
        Some(launch)
    }
}

/// Who plays, as the SCO is told.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    pub(super) id: String,
    /// `Family, given`.
    pub(super) name: String,
    pub(super) mode: LaunchMode,
}

impl Item {
    fn new(item: &package::Item, launch: &package::Launch) -> Self {
        Self {
            title: item.title.clone(),
            is_sco: item.kind == package::ItemKind::Sco,
            url: launch.url.clone(),
            file: launch.file.clone(),
            launch_data: item.data_from_lms.clone(),
            mastery_score: item.mastery_score,
            max_time_allowed: item.max_time_allowed.clone(),
            time_limit_action: item.time_limit_action.map(package::TimeLimitAction::token),
        }
    }
}

fn tool_name(named: &str) -> String {
    let known = package_import::Tool::ALL
        .iter()
        .map(|it| it.name())
        .find(|it| named.starts_with(it));
    known.unwrap_or(named).to_owned()
}

fn shares(activity: &ActivityDefinition) -> bool {
    let sequencing = &activity.sequencing;
    let mut objectives = sequencing
        .primary_objective
        .iter()
        .chain(&sequencing.objectives);
    !activity.data_maps.is_empty()
        || objectives.any(|it| !it.maps.is_empty())
        || activity.children.iter().any(shares)
}

fn needed_percent(tree: &ActivityTree, items: &HashMap<String, Item>) -> Option<f64> {
    let mut launchable = tree.launchable_items();
    let only = launchable.next()?;
    if launchable.next().is_some() {
        return None;
    }
    let declared = items.get(only).and_then(|it| it.mastery_score);
    let scaled =
        || sequencing::launch_data(tree, &TreeState::new(tree, 0), only)?.scaled_passing_score;
    declared.or_else(|| scaled().map(|it| it * 100.0))
}
