//! Courses: making them, who may, inviting, withdrawing, reading.

use entity::{
    course_step, enrolment, mail_message,
    values::{EnrolmentStatus, Role},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::support::{Browser, TestServer};

/// Where a redirect leads.
fn location(response: &reqwest::Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// A new course of this trainer; its path.
async fn new_course(trainer: &Browser, title: &str) -> String {
    let fields = [
        ("title", title),
        ("language", "sr"),
        ("duration_minutes", "30"),
    ];
    let created = trainer.post("/courses/new", &fields).await;
    location(&created).trim_end_matches("/edit").to_owned()
}

/// A page as the course's next step; its path.
async fn new_page(trainer: &Browser, course: &str, title: &str) -> String {
    let added = trainer
        .post(&format!("{course}/steps/page"), &[("title", title)])
        .await;
    location(&added).trim_end_matches("/edit").to_owned()
}

async fn steps(server: &TestServer, course: &str) -> Vec<course_step::Model> {
    let id: Uuid = course.rsplit('/').next().unwrap().parse().unwrap();
    let mut steps = course_step::Entity::find()
        .filter(course_step::COLUMN.course_id.eq(id))
        .filter(course_step::COLUMN.removed_at.is_null())
        .all(server.state.db.read())
        .await
        .unwrap();
    steps.sort_by_key(|step| step.position);
    steps
}

async fn mails(server: &TestServer) -> u64 {
    mail_message::Entity::find()
        .count(server.state.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_course_of_one_page_is_made_read_and_certified() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let learner = server.person(Role::Trainee).await;
    let course = new_course(&trainer, "Кратак курс").await;

    let early = trainer.post(&format!("{course}/publish"), &[]).await;
    assert_eq!(early.status(), 409);
    assert!(early.text().await.unwrap().contains("at least one step"));

    let page = new_page(&trainer, &course, "Увод").await;
    let text = [("title", "Увод"), ("body", "# Здраво"), ("viewed", "on")];
    location(&trainer.post(&format!("{page}/edit"), &text).await);
    location(&trainer.post(&format!("{course}/publish"), &[]).await);
    server.enrol(learner.person_id(), &course).await;

    assert!(
        learner
            .text(&course)
            .await
            .contains("Why no certificate yet")
    );
    assert!(learner.text(&page).await.contains("<h1>Zdravo</h1>"));
    location(&learner.post(&format!("{page}/read"), &[]).await);

    let finished = learner.text(&course).await;
    assert!(finished.contains("U-20"), "{finished}");
    assert!(!finished.contains("Why no certificate yet"));
}

#[tokio::test]
async fn e2_a_trainer_changes_only_courses_of_their_own() {
    let server = TestServer::start().await;
    let (mine, other) = (
        server.person(Role::Trainer).await,
        server.person(Role::Trainer).await,
    );
    let course = new_course(&mine, "Мој курс").await;
    let page = new_page(&mine, &course, "Увод").await;

    for path in [
        format!("{course}/edit"),
        format!("{course}/people"),
        format!("{page}/edit"),
        format!("{page}/remove"),
        format!("{course}/close"),
    ] {
        assert_eq!(other.get(&path).await.status(), 403, "{path}");
    }
    for (path, fields) in [
        (
            format!("{course}/edit"),
            vec![
                ("title", "Туђи"),
                ("language", "sr"),
                ("duration_minutes", "1"),
            ],
        ),
        (format!("{course}/rules"), vec![("needed", "any")]),
        (format!("{course}/publish"), vec![]),
        (format!("{course}/steps/page"), vec![("title", "x")]),
        (format!("{page}/remove"), vec![]),
        (format!("{page}/move"), vec![("down", "true")]),
        (format!("{course}/people"), vec![("list", "a@example.org")]),
    ] {
        assert_eq!(other.post(&path, &fields).await.status(), 403, "{path}");
    }
    assert_eq!(steps(&server, &course).await.len(), 1);
    let coordinator = server.person(Role::Coordinator).await;
    assert_eq!(
        coordinator.get(&format!("{course}/edit")).await.status(),
        200
    );
}

#[tokio::test]
async fn a_course_is_seen_by_those_who_are_on_it_and_only_once_published() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let (learner, stranger) = (
        server.person(Role::Trainee).await,
        server.person(Role::Trainee).await,
    );
    let course = new_course(&trainer, "Курс").await;
    new_page(&trainer, &course, "Увод").await;
    server.enrol(learner.person_id(), &course).await;

    assert_eq!(learner.get(&course).await.status(), 404);
    location(&trainer.post(&format!("{course}/publish"), &[]).await);

    assert_eq!(learner.get(&course).await.status(), 200);
    assert_eq!(stranger.get(&course).await.status(), 404);
    let unknown = format!("/courses/{}", Uuid::now_v7());
    assert_eq!(learner.get(&unknown).await.status(), 404);
}

#[tokio::test]
async fn steps_are_moved_by_buttons_and_by_the_whole_order() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let course = new_course(&trainer, "Курс").await;
    for title in ["а", "б", "в"] {
        new_page(&trainer, &course, title).await;
    }
    let ids: Vec<Uuid> = steps(&server, &course)
        .await
        .iter()
        .map(|it| it.id)
        .collect();

    let move_first = format!("{course}/steps/{}/move", ids[0]);
    location(&trainer.post(&move_first, &[("down", "true")]).await);
    let moved: Vec<Uuid> = steps(&server, &course)
        .await
        .iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(moved, [ids[1], ids[0], ids[2]]);

    let order = format!("{},{},{}", ids[2], ids[1], ids[0]);
    location(
        &trainer
            .post(&format!("{course}/order"), &[("ids", &order)])
            .await,
    );
    let ordered: Vec<Uuid> = steps(&server, &course)
        .await
        .iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(ordered, [ids[2], ids[1], ids[0]]);

    let short = format!("{},{}", ids[2], ids[1]);
    let refused = trainer
        .post(&format!("{course}/order"), &[("ids", &short)])
        .await;
    assert_eq!(refused.status(), 409);
}

#[tokio::test]
async fn a_pasted_list_invites_all_or_says_what_is_wrong_in_which_line() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let course = new_course(&coordinator, "Курс").await;
    let people = format!("{course}/people");

    let list = "Ана Анић <ana@example.org>\nбез адресе\nмарко@@example";
    let refused = coordinator.post(&people, &[("list", list)]).await;
    assert_eq!(refused.status(), 422);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("Line 2:") && page.contains("Line 3:"),
        "{page}"
    );
    assert!(
        page.contains("ana@example.org"),
        "what was typed is still there"
    );
    assert_eq!(mails(&server).await, 0);

    let list = "Ана Анић <ana@example.org>\nmarko@example.org";
    location(&coordinator.post(&people, &[("list", list)]).await);
    assert_eq!(mails(&server).await, 2);
    let page = coordinator.text(&people).await;
    assert!(page.contains("ana@example.org") && page.contains("Anić"));
}

