//! The message catalogue and the three faces of the interface.
//!
//! Serbian is written once, in Cyrillic (`locales/sr`), and shown in both
//! scripts; English stands beside it (`locales/en`). One file per feature.

use std::{borrow::Cow, sync::LazyLock};

use entity::values::Face;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

use crate::error::Message;

#[derive(RustEmbed)]
#[folder = "locales"]
#[include = "*.ftl"]
struct Locales;

static SERBIAN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load("sr", langid!("sr")));
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load("en", langid!("en")));

pub(crate) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

/// The three faces in the order in which the switch shows them.
pub(crate) const FACES: [Face; 3] = [Face::SrCyrl, Face::SrLatn, Face::En];

/// The value of `lang` attributes, cookies and links.
pub(crate) fn tag(face: Face) -> &'static str {
    match face {
        Face::SrCyrl => "sr-Cyrl",
        Face::SrLatn => "sr-Latn",
        Face::En => "en",
    }
}

pub(crate) fn from_tag(tag: &str) -> Option<Face> {
    FACES.into_iter().find(|face| self::tag(*face) == tag)
}

/// The face that a browser's `Accept-Language` asks for; Cyrillic when it says nothing we have.
pub(crate) fn from_accept_language(header: &str) -> Face {
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .map(|part| {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            (quality.trim().parse().unwrap_or(0.0), tag.trim())
        })
        .collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted
        .into_iter()
        .find_map(|(_, tag)| {
            let tag = tag.to_ascii_lowercase();
            if tag.starts_with("sr-latn") || tag.starts_with("bs") || tag.starts_with("hr") {
                Some(Face::SrLatn)
            } else if tag.starts_with("sr") || tag.starts_with("mk") {
                Some(Face::SrCyrl)
            } else if tag.starts_with("en") {
                Some(Face::En)
            } else {
                None
            }
        })
        .unwrap_or(Face::SrCyrl)
}

/// The words of `message` in `face`.
pub(crate) fn translate(face: Face, message: &Message) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in &message.arguments {
        arguments.set(*name, argument(value));
    }
    text(face, message.id, &arguments)
}

/// A numeric argument selects plural forms; everything else is text.
pub(crate) fn argument(value: &str) -> FluentValue<'static> {
    match value.parse::<i64>() {
        // Exact in a double, and written the way numbers are.
        Ok(number) if number.unsigned_abs() < 1 << 53 && number.to_string() == value => {
            FluentValue::from(number)
        }
        _ => FluentValue::String(Cow::Owned(value.to_owned())),
    }
}

/// The words with this id; the id itself, marked, when the catalogue has none (a test prevents it).
pub(crate) fn text(face: Face, id: &str, arguments: &FluentArgs<'_>) -> String {
    let catalogue = match face {
        Face::SrCyrl | Face::SrLatn => &*SERBIAN,
        Face::En => &*ENGLISH,
    };
    let (kept, set_apart) = apart(face, arguments);
    let mut text = catalogue
        .format(id, set_apart.as_ref().unwrap_or(arguments))
        .unwrap_or_else(|| format!("⟦{id}⟧"));
    if face != Face::SrCyrl && !text.is_ascii() {
        text = serbian_text::to_latin(&text);
    }
    for (at, foreign) in kept.iter().enumerate() {
        text = text.replace(&mark(at), foreign);
    }
    text
}

/// Arguments in the Cyrillic of another language are put in after the script was
/// chosen: the title of a Russian course is no Serbian.
fn apart<'a>(face: Face, arguments: &'a FluentArgs<'_>) -> (Vec<String>, Option<FluentArgs<'a>>) {
    let mut kept = Vec::new();
    let foreign = |value: &FluentValue<'_>| match value {
        FluentValue::String(text) if serbian_text::is_other_cyrillic(text) => {
            Some(text.to_string())
        }
        _ => None,
    };
    if face == Face::SrCyrl || !arguments.iter().any(|(_, value)| foreign(value).is_some()) {
        return (kept, None);
    }
    let mut set_apart = FluentArgs::new();
    for (name, value) in arguments.iter() {
        match foreign(value) {
            Some(text) => {
                set_apart.set(name.to_owned(), mark(kept.len()));
                kept.push(text);
            }
            None => set_apart.set(name.to_owned(), value.clone()),
        }
    }
    (kept, Some(set_apart))
}

/// Stands for the foreign text number `at`; private characters that no message has.
fn mark(at: usize) -> String {
    format!("\u{E002}{at}\u{E003}")
}

/// The words with this id, if the catalogue has them.
pub(crate) fn known_text(face: Face, id: &str) -> Option<String> {
    SERBIAN
        .bundle
        .has_message(id)
        .then(|| text(face, id, &FluentArgs::new()))
}

/// Text that is stored in Cyrillic, in the script of `face`: those who read
/// English are not asked to read Cyrillic where nobody wrote it in English. What
/// is Cyrillic of another language stays as it is.
pub(crate) fn in_script(face: Face, text: &str) -> Cow<'_, str> {
    in_script_of(face, text, None)
}

/// As [`in_script`], where the text's language may be known.
pub(crate) fn in_script_of<'a>(face: Face, text: &'a str, language: Option<&str>) -> Cow<'a, str> {
    match face {
        Face::SrLatn | Face::En if !text.is_ascii() => {
            Cow::Owned(serbian_text::shown_in_latin(text, language))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Whether both languages have a message of this id.
#[cfg(test)]
pub(crate) fn is_complete(id: &str) -> bool {
    SERBIAN.bundle.has_message(id) && ENGLISH.bundle.has_message(id)
}

/// All message ids of a language folder.
#[cfg(test)]
pub(crate) fn ids(language: &str) -> std::collections::BTreeSet<String> {
    let mut ids = std::collections::BTreeSet::new();
    for path in Locales::iter().filter(|path| path.starts_with(language)) {
        let file = Locales::get(&path).expect("listed");
        let source = String::from_utf8(file.data.into_owned()).expect("UTF-8");
        for line in source.lines() {
            if let Some((id, _)) = line.split_once(" =")
                && !id.is_empty()
                && id
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            {
                assert!(ids.insert(id.to_owned()), "{path}: `{id}` stands twice");
            }
        }
    }
    ids
}

impl Catalogue {
    fn load(language: &str, id: LanguageIdentifier) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for path in Locales::iter().filter(|path| path.starts_with(language)) {
            let Some(file) = Locales::get(&path) else {
                continue;
            };
            let source = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::error!(%path, ?errors, "a message file has errors");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(%path, ?errors, "a message stands twice");
            }
        }
        Self { bundle }
    }

    fn format(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(arguments), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(id, ?errors, "a message was not formatted");
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_cyrillic_stays_as_it_is_also_inside_a_message() {
        let title = "Съешь ещё — 1";
        let message = Message::new("trace-import-lenient").with("words", title);
        let latin = translate(Face::SrLatn, &message);
        assert!(latin.starts_with("Prihvaćeno"), "{latin}");
        assert!(latin.ends_with(title), "{latin}");
        assert!(translate(Face::En, &message).ends_with(title));
        let serbian = Message::new("trace-import-lenient").with("words", "Ђак");
        assert!(translate(Face::SrLatn, &serbian).ends_with("Đak"));
        assert_eq!(in_script(Face::En, title), title);
        let said = in_script_of(Face::En, "Охрана труда", Some("ru"));
        assert_eq!(said, "Охрана труда");
    }
}
