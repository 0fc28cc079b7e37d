//! A headless browser that says what it fetches.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::http::Method;
use fantoccini::{Client, ClientBuilder, Locator, wd::WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// How long a page may take to be there.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with an empty profile, closed on drop.
pub(crate) struct Chromium {
    pub(crate) tab: Client,
    _driver: Driver,
}

struct Driver(Child);

/// What a visit fetched; a file from the browser's cache is no request.
#[derive(Debug, Default)]
pub(crate) struct Fetched {
    pub(crate) requests: usize,
    /// On the wire, headers and compressed bodies.
    pub(crate) size_bytes: f64,
    pub(crate) from_cache: usize,
}

impl Chromium {
    pub(crate) async fn start() -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let driver = Driver(
            Command::new("chromedriver")
                .arg(format!("--port={port}"))
                .stdout(Stdio::null())
                .spawn()
                .expect("chromedriver is installed"),
        );
        let wanted = json!({
            "goog:loggingPrefs": { "performance": "ALL" },
            "goog:chromeOptions": { "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--window-size=1280,900",
                // Frames of the other origin in the same process: only then does one
                // command slow them down too, and the log has their requests.
                "--disable-site-isolation-trials",
                "--disable-features=OriginIsolationHeader,IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault",
            ] },
        });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted.as_object().unwrap().clone());
        for _ in 0..200 {
            if let Ok(tab) = builder.connect(&format!("http://127.0.0.1:{port}")).await {
                return Self {
                    tab,
                    _driver: driver,
                };
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("chromedriver did not answer within twenty seconds");
    }

    /// Gives the browser this session, on a page of the origin that writes no cookie.
    pub(crate) async fn sign_in(&self, origin: &str, token: &str) {
        self.open(&format!("{origin}/face/en")).await;
        let script = format!("document.cookie = 'obuka_session={token}; path=/; samesite=lax'");
        self.tab.execute(&script, vec![]).await.unwrap();
    }

    /// The page with everything that it loads.
    pub(crate) async fn open(&self, url: &str) {
        self.tab.goto(url).await.unwrap();
    }

    /// Clicks, and says when, in milliseconds of the browser's clock.
    pub(crate) async fn click(&self, selector: &str) -> f64 {
        self.wait(selector).await;
        let script = "const now = performance.timeOrigin + performance.now(); \
                      document.querySelector(arguments[0]).click(); return now;";
        let at = self.tab.execute(script, vec![json!(selector)]).await;
        at.unwrap().as_f64().expect("a time")
    }

    pub(crate) async fn wait(&self, selector: &str) -> fantoccini::elements::Element {
        let found = self
            .tab
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(20))
            .for_element(Locator::Css(selector))
            .await;
        found.unwrap_or_else(|error| panic!("`{selector}`: {error}"))
    }

    /// When the document in these nested frames had loaded, by the same clock.
    pub(crate) async fn loaded_in(&self, frames: &[&str]) -> f64 {
        for frame in frames {
            self.wait(frame).await.enter_frame().await.unwrap();
        }
        let script = "const [page] = performance.getEntriesByType('navigation'); \
                      return document.readyState === 'complete' && page?.loadEventEnd \
                        ? performance.timeOrigin + page.loadEventEnd : null;";
        let started = std::time::Instant::now();
        while started.elapsed() < PATIENCE {
            if let Ok(Value::Number(at)) = self.tab.execute(script, vec![]).await {
                return at.as_f64().expect("a time");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the frame did not load within {PATIENCE:?}");
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn cdp(&self, command: &'static str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.tab
            .issue_cmd(Driven {
                path: "goog/cdp/execute",
                body,
            })
            .await
            .unwrap()
    }

    /// What was fetched since this was asked last.
    pub(crate) async fn fetched(&self) -> Fetched {
        let asked = Driven {
            path: "se/log",
            body: json!({ "type": "performance" }),
        };
        let lines = self.tab.issue_cmd(asked).await.unwrap();
        let mut fetched = Fetched::default();
        for line in lines.as_array().expect("lines") {
            let text = line["message"].as_str().expect("a message");
            let event: Value = serde_json::from_str(text).unwrap();
            fetched.count(&event["message"]);
        }
        fetched
    }
}

impl Fetched {
    fn count(&mut self, event: &Value) {
        let of = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Network.responseReceived" => {
                let is_ours = of["response"]["url"]
                    .as_str()
                    .is_some_and(|it| it.starts_with("http"));
                let is_cached = of["response"]["fromDiskCache"] == true;
                self.requests += usize::from(is_ours && !is_cached);
                self.from_cache += usize::from(is_ours && is_cached);
            }
            "Network.requestServedFromCache" => {
                // Its response follows as one from the network; it was none.
                self.requests = self.requests.saturating_sub(1);
                self.from_cache += 1;
            }
            // A redirect's answer comes with the request that follows it.
            "Network.requestWillBeSent" if of["redirectResponse"].is_object() => {
                self.requests += 1;
                let size = &of["redirectResponse"]["encodedDataLength"];
                self.size_bytes += size.as_f64().unwrap_or(0.0);
            }
            "Network.loadingFinished" => {
                self.size_bytes += of["encodedDataLength"].as_f64().unwrap_or(0.0);
            }
            _ => {}
        }
    }
}

#[derive(Debug)]
struct Driven {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Driven {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
