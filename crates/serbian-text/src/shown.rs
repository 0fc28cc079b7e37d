//! Foreign Cyrillic beside Serbian: titles of Russian, Bulgarian, Macedonian or
//! Ukrainian courses are not Serbian to be written in Latin.

use crate::alphabet::{is_cyrillic, latin, lower, normalised};
use crate::to_latin::to_latin;

/// Languages in Cyrillic whose texts stay as they are, whatever their letters.
const OTHERS: [&str; 12] = [
    "be", "bg", "kk", "ky", "mk", "mn", "ru", "rue", "tg", "tt", "uk", "uz",
];

/// Whether the text is Cyrillic of another language than Serbian: it has letters
/// that Serbian has not (`щ ъ ы ь э ю я й ё`, `і ї є ґ`, `ѓ ќ ѕ` …). A text that
/// also has letters that of these languages only Serbian has is Serbian and
/// quotes a word: `ђ` and `ћ`, and beside letters other than the Macedonian
/// ones `ј љ њ џ`. Without any such letter nothing tells the languages apart.
pub fn is_other_cyrillic(text: &str) -> bool {
    let (mut is_foreign, mut is_macedonian) = (false, false);
    let (mut is_serbian, mut is_of_both) = (false, false);
    for letter in normalised(text).into_iter().map(lower) {
        match letter {
            'ђ' | 'ћ' => is_serbian = true,
            'ј' | 'љ' | 'њ' | 'џ' => is_of_both = true,
            'ѓ' | 'ќ' | 'ѕ' => is_macedonian = true,
            _ => is_foreign |= is_foreign_letter(letter),
        }
    }
    (is_foreign && !is_serbian && !is_of_both) || (is_macedonian && !is_serbian)
}

fn is_foreign_letter(letter: char) -> bool {
    is_cyrillic(letter) && letter.is_alphabetic() && latin(letter).is_none()
}

/// The text in Latin where it is Serbian: what is Cyrillic of another language
/// (by its letters, or because `language`, a BCP 47 tag, says so) stays as it
/// is, and so does a foreign word in Serbian text.
pub fn shown_in_latin(text: &str, language: Option<&str>) -> String {
    let primary = language.and_then(|it| it.split(['-', '_']).next());
    let is_said = primary.is_some_and(|it| OTHERS.contains(&it.to_ascii_lowercase().as_str()));
    if is_said || is_other_cyrillic(text) {
        return text.to_owned();
    }
    if !text.chars().map(lower).any(is_foreign_letter) {
        return to_latin(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut serbian = String::new();
    for word in text.split_inclusive(|it: char| !it.is_alphanumeric()) {
        if normalised(word)
            .into_iter()
            .map(lower)
            .any(is_foreign_letter)
        {
            result.push_str(&to_latin(&serbian));
            serbian.clear();
            result.push_str(word);
        } else {
            serbian.push_str(word);
        }
    }
    result.push_str(&to_latin(&serbian));
    result
}
