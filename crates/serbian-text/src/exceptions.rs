//! Where the rules of the scripts do not hold: two letters that are not a
//! digraph, and words that stay in Latin.

/// Stems with `|` between two letters that stay apart, and whether the stem may
/// stand inside a word (`re|injekcija`) or only opens one (`odžaliti`, but not
/// the `odža` of other words).
const APART: &[(&str, bool)] = &[
    ("in|jekc", true),
    ("in|jekt", true),
    ("in|jicir", true),
    ("in|junk", false),
    ("in|juri", false),
    ("kon|jug", true),
    ("kon|junk", true),
    ("kon|jekt", true),
    ("tan|jug", false),
    ("van|jezi", false),
    ("van|jedn", false),
    ("an|jon", false),
    ("nad|živ", true),
    ("nad|žnj", true),
    ("nad|žanj", true),
    ("nad|župan", true),
    ("nad|žari", true),
    ("od|žal", false),
    ("od|živ", false),
    ("od|žvak", false),
    ("od|žvrg", false),
    ("od|žet", false),
    ("pod|žanr", false),
    ("pod|žig", false),
    ("pod|žup", false),
    ("pred|živ", false),
    ("pred|žet", false),
];

/// Foreign words and abbreviations that Serbian Cyrillic text keeps in Latin.
const KEPT: &[&str] = &[
    "android", "css", "csv", "email", "facebook", "gdpr", "google", "gps", "html", "http", "https",
    "ios", "json", "linkedin", "linux", "lms", "mail", "mp", "office", "offline", "online", "pdf",
    "qr", "scorm", "skype", "sms", "teams", "url", "usb", "web", "zip", "zoom",
];

/// Positions in the lower-case Latin word after which no digraph joins: `n` of
/// `konjugacija` is 2, so the pair (2, 3) stays н + ј.
pub(crate) fn apart(word: &[char]) -> Vec<usize> {
    let mut found = Vec::new();
    for (stem, inside) in APART {
        let split = stem.chars().take_while(|letter| *letter != '|').count();
        let letters: Vec<char> = stem.chars().filter(|letter| *letter != '|').collect();
        for (start, window) in word.windows(letters.len()).enumerate() {
            if window == letters && (*inside || start == 0) {
                found.push(start + split - 1);
            }
        }
    }
    found
}

/// Whether the lower-case word is one that stays in Latin.
pub(crate) fn is_kept(word: &str) -> bool {
    KEPT.binary_search(&word).is_ok()
}

/// Whether the word is a Roman numeral as people write them in names of things:
/// at least two of I, V, X in capitals. A lone `I` is the conjunction.
pub(crate) fn is_roman_numeral(word: &[char]) -> bool {
    word.len() >= 2 && word.iter().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_words_are_sorted_for_the_binary_search() {
        assert!(KEPT.is_sorted());
    }

    #[test]
    fn every_stem_has_one_split_between_letters_that_would_join() {
        for (stem, _) in APART {
            let (before, after) = stem.split_once('|').expect("a split");
            let pair = (before.chars().next_back(), after.chars().next());
            assert!(
                matches!(pair, (Some('n'), Some('j')) | (Some('d'), Some('ž'))),
                "{stem}"
            );
        }
    }
}
