//! What the header of a table's column says of the figures under it.

use crate::layout::header;
use crate::layout::line::{self, squeeze};
use crate::model::Stage;
use crate::notation::stage::ChangeKind;
use crate::notation::unit::Unit;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Amounts, or whatever the unit of the table is for.
    #[default]
    Amount,
    /// The difference between two amounts of the row.
    Change,
    /// How many percent the change before it is.
    Rate,
    /// Persons, shares, periods: no money.
    Other,
}

impl Holds {
    /// Whether the figures are money.
    pub fn is_money(self) -> bool {
        matches!(self, Holds::Amount | Holds::Change)
    }
}

/// A column's header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What it holds.
    pub holds: Holds,
    /// Its fiscal year.
    pub year: Option<i32>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Its names from the outermost on, without what is said above.
    pub names: Vec<String>,
    /// The cells over its own one, by their places: columns under one of them belong together.
    pub group: Vec<usize>,
    /// Whether its amounts say what another amount of the row is made of: 財源内訳.
    pub is_breakdown: bool,
    /// Whether its amounts add up those of its group: 計.
    pub is_total: bool,
    /// Whether anything is printed over the column.
    pub is_printed: bool,
    /// Whether its words name money or a stage of it.
    pub is_money: bool,
    /// Whether the unit of money stands at its top.
    pub has_unit: bool,
    /// The unit of its figures, where its words say it: `予算額(千円)`.
    pub unit: Option<Unit>,
}

/// Ends of headers over what is no money.
const OTHER: [&str; 34] = [
    "(人)",
    "(件)",
    "(%)",
    "(m2)",
    "(m²)",
    "人",
    "件",
    "%",
    "数",
    "率",
    "比",
    "期間",
    "年月日",
    "番号",
    "面積",
    "割合",
    "頁",
    "ページ",
    "No",
    "No.",
    "順位",
    "定員",
    "か所",
    "箇所",
    "世帯",
    "値",
    "開始年度",
    "終了年度",
    "完了年度",
    "方法",
    "年限",
    "備考",
    "説明",
    "氏名",
];

/// Headers that only say that money stands below.
const PLAIN: [&str; 8] = ["金額", "予算額", "限度額", "予定額", "当初予算", "科目", "節", "区分"];

impl Head {
    /// The header of a column under the printed words `stack`, the uppermost first; `group` are
    /// the places of the upper ones, and `own_year` is the year that the document is about.
    pub fn new(stack: &[String], group: Vec<usize>, own_year: Option<i32>) -> Head {
        let mut head = Head { group, is_printed: !stack.is_empty(), ..Head::default() };
        let leaf = stack.last().map(String::as_str).unwrap_or_default();
        for printed in stack {
            head.read(printed, own_year);
        }
        let is_amount = ["額", "費", "金"].iter().any(|end| leaf.ends_with(end));
        let is_staged = head.stage.is_some() || head.holds == Holds::Change;
        if head.holds == Holds::Amount && !is_amount && OTHER.iter().any(|w| leaf.ends_with(w)) {
            head.holds = Holds::Other;
        }
        head.is_money = !head.is_other() && (is_amount || is_staged);
        head.is_total = line::is_total(leaf);
        if head.is_total {
            head.names.pop();
        }
        head
    }

    /// Whether it says that no money stands below.
    pub fn is_other(&self) -> bool {
        self.holds == Holds::Other
    }

    fn read(&mut self, printed: &str, own_year: Option<i32>) {
        let (printed, unit) = without_unit(printed);
        self.unit = unit.or(self.unit);
        if let Some(column) = header::column(printed, own_year) {
            self.year = column.year.map(|y| y.western).or(self.year);
            self.stage = column.stage.or(self.stage);
            match column.change {
                Some(ChangeKind::Amount) => self.holds = Holds::Change,
                Some(ChangeKind::Rate) => self.holds = Holds::Rate,
                None => {}
            }
            return;
        }
        if let Some(whole) = printed.strip_suffix("内訳") {
            self.is_breakdown = true;
            let of = whole.trim_end_matches("財源").trim_end_matches('の');
            if let Some(column) = header::column(of, own_year) {
                self.year = column.year.map(|y| y.western).or(self.year);
                self.stage = column.stage.or(self.stage);
            }
            return;
        }
        self.year = header::short_year(printed, own_year).map(|(year, _)| year).or(self.year);
        // What the figures are may stand before their year: `純利益(令和3年度)`.
        let bracket = printed.strip_suffix(')').and_then(|s| s.rsplit_once('('));
        let dated = bracket.and_then(|(name, of)| Some((name, header::column(of, own_year)?)));
        let printed = match dated {
            Some((name, column)) if !name.is_empty() && column.change.is_none() => {
                self.year = column.year.map(|y| y.western).or(self.year);
                self.stage = column.stage.or(self.stage);
                name
            }
            _ => printed,
        };
        if !PLAIN.contains(&printed) {
            self.names.push(printed.to_owned());
        }
    }
}

/// The words of a header without the letters that other headers call its column by: `計(A)`.
fn without_letters(printed: &str) -> &str {
    let is_letter = |c: char| c.is_ascii_uppercase() || matches!(c, '+' | '-');
    let letters = printed.strip_suffix(')').and_then(|words| words.rsplit_once('('));
    let letters =
        letters.filter(|(words, inner)| !words.is_empty() && inner.chars().all(is_letter));
    letters.map_or(printed, |(words, _)| words)
}

/// The words of a header without the unit in brackets behind them, and the unit.
fn without_unit(printed: &str) -> (&str, Option<Unit>) {
    let bracket = printed.strip_suffix(')').and_then(|s| s.rsplit_once('('));
    let unit = bracket.and_then(|(words, unit)| Some((words, Unit::at(unit, 0)?, unit.len())));
    match unit {
        Some((words, (end, unit), len)) if end == len => (words, Some(unit)),
        _ => (printed, None),
    }
}

