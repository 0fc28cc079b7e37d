//! Tags of a page, as a browser would see them: comments skipped, scripts and
//! styles kept whole. Linear in the length of the page, whatever is in it.

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// What stands in it, for elements whose content is no markup: `script`,
    /// `style`, `title`, `textarea`.
    pub(crate) content: &'a str,
}

impl Tag<'_> {
    pub(crate) fn name(&self) -> &str {
        self.name
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(crate) fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The value of an attribute; empty when it stands there without one.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

/// Attributes of one tag that are kept.
const ATTRIBUTES: usize = 64;
const RAW: [&str; 4] = ["script", "style", "title", "textarea"];

/// Calls `visit` with every start tag.
pub(crate) fn visit<'a>(html: &'a str, mut visit: impl FnMut(&Tag<'a>)) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let Some(end) = comment.find("-->") else {
                return;
            };
            rest = &comment[end + 3..];
        } else if rest.starts_with(['!', '?', '/']) {
            let Some(end) = rest.find('>') else {
                return;
            };
            rest = &rest[end + 1..];
        } else if rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
            let (mut tag, after) = start_tag(rest);
            rest = after;
            if tag.is_one_of(&RAW) {
                let end = end_of(tag.name, rest);
                tag.content = &rest[..end];
                rest = &rest[end..];
            }
            visit(&tag);
        }
    }
}

/// The tag that begins with its name, and what follows it.
fn start_tag(text: &str) -> (Tag<'_>, &str) {
    let is_end = |it: char| it.is_ascii_whitespace() || it == '>' || it == '/';
    let (name, mut rest) = text.split_at(text.find(is_end).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        // A name has a character at least, even if that is `=`.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..]
            .find(|it: char| is_end(it) || it == '=')
            .map_or(rest.len(), |at| at + first);
        let (key, after) = rest.split_at(end);
        let (value, after) = value(after);
        rest = after;
        if attributes.len() < ATTRIBUTES {
            attributes.push((key, value));
        }
    }
    let tag = Tag {
        name,
        attributes,
        content: "",
    };
    (tag, rest)
}

/// The value after an attribute's name, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let trimmed = text.trim_start();
    let Some(written) = trimmed.strip_prefix('=') else {
        return ("", text);
    };
    let written = written.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = written.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = written
        .find(|it: char| it.is_ascii_whitespace() || it == '>')
        .unwrap_or(written.len());
    written.split_at(end)
}

/// Where the content of an element ends that holds no markup.
fn end_of(name: &str, text: &str) -> usize {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| {
            text.as_bytes()
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        })
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        let mut told = Vec::new();
        visit(html, |tag| {
            let mut line = tag.name.to_owned();
            for (name, value) in &tag.attributes {
                line += &[" ", name, "=", value].concat();
            }
            if !tag.content.is_empty() {
                line += &[" [", tag.content, "]"].concat();
            }
            told.push(line);
        });
        told
    }

    #[test]
    fn tags_are_told_as_a_browser_sees_them() {
        let cases: [(&str, &[&str]); 9] = [
            ("<p>a</p>", &["p"]),
            (
                r#"<IMG src="a b.png" alt='x > y' hidden/>"#,
                &["IMG src=a b.png alt=x > y hidden="],
            ),
            ("<img src=a.png>", &["img src=a.png"]),
            ("<!-- <img> --><b>", &["b"]),
            ("<!doctype html><?xml ?><b>", &["b"]),
            (
                "<script>if (a<b) '<img>'</SCRIPT><i>",
                &["script [if (a<b) '<img>']", "i"],
            ),
            ("a < b <i>", &["i"]),
            ("<img src = 'a'alt=b>", &["img src=a alt=b"]),
            ("<title>Увод", &["title [Увод]"]),
        ];

        for (html, expected) in cases {
            assert_eq!(told(html), expected, "{html}");
        }
        for odd in [
            "<", "<a", "<a b", "<a b=", "<a b='", "<a =", "<a ='ж", "<!--", "<ж",
        ] {
            told(odd);
        }
    }
}
