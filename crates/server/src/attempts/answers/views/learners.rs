//! Who answered a question how.

use entity::values::Face;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    attempts::answers::{
        filter::Filter, gather::LearnersAnswer, handlers::Ground, numbers::decimal,
    },
    i18n,
    page::View,
};

/// Which question, and which part of the list of its learners.
pub(in crate::attempts::answers) struct Place {
    pub(in crate::attempts::answers) item: String,
    pub(in crate::attempts::answers) question: String,
    pub(in crate::attempts::answers) page: usize,
    pub(in crate::attempts::answers) has_more: bool,
}

/// `GET …/answers/learners`: who answered a question how.
#[derive(Debug, Serialize)]
pub(in crate::attempts::answers) struct Learners {
    report: String,
    title: String,
    /// The question's words, or its id.
    words: String,
    correct_answers: String,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    attempt_id: Uuid,
    name: String,
    organisation: Option<String>,
    number: i32,
    answer: Option<String>,
    /// `correct`, `partly`, `incorrect` or `unjudged`.
    result: &'static str,
    latency: Option<String>,
    at: String,
}

/// The class and the message of a mark.
pub(in crate::attempts::answers) fn mark_words(mark: Option<f64>) -> (&'static str, &'static str) {
    match mark {
        None => ("unjudged", "answers-unjudged"),
        Some(mark) if 1.0 <= mark => ("correct", "answers-correct"),
        Some(mark) if mark <= 0.0 => ("incorrect", "answers-incorrect"),
        Some(_) => ("partly", "answers-partly"),
    }
}

/// A latency in seconds.
#[expect(clippy::cast_precision_loss, reason = "times of people fit")]
pub(in crate::attempts::answers) fn seconds(hundredths: u64) -> f64 {
    hundredths as f64 / 100.0
}

impl Learners {
    pub(in crate::attempts::answers) fn new(
        face: Face,
        ground: &Ground,
        filter: &Filter,
        place: &Place,
        answers: Vec<LearnersAnswer>,
    ) -> Self {
        let newest = answers
            .last()
            .map(|it| it.answer.clone())
            .unwrap_or_default();
        let link = |page: usize| {
            let page = page.to_string();
            filter.query(&[
                ("item", &place.item),
                ("question", &place.question),
                ("page", &page),
            ])
        };
        let row = |it: LearnersAnswer| {
            let attempt = it.attempt;
            Row {
                attempt_id: attempt.id,
                name: attempt.name_in(face),
                organisation: attempt
                    .organisation
                    .map(|it| i18n::in_script(face, &it).into_owned()),
                number: attempt.number,
                answer: it.answer.response,
                result: mark_words(it.answer.mark).0,
                latency: it
                    .answer
                    .latency_hundredths
                    .map(|it| decimal(face, seconds(it), 1)),
                at: attempt.last_contact_at.to_rfc3339(),
            }
        };
        Self {
            report: format!("{}?{}", ground.base, filter.query(&[])),
            title: ground.title.clone(),
            words: if newest.description.trim().is_empty() {
                place.question.clone()
            } else {
                newest.description
            },
            correct_answers: newest.correct.join("; "),
            previous: place.page.checked_sub(1).map(link),
            next: place.has_more.then(|| link(place.page + 1)),
            rows: answers.into_iter().map(row).collect(),
        }
    }
}

impl View for Learners {
    const TEMPLATE: &'static str = "attempts/answers_learners.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |result| Row {
            attempt_id: Uuid::nil(),
            name: "Ада <b>".into(),
            organisation: (result == "correct").then(|| "Центар".into()),
            number: 1,
            answer: (result != "unjudged").then(|| "а".into()),
            result,
            latency: (result != "unjudged").then(|| "1,5".into()),
            at: "2026-11-24T09:00:00Z".into(),
        };
        let page = |rows, link: Option<&str>| Self {
            report: "/x".into(),
            title: "Корак".into(),
            words: "Зашто?".into(),
            correct_answers: link.unwrap_or_default().into(),
            rows,
            previous: link.map(Into::into),
            next: link.map(Into::into),
        };
        vec![
            page(vec![], None),
            page(
                ["correct", "partly", "incorrect", "unjudged"]
                    .map(row)
                    .into(),
                Some("a=b"),
            ),
        ]
    }
}
