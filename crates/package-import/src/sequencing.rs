//! Sequencing as the manifest defines it: IMS Simple Sequencing with the ADL
//! extensions, complete, with the specification's defaults filled in and
//! references into the sequencing collection already merged. Plain data; what
//! it means is the business of `course-runtime`, whose definition has the same
//! names and the same stored form.

use serde::{Deserialize, Serialize};

/// `imsss:sequencing` of one activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sequencing {
    pub control_modes: ControlModes,
    pub pre_condition_rules: Vec<SequencingRule<PreConditionAction>>,
    pub exit_condition_rules: Vec<SequencingRule<ExitAction>>,
    pub post_condition_rules: Vec<SequencingRule<PostConditionAction>>,
    pub limit_conditions: LimitConditions,
    pub rollup: Rollup,
    pub primary_objective: Option<Objective>,
    pub objectives: Vec<Objective>,
    pub selection: Selection,
    pub randomization: Randomization,
    pub delivery_controls: DeliveryControls,
    pub constrain_choice: ConstrainChoice,
    pub rollup_considerations: RollupConsiderations,
}

/// `imsss:controlMode`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the specification's flags")]
pub struct ControlModes {
    pub choice: bool,
    pub choice_exit: bool,
    pub flow: bool,
    pub forward_only: bool,
    pub use_current_attempt_objective_info: bool,
    pub use_current_attempt_progress_info: bool,
}

impl Default for ControlModes {
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

/// `preConditionRule`, `exitConditionRule` or `postConditionRule`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SequencingRule<Action> {
    pub conditions: RuleConditions<RuleCondition>,
    pub action: Action,
}

/// `ruleConditions` (all of them, unless said) or `rollupConditions` (any).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleConditions<Condition> {
    pub combination: Combination,
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleCondition {
    pub condition: Condition,
    /// `operator` is `not`.
    pub negated: bool,
    /// None: the primary objective.
    pub referenced_objective: Option<String>,
    /// -1 to 1; 0 where none is given.
    pub measure_threshold: f64,
}

macro_rules! tokens {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $token:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $variant,)* }

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

tokens!(Combination {
    All = "all",
    Any = "any",
});

tokens!(
    /// What a condition looks at. `always` and the comparisons belong to
    /// sequencing rules, `never` to rollup rules; the reader sees to it.
    Condition {
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
        Never = "never",
    }
);

impl Condition {
    pub(crate) fn is_for_sequencing_rules(self) -> bool {
        self != Self::Never
    }

    pub(crate) fn is_for_rollup_rules(self) -> bool {
        !matches!(
            self,
            Self::Always | Self::ObjectiveMeasureGreaterThan | Self::ObjectiveMeasureLessThan
        )
    }
}

tokens!(PreConditionAction {
    Skip = "skip",
    Disabled = "disabled",
    HiddenFromChoice = "hiddenFromChoice",
    StopForwardTraversal = "stopForwardTraversal",
});

tokens!(ExitAction { Exit = "exit", });

tokens!(PostConditionAction {
    ExitParent = "exitParent",
    ExitAll = "exitAll",
    Retry = "retry",
    RetryAll = "retryAll",
    Continue = "continue",
    Previous = "previous",
});

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

/// `imsss:rollupRules`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rollup {
    pub objective_satisfied: bool,
    pub progress_completion: bool,
    /// 0 to 1.
    pub objective_measure_weight: f64,
    pub rules: Vec<RollupRule>,
}

impl Default for Rollup {
    fn default() -> Self {
        Self {
            objective_satisfied: true,
            progress_completion: true,
            objective_measure_weight: 1.0,
            rules: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollupRule {
    pub child_activity_set: ChildActivitySet,
    pub conditions: RuleConditions<RollupCondition>,
    pub action: RollupAction,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupCondition {
    pub condition: Condition,
    /// `operator` is `not`.
    pub negated: bool,
}

/// Which children a rollup rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildActivitySet {
    All,
    Any,
    None,
    /// With `minimumCount`.
    AtLeastCount(u32),
    /// With `minimumPercent`, 0 to 1.
    AtLeastPercent(f64),
}

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
    pub satisfied_by_measure: bool,
    /// -1 to 1.
    pub min_normalized_measure: f64,
    pub maps: Vec<ObjectiveMap>,
}

/// `imsss:mapInfo` and `adlseq:mapInfo` of one target together. What the
/// missing one of the two would read is not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

tokens!(
    /// When selection or randomization happens.
    #[derive(Default)]
    Timing {
        #[default]
        Never = "never",
        Once = "once",
        OnEachNewAttempt = "onEachNewAttempt",
    }
);

/// `selectionTiming` and `selectCount`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    pub timing: Timing,
    /// None: all children.
    pub count: Option<u32>,
}

/// `randomizationTiming` and `reorderChildren`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Randomization {
    pub timing: Timing,
    pub reorder_children: bool,
}

/// `imsss:deliveryControls`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstrainChoice {
    pub prevent_activation: bool,
    pub constrain_choice: bool,
}

tokens!(
    /// When a child counts for its parent.
    #[derive(Default)]
    RequiredFor {
        #[default]
        Always = "always",
        IfAttempted = "ifAttempted",
        IfNotSkipped = "ifNotSkipped",
        IfNotSuspended = "ifNotSuspended",
    }
);

/// `adlseq:rollupConsiderations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupConsiderations {
    pub required_for_satisfied: RequiredFor,
    pub required_for_not_satisfied: RequiredFor,
    pub required_for_completed: RequiredFor,
    pub required_for_incomplete: RequiredFor,
    pub measure_satisfaction_if_active: bool,
}

impl Default for RollupConsiderations {
    fn default() -> Self {
        Self {
            required_for_satisfied: RequiredFor::Always,
            required_for_not_satisfied: RequiredFor::Always,
            required_for_completed: RequiredFor::Always,
            required_for_incomplete: RequiredFor::Always,
            measure_satisfaction_if_active: true,
        }
    }
}
