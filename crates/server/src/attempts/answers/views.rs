//! What the report's pages show: counts become widths, numbers words.

mod learners;

use std::collections::HashMap;

use entity::{course, organisation, values::Face};
use grading::{Discrimination, Objective, Question};
use serde::Serialize;
use uuid::Uuid;

use super::{
    filter::{Filter, Params, Which},
    gather::Analysed,
    handlers::Ground,
    numbers::{decimal, percent, share},
};
use crate::{i18n, page::View};

pub(super) use learners::{Learners, Place, mark_words, seconds};

/// Answers of a question that the page lists.
const ANSWERS_SHOWN: usize = 12;
/// Fewer judged answers than this are no ground for calling a question easy or hard.
const FEWEST_FOR_WORDS: u64 = 10;

/// A choice of the filter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Choice {
    value: String,
    words: String,
}

/// A link, and whether it leads here.
#[derive(Debug, Clone, Serialize)]
struct StepLink {
    href: String,
    title: String,
    is_current: bool,
}

/// `GET /courses/{course_id}/steps/{step_id}/answers` and `GET /modules/{package_id}/answers`
#[derive(Debug, Serialize)]
pub(super) struct Report {
    base: String,
    title: String,
    back: String,
    back_title: String,
    steps: Vec<StepLink>,
    params: Params,
    courses: Vec<Choice>,
    organisations: Vec<Choice>,
    /// Token and message.
    attempts_choices: Vec<(&'static str, &'static str)>,
    fault: Option<String>,
    found: Option<FoundView>,
}

#[derive(Debug, Serialize)]
struct FoundView {
    attempts: u64,
    query: String,
    left_out: bool,
    unreadable: u64,
    questions: Vec<QuestionView>,
    objectives: Vec<ObjectiveView>,
}

#[derive(Debug, Serialize)]
struct QuestionView {
    number: usize,
    id: String,
    item: Option<String>,
    /// The question's words, or its id where the package has none.
    words: String,
    has_words: bool,
    /// The message of its type.
    kind: &'static str,
    learners: u64,
    judged: u64,
    difficulty: Option<String>,
    difficulty_hint: Option<&'static str>,
    discrimination: Option<String>,
    /// Why there is none, or what is remarkable about it.
    discrimination_hint: Option<&'static str>,
    latency: Option<String>,
    mean_number: Option<String>,
    correct_answers: String,
    unanswered: u64,
    other_answers: u64,
    bars: Vec<Part>,
    answers: Vec<AnswerView>,
    learners_query: String,
}

/// A part of a bar that is 100 wide.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Part {
    /// `correct`, `partly`, `incorrect` or `unjudged`.
    class: &'static str,
    message: &'static str,
    count: u64,
    x: String,
    width: String,
}

#[derive(Debug, Serialize)]
struct AnswerView {
    answer: String,
    count: u64,
    share: String,
    width: String,
    /// `correct` when all who answered so were right, `partly` when some were.
    class: &'static str,
}

#[derive(Debug, Serialize)]
struct ObjectiveView {
    id: String,
    item: Option<String>,
    words: String,
    has_words: bool,
    learners: u64,
    passed: u64,
    failed: u64,
    success_unknown: u64,
    completed: u64,
    incomplete: u64,
    completion_unknown: u64,
    scored: u64,
    mean: Option<String>,
    bars: Vec<ScoreBar>,
}

/// A bar of the distribution, in a drawing 100 wide and 40 high.
#[derive(Debug, Serialize)]
struct ScoreBar {
    from: usize,
    to: usize,
    count: u64,
    x: usize,
    y: u64,
    height: u64,
}

/// What was found, and by which filter.
pub(super) struct Shown<'a> {
    pub(super) filter: &'a Filter,
    pub(super) titles: &'a HashMap<String, String>,
    pub(super) found: Analysed,
}

impl Report {
    pub(super) fn new(
        face: Face,
        ground: Ground,
        params: Params,
        organisations: Vec<organisation::Model>,
        shown: Shown<'_>,
    ) -> Self {
        let mut report = Self::faulty(face, ground, params, organisations, String::new());
        report.fault = None;
        report.found = Some(FoundView::new(face, shown));
        report
    }

