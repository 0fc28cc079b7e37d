//! A key under which all spellings of a text are found.

use crate::alphabet::{is_combining, latin, lower, normalised, without_accent};

/// The text folded for search: Latin, small, without accents, of letters, digits
/// and single spaces only.
///
/// `Đorđe`, `Ђорђе`, `DJORDJE` and `Dorde` have one key, `dorde`: đ, dj and d are
/// folded together, because people leave accents out in both ways. So `podela`
/// finds `podjela` too; some unlike words meet (`odjek`, `odek`), which is why
/// the caller ranks exact forms first. `ž š č ć` become `z s c c`, `dž` is `dz`,
/// `lj` and `nj` stay. Apostrophes and combining accents vanish; any other run of
/// signs is one space, so a key never holds a wildcard of SQL's `LIKE`.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in normalised(text) {
        if is_combining(letter) || matches!(letter, '\'' | '’' | '‘' | '`' | 'ʹ' | 'ʼ') {
            continue;
        }
        if !letter.is_alphanumeric() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
            continue;
        }
        let small = lower(letter);
        match latin(small) {
            Some(spelling) => spelling.chars().for_each(|part| push(&mut key, part)),
            None => push(&mut key, small),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn push(key: &mut String, letter: char) {
    match without_accent(letter) {
        Some(plain) => plain.chars().for_each(|part| push_plain(key, part)),
        None => push_plain(key, letter),
    }
}

fn push_plain(key: &mut String, letter: char) {
    if letter != 'j' || !key.ends_with('d') {
        key.push(letter);
    }
}
