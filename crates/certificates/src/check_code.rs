//! The code that, with the number, lets anybody check a document: 128 random
//! bits that cannot be guessed, in letters that cannot be confused, with a
//! checksum that tells a typing error from a forgery.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Without I, L, O and U, which read like 1, 1, 0 and V.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PAYLOAD_SYMBOLS: usize = 26;
const SYMBOLS: usize = PAYLOAD_SYMBOLS + 2;
const GROUP: usize = 4;
/// A prime below 32², so that any one wrong letter and any swap is noticed.
const CHECKSUM_PRIME: u32 = 1021;

/// A check code. Prints as seven groups of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckCode {
    symbols: [u8; SYMBOLS],
}

/// Why a text is no check code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("a check code has 28 letters and digits, this has {found}")]
    Length { found: usize },
    #[error("`{letter}` does not occur in check codes")]
    Letter { letter: char },
    #[error("the code is mistyped: its last two letters do not fit the others")]
    Mistyped,
}

impl CheckCode {
    /// From 128 bits of a cryptographic random source.
    pub fn from_random(bits: [u8; 16]) -> Self {
        let mut value = u128::from_be_bytes(bits);
        let mut symbols = [0; SYMBOLS];
        for symbol in symbols[..PAYLOAD_SYMBOLS].iter_mut().rev() {
            *symbol = u8::try_from(value & 31).expect("five bits fit");
            value >>= 5;
        }
        let [high, low] = checksum(&symbols[..PAYLOAD_SYMBOLS]);
        symbols[PAYLOAD_SYMBOLS] = high;
        symbols[PAYLOAD_SYMBOLS + 1] = low;
        Self { symbols }
    }

    /// Without hyphens, for addresses and for storing.
    pub fn compact(&self) -> String {
        self.letters().collect()
    }

    fn letters(&self) -> impl Iterator<Item = char> {
        self.symbols
            .iter()
            .map(|symbol| char::from(ALPHABET[usize::from(*symbol)]))
    }
}

fn checksum(payload: &[u8]) -> [u8; 2] {
    let sum = payload.iter().fold(0, |sum, symbol| {
        (sum * 32 + u32::from(*symbol)) % CHECKSUM_PRIME
    });
    [sum / 32, sum % 32].map(|part| u8::try_from(part).expect("below 32"))
}

impl fmt::Display for CheckCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, letter) in self.letters().enumerate() {
            if index > 0 && index % GROUP == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{letter}")?;
        }
        Ok(())
    }
}

/// Reads what people type: small letters, any grouping, O for 0, I and L for 1,
/// and Cyrillic letters that look like Latin ones.
impl FromStr for CheckCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut symbols = [0; SYMBOLS];
        let mut found = 0;
        for letter in text.chars() {
            if letter.is_whitespace() || "-–—‑−".contains(letter) {
                continue;
            }
            let symbol = symbol(letter).ok_or(CodeError::Letter { letter })?;
            if let Some(place) = symbols.get_mut(found) {
                *place = symbol;
            }
            found += 1;
        }
        if found != SYMBOLS {
            return Err(CodeError::Length { found });
        }
        // 26 symbols hold 130 bits; the first two bits are never set.
        if symbols[PAYLOAD_SYMBOLS..] != checksum(&symbols[..PAYLOAD_SYMBOLS]) || symbols[0] > 7 {
            return Err(CodeError::Mistyped);
        }
        Ok(Self { symbols })
    }
}

fn symbol(letter: char) -> Option<u8> {
    let plain = match letter.to_uppercase().next()? {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'Ј' => 'J',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        other => other,
    };
    let place = ALPHABET.iter().position(|own| char::from(*own) == plain)?;
    u8::try_from(place).ok()
}

impl TryFrom<String> for CheckCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<CheckCode> for String {
    fn from(code: CheckCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_prints_in_groups_and_reads_as_people_type_it() {
        let code = CheckCode::from_random([0xff; 16]);
        assert_eq!(code.to_string(), "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZM5");
        let zero = CheckCode::from_random([0; 16]);
        for typed in [
            "0000-0000-0000-0000-0000-0000-0000",
            "OOOO oooo 0000 0000 0000 0000 0000",
            "ООООоооо00000000000000000000",
        ] {
            assert_eq!(typed.parse(), Ok(zero), "{typed}");
        }
        assert_eq!("".parse::<CheckCode>(), Err(CodeError::Length { found: 0 }));
        assert_eq!(
            "U".parse::<CheckCode>(),
            Err(CodeError::Letter { letter: 'U' })
        );
        assert_eq!(
            "0".repeat(1000).parse::<CheckCode>(),
            Err(CodeError::Length { found: 1000 })
        );
    }

    proptest! {
        #[test]
        fn every_code_reads_back(bits in any::<[u8; 16]>()) {
            let code = CheckCode::from_random(bits);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.compact().to_lowercase().parse(), Ok(code));
        }

        #[test]
        fn one_wrong_letter_or_a_swap_is_noticed(bits in any::<[u8; 16]>(), at in 0..28_usize, to in 0..32_usize) {
            let code = CheckCode::from_random(bits).compact().into_bytes();
            let mut wrong = code.clone();
            wrong[at] = ALPHABET[to];
            let mut swapped = code.clone();
            swapped.swap(at.min(26), at.min(26) + 1);
            for changed in [wrong, swapped] {
                if changed != code {
                    let text = String::from_utf8(changed).expect("ASCII");
                    prop_assert_eq!(text.parse::<CheckCode>(), Err(CodeError::Mistyped));
                }
            }
        }
    }
}
