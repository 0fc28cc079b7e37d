//! Step result, completion and document, decided where a learner session ends.

use entity::{
    completion, course_trainer, enrolment, organisation, person, trainer,
    values::{
        CompletionOutcome, DocumentKind, EnrolmentStatus, OrganisationKind, PersonStatus, Role,
    },
};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, Set};
use uuid::Uuid;

use crate::{
    playing::{Enrolled, Module, OneStep, TestPlayer},
    recording,
    support::{TestServer, location},
};

/// A course with one SCORM 1.2 step that must be passed at 70.
async fn course(server: &TestServer, attempts_allowed: Option<u32>) -> OneStep {
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(server, &step, attempts_allowed).await;
    step
}

async fn learner(server: &TestServer, step: &OneStep) -> Enrolled {
    server.enrolled(step.course_id).await
}

/// The learner's page, after the SCO has said that it begins.
async fn playing(server: &TestServer, step: &OneStep, learner: &Enrolled) -> TestPlayer {
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player.initialize();
    player
}

async fn completions(server: &TestServer) -> Vec<completion::Model> {
    completion::Entity::find()
        .all(server.state.db.read())
        .await
        .unwrap()
}

fn year(server: &TestServer) -> String {
    let now = server.state.clock.now();
    server.state.config.date_of(now).format("%Y").to_string()
}

#[tokio::test]
async fn a_passed_course_gives_an_uverenje_with_the_first_number_at_once() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let ada = learner(&server, &step).await;

    recording::play(&server, &step, ada.enrolment_id, "passed", "85").await;

    let certificates = recording::certificates(&server).await;
    assert_eq!(certificates.len(), 1);
    let serial = format!("U-{}-000001", year(&server));
    assert_eq!(certificates[0].serial, serial);
    assert_eq!(certificates[0].kind, DocumentKind::Uverenje);
    let rows = completions(&server).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].outcome, CompletionOutcome::Passed);
    assert_eq!(rows[0].score_percent, Some(85.0));
    assert_eq!(rows[0].family_name_cyrl, "Ђорђевић");
    // The learner sees it on the course page and among their certificates.
    let page = ada
        .browser
        .text(&format!("/courses/{}", step.course_id))
        .await;
    assert!(page.contains(&serial), "{page}");
    assert!(ada.browser.text("/my-certificates").await.contains(&serial));
    // Doing it again gives no second one.
    recording::play(&server, &step, ada.enrolment_id, "passed", "95").await;
    assert_eq!(recording::certificates(&server).await.len(), 1);
}

#[tokio::test]
async fn passed_at_a_commit_and_failed_by_mastery_at_the_end_issues_nothing() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let ada = learner(&server, &step).await;
    let mut player = playing(&server, &step, &ada).await;

    player.set("cmi.core.lesson_status", "passed");
    player.commit().await;
    assert!(
        recording::certificates(&server).await.is_empty(),
        "provisional"
    );
    // The score is below the mastery score of 70, which decides at the end.
    player.set("cmi.core.score.raw", "40");
    player.terminate();
    player.commit().await;
    player.navigate(Some("exitAll")).await;

    assert!(recording::certificates(&server).await.is_empty());
    assert!(completions(&server).await.is_empty());
    let page = ada
        .browser
        .text(&format!("/courses/{}", step.course_id))
        .await;
    assert!(page.contains("Why no certificate yet"), "{page}");
}

#[tokio::test]
async fn a_finished_step_leads_to_looking_again_and_to_another_attempt() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let ada = learner(&server, &step).await;
    let mut player = playing(&server, &step, &ada).await;
    player.set("cmi.core.score.raw", "40");
    player.terminate();
    player.commit().await;

    let start = format!("/courses/{}/steps/{}", step.course_id, step.step_id);
    let page = ada.browser.text(&start).await;

    let look = format!("{start}/play?review=true");
    assert!(page.contains(&look), "{page}");
    assert!(
        page.contains(&format!("action=\"{start}/again\"")),
        "{page}"
    );
    let player_page = ada.browser.text(&look).await;
    assert!(player_page.contains("<iframe"), "{player_page}");
}

#[tokio::test]
async fn numbers_have_no_gaps_when_many_finish_at_once_and_some_fail() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let mut ready = Vec::new();
    for number in 0..12 {
        let ada = learner(&server, &step).await;
        let mut player = playing(&server, &step, &ada).await;
        let score = if number % 3 == 0 { "20" } else { "90" };
        player.set("cmi.core.score.raw", score);
        let status = if number % 3 == 0 { "failed" } else { "passed" };
        player.set("cmi.core.lesson_status", status);
        player.commit().await;
        player.terminate();
        ready.push(player);
    }

    let ends = ready.into_iter().map(|mut player| async move {
        player.commit().await;
        player.navigate(Some("exitAll")).await;
    });
    futures::future::join_all(ends).await;

    let serials: Vec<String> = recording::certificates(&server)
        .await
        .into_iter()
        .map(|it| it.serial)
        .collect();
    let expected: Vec<String> = (1..=8)
        .map(|it| format!("U-{}-{it:06}", year(&server)))
        .collect();
    assert_eq!(serials, expected);
}

