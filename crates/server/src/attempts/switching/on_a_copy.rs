//! Whether an attempt can go on in another version, tried on a copy of what is
//! stored: opened there, it must show the same item with the same place in it.

use course_runtime::{
    cmi::{CmiState, EntryKind, Leaving},
    sequencing::CannotMove,
};
use entity::{attempt, values::LaunchMode};

use crate::attempts::{
    course::{Course, Learner},
    play::{self, Facts},
    state::AttemptState,
};

/// Why an attempt stays on its version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "because", content = "item", rename_all = "snake_case")]
pub(crate) enum Stays {
    /// Somebody is working in it at this moment.
    Playing,
    OtherStandard,
    /// An item that was worked on is gone; its title.
    ItemGone(String),
    /// An item that was worked on is of another kind; its title.
    ItemChanged(String),
    /// The SCO has left notes to itself, and another tool made the new version.
    OtherTool,
    /// Opened in the new version, the copy showed another place.
    OtherPlace,
    /// What is stored cannot be read.
    Unreadable,
}

/// An attempt as it is to be stored with the other version.
pub(super) struct Moved {
    pub(super) state: AttemptState,
    pub(super) facts: Facts,
}

/// What the SCO keeps its place with, in either standard.
const PLACE: [&str; 4] = [
    "cmi.location",
    "cmi.core.lesson_location",
    "cmi.suspend_data",
    "cmi.core.lesson_status",
];

/// Where an opening leads.
#[derive(PartialEq)]
struct Opening {
    item: Option<String>,
    entry: Option<EntryKind>,
    place: Vec<(String, String)>,
}

/// Tries the attempt in `to`; nothing is stored.
pub(super) fn moved(from: &Course, to: &Course, row: &attempt::Model) -> Result<Moved, Stays> {
    let mut left = AttemptState::from_bytes(&row.state).map_err(|_| Stays::Unreadable)?;
    play::end_running(from, &mut left, Leaving::Lapsed).map_err(|_| Stays::Unreadable)?;
    let mut state = left.clone();
    state.tree = left
        .tree
        .moved(&from.tree, &to.tree)
        .map_err(|error| in_words(from, error))?;
    for identifier in left.items() {
        match to.item(identifier) {
            None => return Err(Stays::ItemGone(title(from, identifier))),
            Some(item) if !item.is_sco => {
                return Err(Stays::ItemChanged(title(from, identifier)));
            }
            Some(_) => {}
        }
    }
    // What a lost page may still hold belongs to the version it was played in.
    state.note_stored();
    let learner = Learner {
        id: row.person_id.to_string(),
        name: String::new(),
        mode: LaunchMode::Normal,
    };
    let before = opening(from, left, &learner)?;
    let now = opening(to, state.clone(), &learner)?;
    if before != now {
        return Err(Stays::OtherPlace);
    }
    let is_other_tool = from.tool.is_some() && to.tool.is_some() && from.tool != to.tool;
    if is_other_tool && now.place.iter().any(|(path, _)| path != PLACE[3]) {
        return Err(Stays::OtherTool);
    }
    let facts = play::facts(to, &state);
    Ok(Moved { state, facts })
}

fn opening(course: &Course, mut copy: AttemptState, learner: &Learner) -> Result<Opening, Stays> {
    let (outcome, cmi) = play::open(course, &mut copy, learner).map_err(|_| Stays::Unreadable)?;
    Ok(Opening {
        item: outcome.deliver.map(|it| it.item),
        entry: cmi.as_ref().map(|it| it.entry),
        place: cmi.map_or_else(Vec::new, place),
    })
}

fn place(cmi: CmiState) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = cmi
        .values
        .into_iter()
        .filter(|(path, value)| PLACE.contains(&path.as_str()) && !value.is_empty())
        .collect();
    kept.sort();
    kept
}

fn in_words(from: &Course, error: CannotMove) -> Stays {
    match error {
        CannotMove::OtherStandard => Stays::OtherStandard,
        CannotMove::OtherTree => Stays::Unreadable,
        CannotMove::ItemGone(identifier) => Stays::ItemGone(title(from, &identifier)),
        CannotMove::ItemChanged(identifier) => Stays::ItemChanged(title(from, &identifier)),
    }
}

fn title(course: &Course, identifier: &str) -> String {
    let title = course.item(identifier).map(|it| it.title.clone());
    title
        .filter(|it| !it.is_empty())
        .unwrap_or_else(|| identifier.to_owned())
}
