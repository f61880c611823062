//! Records that are not amounts.

use super::super::groups::records;
use super::super::model::Model;
use super::super::table::{Builder, Table};
use crate::model::Program;

pub(super) fn tables(model: &Model) -> Vec<Table> {
    let [ministries, activities, items] = program_lists(model);
    vec![
        programs(model),
        ministries,
        activities,
        items,
        sections(model),
        people(model),
        organizations(model),
        statistics(model),
        citations(model),
        directives(model),
        notes(model),
    ]
}

fn programs(model: &Model) -> Table {
    let names = ("programs", "事業", "One row for each programme that a document describes.");
    records(model, names, "programs", |e| &e.programs)
        .text("name", "事業名", |r| &r.record.name)
        .maybe_text("project", "プロジェクト", |r| r.record.project.as_deref())
        .maybe_text("description", "概要", |r| r.record.description.as_deref())
        .flags(|r| &r.record.flags)
        .maybe_text("starts_on", "開始月", |r| r.record.starts_on.as_deref())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn program_lists(model: &Model) -> [Table; 3] {
    let ministries = ("program_ministries", "事業の府省", "The ministries of each programme.");
    let activities = ("program_activities", "事業の内容", "What each programme does.");
    let items = ("program_line_items", "事業の予算項目", "The amounts of each programme.");
    [
        list(model, ministries, "programs.ministries", |p| &p.ministries)
            .text("", "府省", |r| r.record)
            .named("ministry")
            .done(),
        list(model, activities, "programs.activities", |p| &p.activities)
            .text("", "内容", |r| r.record)
            .named("activity")
            .done(),
        list(model, items, "programs.line_item_ids", |p| &p.line_item_ids)
            .refers(&["document", "line_item_id"], "line_items", &["document", "id"])
            .text("", "項目ID", |r| r.record)
            .named("line_item_id")
            .done(),
    ]
}

/// The beginning of a table of one list of each programme.
fn list<'m>(
    model: &'m Model,
    names: (&'static str, &'static str, &'static str),
    path: &'static str,
    list: fn(&Program) -> &[String],
) -> Builder<'m, Program, String> {
    Builder::new(model, names, path, |o| o.extraction.map_or(&[], |e| &e.programs), list)
        .key(&["document", "program_seq", "seq"])
        .refers(&["document", "program_seq"], "programs", &["document", "seq"])
        .document()
        .integer("program_seq", "事業の順番", |r| r.owner_seq)
        .says("The programme: its place in the document's list.")
        .integer("seq", "順番", |r| r.seq)
        .says("Place in the programme's list, from 1.")
}

fn sections(model: &Model) -> Table {
    let names =
        ("sections", "見出し", "The headings of each document with what stands under them.");
    records(model, names, "sections", |e| &e.sections)
        .key(&["document", "id"])
        .refers(&["document", "parent"], "sections", &["document", "id"])
        .text("id", "ID", |r| &r.record.id)
        .maybe_text("parent", "上位の見出し", |r| r.record.parent.as_deref())
        .count("level", "深さ", |r| r.record.level.into())
        .maybe_text("number", "番号", |r| r.record.number.as_deref())
        .text("title", "見出し", |r| &r.record.title)
        .text("text", "本文", |r| &r.record.text)
        .evidence(|r| &r.record.evidence)
        .done()
}

fn people(model: &Model) -> Table {
    let names = ("people", "人物", "People with a part in what a document describes.");
    records(model, names, "people", |e| &e.people)
        .text("name", "氏名", |r| &r.record.name)
        .maybe_text("role", "役職", |r| r.record.role.as_deref())
        .maybe_text("affiliation", "所属", |r| r.record.affiliation.as_deref())
        .maybe_text("project", "プロジェクト", |r| r.record.project.as_deref())
        .maybe_text("field", "分野", |r| r.record.field.as_deref())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn organizations(model: &Model) -> Table {
    let names = ("organizations", "組織", "Offices, departments and partners.");
    records(model, names, "organizations", |e| &e.organizations)
        .text("name", "名称", |r| &r.record.name)
        .maybe_text("role", "役割", |r| r.record.role.as_deref())
        .maybe_text("address", "住所", |r| r.record.address.as_deref())
        .maybe_text("phone", "電話", |r| r.record.phone.as_deref())
        .maybe_text("fax", "FAX", |r| r.record.fax.as_deref())
        .maybe_text("url", "URL", |r| r.record.url.as_deref())
        .maybe_text("email", "メール", |r| r.record.email.as_deref())
        .maybe_text("parent", "上位組織", |r| r.record.parent.as_deref())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn statistics(model: &Model) -> Table {
    let names = ("statistics", "統計", "Labelled numbers that are not money.");
    records(model, names, "statistics", |e| &e.statistics)
        .text("label", "名称", |r| &r.record.label)
        .maybe_decimal("value", "値", |r| Some(&r.record.value))
        .text("unit", "単位", |r| &r.record.unit)
        .maybe_text("as_of", "時点", |r| r.record.as_of.as_deref())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn citations(model: &Model) -> Table {
    let names = ("citations", "引用", "Laws, plans and decisions that a document cites.");
    records(model, names, "citations", |e| &e.citations)
        .text("title", "名称", |r| &r.record.title)
        .maybe_text("date", "日付", |r| r.record.date.as_deref())
        .maybe_text("authority", "根拠", |r| r.record.authority.as_deref())
        .evidence(|r| &r.record.evidence)
        .done()
}

fn directives(model: &Model) -> Table {
    let names = ("directives", "年度方針", "Paragraphs that say what one fiscal year will do.");
    records(model, names, "directives", |e| &e.directives)
        .integer("fiscal_year", "年度", |r| r.record.fiscal_year.into())
        .maybe_text("section", "見出し", |r| r.record.section.as_deref())
        .text("text", "本文", |r| &r.record.text)
        .evidence(|r| &r.record.evidence)
        .done()
}

fn notes(model: &Model) -> Table {
    let names = ("notes", "注記", "※, ▶ and (注) remarks.");
    records(model, names, "notes", |e| &e.notes)
        .text("marker", "記号", |r| &r.record.marker)
        .text("text", "本文", |r| &r.record.text)
        .evidence(|r| &r.record.evidence)
        .done()
}
