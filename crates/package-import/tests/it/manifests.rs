//! What manifests say: the forms in the wild, each fault with its own finding,
//! and that everything said arrives in the package.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use encoding_rs::WINDOWS_1251;
use package_import::package::{
    CompletionThreshold, DataMap, Edition, ItemKind, LmsUi, PackageKind, TimeLimitAction,
};
use package_import::{CheckId, CoursePackage, Profile};

use crate::sequencing::SEQUENCING;
use crate::zip_builder::Entry;
use crate::{
    ITEM, PAGE, RESOURCE, accepted, argument, faults, finding, good_entries, good_manifest, import,
    import_manifest, import_with_entry, manifest_12, manifest_2004,
};

pub(crate) const RESOURCE_2004: &str = r#"<resource identifier="R" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/></resource>"#;

#[test]
fn alphabets_and_prefixes_in_the_wild_are_read() {
    let utf16: Vec<u8> = format!("\u{FEFF}{}", good_manifest().replace("UTF-8", "UTF-16"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let in_1251 = good_manifest().replace("UTF-8", "windows-1251");
    let prefixed = good_manifest()
        .replace("xmlns=", "xmlns:ims=")
        .replace("</", "</ims:")
        .replace('<', "<ims:")
        .replace("<ims:/ims:", "</ims:")
        .replace("<ims:?", "<?");
    let bare = good_manifest()
        .replace(
            r#"xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2""#,
            "",
        )
        .replace(
            r#"xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2""#,
            "",
        )
        .replace("adlcp:", "");
    let cases: [(&str, Vec<u8>); 6] = [
        ("mark", format!("\u{FEFF}{}", good_manifest()).into_bytes()),
        ("UTF-16", utf16),
        ("1251", WINDOWS_1251.encode(&in_1251).0.into_owned()),
        ("prefixes", prefixed.into_bytes()),
        ("no namespaces", bare.into_bytes()),
        (
            "upper case",
            good_manifest()
                .replace("<item ", "<ITEM ")
                .replace("</item>", "</ITEM>")
                .into_bytes(),
        ),
    ];

    for (name, manifest) in cases {
        let report = import_manifest(manifest);
        assert_eq!(faults(&report), Vec::<&str>::new(), "{name}");
        let package = accepted(report);
        assert_eq!(package.title, "Курс", "{name}");
        assert_eq!(package.kind, PackageKind::Scorm12, "{name}");
        assert_eq!(
            package.organization().items[0].kind,
            ItemKind::Sco,
            "{name}"
        );
    }
}

#[test]
fn a_wrong_encoding_is_mended_and_told() {
    let report = import_manifest(WINDOWS_1251.encode(&good_manifest()).0);

    assert_eq!(faults(&report), ["manifest-encoding"]);
    assert_eq!(
        argument(&report, CheckId::ManifestEncoding, "declared"),
        "UTF-8"
    );
    assert_eq!(
        argument(&report, CheckId::ManifestEncoding, "used"),
        "windows-1251"
    );
    assert_eq!(accepted(report).title, "Курс");
}

#[test]
fn what_is_not_well_formed_is_told_with_line_and_column() {
    let broken = |from: &str, to: &str| good_manifest().replacen(from, to, 1);
    let cases = [
        (broken("Курс", "A & B"), 5),
        (broken(" identifierref=", " identifierref "), 5),
        (broken("</manifest>", "</manifest><again/>"), 7),
        (broken("</manifest>", "</manifest>text"), 7),
        ("just text".to_owned(), 1),
        (String::new(), 1),
    ];

    for (manifest, line) in cases {
        let report = import_manifest(&manifest);
        assert_eq!(faults(&report), ["manifest-not-well-formed"], "{manifest}");
        let told = finding(&report, CheckId::ManifestNotWellFormed);
        assert_eq!(told.place.line, Some(line), "{manifest}");
        assert_eq!(told.place.file.as_deref(), Some("imsmanifest.xml"));
    }
    let report = import_manifest(broken("<item ", "<item x "));
    let column: u32 = argument(&report, CheckId::ManifestNotWellFormed, "column")
        .parse()
        .unwrap();
    let line = good_manifest().lines().nth(4).unwrap().to_owned();
    let before = line.find("<item ").unwrap();
    let expected = line[..before].chars().count() + 1;
    assert_eq!(column as usize, expected);
}

#[test]
fn a_tag_that_is_not_closed_is_named_and_nothing_is_guessed() {
    for (from, to, name, line) in [
        ("</title>", "</titel>", "title", 5),
        ("</item>", "", "item", 5),
        ("</organizations>", "", "organizations", 5),
        ("</organization></organizations>", "", "organization", 5),
        ("</resource></resources>\n</manifest>", "", "resource", 6),
    ] {
        let report = import_manifest(good_manifest().replacen(from, to, 1));
        assert_eq!(faults(&report), ["manifest-tag-unclosed"], "{from}");
        let check = CheckId::ManifestTagUnclosed;
        assert_eq!(argument(&report, check, "name"), name, "{from}");
        assert_eq!(finding(&report, check).place.line, Some(line), "{from}");
    }
}

#[test]
fn a_manifest_without_its_last_closing_tags_is_read_and_noted() {
    let whole = accepted(import_manifest(good_manifest()));
    for (cut, names) in [
        ("</manifest>", "manifest"),
        ("</resources>\n</manifest>", "resources, manifest"),
    ] {
        for left in ["", "<", "</", "</mani", "</manifest\n"] {
            let report = import_manifest(good_manifest().replace(cut, left));
            assert_eq!(faults(&report), ["manifest-cut-off"], "{left}");
            let said = argument(&report, CheckId::ManifestCutOff, "names");
            assert_eq!(said, names, "{left}");
            let package = accepted(report.clone());
            assert_eq!(package.organizations, whole.organizations);
            assert_eq!(package.resources, whole.resources);
            assert!(!report.in_profile(Profile::Strict).is_publishable());
        }
    }
    // What is missing shows: the only resource.
    let manifest = good_manifest();
    let cut = &manifest[..manifest.find("<resource ").unwrap()];
    let report = import_manifest(cut);
    assert!(faults(&report).contains(&"resource-unknown"));
    assert!(!report.is_publishable());
}

#[test]
fn a_prefix_that_is_not_declared_is_told_once_and_its_elements_are_read() {
    let manifest = good_manifest()
        .replace(
            r#"xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2""#,
            "",
        )
        .replace(
            "</item>",
            "<adlcp:masteryscore>80</adlcp:masteryscore></item>",
        );
    let report = import_manifest(manifest);
    assert!(faults(&report).contains(&"manifest-prefix-unbound"));
    let told = report
        .findings
        .iter()
        .filter(|it| it.check == CheckId::ManifestPrefixUnbound);
    assert_eq!(told.count(), 1);
    let check = CheckId::ManifestPrefixUnbound;
    assert_eq!(argument(&report, check, "prefix"), "adlcp");
    let item = accepted(report).organizations[0].items[0].clone();
    assert_eq!(item.mastery_score, Some(80.0));
    assert_eq!(item.kind, ItemKind::Sco);

    let late = good_manifest().replacen(
        "<title>",
        r#"<title x:a="1" xml:lang="sr" xmlns:x="urn:x">"#,
        1,
    );
    assert!(faults(&import_manifest(late)).is_empty());
}

#[test]
fn editions_are_told_by_what_is_said_or_used() {
    let said = |version: &str| {
        let manifest = manifest_2004(ITEM, RESOURCE_2004).replace("2004 4th Edition", version);
        let report = import_manifest(manifest);
        (faults(&report), accepted(report).kind)
    };
    let scorm_2004 = |edition| PackageKind::Scorm2004 { edition };

    assert_eq!(said("CAM 1.3"), (vec![], scorm_2004(Edition::Second)));
    assert_eq!(
        said("2004 3rd Edition"),
        (vec![], scorm_2004(Edition::Third))
    );
    assert_eq!(
        said("2004 4th Edition"),
        (vec![], scorm_2004(Edition::Fourth))
    );
    assert_eq!(said("1.2"), (vec![], PackageKind::Scorm12));
    let unknown = said("2031 9th");
    assert_eq!(
        unknown,
        (vec!["schema-version-unknown"], scorm_2004(Edition::Third))
    );
    let missing = good_manifest().replace("<schemaversion>1.2</schemaversion>", "");
    let report = import_manifest(missing);
    finding(&report, CheckId::SchemaVersionMissing);
    assert_eq!(accepted(report).kind, PackageKind::Scorm12);
    let fourth = ITEM.replace(
        "</item>",
        r#"<adlcp:completionThreshold completedByMeasure="true"/></item>"#,
    );
    let manifest = manifest_2004(&fourth, RESOURCE_2004)
        .replace("<schemaversion>2004 4th Edition</schemaversion>", "");
    assert_eq!(
        accepted(import_manifest(manifest)).kind,
        scorm_2004(Edition::Fourth)
    );
}

/// One fault each, made by a replacement in the good manifest.
#[test]
fn every_fault_of_a_manifest_has_its_own_finding() {
    let cases: [(&str, &str, &str); 19] = [
        ("<manifest", "<quiz", "manifest-tag-unclosed"),
        (
            r#"default="O""#,
            r#"default="nowhere""#,
            "default-organization-unknown",
        ),
        (
            r#"identifierref="R""#,
            r#"identifierref="nothing""#,
            "resource-unknown",
        ),
        (r#" identifierref="R""#, "", "item-without-resource"),
        ("<title>Увод</title>", "", "item-title-missing"),
        ("<title>Курс</title>", "", "organization-title-missing"),
        (r#"<item identifier="I""#, "<item", "identifier-missing"),
        (ITEM, "", "no-items"),
        (r#" href="index.html">"#, ">", "resource-without-href"),
        (
            r#" href="index.html">"#,
            r#" href="missing.html">"#,
            "launch-file-missing",
        ),
        (
            r#"<file href="index.html"/>"#,
            r#"<file href="missing.js"/>"#,
            "files-missing",
        ),
        (
            r#"<file href="index.html"/>"#,
            r#"<file href="../x.js"/>"#,
            "file-reference-invalid",
        ),
        (
            r#" href="index.html">"#,
            r#" href="Index.HTML">"#,
            "file-case-differs",
        ),
        (
            r#"<file href="index.html"/>"#,
            r#"<dependency identifierref="nothing"/>"#,
            "dependency-unknown",
        ),
        (
            "</resource>",
            "</resource><resource identifier=\"R\"/>",
            "duplicate-identifier",
        ),
        (
            "</item>",
            "</item><item identifier=\"I\" identifierref=\"R\"><title>B</title></item>",
            "duplicate-identifier",
        ),
        (
            "</item>",
            "<adlcp:masteryscore>many</adlcp:masteryscore></item>",
            "value-invalid",
        ),
        ("Курс", "A&nbsp;B", "manifest-entity"),
        (
            "<schema>ADL SCORM</schema><schemaversion>1.2<",
            "<schemaversion>3.0<",
            "schema-version-unknown",
        ),
    ];

    for (from, to, expected) in cases {
        let manifest = good_manifest().replacen(from, to, 1);
        assert_ne!(manifest, good_manifest(), "{from}");
        let found = faults(&import_manifest(manifest));
        assert!(found.contains(&expected), "{from} -> {to}: {found:?}");
        assert!(found.len() <= 2, "{from} -> {to}: {found:?}");
    }
    let quiz = good_manifest()
        .replace("<manifest", "<quiz")
        .replace("</manifest", "</quiz");
    assert_eq!(faults(&import_manifest(quiz)), ["manifest-root"]);
    let nothing = r#"<manifest xml:lang="sr"><organizations/><resources/></manifest>"#;
    let found = faults(&import_manifest(nothing));
    assert_eq!(found, ["no-organization", "kind-content-package"]);
}

#[test]
fn every_note_of_a_manifest_has_its_own_finding() {
    let organization =
        r#"</organization><organization identifier="P"><title>Други</title></organization>"#;
    let cases: [(&str, &str, CheckId); 4] = [
        (
            "</organization>",
            organization,
            CheckId::SeveralOrganizations,
        ),
        (r#" xml:lang="sr""#, "", CheckId::LanguageMissing),
        (
            "</item>",
            "<adlcp:masteryscore>80</adlcp:masteryscore></item>",
            CheckId::MasteryScore,
        ),
        (
            r#" href="index.html">"#,
            r#" href=".\index.html">"#,
            CheckId::HrefBackSlashes,
        ),
    ];

    for (from, to, check) in cases {
        let report = import_manifest(good_manifest().replacen(from, to, 1));
        finding(&report, check);
        accepted(report);
    }
    let report = import_with_entry(Entry::new("extra.txt", "x"));
    assert_eq!(
        argument(&report, CheckId::FilesUnlisted, "names"),
        "extra.txt"
    );
    accepted(report);
}

#[test]
fn content_that_will_disappoint_is_told() {
    let mut entries = good_entries();
    entries[1] = Entry::new(
        "index.html",
        r#"<link rel="stylesheet" href="https://fonts.example.org/css?family=A"><video src="film.mp4">"#,
    );
    entries.push(Entry::new("film.mp4", "x"));
    entries.push(Entry::new("igra.swf", "x"));

    let report = import(&entries);

    assert_eq!(
        faults(&report),
        ["outside-hosts", "flash", "video-without-captions"]
    );
    assert_eq!(
        argument(&report, CheckId::OutsideHosts, "names"),
        "fonts.example.org"
    );
    accepted(report);
}

#[test]
fn endless_findings_of_one_kind_are_cut() {
    let mut items = String::new();
    for index in 0..500 {
        write!(
            items,
            r#"<item identifier="I{index}" identifierref="gone"><title>T</title></item>"#
        )
        .unwrap();
    }

    let report = import_manifest(manifest_12(&format!("{ITEM}{items}"), RESOURCE));

    let unknown = faults(&report)
        .iter()
        .filter(|id| **id == "resource-unknown")
        .count();
    assert_eq!(unknown, 20);
}

pub(crate) fn only_item(package: CoursePackage) -> package_import::package::Item {
    package
        .organizations
        .into_iter()
        .next()
        .unwrap()
        .items
        .remove(0)
}

#[test]
fn bases_are_joined_and_the_launch_reference_is_whole() {
    let manifest = manifest_12(
        &ITEM.replacen("<item", r#"<item parameters="?p=1""#, 1),
        r#"<resource identifier="R" adlcp:scormtype="sco" xml:base="c d/" href="Увод.html?q=2#f"><file href="Увод.html"/></resource>"#,
    )
    .replacen("<manifest", r#"<manifest xml:base="a/""#, 1)
    .replacen("<resources>", r#"<resources xml:base="b">"#, 1);
    let entries = [
        Entry::new("imsmanifest.xml", manifest),
        Entry::new("a/b/c d/Увод.html", PAGE),
    ];

    let item = only_item(accepted(import(&entries)));

    let launch = item.launch.unwrap();
    assert_eq!(launch.file, "a/b/c d/Увод.html");
    assert_eq!(
        launch.url,
        "a/b/c%20d/%D0%A3%D0%B2%D0%BE%D0%B4.html?q=2&p=1#f"
    );
    assert_eq!(item.parameters.as_deref(), Some("?p=1"));
}

#[test]
fn encoded_references_and_encoded_names_meet() {
    for (href, name) in [
        ("a%20b.html", "a b.html"),
        ("a b.html", "a b.html"),
        ("a%20b.html", "a%20b.html"),
        ("100%.html", "100%.html"),
        ("sub\\a.html", "sub/a.html"),
        ("SUB/A.html", "sub/a.html"),
    ] {
        let manifest = good_manifest().replace("index.html", href);
        let entries = [
            Entry::new("imsmanifest.xml", manifest),
            Entry::new(name, PAGE),
        ];
        let item = only_item(accepted(import(&entries)));
        assert_eq!(item.launch.unwrap().file, name, "{href}");
    }
}

#[test]
fn all_that_scorm_12_says_of_an_item_arrives() {
    let item = r#"<item identifier="I" identifierref="R" isvisible="false"><title> Увод
        у курс </title>
        <adlcp:prerequisites type="aicc_script">A&amp;B</adlcp:prerequisites>
        <adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>
        <adlcp:timelimitaction>exit, no message</adlcp:timelimitaction>
        <adlcp:datafromlms>x=1</adlcp:datafromlms>
        <adlcp:masteryscore>75.5</adlcp:masteryscore></item>"#;

    let item = only_item(accepted(import_manifest(manifest_12(item, RESOURCE))));

    assert_eq!(item.title, "Увод у курс");
    assert!(!item.is_visible);
    assert_eq!(item.prerequisites.as_deref(), Some("A&B"));
    assert_eq!(item.max_time_allowed.as_deref(), Some("00:30:00"));
    assert_eq!(item.time_limit_action, Some(TimeLimitAction::ExitNoMessage));
    assert_eq!(item.data_from_lms.as_deref(), Some("x=1"));
    assert_eq!(item.mastery_score, Some(75.5));
}

#[test]
fn all_that_scorm_2004_says_of_an_item_arrives() {
    let item = r#"<item identifier="I" identifierref="R"><title>Увод</title>
        <adlcp:timeLimitAction>continue,message</adlcp:timeLimitAction>
        <adlcp:dataFromLMS>data</adlcp:dataFromLMS>
        <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8" progressWeight="0.5"/>
        <adlcp:data><adlcp:map targetID="urn:bucket" readSharedData="true" writeSharedData="false"/></adlcp:data>
        <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
        <adlnav:hideLMSUI>suspendAll</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation></item>"#;

    let item = only_item(accepted(import_manifest(manifest_2004(
        item,
        RESOURCE_2004,
    ))));

    assert_eq!(
        item.time_limit_action,
        Some(TimeLimitAction::ContinueMessage)
    );
    assert_eq!(item.data_from_lms.as_deref(), Some("data"));
    assert_eq!(
        item.completion_threshold,
        Some(CompletionThreshold {
            completed_by_measure: true,
            min_progress_measure: 0.8,
            progress_weight: 0.5,
        })
    );
    assert_eq!(
        item.data_maps,
        [DataMap {
            target_id: "urn:bucket".into(),
            read_shared_data: true,
            write_shared_data: false,
        }]
    );
    assert_eq!(item.hide_lms_ui, [LmsUi::Continue, LmsUi::SuspendAll]);

    let third = ITEM.replace(
        "</item>",
        "<adlcp:completionThreshold>0.6</adlcp:completionThreshold></item>",
    );
    let item = only_item(accepted(import_manifest(manifest_2004(
        &third,
        RESOURCE_2004,
    ))));
    let threshold = item.completion_threshold.unwrap();
    assert!(threshold.completed_by_measure);
    assert!((threshold.min_progress_measure - 0.6).abs() < f64::EPSILON);
}

#[test]
fn content_belongs_to_leaves_in_2004_and_to_any_item_in_12() {
    let items = r#"<item identifier="C" identifierref="R"><title>C</title><item identifier="I" identifierref="R"><title>I</title></item></item>"#;

    let report = import_manifest(manifest_2004(items, RESOURCE_2004));
    assert_eq!(faults(&report), ["cluster-with-resource"]);
    let package = accepted(report);
    assert_eq!(package.organization().items[0].kind, ItemKind::Cluster);
    assert_eq!(package.launchable_items(), 1);

    let package = accepted(import_manifest(manifest_12(items, RESOURCE)));
    assert_eq!(package.launchable_items(), 2);
    assert_eq!(package_import::launch_files(&package), ["index.html"]);
}

#[test]
fn metadata_in_both_spellings_is_read() {
    let scorm_12 = r#"<lom><general><title><langstring xml:lang="sr">Наслов</langstring></title><language>sr-Latn</language>
        <description><langstring>Опис</langstring></description><keyword><langstring>а</langstring></keyword></general>
        <educational><typicallearningtime><datetime>PT5M</datetime></typicallearningtime></educational></lom></metadata>"#;
    let scorm_2004 = scorm_12
        .replace("langstring", "string")
        .replace("typicallearningtime", "typicalLearningTime")
        .replace("datetime", "duration");

    for lom in [scorm_12.to_owned(), scorm_2004] {
        let package = accepted(import_manifest(
            good_manifest().replace("</metadata>", &lom),
        ));
        let metadata = &package.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Наслов"));
        assert_eq!(metadata.description.as_deref(), Some("Опис"));
        assert_eq!(metadata.keywords, ["а"]);
        assert_eq!(metadata.typical_learning_time.as_deref(), Some("PT5M"));
        assert_eq!(package.language.as_deref(), Some("sr-Latn"));
    }
}

#[test]
fn a_manifest_of_2500_items_is_read_fast() {
    let mut items = String::new();
    for chapter in 0..50 {
        write!(
            items,
            r#"<item identifier="C{chapter}"><title>Поглавље {chapter}</title>"#
        )
        .unwrap();
        for index in 0..49 {
            let sequencing = SEQUENCING;
            write!(items, r#"<item identifier="I{chapter}-{index}" identifierref="R"><title>Лекција {index}</title>{sequencing}</item>"#).unwrap();
        }
        items.push_str("</item>");
    }
    let manifest = manifest_2004(&items, RESOURCE_2004);
    assert!(manifest.len() < 8 << 20);
    let started = Instant::now();

    let package = accepted(import_manifest(manifest));

    assert_eq!(package.launchable_items(), 2450);
    // Unoptimised, on a busy machine.
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn more_items_than_the_limit_are_refused() {
    let item = r#"<item identifierref="R"><title>T</title></item>"#;
    let items = item.repeat(10_001);

    let report = import_manifest(manifest_12(&items, RESOURCE));

    assert_eq!(faults(&report)[0], "too-many-items");
}

#[test]
fn a_package_survives_being_stored() {
    let item = ITEM.replace("</item>", &format!("{SEQUENCING}</item>"));
    let report = import_manifest(manifest_2004(&item, RESOURCE_2004));

    let bytes = serde_json::to_vec(&report).unwrap();

    let again: package_import::ImportReport = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(again, report);
}

#[test]
fn headings_alone_give_nothing_to_launch() {
    let items = r#"<item identifier="I"><title>T</title></item>"#;

    let report = import_manifest(manifest_12(items, RESOURCE));

    assert_eq!(
        faults(&report),
        ["nothing-to-launch", "item-without-resource"]
    );
}
