//! A zip archive as it comes from strangers. The central directory is read
//! within limits and every rule about names, sizes and kinds of entries is
//! checked before a byte is inflated; what is inflated later is counted.
//!
//! Reads the zip structures itself: a general library hides what matters here
//! (duplicate names, overlaps, headers that disagree).

pub(crate) mod bytes;
mod directory;
mod names;
mod stream;

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};

pub(crate) use names::{clean, has_extension};
pub(crate) use stream::Streamed;

use self::bytes::{u16_at, u32_at};
use self::directory::{Directory, Record};
use self::names::{CleanName, Names, is_system_file};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

pub(crate) const LOCAL_HEADER: u32 = 0x0403_4b50;
pub(crate) const LOCAL_HEADER_BYTES: usize = 30;
pub(crate) const FLAG_ENCRYPTED: u16 = 1 << 0;
pub(crate) const FLAG_SIZES_FOLLOW: u16 = 1 << 3;
pub(crate) const FLAG_STRONG_ENCRYPTION: u16 = 1 << 6;
pub(crate) const FLAG_UTF8: u16 = 1 << 11;
pub(crate) const FLAG_MASKED_HEADERS: u16 = 1 << 13;
pub(crate) const METHOD_STORED: u16 = 0;
pub(crate) const METHOD_DEFLATED: u16 = 8;

/// A file of the archive whose name obeys the rules.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Path in Unicode's form NFC, parts separated by `/`.
    pub(crate) path: String,
    pub(crate) method: u16,
    pub(crate) crc32: u32,
    pub(crate) stored_bytes: u64,
    /// As the archive declares it.
    pub(crate) size_bytes: u64,
    header_at: u64,
    data_at: u64,
}

/// An archive whose directory has been read and checked.
#[derive(Debug)]
pub(crate) struct Archive<R> {
    reader: R,
    /// Files only, in the order in which they lie in the archive.
    pub(crate) entries: Vec<Entry>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the directory. None when nothing can be made of it; the findings
    /// then say why. The error is for the reader failing, not for its content.
    pub(crate) fn open(
        mut reader: R,
        limits: &Limits,
        findings: &mut Findings,
    ) -> io::Result<Option<Self>> {
        let length = reader.seek(SeekFrom::End(0))?;
        if length > limits.archive_bytes {
            findings.push(
                Finding::new(CheckId::ArchiveTooLarge)
                    .with_bytes("size", length)
                    .with_bytes("limit", limits.archive_bytes),
            );
            return Ok(None);
        }
        let Some(directory) = directory::read(&mut reader, length, limits, findings)? else {
            return Ok(None);
        };
        if directory.records.is_empty() && !findings.blocks() {
            findings.push(Finding::new(CheckId::ArchiveEmpty));
            return Ok(None);
        }
        let entries = check_entries(&mut reader, &directory, limits, findings)?;
        Ok(Some(Self { reader, entries }))
    }
}

/// Applies the rules to every record and leaves out what breaks them.
fn check_entries<R: Read + Seek>(
    reader: &mut R,
    directory: &Directory,
    limits: &Limits,
    findings: &mut Findings,
) -> io::Result<Vec<Entry>> {
    let names = Names::decode(&directory.records, findings);
    let mut seen = Seen::default();
    let mut notes = names::Notes::default();
    let mut entries = Vec::new();
    let mut declared_total = 0_u64;
    for (record, name) in directory.records.iter().zip(names.decoded) {
        let Some(path) = check_record(record, &name, limits, findings, &mut notes) else {
            continue;
        };
        if is_system_file(&path.text) {
            notes.system.push(path.text);
            continue;
        }
        if !seen.accepts(&path, findings) || path.is_folder {
            continue;
        }
        declared_total = declared_total.saturating_add(record.size_bytes);
        let Some(data_at) = check_local_header(reader, record, &path.text, findings)? else {
            continue;
        };
        entries.push(Entry {
            path: path.text,
            method: record.method,
            crc32: record.crc32,
            stored_bytes: record.stored_bytes,
            size_bytes: record.size_bytes,
            header_at: record.header_at,
            data_at,
        });
    }
    if declared_total > limits.total_bytes {
        findings.push(Finding::new(CheckId::TooLarge).with_bytes("limit", limits.total_bytes));
    }
    entries.sort_by_key(|entry| entry.header_at);
    check_overlaps(&entries, directory.directory_at, findings);
    seen.check_folders(&entries, findings);
    notes.report(&entries, findings);
    Ok(entries)
}

