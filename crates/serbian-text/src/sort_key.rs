//! Keys that put names in the order of a Serbian alphabet.

use crate::{
    alphabet::{LETTERS, cyrillic, digraph, is_combining, lower, normalised, without_accent},
    exceptions::apart,
};

/// Which of the two alphabets gives the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// a b c č ć d dž đ e … : for lists shown in Latin or English.
    Latin,
    /// а б в г д ђ е ж … : for lists shown in Cyrillic.
    Cyrillic,
}

/// The key for the Latin order; see [`sort_key_in`].
pub fn sort_key(text: &str) -> String {
    sort_key_in(text, Order::Latin)
}

/// A key whose order is the order of the texts in the given alphabet.
///
/// The same text has the same key in both scripts, case does not count, letters
/// of other languages stand with the letter they are made from. A key holds only
/// `a–z` and `0–9`, in pairs, so that every database collation sorts it alike.
/// Signs count as a space, and a space comes first: `Ana`, `Ana Petrović`,
/// `Anamarija`.
pub fn sort_key_in(text: &str, order: Order) -> String {
    let letters: Vec<char> = normalised(text)
        .into_iter()
        .filter(|letter| !is_combining(*letter))
        .map(lower)
        .collect();
    let apart = apart(&letters);
    let mut key = String::with_capacity(letters.len() * 2);
    let mut index = 0;
    while index < letters.len() {
        let letter = letters[index];
        let joined = letters
            .get(index + 1)
            .filter(|_| !apart.contains(&index))
            .and_then(|second| digraph(letter, *second));
        if let Some(joined) = joined {
            push_letter(&mut key, joined, order);
            index += 2;
            continue;
        }
        if letter.is_alphanumeric() {
            push_letter(&mut key, letter, order);
        } else if !key.is_empty() && !key.ends_with("00") {
            key.push_str("00");
        }
        index += 1;
    }
    if key.ends_with("00") {
        key.truncate(key.len() - 2);
    }
    key
}

fn push_letter(key: &mut String, letter: char, order: Order) {
    if let Some(digit) = letter.to_digit(10) {
        key.push('1');
        key.push(char::from_digit(digit, 10).unwrap_or('0'));
        return;
    }
    let serbian = cyrillic(letter).unwrap_or(letter);
    if let Some(place) = LETTERS.iter().position(|(own, _)| *own == serbian) {
        match order {
            Order::Latin => key.push_str(latin_pair(place)),
            Order::Cyrillic => push_place(key, place),
        }
    } else if matches!(letter, 'q' | 'w' | 'x' | 'y') {
        push_foreign(key, letter, order);
    } else if let Some(plain) = without_accent(letter) {
        plain.chars().for_each(|part| push_letter(key, part, order));
    } else {
        // Other alphabets after ours, among themselves by code point.
        key.push_str("zz");
        for shift in [20_u32, 16, 12, 8, 4, 0] {
            key.extend(char::from_digit((u32::from(letter) >> shift) & 15, 16));
        }
    }
}

/// The pair for a letter of [`LETTERS`] in the Latin order: the letter it is
/// sorted under, and its rank there.
fn latin_pair(place: usize) -> &'static str {
    const PAIRS: [&str; 30] = [
        "a0", "b0", "v0", "g0", "d0", "d2", "e0", "z1", "z0", "i0", "j0", "k0", "l0", "l1", "m0",
        "n0", "n1", "o0", "p0", "r0", "s0", "t0", "c2", "u0", "f0", "h0", "c0", "c1", "d1", "s1",
    ];
    PAIRS[place]
}

/// Two letters in the order of the Cyrillic alphabet: `aa`, `ab` … `bd`.
fn push_place(key: &mut String, place: usize) {
    const DIGITS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    key.push(char::from(DIGITS[(place / 26) % 26]));
    key.push(char::from(DIGITS[place % 26]));
}

/// q, w, x, y: in their Latin place, or behind the Cyrillic alphabet.
fn push_foreign(key: &mut String, letter: char, order: Order) {
    match order {
        Order::Latin => key.push(letter),
        Order::Cyrillic => key.push('y'),
    }
    key.push(match (order, letter) {
        (Order::Latin, _) => '0',
        (Order::Cyrillic, other) => other,
    });
}
