//! Metadata that stands in the manifest itself: IEEE LOM in the spellings of
//! SCORM 1.2 (`langstring`) and 2004 (`string`). Metadata in other files is
//! left there.

use super::tree::Element;
use crate::package::Metadata;

pub(super) fn read(root: &Element) -> Metadata {
    let Some(metadata) = root.child("metadata") else {
        return Metadata::default();
    };
    let text = |name| metadata.child_text(name).map(str::to_owned);
    let mut read = Metadata {
        schema: text("schema"),
        schema_version: text("schemaversion"),
        ..Metadata::default()
    };
    let Some(lom) = metadata.find(&|it| it.is("lom")) else {
        return read;
    };
    if let Some(general) = lom.child("general") {
        let string = |name| general.child(name).and_then(language_string);
        read.title = string("title");
        read.description = string("description");
        read.language = general.child_text("language").map(str::to_owned);
        read.keywords = general
            .children_named("keyword")
            .filter_map(language_string)
            .collect();
    }
    read.version = lom
        .child("lifecycle")
        .and_then(|it| it.child("version"))
        .and_then(language_string);
    read.rights = lom
        .child("rights")
        .and_then(|it| it.child("description"))
        .and_then(language_string);
    read.typical_learning_time = lom
        .child("educational")
        .and_then(|it| it.child("typicallearningtime"))
        .and_then(|time| time.child("datetime").or_else(|| time.child("duration")))
        .and_then(Element::text)
        .map(str::to_owned);
    read
}

/// The first string of several languages.
fn language_string(element: &Element) -> Option<String> {
    ["langstring", "string"]
        .into_iter()
        .find_map(|name| element.child_text(name))
        .or_else(|| element.text())
        .map(str::to_owned)
}

/// A language that the manifest gives for itself, as a BCP 47 tag.
pub(super) fn language(root: &Element, metadata: &Metadata) -> Option<String> {
    let stated = metadata
        .language
        .as_deref()
        .or_else(|| root.attribute("lang"))
        .or_else(|| {
            root.find(&|it| it.is("organization"))
                .and_then(|it| it.attribute("lang"))
        })
        .or_else(|| {
            let string = |it: &Element| {
                (it.is("langstring") || it.is("string"))
                    && (it.attribute("lang").is_some() || it.attribute("language").is_some())
            };
            let found = root.child("metadata").and_then(|it| it.find(&string))?;
            found
                .attribute("lang")
                .or_else(|| found.attribute("language"))
        })?;
    let tag = stated.replace('_', "-");
    let is_tag = tag.len() <= 35
        && tag.split('-').enumerate().all(|(index, part)| {
            let first = index == 0;
            (1..=8).contains(&part.len())
                && part.bytes().all(|it| it.is_ascii_alphanumeric())
                && (!first || (part.len() >= 2 && part.bytes().all(|it| it.is_ascii_alphabetic())))
        });
    // `none` and `x-none` are LOM's words for no language.
    (is_tag && !tag.eq_ignore_ascii_case("none")).then_some(tag)
}
