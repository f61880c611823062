//! Names that are one item's, and names that are not.

use super::{Sureness, renaming};

#[track_caller]
fn check(old: &str, new: &str, sureness: Sureness, change: &str) {
    let found = renaming(old, new).map(|r| (r.sureness, r.change));
    assert_eq!(found, Some((sureness, change.to_owned())), "{old} → {new}");
    let back = renaming(new, old).map(|r| r.sureness);
    assert_eq!(back, Some(sureness), "{new} → {old}");
}

#[track_caller]
fn differ(old: &str, new: &str) {
    assert_eq!(renaming(old, new), None, "{old} → {new}");
    assert_eq!(renaming(new, old), None, "{new} → {old}");
}

#[test]
fn light_changes() {
    use Sureness::{Light, LightTwice};
    check("再生医療実用化研究事業", "再生医療等実用化研究事業", Light, "「等」 added");
    check("水産資源等調査事業", "水産資源調査事業", Light, "「等」 dropped");
    check(
        "河川情報基盤事業",
        "河川情報基盤プロジェクト",
        Light,
        "the suffix 「事業」 is now 「プロジェクト」",
    );
    check(
        "河川情報基盤研究事業",
        "河川情報基盤推進事業",
        Light,
        "the suffix 「研究事業」 is now 「推進事業」",
    );
    check("河川情報基盤", "河川情報基盤事業", Light, "the suffix 「事業」 added");
    check("ダム再生技術計画", "ダム再生技術計画(第2期)", Light, "the phase 「第2期」 added");
    check(
        "ダム再生技術計画第1期",
        "ダム再生技術計画第2期",
        Light,
        "the phase 「第1期」 is now 「第2期」",
    );
    check("ダム再生技術プログラム", "ダム再生技術プログラム2.0", Light, "the phase 「2.0」 added");
    check("ダム再生技術事業", "ダム再生技術事業Ⅱ", Light, "the phase 「Ⅱ」 added");
    check(
        "ダム再生技術事業フェーズ1",
        "ダム再生技術事業フェーズ2",
        Light,
        "the phase 「フェーズ1」 is now 「フェーズ2」",
    );
    check("漁港防災研究事業(仮称)", "漁港防災研究事業", Light, "「仮称」 dropped");
    check("漁港防災研究事業", "漁港防災研究事業(高潮対策)", Light, "「(高潮対策)」 added");
    check(
        "漁港防災等研究事業",
        "漁港防災プログラム(高潮対策)",
        LightTwice,
        "「等」 dropped, the suffix 「研究事業」 is now 「プログラム」, 「(高潮対策)」 added",
    );
    check(
        "港湾技術研究所(PARI)運営費",
        "PARI運営費",
        LightTwice,
        "「PARI」 stands for 「港湾技術研究所」",
    );
}

#[test]
fn one_has_the_other_in_brackets() {
    let change = "one name has the other in brackets";
    check("沿岸観測ブイ計画", "海洋データ利活用プログラム(沿岸観測ブイ)", Sureness::Within, change);
    check(
        "沿岸観測ブイ事業(ブイ網)",
        "海洋プログラム(D-sea)(沿岸観測ブイ)",
        Sureness::Within,
        change,
    );
    let among = "one name has the other in brackets, among others";
    check("沿岸観測ブイ計画", "海洋プログラム(沿岸観測ブイ、潮位計)", Sureness::Among, among);
    differ("ブイ計画", "海洋データ利活用プログラム(ブイ)");
}

#[test]
fn a_word_is_put_in() {
    use Sureness::Inserted;
    check("河川情報整備事業", "河川情報整備・運営事業", Inserted, "「運営」 inserted");
    check("沿岸水産資源研究事業", "沿岸水産資源実用化研究事業", Inserted, "「実用化」 inserted");
    check("養殖業成長産業化事業", "養殖業持続的成長産業化事業", Inserted, "「持続的」 inserted");
    check("森林環境教育", "森林環境教育・普及", Inserted, "「普及」 inserted");
    check("養殖業持続的成長産業化事業", "養殖業成長産業化事業", Inserted, "「持続的」 left out");
    differ("森林環境教育", "森林環境教育普及");
    differ("河川整備事業", "広域河川整備事業");
    differ("医療研究開発推進事業", "医療機器研究開発推進事業");
    differ("森林環境税", "森林環境税等の使途に関する住民意識の把握に要する事務");
}

