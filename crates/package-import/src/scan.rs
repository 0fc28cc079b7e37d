//! Looks at pages, scripts and styles while they pass on their way into the
//! store. Only the beginning of each is searched, within the limits.

pub(crate) mod css;
pub(crate) mod html;
pub(crate) mod loads;
mod page;

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read};

pub(crate) use page::Page;

use self::css::Pair;
use self::loads::Loads;
use crate::archive::has_extension;
use crate::authoring_tool::Traces;
use crate::limits::Limits;
use crate::package::{CoursePackage, launch_files};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Script,
    Style,
    /// May tell which tool made the package.
    Project,
}

impl Kind {
    fn of(path: &str) -> Option<Self> {
        if has_extension(path, &["html", "htm", "xhtml", "svg"]) {
            Some(Self::Page)
        } else if has_extension(path, &["js", "mjs", "json"]) {
            Some(Self::Script)
        } else if has_extension(path, &["css"]) {
            Some(Self::Style)
        } else if Traces::are_in(path) {
            Some(Self::Project)
        } else {
            None
        }
    }
}

/// First pages that are looked at closely; a package may have ten thousand.
const PAGES: usize = 100;
/// Names of one kind that are gathered.
const NAMES: usize = 1000;

/// What has been seen so far.
#[derive(Debug)]
pub(crate) struct Scan {
    per_file: usize,
    left: u64,
    first_pages: HashSet<String>,
    pub(crate) loads: Loads,
    pub(crate) traces: Traces,
    /// First pages by path.
    pub(crate) pages: BTreeMap<String, Page>,
    /// Pairs of colours by the path of their style.
    pub(crate) styles: BTreeMap<String, Vec<Pair>>,
    /// Number of pictures without a text by the path of their page.
    pub(crate) images_without_text: BTreeMap<String, u64>,
    /// Videos with a track of captions, as pages refer to them.
    pub(crate) captioned: HashSet<String>,
    pub(crate) applets: Vec<String>,
    pub(crate) not_utf8: Vec<String>,
    /// Whether a page or script has the name of SCORM's interface in it.
    pub(crate) names_interface: bool,
    /// Whether every page and script was searched to its end.
    pub(crate) is_complete: bool,
}

impl Scan {
    pub(crate) fn new(limits: &Limits, package: Option<&CoursePackage>, traces: Traces) -> Self {
        let first_pages = package.map_or_else(HashSet::new, |package| {
            let files = launch_files(package).into_iter();
            files.take(PAGES).map(str::to_owned).collect()
        });
        Self {
            per_file: limits.scanned_bytes_per_file,
            left: limits.scanned_bytes,
            first_pages,
            loads: Loads::default(),
            traces,
            pages: BTreeMap::new(),
            styles: BTreeMap::new(),
            images_without_text: BTreeMap::new(),
            captioned: HashSet::new(),
            applets: Vec::new(),
            not_utf8: Vec::new(),
            names_interface: false,
            is_complete: true,
        }
    }

    /// Lets `consume` read the content of a file and looks at what passes.
    pub(crate) fn watch(
        &mut self,
        path: &str,
        content: &mut dyn Read,
        consume: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        let Some(kind) = Kind::of(path) else {
            return consume(content);
        };
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(self.per_file);
        let mut tee = Tee {
            content,
            kept: Vec::new(),
            most,
            is_cut: false,
        };
        consume(&mut tee)?;
        tee.fill()?;
        let (kept, is_cut) = (tee.kept, tee.is_cut);
        self.left -= kept.len() as u64;
        self.look(path, kind, &kept, is_cut);
        Ok(())
    }

    fn look(&mut self, path: &str, kind: Kind, bytes: &[u8], is_cut: bool) {
        let text = String::from_utf8_lossy(bytes);
        if kind == Kind::Script && Traces::are_in(path) {
            self.traces.look_at_script(&text);
        } else if Traces::are_in(path) || self.first_pages.contains(path) {
            self.traces.look(&text);
        }
        match kind {
            Kind::Project => return,
            Kind::Style => {
                let pairs = css::low_contrast(&text);
                if !pairs.is_empty() && self.styles.len() < NAMES {
                    self.styles.insert(path.to_owned(), pairs);
                }
            }
            Kind::Script => self.look_for_interface(&text, is_cut),
            Kind::Page => {
                self.look_for_interface(&text, is_cut);
                if !has_extension(path, &["svg"]) {
                    self.look_at_page(path, bytes, &text);
                }
            }
        }
        self.loads.scan(bytes, kind);
    }

