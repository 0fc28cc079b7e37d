//! Random and mutated input: never a panic, never endless.

use std::io::Cursor;

use package_import::{EarlyCheck, Limits, early, import_with};
use proptest::prelude::*;

use crate::zip_builder::{Entry, zip};
use crate::{good_entries, good_manifest, import_manifest, manifest_2004};

/// Small limits, so that what is unbounded shows.
fn limits() -> Limits {
    Limits {
        total_bytes: 1 << 20,
        file_bytes: 1 << 20,
        entries: 100,
        ..Limits::default()
    }
}

fn import_bytes(bytes: Vec<u8>) {
    let mut inflated = 0;
    let report = import_with(Cursor::new(bytes), &limits(), |_, content| {
        inflated += std::io::copy(content, &mut std::io::sink())?;
        Ok(())
    })
    .unwrap();
    assert!(inflated <= (1 << 20) + (64 << 10));
    if let Some(package) = &report.package {
        // What is launched lies in the package.
        for file in package_import::launch_files(package) {
            assert!(
                report.findings.iter().any(package_import::Finding::blocks)
                    || package.files.iter().any(|it| it.path == file)
            );
        }
    }
}

fn archive() -> Vec<u8> {
    let mut entries = good_entries();
    entries.push(Entry::stored("a.txt", "text"));
    entries.push(Entry::new("b/c.js", "var x = 'https://example.org/x.js';"));
    zip(&entries).into_inner()
}

/// Changes some bytes of a document.
fn mutated(original: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = original.len();
    let change = (0..length, any::<u8>(), 0..4_usize);
    prop::collection::vec(change, 1..12).prop_map(move |changes| {
        let mut bytes = original.clone();
        for (at, byte, kind) in changes {
            let at = at.min(bytes.len().saturating_sub(1));
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, byte),
                _ => bytes[at] = [0, 1, 0x7F, 0xFF][usize::from(byte) % 4],
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        early::check(&bytes, &limits());
        import_bytes(bytes);
    }

    #[test]
    fn random_bytes_around_an_end_record_never_panic(
        mut bytes in prop::collection::vec(any::<u8>(), 0..500),
        end in prop::collection::vec(any::<u8>(), 18),
    ) {
        bytes.splice(0..0, *b"PK\x03\x04");
        bytes.extend(b"PK\x05\x06");
        bytes.extend(end);
        import_bytes(bytes);
    }

    #[test]
    fn mutated_archives_never_panic(bytes in mutated(archive())) {
        let mut check = EarlyCheck::new(limits());
        for portion in bytes.chunks(7) {
            check.push(portion);
        }
        import_bytes(bytes);
    }

    #[test]
    fn mutated_manifests_never_panic(manifest in mutated(good_manifest().into_bytes())) {
        import_manifest(manifest);
    }

    #[test]
    fn any_names_of_entries_never_panic(name in prop::collection::vec(any::<u8>(), 1..40), flags in any::<u16>()) {
        let mut entries = good_entries();
        entries.push(Entry::new(&name, "x").but(|it| it.flags = flags & !(1 << 3)));
        import_bytes(zip(&entries).into_inner());
    }

    #[test]
    fn any_reference_stays_in_the_package(href in "[a-z./\\\\:%2eE5cC#? ]{0,24}") {
        let resource = format!(r#"<resource identifier="R" adlcp:scormType="sco" href="{href}"/>"#);
        let report = import_manifest(manifest_2004(crate::ITEM, &resource));
        if let Some(launch) = report.package.and_then(|mut it| it.organizations.remove(0).items.remove(0).launch) {
            prop_assert!(["index.html", "imsmanifest.xml"].contains(&launch.file.as_str()));
            prop_assert!(launch.url.starts_with("index.html") || launch.url.starts_with("imsmanifest.xml"));
        }
    }
}
