//! Hostile packages. Names carry the number of the case in the catalogue of
//! attacks.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use package_import::{CheckId, ImportReport, Limits, import_with};

use crate::zip_builder::{End, Entry, zip, zip_ending};
use crate::{
    ITEM, PAGE, RESOURCE, accepted, argument, faults, finding, good_entries, good_manifest, import,
    import_manifest, import_with_entry, import_within, manifest_12,
};

/// The whole package is refused for this one reason, and nothing was stored.
fn refused_with(entries: &[Entry], check: CheckId) -> ImportReport {
    refused_archive(zip(entries), check)
}

fn refused_archive(archive: std::io::Cursor<Vec<u8>>, check: CheckId) -> ImportReport {
    let mut stored = Vec::new();
    let report = import_with(archive, &Limits::default(), |file, _| {
        stored.push(file.path.clone());
        Ok(())
    })
    .unwrap();
    assert_eq!(faults(&report), [check.id()]);
    assert!(!report.is_publishable());
    assert!(report.package.is_none());
    assert_eq!(stored, Vec::<String>::new());
    report
}

fn good_and(entry: Entry) -> Vec<Entry> {
    let mut entries = good_entries();
    entries.push(entry);
    entries
}

#[test]
fn a1_a_name_that_climbs_out_refuses_the_package_and_is_named() {
    for name in [
        "../../etc/cron.d/x",
        "..\\..\\x",
        "a/../../x",
        "a/..\\..\\x",
        "..",
        "a/.. /x",
        ".../x",
    ] {
        let report = refused_with(&good_and(Entry::new(name, "x")), CheckId::PathEscapes);
        assert_eq!(argument(&report, CheckId::PathEscapes, "name"), name);
    }
}

#[test]
fn a2_an_absolute_name_refuses_the_package() {
    for name in [
        "/etc/passwd",
        "C:\\x",
        "c:x",
        "\\\\server\\share\\x",
        "//server/x",
        "\\x",
    ] {
        refused_with(&good_and(Entry::new(name, "x")), CheckId::PathAbsolute);
    }
}

#[test]
fn a3_links_and_devices_refuse_the_package() {
    for mode in [0o120_777, 0o020_644, 0o060_644, 0o010_644, 0o140_644] {
        let entry =
            Entry::stored("link", "/etc/passwd").but(|it| it.external_attributes = mode << 16);
        refused_with(&good_and(entry), CheckId::SpecialEntry);
    }
}

#[test]
fn a4_a_bomb_that_tells_its_size_is_refused_before_it_is_inflated() {
    let bomb = Entry::new("bomb.bin", vec![0; 32 << 20]);
    assert!(bomb.stored_bytes < 64 << 10);

    refused_with(&good_and(bomb), CheckId::CompressionBomb);
}

#[test]
fn a4_a_bomb_that_hides_its_size_stops_at_the_ratio() {
    let bomb = Entry::new("bomb.bin", vec![0; 32 << 20]).but(|it| it.size_bytes = 3 << 20);
    let mut inflated = 0;

    let report = import_with(zip(&good_and(bomb)), &Limits::default(), |_, content| {
        let mut buffer = [0; 4096];
        loop {
            match content.read(&mut buffer)? {
                0 => return Ok(()),
                count => inflated += count,
            }
        }
    })
    .unwrap();

    assert_eq!(faults(&report), ["sizes-disagree"]);
    assert!(report.package.is_none());
    assert!(inflated <= (3 << 20) + 8192, "{inflated}");
}

#[test]
fn a4_a_million_empty_entries_stop_at_the_limit() {
    let limits = Limits {
        entries: 1000,
        ..Limits::default()
    };
    let entries: Vec<Entry> = (0..60_000)
        .map(|index| Entry::stored(format!("{index}"), ""))
        .collect();

    let report = import_within(&entries, &limits);
    assert_eq!(faults(&report), ["too-many-files"]);

    // The end record names fewer than there are.
    let end = End {
        count: Some(10),
        ..End::default()
    };
    let report = package_import::import(zip_ending(&entries, &end), &limits).unwrap();
    assert_eq!(faults(&report), ["too-many-files"]);
}

