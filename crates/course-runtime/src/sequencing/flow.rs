//! Flow: the subprocesses [SB.2.1] to [SB.2.3] by which requests walk the tree
//! in order. The recursion of the books is a loop here: it would be as deep as
//! a row of skipped activities is long.

use crate::sequencing::definition::PreConditionAction;
use crate::sequencing::exception::Exception;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

/// Why a flow found nothing to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlowEnd {
    /// It walked off the end of the tree, which ends the session.
    EndOfTree,
    Refused(Exception),
}

impl Sequencer<'_> {
    /// Flow Subprocess [SB.2.3]: the first deliverable leaf from `from` on;
    /// `enter` says whether its children are considered.
    pub(crate) fn flow(
        &self,
        from: Index,
        direction: Direction,
        enter: bool,
    ) -> Result<Index, FlowEnd> {
        let (next, found) = self.step(from, direction, enter, None)?;
        // Entering a forward-only cluster backwards begins at its first child.
        let previous = (direction != found).then_some(direction);
        self.find_deliverable(next, found, previous)
    }

    /// Flow Activity Traversal Subprocess [SB.2.2].
    fn find_deliverable(
        &self,
        mut at: Index,
        mut direction: Direction,
        mut previous: Option<Direction>,
    ) -> Result<Index, FlowEnd> {
        // The walk turns round at most once for each forward-only cluster.
        let longest_walk = self.tree.len().saturating_mul(4);
        for _ in 0..=longest_walk {
            if let Some(parent) = self.activity(at).parent
                && !self.activity(parent).sequencing().control_modes.flow
            {
                return Err(FlowEnd::Refused(Exception::FlowControlViolation));
            }
            if self.has_pre_condition(at, PreConditionAction::Skip) {
                let (next, found) = self.step(at, direction, false, previous)?;
                if previous == Some(Direction::Backward) && found == Direction::Backward {
                    direction = Direction::Backward;
                    previous = None;
                }
                at = next;
                continue;
            }
            if self.is_not_allowed(at) {
                return Err(FlowEnd::Refused(Exception::ActivityNotAllowed));
            }
            if self.activity(at).is_leaf() {
                return Ok(at);
            }
            let (next, found) = self.step(at, direction, true, None)?;
            previous = (direction == Direction::Backward && found == Direction::Forward)
                .then_some(Direction::Backward);
            direction = found;
            at = next;
        }
        Err(FlowEnd::Refused(Exception::NoAvailableChildren))
    }

    /// Flow Tree Traversal Subprocess [SB.2.1]: the neighbour in the tree, and
    /// the direction in which the walk goes on.
    fn step(
        &self,
        from: Index,
        direction: Direction,
        enter: bool,
        previous: Option<Direction>,
    ) -> Result<(Index, Direction), FlowEnd> {
        let (mut at, mut direction, mut enter) = (from, direction, enter);
        let mut is_reversed = false;
        if previous == Some(Direction::Backward)
            && let Some(first) = self.first_of_cluster_ending_with(at)
        {
            direction = Direction::Backward;
            at = first;
            is_reversed = true;
        }
        loop {
            let activity = self.activity(at);
            if enter && !activity.is_leaf() {
                return self.enter(at, direction).map_err(FlowEnd::Refused);
            }
            let Some(parent) = activity.parent else {
                return Err(match direction {
                    Direction::Forward => FlowEnd::EndOfTree,
                    Direction::Backward => FlowEnd::Refused(Exception::BackwardFromRoot),
                });
            };
            let is_forward_only = self
                .activity(parent)
                .sequencing()
                .control_modes
                .forward_only;
            if direction == Direction::Backward && !is_reversed && is_forward_only {
                return Err(FlowEnd::Refused(Exception::ForwardOnlyCluster));
            }
            if let Some(sibling) = self.sibling(at, direction) {
                return Ok((sibling, direction));
            }
            (at, enter, is_reversed) = (parent, false, false);
        }
    }

    fn enter(&self, cluster: Index, direction: Direction) -> Result<(Index, Direction), Exception> {
        let children = self.available_children(cluster);
        let is_forward_only = self
            .activity(cluster)
            .sequencing()
            .control_modes
            .forward_only;
        let (child, direction) = if direction == Direction::Forward || is_forward_only {
            (children.first(), Direction::Forward)
        } else {
            (children.last(), Direction::Backward)
        };
        child
            .map(|it| (*it, direction))
            .ok_or(Exception::NoAvailableChildren)
    }

    fn first_of_cluster_ending_with(&self, index: Index) -> Option<Index> {
        let siblings = self.available_children(self.activity(index).parent?);
        (siblings.last() == Some(&index)).then(|| siblings[0])
    }

    /// The next or previous available child of the same parent.
    pub(crate) fn sibling(&self, index: Index, direction: Direction) -> Option<Index> {
        let siblings = self.available_children(self.activity(index).parent?);
        let position = self.place(index)?;
        let position = match direction {
            Direction::Forward => position.checked_add(1)?,
            Direction::Backward => position.checked_sub(1)?,
        };
        siblings.get(position).copied()
    }
}
