//! The end of a zip file: end record, its 64-bit sister, and the central
//! directory, read record by record within the limits.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::bytes::{fill, u16_at, u32_at, u64_at};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

const END: u32 = 0x0605_4b50;
const END_BYTES: u64 = 22;
const END64: u32 = 0x0606_4b50;
const END64_LOCATOR: u32 = 0x0706_4b50;
const END64_LOCATOR_BYTES: u64 = 20;
const RECORD: u32 = 0x0201_4b50;
const RECORD_BYTES: usize = 46;
const LONGEST_COMMENT: u64 = 65_535;
const EXTRA_ZIP64: u16 = 0x0001;
const EXTRA_UNICODE_PATH: u16 = 0x7075;

/// What the central directory says of one entry.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) raw_name: Vec<u8>,
    /// The name in UTF-8, where the archiver added it beside the raw one.
    pub(super) unicode_name: Option<String>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc32: u32,
    pub(super) stored_bytes: u64,
    pub(super) size_bytes: u64,
    pub(super) header_at: u64,
    made_on_unix: bool,
    external_attributes: u32,
    disk: u32,
}

impl Record {
    /// Link, device, pipe or socket.
    pub(super) fn is_special(&self) -> bool {
        const TYPE: u32 = 0o170_000;
        const FILE: u32 = 0o100_000;
        const FOLDER: u32 = 0o040_000;
        let kind = (self.external_attributes >> 16) & TYPE;
        self.made_on_unix && ![0, FILE, FOLDER].contains(&kind)
    }
}

#[derive(Debug)]
pub(super) struct Directory {
    pub(super) records: Vec<Record>,
    /// Where the directory begins: no file's data may reach beyond.
    pub(super) directory_at: u64,
}

/// Where the central directory lies.
struct Extent {
    at: u64,
    size_bytes: u64,
    records: u64,
    /// First byte after the directory, where the end records begin.
    ends_before: u64,
}

pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    length: u64,
    limits: &Limits,
    findings: &mut Findings,
) -> io::Result<Option<Directory>> {
    let Some(extent) = find(reader, length, findings)? else {
        return Ok(None);
    };
    if extent.records > limits.entries {
        findings.push(too_many(extent.records, limits));
        return Ok(None);
    }
    if extent.at.checked_add(extent.size_bytes) > Some(extent.ends_before)
        || extent.at > extent.ends_before
    {
        findings.push(Finding::new(CheckId::ArchiveDamaged));
        return Ok(None);
    }
    reader.seek(SeekFrom::Start(extent.at))?;
    let mut directory = BufReader::new(reader.take(extent.size_bytes));
    let mut records = Vec::new();
    loop {
        match read_record(&mut directory)? {
            Next::Record(record) => {
                if record.disk != 0 {
                    findings.push(Finding::new(CheckId::SeveralDisks));
                    return Ok(None);
                }
                records.push(record);
            }
            Next::End => break,
            Next::Damaged => {
                findings.push(Finding::new(CheckId::ArchiveDamaged));
                return Ok(None);
            }
        }
        if records.len() as u64 > limits.entries {
            findings.push(too_many(records.len() as u64, limits));
            return Ok(None);
        }
    }
    if records.len() as u64 != extent.records {
        findings.push(Finding::new(CheckId::ArchiveDamaged));
        return Ok(None);
    }
    Ok(Some(Directory {
        records,
        directory_at: extent.at,
    }))
}

fn too_many(count: u64, limits: &Limits) -> Finding {
    Finding::new(CheckId::TooManyFiles)
        .with_count("count", count)
        .with_count("limit", limits.entries)
}

/// Finds the end record, from the back, and follows it.
fn find<R: Read + Seek>(
    reader: &mut R,
    length: u64,
    findings: &mut Findings,
) -> io::Result<Option<Extent>> {
    let mut fault = |check| {
        findings.push(Finding::new(check));
        Ok(None)
    };
    let tail_bytes = length.min(END_BYTES + LONGEST_COMMENT);
    let tail_at = length - tail_bytes;
    reader.seek(SeekFrom::Start(tail_at))?;
    let mut tail = Vec::new();
    reader.by_ref().take(tail_bytes).read_to_end(&mut tail)?;
    let Some(end_in_tail) = find_end(&tail) else {
        let check = if begins_like_a_zip(reader)? {
            CheckId::ArchiveDamaged
        } else {
            CheckId::NotAZip
        };
        return fault(check);
    };
    let end = &tail[end_in_tail..];
    let end_at = tail_at + end_in_tail as u64;
    let (disk, directory_disk) = (u16_at(end, 4), u16_at(end, 6));
    let (records_here, records) = (u16_at(end, 8), u16_at(end, 10));
    let mut extent = Extent {
        at: u32_at(end, 16).into(),
        size_bytes: u32_at(end, 12).into(),
        records: records.into(),
        ends_before: end_at,
    };
    match find_end64(reader, end_at)? {
        End64::None => {}
        End64::Damaged => return fault(CheckId::ArchiveDamaged),
        End64::SeveralDisks => return fault(CheckId::SeveralDisks),
        End64::Found(wide) => {
            // A narrow field that is not "see the wide one" must agree with it.
            let agrees = (records == u16::MAX || extent.records == wide.records)
                && (extent.at == u64::from(u32::MAX) || extent.at == wide.at)
                && (extent.size_bytes == u64::from(u32::MAX)
                    || extent.size_bytes == wide.size_bytes);
            if !agrees {
                return fault(CheckId::ArchiveDamaged);
            }
            extent = wide;
        }
    }
    let on_one_disk = |it: u16| it == 0 || it == u16::MAX;
    if !on_one_disk(disk) || !on_one_disk(directory_disk) || records_here != records {
        return fault(CheckId::SeveralDisks);
    }
    Ok(Some(extent))
}

