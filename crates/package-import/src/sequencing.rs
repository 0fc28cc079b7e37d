//! Sequencing as the manifest defines it: IMS Simple Sequencing with the ADL
//! extensions, complete, with the specification's defaults filled in and
//! references into the sequencing collection already merged. Plain data; what
//! it means is the business of `course-runtime`.

use serde::{Deserialize, Serialize};

/// `imsss:sequencing` of one activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sequencing {
    pub control_mode: ControlMode,
    pub pre_condition_rules: Vec<SequencingRule>,
    pub exit_condition_rules: Vec<SequencingRule>,
    pub post_condition_rules: Vec<SequencingRule>,
    pub limit_conditions: LimitConditions,
    pub rollup_rules: RollupRules,
    /// The primary objective, if any, is among them.
    pub objectives: Vec<Objective>,
    pub randomization_controls: RandomizationControls,
    pub delivery_controls: DeliveryControls,
    pub constrained_choice_considerations: ConstrainedChoiceConsiderations,
    pub rollup_considerations: RollupConsiderations,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the specification's flags")]
pub struct ControlMode {
    pub choice: bool,
    pub choice_exit: bool,
    pub flow: bool,
    pub forward_only: bool,
    pub use_current_attempt_objective_info: bool,
    pub use_current_attempt_progress_info: bool,
}

