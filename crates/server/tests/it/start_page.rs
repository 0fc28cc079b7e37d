use chrono::{Datelike as _, NaiveDate};
use entity::{
    participation, programme, trainer, training_session, training_session_trainer,
    values::{OrganisationKind, Role, TrainingMode},
};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

use crate::support::TestServer;

#[tokio::test]
async fn the_start_page_shows_in_three_faces() {
    let server = TestServer::start().await;
    let visitor = server.visitor();

    let english = visitor.text("/").await;
    assert!(english.contains("<html lang=\"en\">"));

    let switched = visitor.get("/face/sr-Latn?back=/").await;
    assert_eq!(switched.status(), 303);
    let cookie = switched.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("obuka_face=sr-Latn;"), "{cookie}");
}

#[tokio::test]
async fn a_page_that_does_not_exist_says_so_in_words() {
    let server = TestServer::start().await;

    let response = server.visitor().get("/no-such-page").await;

    assert_eq!(response.status(), 404);
    assert!(response.text().await.unwrap().contains("does not exist"));
}

#[tokio::test]
async fn the_centre_in_figures_is_counted_from_the_records() {
    let server = TestServer::start().await;
    let today = server.state.config.date_of(server.state.clock.now());
    let held = today - chrono::Days::new(400);
    let people = [
        server.new_person(Role::Trainee).await,
        server.new_person(Role::Trainee).await,
    ];
    let programme = programme(&server).await;
    let teacher = trainer(&server).await;
    let first = session(&server, programme, held, true).await;
    let second = session(&server, programme, today, true).await;
    let workshop = session(&server, programme, today, false).await;
    let to_come = session(&server, programme, today + chrono::Days::new(1), true).await;
    for (session, person, kind) in [
        (first, people[0], OrganisationKind::LocalGovernment),
        (second, people[0], OrganisationKind::LocalGovernment),
        (second, people[1], OrganisationKind::Ngo),
        (workshop, people[1], OrganisationKind::LocalGovernment),
        (to_come, people[1], OrganisationKind::LocalGovernment),
    ] {
        takes_part(&server, session, person, kind).await;
    }
    let trained = training_session_trainer::Model {
        training_session_id: first,
        trainer_id: teacher,
    };
    server.insert(trained.into_active_model()).await;

    let page = server.visitor().text("/").await;

    let figures: Vec<&str> = page
        .split("<dd>")
        .skip(1)
        .filter_map(|it| it.split("</dd>").next())
        .collect();
    assert_eq!(figures, ["2", "3", "1", "2"], "{page}");
    let mut years = vec![format!("{}: 1", held.year())];
    years.extend((held.year() + 1..today.year()).map(|year| format!("{year}: 0")));
    years.push(format!("{}: 2", today.year()));
    let chart = format!("By year: {}", years.join(", "));
    assert!(page.contains(&chart), "{chart}: {page}");
}

#[tokio::test]
async fn a_new_centre_shows_no_empty_figures_but_the_check_of_certificates() {
    let server = TestServer::start().await;

    let page = server.visitor().text("/").await;

    assert!(!page.contains("class=\"figures\""), "{page}");
    assert!(page.contains("action=\"/check\""), "{page}");
    assert!(page.contains("href=\"/sign-in\""), "{page}");
}

#[tokio::test]
async fn each_role_finds_its_places_in_the_masthead() {
    let server = TestServer::start().await;
    let cases = [
        (Role::Trainee, 2, "/my-certificates"),
        (Role::Trainer, 4, "/modules"),
        (Role::Coordinator, 7, "/reports"),
        (Role::Administrator, 8, "/health"),
    ];
    for (role, count, last) in cases {
        let page = server.person(role).await.text("/account").await;
        let page = page.replace("&#x2f;", "/");
        let nav = page.split("<nav class=\"nav\"").nth(1).unwrap();
        let places: Vec<&str> = nav
            .split("</nav>")
            .next()
            .unwrap()
            .split("href=\"")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .collect();
        assert_eq!(places.len(), count, "{role:?}: {places:?}");
        assert_eq!(places.last(), Some(&last), "{role:?}");
    }
}

async fn programme(server: &TestServer) -> Uuid {
    let id = Uuid::now_v7();
    let programme = programme::Model {
        id,
        code: "P-1".into(),
        title: "Законите миграције".into(),
        title_en: "Legal migration".into(),
        accreditation_id: None,
        hours: 16,
        search_key: "zakonite migracije".into(),
        created_at: server.state.clock.now(),
    };
    server.insert(programme.into_active_model()).await;
    id
}

async fn trainer(server: &TestServer) -> Uuid {
    let id = Uuid::now_v7();
    let trainer = trainer::Model {
        id,
        person_id: None,
        given_name: "Vera".into(),
        family_name: "Marić".into(),
        given_name_cyrl: "Вера".into(),
        family_name_cyrl: "Марић".into(),
        fields: String::new(),
        languages: "sr".into(),
        search_key: "vera maric".into(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        created_at: server.state.clock.now(),
    };
    server.insert(trainer.into_active_model()).await;
    id
}

async fn session(server: &TestServer, programme_id: Uuid, day: NaiveDate, counts: bool) -> Uuid {
    let id = Uuid::now_v7();
    let session = training_session::Model {
        id,
        programme_id,
        title: "Законите миграције".into(),
        title_en: "Legal migration".into(),
        mode: TrainingMode::InPerson,
        starts_on: day,
        ends_on: day,
        place: None,
        counts_as_training: counts,
        created_at: server.state.clock.now(),
    };
    server.insert(session.into_active_model()).await;
    id
}

async fn takes_part(server: &TestServer, session: Uuid, person_id: Uuid, kind: OrganisationKind) {
    let place = participation::Model {
        id: Uuid::now_v7(),
        training_session_id: session,
        person_id,
        organisation_kind: kind,
        created_at: server.state.clock.now(),
    };
    server.insert(place.into_active_model()).await;
}
