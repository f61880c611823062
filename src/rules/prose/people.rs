//! People: a name beside a post.
//!
//! A name is a family and a given name with a space between, on a line with the post
//! (`監事 稲葉 カヨ`, `…大学 教授 山田 花子`), under a line that is a post, or behind the
//! abbreviation of one (`DC 倉根 一郎`). In sentences a name has no space, and is what stands
//! between the affiliation and an academic post (`…医学系研究科の西田幸二教授`).
//! The same person is one record, however often named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{fold, is_hiragana, is_kanji, is_katakana, squeeze};
use super::{Layout, evidence};
use crate::layout::paragraph::{Opening, Paragraph, opening};
use crate::model::Person;
use crate::text::Text;

/// Posts as they stand beside a name on its line.
const POSTS: [&str; 44] = [
    "理事長",
    "副理事長",
    "専務理事",
    "常務理事",
    "理事",
    "監事",
    "会長",
    "副会長",
    "社長",
    "代表取締役",
    "総裁",
    "学長",
    "副学長",
    "総長",
    "所長",
    "副所長",
    "院長",
    "館長",
    "局長",
    "部長",
    "次長",
    "課長",
    "室長",
    "係長",
    "センター長",
    "機構長",
    "本部長",
    "大臣",
    "副大臣",
    "知事",
    "副知事",
    "市長",
    "副市長",
    "町長",
    "村長",
    "区長",
    "議長",
    "委員長",
    "座長",
    "教授",
    "准教授",
    "助教",
    "講師",
    "リーダー",
];

/// Posts that follow a name without a space in sentences, the longer first.
const TITLES: [&str; 12] = [
    "特任准教授",
    "特任教授",
    "名誉教授",
    "客員教授",
    "准教授",
    "前理事長",
    "理事長",
    "前学長",
    "学長",
    "教授",
    "助教",
    "博士",
];

/// Words that a name does not contain.
const NOT_NAMES: [&str; 40] = [
    "大学", "医学", "科学", "工学", "理学", "薬学", "研究", "機構", "会長", "学長", "特任", "名誉",
    "客員", "主任", "担当", "機関", "組織", "法人", "財団", "本部", "審議", "委員", "病院", "学会",
    "関係", "事業", "予算", "会議", "資料", "計画", "国立", "支援", "総括", "業務", "推進", "開発",
    "理事", "職員", "年度", "全国",
];

/// The people of a text.
pub fn people(text: &Text, layout: &Layout) -> Vec<Person> {
    let mut found = Vec::new();
    let mut lines = Lines::new(text, layout);
    for at in 0..lines.all.len() {
        beside_post(text, &lines, at, &mut found);
        under_post(text, &lines, at, &mut found);
        behind_abbreviation(text, &mut lines, at, &mut found);
    }
    in_sentences(text, layout, &mut found);
    found.sort_by_key(|(at, _)| *at);
    let mut people: Vec<Person> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (_, person) in found {
        match known.get(&squeeze(&person.name)) {
            Some(at) => merge(&mut people[*at], person),
            None => {
                known.insert(squeeze(&person.name), people.len());
                people.push(person);
            }
        }
    }
    people
}

/// Fills what the first mention of a person does not say.
fn merge(known: &mut Person, again: Person) {
    if !known.name.contains(' ') && again.name.contains(' ') {
        known.name = again.name;
    }
    known.role = known.role.take().or(again.role);
    known.affiliation = known.affiliation.take().or(again.affiliation);
    known.project = known.project.take().or(again.project);
    known.field = known.field.take().or(again.field);
}

