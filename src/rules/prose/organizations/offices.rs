//! Offices: blocks of lines with a postal address and a telephone number.

use super::printed;
use crate::model::Organization;
use crate::rules::prose::evidence;
use crate::rules::prose::scan::{before, fold, places};
use crate::text::Text;

/// The lines of one office's contact data, first and last.
struct Contact {
    first: usize,
    last: usize,
    office: Organization,
}

/// The offices of a text; `agency` is the organization whose document it is.
pub(super) fn offices(text: &Text, agency: Option<&str>) -> Vec<Organization> {
    // No office without a telephone number.
    let norm = text.norm();
    let labels = ["el", "EL", "話", "☎"];
    let called = places(norm, &labels, |at| match norm.as_bytes()[at] {
        b'e' | b'E' => at > 0 && matches!(norm.as_bytes()[at - 1], b't' | b'T'),
        _ => norm[at..].starts_with('☎') || before(norm, at) == Some('電'),
    });
    let mut called: Vec<usize> = called.into_iter().map(|at| text.line_at(at)).collect();
    called.dedup();
    if called.is_empty() {
        return Vec::new();
    }
    let lines = printed(text);
    let mut contacts: Vec<Contact> = Vec::new();
    let mut from = 0;
    for called in called {
        let Ok(called) = lines.binary_search_by_key(&called, |l| l.0) else { continue };
        // The number stands on one of the six lines of a block.
        for at in from.max(called.saturating_sub(5))..=called {
            if let Some(contact) = contact(&lines, at) {
                from = contact.last + 1;
                contacts.push(contact);
                break;
            }
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
            contact.office.name = spaced(line);
            contact.office.parent =
                agency.filter(|a| !contact.office.name.contains(a)).map(str::to_owned);
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
            (phone(line), labelled(line, &["fax", "ファックス"]), mail(line), url(line));
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
            address.push_str(&spaced(line));
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
pub(super) fn phone(line: &str) -> Option<String> {
    labelled(line, &["tel", "電話", "☎"])
}

/// The number behind one of `labels`, which are in small letters, as printed.
fn labelled(line: &str, labels: &[&str]) -> Option<String> {
    if line.len() > 400 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let at = labels.iter().find_map(|l| lower.find(l).map(|i| i + l.len()))?;
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

/// A name or address as printed, each run of spaces folded to one, and none between a word and
/// the Latin letters or figures behind it: `大手町1-7-1 読売新聞ビル`.
fn spaced(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    for word in fold(line).split(' ') {
        let layout = words.ends_with(|c: char| !c.is_ascii())
            && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !words.is_empty() && !layout {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}
