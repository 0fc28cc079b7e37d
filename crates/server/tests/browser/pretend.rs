//! What a trainer pretends in a trial's panel, and what the module and its learner
//! would see of it.

use entity::values::{LaunchMode, Role};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

use crate::{
    driver::Chromium,
    player::{SCO, enter, player, shoot},
    playing::Module,
    support::TestServer,
};

/// A trainer tries the module, the part for pretending open.
async fn trial(module: &Module) -> (TestServer, Chromium) {
    let server = TestServer::start().await;
    let step = server.one_step(module).await;
    let trainer = server.person(Role::Trainer).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&trainer).await;
    let url = format!("{}/modules/{}/versions/1/try", server.app, step.package_id);
    chromium.open(&url).await;
    enter(&chromium).await;
    chromium.leave_frames().await;
    chromium.click("#pretend summary").await;
    (server, chromium)
}

/// Chooses and sends what the module is to say.
async fn say(chromium: &Chromium, fields: &str) {
    chromium.script(fields).await;
    chromium.click("#pretend-say button").await;
}

async fn noted(chromium: &Chromium, note: &str) {
    let is = format!("document.getElementById('pretended').dataset.note === '{note}'");
    chromium.until(&is).await;
}

/// Waits until the module has begun this often, counted by the panel.
async fn begun(chromium: &Chromium, times: u32) {
    let count =
        "document.getElementById('calls').textContent.split('the module begins').length - 1";
    chromium.until(&format!("{count} === {times}")).await;
    enter(chromium).await;
}

fn field(id: &str, value: &str) -> String {
    format!("document.getElementById('pretend-{id}').value = '{value}';")
}

#[tokio::test]
async fn a_trainer_jumps_and_speaks_for_the_module_and_the_tree_follows() {
    let once = "<imsss:sequencing><imsss:limitConditions attemptLimit=\"1\"/></imsss:sequencing>";
    let module = Module::scorm_2004(&["Intro", "Work", "Test"], SCO).with_sequencing(once);
    let (server, chromium) = trial(&module).await;
    let tree = "document.getElementById('tree').textContent";
    chromium.until(&format!("{tree}.includes('Intro')")).await;

    say(&chromium, "").await;
    noted(&chromium, "nothing").await;
    let fields = [
        field("completion", "completed"),
        field("success", "failed"),
        field("score", "40"),
    ];
    say(&chromium, &fields.concat()).await;

    noted(&chromium, "said").await;
    chromium
        .until(&format!("/not passed, score 40%/.test({tree})"))
        .await;
    let calls = chromium.text("#calls").await;
    for words in [
        "SetValue(\"cmi.score.scaled\", \"0.4\") → \"true\"",
        "SetValue(\"cmi.success_status\", \"failed\") → \"true\"",
        "you, in the module’s name",
    ] {
        assert!(calls.contains(words), "{words}: {calls}");
    }

    chromium.click("[data-jump=I2]").await;
    chromium
        .until(&format!("/Test[^]*open now/.test({tree})"))
        .await;
    enter(&chromium).await;
    chromium.leave_frames().await;
    // What was left may be tried once, and the panel says why it is not offered.
    chromium
        .until(&format!("{tree}.includes('may be tried once')"))
        .await;
    shoot(&chromium, "pretend-1280").await;
    chromium.width(390).await;
    shoot(&chromium, "pretend-390").await;
    chromium.width(1280).await;

    let ends = "document.getElementById('pretend-ends').checked = true;";
    let fields = [
        field("completion", "completed"),
        field("success", "passed"),
        ends.into(),
    ];
    say(&chromium, &fields.concat()).await;
    noted(&chromium, "said").await;
    say(&chromium, "").await;
    noted(&chromium, "over").await;

    let db = server.state.db.read();
    let rows = entity::attempt::Entity::find().all(db).await.unwrap();
    let trials = |it: &entity::attempt::Model| it.mode == LaunchMode::Trial;
    assert!(rows.iter().all(trials), "{rows:?}");
    for count in [
        entity::step_result::Entity::find().count(db).await,
        entity::completion::Entity::find().count(db).await,
        entity::certificate::Entity::find().count(db).await,
    ] {
        assert_eq!(count.unwrap(), 0);
    }
}