/// The lines that are neither blank nor vertical, each with its index in the text.
struct Lines<'t> {
    all: Vec<(usize, &'t str)>,
    text: &'t Text,
    /// What abbreviations stand for, as far as they were looked up.
    defined: BTreeMap<String, Option<String>>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t Text, layout: &Layout) -> Lines<'t> {
        let all = (0..text.lines().len())
            .map(|i| (i, text.line(i).trim()))
            .filter(|(i, l)| !l.is_empty() && !layout.is_vertical(*i))
            .collect();
        Lines { all, text, defined: BTreeMap::new() }
    }

    fn get(&self, at: usize) -> Option<&'t str> {
        self.all.get(at).map(|l| l.1)
    }

    /// Blank lines between the line at `at` and the one before.
    fn gap(&self, at: usize) -> usize {
        match (at.checked_sub(1).and_then(|b| self.all.get(b)), self.all.get(at)) {
            (Some(a), Some(b)) => b.0 - a.0 - 1,
            _ => usize::MAX,
        }
    }

    /// The lines from `at` on that have no blank line between them.
    fn run(&self, at: usize) -> Range<usize> {
        let mut end = at + 1;
        while end < self.all.len() && self.gap(end) == 0 && end - at < 8 {
            end += 1;
        }
        at..end
    }

    /// Whether the line behind the one at `at` is parted from it by a blank line or an indent.
    fn stands_alone(&self, at: usize) -> bool {
        let next = self.all.get(at + 1);
        self.gap(at + 1) > 0
            || next.is_some_and(|n| self.text.line(n.0).starts_with(char::is_whitespace))
    }

    fn range_of(&self, at: usize) -> Range<usize> {
        let (index, line) = self.all[at];
        let start = self.text.lines()[index].range.start;
        let indent = self.text.line(index).len() - self.text.line(index).trim_start().len();
        start + indent..start + indent + line.len()
    }
}

