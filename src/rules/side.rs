//! On which side of the budget an amount stands: 歳入 or 歳出.
//!
//! | written form | side |
//! | --- | --- |
//! | the item's own name: `歳入決算額`, `港湾使用料収入`, `土木費` | that of the name |
//! | the topic of its sentence or of one before it in the paragraph: `歳入の主なものは、市税10億円` | that of the topic |
//! | a heading over a list: `歳入予算の主な内訳` | revenue, until 歳出 or a heading of the same rank |
//!
//! What nothing says is expenditure, and so is what is of both sides (`歳入歳出予算の総額`) or
//! between them (`差引`).

use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use crate::layout::line::{self, squeeze, without_brackets};
use crate::model::Flow;
use crate::notation::mark::{self, Bullet, Numbering};
use crate::notation::stage;

use super::generic::headed;
use super::running::naming;
use super::{Draft, Reading, accounts};

/// Gives the items that no rule knows the side of the one that the text says.
pub(super) fn settle(reading: &Reading, draft: &mut Draft) {
    let says = memmem::find(reading.norm().as_bytes(), "歳".as_bytes()).is_some();
    let under = if says { under_headings(reading) } else { Vec::new() };
    for item in &mut draft.items {
        if item.flow == Flow::Revenue || item.rule == accounts::RULE.name {
            continue;
        }
        let line = reading.text.line_at(reading.amounts[item.amount].range.start);
        let said = of_name(&item.name)
            .or_else(|| says.then(|| of_topic(reading, item.amount)).flatten())
            .or_else(|| under.get(line).copied());
        item.flow = said.unwrap_or_default();
    }
}

/// The side that a name itself is of.
fn of_name(name: &str) -> Option<Flow> {
    const SPENT: [&str; 3] = ["費", "事業", "繰出金"];
    match (name.contains("歳入"), name.contains("歳出")) {
        (true, false) => return Some(Flow::Revenue),
        (_, true) => return Some(Flow::Expenditure),
        _ => {}
    }
    // 国庫支出金 is received; a balance is neither.
    let is_paid = name.contains("支出") && !name.ends_with("支出金");
    if is_paid || name.contains("収支") || name.contains("残高") {
        return Some(Flow::Expenditure);
    }
    if name.ends_with("収入") || name.ends_with("収入額") {
        return Some(Flow::Revenue);
    }
    SPENT.iter().any(|end| name.ends_with(end)).then_some(Flow::Expenditure)
}

/// The side that the sentences before an amount, in its paragraph, are about.
fn of_topic(reading: &Reading, a: usize) -> Option<Flow> {
    const WINDOW: usize = 1200;
    static TOPIC: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(歳入歳出|歳出歳入|歳入[・、と]歳出|歳出[・、と]歳入|差引|差し引|収支|主な(?:事業|施策))|歳(?:(入)|出)(?:予算|決算)?(?:総額|合計|額|計)?(?:の主な(?:もの|内訳)|の中で主な(?:る)?もの|の(?:うち|内訳|総額)|である\p{Han}{1,6})?(?:として|について|につき|におい|で|に|は|が|、|:|\)| ?[0-9])",
        )
        .expect("a valid pattern")
    });
    let start = reading.amounts[a].range.start;
    let floor = naming::window(reading.norm(), start, WINDOW);
    let from = paragraph_start(reading, reading.text.line_at(start)).max(floor);
    let words = reading.norm().get(from..start)?;
    memmem::find(words.as_bytes(), "歳".as_bytes())?;
    let said = TOPIC.captures_iter(words).last()?;
    let is_revenue = said.get(2).is_some();
    Some(if is_revenue { Flow::Revenue } else { Flow::Expenditure })
}

/// Where the paragraph of line `i` begins: lines that end no sentence go on in the next.
fn paragraph_start(reading: &Reading, mut i: usize) -> usize {
    /// Lines of a paragraph that are looked at, and how long one is at least.
    const LINES: usize = 8;
    const FULL: usize = 20;
    for _ in 0..LINES {
        let Some(above) = i.checked_sub(1).map(|above| reading.content(above)) else { break };
        let goes_on = above.chars().count() >= FULL && !above.ends_with(['。', '」', '】']);
        if !goes_on || naming::opens_item(reading.line(i)) {
            break;
        }
        i -= 1;
    }
    reading.text.lines()[i].range.start
}

/// What marks a heading: those of the same rank are marked alike.
#[derive(Clone, Copy, PartialEq)]
enum Rank {
    Plain,
    Bullet(Bullet),
    Number(Numbering),
}

/// What a line says of the lines below it.
enum Heading {
    /// It is a heading of one side.
    Side(Flow),
    /// It begins another part of the text.
    Part,
    /// It is a heading or an entry of a list.
    Marked,
}

/// The side of the heading above each line.
fn under_headings(reading: &Reading) -> Vec<Flow> {
    let count = reading.text.lines().len();
    let headings: Vec<(usize, Heading, Rank)> = (0..count)
        .filter_map(|i| heading(reading, i).map(|(heading, rank)| (i, heading, rank)))
        .collect();
    let spent = |h: &(usize, Heading, Rank)| matches!(h.1, Heading::Side(Flow::Expenditure));
    let last_spent = headings.iter().rfind(|h| spent(h)).map_or(0, |h| h.0);
    let mut under = vec![Flow::Expenditure; count];
    let mut open: Option<(usize, Rank)> = None;
    let mut close = |open: Option<(usize, Rank)>, end: usize| {
        if let Some((start, _)) = open {
            under[start..end].fill(Flow::Revenue);
        }
    };
    for (i, heading, rank) in &headings {
        let ends = match heading {
            Heading::Side(_) | Heading::Part => true,
            Heading::Marked => open.is_some_and(|(_, of)| of == *rank),
        };
        if ends {
            close(open.take(), *i);
        }
        // A plain 歳入 that no 歳出 follows may be a label of anything.
        if matches!(heading, Heading::Side(Flow::Revenue))
            && (*rank != Rank::Plain || *i < last_spent)
        {
            open = Some((*i, *rank));
        }
    }
    close(open, count);
    under
}

