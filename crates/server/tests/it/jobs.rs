//! Jobs are run once, tried again, and taken over from a server that died.

use std::time::Duration;

use chrono::DateTime;
use entity::{
    job, mail_message,
    values::{Face, JobState},
};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    sync::oneshot,
};
use uuid::Uuid;

use crate::support::TestServer;

/// A mail and the job that sends it, as rows; `change` arranges the job.
pub(crate) async fn queue_mail(server: &TestServer, change: impl FnOnce(&mut job::Model)) -> Uuid {
    let now = server.state.clock.now();
    let mail = mail_message::Model {
        id: Uuid::now_v7(),
        person_id: None,
        recipient: "ada@example.org".into(),
        subject: "Здраво".into(),
        text_body: "Text".into(),
        html_body: "<p>Text</p>".into(),
        face: Face::SrCyrl,
        created_at: now,
        sent_at: None,
        failed_with: None,
    };
    let mut job = job::Model {
        id: Uuid::now_v7(),
        kind: "send_mail".into(),
        payload: format!("{{\"mail_id\":\"{}\"}}", mail.id).into_bytes(),
        state: JobState::Waiting,
        attempts: 0,
        run_at: now,
        leased_until: None,
        lease: None,
        last_error: None,
        created_at: now,
        finished_at: None,
    };
    change(&mut job);
    let id = job.id;
    server.insert(mail.into_active_model()).await;
    server.insert(job.into_active_model()).await;
    id
}

async fn find(server: &TestServer, id: Uuid) -> job::Model {
    let found = job::Entity::find_by_id(id).one(server.state.db.read());
    found.await.unwrap().unwrap()
}

/// Waits until the job is as `is_so` says.
async fn until(server: &TestServer, id: Uuid, is_so: impl Fn(&job::Model) -> bool) -> job::Model {
    for _ in 0..400 {
        let job = find(server, id).await;
        if is_so(&job) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("after 20 seconds the job is {:?}", find(server, id).await);
}

fn is_done(job: &job::Model) -> bool {
    job.state == JobState::Done
}

#[tokio::test]
async fn two_servers_never_run_one_job_twice() {
    let server = TestServer::start().await;
    let other = server.workers_of_another_server().await;

    let mut ids = Vec::new();
    for _ in 0..40 {
        ids.push(queue_mail(&server, |_| {}).await);
    }

    for id in ids {
        let job = until(&server, id, is_done).await;
        assert_eq!(job.attempts, 1);
    }
    other.stop().await;
}

#[tokio::test]
async fn a_lease_that_ran_out_is_taken_over_and_a_living_one_is_not() {
    let server = TestServer::start().await;
    let now = server.state.clock.now();
    let held = |until: DateTime<chrono::Utc>| {
        move |job: &mut job::Model| {
            job.state = JobState::Running;
            job.attempts = 1;
            job.lease = Some(Uuid::now_v7());
            job.leased_until = Some(until);
        }
    };

    let living = queue_mail(&server, held(now + chrono::Duration::hours(1))).await;
    let dead = queue_mail(&server, held(now - chrono::Duration::seconds(1))).await;

    assert_eq!(until(&server, dead, is_done).await.attempts, 2);
    assert_eq!(find(&server, living).await.state, JobState::Running);
}

#[tokio::test]
async fn a_failed_job_is_tried_again_later_and_later() {
    // Nobody listens on port 9 of this machine.
    let settings = |it: &mut server::config::Settings| it.mail = "smtp://127.0.0.1:9".into();
    let server = TestServer::start_with(settings, false).await;
    let id = queue_mail(&server, |_| {}).await;

    let first = until(&server, id, |it| it.attempts == 1 && it.lease.is_none()).await;
    assert_eq!(first.state, JobState::Waiting);
    assert!(first.last_error.is_some());
    assert_eq!((first.run_at - first.finished_at.unwrap()).num_seconds(), 5);

    server.state.clock.shift(6);
    let second = until(&server, id, |it| it.attempts == 2 && it.lease.is_none()).await;
    assert_eq!(
        (second.run_at - second.finished_at.unwrap()).num_seconds(),
        10
    );
}

#[tokio::test]
async fn a_job_of_an_unknown_kind_is_given_up_and_stays_visible() {
    let server = TestServer::start().await;

    let id = queue_mail(&server, |job| job.kind = "no_such_kind".into()).await;

    let job = until(&server, id, |it| it.state == JobState::Failed).await;
    assert!(job.last_error.unwrap().contains("no_such_kind"));
}

/// A mail server that takes one mail, and answers its greeting only when told to.
async fn slow_mail_server(
    listener: TcpListener,
    connected: oneshot::Sender<()>,
    go_on: oneshot::Receiver<()>,
) -> String {
    let (stream, _) = listener.accept().await.unwrap();
    connected.send(()).unwrap();
    go_on.await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut received = String::new();
    write.write_all(b"220 test\r\n").await.unwrap();
    let mut in_data = false;
    while let Some(line) = lines.next_line().await.unwrap() {
        received.push_str(&line);
        received.push('\n');
        let answer: &[u8] = match line.as_str() {
            "." => {
                in_data = false;
                b"250 taken\r\n"
            }
            _ if in_data => continue,
            "DATA" => {
                in_data = true;
                b"354 go on\r\n"
            }
            "QUIT" => break,
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await.unwrap();
        if answer == b"250 taken\r\n" {
            break;
        }
    }
    received
}

#[tokio::test]
async fn stopping_lets_the_running_job_finish() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = |it: &mut server::config::Settings| it.mail = format!("smtp://{address}");
    let mut server = TestServer::start_with(settings, false).await;
    let (connected, has_connected) = oneshot::channel();
    let (go_on, told_to_go_on) = oneshot::channel();
    let mail_server = tokio::spawn(slow_mail_server(listener, connected, told_to_go_on));
    let id = queue_mail(&server, |_| {}).await;
    has_connected.await.unwrap();

    let mut stopping = Box::pin(server.stop());
    let early = tokio::time::timeout(Duration::from_millis(300), &mut stopping).await;
    assert!(early.is_err(), "the server stopped while a job was running");
    go_on.send(()).unwrap();
    stopping.as_mut().await;
    drop(stopping);

    assert_eq!(find(&server, id).await.state, JobState::Done);
    let received = mail_server.await.unwrap();
    assert!(received.contains("RCPT TO:<ada@example.org>"), "{received}");
}
