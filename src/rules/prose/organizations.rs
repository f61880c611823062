//! Offices with their addresses, the units of an organization chart, and lists of partners.
//!
//! An office is a block of lines with a postal address (〒, or a line in front of a telephone
//! number) and a telephone number; its name stands on the line before or behind, whichever way
//! round the document does it. Units are the lines of an organization chart (組織) that are
//! nothing but a name ending in 部, 課 or 室. Partners are the names, parted by commas, under a
//! heading that ends in 一覧.

use std::collections::BTreeSet;

use super::scan::{fold, is_kanji, is_katakana, squeeze};
use super::{Layout, evidence};
use crate::layout::paragraph::Paragraph;
use crate::model::Organization;
use crate::text::Text;

/// The offices, units and partners of a text.
pub fn organizations(text: &Text, layout: &Layout) -> Vec<Organization> {
    let mut found = offices(text);
    found.extend(departments(text, layout));
    found.extend(partners(text, layout));
    found.sort_by_key(|o| o.evidence.start);
    found
}

/// The lines of one office's contact data, first and last.
struct Contact {
    first: usize,
    last: usize,
    office: Organization,
}

/// Lines with something on them, with their indices.
fn printed(text: &Text) -> Vec<(usize, &str)> {
    (0..text.lines().len())
        .map(|i| (i, text.line(i).trim()))
        .filter(|(_, l)| !l.is_empty())
        .collect()
}

fn offices(text: &Text) -> Vec<Organization> {
    let lines = printed(text);
    let mut contacts: Vec<Contact> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match contact(&lines, at) {
            Some(contact) => {
                at = contact.last + 1;
                contacts.push(contact);
            }
            None => at += 1,
        }
    }
    // Blocks that follow one another name their offices all before or all behind.
    let mut found = Vec::new();
    let near = |a: &Contact, b: &Contact| b.first - a.last <= 4;
    for group in contacts.chunk_by_mut(near) {
        let before = group[0].first.checked_sub(1).and_then(|i| lines.get(i));
        let ahead = before.is_some_and(|l| is_office_name(l.1));
        for contact in group {
            let above = contact.first.checked_sub(1).and_then(|i| lines.get(i));
            let below = lines.get(contact.last + 1);
            let above = above.copied().filter(|l| is_office_name(l.1));
            let below = below.copied().filter(|l| is_office_name(l.1));
            // A name in Latin letters above and one in Japanese below are the same office.
            let bilingual =
                above.is_some_and(|l| l.1.is_ascii()) && below.is_some_and(|l| !l.1.is_ascii());
            let chosen = if ahead && !bilingual { above } else { below.or(above) };
            let Some((index, line)) = chosen else { continue };
            let range = text.lines()[index].range.clone();
            contact.office.name = fold(line);
            contact.office.role = Some("office".to_owned());
            contact.office.evidence = evidence(text, range);
            found.push(contact.office.clone());
        }
    }
    found
}

/// Reads the contact block that begins on line `at`.
fn contact(lines: &[(usize, &str)], at: usize) -> Option<Contact> {
    let line = lines[at].1;
    let postal = line.starts_with('〒') || line.starts_with("郵便番号");
    // A foreign address is the line in front of a telephone number, and has a postcode or a comma.
    let figures = line.bytes().any(|b| b.is_ascii_digit());
    let foreign = !postal && figures && line.contains(", ") && phone(line).is_none();
    let local = !postal && !foreign && figures && is_address(line);
    let called = || lines.get(at + 1).is_some_and(|l| phone(l.1).is_some());
    if !postal && !((foreign || local) && called()) {
        return None;
    }
    let mut office = Organization::default();
    let mut address = String::new();
    let mut last = at;
    for (i, (_, line)) in lines.iter().enumerate().skip(at).take(6) {
        let (tel, fax, mail, url) =
            (phone(line), labelled(line, &["fax", "ファックス", "FAX"]), mail(line), url(line));
        let data = tel.is_some() || fax.is_some() || mail.is_some() || url.is_some();
        if !data && (office.phone.is_some() || i > at + 2) {
            break;
        }
        if !data {
            if i > at && !is_address(line) {
                break;
            }
            if !address.is_empty() {
                address.push(' ');
            }
            address.push_str(&fold(line));
        }
        office.phone = office.phone.or(tel);
        office.fax = office.fax.or(fax);
        office.email = office.email.or(mail);
        office.url = office.url.or(url);
        last = i;
    }
    office.phone.as_ref()?;
    office.address = (!address.is_empty()).then(|| address.replace("〒 ", "〒"));
    if office.url.is_none() {
        let above = at.checked_sub(1).map(|i| lines[i].1);
        office.url = above.filter(|l| l.starts_with("http")).and_then(url);
    }
    Some(Contact { first: at, last, office })
}

