//! Sequencing request process [SB]: which activity a request identifies. Flow
//! and choice have files of their own.

use crate::sequencing::choice::ChoiceEnd;
use crate::sequencing::exception::Exception;
use crate::sequencing::flow::{Direction, FlowEnd};
use crate::sequencing::navigation::SequencingRequest;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

/// What a sequencing request leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identified {
    Activity(Index),
    EndSession,
    /// Nothing to deliver, and the session goes on.
    Nothing,
    /// A chosen cluster without anything to deliver [SB.2.9-9].
    EmptyTarget {
        target: Index,
        common_ancestor: Index,
    },
}

impl Sequencer<'_> {
    /// Sequencing Request Process [SB.2.12].
    pub(crate) fn identify(&self, request: SequencingRequest) -> Result<Identified, Exception> {
        match request {
            SequencingRequest::Start => self.start(),
            SequencingRequest::ResumeAll => self.resume_all(),
            SequencingRequest::Continue => {
                let current = self.flowing_current(
                    Exception::ContinueSessionNotBegun,
                    Exception::ContinueFlowViolation,
                )?;
                flowed(self.flow(current, Direction::Forward, false))
            }
            SequencingRequest::Previous => {
                let current = self.flowing_current(
                    Exception::PreviousSessionNotBegun,
                    Exception::PreviousFlowViolation,
                )?;
                flowed(self.flow(current, Direction::Backward, false))
            }
            SequencingRequest::Choice(target) => match self.choose(target) {
                Ok(activity) => Ok(Identified::Activity(activity)),
                Err(ChoiceEnd::Refused(exception)) => Err(exception),
                Err(ChoiceEnd::Nothing { common_ancestor }) => Ok(Identified::EmptyTarget {
                    target,
                    common_ancestor,
                }),
            },
            SequencingRequest::Jump(target) => match self.state.current {
                Some(_) => Ok(Identified::Activity(target)),
                None => Err(Exception::JumpSessionNotBegun),
            },
            SequencingRequest::Retry => self.retry(),
            SequencingRequest::Exit => self.end_session(),
        }
    }

    /// Start Sequencing Request Process [SB.2.5].
    fn start(&self) -> Result<Identified, Exception> {
        if self.state.current.is_some() {
            return Err(Exception::StartSessionBegun);
        }
        if self.activity(0).is_leaf() {
            return Ok(Identified::Activity(0));
        }
        flowed(self.flow(0, Direction::Forward, true))
    }

    /// Resume All Sequencing Request Process [SB.2.6].
    fn resume_all(&self) -> Result<Identified, Exception> {
        if self.state.current.is_some() {
            return Err(Exception::ResumeSessionBegun);
        }
        let suspended = self.state.suspended;
        suspended
            .map(Identified::Activity)
            .ok_or(Exception::ResumeNothingSuspended)
    }

    /// What Continue [SB.2.7] and Previous [SB.2.8] ask first.
    fn flowing_current(
        &self,
        no_session: Exception,
        no_flow: Exception,
    ) -> Result<Index, Exception> {
        let current = self.state.current.ok_or(no_session)?;
        match self.activity(current).parent {
            Some(parent) if !self.activity(parent).sequencing().control_modes.flow => Err(no_flow),
            _ => Ok(current),
        }
    }

    /// Retry Sequencing Request Process [SB.2.10]. The flow into a cluster does
    /// not count what the children have kept from before its last attempt.
    fn retry(&self) -> Result<Identified, Exception> {
        let current = self.state.current.ok_or(Exception::RetrySessionNotBegun)?;
        let state = self.at(current);
        if state.is_active || state.is_suspended {
            return Err(Exception::RetryStillActive);
        }
        if self.activity(current).is_leaf() {
            return Ok(Identified::Activity(current));
        }
        let mut ahead = self.clone();
        ahead.current_attempt_only = true;
        if current == 0 {
            ahead.state.forget_attempt_scope(ahead.tree);
        }
        ahead
            .flow(current, Direction::Forward, true)
            .map(Identified::Activity)
            .map_err(|_| Exception::RetryNothingToDeliver)
    }

    /// Exit Sequencing Request Process [SB.2.11].
    fn end_session(&self) -> Result<Identified, Exception> {
        let current = self.state.current.ok_or(Exception::ExitSessionNotBegun)?;
        if self.at(current).is_active {
            return Err(Exception::ExitStillActive);
        }
        Ok(if current == 0 {
            Identified::EndSession
        } else {
            Identified::Nothing
        })
    }
}

fn flowed(result: Result<Index, FlowEnd>) -> Result<Identified, Exception> {
    match result {
        Ok(activity) => Ok(Identified::Activity(activity)),
        Err(FlowEnd::EndOfTree) => Ok(Identified::EndSession),
        Err(FlowEnd::Refused(exception)) => Err(exception),
    }
}
