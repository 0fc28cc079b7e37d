//! C1 and C3 to C6: what a console or a program of one's own may send in place
//! of the player. The server replays it through the same run-time: what that
//! refuses is not stored, and somebody else's attempt is out of reach.

use entity::values::Role;
use serde_json::json;

use crate::{
    attempts::{attempt, error_of, single},
    playing::TestPlayer,
    support::TestServer,
};

/// Sends each forged value as an entry of its own; none is stored.
async fn refuses(forged: &[(&str, &str)]) {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player.initialize();
    player.commit().await;
    let before = attempt(&server, learner.enrolment_id).await;
    for (element, value) in forged {
        let entry =
            json!({ "n": 2, "at": 0, "kind": "set_value", "element": element, "value": value });

        let refused = error_of(player.send(&[entry]).await).await;

        assert_eq!(refused, (422, json!("diverged")), "{element} {value:.20}");
    }
    let after = attempt(&server, learner.enrolment_id).await;
    assert_eq!(after.state, before.state);
}

#[tokio::test]
async fn c1_the_attempt_of_somebody_else_is_out_of_reach() {
    let server = TestServer::start().await;
    let (step, victim, mut theirs) = server.playing(&single()).await;
    theirs.initialize();
    theirs.commit().await;
    let id = attempt(&server, victim.enrolment_id).await.id;
    let before = attempt(&server, victim.enrolment_id).await;
    let attacker = server.enrolled(step.course_id).await;
    let own = server.launched(attacker.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&own.url).await;
    player.initialize().set("cmi.core.lesson_status", "passed");

    // A commit says nowhere whose attempt it is: the token of the launch does,
    // and whatever else the body names is refused.
    for field in [
        "attempt",
        "attempt_id",
        "enrolment_id",
        "person_id",
        "launch",
    ] {
        let mut body = player.place();
        body["entries"] = player.pending.clone().into();
        body[field] = json!(id);
        let request = player.client.post(format!("{}commit", player.url));
        let answer = request.json(&body).send().await.unwrap();
        assert_eq!(error_of(answer).await, (400, json!("malformed")), "{field}");
    }
    // The ids of the attempt and of its launch are no tokens.
    for guess in [id.to_string(), id.simple().to_string(), "A".repeat(43)] {
        let url = format!("{}/p/{guess}/commit", server.content);
        let request = player.client.post(url).json(&player.place());
        assert_eq!(request.send().await.unwrap().status(), 404, "{guess}");
    }
    // A queue of theirs, replayed through a launch of one's own.
    let queue = json!([{
        "launch": theirs.scene["launch"],
        "generation": theirs.scene["generation"],
        "delivery": theirs.scene["delivery"],
        "entries": [{ "n": 2, "at": 0, "kind": "set_value",
            "element": "cmi.core.lesson_status", "value": "passed" }],
        "kept": "app",
    }]);
    let url = format!("{}begin", own.url);
    let request = player.client.post(url).json(&json!({ "queues": queue }));
    request.send().await.unwrap();
    // The pages and the interface say no as well.
    for path in [format!("/attempts/{id}"), format!("/attempts/{id}/result")] {
        assert_eq!(attacker.browser.get(&path).await.status(), 403, "{path}");
    }
    let launch = format!("/api/v1/enrolments/{}/launch", victim.enrolment_id);
    let body = json!({ "step_id": step.step_id, "mode": "normal" });
    let trainee = server.api(Role::Trainee).await;
    assert_eq!(trainee.post(&launch, &body).await.status(), 403);

    let after = attempt(&server, victim.enrolment_id).await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn c3_what_only_the_lms_says_is_not_taken_from_a_browser() {
    refuses(&[
        ("cmi.core.student_id", "somebody else"),
        ("cmi.core.student_name", "Somebody Else"),
        ("cmi.core.credit", "credit"),
        ("cmi.core.total_time", "99:00:00"),
        ("cmi.core.entry", "resume"),
        ("cmi.core.lesson_mode", "review"),
        ("cmi.launch_data", "x"),
        ("cmi.student_data.mastery_score", "1"),
        ("cmi.evil.x", "1"),
    ])
    .await;
}

#[tokio::test]
async fn c4_scores_and_statuses_that_are_none_are_not_stored() {
    let huge = "9".repeat(10_000);
    refuses(&[
        ("cmi.core.score.raw", "1e309"),
        ("cmi.core.score.raw", "NaN"),
        ("cmi.core.score.raw", "Infinity"),
        ("cmi.core.score.raw", "95,5"),
        ("cmi.core.score.raw", huge.as_str()),
        ("cmi.core.lesson_status", "PASSED"),
        ("cmi.core.lesson_status", "PWNED"),
    ])
    .await;
}

#[tokio::test]
async fn c5_suspend_data_comes_back_exactly_or_is_refused_but_never_cut() {
    let server = TestServer::start().await;
    // The lenient profile, the default, keeps a mebibyte whole.
    for (length, text, fits) in [
        (4_096, "x", true),
        (4_097, "x", true),
        (64_000, "я", true),
        (64_001, "x", true),
        (1 << 20, "x", true),
        ((1 << 20) + 1, "x", false),
    ] {
        let (step, learner, mut player) = server.playing(&single()).await;
        let data = text.repeat(length);
        player
            .initialize()
            .set("cmi.suspend_data", "before")
            .set("cmi.core.exit", "suspend");
        player.commit().await;
        player.set("cmi.suspend_data", &data);

        let answer = player.send(&player.pending).await;

        let is_stored = answer.status() == 200;
        if !is_stored {
            let refused = error_of(answer).await;
            assert_eq!(refused, (422, json!("diverged")), "{length}");
        }
        assert_eq!(is_stored, fits, "{length} {text}");
        let again = server.launched(learner.enrolment_id, step.step_id).await;
        let resumed = TestPlayer::begin(&again.url).await;
        let found = resumed.value("cmi.suspend_data").unwrap();
        let expected = if is_stored { &*data } else { "before" };
        assert!(found == expected, "{length} {text}: {}", found.len());
    }
}

#[tokio::test]
async fn c5_binary_is_kept_exactly_and_a_lone_surrogate_refused() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    let binary: String = (0..=0x2ff).filter_map(char::from_u32).collect();
    player
        .initialize()
        .set("cmi.suspend_data", &binary)
        .set("cmi.core.exit", "suspend");
    player.commit().await;
    let before = attempt(&server, learner.enrolment_id).await;

    let raw = player.place().to_string().replace('}', ",\"entries\":[{\"n\":4,\"at\":0,\"kind\":\"set_value\",\"element\":\"cmi.suspend_data\",\"value\":\"\\ud800\"}]}");
    let request = player.client.post(format!("{}commit", player.url));
    let lone = request.body(raw).send().await.unwrap();

    assert_eq!(lone.status(), 400);
    let after = attempt(&server, learner.enrolment_id).await;
    assert_eq!(after.state, before.state);
    let again = server.launched(learner.enrolment_id, step.step_id).await;
    let resumed = TestPlayer::begin(&again.url).await;
    assert_eq!(resumed.value("cmi.suspend_data").unwrap(), binary);
}

