//! Overall sequencing process [OP]: one navigation request from beginning to
//! end, and the launch of a course, which always finds a way in.

use serde::{Deserialize, Serialize};

use crate::sequencing::exception::Exception;
use crate::sequencing::navigation::{NavigationRequest, SequencingRequest};
use crate::sequencing::sequencing_request::Identified;
use crate::sequencing::state::TreeState;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::{ActivityTree, Index};

/// What the player has to do after a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The item to load now. Without one, what is on screen stays there,
    /// unless `removes_content`.
    pub deliver: Option<Delivery>,
    pub session: Session,
    /// Why the request was refused. The session is as `session` says.
    pub exception: Option<Exception>,
    /// What was on screen has ended and nothing takes its place.
    pub removes_content: bool,
}

/// An item to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub item: String,
    /// The data model of the last learner session is kept. SCORM 2004: the
    /// attempt was suspended and goes on, `cmi.entry` is `resume`. SCORM 1.2:
    /// the item was open before, and `cmi.core.entry` goes by its last exit.
    pub resumes: bool,
    /// Number of the attempt on the item, from 1; 0 where it is not tracked.
    pub attempt: u32,
}

/// Where the sequencing session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// An activity is being delivered.
    Delivering,
    /// Open, or yet to begin, with nothing on screen: the learner chooses.
    None,
    /// Over. A launch begins or resumes another.
    Ended,
}

/// Answers one navigation request.
pub fn process(
    tree: &ActivityTree,
    state: &TreeState,
    request: &NavigationRequest,
) -> (TreeState, Outcome) {
    let mut sequencer = Sequencer::new(tree, state);
    let outcome = sequencer.answer(request);
    (sequencer.state, outcome)
}

/// Opens a course: resumes what was suspended, or starts. A session still open
/// was lost (a closed page, a crash) and counts as suspended. Where a package
/// allows neither a start nor a choice, its first allowed item is delivered.
pub fn launch(tree: &ActivityTree, state: &TreeState) -> (TreeState, Outcome) {
    let mut sequencer = Sequencer::new(tree, state);
    let outcome = sequencer.launch();
    (sequencer.state, outcome)
}

impl Sequencer<'_> {
    /// Overall Sequencing Process [OP.1], for one request.
    pub(crate) fn answer(&mut self, request: &NavigationRequest) -> Outcome {
        let plan = match self.plan(request) {
            Ok(plan) => plan,
            Err(exception) => return self.refuse(exception, false),
        };
        let (termination, mut sequencing) = plan;
        if let Some(termination) = termination {
            let before = self.state.clone();
            match self.terminate(termination) {
                Ok(None) => {}
                Ok(Some(instead)) => sequencing = instead,
                // What was on screen has ended by then [TB.2.3 3.4]; only the
                // rule that asked for more found nothing.
                Err(exception @ Exception::NoParentToExit) => {
                    return self.refuse(exception, true);
                }
                Err(exception) => {
                    self.state = before;
                    return self.refuse(exception, false);
                }
            }
        }
        self.follow(sequencing, termination.is_some())
    }

    fn follow(&mut self, request: SequencingRequest, has_terminated: bool) -> Outcome {
        match self.identify(request) {
            Err(exception) => self.refuse(exception, has_terminated),
            Ok(Identified::Activity(index)) => match self.check_delivery(index) {
                Ok(()) => self.hand_over(index, has_terminated),
                Err(exception) => self.refuse(exception, has_terminated),
            },
            Ok(Identified::EndSession) => {
                self.close_session();
                Outcome {
                    deliver: None,
                    session: Session::Ended,
                    exception: None,
                    removes_content: has_terminated,
                }
            }
            Ok(Identified::Nothing) => Outcome {
                deliver: None,
                session: Session::None,
                exception: None,
                removes_content: has_terminated,
            },
            Ok(Identified::EmptyTarget {
                target,
                common_ancestor,
            }) => {
                self.terminate_descendent_attempts(common_ancestor);
                self.end_attempt(common_ancestor);
                self.state.current = Some(target);
                self.refuse(Exception::ChoiceNothingToDeliver, has_terminated)
            }
        }
    }

    fn hand_over(&mut self, index: Index, has_terminated: bool) -> Outcome {
        match self.deliver(index) {
            Ok(resumes) => Outcome {
                deliver: Some(Delivery {
                    item: self.tree.identifier(index).to_owned(),
                    resumes,
                    attempt: self.at(index).attempt_count,
                }),
                session: Session::Delivering,
                exception: None,
                removes_content: false,
            },
            Err(exception) => self.refuse(exception, has_terminated),
        }
    }

    fn refuse(&self, exception: Exception, has_terminated: bool) -> Outcome {
        let is_delivering = self.state.current.is_some_and(|it| self.at(it).is_active);
        Outcome {
            deliver: None,
            session: if is_delivering && !has_terminated {
                Session::Delivering
            } else {
                Session::None
            },
            exception: Some(exception),
            removes_content: has_terminated,
        }
    }

    /// Ends what is still active, so that the next session begins clean.
    fn close_session(&mut self) {
        if self.at(0).is_active {
            self.terminate_descendent_attempts(0);
            self.end_attempt(0);
        }
        self.state.current = None;
    }

    fn launch(&mut self) -> Outcome {
        if let Some(current) = self.state.current {
            if !self.at(current).is_active {
                let mut ahead = self.clone();
                let outcome = ahead.answer(&NavigationRequest::Continue);
                if outcome.deliver.is_some() {
                    *self = ahead;
                    return outcome;
                }
            }
            self.answer(&NavigationRequest::SuspendAll);
            self.state.current = None;
        }
        if self.state.suspended.is_some() {
            let outcome = self.answer(&NavigationRequest::ResumeAll);
            if outcome.deliver.is_some() {
                return outcome;
            }
        }
        if !self.at(0).is_suspended {
            self.state.forget_attempt_scope(self.tree);
        }
        let outcome = self.answer(&NavigationRequest::Start);
        if outcome.exception.is_none() || self.is_anything_choosable() {
            return outcome;
        }
        let first = (0..self.tree.len()).find(|it| self.check_delivery(*it).is_ok());
        first.map_or(outcome, |it| self.hand_over(it, false))
    }
}
