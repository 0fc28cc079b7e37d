//! Builds archives byte by byte, honest ones and lying ones.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// One entry; every field can be made to lie after [`Entry::new`].
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    /// Name in the local header, when it differs.
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) data: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    pub(crate) crc32: u32,
    pub(crate) stored_bytes: u32,
    pub(crate) size_bytes: u32,
    /// Upper half: mode on Unix.
    pub(crate) external_attributes: u32,
    pub(crate) made_by: u16,
    pub(crate) disk: u16,
    pub(crate) extra: Vec<u8>,
    /// Points to the data of the entry of that number instead of its own.
    pub(crate) shares_data_of: Option<usize>,
}

impl Entry {
    /// A deflated file.
    pub(crate) fn new(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        Self::with(name.as_ref(), content, encoder.finish().unwrap(), 8)
    }

    pub(crate) fn stored(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        Self::with(name.as_ref(), content, content.to_vec(), 0)
    }

    fn with(name: &[u8], content: &[u8], data: Vec<u8>, method: u16) -> Self {
        let mut sum = flate2::Crc::new();
        sum.update(content);
        Self {
            name: name.to_vec(),
            local_name: None,
            method,
            flags: 1 << 11,
            crc32: sum.sum(),
            stored_bytes: u32::try_from(data.len()).unwrap(),
            size_bytes: u32::try_from(content.len()).unwrap(),
            data,
            external_attributes: 0o100_644 << 16,
            made_by: 3 << 8,
            disk: 0,
            extra: Vec::new(),
            shares_data_of: None,
        }
    }

    /// The same entry with something changed.
    pub(crate) fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// End record with room for lies.
#[derive(Default)]
pub(crate) struct End {
    pub(crate) disk: u16,
    pub(crate) count: Option<u16>,
    pub(crate) directory_at: Option<u32>,
    /// Record count of a 64-bit end record to put in front.
    pub(crate) wide_count: Option<u64>,
    pub(crate) comment: Vec<u8>,
}

pub(crate) fn zip(entries: &[Entry]) -> Cursor<Vec<u8>> {
    zip_ending(entries, &End::default())
}

pub(crate) fn zip_ending(entries: &[Entry], end: &End) -> Cursor<Vec<u8>> {
    let mut out = Vec::new();
    let mut offsets: Vec<u32> = Vec::new();
    for entry in entries {
        if let Some(other) = entry.shares_data_of {
            offsets.push(offsets[other]);
            continue;
        }
        offsets.push(u32::try_from(out.len()).unwrap());
        let name = entry.local_name.as_ref().unwrap_or(&entry.name);
        out.extend(0x0403_4b50_u32.to_le_bytes());
        put16(&mut out, &[20, entry.flags, entry.method, 0, 0]);
        put32(
            &mut out,
            &[entry.crc32, entry.stored_bytes, entry.size_bytes],
        );
        put16(&mut out, &[len16(name), len16(&entry.extra)]);
        out.extend(name);
        out.extend(&entry.extra);
        out.extend(&entry.data);
    }
    let directory_at = u32::try_from(out.len()).unwrap();
    for (entry, offset) in entries.iter().zip(offsets) {
        out.extend(0x0201_4b50_u32.to_le_bytes());
        put16(
            &mut out,
            &[entry.made_by + 20, 20, entry.flags, entry.method, 0, 0],
        );
        put32(
            &mut out,
            &[entry.crc32, entry.stored_bytes, entry.size_bytes],
        );
        put16(
            &mut out,
            &[len16(&entry.name), len16(&entry.extra), 0, entry.disk, 0],
        );
        put32(&mut out, &[entry.external_attributes, offset]);
        out.extend(&entry.name);
        out.extend(&entry.extra);
    }
    let directory_bytes = u32::try_from(out.len()).unwrap() - directory_at;
    if let Some(count) = end.wide_count {
        put_wide_end(&mut out, count, directory_bytes, directory_at);
    }
    let count = end.count.unwrap_or(u16::try_from(entries.len()).unwrap());
    out.extend(0x0605_4b50_u32.to_le_bytes());
    put16(&mut out, &[end.disk, end.disk, count, count]);
    put32(
        &mut out,
        &[directory_bytes, end.directory_at.unwrap_or(directory_at)],
    );
    put16(&mut out, &[len16(&end.comment)]);
    out.extend(&end.comment);
    Cursor::new(out)
}

fn put_wide_end(out: &mut Vec<u8>, count: u64, directory_bytes: u32, directory_at: u32) {
    let wide_at = out.len() as u64;
    out.extend(0x0606_4b50_u32.to_le_bytes());
    out.extend(44_u64.to_le_bytes());
    put16(out, &[45, 45]);
    put32(out, &[0, 0]);
    for value in [count, count, directory_bytes.into(), directory_at.into()] {
        out.extend(value.to_le_bytes());
    }
    out.extend(0x0706_4b50_u32.to_le_bytes());
    out.extend(0_u32.to_le_bytes());
    out.extend(wide_at.to_le_bytes());
    out.extend(1_u32.to_le_bytes());
}

fn put16(out: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn put32(out: &mut Vec<u8>, values: &[u32]) {
    for value in values {
        out.extend(value.to_le_bytes());
    }
}

fn len16(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).unwrap()
}
