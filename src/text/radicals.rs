//! The unified ideographs that the characters of the block CJK Radicals Supplement stand for.
//!
//! Data: the property `Equivalent_Unified_Ideograph` of the Unicode Character Database
//! (`EquivalentUnifiedIdeograph.txt`), U+2E80 to U+2EF3. U+2E80 and the unassigned U+2E9A have no
//! equivalent and stand for themselves. The Kangxi radicals (U+2F00 on) need no table: NFKC folds them.

/// First character of the table.
const FIRST: u32 = 0x2E80;

/// The ideograph that a PDF or a font meant by the radical `c`; other characters unchanged.
pub(super) fn unify(c: char) -> char {
    let index = (c as u32).wrapping_sub(FIRST) as usize;
    UNIFIED.get(index).copied().unwrap_or(c)
}

#[rustfmt::skip]
const UNIFIED: [char; 116] = [
    '\u{2E80}', '\u{5382}', '\u{4E5B}', '\u{4E5A}', '\u{4E59}', '\u{4EBB}', '\u{5182}', '\u{20628}',
    '\u{5200}', '\u{5202}', '\u{535C}', '\u{353E}', '\u{5C0F}', '\u{5C0F}', '\u{5140}', '\u{5C23}',
    '\u{5C22}', '\u{21BC2}', '\u{5DF3}', '\u{5E7A}', '\u{5F51}', '\u{5F50}', '\u{5FC4}', '\u{5FC3}',
    '\u{624C}', '\u{6535}', '\u{2E9A}', '\u{65E1}', '\u{65E5}', '\u{6708}', '\u{6B7A}', '\u{6BCD}',
    '\u{6C11}', '\u{6C35}', '\u{6C3A}', '\u{706C}', '\u{722B}', '\u{722B}', '\u{4E2C}', '\u{725B}',
    '\u{72AD}', '\u{738B}', '\u{24D14}', '\u{76EE}', '\u{793A}', '\u{793B}', '\u{25AD7}', '\u{7CF9}',
    '\u{7E9F}', '\u{7F53}', '\u{7F52}', '\u{34C1}', '\u{5197}', '\u{2626B}', '\u{7F8A}', '\u{2634C}',
    '\u{2634B}', '\u{8002}', '\u{8080}', '\u{807F}', '\u{8089}', '\u{26951}', '\u{8279}', '\u{8279}',
    '\u{8279}', '\u{864E}', '\u{8864}', '\u{8980}', '\u{897F}', '\u{89C1}', '\u{89D2}', '\u{278B2}',
    '\u{8BA0}', '\u{8D1D}', '\u{27FB7}', '\u{8F66}', '\u{8FB6}', '\u{8FB6}', '\u{8FB6}', '\u{9091}',
    '\u{9485}', '\u{9577}', '\u{9578}', '\u{957F}', '\u{95E8}', '\u{28E0F}', '\u{961D}', '\u{96E8}',
    '\u{9752}', '\u{97E6}', '\u{9875}', '\u{98CE}', '\u{98DE}', '\u{98DF}', '\u{2967F}', '\u{98E0}',
    '\u{9963}', '\u{29810}', '\u{9A6C}', '\u{9AA8}', '\u{9B3C}', '\u{9C7C}', '\u{9E1F}', '\u{5364}',
    '\u{9EA6}', '\u{9EC4}', '\u{9EFE}', '\u{6589}', '\u{9F50}', '\u{6B6F}', '\u{9F7F}', '\u{7ADC}',
    '\u{9F99}', '\u{9F9C}', '\u{4E80}', '\u{9F9F}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals() {
        assert_eq!(unify('⻑'), '長');
        assert_eq!(unify('⻄'), '西');
        assert_eq!(unify('⻘'), '青');
        assert_eq!(unify('⻝'), '食');
        assert_eq!(unify('⺟'), '母');
        assert_eq!(unify('⻳'), '龟');
        assert_eq!(unify('⺀'), '⺀');
        assert_eq!(unify('⻯'), '竜');
        assert_eq!(unify('長'), '長');
        assert_eq!(unify('a'), 'a');
        assert_eq!(unify('\u{2EF4}'), '\u{2EF4}');
    }
}
