//! What the feature's pages show.

use course_runtime::sequencing::{ActivityReport, CompletionStatus, SuccessStatus};
use entity::values::Face;
use serde::Serialize;

#[cfg(test)]
use super::report::JournalLine;
use super::{
    offered,
    recompute::Change,
    report::AttemptReport,
    timeline::{LearnerSession, VersionMove},
};
use crate::{completions::service::Standing, i18n, page::View};

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
    /// What it says after something was pretended.
    pub(super) notes: String,
    /// Where another trial begins, and where this one opens once more.
    pub(super) afresh: String,
    pub(super) same: String,
    /// The statuses to choose from are those of this data model.
    pub(super) is_2004: bool,
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
        let trial = |is_2004| Trial {
            texts: "{\"other\":\"</script>\"}".to_owned(),
            notes: "{}".to_owned(),
            afresh: "/modules/1/versions/1/try".into(),
            same: "/modules/1/versions/1/try?attempt=2".into(),
            is_2004,
        };
        vec![
            play(None),
            play(Some(trial(false))),
            play(Some(trial(true))),
        ]
    }
}

/// `GET /attempts/{id}/tree`: a fragment that a trial's panel shows.
#[derive(Debug, Serialize)]
pub(crate) struct Tree {
    pub(super) activities: Vec<ActivityLine>,
    /// There is more than one item to be at.
    pub(super) may_jump: bool,
}

impl View for Tree {
    const TEMPLATE: &'static str = "attempts/tree.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let tree = |may_jump| Self {
            activities: vec![
                ActivityLine::sample(0, None),
                ActivityLine::sample(1, Some("x")),
            ],
            may_jump,
        };
        vec![tree(false), tree(true)]
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
    /// Where it leads, and the course's title.
    pub(super) crumb: Option<(String, String)>,
    pub(super) sessions: Vec<SessionLine>,
    pub(super) activities: Vec<ActivityLine>,
    pub(super) may_see_calls: bool,
    /// Where the way through the module can be saved, if it is of SCORM 2004.
    pub(super) trace_folder: Option<String>,
    /// Recompute, and what else decides.
    pub(super) may_decide: bool,
    pub(super) may_grant: bool,
    /// The newest day that a completion can be granted for.
    pub(super) today: String,
    pub(super) notice: Option<Notice>,
    pub(super) typed: Typed,
    pub(super) report: AttemptReport,
}

/// What has just been done.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Notice {
    Recomputed { changes: Vec<Change> },
    Granted { issued: Option<String> },
}

/// The form for granting as it was typed, and what is wrong with it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Typed {
    pub(super) on: String,
    pub(super) reason: String,
    pub(super) fault: Option<String>,
}

/// A learner session, or what happened between two.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SessionLine {
    /// The versions that the attempt was moved between; then there is no session.
    moved: Option<(i32, i32)>,
    begun_at: String,
    clock: String,
    minutes: i64,
    seconds: i64,
    parts: String,
    calls: usize,
    ended: &'static str,
}

/// A line of the activity tree.
#[derive(Debug, Serialize)]
pub(crate) struct ActivityLine {
    item: String,
    /// It has content of its own.
    launchable: bool,
    title: String,
    depth: usize,
    is_current: bool,
    is_suspended: bool,
    attempts: u32,
    /// The message of its status.
    status: &'static str,
    score: Option<String>,
    progress: Option<String>,
    /// Why it cannot be chosen, in words.
    not_offered: Option<String>,
}