/// `監事 稲葉 カヨ`, `…研究センター 准教授 香月 康宏`, `…機構理事長 平野 俊夫`.
fn beside_post(text: &Text, lines: &Lines<'_>, at: usize, found: &mut Vec<(usize, Person)>) {
    let line = lines.all[at].1;
    // A line with a post and a name is short.
    let words = memchr::memchr(b' ', line.as_bytes()).is_some();
    if !words || line.len() > 240 || line.contains(['。', '、']) {
        return;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((name, range)) = name_at_end(text, lines, at, &words) else { return };
    let head = &words[..words.len() - 2];
    let Some((affiliation, role)) = split_post(head) else { return };
    let above = at.checked_sub(1).filter(|_| lines.gap(at) <= 1).and_then(|b| lines.get(b));
    let mut person = Person {
        name,
        role: Some(role),
        evidence: evidence(text, range.clone()),
        ..Person::default()
    };
    if affiliation.is_empty() {
        person.affiliation = above.filter(|a| is_organization(a)).map(squeeze);
    } else {
        person.affiliation = Some(fold(&affiliation));
        if lines.gap(at) == 0 {
            let work = above.filter(|a| !a.ends_with('。') && squeeze(a).chars().count() >= 10);
            person.field =
                work.map(fold).filter(|_| opening(above.unwrap_or("")) == Opening::Plain);
        } else if let Some(post) = above.and_then(directing_post) {
            person.project = project_above(lines, at - 1, &post);
            person.affiliation = Some(squeeze(&head.concat()));
            person.role = Some(post);
        }
    }
    found.push((range.start, person));
}

/// A post on a line of its own, the name on the next and the affiliation on those behind.
fn under_post(text: &Text, lines: &Lines<'_>, at: usize, found: &mut Vec<(usize, Person)>) {
    let Some(post) = directing_post(lines.all[at].1) else { return };
    let Some(next) = lines.get(at + 1).filter(|_| lines.gap(at + 1) <= 1) else { return };
    let words: Vec<&str> = next.split_whitespace().collect();
    let Some((name, range)) = name_at_end(text, lines, at + 1, &words) else { return };
    if words.len() != 2 {
        return;
    }
    found.push((
        range.start,
        Person {
            name,
            affiliation: affiliation_below(lines, at + 1).map(|(a, _)| a),
            project: project_above(lines, at, &post),
            role: Some(post),
            field: None,
            evidence: evidence(text, range),
        },
    ));
}

/// `DC 倉根 一郎`, where the document says what DC is; the field stands under the affiliation.
fn behind_abbreviation(
    text: &Text,
    lines: &mut Lines<'_>,
    at: usize,
    found: &mut Vec<(usize, Person)>,
) {
    let line = lines.all[at].1;
    if line.len() > 60 || !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let [short, _, _] = words.as_slice() else { return };
    if !(2..=5).contains(&short.len()) || !short.bytes().all(|b| b.is_ascii_uppercase()) {
        return;
    }
    let Some((name, range)) = name_at_end(text, lines, at, &words) else { return };
    let role = lines
        .defined
        .entry((*short).to_owned())
        .or_insert_with(|| defined(text, short))
        .clone()
        .unwrap_or_else(|| (*short).to_owned());
    let below = affiliation_below(lines, at);
    let field = below.as_ref().and_then(|(_, end)| {
        let field = lines.get(*end).filter(|_| lines.stands_alone(*end))?;
        let short = field.chars().count() <= 16 && opening(field) == Opening::Plain;
        short.then(|| squeeze(field))
    });
    found.push((
        range.start,
        Person {
            name,
            role: Some(role),
            affiliation: below.map(|(a, _)| a),
            project: None,
            field,
            evidence: evidence(text, range),
        },
    ));
}

/// `西田幸二教授`, `末松誠前理事長`, `マイケル・ストロング理事長` in sentences.
fn in_sentences(text: &Text, layout: &Layout, found: &mut Vec<(usize, Person)>) {
    // Every title ends in one of these.
    let ends = ["教", "授", "長", "博士"].map(memchr::memmem::Finder::new);
    for p in &layout.paragraphs {
        if !ends.iter().any(|f| f.find(p.text.as_bytes()).is_some()) {
            continue;
        }
        let mut from = 0;
        while let Some((at, title)) = next_title(&p.text, from) {
            from = at + title.len();
            let Some(start) = name_start(text, p, at) else { continue };
            let name = &p.text[start..at];
            let range = p.norm_range(start..at);
            let role = Some(title.to_owned());
            let affiliation = affiliation_before(p, start);
            found.push((
                range.start,
                Person {
                    name: name.to_owned(),
                    role,
                    affiliation,
                    evidence: evidence(text, range),
                    ..Person::default()
                },
            ));
        }
    }
}

/// The first academic post from `from` on that a name can stand before.
fn next_title(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = &text[from..];
    // Every title ends in one of four characters: look for those first.
    let mut search = 0;
    while let Some(i) = rest[search..].find(['授', '長', '教', '士']).map(|i| search + i) {
        let end = i + '授'.len_utf8();
        let head = &rest[..end];
        if let Some(title) = TITLES.iter().find(|t| head.ends_with(*t)) {
            return Some((from + end - title.len(), title));
        }
        search = end;
    }
    None
}

/// Where the name that ends at `end` begins.
fn name_start(text: &Text, p: &Paragraph, end: usize) -> Option<usize> {
    let mut start = end;
    let mut count = 0;
    let katakana = p.text[..end].chars().next_back().is_some_and(is_katakana);
    for (i, c) in p.text[..end].char_indices().rev() {
        let fits = if katakana { is_katakana(c) || c == '・' } else { is_kanji(c) };
        if !fits || count > 16 {
            break;
        }
        start = i;
        count += 1;
        // A printed space ends the name on the left, a line end does not.
        let norm = p.norm_offset(i);
        if text.norm()[..norm].ends_with(' ')
            && !line_start(text, norm)
            && single_spaced(text, norm)
        {
            break;
        }
    }
    let name = &p.text[start..end];
    let whole = if katakana {
        name.contains('・') && !name.starts_with('・') && name.chars().count() >= 5
    } else {
        let place = name.ends_with(['部', '科', '課', '室', '局', '院', '所', '校', '会']);
        (3..=5).contains(&count) && !place && !NOT_NAMES.iter().any(|w| name.contains(w))
    };
    let before = p.text[..start].chars().next_back();
    let bounded = before.is_none_or(|c| is_hiragana(c) || !c.is_alphabetic() || c.is_ascii())
        || katakana
        || text.norm()[..p.norm_offset(start)].ends_with(' ');
    let posted =
        !p.text[start..].starts_with(['各', '両', '同', '准', '前', '元', '現', '副', '故']);
    (whole && bounded && posted).then_some(start)
}

/// Whether `norm` is the first character of its line.
fn line_start(text: &Text, norm: usize) -> bool {
    let line = &text.lines()[text.line_at(norm)];
    text.norm()[line.range.start..norm].trim().is_empty()
}

/// Whether the space before `norm` parts words: letters set apart (理 事 長) have one on both sides.
fn single_spaced(text: &Text, norm: usize) -> bool {
    let rest = &text.norm()[norm..];
    let mut chars = rest.chars();
    chars.next();
    chars.next().is_some_and(|c| c != ' ')
}

/// The affiliation that a sentence gives right before a name.
fn affiliation_before(p: &Paragraph, start: usize) -> Option<String> {
    let head = p.text[..start].strip_suffix('の').unwrap_or(&p.text[..start]);
    let mut from = head.len();
    for (i, c) in head.char_indices().rev() {
        if !(is_kanji(c) || is_katakana(c) || c == '・' || c.is_ascii_alphanumeric())
            || head.len() - i > 150
        {
            break;
        }
        from = i;
    }
    let place = head[from..].trim_matches('・');
    is_organization(place).then(|| place.to_owned())
}

/// The last two words of a line as a name.
fn name_at_end(
    text: &Text,
    lines: &Lines<'_>,
    at: usize,
    words: &[&str],
) -> Option<(String, Range<usize>)> {
    let [.., family, given] = words else { return None };
    if !is_name_part(family, 3) || !is_name_part(given, 4) {
        return None;
    }
    let whole = format!("{family}{given}");
    let posts = POSTS.iter().any(|p| family == p || given == p);
    if NOT_NAMES.iter().any(|w| whole.contains(w)) || posts || whole.chars().count() < 3 {
        return None;
    }
    let range = lines.range_of(at);
    let line = &text.norm()[range.clone()];
    let start = range.start
        + line.rfind(family).filter(|i| i + family.len() <= line.rfind(given).unwrap_or(0))?;
    Some((format!("{family} {given}"), start..range.end))
}

/// Whether a word may be a family or a given name.
fn is_name_part(word: &str, longest: usize) -> bool {
    let count = word.chars().count();
    (1..=longest).contains(&count)
        && word.chars().all(|c| is_kanji(c) || is_hiragana(c) || is_katakana(c))
        && !word.ends_with(['課', '局', '室', '省', '庁', '会'])
        && !(word.ends_with('部') && word.chars().count() > 2)
}

/// Splits the words before a name into an affiliation and the post that ends them.
fn split_post(words: &[&str]) -> Option<(String, String)> {
    let last = words.last()?;
    // 理 事: the post set with spaces.
    let joined: String = words.concat();
    if let Some(post) = POSTS.iter().find(|p| joined == **p) {
        return Some((String::new(), (*post).to_owned()));
    }
    let post = POSTS.iter().filter(|p| last.ends_with(*p)).max_by_key(|p| p.len())?;
    let stem = &last[..last.len() - post.len()];
    let head = words[..words.len() - 1].join(" ");
    // 特任准教授, チームリーダー: the whole word is the post unless it names an organization.
    if is_organization(stem) {
        Some((format!("{head} {stem}").trim().to_owned(), (*post).to_owned()))
    } else {
        Some((head, (*last).to_owned()))
    }
}

/// A line that is a directing post and nothing else.
fn directing_post(line: &str) -> Option<String> {
    if line.len() > 200 || !line.ends_with(['ー', ')']) {
        return None;
    }
    let line = squeeze(line);
    let post = line.find('(').map_or(line.as_str(), |i| &line[..i]);
    let ends = ["ディレクター", "コーディネーター", "リーダー", "マネージャー", "スーパーバイザー"];
    let short = post.chars().count() <= 30 && !post.contains(['、', '。', 'の', '●', '「', '『']);
    (short && ends.iter().any(|e| post.ends_with(e))).then(|| post.to_owned())
}

/// The lines under a name, joined: where the person works. With the line behind them.
fn affiliation_below(lines: &Lines<'_>, at: usize) -> Option<(String, usize)> {
    lines.get(at + 1).filter(|_| lines.gap(at + 1) <= 1)?;
    let run = lines.run(at + 1);
    let joined: String =
        run.clone().filter_map(|i| lines.get(i)).map(fold).fold(String::new(), |mut all, l| {
            // Words in one line are kept apart; a line end is none.
            if all.ends_with(|c: char| c.is_ascii_alphanumeric())
                && l.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                all.push(' ');
            }
            all.push_str(&l);
            all
        });
    (joined.chars().count() <= 80 && !joined.contains('。')).then_some((joined, run.end))
}

