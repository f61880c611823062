//! Remarks marked ※, ▶, (注) or *, and ➢ where it remarks on the figures above.

use super::{Layout, evidence};
use crate::layout::paragraph::{Opening, Paragraph};
use crate::model::Note;
use crate::text::Text;

/// Words with which a remark refers to what it stands under. A ➢ or ▶ before anything else is
/// a bullet.
const REFERENCES: [&str; 9] =
    ["上記", "下記", "本表", "この他", "このほか", "計数", "端数", "四捨五入", "なお"];

/// The marks that are a bullet as often as a remark.
const ARROWS: [char; 4] = ['➢', '▶', '►', '▷'];

/// The notes of a text.
pub fn notes(text: &Text, layout: &Layout) -> Vec<Note> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(p) = layout.paragraphs.get(at) {
        at += 1;
        if !matches!(p.opening, Opening::Note | Opening::Bullet) {
            continue;
        }
        let mark = p.printed(text).trim_start_matches(['-', ' ']).chars().next();
        match mark.filter(|c| ARROWS.contains(c)) {
            None if p.opening == Opening::Bullet && mark != Some('※') => {}
            None => read(text, p, &mut found),
            Some(arrow) => {
                // Sentences in one row with a remark are remarks too.
                let row = layout.paragraphs[at..].iter().take_while(|p| opens_with(text, p, arrow));
                let end = at + row.count();
                let row = &layout.paragraphs[at - 1..end];
                if row.iter().any(|p| refers(p.text(text))) {
                    for p in row.iter().filter(|p| p.prose || refers(p.text(text))) {
                        read(text, p, &mut found);
                    }
                }
                at = end;
            }
        }
    }
    found
}

fn opens_with(text: &Text, p: &Paragraph, arrow: char) -> bool {
    p.printed(text).trim_start_matches(['-', ' ']).starts_with(arrow)
}

/// Whether what stands behind an arrow remarks on something.
fn refers(words: &str) -> bool {
    let rest = words.trim_start_matches(['-', ' ']).trim_start_matches(ARROWS);
    let rest = rest.trim_start();
    REFERENCES.iter().any(|w| rest.starts_with(w)) || rest.contains("四捨五入")
}

/// Reads the notes of one paragraph: several may stand on one line.
fn read(text: &Text, p: &Paragraph, found: &mut Vec<Note>) {
    // Markdown writes a list's dash before the mark.
    let words = p.text(text);
    let start = words.len() - words.trim_start_matches(['-', ' ']).len();
    let body = &words[start..];
    let mut cuts = vec![start];
    for (at, _) in words.match_indices('※').filter(|(at, _)| *at > start) {
        let norm = p.norm_offset(text, at);
        let spaced = text.norm()[..norm].ends_with([' ', '\n']);
        let numbered = words[at + '※'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if body.starts_with('※') && spaced && numbered {
            cuts.push(at);
        }
    }
    cuts.push(words.len());
    for cut in cuts.windows(2) {
        let (from, to) = (cut[0], cut[1]);
        let (marker, length) = marker(&words[from..to]);
        let mut remark = words[from + length..to].trim_matches([' ', ':']);
        if words[from..].starts_with("(※") && marker == "※" {
            remark = remark.strip_suffix(')').unwrap_or(remark);
        }
        if remark.chars().count() < 2 || remark.starts_with('※') {
            continue;
        }
        let remark = remark.to_owned();
        found.push(Note {
            marker,
            text: remark,
            evidence: evidence(text, p.norm_range(text, from..to)),
        });
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
        assert_eq!(
            all("➢ 前年度の額は組替後である。\n\n➢ 漁港\n\n➢ 上記の計数は精査中。"),
            "➢|前年度の額は組替後である。 & ➢|上記の計数は精査中。"
        );
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
