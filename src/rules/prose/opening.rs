//! Of which year and stage a document without a title is, by what its first lines say.
//!
//! | written form | stage |
//! | --- | --- |
//! | a heading: the year opens the line, and its stage stands behind it: `◆令和6年度予算案の概要` | that one |
//! | an announcement: `令和6年度一般会計当初予算案を発表した` | that one |
//! | a sentence about that budget: `令和6年度概算要求における総額は`, `令和3年度決算では` | that one |
//! | anything else | none |

use super::document::TOP;
use crate::layout::line::squeeze;
use crate::model::Stage;
use crate::notation::era::{Year, is_base, scan_years};
use crate::notation::{mark, stage};
use crate::text::Text;

/// What is done with a budget that a text announces.
const ANNOUNCED: [&str; 10] = [
    "を発表",
    "を公表",
    "をまとめ",
    "を取りまとめ",
    "をとりまとめ",
    "を決定",
    "を編成",
    "を提出",
    "を提案",
    "が可決",
];

/// What makes a budget that a sentence names the one that the text is about.
const TOPICS: [&str; 7] = ["で、", "では", "における", "において", "は、", "について", "の総額は"];

/// The fiscal year that the first lines name before any other, and the stage that they give it.
pub(super) fn year(text: &Text) -> Option<(Year, Stage)> {
    let end = text.lines().iter().take(TOP).next_back()?.range.end;
    let top = &text.norm()[..end];
    let mut years = scan_years(top).into_iter().filter(|y| y.fiscal && !is_base(top, y));
    let first = years.next()?;
    let year = match last_column(top, &first, years) {
        Some(last) => last,
        None => first,
    };
    let stage = announced(top, &year).unwrap_or(Stage::Unspecified);
    Some((year, stage))
}

/// The latest of the years that are heads of columns beside the first one: a table ends with
/// the document's year, but for a plan, which begins with it.
fn last_column(text: &str, first: &Year, behind: impl Iterator<Item = Year>) -> Option<Year> {
    const PLANS: [&str; 3] = ["見通し", "計画", "推計"];
    let mut at = first.range.end;
    let mut columns = vec![first.clone()];
    for year in behind {
        if !is_column_gap(&text[at..year.range.start]) {
            break;
        }
        at = year.range.end;
        columns.push(year);
    }
    let is_plan = columns.len() > 2 && PLANS.iter().any(|word| text.contains(word));
    columns.into_iter().rev().max_by_key(|y| y.western).filter(|_| !is_plan)
}

/// Whether nothing stands between two years but what parts columns, and a stage.
fn is_column_gap(gap: &str) -> bool {
    /// Bytes of a stage and of blank lines.
    const LONGEST: usize = 90;
    let word = gap.trim_matches([' ', '\n', '\t', '|']);
    gap.len() <= LONGEST
        && gap.contains([' ', '\n', '\t', '|'])
        && (word.is_empty() || stage::column(word).is_some_and(|c| c.change.is_none()))
}

/// The stage that stands behind a year in a heading or an announcement.
fn announced(text: &str, year: &Year) -> Option<Stage> {
    let start = text[..year.range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[year.range.end..].find('\n').map_or(text.len(), |at| year.range.end + at);
    let rest: String = text[year.range.end..end].chars().take(60).collect();
    let rest = squeeze(&rest);
    let word = stage::behind_year(&rest)?;
    let behind = &rest[word.range.end..];
    let before = text[start..year.range.start].trim();
    let opens =
        before.is_empty() || mark::bullet(before).is_some_and(|(b, _)| b.end == before.len());
    let is_heading =
        opens && !behind.contains(['。', '、']) && !behind.chars().any(|c| c.is_ascii_digit());
    let is_announced = ANNOUNCED.iter().chain(&TOPICS).any(|verb| behind.starts_with(verb));
    (is_heading && !behind.is_empty() && stage::scan_stages(behind).is_empty() || is_announced)
        .then_some(word.stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, year: i32, stage: Stage) {
        let read = super::year(&Text::from(input)).map(|(year, stage)| (year.western, stage));
        assert_eq!(read, Some((year, stage)), "{input}");
    }

    #[test]
    fn budgets_that_a_sentence_is_about() {
        check("令和4年度概算要求における総額は680億円となった。", 2022, Stage::Request);
        check("決定した令和4年度当初予算案で、灯台予算は増えた。", 2022, Stage::Draft);
        check("令和3年度決算では、収支は黒字となった。", 2021, Stage::Settled);
        check("令和4年度予算案における総額は、49億円である。", 2022, Stage::Draft);
        check("令和4年度当初予算の財源を探す。", 2022, Stage::Unspecified);
    }

    #[test]
    fn years_of_bases_and_columns() {
        let check = |input: &str, year: i32| check(input, year, Stage::Unspecified);
        check("総額は40億円で、令和3年度予算と比べ増えた。\n令和4年度の港の費用", 2022);
        check("総額は40億円である(対3年度2億円減)。令和4年度に船を買う。", 2022);
        check("(単位:億円)\n令和3年度 令和4年度\n港の費用 30,593 31,951", 2022);
        check("(単位:億円)\n\n令和4年度\n\n令和3年度\n", 2022);
        check("区分 | 令和3年度 当初予算額 | 4年度 |", 2022);
        check("財政見通し\n令和4年度 5年度 6年度 7年度", 2022);
        check("令和3年度に始め、令和4年度に終えた。", 2021);
    }

    #[test]
    fn stages_of_headings_and_announcements() {
        check("みなと町は4日、2022年度一般会計当初予算案を発表した。", 2022, Stage::Draft);
        check("漁港庁は、令和4年度予算の概算要求をまとめた。", 2022, Stage::Request);
        check("市議会で審議中です。\n◆令和6年度予算案の概要", 2024, Stage::Draft);
        check("令和4年度一般会計決算について", 2022, Stage::Settled);
        check("令和4年度の漁港の予算額は3億円である。", 2022, Stage::Unspecified);
        check("令和3年度補正予算6億円を基に造成した。", 2021, Stage::Unspecified);
        check("令和4年度当初予算の予算要求状況", 2022, Stage::Unspecified);
        check("令和3年度補正予算\n6億円", 2021, Stage::Unspecified);
    }
}
