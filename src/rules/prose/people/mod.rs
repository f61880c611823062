//! People: a name beside a post.
//!
//! A name is a family and a given name with a space between, on a line with the post
//! (`監事 稲葉 カヨ`, `…大学 教授 山田 花子`), under a line that is a post, or behind the
//! abbreviation of one (`DC 倉根 一郎`). In sentences a name has no space, and is what stands
//! between the affiliation and an academic post (`…医学系研究科の西田幸二教授`).
//! The same person is one record, however often named.

use std::collections::BTreeMap;

use super::Layout;
use crate::layout::line::squeeze;
use crate::model::Person;
use crate::text::Text;
use lines::on_lines;
use sentence::in_sentences;

mod form;
mod lines;
mod sentence;

/// Posts of those who lead an organization together and are listed one under another.
const OFFICERS: [&str; 8] =
    ["理事長", "副理事長", "専務理事", "常務理事", "理事", "監事", "会長", "副会長"];

/// A mention of a person.
struct Found {
    /// The index of its line, and the place of the name in the normalized text.
    line: usize,
    at: usize,
    person: Person,
}

/// The people of a text.
pub fn people(text: &Text, layout: &Layout) -> Vec<Person> {
    let mut found = Vec::new();
    on_lines(text, layout, &mut found);
    in_sentences(text, layout, &mut found);
    found.sort_by_key(|f| f.at);
    let mut people: Vec<Person> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    // The line and the record of the officer mentioned last.
    let mut officer: Option<(usize, usize)> = None;
    for Found { line, mut person, .. } in found {
        let listed = person.role.as_deref().is_some_and(|r| OFFICERS.contains(&r));
        // Officers on lines one under another are of one organization.
        if let Some((above, at)) = officer.filter(|(l, _)| listed && line <= l + 2)
            && line > above
        {
            person.affiliation = person.affiliation.or_else(|| people[at].affiliation.clone());
        }
        let at = *known.entry(squeeze(&person.name)).or_insert(people.len());
        match people.get_mut(at) {
            Some(known) => merge(known, person),
            None => people.push(person),
        }
        officer = if listed { Some((line, at)) } else { officer };
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
        assert_eq!(
            all("水産機構\n理事長 佐藤 正\n\n理事 鈴木 一郎\n\n\n\n監事 山田 花子"),
            "佐藤 正|理事長|水産機構 & 鈴木 一郎|理事|水産機構 & 山田 花子|監事|-"
        );
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
            "中山功一|教授|北海大学農学部附属再生資源研究センター & 伊藤学|助教|北海大学水産学部"
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
        for officer in ["三島 良直", "城 克文", "稲葉 カヨ", "白山 真一"] {
            assert_eq!(by(officer).affiliation.as_deref(), Some("日本医療研究開発機構"));
        }
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
        let surgery = "佐賀大学医学部胸部・心臓血管外科";
        assert_eq!(by("伊藤学").affiliation.as_deref(), Some(surgery));
        assert_eq!(by("マイケル・ストロング").affiliation.as_deref(), Some("カナダ保健研究機構"));
    }
}
