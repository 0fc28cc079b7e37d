//! The forms of the editing pages: strings in, checked values or the errors out.

use std::collections::BTreeMap;

use entity::{course, course_step, values::StepKind};
use grading::{
    AttemptPolicy, Counts, CourseRule, DocumentRules, ParticipationRule, Percent, PotvrdaRule,
    StepRule, UverenjeRule,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::{
    rules::{CourseRules, StepDraft, course_rules},
    service::NewCourse,
};

/// What is wrong, by the name of the field: a message id each.
pub(crate) type FormErrors = BTreeMap<&'static str, &'static str>;

/// What a course says of itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CourseForm {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) language: String,
    pub(crate) programme_id: String,
    pub(crate) duration_minutes: String,
    pub(crate) due_on: String,
}

impl CourseForm {
    pub(crate) fn empty() -> Self {
        Self {
            language: "sr".into(),
            duration_minutes: "45".into(),
            ..Self::default()
        }
    }

    pub(crate) fn of(course: &course::Model) -> Self {
        Self {
            title: course.title.clone(),
            summary: course.summary.clone(),
            language: course.language.clone(),
            programme_id: course
                .programme_id
                .map(|it| it.to_string())
                .unwrap_or_default(),
            duration_minutes: course.duration_minutes.to_string(),
            due_on: course.due_on.map(|it| it.to_string()).unwrap_or_default(),
        }
    }

    pub(crate) fn check(&self, created_by: Uuid) -> Result<NewCourse, FormErrors> {
        let mut errors = FormErrors::new();
        let title = self.title.trim();
        if title.is_empty() {
            errors.insert("title", "course-form-title-missing");
        } else if 200 < title.chars().count() {
            errors.insert("title", "course-form-title-long");
        }
        if !matches!(self.language.as_str(), "sr" | "en") {
            errors.insert("language", "course-form-language");
        }
        let duration_minutes = self.duration_minutes.trim().parse::<i32>();
        if !duration_minutes
            .as_ref()
            .is_ok_and(|it| (1..=100_000).contains(it))
        {
            errors.insert("duration_minutes", "course-form-duration");
        }
        let programme_id = optional(
            &self.programme_id,
            "programme_id",
            "course-form-programme",
            &mut errors,
        );
        let due_on = optional(&self.due_on, "due_on", "course-form-due", &mut errors);
        match duration_minutes {
            Ok(duration_minutes) if errors.is_empty() => Ok(NewCourse {
                title: title.to_owned(),
                summary: self.summary.trim().to_owned(),
                language: self.language.clone(),
                programme_id,
                duration_minutes,
                due_on,
                created_by: Some(created_by),
            }),
            _ => Err(errors),
        }
    }
}

fn optional<T: std::str::FromStr>(
    text: &str,
    field: &'static str,
    message: &'static str,
    errors: &mut FormErrors,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let value = text.parse().ok();
    if value.is_none() {
        errors.insert(field, message);
    }
    value
}

/// A step's title, text and rules.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StepForm {
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) viewed: Option<String>,
    pub(crate) completed: Option<String>,
    pub(crate) passed: Option<String>,
    pub(crate) score: String,
    pub(crate) minutes: String,
    pub(crate) counts: String,
    pub(crate) attempts: String,
}

impl StepForm {
    pub(crate) fn of(step: &course_step::Model) -> Self {
        let draft = StepDraft::of(step);
        let has = |rule: StepRule| draft.rules.contains(&rule).then(|| "on".to_owned());
        let mut form = Self {
            title: step.title.clone(),
            body: step.body.clone().unwrap_or_default(),
            viewed: has(StepRule::Viewed),
            completed: has(StepRule::Completed),
            passed: has(StepRule::Passed),
            counts: match draft.attempts.counts {
                Counts::Best => "best",
                Counts::Last => "last",
                Counts::First => "first",
            }
            .to_owned(),
            attempts: draft
                .attempts
                .attempts_allowed
                .map(|it| it.to_string())
                .unwrap_or_default(),
            ..Self::default()
        };
        for rule in draft.rules {
            match rule {
                StepRule::ScoreAtLeast { percent } => form.score = percent.to_string(),
                StepRule::TimeAtLeast { minutes } => form.minutes = minutes.to_string(),
                StepRule::Viewed | StepRule::Completed | StepRule::Passed => {}
            }
        }
        form
    }

