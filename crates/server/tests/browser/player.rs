//! A learner in the player: leaving, coming back, finishing, and all that goes wrong between.

use entity::values::SessionState;
use sea_orm::EntityTrait as _;
use serde_json::json;
use uuid::Uuid;

use crate::{
    driver::Chromium,
    playing::{Enrolled, Module, OneStep},
    support::TestServer,
};

/// A SCO that finds the API as real ones do, and shows where it is.
pub(crate) const SCO: &str = r#"<!doctype html><title>SCO</title><p id="entry"></p><p id="location"></p><script>
function find(name) {
  let it = window;
  try {
    for (let n = 0; n < 10; n += 1) {
      if (it[name]) return it[name];
      if (it === it.parent) break;
      it = it.parent;
    }
  } catch { /* The app's page, which nobody may look into. */ }
  return window.opener ? window.opener[name] : null;
}
const old = find("API"), api = old ?? find("API_1484_11"), p = old ? "LMS" : "";
const call = (name, ...args) => api[p + name](...args);
window.init = call("Initialize", "");
const at = old ? "cmi.core.lesson_location" : "cmi.location";
document.getElementById("entry").textContent = call("GetValue", old ? "cmi.core.entry" : "cmi.entry");
document.getElementById("location").textContent = call("GetValue", at);
window.go = (page) => { const it = [call("SetValue", at, page), call("Commit", "")]; document.getElementById("location").textContent = page; return it.join(); };
</script>"#;

pub(crate) async fn start(module: &Module) -> (TestServer, Chromium, OneStep, Enrolled) {
    let server = TestServer::start().await;
    let step = server.one_step(module).await;
    let learner = server.enrolled(step.course_id).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&learner.browser).await;
    open(&server, &chromium, step).await;
    (server, chromium, step, learner)
}

pub(crate) fn path(step: OneStep) -> String {
    format!("/courses/{}/steps/{}/play", step.course_id, step.step_id)
}

/// Opens the player's page and goes into the SCO.
pub(crate) async fn open(server: &TestServer, chromium: &Chromium, step: OneStep) {
    chromium.leave_frames().await;
    chromium
        .open(&format!("{}{}", server.app, path(step)))
        .await;
    enter(chromium).await;
}

pub(crate) async fn enter(chromium: &Chromium) {
    chromium.leave_frames().await;
    chromium.enter_frame("#player").await;
    chromium.enter_frame("iframe[name=sco]").await;
    chromium
        .until("document.readyState === 'complete' && window.go")
        .await;
}

/// Into the player page, out of the SCO.
pub(crate) async fn player(chromium: &Chromium) {
    chromium.leave_frames().await;
    chromium.enter_frame("#player").await;
}

#[tokio::test]
async fn a_sco_resumes_where_it_was_left_and_finishes() {
    let (server, chromium, step, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    assert_eq!(chromium.text("#entry").await, "ab-initio");
    assert_eq!(
        chromium.script("return go('page-14')").await,
        json!("true,true")
    );
    let set = "return call('SetValue', 'cmi.core.exit', 'suspend')";
    assert_eq!(chromium.script(set).await, json!("true"));

    // The tab goes away in the middle; another day.
    chromium.leave_frames().await;
    chromium.open(&format!("{}/face/en", server.app)).await;
    open(&server, &chromium, step).await;
    assert_eq!(chromium.text("#location").await, "page-14");
    assert_eq!(chromium.text("#entry").await, "resume");

    let done = "return [call('SetValue', 'cmi.core.lesson_status', 'passed'), call('Finish', ''), call('Finish', '')].join()";
    assert_eq!(chromium.script(done).await, json!("true,true,false"));
    let attempts = attempts(&server, learner.enrolment_id).await;
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].session, SessionState::Ended);
    assert_eq!(attempts[0].location.as_deref(), Some("page-14"));
    let trace = format!("/attempts/{}", attempts[0].id);
    let trace = learner.browser.text(&trace).await;
    assert_eq!(trace.matches("the module ends").count(), 1);
}

