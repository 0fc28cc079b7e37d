//! Plays one trace: the learner and the SCOs as it says, the LMS as we are.

use std::collections::{BTreeSet, HashMap};

use course_runtime::cmi::{Api, Exit};
use course_runtime::sequencing::{
    Delivery, ExitMode, NavigationRequest, Outcome, Session, SessionReport, SharedState,
    end_learner_session, launch, navigation_on_termination, process, toc, ui_controls, validity,
};

use super::calls;
use super::course::Course;
use super::trace::{self, Deliver, Step, Trace, Ui};

/// All differences between the trace and us.
pub(crate) fn play(case: &Trace) -> Vec<String> {
    let mut shared = SharedState::default();
    let vectors = case.folder.parent().unwrap();
    for earlier in &case.run_after {
        let earlier = trace::read(&vectors.join(earlier).join("trace.json"));
        // Its own run reports its differences.
        Play::new(&earlier, &mut shared).run();
    }
    Play::new(case, &mut shared).run()
}

struct Play<'a> {
    case: &'a Trace,
    courses: HashMap<String, Course>,
    /// Values global to the system, of this learner.
    shared: &'a mut SharedState,
    package: String,
    outcome: Option<Outcome>,
    session: Session,
    /// The SCO that is on screen, until its learner session ends.
    running: Option<Running>,
    /// The item that ran last, for a request that is not followed.
    last: Option<String>,
    /// A request that was not followed, and the code of the exception.
    refusal: Option<(String, String)>,
    differences: Vec<String>,
    at: usize,
}

struct Running {
    item: String,
    api: Api,
    on_unload: Option<String>,
}