/// The project whose page a post stands on: the nearest title above that ends in プロジェクト,
/// or the nearest that begins as the post does.
fn project_above(lines: &Lines<'_>, at: usize, post: &str) -> Option<String> {
    let generic = [
        "プログラムディレクター",
        "プロジェクトリーダー",
        "プロジェクトマネージャー",
        "プログラムマネージャー",
    ];
    let prefix = generic.iter().find_map(|g| post.strip_suffix(g)).unwrap_or("");
    let ends: &[&str] = if prefix.is_empty() {
        &["プロジェクト"]
    } else {
        &["事業", "プロジェクト", "プログラム"]
    };
    // A page has some hundred lines.
    for i in (at.saturating_sub(400)..at).rev() {
        let line = lines.get(i).filter(|l| l.len() <= 600).unwrap_or_default();
        if opening(line) != Opening::Plain && opening(line) != Opening::Number {
            continue;
        }
        let title = squeeze(line.rsplit('。').next().unwrap_or(line));
        let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '#');
        let count = title.chars().count();
        let whole = ends.iter().any(|e| title.ends_with(e) && title.len() > e.len());
        let noun = !title.contains(['、', '「', '/', ':', '(']);
        let other =
            title.starts_with('他') || title.starts_with("個々") || title.starts_with("統合");
        if whole && noun && !other && count <= 30 && title.starts_with(prefix) {
            return Some(title.to_owned());
        }
    }
    None
}

