//! The built server as a process, filled through the automation interface.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use entity::values::Role;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, Database, EntityTrait as _, IntoActiveModel as _,
    Set,
};
use serde_json::{Value, json};
use server::{clock::Clock, db::Db};
use tempfile::TempDir;
use uuid::Uuid;

use crate::client::{Answer, Connection, Sender, request};

const JSON: &str = "Content-Type: application/json\r\n";
const IMPORT: &str = "/api/v1/packages?publish=true";

pub(crate) struct Site {
    child: Child,
    pub(crate) app: u16,
    pub(crate) content: u16,
    token: String,
    pub(crate) db: Db,
    _dir: TempDir,
}

/// A course of one package step.
pub(crate) struct Course {
    pub(crate) id: String,
    pub(crate) step_id: String,
}

/// A learner whose player has begun.
pub(crate) struct Learner {
    pub(crate) person_id: Uuid,
    path: String,
    generation: Value,
    delivery: Value,
    next: u64,
    /// Whether the next commit is the last.
    ends: bool,
    done: bool,
}

impl Site {
    /// `server` is a PostgreSQL server without a database's name; none means SQLite.
    pub(crate) async fn start(server: Option<&str>) -> Self {
        let dir = tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or("target".into()));
        let dir = dir.unwrap();
        let url = database(server, &dir).await;
        let (app, content) = (free_port(), free_port());
        let command = |word: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_obuka"));
            command
                .args(word.split(' '))
                .env("OBUKA_DATA", dir.path())
                .env("OBUKA_DATABASE_URL", &url)
                .env("OBUKA_APP_ORIGIN", format!("http://localhost:{app}"))
                .env(
                    "OBUKA_CONTENT_ORIGIN",
                    format!("http://localhost:{content}"),
                )
                .env("OBUKA_LOG", "error");
            command
        };
        let said = command("create-token --role administrator")
            .output()
            .unwrap();
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
        let said = String::from_utf8(said.stdout).unwrap();
        let token = said.lines().last().unwrap().trim().to_owned();
        let db = Db::open(&url).await.unwrap();
        db.write(|tx| {
            Box::pin(async move {
                let used = entity::setting::Model {
                    name: "set_up_at".into(),
                    value: String::new(),
                };
                entity::setting::Entity::insert(used.into_active_model().reset_all())
                    .exec_without_returning(tx)
                    .await
                    .map(drop)
            })
        })
        .await
        .unwrap();
        let child = command("serve").stderr(Stdio::inherit()).spawn().unwrap();
        let site = Self {
            child,
            app,
            content,
            token,
            db,
            _dir: dir,
        };
        site.wait().await;
        site
    }

    async fn wait(&self) {
        let started = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", self.content))
            .await
            .is_err()
        {
            assert!(started.elapsed() < Duration::from_secs(30), "no server");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Resident memory now and at most so far, in MiB.
    pub(crate) fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let of = |name: &str| -> f64 {
            let line = status.lines().find(|it| it.starts_with(name)).unwrap();
            let kibibytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
            kibibytes / 1024.0
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    async fn call(&self, on: &mut Connection, path: &str, body: &Value) -> Value {
        let headers = format!("{JSON}{}", self.bearer());
        let body = serde_json::to_vec(body).unwrap();
        let answer = on.send(&request("POST", path, &headers, &body)).await;
        assert!(
            answer.status < 300,
            "{path}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        answer.json()
    }

    /// The peak of resident memory begins anew.
    pub(crate) fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").unwrap();
    }

    /// The header that shows who calls the automation interface.
    pub(crate) fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    pub(crate) async fn import(&self, zip: &[u8]) -> String {
        let mut connection = Connection::open(self.app).await;
        let headers = format!("Content-Type: application/zip\r\n{}", self.bearer());
        let answer = connection
            .send(&request("POST", IMPORT, &headers, zip))
            .await;
        Self::imported(&answer)
    }

    /// Sends the archive as one body, read from its file.
    pub(crate) async fn import_file(&self, zip: &Path) -> String {
        let mut connection = Connection::open(self.app).await;
        let headers = format!("Content-Type: application/zip\r\n{}", self.bearer());
        let answer = connection.send_file(IMPORT, &headers, zip).await;
        Self::imported(&answer)
    }

    fn imported(answer: &Answer) -> String {
        assert_eq!(
            answer.status,
            201,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        answer.json()["version_id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn course(&self, version_id: &str) -> Course {
        let mut connection = Connection::open(self.app).await;
        let wanted = json!({
            "title": "Course", "language": "en", "published": true,
            "steps": [{ "version_id": version_id, "rule": "passed" }],
        });
        let made = self.call(&mut connection, "/api/v1/courses", &wanted).await;
        Course {
            id: made["id"].as_str().unwrap().to_owned(),
            step_id: made["steps"][0]["id"].as_str().unwrap().to_owned(),
        }
    }

    /// So many learners of the course, each with an open player.
    pub(crate) async fn learners(&self, course: &Course, count: usize) -> Vec<Learner> {
        let each = count.div_ceil(8);
        let working = (0..8).map(|_| self.some_learners(course, each));
        let mut learners: Vec<Learner> = futures::future::join_all(working)
            .await
            .into_iter()
            .flatten()
            .collect();
        learners.truncate(count);
        learners
    }

    async fn some_learners(&self, course: &Course, count: usize) -> Vec<Learner> {
        let mut app = Connection::open(self.app).await;
        let mut content = Connection::open(self.content).await;
        let mut learners = Vec::with_capacity(count);
        for _ in 0..count {
            let (person_id, enrolment) = self.enrol(&mut app, course).await;
            let path = format!("/api/v1/enrolments/{enrolment}/launch");
            let launch = json!({ "step_id": course.step_id, "mode": "normal" });
            let launched = self.call(&mut app, &path, &launch).await;
            let url = launched["url"].as_str().unwrap();
            let path = format!("/{}", url.splitn(4, '/').nth(3).unwrap());
            let begin = request("POST", &format!("{path}begin"), JSON, b"{\"queues\":[]}");
            let scene = content.send(&begin).await;
            assert_eq!(
                scene.status,
                200,
                "{}",
                String::from_utf8_lossy(&scene.body)
            );
            let scene = scene.json();
            learners.push(Learner {
                person_id,
                path,
                generation: scene["generation"].clone(),
                delivery: scene["delivery"].clone(),
                next: scene["mark"].as_u64().unwrap() + 1,
                ends: false,
                done: false,
            });
        }
        learners
    }

    /// A new person on the course, by person and enrolment.
    async fn enrol(&self, app: &mut Connection, course: &Course) -> (Uuid, String) {
        let email = format!("{}@example.org", Uuid::now_v7().simple());
        let person = json!({ "given_name": "Ада", "family_name": "Ђорђевић", "email": email });
        let person = self.call(app, "/api/v1/people", &person).await;
        let enrolment = json!({ "person_id": person["id"], "course_id": course.id });
        let enrolment = self.call(app, "/api/v1/enrolments", &enrolment).await;
        let id_of = |it: &Value| it["id"].as_str().unwrap().to_owned();
        (id_of(&person).parse().unwrap(), id_of(&enrolment))
    }

    /// A new person on the course who has not begun.
    pub(crate) async fn enrolled(&self, course: &Course) -> Uuid {
        let mut app = Connection::open(self.app).await;
        self.enrol(&mut app, course).await.0
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.app)
    }

    /// A new person who may do everything that these benchmarks do.
    pub(crate) async fn coordinator(&self) -> Uuid {
        let mut app = Connection::open(self.app).await;
        let email = format!("{}@example.org", Uuid::now_v7().simple());
        let person = json!({ "given_name": "Мара", "family_name": "Марић", "email": email });
        let person = self.call(&mut app, "/api/v1/people", &person).await;
        let id: Uuid = person["id"].as_str().unwrap().parse().unwrap();
        let change = entity::person::ActiveModel {
            id: Set(id),
            role: Set(Role::Administrator),
            ..Default::default()
        };
        change.update(self.db.read()).await.unwrap();
        id
    }

    /// A new session of this person, by its token.
    pub(crate) async fn session(&self, person_id: Uuid) -> String {
        let now = Clock::default().now();
        server::sign_in::start_session(&self.db, person_id, "bench", now)
            .await
            .unwrap()
    }

    /// A session cookie of this person.
    pub(crate) async fn cookie(&self, person_id: Uuid) -> String {
        let token = self.session(person_id).await;
        format!("Cookie: obuka_session={token}; obuka_face=en\r\n")
    }

    /// The token that the forms of this session carry.
    pub(crate) async fn csrf(&self, cookie: &str) -> String {
        let page = request("GET", "/home", cookie, b"");
        let answer = Connection::open(self.app).await.send(&page).await;
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        let from = html.split("name=\"csrf\" value=\"").nth(1).expect("a form");
        from.split('"').next().unwrap().to_owned()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Learner {
    pub(crate) fn ending(mut self) -> Self {
        self.ends = true;
        self
    }

    fn entries(&mut self, pairs: &[(String, String)]) -> Vec<Value> {
        let mut entries = Vec::with_capacity(pairs.len() + 2);
        if self.next == 1 {
            entries.push(json!({ "n": 1, "at": 1_790_000_000_000_i64, "kind": "initialize" }));
            self.next = 2;
        }
        for (element, value) in pairs {
            entries.push(json!({
                "n": self.next, "at": 1_790_000_000_000_i64,
                "kind": "set_value", "element": element, "value": value,
            }));
            self.next += 1;
        }
        entries
    }

    fn commit(&self, entries: &[Value]) -> Vec<u8> {
        let body = json!({
            "generation": self.generation, "delivery": self.delivery, "entries": entries,
        });
        let body = serde_json::to_vec(&body).unwrap();
        request("POST", &format!("{}commit", self.path), JSON, &body)
    }

    /// 4 elements and 1 KB of suspend data.
    fn usual(&mut self) -> Vec<u8> {
        let n = self.next;
        let pairs = [
            ("cmi.core.lesson_location", format!("page-{n}")),
            ("cmi.core.lesson_status", "incomplete".into()),
            ("cmi.core.score.raw", (n % 100).to_string()),
            (
                "cmi.core.session_time",
                format!("00:{:02}:{:02}", n / 60 % 60, n % 60),
            ),
            ("cmi.suspend_data", format!("{n:0>1024}")),
        ];
        let pairs = pairs.map(|(element, value)| (element.to_owned(), value));
        let entries = self.entries(&pairs);
        self.commit(&entries)
    }

    /// 37 elements and the end: passed, so that the course is completed and certified.
    fn last(&mut self) -> Vec<u8> {
        let mut pairs: Vec<(String, String)> = vec![
            ("cmi.core.lesson_location".into(), "end".into()),
            ("cmi.core.lesson_status".into(), "passed".into()),
            ("cmi.core.score.raw".into(), "95".into()),
            ("cmi.core.score.min".into(), "0".into()),
            ("cmi.core.score.max".into(), "100".into()),
            ("cmi.core.session_time".into(), "00:12:30".into()),
            ("cmi.suspend_data".into(), "x".repeat(1024)),
        ];
        for n in 0..6 {
            for (field, value) in [
                ("id", format!("question-{n}")),
                ("type", "choice".into()),
                ("student_response", "a".into()),
                ("result", "correct".into()),
                ("weighting", "1".into()),
            ] {
                pairs.push((format!("cmi.interactions.{n}.{field}"), value));
            }
        }
        assert_eq!(pairs.len(), 37);
        let mut entries = self.entries(&pairs);
        let end = json!({ "n": self.next, "at": 1_790_000_000_000_i64, "kind": "terminate" });
        entries.push(end);
        self.commit(&entries)
    }
}

/// A learner who commits again and again, or once and for all.
impl Sender for Learner {
    fn next(&mut self) -> Option<Vec<u8>> {
        if !self.ends {
            return Some(self.usual());
        }
        if std::mem::replace(&mut self.done, true) {
            return None;
        }
        Some(self.last())
    }

    fn got(&mut self, answer: &Answer) {
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
    }
}

/// Several learners, one after the other on one connection.
pub(crate) struct Queue(pub(crate) Vec<Learner>);

impl Sender for Queue {
    fn next(&mut self) -> Option<Vec<u8>> {
        self.0.pop().and_then(|mut it| it.next())
    }

    fn got(&mut self, answer: &Answer) {
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
    }
}

/// A database of its own.
async fn database(server: Option<&str>, dir: &TempDir) -> String {
    let Some(server) = server else {
        return format!(
            "sqlite://{}?mode=rwc",
            dir.path().join("obuka.db").display()
        );
    };
    let name = format!("obuka_bench_{}", Uuid::now_v7().simple());
    let admin = Database::connect(format!("{server}/postgres"))
        .await
        .unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    format!("{server}/{name}")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
