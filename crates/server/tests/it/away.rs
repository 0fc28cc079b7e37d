//! H3: a database that is locked, cut off or restarted. What can be waited for
//! is waited for, what cannot is answered 503 with a time to come back, and
//! whoever sends it again has it stored once.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use entity::{attempt, certificate};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    TransactionTrait as _,
};
use serde_json::{Value, json};
use server::config::Settings;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::{
    outages::{Site, database, entries_once, is_refused, module},
    playing::{Enrolled, Module, OneStep, TestPlayer},
    recording,
    support::TestServer,
};

/// Another program's transaction that has written into the attempts.
async fn lock(server: &TestServer) -> DatabaseTransaction {
    let db = database(server.settings()).await;
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("UPDATE attempt SET number = number")
        .await
        .unwrap();
    tx
}

#[tokio::test]
async fn h3_a_short_lock_is_waited_for_and_a_long_one_answered_503() {
    let mut site = Site::start(|_| {}).await;
    let held = lock(&site.ground).await;
    site.player.set("cmi.core.lesson_location", "1");

    let asked = Instant::now();
    let refused = site.player.send(&site.player.pending).await;

    assert_eq!(refused.status(), 503);
    assert!(is_refused(&refused));
    assert!(asked.elapsed() < Duration::from_secs(20));
    let answer: Value = refused.json().await.unwrap();
    assert_eq!(answer, json!({ "error": "busy" }));
    site.reads_go_on().await;
    held.rollback().await.unwrap();
    site.player.commit().await;

    let held = lock(&site.ground).await;
    site.player.set("cmi.core.lesson_location", "2");
    {
        let mut waiting = std::pin::pin!(site.player.send(&site.player.pending));
        let early = tokio::time::timeout(Duration::from_millis(300), &mut waiting).await;
        assert!(early.is_err(), "it waits");
        held.rollback().await.unwrap();
        assert_eq!(waiting.await.status(), 200);
    }
    site.survives_a_restart("2").await;
}

/// A learner who works through the lesson, whatever the database does.
struct Persistent {
    player: TestPlayer,
    enrolled: Enrolled,
    refusals: u32,
}

impl Persistent {
    async fn new(server: &TestServer, step: &OneStep) -> Self {
        let enrolled = server.enrolled(step.course_id).await;
        let launched = server.launched(enrolled.enrolment_id, step.step_id).await;
        let mut player = TestPlayer::begin(&launched.url).await;
        player.initialize();
        Self {
            player,
            enrolled,
            refusals: 0,
        }
    }

    /// Sends what is pending until it is stored, as the player does.
    async fn store(&mut self) {
        let until = Instant::now() + Duration::from_mins(1);
        while Instant::now() < until {
            let answer = self.player.send(&self.player.pending).await;
            if answer.status() == 200 {
                let answer: Value = answer.json().await.unwrap();
                assert_eq!(answer["mark"].as_u64().unwrap(), self.player.next() - 1);
                self.player.pending.clear();
                return;
            }
            assert!(is_refused(&answer), "{}", answer.status());
            self.refusals += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("not stored within a minute");
    }

    async fn finish(&mut self) {
        self.player
            .set("cmi.core.score.raw", "90")
            .set("cmi.core.lesson_status", "passed")
            .terminate();
        self.store().await;
    }
}

/// Eight learners who commit while the database is disturbed, then finish; how
/// often they were refused.
async fn learn(server: &TestServer, step: &OneStep, disturbing: impl Future<Output = ()>) -> u32 {
    let mut learners = Vec::new();
    for _ in 0..8 {
        learners.push(Persistent::new(server, step).await);
    }
    let (ending, ended) = tokio::sync::watch::channel(false);
    let working: Vec<_> = learners
        .into_iter()
        .map(|mut learner| {
            let ended = ended.clone();
            tokio::spawn(async move {
                let mut place = 0;
                while !*ended.borrow() {
                    let value = format!("place-{place}");
                    learner.player.set("cmi.core.lesson_location", &value);
                    learner.store().await;
                    place += 1;
                }
                learner.finish().await;
                assert!(0 < place);
                learner
            })
        })
        .collect();
    disturbing.await;
    ending.send_replace(true);
    let mut refusals = 0;
    let db = database(server.settings()).await;
    for learner in working {
        let learner = learner.await.unwrap();
        let enrolment_id = learner.enrolled.enrolment_id;
        entries_once(&db, enrolment_id, learner.player.next() - 1).await;
        refusals += learner.refusals;
    }
    assert_eq!(attempt::Entity::find().count(&db).await.unwrap(), 8);
    let mut numbers: Vec<i32> = certificate::Entity::find()
        .all(&db)
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.number)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>(), "one each, no gap");
    refusals
}