#[tokio::test]
async fn who_has_no_attempt_left_gets_a_potvrda_and_who_has_does_not() {
    let server = TestServer::start().await;
    let step = course(&server, Some(2)).await;
    let ada = learner(&server, &step).await;

    recording::play(&server, &step, ada.enrolment_id, "failed", "20").await;
    assert!(
        recording::certificates(&server).await.is_empty(),
        "one attempt is left"
    );
    recording::play(&server, &step, ada.enrolment_id, "failed", "30").await;

    let certificates = recording::certificates(&server).await;
    assert_eq!(certificates.len(), 1);
    assert_eq!(
        certificates[0].serial,
        format!("P-{}-000001", year(&server))
    );
    let rows = completions(&server).await;
    assert_eq!(rows[0].outcome, CompletionOutcome::Attended);
}

#[tokio::test]
async fn a_coordinator_issues_a_potvrda_and_later_the_uverenje_in_its_place() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let ada = learner(&server, &step).await;
    recording::play(&server, &step, ada.enrolment_id, "failed", "20").await;
    let coordinator = server.person(Role::Coordinator).await;
    let document = format!("/records/enrolments/{}/document", ada.enrolment_id);

    let page = coordinator.text(&document).await;
    assert!(page.contains("Confirmation of participation"), "{page}");
    let response = coordinator.post(&document, &[]).await;
    let source = location(&response).to_owned();
    assert!(coordinator.text(&source).await.contains("P-"));
    // Passing later replaces nothing by itself.
    recording::play(&server, &step, ada.enrolment_id, "passed", "90").await;
    assert_eq!(recording::certificates(&server).await.len(), 1);

    let page = coordinator.text(&document).await;
    assert!(page.contains("stops being valid"), "{page}");
    coordinator.post(&document, &[]).await;

    let certificates = recording::certificates(&server).await;
    let facts: Vec<(DocumentKind, bool)> = certificates
        .iter()
        .map(|it| (it.kind, it.revoked_at.is_none()))
        .collect();
    assert_eq!(
        facts,
        [
            (DocumentKind::Potvrda, false),
            (DocumentKind::Uverenje, true)
        ]
    );
    // The record shows the one that stands.
    let record = coordinator.text("/reports/completion-record").await;
    assert!(record.contains("<b class=\"num\">1</b> participation"));
    assert!(record.contains("U-") && !record.contains(&certificates[0].serial));
    // There is nothing more to issue.
    let response = coordinator.post(&document, &[]).await;
    assert_eq!(response.status(), 409);
}

#[tokio::test]
async fn nobody_suspended_withdrawn_or_training_gets_a_document() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let (suspended, withdrawn, trains) = (
        learner(&server, &step).await,
        learner(&server, &step).await,
        learner(&server, &step).await,
    );
    let trainer_row = trainer::Model {
        id: Uuid::now_v7(),
        person_id: Some(trains.browser.person_id()),
        given_name: "Ada".into(),
        family_name: "T".into(),
        given_name_cyrl: "Ада".into(),
        family_name_cyrl: "Т".into(),
        fields: String::new(),
        languages: String::new(),
        search_key: String::new(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        created_at: server.state.clock.now(),
    };
    let link = course_trainer::Model {
        course_id: step.course_id,
        trainer_id: trainer_row.id,
    };
    server.insert(trainer_row.into_active_model()).await;
    server.insert(link.into_active_model()).await;

    // Both are barred between the passing commit and the end of the session.
    for (who, bar) in [(&suspended, true), (&withdrawn, false)] {
        let mut player = playing(&server, &step, who).await;
        player.set("cmi.core.score.raw", "90");
        player.set("cmi.core.lesson_status", "passed");
        player.commit().await;
        if bar {
            let id = who.browser.person_id();
            server
                .change_person(id, |it| it.status = PersonStatus::Suspended)
                .await;
        } else {
            let row = enrolment::ActiveModel {
                id: Set(who.enrolment_id),
                status: Set(EnrolmentStatus::Withdrawn),
                ..Default::default()
            };
            recording::update(&server, row).await;
        }
        // The player refuses what comes then, or the decision does: nothing is issued.
        let entries = player.pending.clone();
        drop(player.send(&entries).await);
    }
    recording::play(&server, &step, trains.enrolment_id, "passed", "90").await;

    assert!(recording::certificates(&server).await.is_empty());
    let coordinator = server.person(Role::Coordinator).await;
    for who in [&suspended, &withdrawn, &trains] {
        let path = format!("/records/enrolments/{}/document", who.enrolment_id);
        let response = coordinator.post(&path, &[]).await;
        assert_eq!(response.status(), 409);
    }
}

