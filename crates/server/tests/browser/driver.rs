//! A headless browser with the verbs of the tests; they wait for elements, never for time.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::http::Method;
use fantoccini::{
    Client, ClientBuilder, Locator, elements::Element, wd::WebDriverCompatibleCommand,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::support::Browser;

/// A headless browser, closed on drop.
pub(crate) struct Chromium {
    pub(crate) tab: Client,
    _chromedriver: Chromedriver,
}

struct Chromedriver(Child);

impl Chromium {
    pub(crate) async fn start() -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let chromedriver = Chromedriver::start(port);
        let options = json!({ "goog:chromeOptions": { "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--window-size=1280,900",
        ] } });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(options.as_object().unwrap().clone());
        for _ in 0..200 {
            if let Ok(tab) = builder.connect(&format!("http://127.0.0.1:{port}")).await {
                return Self {
                    tab,
                    _chromedriver: chromedriver,
                };
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("chromedriver did not answer within twenty seconds");
    }

    /// Gives the real browser the session of a test's browser.
    pub(crate) async fn sign_in(&self, browser: &Browser) {
        self.open(&format!("{}/face/en", browser.base)).await;
        let token = browser.session_token();
        // The driver's own way to set one insists on a domain, which `localhost` is not.
        let script = format!("document.cookie = 'obuka_session={token}; path=/; samesite=lax'");
        self.script(&script).await;
    }

    pub(crate) async fn open(&self, url: &str) {
        self.tab.goto(url).await.unwrap();
    }

    pub(crate) async fn enter_frame(&self, selector: &str) {
        self.element(selector).await.enter_frame().await.unwrap();
    }

    pub(crate) async fn leave_frames(&self) {
        // Choosing the window anew leads to its top, also from a frame that is gone.
        let window = self.tab.window().await.unwrap();
        self.tab.switch_to_window(window).await.unwrap();
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.element(selector).await.click().await.unwrap();
    }

    pub(crate) async fn text(&self, selector: &str) -> String {
        self.element(selector).await.text().await.unwrap()
    }

    pub(crate) async fn script(&self, script: &str) -> serde_json::Value {
        self.tab.execute(script, vec![]).await.unwrap()
    }

    /// A command of the browser's own protocol, for what `WebDriver` has no words for.
    pub(crate) async fn cdp(&self, command: &'static str, parameters: Value) -> Value {
        let command = Cdp {
            command,
            parameters,
        };
        self.tab.issue_cmd(command).await.unwrap()
    }

    /// Makes the window this wide, also as narrow as a phone's.
    pub(crate) async fn width(&self, width: u32) {
        let height = if width < 600 { 844 } else { 900 };
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Makes the browser say that its user prefers `value` for the media feature.
    pub(crate) async fn emulate(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", features).await;
    }

    /// The element, as soon as it is there.
    pub(crate) async fn element(&self, selector: &str) -> Element {
        let found = self
            .tab
            .wait()
            .at_most(Duration::from_secs(20))
            .for_element(Locator::Css(selector))
            .await;
        found.unwrap_or_else(|error| panic!("`{selector}`: {error}"))
    }

    /// Waits until the script, an expression, is true.
    pub(crate) async fn until(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        for _ in 0..200 {
            if self
                .tab
                .execute(&script, vec![])
                .await
                .is_ok_and(|it| it == json!(true))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("within twenty seconds it did not become true: {expression}");
    }
}

#[derive(Debug)]
struct Cdp {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl Chromedriver {
    fn start(port: u16) -> Self {
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null());
        Self(command.spawn().expect("chromedriver is installed"))
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
