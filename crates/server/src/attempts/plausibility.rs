//! What makes an attempt's figures improbable. A package reports from the
//! learner's browser, where a console can report anything: that is taken as the
//! learner's data, and whoever reads it is told what does not fit.

use chrono::{DateTime, Duration, Utc};
use entity::values::{Completion, LaunchMode, Success};

use super::report::AttemptReport;
use crate::error::Message;

/// No module can be worked through in less.
const HASTY: Duration = Duration::seconds(30);
/// By how much clocks and rounding may make a session longer than it was.
const TOLERANCE: Duration = Duration::minutes(1);

/// The sentences for those who read the attempt; none when nothing is odd.
pub(super) fn doubts(report: &AttemptReport) -> Vec<Message> {
    let is_done = report.completion == Completion::Completed || report.success == Success::Passed;
    if report.mode != LaunchMode::Normal || !is_done {
        return Vec::new();
    }
    let until_done = said_done_at(report) - report.started_at;
    let hasty = (until_done < HASTY).then(|| {
        let seconds = until_done.num_seconds().max(0).to_string();
        Message::new("doubt-hasty").with("seconds", seconds)
    });
    let elapsed = report.last_contact_at - report.started_at;
    #[expect(clippy::cast_possible_truncation, reason = "times of people fit")]
    let reported = Duration::milliseconds((report.time_seconds * 1000.0) as i64);
    let too_long = (elapsed + TOLERANCE < reported).then(|| {
        Message::new("doubt-time")
            .with("reported", reported.num_minutes().to_string())
            .with("elapsed", elapsed.num_minutes().max(0).to_string())
    });
    hasty.into_iter().chain(too_long).collect()
}

/// When it was first reported that nothing is left to do, by the server's clock.
fn said_done_at(report: &AttemptReport) -> DateTime<Utc> {
    let said = report.journal.iter().find(|line| {
        line.error == 0
            && line.element.ends_with("_status")
            && matches!(line.value.as_str(), "passed" | "completed")
    });
    said.map(|it| it.stored_at)
        .or(report.ended_at)
        .unwrap_or(report.last_contact_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(seconds: i64, time_seconds: f64) -> AttemptReport {
        let sample = AttemptReport::sample();
        let done_at = sample.started_at + Duration::seconds(seconds);
        AttemptReport {
            success: Success::Passed,
            last_contact_at: done_at,
            ended_at: Some(done_at),
            time_seconds,
            ..sample
        }
    }

    #[test]
    fn who_passes_in_seconds_or_reports_more_time_than_went_by_is_doubted() {
        assert_eq!(doubts(&report(5, 5.0)).len(), 1, "hasty");
        assert_eq!(doubts(&report(600, 1500.0)).len(), 1, "too long");
        assert_eq!(doubts(&report(5, 1500.0)).len(), 2, "both");
        assert_eq!(doubts(&report(600, 590.0)).len(), 0);
        assert_eq!(doubts(&report(600, 630.0)).len(), 0, "rounding");
    }

    #[test]
    fn what_is_not_done_or_does_not_count_is_not_doubted() {
        let trial = AttemptReport {
            mode: LaunchMode::Trial,
            ..report(5, 5.0)
        };
        let unfinished = AttemptReport {
            completion: Completion::Incomplete,
            success: Success::Failed,
            ..report(5, 5.0)
        };
        assert_eq!(doubts(&trial).len() + doubts(&unfinished).len(), 0);
    }
}
