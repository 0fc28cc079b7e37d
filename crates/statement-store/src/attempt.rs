//! What the end of a learner session says, as statements.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::statement::{Activity, Actor, Context, Result, Score, Statement, Verb};

/// The facts of a learner session that has ended.
#[derive(Debug, Clone)]
pub struct AttemptEnd<'a> {
    /// The address of the site: the home page of its accounts, and the root of its activities.
    pub site: &'a str,
    pub person_id: Uuid,
    pub registration: Uuid,
    pub step_id: Uuid,
    pub attempt_id: Uuid,
    pub is_completed: bool,
    /// `None`: the content says nothing of success.
    pub is_passed: Option<bool>,
    pub is_suspended: bool,
    pub score_scaled: Option<f64>,
    /// Of the whole attempt, in hundredths of a second.
    pub time_hundredths: u64,
    pub ended_at: DateTime<Utc>,
}

/// One statement per thing that is so: suspended or completed, and passed or failed.
pub fn statements(end: &AttemptEnd<'_>, mut new_id: impl FnMut() -> Uuid) -> Vec<Statement> {
    let mut verbs = Vec::new();
    if end.is_completed {
        verbs.push(Verb::Completed);
    }
    match end.is_passed {
        Some(true) => verbs.push(Verb::Passed),
        Some(false) => verbs.push(Verb::Failed),
        None => {}
    }
    if end.is_suspended {
        verbs.push(Verb::Suspended);
    }
    if verbs.is_empty() {
        verbs.push(Verb::Attempted);
    }
    let result = Result {
        score: end
            .score_scaled
            .filter(|it| (-1.0..=1.0).contains(it))
            .map(|scaled| Score { scaled }),
        success: end.is_passed,
        completion: Some(end.is_completed),
        duration: Some(duration(end.time_hundredths)),
    };
    verbs
        .into_iter()
        .map(|verb| Statement {
            id: new_id(),
            actor: Actor::of(end.site, end.person_id),
            verb,
            object: Activity {
                id: format!("{}/activities/{}", end.site, end.step_id),
            },
            result: Some(result.clone()),
            context: Context::new(end.site, end.registration, end.attempt_id),
            timestamp: end.ended_at,
        })
        .collect()
}

/// ISO 8601: `PT754.21S`.
fn duration(hundredths: u64) -> String {
    format!("PT{}.{:02}S", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end() -> AttemptEnd<'static> {
        AttemptEnd {
            site: "https://learn.example.org",
            person_id: Uuid::nil(),
            registration: Uuid::max(),
            step_id: Uuid::nil(),
            attempt_id: Uuid::max(),
            is_completed: false,
            is_passed: None,
            is_suspended: false,
            score_scaled: None,
            time_hundredths: 75421,
            ended_at: DateTime::UNIX_EPOCH,
        }
    }

    fn verbs(end: &AttemptEnd<'_>) -> Vec<Verb> {
        statements(end, Uuid::nil)
            .iter()
            .map(|it| it.verb)
            .collect()
    }

    #[test]
    fn each_thing_that_is_so_is_said_once() {
        let cases = [
            (end(), vec![Verb::Attempted]),
            (
                AttemptEnd {
                    is_suspended: true,
                    ..end()
                },
                vec![Verb::Suspended],
            ),
            (
                AttemptEnd {
                    is_completed: true,
                    is_passed: Some(false),
                    ..end()
                },
                vec![Verb::Completed, Verb::Failed],
            ),
            (
                AttemptEnd {
                    is_passed: Some(true),
                    ..end()
                },
                vec![Verb::Passed],
            ),
        ];
        for (end, expected) in cases {
            assert_eq!(verbs(&end), expected, "{end:?}");
        }
    }

    #[test]
    fn a_statement_names_no_person_and_keeps_to_the_form() {
        let end = AttemptEnd {
            is_passed: Some(true),
            score_scaled: Some(0.85),
            ..end()
        };

        let statement = statements(&end, Uuid::nil).remove(0);
        let json = serde_json::to_value(&statement).unwrap();

        assert_eq!(
            json["actor"]["account"]["homePage"],
            "https://learn.example.org"
        );
        assert_eq!(json["verb"]["id"], "http://adlnet.gov/expapi/verbs/passed");
        assert_eq!(json["result"]["duration"], "PT754.21S");
        assert_eq!(json["timestamp"], "1970-01-01T00:00:00.000Z");
        assert_eq!(statement.context.attempt_id(), Some(Uuid::max()));
        assert_eq!(
            serde_json::from_value::<Statement>(json).unwrap(),
            statement
        );
    }
}
