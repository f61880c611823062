//! Every amount accounted for: in a line item, or among the unclaimed with a reason.

use crate::layout::amount::Written;
use crate::model::{Certainty, Diagnostic, Evidence, Extraction, Kind, Severity, Unclaimed};
use crate::notation::money::Figure;
use crate::rules::{Draft, Reading};

/// Fills in the unclaimed amounts and the counts, and says so where the layout is unknown.
pub fn account(reading: &Reading, draft: &Draft, into: &mut Extraction) {
    let coverage = &mut into.coverage;
    coverage.amounts = reading.amounts.iter().map(|a| a.ends).sum();
    let mut free: Vec<usize> = draft.free().collect();
    free.sort_by_key(|&a| reading.amounts[a].range.start);
    for a in free {
        let amount = &reading.amounts[a];
        coverage.unclaimed += amount.ends;
        into.unclaimed_amounts.push(Unclaimed {
            reason: reason(reading, a).to_owned(),
            yen: amount.yen(),
            amounts: amount.ends,
            evidence: Evidence::new(reading.text.span(amount.range.clone()), None),
        });
    }
    for item in &draft.items {
        let ends = reading.amounts[item.amount].ends;
        coverage.claimed += ends;
        if item.certainty == Certainty::Ambiguous {
            coverage.ambiguous += ends;
        }
    }
    if let Some(first) = reading.without_unit.first() {
        into.diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            code: "no_unit".to_owned(),
            message: format!(
                "Figures stand in rows without a declared unit, {} of them with grouping commas: \
                 they are not known to be money and are not counted.",
                reading.without_unit.len()
            ),
            evidence: Some(reading.text.span(first.clone())),
        });
    }
    let by_layout = draft.items.iter().any(|i| i.rule != "nearest_label");
    if coverage.amounts > 0 && into.document.kind == Kind::Generic && !by_layout {
        into.diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            code: "unknown_layout".to_owned(),
            message: "The layout of this document was not recognised; its amounts are given with \
                      the nearest label."
                .to_owned(),
            evidence: None,
        });
    }
}

fn reason(reading: &Reading, a: usize) -> &'static str {
    let amount = &reading.amounts[a];
    match (amount.written, amount.figure) {
        (_, Figure::TooLarge) => "the figure is too large to be an amount of money",
        (Written::Share(_), _) => "a ministry's share without a total before its bracket",
        (Written::Bare, _) => "a bare figure without a label on its line",
        (Written::WithUnit, _) => "no label was found near it",
    }
}
