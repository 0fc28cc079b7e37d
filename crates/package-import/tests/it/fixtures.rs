//! For every check of the catalogue a package that triggers it, and nothing
//! else.

use std::io::Cursor;

use encoding_rs::WINDOWS_1251;
use package_import::{CheckId, ImportReport, Limits};

use crate::manifests::RESOURCE_2004;
use crate::zip_builder::{End, Entry, zip, zip_ending};
use crate::{ITEM, PAGE, RESOURCE, good_entries, good_manifest, manifest_12, manifest_2004};

pub(crate) struct Fixture {
    archive: Vec<u8>,
    limits: Limits,
    /// Checks that cannot but find something, too.
    pub(crate) beside: &'static [CheckId],
}

impl Fixture {
    fn of(entries: &[Entry]) -> Self {
        Self::bytes(zip(entries).into_inner())
    }

    fn bytes(archive: Vec<u8>) -> Self {
        Self {
            archive,
            limits: Limits::default(),
            beside: &[],
        }
    }

    fn manifest(manifest: impl AsRef<[u8]>) -> Self {
        Self::of(&[
            Entry::new("imsmanifest.xml", manifest),
            Entry::new("index.html", PAGE),
        ])
    }

    /// The good package with one part of its manifest replaced.
    fn replaced(from: &str, to: &str) -> Self {
        let manifest = good_manifest().replacen(from, to, 1);
        assert_ne!(manifest, good_manifest(), "{from}");
        Self::manifest(manifest)
    }

    /// The good package with files that its manifest lists under their names.
    fn files(entries: Vec<(&str, Entry)>) -> Self {
        let listed = listed(entries.iter().map(|(name, _)| *name));
        let manifest = good_manifest().replace("</resource>", &format!("{listed}</resource>"));
        let mut all = vec![
            Entry::new("imsmanifest.xml", manifest),
            Entry::new("index.html", PAGE),
        ];
        all.extend(entries.into_iter().map(|(_, entry)| entry));
        Self::of(&all)
    }

    fn file(name: &str) -> Self {
        Self::files(vec![(name, Entry::new(name, "x"))])
    }

    /// The good package with an entry that no manifest lists.
    fn unlisted(entry: Entry) -> Self {
        let mut entries = good_entries();
        entries.push(entry);
        Self::of(&entries)
    }

    /// No package, only files of these names.
    fn named(names: &[&str]) -> Self {
        let entries: Vec<Entry> = names.iter().map(|name| Entry::new(name, "x")).collect();
        Self::of(&entries)
    }

    /// The good package with another page, and files beside it.
    fn page(page: &str, files: &[(&str, &str)]) -> Self {
        let listed = listed(files.iter().map(|(name, _)| *name));
        let manifest = good_manifest().replace("</resource>", &format!("{listed}</resource>"));
        let mut all = vec![
            Entry::new("imsmanifest.xml", manifest),
            Entry::new("index.html", format!("{PAGE}{page}")),
        ];
        all.extend(
            files
                .iter()
                .map(|(name, content)| Entry::new(name, content)),
        );
        Self::of(&all)
    }

    /// A package of SCORM 2004 with this in its organization.
    fn sequenced(inside: &str) -> Self {
        Self::manifest(manifest_2004(inside, RESOURCE_2004))
    }

    fn within(mut self, shrink: impl FnOnce(&mut Limits)) -> Self {
        shrink(&mut self.limits);
        self
    }

    fn beside(mut self, beside: &'static [CheckId]) -> Self {
        self.beside = beside;
        self
    }

