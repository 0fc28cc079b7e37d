//! Archives as tools and systems make them: what is tolerated, and what kind
//! of thing was uploaded when it is no SCORM package.

use std::io::Cursor;

use encoding_rs::{IBM866, WINDOWS_1250, WINDOWS_1251};
use package_import::{CheckId, EarlyCheck, Limits, early};

use crate::zip_builder::{End, Entry, zip, zip_ending};
use crate::{
    ITEM, PAGE, accepted, argument, faults, finding, good_entries, good_manifest, import,
    import_manifest, import_with_entry, manifest_12,
};

fn paths(entries: &[Entry]) -> Vec<String> {
    let package = accepted(import(entries));
    package.files.into_iter().map(|file| file.path).collect()
}

#[test]
fn a_good_package_has_nothing_to_say() {
    let report = import(&good_entries());

    assert_eq!(report.findings, []);
    let package = accepted(report);
    assert_eq!(package.title, "Курс");
    assert_eq!(package.language.as_deref(), Some("sr"));
    assert_eq!(package_import::launch_files(&package), ["index.html"]);
    assert_eq!(package.files.len(), 2);
    let sizes = good_manifest().len() + PAGE.len();
    assert_eq!(package.total_bytes, sizes as u64);
}

#[test]
fn what_is_no_zip_is_told_from_a_damaged_one() {
    let whole = zip(&good_entries()).into_inner();
    let cut = whole[..whole.len() - 30].to_vec();
    let cases = [
        (b"%PDF-1.7 and so on".to_vec(), "not-a-zip"),
        (Vec::new(), "not-a-zip"),
        (b"PK".to_vec(), "not-a-zip"),
        (cut, "archive-damaged"),
        (zip(&[]).into_inner(), "archive-empty"),
    ];

    for (bytes, expected) in cases {
        let report = package_import::import(Cursor::new(bytes), &Limits::default()).unwrap();
        assert_eq!(faults(&report), [expected]);
    }
}

#[test]
fn a_comment_or_bytes_after_the_end_do_no_harm() {
    let end = End {
        comment: b"made by hand PK\x05\x06".to_vec(),
        ..End::default()
    };
    let mut archive = zip_ending(&good_entries(), &end).into_inner();
    accepted(package_import::import(Cursor::new(archive.clone()), &Limits::default()).unwrap());
    archive.extend(b"\r\n");
    accepted(package_import::import(Cursor::new(archive), &Limits::default()).unwrap());
}

#[test]
fn back_slashes_in_names_are_folders() {
    let manifest = good_manifest().replace("index.html", "pages/index.html");
    let entries = [
        Entry::new("imsmanifest.xml", manifest),
        Entry::new("pages\\index.html", PAGE),
    ];

    finding(&import(&entries), CheckId::BackSlashNames);
    assert_eq!(paths(&entries), ["imsmanifest.xml", "pages/index.html"]);
}

#[test]
fn names_in_code_pages_are_read() {
    for encoding in [IBM866, WINDOWS_1251] {
        let mut entries = good_entries();
        for name in ["Увод/Прва страна.html", "Слика људи.png"] {
            let raw = encoding.encode(name).0.into_owned();
            // Not every letter is in every code page.
            let Some(name) = encoding.decode_without_bom_handling_and_without_replacement(&raw)
            else {
                continue;
            };
            if !name.contains('&') {
                entries.push(Entry::new(&raw, "x").but(|it| it.flags = 0));
            }
        }
        assert!(entries.len() > 2);

        let report = import(&entries);
        assert_eq!(
            argument(&report, CheckId::NameEncodingGuessed, "encoding"),
            encoding.name()
        );
        assert!(paths(&entries).contains(&"Увод/Прва страна.html".to_owned()));
    }
    let raw = WINDOWS_1250.encode("Čišćenje/Žaba.html").0.into_owned();
    let entry = Entry::new(raw, "x").but(|it| it.flags = 0);
    let package = accepted(import_with_entry(entry));
    assert!(
        package
            .files
            .iter()
            .any(|it| it.path == "Čišćenje/Žaba.html")
    );
}

