//! A package as a learner has it open: the tree, its state, and the data model
//! of each item.

use std::collections::{BTreeSet, HashMap};
use std::io::{Cursor, Write as _};
use std::path::Path;

use course_runtime::cmi::{self, Api, CmiState, Profile, Version};
use course_runtime::sequencing::{
    ActivityTree, Delivery, SessionReport, TreeState, launch_data, validity,
};
use package_import::package::{Item, Launch};

use super::translate;

pub(crate) const LEARNER_ID: &str = "learner-17";
pub(crate) const LEARNER_NAME: &str = "Петровић, Ана";

/// What the run-time needs of an item beside sequencing.
#[derive(Debug, Clone)]
struct ItemFacts {
    launch: Option<Launch>,
    data_from_lms: Option<String>,
    time_limit_action: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Course {
    pub(crate) tree: ActivityTree,
    pub(crate) state: TreeState,
    items: HashMap<String, ItemFacts>,
    kept: HashMap<String, CmiState>,
    profile: Profile,
}

impl Course {
    /// Imports the package whose manifest is in `folder`, with blank files at
    /// the places named.
    pub(crate) fn import(
        folder: &Path,
        files: &BTreeSet<&str>,
        (profile, seed): (Profile, u64),
    ) -> Self {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("imsmanifest.xml", options).unwrap();
        zip.write_all(&std::fs::read(folder.join("imsmanifest.xml")).unwrap())
            .unwrap();
        for file in files {
            zip.start_file(*file, options).unwrap();
            zip.write_all(b"<!doctype html>").unwrap();
        }
        let archive = zip.finish().unwrap();
        let report = package_import::import(archive, &package_import::Limits::default()).unwrap();
        let Some(package) = report.package else {
            panic!("{}: {:?}", folder.display(), report.findings)
        };
        let mut items = HashMap::new();
        package.organization().visit_items(&mut |item: &Item| {
            items.insert(
                item.identifier.clone(),
                ItemFacts {
                    launch: item.launch.clone(),
                    data_from_lms: item.data_from_lms.clone(),
                    time_limit_action: item.time_limit_action.map(|it| it.token().to_owned()),
                },
            );
        });
        let tree = ActivityTree::new(translate::course(&package)).unwrap();
        let state = TreeState::new(&tree, seed);
        Self {
            tree,
            state,
            items,
            kept: HashMap::new(),
            profile,
        }
    }

    pub(crate) fn launch_file(&self, item: &str) -> Option<&str> {
        let launch = self.items.get(item)?.launch.as_ref()?;
        Some(&launch.file)
    }

    /// The API object of the item that is delivered.
    pub(crate) fn open(&mut self, delivery: &Delivery) -> Api {
        let facts = &self.items[&delivery.item];
        let mut launch = cmi::LaunchData {
            learner_id: LEARNER_ID.to_owned(),
            learner_name: LEARNER_NAME.to_owned(),
            credit: true,
            launch_data: facts.data_from_lms.clone(),
            time_limit_action: facts.time_limit_action.clone(),
            ..cmi::LaunchData::default()
        };
        launch_data(&self.tree, &self.state, &delivery.item)
            .unwrap()
            .give_to(&mut launch);
        let state = match self.kept.remove(&delivery.item) {
            Some(mut state) if delivery.resumes => {
                state.suspended = true;
                state.next_session(&launch)
            }
            _ => CmiState::begin(Version::Scorm2004, self.profile, &launch),
        };
        let mut api = Api::new(state);
        api.set_navigation(validity(&self.tree, &self.state).request_valid());
        api
    }

    /// The data model at the end of the learner session, for next time, and
    /// what it has to report.
    pub(crate) fn close(&mut self, item: &str, api: Api) -> (SessionReport, cmi::Outcome) {
        let run_time = api.into_run_time();
        let report = SessionReport::of(&run_time, false);
        let ended = cmi::end_session(run_time, cmi::Leaving::Left);
        let report = SessionReport {
            suspended: ended.state.suspended,
            ..report
        };
        self.kept.insert(item.to_owned(), ended.state);
        (report, ended.outcome)
    }
}
