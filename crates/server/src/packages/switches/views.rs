//! What the pages about switching show.

mod in_course;
mod people;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::values::{Face, VersionState};
use package_import::Severity;
use serde::Serialize;
use uuid::Uuid;

use super::{
    forms::SwitchForm,
    service::{Affected, Counts, Target},
};
use crate::{
    attempts::service::{Choices, ForFinished, ForInProgress, ForNotStarted},
    packages::{findings::count_of, service::Compared, views::difference::DifferenceCard},
    page::{View, date_words},
};

pub(super) use in_course::InCourse;
pub(in crate::packages) use in_course::SwitchEntry;
pub(super) use people::People;

/// Day and hour in the centre's time zone.
pub(in crate::packages) fn moment((face, zone): (Face, Tz), at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    let date = date_words(face, &local.date_naive().to_string());
    format!("{date}, {}", local.format("%H:%M"))
}

/// `GET /modules/{id}/versions/{number}/switch`
#[derive(Debug, Serialize)]
pub(super) struct SwitchPage {
    module: Uuid,
    module_title: String,
    number: i32,
    is_published: bool,
    /// Archived, and the version is a draft: then it cannot be published.
    is_blocked: bool,
    warnings: usize,
    notes: usize,
    differences: Vec<DifferenceCard>,
    courses: Vec<CourseCard>,
    is_later: bool,
    at: String,
    zone: &'static str,
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct CourseCard {
    id: Uuid,
    title: String,
    may_change: bool,
    chosen: bool,
    /// The versions that its steps show, in words.
    versions: String,
    /// It shows the version already.
    shows: bool,
    waits_until: Option<String>,
    counts: CountsRow,
    choices: Choices,
}

/// [`Counts`], and who of those in progress would stay.
#[derive(Debug, Clone, Copy, Serialize)]
struct CountsRow {
    not_started: usize,
    in_progress: usize,
    movable: usize,
    staying: usize,
    finished: usize,
    already: usize,
}

impl From<Counts> for CountsRow {
    fn from(it: Counts) -> Self {
        Self {
            not_started: it.not_started,
            in_progress: it.in_progress,
            movable: it.movable,
            staying: it.in_progress - it.movable,
            finished: it.finished,
            already: it.already,
        }
    }
}

fn versions_of(affected: &Affected) -> String {
    let mut numbers: Vec<i32> = affected.steps.iter().map(|it| it.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    words.join(", ")
}

impl SwitchPage {
    pub(super) fn new(
        (face, zone): (Face, Tz),
        target: &Target,
        affected: &[Affected],
        differences: &[Compared],
    ) -> Self {
        let version = &target.version;
        let courses = affected.iter().map(|it| CourseCard {
            id: it.course.id,
            title: it.course.title.clone(),
            may_change: it.may_change,
            chosen: it.may_change && !it.shows(version.number) && it.waits_until.is_none(),
            versions: versions_of(it),
            shows: it.shows(version.number),
            waits_until: it.waits_until.map(|at| moment((face, zone), at)),
            counts: it.counts(version.id).into(),
            choices: Choices::default(),
        });
        let is_published = version.state == VersionState::Published;
        Self {
            module: target.module.id,
            module_title: target.module.title.clone(),
            number: version.number,
            is_published,
            is_blocked: !is_published && target.module.archived_at.is_some(),
            warnings: count_of(&version.findings, Severity::Warning),
            notes: count_of(&version.findings, Severity::Note),
            differences: differences
                .iter()
                .map(|it| DifferenceCard::new(face, it))
                .collect(),
            courses: courses.collect(),
            is_later: false,
            at: String::new(),
            zone: zone.name(),
            error: None,
        }
    }

    /// The form as it was filled in, and what is wrong with it.
    pub(super) fn with(mut self, form: &SwitchForm, error: String) -> Self {
        for course in &mut self.courses {
            course.chosen = form.chosen.contains(&course.id);
            course.choices = form.choices_of(course.id);
        }
        self.is_later = form.is_later;
        self.at.clone_from(&form.at);
        self.error = Some(error);
        self
    }
}

impl View for SwitchPage {
    const TEMPLATE: &'static str = "packages/switch.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let counts = |count| CountsRow {
            not_started: count,
            in_progress: count,
            movable: count / 2,
            staying: count - count / 2,
            finished: count,
            already: count,
        };
        let course = |may_change, shows: bool, count| CourseCard {
            id: Uuid::nil(),
            title: "Курс <b>".into(),
            may_change,
            chosen: true,
            versions: "1, 2".into(),
            shows,
            waits_until: shows.then(|| "24. 11. 2026., 22:00".into()),
            counts: counts(count),
            choices: Choices {
                not_started: ForNotStarted::Old,
                in_progress: ForInProgress::Move,
                finished: ForFinished::StartAgain,
            },
        };
        let page = |is_published, courses, error: Option<&str>| Self {
            module: Uuid::nil(),
            module_title: "Азил <b>".into(),
            number: 2,
            is_published,
            is_blocked: !is_published,
            warnings: 2,
            notes: 1,
            differences: DifferenceCard::samples(),
            courses,
            is_later: error.is_some(),
            at: String::new(),
            zone: "Europe/Belgrade",
            error: error.map(Into::into),
        };
        let all = vec![
            course(true, false, 5),
            course(true, true, 1),
            course(false, false, 0),
            course(true, false, 0),
        ];
        vec![page(true, all, Some("x")), page(false, vec![], None)]
    }
}

