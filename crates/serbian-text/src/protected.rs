//! Parts of a text that no script conversion may touch: e-mail addresses, URLs
//! and bare host names.

use std::ops::Range;

/// Endings by which a bare host name (`kirs.gov.rs`) is told from two words
/// with a full stop between them.
const TOP_LEVEL: &[&str] = &[
    "al", "at", "ba", "com", "de", "edu", "eu", "gov", "gr", "hr", "hu", "info", "int", "io", "me",
    "mk", "net", "org", "ro", "rs", "si", "срб", "мкд",
];

/// Byte ranges to leave alone, in order.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains(['@', '.', ':']) {
        return found;
    }
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if ends_token(letter) {
            of_token(text, start..at, &mut found);
            start = at + letter.len_utf8();
        }
    }
    of_token(text, start..text.len(), &mut found);
    found
}

fn ends_token(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '<' | '>'
                | '"'
                | '\''
                | '('
                | ')'
                | '{'
                | '}'
                | '['
                | ']'
                | '|'
                | '\\'
                | '`'
                | ','
                | ';'
                | '„'
                | '“'
                | '”'
                | '‚'
                | '‘'
                | '’'
                | '«'
                | '»'
        )
}

fn of_token(text: &str, token: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[token.clone()];
    if let Some(colon) = part.find("://") {
        let scheme = part[..colon]
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
            .count();
        if scheme > 0 {
            found.push(token.start + colon - scheme..token.end);
        }
    } else if starts_with(part, "www.") || starts_with(part, "mailto:") {
        found.push(token);
    } else if part.contains('@') {
        addresses(part, token.start, found);
    } else if is_host(part) {
        found.push(token);
    }
}

fn starts_with(part: &str, prefix: &str) -> bool {
    part.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// The e-mail addresses of one token, which may have text glued to them.
fn addresses(part: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut taken_to = 0;
    for (at, _) in part.match_indices('@') {
        let local: usize = part[taken_to..at]
            .chars()
            .rev()
            .take_while(|letter| letter.is_alphanumeric() || "._%+-".contains(*letter))
            .map(char::len_utf8)
            .sum();
        let domain: &str = {
            let rest = &part[at + 1..];
            let length = rest
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || ".-".contains(*letter))
                .map(char::len_utf8)
                .sum();
            rest[..length].trim_end_matches(['.', '-'])
        };
        if local > 0 && domain.contains('.') {
            taken_to = at + 1 + domain.len();
            found.push(offset + at - local..offset + taken_to);
        }
    }
}

/// `kirs.gov.rs`, `kirs.gov.rs/obuka`, `обука.срб`.
fn is_host(part: &str) -> bool {
    let host = part.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let host = host.trim_end_matches(['.', '!']);
    let Some((rest, last)) = host.rsplit_once('.') else {
        return false;
    };
    TOP_LEVEL.contains(&last)
        && rest.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_and_hosts_are_found_and_words_are_not() {
        for (text, expected) in [
            ("piši na ana@primer.rs.", vec!["ana@primer.rs"]),
            ("е-пошта:ana@primer.rs", vec!["ana@primer.rs"]),
            ("a@b.rs,c@d.rs", vec!["a@b.rs", "c@d.rs"]),
            (
                "vidi (https://obuka.rs/č?x=1)",
                vec!["https://obuka.rs/č?x=1"],
            ),
            (
                "www.kirs.gov.rs/obuka i dalje",
                vec!["www.kirs.gov.rs/obuka"],
            ),
            ("kirs.gov.rs", vec!["kirs.gov.rs"]),
            ("обука.срб.", vec!["обука.срб."]),
            ("<a href=\"mailto:ana@x.rs\">", vec!["mailto:ana@x.rs"]),
            ("čl. 13. Zakona", vec![]),
            ("kraj.Početak", vec![]),
            ("u 10:30", vec![]),
            ("Ana @ Beograd", vec![]),
            ("://", vec![]),
            ("@", vec![]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