impl<'a> Play<'a> {
    fn new(case: &'a Trace, shared: &'a mut SharedState) -> Self {
        let files: BTreeSet<&str> = case
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Deliver(it) => Some(it.launch_file.as_str()),
                _ => None,
            })
            .collect();
        let mut courses = HashMap::new();
        for package in &case.packages {
            let below = case.folder.join(package);
            let folder = if below.is_dir() {
                below
            } else {
                case.folder.clone()
            };
            courses.insert(
                package.clone(),
                Course::import(&folder, &files, (case.profile, case.seed)),
            );
        }
        Self {
            case,
            courses,
            shared,
            package: String::new(),
            outcome: None,
            session: Session::Ended,
            running: None,
            last: None,
            refusal: None,
            differences: Vec::new(),
            at: 0,
        }
    }

    fn run(mut self) -> Vec<String> {
        let case = self.case;
        for (at, step) in case.steps.iter().enumerate() {
            self.at = at;
            if let Step::ScoNavigation { refused } = step {
                self.check_refusal(refused.as_deref());
            } else {
                self.check_refusal(None);
            }
            self.check_quiet(step);
            match step {
                Step::LaunchCourse { package } => self.launch(package),
                Step::Learner {
                    event,
                    item,
                    refused,
                } => {
                    self.learner(event, item.as_deref());
                    self.check_refusal(refused.as_deref());
                }
                Step::Deliver(deliver) => self.deliver(deliver),
                Step::ScoNavigation { .. } => {}
                Step::ExpectSessionEnded {} => self.expect_session(Session::Ended),
                Step::ExpectContentRemoved {} => {
                    self.expect_session(Session::None);
                    let removes = self.outcome.as_ref().is_some_and(|it| it.removes_content);
                    if !removes {
                        self.differ("the content is still there");
                    }
                }
            }
            // One divergence makes the rest of a session meaningless.
            if 12 < self.differences.len() {
                break;
            }
        }
        self.check_refusal(None);
        self.differences
    }

    fn course(&mut self) -> &mut Course {
        self.courses.get_mut(&self.package).unwrap()
    }

    fn differ(&mut self, what: &str) {
        self.differences.push(format!("step {}: {what}", self.at));
    }

    /// Between steps nothing may be delivered that no step asks for.
    fn check_quiet(&mut self, step: &Step) {
        if matches!(step, Step::Deliver(_) | Step::ScoNavigation { .. }) {
            return;
        }
        let unasked = self.outcome.as_mut().and_then(|it| it.deliver.take());
        if let Some(delivery) = unasked {
            self.differ(&format!("`{}` was delivered unasked", delivery.item));
        }
        match step {
            Step::LaunchCourse { .. } => self.expect_session(Session::Ended),
            Step::Learner { .. } if self.session == Session::Ended => {
                self.differ("the session is over before the learner acts");
            }
            _ => {}
        }
    }

    fn expect_session(&mut self, expected: Session) {
        if self.session != expected {
            let difference = format!("session {:?}, expected {expected:?}", self.session);
            self.differ(&difference);
        }
    }

    fn launch(&mut self, package: &str) {
        package.clone_into(&mut self.package);
        let shared = self.shared.clone();
        let course = self.course();
        course.state.adopt_shared(&course.tree, &shared);
        let next = launch(&course.tree, &course.state);
        self.keep(next);
    }

    fn keep(&mut self, (state, outcome): (course_runtime::sequencing::TreeState, Outcome)) {
        let course = self.course();
        let kept = state.shared_beyond_attempt(&course.tree);
        course.state = state;
        self.shared.objectives.extend(kept.objectives);
        self.shared.data.extend(kept.data);
        self.session = outcome.session;
        self.outcome = Some(outcome);
    }

    /// A request of the learner while no SCO is running.
    fn request(&mut self, request: &NavigationRequest) {
        let course = self.course();
        let next = process(&course.tree, &course.state, request);
        self.note_refusal(request, &next.1);
        self.keep(next);
    }

    /// The SCO's learner session ends, with the request that takes effect.
    fn end(&mut self, item: &str, report: &SessionReport, request: Option<&NavigationRequest>) {
        let course = self.course();
        let (state, outcome) =
            end_learner_session(&course.tree, &course.state, item, report, request);
        course.state = state;
        if let (Some(outcome), Some(request)) = (outcome, request) {
            self.note_refusal(request, &outcome);
            let state = self.course().state.clone();
            self.keep((state, outcome));
        }
    }

    fn note_refusal(&mut self, request: &NavigationRequest, outcome: &Outcome) {
        self.refusal = outcome.exception.map(|exception| {
            let what = format!("{request:?} refused: {exception}");
            (what, exception.code().to_owned())
        });
    }

    /// A request is followed unless the trace says why not; then the LMS shows
    /// again what was on screen.
    fn check_refusal(&mut self, expected: Option<&str>) {
        match (self.refusal.take(), expected) {
            (None, None) => {}
            (Some((what, _)), None) => self.differ(&what),
            (None, Some(code)) => self.differ(&format!("followed, expected {code}")),
            (Some((what, code)), Some(expected)) => {
                if code != expected {
                    self.differ(&format!("{what}, expected {expected}"));
                }
                self.put_back();
            }
        }
    }

    fn put_back(&mut self) {
        let Some(outcome) = self.outcome.as_mut() else {
            return;
        };
        if outcome.deliver.is_none() && outcome.session == Session::Delivering {
            outcome.deliver = self.last.clone().map(|item| Delivery {
                item,
                resumes: true,
                attempt: 0,
            });
        }
    }

    fn learner(&mut self, event: &str, item: Option<&str>) {
        let target = || item.unwrap_or(&self.package).to_owned();
        let request = match event {
            "choice" => NavigationRequest::Choice { target: target() },
            "jump" => NavigationRequest::Jump { target: target() },
            other => NavigationRequest::from_nav_request(other).unwrap(),
        };
        let Some(mut running) = self.running.take() else {
            self.request(&request);
            return;
        };
        if let Some(pending) = &running.on_unload {
            calls::set(&mut running.api, "adl.nav.request", pending);
        }
        self.terminate(&mut running.api);
        let (report, _) = self.course().close(&running.item, running.api);
        // What the learner asks for overrules what the SCO asked for.
        self.end(&running.item, &report, Some(&request));
    }

    fn deliver(&mut self, expected: &Deliver) {
        let delivery = self.outcome.as_mut().and_then(|it| it.deliver.take());
        let Some(delivery) = delivery else {
            let exception = self.outcome.as_ref().and_then(|it| it.exception);
            let why = exception.map_or_else(String::new, |it| it.to_string());
            self.differ(&format!(
                "nothing delivered ({:?} {why}), expected `{}`",
                self.session, expected.item
            ));
            return;
        };
        if delivery.item != expected.item {
            self.differ(&format!(
                "`{}` delivered, expected `{}`",
                delivery.item, expected.item
            ));
            return;
        }
        if self.course().launch_file(&expected.item) != Some(&expected.launch_file) {
            self.differ(&format!("launch file is not {}", expected.launch_file));
        }
        for ui in &expected.ui {
            self.check_ui(ui);
        }
        self.sco(&delivery, expected);
    }

    fn check_ui(&mut self, ui: &Ui) {
        let course = self.course();
        let controls = ui_controls(&course.tree, &course.state);
        let lines = toc(&course.tree, &course.state);
        let line = |id: &Option<String>| {
            let id = id.as_ref().unwrap();
            lines.iter().find(|it| it.item == *id)
        };
        let got = match (ui.control.as_str(), ui.assert.as_str()) {
            ("continue", "enabled") => controls.r#continue,
            ("previous", "enabled") => controls.previous,
            ("toc", "present") => !lines.is_empty(),
            ("toc", "visible") => line(&ui.item).is_some_and(|it| it.visible),
            ("toc", "selectable") => line(&ui.item).is_some_and(|it| it.visible && it.selectable),
            other => panic!("unknown assertion {other:?}"),
        };
        if got != ui.value {
            let item = ui.item.clone().unwrap_or_default();
            self.differ(&format!(
                "{} {item} {} is {got}, expected {}",
                ui.control, ui.assert, ui.value
            ));
        }
        let course = self.course();
        let offered = validity(&course.tree, &course.state);
        if controls.previous && !offered.previous {
            self.differ("a control is offered that is not valid");
        }
    }

    /// The SCO runs as far as the trace says.
    fn sco(&mut self, delivery: &Delivery, expected: &Deliver) {
        let mut api = self.course().open(delivery);
        self.last = Some(delivery.item.clone());
        let behaviour = expected.sco_behaviour.as_str();
        if behaviour == "asset_no_api" {
            return;
        }
        let at = self.at;
        for call in &expected.calls {
            if let Err(difference) = calls::make(&mut api, call) {
                self.differences.push(format!("step {at}: {difference}"));
            }
        }
        if !behaviour.starts_with("terminate_after_calls") {
            self.running = Some(Running {
                item: delivery.item.clone(),
                api,
                on_unload: behaviour.strip_prefix("on_unload:").map(str::to_owned),
            });
            return;
        }
        self.terminate(&mut api);
        let (report, outcome) = self.course().close(&delivery.item, api);
        let exit = match outcome.exit {
            Exit::Unset | Exit::Normal => ExitMode::Normal,
            Exit::Suspend => ExitMode::Suspend,
            Exit::TimeOut => ExitMode::TimeOut,
            Exit::Logout => ExitMode::Logout,
        };
        let pending = outcome.nav_request;
        let pending = pending.and_then(|it| NavigationRequest::from_nav_request(&it));
        let request = navigation_on_termination(exit, pending);
        self.end(&delivery.item, &report, request.as_ref());
    }

    fn terminate(&mut self, api: &mut Api) {
        let answer = api.call("Terminate", &[Some("")]).unwrap();
        if answer.text != "true" {
            self.differ(&format!("Terminate answered {answer:?}"));
        }
    }
}
