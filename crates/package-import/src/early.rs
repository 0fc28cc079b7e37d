//! Checks that need only the beginning of an upload: does it look like a zip,
//! and do the names and sizes in the headers seen so far obey the rules? So a
//! hopeless upload ends early. What passes here is still checked as a whole.

use crate::archive::bytes::{u16_at, u32_at, u64_at};
use crate::archive::{
    FLAG_ENCRYPTED, FLAG_SIZES_FOLLOW, LOCAL_HEADER, LOCAL_HEADER_BYTES, METHOD_DEFLATED,
    METHOD_STORED, clean, is_bomb,
};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

const EMPTY_ARCHIVE: u32 = 0x0605_4b50;
const EXTRA_ZIP64: u16 = 1;

/// What is wrong with an upload that begins with these bytes.
pub fn check(first_bytes: &[u8], limits: &Limits) -> Vec<Finding> {
    let mut check = EarlyCheck::new(limits.clone());
    check.push(first_bytes);
    check.into_findings()
}

/// Follows an upload as it arrives, in any portions. Keeps at most one header.
#[derive(Debug)]
pub struct EarlyCheck {
    limits: Limits,
    findings: Findings,
    state: State,
    header: Vec<u8>,
    received_bytes: u64,
    entries: u64,
    total_bytes: u64,
}

#[derive(Debug)]
enum State {
    /// Gathers a header.
    Header,
    /// Passes over a file's data.
    Data { left: u64 },
    /// Nothing more to see: the directory has begun, or a file's length only
    /// follows after its data.
    Blind,
}

impl EarlyCheck {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            findings: Findings::default(),
            state: State::Header,
            header: Vec::new(),
            received_bytes: 0,
            entries: 0,
            total_bytes: 0,
        }
    }

    /// Takes the next bytes. True when the upload can be refused now.
    pub fn push(&mut self, mut bytes: &[u8]) -> bool {
        self.received_bytes += bytes.len() as u64;
        if self.received_bytes > self.limits.archive_bytes
            && !self.findings.has(CheckId::ArchiveTooLarge)
        {
            self.findings.push(
                Finding::new(CheckId::ArchiveTooLarge)
                    .with_bytes("size", self.received_bytes)
                    .with_bytes("limit", self.limits.archive_bytes),
            );
        }
        while !bytes.is_empty() {
            match &mut self.state {
                State::Blind => break,
                State::Data { left } => {
                    let passed = usize::try_from(*left)
                        .unwrap_or(usize::MAX)
                        .min(bytes.len());
                    *left -= passed as u64;
                    bytes = &bytes[passed..];
                    if *left == 0 {
                        self.state = State::Header;
                    }
                }
                State::Header => {
                    let wanted = self.header_bytes() - self.header.len();
                    let taken = wanted.min(bytes.len());
                    self.header.extend_from_slice(&bytes[..taken]);
                    bytes = &bytes[taken..];
                    self.look_at_header();
                }
            }
        }
        self.findings.blocks()
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_sorted()
    }

    /// Length of the header as far as it is known.
    fn header_bytes(&self) -> usize {
        if self.header.len() < LOCAL_HEADER_BYTES {
            return LOCAL_HEADER_BYTES;
        }
        LOCAL_HEADER_BYTES
            + usize::from(u16_at(&self.header, 26))
            + usize::from(u16_at(&self.header, 28))
    }

    fn look_at_header(&mut self) {
        if self.header.len() < 4 {
            return;
        }
        let signature = u32_at(&self.header, 0);
        if signature != LOCAL_HEADER {
            if self.entries == 0 {
                let check = if signature == EMPTY_ARCHIVE {
                    CheckId::ArchiveEmpty
                } else {
                    CheckId::NotAZip
                };
                self.findings.push(Finding::new(check));
            }
            self.state = State::Blind;
            return;
        }
        if self.header.len() < LOCAL_HEADER_BYTES || self.header.len() < self.header_bytes() {
            return;
        }
        let header = std::mem::take(&mut self.header);
        self.state = self.check_entry(&header);
    }

    /// Applies the rules to a whole header and says what follows it.
    fn check_entry(&mut self, header: &[u8]) -> State {
        self.entries += 1;
        if self.entries > self.limits.entries {
            self.findings.push(
                Finding::new(CheckId::TooManyFiles)
                    .with_count("count", self.entries)
                    .with_count("limit", self.limits.entries),
            );
            return State::Blind;
        }
        let name_end = LOCAL_HEADER_BYTES + usize::from(u16_at(header, 26));
        let raw_name = &header[LOCAL_HEADER_BYTES..name_end];
        // The code page may still be unknown; the rules only look at ASCII.
        let name = String::from_utf8_lossy(raw_name);
        let flags = u16_at(header, 6);
        let method = u16_at(header, 8);
        let (stored_bytes, size_bytes) = sizes(header, &header[name_end..]);
        let fault = |check| Finding::new(check).with_text("name", &name).in_file(&name);
        if let Err(finding) = clean(&name, &self.limits) {
            self.findings.push(*finding);
        }
        if flags & FLAG_ENCRYPTED != 0 {
            self.findings.push(fault(CheckId::Encrypted));
        }
        if ![METHOD_STORED, METHOD_DEFLATED].contains(&method) {
            self.findings
                .push(fault(CheckId::UnknownCompression).with_count("method", method.into()));
        }
        if flags & FLAG_SIZES_FOLLOW != 0 && stored_bytes == 0 {
            return State::Blind;
        }
        if size_bytes > self.limits.file_bytes {
            self.findings
                .push(fault(CheckId::FileTooLarge).with_bytes("limit", self.limits.file_bytes));
        } else if is_bomb(stored_bytes, size_bytes, &self.limits) {
            self.findings
                .push(fault(CheckId::CompressionBomb).with_count("limit", self.limits.ratio));
        }
        self.total_bytes = self.total_bytes.saturating_add(size_bytes);
        if self.total_bytes > self.limits.total_bytes && !self.findings.has(CheckId::TooLarge) {
            self.findings
                .push(Finding::new(CheckId::TooLarge).with_bytes("limit", self.limits.total_bytes));
        }
        if stored_bytes == 0 {
            State::Header
        } else {
            State::Data { left: stored_bytes }
        }
    }
}

/// Stored and inflated size, from the 64-bit field where the header points to
/// it.
fn sizes(header: &[u8], extra: &[u8]) -> (u64, u64) {
    let (stored, size) = (u32_at(header, 18), u32_at(header, 22));
    let is_wide = stored == u32::MAX && size == u32::MAX;
    if is_wide && u16_at(extra, 0) == EXTRA_ZIP64 && u16_at(extra, 2) >= 16 {
        return (u64_at(extra, 12), u64_at(extra, 4));
    }
    (stored.into(), size.into())
}
