//! The activity tree for people: what is tracked of each activity, and why the
//! learner cannot choose one. The answers are those of [`toc`](super::toc);
//! what is added is the activity that stands in the way.

use serde::{Deserialize, Serialize};

use crate::sequencing::definition::PreConditionAction;
use crate::sequencing::exception::Exception;
use crate::sequencing::learner_session::{CompletionStatus, SuccessStatus};
use crate::sequencing::offers::Ahead;
use crate::sequencing::state::TreeState;
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::{ActivityTree, Index};

/// One activity of the tree with what is tracked of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivityReport {
    pub item: String,
    pub title: String,
    /// 0 for the organization.
    pub depth: usize,
    /// It has content of its own and is no mere heading.
    pub launchable: bool,
    pub current: bool,
    pub suspended: bool,
    /// Attempts on it, the running one included.
    pub attempts: u32,
    pub completion: CompletionStatus,
    pub success: SuccessStatus,
    /// From -1 to 1.
    pub measure: Option<f64>,
    /// From 0 to 1.
    pub progress: Option<f64>,
    /// Why the learner cannot choose it now; `None` when it can be chosen.
    pub not_offered: Option<NotOffered>,
}

/// Why an activity cannot be chosen now. `by` is the title of the activity
/// whose rule it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum NotOffered {
    /// The manifest keeps it out of the table of contents (`isvisible`).
    Invisible,
    /// A rule hides it, or a cluster around it, from choice.
    Hidden { by: String },
    /// The cluster around it lets nobody choose among its children.
    ChoiceOff { by: String },
    /// What is open does not let the learner leave by choice.
    ExitHeld { by: String },
    /// Selection left it, or a cluster around it, out of this attempt.
    NotSelected { by: String },
    /// A rule disables it, or a cluster around it.
    Disabled { by: String },
    /// As many attempts have been made as are allowed.
    LimitReached { by: String, limit: u32 },
    /// A rule stops the way forward.
    ForwardStopped { by: String },
    /// The cluster goes forward only, and it lies behind.
    ForwardOnly { by: String },
    /// The cluster around it must be entered by *continue*, not by choice.
    ActivationPrevented { by: String },
    /// The open cluster lets the learner go to its neighbours only.
    Constrained { by: String },
    /// Nothing of it can be opened now.
    NothingToDeliver,
    /// It has no content.
    NoContent,
    /// Something else, by its code in the specification.
    Other { code: String, meaning: String },
}

/// Every activity in the order of the manifest, also those that are not listed
/// for the learner.
pub fn activities(tree: &ActivityTree, state: &TreeState) -> Vec<ActivityReport> {
    let sequencer = Sequencer::new(tree, state);
    let ahead = sequencer.ahead();
    (0..tree.len())
        .filter(|it| tree.get(*it).is_listed)
        .map(|index| sequencer.report(index, &ahead))
        .collect()
}

