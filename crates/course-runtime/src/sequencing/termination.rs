//! Termination request process [TB]: ends the current activity, and what its
//! exit and post-condition rules end with it.

use crate::sequencing::definition::PostConditionAction;
use crate::sequencing::exception::Exception;
use crate::sequencing::navigation::{SequencingRequest, TerminationRequest};
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

/// What post-condition rules ask for.
#[derive(Debug, Clone, Copy, Default)]
struct PostCondition {
    termination: Option<PostTermination>,
    sequencing: Option<SequencingRequest>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PostTermination {
    ExitParent,
    ExitAll,
}

impl Sequencer<'_> {
    /// Termination Request Process [TB.2.3]: the sequencing request that takes
    /// the place of the pending one, if any.
    pub(crate) fn terminate(
        &mut self,
        request: TerminationRequest,
    ) -> Result<Option<SequencingRequest>, Exception> {
        let current = self.state.current.ok_or(Exception::NothingToTerminate)?;
        let is_active = self.at(current).is_active;
        match request {
            TerminationRequest::Exit | TerminationRequest::Abandon if !is_active => {
                Err(Exception::CurrentNotActive)
            }
            TerminationRequest::Exit => self.exit(current),
            TerminationRequest::ExitAll => Ok(Some(self.exit_all(None))),
            TerminationRequest::SuspendAll => self.suspend_all(current).map(Some),
            TerminationRequest::Abandon => {
                self.forget_reports(current);
                self.at_mut(current).is_active = false;
                Ok(None)
            }
            TerminationRequest::AbandonAll => {
                if is_active {
                    self.forget_reports(current);
                }
                let path: Vec<Index> = self.tree.path_up(current).collect();
                for activity in path {
                    self.at_mut(activity).is_active = false;
                }
                self.state.current = Some(0);
                Ok(Some(SequencingRequest::Exit))
            }
        }
    }

    fn exit(&mut self, current: Index) -> Result<Option<SequencingRequest>, Exception> {
        self.end_attempt(current);
        let mut current = self.apply_exit_rules(current);
        loop {
            let post = self.post_condition(current);
            match post.termination {
                Some(PostTermination::ExitAll) => {
                    return Ok(Some(self.exit_all(post.sequencing)));
                }
                Some(PostTermination::ExitParent) => {
                    let parent = self.activity(current).parent;
                    current = parent.ok_or(Exception::NoParentToExit)?;
                    self.state.current = Some(current);
                    self.end_attempt(current);
                }
                None if current == 0 && post.sequencing != Some(SequencingRequest::Retry) => {
                    return Ok(Some(SequencingRequest::Exit));
                }
                None => return Ok(post.sequencing),
            }
        }
    }

    fn exit_all(&mut self, sequencing: Option<SequencingRequest>) -> SequencingRequest {
        if let Some(current) = self.state.current
            && self.at(current).is_active
        {
            self.end_attempt(current);
        }
        self.terminate_descendent_attempts(0);
        self.end_attempt(0);
        self.state.current = Some(0);
        sequencing.unwrap_or(SequencingRequest::Exit)
    }

    fn suspend_all(&mut self, current: Index) -> Result<SequencingRequest, Exception> {
        let suspended = if self.at(current).is_active || self.at(current).is_suspended {
            let before = self.state.shared.objectives.clone();
            self.overall_rollup(current, &before);
            current
        } else {
            self.activity(current)
                .parent
                .ok_or(Exception::NothingToSuspend)?
        };
        self.state.suspended = Some(suspended);
        let path: Vec<Index> = self.tree.path_up(suspended).collect();
        for activity in path {
            let state = self.at_mut(activity);
            state.is_active = false;
            state.is_suspended = true;
        }
        self.state.current = Some(0);
        Ok(SequencingRequest::Exit)
    }

    /// Sequencing Exit Action Rules Subprocess [TB.2.1], from the root down to
    /// the parent of the current activity: the first whose rule applies ends.
    fn apply_exit_rules(&mut self, current: Index) -> Index {
        let path = self.tree.path_down(current);
        let target = path.into_iter().filter(|it| *it != current).find(|it| {
            let rules = &self.activity(*it).sequencing().exit_condition_rules;
            self.rule_action(*it, rules, |_| true).is_some()
        });
        let Some(target) = target else {
            return current;
        };
        self.terminate_descendent_attempts(target);
        self.end_attempt(target);
        self.state.current = Some(target);
        target
    }

    /// Sequencing Post Condition Rules Subprocess [TB.2.2].
    fn post_condition(&self, current: Index) -> PostCondition {
        if self.at(current).is_suspended {
            return PostCondition::default();
        }
        let rules = &self.activity(current).sequencing().post_condition_rules;
        let Some(action) = self.rule_action(current, rules, |_| true) else {
            return PostCondition::default();
        };
        let (termination, sequencing) = match action {
            PostConditionAction::ExitParent => (Some(PostTermination::ExitParent), None),
            PostConditionAction::ExitAll => (Some(PostTermination::ExitAll), None),
            PostConditionAction::Retry => (None, Some(SequencingRequest::Retry)),
            PostConditionAction::RetryAll => (
                Some(PostTermination::ExitAll),
                Some(SequencingRequest::Retry),
            ),
            PostConditionAction::Continue => (None, Some(SequencingRequest::Continue)),
            PostConditionAction::Previous => (None, Some(SequencingRequest::Previous)),
        };
        PostCondition {
            termination,
            sequencing,
        }
    }
}
