//! Durations, counted in hundredths of a second, in the two ways of SCORM to
//! write them. Nothing here fails: what is too long is the longest.

const SECOND: u64 = 100;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// SCORM leaves open how long a month is; these are the usual averages.
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// SCORM 1.2 `CMITimespan`: `HHHH:MM:SS.SS`, at most 9999 hours.
pub fn span(hundredths: u64) -> String {
    let hundredths = hundredths.min(10_000 * HOUR - 1);
    format!(
        "{:04}:{:02}:{:02}.{:02}",
        hundredths / HOUR,
        hundredths % HOUR / MINUTE,
        hundredths % MINUTE / SECOND,
        hundredths % SECOND
    )
}

/// The length of a `CMITimespan`; `None` if it is none.
pub fn parse_span(span: &str) -> Option<u64> {
    let mut parts = span.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let total = (digits(hours)?.saturating_mul(HOUR))
        .saturating_add(digits(minutes)?.saturating_mul(MINUTE))
        .saturating_add(parse_seconds(seconds)?);
    Some(total)
}

/// SCORM 2004 time interval: `PT1H2M3.45S`.
pub fn interval(hundredths: u64) -> String {
    let seconds = hundredths % MINUTE / SECOND;
    let rest = hundredths % SECOND;
    let seconds = match rest {
        0 => seconds.to_string(),
        _ => format!("{seconds}.{rest:02}"),
    };
    let minutes = hundredths % HOUR / MINUTE;
    format!("PT{}H{minutes}M{seconds}S", hundredths / HOUR)
}

/// The length of a time interval; `None` if it is none.
pub fn parse_interval(interval: &str) -> Option<u64> {
    let rest = interval.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, time),
        None => (rest, ""),
    };
    let mut total = 0_u64;
    for (text, units) in [
        (date, [('Y', YEAR), ('M', MONTH), ('D', DAY)]),
        (time, [('H', HOUR), ('M', MINUTE), ('S', SECOND)]),
    ] {
        let mut text = text;
        for (unit, length) in units {
            if let Some((number, rest)) = text.split_once(unit) {
                let part = if unit == 'S' {
                    parse_seconds(number)?
                } else {
                    digits(number)?.saturating_mul(length)
                };
                total = total.saturating_add(part);
                text = rest;
            }
        }
        if !text.is_empty() {
            return None;
        }
    }
    Some(total)
}

/// Seconds with at most two decimals, in hundredths.
fn parse_seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let fraction = match fraction.len() {
        1 => digits(fraction)? * 10,
        2 => digits(fraction)?,
        _ => return None,
    };
    Some(
        digits(whole)?
            .saturating_mul(SECOND)
            .saturating_add(fraction),
    )
}

/// A number in ASCII digits; what does not fit is the greatest.
fn digits(text: &str) -> Option<u64> {
    let all_digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    all_digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_to_the_hundredth() {
        for (text, hundredths) in [
            ("00:00:00", Some(0)),
            ("01:02:03.4", Some(372_340)),
            ("9999:59:59.99", Some(3_599_999_999)),
            ("00:00", None),
            ("00:00:00:00", None),
            ("-1:00:00", None),
        ] {
            assert_eq!(parse_span(text), hundredths, "{text}");
        }
        assert_eq!(span(372_340), "0001:02:03.40");
        assert_eq!(span(u64::MAX), "9999:59:59.99");
    }

    #[test]
    fn intervals_are_read_to_the_hundredth() {
        for (text, hundredths) in [
            ("PT0S", Some(0)),
            ("PT1H2M3.4S", Some(372_340)),
            ("P1DT1S", Some(8_640_100)),
            ("P1M", Some(30 * DAY)),
            ("PT1M", Some(MINUTE)),
            ("P99999999999999999999Y", Some(u64::MAX)),
            ("1H", None),
            ("PT1D", None),
        ] {
            assert_eq!(parse_interval(text), hundredths, "{text}");
        }
        assert_eq!(interval(372_340), "PT1H2M3.40S");
        assert_eq!(interval(0), "PT0H0M0S");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(hundredths in 0..10_000 * HOUR) {
            proptest::prop_assert_eq!(parse_span(&span(hundredths)), Some(hundredths));
            proptest::prop_assert_eq!(parse_interval(&interval(hundredths)), Some(hundredths));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[P0-9YMDTHS.:é]{0,40}") {
            let _ = parse_span(&text);
            let _ = parse_interval(&text);
        }
    }
}
