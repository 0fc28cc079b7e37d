//! How long an import takes: a package of 50 MB, and a manifest of 2,500 items.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Write as _};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use package_import::{Limits, import, import_with};
use zip::write::{SimpleFileOptions, ZipWriter};

fn manifest(items: usize) -> String {
    let mut listed = String::new();
    for index in 0..items {
        write!(
            listed,
            r#"<item identifier="I{index}" identifierref="R"><title>Лекција {index}</title><imsss:sequencing><imsss:controlMode flow="true"/><imsss:objectives><imsss:primaryObjective objectiveID="o" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="urn:g{index}" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>"#
        )
        .expect("a string takes everything");
    }
    format!(
        r#"<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xml:lang="sr"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata><organizations default="O"><organization identifier="O"><title>Курс</title>{listed}</organization></organizations><resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="index.html"/></resources></manifest>"#
    )
}

/// Bytes that a compressor can do little with, as in pictures and films.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(name.as_str(), SimpleFileOptions::default())
            .expect("memory takes everything");
        writer.write_all(content).expect("memory takes everything");
    }
    writer
        .finish()
        .expect("memory takes everything")
        .into_inner()
}

/// 50 MB as tools make them: a film, pictures, and scripts that shrink.
fn package_of_50_mb() -> Vec<u8> {
    let script =
        "function step(n) { return document.getElementById('slide-' + n); }\n".repeat(3000);
    let mut files = vec![
        ("imsmanifest.xml".to_owned(), manifest(10).into_bytes()),
        ("index.html".to_owned(), b"<!doctype html>".to_vec()),
        ("media/film.mp4".to_owned(), noise(30 << 20)),
    ];
    for index in 0..150 {
        files.push((format!("media/{index}.jpg"), noise(100 << 10)));
    }
    for index in 0..50 {
        files.push((
            format!("js/{index}.js"),
            format!("{index}{script}").into_bytes(),
        ));
    }
    archive(&files)
}

/// A course with 2,500 items in chapters, each with a page of its own: lists of
/// files, rules and rollup as sequenced courses have them.
fn course_of_2500_items() -> Vec<u8> {
    let (mut items, mut resources) = (String::new(), String::new());
    let mut files = vec![("shared/style.css".to_owned(), b"p { color: #333 }".to_vec())];
    for chapter in 0..50 {
        write!(
            items,
            r#"<item identifier="C{chapter}"><title>Поглавље {chapter}</title>"#
        )
        .expect("a string takes everything");
        for index in 0..50 {
            let page = format!("pages/{chapter}/{index}.html");
            write!(
                items,
                r#"<item identifier="I{chapter}-{index}" identifierref="R{chapter}-{index}"><title>Лекција {index}</title><imsss:sequencing IDRef="usual"/></item>"#
            )
            .expect("a string takes everything");
            write!(
                resources,
                r#"<resource identifier="R{chapter}-{index}" type="webcontent" adlcp:scormType="sco" href="{page}"><file href="{page}"/><file href="shared/style.css"/></resource>"#
            )
            .expect("a string takes everything");
            files.push((page, b"<!doctype html><html lang=\"sr\"><title>x</title><link rel=\"stylesheet\" href=\"../../shared/style.css\"><script>API_1484_11</script>".to_vec()));
        }
        items.push_str("</item>");
    }
    let usual = r#"<imsss:sequencingCollection><imsss:sequencing ID="usual"><imsss:controlMode flow="true"/><imsss:rollupRules><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="1"><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules></imsss:sequencing></imsss:sequencingCollection>"#;
    let manifest = format!(
        r#"<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xml:lang="sr"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata><organizations default="O"><organization identifier="O"><title>Курс</title>{items}</organization></organizations><resources>{resources}</resources>{usual}</manifest>"#
    );
    files.insert(0, ("imsmanifest.xml".to_owned(), manifest.into_bytes()));
    archive(&files)
}

fn benches(criterion: &mut Criterion) {
    let limits = Limits::default();
    let package = package_of_50_mb();
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(package.len() as u64));
    group.bench_function("50 MB", |bencher| {
        bencher.iter(|| {
            let report = import_with(Cursor::new(&package), &limits, |_, content| {
                std::io::copy(content, &mut std::io::sink()).map(|_| ())
            })
            .expect("memory does not fail");
            assert!(report.is_publishable(), "{:?}", report.findings);
            black_box(report)
        });
    });
    group.finish();

    // Beside the import: only the XML of the same manifest, and a tenth of it.
    let text = manifest(2500);
    criterion.bench_function("XML of 2,500 items, only read", |bencher| {
        bencher.iter(|| {
            let mut reader = quick_xml::Reader::from_str(&text);
            let mut events = 0_usize;
            while !matches!(
                reader.read_event().expect("it is well-formed"),
                quick_xml::events::Event::Eof
            ) {
                events += 1;
            }
            black_box(events)
        });
    });
    for items in [250, 2500] {
        let files = [
            ("imsmanifest.xml".to_owned(), manifest(items).into_bytes()),
            ("index.html".to_owned(), b"<!doctype html>".to_vec()),
        ];
        let package = archive(&files);
        import_of(criterion, &format!("import of {items} items"), &package);
    }
    let package = course_of_2500_items();
    let name = "import of 2500 items with 2,500 pages";
    import_of(criterion, name, &package);
}

fn import_of(criterion: &mut Criterion, name: &str, package: &[u8]) {
    let limits = Limits::default();
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| {
            let report = import(Cursor::new(package), &limits).expect("memory does not fail");
            assert!(report.is_publishable(), "{:?}", report.findings);
            black_box(report)
        });
    });
}

criterion_group!(import_benches, benches);
criterion_main!(import_benches);
