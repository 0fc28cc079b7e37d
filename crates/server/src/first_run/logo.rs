//! A logo as it was uploaded: PNG or JPEG, within limits, served as nothing else.

use axum::body::Bytes;

/// Bytes of a logo at most.
const MOST_BYTES: usize = 256 * 1024;
/// Pixels on a side at most.
const MOST_PIXELS: u32 = 2000;

/// A picture that may stand in the masthead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Logo {
    pub(crate) bytes: Bytes,
    pub(crate) mime: &'static str,
}

/// Why a picture will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum LogoFault {
    #[error("not a PNG or JPEG picture")]
    Kind,
    #[error("too many bytes or pixels")]
    Size,
}

impl Logo {
    /// Looks at the bytes, not at the name or the type that came with them.
    pub(super) fn check(bytes: Bytes) -> Result<Self, LogoFault> {
        let (mime, size) = match png_size(&bytes) {
            Some(size) => ("image/png", size),
            None => ("image/jpeg", jpeg_size(&bytes).ok_or(LogoFault::Kind)?),
        };
        let fits = |side: u32| 0 < side && side <= MOST_PIXELS;
        if MOST_BYTES < bytes.len() || !fits(size.0) || !fits(size.1) {
            return Err(LogoFault::Size);
        }
        Ok(Self { bytes, mime })
    }
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")?;
    Some((big_endian(header.get(..4)?), big_endian(header.get(4..8)?)))
}

/// The size from the first frame header.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let marker = match rest {
            [0xff, marker, ..] => *marker,
            _ => return None,
        };
        let length = usize::try_from(big_endian(rest.get(2..4)?)).ok()?;
        let segment = rest.get(4..2 + length)?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let height = big_endian(segment.get(1..3)?);
            let width = big_endian(segment.get(3..5)?);
            return Some((width, height));
        }
        rest = rest.get(2 + length..)?;
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([1, 1, 0x11, 0]);
        bytes
    }

    #[test]
    fn a18_only_png_and_jpeg_of_sensible_size_become_a_logo() {
        let check = |bytes: Vec<u8>| Logo::check(bytes.into()).map(|it| it.mime);
        assert_eq!(check(png(340, 120)), Ok("image/png"));
        assert_eq!(check(jpeg(340, 120)), Ok("image/jpeg"));
        assert_eq!(check(png(20_000, 20_000)), Err(LogoFault::Size));
        assert_eq!(check(png(0, 10)), Err(LogoFault::Size));
        assert_eq!(check(jpeg(60_000, 1)), Err(LogoFault::Size));
        let mut heavy = png(10, 10);
        heavy.resize(300 * 1024, 0);
        assert_eq!(check(heavy), Err(LogoFault::Size));
        for evil in [
            &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..],
            b"<!doctype html><script>alert(1)</script>",
            b"GIF89a",
            b"\xff\xd8",
            b"\xff\xd8\xff\xe0\xff\xff",
            b"\x89PNG\r\n\x1a\n",
            b"",
        ] {
            assert_eq!(check(evil.to_vec()), Err(LogoFault::Kind));
        }
    }
}
