//! The labels of a table's rows, with the numbers of their chapters: `1 総務管理費`, `(2) 民生`.

use std::ops::Range;

use crate::text;

/// A cell with more bytes than this is text, not a label.
const LONGEST: usize = 600;

/// How the number of a label is written. A list goes on in one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `1 総務費`
    Plain,
    /// `1. 総務費`
    Dot,
    /// `(1) 総務費`
    Bracket,
    /// `001 総務費`
    Code,
}

/// One cell of a row's label.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its column.
    pub column: usize,
    /// Its number, as printed and by value.
    pub number: Option<(Style, u32)>,
    /// Its words without the number.
    pub name: String,
    /// Where these stand in the normalized text.
    pub range: Range<usize>,
}

impl Label {
    /// The label in `range` of the normalized text; `None` where nothing but a number stands.
    /// `glued` says that a number may stand directly before its words.
    pub fn new(norm: &str, column: usize, range: Range<usize>, glued: bool) -> Option<Label> {
        let printed = &norm[range.clone()];
        if printed.len() > LONGEST {
            return None;
        }
        let (number, at) = number(printed, glued);
        let start = range.start + at;
        let end = start + without_formula(&printed[at..]).len();
        let name = text::name(&norm[start..end]);
        let is_name = name.chars().any(|c| !c.is_ascii_digit() && c != ' ');
        is_name.then_some(Label { column, number, name, range: start..end })
    }
}

/// The number before a title, and where the title begins.
fn number(printed: &str, glued: bool) -> (Option<(Style, u32)>, usize) {
    let bracket = printed.starts_with('(');
    let rest = if bracket { &printed[1..] } else { printed };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let Some(value) = rest[..digits].parse().ok().filter(|_| digits <= 3) else {
        return (None, 0);
    };
    let behind = &rest[digits..];
    let (style, title) = match behind.chars().next() {
        Some(')') if bracket => (Style::Bracket, &behind[1..]),
        _ if bracket => return (None, 0),
        Some('.') if !behind[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            (Style::Dot, &behind[1..])
        }
        Some(' ') if digits == 3 => (Style::Code, behind),
        Some(' ') => (Style::Plain, behind),
        Some(c) if glued && digits <= 2 && c.is_alphabetic() => (Style::Plain, behind),
        _ => return (None, 0),
    };
    let title = title.trim_start();
    // A year or another figure may follow the number of a code: `003 8020推進事業費`.
    let is_title = style == Style::Code || !title.starts_with(|c: char| c.is_ascii_digit());
    if is_title && !title.is_empty() {
        (Some((style, value)), printed.len() - title.len())
    } else {
        (None, 0)
    }
}

/// Whether a label begins with a number directly before its words: `1総務費`.
pub fn is_glued(printed: &str) -> bool {
    let digits = printed.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && printed[digits..].starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())
}

/// A label without the calculation behind it: `河川改修 72,000×1/3`.
fn without_formula(printed: &str) -> &str {
    let is_term = |c: char| c.is_ascii_digit() || ",.()×/+-%".contains(c);
    let mut name = printed.trim_end();
    while let Some(word) = name.rsplit(' ').next().filter(|word| word.chars().all(is_term)) {
        name = name[..name.len() - word.len()].trim_end();
        if name.is_empty() {
            break;
        }
    }
    if printed[name.len()..].contains('×') { name } else { printed.trim_end() }
}

#[cfg(test)]
mod tests {
    use super::{Label, Style};

    fn check(printed: &str, number: Option<(Style, u32)>, name: &str) {
        let label = Label::new(printed, 0, 0..printed.len(), false).expect(printed);
        assert_eq!((label.number, label.name.as_str()), (number, name), "{printed}");
        assert!(printed[label.range].starts_with(name.chars().next().expect("a name")));
    }

    #[test]
    fn numbers_before_names() {
        check("1 総務管理費", Some((Style::Plain, 1)), "総務管理費");
        check("12 委 託 料", Some((Style::Plain, 12)), "委託料");
        check("3.その他", Some((Style::Dot, 3)), "その他");
        check("(10)教 育", Some((Style::Bracket, 10)), "教育");
        check("001 給与費", Some((Style::Code, 1)), "給与費");
        check("003 8020推進費", Some((Style::Code, 3)), "8020推進費");
    }

    #[test]
    fn names_that_begin_with_a_figure() {
        check("3歳児保育", None, "3歳児保育");
        check("1.32兆円", None, "1.32兆円");
        check("2025年国勢調査費", None, "2025年国勢調査費");
    }

    #[test]
    fn a_number_may_touch_its_name_where_all_do() {
        let label = Label::new("2利子", 0, 0.."2利子".len(), true).expect("a label");
        assert_eq!((label.number, label.name.as_str()), (Some((Style::Plain, 2)), "利子"));
    }

    #[test]
    fn calculations_are_no_part_of_a_name() {
        check("河川改修 72,000×1/3", None, "河川改修");
        check("大渕線(上工区) 6,300×1/2", None, "大渕線(上工区)");
        check("均等割", None, "均等割");
        check("第2号線(延長)", None, "第2号線(延長)");
    }

    #[test]
    fn nothing_but_a_number_is_no_label() {
        assert!(Label::new("15", 0, 0..2, false).is_none());
        assert!(Label::new("6,000×1/2", 0, 0.."6,000×1/2".len(), false).is_none());
    }
}
