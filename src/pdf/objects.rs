//! The objects of a file, seen through references: the only place that knows the object library.

use std::borrow::Cow;

use lopdf::{Document, Object};

use super::meter::Meter;

/// The objects of one file.
pub(super) struct Store<'a> {
    doc: Document,
    /// The file's bytes from its header on, in which stream positions count; empty when the
    /// streams had to be decrypted and their bytes there are of no use.
    file: Cow<'a, [u8]>,
    meter: &'a Meter,
}

/// Why a stream's bytes cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamError {
    /// It inflates to more than the budget allows.
    TooLarge,
    /// A filter that is unknown, or one for pictures.
    Filter,
    /// The data are damaged from the start.
    Damaged,
}

/// An object, looked at through any chain of references. What is missing is null.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Null,
    /// `true` or `false`.
    Bool,
    Number(f64),
    Name(&'a [u8]),
    Text(&'a [u8]),
    Array(Array<'a>),
    Dict(Dict<'a>),
    Stream(Stream<'a>),
}

/// A dictionary object.
#[derive(Clone, Copy)]
pub(super) struct Dict<'a> {
    store: &'a Store<'a>,
    raw: &'a lopdf::Dictionary,
}

/// An array object.
#[derive(Clone, Copy)]
pub(super) struct Array<'a> {
    store: &'a Store<'a>,
    raw: &'a [Object],
}

/// A stream object.
#[derive(Clone, Copy)]
pub(super) struct Stream<'a> {
    store: &'a Store<'a>,
    raw: &'a lopdf::Stream,
}

impl<'a> Store<'a> {
    pub fn new(doc: Document, file: Cow<'a, [u8]>, meter: &'a Meter) -> Store<'a> {
        Store { doc, file, meter }
    }

    pub fn meter(&self) -> &'a Meter {
        self.meter
    }

    pub fn trailer(&'a self) -> Dict<'a> {
        Dict { store: self, raw: &self.doc.trailer }
    }

    /// All dictionaries of the file that are objects of their own, by object number.
    pub fn dicts(&'a self) -> impl Iterator<Item = Dict<'a>> {
        self.doc.objects.values().filter_map(|o| match self.value(o) {
            Value::Dict(dict) => Some(dict),
            _ => None,
        })
    }

    fn value(&'a self, object: &'a Object) -> Value<'a> {
        let object = match object {
            Object::Reference(_) => match self.doc.dereference(object) {
                Ok((_, object)) => object,
                Err(_) => return Value::Null,
            },
            direct => direct,
        };
        match object {
            Object::Null | Object::Reference(_) => Value::Null,
            Object::Boolean(_) => Value::Bool,
            Object::Integer(n) => Value::Number(*n as f64),
            Object::Real(n) => Value::Number(f64::from(*n)),
            Object::Name(name) => Value::Name(name),
            Object::String(bytes, _) => Value::Text(bytes),
            Object::Array(raw) => Value::Array(Array { store: self, raw }),
            Object::Dictionary(raw) => Value::Dict(Dict { store: self, raw }),
            Object::Stream(raw) => Value::Stream(Stream { store: self, raw }),
        }
    }
}

