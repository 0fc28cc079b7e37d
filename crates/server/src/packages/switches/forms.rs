//! What the form of a switch says: which courses, which way for each group, and when.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde::de::DeserializeOwned;
use url::form_urlencoded;
use uuid::Uuid;

use crate::attempts::service::Choices;

/// The form as it came.
#[derive(Debug, Default, Clone)]
pub(super) struct SwitchForm {
    pub(super) chosen: Vec<Uuid>,
    pub(super) choices: HashMap<Uuid, Choices>,
    pub(super) is_later: bool,
    /// `2026-11-24T22:00`, in the centre's time zone.
    pub(super) at: String,
    pub(super) is_confirmed: bool,
}

impl SwitchForm {
    /// Reads what can be read; what cannot is as if it had not been said.
    pub(super) fn parse(encoded: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(encoded) {
            match &*name {
                "course" => form.chosen.extend(value.parse::<Uuid>()),
                "when" => form.is_later = value == "later",
                "at" => form.at = value.into_owned(),
                "confirmed" => form.is_confirmed = value == "yes",
                _ => form.take_choice(&name, &value),
            }
        }
        form.chosen.dedup();
        form
    }

    /// `in_progress-COURSE=move`
    fn take_choice(&mut self, name: &str, value: &str) {
        let Some((group, course)) = name.split_once('-') else {
            return;
        };
        let Ok(course) = course.parse::<Uuid>() else {
            return;
        };
        let choices = self.choices.entry(course).or_default();
        match group {
            "not_started" => choices.not_started = token(value),
            "in_progress" => choices.in_progress = token(value),
            "finished" => choices.finished = token(value),
            _ => {}
        }
    }

    pub(super) fn choices_of(&self, course_id: Uuid) -> Choices {
        self.choices.get(&course_id).copied().unwrap_or_default()
    }

    pub(super) fn courses(&self) -> Vec<(Uuid, Choices)> {
        let chosen = self.chosen.iter();
        chosen.map(|it| (*it, self.choices_of(*it))).collect()
    }

    /// The time, when one was asked for; the error is a message id.
    pub(super) fn time(
        &self,
        zone: Tz,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, &'static str> {
        if !self.is_later {
            return Ok(None);
        }
        let at = instant(&self.at, zone).ok_or("switch-time-unreadable")?;
        if at <= now {
            return Err("switch-past");
        }
        Ok(Some(at))
    }
}

/// An hour that the clocks pass twice is the first; one that they skip is none.
fn instant(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
    let local = formats
        .iter()
        .find_map(|it| NaiveDateTime::parse_from_str(text.trim(), it).ok())?;
    let at = zone.from_local_datetime(&local).earliest()?;
    Some(at.with_timezone(&Utc))
}

/// What is none of the tokens is the default.
fn token<T: DeserializeOwned + Default>(value: &str) -> T {
    serde_json::from_value(value.into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attempts::service::{ForFinished, ForInProgress, ForNotStarted};

    #[test]
    fn each_course_has_its_own_ways_and_what_is_no_token_is_the_default() {
        let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
        let body = format!(
            "course={one}&in_progress-{one}=move&finished-{one}=start_again&not_started-{one}=old\
             &in_progress-{two}=delete&when=now&course=x"
        );

        let form = SwitchForm::parse(body.as_bytes());

        let choices = Choices {
            not_started: ForNotStarted::Old,
            in_progress: ForInProgress::Move,
            finished: ForFinished::StartAgain,
        };
        assert_eq!(form.courses(), [(one, choices)]);
        assert_eq!(form.choices_of(two), Choices::default());
    }

    #[test]
    fn times_are_the_centres_and_must_be_ahead() {
        let zone = chrono_tz::Europe::Belgrade;
        let now = "2026-11-24T12:00:00Z".parse().unwrap();
        let time = |at: &str| {
            let form = SwitchForm {
                is_later: true,
                at: at.into(),
                ..SwitchForm::default()
            };
            form.time(zone, now)
        };

        let at = time("2026-11-24T22:00").unwrap().unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-24T21:00:00+00:00");
        assert_eq!(time("2026-11-24T12:59"), Err("switch-past"));
        assert_eq!(time("tomorrow"), Err("switch-time-unreadable"));
        assert_eq!(time("2027-03-28T02:30"), Err("switch-time-unreadable"));
        assert_eq!(SwitchForm::default().time(zone, now), Ok(None));
    }
}