/// What an abbreviation stands for: `疾患領域コーディネーター(DC)`.
fn defined(text: &Text, short: &str) -> Option<String> {
    let bracket = format!("({short})");
    for (at, _) in text.norm().match_indices(&bracket) {
        let head = &text.norm()[..at];
        let head = head.trim_end_matches(['」', '\n', ' ']);
        let start = head.trim_end_matches(|c| is_kanji(c) || is_katakana(c)).len();
        let full = &head[start..];
        if full.chars().count() >= 4 {
            return Some(full.to_owned());
        }
    }
    None
}

/// Whether a phrase ends as names of organizations do.
fn is_organization(phrase: &str) -> bool {
    const ENDS: [&str; 27] = [
        "大学",
        "大学院",
        "学部",
        "研究科",
        "研究所",
        "研究院",
        "研究室",
        "センター",
        "機構",
        "病院",
        "学校",
        "学院",
        "省",
        "庁",
        "局",
        "部",
        "課",
        "室",
        "科",
        "会",
        "協会",
        "法人",
        "会社",
        "県",
        "市",
        "町",
        "村",
    ];
    let phrase = phrase.trim();
    // An agency may go by its initials.
    let initials = phrase.len() <= 8 && phrase.bytes().all(|b| b.is_ascii_uppercase());
    phrase.len() >= 4 && (initials || ENDS.iter().any(|e| phrase.ends_with(e)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> String {
        let (text, layout) = read(input);
        let found: Vec<String> = people(&text, &layout)
            .iter()
            .map(|p| {
                let part = |o: &Option<String>| o.clone().unwrap_or_else(|| "-".to_owned());
                format!("{}|{}|{}", p.name, part(&p.role), part(&p.affiliation))
            })
            .collect();
        found.join(" & ")
    }

    #[test]
    fn names_beside_a_post() {
        assert_eq!(all("理　事　城　克文"), "城 克文|理事|-");
        assert_eq!(all("監　事 稲葉 カヨ"), "稲葉 カヨ|監事|-");
        assert_eq!(all("市長　鈴木　一郎"), "鈴木 一郎|市長|-");
        assert_eq!(all("港湾局 計画課長　山田　花子"), "山田 花子|計画課長|港湾局");
        assert_eq!(all("農業研究機構\n\n理事長 佐藤 正"), "佐藤 正|理事長|農業研究機構");
        assert_eq!(
            all("北海大学 農学部　特任准教授　高橋 みどり"),
            "高橋 みどり|特任准教授|北海大学 農学部"
        );
        assert_eq!(all("水産研究開発機構理事長　平野 俊夫"), "平野 俊夫|理事長|水産研究開発機構");
    }

    #[test]
    fn names_in_sentences() {
        assert_eq!(
            all("北海大学大学院農学研究院の西田幸二教授らは、新品種を育成した。"),
            "西田幸二|教授|北海大学大学院農学研究院"
        );
        assert_eq!(all("その結果、末松誠前理事長の下で進んだ。"), "末松誠|前理事長|-");
        assert_eq!(
            all("機構のマイケル・ストロング理事長が訪れた。"),
            "マイケル・ストロング|理事長|機構"
        );
        assert_eq!(
            all(
                "　北海大学農学部附属再生資源研究センター 中\n山功一教授、水産学部 伊藤学助教および会社は、"
            ),
            "中山功一|教授|北海大学農学部附属再生資源研究センター & 伊藤学|助教|水産学部"
        );
    }

    #[test]
    fn not_people() {
        assert_eq!(all("理事長に就任した。名誉教授や特任教授が集まる。"), "");
        assert_eq!(all("主任教授、大学教授、同大学学長、機構理事長"), "");
        assert_eq!(all("監事（非常勤）\n理事会 会議 資料"), "");
        assert_eq!(all("文部科学省 厚生労働省"), "");
    }

    #[test]
    fn names_under_a_post() {
        let input = "水産資源プロジェクト\n\nプログラムディレクター\n\n齋藤  英彦\n\n国立水産機構\n名誉院長\n\n次の題";
        let (text, layout) = read(input);
        let found = people(&text, &layout);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "齋藤 英彦");
        assert_eq!(found[0].affiliation.as_deref(), Some("国立水産機構名誉院長"));
        assert_eq!(found[0].project.as_deref(), Some("水産資源プロジェクト"));
    }

    #[test]
    fn people_of_the_brochure() {
        let (text, layout) = seed("002");
        let found = people(&text, &layout);
        let by = |name: &str| found.iter().find(|p| p.name == name).cloned().unwrap_or_default();
        let names: Vec<&str> = found.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(found.len(), 29, "{names:?}");
        assert_eq!(by("三島 良直").role.as_deref(), Some("理事長"));
        assert_eq!(by("三島 良直").affiliation.as_deref(), Some("日本医療研究開発機構"));
        assert_eq!(by("岩﨑 甫").project.as_deref(), Some("医薬品プロジェクト"));
        assert!(
            by("岩﨑 甫").affiliation.is_some_and(|a| a.starts_with("山梨大学 副学長/融合研究"))
        );
        assert_eq!(by("清水 孝雄").project.as_deref(), Some("シーズ開発・研究基盤プロジェクト"));
        assert_eq!(by("倉根 一郎").role.as_deref(), Some("疾患領域コーディネーター"));
        assert_eq!(by("倉根 一郎").field.as_deref(), Some("感染症"));
        assert_eq!(by("葛原 茂樹").field.as_deref(), Some("難病"));
        assert_eq!(by("平野 俊夫").project.as_deref(), Some("ムーンショット型研究開発事業"));
        assert_eq!(by("村山 正宜").role.as_deref(), Some("チームリーダー"));
        assert_eq!(by("山崎 聡").field.as_deref(), Some("造血幹細胞の低コスト大量培養技術の開発"));
        assert_eq!(by("工藤進英").role.as_deref(), Some("教授"));
        assert_eq!(by("伊藤学").role.as_deref(), Some("助教"));
        assert_eq!(by("マイケル・ストロング").affiliation.as_deref(), Some("カナダ保健研究機構"));
    }
}
