//! Checks on sequencing: only what is certain whatever the content does.

pub(crate) mod always_disabled;
pub(crate) mod asset_awaited;
pub(crate) mod measure_never_known;
pub(crate) mod never_completes;
pub(crate) mod never_starts;
pub(crate) mod objective_unknown;
pub(crate) mod progress_never_known;
pub(crate) mod rollup_never_holds;
pub(crate) mod selects_nothing;
pub(crate) mod sequencing_reference_unknown;

use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::{CompletionThreshold, CoursePackage, Item};
use crate::sequencing::{
    ChildActivitySet, Condition, ObjectiveMap, RollupAction, RollupRule, Sequencing, Timing,
};

/// The sequencing of the organization that learners get.
pub(crate) struct Reading<'a> {
    /// The root first.
    clusters: Vec<Cluster<'a>>,
    items: Vec<&'a Item>,
    manifest: &'a str,
    findings: &'a mut Findings,
}

/// An activity with activities below it.
#[derive(Clone, Copy)]
struct Cluster<'a> {
    identifier: &'a str,
    title: &'a str,
    sequencing: &'a Sequencing,
    threshold: Option<CompletionThreshold>,
    children: &'a [Item],
}

/// All checks on sequencing, which only SCORM 2004 has.
pub(crate) fn check(package: &CoursePackage, manifest: &str, findings: &mut Findings) {
    let organization = package.organization();
    if !package.kind.is_scorm_2004() || organization.items.is_empty() {
        return;
    }
    let mut clusters = vec![Cluster {
        identifier: &organization.identifier,
        title: &organization.title,
        sequencing: &organization.sequencing,
        threshold: organization.completion_threshold,
        children: &organization.items,
    }];
    let mut items = Vec::new();
    organization.visit_items(&mut |item| {
        items.push(item);
        if !item.items.is_empty() {
            clusters.push(Cluster {
                identifier: &item.identifier,
                title: &item.title,
                sequencing: &item.sequencing,
                threshold: item.completion_threshold,
                children: &item.items,
            });
        }
    });
    let mut reading = Reading {
        clusters,
        items,
        manifest,
        findings,
    };
    never_starts::check(&mut reading);
    always_disabled::check(&mut reading);
    selects_nothing::check(&mut reading);
    rollup_never_holds::check(&mut reading);
    measure_never_known::check(&mut reading);
    progress_never_known::check(&mut reading);
    never_completes::check(&mut reading);
    asset_awaited::check(&mut reading);
}

impl<'a> Reading<'a> {
    fn root(&self) -> Cluster<'a> {
        self.clusters[0]
    }

    fn finding(&self, check: CheckId, identifier: &str) -> Finding {
        Finding::new(check)
            .in_file(self.manifest)
            .at_item(identifier)
    }

    fn tell(&mut self, check: CheckId, identifier: &str, title: &str) {
        let finding = self.finding(check, identifier).with_text("title", title);
        self.findings.push(finding);
    }
}

/// Each answers for what may happen at best: what it denies is certain.
impl Cluster<'_> {
    fn tracked_children(&self) -> impl Iterator<Item = &Item> {
        let tracked = |item: &&Item| item.sequencing.delivery_controls.tracked;
        self.children.iter().filter(tracked)
    }

    /// Children that a rollup rule of this action asks, at most.
    fn children_counting_for(&self, action: RollupAction) -> usize {
        let counts = |item: &&Item| match action {
            RollupAction::Satisfied | RollupAction::NotSatisfied => {
                item.sequencing.rollup.objective_satisfied
            }
            RollupAction::Completed | RollupAction::Incomplete => {
                item.sequencing.rollup.progress_completion
            }
        };
        let counting = self.tracked_children().filter(counts).count();
        match self.sequencing.selection.count {
            Some(selected) if self.sequencing.selection.timing != Timing::Never => {
                counting.min(selected as usize)
            }
            _ => counting,
        }
    }

    fn is_passed_by_measure(&self) -> bool {
        let primary = self.sequencing.primary_objective.as_ref();
        primary.is_some_and(|it| it.satisfied_by_measure)
    }

    fn is_completed_by_measure(&self) -> bool {
        self.threshold.is_some_and(|it| it.completed_by_measure)
    }

    fn reads_global(&self, reads: impl Fn(&ObjectiveMap) -> bool) -> bool {
        let primary = self.sequencing.primary_objective.as_ref();
        primary.is_some_and(|it| it.maps.iter().any(reads))
    }

    fn may_have_measure(&self) -> bool {
        self.reads_global(|map| map.read_normalized_measure)
            || self
                .tracked_children()
                .any(|item| item.sequencing.rollup.objective_measure_weight > 0.0)
    }

    fn may_have_progress(&self) -> bool {
        let weight = |item: &Item| {
            item.completion_threshold
                .unwrap_or_default()
                .progress_weight
        };
        self.reads_global(|map| map.read_progress_measure)
            || self.tracked_children().any(|item| weight(item) > 0.0)
    }

    fn may_be_satisfied(&self) -> bool {
        if self.is_passed_by_measure() {
            return self.may_have_measure();
        }
        self.reads_global(|map| map.read_satisfied_status)
            || self.rules_may_reach(RollupAction::Satisfied)
    }

    fn may_complete(&self) -> bool {
        if self.is_completed_by_measure() {
            return self.may_have_progress();
        }
        self.reads_global(|map| map.read_completion_status)
            || self.rules_may_reach(RollupAction::Completed)
    }

    fn rules_may_reach(&self, action: RollupAction) -> bool {
        let rules = &self.sequencing.rollup.rules;
        if !rules.iter().any(|rule| rule.action == action) {
            // The default rules, or rules that only take away: left in doubt
            // as long as a child counts.
            return self.children_counting_for(action) > 0;
        }
        let mut wanted = rules.iter().filter(|rule| rule.action == action);
        wanted.any(|rule| self.may_hold(rule))
    }

    fn may_hold(&self, rule: &RollupRule) -> bool {
        let counting = self.children_counting_for(rule.action);
        let is_never = !rule.conditions.conditions.is_empty()
            && rule
                .conditions
                .conditions
                .iter()
                .all(|it| it.condition == Condition::Never && !it.negated);
        match rule.child_activity_set {
            // These hold where no child counts.
            ChildActivitySet::All => counting == 0 || !is_never,
            ChildActivitySet::None => true,
            ChildActivitySet::Any => counting > 0 && !is_never,
            ChildActivitySet::AtLeastCount(needed) => {
                needed == 0 || (needed as usize <= counting && !is_never)
            }
            ChildActivitySet::AtLeastPercent(share) => counting > 0 && (share <= 0.0 || !is_never),
        }
    }
}
