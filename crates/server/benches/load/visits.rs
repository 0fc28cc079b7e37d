//! What a real browser fetches and waits for: pages on a warm and a cold visit, and the first slide on a slow line.

use std::time::Duration;

use serde_json::json;

use crate::{
    Bench,
    chromium::{Chromium, Fetched},
    seconds,
    site::{Course, Site},
};

/// Learners who open the player, each for the first time.
const OPENINGS: usize = 5;
/// A module of ours: SCORM 1.2, scripts and style beside its page.
const MODULE: &str = "asylum-basics-12";

/// A line as the browser's tools imitate it.
struct Line {
    name: &'static str,
    latency_ms: f64,
    down_kbit: f64,
    up_kbit: f64,
}

const LINES: [Line; 2] = [
    // What Lighthouse calls slow 4G.
    Line {
        name: "slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for each request",
        latency_ms: 150.0,
        down_kbit: 1600.0,
        up_kbit: 750.0,
    },
    // The developer tools' own setting, which multiplies the latency to make up
    // for the handshakes and lost packets that it does not imitate.
    Line {
        name: "DevTools \"Slow 4G\": 1.44 Mbit/s, 675 kbit/s, 562.5 ms for each request",
        latency_ms: 562.5,
        down_kbit: 1440.0,
        up_kbit: 675.0,
    },
];

impl Bench {
    /// Requests and bytes of the pages that trainees see most.
    pub(crate) async fn visits(&self) {
        let site = Site::start(self.postgres.as_deref()).await;
        let course = module(&site).await;
        let learner = site.learners(&course, 1).await.remove(0);
        let browser = Chromium::start().await;
        let origin = site.origin();
        let token = site.session(learner.person_id).await;
        browser.sign_in(&origin, &token).await;
        for (what, path) in [
            ("trainee's home", "/home".to_owned()),
            ("course page", format!("/courses/{}", course.id)),
        ] {
            let url = format!("{origin}{path}");
            browser.cdp("Network.clearBrowserCache", json!({})).await;
            browser.fetched().await;
            let cold = visit(&browser, &url).await;
            let warm = visit(&browser, &url).await;
            self.row(
                &format!("{what}, warm visit"),
                &in_words(&warm),
                "",
                &format!("cold visit {}", in_words(&cold)),
            );
        }
    }

    /// From the click on *Begin* to the load event of the SCO, with nothing in the cache.
    pub(crate) async fn slide(&self) {
        let site = Site::start(self.postgres.as_deref()).await;
        let course = module(&site).await;
        let origin = site.origin();
        for line in LINES {
            let mut times = Vec::new();
            let mut fetched = Fetched::default();
            for _ in 0..OPENINGS {
                let person = site.enrolled(&course).await;
                let browser = Chromium::start().await;
                let token = site.session(person).await;
                browser.sign_in(&origin, &token).await;
                let step = format!("{origin}/courses/{}/steps/{}", course.id, course.step_id);
                browser.open(&step).await;
                browser.cdp("Network.clearBrowserCache", json!({})).await;
                line.imitate(&browser).await;
                browser.fetched().await;
                let clicked = browser.click("main a.button.primary.big").await;
                let loaded = browser
                    .loaded_in(&["iframe#player", "iframe[name=sco]"])
                    .await;
                times.push(Duration::from_secs_f64((loaded - clicked) / 1000.0));
                fetched = browser.fetched().await;
            }
            times.sort_unstable();
            self.row(
                &format!("click to first slide, {}", line.name),
                &seconds(times[OPENINGS / 2]),
                &format!(
                    "{} / {}",
                    seconds(times[OPENINGS / 2]),
                    seconds(times[OPENINGS - 1])
                ),
                &format!("cold cache, {}", in_words(&fetched)),
            );
        }
    }
}

impl Line {
    async fn imitate(&self, browser: &Chromium) {
        let bytes = |kbit: f64| kbit * 1000.0 / 8.0;
        let conditions = json!({
            "offline": false,
            "latency": self.latency_ms,
            "downloadThroughput": bytes(self.down_kbit),
            "uploadThroughput": bytes(self.up_kbit),
        });
        browser
            .cdp("Network.emulateNetworkConditions", conditions)
            .await;
    }
}

async fn module(site: &Site) -> Course {
    let zip = content_packages::zip(MODULE).unwrap();
    let version = site.import(&zip).await;
    site.course(&version).await
}

async fn visit(browser: &Chromium, url: &str) -> Fetched {
    // Leaving first: the same address again would be a reload, which asks anew.
    browser.open("about:blank").await;
    browser.fetched().await;
    browser.open(url).await;
    browser.fetched().await
}

fn in_words(fetched: &Fetched) -> String {
    format!(
        "{} requests, {:.1} KiB",
        fetched.requests,
        fetched.size_bytes / 1024.0
    )
}
