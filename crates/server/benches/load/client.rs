//! A client that costs little beside the server it measures: one request after
//! the other on each of a few connections, bytes in, bytes out.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A connection that is kept open.
pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines before the body, as they came.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = head(method, path, headers, body.len() as u64);
    bytes.extend_from_slice(body);
    bytes
}

fn head(method: &str, path: &str, headers: &str, size_bytes: u64) -> Vec<u8> {
    let text = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size_bytes}\r\n{headers}\r\n"
    );
    text.into_bytes()
}

/// A body that was counted and let go.
pub(crate) struct Download {
    pub(crate) size_bytes: usize,
    pub(crate) took: Duration,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            read: Vec::with_capacity(64 * 1024),
        }
    }

    pub(crate) async fn send(&mut self, request: &[u8]) -> Answer {
        self.stream.write_all(request).await.unwrap();
        self.answer().await
    }

    /// Posts a file as it lies there, in little memory.
    pub(crate) async fn send_file(&mut self, path: &str, headers: &str, file: &Path) -> Answer {
        let file = tokio::fs::File::open(file).await.unwrap();
        let size_bytes = file.metadata().await.unwrap().len();
        let head = head("POST", path, headers, size_bytes);
        self.stream.write_all(&head).await.unwrap();
        let mut pieces = tokio::io::BufReader::with_capacity(256 * 1024, file);
        tokio::io::copy_buf(&mut pieces, &mut self.stream)
            .await
            .unwrap();
        self.answer().await
    }

    /// Fetches a body of known length and counts it.
    pub(crate) async fn download(&mut self, request: &[u8]) -> Download {
        let started = Instant::now();
        self.stream.write_all(request).await.unwrap();
        let head = self.head().await;
        let text = String::from_utf8_lossy(&self.read[..head]).to_ascii_lowercase();
        assert!(text.contains(" 200 "), "{text}");
        let size_bytes: usize = text
            .split("content-length: ")
            .nth(1)
            .map(|it| it.lines().next().unwrap().parse().unwrap())
            .expect("a length");
        let mut got = self.read.len() - head;
        while got < size_bytes {
            self.read.clear();
            self.more().await;
            got += self.read.len();
        }
        self.read.clear();
        Download {
            size_bytes,
            took: started.elapsed(),
        }
    }

    /// Where the body begins.
    async fn head(&mut self) -> usize {
        loop {
            if let Some(at) = find(&self.read, b"\r\n\r\n") {
                return at + 4;
            }
            self.more().await;
        }
    }

    async fn answer(&mut self) -> Answer {
        let head = self.head().await;
        let as_it_came = String::from_utf8_lossy(&self.read[..head]).into_owned();
        let text = as_it_came.to_ascii_lowercase();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        let length = text
            .split("content-length: ")
            .nth(1)
            .map(|it| it.lines().next().unwrap().parse::<usize>().unwrap());
        let body = match length {
            Some(length) => {
                while self.read.len() < head + length {
                    self.more().await;
                }
                let body = self.read[head..head + length].to_vec();
                self.read.drain(..head + length);
                body
            }
            None if text.contains("transfer-encoding: chunked") => {
                let end = loop {
                    if let Some(at) = find(&self.read[head..], b"\r\n0\r\n\r\n") {
                        break head + at + 7;
                    }
                    self.more().await;
                };
                // Chunk sizes stay in: only the length of it matters here.
                let body = self.read[head..end].to_vec();
                self.read.drain(..end);
                body
            }
            None => {
                self.read.drain(..head);
                Vec::new()
            }
        };
        Answer {
            status,
            head: as_it_came,
            body,
        }
    }

    async fn more(&mut self) {
        let count = self.stream.read_buf(&mut self.read).await.unwrap();
        assert!(0 < count, "the server closed the connection");
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|it| it == what)
}

/// Requests a second, and how long they took.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

/// What one connection sends next; `None` when it has nothing more to send.
pub(crate) trait Sender: Send + 'static {
    fn next(&mut self) -> Option<Vec<u8>>;
    fn got(&mut self, answer: &Answer);
}

/// The same request again and again.
pub(crate) struct Same(pub(crate) Arc<Vec<u8>>);

impl Sender for Same {
    fn next(&mut self) -> Option<Vec<u8>> {
        Some(self.0.to_vec())
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

/// Lets each sender work on a connection of its own for so long, after a second of warming up.
pub(crate) async fn load<S: Sender>(port: u16, senders: Vec<S>, seconds: f64) -> (Figures, Vec<S>) {
    let warm = Instant::now() + Duration::from_secs_f64((seconds / 8.0).min(1.0));
    let end = warm + Duration::from_secs_f64(seconds);
    let tasks: Vec<_> = senders
        .into_iter()
        .map(|mut sender| {
            tokio::spawn(async move {
                let mut connection = Connection::open(port).await;
                let mut times = Vec::new();
                let mut last = warm;
                while let Some(request) = sender.next() {
                    let started = Instant::now();
                    if end < started {
                        break;
                    }
                    let answer = connection.send(&request).await;
                    sender.got(&answer);
                    if warm < started {
                        last = Instant::now();
                        times.push(last - started);
                    }
                }
                (times, last, sender)
            })
        })
        .collect();
    let (mut times, mut last, mut senders) = (Vec::new(), warm, Vec::new());
    for task in tasks {
        let (some, at, sender) = task.await.unwrap();
        times.extend(some);
        last = last.max(at);
        senders.push(sender);
    }
    times.sort_unstable();
    assert!(!times.is_empty(), "nothing was measured");
    let count = u32::try_from(times.len()).unwrap();
    let figures = Figures {
        per_second: f64::from(count) / (last - warm).as_secs_f64(),
        p50: times[times.len() / 2],
        p99: times[times.len() * 99 / 100],
    };
    (figures, senders)
}
