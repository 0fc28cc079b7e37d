//! What two versions of a package say of each other.

use package_import::{
    CoursePackage, Difference,
    difference::{Change, Fate, FileMark, Kept, Side, Weight, difference},
    package::ItemKind,
};

use crate::{accepted, import, manifest_12, manifest_2004, zip_builder::Entry};

/// A package, and the hash of each of its files by path.
struct Version {
    package: CoursePackage,
    files: Vec<(String, String, u64)>,
}

impl Version {
    fn new(manifest: &str, files: &[(&str, &str)]) -> Self {
        let mut entries = vec![Entry::new("imsmanifest.xml", manifest)];
        entries.extend(files.iter().map(|(path, text)| Entry::new(*path, *text)));
        let content = |path: &str| {
            let found = files.iter().find(|(it, _)| *it == path);
            found.map_or(manifest, |(_, text)| *text).to_owned()
        };
        let package = accepted(import(&entries));
        let files = package
            .files
            .iter()
            .map(|it| (it.path.clone(), content(&it.path), it.size_bytes))
            .collect();
        Self { package, files }
    }

    fn against(&self, before: &Self) -> Difference {
        let (old, new) = (before.marks(), self.marks());
        let side = |version, files| Side {
            package: version,
            files,
        };
        difference(side(&before.package, &old), side(&self.package, &new))
    }

    /// The content itself stands for its hash.
    fn marks(&self) -> Vec<FileMark<'_>> {
        self.files
            .iter()
            .map(|(path, hash, size_bytes)| FileMark {
                path,
                hash,
                size_bytes: *size_bytes,
            })
            .collect()
    }
}

/// Items by identifier, title and mastery score; each starts with `IDENTIFIER.html`.
fn version_12(items: &[(&str, &str, Option<u32>)], more: &[(&str, &str)]) -> Version {
    let (mut tree, mut resources, mut files) = (String::new(), String::new(), Vec::new());
    for (id, title, mastery) in items {
        let mastery = mastery.map_or(String::new(), |it| {
            format!("<adlcp:masteryscore>{it}</adlcp:masteryscore>")
        });
        let item = format!(
            r#"<item identifier="{id}" identifierref="R{id}"><title>{title}</title>{mastery}</item>"#
        );
        tree.push_str(&item);
        let resource = format!(
            r#"<resource identifier="R{id}" type="webcontent" adlcp:scormtype="sco" href="{id}.html"><file href="{id}.html"/></resource>"#
        );
        resources.push_str(&resource);
        files.push(format!("{id}.html"));
    }
    let mut all: Vec<(&str, &str)> = files.iter().map(|it| (it.as_str(), "page")).collect();
    all.retain(|(path, _)| !more.iter().any(|(it, _)| it == path));
    all.extend(more);
    Version::new(&manifest_12(&tree, &resources), &all)
}

fn fate<'a>(difference: &'a Difference, identifier: &str) -> &'a Fate {
    let found = difference
        .items
        .iter()
        .find(|it| it.identifier == identifier);
    &found.unwrap().fate
}

fn kept<'a>(difference: &'a Difference, identifier: &str) -> &'a Kept {
    match fate(difference, identifier) {
        Fate::Kept(kept) => kept,
        other => panic!("{identifier}: {other:?}"),
    }
}

#[test]
fn a_version_that_was_sent_again_is_no_other() {
    let items = [("A", "First", Some(70)), ("B", "Second", None)];
    let (before, now) = (version_12(&items, &[]), version_12(&items, &[]));

    let difference = now.against(&before);

    assert!(difference.is_none());
    assert!(difference.keeps_every_item());
    assert_eq!(difference.files.same.files, 3);
}

#[test]
fn items_are_told_apart_by_their_identifiers() {
    let before = version_12(
        &[
            ("A", "First", Some(70)),
            ("B", "Second", None),
            ("C", "Third", None),
        ],
        &[],
    );
    let now = version_12(
        &[
            ("A", "The first", Some(80)),
            ("D", "Second", None),
            ("E", "Quite new", None),
        ],
        &[],
    );

    let difference = now.against(&before);

    let first = kept(&difference, "A");
    assert_eq!(first.title.now, "The first");
    assert_eq!(first.title.before, "First");
    let passing = Change {
        before: Some(70.0),
        now: Some(80.0),
    };
    assert_eq!(first.passing_percent, passing);
    assert!(!first.is_moved && !first.is_same());
    let renumbered = Fate::New {
        likely_was: Some("B".into()),
    };
    assert_eq!(fate(&difference, "D"), &renumbered);
    assert_eq!(fate(&difference, "E"), &Fate::New { likely_was: None });
    assert_eq!(fate(&difference, "B"), &Fate::Gone);
    let order: Vec<&str> = difference
        .items
        .iter()
        .map(|it| it.identifier.as_str())
        .collect();
    assert_eq!(order, ["A", "D", "E", "B", "C"]);
    assert!(!difference.keeps_every_item());
}