async fn certified(server: &TestServer) -> OneStep {
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(server, &step, None).await;
    step
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h3_connections_that_are_cut_under_load_lose_and_double_nothing() {
    let server = TestServer::start().await;
    if server.state.db.is_sqlite() {
        return;
    }
    let step = certified(&server).await;
    let db = database(server.settings()).await;
    let cutting = async move {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        for _ in 0..40 {
            db.execute_unprepared(cut).await.unwrap();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };

    let refusals = learn(&server, &step, cutting).await;

    eprintln!("connections cut 40 times, {refusals} requests were told to come back");
}

/// A way to the database that can be closed and opened.
struct Gate {
    address: SocketAddr,
    database: String,
    through: JoinSet<()>,
}

impl Gate {
    async fn open(database: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut this = Self {
            address: listener.local_addr().unwrap(),
            database: database.to_owned(),
            through: JoinSet::new(),
        };
        this.serve(listener);
        this
    }

    fn serve(&mut self, listener: TcpListener) {
        let database = self.database.clone();
        self.through.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                let database = database.clone();
                connections.spawn(async move {
                    let mut far = TcpStream::connect(database).await.unwrap();
                    // Either end may go first.
                    drop(tokio::io::copy_bidirectional(&mut near, &mut far).await);
                });
            }
        });
    }

    /// Every connection breaks, and no new one is taken.
    async fn close(&mut self) {
        self.through.shutdown().await;
    }

    async fn reopen(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }
}

/// A server that reaches its PostgreSQL through a gate.
async fn behind_a_gate() -> Option<(Gate, TestServer)> {
    let url = std::env::var("TEST_POSTGRES_URL").ok()?;
    let url = url::Url::parse(&url).unwrap();
    let there = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
    let gate = Gate::open(&there).await;
    let address = gate.address;
    let through = move |settings: &mut Settings| {
        let url = settings.database_url.as_deref().unwrap();
        let mut url = url::Url::parse(url).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(address.port())).unwrap();
        settings.database_url = Some(url.into());
    };
    let server = TestServer::start_with(through, false).await;
    Some((gate, server))
}

/// From the server's side a restart is this: all connections break, new ones
/// are refused for a while, then it is as before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h3_a_restart_of_the_database_is_waited_for_and_doubles_nothing() {
    let Some((mut gate, mut server)) = behind_a_gate().await else {
        return;
    };
    let step = certified(&server).await;
    let restarting = async {
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_millis(300)).await;
            gate.close().await;
            tokio::time::sleep(Duration::from_millis(700)).await;
            gate.reopen().await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    };

    let refusals = learn(&server, &step, restarting).await;

    eprintln!("the database was away 4 times, {refusals} requests were told to come back");
    server.stop().await;
}

/// While the database is away for long, nobody waits for long.
#[tokio::test]
async fn h3_a_database_that_stays_away_is_answered_503_until_it_is_back() {
    let Some((mut gate, server)) = behind_a_gate().await else {
        return;
    };
    let (_, learner, mut player) = server.playing(&module()).await;
    player.initialize().set("cmi.core.lesson_location", "1");
    gate.close().await;

    let (commit, page, health) = tokio::join!(
        player.send(&player.pending),
        learner.browser.get("/home"),
        learner.browser.get("/health"),
    );

    for answer in [&commit, &page, &health] {
        assert_eq!(answer.status(), 503);
        assert!(answer.headers().contains_key("retry-after"));
    }
    gate.reopen().await;
    player.commit().await;
    assert_eq!(learner.browser.get("/home").await.status(), 200);
    let enrolment_id = learner.enrolment_id;
    let db = database(server.settings()).await;
    entries_once(&db, enrolment_id, player.next() - 1).await;
}
