//! Which bare numbers of a text are amounts.

use std::ops::Range;

use memchr::memmem;

use crate::layout::amount::Amount;
use crate::notation::money;
use crate::notation::unit::Unit;
use crate::text::Text;

use super::table::Table;
use super::{aligned, loose};

/// Words of rows that count something else than money.
const COUNTS: [&str; 7] = ["(人)", "職員数", "人数", "件数", "(件)", "(%)", "(m2)"];

/// Whether the words of a row say that its figures are no money.
pub fn counts(line: &str) -> bool {
    COUNTS.iter().any(|word| line.contains(word))
}

/// The amounts among the bare figures of a text, in order: those in the columns of its tables,
/// and under a declared unit the numbers with grouping commas, all numbers of a row that ends in
/// such a number, and those that stand in one column with them. `own_year` is the year that the
/// document is about. Those with grouping commas that stand elsewhere come too: no rule may know
/// them, but they are printed.
pub fn bare_figures(
    text: &Text,
    declared: &[(Range<usize>, Unit)],
    tables: &[Table],
    amounts: &[Amount],
    own_year: Option<i32>,
) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut in_table = vec![false; text.lines().len()];
    for table in tables {
        let Some(unit) = table.unit else { continue };
        in_table[table.lines.clone()].fill(true);
        for cell in table.rows.iter().flat_map(|row| &row.figures) {
            found.extend(amount(text, cell.range.clone(), cell.unit.unwrap_or(unit)));
        }
    }
    // Lines of such tables, and those that print a unit with their amounts.
    let is_read = |i: usize| {
        let range = &text.lines()[i].range;
        let next = amounts.partition_point(|a| a.range.start < range.start);
        in_table[i] || amounts.get(next).is_some_and(|a| a.range.start < range.end)
    };
    let mut counted: Vec<Range<usize>> = Vec::new();
    for part in declared {
        let (cells, others) = aligned::amounts(text, part, own_year, is_read);
        counted.extend(others);
        found.extend(cells.into_iter().filter_map(|cell| amount(text, cell, part.1)));
    }
    found.sort_by_key(|amount| amount.range.start);
    counted.sort_by_key(|cell| cell.start);
    let is_counted = |cell: &Range<usize>| {
        let next = counted.partition_point(|c| c.end <= cell.start);
        counted.get(next).is_some_and(|c| c.start < cell.end)
    };
    let mut others = Vec::new();
    for (lines, unit) in declared {
        for cell in lines.clone().filter(|&i| !is_read(i)).flat_map(|i| loose::figures(text, i)) {
            let next = found.partition_point(|a| a.range.end <= cell.start);
            if found.get(next).is_none_or(|a| a.range.start >= cell.end) && !is_counted(&cell) {
                others.extend(amount(text, cell, *unit));
            }
        }
    }
    found.append(&mut others);
    found.sort_by_key(|amount| amount.range.start);
    found
}

/// Where figures with grouping commas stand in rows without a declared unit, in a text that is
/// about money: they may be some, and are not counted.
pub fn without_unit(
    text: &Text,
    declared: &[(Range<usize>, Unit)],
    tables: &[Table],
) -> Vec<Range<usize>> {
    let speaks_of = |word: &&str| memmem::find(text.norm().as_bytes(), word.as_bytes()).is_some();
    if !["予算", "決算", "円"].iter().any(speaks_of) {
        return Vec::new();
    }
    let mut is_known = vec![false; text.lines().len()];
    let known = tables.iter().filter(|t| t.unit.is_some()).map(|t| &t.lines);
    for lines in known.chain(declared.iter().map(|(lines, _)| lines)) {
        is_known[lines.clone()].fill(true);
    }
    let mut found = Vec::new();
    for i in (0..text.lines().len()).filter(|&i| !is_known[i]) {
        let line = text.line(i);
        let start = text.lines()[i].range.start;
        let cells = trailing(line).into_iter().filter(|cell| is_grouped(&line[cell.clone()]));
        found.extend(cells.map(|cell| start + cell.start..start + cell.end));
    }
    found
}

/// Whether commas part the digits of a figure by three.
pub fn is_grouped(figure: &str) -> bool {
    let mut groups = figure.trim_end_matches(')').split(',').skip(1).peekable();
    groups.peek().is_some() && groups.all(|group| group.len() == 3)
}

/// Whether the figures of a column without grouping commas may be amounts: not years, and not
/// numbers of pages, which only grow.
pub fn may_be_money(figures: &[&str]) -> bool {
    let values: Vec<u32> = figures.iter().filter_map(|figure| figure.parse().ok()).collect();
    let grows = values.len() >= 3 && values.is_sorted() && values.first() != values.last();
    !grows && values.iter().all(|&value| value < 1000)
}

fn amount(text: &Text, cell: Range<usize>, unit: Unit) -> Option<Amount> {
    let money = money::bare(&text.norm()[cell.clone()], unit)?;
    Some(Amount::bare(money, cell.start))
}

