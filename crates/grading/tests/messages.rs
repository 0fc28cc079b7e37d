//! Every id that an explanation can have has its words in both languages.

use std::{collections::BTreeSet, fs, path::Path};

use grading::MESSAGE_IDS;

/// The message ids of a Fluent file: what stands before ` =` at a line's start.
fn ids(language: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../server/locales")
        .join(language)
        .join("grading.ftl");
    let text = fs::read_to_string(&path).expect("the catalogue has the file");
    text.lines()
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id.to_owned())
        .collect()
}

#[test]
fn the_catalogue_has_exactly_the_messages_that_explanations_use() {
    let used: BTreeSet<String> = MESSAGE_IDS.iter().map(|id| (*id).to_owned()).collect();
    for language in ["sr", "en"] {
        assert_eq!(ids(language), used, "{language}");
    }
}
