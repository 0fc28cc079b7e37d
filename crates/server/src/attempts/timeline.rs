//! The learner sessions of an attempt, one for each opening of the player: when,
//! how long, in which items, and what ended it. Pure: read from what is stored.

use chrono::{DateTime, Duration, Utc};
use course_runtime::cmi::Call;
use entity::{attempt, launch, values::SessionState};
use serde::Serialize;
use uuid::Uuid;

use super::trace::{Navigation, OPENED, Trace};
use crate::error::Message;

/// One opening of the player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LearnerSession {
    pub(crate) begun_at: DateTime<Utc>,
    /// When something was heard of it last.
    pub(crate) last_at: DateTime<Utc>,
    /// The items that said something, in their order.
    pub(crate) items: Vec<String>,
    /// Calls that were stored.
    pub(crate) calls: usize,
    pub(crate) ended: Ended,
}

/// What ended a learner session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ended {
    /// It is going on.
    StillOpen,
    /// The learner saved and left.
    Suspended,
    /// The learner left by the player's own control for it.
    Left,
    /// The learner left without saving.
    Abandoned,
    /// The module said that it was finished, and nothing came after.
    ByModule,
    /// The module was opened again elsewhere, or in another window.
    OpenedElsewhere,
    /// The right to go on was taken away.
    Revoked,
    /// Nothing more was heard.
    Silence,
}

impl Ended {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 8] = [
        Self::StillOpen,
        Self::Suspended,
        Self::Left,
        Self::Abandoned,
        Self::ByModule,
        Self::OpenedElsewhere,
        Self::Revoked,
        Self::Silence,
    ];

    pub(crate) fn message(self) -> Message {
        Message::new(match self {
            Self::StillOpen => "session-still-open",
            Self::Suspended => "session-suspended",
            Self::Left => "session-left",
            Self::Abandoned => "session-abandoned",
            Self::ByModule => "session-by-module",
            Self::OpenedElsewhere => "session-opened-elsewhere",
            Self::Revoked => "session-revoked",
            Self::Silence => "session-silence",
        })
    }
}

impl LearnerSession {
    pub(crate) fn duration(&self) -> Duration {
        (self.last_at - self.begun_at).max(Duration::zero())
    }
}

/// What one request of a launch has stored.
pub(super) struct StoredCalls {
    pub(super) launch_id: Uuid,
    pub(super) stored_at: DateTime<Utc>,
    pub(super) trace: Trace,
}

/// The attempt went on in another version of its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct VersionMove {
    pub(crate) at: DateTime<Utc>,
    /// Numbers of the module's versions.
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// The sessions in the order of their beginning; openings that never showed
/// anything are left out.
pub(super) fn sessions(
    row: &attempt::Model,
    launches: &[launch::Model],
    stored: &[StoredCalls],
) -> Vec<LearnerSession> {
    let begun = |it: &&launch::Model| {
        0 < it.generation || stored.iter().any(|trace| trace.launch_id == it.id)
    };
    let mut begun: Vec<&launch::Model> = launches.iter().filter(begun).collect();
    begun.sort_by_key(|it| (it.generation, it.created_at));
    let moves = stored.iter().filter(|it| it.trace.moved.is_some());
    let moved_at: Vec<DateTime<Utc>> = moves.map(|it| it.stored_at).collect();
    let newest = begun.len().saturating_sub(1);
    let sessions = begun.iter().enumerate().map(|(at, launch)| {
        let its: Vec<&StoredCalls> = stored
            .iter()
            .filter(|it| it.launch_id == launch.id)
            .collect();
        session(row, launch, (&its, &moved_at), at == newest)
    });
    sessions.collect()
}

fn session(
    row: &attempt::Model,
    launch: &launch::Model,
    (stored, moved_at): (&[&StoredCalls], &[DateTime<Utc>]),
    is_newest: bool,
) -> LearnerSession {
    let mut items: Vec<String> = Vec::new();
    for it in stored.iter().filter_map(|it| it.trace.item.as_ref()) {
        if items.last() != Some(it) {
            items.push(it.clone());
        }
    }
    let last_stored = stored.last().map_or(launch.created_at, |it| it.stored_at);
    let is_open = is_newest && row.session == SessionState::Open;
    LearnerSession {
        begun_at: launch.created_at,
        last_at: if is_newest {
            last_stored.max(row.last_contact_at)
        } else {
            last_stored
        },
        items,
        calls: stored.iter().map(|it| it.trace.entries.len()).sum(),
        ended: ended(launch, (stored, moved_at), is_newest, is_open),
    }
}

