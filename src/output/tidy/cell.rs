//! One datum.

use std::borrow::Cow;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing: the source does not say.
    Null,
    /// Characters, or a word of the record model.
    Text(Cow<'a, str>),
    /// A whole number: yen, a year, a count, a place.
    Integer(i64),
    /// A decimal number with all its printed digits: `-4.50`.
    Decimal(&'a str),
    /// A coordinate.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
}

impl<'a> Cell<'a> {
    /// A decimal number; null for what is none, so that no format has to guess.
    pub(super) fn decimal(text: &'a str) -> Cell<'a> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if is_number(whole) && is_number(fraction) { Cell::Decimal(text) } else { Cell::Null }
    }

    /// A coordinate as the decimal figure that JSON has, so that 70.8 does not become
    /// 70.80000305.
    pub(super) fn coordinate(value: f32) -> Cell<'a> {
        let figure = serde_json::to_string(&value).unwrap_or_default();
        figure.parse().map_or(Cell::Null, Cell::Number)
    }

    /// A number of something. Nothing that is counted here reaches 2^63.
    pub(super) fn count(value: u64) -> Cell<'a> {
        Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn a_decimal_is_digits() {
        let check = |text: &str, is_decimal: bool| {
            let expected = if is_decimal { Cell::Decimal(text) } else { Cell::Null };
            assert_eq!(Cell::decimal(text), expected, "{text:?}");
        };
        check("0", true);
        check("-4.50", true);
        check("123456789012345678901234567890", true);
        check("", false);
        check("-", false);
        check("1.", false);
        check(".5", false);
        check("1e5", false);
        check("=1", false);
        check("１", false);
        check("1.2.3", false);
    }

    #[test]
    fn a_coordinate_is_its_decimal_figure() {
        assert_eq!(Cell::coordinate(70.8), Cell::Number(70.8));
        assert_eq!(Cell::coordinate(-0.1), Cell::Number(-0.1));
        assert_eq!(Cell::coordinate(350.390_62), Cell::Number(350.390_62));
        assert_eq!(Cell::coordinate(f32::NAN), Cell::Null);
        assert_eq!(Cell::coordinate(f32::INFINITY), Cell::Null);
    }
}