/// The person belongs to a municipality from now on.
async fn give_organisation(server: &TestServer, person_id: Uuid) {
    let centre = organisation::Model {
        id: Uuid::now_v7(),
        name: "Општина Пландиште".into(),
        kind: OrganisationKind::LocalGovernment,
        country: "RS".into(),
        municipality: Some("Пландиште".into()),
        search_key: "opstina".into(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        created_at: server.state.clock.now(),
    };
    let changed = person::ActiveModel {
        id: Set(person_id),
        organisation_id: Set(Some(centre.id)),
        ..Default::default()
    };
    server.insert(centre.into_active_model()).await;
    recording::update(server, changed).await;
}

#[tokio::test]
async fn several_rows_are_corrected_together_and_those_without_news_stay() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let (ada, bob, eve) = (
        learner(&server, &step).await,
        learner(&server, &step).await,
        learner(&server, &step).await,
    );
    for who in [&ada, &bob, &eve] {
        recording::play(&server, &step, who.enrolment_id, "passed", "85").await;
    }
    for who in [&ada, &bob] {
        give_organisation(&server, who.browser.person_id()).await;
    }
    let coordinator = server.person(Role::Coordinator).await;
    let record = "/reports/completion-record?lacks=organisation";
    let page = coordinator.text(record).await;
    assert_eq!(page.matches("name=\"row\"").count(), 3, "{page}");
    let ids: Vec<String> = completions(&server)
        .await
        .iter()
        .map(|it| it.id.to_string())
        .collect();
    let path = "/records/completions/correct";
    let query = ids.iter().map(|it| format!("row={it}&"));
    let page = coordinator
        .text(&format!("{path}?{}", query.collect::<String>()))
        .await;
    assert!(page.contains("In 2 rows today") && page.contains("Rows that stay"));
    assert_eq!(coordinator.get(path).await.status(), 422);

    let mut fields: Vec<(&str, &str)> = ids.iter().map(|it| ("row", it.as_str())).collect();
    assert_eq!(coordinator.post(path, &fields).await.status(), 422);
    assert_eq!(completions(&server).await.len(), 3);
    fields.push(("reason", "the municipality was missing"));
    assert_eq!(coordinator.post(path, &fields).await.status(), 303);

    let rows = completions(&server).await;
    let new: Vec<_> = rows.iter().filter(|it| it.replaces_id.is_some()).collect();
    assert_eq!((rows.len(), new.len()), (5, 2));
    for row in new {
        assert_eq!(row.municipality.as_deref(), Some("Пландиште"));
        assert_eq!(row.reason.as_deref(), Some("the municipality was missing"));
    }
    let page = coordinator.text(record).await;
    assert_eq!(page.matches("name=\"row\"").count(), 1);
    // Sent again, nothing is left to correct.
    assert_eq!(coordinator.post(path, &fields).await.status(), 303);
    assert_eq!(completions(&server).await.len(), 5);
}

#[tokio::test]
async fn a_row_that_lacks_an_organisation_is_mended_from_todays_facts() {
    let server = TestServer::start().await;
    let step = course(&server, None).await;
    let ada = learner(&server, &step).await;
    recording::play(&server, &step, ada.enrolment_id, "passed", "85").await;
    let old = completions(&server).await.remove(0);
    let coordinator = server.person(Role::Coordinator).await;
    let source = format!("/records/completions/{}", old.id);
    let page = coordinator.text(&source).await;
    assert!(
        page.contains("without an organisation") && page.contains("/attempts/"),
        "{page}"
    );

    give_organisation(&server, ada.browser.person_id()).await;
    let correct = format!("{source}/correct");
    assert_eq!(
        coordinator
            .post(&correct, &[("reason", " ")])
            .await
            .status(),
        422
    );
    let response = coordinator
        .post(&correct, &[("reason", "institution was missing")])
        .await;
    let mended = location(&response).to_owned();

    let page = coordinator.text(&mended).await;
    assert!(page.contains("Opština Plandište") && page.contains("institution was missing"));
    let record = coordinator.text("/reports/completion-record").await;
    assert!(record.contains("<b class=\"num\">1</b> participation"));
    assert!(!record.contains("without an organisation"));
    // The document stays with the row, and the old row stays as it was.
    assert!(record.contains(&recording::certificates(&server).await[0].serial));
    let rows = completions(&server).await;
    let kept = rows.iter().find(|it| it.id == old.id).unwrap();
    assert_eq!(kept.organisation, None);
    assert!(kept.replaced_by_id.is_some());
    // A second correction of the old row is refused.
    let response = coordinator.post(&correct, &[("reason", "again")]).await;
    assert_eq!(response.status(), 409);
    let count = completion::Entity::find()
        .count(server.state.db.read())
        .await;
    assert_eq!(count.unwrap(), 2);
}
