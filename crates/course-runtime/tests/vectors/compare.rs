//! Whether what a call answered is what its vector expects. By value where the
//! vector says so: an LMS may write a number or a duration its own way.

use course_runtime::cmi::time;

use super::data_model::{Call, LEARNER_ID, LEARNER_NAME};

/// `None` when the answer is as expected, else what was expected.
pub(crate) fn difference(call: &Call, text: &str, error: &str) -> Option<String> {
    let expected_error = match (&call.err_any, &call.err) {
        (Some(any), _) => any.iter().any(|it| it == error),
        (None, Some(expected)) => expected == error,
        (None, None) => true,
    };
    let expected_text = match &call.ret {
        Some(expected) => {
            let expected = expected.text();
            let expected = match expected.as_str() {
                "$LEARNER_ID" => LEARNER_ID,
                "$LEARNER_NAME" => LEARNER_NAME,
                other => other,
            };
            same(call.cmp.as_deref().unwrap_or("exact"), expected, text)
        }
        None => true,
    };
    let in_set = call
        .set_of
        .as_ref()
        .is_none_or(|set| set.iter().any(|it| it == text));
    let bounded = call.ret_match.as_deref().is_none_or(|it| bound(it, text));
    if expected_error && expected_text && in_set && bounded {
        return None;
    }
    Some(expectation(call))
}

fn expectation(call: &Call) -> String {
    let mut parts = Vec::new();
    if let Some(ret) = &call.ret {
        parts.push(format!("{:?}", shorten(&ret.text())));
    }
    if let Some(set) = &call.set_of {
        parts.push(format!("one of {set:?}"));
    }
    if let Some(bound) = &call.ret_match {
        parts.push(format!("text {bound}"));
    }
    match (&call.err_any, &call.err) {
        (Some(any), _) => parts.push(format!("error {}", any.join(" or "))),
        (None, Some(error)) => parts.push(format!("error {error}")),
        (None, None) => {}
    }
    parts.join(", ")
}

/// The beginning of a long text, for the report.
pub(crate) fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(50).collect();
    format!("{start}… ({} characters)", text.chars().count())
}

/// Whether the two mean the same, compared in the way that is named.
pub(crate) fn same(way: &str, expected: &str, got: &str) -> bool {
    if expected == got {
        return true;
    }
    match way {
        "set" => sorted(expected) == sorted(got),
        "real" | "real_or_exact" | "interaction:numeric" => {
            match (expected.parse::<f64>(), got.parse::<f64>()) {
                (Ok(expected), Ok(got)) => (expected - got).abs() < 1e-7,
                _ => false,
            }
        }
        "timeinterval" => {
            let expected = time::parse_interval(expected);
            expected.is_some() && expected == time::parse_interval(got)
        }
        "timespan" => {
            let expected = time::parse_span(expected);
            expected.is_some() && expected == time::parse_span(got)
        }
        "langstring" => without_language(expected) == without_language(got),
        "request_valid" => ["true", "false", "unknown"].contains(&got),
        _ if way.starts_with("interaction") => plain_response(expected) == plain_response(got),
        _ => false,
    }
}

fn sorted(list: &str) -> Vec<&str> {
    let mut items: Vec<&str> = list.split(',').map(str::trim).collect();
    items.sort_unstable();
    items
}

/// A response without the prefixes that say what holds anyway, and the others
/// at its start in order: the specification lets them come in any.
fn plain_response(response: &str) -> (Vec<String>, String) {
    let text = ["{case_matters=false}", "{order_matters=true}", "{lang=en}"]
        .iter()
        .fold(response.to_owned(), |text, prefix| text.replace(prefix, ""));
    let mut prefixes = Vec::new();
    let mut rest = text.as_str();
    while let Some(after) = ["{case_matters=", "{order_matters=", "{lang="]
        .iter()
        .find_map(|it| rest.strip_prefix(it))
    {
        let Some((_, left)) = after.split_once('}') else {
            break;
        };
        prefixes.push(rest[..rest.len() - left.len()].to_owned());
        rest = left;
    }
    prefixes.sort_unstable();
    (prefixes, rest.to_owned())
}

fn without_language(text: &str) -> &str {
    text.strip_prefix("{lang=en}").unwrap_or(text)
}

/// `nonempty<256`, `len<255`
pub(crate) fn bound(rule: &str, text: &str) -> bool {
    let Some((name, limit)) = rule.split_once('<') else {
        return false;
    };
    let short = limit
        .parse()
        .is_ok_and(|limit: usize| text.chars().count() < limit);
    match name {
        "nonempty" => short && !text.is_empty(),
        "len" => short,
        _ => false,
    }
}
