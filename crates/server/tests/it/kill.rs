//! H1: the real server, killed under load again and again. What it has
//! acknowledged must be there when it comes back. `KILLS` says how often;
//! `scripts/long/kill` does it 200 times.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Client;

use crate::{
    playing::{Module, TestPlayer},
    process::ServerProcess,
    support::TestServer,
};

const PLAYERS: usize = 8;

/// A learner who sends one commit after the other and remembers what was acknowledged.
struct Learner {
    player: TestPlayer,
    client: Client,
    acknowledged: u64,
    last: String,
}

impl Learner {
    /// Commits until the server is gone.
    async fn work(&mut self, count: &AtomicU64) {
        loop {
            let value = format!("place-{}", self.player.next());
            self.player.set("cmi.core.lesson_location", &value);
            if !self.send(count, &value).await {
                return;
            }
        }
    }

    /// Sends everything that is not acknowledged; false when the server is gone.
    async fn send(&mut self, count: &AtomicU64, value: &str) -> bool {
        let mut body = self.player.place();
        body["entries"] = self.player.pending.clone().into();
        let request = self.client.post(format!("{}commit", self.player.url));
        let Ok(answer) = request.json(&body).send().await else {
            return false;
        };
        let status = answer.status();
        let Ok(answer) = answer.json::<serde_json::Value>().await else {
            return false;
        };
        // A gap here would mean that something acknowledged is gone.
        assert_eq!(status, 200, "after mark {}: {answer}", self.acknowledged);
        let mark = answer["mark"].as_u64().unwrap();
        assert!(
            self.acknowledged < mark,
            "{} then {mark}",
            self.acknowledged
        );
        self.acknowledged = mark;
        value.clone_into(&mut self.last);
        self.player.pending.clear();
        count.fetch_add(1, Ordering::Relaxed);
        true
    }
}

async fn learners(server: &TestServer) -> Vec<Learner> {
    let module = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson");
    let step = server.one_step(&module).await;
    let mut learners = Vec::new();
    for _ in 0..PLAYERS {
        let enrolled = server.enrolled(step.course_id).await;
        let launched = server.launched(enrolled.enrolment_id, step.step_id).await;
        let mut player = TestPlayer::begin(&launched.url).await;
        player.initialize();
        learners.push(Learner {
            player,
            client: Client::new(),
            acknowledged: 0,
            last: String::new(),
        });
    }
    learners
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h1_what_was_acknowledged_survives_a_kill() {
    let kills: u32 = std::env::var("KILLS").map_or(5, |it| it.parse().unwrap());
    let mut server = TestServer::start().await;
    let mut learners = learners(&server).await;
    server.stop().await;
    let settings = server.state.config.settings.clone();
    let mut running = ServerProcess::start(&settings).await;
    let ports = (running.app, running.content);
    for learner in &mut learners {
        running.played_by(&mut learner.player);
    }
    let mut commits = 0;
    let mut slowest = Duration::ZERO;
    for _ in 0..kills {
        let count = Arc::new(AtomicU64::new(0));
        let working: Vec<_> = learners
            .into_iter()
            .map(|mut learner| {
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    learner.work(&count).await;
                    learner
                })
            })
            .collect();
        let enough = rand::random_range(1..300);
        while count.load(Ordering::Relaxed) < enough {
            assert!(
                !working.iter().any(tokio::task::JoinHandle::is_finished),
                "a learner stopped"
            );
            tokio::time::sleep(Duration::from_micros(300)).await;
        }
        running.kill();
        learners = Vec::new();
        for learner in working {
            learners.push(learner.await.unwrap());
        }
        commits += count.load(Ordering::Relaxed);
        let restarting = Instant::now();
        running = ServerProcess::start_at(&settings, ports).await;
        slowest = slowest.max(restarting.elapsed());
    }
    for mut learner in learners {
        assert!(learner.send(&AtomicU64::new(0), "").await);
        let resumed = TestPlayer::begin(&learner.player.url).await;
        let place = resumed.value("cmi.core.lesson_location").unwrap();
        assert_eq!(place, format!("place-{}", learner.acknowledged));
    }
    eprintln!(
        "{kills} kills, {commits} acknowledged commits, 0 of them gone, \
         back after {} ms at most",
        slowest.as_millis()
    );
}
