//! What the learner has reached in the course as a whole, for grading.

use serde::{Deserialize, Serialize};

use crate::sequencing::definition::Standard;
use crate::sequencing::learner_session::{CompletionStatus, SuccessStatus};
use crate::sequencing::state::TreeState;
use crate::sequencing::tracking::{PRIMARY, Sequencer};
use crate::sequencing::tree::{ActivityTree, Index};

/// The status of a course attempt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CourseStatus {
    pub completion: CompletionStatus,
    pub success: SuccessStatus,
    /// `-1.0..=1.0`.
    pub score_scaled: Option<f64>,
    /// What the package itself measures, `0.0..=1.0`.
    pub progress_measure: Option<f64>,
    /// Launchable items, and how many of them are completed.
    pub items: usize,
    pub completed_items: usize,
}

/// The status of the course: in SCORM 2004 what has rolled up to the root.
/// SCORM 1.2 knows no rollup; there a course is completed when all items are,
/// failed when one is, passed when all are completed, none failed and at least
/// one passed (an item without a test says nothing of success), and its score
/// is the mean of those that have one.
pub fn course_status(tree: &ActivityTree, state: &TreeState) -> CourseStatus {
    Sequencer::new(tree, state).course_status()
}

impl Sequencer<'_> {
    fn course_status(&self) -> CourseStatus {
        let items: Vec<Index> = (0..self.tree.len())
            .filter(|it| self.activity(*it).is_leaf() && self.activity(*it).leads_to_content)
            .collect();
        let completed_items = items
            .iter()
            .filter(|it| self.completed(**it) == Some(true))
            .count();
        let whole = match self.tree.standard {
            Standard::Scorm2004 => self.root_status(),
            Standard::Scorm12 => self.status_of_all(&items, completed_items),
        };
        CourseStatus {
            items: items.len(),
            completed_items,
            ..whole
        }
    }

    fn root_status(&self) -> CourseStatus {
        let completed = self.completed(0);
        let has_begun = self.is_attempted(0);
        CourseStatus {
            completion: match completed {
                None if has_begun => CompletionStatus::Incomplete,
                known => CompletionStatus::from_known(known),
            },
            success: SuccessStatus::from_known(self.satisfied(0, PRIMARY)),
            score_scaled: self.measure(0, PRIMARY),
            progress_measure: self.progress_measure(0),
            items: 0,
            completed_items: 0,
        }
    }

    fn status_of_all(&self, items: &[Index], completed_items: usize) -> CourseStatus {
        let is_complete = completed_items == items.len();
        let successes: Vec<bool> = items
            .iter()
            .filter_map(|it| self.satisfied(*it, PRIMARY))
            .collect();
        let success = if successes.contains(&false) {
            SuccessStatus::Failed
        } else if is_complete && !successes.is_empty() {
            SuccessStatus::Passed
        } else {
            SuccessStatus::Unknown
        };
        let scores: Vec<f64> = items
            .iter()
            .filter_map(|it| self.measure(*it, PRIMARY))
            .collect();
        let has_begun = items.iter().any(|it| self.is_attempted(*it));
        CourseStatus {
            completion: if is_complete {
                CompletionStatus::Completed
            } else if has_begun {
                CompletionStatus::Incomplete
            } else {
                CompletionStatus::Unknown
            },
            success,
            score_scaled: mean(&scores),
            progress_measure: None,
            items: 0,
            completed_items: 0,
        }
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len()).ok().filter(|it| 0 < *it)?;
    Some(values.iter().sum::<f64>() / f64::from(count))
}
