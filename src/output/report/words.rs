//! The words of the report in both languages: one table, and no word of the interface elsewhere.

use std::collections::BTreeMap;

/// A language of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Japanese, the language of the documents.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Japanese => "ja",
            Language::English => "en",
        }
    }

    /// The word with this key.
    pub(super) fn find(self, key: &str) -> Option<&'static str> {
        WORDS.iter().find(|(k, ..)| *k == key).map(|w| self.own(w))
    }

    /// The same; the key itself, if there is none.
    pub(super) fn word(self, key: &str) -> String {
        self.find(key).unwrap_or(key).to_owned()
    }

    fn own(self, (_, japanese, english): &Word) -> &'static str {
        match self {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }

    /// All words by their keys, for the script.
    pub(super) fn words(self) -> BTreeMap<&'static str, &'static str> {
        WORDS.iter().map(|w| (w.0, self.own(w))).collect()
    }
}

/// Key, Japanese, English. In `{…}` stands what the program puts in.
type Word = (&'static str, &'static str, &'static str);

const WORDS: &[Word] = &[
    ("report", "予算書の読み取り報告", "Budget report"),
    ("overview", "概要", "Overview"),
    ("documents", "文書", "Documents"),
    ("document", "文書", "Document"),
    ("skip", "本文へ", "Skip to content"),
    ("theme", "明暗", "Light / dark"),
    ("help", "使い方", "Help"),
    ("close", "閉じる", "Close"),
    ("choose", "文書を選ぶ", "Choose a document"),
    (
        "no_script",
        "各文書の表示にはJavaScriptが必要です。概要はこのまま読めます。",
        "JavaScript is needed to show the documents. The overview can be read without it.",
    ),
    ("made_by", "yosan {version} で作成", "Made by yosan {version}"),
    (
        "interrupted",
        "この実行は途中で止められました。読み終えた文書だけを載せています。",
        "The run was interrupted: only the documents that were finished are listed.",
    ),
    // The overview.
    ("amounts", "金額", "Amounts"),
    ("claimed", "記録した", "In records"),
    ("unclaimed", "記録していない", "In no record"),
    ("ambiguous", "帰属が曖昧", "Ambiguous"),
    ("of_amounts", "{n} 件のうち", "of {n}"),
    ("checks", "検算", "Checks"),
    ("checks_holding", "合う検算", "Checks that hold"),
    ("checks_failing", "合わない検算", "Checks that fail"),
    ("records", "記録", "Records"),
    ("path", "原文書", "Source"),
    ("kind", "種類", "Kind"),
    ("year", "年度", "Fiscal year"),
    ("stage", "段階", "Stage"),
    ("status", "結果", "Status"),
    ("open_source", "原文書を開く", "Open the source"),
    (
        "left_out",
        "{n} 件の文書は、報告書の大きさを抑えるため概要だけを載せています。その内容は yosan report に --document 文書名 を付けて見られます。",
        "Of {n} documents only the overview is given, to keep the report openable. To see one of them, run yosan report with --document STEM.",
    ),
    (
        "not_included",
        "この文書の内容は、この報告書に載せていません。yosan report に --document 文書名 を付けると見られます。",
        "The contents of this document are not in this report. To see them, run yosan report with --document STEM.",
    ),
    ("not_read", "読めなかった文書", "Documents that were not read"),
    ("reason", "理由", "Reason"),
    ("status.ok", "正常", "ok"),
    ("status.partial", "一部のみ", "partial"),
    ("status.failed", "失敗", "failed"),
    (
        "checks_lead",
        "文書に印刷された計算を、印刷された数字どうしでやり直した結果です。合わないものから順に並べています。許容は四捨五入で説明できる差です。",
        "The arithmetic that the documents print, worked out again from the printed figures; what does not come out stands first. The tolerance is what rounding explains.",
    ),
    ("shown_of", "{total} 件のうち {n} 件を載せています。", "{n} of {total} are shown."),
    (
        "all_in_documents",
        "残りは各文書の「検算」にあります。",
        "The others are in the list of checks of each document.",
    ),
    (
        "ambiguous_lead",
        "原文だけでは、どの項目の金額か決められないものです。候補を、確からしい順に示します。",
        "Amounts of which the text does not settle whose they are. The candidates are given, the likeliest first.",
    ),
    ("none", "ありません。", "None."),
    ("amount", "金額", "Amount"),
    ("candidates", "候補", "May belong to"),
    ("place", "場所", "Place"),
    ("line_n", "{n} 行", "line {n}"),
    ("page_n", "{n} 頁", "page {n}"),
    ("equation", "計算", "Arithmetic"),
    ("difference", "差", "Difference"),
    ("tolerance", "許容", "Tolerance"),
    ("item", "項目", "Item"),
    ("more_terms", "ほか {n} 項", "{n} more"),
    ("undetermined", "金額未定", "not set"),
    // Charts.
    ("charts", "図表", "Charts"),
    ("chart.totals", "要求と予算", "Requests and budgets"),
    (
        "chart.totals_lead",
        "総額として印刷された金額を、年度と段階ごとに示します。",
        "The amounts printed as totals, by fiscal year and stage.",
    ),
    ("chart.projects", "プロジェクトの予算の推移", "Budgets of projects over the years"),
    (
        "chart.projects_lead",
        "プロジェクトごと、対象機関ごとに示します。年度をまたぐ対応は名称の完全な一致だけによります。",
        "By project and agency. Projects of several years are matched by their exact name only.",
    ),
    ("chart.ministries", "省庁ごとの内訳", "Shares of the ministries"),
    (
        "chart.ministries_lead",
        "総額の内訳として印刷された省庁の金額と、その合計に占める割合です。",
        "What each ministry bears of a printed total, and its part of the sum of these shares.",
    ),
    (
        "chart.single",
        "棒一本は印刷された金額一つで、足し合わせたものはありません。同じ金額が複数の文書にあるときは一本にまとめ、異なるときはその年度自身の文書によります。",
        "Each bar is one printed amount; nothing was added up. Where several documents print it, it is one bar; where they differ, the document of that very year counts.",
    ),
    (
        "chart.shares",
        "割合の分母は、一つの総額の下に印刷された各省庁の金額の合計です。別の総額どうしは足していません。",
        "The denominator is the sum of the shares printed under one total. Different totals are never added up.",
    ),
    ("chart.left_out", "図に入れなかったもの:", "Left out of the chart:"),
    ("list_comma", "、", ", "),
    ("full_stop", "。", "."),
    (
        "chart.none_left_out",
        "図に入れなかったものはありません。",
        "Nothing was left out of the chart.",
    ),
    ("left.change", "増減額 {n} 件", "{n} changes"),
    ("left.revenue", "収入 {n} 件", "{n} of revenue"),
    ("left.ambiguous", "帰属が曖昧 {n} 件", "{n} ambiguous"),
    (
        "left.flagged",
        "再掲・内数・未定・範囲 {n} 件",
        "{n} repeated, within another, not set, or a range",
    ),
    ("left.same", "同じ金額の再出 {n} 件", "{n} that print the same money again"),
    ("left.year", "年度なし {n} 件", "{n} without a fiscal year"),
    (
        "left.stage",
        "補正・決算・執行など他の段階 {n} 件",
        "{n} of other stages (supplementary, settled, spent …)",
    ),
    (
        "left.differing",
        "文書により、または文書の中で異なる {n} 件",
        "{n} on which the sources differ",
    ),
    ("left.panels", "図の数を抑えるため {n} 項目", "{n} items, to keep the charts few"),
    (
        "left.part",
        "概算要求・要望額の内数である要求額・要望額 {n} 件",
        "{n} that are part of a request shown whole",
    ),
    ("chart.table", "数値を表で見る", "The figures as a table"),
    ("chart.missing", "記載なし", "not printed"),
    ("chart.no_data", "図にできる金額がありません。", "There are no amounts to chart."),
    ("chart.whole", "プロジェクト全体・機関の記載なし", "Whole project, or no agency named"),
    ("legend.request", "要求", "requested"),
    ("legend.budget", "予算", "budgeted"),
    ("exact", "円", "Yen"),
    ("share", "割合", "Share"),
    ("ministry", "省庁", "Ministry"),
    ("agency", "機関", "Agency"),
    ("agency.AMED", "AMED", "AMED"),
    ("agency.in_house", "インハウス研究機関", "in-house institutes"),
    ("agency.cabinet_office", "内閣府", "Cabinet Office"),
    // A document.
    ("source_pane", "原文", "Source"),
    ("records_pane", "記録", "Records"),
    ("as_page", "頁の図", "Page"),
    ("as_text", "文字", "Text"),
    ("sign.stated", "本文が明示", "stated"),
    ("sign.inferred", "位置・計算から推定", "inferred"),
    ("sign.ambiguous", "曖昧", "ambiguous"),
    ("sign.unclaimed", "記録なし", "in no record"),
    ("search", "記録を検索", "Search records"),
    ("search_hint", "名称・金額・原文", "name, amount, text"),
    ("all", "すべて", "all"),
    ("certainty", "確かさ", "Certainty"),
    ("flags", "付記", "Marks"),
    ("check_status", "検算の結果", "Check"),
    ("matches", "{n} 件", "{n} records"),
    ("no_matches", "条件に合う記録はありません。", "No record matches."),
    ("more", "続きを表示", "Show more"),
    ("show_in_source", "原文で見る", "Show in the source"),
    ("facts", "文書について", "About the document"),
    (
        "why.missing",
        "原文書が見つからないため、記録が持つ原文の一部だけを示します。",
        "The source was not found: only what the records quote of it is shown.",
    ),
    (
        "why.changed",
        "原文書が読み取り後に変わっているため、記録が持つ原文の一部だけを示します。",
        "The source has changed since it was read: only what the records quote of it is shown.",
    ),
    (
        "why.unreadable",
        "原文書を開けないため、記録が持つ原文の一部だけを示します: {reason}",
        "The source cannot be opened, so that only what the records quote of it is shown: {reason}",
    ),
    (
        "why.stdin",
        "標準入力から読まれた文書なので、記録が持つ原文の一部だけを示します。",
        "It was read from standard input: only what the records quote of it is shown.",
    ),
    (
        "no_pictures",
        "報告書の大きさを抑えるため、頁の図は省いています。",
        "The pictures of the pages are left out, to keep the report openable.",
    ),
    // Lists of a document.
    ("list.line_items", "金額", "Amounts"),
    ("list.unclaimed_amounts", "記録のない金額", "In no record"),
    ("list.checks", "検算", "Checks"),
    ("list.programs", "事業", "Programmes"),
    ("list.sections", "見出し", "Sections"),
    ("list.people", "人物", "People"),
    ("list.organizations", "組織", "Organizations"),
    ("list.statistics", "統計", "Statistics"),
    ("list.citations", "引用", "Citations"),
    ("list.directives", "方針", "Directives"),
    ("list.notes", "注記", "Notes"),
    ("list.diagnostics", "診断", "Diagnostics"),
    // Fields of records.
    ("field.path", "系列", "Path"),
    ("field.level", "階層", "Level"),
    ("field.measure", "量", "Measure"),
    ("field.flow", "収支", "Flow"),
    ("field.part_of", "内訳元", "Part of"),
    ("field.same_as", "同じ金額", "Same as"),
    ("field.rate", "増減率", "Rate"),
    ("field.count", "件数", "Count"),
    ("field.rule", "規則", "Rule"),
    ("field.id", "番号", "Id"),
    ("field.project", "プロジェクト", "Project"),
    ("field.ministries", "省庁", "Ministries"),
    ("field.description", "説明", "Description"),
    ("field.activities", "取組", "Activities"),
    ("field.starts_on", "開始", "Starts"),
    ("field.amounts", "金額", "Amounts"),
    ("field.text", "本文", "Text"),
    ("field.role", "役割", "Role"),
    ("field.affiliation", "所属", "Affiliation"),
    ("field.field", "分野", "Field"),
    ("field.address", "所在地", "Address"),
    ("field.phone", "電話", "Telephone"),
    ("field.fax", "ファクス", "Fax"),
    ("field.url", "ウェブ", "Web"),
    ("field.email", "メール", "Mail"),
    ("field.parent", "上位", "Belongs to"),
    ("field.as_of", "時点", "As of"),
    ("field.date", "日付", "Date"),
    ("field.authority", "根拠", "Authority"),
    ("field.section", "見出し", "Section"),
    ("field.code", "種別", "Code"),
    ("field.message", "説明", "Message"),
    ("field.issuer", "発行者", "Issuer"),
    ("field.issued_on", "発行日", "Issued"),
    ("field.era_year", "印刷された年度", "Year as printed"),
    ("field.encoding", "文字符号", "Encoding"),
    ("field.pages", "頁数", "Pages"),
    ("field.bytes", "大きさ(バイト)", "Bytes"),
    ("field.sha256", "SHA-256", "SHA-256"),
    ("field.producer", "PDF作成ソフト", "PDF producer"),
    // Words for the model's enums.
    ("kind.decision_points", "予算のポイント", "budget decision"),
    ("kind.request_points", "概算要求のポイント", "budget request"),
    ("kind.allocation_policy", "資源配分方針", "allocation policy"),
    ("kind.brochure", "パンフレット", "brochure"),
    ("kind.generic", "その他", "other"),
    ("stage.request_total", "概算要求・要望額", "request with priority request"),
    ("stage.request", "概算要求額", "request"),
    ("stage.priority_request", "要望額", "priority request"),
    ("stage.draft", "予算案", "draft budget"),
    ("stage.decided", "決定額", "decided"),
    ("stage.initial", "当初予算額", "initial budget"),
    ("stage.supplementary", "補正予算", "supplementary budget"),
    ("stage.adjusted", "補正後・期中", "adjusted budget"),
    ("stage.settled", "決算", "settled"),
    ("stage.actual", "契約・執行額", "spent or contracted"),
    ("stage.award", "一件の上限・規模", "size of one grant"),
    ("stage.unspecified", "記載なし", "not said"),
    ("short.request_total", "要求・要望", "whole request"),
    ("short.request", "要求", "request"),
    ("short.priority_request", "要望", "priority"),
    ("short.draft", "案", "draft"),
    ("short.decided", "決定", "decided"),
    ("short.initial", "当初", "initial"),
    ("level.total", "総額", "total"),
    ("level.project", "プロジェクト", "project"),
    ("level.theme", "テーマ", "theme"),
    ("level.program", "事業", "programme"),
    ("level.component", "内訳", "component"),
    ("measure.amount", "金額", "amount"),
    ("measure.change", "増減額", "change"),
    ("flow.expenditure", "支出", "expenditure"),
    ("flow.revenue", "収入", "revenue"),
    ("flag.new", "新規", "new"),
    ("flag.expanded", "拡充", "expanded"),
    ("flag.repeated", "再掲", "repeated"),
    ("flag.within", "内数", "within another"),
    ("flag.undetermined", "未定", "not set"),
    ("flag.approximate", "概数", "approximate"),
    ("flag.at_most", "上限", "at most"),
    ("flag.range", "範囲", "range"),
    ("certainty.stated", "明示", "stated"),
    ("certainty.inferred", "推定", "inferred"),
    ("certainty.ambiguous", "曖昧", "ambiguous"),
    ("check.shares_sum_to_total", "省庁の内訳と総額", "ministries' shares and total"),
    ("check.columns_sum", "内訳と合計", "parts and total"),
    ("check.programs_sum_to_project", "事業とプロジェクト", "programmes and project"),
    ("check.projects_sum_to_total", "プロジェクトと総額", "projects and total"),
    ("check.change_is_difference", "増減額", "change"),
    ("check.rate_is_change_over_base", "増減率", "rate of change"),
    ("check.request_plus_priority", "要求額と要望額", "request and priority request"),
    ("check.account_sums", "勘定の内訳と計", "sums of the account"),
    ("outcome.holds", "合う", "holds"),
    ("outcome.holds_within_rounding", "端数の範囲で合う", "holds within rounding"),
    ("outcome.fails", "合わない", "fails"),
    ("outcome.incomplete", "確かめられない", "incomplete"),
    ("severity.warning", "注意", "warning"),
    ("severity.error", "誤り", "error"),
    ("role.office", "事務所", "office"),
    ("role.department", "部署", "department"),
    ("role.partner", "連携先", "partner"),
    // Help.
    ("help.search", "検索欄へ", "Go to the search"),
    ("help.next", "次の記録・前の記録", "Next and previous record"),
    ("help.enter", "選んだ記録を原文で見る", "Show the chosen record in the source"),
    (
        "help.escape",
        "選択や検索を取り消す、この窓を閉じる",
        "Clear choice or search, close this window",
    ),
    ("help.help", "この窓を開く", "Open this window"),
    (
        "help.click",
        "記録を選ぶと原文の該当箇所が、原文の金額を選ぶとその記録が示されます。番地欄の文字列はその記録への参照として使えます。",
        "Choose a record to see its place in the source, or an amount in the source to see its record. The address leads back to what is shown.",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Language, WORDS};
    use crate::model::{
        Certainty, CheckKind, CheckStatus, Flag, Flow, Kind, Level, Measure, Severity, Stage,
    };
    use crate::output::{Status, word};

    #[test]
    fn every_word_is_there_once_and_in_both_languages() {
        let mut keys = BTreeSet::new();
        for (key, japanese, english) in WORDS {
            assert!(keys.insert(key), "{key} is there twice");
            let blanks = |text: &str| -> BTreeSet<String> {
                text.split('{').skip(1).filter_map(|t| Some(t.split_once('}')?.0.into())).collect()
            };
            assert!(!japanese.is_empty() && !english.is_empty(), "{key}");
            assert_eq!(blanks(japanese), blanks(english), "{key}");
        }
    }

    /// All values of an enum, by its JSON Schema.
    fn values<T: schemars::JsonSchema>() -> Vec<String> {
        let schema = schemars::schema_for!(T).to_value();
        let words = |v: &serde_json::Value| v.as_str().map(str::to_owned);
        let mut found: Vec<String> =
            schema["enum"].as_array().into_iter().flatten().filter_map(words).collect();
        let variants = schema["oneOf"].as_array().into_iter().flatten();
        for variant in variants {
            found.extend(words(&variant["const"]));
            found.extend(variant["enum"].as_array().into_iter().flatten().filter_map(words));
        }
        found
    }

    #[test]
    fn every_value_of_the_model_has_a_word() {
        let check = |prefix: &str, values: Vec<String>| {
            assert!(values.len() > 1, "{prefix}: {values:?}");
            for value in values {
                let key = format!("{prefix}.{value}");
                assert!(Language::English.find(&key).is_some(), "{key}");
            }
        };
        check("kind", values::<Kind>());
        check("stage", values::<Stage>());
        check("level", values::<Level>());
        check("measure", values::<Measure>());
        check("flow", values::<Flow>());
        check("flag", values::<Flag>());
        check("certainty", values::<Certainty>());
        check("check", values::<CheckKind>());
        check("outcome", values::<CheckStatus>());
        check("severity", values::<Severity>());
        check("status", [Status::Ok, Status::Partial, Status::Failed].map(word).to_vec());
    }
}
