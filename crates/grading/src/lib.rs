//! When a step of a course is done, when the course is, and which document that
//! earns: rules as data, facts in, decisions with their numbers out.
//!
//! Nothing here knows a clock or a database. The rules of a course are one
//! [`RuleVersion`]; what is decided under a version is kept with it.

mod course;
mod documents;
mod explain;
mod questions;
mod score;
mod step;
mod version;

pub use course::{CourseResult, CourseRule};
pub use documents::{
    DocumentDecision, DocumentKind, DocumentRules, Occasion, ParticipationRule, PotvrdaRule,
    Standing, UverenjeRule, Withheld,
};
pub use explain::{Argument, Line, MESSAGE_IDS};
pub use questions::{
    Answer, AnswerCount, Discrimination, FEWEST_FOR_DISCRIMINATION, ItemAnalysis, MOST_ANSWERS,
    MOST_QUESTIONS, Objective, ObjectiveSaid, Question,
};
pub use score::{NotAPercentage, Percent, Score, Share};
pub use step::{
    AttemptFacts, AttemptPhase, AttemptPolicy, Completion, Counts, Had, RuleOutcome, StepResult,
    StepRule, StepRules, Success,
};
pub use version::{Finding, RuleVersion};
