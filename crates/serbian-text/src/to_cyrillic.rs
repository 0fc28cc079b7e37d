//! Serbian Latin to Serbian Cyrillic, for names and short phrases.

use crate::{
    alphabet::{cyrillic, digraph, is_combining, is_cyrillic, lower, normalised, upper},
    exceptions::{apart, is_kept, is_roman_numeral},
    protected,
};

/// The text in Serbian Cyrillic, as far as it is Serbian.
///
/// `lj`, `nj` and `dž` join to one letter except in the words of the exceptions
/// list (`konjugacija`, `injekcija`, `nadživeti`). `dj` stands for `đ` where
/// people without the letter write it so: at the start of a word before a, o, u
/// or i (`Djoković`; not `djeca`) and after n or r (`Andjela`, `Djordje`).
///
/// Left as they are: e-mail addresses, URLs and host names, words with a letter
/// that Serbian does not have (q, w, x, y, ü …), words that touch a digit or an
/// underscore (`H5P`), Roman numerals, and a short list of foreign words (`PDF`).
/// Meant for plain text: the names of HTML tags would be converted as words.
pub fn to_cyrillic(text: &str) -> String {
    let mut result = String::with_capacity(text.len() * 2);
    let mut copied_to = 0;
    for range in protected::ranges(text) {
        convert_words(&text[copied_to..range.start], &mut result);
        result.push_str(&text[range.clone()]);
        copied_to = range.end;
    }
    convert_words(&text[copied_to..], &mut result);
    result
}

fn convert_words(text: &str, result: &mut String) {
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        let length = word_length(rest);
        if length == 0 {
            result.push(first);
            before = Some(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, tail) = rest.split_at(length);
        let touches = |letter: char| letter.is_numeric() || letter == '_';
        if before.is_some_and(touches) || tail.starts_with(touches) {
            result.push_str(word);
        } else {
            convert_word(word, result);
        }
        before = word.chars().next_back();
        rest = tail;
    }
}

/// How many bytes of the text are its first word; 0 where it opens with something else.
fn word_length(text: &str) -> usize {
    if !text.starts_with(char::is_alphabetic) {
        return 0;
    }
    text.find(|letter: char| !letter.is_alphabetic() && !is_combining(letter))
        .unwrap_or(text.len())
}

fn convert_word(word: &str, result: &mut String) {
    let letters = normalised(word);
    let small: Vec<char> = letters.iter().copied().map(lower).collect();
    let is_serbian = small
        .iter()
        .all(|letter| cyrillic(*letter).is_some() || is_cyrillic(*letter) || is_combining(*letter));
    if !is_serbian || is_roman_numeral(&letters) || is_kept(&small.iter().collect::<String>()) {
        result.push_str(word);
        return;
    }
    let apart = if word.is_ascii() && !word.contains(['j', 'J']) {
        Vec::new()
    } else {
        apart(&small)
    };
    let mut index = 0;
    while index < letters.len() {
        let pair = letters
            .get(index + 1)
            // `nJ` is no way to write one letter.
            .filter(|second| letters[index].is_uppercase() || second.is_lowercase())
            .filter(|_| !apart.contains(&index))
            .and_then(|_| digraph(small[index], small[index + 1]).or_else(|| dj(&small, index)));
        let (letter, width) = match pair {
            Some(letter) => (letter, 2),
            None => (cyrillic(small[index]).unwrap_or(letters[index]), 1),
        };
        if letters[index].is_uppercase() {
            result.push(upper(letter));
        } else {
            result.push(letter);
        }
        index += width;
    }
}

/// `dj` that stands for `đ`.
fn dj(word: &[char], index: usize) -> Option<char> {
    if word.get(index..index + 2) != Some(&['d', 'j']) {
        return None;
    }
    let next = word.get(index + 2).copied();
    let stands = match index.checked_sub(1).map(|before| word[before]) {
        None => matches!(next, Some('a' | 'o' | 'u' | 'i')),
        Some('n' | 'r') => matches!(next, Some('a' | 'e' | 'i' | 'o' | 'u')),
        Some(_) => false,
    };
    stands.then_some('ђ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_digraphs_are_taken_apart_before_they_are_joined() {
        assert_eq!(to_cyrillic("ǈubica ǋegoš ǅuver"), "Љубица Његош Џувер");
    }
}
