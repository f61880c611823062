//! Telling files that are no text from those that are.

use super::detect;

/// Signatures at the very beginning of a file.
const SIGNATURES: [(&[u8], &str); 24] = [
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Office document of the old binary format"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"OTTO", "a font"),
    (b"\0\x01\0\0", "a font"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS-", "a PostScript document"),
    (b"\xFF\xFE\0\0", "text in UTF-32, which is not read"),
    (b"\0\0\xFE\xFF", "text in UTF-32, which is not read"),
];

/// What a file is that is no plain text, as a noun with its article ("a ZIP archive"); `None` for
/// what may be read as text.
///
/// Known signatures come first (a PDF header may stand anywhere in the first 1,024 bytes); else a
/// file is binary when more than one in fifty of its first bytes are control characters that no
/// text has, unless they are the halves of UTF-16.
pub fn looks_binary(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some("a PDF document");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_kind(&bytes[..bytes.len().min(8192)]));
    }
    let text_signature = |s: &[u8]| s == b"BZh" || s == b"PAR1" || s == b"OTTO";
    for (signature, kind) in SIGNATURES {
        let certain = !text_signature(signature) || has_controls(bytes);
        if bytes.starts_with(signature) && certain {
            return Some(kind);
        }
    }
    if has_controls(bytes) && !detect::is_utf16(bytes) {
        return Some("binary data");
    }
    None
}

fn zip_kind(head: &[u8]) -> &'static str {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if has(b"word/") {
        "a Word document"
    } else if has(b"xl/") {
        "an Excel workbook"
    } else if has(b"ppt/") {
        "a PowerPoint presentation"
    } else if has(b"[Content_Types].xml") {
        "an Office document"
    } else if has(b"mimetypeapplication/vnd.oasis.opendocument") {
        "an OpenDocument file"
    } else {
        "a ZIP archive"
    }
}

fn has_controls(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let controls =
        head.iter().filter(|b| matches!(b, 0..=0x08 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F)).count();
    controls * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> &'static str {
        looks_binary(bytes).unwrap_or("text")
    }

    #[test]
    fn signatures() {
        assert_eq!(kind(b"%PDF-1.7\n"), "a PDF document");
        assert_eq!(kind(b"\n\n%PDF-1.4\n%\xE2\xE3"), "a PDF document");
        assert_eq!(kind(b"PK\x03\x04\x14\0"), "a ZIP archive");
        assert_eq!(kind(b"PK\x03\x04....[Content_Types].xml..xl/book"), "an Excel workbook");
        assert_eq!(kind(b"PK\x03\x04....[Content_Types].xml..word/"), "a Word document");
        assert_eq!(kind(b"PK\x03\x04....ppt/slides"), "a PowerPoint presentation");
        assert_eq!(kind(b"PK\x03\x04....[Content_Types].xml"), "an Office document");
        assert_eq!(
            kind(b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text"),
            "an OpenDocument file"
        );
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n\0\0"), "a PNG image");
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), "a JPEG image");
        assert_eq!(kind(b"\x1F\x8B\x08"), "a gzip archive");
        assert_eq!(kind(b"\xFF\xFE\0\0a\0\0\0"), "text in UTF-32, which is not read");
        assert_eq!(kind(b"BZh91AY&SY\x01\x02\x03\x04"), "a bzip2 archive");
    }

    #[test]
    fn controls() {
        assert_eq!(kind(b"\0\0\0\0"), "binary data");
        assert_eq!(kind(b"a\0b\x01\x02\x03\xFF\xFE\xE3"), "binary data");
        let noise: Vec<u8> = (0..4096u32).map(|i| (i * i * 7 + i / 3) as u8).collect();
        assert_eq!(kind(&noise), "binary data");
    }

    #[test]
    fn texts() {
        assert_eq!(kind(b""), "text");
        assert_eq!(kind(b"\xEF\xBB\xBF"), "text");
        assert_eq!(kind("予算\n\u{c}案\t1".as_bytes()), "text");
        assert_eq!(kind(b"BZhang wrote this"), "text");
        assert_eq!(kind(b"OTTO 1, 2"), "text");
        assert_eq!(kind(b"\x1B$BM=;;\x1B(B"), "text");
        assert_eq!(kind(b"\xFF\xFEa\0\n\0"), "text");
        let wide: Vec<u8> = "予算 120億円\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(kind(&wide), "text");
        let mut long = "あ".repeat(1000).into_bytes();
        long.push(0);
        assert_eq!(kind(&long), "text");
    }
}
