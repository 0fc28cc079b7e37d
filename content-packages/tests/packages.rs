//! Every package builds, the same way each time, and is what its manifest says.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

fn archive(name: &str) -> ZipArchive<Cursor<Vec<u8>>> {
    ZipArchive::new(Cursor::new(content_packages::zip(name).unwrap())).unwrap()
}

fn names_in(name: &str) -> BTreeSet<String> {
    archive(name)
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn text_of(name: &str, file: &str) -> String {
    let mut text = String::new();
    let mut archive = archive(name);
    archive
        .by_name(file)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn listed_in_manifest(name: &str) -> BTreeSet<String> {
    let manifest = text_of(name, "imsmanifest.xml");
    manifest
        .split("<file href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn each_zip_has_the_same_bytes_every_time() {
    let sisters = content_packages::broken().unwrap();
    let names = content_packages::names().iter().copied();
    for name in names.chain(sisters.iter().map(|sister| sister.name.as_str())) {
        let first = content_packages::zip(name).unwrap();
        assert!(first.len() > 1000, "{name} is empty");
        assert_eq!(first, content_packages::zip(name).unwrap(), "{name}");
    }
}

#[test]
fn each_manifest_lists_exactly_the_files_of_its_package() {
    for name in content_packages::names() {
        let mut present = names_in(name);
        assert!(present.remove("imsmanifest.xml"), "{name}");
        assert_eq!(present, listed_in_manifest(name), "{name}");
    }
}

#[test]
fn no_module_loads_anything_from_another_host() {
    // Names of XML namespaces are not loaded; they stand in the manifest and in art.js.
    let namespaces = ["http://www.w3.org/2000/svg"];
    for name in content_packages::names() {
        for file in names_in(name) {
            if file == "imsmanifest.xml" {
                continue;
            }
            let mut text = text_of(name, &file);
            for namespace in namespaces {
                text = text.replace(namespace, "");
            }
            assert!(!text.contains("://"), "{name}: {file} names a host");
        }
    }
}

#[test]
fn an_unknown_name_is_refused() {
    assert!(matches!(
        content_packages::zip("nothing"),
        Err(content_packages::BuildError::NoSuchPackage(name)) if name == "nothing"
    ));
}

#[test]
fn a_sister_differs_from_its_base() {
    let sisters = content_packages::broken().unwrap();
    assert!(sisters.len() >= 10);
    for sister in sisters {
        let broken = content_packages::zip(&sister.name).unwrap();
        assert_ne!(broken, content_packages::zip(&sister.base).unwrap());
        assert!(!sister.fault_sr.is_empty() && !sister.fault_en.is_empty());
    }
}

#[test]
fn the_builder_writes_a_name_that_escapes() {
    assert!(names_in("path-escapes").contains("../../obuka-outside.txt"));
}