#[tokio::test]
async fn c6_gaps_and_reserved_names_are_no_indices() {
    refuses(&[
        ("cmi.objectives.7.id", "gap"),
        ("cmi.interactions.1.id", "gap"),
        ("cmi.interactions.4000000000.id", "far"),
        ("cmi.interactions.99999999999999999999.id", "farther"),
        ("cmi.interactions.-1.id", "before"),
        ("cmi.interactions.00.id", "zeros"),
        ("cmi.interactions.__proto__.id", "1"),
        ("cmi.interactions.constructor", "1"),
        ("__proto__.polluted", "1"),
        ("cmi.__proto__.polluted", "1"),
    ])
    .await;
}

#[tokio::test]
async fn c6_ten_thousand_interactions_end_at_a_limit_and_take_no_square_time() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player.initialize();
    player.commit().await;
    // The time of a part grows with what is there already, but not by its square.
    let mut times = Vec::new();
    let mut stored = 0;
    for part in 0..10 {
        for n in part * 1000..(part + 1) * 1000 {
            let element = format!("cmi.interactions.{n}.id");
            player.set(&element, &format!("q{n}"));
        }
        let asked = std::time::Instant::now();
        let answer = player.send(&player.pending).await;
        times.push(asked.elapsed());
        if answer.status() != 200 {
            let refused = error_of(answer).await;
            assert_eq!(refused, (422, json!("diverged")));
            break;
        }
        player.pending.clear();
        stored = (part + 1) * 1000;
    }
    let row = attempt(&server, learner.enrolment_id).await;
    assert!(row.state.len() < 4 << 20, "{} bytes", row.state.len());
    eprintln!("{stored} interactions stored, {times:?}");
    let (first, last) = (times[0], times[times.len() - 1]);
    assert!(
        last < first * 40 + std::time::Duration::from_secs(1),
        "{times:?}"
    );
}
