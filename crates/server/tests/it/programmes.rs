//! Accreditations, programmes, training sessions, trainers: lists and pages.

use entity::{course_trainer, participation, programme, training_session, values::Role};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::{
    recording,
    support::{Browser, TestServer, location},
};

async fn new_programme(coordinator: &Browser, code: &str, title: &str) -> reqwest::Response {
    let fields = [("code", code), ("title", title), ("hours", "16")];
    coordinator.post("/records/programmes/new", &fields).await
}

#[tokio::test]
async fn programmes_are_added_found_in_both_scripts_and_changed() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let page = coordinator.text("/records/programmes").await;
    assert!(page.contains("There are no programmes yet"));

    let response = new_programme(&coordinator, "ПП-1", "Поверљивост података").await;
    assert!(location(&response).starts_with("/records/programmes"));
    for search in ["poverljivost", "ПОВЕРЉИВОСТ", "pp-1"] {
        let page = coordinator
            .text(&format!("/records/programmes?q={search}"))
            .await;
        assert!(page.contains("Poverljivost podataka"), "{search}");
    }
    let page = coordinator.text("/records/programmes?q=nema").await;
    assert!(page.contains("nothing that contains"));

    // The same code twice is refused beside its field, with what was typed.
    let again = new_programme(&coordinator, "ПП-1", "Друго").await;
    assert_eq!(again.status(), 422);
    let page = again.text().await.unwrap();
    assert!(
        page.contains("already a programme with this code") && page.contains("value=\"Друго\"")
    );
    let wrong = coordinator
        .post(
            "/records/programmes/new",
            &[("code", "X"), ("hours", "many")],
        )
        .await;
    assert_eq!(wrong.status(), 422);

    let row = programme::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let path = format!("/records/programmes/{}", row.id);
    let fields = [("code", "ПП-1"), ("title", "Нови назив"), ("hours", "8")];
    assert_eq!(coordinator.post(&path, &fields).await.status(), 303);
    assert!(
        coordinator
            .text(&path)
            .await
            .contains("value=\"Нови назив\"")
    );
}

#[tokio::test]
async fn an_accreditation_is_chosen_for_a_programme() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let fields = [
        ("body", "НАЈУ"),
        ("field", "поверљивост података"),
        ("decision", "152-1/2025"),
        ("decided_on", "2025-03-01"),
        ("valid_until", "2025-12-31"),
    ];
    let response = coordinator
        .post("/records/accreditations/new", &fields)
        .await;
    assert_eq!(response.status(), 303);
    let list = coordinator.text("/records/accreditations").await;
    assert!(list.contains("poverljivost podataka") && list.contains("expired"));
    let backwards = [
        ("body", "НАЈУ"),
        ("field", "поље"),
        ("decision", "1"),
        ("decided_on", "2025-03-01"),
        ("valid_until", "2024-03-01"),
    ];
    let response = coordinator
        .post("/records/accreditations/new", &backwards)
        .await;
    assert_eq!(response.status(), 422);

    let id = entity::accreditation::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap()
        .id
        .to_string();
    let fields = [
        ("code", "ПП-2"),
        ("title", "Назив"),
        ("hours", "16"),
        ("accreditation_id", id.as_str()),
    ];
    coordinator.post("/records/programmes/new", &fields).await;
    let list = coordinator.text("/records/programmes").await;
    assert!(list.contains("poverljivost podataka") && !list.contains("without an accreditation"));
}

#[tokio::test]
async fn a_session_takes_participants_from_a_pasted_list_or_says_which_line_is_wrong() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    new_programme(&coordinator, "ПП-1", "Поверљивост").await;
    let programme = programme::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let programme_id = programme.id.to_string();
    let fields = [
        ("programme_id", programme_id.as_str()),
        ("title", "Пролећна обука"),
        ("mode", "in_person"),
        ("starts_on", "2026-03-01"),
        ("ends_on", "2026-03-03"),
        ("counts_as_training", "on"),
    ];
    let response = coordinator.post("/records/sessions/new", &fields).await;
    let session = location(&response).to_owned();
    let row = training_session::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    assert!(row.counts_as_training);
    let (ada, bob) = (
        server.new_person(Role::Trainee).await,
        server.new_person(Role::Trainee).await,
    );
    let (ada, bob) = (
        server.person_row(ada).await.email,
        server.person_row(bob).await.email,
    );

    let people = format!("{session}/people");
    let list = format!("Ada <{ada}>\nnobody@example.org\nno address");
    let response = coordinator.post(&people, &[("list", &list)]).await;
    assert_eq!(response.status(), 422);
    let page = response.text().await.unwrap();
    assert!(
        page.contains("Line 2:") && page.contains("Line 3:") && page.contains("Nobody was added")
    );
    let count = || participation::Entity::find().count(server.state.db.read());
    assert_eq!(count().await.unwrap(), 0);

    let list = format!("Ada <{ada}>\n\n{bob}\n{ada}");
    let response = coordinator.post(&people, &[("list", &list)]).await;
    assert_eq!(response.status(), 303);
    assert_eq!(count().await.unwrap(), 2);
    assert!(
        coordinator
            .text("/records/sessions")
            .await
            .contains("2 participants")
    );
    let person = participation::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let remove = format!("{people}/{}/remove", person.person_id);
    coordinator.post(&remove, &[]).await;
    assert_eq!(count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_course_gets_its_trainers_from_the_list() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let course = recording::course(&server).await;
    let fields = [("given_name", "Jelena"), ("family_name", "Šušnjar")];
    coordinator.post("/records/trainers/new", &fields).await;
    let list = coordinator.text("/records/trainers?q=сушњар").await;
    assert!(list.contains("Šušnjar Jelena"), "{list}");
    let trainer = entity::trainer::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap()
        .id
        .to_string();

    let path = format!("/records/courses/{course}/trainers");
    coordinator.post(&path, &[("trainers", &trainer)]).await;

    let page = coordinator.text(&path).await;
    assert!(page.contains("checked"), "{page}");
    let links = course_trainer::Entity::find()
        .all(server.state.db.read())
        .await;
    assert_eq!(links.unwrap().len(), 1);
    coordinator.post(&path, &[]).await;
    let links = course_trainer::Entity::find()
        .all(server.state.db.read())
        .await;
    assert!(links.unwrap().is_empty());
}

#[tokio::test]
async fn e1_records_are_for_coordinators_only() {
    let server = TestServer::start().await;
    for role in [Role::Trainee, Role::Trainer] {
        let other = server.person(role).await;
        for path in [
            "/records/programmes",
            "/records/accreditations/new",
            "/records/sessions",
            "/records/trainers",
            "/records/issuer",
        ] {
            assert_eq!(other.get(path).await.status(), 403, "{role:?} {path}");
        }
        let response = new_programme(&other, "X", "X").await;
        assert_eq!(response.status(), 403);
    }
}
