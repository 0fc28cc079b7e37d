//! What a package declares about sequencing, as plain data: the input of
//! [`ActivityTree`](super::ActivityTree). Whoever has read a manifest fills
//! these in; every default is the one of the SN book (SCORM 2004 4th Edition,
//! Sequencing Definition Model), so an absent element is left at `default()`.
//!
//! Inheritance through `IDRef` into a `sequencingCollection` is the reader's
//! work: a definition here is complete by itself.

use serde::{Deserialize, Serialize};

/// One organization of a package, ready to be played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CourseDefinition {
    pub standard: Standard,
    /// `adlseq:objectivesGlobalToSystem` of the organization.
    pub objectives_global_to_system: bool,
    /// `adlcp:sharedDataGlobalToSystem` of the organization.
    pub shared_data_global_to_system: bool,
    /// The organization itself; its items are the children.
    pub root: ActivityDefinition,
}

impl Default for CourseDefinition {
    fn default() -> Self {
        Self {
            standard: Standard::Scorm2004,
            objectives_global_to_system: true,
            shared_data_global_to_system: true,
            root: ActivityDefinition::default(),
        }
    }
}

/// Which rules a package is played by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// No sequencing: any item in any order. Sequencing data is not looked at.
    Scorm12,
    /// All editions of SCORM 2004.
    #[default]
    Scorm2004,
}

/// An organization or an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityDefinition {
    pub identifier: String,
    pub title: String,
    /// `isvisible`: whether the table of contents shows the item itself.
    pub is_visible: bool,
    /// The resource that `identifierref` leads to; `None` for a heading.
    pub resource: Option<Resource>,
    /// `parameters`, as written, to be added to the launch address.
    pub parameters: Option<String>,
    /// `adlcp:completionThreshold`.
    pub completion_threshold: CompletionThreshold,
    /// `adlcp:data`: shared buckets of the item.
    pub data_maps: Vec<DataMap>,
    /// `adlnav:hideLMSUI`: controls the LMS must not show beside this item.
    pub hide_lms_ui: Vec<LmsUi>,
    pub sequencing: SequencingDefinition,
    pub children: Vec<ActivityDefinition>,
}

impl Default for ActivityDefinition {
    fn default() -> Self {
        Self {
            identifier: String::new(),
            title: String::new(),
            is_visible: true,
            resource: None,
            parameters: None,
            completion_threshold: CompletionThreshold::default(),
            data_maps: Vec::new(),
            hide_lms_ui: Vec::new(),
            sequencing: SequencingDefinition::default(),
            children: Vec::new(),
        }
    }
}

/// The resource behind an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Resource {
    pub identifier: String,
    /// `true` for a SCO, `false` for an asset, which never talks to the LMS.
    pub is_sco: bool,
}

/// A control of the LMS that an item may hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LmsUi {
    Continue,
    Previous,
    Exit,
    ExitAll,
    Abandon,
    AbandonAll,
    SuspendAll,
}

/// `adlcp:completionThreshold` with its attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompletionThreshold {
    /// `completedByMeasure`: the completion amount decides completion.
    pub completed_by_measure: bool,
    /// `minProgressMeasure`, a fraction `0.0..=1.0`.
    pub min_progress_measure: f64,
    /// `progressWeight` in the parent's completion measure, `0.0..=1.0`.
    pub progress_weight: f64,
}

impl Default for CompletionThreshold {
    fn default() -> Self {
        Self {
            completed_by_measure: false,
            min_progress_measure: 1.0,
            progress_weight: 1.0,
        }
    }
}

/// `adlcp:map` in `adlcp:data`: access of an item to a shared bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataMap {
    pub target_id: String,
    pub read_shared_data: bool,
    pub write_shared_data: bool,
}

/// `imsss:sequencing` of one activity, with ADL's extensions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SequencingDefinition {
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

/// `imsss:controlMode`. All but `choice_exit` speak about the children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent switches, as in the definition model"
)]
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

/// `adlseq:constrainedChoiceConsiderations`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConstrainChoice {
    /// `preventActivation`: choice from outside must not start this cluster.
    pub prevent_activation: bool,
    /// `constrainChoice`: choice may go to the neighbours only.
    pub constrain_choice: bool,
}

/// A rule of any of the three kinds: when the conditions hold, do this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SequencingRule<Action> {
    pub conditions: RuleConditions<RuleCondition>,
    pub action: Action,
}

/// Conditions with how they combine; the default of sequencing rules is
/// `All`, that of rollup rules `Any`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleConditions<Condition> {
    pub combination: Combination,
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combination {
    All,
    Any,
}

/// `imsss:ruleCondition`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleCondition {
    pub condition: Condition,
    /// `operator="not"`.
    pub negated: bool,
    /// `referencedObjective`; `None` means the primary objective.
    pub referenced_objective: Option<String>,
    /// For the two measure comparisons, `-1.0..=1.0`.
    pub measure_threshold: f64,
}

