//! Pairs of colours in styles: a rule that sets both the colour of the text and
//! the one behind it, each explicit and opaque.

/// Two colours that are hard to tell apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair {
    pub(crate) selector: String,
    /// Contrast as WCAG 2 counts it, 1 to 21.
    pub(crate) ratio: f64,
}

/// Below this even large letters are hard to read (WCAG 2, 1.4.3).
const LEAST_RATIO: f64 = 3.0;
/// Text in its own background is hidden on purpose.
const HIDDEN_RATIO: f64 = 1.05;
/// More than a report could show are not gathered from one style.
const PAIRS: usize = 50;
const SELECTOR_CHARACTERS: usize = 60;

/// What is hard to read in a style sheet.
pub(crate) fn low_contrast(css: &str) -> Vec<Pair> {
    let css = without_comments(css);
    let mut pairs = Vec::new();
    let mut rest = css.as_str();
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (before, after) = (rest[..at].trim(), &rest[at + 1..]);
        let opens = rest.as_bytes()[at] == b'{';
        rest = after;
        if !opens || before.starts_with("@media") {
            continue;
        }
        let end = after.find(['{', '}']).unwrap_or(after.len());
        if after[end..].starts_with('{') {
            // Rules in a rule: they are looked at by themselves.
            continue;
        }
        rest = &after[end..];
        // Nobody has to read what is switched off (WCAG 2, 1.4.3), and what is
        // selected was read before.
        if before.starts_with('@')
            || ["disabled", "selection"]
                .iter()
                .any(|it| before.contains(it))
        {
            continue;
        }
        if let Some(ratio) = contrast_of(&after[..end])
            && pairs.len() < PAIRS
        {
            pairs.push(Pair {
                selector: selector(before),
                ratio,
            });
        }
    }
    pairs
}

fn selector(written: &str) -> String {
    let joined = written.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(SELECTOR_CHARACTERS).collect()
}

/// The contrast of declarations, where it is too low.
pub(crate) fn contrast_of(declarations: &str) -> Option<f64> {
    let (mut front, mut back) = (None, None);
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.replace("!important", "").trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "color" => front = colour(&value),
            "background" | "background-color" => back = colour(&value),
            // A picture may lie between the two.
            "background-image" if value != "none" => return None,
            // What is not shown as it is written cannot be judged.
            "opacity" | "filter" | "mix-blend-mode" | "-webkit-text-fill-color" => return None,
            _ => {}
        }
    }
    let (front, back) = (luminance(front?), luminance(back?));
    let ratio = (front.max(back) + 0.05) / (front.min(back) + 0.05);
    (HIDDEN_RATIO..LEAST_RATIO)
        .contains(&ratio)
        .then_some(ratio)
}

fn without_comments(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        plain.push_str(&rest[..at]);
        let Some(end) = rest[at + 2..].find("*/") else {
            return plain;
        };
        rest = &rest[at + 2 + end + 2..];
    }
    plain.push_str(rest);
    plain
}

const NAMED: [(&str, u32); 20] = [
    ("black", 0x00_00_00),
    ("silver", 0xc0_c0_c0),
    ("gray", 0x80_80_80),
    ("grey", 0x80_80_80),
    ("white", 0xff_ff_ff),
    ("maroon", 0x80_00_00),
    ("red", 0xff_00_00),
    ("purple", 0x80_00_80),
    ("fuchsia", 0xff_00_ff),
    ("green", 0x00_80_00),
    ("lime", 0x00_ff_00),
    ("olive", 0x80_80_00),
    ("yellow", 0xff_ff_00),
    ("navy", 0x00_00_80),
    ("blue", 0x00_00_ff),
    ("teal", 0x00_80_80),
    ("aqua", 0x00_ff_ff),
    ("orange", 0xff_a5_00),
    ("lightgray", 0xd3_d3_d3),
    ("darkgray", 0xa9_a9_a9),
];

/// An opaque colour that stands alone in a value.
fn colour(value: &str) -> Option<[u8; 3]> {
    if let Some(&(_, number)) = NAMED.iter().find(|(name, _)| *name == value) {
        let [_, red, green, blue] = number.to_be_bytes();
        return Some([red, green, blue]);
    }
    if let Some(digits) = value.strip_prefix('#') {
        return hexadecimal(digits);
    }
    let inside = value.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = inside
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    let values: Vec<u8> = digits
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|it| u8::try_from(it).ok()))
        .collect::<Option<_>>()?;
    match values[..] {
        [red, green, blue] | [red, green, blue, 15] => Some([red * 17, green * 17, blue * 17]),
        [_, _, _, _, _, _] | [_, _, _, _, _, _, 15, 15] => {
            let part = |at: usize| values[at] * 16 + values[at + 1];
            Some([part(0), part(2), part(4)])
        }
        _ => None,
    }
}

/// Relative luminance (WCAG 2).
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(css: &str) -> Vec<String> {
        low_contrast(css)
            .iter()
            .map(|pair| format!("{} {:.1}", pair.selector, pair.ratio))
            .collect()
    }

    #[test]
    fn only_pairs_that_are_certain_are_told() {
        let cases: [(&str, &[&str]); 14] = [
            ("p { color: #999; background: #ccc }", &["p 1.8"]),
            ("p { color: #777; background-color: white }", &[]),
            (
                "p { color: #999; background: rgb(204, 204, 204) !important; }",
                &["p 1.8"],
            ),
            (
                "@media screen { p, a\n b { color: yellow; background: #fff; } }",
                &["p, a b 1.1"],
            ),
            (
                "/* p { */ p { color:#999;background:#ccc } /* } */",
                &["p 1.8"],
            ),
            ("p{color:#999} q{background:#ccc}", &[]),
            ("p{color:#999;background:#ccc url(a.png)}", &[]),
            (
                "p{color:#999;background:#ccc;background-image:url(a.png)}",
                &[],
            ),
            ("p{color:#999;background:#ccc;opacity:.5}", &[]),
            ("p{color:rgba(0,0,0,.1);background:#fff}", &[]),
            ("p{color:#fff;background:#fff}", &[]),
            ("button:disabled{color:#999;background:#ccc}", &[]),
            ("@font-face{color:#999;background:#ccc}", &[]),
            ("a{} p{color:#99999f;background:#ccccccff", &["p 1.8"]),
        ];

        for (css, expected) in cases {
            assert_eq!(told(css), expected, "{css}");
        }
        for odd in [
            "{",
            "}",
            "{{{",
            "a{color",
            "/*",
            "a{color:#ж;background:#",
            "@media{",
        ] {
            told(odd);
        }
    }

    #[test]
    fn contrast_is_counted_as_wcag_does() {
        let ratio = |front: &str, back: &str| {
            let (front, back) = (colour(front).unwrap(), colour(back).unwrap());
            let (front, back) = (luminance(front), luminance(back));
            (front.max(back) + 0.05) / (front.min(back) + 0.05)
        };
        assert!((ratio("black", "white") - 21.0).abs() < 0.001);
        assert!((ratio("#777", "#ffffff") - 4.478).abs() < 0.001);
        assert!((ratio("red", "rgb(255 255 255)") - 3.998).abs() < 0.001);
    }
}
