//! Scores as exact shares of the whole, and percentages as people see them.
//!
//! Decisions compare shares; percentages are only shown. A share is kept in
//! whole billionths, so that `0.57` reported by a package is 57 % and not
//! 56.99999999999999 %.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const WHOLE: i64 = 1_000_000_000;
const BILLIONTHS_PER_TENTH: i64 = WHOLE / 1000;

/// What a package has said about the score, in the terms of SCORM and xAPI.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// −1 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaled: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

impl Score {
    /// The share of the whole, if what was said amounts to one.
    ///
    /// `scaled` counts where it is given and in range. Otherwise `raw` between
    /// `min` (0 if not given) and `max`, held to that range. A `raw` without a
    /// usable `max` counts out of 100, as SCORM 1.2 has it, if it lies there.
    pub fn share(&self) -> Option<Share> {
        if let Some(scaled) = self.scaled
            && (-1.0..=1.0).contains(&scaled)
        {
            return Some(Share::rounded(scaled));
        }
        let raw = self.raw.filter(|raw| raw.is_finite())?;
        let min = self.min.filter(|min| min.is_finite()).unwrap_or(0.0);
        match self.max.filter(|max| max.is_finite()) {
            Some(max) if max > min => {
                let (above, span) = (raw - min, max - min);
                (above.is_finite() && span.is_finite())
                    .then(|| Share::rounded((above / span).clamp(0.0, 1.0)))
            }
            _ => (0.0..=100.0)
                .contains(&raw)
                .then(|| Share::rounded(raw / 100.0)),
        }
    }
}

/// A share of the whole, −1 to 1, exact to nine decimals.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Share(i64);

impl Share {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the callers hold the value to -1..=1, so it fits"
    )]
    fn rounded(value: f64) -> Self {
        Self((value * 1e9).round() as i64)
    }

    /// The mean of several shares, rounded half up in the ninth decimal.
    pub fn mean(shares: &[Self]) -> Option<Self> {
        let count = i64::try_from(shares.len())
            .ok()
            .filter(|count| *count > 0)?;
        let sum: i64 = shares.iter().map(|share| share.0).sum();
        Some(Self((2 * sum + count).div_euclid(2 * count)))
    }

    /// As a percentage with one decimal, rounded half up.
    pub fn percent(self) -> Percent {
        Percent {
            tenths: (self.0 + BILLIONTHS_PER_TENTH / 2).div_euclid(BILLIONTHS_PER_TENTH),
        }
    }

    /// As a percentage to be shown beside the one that was needed: rounded half
    /// up, unless that would show a number that was not reached. 69.96 shows as
    /// 69.9 where 70 was needed.
    pub fn percent_against(self, needed: Percent) -> Percent {
        let shown = self.percent();
        if !self.reaches(needed) && shown >= needed {
            return Percent {
                tenths: self.0.div_euclid(BILLIONTHS_PER_TENTH),
            };
        }
        shown
    }

    /// Whether the exact share is at least the percentage.
    pub fn reaches(self, needed: Percent) -> bool {
        self.0 >= needed.tenths * BILLIONTHS_PER_TENTH
    }
}

/// A percentage with at most one decimal. In JSON a number: `70`, `72.5`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent {
    tenths: i64,
}

/// Why a number is no percentage that a rule can ask for.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a percentage is a number from -100 to 100 with at most one decimal, not {0}")]
pub struct NotAPercentage(pub f64);

impl Percent {
    pub const fn whole(percent: i64) -> Self {
        Self {
            tenths: percent * 10,
        }
    }

    pub const fn tenths(self) -> i64 {
        self.tenths
    }
}

impl TryFrom<f64> for Percent {
    type Error = NotAPercentage;

    fn try_from(value: f64) -> Result<Self, NotAPercentage> {
        let tenths = (value * 10.0).round();
        if !(-100.0..=100.0).contains(&value) || (tenths / 10.0 - value).abs() > 1e-9 {
            return Err(NotAPercentage(value));
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to lie within -1000..=1000"
        )]
        Ok(Self {
            tenths: tenths as i64,
        })
    }
}