#[test]
fn the_unicode_path_field_wins_over_the_raw_name() {
    let raw = b"\x80\x81.txt";
    let mut sum = flate2::Crc::new();
    sum.update(raw);
    let mut field = vec![1];
    field.extend(sum.sum().to_le_bytes());
    field.extend("аб.txt".as_bytes());
    let mut extra = 0x7075_u16.to_le_bytes().to_vec();
    extra.extend(u16::try_from(field.len()).unwrap().to_le_bytes());
    extra.extend(field);

    let entry = Entry::new(raw, "x").but(|it| {
        it.flags = 0;
        it.extra = extra;
    });

    let package = accepted(import_with_entry(entry));
    assert!(package.files.iter().any(|file| file.path == "аб.txt"));
}

#[test]
fn decomposed_names_are_found_by_composed_references() {
    let manifest = good_manifest().replace("index.html", "š.html");
    let entries = [
        Entry::new("imsmanifest.xml", manifest),
        Entry::new("s\u{30C}.html", PAGE),
    ];

    assert_eq!(paths(&entries), ["imsmanifest.xml", "š.html"]);
}

#[test]
fn one_folder_above_everything_is_taken_off() {
    let entries = [
        Entry::stored("Kurs/", ""),
        Entry::new("Kurs/imsmanifest.xml", good_manifest()),
        Entry::new("Kurs/index.html", PAGE),
        Entry::new("__MACOSX/Kurs/._index.html", "x"),
        Entry::new("Kurs/.DS_Store", "x"),
        Entry::new("Kurs/Thumbs.db", "x"),
    ];

    let report = import(&entries);

    assert_eq!(
        argument(&report, CheckId::WrappedInFolder, "folder"),
        "Kurs"
    );
    assert_eq!(argument(&report, CheckId::SystemFiles, "count"), "3");
    assert_eq!(paths(&entries), ["imsmanifest.xml", "index.html"]);
}

#[test]
fn a_manifest_in_the_wrong_place_is_told() {
    let in_folder = [
        Entry::new("kurs/imsmanifest.xml", good_manifest()),
        Entry::new("kurs/index.html", PAGE),
        Entry::new("readme.txt", "x"),
    ];
    let report = import(&in_folder);
    assert_eq!(faults(&report), ["manifest-in-folder"]);
    assert_eq!(
        argument(&report, CheckId::ManifestInFolder, "folder"),
        "kurs"
    );

    let two = [
        Entry::new("a/imsmanifest.xml", good_manifest()),
        Entry::new("b/imsmanifest.xml", good_manifest()),
    ];
    let report = import(&two);
    assert_eq!(faults(&report), ["several-manifests"]);
    assert_eq!(
        argument(&report, CheckId::SeveralManifests, "names"),
        "a/imsmanifest.xml, b/imsmanifest.xml"
    );

    let report = import_with_entry(Entry::new("extra/imsmanifest.xml", "<x/>"));
    finding(&report, CheckId::NestedManifest);
    accepted(report);

    let other_case = [
        Entry::new("IMSManifest.XML", good_manifest()),
        Entry::new("index.html", PAGE),
    ];
    let report = import(&other_case);
    assert_eq!(faults(&report), ["manifest-name-case"]);
    accepted(report);

    let both = [
        Entry::new("IMSMANIFEST.XML", good_manifest()),
        Entry::new("ImsManifest.xml", good_manifest()),
        Entry::new("index.html", PAGE),
    ];
    assert_eq!(faults(&import(&both)), ["several-manifests", "case-twins"]);
}

#[test]
fn other_kinds_each_have_their_sentence() {
    let cases: [(&[&str], &str); 15] = [
        (&["cmi5.xml", "index.html"], "kind-cmi5"),
        (&["tincan.xml", "index.html"], "kind-tin-can"),
        (&["h5p.json", "content/content.json"], "kind-h5p"),
        (
            &["moodle_backup.xml", "course/course.xml"],
            "kind-moodle-backup",
        ),
        (&["course.crs", "course.au", "index.html"], "kind-aicc"),
        (&["moodle.cst"], "kind-aicc"),
        (&["course/a.des", "course/page.html"], "kind-aicc"),
        (&["course.au"], "kind-aicc"),
        (&["sound.au", "index.html"], "kind-html-export"),
        (
            &["[Content_Types].xml", "word/document.xml"],
            "kind-office-document",
        ),
        (&["index.html", "style.css"], "kind-html-export"),
        (&["Export/story.html", "Export/data.js"], "kind-html-export"),
        (&["page1.htm"], "kind-html-export"),
        (&["film.mp4"], "manifest-missing"),
        (&["kurs.zip"], "kind-zip-in-zip"),
    ];

    for (names, expected) in cases {
        let entries: Vec<Entry> = names.iter().map(|name| Entry::new(name, "x")).collect();
        assert_eq!(faults(&import(&entries)), [expected], "{names:?}");
    }
}