    pub(crate) fn check(&self, kind: StepKind) -> Result<StepDraft, FormErrors> {
        let mut errors = FormErrors::new();
        if self.title.trim().is_empty() {
            errors.insert("title", "course-form-title-missing");
        } else if 200 < self.title.chars().count() {
            errors.insert("title", "course-form-title-long");
        }
        let mut rules = Vec::new();
        for (chosen, rule) in [
            (&self.viewed, StepRule::Viewed),
            (&self.completed, StepRule::Completed),
            (&self.passed, StepRule::Passed),
        ] {
            if chosen.is_some() {
                rules.push(rule);
            }
        }
        if kind == StepKind::Package {
            self.check_numbers(&mut rules, &mut errors);
        }
        let attempts_allowed = optional::<u32>(
            &self.attempts,
            "attempts",
            "step-form-attempts",
            &mut errors,
        );
        if attempts_allowed == Some(0) {
            errors.insert("attempts", "step-form-attempts");
        }
        let counts = match self.counts.as_str() {
            "last" => Counts::Last,
            "first" => Counts::First,
            _ => Counts::Best,
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(StepDraft {
            rules,
            attempts: AttemptPolicy {
                counts,
                attempts_allowed,
            },
        })
    }

    fn check_numbers(&self, rules: &mut Vec<StepRule>, errors: &mut FormErrors) {
        if let Some(score) = optional::<f64>(
            &self.score.replace(',', "."),
            "score",
            "step-form-score",
            errors,
        ) {
            match Percent::try_from(score) {
                Ok(percent) => rules.push(StepRule::ScoreAtLeast { percent }),
                Err(_) => {
                    errors.insert("score", "step-form-score");
                }
            }
        }
        match optional::<u32>(&self.minutes, "minutes", "step-form-minutes", errors) {
            Some(0) => {
                errors.insert("minutes", "step-form-minutes");
            }
            Some(minutes) => rules.push(StepRule::TimeAtLeast { minutes }),
            None => {}
        }
    }
}

/// The rules of the course beside those of its steps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RulesForm {
    pub(crate) needed: String,
    pub(crate) count: String,
    pub(crate) uverenje: Option<String>,
    pub(crate) potvrda: Option<String>,
    pub(crate) potvrda_viewed: Option<String>,
    pub(crate) potvrda_minutes: String,
}

impl RulesForm {
    pub(crate) fn of(course: &course::Model) -> Self {
        let rules = course_rules(course);
        let (needed, count) = match rules.course {
            CourseRule::All => ("all", String::new()),
            CourseRule::Any => ("any", String::new()),
            CourseRule::AtLeast { count } => ("count", count.to_string()),
        };
        let any_of = rules
            .documents
            .potvrda
            .as_ref()
            .map(|it| it.any_of.clone())
            .unwrap_or_default();
        let on = |it: bool| it.then(|| "on".to_owned());
        let minutes = any_of.iter().find_map(|it| match it {
            ParticipationRule::TimeAtLeast { minutes } => Some(minutes.to_string()),
            ParticipationRule::AllStepsViewed => None,
        });
        Self {
            needed: needed.to_owned(),
            count,
            uverenje: on(rules.documents.uverenje.is_some()),
            potvrda: on(rules.documents.potvrda.is_some()),
            potvrda_viewed: on(any_of.contains(&ParticipationRule::AllStepsViewed)),
            potvrda_minutes: minutes.unwrap_or_default(),
        }
    }

    pub(crate) fn check(&self) -> Result<CourseRules, FormErrors> {
        let mut errors = FormErrors::new();
        let course = match self.needed.as_str() {
            "any" => CourseRule::Any,
            "count" => match self.count.trim().parse() {
                Ok(count) if 0 < count => CourseRule::AtLeast { count },
                _ => {
                    errors.insert("count", "course-rules-count");
                    CourseRule::All
                }
            },
            _ => CourseRule::All,
        };
        let mut any_of = Vec::new();
        if self.potvrda_viewed.is_some() {
            any_of.push(ParticipationRule::AllStepsViewed);
        }
        match optional::<u32>(
            &self.potvrda_minutes,
            "potvrda_minutes",
            "step-form-minutes",
            &mut errors,
        ) {
            Some(0) => {
                errors.insert("potvrda_minutes", "step-form-minutes");
            }
            Some(minutes) => any_of.push(ParticipationRule::TimeAtLeast { minutes }),
            None => {}
        }
        if self.potvrda.is_some() && any_of.is_empty() {
            errors.insert("potvrda_viewed", "course-rules-potvrda");
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(CourseRules {
            course,
            documents: DocumentRules {
                uverenje: self
                    .uverenje
                    .as_ref()
                    .map(|_| UverenjeRule::CourseCompleted),
                potvrda: self.potvrda.as_ref().map(|_| PotvrdaRule { any_of }),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_form_says_what_is_missing_and_keeps_the_rest() {
        let form = CourseForm {
            duration_minutes: "много".into(),
            due_on: "31.12.".into(),
            ..CourseForm::empty()
        };

        let errors = form.check(Uuid::nil()).unwrap_err();

        assert_eq!(
            errors.keys().copied().collect::<Vec<_>>(),
            ["due_on", "duration_minutes", "title"]
        );
    }

    #[test]
    fn step_rules_survive_the_form() {
        let form = StepForm {
            title: "Тест".into(),
            passed: Some("on".into()),
            score: "70,5".into(),
            minutes: "20".into(),
            attempts: "2".into(),
            ..StepForm::default()
        };

        let draft = form.check(StepKind::Package).unwrap();

        assert_eq!(draft.rules.len(), 3);
        assert_eq!(draft.attempts.attempts_allowed, Some(2));
        assert!(
            StepForm {
                score: "101".into(),
                ..form
            }
            .check(StepKind::Package)
            .is_err()
        );
    }
}