    /// The page with what is wrong with the filter.
    pub(super) fn faulty(
        face: Face,
        ground: Ground,
        params: Params,
        organisations: Vec<organisation::Model>,
        fault: String,
    ) -> Self {
        let steps = ground.steps.iter().map(|it| {
            let href = format!("/courses/{}/steps/{}/answers", it.course_id, it.id);
            StepLink {
                is_current: href == ground.base,
                title: it.title.clone(),
                href,
            }
        });
        let course = |it: course::Model| Choice {
            value: it.id.to_string(),
            words: i18n::in_script(face, &it.title).into_owned(),
        };
        let organisation = |it: organisation::Model| Choice {
            value: it.id.to_string(),
            words: i18n::in_script(face, &it.name).into_owned(),
        };
        Self {
            steps: steps.collect(),
            base: ground.base,
            title: ground.title,
            back: ground.back.0,
            back_title: ground.back.1,
            params,
            courses: ground.courses.into_iter().map(course).collect(),
            organisations: organisations.into_iter().map(organisation).collect(),
            attempts_choices: Which::ALL.map(|it| (it.token(), it.message())).to_vec(),
            fault: Some(fault),
            found: None,
        }
    }
}

impl FoundView {
    fn new(face: Face, shown: Shown<'_>) -> Self {
        let Shown {
            filter,
            titles,
            found,
        } = shown;
        let title = |item: &str| -> Option<String> {
            let title = titles.get(item).filter(|_| 1 < titles.len());
            title.map(|it| i18n::in_script(face, it).into_owned())
        };
        let questions = found.questions.into_iter().enumerate();
        Self {
            attempts: found.attempts,
            query: filter.query(&[]),
            left_out: found.left_out,
            unreadable: found.unreadable,
            questions: questions
                .map(|(at, it)| QuestionView::new(face, at + 1, title(&it.item), filter, it))
                .collect(),
            objectives: found
                .objectives
                .into_iter()
                .map(|it| ObjectiveView::new(face, title(&it.item), it))
                .collect(),
        }
    }
}

/// The words for a type of interaction.
pub(super) fn kind_message(kind: &str) -> &'static str {
    match kind {
        "choice" => "answers-kind-choice",
        "true-false" => "answers-kind-true-false",
        "fill-in" => "answers-kind-fill-in",
        "long-fill-in" => "answers-kind-long-fill-in",
        "matching" => "answers-kind-matching",
        "sequencing" => "answers-kind-sequencing",
        "likert" => "answers-kind-likert",
        "numeric" => "answers-kind-numeric",
        "performance" => "answers-kind-performance",
        "other" => "answers-kind-other",
        _ => "answers-kind-unknown",
    }
}

/// What is remarkable about a difficulty, once enough learners stand behind it.
fn difficulty_hint(question: &Question) -> Option<&'static str> {
    let difficulty = question.difficulty?;
    if question.judged < FEWEST_FOR_WORDS {
        None
    } else if difficulty < 0.3 {
        Some("answers-hard")
    } else if 0.95 < difficulty {
        Some("answers-easy")
    } else {
        None
    }
}

/// The number, and why there is none or what is remarkable about it.
fn discrimination_words(
    face: Face,
    discrimination: Discrimination,
) -> (Option<String>, Option<&'static str>) {
    match discrimination {
        Discrimination::TooFew => (None, Some("answers-too-few")),
        Discrimination::NoSpread => (None, Some("answers-no-spread")),
        Discrimination::Value { value } => {
            let hint = if value < 0.0 {
                Some("answers-check-key")
            } else if value < 0.2 {
                Some("answers-weak")
            } else {
                None
            };
            (Some(decimal(face, value, 2)), hint)
        }
    }
}