impl<'a> Value<'a> {
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Number(n) if n.is_finite() => Some(n),
            _ => None,
        }
    }

    pub fn integer(self) -> Option<i64> {
        // A conversion of floats saturates; nothing here depends on more than 53 bits.
        self.number().map(|n| n as i64)
    }

    pub fn name(self) -> Option<&'a [u8]> {
        match self {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The bytes of a string.
    pub fn text(self) -> Option<&'a [u8]> {
        match self {
            Value::Text(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn array(self) -> Option<Array<'a>> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The dictionary, or that of a stream.
    pub fn dict(self) -> Option<Dict<'a>> {
        match self {
            Value::Dict(dict) => Some(dict),
            Value::Stream(stream) => Some(stream.dict()),
            _ => None,
        }
    }

    pub fn stream(self) -> Option<Stream<'a>> {
        match self {
            Value::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub fn is_null(self) -> bool {
        matches!(self, Value::Null)
    }
}

impl<'a> Dict<'a> {
    pub fn get(self, key: &str) -> Value<'a> {
        self.get_bytes(key.as_bytes())
    }

    pub fn get_bytes(self, key: &[u8]) -> Value<'a> {
        self.raw.get(key).map_or(Value::Null, |object| self.store.value(object))
    }

    /// A number that is the same for the same object, and for no other one of this file.
    pub fn identity(self) -> usize {
        std::ptr::from_ref(self.raw).addr()
    }

    pub fn iter(self) -> impl Iterator<Item = (&'a [u8], Value<'a>)> {
        self.raw.iter().map(move |(key, object)| (key.as_slice(), self.store.value(object)))
    }

    /// Whether `/Type` is `name`.
    pub fn has_type(self, name: &str) -> bool {
        self.get("Type").name() == Some(name.as_bytes())
    }
}

impl<'a> Array<'a> {
    pub fn len(self) -> usize {
        self.raw.len()
    }

    pub fn get(self, index: usize) -> Value<'a> {
        self.raw.get(index).map_or(Value::Null, |object| self.store.value(object))
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = Value<'a>> {
        self.raw.iter().map(move |object| self.store.value(object))
    }

    /// The first `N` items as numbers.
    pub fn numbers<const N: usize>(self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (i, number) in numbers.iter_mut().enumerate() {
            *number = self.get(i).number()?;
        }
        Some(numbers)
    }
}