/// Whether a line may be an address or the rest of one.
fn is_address(line: &str) -> bool {
    let place =
        line.contains(['都', '道', '府', '県', '市', '区', '町', '村']) || line.contains("丁目");
    line.starts_with('〒')
        || place && line.bytes().any(|b| b.is_ascii_digit()) && line.chars().count() <= 60
}

fn is_office_name(line: &str) -> bool {
    let ends = [
        "部",
        "局",
        "課",
        "室",
        "所",
        "省",
        "庁",
        "署",
        "センター",
        "館",
        "院",
        "校",
        "役場",
        "支店",
        "機構",
        "協会",
        "OFFICE",
        "Office",
        "窓口",
        "係",
    ];
    let line = line.trim_end_matches(')');
    let short = line.chars().count() <= 40 && !line.starts_with(['●', '■', '・', '※', '〒', '○']);
    short && !line.contains(['。', ':', '、']) && ends.iter().any(|e| line.ends_with(e))
}

/// The telephone number of a line: behind Tel, 電話 or ☎.
fn phone(line: &str) -> Option<String> {
    labelled(line, &["tel", "Tel", "TEL", "電話", "☎", "代表電話"])
}

/// The number behind one of `labels`, as printed.
fn labelled(line: &str, labels: &[&str]) -> Option<String> {
    if line.len() > 400 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let at = labels.iter().find_map(|l| {
        let l = l.to_ascii_lowercase();
        lower.find(&l).map(|i| i + l.len())
    })?;
    let rest = line[at..].trim_start_matches(['番', '号', '.', ':', ' ', ')', '(', '/']);
    let rest = if line[at..].trim_start_matches([':', ' ']).starts_with('(') {
        line[at..].trim_start_matches([':', ' '])
    } else {
        rest
    };
    // The international prefix may be set with a letter l for the figure 1.
    let end = rest
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || " +-()l".contains(*c)))
        .map_or(rest.len(), |(i, _)| i);
    let number = rest[..end].trim().trim_end_matches('(').trim();
    (number.bytes().filter(u8::is_ascii_digit).count() >= 6).then(|| number.to_owned())
}

fn mail(line: &str) -> Option<String> {
    line.split([' ', ':', '(', ')', '<', '>', '、'])
        .find(|w| {
            w.is_ascii()
                && w.split_once('@')
                    .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        })
        .map(str::to_owned)
}

fn url(line: &str) -> Option<String> {
    let at = line.find("http://").or_else(|| line.find("https://"))?;
    let rest = &line[at..];
    let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches([')', ',', '.']).to_owned())
}