#[test]
fn files_are_counted_and_weighed_by_what_became_of_them() {
    let items = [("A", "First", None)];
    let before = version_12(
        &items,
        &[
            ("A.html", "old"),
            ("gone.css", "1234567"),
            ("same.js", "12"),
        ],
    );
    let now = version_12(
        &items,
        &[("A.html", "newer"), ("new.css", "123"), ("same.js", "12")],
    );

    let difference = now.against(&before);

    let files = difference.files;
    let weight = |files, size_bytes| Weight { files, size_bytes };
    assert_eq!(files.changed, weight(1, 5));
    assert_eq!(files.gone, weight(1, 7));
    assert_eq!(files.new, weight(1, 3));
    assert_eq!(files.same.files, 2, "the script and the manifest");
    assert!(kept(&difference, "A").starts_otherwise);
    let shrunk = difference.size_bytes.before - difference.size_bytes.now;
    assert_eq!(shrunk, 2 + 4 - 4, "3 became 5, and 7 became 3");
}

#[test]
fn an_item_under_another_parent_is_moved_and_one_before_another_reordered() {
    let resources = |ids: &[&str]| {
        ids.iter()
            .map(|id| {
                format!(
                    r#"<resource identifier="R{id}" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/></resource>"#
                )
            })
            .collect::<Vec<_>>()
            .concat()
    };
    let item = |id: &str| {
        format!(r#"<item identifier="{id}" identifierref="R{id}"><title>{id}</title></item>"#)
    };
    let inside = |what: &str| format!(r#"<item identifier="P"><title>Part</title>{what}</item>"#);
    let version = |tree: String| {
        Version::new(
            &manifest_12(&tree, &resources(&["A", "B"])),
            &[("a.html", "page")],
        )
    };
    let before = version(item("A") + &item("B"));

    let moved = version(item("A") + &inside(&item("B"))).against(&before);
    let turned = version(item("B") + &item("A")).against(&before);

    assert!(kept(&moved, "B").is_moved && !kept(&moved, "A").is_moved);
    assert!(!moved.reordered && moved.keeps_every_item());
    assert!(turned.reordered && !kept(&turned, "B").is_moved);
    assert!(!turned.is_none());
}

#[test]
fn another_kind_of_item_or_of_standard_keeps_no_place() {
    let tree = r#"<item identifier="A" identifierref="RA"><title>A</title></item>"#;
    let resource = |kind: &str| {
        format!(
            r#"<resource identifier="RA" type="webcontent" adlcp:scormtype="{kind}" href="a.html"><file href="a.html"/></resource>"#
        )
    };
    let files = [("a.html", "page")];
    let sco = Version::new(&manifest_12(tree, &resource("sco")), &files);
    let asset = Version::new(&manifest_12(tree, &resource("asset")), &files);
    let later = resource("sco").replace("scormtype", "scormType");
    let later = Version::new(&manifest_2004(tree, &later), &files);

    let became_asset = asset.against(&sco);
    let became_2004 = later.against(&sco);

    assert_eq!(kept(&became_asset, "A").kind.now, ItemKind::Asset);
    assert!(!became_asset.keeps_every_item());
    assert!(!became_2004.keeps_every_item());
    assert_eq!(became_2004.kind.now.name(), "SCORM 2004 4th Edition");
}

#[test]
fn scorm_2004_says_what_is_needed_as_measures() {
    let tree = |passing: &str, completion: &str| {
        format!(
            r#"<item identifier="A" identifierref="RA"><title>A</title>
            <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="{completion}"/>
            <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="P" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>{passing}</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>"#
        )
    };
    let resource = r#"<resource identifier="RA" type="webcontent" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource>"#;
    let version = |passing: &str, completion: &str| {
        Version::new(
            &manifest_2004(&tree(passing, completion), resource),
            &[("a.html", "page")],
        )
    };

    let difference = version("0.8", "1.0").against(&version("0.7", "0.5"));

    let kept = kept(&difference, "A");
    assert_eq!(kept.passing_percent.before, Some(70.0));
    assert_eq!(kept.passing_percent.now, Some(80.0));
    assert_eq!(kept.completion_percent.before, Some(50.0));
    assert_eq!(kept.completion_percent.now, Some(100.0));
}
