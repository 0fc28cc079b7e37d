//! Little-endian numbers out of byte slices, and reads that tell the end of
//! the file from a failure.

use std::io::{self, Read};

/// Zero where the slice ends too early: callers check the length first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .and_then(|it| it.try_into().ok())
        .map_or(0, u16::from_le_bytes)
}

/// As [`u16_at`].
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .and_then(|it| it.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

/// As [`u16_at`].
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(at..at + 8)
        .and_then(|it| it.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

/// Fills `buffer`; false when the reader ends before.
pub(crate) fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
