//! Switching courses from one version of a module to another: what becomes of
//! those who have not started, are at it, have finished; back; at a time.

use std::time::Duration;

use entity::{
    attempt, audit_event, course, course_step, package_version,
    values::{CourseStatus, Role, SessionState},
    version_switch,
};
use futures::future::join_all;
use reqwest::{Method, Response};
use sea_orm::{EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    playing::{Enrolled, Module, OneStep, TestPlayer},
    support::{Api, Browser, TestServer, location},
};

const PAGE: &str = "<!doctype html><p>Lesson";

pub(crate) fn lessons(titles: &[&str]) -> Module {
    Module::scorm_12(titles, None, PAGE)
}

/// A course of the two-lesson module in its first version, and version 2 as a draft.
pub(crate) struct Ground {
    pub(crate) server: TestServer,
    pub(crate) step: OneStep,
    api: Api,
    pub(crate) versions: [Uuid; 2],
}

impl Ground {
    pub(crate) async fn new(second: &Module) -> Self {
        let server = TestServer::start().await;
        let step = server.one_step(&lessons(&["One", "Two"])).await;
        let api = server.api(Role::Coordinator).await;
        let first = version_of_step(&server, step.step_id).await;
        let second = send_version(&api, step.package_id, second, false).await;
        Self {
            server,
            step,
            api,
            versions: [first, second],
        }
    }

    pub(crate) async fn learner(&self) -> Enrolled {
        self.server.enrolled(self.step.course_id).await
    }

    pub(crate) async fn open(&self, learner: &Enrolled) -> TestPlayer {
        let launched = self
            .server
            .launched(learner.enrolment_id, self.step.step_id)
            .await;
        TestPlayer::begin(&launched.url).await
    }

    /// Plays a little, and leaves with a bookmark.
    pub(crate) async fn half_way(&self) -> Enrolled {
        let learner = self.learner().await;
        let mut player = self.open(&learner).await;
        player
            .initialize()
            .set("cmi.core.lesson_location", "page-7")
            .set("cmi.suspend_data", "a=1;б=2")
            .set("cmi.core.lesson_status", "incomplete")
            .set("cmi.core.exit", "suspend")
            .terminate();
        player.commit().await;
        let (status, _) = player.navigate(Some("suspendAll")).await;
        assert_eq!(status, 200);
        learner
    }

    /// Completes both lessons.
    pub(crate) async fn finished(&self) -> Enrolled {
        let learner = self.learner().await;
        let mut player = self.open(&learner).await;
        for last in [false, true] {
            player
                .initialize()
                .set("cmi.core.lesson_status", "completed")
                .terminate();
            player.commit().await;
            let request = if last { "exitAll" } else { "continue" };
            let (status, _) = player.navigate(Some(request)).await;
            assert_eq!(status, 200);
        }
        let row = self.last_attempt(&learner).await.unwrap();
        assert_eq!(row.session, SessionState::Ended);
        learner
    }

    async fn attempts(&self, learner: &Enrolled) -> Vec<attempt::Model> {
        attempt::Entity::find()
            .filter(attempt::COLUMN.enrolment_id.eq(learner.enrolment_id))
            .order_by_asc(attempt::Column::Number)
            .all(self.server.state.db.read())
            .await
            .unwrap()
    }

    pub(crate) async fn last_attempt(&self, learner: &Enrolled) -> Option<attempt::Model> {
        self.attempts(learner).await.pop()
    }

    async fn switch(&self, number: i32, ways: &Value) -> Response {
        let mut course = ways.clone();
        course["course_id"] = json!(self.step.course_id);
        let path = format!("/api/v1/packages/{}/switch", self.step.package_id);
        let body = json!({ "number": number, "courses": [course] });
        self.api.post(&path, &body).await
    }

    /// What a switch said that it did, by groups of enrolments.
    pub(crate) async fn switched(&self, number: i32, ways: Value) -> Value {
        let response = self.switch(number, &ways).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(status, 200, "{answer}");
        answer["switches"][0]["touched"][0]["enrolments"].clone()
    }

