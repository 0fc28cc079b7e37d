//! The browser's run-time answers random calls as this crate does. Needs
//! Node.js; says so and passes without it.

#[path = "support/node.rs"]
mod node;
#[path = "support/random_calls.rs"]
mod random_calls;

use std::io::Write as _;

use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Report {
    calls: usize,
    differences: Vec<String>,
}

const TRANSCRIPTS: usize = 2000;

#[test]
fn a_hundred_thousand_random_calls_have_the_same_answers_on_both_sides() {
    if !node::is_present() {
        // Past the capture of the test harness, so that it shows.
        let _ = writeln!(std::io::stderr(), "differential: skipped, there is no node");
        return;
    }
    let seed = std::env::var("SEED").map_or(20_260_101, |it| it.parse().unwrap());

    let transcripts = random_calls::transcripts(seed, TRANSCRIPTS);
    let output = node::run(
        "differential.mjs",
        json!(transcripts).to_string().into_bytes(),
    );
    let report: Report = serde_json::from_slice(&output.unwrap()).unwrap();

    assert!(100_000 <= report.calls, "only {} calls", report.calls);
    let first: Vec<&String> = report.differences.iter().take(20).collect();
    assert!(
        report.differences.is_empty(),
        "{} kinds of difference (seed {seed}):\n{first:#?}",
        report.differences.len()
    );
}
