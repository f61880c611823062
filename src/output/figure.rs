//! Figures of records in words, for people.

#[cfg(any(feature = "cli", feature = "pdf"))]
use crate::model::LineItem;
use crate::notation::numeral::grouped;

/// `46,100,000,000 yen`, with the bounds that the record has.
#[cfg(any(feature = "cli", feature = "pdf"))]
pub(crate) fn figure(item: &LineItem) -> String {
    match (item.yen, item.yen_max) {
        (None, None) => "no figure is set".to_owned(),
        (Some(low), None) => yen(low),
        (None, Some(high)) => format!("at most {}", yen(high)),
        (Some(low), Some(high)) => format!("{} to {}", grouped(low, "-"), yen(high)),
    }
}

/// `46,100,000,000 yen`.
pub(crate) fn yen(amount: i64) -> String {
    format!("{} yen", grouped(amount, "-"))
}
