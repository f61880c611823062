//! Opening a file: what is no PDF, passwords, repair, and the page tree.

use std::borrow::Cow;
use std::collections::BTreeSet;

use lopdf::{Document, LoadOptions, Object};

use super::meter::Meter;
use super::objects::{Dict, Store, Value};
use super::{Budget, PdfError};
use crate::source::looks_binary;

/// A file whose objects can be read.
pub(super) struct Opened<'a> {
    pub store: Store<'a>,
    pub encrypted: bool,
    pub repaired: Vec<String>,
}

/// Finds the objects of a file.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    password: Option<&str>,
    meter: &'a Meter,
) -> Result<Opened<'a>, PdfError> {
    let mut repaired = Vec::new();
    let start = header(bytes)?;
    if start > 0 {
        repaired.push(format!("{start} bytes before the header were skipped"));
    }
    let file = &bytes[start..];
    let loaded = load(file, password, meter.budget())?;
    let doc = loaded.doc;
    if loaded.salvaged.is_some() {
        repaired.push(
            "the file has no usable table of objects or catalog; its objects were searched for"
                .to_owned(),
        );
    } else if loaded.rebuilt {
        repaired.push("the cross-reference table was rebuilt from the objects".to_owned());
    } else if doc.xref_recovery.is_some() {
        repaired.push("the cross-reference table was mended".to_owned());
    }
    let encrypted = doc.was_encrypted();
    let file = match loaded.salvaged {
        _ if encrypted => Cow::Borrowed(&[][..]),
        Some(copy) => Cow::Owned(copy),
        None => Cow::Borrowed(file),
    };
    Ok(Opened { store: Store::new(doc, file, meter), encrypted, repaired })
}

/// Where the header stands.
fn header(bytes: &[u8]) -> Result<usize, PdfError> {
    let not_pdf = PdfError::NotPdf { looks_like: looks_like(bytes) };
    match memchr::memmem::find(bytes, b"%PDF-") {
        // Web pages may speak of the header further on.
        Some(at) if at >= 1024 && is_html(bytes) => Err(not_pdf),
        Some(at) => Ok(at),
        None => Err(not_pdf),
    }
}

fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    if bytes.is_empty() {
        Some("an empty file")
    } else if is_html(bytes) {
        Some("a web page")
    } else {
        looks_binary(bytes)
    }
}

fn is_html(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let begins = |part: &[u8]| memchr::memmem::find(&head, part).is_some();
    begins(b"<!doctype html") || begins(b"<html") || begins(b"<head>")
}

/// Bytes from which on the pictures of a file are not worth keeping in memory.
const LARGE_FILE: usize = 8 << 20;

/// A document and how it could be loaded.
struct Loaded {
    doc: Document,
    /// The cross-reference table was not used.
    rebuilt: bool,
    /// The bytes that were read instead of the file's.
    salvaged: Option<Vec<u8>>,
}

/// Loads the objects: with the cross-reference table as it is, then without it, then without
/// trailer and catalog too.
fn load(file: &[u8], password: Option<&str>, budget: &Budget) -> Result<Loaded, PdfError> {
    let limit = usize::try_from(budget.inflated).unwrap_or(usize::MAX).min(256 << 20);
    let attempt = |file: &[u8], force_reconstruct: bool| {
        let options = LoadOptions {
            password: password.map(str::to_owned),
            // Looking at every object costs a twentieth of the time: small files do without.
            filter: (file.len() > LARGE_FILE).then_some(without_pictures),
            max_decompressed_size: Some(limit),
            force_reconstruct,
            ..LoadOptions::default()
        };
        Document::load_mem_with_options(file, options)
    };
    // The library's own question needs the encryption dictionary, which may not have been read.
    let locked = |doc: &Document| doc.trailer.has(b"Encrypt") && doc.encryption_state.is_none();
    let first = attempt(file, false);
    match &first {
        Ok(doc) if locked(doc) => return Err(wrong_password(password)),
        Err(error) => {
            if let Some(error) = encryption_error(error, password) {
                return Err(error);
            }
        }
        Ok(_) => {}
    }
    let first = match first {
        Ok(doc) if has_pages(&doc) => return Ok(Loaded { doc, rebuilt: false, salvaged: None }),
        first => first,
    };
    if let Ok(doc) = attempt(file, true)
        && !locked(&doc)
        && has_pages(&doc)
    {
        return Ok(Loaded { doc, rebuilt: true, salvaged: None });
    }
    // Without its trailer, an encrypted file cannot be told from a plain one.
    if memchr::memmem::find(file, b"/Encrypt").is_none() {
        let copy = with_catalog(file);
        if let Ok(doc) = attempt(&copy, true)
            && has_pages(&doc)
        {
            return Ok(Loaded { doc, rebuilt: true, salvaged: Some(copy) });
        }
    }
    match first {
        Ok(doc) => Ok(Loaded { doc, rebuilt: false, salvaged: None }),
        Err(error) => Err(PdfError::Damaged(reason(&error))),
    }
}

/// The file with a catalog and a trailer of its own, which lead to no page: its pages are found
/// among its objects.
fn with_catalog(file: &[u8]) -> Vec<u8> {
    /// The largest object numbers that the library finds without a table.
    const END: &[u8] = b"\nendstream\nendobj\n\
        999998 0 obj\n<< /Type /Catalog /Pages 999999 0 R >>\nendobj\n\
        999999 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n\
        trailer\n<< /Root 999998 0 R /Size 1000000 >>\n";
    [b"%PDF-1.7\n", file, END].concat()
}

