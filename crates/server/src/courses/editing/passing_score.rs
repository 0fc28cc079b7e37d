//! The passing score that a module brings along, against the rule of its step:
//! two numbers that a learner may fall between.

use entity::{course_step, package_version};
use grading::StepRule;
use package_import::{
    CoursePackage,
    package::{Item, ItemKind},
};
use serde::Serialize;

use super::super::rules::StepDraft;

/// What is said about a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ScoreNote {
    /// A message id.
    pub(super) id: &'static str,
    pub(super) module: String,
    pub(super) step: String,
}

#[cfg(test)]
impl ScoreNote {
    pub(super) fn sample() -> Self {
        Self {
            id: "step-score-differs",
            module: "70".into(),
            step: "80".into(),
        }
    }
}

/// None where the two agree, and where the module says nothing.
pub(super) fn note(
    step: &course_step::Model,
    versions: &[package_version::Model],
) -> Option<ScoreNote> {
    let version = versions
        .iter()
        .find(|it| Some(it.id) == step.package_version_id)?;
    let package: CoursePackage = serde_json::from_slice(&version.manifest).ok()?;
    compare(score_of(&package)?, &StepDraft::of(step).rules)
}

/// In tenths of a percent; none where parts of the module ask for different
/// scores, or for none.
fn score_of(package: &CoursePackage) -> Option<i64> {
    let mut scores = Vec::new();
    package.organization().visit_items(&mut |item: &Item| {
        if item.kind == ItemKind::Sco {
            let objective = item.sequencing.primary_objective.as_ref();
            let measure = objective
                .filter(|it| it.satisfied_by_measure && package.kind.is_scorm_2004())
                .map(|it| it.min_normalized_measure * 100.0);
            scores.push(item.mastery_score.or(measure));
        }
    });
    let first = *scores.first()?;
    let all_agree = scores.iter().all(|it| *it == first);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a percentage, read within 100"
    )]
    first
        .filter(|_| all_agree)
        .map(|it| (it * 10.0).round() as i64)
}

fn compare(module: i64, rules: &[StepRule]) -> Option<ScoreNote> {
    let needed = rules.iter().find_map(|rule| match rule {
        StepRule::ScoreAtLeast { percent } => Some(percent.tenths()),
        _ => None,
    });
    let id = match needed {
        Some(needed) if needed == module => return None,
        Some(_) => "step-score-differs",
        None if rules.is_empty() || rules.contains(&StepRule::Passed) => return None,
        None => "step-score-unused",
    };
    Some(ScoreNote {
        id,
        module: percent(module),
        step: needed.map(percent).unwrap_or_default(),
    })
}

fn percent(tenths: i64) -> String {
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths.abs() % 10)
    }
}

#[cfg(test)]
mod tests {
    use grading::Percent;

    use super::*;

    #[test]
    fn only_scores_that_a_learner_may_fall_between_are_told() {
        let at_least = |percent| StepRule::ScoreAtLeast {
            percent: Percent::whole(percent),
        };
        let told = |rules: &[StepRule]| compare(800, rules).map(|it| it.id);

        assert_eq!(told(&[at_least(80)]), None);
        assert_eq!(told(&[at_least(70)]), Some("step-score-differs"));
        assert_eq!(
            told(&[StepRule::Passed, at_least(90)]),
            Some("step-score-differs")
        );
        assert_eq!(told(&[StepRule::Passed]), None);
        assert_eq!(told(&[StepRule::Completed]), Some("step-score-unused"));
        assert_eq!(told(&[]), None);
        let note = compare(725, &[at_least(70)]).unwrap();
        assert_eq!((note.module.as_str(), note.step.as_str()), ("72.5", "70"));
    }
}
