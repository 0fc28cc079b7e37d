//! The use cases that other features call, one function each.

use std::{collections::HashMap, sync::Arc};

use certificates::CertificateFacts;
use chrono::{DateTime, Utc};
use entity::{
    certificate, enrolment, step_result,
    values::{DocumentKind, EnrolmentStatus},
};
use grading::{Argument, Line, Occasion, RuleVersion, StepResult};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::Serialize;
use uuid::Uuid;

pub(crate) use super::granting::{Grant, grant};
use super::{
    decide,
    queries::{self, Batch},
    statements,
};
use crate::{app::AppState, db::Db, error::AppError};

/// Rule versions by id: they never change, so that each is read once.
#[derive(Clone)]
pub(crate) struct RuleVersions {
    known: moka::future::Cache<Uuid, Arc<RuleVersion>>,
}

impl Default for RuleVersions {
    fn default() -> Self {
        Self {
            known: moka::future::Cache::new(2000),
        }
    }
}

impl RuleVersions {
    pub(crate) async fn get(
        &self,
        db: &impl ConnectionTrait,
        id: Uuid,
    ) -> Result<Option<Arc<RuleVersion>>, DbErr> {
        if let Some(known) = self.known.get(&id).await {
            return Ok(Some(known));
        }
        let Some(row) = queries::find::<entity::course_rule_version::Entity>(db, id).await? else {
            return Ok(None);
        };
        let version: RuleVersion = serde_json::from_slice(&row.document)
            .map_err(|error| DbErr::Custom(format!("rule version {id}: {error}")))?;
        let version = Arc::new(version);
        // Should the transaction that made it fail, then no other has its id.
        self.known.insert(id, Arc::clone(&version)).await;
        Ok(Some(version))
    }
}

/// Where a learner session has ended.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_field_names,
    reason = "three ids, each of another thing"
)]
pub(crate) struct SessionEnd {
    pub(crate) enrolment_id: Uuid,
    pub(crate) step_id: Uuid,
    pub(crate) attempt_id: Uuid,
}

/// Decides step, course and document in the transaction that ends a learner
/// session, after the attempt's row has been written.
pub(crate) async fn after_session(
    tx: &DatabaseTransaction,
    app: &AppState,
    batch: Batch,
    end: SessionEnd,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let SessionEnd {
        enrolment_id,
        step_id,
        attempt_id,
    } = end;
    let found = queries::lock_session_ended(tx, batch, enrolment_id, step_id).await?;
    let Some(session_ended) = found else {
        return Ok(());
    };
    let enrolment = session_ended.around.enrolment.clone();
    let ended = session_ended
        .attempts
        .iter()
        .find(|it| it.id == attempt_id)
        .cloned();
    let batch = decide::decide_after_session(tx, app, session_ended, step_id, now).await?;
    match ended {
        Some(ended) => statements::tell(tx, app, batch, (&enrolment, &ended), now).await,
        None => batch.run(tx).await,
    }
}

/// Decides the step, the course and the documents again from the stored attempts;
/// answers the number of a document that was issued. Nothing is told to the
/// statement store: nothing has happened.
pub(crate) async fn decide_again(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<String>, DbErr> {
    let nothing = Batch::new(tx);
    let found = queries::lock_session_ended(tx, nothing, enrolment_id, step_id).await?;
    match found {
        Some(stored) => decide::decide_again(tx, app, stored, step_id, now).await,
        None => Ok(None),
    }
}

/// The learner has read a page or document of the course.
pub(crate) async fn read_step(
    app: &AppState,
    enrolment_id: Uuid,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            let app = state.clone();
            Box::pin(async move {
                let Some(step) = queries::find::<entity::course_step::Entity>(tx, step_id).await?
                else {
                    return Ok(());
                };
                decide::read_step(tx, &app, enrolment_id, &step, now).await?;
                decide::decide(tx, &app, enrolment_id, Occasion::SessionEnded, now).await?;
                Ok::<(), DbErr>(())
            })
        })
        .await?;
    Ok(())
}

/// The course has been closed: whoever took part without completing gets what is due.
pub(crate) async fn course_closed(
    app: &AppState,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for enrolment_id in queries::active_enrolments(app.db.read(), course_id).await? {
        let state = app.clone();
        app.db
            .write(move |tx| {
                let app = state.clone();
                Box::pin(async move {
                    decide::decide(tx, &app, enrolment_id, Occasion::CourseClosed, now).await
                })
            })
            .await?;
    }
    Ok(())
}

/// A certificate in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CertificateLine {
    pub(crate) id: Uuid,
    pub(crate) serial: String,
    pub(crate) kind: DocumentKind,
    pub(crate) title: String,
    pub(crate) issued_on: String,
    pub(crate) is_revoked: bool,
    /// Where anybody can check it.
    pub(crate) check_url: String,
}

impl CertificateLine {
    fn new(row: &certificate::Model) -> Self {
        let facts: Option<CertificateFacts> = serde_json::from_slice(&row.snapshot).ok();
        Self {
            id: row.id,
            serial: row.serial.clone(),
            kind: row.kind,
            issued_on: row.issued_on.to_string(),
            is_revoked: row.revoked_at.is_some(),
            check_url: facts
                .as_ref()
                .map(|it| it.check_url.clone())
                .unwrap_or_default(),
            title: facts.map(|it| it.programme.title.sr).unwrap_or_default(),
        }
    }

    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        let line = |kind, is_revoked| Self {
            id: Uuid::nil(),
            serial: "U-2026-000123".into(),
            kind,
            title: "Поверљивост <b>".into(),
            issued_on: "2026-11-24".into(),
            is_revoked,
            check_url: String::new(),
        };
        vec![
            line(DocumentKind::Uverenje, false),
            line(DocumentKind::Potvrda, true),
        ]
    }
}