/// The units of an organization chart.
fn departments(text: &Text, layout: &Layout) -> Vec<Organization> {
    let lines = printed(text);
    let mut found: Vec<Organization> = Vec::new();
    let Some(start) = lines.iter().position(|(_, l)| opens_chart(l)) else { return found };
    let mut known = BTreeSet::new();
    let mut misses = 0;
    for (at, (index, line)) in lines.iter().enumerate().skip(start) {
        if phone(line).is_some() || line.starts_with('〒') || misses > 12 {
            break;
        }
        if layout.is_vertical(*index) {
            continue;
        }
        // The head of the chart may stand before its first unit on one line.
        let unit = if at == start { line.rsplit(' ').next().unwrap_or(line) } else { line };
        let name = squeeze(unit);
        // The first character of a vertical label may stick to the line before it.
        let glued = layout.is_vertical(index + 1) && !is_unit(&name);
        let name = if glued {
            name.chars().take(name.chars().count().saturating_sub(1)).collect()
        } else {
            name
        };
        if !is_unit(&name) || !known.insert(name.clone()) {
            misses += usize::from(!line.starts_with(['〈', '<', '※', '●']));
            continue;
        }
        misses = 0;
        let full = text.lines()[*index].range.clone();
        let indent = text.line(*index).len() - text.line(*index).trim_start().len();
        let from = full.start + indent + (line.len() - unit.len());
        let last = if glued { unit.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        found.push(Organization {
            name,
            role: Some("department".to_owned()),
            evidence: evidence(text, from..from + unit.len() - last),
            ..Organization::default()
        });
    }
    // One or two names are no chart.
    if found.len() >= 4 { found } else { Vec::new() }
}

/// Whether a line is the head of an organization chart.
fn opens_chart(line: &str) -> bool {
    let bare = squeeze(line);
    bare == "組織" || bare == "組織図" || bare.ends_with("組織図") || line.starts_with("組織 ")
}

/// Whether a line is the name of a unit and nothing else.
fn is_unit(name: &str) -> bool {
    let count = name.chars().count();
    let noun =
        name.chars().all(|c| is_kanji(c) || is_katakana(c) || c == '・' || c.is_ascii_uppercase());
    let unit = name.ends_with(['部', '課', '室', '局'])
        || name.ends_with("センター")
        || name.ends_with("委員会");
    // 東日本統括部西日本統括部: two names side by side.
    let two = name.match_indices(['部', '課', '局']).any(|(i, m)| {
        let rest = &name[i + m.len()..];
        !rest.is_empty()
            && !rest.starts_with(['長', '門', '会', '品', '題', '局', '署', '室', '課'])
    });
    (3..=20).contains(&count) && noun && unit && !two
}

/// The members of lists under a heading that ends in 一覧.
fn partners(text: &Text, layout: &Layout) -> Vec<Organization> {
    let mut found = Vec::new();
    for (i, p) in layout.paragraphs.iter().enumerate() {
        let head = p.text.find('(').map_or(p.text.as_str(), |at| &p.text[..at]);
        let list = head.ends_with("一覧") && head.chars().count() <= 30;
        let Some(body) = layout.paragraphs.get(i + 1).filter(|b| list && !b.text.contains('。'))
        else {
            continue;
        };
        let items = items(body);
        if items.len() < 3 {
            continue;
        }
        for range in items {
            found.push(Organization {
                name: body.text[range.clone()].to_owned(),
                role: Some("partner".to_owned()),
                evidence: evidence(text, body.norm_range(range)),
                ..Organization::default()
            });
        }
    }
    found
}

/// The pieces of a paragraph between the commas outside brackets.
fn items(p: &Paragraph) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (i, c) in p.text.char_indices() {
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
    found.push(start..p.text.len());
    found.retain(|r| r.len() >= 4);
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, seed};
    use super::*;

    fn all(input: &str) -> Vec<Organization> {
        let (text, layout) = read(input);
        organizations(&text, &layout)
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
        let found = organizations(&text, &layout);
        let role = |r: &str| -> Vec<&Organization> {
            found.iter().filter(|o| o.role.as_deref() == Some(r)).collect()
        };
        let offices = role("office");
        let names: Vec<&str> = offices.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "ワシントン D.C. 事務所",
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
            Some("〒100-0004 東京都千代田区大手町 1-7-1 読売新聞ビル")
        );
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