impl<'a> Stream<'a> {
    pub fn dict(self) -> Dict<'a> {
        Dict { store: self.store, raw: &self.raw.dict }
    }

    /// The decoded bytes. Data that are damaged further on are given up to there.
    pub fn data(self) -> Result<Vec<u8>, StreamError> {
        let filters = self.filters();
        let packed = self.packed();
        let limit = self.store.meter.allowance(packed.len());
        if filters.is_empty() {
            return self.unfiltered(packed, limit);
        }
        let direct = self.raw.dict.get(b"Filter").is_ok_and(|f| match f {
            Object::Name(_) => true,
            Object::Array(items) => items.iter().all(|i| matches!(i, Object::Name(_))),
            _ => false,
        });
        let plain_parms = match self.raw.dict.get(b"DecodeParms") {
            Err(_) => self.raw.dict.get(b"DP").is_err(),
            Ok(parms) => is_direct(parms, 0),
        };
        let result = if direct && plain_parms && matches!(packed, Cow::Borrowed(_)) {
            self.raw.decompressed_content_with_limit(limit)
        } else {
            // The library follows no reference here, and would hand the data out undecoded.
            let mut dict = lopdf::Dictionary::new();
            let names = filters.iter().map(|f| Object::Name(f.to_vec())).collect();
            dict.set("Filter", Object::Array(names));
            dict.set("DecodeParms", Object::Array(self.parms(filters.len())));
            let stream = lopdf::Stream::new(dict, packed.into_owned());
            stream.decompressed_content_with_limit(limit)
        };
        match result {
            Ok(data) => self.checked(data),
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                ..
            })) => {
                self.store.meter.overdrawn(self.raw.content.len());
                Err(StreamError::TooLarge)
            }
            Err(lopdf::Error::Unimplemented(_)) => Err(StreamError::Filter),
            Err(_) => Err(StreamError::Damaged),
        }
    }

    fn unfiltered(self, packed: Cow<'a, [u8]>, limit: usize) -> Result<Vec<u8>, StreamError> {
        if packed.len() > limit {
            self.store.meter.overdrawn(packed.len());
            return Err(StreamError::TooLarge);
        }
        self.checked(packed.into_owned())
    }

    /// No content, CMap or font begins like zlib data: those were left packed.
    fn checked(self, data: Vec<u8>) -> Result<Vec<u8>, StreamError> {
        self.store.meter.inflated(data.len());
        if !looks_packed(&data) {
            return Ok(data);
        }
        let mut dict = lopdf::Dictionary::new();
        dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        let limit = self.store.meter.allowance(data.len());
        let again = lopdf::Stream::new(dict, data).decompressed_content_with_limit(limit);
        match again {
            Ok(data) if !data.is_empty() && !looks_packed(&data) => {
                self.store.meter.inflated(data.len());
                Ok(data)
            }
            _ => Err(StreamError::Damaged),
        }
    }

    /// The names of the filters, long forms, outermost first.
    fn filters(self) -> Vec<&'a [u8]> {
        let dict = self.dict();
        let filter = match dict.get("Filter") {
            Value::Null => dict.get("F"),
            filter => filter,
        };
        let names: Vec<&[u8]> = match filter {
            Value::Name(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::name).collect(),
            _ => Vec::new(),
        };
        let long = |name: &'a [u8]| match name {
            b"Fl" => &b"FlateDecode"[..],
            b"LZW" => b"LZWDecode",
            b"A85" => b"ASCII85Decode",
            b"AHx" => b"ASCIIHexDecode",
            b"RL" => b"RunLengthDecode",
            name => name,
        };
        // What was decrypted is no longer encrypted, whatever the filter says.
        names.into_iter().map(long).filter(|n| *n != b"Crypt").collect()
    }

    fn parms(self, filters: usize) -> Vec<Object> {
        let dict = self.dict();
        let parms = match dict.get("DecodeParms") {
            Value::Null => dict.get("DP"),
            parms => parms,
        };
        let one = |value: Value<'a>| match value.dict() {
            None => Object::Null,
            Some(parms) => {
                let mut copy = lopdf::Dictionary::new();
                for (key, value) in parms.iter() {
                    if let Some(n) = value.integer() {
                        copy.set(key, n);
                    }
                }
                Object::Dictionary(copy)
            }
        };
        match parms {
            Value::Array(items) => items.iter().take(filters).map(one).collect(),
            single => (0..filters).map(|_| one(single)).collect(),
        }
    }

    /// The stream's bytes as they stand in the file.
    ///
    /// A missing or wrong `/Length` is seen by what follows: if that is not `endstream`, the data
    /// go up to where it stands.
    fn packed(self) -> Cow<'a, [u8]> {
        let content = self.raw.content.as_slice();
        let Some(start) = self.raw.start_position.filter(|s| *s < self.store.file.len()) else {
            return Cow::Borrowed(content);
        };
        let rest = &self.store.file[start..];
        if rest.get(..content.len()).is_none_or(|bytes| bytes != content) {
            return Cow::Borrowed(content);
        }
        let behind = &rest[content.len()..];
        let white = behind.iter().take_while(|b| b.is_ascii_whitespace()).count();
        if behind[white..].starts_with(b"endstream") || behind[white..].starts_with(b"endobj") {
            return Cow::Borrowed(content);
        }
        match memchr::memmem::find(rest, b"endstream") {
            Some(end) if end != content.len() => Cow::Owned(rest[..end].to_vec()),
            _ => Cow::Borrowed(content),
        }
    }
}

fn is_direct(object: &Object, depth: u32) -> bool {
    match object {
        Object::Reference(_) => false,
        Object::Array(items) => depth < 3 && items.iter().all(|i| is_direct(i, depth + 1)),
        Object::Dictionary(dict) => {
            depth < 3 && dict.iter().all(|(_, value)| is_direct(value, depth + 1))
        }
        _ => true,
    }
}

/// Whether the first two bytes are a zlib header (RFC 1950) as deflate writers make it.
fn looks_packed(data: &[u8]) -> bool {
    matches!(data, [0x78, 0x01 | 0x5E | 0x9C | 0xDA, _, ..])
}
