//! The bytes of one input, and what is refused before any rule sees it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Failure, Input, Origin};
use crate::source::Encoding;
use crate::{Options, is_pdf};

/// The most bytes that a document may have: 256 MiB.
pub const MAX_BYTES: u64 = 256 << 20;

/// The bytes of `input`, at most `limit` of them.
///
/// # Errors
/// Why it cannot be read. What its bytes are is not looked at.
pub fn read(input: &Input, limit: u64) -> Result<Vec<u8>, Failure> {
    match &input.origin {
        Origin::Unreadable(failure) => Err(failure.clone()),
        Origin::Stdin => take(io::stdin().lock(), 0, limit),
        Origin::File(path) => {
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            if size > limit {
                return Err(Failure::TooLarge { limit });
            }
            take(file, size, limit)
        }
    }
}

fn take(from: impl Read, size: u64, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let room = usize::try_from(size).unwrap_or(0).saturating_add(1);
    bytes.try_reserve(room).map_err(|e| Failure::Denied(e.to_string()))?;
    // A file may grow, and standard input has no size: never trust the number.
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Failure::TooLarge { limit });
    }
    Ok(bytes)
}

/// Why `bytes` are no text that could be read, if they are not.
pub fn refuse(path: &str, bytes: &[u8], options: Options) -> Option<Failure> {
    if bytes.is_empty() {
        return Some(Failure::Empty);
    }
    if BOMS.contains(&bytes) {
        return Some(Failure::OnlyBom);
    }
    if is_pdf(path, bytes) {
        return None;
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(Failure::Binary(what));
    }
    let wide = matches!(options.encoding, Some(Encoding::Utf16Le | Encoding::Utf16Be))
        || bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF");
    if !wide && is_binary(&bytes[..bytes.len().min(PROBE)]) {
        return Some(Failure::Binary("binary data"));
    }
    None
}

/// Whether the file's name ends in `extension`, in any case.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// Byte order marks: UTF-8, UTF-16 big and little endian (Unicode 16.0, table 2-4).
const BOMS: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFE\xFF", b"\xFF\xFE"];

/// How many bytes are looked at to tell text from data.
const PROBE: usize = 64 << 10;

/// What files that people mistake for text begin with.
const MAGIC: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x7FELF", "a program"),
    (b"{\\rtf", "a rich text document"),
];

/// Text in any of our encodings has no zero bytes, except UTF-16, where they are
/// the high halves of Latin letters, digits and line ends: all at even or all at
/// odd places. Other control bytes are rare in text.
fn is_binary(bytes: &[u8]) -> bool {
    // Tab, line ends, form feed and the ESC of ISO-2022-JP belong to text; 1A ends files of
    // old systems.
    let is_control = |b: &u8| matches!(b, 0x01..=0x08 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F);
    // Sums of 100 bytes fit into one.
    let in_part =
        |part: &[u8]| usize::from(part.iter().map(|b| u8::from(is_control(b))).sum::<u8>());
    let controls: usize = bytes.chunks(100).map(in_part).sum();
    let mut zeros = [0usize; 2];
    for i in memchr::memchr_iter(0, bytes) {
        zeros[i % 2] += 1;
    }
    let (few, many) = (zeros[0].min(zeros[1]), zeros[0].max(zeros[1]));
    if many == 0 {
        return controls > bytes.len() / 10;
    }
    let like_utf16 = few <= many / 20 && many >= bytes.len() / 200;
    !like_utf16 || bytes.len() < 2
}

#[cfg(test)]
mod tests {
    use super::{read, refuse};
    use crate::Options;
    use crate::run::{Failure, Input, Origin};
    use crate::source::Encoding;

    fn check(bytes: &[u8]) -> Option<Failure> {
        refuse("a.txt", bytes, Options::default())
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn text_is_not_refused() {
        assert_eq!(check("予算 1,272億円\n".as_bytes()), None);
        assert_eq!(check(b"\x8Ez"), None);
        assert_eq!(check(b"\x1B$B$\"\x1B(B\n"), None);
        assert_eq!(check(b"page 1\n\x0Cpage 2\r\n\x1A"), None);
        assert_eq!(check(b"\xEF\xBB\xBF\n"), None);
        assert_eq!(check(&utf16("予算 1,272億円\n")), None);
        assert_eq!(check(&[b"\xFF\xFE".as_slice(), &utf16("予算\n")].concat()), None);
    }

    #[test]
    fn nothing_is_refused() {
        assert_eq!(check(b""), Some(Failure::Empty));
        assert_eq!(check(b"\xEF\xBB\xBF"), Some(Failure::OnlyBom));
        assert_eq!(check(b"\xFF\xFE"), Some(Failure::OnlyBom));
        assert_eq!(check(b"\xFE\xFF"), Some(Failure::OnlyBom));
    }

    #[test]
    fn data_is_refused() {
        assert_eq!(check(b"%PDF-1.7\n"), None);
        assert_eq!(check(b"\x89PNG\r\n\x1A\n...."), Some(Failure::Binary("a PNG image")));
        let zip = Failure::Binary("a ZIP archive");
        assert_eq!(check(b"PK\x03\x04...."), Some(zip));
        let data: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert_eq!(check(&data), Some(Failure::Binary("binary data")));
        assert_eq!(check(b"\0"), Some(Failure::Binary("binary data")));
        assert_eq!(check(b"\x01\x02\x03\x04text"), Some(Failure::Binary("binary data")));
    }

    #[test]
    fn a_demanded_encoding_is_believed() {
        let options = Options { encoding: Some(Encoding::Utf16Le), ..Options::default() };
        assert_eq!(refuse("a.txt", b"\0\x31\x31\0", options), None);
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        use std::io::Write;
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"12345").unwrap();
        let origin = Origin::File(file.path().to_owned());
        let input = Input { shown: "x".to_owned(), given: "x".to_owned(), origin };
        assert_eq!(read(&input, 5), Ok(b"12345".to_vec()));
        assert_eq!(read(&input, 4), Err(Failure::TooLarge { limit: 4 }));
    }
}
