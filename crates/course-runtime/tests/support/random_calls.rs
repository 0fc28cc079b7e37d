//! Random API calls with this crate's answers, for the browser's run-time to
//! repeat. The same seed gives the same calls.

use std::{collections::BTreeMap, fmt::Write as _};

use course_runtime::cmi::{
    Api, CmiState, Element, LaunchData, LaunchDocument, Leaving, LmsComment, Mode, Model,
    ObjectiveSeed, Phase, Profile, SharedData, ValueType, Version, end_session,
};
use serde_json::{Value, json};

/// Stands for a lone surrogate, which no Rust text can hold.
const LONE_SURROGATE: &str = "\u{10fffd}LONE\u{10fffd}";

#[rustfmt::skip]
const ODD: &[&str] = &[
    "", " ", "\u{feff}", "\u{85}", "a\u{85}b", "a\u{2028}b", "1\n", "\n", "\u{0}", "a\u{0}b",
    "\u{665}", "-0", "1.", ".5", "+1", "1e0", "1e-7", "1e999", "0x1", "😀", "Infinity", "NaN",
    "0.99999999999999999999", "1.0000000000000000000001", "__proto__", "constructor", "toString",
    "{lang=en}", "{lang=}x", "{lang=en", "{lang=sr-Cyrl-RS}здраво", "{lang=sp}hola", "{lang=exg}x", "{lang=QAB-x}x", "\u{fffd}", LONE_SURROGATE,
];
#[rustfmt::skip]
const INDEXES: &[&str] = &[
    "00", "-1", "01", "01", "02", "001", "n", "x", "", " 0", "9999", "10000", "99999999999999999999", "1e0",
    "\u{665}", "__proto__",
];
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "0", "1", "-1", "0.5", "1.5", "-1.01", "100", "101", "0.7", "0.8", "85.5", "-100", "50",
];
#[rustfmt::skip]
const IDENTIFIERS: &[&str] = &[
    "a", "b", "c", "obj1", "urn:x:1", "urn:", "http://x.y/z?q#f", "obj 1", "цель", "a%20b", "a%b",
    "a:b", "1:b", "#f", "a#b#c", "[a]",
];
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "PT1S", "P", "PT", "P1Y2M3DT4H5M6.78S", "PT1.234S", "P1DT", "PT1M", "P1M", "P1W", "P1YT1S",
    "00:00:01", "9999:59:59.99", "1:2:3", "00:61:00.5", "23:59:59", "24:00:00", "2003",
    "2003-02-29", "2000-02-29", "2004-02-29", "2003-04-31", "2003-07-25T03:00:00.5Z",
    "2003-07-25T03", "2003-07-25T03:00:00+05:30", "2003-7-5", "1969", "2039",
];
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "en", "en-US", "x", "x-abc", "i-klingon", "frl", "sp", "SRP-Latn", "ruq-JM", "qab", "continue", "{target=x.y}choice", "{target=}jump",
    "_none_", "suspendAll", "US/English",
];
#[rustfmt::skip]
const RESPONSES: &[&str] = &[
    "true", "t", "a", "a[,]b", "a[,]a", "b[,]a", "a[,]", "[,]a", "a[.]b", "a[.]b[,]c[.]d",
    "a[.]b[.]c", "[.]b", "a[.]", "[.]", "a[.]1[:]3", "a[.]3[:]1", "a[.][:]", "[.]1[:]2[:]3",
    "1[:]2", "2[:]1", "[:]", "1[:]x", "5", "-1.5", "a,b", "{a,b}", "{a,b", "a.1", "{a.1,b.2}",
    "a.1,b", "{lang=en}a[,]{lang=fr}b", "{case_matters=true}{case_matters=false}a",
    "{order_matters=true}{case_matters=true}a[,]{lang=e}b", "{case_matters=true}{lang=en}text",
    "{lang=en}{lang=x}text", "{order_matters=maybe}a[.]b", "{order_matters=false}a[.]b",
    "{order_matters=false}{order_matters=false}a[.]b", "{lang=frl}a", "{lang=sp}a[,]{lang=en}b",
    "{case_matters=true}{lang=exg-US}text", "{lang=SCC}{case_matters=true}text", "{lang=qtz-x}a",
    "{lang=i-lux}a", "{lang=qua}a",
];
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "a", "b", "c", "1", "2.5", "-3", "true", "false", "t", "[,]", "[,]", "[.]", "[.]", "[:]", ",",
    ".", "{", "}", "{lang=en}", "{lang=frl}", "{lang=Srp-RS}", "{lang=ruq-JM}", "{lang=xx-}", "{case_matters=true}", "{order_matters=false}",
    "{case_matters=maybe}", "é", "😀", " ",
];
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "", ".", "cmi", "cmi.", ".cmi", "cmi..location", "adl", "adl.nav", "n", "cmi.n",
    "cmi.objectives.n.id", "cmi.core", "cmi.core.x", "cmi.score.x", "cmi.location.x",
    "CMI.location", "cmi.__proto__", "__proto__", "constructor.prototype", "cmi.objectives.0",
    "cmi.objectives.0.0.id", "cmi.interactions.0.objectives.0.objectives.0.id",
    "cmi.objectives._count._count", "cmi._children", "cmi._version._children", "_count",
    "._count", "0._count", "adl.nav.request_valid.choice",
    "adl.nav.request_valid.choice.{target=}", "adl.nav.request_valid.choice.{target=a.b}",
    "adl.nav.request_valid.jump.{target=known}", "adl.nav.request_valid.choice.{target}",
    "adl.nav.request_valid.choice.{target=a}}", "cmi.{target=a}", "cmi.location\u{0}",
    "cmi.location ", "cmi.objectives.0.id.{target=x}", LONE_SURROGATE,
];

