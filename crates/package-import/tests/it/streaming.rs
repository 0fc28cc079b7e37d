//! How files come out: once each, verified, and nothing when the package is
//! refused.

use std::collections::BTreeMap;
use std::io;

use package_import::{CheckId, Limits, for_each_file, import_with};

use crate::zip_builder::{Entry, zip};
use crate::{PAGE, faults, finding, good_entries, good_manifest};

#[test]
fn every_file_is_stored_once_with_its_whole_content() {
    let big: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let entries = [
        Entry::new("Kurs/imsmanifest.xml", good_manifest()),
        Entry::new("Kurs/index.html", PAGE),
        Entry::stored("Kurs/media/film.bin", &big),
        Entry::new("Kurs/media/tekst.bin", &big),
        Entry::new("Kurs/prazno.txt", ""),
    ];
    let mut stored = BTreeMap::new();

    let report = import_with(zip(&entries), &Limits::default(), |file, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        assert_eq!(bytes.len() as u64, file.size_bytes);
        assert!(stored.insert(file.path.clone(), bytes).is_none());
        Ok(())
    })
    .unwrap();

    assert!(report.is_publishable(), "{:#?}", report.findings);
    let paths: Vec<_> = stored.keys().cloned().collect();
    let listed: Vec<_> = report
        .package
        .unwrap()
        .files
        .into_iter()
        .map(|it| it.path)
        .collect();
    assert_eq!(paths, listed);
    assert_eq!(stored["media/film.bin"], big);
    assert_eq!(stored["media/tekst.bin"], big);
    assert_eq!(stored["index.html"], PAGE.as_bytes());

    let mut again = BTreeMap::new();
    let findings = for_each_file(zip(&entries), &Limits::default(), |file, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        again.insert(file.path.clone(), bytes);
        Ok(())
    })
    .unwrap();
    assert_eq!(again, stored);
    assert_eq!(findings, []);
}

#[test]
fn nothing_is_stored_of_a_package_with_an_error() {
    let entries = [Entry::new("imsmanifest.xml", good_manifest())];

    let report = import_with(zip(&entries), &Limits::default(), |file, _| {
        panic!("`{}` was stored", file.path)
    })
    .unwrap();

    assert_eq!(faults(&report), ["launch-file-missing", "files-missing"]);
}

#[test]
fn a_failing_store_ends_the_import() {
    let error = import_with(zip(&good_entries()), &Limits::default(), |_, _| {
        Err(io::Error::other("disk full"))
    })
    .unwrap_err();

    assert_eq!(error.to_string(), "disk full");
}

#[test]
fn a_damaged_file_is_named_and_the_others_are_still_checked() {
    let mut entries = good_entries();
    entries.push(Entry::new("a.txt", "aaaa").but(|it| it.crc32 ^= 1));
    entries.push(Entry::new("b.txt", "bbbb").but(|it| it.crc32 ^= 1));

    let report = import_with(zip(&entries), &Limits::default(), |_, content| {
        io::copy(content, &mut io::sink()).map(|_| ())
    })
    .unwrap();

    assert_eq!(faults(&report), ["file-damaged", "file-damaged"]);
    assert_eq!(
        finding(&report, CheckId::FileDamaged).place.file.as_deref(),
        Some("a.txt")
    );
    assert!(report.package.is_none());
}

#[test]
fn bounds_are_inclusive() {
    let content = vec![b'x'; 1000];
    let mut entries = good_entries();
    entries.push(Entry::stored("x.bin", &content));
    let sizes = good_manifest().len() + PAGE.len() + content.len();
    let exact = Limits {
        file_bytes: 1000.max(good_manifest().len() as u64),
        total_bytes: sizes as u64,
        entries: 3,
        ..Limits::default()
    };
    let check = |limits: &Limits| faults(&crate::import_within(&entries, limits));

    assert_eq!(check(&exact), Vec::<&str>::new());
    let mut less = exact.clone();
    less.total_bytes -= 1;
    assert_eq!(check(&less), ["too-large"]);
    let mut fewer = exact.clone();
    fewer.entries -= 1;
    assert_eq!(check(&fewer), ["too-many-files"]);
}
