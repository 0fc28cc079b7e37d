//! Everything that is known of an attempt, for its page and for the automation interface.

use chrono::{DateTime, Utc};
use course_runtime::{
    cmi,
    sequencing::{self, ActivityReport},
};
use entity::{
    attempt,
    values::{Completion, Face, LaunchMode, SessionState, Success},
};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::{
    access, plausibility,
    protocol::Refusal,
    queries::{self, AttemptOfPerson},
    state::AttemptState,
    timeline::{self, LearnerSession, StoredCalls, VersionMove},
    trace::{Kept, OPENED, Trace, call_text},
    verdict,
};
use crate::{
    app::AppState,
    db::Db,
    error::{AppError, Message},
    i18n,
    packages::service as packages,
};

/// Requests whose calls a report shows.
const MOST_TRACES: u64 = 2000;

/// An attempt as it stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AttemptReport {
    pub(crate) id: Uuid,
    pub(crate) person_id: Uuid,
    pub(crate) enrolment_id: Option<Uuid>,
    pub(crate) step_id: Option<Uuid>,
    pub(crate) version_id: Uuid,
    pub(crate) number: i32,
    pub(crate) mode: LaunchMode,
    pub(crate) session: SessionState,
    pub(crate) completion: Completion,
    pub(crate) success: Success,
    pub(crate) score_scaled: Option<f64>,
    pub(crate) score_raw: Option<f64>,
    pub(crate) progress: Option<f64>,
    pub(crate) time_seconds: f64,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) last_contact_at: DateTime<Utc>,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) verdict: String,
    /// What makes the figures improbable, in words: they come from the
    /// learner's browser, where anybody can make them up.
    pub(crate) doubts: Vec<String>,
    /// The openings of the player, with what ended them.
    pub(crate) sessions: Vec<LearnerSession>,
    /// When it went on in another version of its module.
    pub(crate) moves: Vec<VersionMove>,
    /// The activity tree with its tracking, and why an item is not offered.
    pub(crate) activities: Vec<ActivityReport>,
    pub(crate) items: Vec<ItemReport>,
    pub(crate) journal: Vec<JournalLine>,
    pub(crate) not_applied: Vec<NotApplied>,
}

/// The data model of one item.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ItemReport {
    pub(crate) identifier: String,
    pub(crate) values: Vec<(String, String)>,
}

/// One line of the trace.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct JournalLine {
    pub(crate) stored_at: DateTime<Utc>,
    /// By the browser's clock, in milliseconds since 1970.
    pub(crate) called_at: Option<i64>,
    pub(crate) entry: Option<u64>,
    pub(crate) item: Option<String>,
    pub(crate) call: String,
    pub(crate) element: String,
    pub(crate) value: String,
    pub(crate) error: u16,
    pub(crate) words: String,
    /// Came late, from a device that had kept it.
    pub(crate) from_queue: bool,
}

impl JournalLine {
    /// Something that was no call.
    fn of_words(stored_at: DateTime<Utc>, words: String) -> Self {
        Self {
            stored_at,
            called_at: None,
            entry: None,
            item: None,
            call: String::new(),
            element: String::new(),
            value: String::new(),
            error: 0,
            words,
            from_queue: false,
        }
    }
}

/// Entries that came too late.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NotApplied {
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) reason: String,
    pub(crate) calls: Vec<JournalLine>,
}

/// The attempt's facts for lists, without its trace.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AttemptLine {
    pub(crate) id: Uuid,
    pub(crate) number: i32,
    pub(crate) session: SessionState,
    pub(crate) completion: Completion,
    pub(crate) success: Success,
    pub(crate) score_scaled: Option<f64>,
    pub(crate) progress: Option<f64>,
    pub(crate) started_at: DateTime<Utc>,
}

