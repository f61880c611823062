//! Content streams, well and badly written.

use proptest::prelude::*;

use super::{Lexer, Operand};

/// Every operator with its operands before it, written plainly.
fn ops(data: &[u8]) -> String {
    let mut lexer = Lexer::new(data);
    let mut out = Vec::new();
    while let Some(operator) = lexer.next_operator() {
        let operands = lexer.operands();
        for operand in operands.list() {
            out.push(match operand {
                Operand::Number(n) => n.to_string(),
                Operand::Name(r) => format!("/{}", String::from_utf8_lossy(operands.bytes(r))),
                Operand::Text(r) => format!("({})", String::from_utf8_lossy(operands.bytes(r))),
                Operand::ArrayStart => "[".into(),
                Operand::ArrayEnd => "]".into(),
                Operand::DictStart => "<<".into(),
                Operand::DictEnd => ">>".into(),
                Operand::Other => "?".into(),
            });
        }
        out.push(format!("{};", String::from_utf8_lossy(operator)));
    }
    out.join(" ")
}

#[test]
fn operators() {
    assert_eq!(ops(b"q 1 0 0 1 50 -2.5 cm Q"), "q; 1 0 0 1 50 -2.5 cm; Q;");
    assert_eq!(ops(b"BT/F1 12 Tf(a)Tj ET"), "BT; /F1 12 Tf; (a) Tj; ET;");
    assert_eq!(ops(b"[(a)-120<6263>]TJ"), "[ (a) -120 (bc) ] TJ;");
    assert_eq!(ops(b"/P<</MCID 0>>BDC"), "/P << /MCID 0 >> BDC;");
    assert_eq!(ops(b"(a)' 1 2(b)\" f* T*"), "(a) '; 1 2 (b) \"; f*; T*;");
    assert_eq!(ops(b"% q\nQ%q\rW n"), "Q; W; n;");
    assert_eq!(ops(b"true false null x"), "? ? ? x;");
    assert_eq!(ops(b""), "");
    assert_eq!(ops(b"1 2 3"), "");
}

#[test]
fn numbers() {
    assert_eq!(ops(b"+5 -.5 5. .5 0 w"), "5 -0.5 5 0.5 0 w;");
    assert_eq!(ops(b"--5 w"), "-5 w;");
    assert_eq!(ops(b"12-3 w"), "12 w;");
    assert_eq!(ops(b"1.2.3 w"), "1.2 w;");
    assert_eq!(ops(b"50cm"), "50 cm;");
    assert_eq!(ops(b"- . w"), "-0 0 w;");
    assert_eq!(ops(b"1e5 w"), "1 e5; w;");
    assert_eq!(ops(b"nan inf w"), "nan; inf; w;");
}

#[test]
fn strings() {
    assert_eq!(ops(b"(a(b)c) Tj"), "(a(b)c) Tj;");
    assert_eq!(ops(b"(\\(\\)\\\\\\101\\7z\\q) Tj"), "(()\\A\u{7}zq) Tj;");
    assert_eq!(ops(b"(a\\\nb\\\r\nc\r\nd) Tj"), "(abc\nd) Tj;");
    assert_eq!(ops(b"(open Tj"), "");
    assert_eq!(ops(b"<41 4 2 43 4> Tj"), "(ABC@) Tj;");
    assert_eq!(ops(b"<4z1> Tj"), "(A) Tj;");
    assert_eq!(ops(b"<41"), "");
}

#[test]
fn names() {
    assert_eq!(ops(b"/A#42C Do"), "/ABC Do;");
    assert_eq!(ops(b"/A#4 /#zz / Do"), "/A#4 /#zz / Do;");
}

#[test]
fn broken_tokens_cost_only_themselves() {
    assert_eq!(ops(b"q ) > } { Q"), "q; Q;");
    assert_eq!(ops(b"[(a) TJ (b) Tj"), "[ (a) TJ; (b) Tj;");
    assert_eq!(ops(b"<</A (b) BDC (c) Tj"), "<< /A (b) BDC; (c) Tj;");
    assert_eq!(ops(b"q \xFF\xFE Q"), "q; \u{FFFD}\u{FFFD}; Q;");
}

#[test]
fn inline_images() {
    assert_eq!(ops(b"q BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q").matches(';').count(), 3);
    let with_ei = b"BI /W 4 /H 2 /BPC 8 /CS /G ID a EI q z EI Q";
    assert!(ops(with_ei).ends_with("BI; Q;"), "{}", ops(with_ei));
    let filtered = b"BI /W 4 /H 2 /F /Fl ID \x01 EI \x02\x03 EI\nQ";
    assert!(ops(filtered).ends_with("BI; Q;"), "{}", ops(filtered));
    assert_eq!(ops(b"BI /F /Fl ID \x01\x02"), "/F /Fl BI;");
}

#[test]
fn many_operands_are_bounded() {
    let data = b"1 ".repeat(300_000);
    let mut lexer = Lexer::new(&data);
    assert_eq!(lexer.next_operator(), None);
    assert!(lexer.operands().list().len() < 300_000);
    assert!(lexer.skipped() > 0);
}

/// Linear time: `EI` in the data must not start the search anew.
#[test]
fn many_false_ends_of_images() {
    let mut data = b"BI /F /Fl ID ".to_vec();
    data.extend(b" EI\x01".repeat(200_000));
    assert_eq!(ops(&data), "/F /Fl BI;");
}

proptest! {
    #[test]
    fn any_bytes_end(data in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut lexer = Lexer::new(&data);
        let mut operators = 0;
        while lexer.next_operator().is_some() {
            operators += 1;
        }
        prop_assert!(operators <= data.len());
    }

    #[test]
    fn content_like_bytes_end(data in "[ 0-9.()<>/A-Za-z%\\[\\]-]{0,200}") {
        let mut lexer = Lexer::new(data.as_bytes());
        while lexer.next_operator().is_some() {}
    }
}
