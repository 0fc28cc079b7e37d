//! What may be asked for now: the validity of navigation requests, the table
//! of contents and the controls. Each answer comes from the processes
//! themselves, so that what is offered is what would be accepted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::sequencing::definition::{LmsUi, PreConditionAction};
use crate::sequencing::exception::Exception;
use crate::sequencing::learner_session::{CompletionStatus, SuccessStatus};
use crate::sequencing::navigation::{NavigationRequest, SequencingRequest, TerminationRequest};
use crate::sequencing::sequencing_request::Identified;
use crate::sequencing::state::TreeState;
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::{ActivityTree, Index};

/// Which navigation requests would be accepted: `adl.nav.request_valid.*`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one answer per navigation request"
)]
pub struct Validity {
    pub r#continue: bool,
    pub previous: bool,
    pub exit: bool,
    pub exit_all: bool,
    pub abandon: bool,
    pub abandon_all: bool,
    pub suspend_all: bool,
    /// Every item and the organization, by identifier.
    pub choice: BTreeMap<String, bool>,
    pub jump: BTreeMap<String, bool>,
}

/// Controls that the player shows: what is valid and not hidden by the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one answer per control")]
pub struct UiControls {
    pub r#continue: bool,
    pub previous: bool,
    pub exit: bool,
    pub exit_all: bool,
    pub abandon: bool,
    pub abandon_all: bool,
    pub suspend_all: bool,
}

/// One line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a line")]
pub struct TocEntry {
    pub item: String,
    pub title: String,
    /// 0 for the organization.
    pub depth: usize,
    /// It has content of its own and is no mere heading.
    pub launchable: bool,
    /// Hidden entries are listed for their children's sake, not to be shown.
    pub visible: bool,
    /// Choosing it would be accepted.
    pub selectable: bool,
    pub current: bool,
    pub attempted: bool,
    pub suspended: bool,
    pub completion: CompletionStatus,
    pub success: SuccessStatus,
}

/// What would be accepted now.
pub fn validity(tree: &ActivityTree, state: &TreeState) -> Validity {
    Sequencer::new(tree, state).validity()
}

/// The table of contents, in the order that holds for this attempt. Empty when
/// the package leaves nothing to choose.
pub fn toc(tree: &ActivityTree, state: &TreeState) -> Vec<TocEntry> {
    Sequencer::new(tree, state).toc()
}

/// The controls to show beside the current item. *Continue* is the one control
/// that may be offered without being valid: SCORM wants it wherever the parent
/// flows, also when the way leads into a cluster that does not. The request is
/// then refused, the item has ended, and the learner chooses.
pub fn ui_controls(tree: &ActivityTree, state: &TreeState) -> UiControls {
    let sequencer = Sequencer::new(tree, state);
    let validity = sequencer.ahead().general_validity();
    let hidden: &[LmsUi] = match sequencer.state.current {
        Some(current) => &sequencer.activity(current).definition.hide_lms_ui,
        None => &[],
    };
    let shows = |control: LmsUi| !hidden.contains(&control);
    UiControls {
        r#continue: sequencer.plan(&NavigationRequest::Continue).is_ok() && shows(LmsUi::Continue),
        previous: validity.previous && shows(LmsUi::Previous),
        exit: validity.exit && shows(LmsUi::Exit),
        exit_all: validity.exit_all && shows(LmsUi::ExitAll),
        abandon: validity.abandon && shows(LmsUi::Abandon),
        abandon_all: validity.abandon_all && shows(LmsUi::AbandonAll),
        suspend_all: validity.suspend_all && shows(LmsUi::SuspendAll),
    }
}

/// The tree as it is, and as it will be once the current activity has ended:
/// all requests that lead to another activity share that step.
pub(crate) struct Ahead<'a, 'tree> {
    now: &'a Sequencer<'tree>,
    pub(crate) then: Sequencer<'tree>,
    /// What a post-condition rule will put in the place of any request; or that
    /// the end will be refused, and any request with it.
    instead: Result<Option<SequencingRequest>, Exception>,
}

impl<'tree> Sequencer<'tree> {
    pub(crate) fn ahead(&self) -> Ahead<'_, 'tree> {
        let mut then = self.clone();
        let is_active = self.state.current.is_some_and(|it| self.at(it).is_active);
        let instead = if is_active {
            then.terminate(TerminationRequest::Exit)
        } else {
            Ok(None)
        };
        then.remember_rows();
        Ahead {
            now: self,
            then,
            instead,
        }
    }

    pub(crate) fn is_anything_choosable(&self) -> bool {
        let ahead = self.ahead();
        (0..self.tree.len()).any(|it| ahead.may_choose(it))
    }

