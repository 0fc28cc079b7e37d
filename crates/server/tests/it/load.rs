//! H5: ten times what the server bears, for as long as `LOAD_SECONDS` says
//! (`scripts/long/load`: ten minutes). What is too much is sent away at once
//! with 503, what is accepted is answered in good time, memory stays flat, and
//! no commit is lost among all that.

use std::time::{Duration, Instant};

use entity::values::Role;
use reqwest::StatusCode;

use crate::{
    playing::{Module, TestPlayer},
    process::ServerProcess,
    support::{Browser, TestServer},
};

/// Requests that the server bears at once …
const BEARS: usize = 8;
/// … and clients that ask at once.
const CLIENTS: usize = 10 * BEARS;
const PLAYERS: usize = 20;

/// How long answers took.
#[derive(Default)]
struct Seen {
    accepted: Vec<Duration>,
    shed: Vec<Duration>,
}

impl Seen {
    /// Counts an answer; 503 must say when to come back.
    fn note(&mut self, answer: &reqwest::Response, asked: Instant) -> bool {
        let is_shed = answer.status() == StatusCode::SERVICE_UNAVAILABLE;
        if is_shed {
            assert!(answer.headers().contains_key("retry-after"));
            self.shed.push(asked.elapsed());
        } else {
            assert!(answer.status().is_success(), "{}", answer.status());
            self.accepted.push(asked.elapsed());
        }
        !is_shed
    }

    fn add(&mut self, other: Self) {
        self.accepted.extend(other.accepted);
        self.shed.extend(other.shed);
    }
}

/// What 99 of 100 stay below.
fn p99(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

async fn look(browser: Browser, until: Instant) -> Seen {
    let mut seen = Seen::default();
    let paths = ["/home", "/sign-in", "/", "/account"];
    let mut turn = 0;
    while Instant::now() < until {
        let asked = Instant::now();
        let answer = browser.get(paths[turn % paths.len()]).await;
        seen.note(&answer, asked);
        // The whole answer counts.
        answer.bytes().await.unwrap();
        turn += 1;
        tokio::task::yield_now().await;
    }
    seen
}

async fn play(mut player: TestPlayer, until: Instant) -> (Seen, TestPlayer, String) {
    let mut seen = Seen::default();
    let mut place = 1;
    player
        .initialize()
        .set("cmi.core.lesson_location", "place-1");
    let mut stored = String::new();
    while Instant::now() < until || !player.pending.is_empty() {
        if player.pending.is_empty() {
            place += 1;
            let value = format!("place-{place}");
            player.set("cmi.core.lesson_location", &value);
        }
        let asked = Instant::now();
        let answer = player.send(&player.pending).await;
        if seen.note(&answer, asked) {
            player.pending.clear();
            stored = format!("place-{place}");
        }
        tokio::task::yield_now().await;
    }
    (seen, player, stored)
}

#[tokio::test]
async fn h5_ten_times_the_load_is_shed_fast_and_the_rest_is_served_in_time() {
    let seconds = std::env::var("LOAD_SECONDS").map_or(4, |it| it.parse().unwrap());
    let mut server = TestServer::start().await;
    let module = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson");
    let step = server.one_step(&module).await;
    let mut players = Vec::new();
    for _ in 0..PLAYERS {
        let enrolled = server.enrolled(step.course_id).await;
        let launched = server.launched(enrolled.enrolment_id, step.step_id).await;
        players.push(TestPlayer::begin(&launched.url).await);
    }
    let person = server.new_person(Role::Trainee).await;
    let mut browsers = Vec::new();
    for _ in PLAYERS..CLIENTS {
        browsers.push(server.sign_in(person).await);
    }
    server.stop().await;
    let process = ServerProcess::start_with(server.settings(), |command| {
        command.env("OBUKA_MOST_REQUESTS", BEARS.to_string());
    })
    .await;

    // A short round first: what is loaded once is no growth.
    let mut memory = 0;
    let mut seen = Seen::default();
    for length in [Duration::from_secs(1), Duration::from_secs(seconds)] {
        seen = Seen::default();
        let until = Instant::now() + length;
        let looking: Vec<_> = browsers
            .iter()
            .map(|it| tokio::spawn(look(process.visited_by(it.clone()), until)))
            .collect();
        let playing: Vec<_> = std::mem::take(&mut players)
            .into_iter()
            .map(|mut player| {
                process.played_by(&mut player);
                tokio::spawn(play(player, until))
            })
            .collect();
        for looked in looking {
            seen.add(looked.await.unwrap());
        }
        let ends = futures::future::join_all(playing).await;
        // The storm is over: everybody gets in.
        for end in ends {
            let (what, player, stored) = end.unwrap();
            seen.add(what);
            let resumed = TestPlayer::begin(&player.url).await;
            let place = resumed.value("cmi.core.lesson_location").unwrap();
            assert_eq!(place, stored);
            players.push(resumed);
        }
        let now = process.memory_bytes();
        if memory == 0 {
            memory = now;
        }
        let grown = now.saturating_sub(memory);
        assert!(grown < 48 << 20, "{grown} bytes more after the same load");
    }

    let (accepted, shed) = (seen.accepted.len(), seen.shed.len());
    assert!(100 < accepted && 100 < shed, "{accepted} and {shed}");
    let (accepted_p99, shed_p99) = (p99(&mut seen.accepted), p99(&mut seen.shed));
    eprintln!(
        "{accepted} accepted, p99 {} ms; {shed} shed, p99 {} ms; {} MiB",
        accepted_p99.as_millis(),
        shed_p99.as_millis(),
        process.memory_bytes() >> 20
    );
    assert!(accepted_p99 < Duration::from_secs(2));
    assert!(shed_p99 < Duration::from_secs(1));
}
