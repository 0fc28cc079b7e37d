//! The completion record of 100,000 rows: on screen, and as files.

use std::time::Instant;

use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::{
    Bench,
    client::{Connection, Download, Sender as _, request},
    fill, millis, package, seconds,
    site::{Learner, Queue, Site},
};

const ROWS: u64 = 100_000;
/// How often a page is asked for.
const VIEWS: usize = 40;
/// All completions, of whatever day.
const PERIOD: &str = "from=2000-01-01";

impl Bench {
    pub(crate) async fn record(&self) {
        let site = Site::start(self.postgres.as_deref()).await;
        one_completion(&site).await;
        let rows = if self.seconds < 2.0 { 1_000 } else { ROWS };
        fill::completions(&site, rows).await;
        let completions = entity::completion::Entity::find();
        assert_eq!(completions.count(site.db.read()).await.unwrap(), rows);
        let cookie = site.cookie(site.coordinator().await).await;
        self.on_screen(&site, &cookie, rows).await;
        let (idle, _) = site.memory();
        for format in ["xlsx", "csv", "json"] {
            let path = format!("/api/v1/completion-record?format={format}&{PERIOD}");
            let wanted = request("GET", &path, &site.bearer(), b"");
            site.forget_peak();
            let got = Connection::open(site.app).await.download(&wanted).await;
            let what = format!("record of {rows} rows by the API: {format}");
            self.file(&what, &got, idle, &site);
        }
        let mut connection = Connection::open(site.app).await;
        let token = site.csrf(&cookie).await;
        for format in ["xlsx", "csv_semicolon"] {
            site.forget_peak();
            let got = issue(&site, &mut connection, &cookie, &token, format).await;
            let what = format!("record of {rows} rows issued on the page: {format}");
            self.file(&what, &got, idle, &site);
        }
    }

    async fn on_screen(&self, site: &Site, cookie: &str, rows: u64) {
        let path = format!("/reports/completion-record?{PERIOD}");
        let page = request("GET", &path, cookie, b"");
        let mut connection = Connection::open(site.app).await;
        let mut times = Vec::new();
        for _ in 0..VIEWS {
            let started = Instant::now();
            let answer = connection.send(&page).await;
            times.push(started.elapsed());
            assert_eq!(answer.status, 200);
        }
        let first = times[0];
        times.sort_unstable();
        self.row(
            &format!("record of {rows} rows: first page"),
            &millis(times[VIEWS / 2]),
            &format!(
                "{} / {}",
                millis(times[VIEWS / 2]),
                millis(times[VIEWS - 1])
            ),
            &format!("the very first {}", millis(first)),
        );
    }

    fn file(&self, what: &str, got: &Download, idle: f64, site: &Site) {
        let (_, most) = site.memory();
        let beside = format!(
            "{:.1} MB; memory at most {most:.0} MiB, {:.0} MiB above idle",
            megabytes(got.size_bytes),
            (most - idle).max(0.0)
        );
        self.row(what, &seconds(got.took), "", &beside);
    }
}

/// One learner completes the course and is certified.
async fn one_completion(site: &Site) {
    let version = site.import(&package::small()).await;
    let course = site.course(&version).await;
    let learners = site.learners(&course, 1).await;
    let mut ending = Queue(learners.into_iter().map(Learner::ending).collect());
    let last = ending.next().expect("one learner");
    let answer = Connection::open(site.content).await.send(&last).await;
    ending.got(&answer);
}

/// The page's button, and the file that it leads to; the time is that of both.
async fn issue(
    site: &Site,
    connection: &mut Connection,
    cookie: &str,
    token: &str,
    format: &str,
) -> Download {
    let started = Instant::now();
    let form = format!("csrf={token}&format={format}&{PERIOD}");
    let headers = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://localhost:{}\r\n{cookie}",
        site.app
    );
    let asked = request(
        "POST",
        "/reports/completion-record",
        &headers,
        form.as_bytes(),
    );
    let answer = connection.send(&asked).await;
    assert_eq!(
        answer.status,
        303,
        "{}",
        String::from_utf8_lossy(&answer.body)
    );
    let file = answer.header("location").expect("the issued report");
    let got = connection
        .download(&request("GET", file, cookie, b""))
        .await;
    Download {
        took: started.elapsed(),
        ..got
    }
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap()) / 1000.0
}
