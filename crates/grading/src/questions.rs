//! Item analysis: what the answers of many learners say about each question and
//! each objective. One attempt goes in after the other, and only sums stay.
//!
//! - *Difficulty* is the mean mark of a question, from 0 to 1: with marks of 0
//!   and 1 the share of correct answers, the p-value of test theory.
//! - *Discrimination* is the corrected point-biserial correlation: of the mark
//!   on the question with the mean mark on all other questions of the same
//!   attempt. It says whether those who know more answer this one better.
//!
//! Neither is meant for people: no learner is judged by it.

use std::collections::HashMap;

use serde::Serialize;

/// Fewer learners than this say nothing about how a question discriminates.
pub const FEWEST_FOR_DISCRIMINATION: u64 = 10;
/// Different answers that are counted one by one; the rest is counted together.
pub const MOST_ANSWERS: usize = 100;
/// Questions, and objectives, of one report. A package that makes up a new id
/// for each attempt would otherwise fill the memory.
pub const MOST_QUESTIONS: usize = 1000;
/// Characters of an answer that are kept.
const LONGEST_ANSWER: usize = 300;

/// One learner's answer to one question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The item of the manifest that asked.
    pub item: String,
    pub id: String,
    pub kind: String,
    pub description: String,
    /// The correct answers, as people read them.
    pub correct: Vec<String>,
    /// As people read it; none when the learner did not answer.
    pub response: Option<String>,
    /// From 0 to 1; none when nobody judged the answer.
    pub mark: Option<f64>,
    pub latency_hundredths: Option<u64>,
}

/// What one attempt says about one objective.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectiveSaid {
    pub item: String,
    pub id: String,
    pub description: String,
    /// `None`: not known.
    pub satisfied: Option<bool>,
    /// `None`: not known.
    pub completed: Option<bool>,
    /// From -1 to 1.
    pub score: Option<f64>,
}

/// How well a question tells who knows more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Discrimination {
    /// Fewer than [`FEWEST_FOR_DISCRIMINATION`] learners were judged on this
    /// question and on another one.
    TooFew,
    /// All got the same mark here, or all the same everywhere else.
    NoSpread,
    /// From -1 to 1.
    Value { value: f64 },
}

/// How often an answer was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerCount {
    pub answer: String,
    pub count: u64,
    /// How many of them were judged fully correct.
    pub correct: u64,
}

/// A question over all learners.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    pub item: String,
    pub id: String,
    pub kind: String,
    pub description: String,
    pub correct_answers: Vec<String>,
    /// Attempts in which the question was recorded.
    pub learners: u64,
    pub judged: u64,
    pub correct: u64,
    /// Judged with a mark between wrong and correct.
    pub partly: u64,
    pub incorrect: u64,
    /// The mean mark of those judged.
    pub difficulty: Option<f64>,
    pub discrimination: Discrimination,
    pub mean_latency_seconds: Option<f64>,
    /// The most frequent first.
    pub answers: Vec<AnswerCount>,
    /// Answers beyond [`MOST_ANSWERS`] different ones.
    pub other_answers: u64,
    pub unanswered: u64,
    /// Of answers that are numbers, where the question asks for one.
    pub mean_number: Option<f64>,
}

/// An objective over all learners.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objective {
    pub item: String,
    pub id: String,
    pub description: String,
    pub learners: u64,
    pub passed: u64,
    pub failed: u64,
    pub success_unknown: u64,
    pub completed: u64,
    pub incomplete: u64,
    pub completion_unknown: u64,
    pub scored: u64,
    pub mean_score: Option<f64>,
    /// Scores by tenths of the whole: below 10 %, below 20 % … up to 100 %.
    pub scores: [u64; 10],
}

/// All questions and objectives; grows with their number, not with the learners'.
#[derive(Debug, Default)]
pub struct ItemAnalysis {
    attempts: u64,
    questions: Vec<QuestionTally>,
    question_places: HashMap<(String, String), usize>,
    objectives: Vec<ObjectiveTally>,
    objective_places: HashMap<(String, String), usize>,
    left_out: bool,
}