    pub(crate) fn import(&self) -> ImportReport {
        package_import::import(Cursor::new(&self.archive), &self.limits).unwrap()
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.fold(String::new(), |listed, name| {
        listed + r#"<file href=""# + name + r#""/>"#
    })
}

/// The package for a check.
pub(crate) fn of(check: CheckId) -> Fixture {
    archive(check)
        .or_else(|| kind(check))
        .or_else(|| document(check))
        .or_else(|| manifest(check))
        .or_else(|| sequencing(check))
        .or_else(|| files(check))
        .or_else(|| pages(check))
        .unwrap_or_else(|| panic!("no fixture for `{check}`"))
}

fn extra(change: impl FnOnce(&mut Entry)) -> Fixture {
    Fixture::unlisted(Entry::new("extra.txt", "x").but(change))
}

fn archive(check: CheckId) -> Option<Fixture> {
    let whole = || zip(&good_entries()).into_inner();
    Some(match check {
        CheckId::NotAZip => Fixture::bytes(b"%PDF-1.7 and so on".to_vec()),
        CheckId::ArchiveEmpty => Fixture::of(&[]),
        CheckId::ArchiveDamaged => {
            let whole = whole();
            Fixture::bytes(whole[..whole.len() - 30].to_vec())
        }
        CheckId::FileDamaged => {
            let mut entries = good_entries();
            entries[1].crc32 ^= 1;
            Fixture::of(&entries)
        }
        CheckId::PathEscapes => Fixture::unlisted(Entry::new("../x.txt", "x")),
        CheckId::PathAbsolute => Fixture::unlisted(Entry::new("C:/x.txt", "x")),
        CheckId::PathControlCharacter => Fixture::unlisted(Entry::new("a\u{1}.txt", "x")),
        CheckId::PathTooLong => Fixture::unlisted(Entry::new("a".repeat(600), "x")),
        CheckId::PathTooDeep => Fixture::unlisted(Entry::new("a/".repeat(40) + "a", "x")),
        CheckId::SpecialEntry => extra(|it| it.external_attributes = 0o120_777 << 16),
        CheckId::DuplicateEntry => Fixture::unlisted(Entry::new("index.html", PAGE)),
        CheckId::UnicodeTwins => Fixture::files(vec![
            ("š.txt", Entry::new("š.txt", "x")),
            ("š.txt", Entry::new("s\u{30C}.txt", "x")),
        ]),
        CheckId::FileIsAlsoFolder => Fixture::files(vec![
            ("a", Entry::new("a", "x")),
            ("a/b.txt", Entry::new("a/b.txt", "x")),
        ]),
        CheckId::OverlappingEntries => overlapping(),
        CheckId::SizesDisagree => extra(|it| it.local_name = Some(b"other.txt".to_vec())),
        CheckId::Encrypted => extra(|it| it.flags |= 1),
        CheckId::UnknownCompression => extra(|it| it.method = 12),
        CheckId::SeveralDisks => {
            let end = End {
                disk: 1,
                ..End::default()
            };
            Fixture::bytes(zip_ending(&good_entries(), &end).into_inner())
        }
        CheckId::ArchiveTooLarge => Fixture::bytes(whole()).within(|it| it.archive_bytes = 10),
        CheckId::TooManyFiles => Fixture::bytes(whole()).within(|it| it.entries = 1),
        CheckId::TooLarge => Fixture::bytes(whole()).within(|it| it.total_bytes = 10),
        CheckId::FileTooLarge => {
            Fixture::unlisted(Entry::new("a.bin", vec![7; 9000])).within(|it| it.file_bytes = 5000)
        }
        CheckId::CompressionBomb => Fixture::unlisted(Entry::new("a.bin", vec![0; 100_000]))
            .within(|it| it.ratio_free_bytes = 5000),
        CheckId::CaseTwins => Fixture::files(vec![
            ("a.txt", Entry::new("a.txt", "x")),
            ("A.txt", Entry::new("A.txt", "x")),
        ]),
        CheckId::ReservedName => Fixture::file("con.txt"),
        CheckId::BackSlashNames => Fixture::files(vec![("a/b.txt", Entry::new("a\\b.txt", "x"))]),
        CheckId::NameEncodingGuessed => {
            let name = WINDOWS_1251.encode("Прва страна.txt").0.into_owned();
            let entry = Entry::new(name, "x").but(|it| it.flags = 0);
            Fixture::files(vec![("Прва страна.txt", entry)])
        }
        CheckId::NestedArchive => Fixture::file("a.zip"),
        CheckId::SystemFiles => Fixture::unlisted(Entry::new("__MACOSX/a.txt", "x")),
        CheckId::ServerScripts => Fixture::file("a.php"),
        _ => return None,
    })
}

/// One long stored file whose data holds the header of the next.
fn overlapping() -> Fixture {
    let page = Entry::stored("index.html", PAGE);
    let inner = zip(std::slice::from_ref(&page)).into_inner();
    let manifest = good_manifest().replace("</resource>", r#"<file href="a.bin"/></resource>"#);
    let manifest = Entry::stored("imsmanifest.xml", manifest);
    let outer = Entry::stored("a.bin", &inner);
    let mut bytes = zip(&[manifest, outer]).into_inner();
    let directory_bytes = 46 + "imsmanifest.xml".len() + 46 + "a.bin".len();
    let directory_at = bytes.len() - 22 - directory_bytes;
    let mut directory = bytes.split_off(directory_at);
    directory.truncate(directory_bytes);
    let inner_at = u32::try_from(directory_at - inner.len()).unwrap();
    let record = 46 + "index.html".len();
    let mut second = inner[inner.len() - 22 - record..inner.len() - 22].to_vec();
    second[42..46].copy_from_slice(&inner_at.to_le_bytes());
    directory.extend(second);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0\x03\0\x03\0");
    bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(directory_at).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    Fixture::bytes(bytes)
}

fn kind(check: CheckId) -> Option<Fixture> {
    let below = |folder: &str| {
        vec![
            Entry::new(format!("{folder}/imsmanifest.xml"), good_manifest()),
            Entry::new(format!("{folder}/index.html"), PAGE),
        ]
    };
    Some(match check {
        CheckId::ManifestMissing => Fixture::named(&["readme.txt"]),
        CheckId::ManifestInFolder => {
            let mut entries = below("course");
            entries.push(Entry::new("readme.txt", "x"));
            Fixture::of(&entries)
        }
        CheckId::SeveralManifests => {
            let mut entries = below("one");
            entries.extend(below("two"));
            Fixture::of(&entries)
        }
        CheckId::NestedManifest => {
            Fixture::unlisted(Entry::new("old/imsmanifest.xml", good_manifest()))
        }
        CheckId::ManifestNameCase => {
            let mut entries = good_entries();
            entries[0] = Entry::new("IMSManifest.XML", good_manifest());
            Fixture::of(&entries)
        }
        CheckId::WrappedInFolder => Fixture::of(&below("course")),
        CheckId::KindScorm11 => Fixture::replaced(">1.2<", ">1.1<"),
        CheckId::KindHtmlExport => Fixture::named(&["index.html", "a.js"]),
        CheckId::KindCmi5 => Fixture::named(&["cmi5.xml", "index.html"]),
        CheckId::KindTinCan => Fixture::named(&["tincan.xml", "index.html"]),
        CheckId::KindH5p => Fixture::named(&["h5p.json", "content/content.json"]),
        CheckId::KindMoodleBackup => Fixture::named(&["moodle_backup.xml"]),
        CheckId::KindQti => Fixture::manifest(
            r#"<manifest xml:lang="sr"><resources><resource identifier="R" type="imsqti_item_xmlv2p1" href="index.html"/></resources></manifest>"#,
        ),
        CheckId::KindCommonCartridge => Fixture::replaced("ADL SCORM", "IMS Common Cartridge"),
        CheckId::KindAicc => Fixture::named(&["a.cst"]),
        CheckId::KindOfficeDocument => {
            Fixture::named(&["[Content_Types].xml", "word/document.xml"])
        }
        CheckId::KindSourceProject => Fixture::named(&["[Content_Types].xml", "story/story.xml"]),
        CheckId::KindZipInZip => Fixture::named(&["kurs.zip"]).beside(&[CheckId::NestedArchive]),
        CheckId::KindContentPackage => Fixture::manifest(
            good_manifest()
                .replace(
                    "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>",
                    "",
                )
                .replace(r#" adlcp:scormtype="sco""#, ""),
        ),
        CheckId::SchemaVersionMissing => {
            Fixture::replaced("<schemaversion>1.2</schemaversion>", "")
        }
        CheckId::SchemaVersionUnknown => Fixture::replaced(">1.2<", ">3.0<"),
        _ => return None,
    })
}

fn document(check: CheckId) -> Option<Fixture> {
    let good = || Fixture::manifest(good_manifest());
    Some(match check {
        CheckId::ManifestTooLarge => good().within(|it| it.manifest_bytes = 100),
        CheckId::ManifestEncoding => Fixture::manifest(WINDOWS_1251.encode(&good_manifest()).0),
        CheckId::ManifestOldEncoding => {
            let manifest = good_manifest().replace("UTF-8", "windows-1251");
            Fixture::manifest(WINDOWS_1251.encode(&manifest).0)
        }
        CheckId::ManifestDoctype => Fixture::replaced("<manifest", "<!DOCTYPE m><manifest"),
        CheckId::ManifestEntity => Fixture::replaced("Курс", "Курс&nbsp;први"),
        CheckId::ManifestNotWellFormed => Fixture::replaced(" identifierref=", " identifierref "),
        CheckId::ManifestTagUnclosed => Fixture::replaced("</item>", ""),
        CheckId::ManifestCutOff => Fixture::replaced("</manifest>", "</mani"),
        CheckId::ManifestPrefixUnbound => Fixture::replaced("</item>", "<my:thing/></item>"),
        CheckId::ManifestTooDeep => good().within(|it| it.xml_depth = 3),
        CheckId::ManifestTooManyElements => good().within(|it| it.xml_elements = 3),
        CheckId::ManifestRoot => Fixture::manifest("<quiz/>"),
        _ => return None,
    })
}

const SECOND_ITEM: &str =
    r#"<item identifier="J" identifierref="R"><title>Други</title></item></organization>"#;

fn manifest(check: CheckId) -> Option<Fixture> {
    let asset = || RESOURCE.replace(r#""sco""#, r#""asset""#);
    Some(match check {
        CheckId::NoOrganization => Fixture::manifest(
            r#"<manifest xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xml:lang="sr"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations/><resources/></manifest>"#,
        )
        .beside(&[CheckId::FilesUnlisted]),
        CheckId::SeveralOrganizations => Fixture::replaced(
            "</organization>",
            r#"</organization><organization identifier="P"><title>Други</title></organization>"#,
        ),
        CheckId::DefaultOrganizationUnknown => {
            Fixture::replaced(r#"default="O""#, r#"default="nowhere""#)
        }
        CheckId::NoItems => Fixture::replaced(ITEM, ""),
        CheckId::TooManyItems => {
            Fixture::replaced("</organization>", SECOND_ITEM).within(|it| it.items = 1)
        }
        CheckId::NothingToLaunch => Fixture::replaced(r#" identifierref="R""#, "")
            .beside(&[CheckId::ItemWithoutResource]),
        CheckId::DuplicateIdentifier => Fixture::replaced(
            "</resource>",
            r#"</resource><resource identifier="R"/>"#,
        ),
        CheckId::IdentifierMissing => Fixture::replaced(r#"<item identifier="I""#, "<item"),
        CheckId::ResourceUnknown => {
            Fixture::replaced(r#"identifierref="R""#, r#"identifierref="nothing""#)
        }
        CheckId::ItemWithoutResource => Fixture::replaced(
            "</organization>",
            r#"<item identifier="J"><title>Други</title></item></organization>"#,
        ),
        CheckId::ClusterWithResource => Fixture::sequenced(&format!(
            r#"<item identifier="C" identifierref="R"><title>Поглавље</title>{ITEM}</item>"#
        )),
        CheckId::DependencyUnknown => Fixture::replaced(
            "</resource>",
            r#"<dependency identifierref="nothing"/></resource>"#,
        ),
        CheckId::ValueInvalid => Fixture::replaced(
            "</item>",
            "<adlcp:masteryscore>many</adlcp:masteryscore></item>",
        ),
        CheckId::OrganizationTitleMissing => Fixture::replaced("<title>Курс</title>", ""),
        CheckId::ItemTitleMissing => Fixture::replaced("<title>Увод</title>", ""),
        CheckId::TitleShortened => {
            Fixture::manifest(good_manifest()).within(|it| it.title_characters = 3)
        }
        CheckId::TitleCharacters => Fixture::replaced("Увод", "Уво\u{202E}д"),
        CheckId::LanguageMissing => Fixture::replaced(r#" xml:lang="sr""#, ""),
        CheckId::MasteryScore => Fixture::replaced(
            "</item>",
            "<adlcp:masteryscore>80</adlcp:masteryscore></item>",
        ),
        CheckId::MasteryOnAsset => {
            let items = format!(
                r#"{ITEM}<item identifier="J" identifierref="A"><title>Други</title><adlcp:masteryscore>80</adlcp:masteryscore></item>"#
            );
            let second = asset().replace(r#"identifier="R""#, r#"identifier="A""#);
            Fixture::manifest(manifest_12(&items, &format!("{RESOURCE}{second}")))
                .beside(&[CheckId::MasteryScore])
        }
        CheckId::NoSco => Fixture::manifest(manifest_12(ITEM, &asset())),
        CheckId::PrerequisitesNotEnforced => Fixture::replaced(
            "</item>",
            "<adlcp:prerequisites type=\"aicc_script\">A&amp;B</adlcp:prerequisites></item>",
        ),
        _ => return None,
    })
}

/// An item whose sequencing is this.
fn item(identifier: &str, sequencing: &str) -> String {
    format!(
        r#"<item identifier="{identifier}" identifierref="R"><title>Део</title><imsss:sequencing>{sequencing}</imsss:sequencing></item>"#
    )
}

fn root(sequencing: &str) -> String {
    format!("<imsss:sequencing>{sequencing}</imsss:sequencing>")
}

fn sequencing(check: CheckId) -> Option<Fixture> {
    let uncounted = r#"<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0"/>"#;
    Some(match check {
        CheckId::SequencingReferenceUnknown => Fixture::sequenced(
            r#"<item identifier="I" identifierref="R"><title>Део</title><imsss:sequencing IDRef="nothing"/></item>"#,
        ),
        CheckId::ObjectiveUnknown => Fixture::sequenced(&item(
            "I",
            r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="nothing" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>"#,
        )),
        CheckId::NeverStarts => Fixture::sequenced(&format!(
            "{ITEM}{}",
            root(r#"<imsss:controlMode choice="false" flow="false"/>"#)
        )),
        CheckId::AlwaysDisabled => Fixture::sequenced(&format!(
            "{ITEM}{}",
            item(
                "J",
                r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules>"#
            )
        )),
        CheckId::SelectsNothing => Fixture::sequenced(&format!(
            "{ITEM}{}",
            root(r#"<imsss:randomizationControls selectionTiming="once" selectCount="0"/>"#)
        ))
        .beside(&[CheckId::NeverCompletes]),
        CheckId::RollupNeverHolds => Fixture::sequenced(&format!(
            "{ITEM}{}",
            root(
                r#"<imsss:rollupRules><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2"><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>"#
            )
        )),
        CheckId::MeasureNeverKnown => Fixture::sequenced(&format!(
            "{}{}",
            item("I", r#"<imsss:rollupRules objectiveMeasureWeight="0"/>"#),
            root(
                r#"<imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"/></imsss:objectives>"#
            )
        )),
        CheckId::ProgressNeverKnown => Fixture::sequenced(
            r#"<adlcp:completionThreshold completedByMeasure="true"/><item identifier="I" identifierref="R"><title>Део</title><adlcp:completionThreshold progressWeight="0"/></item>"#,
        ),
        CheckId::NeverCompletes => Fixture::sequenced(&item("I", uncounted)),
        CheckId::AssetAwaited => {
            let second = RESOURCE_2004
                .replace(r#"identifier="R""#, r#"identifier="A""#)
                .replace(r#""sco""#, r#""asset""#);
            let awaited = item(
                "J",
                r#"<imsss:deliveryControls completionSetByContent="true"/>"#,
            );
            let items = format!("{ITEM}{}", awaited.replace(r#""R""#, r#""A""#));
            Fixture::manifest(manifest_2004(&items, &format!("{RESOURCE_2004}{second}")))
        }
        _ => return None,
    })
}

fn files(check: CheckId) -> Option<Fixture> {
    let launch =
        |href: &str| Fixture::replaced(r#" href="index.html">"#, &format!(r#" href="{href}">"#));
    let lists = |href: &str| {
        Fixture::replaced(
            r#"<file href="index.html"/>"#,
            &format!(r#"<file href="index.html"/><file href="{href}"/>"#),
        )
    };
    Some(match check {
        CheckId::LaunchUnsafe => launch("javascript:alert(1)"),
        CheckId::LaunchOutside => launch("https://example.org/"),
        CheckId::LaunchEscapes => launch("../index.html"),
        CheckId::LaunchFileMissing => launch("missing.html"),
        CheckId::ResourceWithoutHref => Fixture::replaced(r#" href="index.html">"#, ">"),
        CheckId::FilesMissing => lists("missing.js"),
        CheckId::FileReferenceInvalid => lists("../x.js"),
        CheckId::FileCaseDiffers => lists("INDEX.html"),
        CheckId::HrefBackSlashes => lists(".\\index.html"),
        CheckId::FilesUnlisted => Fixture::unlisted(Entry::new("extra.txt", "x")),
        CheckId::OutsideHosts => Fixture::page(
            r#"<script src="https://cdn.example.org/a.js"></script>"#,
            &[],
        ),
        CheckId::MixedContent => Fixture::page(
            r#"<script src="http://cdn.example.org/a.js"></script>"#,
            &[],
        ),
        CheckId::Flash => Fixture::file("igra.swf"),
        CheckId::FlashBesideHtml5 => Fixture::files(vec![
            ("a.swf", Entry::new("a.swf", "x")),
            ("a.mp3", Entry::new("a.mp3", "x")),
        ]),
        CheckId::JavaApplets => Fixture::page(r#"<applet code="A"></applet>"#, &[]),
        CheckId::Plugins => Fixture::file("igra.xap"),
        CheckId::VideoWithoutCaptions => Fixture::file("film.mp4"),
        _ => return None,
    })
}

fn pages(check: CheckId) -> Option<Fixture> {
    let page = |content: &[u8]| {
        Fixture::of(&[
            Entry::new("imsmanifest.xml", good_manifest()),
            Entry::new("index.html", content),
        ])
    };
    Some(match check {
        CheckId::PageEncoding => page(&WINDOWS_1251.encode(PAGE).0),
        CheckId::PageLanguageMissing => page(PAGE.replace(r#" lang="sr""#, "").as_bytes()),
        CheckId::PageTitleMissing => page(PAGE.replace("Увод", "").as_bytes()),
        CheckId::PageFilesMissing => Fixture::page(r#"<script src="missing.js"></script>"#, &[]),
        CheckId::PageCaseDiffers => {
            Fixture::page(r#"<script src="A.js"></script>"#, &[("a.js", "x")])
        }
        CheckId::ImagesWithoutText => Fixture::page(r#"<img src="a.png">"#, &[("a.png", "x")]),
        CheckId::ContrastLow => Fixture::page(
            r#"<link rel="stylesheet" href="a.css">"#,
            &[("a.css", "p { color: #999; background: #ccc }")],
        ),
        CheckId::FirstPageHeavy => Fixture::page(
            r#"<img src="a.png" alt="">"#,
            &[("a.png", &"x".repeat(5000))],
        )
        .within(|it| it.first_page_bytes = 5000),
        CheckId::ScoWithoutCalls => page(PAGE.replace("LMSInitialize", "start").as_bytes()),
        _ => return None,
    })
}