/// The rules that need only the record and its name.
fn check_record(
    record: &Record,
    name: &str,
    limits: &Limits,
    findings: &mut Findings,
    notes: &mut names::Notes,
) -> Option<CleanName> {
    let fault = |check| Finding::new(check).with_text("name", name).in_file(name);
    let path = match clean(name, limits) {
        Ok(path) => path,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    notes.look_at(&path);
    if record.is_special() {
        findings.push(fault(CheckId::SpecialEntry));
        return None;
    }
    if record.flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED_HEADERS) != 0 {
        findings.push(fault(CheckId::Encrypted));
        return None;
    }
    if path.is_folder {
        return Some(path);
    }
    if ![METHOD_STORED, METHOD_DEFLATED].contains(&record.method) {
        findings
            .push(fault(CheckId::UnknownCompression).with_count("method", record.method.into()));
        return None;
    }
    if record.size_bytes > limits.file_bytes {
        findings.push(fault(CheckId::FileTooLarge).with_bytes("limit", limits.file_bytes));
        return None;
    }
    if is_bomb(record.stored_bytes, record.size_bytes, limits) {
        findings.push(fault(CheckId::CompressionBomb).with_count("limit", limits.ratio));
        return None;
    }
    let shrank_without_compression =
        record.method == METHOD_STORED && record.size_bytes != record.stored_bytes;
    if shrank_without_compression {
        findings.push(fault(CheckId::SizesDisagree));
        return None;
    }
    Some(path)
}

/// Whether so many bytes out of so few are too many.
pub(crate) fn is_bomb(stored_bytes: u64, inflated_bytes: u64, limits: &Limits) -> bool {
    inflated_bytes > limits.ratio_free_bytes
        && inflated_bytes > stored_bytes.max(1).saturating_mul(limits.ratio)
}

/// Compares the header in front of the data with the directory. Gives the
/// place where the data begins.
fn check_local_header<R: Read + Seek>(
    reader: &mut R,
    record: &Record,
    path: &str,
    findings: &mut Findings,
) -> io::Result<Option<u64>> {
    let mut fault = |check| {
        findings.push(Finding::new(check).with_text("name", path).in_file(path));
        Ok(None)
    };
    let mut header = [0; LOCAL_HEADER_BYTES];
    reader.seek(SeekFrom::Start(record.header_at))?;
    if !bytes::fill(reader, &mut header)? || u32_at(&header, 0) != LOCAL_HEADER {
        return fault(CheckId::FileDamaged);
    }
    let name_bytes = u16_at(&header, 26);
    let mut name = vec![0; name_bytes.into()];
    if !bytes::fill(reader, &mut name)? || name != record.raw_name {
        return fault(CheckId::SizesDisagree);
    }
    let flags = u16_at(&header, 6);
    let sizes_follow = (flags | record.flags) & FLAG_SIZES_FOLLOW != 0;
    // 0xFFFF_FFFF points to the extra field; the data decides then.
    let agrees = |local: u32, central: u64| local == u32::MAX || u64::from(local) == central;
    let sizes_agree = agrees(u32_at(&header, 18), record.stored_bytes)
        && agrees(u32_at(&header, 22), record.size_bytes);
    if u16_at(&header, 8) != record.method || !(sizes_follow || sizes_agree) {
        return fault(CheckId::SizesDisagree);
    }
    let extra_bytes = u16_at(&header, 28);
    Ok(Some(
        record.header_at
            + LOCAL_HEADER_BYTES as u64
            + u64::from(name_bytes)
            + u64::from(extra_bytes),
    ))
}

/// Two entries that share bytes are how small archives hold endless data.
fn check_overlaps(entries: &[Entry], directory_at: u64, findings: &mut Findings) {
    let ends = entries
        .iter()
        .skip(1)
        .map(|entry| entry.header_at)
        .chain([directory_at]);
    for (entry, next_at) in entries.iter().zip(ends) {
        if entry.data_at.saturating_add(entry.stored_bytes) > next_at {
            findings.push(
                Finding::new(CheckId::OverlappingEntries)
                    .with_text("name", &entry.path)
                    .in_file(&entry.path),
            );
        }
    }
}

/// Paths met so far, to find names that are given twice.
#[derive(Default)]
struct Seen {
    exact: HashMap<String, String>,
    folded: HashMap<String, String>,
}

impl Seen {
    /// False for a second entry of the same name.
    fn accepts(&mut self, path: &CleanName, findings: &mut Findings) -> bool {
        if path.is_folder {
            return true;
        }
        let fault = |check| {
            Finding::new(check)
                .with_text("name", &path.text)
                .in_file(&path.text)
        };
        if let Some(as_written) = self
            .exact
            .insert(path.text.clone(), path.as_written.clone())
        {
            // The same letters, composed once and decomposed once?
            let check = if as_written == path.as_written {
                CheckId::DuplicateEntry
            } else {
                CheckId::UnicodeTwins
            };
            findings.push(fault(check));
            return false;
        }
        if let Some(other) = self
            .folded
            .insert(path.text.to_lowercase(), path.text.clone())
        {
            findings.push(fault(CheckId::CaseTwins).with_text("other", &other));
        }
        true
    }

    /// A path cannot be a file and the folder of another file.
    fn check_folders(&self, entries: &[Entry], findings: &mut Findings) {
        for entry in entries {
            let parents = entry
                .path
                .match_indices('/')
                .map(|(at, _)| &entry.path[..at]);
            for parent in parents {
                if self.exact.contains_key(parent) {
                    findings.push(
                        Finding::new(CheckId::FileIsAlsoFolder)
                            .with_text("name", parent)
                            .in_file(parent),
                    );
                }
            }
        }
    }
}