    async fn affected(&self, number: i32) -> Value {
        let id = self.step.package_id;
        let path = format!("/api/v1/packages/{id}/affected?to={number}");
        let answer: Value = self.api.get(&path).await.json().await.unwrap();
        answer["courses"][0].clone()
    }

    async fn shown(&self) -> Uuid {
        version_of_step(&self.server, self.step.step_id).await
    }
}

async fn version_of_step(server: &TestServer, step_id: Uuid) -> Uuid {
    let step = course_step::Entity::find_by_id(step_id)
        .one(server.state.db.read())
        .await
        .unwrap();
    step.unwrap().package_version_id.unwrap()
}

async fn send_version(api: &Api, package_id: Uuid, module: &Module, publish: bool) -> Uuid {
    let path = format!("/api/v1/packages?package_id={package_id}&publish={publish}");
    let sent = api.request(Method::POST, &path).body(module.zip());
    let answer: Value = sent.send().await.unwrap().json().await.unwrap();
    answer["version_id"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .parse()
        .unwrap()
}

/// How many lessons the table of contents lists below the course.
fn lessons_in(player: &TestPlayer) -> usize {
    player.scene["toc"].as_array().unwrap().len() - 1
}

fn ids(learners: &[&Enrolled]) -> Value {
    learners.iter().map(|it| json!(it.enrolment_id)).collect()
}

#[tokio::test]
async fn without_a_choice_nobody_who_has_begun_is_touched_and_whoever_has_not_gets_the_new_one() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let [first, second] = ground.versions;
    let (new, half, done) = (
        ground.learner().await,
        ground.half_way().await,
        ground.finished().await,
    );
    // Opened, and never begun: as good as new.
    let opened = ground.learner().await;
    let url = ground
        .server
        .launched(opened.enrolment_id, ground.step.step_id)
        .await
        .url;

    let touched = ground.switched(2, json!({})).await;

    assert_eq!(touched["finishing"], ids(&[&half]));
    assert_eq!(touched["kept"], ids(&[&done]));
    assert_eq!(touched["new"].as_array().unwrap().len(), 2);
    assert_eq!(ground.shown().await, second);
    for learner in [&half, &done] {
        let row = ground.last_attempt(learner).await.unwrap();
        assert_eq!(row.package_version_id, first);
    }
    // The old version still plays, at the place where it was left.
    let goes_on = ground.open(&half).await;
    assert_eq!(goes_on.value("cmi.core.lesson_location").unwrap(), "page-7");
    assert_eq!(lessons_in(&goes_on), 2);
    // The page that was open before shows the new one.
    let begun = TestPlayer::begin(&url).await;
    assert_eq!(lessons_in(&begun), 3);
    assert_eq!(lessons_in(&ground.open(&new).await), 3);
    for learner in [&opened, &new] {
        let row = ground.last_attempt(learner).await.unwrap();
        assert_eq!((row.package_version_id, row.number), (second, 1));
    }
}