/// A header row whose cells are set under the last cell of the row above, which spans as many
/// columns to the end: the others take both rows, so that nothing is printed for them.
fn under_span(
    above: &[(usize, String)],
    row: &[(usize, String)],
    width: usize,
    own_year: Option<i32>,
) -> Option<Vec<(usize, String)>> {
    let is_dense = |row: &[(usize, String)]| row.iter().enumerate().all(|(k, cell)| cell.0 == k);
    let last = above.last()?.0;
    let fits = row.len() >= 2 && last + row.len() == width && is_dense(above) && is_dense(row);
    let says = |(_, words): &(usize, String)| header::column(words, own_year).is_some();
    (fits && row.iter().all(says))
        .then(|| row.iter().map(|(column, words)| (last + column, words.clone())).collect())
}

/// Whether a line of one cell stands over columns, and is no caption: 節, 令和9年度, 財源内訳.
pub fn names_columns(line: &str, own_year: Option<i32>) -> bool {
    let words = squeeze(line);
    PLAIN.contains(&words.as_str())
        || words.ends_with("内訳")
        || header::column(&words, own_year).is_some()
}

/// The heads of `width` columns under header rows, each a list of cells: column and words.
pub fn heads(rows: &[Vec<(usize, String)>], width: usize, own_year: Option<i32>) -> Vec<Head> {
    // For each column the cells over it, by their places.
    let mut over: Vec<Vec<usize>> = vec![Vec::new(); width];
    let mut words: Vec<String> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let moved =
            r.checked_sub(1).and_then(|above| under_span(&rows[above], row, width, own_year));
        let row = moved.as_ref().unwrap_or(row);
        for (k, (column, printed)) in row.iter().enumerate() {
            let end = row.get(k + 1).map_or(width, |next| next.0);
            let Some(upper) = over.get(*column).cloned() else { continue };
            // A cell spans the empty ones at its right that stand under the same cells as it.
            let reach = (*column..end.min(width)).take_while(|&c| over[c] == upper).count();
            for cell in &mut over[*column..*column + reach] {
                cell.push(words.len());
            }
            words.push(without_letters(&squeeze(printed)).to_owned());
        }
    }
    over.into_iter()
        .map(|mut cells| {
            let stack: Vec<String> = cells.iter().map(|&c| words[c].clone()).collect();
            cells.pop();
            Head::new(&stack, cells, own_year)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Head, Holds, heads};
    use crate::model::Stage;

    fn read(rows: &[&str]) -> Vec<Head> {
        let cells = |row: &&str| {
            let cells = row.split('|').enumerate().filter(|(_, cell)| !cell.is_empty());
            cells.map(|(column, cell)| (column, cell.to_owned())).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<(usize, String)>> = rows.iter().map(cells).collect();
        let width = rows.iter().flatten().map(|(column, _)| column + 1).max().unwrap_or(0);
        heads(&rows, width, Some(2027))
    }

    #[test]
    fn years_and_changes() {
        let found = read(&["目|本年度予算額|前年度予算額|比 較"]);
        let year = |k: usize| (found[k].year, found[k].stage, found[k].holds);
        assert_eq!(year(1), (Some(2027), Some(Stage::Initial), Holds::Amount));
        assert_eq!(year(2), (Some(2026), Some(Stage::Initial), Holds::Amount));
        assert_eq!(year(3), (None, None, Holds::Change));
    }

    #[test]
    fn cells_over_several_columns() {
        let found = read(&[
            "目|本年度予算額|本年度予算額の財源内訳|||",
            "||特定財源|||一般財源",
            "||国県支出金|地方債|その他|",
        ]);
        let names: Vec<String> = found.iter().map(|head| head.names.join("/")).collect();
        assert_eq!(
            names,
            ["目", "", "特定財源/国県支出金", "特定財源/地方債", "特定財源/その他", "一般財源"]
        );
        assert!(!found[1].is_breakdown && found[2..].iter().all(|head| head.is_breakdown));
        assert!(found[2..].iter().all(|head| head.year == Some(2027)));
    }

    #[test]
    fn what_is_no_money() {
        let found = read(&["区分|職員数(人)|給与費|||期間", "||報酬|給料|計|"]);
        let holds: Vec<Holds> = found[1..].iter().map(|head| head.holds).collect();
        use Holds::{Amount, Other};
        assert_eq!(holds, [Other, Amount, Amount, Amount, Other]);
        assert_eq!(found[4].group, found[2].group);
        assert!(found[4].is_total && !found[3].is_total);
    }

    #[test]
    fn letters_that_call_a_column() {
        let found = read(&["区分|前年度予算額||増減(B-A)", "|その他(特定分)|計(A)|"]);
        assert!(found[2].is_total && found[2].names.is_empty());
        assert_eq!(found[1].names, ["その他(特定分)"]);
        assert_eq!(found[3].holds, Holds::Change);
    }

    #[test]
    fn words_for_money() {
        let found = read(&["区分|予算額|比較|事業費|令和9年度|その他|件数|頁|実施か所"]);
        let is_money: Vec<bool> = found[1..].iter().map(|head| head.is_money).collect();
        assert_eq!(is_money, [true, true, true, false, false, false, false, false]);
        let is_other: Vec<bool> = found[1..].iter().map(super::Head::is_other).collect();
        assert_eq!(is_other, [false, false, false, false, false, true, true, true]);
    }

    #[test]
    fn years_without_an_era() {
        let found = read(&["区分|7年度末現在高|9年度末現在高見込額"]);
        assert_eq!((found[1].year, found[2].year), (Some(2025), Some(2027)));
    }
}