#[tokio::test]
async fn the_network_goes_and_comes_back_and_nothing_is_lost_over_a_reload() {
    let (server, chromium) = trial(&Module::scorm_12(&["Lesson"], Some(70), SCO)).await;
    let stored = || async {
        let rows = entity::attempt::Entity::find().all(server.state.db.read());
        rows.await.unwrap()[0].location.clone()
    };

    chromium.click("label[for=pretend-off]").await;
    noted(&chromium, "off").await;
    enter(&chromium).await;
    // The SCO is told the truth.
    assert_eq!(
        chromium.script("return go('page-9')").await,
        json!("true,false")
    );
    player(&chromium).await;
    chromium
        .until("document.body.dataset.save === 'waiting'")
        .await;
    assert_eq!(stored().await, None);

    // Loaded again without network, it waits; with it, what waited is there.
    chromium.leave_frames().await;
    let before = "window.before = document.getElementById('player').src";
    chromium.script(before).await;
    chromium.click("#pretend-reload").await;
    noted(&chromium, "reloaded").await;
    chromium
        .until("document.getElementById('player').src !== window.before")
        .await;
    chromium.click("label[for=pretend-off]").await;
    noted(&chromium, "on").await;

    begun(&chromium, 2).await;
    assert_eq!(chromium.text("#location").await, "page-9");
    assert_eq!(stored().await.as_deref(), Some("page-9"));
}

#[tokio::test]
async fn a_slow_line_an_expired_sign_in_and_a_module_that_was_open_too_long() {
    let (_server, chromium) = trial(&Module::scorm_12(&["Lesson"], Some(70), SCO)).await;

    chromium.click("label[for=pretend-slow]").await;
    noted(&chromium, "slow").await;
    enter(&chromium).await;
    let took = "const at = performance.now(); return [go('2'), performance.now() - at]";
    let took = chromium.script(took).await;
    assert_eq!(took[0], "true,true");
    assert!(800.0 <= took[1].as_f64().unwrap(), "{took}");
    chromium.leave_frames().await;
    // From the next part on the files come over it too.
    chromium.click("#pretend-reload").await;
    noted(&chromium, "reloaded").await;
    begun(&chromium, 2).await;
    let path = chromium.script("return location.pathname").await;
    assert!(path.as_str().unwrap().contains("~slow/"), "{path}");
    chromium.leave_frames().await;
    chromium.click("label[for=pretend-slow]").await;
    noted(&chromium, "fast").await;

    // The sign-in is the page's, saving is the launch's.
    chromium.click("label[for=pretend-signed-out]").await;
    noted(&chromium, "signedOut").await;
    enter(&chromium).await;
    assert_eq!(chromium.script("return go('3')").await, json!("true,true"));
    assert_eq!(
        chromium.script("return call('Finish', '')").await,
        json!("true")
    );
    chromium.leave_frames().await;
    noted(&chromium, "signInAsked").await;
    let result = "document.getElementById('result').hidden";
    assert_eq!(
        chromium.script(&format!("return {result}")).await,
        json!(true)
    );
    chromium.click("label[for=pretend-signed-out]").await;
    noted(&chromium, "signedIn").await;

    chromium.click("#pretend-reload").await;
    noted(&chromium, "reloaded").await;
    begun(&chromium, 3).await;
    let path = chromium.script("return location.pathname").await;
    assert!(!path.as_str().unwrap().contains("~slow/"), "{path}");
    assert_eq!(chromium.script("return go('4')").await, json!("true,true"));
    chromium.leave_frames().await;
    chromium.click("#pretend-expire").await;
    noted(&chromium, "expired").await;
    player(&chromium).await;
    let saves = "window.dispatchEvent(new Event('online'))";
    chromium.script(saves).await;
    chromium
        .until("document.getElementById('notice').dataset.reason === 'expired'")
        .await;
    chromium.leave_frames().await;
    chromium.click("#pretend-reload").await;
    begun(&chromium, 4).await;
    assert_eq!(chromium.text("#location").await, "4");
}

#[tokio::test]
async fn a_second_tab_takes_the_trial_over() {
    let (_server, chromium) = trial(&Module::scorm_12(&["Lesson"], Some(70), SCO)).await;
    let before = chromium.tab.window().await.unwrap();
    enter(&chromium).await;
    assert_eq!(chromium.script("return go('5')").await, json!("true,true"));
    chromium.leave_frames().await;
    let address = "return document.getElementById('pretend-tab').href";
    let address = chromium.script(address).await;
    let tab = chromium.tab.new_window(true).await.unwrap();
    chromium.tab.switch_to_window(tab.handle).await.unwrap();
    chromium.open(address.as_str().unwrap()).await;
    enter(&chromium).await;
    assert_eq!(chromium.text("#location").await, "5");

    // Who comes back to the first tab is told at once.
    chromium.tab.switch_to_window(before).await.unwrap();
    player(&chromium).await;
    chromium
        .until("document.getElementById('notice').dataset.reason === 'superseded'")
        .await;
}
