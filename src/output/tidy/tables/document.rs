//! Inputs, documents, and what a reader should know of them.

use super::super::groups::{extraction, records};
use super::super::model::Model;
use super::super::table::{Builder, Table};
use crate::model::Extraction;
use crate::output::Entry;

pub(super) fn tables(model: &Model) -> [Table; 3] {
    [inputs(model), documents(model), repairs(model)]
}

fn inputs(model: &Model) -> Table {
    let names = ("inputs", "入力", "One row for each input of the run, read or not.");
    Builder::<Entry, Entry>::new(model, names, "", |o| one(o.entry), one)
        .key(&["seq"])
        .integer("seq", "順番", |r| r.outcome.seq)
        .says("Place among the inputs, from 1.")
        .text("path", "パス", |r| &r.record.path)
        .says("Path as given.")
        .word("status", "状態", |r| r.record.status)
        .says("What became of it: `ok`, `partial` (a part could not be read) or `failed`.")
        .words(&[("ok", "読取済"), ("partial", "一部未読"), ("failed", "読取不可")])
        .maybe_text("error", "理由", |r| r.record.error.as_deref())
        .says("For `failed` and `partial`: why.")
        .maybe_text("document", "文書", |r| r.record.document.as_deref())
        .says("The document: the stem of its JSON file; null for an input that failed.")
        .maybe_text("sha256", "SHA-256", |r| r.record.sha256.as_deref())
        .says("SHA-256 of the bytes, in hexadecimal; null if they could not be read.")
        .maybe_count("bytes", "大きさ", |r| r.record.bytes)
        .says("Size in bytes; null if they could not be read.")
        .unit("バイト")
        .done()
}

fn documents(model: &Model) -> Table {
    let names = ("documents", "文書", "One row for each document that was read.");
    Builder::<Extraction, Extraction>::new(model, names, "", extraction, one)
        .key(&["document"])
        .document()
        .integer("seq", "順番", |r| r.outcome.seq)
        .says("Place among the inputs, from 1.")
        .maybe_text("document.title", "表題", |r| r.record.document.title.as_deref())
        .word("document.kind", "種別", |r| r.record.document.kind)
        .maybe_integer("document.fiscal_year", "年度", |r| {
            r.record.document.fiscal_year.map(i64::from)
        })
        .maybe_text("document.era_year", "年度(和暦)", |r| {
            r.record.document.era_year.as_deref()
        })
        .word("document.stage", "段階", |r| r.record.document.stage)
        .maybe_text("document.issuer", "発行者", |r| r.record.document.issuer.as_deref())
        .maybe_text("document.issued_on", "発行日", |r| r.record.document.issued_on.as_deref())
        .word("status", "状態", |r| r.outcome.entry.status)
        .says("Whether all of it was read: `ok`, or `partial` where a part could not be.")
        .words(&[("ok", "読取済"), ("partial", "一部未読")])
        .maybe_text("error", "理由", |r| r.outcome.entry.error.as_deref())
        .says("For `partial`: why.")
        .count("coverage.amounts", "金額の数", |r| r.record.coverage.amounts.into())
        .count("coverage.claimed", "予算項目になった数", |r| {
            r.record.coverage.claimed.into()
        })
        .count("coverage.unclaimed", "未整理の数", |r| r.record.coverage.unclaimed.into())
        .count("coverage.ambiguous", "帰属が未確定の数", |r| {
            r.record.coverage.ambiguous.into()
        })
        .text("source.path", "パス", |r| &r.record.source.path)
        .text("source.sha256", "SHA-256", |r| &r.record.source.sha256)
        .count("source.bytes", "大きさ", |r| r.record.source.bytes)
        .unit("バイト")
        .text("source.media_type", "形式", |r| &r.record.source.media_type)
        .maybe_text("source.encoding", "文字コード", |r| r.record.source.encoding.as_deref())
        .count("source.pages", "頁数", |r| r.record.source.pages.into())
        .maybe_text("source.producer", "PDF作成ソフト", |r| {
            r.record.source.producer.as_deref()
        })
        .maybe_text("source.title", "PDFの表題", |r| r.record.source.title.as_deref())
        .named("pdf_title")
        .maybe_boolean("source.encrypted", "暗号化", |r| r.record.source.encrypted)
        .done()
}

fn repairs(model: &Model) -> Table {
    let names =
        ("document_repairs", "文書の修復", "One row for each damage of a PDF that was mended.");
    Builder::<Extraction, String>::new(model, names, "source.repaired", extraction, |e| {
        &e.source.repaired
    })
    .key(&["document", "seq"])
    .refers(&["document"], "documents", &["document"])
    .document()
    .integer("seq", "順番", |r| r.seq)
    .says("Place in the document's list, from 1.")
    .text("", "修復", |r| r.record)
    .named("repair")
    .done()
}

pub(super) fn diagnostics(model: &Model) -> Table {
    let names = ("diagnostics", "診断", "What a reader of the records should know.");
    records(model, names, "diagnostics", |e| &e.diagnostics)
        .word("severity", "重さ", |r| r.record.severity)
        .text("code", "コード", |r| &r.record.code)
        .text("message", "内容", |r| &r.record.message)
        .span(|r| r.record.evidence.as_ref())
        .done()
}

fn one<T>(value: &T) -> &[T] {
    std::slice::from_ref(value)
}
