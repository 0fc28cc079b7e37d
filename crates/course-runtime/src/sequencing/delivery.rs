//! Delivery request process and content delivery environment [DB].

use crate::sequencing::definition::Standard;
use crate::sequencing::exception::Exception;
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::Index;

impl Sequencer<'_> {
    /// Delivery Request Process [DB.1.1].
    pub(crate) fn check_delivery(&self, index: Index) -> Result<(), Exception> {
        if !self.activity(index).is_leaf() {
            return Err(Exception::DeliverNotALeaf);
        }
        if self.activity(index).definition.resource.is_none() {
            return Err(Exception::DeliverNoPath);
        }
        if self.tree.path_up(index).any(|it| self.is_not_allowed(it)) {
            return Err(Exception::DeliverNotAllowed);
        }
        Ok(())
    }

    /// Content Delivery Environment Process [DB.2]: begins or resumes attempts
    /// from the root down. Says whether the item finds its old data: it was
    /// suspended or, in SCORM 1.2, has been open before.
    pub(crate) fn deliver(&mut self, index: Index) -> Result<bool, Exception> {
        if let Some(current) = self.state.current
            && self.at(current).is_active
        {
            return Err(Exception::DeliverStillActive);
        }
        if self.state.suspended != Some(index) {
            self.clear_suspended_activity(index);
        }
        self.terminate_descendent_attempts(index);
        let is_resumed = self.at(index).is_suspended
            || (self.tree.standard == Standard::Scorm12 && self.is_attempted(index));
        for activity in self.tree.path_down(index) {
            if self.at(activity).is_active {
                continue;
            }
            if self.at(activity).is_suspended {
                self.at_mut(activity).is_suspended = false;
            } else if self.activity(activity).is_tracked() {
                self.begin_new_attempt(activity);
            }
            self.at_mut(activity).is_active = true;
        }
        self.state.current = Some(index);
        self.state.suspended = None;
        Ok(is_resumed)
    }

    /// Clear Suspended Activity Subprocess [DB.2.1].
    fn clear_suspended_activity(&mut self, index: Index) {
        let Some(suspended) = self.state.suspended.take() else {
            return;
        };
        let ancestor = self.tree.common_ancestor(index, suspended);
        let path: Vec<Index> = self
            .tree
            .path_up(suspended)
            .take_while(|it| *it != ancestor)
            .chain([ancestor])
            .collect();
        for activity in path {
            let still_suspended = self
                .available_children(activity)
                .iter()
                .any(|it| self.at(*it).is_suspended);
            self.at_mut(activity).is_suspended = still_suspended;
        }
    }
}