#[tokio::test]
async fn who_is_moved_keeps_the_place_and_what_the_module_had_noted() {
    let ground = Ground::new(&lessons(&["One, corrected", "Two", "Three"])).await;
    let [first, second] = ground.versions;
    let half = ground.half_way().await;
    let before = ground.last_attempt(&half).await.unwrap();
    let preview = ground.affected(2).await;

    let touched = ground.switched(2, json!({ "in_progress": "move" })).await;

    assert_eq!(
        (&preview["in_progress"], &preview["movable"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(touched["moved"], ids(&[&half]));
    let attempts = ground.attempts(&half).await;
    assert_eq!(attempts.len(), 1);
    let moved = &attempts[0];
    assert_eq!((moved.id, moved.number), (before.id, 1));
    assert_eq!(moved.package_version_id, second);
    assert_eq!(moved.location.as_deref(), Some("page-7"));
    assert_eq!(moved.last_contact_at, before.last_contact_at);
    let mut resumed = ground.open(&half).await;
    assert_eq!(resumed.scene["item"]["title"], "One, corrected");
    assert_eq!(lessons_in(&resumed), 3);
    assert_eq!(resumed.value("cmi.core.entry").unwrap(), "resume");
    assert_eq!(resumed.value("cmi.core.lesson_location").unwrap(), "page-7");
    assert_eq!(resumed.value("cmi.suspend_data").unwrap(), "a=1;б=2");
    // It goes on like any other: to the end of all three.
    for request in ["continue", "continue", "exitAll"] {
        resumed
            .initialize()
            .set("cmi.core.lesson_status", "completed")
            .terminate();
        resumed.commit().await;
        assert_eq!(resumed.navigate(Some(request)).await.0, 200);
    }
    let ended = ground.last_attempt(&half).await.unwrap();
    assert_eq!(ended.session, SessionState::Ended);
    // The attempt's own history says that it changed its version.
    let report = ground
        .api
        .get(&format!("/api/v1/attempts/{}", moved.id))
        .await;
    let report: Value = report.json().await.unwrap();
    let told = report["journal"].as_array().unwrap().iter();
    let told = told.filter(|it| {
        it["words"]
            .as_str()
            .unwrap()
            .contains("in version 2 of the module instead of 1")
    });
    assert_eq!(told.count(), 1, "{report}");
    assert_ne!(first, second);
}

#[tokio::test]
async fn an_attempt_whose_unit_is_gone_stays_and_the_pages_say_why() {
    let ground =
        Ground::new(&Module::scorm_12(&["Instead"], None, PAGE).with_identifiers("J")).await;
    let half = ground.half_way().await;
    let playing = ground.learner().await;
    let mut open = ground.open(&playing).await;
    open.initialize().set("cmi.core.lesson_location", "p");
    open.commit().await;
    let preview = ground.affected(2).await;
    let page = |path: String| {
        let base = format!("/modules/{}/versions/2/switch", ground.step.package_id);
        format!("{base}{path}")
    };
    let staff = ground.server.person(Role::Coordinator).await;
    let form = staff.text(&page(String::new())).await;
    let names = staff
        .text(&page(format!("/{}", ground.step.course_id)))
        .await;

    let touched = ground.switched(2, json!({ "in_progress": "move" })).await;

    assert_eq!(preview["movable"], 0);
    assert!(!form.contains("value=\"move\""), "{form}");
    assert!(names.contains("“One”, which they worked on, is not in the new version"));
    assert!(names.contains("working in it at this moment"));
    let mut because: Vec<&str> = touched["stayed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it[1]["because"].as_str().unwrap())
        .collect();
    because.sort_unstable();
    assert_eq!(because, ["item_gone", "playing"]);
    for learner in [&half, &playing] {
        let row = ground.last_attempt(learner).await.unwrap();
        assert_eq!(row.package_version_id, ground.versions[0]);
    }
    // Whoever was playing goes on undisturbed.
    open.set("cmi.core.lesson_location", "q");
    open.commit().await;
}

#[tokio::test]
async fn starting_again_begins_a_new_attempt_and_keeps_the_old_one() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let [first, second] = ground.versions;
    let (half, done, new) = (
        ground.half_way().await,
        ground.finished().await,
        ground.learner().await,
    );
    let ways =
        json!({ "in_progress": "start_again", "finished": "start_again", "not_started": "old" });

    let touched = ground.switched(2, ways).await;

    assert_eq!(touched["started_again"].as_array().unwrap().len(), 2);
    assert_eq!(touched["old"], ids(&[&new]));
    for learner in [&half, &done] {
        let attempts = ground.attempts(learner).await;
        let facts: Vec<_> = attempts
            .iter()
            .map(|it| (it.number, it.package_version_id, it.session))
            .collect();
        assert_eq!(
            facts,
            [
                (1, first, SessionState::Ended),
                (2, second, SessionState::None)
            ]
        );
        let player = ground.open(learner).await;
        assert_eq!(
            player.value("cmi.core.lesson_location").unwrap_or_default(),
            ""
        );
        assert_eq!(player.value("cmi.core.entry").unwrap(), "ab-initio");
        assert_eq!(lessons_in(&player), 3);
        assert_eq!(ground.attempts(learner).await.len(), 2);
    }
    assert_eq!(
        ground.attempts(&half).await[0].location.as_deref(),
        Some("page-7")
    );
    // Who was to begin on the old one does, though the course shows the new one.
    let player = ground.open(&new).await;
    assert_eq!(lessons_in(&player), 2);
}

#[tokio::test]
async fn the_page_asks_first_then_switches_and_one_click_goes_back() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let [first, second] = ground.versions;
    let half = ground.half_way().await;
    let staff = ground.server.person(Role::Coordinator).await;
    let (module, course) = (ground.step.package_id, ground.step.course_id);
    let path = format!("/modules/{module}/versions/2/switch");
    let page = staff.text(&path).await;
    for words in [
        "In progress: 1 person",
        "1 person can be moved",
        "2 units stay as they were",
        "Three",
        "Files new: 1",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let ways = format!("in_progress-{course}");
    let chosen = course.to_string();
    let mut fields = vec![
        ("course", chosen.as_str()),
        (ways.as_str(), "move"),
        ("when", "now"),
    ];

    let asked = staff.post(&path, &fields).await;
    assert_eq!(asked.status(), 200);
    let asked = asked.text().await.unwrap();
    assert!(
        asked.contains("moves to the new version and keeps their place"),
        "{asked}"
    );
    assert_eq!(ground.shown().await, first, "nothing happens before");
    fields.push(("confirmed", "yes"));
    let done = staff.post(&path, &fields).await;

    assert_eq!(location(&done), format!("/modules/{module}#switches"));
    assert_eq!(ground.shown().await, second);
    assert_eq!(
        ground.last_attempt(&half).await.unwrap().package_version_id,
        second
    );
    let overview = staff.text(&format!("/modules/{module}")).await;
    assert!(
        overview.contains("1 person was moved with their place"),
        "{overview}"
    );

    let place = format!("/courses/{course}/modules/{module}");
    let late = ground.learner().await;
    let history = staff.text(&place).await;
    assert!(history.contains("Go back to version 1"), "{history}");
    let back = staff.post(&format!("{place}/back"), &[]).await;

    assert_eq!(location(&back), place);
    assert_eq!(ground.shown().await, first);
    // Who was moved finishes on the new one; who comes now begins on the old one.
    assert_eq!(
        ground.last_attempt(&half).await.unwrap().package_version_id,
        second
    );
    assert_eq!(
        ground
            .open(&half)
            .await
            .value("cmi.core.lesson_location")
            .unwrap(),
        "page-7"
    );
    ground.open(&late).await;
    assert_eq!(
        ground.last_attempt(&late).await.unwrap().package_version_id,
        first
    );
    let history = staff.text(&place).await;
    assert!(history.contains("version 2 → 1"), "{history}");
}

async fn until_ended(server: &TestServer, id: Uuid) -> version_switch::Model {
    for _ in 0..400 {
        let row = version_switch::Entity::find_by_id(id)
            .one(server.state.db.read())
            .await
            .unwrap()
            .unwrap();
        if row.ended_at.is_some() {
            return row;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the switch was not made within twenty seconds");
}

impl Ground {
    async fn plan(&self, hours: i64, ways: &Value) -> Response {
        let at = self.server.state.clock.now() + chrono::Duration::hours(hours);
        let mut course = ways.clone();
        course["course_id"] = json!(self.step.course_id);
        let path = format!("/api/v1/packages/{}/switch", self.step.package_id);
        let body = json!({ "number": 2, "courses": [course], "at": at });
        self.api.post(&path, &body).await
    }
}

#[tokio::test]
async fn a_planned_switch_is_made_at_its_time_by_the_same_rule_for_whoever_is_there_then() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let [first, second] = ground.versions;
    let planned: Value = ground
        .plan(5, &json!({ "in_progress": "move" }))
        .await
        .json()
        .await
        .unwrap();
    let planned = &planned["switches"][0];
    assert_eq!(
        (&planned["state"], &planned["touched"]),
        (&json!("waiting"), &json!([]))
    );
    let id: Uuid = planned["id"].as_str().unwrap().parse().unwrap();
    // They come between.
    let (half, new) = (ground.half_way().await, ground.learner().await);
    let again = ground.plan(6, &json!({})).await;
    assert_eq!(again.status(), 409, "one is planned already");
    let staff = ground.server.person(Role::Coordinator).await;
    let course = ground.step.course_id;
    let place = format!("/courses/{course}/modules/{}", ground.step.package_id);
    let page = staff.text(&place).await;
    assert!(page.contains("Call off"), "{page}");
    assert_eq!(ground.shown().await, first);

    ground.server.state.clock.shift(5 * 3600 + 1);
    let row = until_ended(&ground.server, id).await;

    assert_eq!(row.problem, None);
    assert_eq!(ground.shown().await, second);
    assert_eq!(
        ground.last_attempt(&half).await.unwrap().package_version_id,
        second
    );
    ground.open(&new).await;
    assert_eq!(
        ground.last_attempt(&new).await.unwrap().package_version_id,
        second
    );
}

#[tokio::test]
async fn a_planned_switch_can_be_called_off_and_one_of_a_closed_course_fails_in_words() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let planned: Value = ground.plan(5, &json!({})).await.json().await.unwrap();
    let called_off = planned["switches"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/switches/{called_off}/call-off");
    assert_eq!(ground.api.post(&path, &json!({})).await.status(), 204);
    assert_eq!(ground.api.post(&path, &json!({})).await.status(), 409);
    let planned: Value = ground.plan(5, &json!({})).await.json().await.unwrap();
    let id: Uuid = planned["switches"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let closed = course::ActiveModel {
        id: Set(ground.step.course_id),
        status: Set(CourseStatus::Closed),
        ..Default::default()
    };
    ground.server.change(closed).await;

    ground.server.state.clock.shift(5 * 3600 + 1);
    let row = until_ended(&ground.server, id).await;

    assert_eq!(row.problem.as_deref(), Some("switch-course-closed"));
    assert_eq!(ground.shown().await, ground.versions[0]);
    let jobs = entity::job::Entity::find()
        .filter(entity::job::COLUMN.kind.eq("packages.switch"))
        .all(ground.server.state.db.read())
        .await
        .unwrap();
    assert_eq!(
        jobs.len(),
        2,
        "the one that was called off has done nothing"
    );
}

#[tokio::test]
async fn the_audit_trail_says_who_when_and_whom_it_touched() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let (half, new) = (ground.half_way().await, ground.learner().await);
    let staff = ground.server.person(Role::Coordinator).await;
    let (module, course) = (ground.step.package_id, ground.step.course_id.to_string());
    let fields = [
        ("course", course.as_str()),
        ("when", "now"),
        ("confirmed", "yes"),
    ];
    let path = format!("/modules/{module}/versions/2/switch");
    assert_eq!(staff.post(&path, &fields).await.status(), 303);

    let events = audit_event::Entity::find()
        .filter(audit_event::COLUMN.action.eq("course.version_switched"))
        .all(ground.server.state.db.read())
        .await
        .unwrap();

    let [event] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(event.actor_id, Some(staff.person_id()));
    assert_eq!(event.subject_id, Some(ground.step.course_id));
    let detail: Value = serde_json::from_slice(&event.detail).unwrap();
    assert_eq!(detail["from"], json!(ground.versions[0]));
    assert_eq!(detail["to"], json!(ground.versions[1]));
    let done = &detail["touched"]["steps"][0]["done"];
    assert_eq!(done["finishing"], ids(&[&half]));
    assert_eq!(done["new"], ids(&[&new]));
    let version = package_version::Entity::find_by_id(ground.versions[1])
        .one(ground.server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    assert!(
        version.published_at.is_some(),
        "a draft is published with it"
    );
}

#[tokio::test]
async fn courses_that_use_a_module_stay_on_their_versions_each_for_itself() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let trainer = ground.server.person(Role::Trainer).await;
    let other = Uuid::now_v7();
    copy_course(&ground, other, trainer.person_id()).await;
    let path = format!("/modules/{}/versions/2/switch", ground.step.package_id);
    let own = other.to_string();
    let theirs = ground.step.course_id.to_string();
    let send = async |who: &Browser, course: &str| {
        let fields = [("course", course), ("when", "now"), ("confirmed", "yes")];
        who.post(&path, &fields).await.status()
    };

    let page = trainer.text(&path).await;
    let refused = send(&trainer, &theirs).await;
    let done = send(&trainer, &own).await;

    assert!(page.contains("Somebody else made this course"), "{page}");
    assert_eq!((refused.as_u16(), done.as_u16()), (403, 303));
    assert_eq!(ground.shown().await, ground.versions[0]);
    let steps = course_step::Entity::find()
        .filter(course_step::COLUMN.course_id.eq(other))
        .all(ground.server.state.db.read())
        .await
        .unwrap();
    assert_eq!(steps[0].package_version_id, Some(ground.versions[1]));
    let overview = trainer
        .text(&format!("/modules/{}", ground.step.package_id))
        .await;
    assert_eq!(overview.matches("Courses: 1").count(), 2, "{overview}");
    // A step that names nobody to change is no choice.
    assert_eq!(send(&trainer, "").await, 422);
}

async fn copy_course(ground: &Ground, id: Uuid, by: Uuid) {
    use sea_orm::IntoActiveModel as _;
    let db = ground.server.state.db.read();
    let row = course::Entity::find_by_id(ground.step.course_id).one(db);
    let row = course::Model {
        id,
        created_by: Some(by),
        ..row.await.unwrap().unwrap()
    };
    ground.server.insert(row.into_active_model()).await;
    let step = course_step::Entity::find_by_id(ground.step.step_id).one(db);
    let step = course_step::Model {
        id: Uuid::now_v7(),
        course_id: id,
        ..step.await.unwrap().unwrap()
    };
    ground.server.insert(step.into_active_model()).await;
}

#[tokio::test]
async fn whoever_opens_the_step_during_a_switch_is_on_one_version_or_the_other_and_in_no_gap() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let mut learners = Vec::new();
    for _ in 0..8 {
        learners.push(ground.learner().await);
    }

    let launches = join_all(
        learners
            .iter()
            .map(|it| ground.server.launched(it.enrolment_id, ground.step.step_id)),
    );
    let (begun, _) = tokio::join!(launches, ground.switched(2, json!({})));

    // Nobody had begun: whenever they came, the new version is theirs.
    for (learner, launched) in learners.iter().zip(begun) {
        let row = ground.last_attempt(learner).await.unwrap();
        assert_eq!(row.package_version_id, ground.versions[1]);
        let player = TestPlayer::begin(&launched.url).await;
        assert_eq!(lessons_in(&player), 3);
    }
}

#[tokio::test]
async fn what_versions_cost_counts_shared_content_once() {
    let server = TestServer::start().await;
    let api = server.api(Role::Trainer).await;
    let module = |own: &[u8]| {
        lessons(&["One"])
            .with_file("film.bin", &vec![7; 3 << 20])
            .with_file("own.bin", own)
    };
    let first = api
        .request(Method::POST, "/api/v1/packages?publish=true")
        .body(module(&vec![1; 1 << 20]).zip());
    let first: Value = first.send().await.unwrap().json().await.unwrap();
    let package: Uuid = first["package_id"].as_str().unwrap().parse().unwrap();
    send_version(&api, package, &module(&vec![2; 2 << 20]), true).await;
    let trainer = server.person(Role::Trainer).await;

    let page = trainer.text(&format!("/modules/{package}")).await;
    let difference = api
        .get(&format!(
            "/api/v1/packages/{package}/difference?from=1&to=2"
        ))
        .await;
    let difference: Value = difference.json().await.unwrap();

    // The film, the page and the manifest are stored once; each version has one file more.
    for words in [
        "Storage of its own: 1",
        "Storage of its own: 2",
        "Shared with other versions: 3 MB",
        "take 6",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let files = &difference["files"];
    assert_eq!(
        files["changed"],
        json!({ "count": 1, "size_bytes": 2 << 20 })
    );
    assert_eq!(files["new"]["count"], 0);
    assert_eq!(difference["keeps_every_item"], true);
    assert_eq!(difference["items"][0]["fate"], "same");
}