/// The time line: learner sessions, with the titles of the parts in which something
/// was said, and moves to another version between them.
pub(super) fn sessions(face: Face, report: &AttemptReport) -> Vec<SessionLine> {
    let title = |item: &String| {
        let found = report.activities.iter().find(|it| it.item == *item);
        let title = found.map_or(item.as_str(), |it| it.title.as_str());
        i18n::in_script(face, title).into_owned()
    };
    let line = |it: &LearnerSession| SessionLine {
        moved: None,
        begun_at: it.begun_at.to_rfc3339(),
        clock: it.begun_at.format("%H:%M").to_string(),
        minutes: it.duration().num_minutes(),
        seconds: it.duration().num_seconds(),
        parts: it.items.iter().map(title).collect::<Vec<_>>().join(", "),
        calls: it.calls,
        ended: it.ended.message().id,
    };
    let switched = |it: &VersionMove| SessionLine {
        moved: Some((it.from, it.to)),
        begun_at: it.at.to_rfc3339(),
        clock: it.at.format("%H:%M").to_string(),
        ..SessionLine::default()
    };
    let sessions = report.sessions.iter().map(|it| (it.begun_at, line(it)));
    let moves = report.moves.iter().map(|it| (it.at, switched(it)));
    let mut lines: Vec<_> = sessions.chain(moves).collect();
    lines.sort_by_key(|(at, _)| *at);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The activity tree with its tracking in words.
pub(super) fn activities(face: Face, activities: &[ActivityReport]) -> Vec<ActivityLine> {
    let percent = |share: f64| {
        let text = format!("{:.0}", share * 100.0);
        if face == Face::En {
            format!("{text}%")
        } else {
            format!("{text}\u{a0}%")
        }
    };
    let line = |it: &ActivityReport| ActivityLine {
        item: it.item.clone(),
        launchable: it.launchable,
        title: i18n::in_script(face, &it.title).into_owned(),
        depth: it.depth,
        is_current: it.current,
        is_suspended: it.suspended,
        attempts: it.attempts,
        status: match (it.success, it.completion) {
            (SuccessStatus::Passed, _) => "step-status-passed",
            (SuccessStatus::Failed, _) => "step-status-failed",
            (_, CompletionStatus::Completed) => "step-status-completed",
            _ if 0 < it.attempts => "step-status-in_progress",
            _ => "step-status-not_started",
        },
        score: it.measure.map(percent),
        progress: it.progress.map(percent),
        not_offered: it
            .not_offered
            .as_ref()
            .map(|it| i18n::translate(face, &offered::words(it))),
    };
    activities.iter().map(line).collect()
}

impl View for Attempt {
    const TEMPLATE: &'static str = "attempts/attempt.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let empty = Self {
            person: "Ада <b>".into(),
            title: "Заштита".into(),
            minutes: 12,
            crumb: Some(("/courses/1".into(), "Курс".into())),
            sessions: vec![],
            activities: vec![],
            may_see_calls: false,
            trace_folder: None,
            may_decide: false,
            may_grant: false,
            today: "2026-11-24".into(),
            notice: None,
            typed: Typed::default(),
            report: AttemptReport::sample(),
        };
        let with = |notice| Self {
            sessions: vec![SessionLine {
                moved: None,
                begun_at: "2026-11-24T09:00:00Z".into(),
                clock: "09:00".into(),
                minutes: 0,
                seconds: 30,
                parts: "Глава".into(),
                calls: 3,
                ended: "session-left",
            }],
            activities: vec![
                ActivityLine::sample(0, None),
                ActivityLine::sample(1, Some("x")),
            ],
            may_see_calls: true,
            trace_folder: Some("/attempts/1/trace".into()),
            may_decide: true,
            may_grant: true,
            today: "2026-11-24".into(),
            notice: Some(notice),
            typed: Typed {
                on: "x".into(),
                reason: "<b>".into(),
                fault: Some("y".into()),
            },
            person: "Ада".into(),
            title: "Корак".into(),
            minutes: 1,
            crumb: None,
            report: AttemptReport::sample(),
        };
        let change = Change {
            label: "recompute-step",
            before: "а".into(),
            after: "б".into(),
        };
        let issued = Some("U-2026-000001".to_owned());
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
                crumb: Some(("/courses/1/people".into(), "Курс".into())),
                person: "Ада".into(),
                title: String::new(),
                minutes: 0,
                ..with(Notice::Granted { issued })
            }
        };
        vec![
            empty,
            full,
            with(Notice::Recomputed { changes: vec![] }),
            with(Notice::Recomputed {
                changes: vec![change],
            }),
        ]
    }
}

#[cfg(test)]
impl ActivityLine {
    fn sample(depth: usize, not_offered: Option<&str>) -> Self {
        Self {
            item: "I".into(),
            launchable: depth == 1,
            title: "Глава".into(),
            depth,
            is_current: depth == 1,
            is_suspended: depth == 1,
            attempts: 1,
            status: "step-status-passed",
            score: not_offered.map(Into::into),
            progress: not_offered.map(Into::into),
            not_offered: not_offered.map(Into::into),
        }
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
            sessions: vec![],
            moves: vec![],
            activities: vec![],
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
        renders::<Tree>();
        renders::<Finished>();
        renders::<Outcome>();
        renders::<Attempt>();
    }
}