#[rustfmt::skip]
const TYPES: &[&str] = &[
    "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing",
    "likert", "numeric", "other",
];

/// A function of the API and its arguments.
type Invocation = (String, Vec<String>);

/// A small generator of random numbers (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default()
    }

    fn below(&mut self, bound: usize) -> usize {
        self.next() % bound.max(1)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// `count` transcripts, taking turns between the versions and the profiles.
pub(crate) fn transcripts(seed: u64, count: usize) -> Vec<Value> {
    let mut random = Random(seed.max(1));
    (0..count)
        .map(|n| {
            let version = [Version::Scorm12, Version::Scorm2004][n % 2];
            let profile = [Profile::Strict, Profile::Lenient][n / 2 % 2];
            transcript(&mut random, version, profile)
        })
        .collect()
}

fn transcript(random: &mut Random, version: Version, profile: Profile) -> Value {
    let launch = launch_data(random, version);
    let navigation: BTreeMap<String, String> = [
        ("continue", "true"),
        ("previous", "false"),
        ("jump.{target=known}", "true"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    let mut launches = Vec::new();
    let mut api = start(
        CmiState::begin(version, profile, &launch),
        &navigation,
        &mut launches,
    );
    let mut calls = Vec::new();
    for step in 0..50 {
        let over = api.run_time().phase() == Phase::Terminated;
        if random.one_in(if over { 3 } else { 40 }) {
            calls.push(json!(["NewLaunch", [], null, 0]));
            let run_time = api.into_run_time();
            let leaving = match run_time.phase() {
                Phase::Terminated => Leaving::Left,
                _ => [Leaving::Lapsed, Leaving::SuspendAll][random.below(2)],
            };
            let ended = end_session(run_time, leaving).state;
            api = start(ended.next_session(&launch), &navigation, &mut launches);
        }
        let idle = api.run_time().phase() != Phase::Running;
        let invocations = if idle && !random.one_in(5) && step < 40 {
            vec![invoke("Initialize", &[""])]
        } else {
            self::calls(random, api.run_time().model(), version)
        };
        for invocation in invocations {
            calls.push(perform(&mut api, version, invocation));
        }
    }
    json!({ "launches": launches, "calls": calls })
}

/// Makes the call; it and its answer as the transcript has them.
fn perform(api: &mut Api, version: Version, (function, arguments): Invocation) -> Value {
    let function = match version {
        Version::Scorm12 => format!("LMS{}", function.replace("Terminate", "Finish")),
        Version::Scorm2004 => function,
    };
    let given: Vec<Option<&str>> = arguments
        .iter()
        .map(|it| (!it.contains(LONE_SURROGATE)).then_some(it.as_str()))
        .collect();
    let answer = api.call(&function, &given).expect("a function of the API");
    json!([function, arguments, answer.text, answer.error])
}

fn start(state: CmiState, navigation: &BTreeMap<String, String>, launches: &mut Vec<Value>) -> Api {
    launches.push(json!(LaunchDocument::new(&state, 0, navigation)));
    let mut api = Api::new(state);
    api.set_navigation(navigation.clone());
    api
}

fn launch_data(random: &mut Random, version: Version) -> LaunchData {
    let mut some = |text: &str| random.one_in(2).then(|| text.to_owned());
    let mut launch = LaunchData {
        learner_id: "l1".to_owned(),
        learner_name: "😀, Ана".to_owned(),
        credit: some("").is_some(),
        mode: if some("").is_some() {
            Mode::Browse
        } else {
            Mode::Normal
        },
        launch_data: some("a=1"),
        mastery_score: some("80"),
        scaled_passing_score: some("0.7"),
        completion_threshold: some("0.8"),
        max_time_allowed: some("PT1H"),
        time_limit_action: some("exit,message"),
        ..LaunchData::default()
    };
    launch.comments = vec![LmsComment {
        comment: "{lang=en}well".to_owned(),
        location: some("p1"),
        timestamp: some("2003"),
    }];
    if version == Version::Scorm2004 {
        for id in ["obj1", "obj 2"] {
            let Some(id) = some(id) else { continue };
            launch.objectives.push(ObjectiveSeed {
                id,
                success_status: some("passed"),
                progress_measure: some("0.25"),
                ..ObjectiveSeed::default()
            });
        }
        launch.shared_data = (0..3)
            .map(|n| SharedData {
                target: format!("store{n}"),
                value: some("stored"),
                may_read: n != 2,
                may_write: n != 1,
            })
            .collect();
    }
    launch
}

/// What the SCO does next: one call, or a few that belong together.
fn calls(random: &mut Random, model: &'static Model, version: Version) -> Vec<Invocation> {
    let one = |function: &str, argument: &str| vec![invoke(function, &[argument])];
    match random.below(100) {
        0 => one("Initialize", random.pick(ODD)),
        1 => one("Terminate", random.pick(&["", "", "x"])),
        2..=3 => one("Commit", random.pick(&["", "", "x"])),
        4 => vec![invoke("GetLastError", &[])],
        5..=7 => {
            let function = random.pick(&["GetErrorString", "GetDiagnostic"]);
            let codes = ["", "0", "101", "391", "401", "405", "001", "x", "-1", "408"];
            one(function, random.pick(&codes))
        }
        8..=35 => one("GetValue", &path(random, model).0),
        36..=50 => interaction(random, version),
        _ => {
            let (path, element) = path(random, model);
            let value = value(random, element);
            vec![invoke("SetValue", &[&path, &value])]
        }
    }
}

fn invoke(function: &str, arguments: &[&str]) -> Invocation {
    let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
    (function.to_owned(), arguments)
}

/// Filling in an interaction, which random paths seldom do.
fn interaction(random: &mut Random, version: Version) -> Vec<Invocation> {
    let index = random.pick(&["0", "0", "0", "0", "1", "1", "1", "01"]);
    let set = |field: &str, value: &str| {
        invoke(
            "SetValue",
            &[&format!("cmi.interactions.{index}.{field}"), value],
        )
    };
    let response = match version {
        Version::Scorm12 => "student_response",
        Version::Scorm2004 => "learner_response",
    };
    let mut steps = Vec::new();
    if random.one_in(2) {
        steps.push(set("id", random.pick(&["i1", "i2"])));
    }
    if random.one_in(2) {
        steps.push(set("type", random.pick(TYPES)));
    }
    for n in 0..random.below(4) {
        steps.push(match random.below(6) {
            0..=1 => set(response, &any_response(random)),
            2..=3 => {
                // Out of order and with leading zeros too.
                let place = random.pick(&["0", "1", "1", "2", "00", "01"]);
                let place = if random.one_in(2) {
                    place.to_owned()
                } else {
                    n.to_string()
                };
                set(
                    &format!("correct_responses.{place}.pattern"),
                    &any_response(random),
                )
            }
            4 => set(
                &format!("objectives.{}.id", random.below(2)),
                random.pick(&["a", "b"]),
            ),
            _ => {
                let field = random.pick(&[response, "correct_responses._count", "type"]);
                invoke("GetValue", &[&format!("cmi.interactions.{index}.{field}")])
            }
        });
    }
    steps
}

fn path(random: &mut Random, model: &'static Model) -> (String, Option<&'static Element>) {
    if random.one_in(12) {
        return (random.pick(NAMES).to_owned(), None);
    }
    let (declared, element) = if random.one_in(6) {
        let group = &model.groups[random.below(model.groups.len())];
        let keyword = random.pick(&["._children", "._count", "._version", ""]);
        (format!("{}{keyword}", group.path), None)
    } else {
        let element = &model.elements[random.below(model.elements.len())];
        (element.path.to_owned(), Some(element))
    };
    let declared = declared.replace("{target}", "{target=known}");
    let mut path = String::new();
    for part in declared.split('.') {
        if !path.is_empty() {
            path.push('.');
        }
        if part == "n" && random.one_in(12) {
            path.push_str(random.pick(INDEXES));
        } else if part == "n" {
            let _ = write!(path, "{}", random.below(3));
        } else {
            path.push_str(part);
        }
    }
    if random.one_in(30) {
        path.push_str(random.pick(&["._children", "._count", ".x", ".0", ".{target=x}"]));
    }
    (path, element)
}

fn value(random: &mut Random, element: Option<&'static Element>) -> String {
    let plain = random.pick(candidates(element)).to_owned();
    match random.below(10) {
        0 => random.pick(ODD).to_owned(),
        1 if !plain.is_empty() => mutated(random, &plain),
        2 => fragments(random),
        3 => random.pick(random_list(random.0)).to_owned(),
        _ => match element.map(|it| &it.value) {
            Some(ValueType::Vocabulary { tokens }) => random.pick(tokens).to_owned(),
            Some(ValueType::Text { promised, .. } | ValueType::LanguageText { promised, .. })
                if random.one_in(20) && *promised <= 4096 =>
            {
                let prefix = random.pick(&["", "{lang=en}", "{lang=e}", "{lang=frl}"]);
                let text = random.pick(&["😀", "ж", "a"]);
                format!("{prefix}{}", text.repeat(promised - 1 + random.below(3)))
            }
            _ => plain,
        },
    }
}

/// Values that may well suit the element.
fn candidates(element: Option<&Element>) -> &'static [&'static str] {
    let path = element.map_or("", |it| it.path);
    match path.rsplit('.').next().unwrap_or_default() {
        "id" => IDENTIFIERS,
        "timestamp" | "time" | "latency" | "session_time" => TIMES,
        "pattern" | "student_response" | "learner_response" => RESPONSES,
        "language" | "request" => TOKENS,
        _ => NUMBERS,
    }
}

fn random_list(state: u64) -> &'static [&'static str] {
    [NUMBERS, IDENTIFIERS, TIMES, TOKENS, RESPONSES][usize::try_from(state % 5).unwrap_or_default()]
}

/// A plain value with one character taken out, doubled or replaced.
fn mutated(random: &mut Random, plain: &str) -> String {
    let mut chars: Vec<char> = plain.chars().collect();
    let at = random.below(chars.len());
    match random.below(3) {
        0 => {
            chars.remove(at);
        }
        1 => chars.insert(at, chars[at]),
        _ => {
            let other = random.pick(&["9", "-", ".", "é", "\n", "{"]);
            chars.splice(at..=at, other.chars());
        }
    }
    chars.into_iter().collect()
}

fn any_response(random: &mut Random) -> String {
    let plain = random.pick(RESPONSES);
    match random.below(6) {
        0 => fragments(random),
        1 => mutated(random, plain),
        _ => plain.to_owned(),
    }
}

fn fragments(random: &mut Random) -> String {
    (0..random.below(7))
        .map(|_| random.pick(FRAGMENTS))
        .collect()
}
