//! From data and a template to PDF bytes, by typst, in a world that has nothing
//! but our templates, the data at hand and the fonts in the binary.
//!
//! Text from people reaches a template only as JSON values. It is never part of
//! a template's source, so nothing in it can be code.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{facts::Finding, qr::ROSETTE};

/// Unused results of earlier renderings that typst may keep, in renderings.
const CACHE_AGE: usize = 8;

/// Why there is no PDF.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RenderError {
    #[error("the facts cannot be printed: {}", list(.0))]
    Facts(Vec<Finding>),
    #[error("the text does not fit its page; shorten titles, names or outcomes")]
    DoesNotFit,
    #[error(
        "the record has {found} rows; one document holds {limit}: narrow the filter or take the XLSX"
    )]
    TooManyRows { found: usize, limit: usize },
    #[error("row {row} has {found} cells, the record has {expected} columns")]
    UnevenRow {
        row: usize,
        found: usize,
        expected: usize,
    },
    #[error("a record needs at least one column")]
    NoColumns,
    #[error("the check address is too long for a QR code")]
    AddressTooLong,
    #[error("typesetting failed: {0}")]
    Typesetting(String),
}

fn list(findings: &[Finding]) -> String {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

/// The templates of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Certificate,
    Record,
}

/// What a document is, beside what is on its pages.
pub(crate) struct Identity<'a> {
    /// The same for every rendering of the same document.
    pub(crate) ident: &'a str,
    pub(crate) made_at: DateTime<Utc>,
}

struct Ground {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    certificate: Source,
    record: Source,
    data: FileId,
    qr: FileId,
    rosette: FileId,
    rosette_svg: Bytes,
}

/// Made once: parsing the fonts and templates takes longer than a rendering.
static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        // Libertinus has the letters of all three faces; DejaVu stands in for
        // signs that it lacks. The fonts for mathematics are of no use here.
        .filter(|font| {
            ["Libertinus Serif", "DejaVu Sans Mono"].contains(&font.info().family.as_str())
        })
        .collect();
    Ground {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        certificate: Source::new(
            file("certificate.typ"),
            include_str!("templates/certificate.typ").to_owned(),
        ),
        record: Source::new(
            file("record.typ"),
            include_str!("templates/record.typ").to_owned(),
        ),
        data: file("data.json"),
        qr: file("qr.svg"),
        rosette: file("rosette.svg"),
        rosette_svg: Bytes::from_string(ROSETTE.as_str()),
    }
});

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

struct Desk {
    ground: &'static Ground,
    template: Template,
    data: Bytes,
    qr: Option<Bytes>,
}

impl Desk {
    fn template(&self) -> &'static Source {
        match self.template {
            Template::Certificate => &self.ground.certificate,
            Template::Record => &self.ground.record,
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.ground.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.ground.book
    }