    fn validity(&self) -> Validity {
        let ahead = self.ahead();
        let mut validity = ahead.general_validity();
        for index in 0..self.tree.len() {
            let item = self.tree.identifier(index).to_owned();
            validity
                .choice
                .insert(item.clone(), ahead.may_choose(index));
            validity.jump.insert(item, ahead.may_jump(index));
        }
        validity
    }

    fn toc(&self) -> Vec<TocEntry> {
        let ahead = self.ahead();
        let mut entries = Vec::new();
        let mut open = vec![0];
        while let Some(index) = open.pop() {
            if self.activity(index).is_listed {
                entries.push(self.toc_entry(index, &ahead));
            }
            open.extend(self.children_in_toc(index).into_iter().rev());
        }
        if entries.iter().any(|it| 0 < it.depth && it.selectable) {
            entries
        } else {
            Vec::new()
        }
    }

    /// Available children, and the headings that sequencing leaves aside.
    fn children_in_toc(&self, index: Index) -> Vec<Index> {
        let available = self.available_children(index);
        if self.at(index).available.is_some() {
            return available.to_vec();
        }
        let mut children = Vec::new();
        let mut next = index + 1;
        while next <= self.activity(index).last_descendant {
            children.push(next);
            next = self.activity(next).last_descendant + 1;
        }
        children
    }

    fn toc_entry(&self, index: Index, ahead: &Ahead<'_, '_>) -> TocEntry {
        let activity = self.activity(index);
        let state = self.at(index);
        TocEntry {
            item: activity.definition.identifier.clone(),
            title: activity.definition.title.clone(),
            depth: activity.depth,
            launchable: activity.is_leaf() && activity.leads_to_content,
            visible: activity.definition.is_visible && !ahead.is_hidden(index),
            selectable: ahead.may_choose(index),
            current: self.state.current == Some(index),
            attempted: self.is_attempted(index),
            suspended: state.is_suspended,
            completion: CompletionStatus::from_known(self.completed(index)),
            success: SuccessStatus::from_known(self.satisfied(index, PRIMARY)),
        }
    }
}

impl Ahead<'_, '_> {
    fn general_validity(&self) -> Validity {
        let plans = |request: NavigationRequest| self.now.plan(&request).is_ok();
        Validity {
            r#continue: plans(NavigationRequest::Continue)
                && self.leads_on(SequencingRequest::Continue),
            previous: plans(NavigationRequest::Previous)
                && self.leads_on(SequencingRequest::Previous),
            exit: plans(NavigationRequest::Exit),
            exit_all: plans(NavigationRequest::ExitAll),
            abandon: plans(NavigationRequest::Abandon),
            abandon_all: plans(NavigationRequest::AbandonAll),
            suspend_all: plans(NavigationRequest::SuspendAll) && self.has_something_to_suspend(),
            choice: BTreeMap::new(),
            jump: BTreeMap::new(),
        }
    }

    /// Whether a rule hides the activity, or an ancestor of it, from choice.
    fn is_hidden(&self, index: Index) -> bool {
        let action = PreConditionAction::HiddenFromChoice;
        self.then
            .tree
            .path_up(index)
            .any(|it| self.then.has_pre_condition(it, action))
    }

    /// Not so on the root after its attempt has ended.
    fn has_something_to_suspend(&self) -> bool {
        self.now.state.current.is_some_and(|it| {
            let state = self.now.at(it);
            state.is_active || state.is_suspended || it != 0
        })
    }

    fn may_choose(&self, index: Index) -> bool {
        self.check_choice(index).is_ok()
    }

    /// Whether choosing the activity would be accepted, or why not.
    pub(crate) fn check_choice(&self, index: Index) -> Result<(), Exception> {
        self.now.plan_choice(index)?;
        self.check_way_on(SequencingRequest::Choice(index))
    }

    fn may_jump(&self, index: Index) -> bool {
        self.now.plan_jump(index).is_ok() && self.leads_on(SequencingRequest::Jump(index))
    }

    fn leads_on(&self, request: SequencingRequest) -> bool {
        self.check_way_on(request).is_ok()
    }

    fn check_way_on(&self, request: SequencingRequest) -> Result<(), Exception> {
        match self.then.identify(self.instead?.unwrap_or(request))? {
            Identified::Activity(index) => self.then.check_delivery(index),
            Identified::EndSession | Identified::Nothing => Ok(()),
            Identified::EmptyTarget { .. } => Err(Exception::ChoiceNothingToDeliver),
        }
    }
}
