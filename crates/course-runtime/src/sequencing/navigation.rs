//! Navigation request process [NB]: what a request of the learner, of the LMS
//! or of a SCO asks the other processes for.

use serde::{Deserialize, Serialize};

use crate::sequencing::exception::Exception;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

/// A navigation request. `Forward` and `Backward` of the books do not exist
/// in SCORM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "request")]
pub enum NavigationRequest {
    Start,
    ResumeAll,
    Continue,
    Previous,
    /// An item or the organization, by identifier.
    Choice {
        target: String,
    },
    Jump {
        target: String,
    },
    Exit,
    ExitAll,
    Abandon,
    AbandonAll,
    SuspendAll,
}

/// What ends the current activity, before anything else is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TerminationRequest {
    Exit,
    ExitAll,
    Abandon,
    AbandonAll,
    SuspendAll,
}

/// What seeks the next activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SequencingRequest {
    Start,
    ResumeAll,
    Continue,
    Previous,
    Choice(Index),
    Jump(Index),
    Retry,
    Exit,
}

pub(crate) type Plan = (Option<TerminationRequest>, SequencingRequest);

impl Sequencer<'_> {
    /// Navigation Request Process [NB.2.1].
    pub(crate) fn plan(&self, request: &NavigationRequest) -> Result<Plan, Exception> {
        match request {
            NavigationRequest::Start => {
                self.expect_no_session()?;
                Ok((None, SequencingRequest::Start))
            }
            NavigationRequest::ResumeAll => {
                self.expect_no_session()?;
                match self.state.suspended {
                    Some(_) => Ok((None, SequencingRequest::ResumeAll)),
                    None => Err(Exception::NothingSuspended),
                }
            }
            NavigationRequest::Continue => self.plan_continue(),
            NavigationRequest::Previous => self.plan_previous(),
            NavigationRequest::Choice { target } => self.plan_choice(self.target(target)?),
            NavigationRequest::Jump { target } => self.plan_jump(self.target(target)?),
            NavigationRequest::Exit => self.plan_for_active(TerminationRequest::Exit),
            NavigationRequest::Abandon => self.plan_for_active(TerminationRequest::Abandon),
            NavigationRequest::ExitAll => self.plan_for_all(TerminationRequest::ExitAll),
            NavigationRequest::AbandonAll => self.plan_for_all(TerminationRequest::AbandonAll),
            NavigationRequest::SuspendAll => self.plan_for_all(TerminationRequest::SuspendAll),
        }
    }

    fn plan_continue(&self) -> Result<Plan, Exception> {
        let current = self.current()?;
        match self.activity(current).parent {
            Some(parent) if self.activity(parent).sequencing().control_modes.flow => {
                Ok((self.exit_if_active(current), SequencingRequest::Continue))
            }
            _ => Err(Exception::FlowNotEnabledHere),
        }
    }

    fn plan_previous(&self) -> Result<Plan, Exception> {
        let current = self.current()?;
        let Some(parent) = self.activity(current).parent else {
            return Err(Exception::NothingBefore);
        };
        let modes = &self.activity(parent).sequencing().control_modes;
        if modes.flow && !modes.forward_only {
            Ok((self.exit_if_active(current), SequencingRequest::Previous))
        } else {
            Err(Exception::BackwardNotAllowed)
        }
    }

    fn target(&self, target: &str) -> Result<Index, Exception> {
        self.tree.find(target).ok_or(Exception::NoSuchActivity)
    }

    pub(crate) fn plan_choice(&self, target: Index) -> Result<Plan, Exception> {
        if let Some(parent) = self.activity(target).parent
            && !self.activity(parent).sequencing().control_modes.choice
        {
            return Err(Exception::ChoiceNotEnabledAtTarget);
        }
        let Some(current) = self.state.current else {
            return Ok((None, SequencingRequest::Choice(target)));
        };
        let ancestor = self.tree.common_ancestor(current, target);
        let is_held = self
            .tree
            .path_up(current)
            .take_while(|it| *it != ancestor)
            .chain([current])
            .any(|it| self.at(it).is_active && !self.lets_choice_exit(it));
        if is_held {
            return Err(Exception::ChoiceExitNotAllowed);
        }
        Ok((
            self.exit_if_active(current),
            SequencingRequest::Choice(target),
        ))
    }

    pub(crate) fn plan_jump(&self, target: Index) -> Result<Plan, Exception> {
        let current = self.current()?;
        if !self.is_available(target) {
            return Err(Exception::NoSuchActivity);
        }
        Ok((
            self.exit_if_active(current),
            SequencingRequest::Jump(target),
        ))
    }

    fn plan_for_active(&self, termination: TerminationRequest) -> Result<Plan, Exception> {
        if self.at(self.current()?).is_active {
            Ok((Some(termination), SequencingRequest::Exit))
        } else {
            Err(Exception::AlreadyTerminated)
        }
    }

    fn plan_for_all(&self, termination: TerminationRequest) -> Result<Plan, Exception> {
        self.current()?;
        Ok((Some(termination), SequencingRequest::Exit))
    }

    fn current(&self) -> Result<Index, Exception> {
        self.state.current.ok_or(Exception::SessionNotBegun)
    }

    fn expect_no_session(&self) -> Result<(), Exception> {
        match self.state.current {
            None => Ok(()),
            Some(_) => Err(Exception::SessionAlreadyBegun),
        }
    }

    fn exit_if_active(&self, current: Index) -> Option<TerminationRequest> {
        self.at(current)
            .is_active
            .then_some(TerminationRequest::Exit)
    }

    pub(crate) fn lets_choice_exit(&self, index: Index) -> bool {
        self.activity(index).sequencing().control_modes.choice_exit
    }

    /// Whether the activity is among its parent's available children.
    pub(crate) fn is_available(&self, index: Index) -> bool {
        let activity = self.activity(index);
        activity.parent.is_none_or(|parent| {
            self.at(parent)
                .available
                .as_ref()
                .map_or(activity.leads_to_content, |it| it.contains(&index))
        })
    }
}
