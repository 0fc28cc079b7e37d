//! The trace: what was stored, call by call, kept with the attempt as compact bytes.

use std::{cell::RefCell, io::Read as _};

use course_runtime::cmi::{Call, Entry, Note};
use flate2::{Compress, Compression, FlushCompress, Status, read::DeflateDecoder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const PLAIN: u8 = 1;
const DEFLATED: u8 = 2;
/// Shorter documents do not gain from compression.
const WORTH_BYTES: usize = 700;
/// No trace of one request is longer than this when it is unpacked.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Refused calls that one request may report.
pub(super) const MOST_REFUSED: usize = 50;

/// What one request stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Trace {
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub(super) item: Option<String>,
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) entries: Vec<Entry>,
    /// What the SCO was refused meanwhile, by the browser's word.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) refused: Vec<RefusedCall>,
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Note>,
    /// Unfinished work that the SCO left as if finished was kept.
    #[serde(rename = "k", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) kept_unfinished: bool,
    /// Replayed from a queue; `content` when it lay where other packages can write.
    #[serde(rename = "q", default, skip_serializing_if = "Option::is_none")]
    pub(super) queue: Option<Kept>,
    /// What was asked of sequencing, and what came of it.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub(super) navigation: Option<Navigation>,
    /// The attempt went on in another version of its module.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub(super) moved: Option<MovedBetween>,
}

/// The versions that an attempt was moved between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MovedBetween {
    pub(super) from: Uuid,
    pub(super) to: Uuid,
}

/// Where a queue lay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kept {
    App,
    Content,
}

/// A call that the run-time refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusedCall {
    pub(super) at: i64,
    pub(super) function: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) element: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) value: String,
    pub(super) error: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Navigation {
    pub(super) request: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deliver: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) exception: Option<String>,
    /// The session of the course is over with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) ended: bool,
}

/// Stands for the request when the player was opened.
pub(super) const OPENED: &str = "open";

impl Trace {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let plain = serde_json::to_vec(self).expect("texts and numbers serialise");
        if plain.len() < WORTH_BYTES {
            return [&[PLAIN], plain.as_slice()].concat();
        }
        deflated(&plain).unwrap_or_else(|| [&[PLAIN], plain.as_slice()].concat())
    }

    /// `None` when the bytes are damaged.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (format, document) = bytes.split_first()?;
        match *format {
            PLAIN => serde_json::from_slice(document).ok(),
            DEFLATED => {
                let mut plain = Vec::new();
                let mut decoder = DeflateDecoder::new(document).take(MOST_BYTES);
                decoder.read_to_end(&mut plain).ok()?;
                serde_json::from_slice(&plain).ok()
            }
            _ => None,
        }
    }
}

thread_local! {
    /// Kept, since its tables are far larger than what it compresses.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// The document compressed, when that makes it smaller.
fn deflated(plain: &[u8]) -> Option<Vec<u8>> {
    DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        // `compress_vec` fills what is reserved, and stops there.
        let mut bytes = Vec::with_capacity(plain.len());
        bytes.push(DEFLATED);
        let status = deflate.compress_vec(plain, &mut bytes, FlushCompress::Finish);
        matches!(status, Ok(Status::StreamEnd)).then_some(bytes)
    })
}

/// Cuts what a browser reports to a bearable size; it informs, it decides nothing.
pub(super) fn bounded(refused: Vec<RefusedCall>) -> Vec<RefusedCall> {
    let cut = |text: String| text.chars().take(500).collect();
    refused
        .into_iter()
        .take(MOST_REFUSED)
        .map(|it| RefusedCall {
            function: cut(it.function),
            element: cut(it.element),
            value: cut(it.value),
            ..it
        })
        .collect()
}

/// The entries after `mark`.
pub(super) fn newer(entries: &[Entry], mark: u64) -> Vec<Entry> {
    entries.iter().filter(|it| mark < it.n).cloned().collect()
}

/// Element and value of an entry, as the specifications name the call.
pub(super) fn call_text(call: &Call, is_2004: bool) -> (&'static str, &str, &str) {
    match (call, is_2004) {
        (Call::Initialize, true) => ("Initialize", "", ""),
        (Call::Initialize, false) => ("LMSInitialize", "", ""),
        (Call::Terminate, true) => ("Terminate", "", ""),
        (Call::Terminate, false) => ("LMSFinish", "", ""),
        (Call::SetValue { element, value }, true) => ("SetValue", element, value),
        (Call::SetValue { element, value }, false) => ("LMSSetValue", element, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_comes_back_as_it_was_short_or_long() {
        for length in [3, 5000] {
            let trace = Trace {
                item: Some("ITEM-1".into()),
                entries: vec![Entry {
                    n: 7,
                    at: 1_790_000_000_000,
                    call: Call::SetValue {
                        element: "cmi.suspend_data".into(),
                        value: "\u{0}1.0".repeat(length),
                    },
                }],
                kept_unfinished: true,
                queue: Some(Kept::Content),
                ..Trace::default()
            };

            assert_eq!(Trace::from_bytes(&trace.to_bytes()), Some(trace));
        }
    }
}
