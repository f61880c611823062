//! The legend of a sheet: `■文科省、■厚労省`, the ministries whose programmes it shows.

use crate::model::{Evidence, Program};
use crate::notation::ministry;

use super::super::item::ProgramDraft;
use super::super::{Draft, Reading, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "sheet_legend",
    summary: "The ministries that a sheet's legend names, for the project's own record.",
    apply,
};

fn apply(reading: &Reading, draft: &mut Draft) {
    for sheet in &reading.sheets {
        for i in sheet.lines.clone() {
            let Some(ministries) = legend(reading.content(i)) else { continue };
            draft.add_program(ProgramDraft {
                program: Program {
                    name: sheet.name.clone(),
                    ministries: ministries.iter().map(|m| (*m).to_owned()).collect(),
                    evidence: Evidence::new(reading.text.span(sheet.label.clone()), None),
                    ..Program::default()
                },
                items: Vec::new(),
                at: sheet.label.start,
            });
        }
    }
}

/// The ministries of a line that names nothing else, each behind a ■ or a comma.
fn legend(line: &str) -> Option<Vec<&'static str>> {
    if !line.starts_with('■') || line.len() > 400 {
        return None;
    }
    line.split(['■', '、', ',', ' '])
        .filter(|name| !name.is_empty())
        .map(ministry::by_name)
        .collect::<Option<Vec<_>>>()
        .filter(|found| !found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::legend;

    #[test]
    fn legends() {
        let check = |line: &str, ministries: &[&str]| {
            assert_eq!(legend(line).unwrap_or_default(), ministries, "{line}");
        };
        check("■文科省、■厚労省、■経産省", &["文部科学省", "厚生労働省", "経済産業省"]);
        check("■ 農水省、■ 環境省", &["農林水産省", "環境省"]);
        check("■文科省、厚労省", &["文部科学省", "厚生労働省"]);
        check("■ 医療現場のニーズに応える医薬品の実用化を推進する。", &[]);
        check("文科省", &[]);
    }
}
