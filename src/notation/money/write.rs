//! Yen as budget documents print them: the way back from [`scan`](super::scan).
//!
//! What is written is exact: the unit gives way, never a digit.

use crate::notation::numeral::grouped;

const OKU: i64 = 100_000_000;

/// `yen` in the unit that a budget of such a size is printed in: `1,272億円`,
/// `16.8億円`, `▲3億円`, `5,000万円`, `123,456千円`, `12円`.
pub fn oku(yen: i64) -> String {
    let (large, of) = (yen.unsigned_abs() >= OKU.unsigned_abs(), |unit| yen % unit == 0);
    if large && of(1_000_000) {
        hundredths(yen)
    } else if !large && of(10_000) && yen != 0 {
        in_unit(yen, 10_000, "万円")
    } else if of(1_000) && yen != 0 {
        in_unit(yen, 1_000, "千円")
    } else {
        in_unit(yen, 1, "円")
    }
}

/// `yen` in the unit of figures printed in steps of `step` yen, so that figures of
/// one table read alike; as [`oku`] does where that unit would lose a digit.
pub fn written(yen: i64, step: i64) -> String {
    let (unit, name) = match step {
        10_000_000.. if yen % 1_000_000 == 0 => return hundredths(yen),
        1_000_000..10_000_000 => (1_000_000, "百万円"),
        10_000..1_000_000 => (10_000, "万円"),
        1_000..10_000 => (1_000, "千円"),
        1..1_000 => (1, "円"),
        _ => return oku(yen),
    };
    if yen % unit == 0 { in_unit(yen, unit, name) } else { oku(yen) }
}

fn in_unit(yen: i64, unit: i64, name: &str) -> String {
    format!("{}{name}", grouped(yen / unit, "▲"))
}

/// A multiple of a million yen in 億円, with as many decimals as it needs.
fn hundredths(yen: i64) -> String {
    let rest = yen % OKU / 1_000_000;
    if rest == 0 {
        return in_unit(yen, OKU, "億円");
    }
    let sign = if yen < 0 { "▲" } else { "" };
    let whole = grouped((yen / OKU).abs(), "");
    let decimals = format!("{:02}", rest.unsigned_abs());
    format!("{sign}{whole}.{}億円", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{oku, written};
    use crate::notation::money::{Figure, scan};

    #[test]
    fn the_unit_suits_the_size() {
        let check = |yen, expected: &str| assert_eq!(oku(yen), expected);
        check(127_200_000_000, "1,272億円");
        check(1_680_000_000, "16.8億円");
        check(1_685_000_000, "16.85億円");
        check(1_005_000_000, "10.05億円");
        check(-300_000_000, "▲3億円");
        check(-250_000_000, "▲2.5億円");
        check(50_000_000, "5,000万円");
        check(-30_000, "▲3万円");
        check(123_456_000, "123,456千円");
        check(195_351_912_000, "195,351,912千円");
        check(123_456, "123,456円");
        check(12, "12円");
        check(0, "0円");
        check(i64::MIN, "▲9,223,372,036,854,775,808円");
    }

    #[test]
    fn the_unit_is_that_of_the_table() {
        let check = |yen, step, expected: &str| assert_eq!(written(yen, step), expected);
        check(127_200_000_000, 100_000_000, "1,272億円");
        check(1_680_000_000, 10_000_000, "16.8億円");
        check(80_000_000, 10_000_000, "0.8億円");
        check(-50_000_000, 100_000_000, "▲0.5億円");
        check(0, 100_000_000, "0億円");
        check(195_352_000_000, 1_000, "195,352,000千円");
        check(493_000_000, 1_000_000, "493百万円");
        check(8_666_400_000, 10_000, "866,640万円");
        check(5_000, 1, "5,000円");
        // Finer than the step, or a step that is none: exact all the same.
        check(123_456, 100_000_000, "123,456円");
        check(1_500, 1_000, "1,500円");
        check(46_100_000_000, 0, "461億円");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            yen in any::<i32>().prop_map(i64::from),
            zeros in 0u32..9,
            step in 0u32..12,
        ) {
            let yen = yen * 10i64.pow(zeros);
            for text in [oku(yen), written(yen, 10i64.pow(step))] {
                let read: Vec<Figure> = scan(&text).iter().map(|m| m.figure).collect();
                prop_assert_eq!(read, [Figure::Exact(yen)], "{}", text);
            }
        }
    }
}