/// The whole of `counts` as parts of a bar; what nobody is in is left out.
fn bar(counts: [(&'static str, &'static str, u64); 4]) -> Vec<Part> {
    let all: u64 = counts.iter().map(|(.., count)| count).sum();
    let mut parts = Vec::new();
    let mut before = 0;
    for (class, message, count) in counts {
        if 0 < count {
            parts.push(Part {
                class,
                message,
                count,
                x: format!("{:.2}", share(before, all) * 100.0),
                width: format!("{:.2}", share(count, all) * 100.0),
            });
        }
        before += count;
    }
    parts
}

impl QuestionView {
    fn new(
        face: Face,
        number: usize,
        item: Option<String>,
        filter: &Filter,
        question: Question,
    ) -> Self {
        let (discrimination, discrimination_hint) =
            discrimination_words(face, question.discrimination);
        let has_words = !question.description.trim().is_empty();
        let answered = question.learners - question.unanswered;
        let unjudged = question.learners - question.judged;
        let answers = question.answers.iter().take(ANSWERS_SHOWN);
        let listed: u64 = answers.clone().map(|it| it.count).sum();
        Self {
            number,
            item,
            words: if has_words {
                question.description.clone()
            } else {
                question.id.clone()
            },
            has_words,
            kind: kind_message(&question.kind),
            learners: question.learners,
            judged: question.judged,
            difficulty: question.difficulty.map(|it| percent(face, it)),
            difficulty_hint: difficulty_hint(&question),
            discrimination,
            discrimination_hint: discrimination_hint.filter(|_| 0 < question.judged),
            latency: question.mean_latency_seconds.map(|it| decimal(face, it, 1)),
            mean_number: question.mean_number.map(|it| decimal(face, it, 2)),
            correct_answers: question.correct_answers.join("; "),
            unanswered: question.unanswered,
            other_answers: answered - listed,
            bars: bar([
                ("correct", "answers-correct", question.correct),
                ("partly", "answers-partly", question.partly),
                ("incorrect", "answers-incorrect", question.incorrect),
                ("unjudged", "answers-unjudged", unjudged),
            ]),
            answers: answers
                .map(|it| AnswerView {
                    answer: it.answer.clone(),
                    count: it.count,
                    share: percent(face, share(it.count, question.learners)),
                    width: format!("{:.2}", share(it.count, question.learners) * 100.0),
                    class: match it.correct {
                        0 => "incorrect",
                        all if all == it.count => "correct",
                        _ => "partly",
                    },
                })
                .collect(),
            learners_query: filter.query(&[
                ("item", question.item.as_str()),
                ("question", question.id.as_str()),
            ]),
            id: question.id,
        }
    }
}

impl ObjectiveView {
    fn new(face: Face, item: Option<String>, objective: Objective) -> Self {
        let most = objective.scores.iter().max().copied().unwrap_or(0).max(1);
        let bars = objective.scores.iter().enumerate().map(|(at, count)| {
            // What is there is seen: the smallest bar is one unit high.
            let height = if *count == 0 {
                0
            } else {
                (count * 40 / most).max(1)
            };
            ScoreBar {
                from: at * 10,
                to: at * 10 + 10,
                count: *count,
                x: at * 10 + 1,
                y: 40 - height,
                height,
            }
        });
        let has_words = !objective.description.trim().is_empty();
        Self {
            bars: bars.collect(),
            item,
            words: if has_words {
                objective.description.clone()
            } else {
                objective.id.clone()
            },
            has_words,
            learners: objective.learners,
            passed: objective.passed,
            failed: objective.failed,
            success_unknown: objective.success_unknown,
            completed: objective.completed,
            incomplete: objective.incomplete,
            completion_unknown: objective.completion_unknown,
            scored: objective.scored,
            mean: objective.mean_score.map(|it| percent(face, it)),
            id: objective.id,
        }
    }
}

impl View for Report {
    const TEMPLATE: &'static str = "attempts/answers.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        tests::reports()
    }
}

/// `GET /courses/{course_id}/answers` of a course without a module.
#[derive(Debug, Serialize)]
pub(super) struct NoModules {
    pub(super) course_id: Uuid,
    pub(super) course_title: String,
}

