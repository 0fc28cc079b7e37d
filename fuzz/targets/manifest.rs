//! Any bytes as `imsmanifest.xml` of a package: the import answers, what it
//! calls publishable can be played, and the strict profile is the stricter one.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use package_import::{ImportReport, Limits, Profile, import, launch_files};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PAGE: &[u8] = b"<!doctype html><html lang=\"sr\"><title>x</title><script>API_1484_11</script>";

fn package(manifest: &[u8]) -> Cursor<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("imsmanifest.xml", manifest),
        ("index.html", PAGE),
        ("a/b.html", PAGE),
    ] {
        writer
            .start_file(name, stored)
            .expect("memory takes everything");
        writer.write_all(content).expect("memory takes everything");
    }
    writer.finish().expect("memory takes everything")
}

fuzz_target!(|manifest: &[u8]| {
    let report = import(package(manifest), &Limits::default()).expect("memory does not fail");
    let stored = serde_json::to_vec(&report).expect("a report is data");
    let read: ImportReport = serde_json::from_slice(&stored).expect("it was written here");
    assert_eq!(read.findings, report.findings);
    let strict = report.clone().in_profile(Profile::Strict);
    assert!(report.is_publishable() || !strict.is_publishable());
    if report.is_publishable() {
        let package = report.package.expect("it is publishable");
        let files = launch_files(&package);
        assert!(!files.is_empty());
        for file in files {
            assert!(package.files.iter().any(|it| it.path == file), "{file}");
        }
    }
});