#[test]
fn a4_all_files_together_stop_at_the_limit() {
    let limits = Limits {
        total_bytes: 1 << 20,
        ..Limits::default()
    };
    let mut entries = good_entries();
    for index in 0..5 {
        let content: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        entries.push(Entry::new(format!("{index}.bin"), &content[..250_000]));
    }

    let report = import_within(&entries, &limits);

    assert_eq!(faults(&report), ["too-large"]);
    assert!(report.package.is_none());
}

#[test]
fn a5_entries_that_share_their_data_are_refused() {
    let mut entries = good_entries();
    entries.push(Entry::stored("kernel.bin", vec![b'x'; 1000]));
    for index in 0..3 {
        entries.push(
            Entry::stored(format!("copy-{index}.bin"), vec![b'x'; 1000]).but(|it| {
                it.shares_data_of = Some(2);
            }),
        );
    }

    let report = import(&entries);

    assert!(!report.is_publishable());
    assert!(report.package.is_none());
    // The local header belongs to the first name.
    finding(&report, CheckId::SizesDisagree);
}

#[test]
fn a5_a_file_that_reaches_into_the_next_is_refused() {
    // One long stored file whose data holds the header of the next.
    let inner = zip(&[Entry::stored("inner.txt", "x")]).into_inner();
    let outer = Entry::stored("outer.bin", &inner);
    let mut bytes = zip(std::slice::from_ref(&outer)).into_inner();
    let directory_at = bytes.len() - 22 - 46 - "outer.bin".len();
    let inner_at = u32::try_from(30 + "outer.bin".len()).unwrap();
    let mut directory = bytes.split_off(directory_at);
    directory.truncate(46 + "outer.bin".len());
    let inner_directory = &inner[inner.len() - 22 - 46 - "inner.txt".len()..inner.len() - 22];
    let mut second = inner_directory.to_vec();
    second[42..46].copy_from_slice(&inner_at.to_le_bytes());
    directory.extend(second);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(directory_at).unwrap().to_le_bytes());
    bytes.extend([0, 0]);

    let report = package_import::import(std::io::Cursor::new(bytes), &Limits::default()).unwrap();

    finding(&report, CheckId::OverlappingEntries);
    assert!(report.package.is_none());
}

type Lie = fn(&mut Entry);

#[test]
fn a5_false_sizes_and_checksums_are_found() {
    let honest = || {
        Entry::new(
            "a.txt",
            "some text that is long enough to shrink shrink shrink",
        )
    };
    let lies: [(Lie, CheckId); 5] = [
        (|it| it.size_bytes += 1, CheckId::SizesDisagree),
        (|it| it.size_bytes -= 1, CheckId::SizesDisagree),
        (|it| it.crc32 ^= 1, CheckId::FileDamaged),
        (
            |it| it.local_name = Some(b"b.txt".to_vec()),
            CheckId::SizesDisagree,
        ),
        (|it| it.data[4] ^= 0xFF, CheckId::FileDamaged),
    ];

    for (lie, check) in lies {
        let report = import_with_entry(honest().but(lie));
        assert!(!report.is_publishable(), "{check}");
        assert!(report.package.is_none(), "{check}");
        let found = &report.findings[0];
        let is_told = found.check == check || found.check == CheckId::SizesDisagree;
        assert!(is_told, "{check}: {:#?}", report.findings);
    }
}

#[test]
fn a5_a_64_bit_record_that_disagrees_is_refused() {
    let lying = |wide_count| {
        let end = End {
            wide_count: Some(wide_count),
            ..End::default()
        };
        package_import::import(zip_ending(&good_entries(), &end), &Limits::default()).unwrap()
    };

    accepted(lying(2));
    assert_eq!(faults(&lying(3)), ["archive-damaged"]);
    assert_eq!(faults(&lying(u64::MAX)), ["archive-damaged"]);
}