impl View for NoModules {
    const TEMPLATE: &'static str = "attempts/answers_none.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            course_id: Uuid::nil(),
            course_title: "Курс <b>".into(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use grading::{Answer, ItemAnalysis, ObjectiveSaid};

    use super::*;
    use crate::{attempts::answers::Scope, page::tests::renders};

    fn ground() -> Ground {
        Ground {
            scope: Scope::Module {
                package_id: Uuid::nil(),
                course_ids: vec![],
            },
            base: "/modules/1/answers".into(),
            title: "Азил <b>".into(),
            back: ("/modules/1".into(), "Азил".into()),
            steps: vec![],
            courses: vec![],
        }
    }

    fn filter() -> Filter {
        Filter {
            scope: ground().scope,
            course: Some(Uuid::nil()),
            from: None,
            to: None,
            organisation: None,
            which: Which::First,
            since: None,
            until: None,
        }
    }

    fn found(learners: usize) -> Analysed {
        let mut analysis = ItemAnalysis::default();
        for n in 0..learners {
            let answer = |id: &str, mark| Answer {
                item: "I".into(),
                id: id.into(),
                kind: if id == "a" { "numeric" } else { "riddle" }.into(),
                description: if id == "a" {
                    "Зашто <b>?".into()
                } else {
                    String::new()
                },
                correct: vec!["1".into()],
                response: (n != 1).then(|| n.to_string()),
                mark,
                latency_hundredths: Some(150),
            };
            let objective = ObjectiveSaid {
                item: "I".into(),
                id: "O".into(),
                score: Some(0.35),
                ..ObjectiveSaid::default()
            };
            let answers = vec![
                answer("a", Some(if n % 2 == 0 { 1.0 } else { 0.0 })),
                answer("b", Some(if n % 2 == 0 { 0.0 } else { 0.5 })),
                answer("c", None),
            ];
            analysis.add_attempt(answers, vec![objective]);
        }
        Analysed {
            attempts: analysis.attempts(),
            questions: analysis.questions(),
            objectives: analysis.objectives(),
            left_out: learners == 0,
            unreadable: if learners == 0 { 2 } else { 0 },
        }
    }

    pub(super) fn reports() -> Vec<Report> {
        let titles: HashMap<String, String> = [("I", "Ставка"), ("J", "Друга")]
            .map(|(id, title)| (id.to_owned(), title.to_owned()))
            .into();
        let report = |learners| {
            let shown = Shown {
                filter: &filter(),
                titles: &titles,
                found: found(learners),
            };
            let mut report = Report::new(Face::SrCyrl, ground(), Params::default(), vec![], shown);
            report.steps = vec![StepLink {
                href: "/x".into(),
                title: "Корак".into(),
                is_current: learners == 0,
            }];
            report.courses = vec![Choice {
                value: "1".into(),
                words: "Курс".into(),
            }];
            report.organisations.clone_from(&report.courses);
            report
        };
        let fault = "погрешно".to_owned();
        vec![
            report(0),
            report(3),
            report(30),
            Report::faulty(Face::En, ground(), Params::default(), vec![], fault),
        ]
    }

    #[test]
    fn every_view_renders() {
        renders::<Report>();
        renders::<NoModules>();
        renders::<Learners>();
    }

    #[test]
    fn the_parts_of_a_bar_fill_it_and_nobody_has_no_part() {
        let parts = bar([("a", "m", 1), ("b", "m", 0), ("c", "m", 2), ("d", "m", 1)]);
        let places: Vec<(&str, &str, &str)> = parts
            .iter()
            .map(|it| (it.class, it.x.as_str(), it.width.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                ("a", "0.00", "25.00"),
                ("c", "25.00", "50.00"),
                ("d", "75.00", "25.00")
            ]
        );
    }

    #[test]
    fn answers_beyond_those_listed_are_counted_together() {
        let report = reports().remove(2);
        let question = &report.found.as_ref().unwrap().questions[0];
        assert_eq!(question.answers.len(), ANSWERS_SHOWN);
        assert_eq!(question.other_answers, 29 - 12);
        assert_eq!(question.discrimination_hint, Some("answers-check-key"));
    }
}