/// The answer to the form: what will happen, to be confirmed.
#[derive(Debug, Serialize)]
pub(super) struct Confirm {
    module: Uuid,
    module_title: String,
    number: i32,
    publishes: bool,
    at: Option<String>,
    courses: Vec<ConfirmedCourse>,
    /// The form again, to be sent as it is.
    fields: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct ConfirmedCourse {
    id: Uuid,
    title: String,
    versions: String,
    /// Message ids with the number of people.
    sentences: Vec<(&'static str, usize)>,
}

impl Confirm {
    pub(super) fn new(
        context: (Face, Tz),
        target: &Target,
        affected: &[Affected],
        form: &SwitchForm,
        at: Option<DateTime<Utc>>,
    ) -> Self {
        let chosen = affected
            .iter()
            .filter(|it| form.chosen.contains(&it.course.id));
        let courses = chosen.map(|it| ConfirmedCourse {
            id: it.course.id,
            title: it.course.title.clone(),
            versions: versions_of(it),
            sentences: sentences(it.counts(target.version.id), form.choices_of(it.course.id)),
        });
        Self {
            module: target.module.id,
            module_title: target.module.title.clone(),
            number: target.version.number,
            publishes: target.version.state == VersionState::Draft,
            at: at.map(|at| moment(context, at)),
            courses: courses.collect(),
            fields: fields(form),
        }
    }
}

/// What happens to whom; groups without anybody are left out.
fn sentences(counts: Counts, choices: Choices) -> Vec<(&'static str, usize)> {
    let mut sentences = vec![(
        match choices.not_started {
            ForNotStarted::New => "switch-will-new",
            ForNotStarted::Old => "switch-will-old",
        },
        counts.not_started,
    )];
    match choices.in_progress {
        ForInProgress::Finish => sentences.push(("switch-will-finish", counts.in_progress)),
        ForInProgress::Move => sentences.extend([
            ("switch-will-move", counts.movable),
            ("switch-will-stay", counts.in_progress - counts.movable),
        ]),
        ForInProgress::StartAgain => sentences.push(("switch-will-again", counts.in_progress)),
    }
    sentences.push((
        match choices.finished {
            ForFinished::Keep => "switch-will-keep",
            ForFinished::StartAgain => "switch-will-finished-again",
        },
        counts.finished,
    ));
    sentences.push(("switch-will-already", counts.already));
    sentences.retain(|(_, count)| 0 < *count);
    sentences
}

fn fields(form: &SwitchForm) -> Vec<(String, String)> {
    let token = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut fields = Vec::new();
    for (course, choices) in form.courses() {
        fields.push(("course".to_owned(), course.to_string()));
        let serde_json::Value::Object(ways) = serde_json::json!(choices) else {
            continue;
        };
        for (group, way) in ways {
            fields.push((format!("{group}-{course}"), token(way)));
        }
    }
    let when = if form.is_later { "later" } else { "now" };
    fields.push(("when".to_owned(), when.to_owned()));
    fields.push(("at".to_owned(), form.at.clone()));
    fields
}

impl View for Confirm {
    const TEMPLATE: &'static str = "packages/switch_confirm.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let counts = Counts {
            not_started: 1,
            in_progress: 5,
            movable: 3,
            finished: 2,
            already: 1,
        };
        let course = |choices| ConfirmedCourse {
            id: Uuid::nil(),
            title: "Курс <b>".into(),
            versions: "1".into(),
            sentences: sentences(counts, choices),
        };
        let others = Choices {
            not_started: ForNotStarted::Old,
            in_progress: ForInProgress::Move,
            finished: ForFinished::StartAgain,
        };
        let again = Choices {
            in_progress: ForInProgress::StartAgain,
            ..others
        };
        let nobody = ConfirmedCourse {
            sentences: vec![],
            ..course(others)
        };
        let page = |publishes, at: Option<&str>, courses| Self {
            module: Uuid::nil(),
            module_title: "Азил <b>".into(),
            number: 2,
            publishes,
            at: at.map(Into::into),
            courses,
            fields: vec![("course".into(), "x".into())],
        };
        vec![
            page(true, None, vec![course(Choices::default()), nobody]),
            page(false, Some("22:00"), vec![course(others), course(again)]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::renders;

    #[test]
    fn every_view_renders() {
        renders::<SwitchPage>();
        renders::<Confirm>();
        renders::<People>();
        renders::<InCourse>();
    }

    #[test]
    fn the_form_to_be_confirmed_says_what_the_first_one_said() {
        let course = Uuid::now_v7();
        let body = format!("course={course}&in_progress-{course}=move&when=later&at=2027-01-01");
        let form = SwitchForm::parse(body.as_bytes());

        let mut again = url::form_urlencoded::Serializer::new(String::new());
        again.extend_pairs(fields(&form));
        let again = SwitchForm::parse(again.finish().as_bytes());

        assert_eq!(again.courses(), form.courses());
        assert!(again.is_later && !again.is_confirmed);
        assert_eq!(again.at, "2027-01-01");
    }

    #[test]
    fn a_moment_is_told_in_the_centres_time() {
        let at = "2026-11-24T21:00:00Z".parse().unwrap();
        let zone = chrono_tz::Europe::Belgrade;
        assert_eq!(moment((Face::En, zone), at), "24 November 2026, 22:00");
    }
}