/// The person's certificates, newest first.
pub(crate) async fn certificates_of_person(
    db: &Db,
    person_id: Uuid,
) -> Result<Vec<CertificateLine>, AppError> {
    let rows = queries::certificates_of_person(db.read(), person_id).await?;
    Ok(rows.iter().map(CertificateLine::new).collect())
}

/// The enrolment's certificates, also revoked ones.
pub(crate) async fn certificates_of(
    db: &Db,
    enrolment_id: Uuid,
) -> Result<Vec<CertificateLine>, DbErr> {
    let rows = queries::certificates(db.read(), enrolment_id).await?;
    Ok(rows.iter().map(CertificateLine::new).collect())
}

/// Where an enrolment stands: its documents, or the panel *Why no certificate yet*.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Standing {
    pub(crate) certificates: Vec<CertificateLine>,
    pub(crate) is_completed: bool,
    pub(crate) lines: Vec<StandingLine>,
}

/// One rule with tick or cross and its numbers, as a message id and arguments.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StandingLine {
    pub(crate) id: &'static str,
    pub(crate) met: Option<bool>,
    pub(crate) step: String,
    pub(crate) needed: String,
    pub(crate) had: String,
    pub(crate) left: String,
}

impl StandingLine {
    fn new(line: &Line, titles: &HashMap<Uuid, String>) -> Self {
        let argument = |name: &str| {
            line.arguments
                .iter()
                .find(|(it, _)| *it == name)
                .map(|(_, value)| match value {
                    Argument::Count(number) | Argument::Minutes(number) => number.to_string(),
                    Argument::Percent(percent) => percent.to_string(),
                })
                .unwrap_or_default()
        };
        Self {
            id: line.id,
            met: line.met,
            step: line
                .step_id
                .and_then(|id| titles.get(&id).cloned())
                .unwrap_or_default(),
            needed: argument("needed"),
            had: argument("had"),
            left: argument("left"),
        }
    }
}

impl Standing {
    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        let line = |id| StandingLine {
            id,
            met: Some(id != "rule-passed"),
            step: "Корак".into(),
            needed: "70".into(),
            had: "60".into(),
            left: "1".into(),
        };
        vec![
            Self {
                certificates: vec![],
                is_completed: false,
                lines: grading::MESSAGE_IDS.iter().map(|id| line(id)).collect(),
            },
            Self {
                certificates: CertificateLine::samples(),
                is_completed: true,
                lines: vec![],
            },
            Self {
                certificates: vec![],
                is_completed: true,
                lines: vec![],
            },
        ]
    }
}

/// What of an enrolment its standing is read from.
pub(crate) struct Place<'a> {
    pub(crate) enrolment: &'a enrolment::Model,
    pub(crate) rule_version_id: Option<Uuid>,
    pub(crate) results: Vec<&'a step_result::Model>,
    pub(crate) step_titles: HashMap<Uuid, String>,
}

/// Where the enrolment stands, for somebody who has read nothing of it yet.
pub(crate) async fn standing_of(app: &AppState, enrolment_id: Uuid) -> Result<Standing, AppError> {
    let db = app.db.read();
    let around = queries::around(db, enrolment_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let results = queries::step_results(db, enrolment_id).await?;
    let titles = queries::step_titles(db, around.course.id).await?;
    let place = Place {
        enrolment: &around.enrolment,
        rule_version_id: around.course.rule_version_id,
        results: results.iter().collect(),
        step_titles: titles.into_iter().collect(),
    };
    standing(app, place).await
}

/// Where the enrolment stands.
pub(crate) async fn standing(app: &AppState, place: Place<'_>) -> Result<Standing, AppError> {
    let db = app.db.read();
    let enrolment = place.enrolment;
    let certificates = queries::certificates(db, enrolment.id).await?;
    let mut standing = Standing {
        certificates: certificates.iter().map(CertificateLine::new).collect(),
        is_completed: enrolment.completed_at.is_some(),
        lines: Vec::new(),
    };
    let version = match place.rule_version_id {
        Some(id) => app.rule_versions.get(db, id).await?,
        None => None,
    };
    if let Some(version) = version {
        standing.lines = lines(&version, &place);
    }
    Ok(standing)
}

fn lines(version: &RuleVersion, place: &Place<'_>) -> Vec<StandingLine> {
    let results: Vec<StepResult> = place
        .results
        .iter()
        .filter_map(|it| serde_json::from_slice(&it.document).ok())
        .collect();
    let course = version.complete(&results);
    let decision = version.documents.decide(
        &course,
        &grading::Standing {
            is_withdrawn: place.enrolment.status == EnrolmentStatus::Withdrawn,
            ..grading::Standing::default()
        },
        Occasion::SessionEnded,
    );
    course
        .explain(version)
        .iter()
        .chain(&decision.explain())
        .map(|line| StandingLine::new(line, &place.step_titles))
        .collect()
}
