//! What a SCO has recorded about its questions and objectives, for reports.
//!
//! It is read from the stored values alone, so that reports over many attempts
//! need no run-time.

use super::{
    CmiState, Completion, Score, Success, Version,
    outcome::{completion, scale, success},
    time,
};

/// The last record of one interaction (`cmi.interactions.n`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Interaction {
    /// Its id; `#3` for the third one when the SCO gave none.
    pub id: String,
    /// `choice`, `true-false` …; empty when the SCO did not say.
    pub kind: String,
    /// 2004 only.
    pub description: String,
    /// The correct responses as they are stored.
    pub correct: Vec<String>,
    /// The learner's response as it is stored.
    pub response: Option<String>,
    /// `correct`, `incorrect` …, or a number.
    pub result: Option<String>,
    pub weighting: Option<f64>,
    pub latency_hundredths: Option<u64>,
}

/// The last record of one objective (`cmi.objectives.n`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordedObjective {
    pub id: String,
    /// 2004 only.
    pub description: String,
    pub success: Success,
    pub completion: Completion,
    pub score: Score,
}

impl Interaction {
    /// How right the answer was, from 0 to 1; `None` when nobody judged it.
    ///
    /// An unanticipated answer was not right. A number is a part of the
    /// interaction's weighting, of 1 when it has none.
    pub fn mark(&self) -> Option<f64> {
        match self.result.as_deref()? {
            "correct" => Some(1.0),
            "incorrect" | "wrong" | "unanticipated" => Some(0.0),
            other => {
                let number: f64 = other.trim().parse().ok()?;
                let whole = self.weighting.filter(|it| 0.0 < *it).unwrap_or(1.0);
                let share = number / whole;
                share.is_finite().then(|| share.clamp(0.0, 1.0))
            }
        }
    }
}

/// The interactions in the order of their first record. Many SCOs append a
/// record for each new answer: the last one of an id is taken.
pub fn interactions(state: &CmiState) -> Vec<Interaction> {
    let mut records: Vec<Interaction> = Vec::new();
    for (n, field, value) in collection(state, "cmi.interactions.") {
        if records.len() <= n {
            records.resize_with(n + 1, Interaction::default);
        }
        let record = &mut records[n];
        match field {
            "id" => value.clone_into(&mut record.id),
            "type" => value.clone_into(&mut record.kind),
            "description" => without_language(value).clone_into(&mut record.description),
            "learner_response" | "student_response" => record.response = Some(value.to_owned()),
            "result" => record.result = Some(value.to_owned()),
            "weighting" => record.weighting = value.trim().parse().ok(),
            "latency" => record.latency_hundredths = duration(state.version, value),
            _ if field.starts_with("correct_responses.") && field.ends_with(".pattern") => {
                record.correct.push(value.to_owned());
            }
            _ => {}
        }
    }
    for (n, record) in records.iter_mut().enumerate() {
        if record.id.is_empty() {
            record.id = format!("#{}", n + 1);
        }
    }
    last_of_each(records, |it| it.id.clone())
}

/// The objectives, seeded by the manifest or made by the SCO.
pub fn recorded_objectives(state: &CmiState) -> Vec<RecordedObjective> {
    let mut records: Vec<RecordedObjective> = Vec::new();
    for (n, field, value) in collection(state, "cmi.objectives.") {
        if records.len() <= n {
            records.resize_with(n + 1, RecordedObjective::default);
        }
        let record = &mut records[n];
        let number = || value.trim().parse().ok().filter(|it: &f64| it.is_finite());
        match field {
            "id" => value.clone_into(&mut record.id),
            "description" => without_language(value).clone_into(&mut record.description),
            "success_status" => record.success = success(value),
            "completion_status" => record.completion = completion(value),
            // SCORM 1.2 has one word for both.
            "status" => match value {
                "passed" => {
                    (record.completion, record.success) = (Completion::Completed, Success::Passed);
                }
                "failed" => record.success = Success::Failed,
                other => record.completion = completion(other),
            },
            "score.scaled" => record.score.scaled = number(),
            "score.raw" => record.score.raw = number(),
            "score.min" => record.score.min = number(),
            "score.max" => record.score.max = number(),
            _ => {}
        }
    }
    records.retain(|it| !it.id.is_empty());
    if state.version == Version::Scorm12 {
        for record in &mut records {
            record.score.scaled = scale(record.score);
        }
    }
    last_of_each(records, |it| it.id.clone())
}

/// A stored response as people read it: without the signs that separate its parts.
pub fn readable_response(version: Version, kind: &str, response: &str) -> String {
    let mut text = response;
    while let Some(rest) = ["{lang=", "{case_matters=", "{order_matters="]
        .iter()
        .find_map(|it| text.strip_prefix(it)?.split_once('}'))
        .map(|(_, rest)| rest)
    {
        text = rest;
    }
    if version == Version::Scorm2004 {
        return text
            .replace("[,]", ", ")
            .replace("[.]", " → ")
            .replace("[:]", " – ")
            .replace("urn:scormdriver:", "");
    }
    let inner = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    let text = inner.unwrap_or(text);
    match kind {
        "choice" | "sequencing" => text.replace(',', ", "),
        "matching" => text.replace('.', " → ").replace(',', ", "),
        _ => text.to_owned(),
    }
}