#[test]
fn a5_a_directory_beyond_the_end_is_damage() {
    for directory_at in [u32::MAX - 1, 1 << 30] {
        let end = End {
            directory_at: Some(directory_at),
            ..End::default()
        };
        refused_archive(zip_ending(&good_entries(), &end), CheckId::ArchiveDamaged);
    }
}

#[test]
fn a6_encrypted_unknown_and_split_archives_each_have_their_sentence() {
    let file = || Entry::stored("a.txt", "x");
    refused_with(
        &good_and(file().but(|it| it.flags |= 1)),
        CheckId::Encrypted,
    );
    refused_with(
        &good_and(file().but(|it| it.flags |= 1 << 6)),
        CheckId::Encrypted,
    );
    for method in [1, 6, 9, 12, 14, 93, 95, 99] {
        let report = refused_with(
            &good_and(file().but(|it| it.method = method)),
            CheckId::UnknownCompression,
        );
        let told = argument(&report, CheckId::UnknownCompression, "method");
        assert_eq!(told, method.to_string());
    }
    refused_with(
        &good_and(file().but(|it| it.disk = 1)),
        CheckId::SeveralDisks,
    );
    let end = End {
        disk: 2,
        ..End::default()
    };
    refused_archive(zip_ending(&good_entries(), &end), CheckId::SeveralDisks);
}

#[test]
fn a6_a_zip_in_the_zip_is_kept_and_noted() {
    let inner = zip(&good_entries()).into_inner();

    let report = import_with_entry(Entry::new("attachments/inner.zip", inner));

    finding(&report, CheckId::NestedArchive);
    accepted(report);
}

/// The good manifest with this between declaration and root.
fn with_doctype(doctype: &str, title: &str) -> String {
    good_manifest()
        .replacen("<manifest", &format!("{doctype}<manifest"), 1)
        .replace("Курс", title)
}

#[test]
fn a7_external_entities_are_refused_with_their_dtd() {
    for doctype in [
        r#"<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]>"#,
        r#"<!DOCTYPE m [<!ENTITY e SYSTEM "http://169.254.169.254/">]>"#,
        r#"<!DOCTYPE m SYSTEM "http://internal.example/x.dtd">"#,
        "<!DOCTYPE m>",
    ] {
        let report = import_manifest(with_doctype(doctype, "&e;"));
        assert_eq!(faults(&report), ["manifest-doctype"], "{doctype}");
        assert!(report.package.is_none());
        assert_eq!(
            finding(&report, CheckId::ManifestDoctype).place.line,
            Some(2)
        );
    }
}

