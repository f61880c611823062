//! Text from documents within GitHub's Markdown.

use super::clean;

/// `text` so that it is shown as it is, on one line: no table cell or tag ends in it,
/// nothing in it is emphasis or a link, and nobody and no issue is notified.
///
/// What GitHub looks for in the finished text (@someone, #12, addresses) is found even
/// if written as an entity, and is broken by a zero width space instead.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let clean = clean(text);
    let mut rest = clean.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("@&#8203;"),
            '#' => out.push_str("#&#8203;"),
            ':' if rest.peek() == Some(&'/') => out.push_str(":&#8203;"),
            '|' | '`' | '*' | '_' | '~' | '[' | ']' | '\\' | '$' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_documents_text_cannot_break_out() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected);
        check("医薬品プロジェクト 461億円", "医薬品プロジェクト 461億円");
        check("a|b", "a&#124;b");
        check("<script>&", "&lt;script&gt;&amp;");
        check("`x`", "&#96;x&#96;");
        check("@octocat", "@&#8203;octocat");
        check("#1", "#&#8203;1");
        check("https://x a: b", "https:&#8203;//x a: b");
        check("![a](b)", "!&#91;a&#93;(b)");
        check("a\nb\r\u{1b}[31m", "a⏎b??&#91;31m");
        check("\u{202e}", "?");
        check("* _ ~ $ \\", "&#42; &#95; &#126; &#36; &#92;");
    }
}
