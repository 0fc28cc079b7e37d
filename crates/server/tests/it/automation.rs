//! The worked example of `docs/automation.md`, run as it is written: its curl commands
//! are sent, and their answers must hold what stands below them.

use std::collections::HashMap;

use entity::values::Role;
use reqwest::Method;
use serde_json::Value;

use crate::{playing::TestPlayer, support::TestServer};

/// The code blocks of the document, with their language.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    text.split("```")
        .skip(1)
        .step_by(2)
        .map(|block| block.split_once('\n').unwrap())
        .collect()
}

/// The words of a command, as a shell parts them.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for sign in command.trim().chars() {
        match (sign, quote) {
            ('"' | '\'', None) => quote = Some(sign),
            (sign, Some(open)) if sign == open => quote = None,
            (' ', None) => words.push(std::mem::take(&mut word)),
            (sign, _) => word.push(sign),
        }
    }
    words.push(word);
    words.retain(|it| !it.is_empty());
    words
}

struct Replay {
    names: HashMap<String, String>,
    module: Vec<u8>,
}

impl Replay {
    fn fill(&self, text: &str) -> String {
        let mut names: Vec<_> = self.names.iter().collect();
        // A longer name may begin with a shorter one.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names
            .into_iter()
            .fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("${name}"), value)
            })
    }

    async fn send(&self, command: &str) -> Value {
        let command = words(&self.fill(command));
        assert_eq!(command[0], "curl");
        let (mut method, mut url, mut headers, mut body) = (Method::GET, None, Vec::new(), None);
        let mut rest = command[1..].iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "-X" => method = rest.next().unwrap().parse().unwrap(),
                "-H" => headers.push(rest.next().unwrap().split_once(": ").unwrap()),
                "-d" => body = Some(rest.next().unwrap().clone().into_bytes()),
                "--data-binary" => {
                    assert_eq!(rest.next().unwrap(), "@module.zip");
                    body = Some(self.module.clone());
                }
                address => url = Some(address.to_owned()),
            }
        }
        let mut request = reqwest::Client::new().request(method, url.unwrap());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let response = request.body(body.unwrap_or_default()).send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{command:?}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Whether the answer holds what is written; `$NAME` keeps, `…` stands for anything.
    fn hold(&mut self, written: &Value, answer: &Value, at: &str) {
        match (written, answer) {
            (Value::Object(written), Value::Object(answer)) => {
                for (name, value) in written {
                    let found = answer.get(name);
                    let found = found.unwrap_or_else(|| panic!("no {at}.{name} in {answer:?}"));
                    self.hold(value, found, &format!("{at}.{name}"));
                }
            }
            (Value::Array(written), Value::Array(answer)) => {
                // An example may show the first of several.
                assert!(written.len() <= answer.len(), "{at}: {answer:?}");
                assert_eq!(written.is_empty(), answer.is_empty(), "{at}: {answer:?}");
                for (n, (value, found)) in written.iter().zip(answer).enumerate() {
                    self.hold(value, found, &format!("{at}[{n}]"));
                }
            }
            (Value::String(text), found) if text == "…" => assert!(!found.is_null(), "{at}"),
            (Value::String(text), found) if text.starts_with('$') => {
                let found = found.as_str().unwrap().to_owned();
                let known = self.names.insert(text[1..].to_owned(), found.clone());
                assert!(known.is_none_or(|it| it == found), "{at} is another {text}");
            }
            (written, found) => assert_eq!(written, found, "{at}"),
        }
    }
}

#[tokio::test]
async fn the_worked_example_works_as_it_is_written() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    let mut replay = Replay {
        names: HashMap::from([
            ("OBUKA".to_owned(), server.app.clone()),
            ("TOKEN".to_owned(), api.token.clone()),
        ]),
        module: content_packages::zip("asylum-basics-12").unwrap(),
    };
    let text = include_str!("../../../../docs/automation.md");
    let mut answered = 0;
    let mut blocks = blocks(text).into_iter();
    while let Some((language, command)) = blocks.next() {
        assert_eq!(language, "sh", "{command}");
        let answer = replay.send(command).await;
        let (language, written) = blocks.next().unwrap();
        assert_eq!(language, "json");
        replay.hold(&serde_json::from_str(written).unwrap(), &answer, "");
        answered += 1;
        if written.contains("$URL") {
            play(&replay.names["URL"]).await;
        }
    }
    assert!(7 < answered, "{answered} examples");
}

/// What the learner does between the launch and the reading of the attempt.
async fn play(url: &str) {
    let mut player = TestPlayer::begin(url).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "passed")
        .set("cmi.core.score.raw", "85")
        .set("cmi.core.session_time", "00:01:30")
        .terminate();
    player.commit().await;
}
