//! What pages, scripts and styles load from other hosts. Links that a learner
//! may follow do not count.

use std::collections::BTreeSet;

use super::Kind;
use crate::archive::has_extension;

/// Hosts that name a format or stand for any host, and load nothing.
const HARMLESS: [&str; 7] = [
    "www.w3.org",
    "localhost",
    "127.0.0.1",
    "example.com",
    "www.example.com",
    "schemas.microsoft.com",
    "purl.org",
];

/// More hosts than a report could show are not gathered.
const HOSTS: usize = 200;

/// Hosts met so far.
#[derive(Debug, Default)]
pub(crate) struct Loads {
    /// Loaded from over `https:`, or over whatever the page came.
    pub(crate) outside: BTreeSet<String>,
    /// Loaded from over `http:`.
    pub(crate) insecure: BTreeSet<String>,
}

impl Loads {
    pub(super) fn scan(&mut self, bytes: &[u8], kind: Kind) {
        let mut from = 0;
        while let Some(found) = find_slashes(&bytes[from..]) {
            let at = from + found;
            from = at + 2;
            let start = url_start(bytes, at);
            let Some(host) = host_at(&bytes[at + 2..]) else {
                continue;
            };
            let before = &bytes[start.saturating_sub(300)..start];
            let is_loaded = match kind {
                Kind::Style => is_in_style(before),
                Kind::Script => is_string(before) && names_a_file(&bytes[at + 2..]),
                Kind::Project => false,
                Kind::Page => {
                    is_in_style(before)
                        || is_loading_attribute(before)
                        || (start < at && is_in_script_string(before, &bytes[at + 2..]))
                }
            };
            if !is_loaded || HARMLESS.contains(&host.as_str()) {
                continue;
            }
            let is_insecure = bytes[start..at].eq_ignore_ascii_case(b"http:");
            let hosts = if is_insecure {
                &mut self.insecure
            } else {
                &mut self.outside
            };
            if hosts.len() < HOSTS {
                hosts.insert(host);
            }
        }
    }
}

fn find_slashes(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == b'/') {
        let at = from + at;
        if bytes.get(at + 1) == Some(&b'/') {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Where the reference begins whose `//` is at `at`.
fn url_start(bytes: &[u8], at: usize) -> usize {
    for scheme in ["https:", "http:"] {
        let Some(start) = at.checked_sub(scheme.len()) else {
            continue;
        };
        if bytes[start..at].eq_ignore_ascii_case(scheme.as_bytes()) {
            return start;
        }
    }
    at
}

/// The host after `//`, in small letters; none if that is no host.
fn host_at(bytes: &[u8]) -> Option<String> {
    const LONGEST: usize = 253;
    let end = bytes
        .iter()
        .take(LONGEST + 1)
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"-.".contains(byte)))
        .unwrap_or_else(|| bytes.len().min(LONGEST + 1));
    let follows = bytes.get(end).copied().unwrap_or(b'"');
    let host = std::str::from_utf8(&bytes[..end])
        .ok()?
        .to_ascii_lowercase();
    let is_host = host.contains('.')
        && host.len() <= LONGEST
        && host.split('.').all(|part| !part.is_empty())
        && b"/\"':?#)& \t\r\n>\\".contains(&follows);
    is_host.then_some(host)
}

fn is_in_style(before: &[u8]) -> bool {
    let trimmed = trim_end(before, b" \t\r\n\"'");
    ends_with(trimmed, b"url(") || ends_with(trimmed, b"@import")
}

fn is_string(before: &[u8]) -> bool {
    before.last().is_some_and(|byte| b"\"'`".contains(byte))
}

/// Whether the reference ends in the name of something that is loaded.
fn names_a_file(rest: &[u8]) -> bool {
    let end = rest
        .iter()
        .take(500)
        .position(|byte| b"\"'`?#\\ ".contains(byte))
        .unwrap_or(0);
    std::str::from_utf8(&rest[..end]).is_ok_and(|url| {
        has_extension(
            url,
            &[
                "js", "mjs", "css", "json", "woff", "woff2", "ttf", "mp4", "webm", "mp3", "m4a",
                "png", "jpg", "jpeg", "gif", "svg", "webp", "swf",
            ],
        )
    })
}

/// A string in a script of the page, not in an attribute.
fn is_in_script_string(before: &[u8], rest: &[u8]) -> bool {
    is_string(before) && !ends_with(trim_end(before, b"\"'` \t"), b"=") && names_a_file(rest)
}