#[test]
fn other_kinds_with_a_manifest_are_told_by_what_it_says() {
    let scorm_11 = good_manifest().replace("<schemaversion>1.2", "<schemaversion>1.1");
    assert_eq!(faults(&import_manifest(scorm_11)), ["kind-scorm-1-1"]);

    let cartridge = good_manifest()
        .replace("ADL SCORM", "IMS Common Cartridge")
        .replace("1.2<", "1.1.0<");
    assert_eq!(
        faults(&import_manifest(cartridge)),
        ["kind-common-cartridge"]
    );

    let qti = manifest_12(
        ITEM,
        r#"<resource identifier="R" type="imsqti_item_xmlv2p1" href="index.html"/>"#,
    );
    assert_eq!(faults(&import_manifest(qti)), ["kind-qti"]);

    let plain = r#"<manifest identifier="M" xml:lang="sr"><organizations><organization identifier="O"><title>T</title>
        <item identifier="I" identifierref="R"><title>A</title></item></organization></organizations>
        <resources><resource identifier="R" type="webcontent" href="index.html"/></resources></manifest>"#;
    let report = import_manifest(plain);
    assert_eq!(faults(&report), ["kind-content-package"]);
    accepted(report);
}

#[test]
fn the_beginning_of_an_upload_is_enough_to_refuse_it() {
    let limits = Limits::default();
    let refusals = [
        (b"%PDF-1.7".to_vec(), "not-a-zip"),
        (zip(&[]).into_inner(), "archive-empty"),
        (zip(&[Entry::new("../x", "x")]).into_inner(), "path-escapes"),
        (zip(&[Entry::new("/x", "x")]).into_inner(), "path-absolute"),
        (
            zip(&[Entry::new("x", "x").but(|it| it.flags |= 1)]).into_inner(),
            "encrypted",
        ),
        (
            zip(&[Entry::new("x", "x").but(|it| it.method = 14)]).into_inner(),
            "unknown-compression",
        ),
        (
            zip(&[Entry::new("x", vec![0; 8 << 20])]).into_inner(),
            "compression-bomb",
        ),
    ];
    for (bytes, expected) in refusals {
        let found: Vec<_> = early::check(&bytes, &limits)
            .iter()
            .map(|finding| finding.check.id())
            .collect();
        assert_eq!(found, [expected]);
    }
}

#[test]
fn an_upload_is_followed_in_portions_of_any_size() {
    let mut entries = good_entries();
    entries.push(Entry::stored("a.bin", vec![7; 1000]));
    entries.push(Entry::new("..\\evil", "x"));
    let archive = zip(&entries).into_inner();

    for portion in [1, 2, 29, 30, 31, 500, archive.len()] {
        let mut check = EarlyCheck::new(Limits::default());
        let refused = archive.chunks(portion).any(|bytes| check.push(bytes));
        assert!(refused, "{portion}");
        assert_eq!(check.into_findings()[0].check, CheckId::PathEscapes);
    }
    let good = zip(&good_entries()).into_inner();
    for portion in [1, 31, good.len()] {
        let mut check = EarlyCheck::new(Limits::default());
        assert!(!good.chunks(portion).any(|bytes| check.push(bytes)));
    }
}

#[test]
fn an_upload_longer_than_the_limit_ends_there() {
    let limits = Limits {
        archive_bytes: 100,
        ..Limits::default()
    };
    let archive = zip(&good_entries()).into_inner();

    let mut check = EarlyCheck::new(limits.clone());
    assert!(archive.chunks(50).any(|bytes| check.push(bytes)));
    assert_eq!(check.into_findings()[0].check, CheckId::ArchiveTooLarge);

    let report = package_import::import(Cursor::new(archive), &limits).unwrap();
    assert_eq!(faults(&report), ["archive-too-large"]);
}