impl ItemAnalysis {
    /// Takes what one attempt has recorded; each question at most once.
    pub fn add_attempt(&mut self, answers: Vec<Answer>, objectives: Vec<ObjectiveSaid>) {
        self.attempts += 1;
        let marks = answers.iter().filter_map(|it| it.mark);
        let (sum, count) = marks.fold((0.0, 0), |(sum, count), it| (sum + it, count + 1));
        for answer in answers {
            let elsewhere = answer
                .mark
                .filter(|_| 1 < count)
                .map(|mark| (sum - mark) / float(count - 1));
            let key = (answer.item.clone(), answer.id.clone());
            match place(&mut self.question_places, &mut self.questions, key) {
                Some(question) => question.take(answer, elsewhere),
                None => self.left_out = true,
            }
        }
        for said in objectives {
            let key = (said.item.clone(), said.id.clone());
            match place(&mut self.objective_places, &mut self.objectives, key) {
                Some(objective) => objective.take(said),
                None => self.left_out = true,
            }
        }
    }

    /// Attempts that were taken, with questions or without.
    pub fn attempts(&self) -> u64 {
        self.attempts
    }

    /// Whether there were more than [`MOST_QUESTIONS`].
    pub fn left_out(&self) -> bool {
        self.left_out
    }

    /// In the order of their first record.
    pub fn questions(&self) -> Vec<Question> {
        self.questions.iter().map(QuestionTally::finish).collect()
    }

    /// In the order of their first record.
    pub fn objectives(&self) -> Vec<Objective> {
        self.objectives.iter().map(ObjectiveTally::finish).collect()
    }
}

/// The tally of this key, a new one unless there are too many.
fn place<'t, T: Default>(
    places: &mut HashMap<(String, String), usize>,
    tallies: &'t mut Vec<T>,
    key: (String, String),
) -> Option<&'t mut T> {
    let at = if let Some(at) = places.get(&key) {
        *at
    } else {
        if MOST_QUESTIONS <= tallies.len() {
            return None;
        }
        places.insert(key, tallies.len());
        tallies.push(T::default());
        tallies.len() - 1
    };
    tallies.get_mut(at)
}

#[derive(Debug, Default)]
struct QuestionTally {
    /// The last record: the newest words about the question.
    last: Answer,
    learners: u64,
    correct: u64,
    partly: u64,
    incorrect: u64,
    mark_sum: f64,
    latencies: u64,
    latency_sum: u128,
    answers: HashMap<String, (u64, u64)>,
    other_answers: u64,
    unanswered: u64,
    numbers: u64,
    number_sum: f64,
    pairs: Correlation,
}

impl QuestionTally {
    fn take(&mut self, answer: Answer, elsewhere: Option<f64>) {
        self.learners += 1;
        let is_correct = answer.mark.is_some_and(|it| 1.0 <= it);
        if let Some(mark) = answer.mark {
            self.mark_sum += mark;
            if is_correct {
                self.correct += 1;
            } else if 0.0 < mark {
                self.partly += 1;
            } else {
                self.incorrect += 1;
            }
            if let Some(elsewhere) = elsewhere {
                self.pairs.add(mark, elsewhere);
            }
        }
        if let Some(latency) = answer.latency_hundredths {
            self.latencies += 1;
            self.latency_sum += u128::from(latency);
        }
        self.count(&answer, is_correct);
        let earlier = std::mem::replace(&mut self.last, answer);
        // What the newest record leaves out an earlier one may have said.
        let keep = |new: &mut String, old: String| {
            if new.is_empty() {
                *new = old;
            }
        };
        keep(&mut self.last.kind, earlier.kind);
        keep(&mut self.last.description, earlier.description);
        if self.last.correct.is_empty() {
            self.last.correct = earlier.correct;
        }
    }

    fn count(&mut self, answer: &Answer, is_correct: bool) {
        let Some(response) = &answer.response else {
            self.unanswered += 1;
            return;
        };
        if answer.kind == "numeric"
            && let Ok(number) = response.trim().parse::<f64>()
            && number.is_finite()
        {
            self.numbers += 1;
            self.number_sum += number;
        }
        let text: String = response.chars().take(LONGEST_ANSWER).collect();
        let is_full = MOST_ANSWERS <= self.answers.len();
        if is_full && !self.answers.contains_key(&text) {
            self.other_answers += 1;
            return;
        }
        let (count, correct) = self.answers.entry(text).or_default();
        *count += 1;
        *correct += u64::from(is_correct);
    }