/// What line `i` says as a heading.
fn heading(reading: &Reading, i: usize) -> Option<(Heading, Rank)> {
    const LONGEST: usize = 120;
    let content = reading.content(i);
    if content.is_empty() || content.len() > LONGEST {
        return content
            .starts_with("歳出")
            .then_some((Heading::Side(Flow::Expenditure), Rank::Plain));
    }
    let prints = !reading.amounts_of_line(i).is_empty() || !reading.bare_of_line(i).is_empty();
    // Most lines begin with a word and say nothing of the kind: do not start the grammars for them.
    let is_word = |c: char| line::is_cjk(c) && !matches!(c, '第' | '・');
    if !content.contains(['歳', '年', '書', '表']) && (prints || content.starts_with(is_word)) {
        return None;
    }
    let (words, rank) = match (mark::bullet(content), mark::heading_number(content)) {
        (Some((range, kind)), _) => (&content[range.end..], Rank::Bullet(kind)),
        (_, Some((range, kind))) => (&content[range.end..], Rank::Number(kind)),
        _ => (content, Rank::Plain),
    };
    let words = words.trim().trim_matches(['(', ')', '【', '】', '<', '>']);
    if words.starts_with("歳出") && !words.starts_with("歳出歳入") {
        return Some((Heading::Side(Flow::Expenditure), rank));
    }
    if prints {
        return None;
    }
    if let Some(heading) = side(words) {
        return Some((heading, rank));
    }
    let is_part = ["明細書", "調書"].iter().any(|end| words.ends_with(end))
        || content.starts_with('第') && content.contains('表')
        || content.contains('年') && headed(words).is_some() && stage::column(words).is_none();
    if is_part {
        return Some((Heading::Part, rank));
    }
    // An entry of a list prints its amount, or is an item of the lowest rank.
    let lowest = matches!(rank, Rank::Plain | Rank::Bullet(Bullet::Dot | Bullet::Dash));
    (!lowest).then_some((Heading::Marked, rank))
}

/// The side that a heading names: `歳入`, `一般会計歳入`, `歳入(主なもの)`, `歳入予算の主な内訳`.
fn side(words: &str) -> Option<Heading> {
    const LONGEST: usize = 20;
    if !words.contains('歳') || words.contains(['。', '、', 'は', 'が', 'を', '|']) {
        return None;
    }
    let bare = without_brackets(words);
    let spaced = bare.split_whitespace().all(|word| word.chars().nth(1).is_none());
    let of_account = |word: &str| word.ends_with("年度") || word.ends_with("会計");
    let others = bare.split_whitespace().filter(|word| !of_account(word)).count();
    let plain = squeeze(&bare);
    if !spaced && others > 1 || plain.chars().count() > LONGEST {
        return None;
    }
    match (plain.contains("歳入"), plain.contains("歳出")) {
        (true, true) => Some(Heading::Part),
        (true, false) => Some(Heading::Side(Flow::Revenue)),
        (false, true) => Some(Heading::Side(Flow::Expenditure)),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Flow;

    /// For each amount + where it is revenue, - where it is expenditure.
    #[track_caller]
    fn check(text: &str, want: &str) {
        let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
            .expect("text always opens");
        let sign = |flow: Flow| if flow == Flow::Revenue { '+' } else { '-' };
        let found: String = extraction.line_items.iter().map(|item| sign(item.flow)).collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn topics_of_sentences() {
        check("歳入の主なものは、市税10億円、県支出金3億円です。\n", "++");
        check("歳出の主なものは、土木費8億円、教育費4億円です。\n", "--");
        check("歳入は、市税が2億円。交付税は3億円で、歳出は、民生費が4億円。\n", "++-");
        check("今回は、歳入においては、市税3億円を見込む。\n", "+");
        check("歳入確保のため、船の購入に3億円を充てる。\n", "-");
        check("歳入歳出予算の総額は、3億円とする。\n", "-");
    }

    #[test]
    fn names_of_items() {
        check("歳入決算額は4億円、歳出決算額は3億円となり、差引1億円となりました。\n", "+--");
        check("歳入額 4億円\n歳出額 3億円\n翌年度繰越金 1億円\n", "+--");
        check("港湾使用料収入は7億円である。\n", "+");
        check("国庫支出金 7億円\n", "-");
        check("歳入は、市税が7億円、市債残高は3億円。\n", "+-");
    }

    #[test]
    fn headings_over_lists() {
        check("歳入\n・市税 4億円\n・市債 2億円\n歳出\n・民生費 3億円\n", "++-");
        check("- 歳入予算の主な内訳\n- 県税 4億円\n- 歳出予算の主な内訳\n- 除雪 3億円\n", "+-");
        check("◇歳入\n・市税 4億円\n◇基金\n・積立て 3億円\n", "+-");
        check("2 歳入(主なもの)\n(1) 市税 4億円\n3 主な取組\n(1) 除雪 3億円\n", "+-");
        check("一般会計歳入\n・市税 4億円\n令和4年度 特別会計決算\n・除雪 3億円\n歳出\n", "+-");
        check("歳入\n・除雪 3億円\n", "-");
        check("■歳入・歳出の内訳\n・除雪 3億円\n", "-");
    }
}
