//! Sentences and lists: what an amount is called, and of which year and stage it is.

use crate::model::{Certainty, Flag, Measure};

/// Each item as `name year stage yen`, with its path, marks and doubts.
fn show(text: &str) -> String {
    let extraction = crate::extract("a.txt", text.as_bytes(), crate::Options::default())
        .expect("text always opens");
    assert_eq!(
        extraction.coverage.claimed + extraction.coverage.unclaimed,
        extraction.coverage.amounts
    );
    let one = |item: &crate::model::LineItem| {
        let mut out = item.path.join(">");
        out += &item.fiscal_year.map_or(" -".to_owned(), |year| format!(" {year}"));
        out += &format!(" {}", format!("{:?}", item.stage).to_lowercase());
        out += &match (item.yen, item.yen_max) {
            (Some(low), Some(high)) => format!(" {low}..{high}"),
            (Some(yen), None) => format!(" {yen}"),
            (None, Some(high)) => format!(" ..{high}"),
            (None, None) => " ?".to_owned(),
        };
        out += if item.measure == Measure::Change { " change" } else { "" };
        let marks = [
            (Flag::New, " new"),
            (Flag::Repeated, " repeated"),
            (Flag::Undetermined, " undetermined"),
        ];
        marks.iter().filter(|(flag, _)| item.flags.contains(flag)).for_each(|(_, w)| out += w);
        out += if item.certainty == Certainty::Ambiguous { " ambiguous" } else { "" };
        out
    };
    extraction.line_items.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn is(text: &str, want: &str) {
    assert_eq!(show(text), want, "in {text:?}");
}

#[test]
fn subjects() {
    is("公共事業費は3億円である。", "公共事業費 - unspecified 300000000");
    is("公共事業費は、3億円である。", "公共事業費 - unspecified 300000000");
    is("うち公共事業費は3億円である。", "公共事業費 - unspecified 300000000");
    is("このうち、医療費の助成には3億円を計上した。", "医療費の助成 - unspecified 300000000");
    is("令和9年度の農林予算は、3億円を計上した。", "農林予算 2027 unspecified 300000000");
    is("令和9年度の河川事業の予算額は3億円である。", "河川事業 2027 initial 300000000");
    is(
        "損失は約3億円と見込まれるが、12,345円の手数料は含まない。",
        "損失 - unspecified 300000000; 手数料 - unspecified 12345",
    );
}

#[test]
fn names_by_the_grammar_of_a_sentence() {
    is("業務の見直しにより、これまで3億円の余剰金を残した。", "余剰金 - unspecified 300000000");
    is("県債残高は、来年度末には3億円となる。", "県債残高 - unspecified 300000000");
    is(
        "農家の収入を、2021年の3億円から、5年後の2026年には5億円にする。",
        "農家の収入 2021 unspecified 300000000; 農家の収入 2026 unspecified 500000000",
    );
    is(
        "昨秋に制度を改めた後、給食の補助の上限を世帯収入約420万円未満の家庭とした。",
        "世帯収入 - unspecified ..4200000",
    );
    is(
        "第1位は漁業の3億円、第2位が林業の2億円である。",
        "漁業 - unspecified 300000000; 林業 - unspecified 200000000",
    );
    is("税収は、新築の増加などにより3億円の増収を見込む。", "税収 - unspecified 300000000");
    is("町が3億円の補助金を出す。", "補助金 - unspecified 300000000");
    is("町に3億円の見舞金が届いた。", "見舞金 - unspecified 300000000");
    is("輸出額が、前年比2.4%増の3億円となった。", "輸出額 - unspecified 300000000");
    is("入場料は大人1人当たり1日700円とする。", "入場料 - unspecified 700");
    is("子育て支援費に3億円計上した。", "子育て支援費 - unspecified 300000000");
    is(
        "台風の被害額につきましては、令和5年度は3億円、令和6年度は2億円である。",
        "台風の被害額 2023 unspecified 300000000; 台風の被害額 2024 unspecified 200000000",
    );
    is("会館はないが、3億円が要る。", "会館 - unspecified 300000000 ambiguous");
    is("その費用に3億円かかる。", "費用 - unspecified 300000000 ambiguous");
    is("例年3億円ほどだった。", "");
    is("第3に、3億円の予備費の減額を行う。", "予備費 - unspecified 300000000");
}

#[test]
fn parts_of_a_budget() {
    is(
        "事業費のうち3億円は国費で、残りの2億円は県費である。",
        "国費 - unspecified 300000000; 県費 - unspecified 200000000",
    );
    is(
        "まちづくり 4億円(うち国費2億円)",
        "まちづくり - unspecified 400000000; 国費 - unspecified 200000000",
    );
    is(
        "① 児童手当 1兆2,000億円(前年度1兆1,000億円)\n令和9年度予算の資料",
        "児童手当 2027 unspecified 1200000000000; 児童手当 2026 unspecified 1100000000000",
    );
}

#[test]
fn chains_of_budgets() {
    is(
        "「先端農業支援事業」は、令和3年度第1次補正予算に100億円、第2次補正予算に200億円を計上した。",
        "先端農業支援事業 2021 supplementary 10000000000; \
         先端農業支援事業 2021 supplementary 20000000000",
    );
    is(
        "先端農業支援(令和9年度予算額35億円、令和8年度補正予算額60億円)により実証を行う。",
        "先端農業支援 2027 initial 3500000000; 先端農業支援 2026 supplementary 6000000000",
    );
    is(
        "給食費の無償化には、令和8年度補正予算18億円と令和9年度当初予算27億円を充てる。",
        "給食費の無償化 2026 supplementary 1800000000; 給食費の無償化 2027 initial 2700000000",
    );
    is(
        "半導体の基金の状況\n\n本基金は、令和3年度補正予算6億円、令和4年度補正予算4億円を基に造成した。",
        "半導体の基金 2021 supplementary 600000000; 半導体の基金 2022 supplementary 400000000",
    );
    is(
        "令 和 9 年 度 の 河 川 事 業 の 予 算 額 は 、 4 5 0 億 円 で あ る 。\n\
         令 和 8 年 度 補 正 予 算 で は 、 1 2 0 億 円 を 措 置 し た 。",
        "河川事業 2027 initial 45000000000; 河川事業 2026 supplementary 12000000000 ambiguous",
    );
}

#[test]
fn compared_with_another_year() {
    is(
        "令和9年度の農林予算は、5億円を計上した。前年度の3億円に比べ2億円の増額である。",
        "農林予算 2027 unspecified 500000000; 農林予算 2026 unspecified 300000000; \
         農林予算 2027 unspecified 200000000 change",
    );
    is(
        "令和9年度の農林予算は、3億円を計上した。前年度の5億円に比べ2億円の減額である。",
        "農林予算 2027 unspecified 300000000; 農林予算 2026 unspecified 500000000; \
         農林予算 2027 unspecified -200000000 change",
    );
}

#[test]
fn caps_of_one_grant() {
    is(
        "商店街の活性化を図るため、1件当たり最大500万円を補助する。",
        "商店街の活性化 - award ..5000000",
    );
    is(
        "工場の脱炭素化の補助は、1社当たり50万~\n300万円です。",
        "工場の脱炭素化の補助 - award 500000..3000000",
    );
    is(
        "漁業者への融資枠として50億円を用意し、1件当たり上限2,000万円を貸し付ける。",
        "漁業者への融資枠 - unspecified 5000000000; 漁業者への融資枠 - award ..20000000",
    );
    is("市民1人当たりの借金 28.5万円", "市民1人当たりの借金 - unspecified 285000");
    is(
        "「創薬基盤事業」を行う。本事業に「育成型」を設け、1課題当たりの金額は5億円です。",
        "創薬基盤事業>育成型 - award 500000000",
    );
}

#[test]
fn lists() {
    is("道路の除雪 3億円", "道路の除雪 - unspecified 300000000");
    is("令和9年度予算の事業\n道路の除雪 3億円", "道路の除雪 2027 unspecified 300000000");
    is(
        "令和9年度予算の事業\n道路の除雪 補正3億円、当初5億円\n橋の点検 2億円",
        "道路の除雪 2027 supplementary 300000000; 道路の除雪 2027 initial 500000000; \
         橋の点検 2027 unspecified 200000000",
    );
    is(
        "令和8年度補正予算\n道路の除雪 3億円\n橋の点検 2億円",
        "道路の除雪 2026 supplementary 300000000; 橋の点検 2026 supplementary 200000000",
    );
    is(
        "空家対策【493百万円(当初)、108百万円(補正)】",
        "空家対策 - initial 493000000; 空家対策 - supplementary 108000000",
    );
    is("災害復旧 164千円+事項要求", "災害復旧 - unspecified 164000 undetermined");
    is("土壌の改良 事項要求", "土壌の改良 - unspecified ? undetermined");
}

#[test]
fn brackets_behind_an_amount() {
    is(
        "令和9年度予算の事業\n道路の除雪 49億円(51億円)",
        "道路の除雪 2027 unspecified 4900000000; 道路の除雪 2026 unspecified 5100000000",
    );
    is(
        "令和9年度予算の事業\n道路の除雪 49億円〔+5億円〕",
        "道路の除雪 2027 unspecified 4900000000; 道路の除雪 2027 unspecified 500000000 change",
    );
    is(
        "令和9年度予算の事業\n市民の借金 28.5万円<36万円>",
        "市民の借金 2027 unspecified 285000; 市民の借金 - unspecified 360000",
    );
    is(
        "令和9年度予算の事業\n( )内は国費\n道路の除雪 49億円(21億円)",
        "道路の除雪 2027 unspecified 4900000000; \
         道路の除雪 2027 unspecified 2100000000 ambiguous",
    );
    is(
        "令和9年度予算の事業\n道路の除雪 49億円(令和8年度補正5億円)",
        "道路の除雪 2027 unspecified 4900000000; 道路の除雪 2026 supplementary 500000000",
    );
}

#[test]
fn programme_and_project_lines() {
    is(
        "令和9年度 国土予算概算要求のポイント\n◆ 河川激甚対策事業(国、農) 45億円(40億円)",
        "河川激甚対策事業 2027 request 4500000000; 河川激甚対策事業 2026 initial 4000000000",
    );
    is(
        "令和9年度 国土予算概算要求のポイント\n◆ 【新規】次世代船舶事業(国・経)12億円",
        "次世代船舶事業 2027 request 1200000000 new",
    );
    is("1. 飼料計画【新規】 12億円 <インハウス>", "飼料計画 - unspecified 1200000000 new");
    is("2. 輸出計画(再掲) 7.5億円", "輸出計画 - unspecified 750000000 repeated");
    is("3. 土壌計画 事項要求 <農研機構>", "土壌計画 - unspecified ? undetermined");
    is("① ㈱港湾計画 12億円", "(株)港湾計画 - unspecified 1200000000");
    is("②港湾計画 12億円", "港湾計画 - unspecified 1200000000");
}

#[test]
fn names_with_marks_in_them() {
    is("農機・漁船整備事業 3億円", "農機・漁船整備事業 - unspecified 300000000");
    is("・農機整備事業 3億円", "農機整備事業 - unspecified 300000000");
    is("事業の概要 ・農機整備事業 3億円", "農機整備事業 - unspecified 300000000");
    is("国土技術研究所(仮称)運営費 3億円", "国土技術研究所(仮称)運営費 - unspecified 300000000");
    is("(当初)河川整備費 3億円", "河川整備費 - initial 300000000");
}

#[test]
fn agencies_in_the_bracket_of_a_line_without_a_number() {
    is(
        "森林プロジェクト 453億円 ＜林業機構 403億円、インハウス 50億円＞",
        "森林プロジェクト - unspecified 45300000000; 森林プロジェクト - unspecified 40300000000; \
         森林プロジェクト - unspecified 5000000000",
    );
}

#[test]
fn sentences_over_line_ends() {
    is(
        "令和9年度予算案における森林と里山の保全の予算は、総\n額千二百五十九億円とし、前年度に比べ三億円の増とする。",
        "森林と里山の保全の予算 2027 draft 125900000000; \
         森林と里山の保全の予算 2027 draft 300000000 change",
    );
    is(
        "森林の保全について\n令和9年度の森林と里山の保全の予算は、総額千二\n百五十九億円とする。",
        "森林と里山の保全の予算 2027 unspecified 125900000000",
    );
    is(
        "(一)森林整備プロジェクト「四百億円」、(二)里山・沿岸漁\n場・ため池プロジェクト『百三十一億円』",
        "森林整備プロジェクト - unspecified 40000000000; \
         里山・沿岸漁場・ため池プロジェクト - unspecified 13100000000",
    );
}

#[test]
fn lists_of_a_city() {
    is(
        "一般会計 12億円 (前年度比 5,000万円、4.3%増)",
        "一般会計 - unspecified 1200000000; 一般会計 - unspecified 50000000 change",
    );
    is(
        "一般会計 3億円\n合  計 3億円",
        "一般会計 - unspecified 300000000; 合計 - unspecified 300000000",
    );
    is("新 産後ケア事業 2,345万円", "産後ケア事業 - unspecified 23450000 new");
    is(
        "継 給食費の無償化 12億円(うち一般財源 10億円)",
        "給食費の無償化 - unspecified 1200000000; 一般財源 - unspecified 1000000000",
    );
    is(
        "令和6年度予算\n河川改修事業(令和6～8年度 総事業費15億円) 4億5,000万円",
        "河川改修事業>総事業費 - unspecified 1500000000; 河川改修事業 2024 unspecified 450000000",
    );
    is(
        "令和6年度概算要求\n海辺の調査事業\n令和6年度要求額：38億円（前年度：36億円）",
        "海辺の調査事業 2024 request 3800000000; 海辺の調査事業 2023 initial 3600000000",
    );
    is("砂防事業\n海辺の調査事業\n要求額 38億円", "海辺の調査事業 - request 3800000000 ambiguous");
}

#[test]
fn lists_of_a_ministry() {
    is(
        "令和6年度予算案の主要事項\n１　地域医療・介護の基盤強化等　　　２，１３４億円（１，９８６億円）",
        "地域医療・介護の基盤強化等 2024 draft 213400000000; 地域医療・介護の基盤強化等 2023 initial 198600000000",
    );
    is(
        "（１）医療構想、偏在対策、働き方改革の推進　　９億円",
        "医療構想、偏在対策、働き方改革の推進 - unspecified 900000000",
    );
    is(
        "感染症対策　　４億円及び令和５年度補正予算 １百万円",
        "感染症対策 2023 unspecified 400000000; 感染症対策 2023 supplementary 1000000",
    );
    is(
        "医療ＤＸの推進　　３億円\n　　【令和５年度補正予算額　９億円】",
        "医療DXの推進 2023 unspecified 300000000; 医療DXの推進 2023 supplementary 900000000",
    );
    is(
        "(1) 物価高騰対策事業　　15千円\n　ガス利用世帯への支援（１世帯当たり３千円）\n(2) 災害復旧事業【国10/10】 8億円",
        "物価高騰対策事業 - unspecified 15000; ガス利用世帯への支援 - award 3000; \
         災害復旧事業 - unspecified 800000000",
    );
}

#[test]
fn titles_that_are_all_of_a_line() {
    let check = |line: &str, name: &str| {
        is(&format!("{line} 5億円"), &format!("{name} - unspecified 500000000"));
        is(&format!("{line}（5億円）"), &format!("{name} - unspecified 500000000"));
        is(&format!("{line}\n　予算額 5億円"), &format!("{name} - initial 500000000"));
        // A description above, which no full stop ends, does not go on in it.
        let above = "　古い設備を新しくするための、冊子の作成や講座の開催等";
        is(&format!("{above}\n{line} 5億円"), &format!("{name} - unspecified 500000000"));
    };
    check("○「緑の道」作成経費", "「緑の道」作成経費");
    check("・「緑の道計画」を踏まえた並木の強化", "「緑の道計画」を踏まえた並木の強化");
    check("(3) (仮称)海の駅建設費", "(仮称)海の駅建設費");
    check("■ 橋りょうの点検、管理", "橋りょうの点検、管理");
    check("・水辺が守られ、歩きやすいまちづくり", "水辺が守られ、歩きやすいまちづくり");
    check("① にぎわう駅前づくり支援費", "にぎわう駅前づくり支援費");
    check("◆ 海辺から世界へ", "海辺から世界へ");
    is("人事制度、研修及び福利厚生 5億円", "人事制度、研修及び福利厚生 - unspecified 500000000");
    is("「緑の道」作成経費 5億円", "「緑の道」作成経費 - unspecified 500000000");
}

#[test]
fn clauses_before_an_amount_are_no_titles() {
    is("・橋の点検を行い、改修費として5億円", "改修費 - unspecified 500000000");
    is("橋の点検のほか、改修に5億円", "改修 - unspecified 500000000");
}

#[test]
fn lists_whose_amounts_stand_below_their_names() {
    is(
        "○ 灯台の整備等\n5億円\n○ 港の整備等\n2 兆 1,033 億円\n○ 橋の整備等\n3億円",
        "灯台の整備等 - unspecified 500000000; 港の整備等 - unspecified 2103300000000; \
         橋の整備等 - unspecified 300000000",
    );
    // Where amounts come first they may stand over their names.
    is(
        "5億円\n○ 灯台の整備等\n3億円\n○ 港の整備等",
        "灯台の整備等 - unspecified 300000000 ambiguous",
    );
    is(
        "令和4年度港湾予算\n(※)各事項の下段(　)内は、令和3年度当初予算額\n海の整備\n190億円\n(305億円)",
        "海の整備 2022 unspecified 19000000000; 海の整備 2021 unspecified 30500000000",
    );
}

#[test]
fn sums_that_are_names() {
    is("■予算総額\n200億円(前年度比4.2%増)", "予算総額 - unspecified 20000000000");
    is(
        "令和4年度予算\n交付税の総額\n16億円(17億円)",
        "交付税の総額 2022 unspecified 1600000000; 交付税の総額 2021 unspecified 1700000000",
    );
    is("灯台の予算は、総額 12億円です。", "灯台の予算 - unspecified 1200000000");
}

#[test]
fn what_a_bracket_says_of_a_plan_is_no_agency() {
    is(
        "① 灯台計画 6,198億円(前年度比+ 605億円、+1.0%) ② 港計画 333億円( 同 + 196億円、+1.0%)",
        "灯台計画 - unspecified 619800000000; 灯台計画 - unspecified 60500000000 change; \
         港計画 - unspecified 33300000000; 港計画 - unspecified 19600000000 change",
    );
    is(
        "平成29年度の灯台計画\n① 灯台交付税 4,503億円(㉘ 4,802億円、▲ 299億円)",
        "灯台交付税 2017 unspecified 450300000000; 灯台交付税 2016 unspecified 480200000000; \
         灯台交付税 2017 unspecified -29900000000 change",
    );
}

#[test]
fn headings_over_sentences() {
    is(
        "令和4年度予算の概要\n灯台費は、2,574億円となりました。",
        "灯台費 2022 initial 257400000000",
    );
    is("一般会計\n一般会計の予算額は、412億円です。", "一般会計 - initial 41200000000");
    // A line as long as the next is broken within its sentence.
    is(
        "令和4年度の海と港の整備費の\n総額は、412億円です。",
        "海と港の整備費の総額 2022 unspecified 41200000000",
    );
}
