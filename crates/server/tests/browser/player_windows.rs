//! The player and its windows: a trial's panel, packages in windows of their
//! own, packages that look for the API late, tabs that were hidden.

use entity::values::{LaunchMode, Role, SessionState};
use sea_orm::EntityTrait as _;
use serde_json::json;

use crate::{
    driver::Chromium,
    player::{SCO, attempts, enter, path, player, shoot, start, until_stored},
    playing::Module,
    support::TestServer,
};

#[tokio::test]
async fn a_trial_shows_every_call_in_words_and_the_verdict_and_records_nothing() {
    let server = TestServer::start().await;
    let step = server
        .one_step(&Module::scorm_12(&["Lesson"], Some(70), SCO))
        .await;
    let trainer = server.person(Role::Trainer).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&trainer).await;
    let url = format!("{}/modules/{}/versions/1/try", server.app, step.package_id);
    chromium.open(&url).await;
    enter(&chromium).await;
    let calls = "return [go('p2'), call('SetValue', 'cmi.core.score.raw', 'many'), \
        call('SetValue', 'cmi.core.score.raw', '60'), call('SetValue', 'cmi.core.lesson_status', 'completed'), \
        call('Finish', '')].join()";

    assert_eq!(
        chromium.script(calls).await,
        json!("true,true,false,true,true,true")
    );

    chromium.leave_frames().await;
    chromium
        .until("document.getElementById('result').textContent.includes('passed no')")
        .await;
    let verdict = chromium.text("#result").await;
    assert!(verdict.contains("completed yes, passed no: score 60, needs 70"));
    let panel = chromium.text("#calls").await;
    for words in [
        "the module begins",
        "place remembered: p2",
        "asks to save: saved",
        "refused with error 405",
        "score 60",
        "status: completed",
        "the module ends",
        "LMSSetValue(\"cmi.core.score.raw\", \"60\") → \"true\"",
    ] {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    shoot(&chromium, "trial-1280").await;
    // The player has the room, and the panel stands beside or below it.
    let stage = "document.getElementById('player').getBoundingClientRect()";
    let panel = "document.querySelector('.play-panel').getBoundingClientRect()";
    chromium
        .until(&format!(
            "{stage}.right <= {panel}.left && {panel}.width < {stage}.width"
        ))
        .await;
    chromium.width(390).await;
    chromium
        .until(&format!(
            "{stage}.bottom <= {panel}.top && {stage}.width === innerWidth"
        ))
        .await;
    shoot(&chromium, "trial-390").await;
    let rows = entity::attempt::Entity::find().all(server.state.db.read());
    let rows = rows.await.unwrap();
    assert!(
        rows.iter()
            .all(|it| it.mode == LaunchMode::Trial && it.enrolment_id.is_none())
    );
    let results = entity::step_result::Entity::find().all(server.state.db.read());
    assert_eq!(results.await.unwrap().len(), 0);
}

/// A frame that opens the lesson in a window; only that looks for the API.
const OPENS: &str = "<!doctype html><title>Opens</title><button id=open>Open</button>\
    <script>window.go = true; document.getElementById('open').onclick = () => window.open('lesson.html', 'lesson');</script>";

/// Looks in the windows that opened it, as packages with windows of their own do.
const IN_OPENER: &str = "<!doctype html><title>Lesson</title><script>
function above(it) { for (let n = 0; n < 10; n += 1) { if (it.API) return it.API; if (it === it.parent) return null; it = it.parent; } }
const api = above(window) ?? (window.opener && above(window.opener));
window.init = api && api.LMSInitialize('');
</script>";

#[tokio::test]
async fn a_package_that_opens_a_window_finds_the_api_in_its_opener() {
    let module =
        Module::scorm_12(&["Lesson"], None, OPENS).with_file("lesson.html", IN_OPENER.as_bytes());
    let (server, chromium, _, learner) = start(&module).await;
    let before = chromium.tab.windows().await.unwrap();

    chromium.click("#open").await;

    let mut opened = None;
    for _ in 0..200 {
        let windows = chromium.tab.windows().await.unwrap();
        opened = windows.into_iter().find(|it| !before.contains(it));
        if opened.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let opened = opened.expect("the package's window");
    chromium.tab.switch_to_window(opened).await.unwrap();
    chromium.until("document.title === 'Lesson'").await;
    let calls = "return [init, api.LMSSetValue('cmi.core.lesson_location', '12'), api.LMSCommit('')].join()";
    assert_eq!(chromium.script(calls).await, json!("true,true,true"));
    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows[0].location.as_deref(), Some("12"));
}