/// Offset of the end record in the tail of the file. One whose comment ends
/// with the file is preferred to one followed by strange bytes.
fn find_end(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(22)?;
    let ends_at = |at: usize| at + 22 + usize::from(u16_at(tail, at + 20));
    let candidates = || {
        (0..=last)
            .rev()
            .filter(|&at| tail[at] == b'P' && u32_at(tail, at) == END)
    };
    candidates()
        .find(|&at| ends_at(at) == tail.len())
        .or_else(|| candidates().find(|&at| ends_at(at) < tail.len()))
}

fn begins_like_a_zip<R: Read + Seek>(reader: &mut R) -> io::Result<bool> {
    let mut start = [0; 4];
    reader.seek(SeekFrom::Start(0))?;
    Ok(fill(reader, &mut start)? && start.starts_with(b"PK"))
}

enum End64 {
    None,
    Damaged,
    SeveralDisks,
    Found(Extent),
}

fn find_end64<R: Read + Seek>(reader: &mut R, end_at: u64) -> io::Result<End64> {
    let Some(locator_at) = end_at.checked_sub(END64_LOCATOR_BYTES) else {
        return Ok(End64::None);
    };
    let mut locator = [0; 20];
    reader.seek(SeekFrom::Start(locator_at))?;
    if !fill(reader, &mut locator)? || u32_at(&locator, 0) != END64_LOCATOR {
        return Ok(End64::None);
    }
    if u32_at(&locator, 4) != 0 || u32_at(&locator, 16) > 1 {
        return Ok(End64::SeveralDisks);
    }
    let wide_at = u64_at(&locator, 8);
    if wide_at >= locator_at {
        return Ok(End64::Damaged);
    }
    let mut wide = [0; 56];
    reader.seek(SeekFrom::Start(wide_at))?;
    if !fill(reader, &mut wide)? || u32_at(&wide, 0) != END64 {
        return Ok(End64::Damaged);
    }
    if u32_at(&wide, 16) != 0 || u32_at(&wide, 20) != 0 || u64_at(&wide, 24) != u64_at(&wide, 32) {
        return Ok(End64::SeveralDisks);
    }
    Ok(End64::Found(Extent {
        at: u64_at(&wide, 48),
        size_bytes: u64_at(&wide, 40),
        records: u64_at(&wide, 32),
        ends_before: wide_at,
    }))
}

enum Next {
    Record(Record),
    End,
    Damaged,
}

fn read_record(reader: &mut impl Read) -> io::Result<Next> {
    let mut fixed = [0; RECORD_BYTES];
    let first = reader.read(&mut fixed[..1])?;
    if first == 0 {
        return Ok(Next::End);
    }
    if !fill(reader, &mut fixed[1..])? || u32_at(&fixed, 0) != RECORD {
        return Ok(Next::Damaged);
    }
    let mut raw_name = vec![0; u16_at(&fixed, 28).into()];
    let mut extra = vec![0; u16_at(&fixed, 30).into()];
    let mut comment = vec![0; u16_at(&fixed, 32).into()];
    let complete =
        fill(reader, &mut raw_name)? && fill(reader, &mut extra)? && fill(reader, &mut comment)?;
    if !complete {
        return Ok(Next::Damaged);
    }
    let mut record = Record {
        flags: u16_at(&fixed, 8),
        method: u16_at(&fixed, 10),
        crc32: u32_at(&fixed, 16),
        stored_bytes: u32_at(&fixed, 20).into(),
        size_bytes: u32_at(&fixed, 24).into(),
        header_at: u32_at(&fixed, 42).into(),
        made_on_unix: [3, 19].contains(&fixed[5]),
        external_attributes: u32_at(&fixed, 38),
        disk: u16_at(&fixed, 34).into(),
        unicode_name: unicode_name(&raw_name, &extra),
        raw_name,
    };
    let whole = widen(&mut record, &extra);
    Ok(if whole {
        Next::Record(record)
    } else {
        Next::Damaged
    })
}

/// Takes the 64-bit values of those fields that point to them. False when they
/// are missing.
fn widen(record: &mut Record, extra: &[u8]) -> bool {
    let wide = field(extra, EXTRA_ZIP64).unwrap_or_default();
    let mut at = 0;
    for value in [
        &mut record.size_bytes,
        &mut record.stored_bytes,
        &mut record.header_at,
    ] {
        if *value == u64::from(u32::MAX) {
            if wide.len() < at + 8 {
                return false;
            }
            *value = u64_at(wide, at);
            at += 8;
        }
    }
    if record.disk == u32::from(u16::MAX) {
        record.disk = u32_at(wide, at);
    }
    // Nothing lies that far; keeps sums below from overflowing.
    record.header_at < u64::MAX / 2
}

/// A field of the extra data by its id.
fn field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let size = usize::from(u16_at(extra, 2));
        let body = extra.get(4..4 + size)?;
        if u16_at(extra, 0) == id {
            return Some(body);
        }
        extra = &extra[4 + size..];
    }
    None
}

/// The name from the Unicode path field, if it belongs to this raw name.
fn unicode_name(raw_name: &[u8], extra: &[u8]) -> Option<String> {
    let body = field(extra, EXTRA_UNICODE_PATH)?;
    let mut sum = flate2::Crc::new();
    sum.update(raw_name);
    if body.first() != Some(&1) || u32_at(body, 1) != sum.sum() {
        return None;
    }
    String::from_utf8(body.get(5..)?.to_vec()).ok()
}