#[test]
fn a8_billion_laughs_are_refused_at_once() {
    let mut entities = r#"<!ENTITY a0 "ha">"#.to_owned();
    for index in 1..10 {
        let before = format!("&a{};", index - 1).repeat(10);
        write!(entities, r#"<!ENTITY a{index} "{before}">"#).unwrap();
    }
    let started = Instant::now();

    let report = import_manifest(with_doctype(&format!("<!DOCTYPE m [{entities}]>"), "&a9;"));

    assert_eq!(faults(&report), ["manifest-doctype"]);
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[test]
fn a8_a_hundred_thousand_nested_elements_are_refused() {
    for tag in ["x", "item"] {
        let nested = format!(
            "{}{}",
            format!("<{tag}>").repeat(100_000),
            format!("</{tag}>").repeat(100_000)
        );
        let report = import_manifest(manifest_12(&nested, RESOURCE));
        assert_eq!(faults(&report), ["manifest-too-deep"]);
    }
}

#[test]
fn a8_a_manifest_beyond_the_limit_is_not_read() {
    let limits = Limits {
        manifest_bytes: 100_000,
        ..Limits::default()
    };
    // Varied, so that it is no bomb.
    let mut padding = String::new();
    for index in 0..30_000 {
        write!(padding, "<!--{index}-->").unwrap();
    }
    let entries = [
        Entry::new(
            "imsmanifest.xml",
            manifest_12(&format!("{ITEM}{padding}"), RESOURCE),
        ),
        Entry::new("index.html", PAGE),
    ];

    let report = import_within(&entries, &limits);

    assert_eq!(faults(&report), ["manifest-too-large"]);
}

#[test]
fn a8_endless_attributes_and_elements_end_quickly() {
    let mut attributes = String::new();
    for index in 0..100_000 {
        write!(attributes, " xmlns:p{index}='u' a{index}='{index}'").unwrap();
    }
    let many = "<x/>".repeat(300_000);
    let started = Instant::now();

    let wide = import_manifest(manifest_12(&format!("{ITEM}<x{attributes}/>"), RESOURCE));
    accepted(wide);
    let long = import_manifest(manifest_12(&format!("{ITEM}{many}"), RESOURCE));
    assert_eq!(faults(&long), ["manifest-too-many-elements"]);

    // Unoptimised, on a busy machine.
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a9_schema_locations_and_parameter_entities_are_never_followed() {
    let located = good_manifest().replacen(
        "<manifest",
        r#"<manifest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://10.0.0.1/x http://10.0.0.1/x.xsd""#,
        1,
    );
    // Nothing here can open a socket: the crate has no dependency that could.
    accepted(import_manifest(located));

    let parameter = r#"<!DOCTYPE m [<!ENTITY % p SYSTEM "http://10.0.0.1/p"> %p;]>"#;
    let report = import_manifest(with_doctype(parameter, "x"));
    assert_eq!(faults(&report), ["manifest-doctype"]);
}

#[test]
fn a10_a_launch_reference_that_leads_elsewhere_is_never_launchable() {
    let cases = [
        ("javascript:alert(1)", CheckId::LaunchUnsafe),
        ("java&#10;script:alert(1)", CheckId::LaunchUnsafe),
        ("&#x6A;avascript:alert(1)", CheckId::LaunchUnsafe),
        ("data:text/html,x", CheckId::LaunchUnsafe),
        ("file:///etc/passwd", CheckId::LaunchUnsafe),
        ("//evil.example/x", CheckId::LaunchOutside),
        ("\\\\evil.example\\x", CheckId::LaunchOutside),
        ("http://evil.example/x", CheckId::LaunchOutside),
        ("%2e%2e/index.html", CheckId::LaunchEscapes),
        ("../index.html", CheckId::LaunchEscapes),
        ("missing/../../index.html", CheckId::LaunchEscapes),
    ];
    for (href, check) in cases {
        let resource = format!(r#"<resource identifier="R" adlcp:scormtype="sco" href="{href}"/>"#);
        let report = import_manifest(manifest_12(ITEM, &resource));

        let found = finding(&report, check);
        assert_eq!(found.place.item.as_deref(), Some("I"), "{href}");
        assert_eq!(found.place.resource.as_deref(), Some("R"), "{href}");
        assert!(!report.is_publishable(), "{href}");
        let package = report.package.unwrap();
        assert_eq!(package.launchable_items(), 0, "{href}");
        assert_eq!(package.organization().items[0].launch, None, "{href}");
    }
}

#[test]
fn a10_bases_and_parameters_cannot_lead_elsewhere_either() {
    for base in [
        "javascript:",
        "http://evil.example/",
        "//evil.example/",
        "../",
    ] {
        let resource =
            RESOURCE.replacen("<resource", &format!(r#"<resource xml:base="{base}""#), 1);
        let report = import_manifest(manifest_12(ITEM, &resource));
        assert!(!report.is_publishable(), "{base}");
        assert_eq!(report.package.unwrap().launchable_items(), 0, "{base}");
    }
    let item = ITEM.replacen(
        "<item",
        r#"<item parameters="/../&quot;&gt;&lt;script&gt;#x"#,
        1,
    );
    let item = item.replacen("#x", r#"#x""#, 1);
    let package = accepted(import_manifest(manifest_12(&item, RESOURCE)));
    let launch = package.organization().items[0].launch.as_ref().unwrap();
    assert_eq!(launch.url, "index.html?/../%22%3E%3Cscript%3E#x");
}

#[test]
fn a11_titles_are_kept_as_text_and_freed_of_what_turns_them() {
    let title = "&quot;&gt;&lt;script&gt;\u{202E}gpj.exe\u{2066}";
    let item = ITEM.replace("Увод", title);
    let long = "я".repeat(100_000);
    let item = format!(
        "{item}{}",
        ITEM.replace("\"I\"", "\"J\"").replace("Увод", &long)
    );

    let report = import_manifest(manifest_12(&item, RESOURCE));

    finding(&report, CheckId::TitleCharacters);
    finding(&report, CheckId::TitleShortened);
    let items = accepted(report).organizations.remove(0).items;
    assert_eq!(items[0].title, "\"><script>gpj.exe");
    assert_eq!(items[1].title.chars().count(), 501);
}

#[test]
fn a12_strange_names_are_stored_under_their_paths() {
    let long = "ж".repeat(150);
    let names = [
        "$(touch pwned)",
        ";id",
        "-rf",
        "CON",
        "aux.txt",
        "folder./x",
        long.as_str(),
        "q?.html",
    ];
    for name in names {
        let report = import_with_entry(Entry::new(name, "x"));
        let package = accepted(report);
        assert!(package.files.iter().any(|file| file.path == name), "{name}");
    }
    let report = import_with_entry(Entry::new("-rf", "x"));
    assert_eq!(argument(&report, CheckId::ReservedName, "names"), "-rf");
}

#[test]
fn a12_control_characters_and_endless_names_refuse_the_package() {
    for name in ["a\0b", "a\nb", "\u{7f}", "a\u{85}b"] {
        refused_with(
            &good_and(Entry::new(name, "x")),
            CheckId::PathControlCharacter,
        );
    }
    refused_with(
        &good_and(Entry::new("ж".repeat(300), "x")),
        CheckId::PathTooLong,
    );
    refused_with(
        &good_and(Entry::new("a/".repeat(40) + "x", "x")),
        CheckId::PathTooDeep,
    );
}

#[test]
fn a12_invalid_utf8_has_one_outcome() {
    let flagged = Entry::new(b"a\xFFb.txt", "x");
    let unflagged = Entry::new(b"a\xFFb.txt", "x").but(|it| it.flags = 0);

    let package = accepted(import_with_entry(flagged));
    assert!(
        package
            .files
            .iter()
            .any(|file| file.path == "a\u{FFFD}b.txt")
    );
    let report = import_with_entry(unflagged);
    finding(&report, CheckId::NameEncodingGuessed);
    accepted(report);
}

#[test]
fn a12_names_that_differ_only_by_case_or_composition() {
    let mut entries = good_entries();
    entries.extend([Entry::new("Slika.png", "x"), Entry::new("slika.PNG", "y")]);
    let report = import(&entries);
    assert_eq!(faults(&report), ["case-twins"]);
    accepted(report);

    let mut entries = good_entries();
    entries.extend([Entry::new("š.png", "x"), Entry::new("s\u{30C}.png", "y")]);
    refused_with(&entries, CheckId::UnicodeTwins);

    let mut entries = good_entries();
    entries.extend([Entry::new("a.png", "x"), Entry::new("./a.png", "y")]);
    refused_with(&entries, CheckId::DuplicateEntry);

    let mut entries = good_entries();
    entries.extend([Entry::new("a", "x"), Entry::new("a/b", "y")]);
    refused_with(&entries, CheckId::FileIsAlsoFolder);
}

#[test]
fn a13_server_scripts_are_kept_as_files_and_noted() {
    let mut entries = good_entries();
    for name in ["shell.php", "x.JSP", ".htaccess", "bin/x.cgi"] {
        entries.push(Entry::new(name, "<?php"));
    }

    let report = import(&entries);

    assert_eq!(argument(&report, CheckId::ServerScripts, "count"), "4");
    assert_eq!(accepted(report).files.len(), 6);
}
