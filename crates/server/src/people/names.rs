//! A person's name in both scripts, from whatever was typed, and its place in lists.

use entity::{person, values::Face};
use serbian_text::{Order, sort_key_in};
use unicode_normalization::UnicodeNormalization as _;

/// Characters that a name may have at most.
const LONGEST: usize = 100;

/// What was typed; the Cyrillic fields may be empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameFields {
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) given_name_cyrl: String,
    pub(crate) family_name_cyrl: String,
}

/// A name in both scripts, clean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) given_name_cyrl: String,
    pub(crate) family_name_cyrl: String,
}

impl NameFields {
    /// The name, with the script that was left out made from the other; `None` when a part is missing.
    pub(crate) fn complete(&self) -> Option<Names> {
        let (given_name, given_name_cyrl) = pair(&self.given_name, &self.given_name_cyrl)?;
        let (family_name, family_name_cyrl) = pair(&self.family_name, &self.family_name_cyrl)?;
        Some(Names {
            given_name,
            family_name,
            given_name_cyrl,
            family_name_cyrl,
        })
    }
}

/// The keys under which a name stands in lists: in the order of either alphabet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SortKeys {
    pub(crate) latn: String,
    pub(crate) cyrl: String,
}

impl SortKeys {
    /// Of a person: by family name, then by given name.
    pub(crate) fn of_names(names: &Names) -> Self {
        Self {
            latn: sort_key_in(
                &by_family(&names.family_name, &names.given_name),
                Order::Latin,
            ),
            cyrl: sort_key_in(
                &by_family(&names.family_name_cyrl, &names.given_name_cyrl),
                Order::Cyrillic,
            ),
        }
    }

    /// Of what has one name, in whatever script.
    pub(crate) fn of(name: &str) -> Self {
        Self {
            latn: sort_key_in(name, Order::Latin),
            cyrl: sort_key_in(name, Order::Cyrillic),
        }
    }
}

/// The column that puts people in the order of the alphabet of `face`.
pub(crate) fn by_name(face: Face) -> person::Column {
    match face {
        Face::SrCyrl => person::Column::SortKeyCyrl,
        Face::SrLatn | Face::En => person::Column::SortKeyLatn,
    }
}

fn by_family(family: &str, given: &str) -> String {
    format!("{family} {given}")
}

fn pair(latin: &str, cyrillic: &str) -> Option<(String, String)> {
    let (latin, cyrillic) = (clean(latin), clean(cyrillic));
    match (latin.is_empty(), cyrillic.is_empty()) {
        (true, true) => None,
        // Typed in Cyrillic into the first field: both are made from it.
        (false, true) if is_cyrillic(&latin) => Some((serbian_text::to_latin(&latin), latin)),
        (false, true) => {
            let cyrillic = serbian_text::to_cyrillic(&latin);
            Some((latin, cyrillic))
        }
        (true, false) => Some((serbian_text::to_latin(&cyrillic), cyrillic)),
        (false, false) if is_cyrillic(&latin) => Some((serbian_text::to_latin(&latin), cyrillic)),
        (false, false) => Some((latin, cyrillic)),
    }
}

/// Given and family name in the script of `face`.
pub(crate) fn name_in(face: Face, person: &person::Model) -> String {
    match face {
        Face::SrCyrl => format!("{} {}", person.given_name_cyrl, person.family_name_cyrl),
        Face::SrLatn | Face::En => format!("{} {}", person.given_name, person.family_name),
    }
}

/// Without control and direction signs, with single spaces, composed, not too long.
pub(crate) fn clean(text: &str) -> String {
    let plain: String = text
        .nfc()
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .filter(|it| !it.is_control() && !is_invisible(*it))
        .collect();
    let words: Vec<&str> = plain.split(' ').filter(|it| !it.is_empty()).collect();
    words.join(" ").chars().take(LONGEST).collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|it| matches!(it, '\u{0400}'..='\u{04FF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_script_is_made_when_it_is_left_out() {
        let names = |given: &str, family: &str, given_cyrl: &str, family_cyrl: &str| {
            let fields = NameFields {
                given_name: given.into(),
                family_name: family.into(),
                given_name_cyrl: given_cyrl.into(),
                family_name_cyrl: family_cyrl.into(),
            };
            fields.complete().map(|it| {
                [
                    it.given_name,
                    it.family_name,
                    it.given_name_cyrl,
                    it.family_name_cyrl,
                ]
            })
        };
        let dusan = Some(["Dušan", "Đorđević", "Душан", "Ђорђевић"].map(String::from));
        assert_eq!(names("Dušan", "Đorđević", "", ""), dusan);
        assert_eq!(names("Душан", "Ђорђевић", "", ""), dusan);
        assert_eq!(names("", "", "Душан", "Ђорђевић"), dusan);
        assert_eq!(names(" Dušan ", "Đorđević\u{202E}\r\n", "", ""), dusan);
        assert_eq!(
            names("John", "Smith", "Џон", "Смит"),
            Some(["John", "Smith", "Џон", "Смит"].map(String::from))
        );
        assert_eq!(names("Dušan", " ", "", ""), None);
    }
}