/// Index, field and value of everything below `prefix`. What is stored has
/// passed the data model, which bounds the indices.
fn collection<'s>(
    state: &'s CmiState,
    prefix: &'static str,
) -> impl Iterator<Item = (usize, &'s str, &'s str)> {
    state.values.iter().filter_map(move |(path, value)| {
        let (n, field) = path.strip_prefix(prefix)?.split_once('.')?;
        let n = n.parse().ok().filter(|it| *it <= 100_000)?;
        Some((n, field, value.as_str()))
    })
}

fn last_of_each<T>(records: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut places = std::collections::HashMap::new();
    let mut kept: Vec<T> = Vec::new();
    for record in records {
        match places.entry(key(&record)) {
            std::collections::hash_map::Entry::Occupied(at) => kept[*at.get()] = record,
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(kept.len());
                kept.push(record);
            }
        }
    }
    kept
}

fn without_language(text: &str) -> &str {
    let tagged = text
        .strip_prefix("{lang=")
        .and_then(|it| it.split_once('}'));
    tagged.map_or(text, |(_, rest)| rest)
}

fn duration(version: Version, text: &str) -> Option<u64> {
    match version {
        Version::Scorm12 => time::parse_span(text),
        Version::Scorm2004 => time::parse_interval(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmi::{LaunchData, Profile};

    fn state(version: Version, values: &[(&str, &str)]) -> CmiState {
        let mut state = CmiState::begin(version, Profile::Lenient, &LaunchData::default());
        state.values = values
            .iter()
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
            .collect();
        state
    }

    #[test]
    fn the_last_record_of_a_question_is_taken_in_the_order_of_the_first() {
        let state = state(
            Version::Scorm2004,
            &[
                ("cmi.interactions.0.id", "q1"),
                ("cmi.interactions.0.type", "choice"),
                ("cmi.interactions.0.learner_response", "a[,]b"),
                ("cmi.interactions.0.result", "incorrect"),
                ("cmi.interactions.1.id", "q2"),
                ("cmi.interactions.1.description", "{lang=en}Why?"),
                ("cmi.interactions.2.id", "q1"),
                ("cmi.interactions.2.type", "choice"),
                ("cmi.interactions.2.correct_responses.0.pattern", "b"),
                ("cmi.interactions.2.learner_response", "b"),
                ("cmi.interactions.2.result", "correct"),
                ("cmi.interactions.2.latency", "PT1M2.5S"),
            ],
        );

        let read = interactions(&state);

        let ids: Vec<&str> = read.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["q1", "q2"]);
        assert_eq!(read[0].response.as_deref(), Some("b"));
        assert_eq!(read[0].mark(), Some(1.0));
        assert_eq!(read[0].correct, ["b"]);
        assert_eq!(read[0].latency_hundredths, Some(6250));
        assert_eq!(read[1].description, "Why?");
        assert_eq!(read[1].mark(), None);
    }

    #[test]
    fn results_are_marks_by_word_and_by_weight() {
        for (result, weighting, mark) in [
            ("correct", None, Some(1.0)),
            ("wrong", None, Some(0.0)),
            ("unanticipated", Some(3.0), Some(0.0)),
            ("neutral", None, None),
            ("0.25", None, Some(0.25)),
            ("3", Some(4.0), Some(0.75)),
            ("7", None, Some(1.0)),
            ("-1", Some(2.0), Some(0.0)),
            ("1", Some(0.0), Some(1.0)),
        ] {
            let interaction = Interaction {
                result: Some(result.into()),
                weighting,
                ..Interaction::default()
            };
            assert_eq!(interaction.mark(), mark, "{result} {weighting:?}");
        }
    }

    #[test]
    fn scorm_12_has_one_word_for_an_objective_and_percentages() {
        let state = state(
            Version::Scorm12,
            &[
                ("cmi.objectives.0.id", "O1"),
                ("cmi.objectives.0.status", "passed"),
                ("cmi.objectives.0.score.raw", "80"),
                ("cmi.objectives.1.id", "O2"),
                ("cmi.objectives.1.status", "not attempted"),
                ("cmi.objectives.2.status", "failed"),
                ("cmi.interactions.0.student_response", "{a,b}"),
                ("cmi.interactions.0.latency", "00:00:07.5"),
            ],
        );

        let objectives = recorded_objectives(&state);
        let questions = interactions(&state);

        assert_eq!(objectives.len(), 2);
        assert_eq!(objectives[0].success, Success::Passed);
        assert_eq!(objectives[0].score.scaled, Some(0.8));
        assert_eq!(objectives[1].completion, Completion::NotAttempted);
        assert_eq!(questions[0].id, "#1");
        assert_eq!(questions[0].latency_hundredths, Some(750));
    }

    #[test]
    fn responses_are_read_without_their_separators() {
        for (version, kind, stored, read) in [
            (Version::Scorm2004, "choice", "a[,]b", "a, b"),
            (
                Version::Scorm2004,
                "matching",
                "a[.]1[,]b[.]2",
                "a → 1, b → 2",
            ),
            (
                Version::Scorm2004,
                "fill-in",
                "{case_matters=true}{lang=sr}да",
                "да",
            ),
            (Version::Scorm2004, "numeric", "1[:]5", "1 – 5"),
            (Version::Scorm12, "choice", "{a,b}", "a, b"),
            (Version::Scorm12, "matching", "a.1,b.2", "a → 1, b → 2"),
            (Version::Scorm12, "fill-in", "1.5, да", "1.5, да"),
        ] {
            assert_eq!(readable_response(version, kind, stored), read);
        }
    }
}
