//! What a first page says of itself, and what it loads at once.

use super::css::{self, Pair};
use super::html::{self, Tag};

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) has_language: bool,
    pub(crate) has_title: bool,
    /// What it loads, as written: pictures, scripts, styles, frames, media.
    pub(crate) loads: Vec<String>,
    /// The styles among them.
    pub(crate) styles: Vec<String>,
    /// Pairs of colours in the page itself.
    pub(crate) pairs: Vec<Pair>,
}

/// References of one page that are kept.
const LOADS: usize = 2000;

impl Page {
    pub(super) fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut has_base = false;
        html::visit(text, |tag| {
            if tag.is("html") {
                let says = |name| tag.attribute(name).is_some_and(|it| !it.is_empty());
                page.has_language |= says("lang") || says("xml:lang");
            } else if tag.is("title") {
                page.has_title |= !tag.content.trim().is_empty();
            } else if tag.is("base") {
                has_base |= tag.attribute("href").is_some();
            } else if tag.is("style") {
                page.pairs.extend(css::low_contrast(tag.content));
            }
            page.look_at_style(tag);
            page.look_at_references(tag);
        });
        if has_base {
            // The references mean something else than their folder says.
            page.loads.clear();
            page.styles.clear();
        }
        page
    }

    fn look_at_style(&mut self, tag: &Tag<'_>) {
        if let Some(ratio) = tag.attribute("style").and_then(css::contrast_of) {
            let selector = tag
                .attribute("id")
                .map_or_else(|| format!("{} style", tag.name()), |id| format!("#{id}"));
            self.pairs.push(Pair { selector, ratio });
        }
    }

    fn look_at_references(&mut self, tag: &Tag<'_>) {
        const SOURCES: [&str; 8] = [
            "img", "script", "iframe", "frame", "embed", "input", "audio", "video",
        ];
        let reference = if tag.is("link") {
            let kinds = tag.attribute("rel").unwrap_or_default().to_lowercase();
            if !kinds.split_whitespace().any(|it| it == "stylesheet") {
                return;
            }
            tag.attribute("href")
        } else if tag.is("object") {
            tag.attribute("data")
        } else if tag.is_one_of(&SOURCES) {
            tag.attribute("src")
        } else {
            return;
        };
        let Some(reference) = reference.filter(|it| is_in_package(it)) else {
            return;
        };
        if self.loads.len() < LOADS {
            let reference = reference.replace("&amp;", "&");
            if tag.is("link") {
                self.styles.push(reference.clone());
            }
            self.loads.push(reference);
        }
    }
}

/// Whether a reference is plainly a file beside the page: no other host, no
/// data, nothing that a script fills in.
fn is_in_package(reference: &str) -> bool {
    let path = reference.split(['?', '#']).next().unwrap_or_default();
    !path.is_empty()
        && !path.starts_with(['/', '\\'])
        && !path.contains([':', '{', '}', '<', '>', '$', '+', '"', '\'', '*'])
}

/// Whether a page says that it is in another encoding than UTF-8, and in which.
pub(super) fn says_old_encoding(text: &str) -> bool {
    let mut label = None;
    html::visit(text, |tag| {
        if tag.is("meta") && label.is_none() {
            let content = tag.attribute("content").map(str::to_lowercase);
            let in_content = content
                .as_deref()
                .and_then(|it| it.split_once("charset="))
                .map(|(_, it)| it.trim_matches(['"', '\'', ' ', ';']).to_owned());
            label = tag.attribute("charset").map(str::to_owned).or(in_content);
        }
    });
    label
        .and_then(|it| encoding_rs::Encoding::for_label(it.as_bytes()))
        .is_some_and(|it| it != encoding_rs::UTF_8)
}

/// A picture that says nothing to who does not see it. An empty `alt` says
/// that there is nothing to say.
pub(super) fn is_image_without_text(tag: &Tag<'_>) -> bool {
    let is_picture = tag.is("img")
        || (tag.is("input")
            && tag
                .attribute("type")
                .is_some_and(|it| it.eq_ignore_ascii_case("image")));
    let is_hidden = tag.attribute("aria-hidden") == Some("true")
        || matches!(tag.attribute("role"), Some("presentation" | "none"));
    let says_something = ["alt", "aria-label", "aria-labelledby", "title"]
        .iter()
        .any(|name| tag.attribute(name).is_some());
    is_picture && !is_hidden && !says_something
}

pub(super) fn is_applet(tag: &Tag<'_>) -> bool {
    let says = |name: &str, word: &str| {
        tag.attribute(name)
            .is_some_and(|it| it.to_ascii_lowercase().starts_with(word))
    };
    tag.is("applet")
        || (tag.is_one_of(&["object", "embed"])
            && (says("type", "application/x-java") || says("classid", "java:")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_at_once_is_gathered() {
        let page = Page::read(
            r#"<html lang="sr"><head><title> </title><link rel="stylesheet" href="a.css">
            <link rel="icon" href="a.ico"><script src="js/a.js?v=1"></script></head>
            <body style="color:#999;background:#ccc"><a href="b.html"><img src="a.png"></a>
            <img src="https://x.example/a.png"><img src="{{b}}.png"><img src="data:image/png,x">
            <style>p{color:#999;background:#ccc}</style>"#,
        );

        assert!(page.has_language);
        assert!(!page.has_title);
        assert_eq!(page.loads, ["a.css", "js/a.js?v=1", "a.png"]);
        assert_eq!(page.styles, ["a.css"]);
        let selectors: Vec<&str> = page.pairs.iter().map(|it| it.selector.as_str()).collect();
        assert_eq!(selectors, ["body style", "p"]);
        let moved = Page::read(r#"<base href="sub/"><img src="a.png">"#);
        assert!(moved.loads.is_empty());
    }

    #[test]
    fn an_old_encoding_counts_as_said_when_browsers_know_it() {
        let cases = [
            (r#"<meta charset="windows-1251">"#, true),
            (
                r#"<META content="text/html; charset=windows-1250" http-equiv="Content-Type">"#,
                true,
            ),
            (r#"<meta charset="utf-8">"#, false),
            (r#"<meta charset="klingon">"#, false),
            ("<meta name=a content=b>", false),
            ("", false),
        ];
        for (html, expected) in cases {
            assert_eq!(says_old_encoding(html), expected, "{html}");
        }
    }

    #[test]
    fn pictures_without_a_text_and_applets_are_told() {
        let count = |html: &str| {
            let (mut images, mut applets) = (0, 0);
            html::visit(html, |tag| {
                images += u32::from(is_image_without_text(tag));
                applets += u32::from(is_applet(tag));
            });
            (images, applets)
        };
        assert_eq!(count(r#"<img src="a.png"><input type="image">"#), (2, 0));
        assert_eq!(
            count(r#"<img alt=""><img alt="x"><img aria-hidden="true"><img role="none"><input>"#),
            (0, 0)
        );
        assert_eq!(
            count(
                r#"<applet code="A"><object classid="java:A"><embed type="application/x-java-applet"><object>"#
            ),
            (0, 3)
        );
    }
}
