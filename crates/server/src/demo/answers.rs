//! What the learners of the demo answered in the module on first contact with a
//! person seeking asylum: the calls that the module makes for its six questions.

/// One question of the module's check.
struct Question {
    id: &'static str,
    kind: &'static str,
    objective: &'static str,
    correct: &'static str,
    /// What people take for the answer.
    mistaken: [&'static str; 2],
}

/// In the module's order (`content-packages/asylum-basics-12/questions.js`).
const QUESTIONS: [Question; 6] = [
    question("q1", "true-false", "procedure", "f", ["t", "t"]),
    question("q2", "choice", "procedure", "b", ["a", "c"]),
    question("q3", "choice", "contact", "a,b", ["a", "a,b,c"]),
    question("q4", "choice", "contact", "d", ["b", "a"]),
    question(
        "q5",
        "sequencing",
        "procedure",
        "a,b,c,d",
        ["a,c,b,d", "b,a,c,d"],
    ),
    question("q6", "choice", "confidentiality", "b", ["c", "a"]),
];

/// Which questions each of eight learners in turn has wrong.
const WRONG: [&[usize]; 8] = [&[], &[4], &[], &[2], &[1, 2, 5], &[], &[5], &[2, 4]];

const fn question(
    id: &'static str,
    kind: &'static str,
    objective: &'static str,
    correct: &'static str,
    mistaken: [&'static str; 2],
) -> Question {
    Question {
        id,
        kind,
        objective,
        correct,
        mistaken,
    }
}

/// The learner's score, in percent.
pub(super) fn score(learner: usize) -> usize {
    let right = QUESTIONS.len() - WRONG[learner % WRONG.len()].len();
    (right * 100 + QUESTIONS.len() / 2) / QUESTIONS.len()
}

/// Elements and values of the learner's interactions, in the order in which they are set.
pub(super) fn interactions(learner: usize) -> Vec<(String, String)> {
    let wrong = WRONG[learner % WRONG.len()];
    let mut values = Vec::new();
    for (at, question) in QUESTIONS.iter().enumerate() {
        let is_right = !wrong.contains(&at);
        let response = if is_right {
            question.correct
        } else {
            question.mistaken[learner / WRONG.len() % 2]
        };
        let latency = 8 + (learner * 7 + at * 11) % 45;
        for (element, value) in [
            ("id", format!("asylum-{}", question.id)),
            ("type", question.kind.to_owned()),
            ("objectives.0.id", question.objective.to_owned()),
            ("correct_responses.0.pattern", question.correct.to_owned()),
            ("weighting", "1".to_owned()),
            ("student_response", response.to_owned()),
            (
                "result",
                if is_right { "correct" } else { "wrong" }.to_owned(),
            ),
            ("latency", format!("00:00:{latency:02}")),
        ] {
            values.push((format!("cmi.interactions.{at}.{element}"), value));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_share_of_right_answers() {
        for learner in 0..16 {
            let values = interactions(learner);
            let right = values.iter().filter(|(_, value)| value == "correct");
            let share = right.count() * 100 / QUESTIONS.len();
            assert!(score(learner).abs_diff(share) <= 1, "{learner}");
        }
    }
}
