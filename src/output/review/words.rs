//! The words that a reviewer is shown, all of one language in one table.

use crate::review::diff::Summary;
use crate::review::findings::Tally;

/// The words of one language.
pub(super) struct Words {
    // Sentences.
    pub(super) nothing_changed: fn(u64) -> String,
    pub(super) summary: fn(&Summary) -> String,
    pub(super) tally: fn(&Tally) -> String,
    pub(super) gravest_shown: fn(usize) -> String,
    pub(super) documents_left_out: fn(usize) -> String,
    pub(super) details_left_out: fn(usize, usize) -> String,
    pub(super) rows_left_out: fn(usize) -> String,
    // What is counted of each document.
    pub(super) counts: [&'static str; 8],
    // What became of a document.
    pub(super) added: &'static str,
    pub(super) gone: &'static str,
    pub(super) renamed: &'static str,
    pub(super) changed: &'static str,
    pub(super) read_otherwise: &'static str,
    pub(super) was: &'static str,
    pub(super) error_before: &'static str,
    pub(super) error_now: &'static str,
    // What changed in it.
    pub(super) checks_fail: &'static str,
    pub(super) checks_fail_still: &'static str,
    pub(super) amounts: &'static str,
    pub(super) items_gone: &'static str,
    pub(super) items_added: &'static str,
    pub(super) certainty: &'static str,
    pub(super) names: &'static str,
    pub(super) items_other: &'static str,
    pub(super) checks_mended: &'static str,
    pub(super) checks_other: &'static str,
    pub(super) document: &'static str,
    pub(super) coverage: &'static str,
    pub(super) unclaimed: &'static str,
    pub(super) programs: &'static str,
    pub(super) sections: &'static str,
    pub(super) statistics: &'static str,
    pub(super) people: &'static str,
    pub(super) organizations: &'static str,
    pub(super) citations: &'static str,
    pub(super) directives: &'static str,
    pub(super) notes: &'static str,
    pub(super) diagnostics: &'static str,
    // What was found.
    pub(super) error: &'static str,
    pub(super) warning: &'static str,
    pub(super) notice: &'static str,
    pub(super) not_read: &'static str,
    pub(super) check_fails: &'static str,
    pub(super) read_in_part: &'static str,
    pub(super) ambiguous: &'static str,
    pub(super) unclaimed_amount: &'static str,
    pub(super) to_know: &'static str,
    pub(super) check_incomplete: &'static str,
    pub(super) may_belong_to: &'static str,
    // Heads of columns.
    pub(super) of_document: &'static str,
    pub(super) check: &'static str,
    pub(super) item: &'static str,
    pub(super) of: &'static str,
    pub(super) before: &'static str,
    pub(super) now: &'static str,
    pub(super) difference: &'static str,
    pub(super) amount: &'static str,
    pub(super) place: &'static str,
    pub(super) field: &'static str,
    pub(super) record: &'static str,
    pub(super) items_named: &'static str,
    // Within phrases.
    pub(super) came: &'static str,
    pub(super) went: &'static str,
    pub(super) alike: &'static str,
    pub(super) line: &'static str,
    pub(super) page: &'static str,
    pub(super) rounding_explains: &'static str,
    pub(super) not_set: &'static str,
    pub(super) not_listed: &'static str,
    pub(super) more: &'static str,
}

/// English.
pub(super) const EN: Words = Words {
    nothing_changed: |n| format!("nothing changed in {}", counted(n, "document")),
    summary,
    tally,
    gravest_shown: |n| format!("the {n} gravest of each are shown"),
    documents_left_out: |n| format!("{n} more documents are not listed."),
    details_left_out: |n, of| {
        format!("The details of {n} of {of} documents do not fit here: {SEE_ALL}")
    },
    rows_left_out: |n| format!("{n} more changes of this document do not fit here: {SEE_ALL}"),
    counts: [
        "checks failing now",
        "amounts changed",
        "gone",
        "new",
        "renamed",
        "other",
        "ambiguous",
        "other records",
    ],
    added: "added",
    gone: "gone",
    renamed: "renamed",
    changed: "changed",
    read_otherwise: "the same bytes, read otherwise",
    was: "was",
    error_before: "error before",
    error_now: "error now",
    checks_fail: "Checks that fail now",
    checks_fail_still: "Checks that still fail, by other figures",
    amounts: "Amounts that changed",
    items_gone: "Line items that are gone",
    items_added: "Line items that are new",
    certainty: "Line items of another certainty",
    names: "Names that changed",
    items_other: "Line items that changed otherwise",
    checks_mended: "Checks that fail no more",
    checks_other: "Other checks",
    document: "The document",
    coverage: "Amounts accounted for",
    unclaimed: "Amounts in no line item",
    programs: "Programmes",
    sections: "Sections",
    statistics: "Statistics",
    people: "People",
    organizations: "Organizations",
    citations: "Citations",
    directives: "Directives",
    notes: "Notes",
    diagnostics: "Diagnostics",
    error: "error",
    warning: "warning",
    notice: "notice",
    not_read: "Not read",
    check_fails: "Figures do not add up",
    read_in_part: "Read in part",
    ambiguous: "Not clear whose amount",
    unclaimed_amount: "In no line item",
    to_know: "To be read with care",
    check_incomplete: "Could not be checked",
    may_belong_to: "may belong to",
    of_document: "document",
    check: "check",
    item: "line item",
    of: "of",
    before: "before",
    now: "now",
    difference: "difference",
    amount: "amount",
    place: "place",
    field: "field",
    record: "record",
    items_named: "line items",
    came: "new",
    went: "gone",
    alike: "line items alike",
    line: "line",
    page: "page",
    rounding_explains: "rounding explains",
    not_set: "(not set)",
    not_listed: "the document lists no parts for",
    more: "more",
};

const SEE_ALL: &str = "`yosan diff OLD NEW` shows all of them.";

/// `1 document`, `2 documents`.
fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Those that are not zero.
fn listed(counts: &[(u64, &str)]) -> String {
    let some = counts.iter().filter(|(n, _)| *n > 0);
    some.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
}

/// `4 documents: 1 changed; line items: 2 gone; checks: 1 failing now`.
fn summary(summary: &Summary) -> String {
    let counts = summary.counts;
    let became = listed(&[
        (summary.added, EN.added),
        (summary.gone, EN.gone),
        (summary.renamed, EN.renamed),
        (summary.changed, EN.changed),
    ]);
    let of_items = listed(&[
        (counts.amounts, "changed in amount"),
        (counts.gone, "gone"),
        (counts.added, "new"),
        (counts.renamed, "renamed"),
        (counts.other, "changed otherwise"),
    ]);
    let of_checks = listed(&[
        (counts.checks_failing, "failing now"),
        (counts.checks_mended, "failing no more"),
        (counts.checks_other, "changed otherwise"),
    ]);
    let of_records = if counts.records > 0 { counts.records.to_string() } else { String::new() };
    let mut told = format!("{}: {became}", counted(summary.documents, "document"));
    for (what, counts) in
        [("line items", of_items), ("checks", of_checks), ("other records", of_records)]
    {
        if !counts.is_empty() {
            told += &format!("; {what}: {counts}");
        }
    }
    told
}

/// `5 documents: 1 error, 2 warnings`.
fn tally(tally: &Tally) -> String {
    let counts = [(tally.errors, "error"), (tally.warnings, "warning"), (tally.notices, "notice")];
    let some = counts.iter().filter(|(n, _)| *n > 0);
    let found: Vec<String> = some.map(|(n, what)| counted(*n, what)).collect();
    let found = if found.is_empty() { "nothing was found".to_owned() } else { found.join(", ") };
    format!("{}: {found}", counted(tally.documents, "document"))
}
