//! Why an input was not read, and the sentence that says so.

use std::io;

use crate::OpenError;

/// Why there are no records of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing has this name.
    Missing,
    /// A link to something that is not there.
    Dangling,
    /// A link that leads back to itself or to a folder around it.
    Looping,
    /// Not a file: `a FIFO`, `a socket` …
    Special(&'static str),
    /// A folder without a single document in it.
    NoDocuments,
    /// A folder given where one file is wanted.
    Folder,
    /// One of the files that the run itself writes.
    OwnOutput,
    /// More bytes than a document may have.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// No bytes at all.
    Empty,
    /// Nothing behind the byte order mark.
    OnlyBom,
    /// Bytes of something that is not text.
    Binary(&'static str),
    /// A document that cannot be opened: the reason.
    Unreadable(String),
    /// The operating system refused: its reason.
    Denied(String),
    /// A panic within the library: its message.
    Defect(String),
    /// Its records could not be written: the reason.
    NotWritten(String),
}

impl Failure {
    /// The sentence for a reader: it names the file and the reason.
    pub fn sentence(&self, path: &str) -> String {
        match self {
            Failure::Missing => format!("cannot read {path}: there is no such file or folder"),
            Failure::Dangling => format!("cannot read {path}: it is a link that leads nowhere"),
            Failure::Looping => {
                format!("cannot read {path}: it is a link that leads back to itself")
            }
            Failure::Special(what) => {
                format!("cannot read {path}: it is {what}, not a file (`-` reads standard input)")
            }
            Failure::NoDocuments => format!(
                "cannot read {path}: there are no documents in this folder (files that end in \
                 .pdf, .txt, .text or .md; any other file can be given by its own name)"
            ),
            Failure::Folder => format!("cannot read {path}: it is a folder, not a file"),
            Failure::OwnOutput => {
                format!("cannot read {path}: it lies where this run writes its own output")
            }
            Failure::TooLarge { limit } => {
                format!("cannot read {path}: it has more than {} MiB", limit >> 20)
            }
            Failure::Empty => format!("cannot read {path}: the file is empty"),
            Failure::OnlyBom => {
                format!("cannot read {path}: the file is empty but for a byte order mark")
            }
            Failure::Binary(what) => format!("cannot read {path}: it is {what}, not text"),
            Failure::Unreadable(reason) => format!("cannot read {path}: {reason}"),
            Failure::Denied(reason) => format!("cannot read {path}: {reason}"),
            Failure::Defect(message) => {
                format!("cannot read {path}: a defect of this program stopped it: {message}")
            }
            Failure::NotWritten(reason) => {
                format!("cannot write the records of {path}: {reason}")
            }
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        let reason = error.to_string();
        #[cfg(feature = "pdf")]
        if error == OpenError::Pdf(crate::pdf::PdfError::PasswordNeeded) {
            let how = "give it with --password-file FILE or in YOSAN_PASSWORD";
            return Failure::Unreadable(format!("{reason}: {how}"));
        }
        Failure::Unreadable(reason)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::NotFound => Failure::Missing,
            _ => Failure::Denied(reason(&error)),
        }
    }
}

/// The operating system's reason in plain words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file of that name is in the way".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder of that name is in the way".to_owned(),
        io::ErrorKind::StorageFull => "no space is left on the disk".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn a_sentence_names_the_file_and_the_reason() {
        let check = |failure: Failure, sentence: &str| {
            assert_eq!(failure.sentence("a.txt"), sentence);
        };
        check(Failure::Empty, "cannot read a.txt: the file is empty");
        check(
            Failure::TooLarge { limit: 256 << 20 },
            "cannot read a.txt: it has more than 256 MiB",
        );
        check(
            Failure::Special("a FIFO"),
            "cannot read a.txt: it is a FIFO, not a file (`-` reads standard input)",
        );
        check(
            Failure::NotWritten("no space is left on the disk".into()),
            "cannot write the records of a.txt: no space is left on the disk",
        );
    }
}