impl Default for ControlMode {
    fn default() -> Self {
        Self {
            choice: true,
            choice_exit: true,
            flow: false,
            forward_only: false,
            use_current_attempt_objective_info: true,
            use_current_attempt_progress_info: true,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SequencingRule {
    pub condition_combination: ConditionCombination,
    pub conditions: Vec<RuleCondition>,
    pub action: RuleAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConditionCombination {
    All,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConditionOperator {
    NoOp,
    Not,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleCondition {
    pub referenced_objective: Option<String>,
    /// -1 to 1.
    pub measure_threshold: Option<f64>,
    pub operator: ConditionOperator,
    pub condition: RuleConditionKind,
}

macro_rules! tokens {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $token:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $(#[serde(rename = $token)] $variant,)* }

        impl $name {
            /// Reads the specification's token; other case is tolerated.
            pub fn parse(token: &str) -> Option<Self> {
                $(if token.trim().eq_ignore_ascii_case($token) { return Some(Self::$variant); })*
                None
            }

            /// The specification's token.
            pub fn token(self) -> &'static str {
                match self { $(Self::$variant => $token,)* }
            }
        }
    };
}

tokens!(RuleConditionKind {
    Satisfied = "satisfied",
    ObjectiveStatusKnown = "objectiveStatusKnown",
    ObjectiveMeasureKnown = "objectiveMeasureKnown",
    ObjectiveMeasureGreaterThan = "objectiveMeasureGreaterThan",
    ObjectiveMeasureLessThan = "objectiveMeasureLessThan",
    Completed = "completed",
    ActivityProgressKnown = "activityProgressKnown",
    Attempted = "attempted",
    AttemptLimitExceeded = "attemptLimitExceeded",
    TimeLimitExceeded = "timeLimitExceeded",
    OutsideAvailableTimeRange = "outsideAvailableTimeRange",
    Always = "always",
});

tokens!(
    /// Actions of pre-condition, exit and post-condition rules; the reader
    /// keeps each kind of rule to its own.
    RuleAction {
        Skip = "skip",
        Disabled = "disabled",
        HiddenFromChoice = "hiddenFromChoice",
        StopForwardTraversal = "stopForwardTraversal",
        Exit = "exit",
        ExitParent = "exitParent",
        ExitAll = "exitAll",
        Retry = "retry",
        RetryAll = "retryAll",
        Continue = "continue",
        Previous = "previous",
    }
);

/// Durations and instants are as written. SCORM uses only the attempt limit
/// and, to inform the SCO, the attempt's absolute duration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitConditions {
    pub attempt_limit: Option<u32>,
    pub attempt_absolute_duration_limit: Option<String>,
    pub attempt_experienced_duration_limit: Option<String>,
    pub activity_absolute_duration_limit: Option<String>,
    pub activity_experienced_duration_limit: Option<String>,
    pub begin_time_limit: Option<String>,
    pub end_time_limit: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollupRules {
    pub rollup_objective_satisfied: bool,
    pub rollup_progress_completion: bool,
    /// 0 to 1.
    pub objective_measure_weight: f64,
    pub rules: Vec<RollupRule>,
}

impl Default for RollupRules {
    fn default() -> Self {
        Self {
            rollup_objective_satisfied: true,
            rollup_progress_completion: true,
            objective_measure_weight: 1.0,
            rules: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollupRule {
    pub child_activity_set: ChildActivitySet,
    pub minimum_count: u32,
    /// 0 to 1.
    pub minimum_percent: f64,
    pub condition_combination: ConditionCombination,
    pub conditions: Vec<RollupCondition>,
    pub action: RollupAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupCondition {
    pub operator: ConditionOperator,
    pub condition: RollupConditionKind,
}

tokens!(ChildActivitySet {
    All = "all",
    Any = "any",
    None = "none",
    AtLeastCount = "atLeastCount",
    AtLeastPercent = "atLeastPercent",
});

tokens!(RollupConditionKind {
    Satisfied = "satisfied",
    ObjectiveStatusKnown = "objectiveStatusKnown",
    ObjectiveMeasureKnown = "objectiveMeasureKnown",
    Completed = "completed",
    ActivityProgressKnown = "activityProgressKnown",
    Attempted = "attempted",
    AttemptLimitExceeded = "attemptLimitExceeded",
    TimeLimitExceeded = "timeLimitExceeded",
    OutsideAvailableTimeRange = "outsideAvailableTimeRange",
    Never = "never",
});

tokens!(RollupAction {
    Satisfied = "satisfied",
    NotSatisfied = "notSatisfied",
    Completed = "completed",
    Incomplete = "incomplete",
});

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Only the primary objective may have none.
    pub id: Option<String>,
    pub is_primary: bool,
    pub satisfied_by_measure: bool,
    /// -1 to 1.
    pub min_normalized_measure: f64,
    pub maps: Vec<ObjectiveMap>,
}

/// `imsss:mapInfo` and `adlseq:mapInfo` of one target together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the specification's flags")]
pub struct ObjectiveMap {
    pub target_objective_id: String,
    pub read_satisfied_status: bool,
    pub read_normalized_measure: bool,
    pub write_satisfied_status: bool,
    pub write_normalized_measure: bool,
    pub read_raw_score: bool,
    pub read_min_score: bool,
    pub read_max_score: bool,
    pub read_completion_status: bool,
    pub read_progress_measure: bool,
    pub write_raw_score: bool,
    pub write_min_score: bool,
    pub write_max_score: bool,
    pub write_completion_status: bool,
    pub write_progress_measure: bool,
}

impl ObjectiveMap {
    /// A map that neither reads nor writes.
    pub fn to(target_objective_id: &str) -> Self {
        Self {
            target_objective_id: target_objective_id.to_owned(),
            read_satisfied_status: false,
            read_normalized_measure: false,
            write_satisfied_status: false,
            write_normalized_measure: false,
            read_raw_score: false,
            read_min_score: false,
            read_max_score: false,
            read_completion_status: false,
            read_progress_measure: false,
            write_raw_score: false,
            write_min_score: false,
            write_max_score: false,
            write_completion_status: false,
            write_progress_measure: false,
        }
    }
}

tokens!(Timing {
    Never = "never",
    Once = "once",
    OnEachNewAttempt = "onEachNewAttempt",
});

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RandomizationControls {
    pub randomization_timing: Timing,
    /// None: all children.
    pub select_count: Option<u32>,
    pub reorder_children: bool,
    pub selection_timing: Timing,
}

impl Default for RandomizationControls {
    fn default() -> Self {
        Self {
            randomization_timing: Timing::Never,
            select_count: None,
            reorder_children: false,
            selection_timing: Timing::Never,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryControls {
    pub tracked: bool,
    pub completion_set_by_content: bool,
    pub objective_set_by_content: bool,
}

impl Default for DeliveryControls {
    fn default() -> Self {
        Self {
            tracked: true,
            completion_set_by_content: false,
            objective_set_by_content: false,
        }
    }
}

/// `adlseq:constrainedChoiceConsiderations`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstrainedChoiceConsiderations {
    pub prevent_activation: bool,
    pub constrain_choice: bool,
}

tokens!(RollupConsideration {
    Always = "always",
    IfAttempted = "ifAttempted",
    IfNotSkipped = "ifNotSkipped",
    IfNotSuspended = "ifNotSuspended",
});

/// `adlseq:rollupConsiderations`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupConsiderations {
    pub required_for_satisfied: RollupConsideration,
    pub required_for_not_satisfied: RollupConsideration,
    pub required_for_completed: RollupConsideration,
    pub required_for_incomplete: RollupConsideration,
    pub measure_satisfaction_if_active: bool,
}

impl Default for RollupConsiderations {
    fn default() -> Self {
        Self {
            required_for_satisfied: RollupConsideration::Always,
            required_for_not_satisfied: RollupConsideration::Always,
            required_for_completed: RollupConsideration::Always,
            required_for_incomplete: RollupConsideration::Always,
            measure_satisfaction_if_active: true,
        }
    }
}
