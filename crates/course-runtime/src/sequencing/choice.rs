//! Choice: the request process [SB.2.9] with its subprocesses [SB.2.4],
//! [SB.2.9.1] and [SB.2.9.2].

use crate::sequencing::definition::PreConditionAction;
use crate::sequencing::exception::Exception;
use crate::sequencing::flow::Direction;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

/// Why a choice delivers nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChoiceEnd {
    Refused(Exception),
    /// The target may be chosen but has nothing to deliver: attempts up to
    /// the common ancestor end, and the target becomes current.
    Nothing {
        common_ancestor: Index,
    },
}

impl From<Exception> for ChoiceEnd {
    fn from(exception: Exception) -> Self {
        Self::Refused(exception)
    }
}

impl Sequencer<'_> {
    /// Choice Sequencing Request Process [SB.2.9].
    pub(crate) fn choose(&self, target: Index) -> Result<Index, ChoiceEnd> {
        self.check_target(target)?;
        let common_ancestor = self
            .state
            .current
            .map_or(0, |current| self.tree.common_ancestor(current, target));
        self.check_way(target, common_ancestor)?;
        if self.activity(target).is_leaf() {
            return Ok(target);
        }
        self.flow(target, Direction::Forward, true)
            .map_err(|_| ChoiceEnd::Nothing { common_ancestor })
    }

    fn check_target(&self, target: Index) -> Result<(), Exception> {
        if !self.activity(target).leads_to_content {
            return Err(Exception::ChoiceTargetMissing);
        }
        for activity in self.tree.path_down(target) {
            if !self.is_available(activity) {
                return Err(Exception::ChoiceTargetUnavailable);
            }
            if self.has_pre_condition(activity, PreConditionAction::HiddenFromChoice) {
                return Err(Exception::ChoiceTargetHidden);
            }
        }
        match self.activity(target).parent {
            Some(parent) if !self.activity(parent).sequencing().control_modes.choice => {
                Err(Exception::ChoiceControlViolation)
            }
            _ => Ok(()),
        }
    }

    /// The five ways in which a target may lie to the current activity.
    fn check_way(&self, target: Index, common_ancestor: Index) -> Result<(), Exception> {
        let Some(current) = self.state.current else {
            return self.check_way_down(0, target, Direction::Forward);
        };
        if current == target {
            return Ok(());
        }
        let parents = (self.activity(current).parent, self.activity(target).parent);
        if parents.0.is_some() && parents.0 == parents.1 {
            return self.check_way_along(current, target);
        }
        if current == common_ancestor {
            return self.check_way_down(common_ancestor, target, Direction::Forward);
        }
        if target == common_ancestor {
            return self.check_way_up(current, target);
        }
        self.check_way_up(current, common_ancestor)?;
        self.check_constraint(current, target, common_ancestor)?;
        let direction = self.direction(current, target);
        self.check_way_down(common_ancestor, target, direction)
    }

    /// Between siblings, walking from the current activity to the target.
    fn check_way_along(&self, current: Index, target: Index) -> Result<(), Exception> {
        let direction = self.direction(current, target);
        let places = self.place(current).zip(self.place(target));
        let Some((from, to)) = places else {
            // What was on screen is no longer among the children.
            self.check_traversal(current, direction)?;
            return Err(Exception::ChoiceNoPath);
        };
        if direction == Direction::Backward {
            return self.check_traversal(current, direction);
        }
        let stops = if let Some(rows) = &self.rows {
            rows.stops_before[current] < rows.stops_before[target]
        } else {
            let parent = self.activity(current).parent.unwrap_or(0);
            let way = &self.available_children(parent)[from..to];
            let stop = PreConditionAction::StopForwardTraversal;
            way.iter().any(|it| self.has_pre_condition(*it, stop))
        };
        if stops {
            return Err(Exception::ForwardTraversalStopped);
        }
        Ok(())
    }

    /// From an ancestor down to the target, which itself is not looked at.
    fn check_way_down(
        &self,
        ancestor: Index,
        target: Index,
        direction: Direction,
    ) -> Result<(), Exception> {
        let mut path = self.tree.path_down(target);
        path.retain(|it| *it != target && self.tree.is_within(*it, ancestor));
        for activity in path {
            if direction == Direction::Forward {
                self.check_traversal(activity, Direction::Forward)?;
            }
            let constrain = &self.activity(activity).sequencing().constrain_choice;
            if activity != ancestor && !self.at(activity).is_active && constrain.prevent_activation
            {
                return Err(Exception::ChoiceActivationPrevented);
            }
        }
        Ok(())
    }

    /// From the current activity up to below the ancestor.
    fn check_way_up(&self, current: Index, ancestor: Index) -> Result<(), Exception> {
        let is_held = self
            .tree
            .path_up(current)
            .take_while(|it| *it != ancestor)
            .any(|it| !self.lets_choice_exit(it));
        if is_held {
            Err(Exception::ChoiceExitViolation)
        } else {
            Ok(())
        }
    }

    fn check_constraint(
        &self,
        current: Index,
        target: Index,
        common_ancestor: Index,
    ) -> Result<(), Exception> {
        let constrained = self
            .tree
            .path_up(current)
            .take_while(|it| *it != common_ancestor)
            .find(|it| {
                // A leaf has no descendants to hold together.
                let activity = self.activity(*it);
                !activity.is_leaf() && activity.sequencing().constrain_choice.constrain_choice
            });
        let Some(constrained) = constrained else {
            return Ok(());
        };
        let direction = self.direction(constrained, target);
        let reachable = self
            .choice_flow(constrained, direction)
            .unwrap_or(constrained);
        if self.tree.is_within(target, reachable) || target == constrained {
            Ok(())
        } else {
            Err(Exception::ChoiceConstrained)
        }
    }

    /// Choice Flow Subprocess [SB.2.9.1] and Choice Flow Tree Traversal
    /// Subprocess [SB.2.9.2]: the neighbour, children left aside.
    fn choice_flow(&self, from: Index, direction: Direction) -> Option<Index> {
        self.tree
            .path_up(from)
            .find_map(|it| self.sibling(it, direction))
    }

    /// Choice Activity Traversal Subprocess [SB.2.4].
    fn check_traversal(&self, index: Index, direction: Direction) -> Result<(), Exception> {
        match direction {
            Direction::Forward => {
                if self.has_pre_condition(index, PreConditionAction::StopForwardTraversal) {
                    return Err(Exception::ForwardTraversalStopped);
                }
            }
            Direction::Backward => {
                let parent = self
                    .activity(index)
                    .parent
                    .ok_or(Exception::ChoiceBackwardFromRoot)?;
                if self
                    .activity(parent)
                    .sequencing()
                    .control_modes
                    .forward_only
                {
                    return Err(Exception::ChoiceForwardOnly);
                }
            }
        }
        Ok(())
    }

    /// Where `to` lies from `from`, in the order of this attempt.
    pub(crate) fn direction(&self, from: Index, to: Index) -> Direction {
        let ancestor = self.tree.common_ancestor(from, to);
        let place = |index: Index| {
            let branch = self
                .tree
                .path_up(index)
                .take_while(|it| *it != ancestor)
                .last()?;
            self.place(branch)
        };
        if place(from) <= place(to) {
            Direction::Forward
        } else {
            Direction::Backward
        }
    }
}
