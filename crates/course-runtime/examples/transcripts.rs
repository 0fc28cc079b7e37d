//! Prints random calls with this crate's answers, for the browser's run-time to
//! repeat: `cargo run -p course-runtime --example transcripts -- SEED COUNT`.

#[path = "../tests/support/random_calls.rs"]
mod random_calls;

use std::{env, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let seed = arguments.next().map_or(Ok(1), |it| it.parse())?;
    let count = arguments.next().map_or(Ok(10), |it| it.parse())?;
    serde_json::to_writer(io::stdout(), &random_calls::transcripts(seed, count))?;
    Ok(())
}