    fn look_for_interface(&mut self, text: &str, is_cut: bool) {
        self.is_complete &= !is_cut;
        if !self.names_interface {
            self.names_interface = names_interface(text);
        }
    }

    fn look_at_page(&mut self, path: &str, bytes: &[u8], text: &str) {
        // Without a length the fault is a letter that the cut went through.
        let is_broken = std::str::from_utf8(bytes).is_err_and(|it| it.error_len().is_some());
        // A mark at the beginning tells browsers which encoding it is, or the page
        // itself does.
        if is_broken
            && encoding_rs::Encoding::for_bom(bytes).is_none()
            && !page::says_old_encoding(text)
        {
            push(&mut self.not_utf8, path);
        }
        let mut images = 0;
        let mut video: Option<String> = None;
        let mut applets = false;
        html::visit(text, |tag| {
            images += u64::from(page::is_image_without_text(tag));
            applets |= page::is_applet(tag);
            if tag.is("video") || (tag.is("source") && video.is_none()) {
                video = tag.attribute("src").map(str::to_owned);
            } else if tag.is("track")
                && let Some(video) = &video
            {
                self.captioned.insert(name_of(video).to_owned());
            }
        });
        if images > 0 && self.images_without_text.len() < NAMES {
            self.images_without_text.insert(path.to_owned(), images);
        }
        if applets {
            push(&mut self.applets, path);
        }
        if self.first_pages.contains(path) {
            self.pages.insert(path.to_owned(), Page::read(text));
        }
    }
}

fn push(names: &mut Vec<String>, name: &str) {
    if names.len() < NAMES {
        names.push(name.to_owned());
    }
}

pub(crate) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `API_1484_11`, or a function of SCORM 1.2.
fn names_interface(text: &str) -> bool {
    const FUNCTIONS: [&str; 5] = ["Initialize", "Finish", "SetValue", "GetValue", "Commit"];
    let of_12 = |(at, _): (usize, &str)| {
        let after = &text[at + 3..];
        FUNCTIONS.iter().any(|it| after.starts_with(it))
    };
    text.contains("API_1484_11") || text.match_indices("LMS").any(of_12)
}

/// Passes bytes on and keeps the first of them.
struct Tee<'a> {
    content: &'a mut dyn Read,
    kept: Vec<u8>,
    most: usize,
    /// More came than is kept.
    is_cut: bool,
}

impl Tee<'_> {
    /// Reads on where the consumer stopped.
    fn fill(&mut self) -> io::Result<()> {
        let mut buffer = [0; 8 * 1024];
        while !self.is_cut {
            match self.read(&mut buffer) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        let room = (self.most - self.kept.len()).min(count);
        self.kept.extend_from_slice(&buffer[..room]);
        self.is_cut |= room < count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consumer_gets_every_byte_however_little_is_searched() {
        let limits = Limits {
            scanned_bytes_per_file: 5,
            ..Limits::default()
        };
        let mut scan = Scan::new(&limits, None, Traces::default());
        let mut got = String::new();

        scan.watch("a.js", &mut "0123456789".as_bytes(), &mut |content| {
            content.read_to_string(&mut got).map(|_| ())
        })
        .unwrap();

        assert_eq!(got, "0123456789");
        assert_eq!(scan.left, limits.scanned_bytes - 5);
        assert!(!scan.is_complete);
    }

    #[test]
    fn the_interface_is_known_by_its_names() {
        for text in ["w.API_1484_11", "api.LMSFinish('')", "x['LMSInitialize']"] {
            assert!(names_interface(text), "{text}");
        }
        for text in ["LMS", "LMSx API", "Initialize('')", "API"] {
            assert!(!names_interface(text), "{text}");
        }
    }
}
