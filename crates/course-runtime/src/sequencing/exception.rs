//! The exception codes of the SN book's pseudo-code, as values.

use serde::{Deserialize, Serialize};

macro_rules! exceptions {
    ($($name:ident = $code:literal, $meaning:literal;)*) => {
        /// Why a process refused a request. Not a fault of the program: most
        /// are the package's own rules at work.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Exception {
            $(#[doc = $meaning] $name,)*
        }

        impl Exception {
            /// Every exception, in the order of the books.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code of the pseudo-code, such as `SB.2.9-4`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// One English sentence for logs and traces.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

exceptions! {
    SessionAlreadyBegun = "NB.2.1-1", "The sequencing session has already begun.";
    SessionNotBegun = "NB.2.1-2", "The sequencing session has not begun.";
    NothingSuspended = "NB.2.1-3", "No activity was suspended.";
    FlowNotEnabledHere = "NB.2.1-4", "The parent of the current activity does not allow flow.";
    BackwardNotAllowed = "NB.2.1-5", "The parent of the current activity allows no way back.";
    NothingBefore = "NB.2.1-6", "Nothing comes before the root of the tree.";
    ChoiceExitNotAllowed = "NB.2.1-8", "An active activity does not let choice leave it.";
    NoPathToTarget = "NB.2.1-9", "There is no path from the current activity to the target.";
    ChoiceNotEnabledAtTarget = "NB.2.1-10", "The parent of the target does not allow choice.";
    NoSuchActivity = "NB.2.1-11", "The target is not in the activity tree.";
    AlreadyTerminated = "NB.2.1-12", "The current activity has already ended.";
    NothingToTerminate = "TB.2.3-1", "There is no current activity to end.";
    CurrentNotActive = "TB.2.3-2", "The current activity has already ended.";
    NothingToSuspend = "TB.2.3-3", "Nothing is there to be suspended.";
    NoParentToExit = "TB.2.3-4", "The root has no parent to exit.";
    NoPathToSuspend = "TB.2.3-5", "There is no path to suspend.";
    NoPathToAbandon = "TB.2.3-6", "There is no path to abandon.";
    NoAvailableChildren = "SB.2.1-2", "A cluster has no available children.";
    BackwardFromRoot = "SB.2.1-3", "Nothing comes before the root of the tree.";
    ForwardOnlyCluster = "SB.2.1-4", "A cluster allows no way back.";
    FlowControlViolation = "SB.2.2-1", "A cluster does not allow flow.";
    ActivityNotAllowed = "SB.2.2-2", "An activity is disabled or its limit is reached.";
    ForwardTraversalStopped = "SB.2.4-1", "A rule stops the way forward.";
    ChoiceForwardOnly = "SB.2.4-2", "A cluster allows no way back to the target.";
    ChoiceBackwardFromRoot = "SB.2.4-3", "Nothing comes before the root of the tree.";
    StartSessionBegun = "SB.2.5-1", "A session that has begun cannot be started.";
    ResumeSessionBegun = "SB.2.6-1", "A session that has begun cannot be resumed.";
    ResumeNothingSuspended = "SB.2.6-2", "No activity was suspended.";
    ContinueSessionNotBegun = "SB.2.7-1", "The session has not begun.";
    ContinueFlowViolation = "SB.2.7-2", "The parent of the current activity does not allow flow.";
    PreviousSessionNotBegun = "SB.2.8-1", "The session has not begun.";
    PreviousFlowViolation = "SB.2.8-2", "The parent of the current activity does not allow flow.";
    ChoiceTargetMissing = "SB.2.9-1", "The target is not in the activity tree.";
    ChoiceTargetUnavailable = "SB.2.9-2", "The target or an ancestor of it was not selected.";
    ChoiceTargetHidden = "SB.2.9-3", "The target or an ancestor of it is hidden from choice.";
    ChoiceControlViolation = "SB.2.9-4", "The parent of the target does not allow choice.";
    ChoiceNoPath = "SB.2.9-5", "There is nothing to walk to the target.";
    ChoiceActivationPrevented = "SB.2.9-6", "A cluster on the way must not be begun by choice.";
    ChoiceExitViolation = "SB.2.9-7", "A cluster does not let choice leave it.";
    ChoiceConstrained = "SB.2.9-8", "The target is outside what the constrained choice reaches.";
    ChoiceNothingToDeliver = "SB.2.9-9", "The chosen cluster has nothing to deliver.";
    RetrySessionNotBegun = "SB.2.10-1", "The session has not begun.";
    RetryStillActive = "SB.2.10-2", "The current activity is active or suspended.";
    RetryNothingToDeliver = "SB.2.10-3", "The cluster has nothing to deliver again.";
    ExitSessionNotBegun = "SB.2.11-1", "The session has not begun.";
    ExitStillActive = "SB.2.11-2", "The current activity is still active.";
    JumpSessionNotBegun = "SB.2.13-1", "The session has not begun.";
    DeliverNotALeaf = "DB.1.1-1", "Only a leaf can be delivered.";
    DeliverNoPath = "DB.1.1-2", "There is no path to the activity.";
    DeliverNotAllowed = "DB.1.1-3", "The activity or an ancestor is disabled or its limit is reached.";
    DeliverStillActive = "DB.2-1", "The current activity is still active.";
}

impl std::fmt::Display for Exception {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.code(), self.meaning())
    }
}
