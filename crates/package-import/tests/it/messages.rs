//! Every check has its words, in both languages that are written by hand, and
//! they can be printed with what findings carry.

use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use package_import::{CheckId, Tool, Topic};
use unic_langid::LanguageIdentifier;

fn source(language: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../server/locales")
        .join(language)
        .join("findings.ftl");
    std::fs::read_to_string(file).unwrap()
}

pub(crate) fn bundle(language: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.parse().unwrap();
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source(language)).unwrap();
    bundle.add_resource(resource).unwrap();
    bundle
}

/// Both message ids of a check.
fn ids(check: CheckId) -> [String; 2] {
    [format!("finding-{check}"), format!("finding-{check}-cure")]
}

pub(crate) fn render(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    check: CheckId,
    count: u64,
) -> String {
    let mut arguments = FluentArgs::new();
    for name in check.arguments() {
        match *name {
            "count" | "needed" | "line" | "column" => arguments.set(*name, count),
            _ => arguments.set(*name, format!("<{name}>")),
        }
    }
    let message = bundle
        .get_message(id)
        .unwrap_or_else(|| panic!("no `{id}`"));
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(message.value().unwrap(), Some(&arguments), &mut errors)
        .into_owned();
    assert!(errors.is_empty(), "`{id}`: {errors:?}");
    text
}

#[test]
fn every_check_says_what_is_wrong_and_how_to_mend_it() {
    for language in ["sr", "en"] {
        let bundle = bundle(language);
        for check in CheckId::ALL {
            for id in ids(*check) {
                for count in [1, 2, 5, 21] {
                    let text = render(&bundle, &id, *check, count);
                    let is_sentence = text.ends_with('.') || text.ends_with("`.");
                    assert!(
                        text.len() > 10 && is_sentence,
                        "`{id}` in {language}: {text}"
                    );
                }
            }
            let [what, _] = ids(*check);
            let text = render(&bundle, &what, *check, 987);
            for name in check.arguments() {
                let is_shown = text.contains(&format!("<{name}>")) || text.contains("987");
                // A few names say it better than their number.
                assert!(
                    is_shown || *name == "count",
                    "`{what}` in {language} hides ${name}"
                );
            }
        }
    }
}

/// Ids of what authoring tools say in their own words.
fn words_of_tools() -> Vec<String> {
    let mut ids = Vec::new();
    for tool in Tool::ALL {
        let topics = Topic::ALL.iter().filter(|topic| tool.speaks_of(**topic));
        ids.extend(topics.map(|topic| format!("finding-tool-{}-{}", topic.id(), tool.id())));
    }
    ids
}

#[test]
fn every_tool_has_the_words_that_it_is_said_to_have() {
    assert!(words_of_tools().len() > 30);
    for language in ["sr", "en"] {
        let bundle = bundle(language);
        for id in words_of_tools() {
            let text = render(&bundle, &id, CheckId::NotAZip, 1);
            assert!(text.ends_with('.'), "`{id}` in {language}: {text}");
        }
    }
}

#[test]
fn no_message_belongs_to_a_check_that_is_gone() {
    let mut known: Vec<String> = CheckId::ALL.iter().flat_map(|check| ids(*check)).collect();
    known.extend(words_of_tools());
    for language in ["sr", "en"] {
        let source = source(language);
        let written = source.lines().filter_map(|line| line.split_once(" ="));
        for (id, _) in written.filter(|(id, _)| id.starts_with("finding-")) {
            assert!(known.iter().any(|it| it == id), "`{id}` in {language}");
        }
    }
}

#[test]
fn serbian_counts_in_three_forms() {
    let bundle = bundle("sr");
    let says = |count| {
        render(
            &bundle,
            "finding-files-missing",
            CheckId::FilesMissing,
            count,
        )
    };

    assert_eq!(
        says(1),
        "1 датотека из манифеста недостаје у пакету: `<names>`."
    );
    assert_eq!(
        says(22),
        "22 датотеке из манифеста недостају у пакету: `<names>`."
    );
    assert_eq!(
        says(5),
        "5 датотека из манифеста недостаје у пакету: `<names>`."
    );
}

#[test]
fn serbian_is_written_in_cyrillic() {
    // Names of formats, files and tools stay as they are.
    let bundle = bundle("sr");
    for check in CheckId::ALL {
        for id in ids(*check) {
            let text = render(&bundle, &id, *check, 1);
            let cyrillic = text
                .chars()
                .filter(|it| ('\u{400}'..='\u{4FF}').contains(it));
            assert!(cyrillic.count() > 10, "`{id}`: {text}");
        }
    }
}
