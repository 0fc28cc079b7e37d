//! What the feature's pages show.

use serde::Serialize;

use super::report::AttemptReport;
#[cfg(test)]
use super::report::JournalLine;
use crate::{completions::service::Standing, page::View};

/// The page around the player: a learner's, or a trainer's trial.
#[derive(Debug, Serialize)]
pub(crate) struct Play {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) content_origin: String,
    pub(super) person_id: String,
    pub(super) attempt_id: String,
    pub(super) launch_id: String,
    /// Where to go when the learner leaves.
    pub(super) back: String,
    pub(super) trial: Option<Trial>,
}

/// What a trial shows beside the player.
#[derive(Debug, Serialize)]
pub(crate) struct Trial {
    /// The words of calls, for the panel's script.
    pub(super) texts: String,
}

impl View for Play {
    const TEMPLATE: &'static str = "attempts/play.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let play = |trial: Option<Trial>| Self {
            title: "Заштита података <b>".into(),
            url: "http://localhost:8081/p/token/".into(),
            content_origin: "http://localhost:8081".into(),
            person_id: "1".into(),
            attempt_id: "2".into(),
            launch_id: "3".into(),
            back: "/courses/1".into(),
            trial,
        };
        let texts = "{\"other\":\"</script>\"}".to_owned();
        vec![play(None), play(Some(Trial { texts }))]
    }
}

/// A step whose last attempt is over: look again, or start again.
#[derive(Debug, Serialize)]
pub(crate) struct Finished {
    pub(super) title: String,
    pub(super) verdict: String,
    pub(super) play: String,
    pub(super) again: String,
    pub(super) back: String,
    pub(super) attempt: String,
}

impl View for Finished {
    const TEMPLATE: &'static str = "attempts/finished.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Заштита <b>".into(),
            verdict: "завршено да".into(),
            play: "/courses/1/steps/2/play".into(),
            again: "/courses/1/steps/2/again".into(),
            back: "/courses/1".into(),
            attempt: "/attempts/1".into(),
        }]
    }
}

/// `GET /attempts/{id}/result`: a fragment that the page around the player shows.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    pub(super) verdict: String,
    pub(super) minutes: i64,
    pub(super) is_trial: bool,
    pub(super) is_finished: bool,
    pub(super) back: Option<String>,
    pub(super) attempt: String,
    /// The documents, or why there is none yet.
    pub(super) standing: Option<Standing>,
}

impl View for Outcome {
    const TEMPLATE: &'static str = "attempts/result.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |is_trial, is_finished, back: Option<&str>| Self {
            verdict: "завршено да, положено да: резултат 85".into(),
            minutes: 4,
            is_trial,
            is_finished,
            back: back.map(str::to_owned),
            attempt: "/attempts/1".into(),
            standing: None,
        };
        let standings = Standing::samples().into_iter().map(|standing| Self {
            standing: Some(standing),
            ..sample(false, true, Some("/courses/1"))
        });
        let others = [
            sample(true, true, None),
            sample(false, false, Some("/courses/1")),
        ];
        standings.chain(others).collect()
    }
}

/// `GET /attempts/{id}`
#[derive(Debug, Serialize)]
pub(crate) struct Attempt {
    pub(super) person: String,
    pub(super) title: String,
    pub(super) minutes: i64,
    pub(super) back: Option<String>,
    pub(super) report: AttemptReport,
}

impl View for Attempt {
    const TEMPLATE: &'static str = "attempts/attempt.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let empty = Self {
            person: "Ада <b>".into(),
            title: "Заштита".into(),
            minutes: 12,
            back: Some("/courses/1".into()),
            report: AttemptReport::sample(),
        };
        let full = {
            let report = AttemptReport::sample();
            let line = JournalLine::sample();
            Self {
                report: AttemptReport {
                    journal: vec![
                        line.clone(),
                        JournalLine {
                            error: 405,
                            ..line.clone()
                        },
                    ],
                    not_applied: vec![super::report::NotApplied {
                        received_at: report.started_at,
                        reason: "newer".into(),
                        calls: vec![line],
                    }],
                    doubts: vec!["3 с после почетка".into()],
                    ..report
                },
                back: None,
                person: "Ада".into(),
                title: String::new(),
                minutes: 0,
            }
        };
        vec![empty, full]
    }
}

#[cfg(test)]
impl AttemptReport {
    pub(super) fn sample() -> Self {
        use entity::values::{Completion, LaunchMode, SessionState, Success};
        let at = chrono::DateTime::UNIX_EPOCH;
        Self {
            id: uuid::Uuid::nil(),
            person_id: uuid::Uuid::nil(),
            enrolment_id: None,
            step_id: None,
            version_id: uuid::Uuid::nil(),
            number: 1,
            mode: LaunchMode::Normal,
            session: SessionState::Ended,
            completion: Completion::Completed,
            success: Success::Failed,
            score_scaled: Some(0.6),
            score_raw: Some(60.0),
            progress: None,
            time_seconds: 1.0,
            started_at: at,
            last_contact_at: at,
            ended_at: None,
            verdict: "завршено да".into(),
            doubts: vec![],
            items: vec![],
            journal: vec![],
            not_applied: vec![],
        }
    }
}

#[cfg(test)]
impl JournalLine {
    fn sample() -> Self {
        Self {
            stored_at: chrono::DateTime::UNIX_EPOCH,
            called_at: Some(0),
            entry: Some(3),
            item: Some("I1".into()),
            call: "SetValue".into(),
            element: "cmi.location".into(),
            value: "<script>".into(),
            error: 0,
            words: "страна 3 запамћена".into(),
            from_queue: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::renders;

    #[test]
    fn every_view_renders() {
        renders::<Play>();
        renders::<Finished>();
        renders::<Outcome>();
        renders::<Attempt>();
    }
}