    fn finish(&self) -> Question {
        let judged = self.correct + self.partly + self.incorrect;
        let mut answers: Vec<AnswerCount> = self
            .answers
            .iter()
            .map(|(answer, (count, correct))| AnswerCount {
                answer: answer.clone(),
                count: *count,
                correct: *correct,
            })
            .collect();
        answers.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.answer.cmp(&b.answer)));
        Question {
            item: self.last.item.clone(),
            id: self.last.id.clone(),
            kind: self.last.kind.clone(),
            description: self.last.description.clone(),
            correct_answers: self.last.correct.clone(),
            learners: self.learners,
            judged,
            correct: self.correct,
            partly: self.partly,
            incorrect: self.incorrect,
            difficulty: mean(self.mark_sum, judged),
            discrimination: self.pairs.discrimination(),
            mean_latency_seconds: mean(seconds(self.latency_sum), self.latencies),
            answers,
            other_answers: self.other_answers,
            unanswered: self.unanswered,
            mean_number: mean(self.number_sum, self.numbers),
        }
    }
}

#[derive(Debug, Default)]
struct ObjectiveTally {
    last: ObjectiveSaid,
    learners: u64,
    passed: u64,
    failed: u64,
    completed: u64,
    incomplete: u64,
    scored: u64,
    score_sum: f64,
    scores: [u64; 10],
}

impl ObjectiveTally {
    fn take(&mut self, said: ObjectiveSaid) {
        self.learners += 1;
        self.passed += u64::from(said.satisfied == Some(true));
        self.failed += u64::from(said.satisfied == Some(false));
        self.completed += u64::from(said.completed == Some(true));
        self.incomplete += u64::from(said.completed == Some(false));
        if let Some(score) = said.score.filter(|it| it.is_finite()) {
            self.scored += 1;
            self.score_sum += score;
            self.scores[tenth(score)] += 1;
        }
        let earlier = std::mem::replace(&mut self.last, said);
        if self.last.description.is_empty() {
            self.last.description = earlier.description;
        }
    }

    fn finish(&self) -> Objective {
        Objective {
            item: self.last.item.clone(),
            id: self.last.id.clone(),
            description: self.last.description.clone(),
            learners: self.learners,
            passed: self.passed,
            failed: self.failed,
            success_unknown: self.learners - self.passed - self.failed,
            completed: self.completed,
            incomplete: self.incomplete,
            completion_unknown: self.learners - self.completed - self.incomplete,
            scored: self.scored,
            mean_score: mean(self.score_sum, self.scored),
            scores: self.scores,
        }
    }
}

/// Sums for a correlation that stay exact enough however many values come
/// (Welford's way: means, and products of distances from them).
#[derive(Debug, Default)]
struct Correlation {
    count: u64,
    mean_x: f64,
    mean_y: f64,
    square_x: f64,
    square_y: f64,
    product: f64,
}

impl Correlation {
    fn add(&mut self, x: f64, y: f64) {
        self.count += 1;
        let count = float(self.count);
        let from_x = x - self.mean_x;
        let from_y = y - self.mean_y;
        self.mean_x += from_x / count;
        self.mean_y += from_y / count;
        self.square_x += from_x * (x - self.mean_x);
        self.square_y += from_y * (y - self.mean_y);
        self.product += from_x * (y - self.mean_y);
    }

    fn discrimination(&self) -> Discrimination {
        if self.count < FEWEST_FOR_DISCRIMINATION {
            return Discrimination::TooFew;
        }
        let spread = (self.square_x * self.square_y).sqrt();
        // Rounding leaves a trace where all values are the same.
        if spread <= 1e-9 {
            return Discrimination::NoSpread;
        }
        Discrimination::Value {
            value: (self.product / spread).clamp(-1.0, 1.0),
        }
    }
}

fn mean(sum: f64, count: u64) -> Option<f64> {
    (0 < count).then(|| sum / float(count))
}