/// The cells at the end of a line that are figures.
pub fn figures_at_end(line: &str) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut end = line.trim_end_matches([' ', '\t', '|']).len();
    while end > 0 {
        let start = line[..end].rfind([' ', '\t', '|']).map_or(0, |at| at + 1);
        let cell = &line[start..end];
        if is_nothing(cell) || cells.is_empty() && is_remark(cell) {
            end = line[..start].trim_end_matches([' ', '\t', '|']).len();
            continue;
        }
        if !is_figure(cell) {
            break;
        }
        // A sign may stand apart from its figure: `△ 58`.
        let sign = line[..start].trim_end();
        let signed = cell.starts_with(|c: char| c.is_ascii_digit())
            && sign.ends_with(['△', '▲'])
            && sign[..sign.len() - '△'.len_utf8()].ends_with([' ', '\t', '|']);
        let start = if signed { sign.len() - '△'.len_utf8() } else { start };
        cells.push(start..end);
        end = line[..start].trim_end_matches([' ', '\t', '|']).len();
    }
    cells.reverse();
    cells
}

/// Whether a cell behind the figures of a row says something of them: `127%`, `(注1)`, `※2`.
fn is_remark(cell: &str) -> bool {
    let is_note = cell.starts_with("(注") && cell.ends_with(')');
    is_note || cell.starts_with('※') || cell.strip_suffix('%').is_some_and(is_figure)
}

/// The trailing cells of a line that are figures, if one of them is plainly an amount.
pub fn trailing(line: &str) -> Vec<Range<usize>> {
    let mut cells = figures_at_end(line);
    if !cells.iter().any(|c| line[c.clone()].contains(',')) || counts(line) {
        return Vec::new();
    }
    // 3.2 beside 5,338,405 is a rate; amounts of one row are printed to one place.
    let is_rate =
        |c: &Range<usize>| line[c.clone()].contains('.') && !line[c.clone()].contains(',');
    if !cells.iter().all(|c| line[c.clone()].contains('.')) {
        cells.retain(|c| !is_rate(c));
    }
    cells
}

/// Whether a dash stands for a figure.
pub fn is_nothing(cell: &str) -> bool {
    matches!(cell, "-" | "―" | "−" | "─" | "ー")
}

/// Whether a cell is a bare figure, with at most a sign, or brackets around it.
pub fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['△', '▲', '-', '+', '(', ' ']).trim_end_matches(')');
    !digits.is_empty()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::bare_figures;
    use crate::rules::ledger::{declared, tables};
    use crate::text::Text;

    /// The bare figures of a text that count as amounts.
    fn check(lines: &[&str], expected: &[&str]) {
        let text = Text::from(lines.join("\n").as_str());
        let declared = declared(&text);
        let tables = tables(&text, &declared, Some(2027));
        let found = bare_figures(&text, &declared, &tables, &[], Some(2027));
        let found: Vec<&str> = found.iter().map(|a| &text.norm()[a.range.clone()]).collect();
        assert_eq!(found, expected, "{lines:#?}");
    }

    const UNIT: &str = "(単位:千円)";

    #[test]
    fn small_figures_in_cells() {
        check(&[UNIT, "事業\t予算額", "広報費\t440", "統計費\t95"], &["440", "95"]);
        check(&[UNIT, "事業\t予算額\t件数", "", "広報費\t440\t3"], &["440"]);
        check(&[UNIT, "事業\t予算額", "広報費\t1,440", "", "統計費\t95"], &["1,440", "95"]);
        check(&[UNIT, "区分\t令和9年度", "広報費\t440", "統計費\t95"], &["440", "95"]);
        check(&[UNIT, "", "広報費\t440", "統計費\t95"], &["440", "95"]);
        check(
            &[UNIT, "区分\t本年度", "広報費\t440", "", "人口", "区分\t本年度", "男\t440"],
            &["440"],
        );
    }

    #[test]
    fn remarks_behind_the_figures() {
        check(
            &[UNIT, "広報費 440 95 127%", "統計費 1,440 2,229 3.5%"],
            &["440", "95", "1,440", "2,229"],
        );
        check(
            &[UNIT, "広報費 1,440 717 2,046 (注1)", "統計費 1,440 950 2,390 ※2"],
            &["1,440", "717", "2,046", "1,440", "950", "2,390"],
        );
    }

    #[test]
    fn what_is_no_money_in_cells() {
        check(&[UNIT, "目次", "歳入\t1", "歳出\t12", "資料\t15"], &[]);
        check(&[UNIT, "会館の完成", "本館\t2019", "別館\t2017"], &[]);
        check(&[UNIT, "職員数", "", "区分\t本年度", "事務職\t312", "技術職\t120"], &[]);
    }

    #[test]
    fn tables_in_markdown() {
        check(&["\\(単位:千円\\)", "|事業|予算額|", "|:-|-:|", "|広報費|440|"], &["440"]);
        check(
            &[UNIT, "|||", "|-|-|", "|事業|予算額|", "|広報費|1,440|", "|統計費|95|"],
            &["1,440", "95"],
        );
    }

    #[test]
    fn counts_with_commas() {
        let table =
            |head| [UNIT, head, "会館        2,440     1,250", "公園          440        95"];
        check(&table("施設        利用者数   予算額"), &["1,250", "95"]);
        check(&table("施設          決算額   予算額"), &["2,440", "1,250", "440", "95"]);
    }

    #[test]
    fn rows_that_are_set_in() {
        check(
            &[UNIT, " 広報費    440", " 統計費     95", " 街灯費  1,440"],
            &["440", "95", "1,440"],
        );
        check(&[UNIT, "広報費  1,440", "", " 次の頁の表", "統計費     95"], &["1,440"]);
    }
}
