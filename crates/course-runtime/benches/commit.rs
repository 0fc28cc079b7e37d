//! What one commit costs without storage: read the stored state, replay four
//! elements and a kilobyte of suspend data, write the state again. Once on a
//! small state, once on one with forty interactions.

use std::hint::black_box;

use course_runtime::cmi::{Call, CmiState, Entry, LaunchData, Profile, RunTime, Version, replay};
use criterion::{Criterion, criterion_group, criterion_main};

fn set(n: u64, element: &str, value: &str) -> Entry {
    Entry {
        n,
        at: 0,
        call: Call::SetValue {
            element: element.to_owned(),
            value: value.to_owned(),
        },
    }
}

/// A running session, as stored, with this many interactions; and its mark.
fn stored(interactions: usize) -> (Vec<u8>, u64) {
    let state = CmiState::begin(Version::Scorm2004, Profile::Lenient, &LaunchData::default());
    let mut run_time = RunTime::new(state);
    run_time.initialize("").expect("a new session begins");
    let mut entries: Vec<Entry> = Vec::new();
    for at in 0..interactions {
        for (field, value) in [
            ("id", "question"),
            ("type", "fill-in"),
            ("learner_response", "{lang=sr}a[,]{lang=sr-Latn}b"),
            ("result", "correct"),
        ] {
            let n = entries.len() as u64 + 1;
            entries.push(set(n, &format!("cmi.interactions.{at}.{field}"), value));
        }
    }
    let applied = replay(&mut run_time, 0, &entries).expect("the values suit their elements");
    (run_time.into_state().to_bytes(), applied.mark)
}

fn commit(stored: &[u8], mark: u64, entries: &[Entry]) -> Vec<u8> {
    let state = CmiState::from_bytes(stored).expect("the bytes were written here");
    let mut run_time = RunTime::new(state);
    replay(&mut run_time, mark, entries).expect("the values suit their elements");
    run_time.into_state().to_bytes()
}

fn commits(criterion: &mut Criterion) {
    for interactions in [0, 40] {
        let (stored, mark) = stored(interactions);
        let entries = [
            set(mark + 1, "cmi.location", "page-7"),
            set(mark + 2, "cmi.score.scaled", "0.75"),
            set(mark + 3, "cmi.completion_status", "incomplete"),
            set(mark + 4, "cmi.session_time", "PT1M30S"),
            set(mark + 5, "cmi.suspend_data", &"a".repeat(1024)),
        ];
        criterion.bench_function(&format!("commit, {interactions} interactions"), |bencher| {
            bencher.iter(|| commit(black_box(&stored), mark, black_box(&entries)));
        });
    }
}

criterion_group!(benches, commits);
criterion_main!(benches);
