//! Whose answers are wanted, read from a page's or the interface's parameters.

use chrono::{DateTime, Days, NaiveDate, TimeZone as _, Utc};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use uuid::Uuid;

use crate::{app::AppState, error::Message};

/// The parameters as they came; an empty one counts as absent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Params {
    /// Of a module: only on this course.
    pub(crate) course: String,
    /// The day on which the learner was last there, from.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) organisation: String,
    /// `last`, `first`, `counted` or `all`.
    pub(crate) attempt: String,
}

/// Which of a learner's attempts at the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Last,
    First,
    /// The one that counts for the step.
    Counted,
    All,
}

impl Which {
    pub(crate) const ALL: [Self; 4] = [Self::Last, Self::First, Self::Counted, Self::All];

    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::First => "first",
            Self::Counted => "counted",
            Self::All => "all",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Last => "answers-attempt-last",
            Self::First => "answers-attempt-first",
            Self::Counted => "answers-attempt-counted",
            Self::All => "answers-attempt-all",
        }
    }
}

/// The ground of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    Step {
        course_id: Uuid,
        step_id: Uuid,
    },
    /// A module wherever it is used, as far as the reader may see these courses.
    Module {
        package_id: Uuid,
        course_ids: Vec<Uuid>,
    },
}

/// The checked filter.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) scope: Scope,
    pub(crate) course: Option<Uuid>,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) organisation: Option<Uuid>,
    pub(crate) which: Which,
    /// The first instant that is wanted, and the first one that no longer is.
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) until: Option<DateTime<Utc>>,
}

impl Filter {
    /// Reads parameters; the message says which one is wrong and how to mend it.
    pub(crate) fn read(app: &AppState, scope: Scope, params: &Params) -> Result<Self, Message> {
        let (from, to) = (date(&params.from)?, date(&params.to)?);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(Message::new("record-period-backwards"));
        }
        let begin = |day: NaiveDate| {
            let midnight = day.and_time(chrono::NaiveTime::MIN);
            let local = app.config.time_zone.from_local_datetime(&midnight);
            // Where a day begins an hour late, its midnight is that of the world.
            local
                .earliest()
                .map_or_else(|| midnight.and_utc(), |it| it.with_timezone(&Utc))
        };
        let next = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
        Ok(Self {
            scope,
            course: id(&params.course, "answers-course-unknown")?,
            organisation: id(&params.organisation, "answers-organisation-unknown")?,
            which: match params.attempt.trim() {
                "" => Which::default(),
                token => Which::ALL
                    .into_iter()
                    .find(|it| it.token() == token)
                    .ok_or_else(|| Message::new("answers-attempt-unknown"))?,
            },
            since: from.map(begin),
            until: to.map(|it| begin(next(it))),
            from,
            to,
        })
    }

    /// A query string of this filter and more pairs.
    pub(super) fn query(&self, more: &[(&str, &str)]) -> String {
        let text = |id: Option<Uuid>| id.map(|it| it.to_string()).unwrap_or_default();
        let day = |date: Option<NaiveDate>| date.map(|it| it.to_string()).unwrap_or_default();
        let which = match self.which {
            Which::Last => "",
            other => other.token(),
        };
        let pairs = [
            ("course", text(self.course)),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("organisation", text(self.organisation)),
            ("attempt", which.to_owned()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        let more = more.iter().map(|(name, value)| (*name, *value));
        for (name, value) in pairs.iter().map(|(n, v)| (*n, v.as_str())).chain(more) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

fn id(value: &str, unknown: &'static str) -> Result<Option<Uuid>, Message> {
    match value.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Message::new(unknown)),
    }
}

fn date(value: &str) -> Result<Option<NaiveDate>, Message> {
    use chrono::Datelike as _;
    match value.trim() {
        "" => Ok(None),
        text => text
            .parse::<NaiveDate>()
            .ok()
            .filter(|it| (1900..3000).contains(&it.year()))
            .map(Some)
            .ok_or_else(|| Message::new("record-date-wrong")),
    }
}