/// The attempts that count, in the order of their numbers.
pub(crate) async fn attempts_of(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<AttemptLine>, sea_orm::DbErr> {
    let rows = queries::attempts(db, enrolment_id, step_id).await?;
    let counted = rows.into_iter().filter(|it| it.mode == LaunchMode::Normal);
    Ok(counted
        .map(|it| AttemptLine {
            id: it.id,
            number: it.number,
            session: it.session,
            completion: it.completion,
            success: it.success,
            score_scaled: it.score_scaled,
            progress: it.progress,
            started_at: it.started_at,
        })
        .collect())
}

/// The newest attempts of the person that count.
pub(crate) async fn attempts_of_person(
    db: &Db,
    person_id: Uuid,
    at_most: u64,
) -> Result<Vec<AttemptOfPerson>, sea_orm::DbErr> {
    queries::attempts_of_person(db.read(), person_id, at_most).await
}

/// The whole report in the words of `face`.
pub(crate) async fn report(
    app: &AppState,
    id: Uuid,
    face: Face,
) -> Result<AttemptReport, AppError> {
    let db = app.db.read();
    let row = queries::find::<attempt::Entity>(db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let course = access::course(db, row.package_version_id).await?;
    let state = AttemptState::from_bytes(&row.state).map_err(Refusal::from)?;
    let is_2004 = course.standard == cmi::Version::Scorm2004;
    let mut items = Vec::new();
    for identifier in state.items() {
        let cmi = state.cmi(identifier).map_err(Refusal::from)?;
        items.extend(cmi.map(|it| ItemReport {
            identifier: identifier.to_owned(),
            values: it.values,
        }));
    }
    let stored = stored(db, id).await?;
    let moves = moves(db, &stored).await?;
    let mut journal = Vec::new();
    for words in packages::tolerated(app, row.package_version_id, face).await? {
        let message = Message::new("trace-import-lenient").with("words", words);
        journal.push(JournalLine::of_words(
            row.started_at,
            i18n::translate(face, &message),
        ));
    }
    for it in &stored {
        lines(&mut journal, face, &it.trace, it.stored_at, is_2004);
        if it.trace.moved.is_some()
            && let Some(moved) = moves.iter().find(|known| known.at == it.stored_at)
        {
            journal.push(move_line(face, moved));
        }
    }
    let launches = queries::launches(db, id).await?;
    let mut not_applied = Vec::new();
    for queue in queries::queues(db, id).await? {
        let mut calls = Vec::new();
        if let Some(trace) = Trace::from_bytes(&queue.entries) {
            lines(&mut calls, face, &trace, queue.received_at, is_2004);
        }
        not_applied.push(NotApplied {
            received_at: queue.received_at,
            reason: queue.reason,
            calls,
        });
    }
    let verdict = verdict::sentence(face, &row, &course);
    let mut report = assemble(&row, verdict, items, journal, not_applied);
    report.sessions = timeline::sessions(&row, &launches, &stored);
    report.moves = moves;
    report.activities = sequencing::activities(&course.tree, &state.tree);
    report.doubts = plausibility::doubts(&report)
        .iter()
        .map(|it| i18n::translate(face, it))
        .collect();
    Ok(report)
}

/// The activity tree of the attempt with its tracking.
pub(super) async fn activities(
    app: &AppState,
    row: &attempt::Model,
) -> Result<Vec<ActivityReport>, AppError> {
    let course = access::course(app.db.read(), row.package_version_id).await?;
    let state = AttemptState::from_bytes(&row.state).map_err(Refusal::from)?;
    Ok(sequencing::activities(&course.tree, &state.tree))
}

/// What the attempt's launches have stored, in its order; what is damaged is left out.
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<StoredCalls>, sea_orm::DbErr> {
    let rows = queries::traces(db, id, MOST_TRACES).await?;
    let read = rows.into_iter().filter_map(|it| {
        Some(StoredCalls {
            launch_id: it.launch_id,
            stored_at: it.stored_at,
            trace: Trace::from_bytes(&it.calls)?,
        })
    });
    Ok(read.collect())
}

/// The moves between versions, by the versions' numbers.
pub(super) async fn moves(
    db: &impl ConnectionTrait,
    stored: &[StoredCalls],
) -> Result<Vec<VersionMove>, sea_orm::DbErr> {
    let told: Vec<_> = stored
        .iter()
        .filter_map(|it| it.trace.moved.map(|between| (it.stored_at, between)))
        .collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let ids = told.iter().flat_map(|(_, it)| [it.from, it.to]).collect();
    let numbers = queries::version_numbers(db, ids).await?;
    let number = |id| numbers.get(&id).copied().unwrap_or_default();
    let moves = told.into_iter().map(|(at, it)| VersionMove {
        at,
        from: number(it.from),
        to: number(it.to),
    });
    Ok(moves.collect())
}

fn move_line(face: Face, moved: &VersionMove) -> JournalLine {
    let message = Message::new("trace-moved")
        .with("from", moved.from.to_string())
        .with("to", moved.to.to_string());
    JournalLine::of_words(moved.at, i18n::translate(face, &message))
}

fn assemble(
    row: &attempt::Model,
    verdict: String,
    items: Vec<ItemReport>,
    journal: Vec<JournalLine>,
    not_applied: Vec<NotApplied>,
) -> AttemptReport {
    #[expect(clippy::cast_precision_loss, reason = "times of people fit")]
    let time_seconds = row.time_hundredths as f64 / 100.0;
    AttemptReport {
        id: row.id,
        person_id: row.person_id,
        enrolment_id: row.enrolment_id,
        step_id: row.step_id,
        version_id: row.package_version_id,
        number: row.number,
        mode: row.mode,
        session: row.session,
        completion: row.completion,
        success: row.success,
        score_scaled: row.score_scaled,
        score_raw: row.score_raw,
        progress: row.progress,
        time_seconds,
        started_at: row.started_at,
        last_contact_at: row.last_contact_at,
        ended_at: row.ended_at,
        verdict,
        doubts: Vec::new(),
        sessions: Vec::new(),
        moves: Vec::new(),
        activities: Vec::new(),
        items,
        journal,
        not_applied,
    }
}

fn lines(
    lines: &mut Vec<JournalLine>,
    face: Face,
    trace: &Trace,
    stored_at: DateTime<Utc>,
    is_2004: bool,
) {
    let words = |message: &Message| i18n::translate(face, message);
    let plain = |call: &str, words: String| JournalLine {
        item: trace.item.clone(),
        call: call.to_owned(),
        from_queue: trace.queue.is_some(),
        ..JournalLine::of_words(stored_at, words)
    };
    if trace.queue == Some(Kept::Content) {
        lines.push(plain("", words(&Message::new("trace-queue-content"))));
    }
    for entry in &trace.entries {
        let (call, element, value) = call_text(&entry.call, is_2004);
        lines.push(JournalLine {
            called_at: Some(entry.at),
            entry: Some(entry.n),
            element: element.to_owned(),
            value: value.to_owned(),
            ..plain(call, words(&verdict::in_words(&entry.call)))
        });
    }
    for refused in &trace.refused {
        let message = Message::new("trace-refused").with("error", refused.error.to_string());
        lines.push(JournalLine {
            called_at: Some(refused.at),
            element: refused.element.clone(),
            value: refused.value.clone(),
            error: refused.error,
            ..plain(&refused.function, words(&message))
        });
    }
    for note in &trace.notes {
        let id = match note.kind {
            cmi::NoteKind::Lenient => "trace-lenient",
            cmi::NoteKind::Long => "trace-long",
        };
        let message = Message::new(id).with("element", note.element.clone());
        lines.push(plain("", words(&message)));
    }
    if trace.kept_unfinished {
        lines.push(plain("", words(&Message::new("trace-kept-unfinished"))));
    }
    // Openings are the learner sessions, and no calls.
    let asked = trace.navigation.as_ref().filter(|it| it.request != OPENED);
    if let Some(navigation) = asked {
        let message = match (&navigation.deliver, &navigation.exception) {
            (_, Some(_)) => Message::new("trace-asked-refused"),
            (Some(item), None) => Message::new("trace-asked-delivered").with("item", item.clone()),
            (None, None) => Message::new("trace-asked-left"),
        };
        let message = message.with("request", navigation.request.clone());
        lines.push(JournalLine {
            value: navigation.exception.clone().unwrap_or_default(),
            ..plain(&navigation.request, words(&message))
        });
    }
}
