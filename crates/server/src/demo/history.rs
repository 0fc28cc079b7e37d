//! The centre's history as records: the programmes, and the sessions from which
//! the public page counts its figures.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::{
    accreditation, participation, programme, training_session, training_session_trainer,
    values::{OrganisationKind, TrainingMode},
};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{people::Learner, queries, words};

/// Training sessions held from 2018 to 2025, by year.
const SESSIONS_BY_YEAR: [(i32, usize); 8] = [
    (2018, 4),
    (2019, 7),
    (2020, 5),
    (2021, 6),
    (2022, 10),
    (2023, 9),
    (2024, 7),
    (2025, 8),
];
/// Places taken in all of them, and how many of these by local self-government.
const PARTICIPATIONS: usize = 925;
const MUNICIPAL: usize = 276;

pub(super) async fn programmes(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, DbErr> {
    let decided_on = NaiveDate::from_ymd_opt(2025, 1, 8).expect("a date");
    let accreditations: Vec<accreditation::Model> = words::FIELDS
        .iter()
        .map(|(field, field_en)| accreditation::Model {
            id: Uuid::now_v7(),
            body: words::ACCREDITING_BODY.to_owned(),
            field: (*field).to_owned(),
            field_en: (*field_en).to_owned(),
            decision: String::new(),
            decided_on,
            valid_until: None,
            created_at: now,
        })
        .collect();
    let programmes: Vec<programme::Model> = words::PROGRAMMES
        .iter()
        .map(|(code, title, title_en, field, hours)| programme::Model {
            id: Uuid::now_v7(),
            code: (*code).to_owned(),
            title: (*title).to_owned(),
            title_en: (*title_en).to_owned(),
            accreditation_id: field.map(|at| accreditations[at].id),
            hours: *hours,
            search_key: serbian_text::search_key(&format!("{code} {title} {title_en}")),
            created_at: now,
        })
        .collect();
    let ids = programmes.iter().map(|it| it.id).collect();
    queries::insert_all(tx, accreditations).await?;
    queries::insert_all(tx, programmes).await?;
    Ok(ids)
}

pub(super) async fn sessions(
    tx: &DatabaseTransaction,
    programmes: &[Uuid],
    learners: &[Learner],
    trainers: &[Uuid],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let sessions = session_rows(programmes, now);
    let mut by_whom = Vec::new();
    for (at, session) in sessions.iter().enumerate() {
        for which in 0..2 {
            by_whom.push(training_session_trainer::Model {
                training_session_id: session.id,
                trainer_id: trainers[(at * 2 + which) % trainers.len()],
            });
        }
    }
    let participations = participation_rows(&sessions, learners, now);
    queries::insert_all(tx, sessions).await?;
    queries::insert_all(tx, by_whom).await?;
    queries::insert_all(tx, participations).await
}

fn session_rows(programmes: &[Uuid], now: DateTime<Utc>) -> Vec<training_session::Model> {
    let mut rows = Vec::new();
    for (year, count) in SESSIONS_BY_YEAR {
        for nth in 0..count {
            let which = rows.len() % programmes.len();
            let first = NaiveDate::from_yo_opt(year, 40).expect("a day of the year");
            let step = i64::try_from(nth * 300 / count).expect("days of a year");
            let starts_on = first + Duration::days(step);
            let (_, title, title_en, _, hours) = words::PROGRAMMES[which];
            let days = i64::from((hours - 1) / 8);
            rows.push(training_session::Model {
                id: Uuid::now_v7(),
                programme_id: programmes[which],
                title: title.to_owned(),
                title_en: title_en.to_owned(),
                mode: if year == 2020 || nth % 4 == 3 {
                    TrainingMode::Online
                } else {
                    TrainingMode::InPerson
                },
                starts_on,
                ends_on: starts_on + Duration::days(days),
                place: Some("Пландиште".to_owned()),
                counts_as_training: true,
                created_at: now,
            });
        }
    }
    rows
}

/// Spreads the places over the sessions, municipal staff first in turn, nobody
/// twice in one session.
fn participation_rows(
    sessions: &[training_session::Model],
    learners: &[Learner],
    now: DateTime<Utc>,
) -> Vec<participation::Model> {
    let is_municipal = |it: &&Learner| it.kind == OrganisationKind::LocalGovernment;
    let municipal: Vec<&Learner> = learners.iter().filter(is_municipal).collect();
    let others: Vec<&Learner> = learners.iter().filter(|it| !is_municipal(it)).collect();
    let mut rows = Vec::with_capacity(PARTICIPATIONS);
    for (list, places) in [(municipal, MUNICIPAL), (others, PARTICIPATIONS - MUNICIPAL)] {
        for place in 0..places {
            let learner = list[place % list.len()];
            rows.push(participation::Model {
                id: Uuid::now_v7(),
                training_session_id: sessions[place % sessions.len()].id,
                person_id: learner.id,
                organisation_kind: learner.kind,
                created_at: now,
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_history_has_the_figures_of_the_centre_and_nobody_twice_in_a_session() {
        let programmes: Vec<Uuid> = (0..10).map(|_| Uuid::now_v7()).collect();
        let learners: Vec<Learner> = (0..640)
            .map(|at| Learner {
                id: Uuid::now_v7(),
                kind: if at % 53 < 40 {
                    OrganisationKind::LocalGovernment
                } else {
                    OrganisationKind::Ngo
                },
            })
            .collect();
        let sessions = session_rows(&programmes, DateTime::UNIX_EPOCH);

        let rows = participation_rows(&sessions, &learners, DateTime::UNIX_EPOCH);

        let municipal = rows
            .iter()
            .filter(|it| it.organisation_kind == OrganisationKind::LocalGovernment)
            .count();
        let places: HashSet<(Uuid, Uuid)> = rows
            .iter()
            .map(|it| (it.training_session_id, it.person_id))
            .collect();
        assert_eq!((sessions.len(), rows.len(), municipal), (56, 925, 276));
        assert_eq!(places.len(), rows.len());
    }
}
