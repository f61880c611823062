//! 増▲減額 and 増▲減率 against the two amounts they compare.

use crate::model::{Check, CheckKind, CheckStatus, LineItem};
use crate::notation::money::written;
use crate::notation::rate::{decimals, percentage};

/// `now` less `before` in yen, and how far rounding may take `change` from it.
fn difference(change: &LineItem, now: &LineItem, before: &LineItem) -> Option<(i64, i64)> {
    let actual = now.yen?.checked_sub(before.yen?)?;
    let steps = change
        .resolution
        .checked_add(now.resolution)
        .and_then(|s| s.checked_add(before.resolution))?;
    // Figures to the thousand yen or finer are not rounded one by one.
    Some((actual, if steps <= 3_000 { 0 } else { steps / 2 }))
}

/// Whether `change` may be `now` less `before`.
pub fn fits(change: &LineItem, now: &LineItem, before: &LineItem) -> bool {
    let printed = difference(change, now, before).zip(change.yen);
    printed.is_some_and(|((actual, tolerance), yen)| {
        actual.checked_sub(yen).is_some_and(|off| off.unsigned_abs() <= tolerance.unsigned_abs())
    })
}

/// Checks that `change` is `now` less `before`.
pub fn change(change: &LineItem, now: &LineItem, before: &LineItem) -> Option<Check> {
    let expected = change.yen?;
    let (actual, tolerance) = difference(change, now, before)?;
    let off = (actual - expected).abs();
    let status = match off {
        0 => CheckStatus::Holds,
        d if d <= tolerance => CheckStatus::HoldsWithinRounding,
        _ => CheckStatus::Fails,
    };
    let message = (status == CheckStatus::Fails).then(|| {
        format!(
            "「{}」の増減額は{}と印刷されているが、{}と{}の差は{}である。",
            change.name,
            written(expected, change.resolution),
            written(now.yen.unwrap_or(0), now.resolution),
            written(before.yen.unwrap_or(0), before.resolution),
            written(actual, change.resolution),
        )
    });
    Some(Check {
        kind: CheckKind::ChangeIsDifference,
        of: change.id.clone(),
        parts: vec![now.id.clone(), before.id.clone()],
        expected: expected.to_string(),
        actual: actual.to_string(),
        tolerance: tolerance.to_string(),
        status,
        message,
    })
}

/// Checks that the rate printed beside `change` is the change over `before`. The
/// printed rate stands for all rates that round to it, and so do both amounts; the
/// check holds if the two ranges meet. Exact integers throughout.
pub fn rate(change: &LineItem, before: &LineItem) -> Option<Check> {
    let printed = change.rate.as_deref()?;
    let (rate, scale) = decimal(printed)?;
    let (delta, base) = (i128::from(change.yen?), i128::from(before.yen?));
    let (dh, bh) = (i128::from(change.resolution / 2), i128::from(before.resolution / 2));
    if base - bh <= 0 {
        return None;
    }
    // A rate in percent, times 2 × 10^scale, so that half a step of it is 1.
    let unit = 100 * 2 * 10i128.checked_pow(scale)?;
    let low_base = if delta - dh < 0 { base - bh } else { base + bh };
    let high_base = if delta + dh < 0 { base + bh } else { base - bh };
    let low = (delta - dh) * unit;
    let high = (delta + dh) * unit;
    let meets = low <= (2 * rate + 1) * low_base && high >= (2 * rate - 1) * high_base;
    let exact = percentage(delta, base, scale);
    let status = match (meets, exact == rate) {
        (true, true) => CheckStatus::Holds,
        (true, false) => CheckStatus::HoldsWithinRounding,
        (false, _) => CheckStatus::Fails,
    };
    let actual = decimals(exact, scale);
    let message = (status == CheckStatus::Fails).then(|| {
        format!(
            "「{}」の増減率は{printed}%と印刷されているが、増減額{}を前年度の{}で割ると{actual}%である。",
            change.name,
            written(change.yen.unwrap_or(0), change.resolution),
            written(before.yen.unwrap_or(0), before.resolution),
        )
    });
    Some(Check {
        kind: CheckKind::RateIsChangeOverBase,
        of: change.id.clone(),
        parts: vec![change.id.clone(), before.id.clone()],
        expected: printed.to_owned(),
        actual,
        tolerance: decimals(5, scale + 1),
        status,
        message,
    })
}

/// `"-3.8"` as -38 with a scale of 1.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let scale = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = text.chars().filter(|c| *c != '.' && *c != '+').collect();
    let scale = u32::try_from(scale).ok().filter(|s| *s <= 6)?;
    Some((digits.parse().ok()?, scale))
}
