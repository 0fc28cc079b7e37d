//! References from the manifest to files: bases joined, parts taken apart, and
//! everything that leads out of the package refused.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// A reference into the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Path as the manifest means it, percent-decoding done.
    pub(crate) path: String,
    /// The same without percent-decoding, for files that are called so.
    pub(crate) raw_path: String,
    pub(crate) query: Option<String>,
    pub(crate) fragment: Option<String>,
    pub(crate) had_back_slashes: bool,
}

/// Why a reference cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A scheme that runs or carries code (`javascript:`, `data:` …), control
    /// characters, a drive letter.
    Unsafe,
    /// Another host.
    Outside,
    /// A path that climbs out of the package, or hides that it climbs.
    Escapes,
}

/// Joins two references: the later replaces the earlier when it is absolute.
/// A base without `/` at its end means a folder all the same.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.trim();
    if base.is_empty() || reference.starts_with(['/', '\\']) || scheme(reference).is_some() {
        return reference.to_owned();
    }
    let separator = if base.ends_with(['/', '\\']) { "" } else { "/" };
    format!("{base}{separator}{reference}")
}

/// Takes a joined reference apart.
pub(crate) fn resolve(reference: &str) -> Result<Reference, Refusal> {
    let reference = reference.trim();
    // Browsers drop tabs and line ends inside `java\nscript:`.
    if reference.chars().any(char::is_control) {
        return Err(Refusal::Unsafe);
    }
    if let Some(scheme) = scheme(reference) {
        let is_web = ["http", "https", "ftp"]
            .iter()
            .any(|it| scheme.eq_ignore_ascii_case(it));
        return Err(if is_web {
            Refusal::Outside
        } else {
            Refusal::Unsafe
        });
    }
    let (rest, fragment) = split(reference, '#');
    let (written, query) = split(rest, '?');
    let had_back_slashes = written.contains('\\');
    let slashed = written.replace('\\', "/");
    if slashed.starts_with("//") {
        return Err(Refusal::Outside);
    }
    let raw_path = climb(&slashed)?;
    let decoded = percent_decode_str(&slashed).decode_utf8_lossy();
    let decoded = decoded.replace('\\', "/");
    if decoded.chars().any(char::is_control) || scheme(&decoded).is_some() {
        return Err(Refusal::Unsafe);
    }
    if decoded.starts_with("//") {
        return Err(Refusal::Outside);
    }
    // Dots that only show once decoded are there to get past a check.
    let climbs = |path: &str| path.split('/').filter(|part| is_up(part)).count();
    if climbs(&decoded) != climbs(&slashed) {
        return Err(Refusal::Escapes);
    }
    Ok(Reference {
        path: climb(&decoded)?,
        raw_path,
        query: query.map(str::to_owned),
        fragment: fragment.map(str::to_owned),
        had_back_slashes,
    })
}

fn is_up(part: &str) -> bool {
    part == ".."
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at)
        .map_or((text, None), |(before, after)| (before, Some(after)))
}

/// Everything before the first `:`, where that makes it a scheme.
fn scheme(reference: &str) -> Option<&str> {
    let (before, _) = reference.split_once(':')?;
    let mut characters = before.chars();
    let is_scheme = characters.next().is_some_and(|it| it.is_ascii_alphabetic())
        && characters.all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    is_scheme.then_some(before)
}

/// Removes `.` and `..` parts.
fn climb(path: &str) -> Result<String, Refusal> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            part if is_up(part) => {
                if parts.pop().is_none() {
                    return Err(Refusal::Escapes);
                }
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Everything but what a path keeps as it is.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What would end an attribute or the reference; `%` stays, since queries in
/// manifests are encoded already.
const IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\'')
    .add(b'`');