fn encryption_error(error: &lopdf::Error, password: Option<&str>) -> Option<PdfError> {
    use lopdf::encryption::DecryptionError::IncorrectPassword;
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(IncorrectPassword) => {
            Some(wrong_password(password))
        }
        lopdf::Error::UnsupportedSecurityHandler(_) | lopdf::Error::Decryption(_) => {
            Some(PdfError::UnsupportedEncryption)
        }
        _ => None,
    }
}

/// What is damaged, in a few words.
fn reason(error: &lopdf::Error) -> String {
    use lopdf::Error;
    let reason = match error {
        Error::Xref(_) | Error::MissingXrefEntry => "its cross-reference table cannot be read",
        Error::Decompress(_) => "its objects inflate to more bytes than the budget allows",
        Error::Parse(_) | Error::InvalidOffset(_) => "its structure cannot be read",
        Error::Unimplemented(_) => "its objects are packed in an unknown way",
        Error::DictKey(key) => return format!("an object lacks its /{key}"),
        _ => "its objects cannot be read",
    };
    reason.to_owned()
}

fn wrong_password(password: Option<&str>) -> PdfError {
    match password {
        Some(_) => PdfError::WrongPassword,
        None => PdfError::PasswordNeeded,
    }
}

fn has_pages(doc: &Document) -> bool {
    doc.objects.values().any(|o| o.as_dict().is_ok_and(|dict| dict.has_type(b"Page")))
}

/// Pictures are kept as boxes only; their data are most of a file.
fn without_pictures(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    let Object::Stream(stream) = object else {
        // Objects in object streams are taken from what is returned, all others left in place.
        return Some((id, object.clone()));
    };
    if matches!(stream.dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Image") {
        // Not empty: an empty one would be read again.
        stream.content = vec![0];
    }
    Some((id, Object::Null))
}

/// A page with what it inherits.
#[derive(Clone, Copy)]
pub(super) struct PageDict<'a> {
    pub dict: Dict<'a>,
    pub resources: Option<Dict<'a>>,
    pub media_box: Value<'a>,
    pub crop_box: Value<'a>,
    pub rotate: i64,
}

/// The pages of the tree, at most `limit`; each page and node once.
///
/// Where the tree leads to none, all objects that are pages, in the order of their numbers.
pub(super) fn page_dicts<'a>(
    store: &'a Store<'a>,
    limit: usize,
    repaired: &mut Vec<String>,
) -> Vec<PageDict<'a>> {
    let mut pages = Vec::new();
    let root = store.trailer().get("Root").dict();
    let mut looped = false;
    if let Some(tree) = root.and_then(|r| r.get("Pages").dict()) {
        let mut seen = BTreeSet::new();
        let mut stack = vec![PageDict::root(tree)];
        while let Some(node) = stack.pop() {
            if pages.len() >= limit {
                break;
            }
            if !seen.insert(node.dict.identity()) {
                looped = true;
                continue;
            }
            match node.dict.get("Kids").array() {
                Some(kids) if !node.dict.has_type("Page") => {
                    let kids = kids.iter().rev().filter_map(Value::dict);
                    stack.extend(kids.map(|kid| node.child(kid)));
                }
                _ if node.dict.has_type("Pages") => {}
                _ => pages.push(node),
            }
        }
    }
    if looped {
        repaired.push("the page tree leads to the same page or node more than once".to_owned());
    }
    if pages.is_empty() {
        let loose = store.dicts().filter(|dict| dict.has_type("Page"));
        pages = loose.take(limit).map(PageDict::loose).collect();
        if !pages.is_empty() {
            repaired
                .push("the page tree is damaged; the pages were taken in file order".to_owned());
        }
    }
    pages
}

impl<'a> PageDict<'a> {
    fn root(dict: Dict<'a>) -> PageDict<'a> {
        let nothing = PageDict {
            dict,
            resources: None,
            media_box: Value::Null,
            crop_box: Value::Null,
            rotate: 0,
        };
        nothing.child(dict)
    }

    /// A page that no tree leads to, with what its parents have for it.
    fn loose(dict: Dict<'a>) -> PageDict<'a> {
        /// Longer chains are loops.
        const MAX_DEPTH: usize = 64;
        let parent = |dict: &Dict<'a>| dict.get("Parent").dict();
        let mut chain: Vec<Dict<'a>> =
            std::iter::successors(Some(dict), parent).take(MAX_DEPTH).collect();
        let mut page = PageDict::root(chain.pop().unwrap_or(dict));
        while let Some(dict) = chain.pop() {
            page = page.child(dict);
        }
        page
    }

    fn child(self, dict: Dict<'a>) -> PageDict<'a> {
        let or = |value: Value<'a>, inherited| if value.is_null() { inherited } else { value };
        PageDict {
            dict,
            resources: dict.get("Resources").dict().or(self.resources),
            media_box: or(dict.get("MediaBox"), self.media_box),
            crop_box: or(dict.get("CropBox"), self.crop_box),
            rotate: dict.get("Rotate").integer().unwrap_or(self.rotate),
        }
    }
}
