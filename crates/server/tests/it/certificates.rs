//! The PDF, the public check, withdrawal, and who issues.

use std::time::{Duration, Instant};

use certificates::{CertificateFacts, CheckCode};
use entity::{
    certificate, job, mail_message, rendered_document,
    values::{Face, JobState, Role},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, Set,
};
use uuid::Uuid;

use crate::{
    playing::{Enrolled, Module, OneStep},
    recording,
    support::{Surfer, TestServer, location},
};

/// Somebody with an uverenje.
async fn holder(server: &TestServer) -> (OneStep, Enrolled, certificate::Model) {
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(server, &step, None).await;
    let ada = server.enrolled(step.course_id).await;
    recording::play(server, &step, ada.enrolment_id, "passed", "85").await;
    let row = recording::certificates(server).await.pop().unwrap();
    (step, ada, row)
}

#[tokio::test]
async fn the_job_makes_the_pdf_and_the_holder_downloads_it_under_its_number() {
    let server = TestServer::start().await;
    let (_, ada, row) = holder(&server).await;

    let began = Instant::now();
    while rendered_document::Entity::find()
        .count(server.state.db.read())
        .await
        .unwrap()
        == 0
    {
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "the job has not run"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let path = format!("/certificates/{}/en.pdf", row.id);
    let response = ada.browser.get(&path).await;
    assert_eq!(response.status(), 200);
    let name = response.headers()["content-disposition"].to_str().unwrap();
    assert!(name.contains(&format!("{}.pdf", row.serial)), "{name}");
    let first = response.bytes().await.unwrap();
    assert!(first.starts_with(b"%PDF"));
    let again = ada.browser.get(&path).await.bytes().await.unwrap();
    assert_eq!(first, again);
    // Another face is made when it is asked for.
    let cyrillic = format!("/certificates/{}/sr-Cyrl.pdf", row.id);
    assert_eq!(ada.browser.get(&cyrillic).await.status(), 200);
    for wrong in ["en", "xx.pdf", "en.png"] {
        let path = format!("/certificates/{}/{wrong}", row.id);
        assert_eq!(ada.browser.get(&path).await.status(), 404);
    }
}

/// Waits until every job that was queued at the issue of a document is done.
async fn jobs_done(server: &TestServer) {
    let began = Instant::now();
    loop {
        let open = job::Entity::find()
            .filter(job::COLUMN.kind.eq("certificate_issued"))
            .filter(job::COLUMN.state.ne(JobState::Done))
            .count(server.state.db.read())
            .await
            .unwrap();
        if open == 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "{open} jobs");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn mails(server: &TestServer) -> Vec<mail_message::Model> {
    let all = mail_message::Entity::find().all(server.state.db.read());
    all.await.unwrap()
}

#[tokio::test]
async fn the_holder_is_told_by_mail_once_in_their_own_face() {
    let server = TestServer::start().await;
    let (step, ada, row) = holder(&server).await;

    let email = server.person_row(ada.browser.person_id()).await.email;
    let mail = server.mail_to(&email).await;

    assert_eq!(
        mail.subject,
        format!("Certificate (uverenje) {}", row.serial)
    );
    let pdf = format!("/certificates/{}/en.pdf", row.id);
    for words in [&mail.text_body, &mail.html_body] {
        let course = entity::course::Entity::find_by_id(step.course_id);
        let course = course.one(server.state.db.read()).await.unwrap().unwrap();
        assert!(words.contains(&course.title), "{words}");
        assert!(words.contains(&row.serial) && words.contains(&row.check_code));
        let words = words.replace("&#x2f;", "/");
        assert!(words.contains(&format!("{}{pdf}", server.app)), "{words}");
    }
    assert_eq!(ada.browser.get(&pdf).await.status(), 200);

    // The job runs a second time, as after a crash: no second mail.
    jobs_done(&server).await;
    let again = job::ActiveModel {
        state: Set(JobState::Waiting),
        ..issue_job(&server).await.into_active_model()
    };
    recording::update(&server, again).await;
    jobs_done(&server).await;
    assert_eq!(mails(&server).await.len(), 1);
}

async fn issue_job(server: &TestServer) -> job::Model {
    job::Entity::find()
        .filter(job::COLUMN.kind.eq("certificate_issued"))
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn the_mail_speaks_the_holders_language_and_a_confirmation_has_its_own_words() {
    let server = TestServer::start().await;
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(&server, &step, Some(1)).await;
    let ada = server.enrolled(step.course_id).await;
    let person_id = ada.browser.person_id();
    server
        .change_person(person_id, |it| it.face = Face::SrLatn)
        .await;

    recording::play(&server, &step, ada.enrolment_id, "failed", "20").await;

    let email = server.person_row(person_id).await.email;
    let mail = server.mail_to(&email).await;
    assert!(mail.subject.starts_with("Potvrda o učešću P-"));
    assert!(mail.text_body.contains("izdata vam je potvrda o učešću"));
    assert!(mail.text_body.contains("/sr-Latn.pdf"));
}

#[tokio::test]
async fn nobody_is_written_to_without_an_address() {
    let server = TestServer::start().await;
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(&server, &step, None).await;
    let ada = server.enrolled(step.course_id).await;
    server
        .change_person(ada.browser.person_id(), |it| it.email.clear())
        .await;

    recording::play(&server, &step, ada.enrolment_id, "passed", "85").await;

    jobs_done(&server).await;
    assert_eq!(recording::certificates(&server).await.len(), 1);
    assert_eq!(mails(&server).await.len(), 0);
}

#[tokio::test]
async fn e8_a_certificate_is_for_its_holder_and_coordinators_and_its_id_is_not_guessed() {
    let server = TestServer::start().await;
    let (_, _, row) = holder(&server).await;
    let path = format!("/certificates/{}/en.pdf", row.id);

    for role in [Role::Trainee, Role::Trainer] {
        let other = server.person(role).await;
        assert_eq!(other.get(&path).await.status(), 404, "{role:?}");
        let guessed = format!("/certificates/{}/en.pdf", Uuid::now_v7());
        assert_eq!(other.get(&guessed).await.status(), 404);
        let revoke = format!("/records/certificates/{}/revoke", row.id);
        let response = other.post(&revoke, &[("reason", "mine")]).await;
        assert_eq!(response.status(), 403);
    }
    assert_eq!(
        server.visitor().get(&path).await.status(),
        303,
        "to the sign-in"
    );
}

#[tokio::test]
async fn e8_the_check_shows_the_name_only_for_the_code_and_tells_forgeries() {
    let server = TestServer::start().await;
    let (_, _, row) = holder(&server).await;
    let visitor = server.visitor();

    // By number: that it exists and is valid, and no name.
    let page = visitor.text(&format!("/check?number={}", row.serial)).await;
    assert!(page.contains("The document is valid"), "{page}");
    assert!(!page.contains("Đorđević"));
    // By code, as the QR code leads: the name as printed.
    let facts: CertificateFacts = serde_json::from_slice(&row.snapshot).unwrap();
    assert_eq!(facts.check_code.compact(), row.check_code);
    let path = facts.check_url.strip_prefix(&server.app).unwrap();
    let page = visitor.text(path).await;
    assert!(page.contains("Đorđević") && page.contains(&row.serial));
    // Typed with hyphens and small letters, with the number.
    let typed = facts.check_code.to_string().to_lowercase();
    let response = visitor
        .get(&format!("/check?number={}&code={typed}", row.serial))
        .await;
    assert_eq!(location(&response), path);

    // A code of another document with this number; a code nobody has; a typing error.
    let forged = CheckCode::from_random([7; 16]).compact();
    let mut mistyped = facts.check_code.compact().into_bytes();
    mistyped[5] = if mistyped[5] == b'2' { b'3' } else { b'2' };
    let mistyped = String::from_utf8(mistyped).unwrap();
    for (query, words) in [
        (
            format!("number=U-2020-000001&code={typed}"),
            "do not belong",
        ),
        (
            format!("code={forged}"),
            "There is no document with this code",
        ),
        (format!("code={mistyped}"), "copied wrongly"),
        ("code=123".to_owned(), "exactly 28"),
        ("number=123".to_owned(), "not the number"),
        (
            "number=U-2020-000001".to_owned(),
            "no document with this number",
        ),
    ] {
        let response = visitor.get(&format!("/check?{query}")).await;
        assert!([404, 422].contains(&response.status().as_u16()), "{query}");
        let page = response.text().await.unwrap();
        assert!(
            page.contains(words) && !page.contains("Đorđević"),
            "{query}: {page}"
        );
    }
    assert_eq!(visitor.get(&format!("/check/{forged}")).await.status(), 404);
}

#[tokio::test]
async fn numbers_that_do_not_exist_are_not_tried_for_long() {
    let server = TestServer::start().await;
    let surfer = Surfer::new(&server, [127, 0, 0, 9], "guesser");

    let mut refused = false;
    for number in 1..=10 {
        let response = surfer
            .get(&format!("/check?number=U-2026-{number:06}"))
            .await;
        refused |= response.status() == 429;
    }
    assert!(refused);
}

#[tokio::test]
async fn a_withdrawn_document_says_so_and_is_not_given_again_by_itself() {
    let server = TestServer::start().await;
    let (step, ada, row) = holder(&server).await;
    let coordinator = server.person(Role::Coordinator).await;
    let revoke = format!("/records/certificates/{}/revoke", row.id);
    assert!(coordinator.text(&revoke).await.contains(&row.serial));
    assert_eq!(coordinator.post(&revoke, &[]).await.status(), 422);

    let response = coordinator
        .post(&revoke, &[("reason", "somebody else took the test")])
        .await;
    assert_eq!(response.status(), 303);

    assert_eq!(
        coordinator
            .post(&revoke, &[("reason", "again")])
            .await
            .status(),
        409
    );
    let page = server
        .visitor()
        .text(&format!("/check/{}", row.check_code))
        .await;
    assert!(page.contains("was withdrawn and is not valid"), "{page}");
    assert!(!page.contains("somebody else"));
    let pdf = format!("/certificates/{}/en.pdf", row.id);
    assert_eq!(ada.browser.get(&pdf).await.status(), 409);
    let record = coordinator.text("/reports/completion-record").await;
    assert!(!record.contains(&row.serial));

    // The learner plays on: nothing comes by itself. A coordinator may issue anew.
    recording::play(&server, &step, ada.enrolment_id, "passed", "99").await;
    assert_eq!(recording::certificates(&server).await.len(), 1);
    let document = format!("/records/enrolments/{}/document", ada.enrolment_id);
    assert_eq!(coordinator.post(&document, &[]).await.status(), 303);
    let serials: Vec<i32> = recording::certificates(&server)
        .await
        .iter()
        .map(|it| it.number)
        .collect();
    assert_eq!(serials, [1, 2]);
}

#[tokio::test]
async fn the_issuer_stands_on_documents_issued_from_then_on() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let (_, _, before) = holder(&server).await;
    let fields = [
        ("name", "Регионални центар за обуку"),
        ("place", "Вршац"),
        ("place_en", "Vršac"),
        ("name_cyrl_1", "Јована Ђурић"),
        ("post_1", "директорка"),
    ];
    let wrong = coordinator.post("/records/issuer", &[("place", "")]).await;
    assert_eq!(wrong.status(), 422);

    let saved = coordinator.post("/records/issuer", &fields).await;
    assert_eq!(saved.status(), 200);
    let page = coordinator.text("/records/issuer").await;
    assert!(page.contains("Регионални центар за обуку") && page.contains("Jovana Đurić"));
    let (_, _, after) = holder(&server).await;

    let facts = |row: &certificate::Model| -> CertificateFacts {
        serde_json::from_slice(&row.snapshot).unwrap()
    };
    assert_eq!(facts(&before).place.sr, "Пландиште");
    let after = facts(&after);
    assert_eq!(after.place.sr, "Вршац");
    assert_eq!(after.issuer.name.sr, "Регионални центар за обуку");
    assert_eq!(after.signatories[0].name.latin, "Jovana Đurić");
}