#[tokio::test]
async fn a_withdrawn_learner_is_out_at_once_and_can_come_back_to_the_old_place() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let learner = server.person(Role::Trainee).await;
    let course = new_course(&trainer, "Курс").await;
    new_page(&trainer, &course, "Увод").await;
    location(&trainer.post(&format!("{course}/publish"), &[]).await);
    let enrolment_id = server.enrol(learner.person_id(), &course).await;

    let withdraw = format!("{course}/people/{enrolment_id}/withdraw");
    assert!(trainer.text(&withdraw).await.contains("Withdraw"));
    location(&trainer.post(&withdraw, &[]).await);

    assert_eq!(learner.get(&course).await.status(), 404);
    assert_eq!(
        server.enrol(learner.person_id(), &course).await,
        enrolment_id
    );
    assert_eq!(learner.get(&course).await.status(), 200);
    let row = enrolment::Entity::find_by_id(enrolment_id)
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.status, EnrolmentStatus::Active);
}

#[tokio::test]
async fn a17_a_document_is_shown_or_downloaded_but_never_runs() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let course = new_course(&trainer, "Курс").await;
    let file = reqwest::multipart::Part::bytes(b"<script>alert(1)</script>".to_vec())
        .file_name("../слика.html");
    let form = reqwest::multipart::Form::new().part("document", file);
    let added = trainer
        .request(reqwest::Method::POST, &format!("{course}/steps/document"))
        .multipart(form)
        .send()
        .await
        .unwrap();
    location(&added);
    let step = steps(&server, &course).await.remove(0);
    assert_eq!(step.document_name.as_deref(), Some("слика.html"));

    let document = trainer
        .get(&format!("{course}/steps/{}/document", step.id))
        .await;

    let header = |name: &str| document.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment;"));
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_closed_course_cannot_be_continued_and_issues_what_is_due() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let learner = server.person(Role::Trainee).await;
    let course = new_course(&trainer, "Курс").await;
    let first = new_page(&trainer, &course, "Увод").await;
    new_page(&trainer, &course, "Наставак").await;
    let rules = [
        ("needed", "all"),
        ("uverenje", "on"),
        ("potvrda", "on"),
        ("potvrda_minutes", ""),
        ("potvrda_viewed", "on"),
    ];
    location(&trainer.post(&format!("{course}/rules"), &rules).await);
    location(&trainer.post(&format!("{course}/publish"), &[]).await);
    server.enrol(learner.person_id(), &course).await;
    location(&learner.post(&format!("{first}/read"), &[]).await);

    location(&trainer.post(&format!("{course}/close"), &[]).await);

    let page = learner.text(&course).await;
    assert!(page.contains("The course is closed"));
    // Not all steps were opened, so there is no confirmation either, and the page says why.
    assert!(!page.contains("P-20") && page.contains("Why no certificate yet"));
    let late = learner.post(&format!("{first}/read"), &[]).await;
    assert_eq!(late.status(), 409);
}

#[tokio::test]
async fn the_demo_centre_has_the_figures_of_the_centre_and_is_set_up_once() {
    let server = TestServer::start_with(|_| {}, true).await;
    let now = server.state.clock.now();

    server::demo::set_up(&server.state, now).await.unwrap();
    server::demo::set_up(&server.state, now).await.unwrap();

    let course = server.course_named("Законите миграције").await;
    let coordinator = server.person(Role::Coordinator).await;
    let people = coordinator.text(&format!("/courses/{course}/people")).await;
    assert!(
        people.contains("jelena@obuka.example"),
        "the demo's trainee is on it"
    );
    let start = server.visitor().text("/").await;
    for figure in ["56", "925", "276", "50"] {
        assert!(
            start.contains(&format!(">{figure}<")),
            "{figure} is not on the start page"
        );
    }
    // What happened in the invented past is announced to nobody.
    let db = server.state.db.read();
    let issued = entity::job::Entity::find()
        .filter(entity::job::COLUMN.kind.eq("certificate_issued"))
        .all(db)
        .await
        .unwrap();
    assert!(10 < issued.len());
    for job in issued {
        let payload: serde_json::Value = serde_json::from_slice(&job.payload).unwrap();
        assert_eq!(payload["announce"], false, "{payload}");
    }
    let mails = mail_message::Entity::find().count(db).await.unwrap();
    assert_eq!(mails, 0);
}
