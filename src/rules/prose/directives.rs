//! What one fiscal year is to do: paragraphs and sentences that begin 令和6年度においては.
//!
//! A report of what a past year did (… を行いました。) is not a directive.

use super::scan::{fiscal_years, marked, near_end};
use super::{Layout, Outline, evidence};
use crate::layout::paragraph::Opening;
use crate::model::Directive;
use crate::notation::era::scan_years;
use crate::text::Text;

/// Words that may stand between the start of the sentence and the year.
const LINKS: [&str; 10] = [
    "その際、",
    "また、",
    "なお、",
    "特に、",
    "さらに、",
    "加えて、",
    "このため、",
    "こうした中、",
    "具体的には、",
    "その上で、",
];

/// The directives of a text, with the section of `outline` that each stands in.
pub fn directives(text: &Text, layout: &Layout, outline: &Outline) -> Vec<Directive> {
    let mut found = Vec::new();
    for m in marked(layout, &fiscal_years(text.norm(), true)) {
        let p = m.paragraph;
        if p.opening == Opening::Note || !p.prose {
            continue;
        }
        let words = p.text(text);
        let opening = m.offsets(text).find_map(|at| opens(words, at + "度".len()));
        let Some((start, fiscal_year)) = opening else { continue };
        found.push(Directive {
            fiscal_year,
            section: outline.section_of(m.index).map(|s| s.title.clone()),
            text: words[start..].to_owned(),
            evidence: evidence(text, p.norm_range(text, start..words.len())),
        });
    }
    found
}

/// Where the sentence begins that the fiscal year ending at `end` opens, if it says what that
/// year will do.
fn opens(text: &str, end: usize) -> Option<(usize, i32)> {
    let rest = &text[end..];
    let topic = ["においては", "には", "は"].iter().find_map(|w| rest.strip_prefix(w))?;
    if topic.is_empty() {
        return None;
    }
    let window = near_end(&text[..end], 60);
    let year = scan_years(window).pop().filter(|y| y.fiscal && y.range.end == window.len())?;
    let head = &text[..end - (window.len() - year.range.start)];
    let link = LINKS.iter().find(|w| head.ends_with(*w)).map_or(0, |w| w.len());
    let start = head.len() - link;
    let ends = ['。', '■', '◆', '●', '・', '-', '➢', '○'];
    if start > 0 && !text[..start].ends_with(ends) {
        return None;
    }
    let sentence = topic.split('。').next().unwrap_or_default();
    let past = ["た", "ている", "ています", "ました"].iter().any(|w| sentence.ends_with(w));
    (!past).then_some((if head[..start].chars().count() <= 2 { 0 } else { start }, year.western))
}

#[cfg(test)]
mod tests {
    use super::super::outline;
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> Vec<(i32, String)> {
        let (text, layout) = read(input);
        directives(&text, &layout, &outline(&text, &layout))
            .into_iter()
            .map(|d| (d.fiscal_year, d.text))
            .collect()
    }

    #[test]
    fn paragraphs_of_a_year() {
        assert_eq!(
            all("令和 7 年度においては、スマート農業の導入を支援する。"),
            [(2025, "令和7年度においては、スマート農業の導入を支援する。".to_owned())]
        );
        assert_eq!(all("２０２５年度は、老朽化した橋りょうの修繕を進める。")[0].0, 2025);
        assert_eq!(
            all("計画を定めた。その際、令和5年度においては、港湾を整備する。"),
            [(2023, "その際、令和5年度においては、港湾を整備する。".to_owned())]
        );
        assert!(all("令和元年度は、計6回の研修を行いました。").is_empty());
        assert!(all("各省は、令和6年度においても引き続き要求を行う。").is_empty());
        assert!(all("来年度は、道路を直す。").is_empty());
        assert!(all("令和6年6月には、道路を直す。").is_empty());
    }

    #[test]
    fn directives_of_the_policy() {
        let (text, layout) = seed("001");
        let found = directives(&text, &layout, &outline(&text, &layout));
        let titles: Vec<&str> = found.iter().filter_map(|d| d.section.as_deref()).collect();
        assert_eq!(
            titles,
            [
                "医薬品プロジェクト",
                "医療機器・ヘルスケアプロジェクト",
                "再生・細胞医療・遺伝子治療プロジェクト",
                "ゲノム・データ基盤プロジェクト",
                "疾患基礎研究プロジェクト",
                "シーズ開発・研究基盤プロジェクト",
                "ムーンショット型の研究開発等(基金等を活用した産学連携等への支援)",
            ]
        );
        assert!(found.iter().all(|d| d.fiscal_year == 2024));
        assert!(found[0].text.contains("仕組みとして、産学官共同創薬研究プロジェクト"));
        assert!(found[2].text.contains("推進する。具体的には、我が国発の"));
    }
}