impl Default for RuleCondition {
    fn default() -> Self {
        Self {
            condition: Condition::Always,
            negated: false,
            referenced_objective: None,
            measure_threshold: 0.0,
        }
    }
}

/// What a condition looks at, in sequencing rules and in rollup rules alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    Satisfied,
    ObjectiveStatusKnown,
    ObjectiveMeasureKnown,
    ObjectiveMeasureGreaterThan,
    ObjectiveMeasureLessThan,
    Completed,
    ActivityProgressKnown,
    Attempted,
    AttemptLimitExceeded,
    TimeLimitExceeded,
    OutsideAvailableTimeRange,
    Always,
    /// Rollup rules only.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreConditionAction {
    Skip,
    Disabled,
    HiddenFromChoice,
    StopForwardTraversal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitAction {
    Exit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostConditionAction {
    ExitParent,
    ExitAll,
    Retry,
    RetryAll,
    Continue,
    Previous,
}

/// `imsss:limitConditions`. Time is not judged here (the books leave it
/// optional); the duration is passed on as `cmi.max_time_allowed`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitConditions {
    pub attempt_limit: Option<u32>,
    /// `attemptAbsoluteDurationLimit`, as written (`PT1H30M`).
    pub attempt_absolute_duration_limit: Option<String>,
}

/// `imsss:rollupRules`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rollup {
    pub objective_satisfied: bool,
    pub progress_completion: bool,
    /// `objectiveMeasureWeight`, `0.0..=1.0`.
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

/// `imsss:rollupRule`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollupRule {
    pub child_activity_set: ChildActivitySet,
    pub conditions: RuleConditions<RollupCondition>,
    pub action: RollupAction,
}

/// Which children must meet the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildActivitySet {
    All,
    Any,
    None,
    /// `minimumCount`.
    AtLeastCount(u32),
    /// `minimumPercent`, a fraction `0.0..=1.0`.
    AtLeastPercent(f64),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupCondition {
    pub condition: Condition,
    pub negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollupAction {
    Satisfied,
    NotSatisfied,
    Completed,
    Incomplete,
}

/// An objective of an activity, primary or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Objective {
    /// `objectiveID`; only the primary one may lack it.
    pub id: Option<String>,
    pub satisfied_by_measure: bool,
    /// `minNormalizedMeasure`, `-1.0..=1.0`.
    pub min_normalized_measure: f64,
    /// `imsss:mapInfo` and `adlseq:mapInfo`, one entry per target.
    pub maps: Vec<ObjectiveMap>,
}

impl Default for Objective {
    fn default() -> Self {
        Self {
            id: None,
            satisfied_by_measure: false,
            min_normalized_measure: 1.0,
            maps: Vec::new(),
        }
    }
}

/// How an objective reads and writes one global objective. An
/// `imsss:mapInfo` that is present reads status and measure by default
/// ([`ObjectiveMap::imsss`]), an `adlseq:mapInfo` the rest
/// ([`ObjectiveMap::adlseq`]); both for one target may be one entry or two.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one switch per attribute of the two mapInfo elements"
)]
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
    /// The defaults of an `imsss:mapInfo` that names only its target.
    pub fn imsss(target_objective_id: &str) -> Self {
        Self {
            target_objective_id: target_objective_id.into(),
            read_satisfied_status: true,
            read_normalized_measure: true,
            ..Self::default()
        }
    }

    /// The defaults of an `adlseq:mapInfo` that names only its target.
    pub fn adlseq(target_objective_id: &str) -> Self {
        Self {
            target_objective_id: target_objective_id.into(),
            read_raw_score: true,
            read_min_score: true,
            read_max_score: true,
            read_completion_status: true,
            read_progress_measure: true,
            ..Self::default()
        }
    }
}

impl ObjectiveMap {
    pub(crate) fn reads_anything(&self) -> bool {
        self.read_satisfied_status
            || self.read_normalized_measure
            || self.read_raw_score
            || self.read_min_score
            || self.read_max_score
            || self.read_completion_status
            || self.read_progress_measure
    }
}

/// When selection or randomization happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    #[default]
    Never,
    Once,
    OnEachNewAttempt,
}

/// `selectionTiming` and `selectCount` of `imsss:randomizationControls`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    pub timing: Timing,
    pub count: Option<u32>,
}

/// `randomizationTiming` and `reorderChildren`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Randomization {
    pub timing: Timing,
    pub reorder_children: bool,
}

/// `imsss:deliveryControls`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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

/// `adlseq:rollupConsiderations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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

/// When a child counts in its parent's rollup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequiredFor {
    #[default]
    Always,
    IfAttempted,
    IfNotSkipped,
    IfNotSuspended,
}
