//! The server as a process of its own: it can be killed, starved and looked at from outside.

use std::{
    fs::File,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use server::config::Settings;

use crate::{playing::TestPlayer, support::Browser};

/// A running `obuka serve`; killed with the value.
pub(crate) struct ServerProcess {
    child: Child,
    pub(crate) app: u16,
    pub(crate) content: u16,
}

impl ServerProcess {
    /// Starts the server on this place, on ports that are free, and waits until it is ready.
    pub(crate) async fn start(settings: &Settings) -> Self {
        Self::start_with(settings, |_| {}).await
    }

    /// The server with more said to its process than where it works.
    pub(crate) async fn start_with(settings: &Settings, change: impl Fn(&mut Command)) -> Self {
        // Another process may take the port between the question and the start.
        for _ in 0..5 {
            let ports = (free_port(), free_port());
            if let Some(this) = Self::try_start(settings, ports, &change).await {
                return this;
            }
        }
        panic!("the server ends before it is ready");
    }

    /// The same place and the same ports again, after a kill.
    pub(crate) async fn start_at(settings: &Settings, (app, content): (u16, u16)) -> Self {
        let started = Self::try_start(settings, (app, content), &|_| {}).await;
        started.expect("the server ends before it is ready")
    }

    async fn try_start(
        settings: &Settings,
        (app, content): (u16, u16),
        change: &impl Fn(&mut Command),
    ) -> Option<Self> {
        // A process that ignores SIGXFSZ is told of a file that must not grow
        // by an error of the write, as of a full disk.
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve"])
            .arg(env!("CARGO_BIN_EXE_obuka"))
            .env("OBUKA_DATA", &settings.data)
            .env("OBUKA_DATABASE_URL", settings.database())
            .env("OBUKA_APP_ORIGIN", format!("http://localhost:{app}"))
            .env(
                "OBUKA_CONTENT_ORIGIN",
                format!("http://localhost:{content}"),
            )
            .env("OBUKA_LOG", "off")
            .stderr(Stdio::inherit());
        change(&mut command);
        let mut this = Self {
            child: command.spawn().unwrap(),
            app,
            content,
        };
        let health = format!("http://127.0.0.1:{app}/health");
        let started = Instant::now();
        loop {
            if let Ok(answer) = reqwest::get(&health).await
                && answer.status() == 200
            {
                return Some(this);
            }
            if this.child.try_wait().unwrap().is_some() {
                return None;
            }
            assert!(started.elapsed() < Duration::from_mins(1), "no server");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// SIGKILL: no chance to finish anything.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn app_url(&self) -> String {
        format!("http://localhost:{}", self.app)
    }

    /// The same person's browser, at this server.
    pub(crate) fn visited_by(&self, mut browser: Browser) -> Browser {
        browser.base = self.app_url();
        browser
    }

    /// The same player, at this server.
    pub(crate) fn played_by(&self, player: &mut TestPlayer) {
        player.url = self.content_url(&player.url);
    }

    /// An address of the content origin, at this server.
    pub(crate) fn content_url(&self, url: &str) -> String {
        let path = url.splitn(4, '/').nth(3).unwrap();
        format!("http://127.0.0.1:{}/{path}", self.content)
    }

    /// No file of the process grows beyond so many bytes from now on: with 0
    /// none takes a byte more, as on a full disk. None lifts the limit.
    pub(crate) fn limit_files(&self, bytes: Option<u64>) {
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        prlimit(Some(self.pid()), Resource::Fsize, limit).unwrap();
    }

    /// Resident memory.
    pub(crate) fn memory_bytes(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
        let words = line.unwrap().split_whitespace().next().unwrap();
        words.parse::<u64>().unwrap() * 1024
    }

    /// Programs that this process has started and that run now.
    pub(crate) fn programs_started(&self) -> Vec<String> {
        let tasks = PathBuf::from(format!("/proc/{}/task", self.child.id()));
        let mut found = Vec::new();
        for task in std::fs::read_dir(tasks).into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(task.path().join("children"));
            let children = children.unwrap_or_default();
            found.extend(children.split_whitespace().map(ToOwned::to_owned));
        }
        found
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap()
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Where every write fails for want of room.
pub(crate) fn full_device() -> Stdio {
    let device = File::options().write(true).open("/dev/full").unwrap();
    device.into()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
