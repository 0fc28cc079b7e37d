//! Packages of any size, for the server to take in.

use std::io::{Cursor, Seek, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const MANIFEST: &str = "<manifest identifier=\"M\" version=\"1\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations default=\"O\"><organization identifier=\"O\"><title>Module</title><item identifier=\"I\" identifierref=\"R\"><title>Lesson</title><adlcp:masteryscore>70</adlcp:masteryscore></item></organization></organizations><resources><resource identifier=\"R\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"sco.html\"><file href=\"sco.html\"/></resource></resources></manifest>";

/// Bytes that are made and written at once.
const PIECE: usize = 64 * 1024;

/// A SCORM 1.2 package of one SCO with a mastery score.
pub(crate) fn small() -> Vec<u8> {
    let mut zip = Cursor::new(Vec::new());
    write(&mut zip, 0, 0);
    zip.into_inner()
}

/// The same with `count` films of `size_bytes` each, which do not compress.
pub(crate) fn write(out: impl Write + Seek, count: usize, size_bytes: usize) {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default();
    zip.start_file("imsmanifest.xml", options).unwrap();
    zip.write_all(MANIFEST.as_bytes()).unwrap();
    zip.start_file("sco.html", options).unwrap();
    zip.write_all(b"<!doctype html><p>Lesson").unwrap();
    // The least effort: they do not compress anyhow.
    let options = options.compression_level(Some(1));
    let mut number: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut piece = Vec::with_capacity(PIECE + 8);
    for film in 0..count {
        zip.start_file(format!("film-{film}.mp4"), options).unwrap();
        let mut left = size_bytes;
        while 0 < left {
            piece.clear();
            while piece.len() < PIECE {
                number ^= number << 13;
                number ^= number >> 7;
                number ^= number << 17;
                piece.extend_from_slice(&number.to_le_bytes());
            }
            let some = left.min(PIECE);
            zip.write_all(&piece[..some]).unwrap();
            left -= some;
        }
    }
    zip.finish().unwrap();
}
