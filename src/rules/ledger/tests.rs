//! Tables of bare figures: what a figure is called, and of which year and stage it is.

use crate::model::Measure;

/// Each item as `path year yen`, with what else is said of it.
fn show(text: &str) -> String {
    let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
        .expect("text always opens");
    let one = |item: &crate::model::LineItem| {
        let mut out = item.path.join(">");
        out += &item.fiscal_year.map_or(" -".to_owned(), |year| format!(" {year}"));
        out += &item.yen.map_or(" ?".to_owned(), |yen| format!(" {yen}"));
        out += if item.measure == Measure::Change { " change" } else { "" };
        out += &item.rate.as_ref().map_or(String::new(), |rate| format!(" {rate}%"));
        out
    };
    let left = extraction.unclaimed_amounts.iter().map(|a| format!("left {}", a.evidence.text));
    extraction.line_items.iter().map(one).chain(left).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn is(text: &str, want: &str) {
    assert_eq!(show(text), want, "in {text:?}");
}

#[test]
fn captions_name_nothing() {
    is("令和9年度港湾費の決算\n(単位:千円)\n区分 | 9年度\n岸壁費 | 1,644", "岸壁費 2027 1644000");
    is(
        "港湾費は次のとおりである。\n(単位:千円)\n区分\t令和9年度\n岸壁費\t1,644",
        "岸壁費 2027 1644000",
    );
}