/// The reference that the player opens: the file's path, the query and fragment
/// of the resource, and the item's parameters.
///
/// Parameters beginning with `#` are a fragment and give way to the resource's;
/// all others are a query, with or without `?` or `&` before it, and come after
/// the resource's.
pub(super) fn launch_url(
    path: &str,
    query: Option<&str>,
    fragment: Option<&str>,
    parameters: Option<&str>,
) -> String {
    let parameters = parameters.unwrap_or_default().trim();
    let parameters = parameters.trim_start_matches(['?', '&']);
    let (more_query, more_fragment) = match parameters.strip_prefix('#') {
        Some(fragment) => ("", Some(fragment)),
        None => match parameters.split_once('#') {
            Some((query, fragment)) => (query, Some(fragment)),
            None => (parameters, None),
        },
    };
    let mut url = utf8_percent_encode(path, IN_PATH).to_string();
    let queries = [query.unwrap_or_default(), more_query];
    for (index, part) in queries.into_iter().filter(|it| !it.is_empty()).enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.extend(utf8_percent_encode(part, IN_QUERY));
    }
    if let Some(fragment) = fragment.or(more_fragment).filter(|it| !it.is_empty()) {
        url.push('#');
        url.extend(utf8_percent_encode(fragment, IN_QUERY));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_of_the_package_is_refused() {
        let cases = [
            ("javascript:alert(1)", Refusal::Unsafe),
            ("JavaScript:alert(1)", Refusal::Unsafe),
            (" javascript:alert(1)", Refusal::Unsafe),
            ("java\nscript:alert(1)", Refusal::Unsafe),
            ("javascript%3Aalert(1)", Refusal::Unsafe),
            ("vbscript:x", Refusal::Unsafe),
            ("data:text/html,<script>", Refusal::Unsafe),
            ("blob:x", Refusal::Unsafe),
            ("file:///etc/passwd", Refusal::Unsafe),
            ("C:\\course\\index.html", Refusal::Unsafe),
            ("a%00.html", Refusal::Unsafe),
            ("http://evil.example/", Refusal::Outside),
            ("HTTPS://evil.example/", Refusal::Outside),
            ("//evil.example/x", Refusal::Outside),
            ("\\\\evil.example\\x", Refusal::Outside),
            ("/\\evil.example/x", Refusal::Outside),
            ("%2F%2Fevil.example/x", Refusal::Outside),
            ("/%2Fevil.example/x", Refusal::Outside),
            ("../other/index.html", Refusal::Escapes),
            ("a/../../index.html", Refusal::Escapes),
            ("..\\index.html", Refusal::Escapes),
            ("%2e%2e/index.html", Refusal::Escapes),
            ("a/%2e%2e/index.html", Refusal::Escapes),
            ("a/.%2E/index.html", Refusal::Escapes),
            ("a%2f..%2findex.html", Refusal::Escapes),
            ("a/..%5c..%5cindex.html", Refusal::Escapes),
        ];

        for (reference, refusal) in cases {
            assert_eq!(resolve(reference), Err(refusal), "{reference}");
        }
    }

    #[test]
    fn paths_are_decoded_and_tidied() {
        let cases = [
            ("index.html", "index.html"),
            ("./a//b/../index.html", "a/index.html"),
            ("a\\b.html", "a/b.html"),
            ("/a/index.html", "a/index.html"),
            ("%D0%A3%D0%B2%D0%BE%D0%B4.html?x=1#y", "Увод.html"),
            ("a%20b.html", "a b.html"),
            ("100%.html", "100%.html"),
        ];

        for (reference, path) in cases {
            assert_eq!(resolve(reference).unwrap().path, path, "{reference}");
        }
    }

    #[test]
    fn parameters_join_the_reference_of_the_resource() {
        let cases = [
            ("a.html", None, "a.html"),
            ("a.html", Some("?x=1"), "a.html?x=1"),
            ("a.html", Some("x=1"), "a.html?x=1"),
            ("a.html", Some("&x=1"), "a.html?x=1"),
            ("a.html", Some("#top"), "a.html#top"),
            ("a.html?y=2", Some("?x=1"), "a.html?y=2&x=1"),
            ("a.html?y=2#z", Some("x=1"), "a.html?y=2&x=1#z"),
            ("a.html#z", Some("#top"), "a.html#z"),
            ("a.html", Some("x=1#top"), "a.html?x=1#top"),
            (
                "a b.html",
                Some("q=\"><script>"),
                "a%20b.html?q=%22%3E%3Cscript%3E",
            ),
        ];

        for (href, parameters, url) in cases {
            let reference = resolve(href).unwrap();
            let made = launch_url(
                &reference.path,
                reference.query.as_deref(),
                reference.fragment.as_deref(),
                parameters,
            );
            assert_eq!(made, url, "{href} {parameters:?}");
        }
    }

    #[test]
    fn bases_stand_before_what_is_relative() {
        assert_eq!(join("", "a.html"), "a.html");
        assert_eq!(join("content/", "a.html"), "content/a.html");
        assert_eq!(join("content", "a.html"), "content/a.html");
        assert_eq!(join("content/", "/a.html"), "/a.html");
        assert_eq!(join("content/", "http://a"), "http://a");
    }
}
