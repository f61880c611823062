//! Line items with their lists, unclaimed amounts, and the document's arithmetic.

use super::super::groups::{extraction, records};
use super::super::model::Model;
use super::super::table::{Builder, Table};
use crate::model::{Check, CheckKind, LineItem};

const ITEM: &[&str] = &["document", "id"];

pub(super) fn line_items(model: &Model) -> [Table; 3] {
    let names = ("line_items", "予算項目", "One row for each amount of a document.");
    let items = records(model, names, "line_items", |e| &e.line_items)
        .key(ITEM)
        .refers(&["document", "part_of"], "line_items", ITEM)
        .refers(&["document", "same_as"], "line_items", ITEM)
        .text("id", "ID", |r| &r.record.id)
        .text("name", "項目名", |r| &r.record.name)
        .maybe_text("parent", "上位の名称", |r| parent(r.record))
        .says("The name directly above it: the last but one of its path.")
        .word("level", "階層", |r| r.record.level)
        .maybe_integer("fiscal_year", "年度", |r| r.record.fiscal_year.map(i64::from))
        .fiscal("date:fiscal-year")
        .word("stage", "段階", |r| r.record.stage)
        .fiscal("phase:id")
        .word("measure", "額・増減", |r| r.record.measure)
        .word("flow", "歳出・歳入", |r| r.record.flow)
        .fiscal("direction")
        .maybe_text("agency", "実施機関", |r| r.record.agency.as_deref())
        .fiscal("administrative-classification:generic:level2:code")
        .maybe_text("ministry", "府省", |r| r.record.ministry.as_deref())
        .fiscal("administrative-classification:generic:level1:code")
        .maybe_integer("yen", "金額", |r| r.record.yen)
        .yen()
        .fiscal("value")
        .maybe_integer("yen_max", "金額の上限", |r| r.record.yen_max)
        .yen()
        .integer("resolution", "表示単位", |r| r.record.resolution)
        .unit("円")
        .maybe_decimal("rate", "増減率", |r| r.record.rate.as_deref())
        .unit("%")
        .maybe_integer("count.value", "件数", |r| r.record.count.as_ref().map(|c| c.value))
        .named("count_value")
        .maybe_text("count.unit", "件数の単位", |r| r.record.count.as_ref().map(|c| &*c.unit))
        .named("count_unit")
        .flags(|r| &r.record.flags)
        .maybe_text("part_of", "内訳の親", |r| r.record.part_of.as_deref())
        .maybe_text("same_as", "同じ額の前出", |r| r.record.same_as.as_deref())
        .word("certainty", "確からしさ", |r| r.record.certainty)
        .text("rule", "読取規則", |r| &r.record.rule)
        .evidence(|r| &r.record.evidence)
        .done();
    let path = ("line_item_paths", "項目の階層", "The names above each line item, and its own.");
    let candidates =
        ("line_item_candidates", "項目の候補", "The items that an ambiguous amount may belong to.");
    [
        items,
        names_of(model, path, "line_items.path", |i| &i.path),
        names_of(model, candidates, "line_items.candidates", |i| &i.candidates),
    ]
}

/// A table of the names in one list of each line item.
fn names_of(
    model: &Model,
    names: (&'static str, &'static str, &'static str),
    path: &'static str,
    list: fn(&LineItem) -> &[String],
) -> Table {
    Builder::new(model, names, path, |o| o.extraction.map_or(&[], |e| &e.line_items), list)
        .key(&["document", "line_item_id", "seq"])
        .refers(&["document", "line_item_id"], "line_items", ITEM)
        .document()
        .text("line_item_id", "項目ID", |r| &r.owner.id)
        .says("The line item.")
        .integer("seq", "順番", |r| r.seq)
        .says("Place in the line item's list, from 1.")
        .text("", "名称", |r| r.record)
        .named("name")
        .done()
}

/// The name directly above an item.
fn parent(item: &LineItem) -> Option<&str> {
    let above = item.path.len().checked_sub(2)?;
    item.path.get(above).map(String::as_str)
}

pub(super) fn audit(model: &Model) -> [Table; 3] {
    [unclaimed(model), checks(model), parts(model)]
}

fn unclaimed(model: &Model) -> Table {
    let names = ("unclaimed_amounts", "未整理の金額", "Amounts that are in no line item.");
    records(model, names, "unclaimed_amounts", |e| &e.unclaimed_amounts)
        .text("reason", "理由", |r| &r.record.reason)
        .maybe_integer("yen", "金額", |r| r.record.yen)
        .yen()
        .count("amounts", "金額の数", |r| r.record.amounts.into())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn checks(model: &Model) -> Table {
    let names = ("checks", "検算", "The document's own arithmetic, worked out again.");
    records(model, names, "checks", |e| &e.checks)
        .refers(&["document", "line_item_id"], "line_items", ITEM)
        .word("kind", "種類", |r| r.record.kind)
        .word("status", "結果", |r| r.record.status)
        .text("of", "項目ID", |r| &r.record.of)
        .named("line_item_id")
        .maybe_integer("expected", "印刷された額", |r| yen(r.record, &r.record.expected))
        .named("expected_yen")
        .yen()
        .maybe_integer("actual", "計算した額", |r| yen(r.record, &r.record.actual))
        .named("actual_yen")
        .yen()
        .maybe_integer("tolerance", "許容差", |r| yen(r.record, &r.record.tolerance))
        .named("tolerance_yen")
        .unit("円")
        .maybe_decimal("expected", "印刷された率", |r| percent(r.record, &r.record.expected))
        .named("expected_percent")
        .unit("%")
        .maybe_decimal("actual", "計算した率", |r| percent(r.record, &r.record.actual))
        .named("actual_percent")
        .unit("%")
        .maybe_decimal("tolerance", "率の許容差", |r| percent(r.record, &r.record.tolerance))
        .named("tolerance_percent")
        .unit("%")
        .maybe_text("message", "説明", |r| r.record.message.as_deref())
        .done()
}

/// A figure of a check of amounts.
fn yen(check: &Check, figure: &str) -> Option<i64> {
    if is_rate(check) { None } else { figure.parse().ok() }
}

/// A figure of a check of rates.
fn percent<'a>(check: &Check, figure: &'a str) -> Option<&'a str> {
    is_rate(check).then_some(figure)
}

fn is_rate(check: &Check) -> bool {
    check.kind == CheckKind::RateIsChangeOverBase
}

fn parts(model: &Model) -> Table {
    let names = ("check_parts", "検算の内訳", "The line items that a check's figure follows from.");
    Builder::<Check, String>::new(
        model,
        names,
        "checks.parts",
        |o| extraction(o).first().map_or(&[], |e| &e.checks),
        |c| &c.parts,
    )
    .key(&["document", "check_seq", "seq"])
    .refers(&["document", "check_seq"], "checks", &["document", "seq"])
    .refers(&["document", "line_item_id"], "line_items", ITEM)
    .document()
    .integer("check_seq", "検算の順番", |r| r.owner_seq)
    .says("The check: its place in the document's list.")
    .integer("seq", "順番", |r| r.seq)
    .says("Place among the check's parts, from 1.")
    .text("", "項目ID", |r| r.record)
    .named("line_item_id")
    .done()
}