pub(crate) async fn attempts(
    server: &TestServer,
    enrolment_id: Uuid,
) -> Vec<entity::attempt::Model> {
    use sea_orm::QueryFilter as _;
    entity::attempt::Entity::find()
        .filter(entity::attempt::COLUMN.enrolment_id.eq(enrolment_id))
        .all(server.state.db.read())
        .await
        .unwrap()
}

/// Waits until the learner's attempt is as `is` says.
pub(crate) async fn until_stored(
    server: &TestServer,
    enrolment_id: Uuid,
    is: impl Fn(&entity::attempt::Model) -> bool,
) -> entity::attempt::Model {
    for _ in 0..200 {
        let rows = attempts(server, enrolment_id).await;
        if let Some(row) = rows.into_iter().find(|it| is(it)) {
            return row;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("within twenty seconds the attempt did not become as expected");
}

/// The network is away for the player, as far as its script can tell.
const AWAY: &str = "window.real = [XMLHttpRequest.prototype.send, window.fetch]; \
    XMLHttpRequest.prototype.send = () => { throw new Error('away'); }; \
    window.fetch = () => Promise.reject(new Error('away'));";

const BACK: &str = "[XMLHttpRequest.prototype.send, window.fetch] = window.real; dispatchEvent(new Event('online'))";

#[tokio::test]
async fn an_answer_that_is_lost_loses_nothing_and_doubles_nothing() {
    let (server, chromium, _, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    player(&chromium).await;
    chromium
        .script(
            "const send = XMLHttpRequest.prototype.send; let lost = false; \
             XMLHttpRequest.prototype.send = function (body) { send.call(this, body); \
             if (!lost) { lost = true; throw new Error('the answer is lost'); } };",
        )
        .await;
    enter(&chromium).await;

    assert_eq!(chromium.script("return go('5')").await, json!("true,false"));
    let more =
        "return [call('SetValue', at, '6'), call('SetValue', 'cmi.suspend_data', 'x')].join()";
    assert_eq!(chromium.script(more).await, json!("true,true"));

    let row = until_stored(&server, learner.enrolment_id, |it| {
        it.location.as_deref() == Some("6")
    })
    .await;
    player(&chromium).await;
    chromium
        .until("document.body.dataset.save === 'saved'")
        .await;
    let page = learner.browser.text(&format!("/attempts/{}", row.id)).await;
    assert_eq!(page.matches("place remembered").count(), 2);
}

const FINISHES: &str = "<script>addEventListener('HOW', () => { \
    call('SetValue', 'cmi.completion_status', 'completed'); call('SetValue', 'cmi.exit', 'normal'); \
    window.end = call('Terminate', ''); call('Terminate', ''); });</script>";

#[tokio::test]
async fn from_sco_to_sco_what_is_said_in_unload_and_pagehide_counts() {
    for how in ["unload", "pagehide", "beforeunload"] {
        let page = format!("{SCO}{}", FINISHES.replace("HOW", how));
        let (_server, chromium, _, _) = start(&Module::scorm_2004(&["One", "Two"], &page)).await;
        chromium.script("go('2')").await;
        player(&chromium).await;

        chromium.click("[data-nav=continue]").await;

        chromium.element("[data-item=I1][aria-current]").await;
        shoot(&chromium, "player-1280").await;
        let first = chromium.text("[data-item=I0] .player-mark").await;
        assert_eq!(first, "✓", "{how}");
        enter(&chromium).await;
        assert_eq!(
            chromium.script("return go('1')").await,
            json!("true,true"),
            "{how}"
        );
    }
}

#[tokio::test]
async fn c14_a_closed_tab_sends_its_last_words() {
    let page = format!("{SCO}{}", FINISHES.replace("HOW", "unload"));
    let (server, chromium, _, learner) = start(&Module::scorm_2004(&["One"], &page)).await;
    chromium.script("go('7')").await;
    chromium.leave_frames().await;

    chromium.open(&format!("{}/face/en", server.app)).await;

    let row = until_stored(&server, learner.enrolment_id, |it| {
        it.session == SessionState::Ended
    })
    .await;
    assert_eq!(row.completion, entity::values::Completion::Completed);
}

#[tokio::test]
async fn c14_a_hundred_kibibytes_at_the_end_are_there_at_the_next_start() {
    let ending = "<script>addEventListener('unload', () => { \
        call('SetValue', 'cmi.suspend_data', 'я'.repeat(51200)); call('SetValue', 'cmi.exit', 'suspend'); \
        call('Terminate', ''); });</script>";
    let page = format!("{SCO}{ending}");
    let (server, chromium, step, learner) = start(&Module::scorm_2004(&["One"], &page)).await;
    chromium.script("go('7')").await;
    chromium.leave_frames().await;
    chromium.open(&format!("{}/face/en", server.app)).await;

    open(&server, &chromium, step).await;

    let length = "return call('GetValue', 'cmi.suspend_data').length";
    assert_eq!(chromium.script(length).await, json!(51200));
    assert_eq!(attempts(&server, learner.enrolment_id).await.len(), 1);
}

#[tokio::test]
async fn c14_without_a_network_nothing_is_lost_even_when_the_page_is_opened_anew() {
    let (server, chromium, step, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    chromium.script("go('1')").await;
    player(&chromium).await;
    chromium.script(AWAY).await;
    enter(&chromium).await;
    assert_eq!(chromium.script("return go('8')").await, json!("true,false"));
    player(&chromium).await;
    chromium
        .until("document.body.dataset.save === 'waiting'")
        .await;
    let words = chromium.text("#save-text").await;
    assert_eq!(words, "waiting for the network, nothing is lost");

    // The network comes back for this page.
    chromium.script(BACK).await;
    chromium
        .until("document.body.dataset.save === 'saved'")
        .await;
    until_stored(&server, learner.enrolment_id, |it| {
        it.location.as_deref() == Some("8")
    })
    .await;

    // Away again, and the page is opened anew before it comes back. Its last
    // words cannot go out either.
    chromium.script(AWAY).await;
    chromium.script("navigator.sendBeacon = () => false").await;
    chromium
        .script("Object.defineProperty(navigator, 'sendBeacon', { value: () => false })")
        .await;
    enter(&chromium).await;
    chromium.script("go('9')").await;
    open(&server, &chromium, step).await;
    assert_eq!(chromium.text("#location").await, "9");
}

#[tokio::test]
async fn another_device_meanwhile_is_said_and_continue_here_takes_over() {
    let (server, chromium, step, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    chromium.script("go('2')").await;
    player(&chromium).await;
    chromium.script(AWAY).await;
    enter(&chromium).await;
    assert_eq!(chromium.script("return go('3')").await, json!("true,false"));
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut other = crate::playing::TestPlayer::begin(&launched.url).await;
    other.initialize().set("cmi.core.lesson_location", "5");
    other.commit().await;

    player(&chromium).await;
    chromium.script(BACK).await;
    chromium
        .until("document.body.dataset.save === 'refused'")
        .await;
    assert!(chromium.text("#notice").await.contains("another device"));
    chromium.click("#continue-here").await;

    enter(&chromium).await;
    assert_eq!(chromium.text("#location").await, "5");
    let row = &attempts(&server, learner.enrolment_id).await[0];
    let page = learner.browser.text(&format!("/attempts/{}", row.id)).await;
    assert!(page.contains("Not applied"));
}

#[tokio::test]
async fn an_expired_sign_in_loses_no_progress() {
    let (server, chromium, _, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    server.state.clock.shift(11 * 3600);
    server
        .state
        .db
        .write(|tx| {
            Box::pin(async move {
                entity::web_session::Entity::delete_many().exec(tx).await?;
                Ok::<(), sea_orm::DbErr>(())
            })
        })
        .await
        .unwrap();

    assert_eq!(chromium.script("return go('4')").await, json!("true,true"));

    let row = &attempts(&server, learner.enrolment_id).await[0];
    assert_eq!(row.location.as_deref(), Some("4"));
}

#[tokio::test]
async fn a_content_host_on_another_site_plays_saves_and_resumes() {
    let elsewhere = |settings: &mut server::config::Settings| {
        settings.content_origin = settings.content_origin.replace("localhost", "127.0.0.1");
    };
    let server = TestServer::start_with(elsewhere, false).await;
    let step = server
        .one_step(&Module::scorm_12(&["Lesson"], None, SCO))
        .await;
    let learner = server.enrolled(step.course_id).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&learner.browser).await;
    open(&server, &chromium, step).await;
    assert_eq!(chromium.script("return go('3')").await, json!("true,true"));
    player(&chromium).await;
    chromium.script(AWAY).await;
    chromium
        .script("Object.defineProperty(navigator, 'sendBeacon', { value: () => false })")
        .await;
    enter(&chromium).await;
    assert_eq!(chromium.script("return go('4')").await, json!("true,false"));
    chromium.leave_frames().await;
    chromium.until("indexedDB.databases && true").await;

    open(&server, &chromium, step).await;

    assert_eq!(chromium.text("#location").await, "4");
}

#[tokio::test]
async fn b11_a_sco_that_loops_for_ever_leaves_the_apps_page_alive() {
    let (_server, chromium, _, _) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    chromium
        .script(
            "setTimeout(() => { const end = Date.now() + 4000; while (Date.now() < end) {} }, 50)",
        )
        .await;
    chromium.leave_frames().await;

    let ticks = "const done = arguments[0]; let ticks = 0; const started = Date.now(); \
        const timer = setInterval(() => { ticks += 1; if (2000 < Date.now() - started) { clearInterval(timer); done(ticks); } }, 50);";
    let ticks = chromium.tab.execute_async(ticks, vec![]).await.unwrap();

    assert!(20 < ticks.as_u64().unwrap(), "{ticks} of 40 ticks");
}

#[tokio::test]
async fn the_table_of_contents_is_a_drawer_on_a_phone_and_escape_gives_focus_back() {
    let (_server, chromium, _, _) = start(&Module::scorm_2004(&["One", "Two"], SCO)).await;
    chromium.leave_frames().await;
    chromium.tab.set_window_size(390, 800).await.unwrap();
    player(&chromium).await;
    chromium.until("innerWidth < 720").await;

    chromium.click(".player-toc-toggle").await;
    chromium.until("document.activeElement.dataset.item").await;
    chromium
        .script("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))")
        .await;

    chromium
        .until("document.activeElement.matches('.player-toc-toggle')")
        .await;
    chromium.click(".player-toc-toggle").await;
    chromium.click("[data-item=I1]").await;
    chromium.element("[data-item=I1][aria-current]").await;
    chromium
        .until("document.documentElement.scrollWidth <= innerWidth")
        .await;
    shoot(&chromium, "player-390").await;
}

/// A picture for people to look at, where `OBUKA_SHOTS` says.
pub(crate) async fn shoot(chromium: &Chromium, name: &str) {
    if let Ok(folder) = std::env::var("OBUKA_SHOTS") {
        let picture = chromium.tab.screenshot().await.unwrap();
        std::fs::write(format!("{folder}/{name}.png"), picture).unwrap();
    }
}

#[tokio::test]
async fn after_the_end_the_page_shows_what_came_of_it() {
    let (_server, chromium, _, _) = start(&Module::scorm_12(&["Lesson"], Some(70), SCO)).await;
    let end = "return [call('SetValue', 'cmi.core.score.raw', '60'), call('SetValue', 'cmi.core.lesson_status', 'completed'), call('Finish', '')].join()";

    assert_eq!(chromium.script(end).await, json!("true,true,true"));

    chromium.leave_frames().await;
    chromium
        .until("!document.getElementById('result').hidden")
        .await;
    shoot(&chromium, "result").await;
    let words = chromium.text("#result").await;
    assert!(words.contains("passed no: score 60, needs 70"), "{words}");
}