/// A move ends the rights of launches whose sessions were over before; that says
/// nothing of how they ended.
fn ended(
    launch: &launch::Model,
    (stored, moved_at): (&[&StoredCalls], &[DateTime<Utc>]),
    is_newest: bool,
    is_open: bool,
) -> Ended {
    if is_open {
        return Ended::StillOpen;
    }
    let last = stored.last().map(|it| &it.trace);
    let is_revoked = launch.revoked_at.is_some_and(|it| !moved_at.contains(&it));
    let asked = last.and_then(|it| it.navigation.as_ref());
    let left =
        |it: &&Navigation| it.request != OPENED && it.deliver.is_none() && it.exception.is_none();
    if let Some(asked) = asked.filter(left) {
        return match asked.request.as_str() {
            "suspendAll" => Ended::Suspended,
            "abandon" | "abandonAll" => Ended::Abandoned,
            "sco" => Ended::ByModule,
            _ => Ended::Left,
        };
    }
    let terminated = |it: &Trace| {
        let last = it.entries.last();
        last.is_some_and(|entry| entry.call == Call::Terminate)
    };
    if last.is_some_and(terminated) {
        Ended::ByModule
    } else if is_revoked {
        Ended::Revoked
    } else if is_newest {
        Ended::Silence
    } else {
        Ended::OpenedElsewhere
    }
}

#[cfg(test)]
mod tests {
    use course_runtime::cmi::Entry;
    use entity::values::{Completion, Face, LaunchMode, Success};

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minute)
    }

    fn launch(n: u128, minute: i64) -> launch::Model {
        launch::Model {
            id: Uuid::from_u128(n),
            attempt_id: Uuid::nil(),
            token_hash: String::new(),
            generation: i32::try_from(n).unwrap(),
            mode: LaunchMode::Normal,
            face: Face::En,
            mark: 0,
            own_window: false,
            created_at: at(minute),
            expires_at: at(1000),
            revoked_at: None,
        }
    }

    fn row(session: SessionState, minute: i64) -> attempt::Model {
        attempt::Model {
            id: Uuid::nil(),
            enrolment_id: None,
            step_id: None,
            person_id: Uuid::nil(),
            package_version_id: Uuid::nil(),
            number: 1,
            mode: LaunchMode::Normal,
            state: vec![],
            generation: 1,
            session,
            current_item: None,
            location: None,
            completion: Completion::Unknown,
            success: Success::Unknown,
            score_scaled: None,
            score_raw: None,
            progress: None,
            time_hundredths: 0,
            started_at: at(0),
            last_contact_at: at(minute),
            ended_at: None,
        }
    }

    fn said(launch: u128, minute: i64, call: Call) -> StoredCalls {
        StoredCalls {
            launch_id: Uuid::from_u128(launch),
            stored_at: at(minute),
            trace: Trace {
                item: Some("I1".into()),
                entries: vec![Entry { n: 1, at: 0, call }],
                ..Trace::default()
            },
        }
    }

    fn asked(launch: u128, minute: i64, request: &str) -> StoredCalls {
        StoredCalls {
            launch_id: Uuid::from_u128(launch),
            stored_at: at(minute),
            trace: Trace {
                navigation: Some(Navigation {
                    request: request.into(),
                    deliver: None,
                    exception: None,
                    ended: false,
                }),
                ..Trace::default()
            },
        }
    }

    #[test]
    fn a_session_is_as_long_as_it_was_heard_of_and_says_what_ended_it() {
        let launches = [
            launch(1, 0),
            launch(2, 20),
            launch(3, 40),
            launch(4, 60),
            launch(5, 80),
        ];
        let stored = [
            said(1, 7, Call::Initialize),
            asked(1, 9, "suspendAll"),
            said(2, 22, Call::Initialize),
            said(3, 45, Call::Terminate),
            asked(4, 61, "exitAll"),
            said(5, 85, Call::Initialize),
        ];

        let sessions = sessions(&row(SessionState::Suspended, 90), &launches, &stored);

        let read: Vec<(i64, i64, Ended)> = sessions
            .iter()
            .map(|it| {
                let begun = it.begun_at - at(0);
                (begun.num_minutes(), it.duration().num_minutes(), it.ended)
            })
            .collect();
        assert_eq!(
            read,
            [
                (0, 9, Ended::Suspended),
                (20, 2, Ended::OpenedElsewhere),
                (40, 5, Ended::ByModule),
                (60, 1, Ended::Left),
                (80, 10, Ended::Silence),
            ]
        );
        assert_eq!(sessions[0].items, ["I1"]);
        assert_eq!(sessions[0].calls, 1);
    }

    #[test]
    fn the_newest_session_of_an_open_attempt_goes_on() {
        let mut gone = launch(1, 0);
        gone.revoked_at = Some(at(3));
        let mut never = launch(2, 5);
        never.generation = 0;
        let launches = [gone, never, launch(3, 10)];

        let sessions = sessions(&row(SessionState::Open, 12), &launches, &[]);

        let ended: Vec<Ended> = sessions.iter().map(|it| it.ended).collect();
        assert_eq!(ended, [Ended::Revoked, Ended::StillOpen]);
    }

    #[test]
    fn every_ending_has_words() {
        for ended in Ended::ALL {
            let id = ended.message().id;
            assert!(crate::i18n::is_complete(id), "{id}");
        }
    }
}