/// With a decimal point, and the decimal only where there is one: `70`, `72.5`.
impl std::fmt::Display for Percent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (self.tenths.abs() / 10, self.tenths.abs() % 10);
        write!(formatter, "{sign}{whole}")?;
        if tenth != 0 {
            write!(formatter, ".{tenth}")?;
        }
        Ok(())
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.tenths % 10 == 0 {
            return serializer.serialize_i64(self.tenths / 10);
        }
        #[expect(clippy::cast_precision_loss, reason = "tenths are a small number")]
        serializer.serialize_f64(self.tenths as f64 / 10.0)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::try_from(value).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(scaled: Option<f64>, raw: Option<f64>, min: Option<f64>, max: Option<f64>) -> Score {
        Score {
            scaled,
            raw,
            min,
            max,
        }
    }

    #[test]
    fn a_score_becomes_a_percentage() {
        for (score, shown) in [
            (score(Some(0.57), None, None, None), Some("57")),
            (score(Some(0.7), Some(10.0), None, Some(100.0)), Some("70")),
            (score(Some(-0.5), None, None, None), Some("-50")),
            (score(Some(1.5), Some(42.0), None, None), Some("42")),
            (score(Some(f64::NAN), None, None, None), None),
            (score(None, Some(7.0), Some(0.0), Some(10.0)), Some("70")),
            (score(None, Some(15.0), Some(10.0), Some(20.0)), Some("50")),
            (score(None, Some(2.0), None, Some(3.0)), Some("66.7")),
            (score(None, Some(12.0), None, Some(10.0)), Some("100")),
            (score(None, Some(-1.0), Some(0.0), Some(10.0)), Some("0")),
            (score(None, Some(80.0), Some(0.0), Some(0.0)), Some("80")),
            (score(None, Some(80.0), None, None), Some("80")),
            (score(None, Some(180.0), None, None), None),
            (score(None, Some(f64::INFINITY), None, None), None),
            (score(None, Some(1.0), Some(f64::MIN), Some(f64::MAX)), None),
            (score(None, None, Some(0.0), Some(10.0)), None),
        ] {
            let got = score.share().map(|share| share.percent().to_string());
            assert_eq!(got.as_deref(), shown, "{score:?}");
        }
    }

    #[test]
    fn rounding_is_half_up_and_never_shows_what_was_not_reached() {
        let needed = Percent::whole(70);
        for (scaled, plain, against, reached) in [
            (0.6994, "69.9", "69.9", false),
            (0.6996, "70", "69.9", false),
            (0.699_999_9, "70", "69.9", false),
            (0.7, "70", "70", true),
            (0.70049, "70", "70", true),
            (0.7005, "70.1", "70.1", true),
            (0.0, "0", "0", false),
            (-0.0005, "0", "0", false),
        ] {
            let share = Share::rounded(scaled);
            assert_eq!(share.percent().to_string(), plain, "{scaled}");
            assert_eq!(
                share.percent_against(needed).to_string(),
                against,
                "{scaled}"
            );
            assert_eq!(share.reaches(needed), reached, "{scaled}");
        }
    }

    #[test]
    fn percentages_are_numbers_in_json() {
        for (json, again) in [("70", "70"), ("72.5", "72.5"), ("70.0", "70"), ("0", "0")] {
            let percent: Percent = serde_json::from_str(json).expect(json);
            assert_eq!(serde_json::to_string(&percent).expect(json), again);
        }
        for json in ["70.25", "100.1", "-101", "\"70\"", "null"] {
            assert!(serde_json::from_str::<Percent>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn the_mean_rounds_half_up() {
        let shares = |values: &[i64]| values.iter().map(|value| Share(*value)).collect::<Vec<_>>();
        for (values, mean) in [
            (&[][..], None),
            (&[5][..], Some(5)),
            (&[1, 2][..], Some(2)),
            (&[-1, -2][..], Some(-1)),
            (&[1, 1, 2][..], Some(1)),
            (&[1, 2, 2][..], Some(2)),
        ] {
            assert_eq!(Share::mean(&shares(values)), mean.map(Share), "{values:?}");
        }
    }
}