#[test]
fn a_word_is_exchanged() {
    use Sureness::{Exchanged, Moved};
    check(
        "次世代がん医療創生研究事業",
        "次世代がん医療加速化研究事業",
        Exchanged,
        "「創生」 is now 「加速化」",
    );
    check(
        "次世代漁船技術創出事業",
        "次世代漁船技術普及事業",
        Exchanged,
        "「創出」 is now 「普及」",
    );
    check(
        "海洋環境データ整備の促進",
        "海洋環境データ整備の加速",
        Exchanged,
        "「促進」 is now 「加速」",
    );
    check(
        "河川分野観測成果展開事業(広域型)",
        "河川流域等観測成果展開事業",
        Exchanged,
        "「分野」 is now 「流域等」, 「(広域型)」 dropped",
    );
    check(
        "養殖等バイオテクノロジー種苗供給基盤事業",
        "生物工学・養殖種苗供給基盤事業",
        Moved,
        "「バイオテクノロジー」 is now 「生物工学」",
    );
    check(
        "沿岸海洋プラットフォーム観測網構築事業",
        "沿岸海洋データベース観測網構築事業",
        Exchanged,
        "「プラットフォーム」 is now 「データベース」",
    );
}

#[test]
fn two_programmes_are_not_one() {
    // Nothing but what every name has.
    differ("腎疾患実用化研究事業", "難治性疾患実用化研究事業");
    differ("肝炎等克服実用化研究事業", "エイズ対策実用化研究事業");
    differ("再生医療実用化研究事業", "移植医療実用化研究事業");
    differ("認知症研究事業", "認知症推進事業");
    differ("医療機器開発推進研究事業", "医療技術開発推進研究事業");
    differ("河川事業", "砂防事業");
    // The subject itself is exchanged.
    differ("北海道農業農村整備事業", "沖縄農業農村整備事業");
    differ("東日本漁港施設整備事業", "西日本漁港施設整備事業");
    differ("農業農村調査事業", "農業農村整備事業");
    // A number that is a name.
    differ("国道1号道路施設整備事業", "国道2号道路施設整備事業");
    differ("第一工区道路施設整備事業", "第三工区道路施設整備事業");
    differ("道路施設整備事業タイプA", "道路施設整備事業タイプB");
    // Two parts of one programme.
    differ("水産資源展開事業(沿岸型)", "水産資源展開事業(沖合型)");
    // Too much is new.
    differ("沿岸プラットフォーム海洋観測事業", "沿岸データベース海洋観測事業");
    differ("河川情報高度化事業", "河川情報に対する統合的な観測網の構築事業");
    differ("新興感染症研究基盤創生事業", "新興感染症に対する革新的医薬品等開発推進研究事業");
    differ("", "河川事業");
    differ("", "");
    differ("事業", "プログラム");
}

#[test]
fn names_printed_together() {
    check(
        "河川情報整備事業／DCIにおける流量観測推進事業",
        "河川情報整備・運営事業／DCにおける流量観測推進事業",
        Sureness::Exchanged,
        "was 河川情報整備事業: 「運営」 inserted; was DCIにおける流量観測推進事業: 「DCI」 is now 「DC」",
    );
    check(
        "腎疾患事業／免疫アレルギー疾患研究事業",
        "免疫アレルギー疾患実用化研究事業／腎疾患事業",
        Sureness::Inserted,
        "was 免疫アレルギー疾患研究事業: 「実用化」 inserted",
    );
    differ("河川事業／砂防事業", "河川事業");
    differ("河川事業／砂防事業", "河川事業／ダム事業");
    differ("A／B", "C／D");
}
