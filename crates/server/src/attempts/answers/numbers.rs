//! Numbers as the report writes them, with the language's decimal sign.

use entity::values::Face;

/// With so many decimals.
pub(super) fn decimal(face: Face, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text = text.replace('-', "−");
    if face == Face::En {
        text
    } else {
        text.replace('.', ",")
    }
}

/// A share as a percentage without decimals.
pub(super) fn percent(face: Face, share: f64) -> String {
    let sign = if face == Face::En { "%" } else { "\u{a0}%" };
    format!("{}{sign}", decimal(face, share * 100.0, 0))
}

/// `count` out of `all`, as a percentage of the whole; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of people fit")]
pub(super) fn share(count: u64, all: u64) -> f64 {
    if all == 0 {
        0.0
    } else {
        count as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_sign_of_their_language() {
        assert_eq!(decimal(Face::En, -0.256, 2), "−0.26");
        assert_eq!(decimal(Face::SrLatn, 12.5, 1), "12,5");
        assert_eq!(percent(Face::En, 0.625), "62%");
        assert_eq!(percent(Face::SrCyrl, 1.0), "100\u{a0}%");
        assert!(share(0, 0).abs() < f64::EPSILON);
    }
}
