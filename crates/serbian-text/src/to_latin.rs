//! Serbian Cyrillic to Serbian Latin.

use crate::{
    alphabet::{is_combining, latin, lower, upper},
    protected,
};

/// The text in Serbian Latin.
///
/// Only Serbian Cyrillic letters change; everything else, markup, placeables and
/// letters of other alphabets included, is copied. E-mail addresses, URLs and
/// host names are copied whole. A capital Љ, Њ or Џ becomes `LJ` beside another
/// capital (the next letter decides, at a word's end the one before) and `Lj`
/// otherwise, so that an initial (`Љ. Петровић`) reads `Lj. Petrović`.
pub fn to_latin(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let protected = protected::ranges(text);
    let mut protected = protected.iter().peekable();
    let mut result = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        while protected.next_if(|range| range.end <= at).is_some() {}
        let is_protected = protected.peek().is_some_and(|range| range.contains(&at));
        let small = lower(letter);
        match latin(small).filter(|_| !is_protected) {
            None => result.push(letter),
            Some(spelling) if small == letter => result.push_str(spelling),
            Some(spelling) => {
                let after = text[at + letter.len_utf8()..]
                    .chars()
                    .find(|next| !is_combining(*next));
                push_capital(&mut result, spelling, before, after);
            }
        }
        if !is_combining(letter) {
            before = Some(letter);
        }
    }
    result
}

fn push_capital(result: &mut String, spelling: &str, before: Option<char>, after: Option<char>) {
    let among_capitals = match after.filter(|letter| letter.is_alphabetic()) {
        Some(next) => next.is_uppercase(),
        None => before.is_some_and(char::is_uppercase),
    };
    for (index, letter) in spelling.chars().enumerate() {
        if index == 0 || among_capitals {
            result.push(upper(letter));
        } else {
            result.push(letter);
        }
    }
}
