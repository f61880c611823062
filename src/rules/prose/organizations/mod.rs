//! Offices with their addresses, the units of an organization chart, and lists of partners.
//!
//! An office is a block of lines with a postal address (〒, or a line in front of a telephone
//! number) and a telephone number; its name stands on the line before or behind, whichever way
//! round the document does it. Units are the lines of an organization chart (組織) that are
//! nothing but a name ending in 部, 課 or 室. Partners are the names, parted by commas, under a
//! heading that ends in 一覧.

use std::ops::Range;

use super::scan::{before, marked, places};
use super::{Layout, evidence};
use crate::model::Organization;
use crate::text::Text;
use chart::departments;
use offices::offices;

mod chart;
mod offices;

/// The offices, units and partners of a text. `agency` is the organization whose document it is,
/// if it is one organization's: its offices belong to it.
pub fn organizations(text: &Text, layout: &Layout, agency: Option<&str>) -> Vec<Organization> {
    let mut found = offices(text, agency);
    found.extend(departments(text, layout));
    found.extend(partners(text, layout));
    found.sort_by_key(|o| o.evidence.start);
    found
}

/// Lines with something on them, with their indices.
fn printed(text: &Text) -> Vec<(usize, &str)> {
    (0..text.lines().len()).filter(|&i| !text.is_blank(i)).map(|i| (i, text.content(i))).collect()
}

/// The members of lists under a heading that ends in 一覧.
fn partners(text: &Text, layout: &Layout) -> Vec<Organization> {
    let norm = text.norm();
    let mut found = Vec::new();
    let heads = places(norm, &["覧"], |at| before(norm, at) == Some('一'));
    for m in marked(layout, &heads) {
        let words = m.paragraph.text(text);
        let head = words.find('(').map_or(words, |at| &words[..at]);
        let list = head.ends_with("一覧") && head.chars().count() <= 30;
        let Some(body) = layout.paragraphs.get(m.index + 1).filter(|b| list && !b.prose) else {
            continue;
        };
        let names = body.text(text);
        let items = items(names);
        if items.len() < 3 {
            continue;
        }
        for range in items {
            found.push(Organization {
                name: names[range.clone()].to_owned(),
                role: Some("partner".to_owned()),
                evidence: evidence(text, body.norm_range(text, range)),
                ..Organization::default()
            });
        }
    }
    found
}

/// The pieces of a text between the commas outside brackets.
fn items(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' | '「' => depth += 1,
            ')' | '」' => depth -= 1,
            '、' if depth <= 0 => {
                found.push(start..i);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found.retain(|r| r.len() >= 4);
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> Vec<Organization> {
        let (text, layout) = read(input);
        organizations(&text, &layout, None)
    }

    #[test]
    fn office_with_its_name_in_front() {
        let found = all(
            "国土交通省 道路局\n〒100-8918 東京都千代田区霞が関2-1-3\n電話：03-5253-8111（代表）　FAX：03-5253-1616\nhttps://www.mlit.go.jp/road/\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "国土交通省 道路局");
        assert_eq!(found[0].address.as_deref(), Some("〒100-8918 東京都千代田区霞が関2-1-3"));
        assert_eq!(found[0].phone.as_deref(), Some("03-5253-8111"));
        assert_eq!(found[0].fax.as_deref(), Some("03-5253-1616"));
        assert_eq!(found[0].url.as_deref(), Some("https://www.mlit.go.jp/road/"));
    }

    #[test]
    fn not_offices() {
        assert!(all("Email:desk@example.go.jp\n\n相談窓口").is_empty());
        assert!(all("電話相談を行った。").is_empty());
        assert!(all("予算課\n1,234\n総務課\n5,678").is_empty());
    }

    #[test]
    fn chart() {
        let found = all("組織図\n\n農政部\n\n農地課\n\n林務課\n\n水産振興室\n\n収入の部");
        let names: Vec<&str> = found.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(names, ["農政部", "農地課", "林務課", "水産振興室"]);
        assert!(found.iter().all(|o| o.role.as_deref() == Some("department")));
    }

    #[test]
    fn list_of_partners() {
        let found = all("姉妹都市一覧（3都市）\n\nシカゴ (CHI)、ミラノ、上海 (SHA)");
        let names: Vec<&str> = found.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(names, ["シカゴ(CHI)", "ミラノ", "上海(SHA)"]);
    }

    #[test]
    fn organizations_of_the_brochure() {
        let (text, layout) = seed("002");
        let found = organizations(&text, &layout, Some("日本医療研究開発機構"));
        let role = |r: &str| -> Vec<&Organization> {
            found.iter().filter(|o| o.role.as_deref() == Some(r)).collect()
        };
        let offices = role("office");
        let names: Vec<&str> = offices.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "ワシントンD.C. 事務所",
                "ロンドン事務所",
                "本部",
                "創薬事業部 東日本統括部",
                "創薬事業部 西日本統括部"
            ]
        );
        assert_eq!(offices[0].email.as_deref(), Some("contact@amedjp-us.org"));
        assert_eq!(offices[1].phone.as_deref(), Some("+44 (0) 20-7065-6300"));
        assert_eq!(offices[2].fax.as_deref(), Some("03-6870-2241"));
        assert_eq!(offices[2].url.as_deref(), Some("https://www.amed.go.jp"));
        assert_eq!(
            offices[2].address.as_deref(),
            Some("〒100-0004 東京都千代田区大手町1-7-1 読売新聞ビル")
        );
        assert!(offices.iter().all(|o| o.parent.as_deref() == Some("日本医療研究開発機構")));
        assert_eq!(offices[4].phone.as_deref(), Some("06-6372-1771"));
        let partners = role("partner");
        assert_eq!(partners.len(), 17);
        assert_eq!(partners[1].name, "シンガポール科学技術研究庁(A*STAR)");
        assert_eq!(
            partners[16].name,
            "医療分野における橋渡し研究推進のための国際連携トランスレーション・トゥギャザー(TT)"
        );
        let units = role("department");
        assert!(units.iter().any(|o| o.name == "国際戦略推進部"));
        assert!(units.iter().any(|o| o.name == "健康・医療データ研究開発課"));
        assert!(units.iter().any(|o| o.name == "監査室"));
    }
}
