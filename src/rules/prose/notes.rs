//! Remarks marked ※, ▶, (注) or *, and ➢ where it remarks on the figures above.

use super::{Layout, evidence};
use crate::layout::paragraph::{Opening, Paragraph};
use crate::model::Note;
use crate::text::Text;

/// Words with which a remark refers to what it stands under. A ➢ or ▶ before anything else is
/// a bullet.
const REFERENCES: [&str; 9] =
    ["上記", "下記", "本表", "この他", "このほか", "計数", "端数", "四捨五入", "なお"];

/// The notes of a text.
pub fn notes(text: &Text, layout: &Layout) -> Vec<Note> {
    let mut found = Vec::new();
    for p in &layout.paragraphs {
        if matches!(p.opening, Opening::Note | Opening::Bullet) {
            read(text, p, &mut found);
        }
    }
    found
}

/// Reads the notes of one paragraph: several may stand on one line.
fn read(text: &Text, p: &Paragraph, found: &mut Vec<Note>) {
    // Markdown writes a list's dash before the mark.
    let start = p.text.len() - p.text.trim_start_matches(['-', ' ']).len();
    let body = &p.text[start..];
    let arrow = body.starts_with(['➢', '▶', '►', '▷']);
    if arrow {
        let rest = body.trim_start_matches(['➢', '▶', '►', '▷', ' ']);
        if !REFERENCES.iter().any(|w| rest.starts_with(w)) && !rest.contains("四捨五入") {
            return;
        }
    } else if p.opening == Opening::Bullet && !body.starts_with('※') {
        return;
    }
    let mut cuts = vec![start];
    for (at, _) in p.text.match_indices('※').filter(|(at, _)| *at > start) {
        let norm = p.norm_offset(at);
        let spaced = text.norm()[..norm].ends_with([' ', '\n']);
        let numbered = p.text[at + '※'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if body.starts_with('※') && spaced && numbered {
            cuts.push(at);
        }
    }
    cuts.push(p.text.len());
    for cut in cuts.windows(2) {
        let (from, to) = (cut[0], cut[1]);
        let (marker, length) = marker(&p.text[from..to]);
        let mut remark = p.text[from + length..to].trim_matches([' ', ':']);
        if p.text[from..].starts_with("(※") && marker == "※" {
            remark = remark.strip_suffix(')').unwrap_or(remark);
        }
        if remark.chars().count() < 2 || remark.starts_with('※') {
            continue;
        }
        let remark = remark.to_owned();
        found.push(Note { marker, text: remark, evidence: evidence(text, p.norm_range(from..to)) });
    }
}

/// The mark at the head of a note, and the bytes that it takes.
fn marker(text: &str) -> (String, usize) {
    if text.starts_with("(※") {
        let length = '※'.len_utf8() + 1;
        return ("※".to_owned(), length);
    }
    if text.starts_with('(') {
        let end = text.find(')').map_or(text.len(), |i| i + 1);
        return (text[..end].to_owned(), end);
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let rest = &text[first..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let unit =
        rest[digits..].starts_with(['年', '月', '日', '%', ',', '.', '億', '万', '千', '件']);
    let numbered = (1..=2).contains(&digits) && !unit && (text.starts_with(['※', '注', '*']));
    let mut end = if numbered { first + digits } else { first };
    if text.starts_with('注') && text[end..].starts_with(')') {
        end += 1;
    }
    (text[..end].to_owned(), end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> String {
        let (text, layout) = read(input);
        let found: Vec<String> =
            notes(&text, &layout).iter().map(|n| format!("{}|{}", n.marker, n.text)).collect();
        found.join(" & ")
    }

    #[test]
    fn marks() {
        assert_eq!(all("※ 精査により異動がある。"), "※|精査により異動がある。");
        assert_eq!(all("※１　橋渡し：「応用」の合計"), "※1|橋渡し:「応用」の合計");
        assert_eq!(all("（注）計数は四捨五入による。"), "(注)|計数は四捨五入による。");
        assert_eq!(all("注１）補正予算を含む。"), "注1)|補正予算を含む。");
        assert_eq!(all("(注2)単位未満は切り捨て。"), "(注2)|単位未満は切り捨て。");
        assert_eq!(all("* Patient Involvement"), "*|Patient Involvement");
        assert_eq!(all("(※rTR：リバース)"), "※|rTR:リバース");
        assert_eq!(all("※30年度は組替後。"), "※|30年度は組替後。");
        assert_eq!(all("※1 概念実証　※2死の谷：難関"), "※1|概念実証 & ※2|死の谷:難関");
        assert_eq!(all("(*)理化学研究所による支援"), "(*)|理化学研究所による支援");
    }

    #[test]
    fn arrows_that_remark() {
        assert_eq!(
            all("▶ 上記における計数は、四捨五入した。"),
            "▶|上記における計数は、四捨五入した。"
        );
        assert_eq!(all("- ▶ この他、補正予算に計上。"), "▶|この他、補正予算に計上。");
        assert_eq!(all("➢ 漁港の整備を支援"), "");
        assert_eq!(all("➢ 上記経費に加え、基金を充てる。"), "➢|上記経費に加え、基金を充てる。");
    }

    #[test]
    fn not_notes() {
        assert_eq!(all("※ 1 ※ 2"), "");
        assert_eq!(all("成果利用料※2"), "");
        assert_eq!(all("● 漁港の整備"), "");
    }

    #[test]
    fn notes_over_line_ends() {
        assert_eq!(
            all("※リバース：得られた知見を臨床\n　研究に結びつける研究。"),
            "※|リバース:得られた知見を臨床研究に結びつける研究。"
        );
    }

    #[test]
    fn notes_of_the_samples() {
        let (text, layout) = seed("000");
        let found = notes(&text, &layout);
        assert_eq!(found.iter().filter(|n| n.marker == "▶").count(), 3);
        assert!(found.iter().any(|n| n.text == "精査により計数等に異動が生じる場合がある。"));
        let (text, layout) = seed("002");
        let found = notes(&text, &layout);
        assert!(found.iter().any(|n| n.text == "健康寿命:日常生活に制限のない期間のこと"));
        assert!(found.iter().any(|n| n.marker == "※2" && n.text.starts_with("死の谷:")));
        assert!(found.iter().any(|n| n.marker == "※3" && n.text == "「その他」「該当なし」を除く"));
    }
}
