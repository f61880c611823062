//! How a document is to be read: arguments of every command that reads one.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::source::Encoding;

#[derive(Debug, Args)]
pub(in crate::cli) struct HowToRead {
    /// The character encoding of text [default: detected]
    #[arg(short, long, value_name = "E", ignore_case = true)]
    encoding: Option<EncodingName>,
    /// A file whose first line is the password of encrypted PDFs [default: $YOSAN_PASSWORD]
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl HowToRead {
    /// The password that was given, if one was.
    ///
    /// # Errors
    /// A sentence, when the file with the password cannot be read.
    pub(in crate::cli) fn password(&self) -> Result<Option<String>, String> {
        let Some(path) = &self.password_file else {
            return Ok(std::env::var("YOSAN_PASSWORD").ok().filter(|p| !p.is_empty()));
        };
        let content = std::fs::read_to_string(path)
            .map_err(|e| format!("cannot read the password in {}: {e}", path.display()))?;
        Ok(content.lines().next().map(str::to_owned))
    }

    /// The encoding as the library knows it.
    pub(in crate::cli) fn encoding(&self) -> Option<Encoding> {
        Some(match self.encoding? {
            EncodingName::Utf8 => Encoding::Utf8,
            EncodingName::Windows31J => Encoding::Windows31J,
            EncodingName::EucJp => Encoding::EucJp,
            EncodingName::Iso2022Jp => Encoding::Iso2022Jp,
            EncodingName::Utf16Le => Encoding::Utf16Le,
            EncodingName::Utf16Be => Encoding::Utf16Be,
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum EncodingName {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    #[value(name = "windows-31j", aliases = ["shift_jis", "shift-jis", "sjis", "cp932", "ms932"])]
    Windows31J,
    #[value(name = "euc-jp", aliases = ["euc_jp", "eucjp"])]
    EucJp,
    #[value(name = "iso-2022-jp", aliases = ["iso2022jp", "jis"])]
    Iso2022Jp,
    #[value(name = "utf-16le", alias = "utf16le")]
    Utf16Le,
    #[value(name = "utf-16be", alias = "utf16be")]
    Utf16Be,
}