#[expect(clippy::cast_precision_loss, reason = "counts of people fit")]
fn float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "a mean need not be exact")]
fn seconds(hundredths: u128) -> f64 {
    hundredths as f64 / 100.0
}

/// The tenth of the whole in which a score lies; what is below nothing is in the first.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held to 0..=9 before"
)]
fn tenth(score: f64) -> usize {
    // 0.3 is 2.9999999999999996 tenths for the machine.
    (score * 10.0 + 1e-9).floor().clamp(0.0, 9.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(id: &str, response: &str, mark: Option<f64>) -> Answer {
        Answer {
            item: "I".into(),
            id: id.into(),
            kind: "choice".into(),
            response: Some(response.into()),
            mark,
            ..Answer::default()
        }
    }

    /// Ten learners, three questions; 1 is correct.
    const MARKS: [[f64; 3]; 10] = [
        [1.0, 1.0, 1.0],
        [1.0, 1.0, 0.0],
        [1.0, 1.0, 1.0],
        [1.0, 0.0, 1.0],
        [1.0, 1.0, 0.0],
        [0.0, 1.0, 0.0],
        [0.0, 0.0, 1.0],
        [0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0],
        [1.0, 0.0, 0.0],
    ];

    fn analysed(learners: usize) -> ItemAnalysis {
        let mut analysis = ItemAnalysis::default();
        for marks in &MARKS[..learners] {
            let answers = ["q1", "q2", "q3"].iter().zip(marks);
            let answers = answers.map(|(id, mark)| answer(id, "a", Some(*mark)));
            analysis.add_attempt(answers.collect(), vec![]);
        }
        analysis
    }

    fn value(question: &Question) -> f64 {
        match question.discrimination {
            Discrimination::Value { value } => value,
            other => panic!("{other:?}"),
        }
    }

    /// By hand, for q1: marks x = 1,1,1,1,1,0,0,0,0,1 (mean 0.6); the mean of
    /// the other two y = 1,.5,1,.5,.5,.5,.5,0,.5,0 (mean 0.5). Σ(x-x̄)(y-ȳ) =
    /// Σxy - n·x̄·ȳ = 3.5 - 3 = 0.5; Σ(x-x̄)² = 2.4; Σ(y-ȳ)² = 1; r = 0.5/√2.4.
    /// For q2: x = 1,1,1,0,1,1,0,0,0,0; y = 1,.5,1,1,.5,0,.5,0,.5,.5 (mean .55);
    /// Σxy = 3; 3 - 10·.5·.55 = .25; 2.5; Σy² = 4.25 → 4.25 - 3.025 = 1.225;
    /// r = .25/√3.0625 = .142857. For q3: x = 1,0,1,1,0,0,1,0,1,0;
    /// y = 1,1,1,.5,1,.5,0,0,0,.5 (mean .55); Σxy = 2.5; 2.5 - 2.75 = -.25;
    /// Σy² = 4.75 - 3.025 = 1.725; r = -.25/√4.3125.
    #[test]
    fn difficulty_and_discrimination_are_those_worked_out_by_hand() {
        let questions = analysed(10).questions();

        let difficulties: Vec<f64> = questions.iter().filter_map(|it| it.difficulty).collect();
        assert_eq!(difficulties, [0.6, 0.5, 0.5]);
        for (question, by_hand) in questions.iter().zip([
            0.5 / 2.4_f64.sqrt(),
            0.142_857_142_857,
            -0.25 / 4.3125_f64.sqrt(),
        ]) {
            let found = value(question);
            assert!((found - by_hand).abs() < 1e-9, "{found} {by_hand}");
        }
    }

    #[test]
    fn too_few_learners_and_equal_marks_have_no_discrimination() {
        let too_few = analysed(9).questions();
        assert_eq!(too_few[0].discrimination, Discrimination::TooFew);

        let mut analysis = ItemAnalysis::default();
        for marks in MARKS {
            let answers = vec![
                answer("all", "a", Some(1.0)),
                answer("q", "a", Some(marks[0])),
            ];
            analysis.add_attempt(answers, vec![]);
        }
        let questions = analysis.questions();
        assert_eq!(questions[0].discrimination, Discrimination::NoSpread);
        assert_eq!(questions[1].discrimination, Discrimination::NoSpread);

        // A single question has nothing to be compared with.
        let mut alone = ItemAnalysis::default();
        for marks in MARKS {
            alone.add_attempt(vec![answer("q", "a", Some(marks[0]))], vec![]);
        }
        assert_eq!(alone.questions()[0].discrimination, Discrimination::TooFew);
        assert_eq!(alone.questions()[0].difficulty, Some(0.6));
    }

    #[test]
    fn answers_are_counted_the_most_frequent_first_and_what_nobody_judged_apart() {
        let mut analysis = ItemAnalysis::default();
        for (response, mark) in [("b", Some(1.0)), ("a", Some(0.0)), ("b", Some(1.0))] {
            let latency_hundredths = Some(if response == "b" { 300 } else { 900 });
            let answer = Answer {
                latency_hundredths,
                ..answer("q", response, mark)
            };
            analysis.add_attempt(vec![answer], vec![]);
        }
        analysis.add_attempt(vec![answer("q", "c", None)], vec![]);
        analysis.add_attempt(vec![answer("q", "b", Some(0.5))], vec![]);
        let silent = Answer {
            response: None,
            ..answer("q", "", None)
        };
        analysis.add_attempt(vec![silent], vec![]);

        let question = &analysis.questions()[0];

        let counts: Vec<(&str, u64, u64)> = question
            .answers
            .iter()
            .map(|it| (it.answer.as_str(), it.count, it.correct))
            .collect();
        assert_eq!(counts, [("b", 3, 2), ("a", 1, 0), ("c", 1, 0)]);
        assert_eq!((question.learners, question.judged), (6, 4));
        assert_eq!(
            (question.correct, question.partly, question.incorrect),
            (2, 1, 1)
        );
        assert_eq!(question.difficulty, Some(0.625));
        assert_eq!(question.mean_latency_seconds, Some(5.0));
        assert_eq!(question.unanswered, 1);
        assert_eq!(analysis.attempts(), 6);
    }

    #[test]
    fn memory_has_a_limit_however_many_answers_and_questions_there_are() {
        let mut analysis = ItemAnalysis::default();
        for n in 0..MOST_ANSWERS + 5 {
            analysis.add_attempt(vec![answer("q", &n.to_string(), None)], vec![]);
        }
        analysis.add_attempt(vec![answer("q", "0", None)], vec![]);
        let question = &analysis.questions()[0];
        assert_eq!(question.answers.len(), MOST_ANSWERS);
        assert_eq!(question.other_answers, 5);
        assert_eq!(
            (
                question.answers[0].answer.as_str(),
                question.answers[0].count
            ),
            ("0", 2)
        );

        for n in 0..MOST_QUESTIONS + 3 {
            analysis.add_attempt(vec![answer(&format!("n{n}"), "a", None)], vec![]);
        }
        assert_eq!(analysis.questions().len(), MOST_QUESTIONS);
        assert!(analysis.left_out());
    }

    #[test]
    fn numbers_have_a_mean_and_objectives_a_distribution() {
        let mut analysis = ItemAnalysis::default();
        for (response, satisfied, score) in [
            ("10", Some(true), Some(1.0)),
            ("20", Some(true), Some(0.3)),
            ("many", None, Some(-0.2)),
            ("30", Some(false), None),
        ] {
            let number = Answer {
                kind: "numeric".into(),
                ..answer("n", response, None)
            };
            let objective = ObjectiveSaid {
                id: "O".into(),
                satisfied,
                completed: satisfied,
                score,
                ..ObjectiveSaid::default()
            };
            analysis.add_attempt(vec![number], vec![objective]);
        }

        assert_eq!(analysis.questions()[0].mean_number, Some(20.0));
        let objective = &analysis.objectives()[0];
        assert_eq!(
            (
                objective.passed,
                objective.failed,
                objective.success_unknown
            ),
            (2, 1, 1)
        );
        assert_eq!(objective.scores, [1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
        assert!((objective.mean_score.unwrap() - 1.1 / 3.0).abs() < 1e-12);
        assert_eq!((objective.scored, objective.completion_unknown), (3, 1));
    }
}