#[tokio::test]
async fn a_player_in_a_window_to_itself_plays_and_saves() {
    let (server, chromium, step, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    chromium.leave_frames().await;
    chromium
        .open(&format!("{}{}?window=true", server.app, path(step)))
        .await;

    chromium.until("location.pathname.startsWith('/p/')").await;
    chromium.enter_frame("iframe[name=sco]").await;
    chromium
        .until("document.readyState === 'complete' && window.go")
        .await;

    assert_eq!(chromium.script("return go('3')").await, json!("true,true"));
    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].location.as_deref(), Some("3"));
}

/// Starts long before it looks, and then looks again and again.
const POLLS: &str = "<!doctype html><title>Polls</title><script>
let looked = 0;
const timer = setInterval(() => {
  looked += 1;
  const api = looked < 5 ? null : parent.API_1484_11;
  if (!api) return;
  clearInterval(timer);
  window.init = api.Initialize('');
  window.go = (page) => [api.SetValue('cmi.location', page), api.Commit('')].join();
}, 40);
</script>";

#[tokio::test]
async fn a_package_that_polls_for_the_api_finds_it() {
    let (server, chromium, _, learner) = start(&Module::scorm_2004(&["One"], POLLS)).await;

    assert_eq!(chromium.script("return go('2')").await, json!("true,true"));

    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows[0].location.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_tab_that_was_hidden_saves_as_it_goes_and_goes_on_when_it_comes_back() {
    let (server, chromium, _, learner) = start(&Module::scorm_12(&["Lesson"], None, SCO)).await;
    let set = "return call('SetValue', at, '21')";
    assert_eq!(chromium.script(set).await, json!("true"));
    let ours = chromium.tab.window().await.unwrap();

    // Another tab is in front; what was not committed yet goes out by itself.
    let front = chromium.tab.new_window(true).await.unwrap();
    chromium.tab.switch_to_window(front.handle).await.unwrap();
    until_stored(&server, learner.enrolment_id, |it| {
        it.location.as_deref() == Some("21")
    })
    .await;
    // Nothing is heard of it for so long that the server ends its session.
    server.state.clock.shift(11 * 60);
    let now = server.state.clock.now();
    server::player::end_lapsed(&server.state, now)
        .await
        .unwrap();
    let lapsed = &attempts(&server, learner.enrolment_id).await[0];
    assert_eq!(lapsed.session, SessionState::Suspended);

    chromium.tab.switch_to_window(ours).await.unwrap();
    enter(&chromium).await;

    assert_eq!(chromium.text("#location").await, "");
    assert_eq!(chromium.script("return go('22')").await, json!("true,true"));
    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].session, SessionState::Open);
    assert_eq!(rows[0].location.as_deref(), Some("22"));
}

#[tokio::test]
async fn a_module_of_one_sco_has_no_second_bar_on_any_screen() {
    let (_server, chromium, _, _) = start(&Module::scorm_2004(&["One"], SCO)).await;
    for width in [1280, 390] {
        chromium.leave_frames().await;
        chromium.width(width).await;
        player(&chromium).await;
        chromium
            .until("document.querySelector('.player-steps').offsetHeight === 0 && document.getElementById('toc').offsetHeight === 0")
            .await;
        chromium
            .until("document.documentElement.scrollWidth <= innerWidth && document.querySelector('.player-bar').offsetHeight <= 60")
            .await;
        shoot(&chromium, &format!("player-one-{width}")).await;
    }
    chromium
        .until("!document.querySelector('[data-nav=suspendAll]').disabled && 44 <= document.querySelector('[data-nav=suspendAll]').offsetHeight")
        .await;

    chromium.click("[data-nav=suspendAll]").await;

    chromium.leave_frames().await;
    chromium.until("!location.pathname.endsWith('/play')").await;
}