    fn main(&self) -> FileId {
        self.template().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            Ok(self.template().clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.ground.data {
            Ok(self.data.clone())
        } else if id == self.ground.rosette {
            Ok(self.ground.rosette_svg.clone())
        } else if id == self.ground.qr {
            self.qr.clone().ok_or(FileError::AccessDenied)
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.ground.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets the pages.
pub(crate) fn lay_out(
    template: Template,
    data: &impl Serialize,
    qr: Option<String>,
) -> Result<PagedDocument, RenderError> {
    let data = serde_json::to_vec(data).map_err(|error| {
        // Only a map with odd keys could fail, and there is none.
        RenderError::Typesetting(error.to_string())
    })?;
    let desk = Desk {
        ground: &GROUND,
        template,
        data: Bytes::new(data),
        qr: qr.map(Bytes::from_string),
    };
    let document = typst::compile::<PagedDocument>(&desk)
        .output
        .map_err(|errors| failure(&errors));
    typst::comemo::evict(CACHE_AGE);
    document
}

/// Writes the pages as PDF/UA-1. A document with a sign that no font has cannot
/// be that, and becomes an ordinary tagged PDF.
pub(crate) fn write_pdf(
    document: &PagedDocument,
    identity: &Identity<'_>,
) -> Result<Vec<u8>, RenderError> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| RenderError::Typesetting(error.message().to_string()))?;
    typst_pdf::pdf(document, &options(identity, accessible))
        .or_else(|_| typst_pdf::pdf(document, &options(identity, PdfStandards::default())))
        .map_err(|errors| failure(&errors))
}

fn options(identity: &Identity<'_>, standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(identity.ident.to_owned()),
        creator: Smart::Custom(Some("Obuka".to_owned())),
        timestamp: timestamp(identity.made_at),
        standards,
        ..PdfOptions::default()
    }
}

fn timestamp(at: DateTime<Utc>) -> Option<Timestamp> {
    let part = |value: u32| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .map(Timestamp::new_utc)
}

fn failure(errors: &[SourceDiagnostic]) -> RenderError {
    // The word with which a template gives up.
    if errors
        .iter()
        .any(|error| error.message.contains("does-not-fit"))
    {
        return RenderError::DoesNotFit;
    }
    let texts: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Typesetting(texts.join("; "))
}

/// A text fit for print: no control characters, no marks that turn the direction
/// of what follows, spaces single. For what people copy from the page (numbers,
/// addresses, hashes) this is all; see [`printable`].
pub(crate) fn clean(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_invisible = matches!(
            letter,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{61c}'
        );
        if letter.is_whitespace() && letter != '\u{a0}' {
            if !result.is_empty() && !result.ends_with(' ') {
                result.push(' ');
            }
        } else if !letter.is_control() && !is_invisible {
            result.push(letter);
        }
    }
    result.truncate(result.trim_end().len());
    result
}

/// A [`clean`] text in which very long words may break, by invisible spaces.
pub(crate) fn printable(text: &str) -> String {
    const BREAK_EVERY: usize = 30;
    let mut result = String::with_capacity(text.len());
    let mut run = 0;
    for letter in clean(text).chars() {
        if letter.is_whitespace() {
            run = 0;
        } else if run == BREAK_EVERY {
            result.push('\u{200b}');
            run = 0;
        }
        result.push(letter);
        run += 1;
    }
    result
}

#[cfg(test)]
pub(crate) fn text_of(document: &PagedDocument) -> Vec<String> {
    use typst::layout::{Frame, FrameItem};
    fn collect(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Text(item) => {
                    text.push_str(&item.text);
                    text.push(' ');
                }
                FrameItem::Group(group) => collect(&group.frame, text),
                _ => {}
            }
        }
    }
    document
        .pages()
        .iter()
        .map(|page| {
            let mut text = String::new();
            collect(&page.frame, &mut text);
            text
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_marks_do_not_reach_the_paper() {
        for (raw, expected) in [
            ("Ана\u{202e}ић\u{0}", "Анаић"),
            ("  two \n\t words ", "two words"),
            ("100\u{a0}%", "100\u{a0}%"),
            ("\u{feff}", ""),
        ] {
            assert_eq!(clean(raw), expected);
        }
        let long = printable(&"x".repeat(70));
        assert_eq!(long.matches('\u{200b}').count(), 2);
        assert_eq!(long.replace('\u{200b}', "").len(), 70);
    }

    #[test]
    fn the_world_has_nothing_but_its_own_files() {
        let desk = Desk {
            ground: &GROUND,
            template: Template::Certificate,
            data: Bytes::new(b"{}".as_slice()),
            qr: None,
        };
        for name in ["etc/passwd", "record.typ", "qr.svg", "Cargo.toml"] {
            assert!(desk.file(file(name)).is_err(), "{name}");
            assert!(desk.source(file(name)).is_err(), "{name}");
        }
        assert!(desk.today(None).is_none());
    }
}
