//! The way from the folder of the output to the file of an input.

use std::path::{Component, Path};

use super::{Input, Origin};

/// A relative link from a file in `out` to `input`, if there is one: both were given
/// relative to the folder that the run was started in, and the path has no characters
/// that mean something in a link. Unlike that of [`super::link()`], it depends on no machine.
pub(super) fn link_as_given(out: &Path, input: &Input) -> Option<String> {
    let Origin::File(path) = &input.origin else { return None };
    if path.is_absolute() || input.given.contains(['#', '%', '?', '\\', ':', '\u{fffd}']) {
        return None;
    }
    let mut up = String::new();
    for part in out.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(_) => up.push_str("../"),
            _ => return None,
        }
    }
    let shown = input.given.strip_prefix("./").unwrap_or(&input.given);
    Some(up + shown)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::link_as_given;
    use crate::run::{Input, Origin};

    #[test]
    fn a_link_leads_from_the_output_to_the_input() {
        let check = |out: &str, path: &str, expected: Option<&str>| {
            let origin = if path == "-" { Origin::Stdin } else { Origin::File(path.into()) };
            let input = Input { shown: path.to_owned(), given: path.to_owned(), origin };
            assert_eq!(
                link_as_given(Path::new(out), &input).as_deref(),
                expected,
                "{out} to {path}"
            );
        };
        check("out", "seeds/a.txt", Some("../seeds/a.txt"));
        check("./out/", "./a b.pdf", Some("../a b.pdf"));
        check("x/y", "../令和2年度.pdf", Some("../../../令和2年度.pdf"));
        check(".", "a.txt", Some("a.txt"));
        check("/out", "a.txt", None);
        check("../out", "a.txt", None);
        check("out", "/a.txt", None);
        check("out", "a#1.txt", None);
        check("out", "100%.txt", None);
        check("out", "-", None);
    }
}
