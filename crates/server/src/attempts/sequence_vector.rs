//! An attempt on a package of SCORM 2004 as a sequencing vector: what was delivered
//! after what, with the calls that were made meanwhile. The test runner of
//! `course-runtime` plays it against the package's manifest.
//!
//! Beside the fields that every trace has, `profile` and `seed` say how the attempt
//! was played, and `refused` that a request was not followed. Not in it: objectives
//! that earlier attempts have left for this one.

use course_runtime::cmi;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    course::Course,
    timeline::StoredCalls,
    trace::{Navigation, OPENED, Trace},
    vectors,
};

/// The file `trace.json`, to lie beside the manifest in a folder named `package`.
pub(super) fn trace_file(
    package: &str,
    course: &Course,
    seed: Option<u64>,
    stored: &[StoredCalls],
) -> Value {
    let mut way = Way {
        package,
        course,
        steps: Vec::new(),
        is_open: false,
        on_screen: None,
        launch: None,
    };
    for it in in_order(stored) {
        way.take(it);
    }
    let mut file = json!({
        "id": package,
        "packages": [package],
        "run_after": [],
        "learner": "L1",
        "features": ["recorded"],
        "profile": course.profile,
        "steps": way.steps,
    });
    if let Some(seed) = seed {
        file["seed"] = seed.into();
    }
    file
}

/// As it happened: of what one request stored, the calls came before the request
/// for what comes next, and what waited in a queue before the opening that found it.
fn in_order(stored: &[StoredCalls]) -> Vec<&StoredCalls> {
    let mut ordered: Vec<&StoredCalls> = stored.iter().collect();
    ordered.sort_by_key(|it| {
        let kind = match &it.trace.navigation {
            None => 0,
            Some(navigation) if navigation.request != OPENED => 1,
            Some(_) => 2,
        };
        (it.stored_at, kind)
    });
    ordered
}

struct Way<'v> {
    package: &'v str,
    course: &'v Course,
    steps: Vec<Value>,
    is_open: bool,
    /// The step that delivered what is on screen.
    on_screen: Option<usize>,
    /// The launch whose opening came last.
    launch: Option<Uuid>,
}

impl Way<'_> {
    fn take(&mut self, it: &StoredCalls) {
        let trace = &it.trace;
        match &trace.navigation {
            Some(opened) if opened.request == OPENED => {
                self.open(it.launch_id, opened.deliver.as_deref());
                self.is_open = !opened.ended;
            }
            navigation => {
                // Earlier attempts have no note of their openings.
                if self.launch != Some(it.launch_id) && trace.queue.is_none() {
                    self.open(it.launch_id, trace.item.as_deref());
                }
                match navigation {
                    Some(navigation) => self.navigate(navigation),
                    None => self.call(trace),
                }
            }
        }
    }

    fn open(&mut self, launch: Uuid, item: Option<&str>) {
        if self.is_open {
            // A page that was lost counts as suspended.
            self.learner("suspendAll", None, None);
        }
        let mode = if self.launch.is_none() {
            "new"
        } else {
            "again"
        };
        self.steps.push(json!({
            "step": "launch_course", "mode": mode, "package": self.package,
        }));
        self.launch = Some(launch);
        self.is_open = true;
        self.deliver(item);
    }

    fn deliver(&mut self, item: Option<&str>) {
        self.on_screen = item.map(|_| self.steps.len());
        let Some(item) = item else {
            return;
        };
        let file = self.course.item(item).map(|it| it.file.as_str());
        self.steps.push(json!({
            "step": "deliver",
            "item": item,
            "launch_file": file.unwrap_or_default(),
            "sco_behaviour": "asset_no_api",
            "ui": [],
            "calls": [],
        }));
    }

    /// The calls of the SCO on screen; Terminate is its behaviour.
    fn call(&mut self, trace: &Trace) {
        let Some(step) = self.on_screen.and_then(|at| self.steps.get_mut(at)) else {
            return;
        };
        let (terminates, calls): (Vec<Value>, Vec<Value>) =
            vectors::calls_made(trace, cmi::Version::Scorm2004)
                .into_iter()
                .map(|(_, call)| call)
                .partition(|it| it["call"] == "Terminate" && it["err"] == "0");
        step["sco_behaviour"] = if terminates.is_empty() {
            "terminate_on_unload_only".into()
        } else {
            "terminate_after_calls".into()
        };
        if let Some(before) = step["calls"].as_array_mut() {
            before.extend(calls);
        }
    }

    fn navigate(&mut self, navigation: &Navigation) {
        let refused = navigation.exception.as_deref();
        let refused = refused.map(|it| it.split(':').next().unwrap_or(it));
        let (event, target) = event_of(&navigation.request);
        if event == "sco" {
            let mut step = json!({ "step": "sco_navigation" });
            if let Some(wish) = self.wish() {
                let (event, target) = event_of(&wish);
                step["event"] = event.into();
                put(&mut step, "item", target);
            }
            put(&mut step, "refused", refused);
            self.steps.push(step);
        } else {
            self.outdo_wish();
            self.learner(event, target, refused);
        }
        self.deliver(navigation.deliver.as_deref());
        if navigation.ended {
            self.is_open = false;
            self.steps.push(json!({ "step": "expect_session_ended" }));
        }
    }

    fn learner(&mut self, event: &str, item: Option<&str>, refused: Option<&str>) {
        let mut step = json!({ "step": "learner", "event": event });
        put(&mut step, "item", item);
        put(&mut step, "refused", refused);
        self.steps.push(step);
    }

    /// What the SCO on screen wishes to come next.
    fn wish(&self) -> Option<String> {
        let calls = self.steps.get(self.on_screen?)?["calls"].as_array()?;
        let wished = |it: &&Value| {
            it["call"] == "SetValue" && it["args"][0] == "adl.nav.request" && it["err"] == "0"
        };
        let wish = calls.iter().rfind(wished)?["args"][1].as_str()?;
        (wish != "_none_").then(|| wish.to_owned())
    }

    /// The learner's own request came before the SCO's wish could: the SCO has
    /// ended while it was taken away.
    fn outdo_wish(&mut self) {
        if self.wish().is_some()
            && let Some(step) = self.on_screen.and_then(|at| self.steps.get_mut(at))
        {
            step["sco_behaviour"] = "terminate_on_unload_only".into();
        }
    }
}

/// `{target=ITEM}choice` in its two parts.
fn event_of(request: &str) -> (&str, Option<&str>) {
    let with_target = request.strip_prefix("{target=");
    match with_target.and_then(|it| it.split_once('}')) {
        Some((target, event)) => (event, Some(target)),
        None => (request, None),
    }
}

fn put(step: &mut Value, name: &str, value: Option<&str>) {
    if let (Some(value), Some(step)) = (value, step.as_object_mut()) {
        let step: &mut Map<String, Value> = step;
        step.insert(name.to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_an_event_and_its_target() {
        assert_eq!(event_of("{target=I1}jump"), ("jump", Some("I1")));
        assert_eq!(event_of("continue"), ("continue", None));
    }
}
