//! Yen in the manner of the report's language; exact in both.

use super::Language;
use crate::model::LineItem;
use crate::notation::money::written;
use crate::notation::numeral::grouped;

/// `yen`, printed in steps of `step`, in its usual unit: `1,272億円`, `¥127.2bn`.
pub(super) fn short(language: Language, yen: i64, step: i64) -> String {
    match language {
        Language::Japanese => written(yen, step),
        Language::English => english(yen),
    }
}

/// All digits: `127,200,000,000円`, `¥127,200,000,000`.
pub(super) fn exact(language: Language, yen: i64) -> String {
    match language {
        Language::Japanese => format!("{}円", grouped(yen, "▲")),
        Language::English => format!("{}¥{}", sign(yen), digits(yen)),
    }
}

/// The figure of a record with its bounds, in its usual unit or with all digits.
pub(super) fn of(item: &LineItem, language: Language, all_digits: bool) -> Option<String> {
    let one = |yen| match all_digits {
        true => exact(language, yen),
        false => short(language, yen, item.resolution),
    };
    match (item.yen, item.yen_max) {
        (None, None) => None,
        (Some(yen), None) => Some(one(yen)),
        (None, Some(high)) => Some(format!("≦ {}", one(high))),
        (Some(low), Some(high)) => Some(format!("{} 〜 {}", one(low), one(high))),
    }
}

fn sign(yen: i64) -> &'static str {
    if yen < 0 { "−" } else { "" }
}

fn digits(yen: i64) -> String {
    grouped(yen, "-").trim_start_matches('-').to_owned()
}

/// In billions or millions, with as many decimals as it needs.
fn english(yen: i64) -> String {
    let (unit, name) = match yen.unsigned_abs() {
        1_000_000_000.. => (1_000_000_000, "bn"),
        1_000_000.. => (1_000_000, "m"),
        _ => return exact(Language::English, yen),
    };
    let rest = (yen % unit).unsigned_abs();
    let width = if unit == 1_000_000_000 { 9 } else { 6 };
    let decimals = format!("{rest:0width$}");
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{}¥{}{point}{decimals}{name}", sign(yen), digits(yen / unit))
}

#[cfg(test)]
mod tests {
    use super::{exact, short};
    use crate::output::report::Language::{English, Japanese};

    #[test]
    fn figures_are_exact_in_both_languages() {
        let check = |yen: i64, japanese: &str, english: &str, all: &str| {
            assert_eq!(short(Japanese, yen, 100_000_000), japanese);
            assert_eq!(short(English, yen, 100_000_000), english);
            assert_eq!(exact(English, yen), all);
        };
        check(127_200_000_000, "1,272億円", "¥127.2bn", "¥127,200,000,000");
        check(1_680_000_000, "16.8億円", "¥1.68bn", "¥1,680,000,000");
        check(-300_000_000, "▲3億円", "−¥300m", "−¥300,000,000");
        check(195_351_912_000, "195,351,912千円", "¥195.351912bn", "¥195,351,912,000");
        check(1_234, "1,234円", "¥1,234", "¥1,234");
        check(0, "0億円", "¥0", "¥0");
        let least = "−¥9,223,372,036.854775808bn";
        check(i64::MIN, "▲9,223,372,036,854,775,808円", least, "−¥9,223,372,036,854,775,808");
        assert_eq!(exact(Japanese, -1_000), "▲1,000円");
    }
}
