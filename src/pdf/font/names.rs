//! Glyph names to characters.
//!
//! The rules of the Adobe Glyph List Specification, with the names of the Latin, Greek and symbol
//! characters that fonts in documents use.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::pdf::font::readable;

/// The characters that a glyph name stands for; `None` for names that say nothing (`g12`).
pub(super) fn characters(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // What follows the first full stop is a variant: `a.sc`, `one.tnum`.
    let plain = name.split('.').next().filter(|n| !n.is_empty())?;
    let parts: Option<String> = plain.split('_').map(component).collect();
    readable(parts?)
}

fn component(name: &str) -> Option<String> {
    if let Some(c) = NAMES.get(name) {
        return Some(c.to_string());
    }
    let is_hex = |s: &str| s.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.len() >= 4 && is_hex(d)) {
        let units: Option<Vec<u16>> = (0..digits.len() / 4)
            .map(|i| u16::from_str_radix(digits.get(i * 4..i * 4 + 4)?, 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    let digits = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len()) && is_hex(d))?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from)
}

static NAMES: LazyLock<BTreeMap<&'static str, char>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, char> = BTreeMap::new();
    let mut words = LIST.split_ascii_whitespace();
    while let (Some(name), Some(character)) = (words.next(), words.next()) {
        names.extend(character.chars().next().map(|c| (name, c)));
    }
    for (i, name) in (0_u8..).zip(LETTERS.split_ascii_whitespace()) {
        names.insert(name, char::from(b'A' + i));
    }
    for (i, name) in (0_u8..).zip(SMALL.split_ascii_whitespace()) {
        names.insert(name, char::from(b'a' + i));
    }
    names.insert("space", ' ');
    names.insert("nbspace", ' ');
    names.insert("nonbreakingspace", ' ');
    names.insert("sfthyphen", '\u{AD}');
    names
});

const LETTERS: &str = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z";
const SMALL: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z";

/// Names and characters in turn.
const LIST: &str = "\
exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( \
parenright ) asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 \
four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > \
question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ grave ` \
braceleft { bar | braceright } asciitilde ~ quoteleft ‘ quoteright ’ quotedblleft “ \
quotedblright ” quotesinglbase ‚ quotedblbase „ guilsinglleft ‹ guilsinglright › \
guillemotleft « guillemotright » exclamdown ¡ questiondown ¿ cent ¢ sterling £ currency ¤ \
yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª logicalnot ¬ registered ® \
macron ¯ overscore ¯ degree ° plusminus ± twosuperior ² threesuperior ³ acute ´ mu µ \
paragraph ¶ periodcentered · middot · cedilla ¸ onesuperior ¹ ordmasculine º onequarter ¼ \
onehalf ½ threequarters ¾ multiply × divide ÷ fraction ⁄ florin ƒ bullet • endash – emdash — \
dagger † daggerdbl ‡ ellipsis … perthousand ‰ trademark ™ Euro € minus − circumflex ˆ tilde ˜ \
breve ˘ dotaccent ˙ ring ˚ ogonek ˛ caron ˇ hungarumlaut ˝ dotlessi ı fi ﬁ fl ﬂ ff ﬀ ffi ﬃ \
ffl ﬄ Agrave À Aacute Á Acircumflex Â Atilde Ã Adieresis Ä Aring Å AE Æ Ccedilla Ç Egrave È \
Eacute É Ecircumflex Ê Edieresis Ë Igrave Ì Iacute Í Icircumflex Î Idieresis Ï Eth Ð Ntilde Ñ \
Ograve Ò Oacute Ó Ocircumflex Ô Otilde Õ Odieresis Ö Oslash Ø OE Œ Ugrave Ù Uacute Ú \
Ucircumflex Û Udieresis Ü Yacute Ý Ydieresis Ÿ Thorn Þ Lslash Ł Scaron Š Zcaron Ž germandbls ß \
agrave à aacute á acircumflex â atilde ã adieresis ä aring å ae æ ccedilla ç egrave è eacute é \
ecircumflex ê edieresis ë igrave ì iacute í icircumflex î idieresis ï eth ð ntilde ñ ograve ò \
oacute ó ocircumflex ô otilde õ odieresis ö oslash ø oe œ ugrave ù uacute ú ucircumflex û \
udieresis ü yacute ý ydieresis ÿ thorn þ lslash ł scaron š zcaron ž amacron ā emacron ē \
imacron ī omacron ō umacron ū Amacron Ā Emacron Ē Imacron Ī Omacron Ō Umacron Ū \
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ \
Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α \
beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ nu ν xi ξ \
omicron ο pi π rho ρ sigma σ sigma1 ς tau τ upsilon υ phi φ chi χ psi ψ omega ω theta1 ϑ \
phi1 ϕ omega1 ϖ Upsilon1 ϒ lessequal ≤ greaterequal ≥ notequal ≠ approxequal ≈ equivalence ≡ \
infinity ∞ summation ∑ product ∏ integral ∫ radical √ partialdiff ∂ gradient ∇ element ∈ \
intersection ∩ union ∪ arrowleft ← arrowup ↑ arrowright → arrowdown ↓ arrowboth ↔ \
arrowdblright ⇒ arrowdblboth ⇔ lozenge ◊ proportional ∝ angle ∠ therefore ∴ minute ′ second ″ \
circle ○ blackcircle ● H18533 ■ filledbox ■ blacksquare ■ H22073 □ square □ triagup ▲ triagdn ▼ \
whitecircle ○ bullseye ◎ blackdiamond ◆ whitediamond ◇ blackstar ★ whitestar ☆ \
blackuppointingtriangle ▲ whiteuppointingtriangle △ numero № afii61352 № afii00208 ― \
horizontalbar ― referencemark ※ ";
