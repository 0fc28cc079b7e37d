//! The people and organisations of the demo centre. All invented.

use chrono::{DateTime, Utc};
use entity::{
    organisation, person, trainer,
    values::{Face, OrganisationKind, PersonStatus, Role},
};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{queries, words};
use crate::people::{Names, SortKeys, service::set_keys};

/// Learners in the register; participations are more, since people come again.
const LEARNERS: usize = 640;
const TRAINERS: usize = 50;

/// The people a visitor can be that the rest of the centre knows by name.
#[derive(Clone, Copy)]
pub(super) struct Accounts {
    pub(super) trainee: Uuid,
    pub(super) trainer: Uuid,
}

#[derive(Clone, Copy)]
pub(super) struct Learner {
    pub(super) id: Uuid,
    pub(super) kind: OrganisationKind,
}

pub(super) async fn organisations(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, OrganisationKind)>, DbErr> {
    let row = |name: String, kind, country: &str, municipality: Option<&str>| {
        let sort = SortKeys::of(&name);
        organisation::Model {
            id: Uuid::now_v7(),
            search_key: serbian_text::search_key(&name),
            sort_key_latn: sort.latn,
            sort_key_cyrl: sort.cyrl,
            name,
            kind,
            country: country.to_owned(),
            municipality: municipality.map(str::to_owned),
            created_at: now,
        }
    };
    let mut rows: Vec<organisation::Model> = words::ORGANISATIONS
        .iter()
        .map(|(name, kind, country, place)| row((*name).to_owned(), *kind, country, *place))
        .collect();
    rows.extend(words::MUNICIPALITIES.iter().map(|place| {
        row(
            format!("Општина {place}"),
            words::MUNICIPAL_KIND,
            "RS",
            Some(place),
        )
    }));
    let ids = rows.iter().map(|it| (it.id, it.kind)).collect();
    queries::insert_all(tx, rows).await?;
    Ok(ids)
}

fn row(
    given: &str,
    family: &str,
    email: String,
    role: Role,
    organisation_id: Option<Uuid>,
    post: &str,
    now: DateTime<Utc>,
) -> person::Model {
    let latin = serbian_text::to_latin;
    let mut person = person::Model {
        id: Uuid::now_v7(),
        given_name: latin(given),
        family_name: latin(family),
        given_name_cyrl: given.to_owned(),
        family_name_cyrl: family.to_owned(),
        search_key: String::new(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        email_key: email.clone(),
        email,
        role,
        status: PersonStatus::Active,
        face: Face::SrCyrl,
        organisation_id,
        post: Some(post.to_owned()),
        password_hash: None,
        sign_in_set_at: Some(now),
        details_checked_at: Some(now),
        created_at: now,
    };
    set_keys(&mut person);
    person
}

pub(super) async fn accounts(
    tx: &DatabaseTransaction,
    organisations: &[(Uuid, OrganisationKind)],
    now: DateTime<Utc>,
) -> Result<Accounts, DbErr> {
    let centre = organisations.first().map(|it| it.0);
    let town = organisations
        .iter()
        .find(|it| it.1 == OrganisationKind::LocalGovernment)
        .map(|it| it.0);
    let people = [
        (
            "Јелена",
            "Марић",
            Role::Trainee,
            town,
            "повереник за избеглице и миграције",
        ),
        ("Милан", "Станић", Role::Trainer, centre, "предавач"),
        (
            "Весна",
            "Ћирић",
            Role::Coordinator,
            centre,
            "координатор обука",
        ),
        (
            "Горан",
            "Лукић",
            Role::Administrator,
            centre,
            "систем-администратор",
        ),
    ];
    let mut rows = Vec::new();
    for (given, family, role, organisation, post) in people {
        let mailbox = serbian_text::search_key(given);
        let email = format!("{mailbox}@obuka.example");
        let person = row(given, family, email, role, organisation, post, now);
        let setting = crate::sign_in::ways::demo_account_setting(role);
        queries::put_setting(tx, setting, &person.id.to_string()).await?;
        rows.push(person);
    }
    let id = |at: usize| rows[at].id;
    let accounts = Accounts {
        trainee: id(0),
        trainer: id(1),
    };
    queries::insert_all(tx, rows).await?;
    Ok(accounts)
}

/// The name at this place: every pair once before any comes again.
fn name(at: usize) -> (&'static str, &'static str) {
    let given = words::GIVEN_NAMES[at % 40];
    let family = words::FAMILY_NAMES[(at * 7 + at / 40 * 3) % 40];
    (given, family)
}

pub(super) async fn learners(
    tx: &DatabaseTransaction,
    organisations: &[(Uuid, OrganisationKind)],
    now: DateTime<Utc>,
) -> Result<Vec<Learner>, DbErr> {
    let mut learners = Vec::with_capacity(LEARNERS);
    let mut rows = Vec::with_capacity(LEARNERS);
    for at in 0..LEARNERS {
        let (given, family) = name(at);
        let (organisation, kind) = organisations[at * 11 % organisations.len()];
        let email = format!("ucesnik{:03}@obuka.example", at + 1);
        let post = words::POSTS[at % words::POSTS.len()];
        let person = row(
            given,
            family,
            email,
            Role::Trainee,
            Some(organisation),
            post,
            now,
        );
        learners.push(Learner {
            id: person.id,
            kind,
        });
        rows.push(person);
    }
    queries::insert_all(tx, rows).await?;
    Ok(learners)
}

pub(super) async fn trainers(
    tx: &DatabaseTransaction,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, DbErr> {
    let rows: Vec<trainer::Model> = (0..TRAINERS)
        .map(|at| {
            let (given, family) = match at {
                0 => ("Милан", "Станић"),
                _ => name(at * 13 + 5),
            };
            let field = words::FIELDS[at % words::FIELDS.len()].0;
            let names = Names {
                given_name: serbian_text::to_latin(given),
                family_name: serbian_text::to_latin(family),
                given_name_cyrl: given.to_owned(),
                family_name_cyrl: family.to_owned(),
            };
            let sort = SortKeys::of_names(&names);
            trainer::Model {
                id: Uuid::now_v7(),
                person_id: (at == 0).then_some(account),
                given_name: names.given_name,
                family_name: names.family_name,
                given_name_cyrl: names.given_name_cyrl,
                family_name_cyrl: names.family_name_cyrl,
                sort_key_latn: sort.latn,
                sort_key_cyrl: sort.cyrl,
                fields: field.to_owned(),
                languages: if at % 3 == 0 { "sr, en" } else { "sr" }.to_owned(),
                search_key: serbian_text::search_key(&format!("{given} {family} {field}")),
                created_at: now,
            }
        })
        .collect();
    let ids = rows.iter().map(|it| it.id).collect();
    queries::insert_all(tx, rows).await?;
    Ok(ids)
}
