//! The calls of a SCO, with what they must answer.

use course_runtime::cmi::Api;

use super::super::compare;
use super::course::{LEARNER_ID, LEARNER_NAME};
use super::trace::Call;

/// Makes one call; the error says what differs.
pub(crate) fn make(api: &mut Api, call: &Call) -> Result<(), String> {
    if call.function == "CompareObjectiveIds" {
        return compare_ids(api, &call.expect_ids);
    }
    let mut args = call.args.clone();
    let mut expected = call.ret.clone();
    let mut wanted_id = None;
    if let Some(element) = args.first_mut() {
        wanted_id = resolve(api, element)?;
    }
    if let Some(id) = wanted_id
        && call.function == "GetValue"
        && args[0].rsplit('.').next() == Some("id")
        && expected.as_deref() == Some("")
    {
        expected = Some(id);
    }
    let given: Vec<Option<&str>> = args.iter().map(|it| Some(it.as_str())).collect();
    let answer = api
        .call(&call.function, &given)
        .ok_or_else(|| format!("no function {}", call.function))?;
    let kind = call.cmp.as_deref().unwrap_or_default();
    let expected = expected.map(|it| match it.as_str() {
        "$LEARNER_ID" => LEARNER_ID.to_owned(),
        "$LEARNER_NAME" => LEARNER_NAME.to_owned(),
        _ => it,
    });
    let error = answer.error.to_string();
    let error_fits = match kind {
        "lms_comment" => ["0", "301", "403"].contains(&error.as_str()),
        "request_valid" => true,
        _ => call.err.as_ref().is_none_or(|it| *it == error),
    };
    let bound = call.ret_match.as_ref();
    let length_fits = bound.is_none_or(|it| compare::bound(it, &answer.text));
    let any_text = ["error_only", "lms_comment"].contains(&kind);
    let text_fits = expected
        .as_ref()
        .is_none_or(|it| any_text || compare::same(kind, it, &answer.text));
    if error_fits && length_fits && text_fits {
        return Ok(());
    }
    Err(format!(
        "{}{args:?} gave {:?} error {error}, expected {:?} error {:?} {kind}",
        call.function, answer.text, expected, call.err
    ))
}

pub(crate) fn set(api: &mut Api, element: &str, value: &str) {
    let answer = api.call("SetValue", &[Some(element), Some(value)]).unwrap();
    assert_eq!(answer.text, "true", "{element} = {value}");
}

/// Puts the index of the entry with that id in the place of `&id&`.
fn resolve(api: &mut Api, element: &mut String) -> Result<Option<String>, String> {
    let Some((before, rest)) = element.split_once('&') else {
        return Ok(None);
    };
    let (id, after) = rest.split_once('&').ok_or("an `&` without its end")?;
    let (collection, id) = (before.trim_end_matches('.'), id.to_owned());
    for index in 0..count(api, collection) {
        if get(api, &format!("{collection}.{index}.id")) == id {
            *element = format!("{before}{index}{after}");
            return Ok(Some(id));
        }
    }
    Err(format!("no `{id}` in {collection}"))
}

fn compare_ids(api: &mut Api, expected: &[String]) -> Result<(), String> {
    let mut ids: Vec<String> = (0..count(api, "cmi.objectives"))
        .map(|index| get(api, &format!("cmi.objectives.{index}.id")))
        .collect();
    ids.sort();
    let mut expected = expected.to_vec();
    expected.sort();
    if ids == expected {
        Ok(())
    } else {
        Err(format!("objectives {ids:?}, expected {expected:?}"))
    }
}

fn count(api: &mut Api, collection: &str) -> usize {
    get(api, &format!("{collection}._count"))
        .parse()
        .unwrap_or(0)
}

fn get(api: &mut Api, element: &str) -> String {
    api.call("GetValue", &[Some(element)]).unwrap().text
}
