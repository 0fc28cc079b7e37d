//! H4: clocks that are wrong or jump.

use entity::{attempt, attempt_trace};
use sea_orm::EntityTrait as _;
use server::player::end_lapsed;

use crate::{playing::Module, support::TestServer};

#[tokio::test]
async fn h4_a_server_clock_that_jumps_and_a_learner_in_1970_lose_nothing() {
    let server = TestServer::start().await;
    let module = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson");
    let (_, learner, mut player) = server.playing(&module).await;
    player.initialize().set("cmi.core.lesson_location", "1");
    player.commit().await;

    // The server's clock was wrong and is set back by an hour.
    server.state.clock.shift(-3600);
    player.set("cmi.core.lesson_location", "2");
    player.pending[0]["at"] = 0.into();
    assert!(player.commit().await["mark"].is_u64());
    let now = server.state.clock.now();
    assert_eq!(end_lapsed(&server.state, now).await.unwrap(), 0);
    assert_eq!(learner.browser.get("/account").await.status(), 200);

    // It jumps ahead by a day: the session lapses, and the learner goes on.
    server.state.clock.shift(86_400);
    let now = server.state.clock.now();
    assert_eq!(end_lapsed(&server.state, now).await.unwrap(), 1);
    server.state.clock.shift(-82_800);
    player.set("cmi.core.lesson_location", "3");
    player.set("cmi.core.session_time", "00:10:00").terminate();
    assert!(player.commit().await["mark"].is_u64());

    let db = server.state.db.read();
    let attempt = attempt::Entity::find().one(db).await.unwrap().unwrap();
    // The time is what the module measured, not a difference of server times.
    assert_eq!(attempt.time_hundredths, 60_000);
    assert_eq!(attempt.location.as_deref(), Some("3"));
    let traces = attempt_trace::Entity::find().all(db).await.unwrap();
    // In the order of numbers the times go back, and every entry is there, with the
    // learner's own time beside the server's.
    let firsts = traces.iter().map(|it| it.first_entry);
    let firsts: Vec<i64> = firsts.filter(|it| 0 < *it).collect();
    assert_eq!(firsts.len(), 3, "{firsts:?}");
    let in_1970 = traces.iter().filter(|it| {
        let text = String::from_utf8_lossy(&it.calls);
        text.contains("\"at\":0") && 2026 <= it.stored_at.format("%Y").to_string().parse().unwrap()
    });
    assert_eq!(in_1970.count(), 1);
}
