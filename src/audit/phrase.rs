//! Amounts in the words of the documents, for sentences that their readers read.

use crate::notation::numeral;

/// `yen` in the unit that suits a figure printed in steps of `step` yen.
pub fn amount(yen: i64, step: i64) -> String {
    const OKU: i64 = 100_000_000;
    let (unit, name) = match step {
        s if s >= 10_000_000 => (OKU, "億円"),
        s if s >= 1_000_000 => (1_000_000, "百万円"),
        s if s >= 1_000 => (1_000, "千円"),
        _ => (1, "円"),
    };
    if yen % unit == 0 {
        return format!("{}{name}", grouped(yen / unit));
    }
    // One decimal is enough for the tenths of 億円 that such documents print.
    let tenths = i128::from(yen) * 10 / i128::from(unit);
    let sign = if tenths < 0 { "▲" } else { "" };
    let tenths = tenths.unsigned_abs();
    let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
    format!("{sign}{}.{}{name}", grouped(whole), tenths % 10)
}

/// An integer as the documents print it.
fn grouped(n: i64) -> String {
    numeral::grouped(n, "▲")
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn speaks_as_the_documents_do() {
        let check = |yen, step, expected: &str| assert_eq!(amount(yen, step), expected);
        check(127_200_000_000, 100_000_000, "1,272億円");
        check(1_680_000_000, 10_000_000, "16.8億円");
        check(-200_000_000, 100_000_000, "▲2億円");
        check(-250_000_000, 100_000_000, "▲2.5億円");
        check(195_351_912_000, 1_000, "195,351,912千円");
        check(493_000_000, 1_000_000, "493百万円");
        check(12, 1, "12円");
    }
}