impl Sequencer<'_> {
    fn report(&self, index: Index, ahead: &Ahead<'_, '_>) -> ActivityReport {
        let activity = self.activity(index);
        ActivityReport {
            item: activity.definition.identifier.clone(),
            title: activity.definition.title.clone(),
            depth: activity.depth,
            launchable: activity.is_leaf() && activity.leads_to_content,
            current: self.state.current == Some(index),
            suspended: self.at(index).is_suspended,
            attempts: self.at(index).attempt_count,
            completion: CompletionStatus::from_known(self.completed(index)),
            success: SuccessStatus::from_known(self.satisfied(index, PRIMARY)),
            measure: self.measure(index, PRIMARY),
            progress: self.progress_measure(index),
            not_offered: self.why_not(index, ahead),
        }
    }

    fn why_not(&self, index: Index, ahead: &Ahead<'_, '_>) -> Option<NotOffered> {
        let then = &ahead.then;
        match ahead.check_choice(index) {
            Err(exception) => Some(then.reason(index, exception)),
            Ok(()) if !self.activity(index).definition.is_visible => Some(NotOffered::Invisible),
            Ok(()) => {
                // What a cluster hides is not shown, even where it could be chosen.
                let hidden = PreConditionAction::HiddenFromChoice;
                let by = then.first_up(index, |it| then.has_pre_condition(it, hidden));
                by.map(|by| NotOffered::Hidden { by })
            }
        }
    }

    /// The title of the activity, or of the nearest one around it, that `test` names.
    fn first_up(&self, index: Index, test: impl Fn(Index) -> bool) -> Option<String> {
        self.tree
            .path_up(index)
            .find(|it| test(*it))
            .map(|it| self.title(it))
    }

    fn title(&self, index: Index) -> String {
        self.activity(index).definition.title.clone()
    }

    fn parent_title(&self, index: Index) -> String {
        self.title(self.activity(index).parent.unwrap_or(0))
    }

    fn reason(&self, index: Index, exception: Exception) -> NotOffered {
        let other = || NotOffered::Other {
            code: exception.code().to_owned(),
            meaning: exception.meaning().to_owned(),
        };
        let found = match exception {
            Exception::ChoiceNotEnabledAtTarget | Exception::ChoiceControlViolation => {
                let by = self.parent_title(index);
                Some(NotOffered::ChoiceOff { by })
            }
            Exception::ChoiceExitNotAllowed | Exception::ChoiceExitViolation => self
                .state
                .current
                .and_then(|it| self.first_up(it, |it| !self.lets_choice_exit(it)))
                .map(|by| NotOffered::ExitHeld { by }),
            Exception::ChoiceTargetHidden => {
                let hidden = PreConditionAction::HiddenFromChoice;
                self.first_up(index, |it| self.has_pre_condition(it, hidden))
                    .map(|by| NotOffered::Hidden { by })
            }
            Exception::ChoiceTargetMissing | Exception::DeliverNoPath => {
                Some(NotOffered::NoContent)
            }
            Exception::ChoiceTargetUnavailable => self
                .first_up(index, |it| !self.is_available(it))
                .map(|by| NotOffered::NotSelected { by }),
            Exception::DeliverNotAllowed | Exception::ActivityNotAllowed => self.barred(index),
            Exception::ForwardTraversalStopped => self.stopped(index),
            Exception::ChoiceForwardOnly | Exception::ForwardOnlyCluster => {
                let by = self.parent_title(index);
                Some(NotOffered::ForwardOnly { by })
            }
            Exception::ChoiceActivationPrevented => {
                let prevents = |it: Index| {
                    let constrain = &self.activity(it).sequencing().constrain_choice;
                    it != index && !self.at(it).is_active && constrain.prevent_activation
                };
                self.first_up(index, prevents)
                    .map(|by| NotOffered::ActivationPrevented { by })
            }
            Exception::ChoiceConstrained => {
                let constrains = |it: Index| {
                    let activity = self.activity(it);
                    !activity.is_leaf() && activity.sequencing().constrain_choice.constrain_choice
                };
                let current = self.state.current.unwrap_or(0);
                self.first_up(current, constrains)
                    .map(|by| NotOffered::Constrained { by })
            }
            Exception::ChoiceNothingToDeliver => Some(
                self.barred_within(index)
                    .unwrap_or(NotOffered::NothingToDeliver),
            ),
            _ => None,
        };
        found.unwrap_or_else(other)
    }

    /// What keeps the activity from being delivered: a rule, or a limit.
    fn barred(&self, index: Index) -> Option<NotOffered> {
        self.tree.path_up(index).find_map(|it| {
            let by = self.title(it);
            if self.has_pre_condition(it, PreConditionAction::Disabled) {
                return Some(NotOffered::Disabled { by });
            }
            let limit = self
                .activity(it)
                .sequencing()
                .limit_conditions
                .attempt_limit;
            limit
                .filter(|_| self.is_limit_exceeded(it))
                .map(|limit| NotOffered::LimitReached { by, limit })
        })
    }

    /// The same of a cluster, or of the first of its descendants that is barred.
    fn barred_within(&self, index: Index) -> Option<NotOffered> {
        let last = self.activity(index).last_descendant;
        (index..=last).find_map(|it| self.barred(it))
    }

    /// The activity whose rule stops the way forward to this one.
    fn stopped(&self, index: Index) -> Option<NotOffered> {
        let action = PreConditionAction::StopForwardTraversal;
        let stops = |it: &Index| self.has_pre_condition(*it, action);
        let around = self
            .tree
            .path_up(index)
            .filter(|it| *it != index)
            .find(stops);
        let before = || (0..index).rev().find(stops);
        around
            .or_else(before)
            .map(|it| NotOffered::ForwardStopped { by: self.title(it) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequencing::definition::{
        ActivityDefinition, Combination, Condition, ConstrainChoice, ControlModes,
        CourseDefinition, LimitConditions, Resource, RuleCondition, RuleConditions,
        SequencingDefinition, SequencingRule, Standard,
    };
    use crate::sequencing::{NavigationRequest, launch, process, toc};

    fn leaf(id: &str, sequencing: SequencingDefinition) -> ActivityDefinition {
        ActivityDefinition {
            identifier: id.into(),
            title: format!("Title {id}"),
            resource: Some(Resource {
                identifier: id.into(),
                is_sco: true,
            }),
            sequencing,
            ..ActivityDefinition::default()
        }
    }

    fn cluster(
        id: &str,
        modes: ControlModes,
        children: Vec<ActivityDefinition>,
    ) -> ActivityDefinition {
        ActivityDefinition {
            children,
            resource: None,
            ..leaf(
                id,
                SequencingDefinition {
                    control_modes: modes,
                    ..SequencingDefinition::default()
                },
            )
        }
    }

    fn always(action: PreConditionAction) -> SequencingDefinition {
        SequencingDefinition {
            pre_condition_rules: vec![SequencingRule {
                conditions: RuleConditions {
                    combination: Combination::All,
                    conditions: vec![RuleCondition {
                        condition: Condition::Always,
                        negated: false,
                        referenced_objective: None,
                        measure_threshold: 0.0,
                    }],
                },
                action,
            }],
            ..SequencingDefinition::default()
        }
    }

    fn modes(choice: bool) -> ControlModes {
        ControlModes {
            choice,
            flow: true,
            ..ControlModes::default()
        }
    }

    fn tree(children: Vec<ActivityDefinition>) -> ActivityTree {
        ActivityTree::new(CourseDefinition {
            standard: Standard::Scorm2004,
            root: cluster("ROOT", modes(true), children),
            ..CourseDefinition::default()
        })
        .unwrap()
    }

    fn why(reports: &[ActivityReport], item: &str) -> Option<NotOffered> {
        let report = reports.iter().find(|it| it.item == item).unwrap();
        report.not_offered.clone()
    }

    #[test]
    fn each_reason_names_the_activity_that_stands_in_the_way() {
        let plain = SequencingDefinition::default;
        let limited = SequencingDefinition {
            limit_conditions: LimitConditions {
                attempt_limit: Some(0),
                ..LimitConditions::default()
            },
            ..plain()
        };
        let mut prevented = cluster("P", modes(true), vec![leaf("PA", plain())]);
        prevented.sequencing.constrain_choice = ConstrainChoice {
            prevent_activation: true,
            ..ConstrainChoice::default()
        };
        let tree = tree(vec![
            leaf("A", plain()),
            leaf("HIDDEN", always(PreConditionAction::HiddenFromChoice)),
            leaf("DISABLED", always(PreConditionAction::Disabled)),
            leaf("LIMITED", limited),
            cluster("FIXED", modes(false), vec![leaf("FA", plain())]),
            prevented,
            leaf("STOP", always(PreConditionAction::StopForwardTraversal)),
            leaf("LAST", plain()),
        ]);
        let (state, _) = launch(&tree, &TreeState::new(&tree, 0));

        let reports = activities(&tree, &state);

        let by = |id: &str| format!("Title {id}");
        for (item, reason) in [
            ("A", None),
            ("HIDDEN", Some(NotOffered::Hidden { by: by("HIDDEN") })),
            (
                "DISABLED",
                Some(NotOffered::Disabled { by: by("DISABLED") }),
            ),
            (
                "LIMITED",
                Some(NotOffered::LimitReached {
                    by: by("LIMITED"),
                    limit: 0,
                }),
            ),
            ("FA", Some(NotOffered::ChoiceOff { by: by("FIXED") })),
            ("PA", Some(NotOffered::ActivationPrevented { by: by("P") })),
            ("STOP", None),
            ("LAST", Some(NotOffered::ForwardStopped { by: by("STOP") })),
        ] {
            assert_eq!(why(&reports, item), reason, "{item}");
        }
    }

    #[test]
    fn what_the_table_of_contents_lets_choose_has_no_reason_against_it() {
        let held = ControlModes {
            choice_exit: false,
            ..modes(true)
        };
        let plain = SequencingDefinition::default;
        let tree = tree(vec![
            cluster("HELD", held, vec![leaf("HA", plain()), leaf("HB", plain())]),
            leaf("OUT", plain()),
        ]);
        let (state, _) = launch(&tree, &TreeState::new(&tree, 0));

        let reports = activities(&tree, &state);

        let out = NotOffered::ExitHeld {
            by: "Title HELD".into(),
        };
        assert_eq!(why(&reports, "OUT"), Some(out));
        let target = "HB".to_owned();
        let (state, _) = process(&tree, &state, &NavigationRequest::Choice { target });
        let reports = activities(&tree, &state);
        for entry in toc(&tree, &state) {
            let is_offered = why(&reports, &entry.item).is_none();
            assert_eq!(
                is_offered,
                entry.selectable && entry.visible,
                "{}",
                entry.item
            );
        }
        let report = reports.iter().find(|it| it.item == "HA").unwrap();
        assert_eq!((report.attempts, report.current), (1, false));
    }
}
