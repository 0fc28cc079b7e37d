//! The thirty letters of Serbian in both scripts, and what stands beside them.

/// The alphabet in Cyrillic order (azbuka), lower case, with its Latin spelling.
pub(crate) const LETTERS: [(char, &str); 30] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('ђ', "đ"),
    ('е', "e"),
    ('ж', "ž"),
    ('з', "z"),
    ('и', "i"),
    ('ј', "j"),
    ('к', "k"),
    ('л', "l"),
    ('љ', "lj"),
    ('м', "m"),
    ('н', "n"),
    ('њ', "nj"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('ћ', "ć"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "č"),
    ('џ', "dž"),
    ('ш', "š"),
];

/// The Latin spelling of a lower-case Serbian Cyrillic letter.
pub(crate) fn latin(letter: char) -> Option<&'static str> {
    // Vowels with a grave accent are letters of their own in Unicode and occur
    // in Serbian to tell words apart.
    match letter {
        'ѐ' => return Some("è"),
        'ѝ' => return Some("ì"),
        _ => {}
    }
    LETTERS
        .iter()
        .find(|(cyrillic, _)| *cyrillic == letter)
        .map(|(_, latin)| *latin)
}

/// The Cyrillic letter for one lower-case Latin letter (digraphs: [`digraph`]).
pub(crate) fn cyrillic(letter: char) -> Option<char> {
    LETTERS
        .iter()
        .find(|(_, latin)| {
            let mut chars = latin.chars();
            chars.next() == Some(letter) && chars.next().is_none()
        })
        .map(|(cyrillic, _)| *cyrillic)
}

/// The Cyrillic letter for two lower-case Latin letters that are one.
pub(crate) fn digraph(first: char, second: char) -> Option<char> {
    match (first, second) {
        ('l', 'j') => Some('љ'),
        ('n', 'j') => Some('њ'),
        ('d', 'ž') => Some('џ'),
        _ => None,
    }
}

/// Unicode has one-character forms of the Latin digraphs; some editors write them.
pub(crate) fn ligature(letter: char) -> Option<(char, char)> {
    match letter {
        'ǆ' => Some(('d', 'ž')),
        'ǅ' => Some(('D', 'ž')),
        'Ǆ' => Some(('D', 'Ž')),
        'ǉ' => Some(('l', 'j')),
        'ǈ' => Some(('L', 'j')),
        'Ǉ' => Some(('L', 'J')),
        'ǌ' => Some(('n', 'j')),
        'ǋ' => Some(('N', 'j')),
        'Ǌ' => Some(('N', 'J')),
        _ => None,
    }
}

/// Letter plus combining accent, where Serbian or a neighbour has one letter.
pub(crate) fn compose(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('c', '\u{30c}') => 'č',
        ('C', '\u{30c}') => 'Č',
        ('s', '\u{30c}') => 'š',
        ('S', '\u{30c}') => 'Š',
        ('z', '\u{30c}') => 'ž',
        ('Z', '\u{30c}') => 'Ž',
        ('c', '\u{301}') => 'ć',
        ('C', '\u{301}') => 'Ć',
        ('г', '\u{301}') => 'ѓ',
        ('Г', '\u{301}') => 'Ѓ',
        ('к', '\u{301}') => 'ќ',
        ('К', '\u{301}') => 'Ќ',
        ('и', '\u{306}') => 'й',
        ('И', '\u{306}') => 'Й',
        _ => return None,
    })
}

/// The text with the accents of [`compose`] joined to their letters and the
/// one-character digraphs taken apart.
pub(crate) fn normalised(text: &str) -> Vec<char> {
    let mut result: Vec<char> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if let Some((first, second)) = ligature(letter) {
            result.extend([first, second]);
        } else if let Some(joined) = result.last().and_then(|last| compose(*last, letter)) {
            result.pop();
            result.push(joined);
        } else {
            result.push(letter);
        }
    }
    result
}

pub(crate) fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

pub(crate) fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

/// The only lower-case form of a letter, or the letter itself where there are several.
pub(crate) fn lower(letter: char) -> char {
    let mut forms = letter.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// As [`lower`], the other way.
pub(crate) fn upper(letter: char) -> char {
    let mut forms = letter.to_uppercase();
    match (forms.next(), forms.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// A letter of another language without its accent, for keys: Albanian,
/// Hungarian, German, French, Polish, Macedonian and Russian names occur in the
/// centre's lists. Lower case in, lower case out.
pub(crate) fn without_accent(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ĉ' | 'ċ' | 'č' | 'ć' | 'ќ' => "c",
        'ď' | 'đ' | 'ð' | 'ѓ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'э' | 'ё' | 'є' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ы' | 'і' => "i",
        'ї' => "ji",
        'ĵ' | 'й' => "j",
        'ю' => "ju",
        'я' => "ja",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'щ' => "sc",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ѕ' => "dz",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}