/// `src="`, `<link … href="` and their kind.
fn is_loading_attribute(before: &[u8]) -> bool {
    let value = trim_end(before, b" \t\r\n\"'");
    let Some(name) = value.strip_suffix(b"=") else {
        return false;
    };
    let name = trim_end(name, b" \t\r\n");
    let tag_at = name.iter().rposition(|byte| *byte == b'<');
    let tag = tag_at.map(|at| &name[at + 1..]).unwrap_or_default();
    let starts = |word: &[u8]| {
        tag.get(..word.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(word))
    };
    if ends_with(name, b"href") {
        let is_only_named = contains(tag, b"canonical") || contains(tag, b"license");
        return (starts(b"link") && !is_only_named) || starts(b"image") || starts(b"use");
    }
    [b"src".as_slice(), b"srcset", b"poster", b"background"]
        .iter()
        .any(|attribute| ends_with(name, attribute))
        || (starts(b"object") && ends_with(name, b"data"))
}

fn trim_end<'a>(mut bytes: &'a [u8], any_of: &[u8]) -> &'a [u8] {
    while let Some((last, rest)) = bytes.split_last()
        && any_of.contains(last)
    {
        bytes = rest;
    }
    bytes
}

fn ends_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes
        .len()
        .checked_sub(word.len())
        .is_some_and(|at| bytes[at..].eq_ignore_ascii_case(word))
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes
        .windows(word.len())
        .any(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts_in(path: &str, content: &str) -> Vec<String> {
        let mut loads = Loads::default();
        if let Some(kind) = Kind::of(path) {
            loads.scan(content.as_bytes(), kind);
        }
        loads.outside.into_iter().chain(loads.insecure).collect()
    }

    #[test]
    fn what_is_loaded_counts_and_what_is_linked_does_not() {
        let cases: [(&str, &str, &[&str]); 16] = [
            (
                "a.html",
                r#"<script src="https://cdn.example.org/x.js">"#,
                &["cdn.example.org"],
            ),
            (
                "a.html",
                r#"<script src="//cdn.example.org/x.js">"#,
                &["cdn.example.org"],
            ),
            (
                "a.html",
                "<IMG SRC = 'HTTP://Pics.Example.org/x'>",
                &["pics.example.org"],
            ),
            (
                "a.html",
                r#"<link rel="stylesheet" href="https://fonts.example.org/css?f=A">"#,
                &["fonts.example.org"],
            ),
            (
                "a.html",
                r#"<link rel="canonical" href="https://home.example.org/">"#,
                &[],
            ),
            ("a.html", r#"<a href="https://news.example.org/a">"#, &[]),
            ("a.html", r#"<svg xmlns="http://www.w3.org/2000/svg">"#, &[]),
            (
                "a.html",
                r#"<div style="background:url(https://i.example.org/b.png)">"#,
                &["i.example.org"],
            ),
            (
                "a.html",
                r#"<script>load("https://s.example.org/lib.js")</script>"#,
                &["s.example.org"],
            ),
            (
                "a.css",
                "@import 'https://fonts.example.org/x.css';",
                &["fonts.example.org"],
            ),
            ("a.css", "/* http://author.example.org */ a{}", &[]),
            (
                "a.js",
                r#"fetch("https://api.example.org/data.json?x=1")"#,
                &["api.example.org"],
            ),
            ("a.js", "// see http://docs.example.org/page.html", &[]),
            (
                "a.js",
                r#"throw "https://react.example.org/docs/error""#,
                &[],
            ),
            ("a.png", r#"src="https://cdn.example.org/x.js""#, &[]),
            ("a.html", r#"<img src="/images//x.png">"#, &[]),
        ];

        for (path, content, expected) in cases {
            assert_eq!(hosts_in(path, content), expected, "{content}");
        }
    }

    #[test]
    fn what_came_over_http_is_told_apart() {
        let mut loads = Loads::default();
        let page = r#"<img src="http://a.example.org/x.png"><img src="//b.example.org/x.png">"#;

        loads.scan(page.as_bytes(), Kind::Page);

        assert!(loads.insecure.contains("a.example.org"));
        assert!(loads.outside.contains("b.example.org"));
        assert_eq!(loads.insecure.len() + loads.outside.len(), 2);
    }
}
