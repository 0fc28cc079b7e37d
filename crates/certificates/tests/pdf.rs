//! The finished files: the same every time, accessible, and readable by others.

mod sample;

use std::{
    fs,
    process::{Command, Stdio},
};

use certificates::{CertificateFacts, Face, RecordFacts, render_pdf, render_record_pdf};

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// The text as poppler reads it, or `None` where it is not installed.
fn read_by_poppler(pdf: &[u8], name: &str) -> Option<String> {
    let path = std::env::temp_dir().join(format!("obuka-{name}-{}.pdf", std::process::id()));
    fs::write(&path, pdf).expect("the temporary folder is writable");
    let output = Command::new("pdftotext")
        .arg(&path)
        .arg("-")
        .stderr(Stdio::null())
        .output();
    fs::remove_file(&path).expect("it was just written");
    let Ok(output) = output else {
        #[expect(clippy::print_stdout, reason = "a skipped check says so")]
        {
            println!("skipped: pdftotext (poppler-utils) is not installed");
        }
        return None;
    };
    assert!(output.status.success(), "poppler cannot read {name}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let text = text.replace('\u{a0}', " ");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_same_facts_make_the_same_bytes() {
    let facts = sample::uverenje();
    let first = render_pdf(&facts, Face::SrCyrl).expect("it renders");
    // Another document in between, so that nothing carries over.
    let other = render_pdf(&sample::potvrda(), Face::En).expect("it renders");
    let second = render_pdf(&facts, Face::SrCyrl).expect("it renders");
    assert!(first == second, "two renderings differ");
    assert!(first != other);
    let record = sample::record(5);
    let once = render_record_pdf(&record).expect("it renders");
    assert!(once == render_record_pdf(&record).expect("it renders"));
}

#[test]
fn certificates_and_records_are_accessible_pdf() {
    for (face, language) in [
        (Face::SrCyrl, "/Lang(sr-RS)"),
        (Face::SrLatn, "/Lang(sr-RS)"),
        (Face::En, "/Lang(en-GB)"),
    ] {
        for facts in [sample::uverenje(), sample::potvrda()] {
            let pdf = render_pdf(&facts, face).expect("it renders");
            for part in [
                "<pdfuaid:part>1</pdfuaid:part>",
                language,
                "/Marked true",
                "/DisplayDocTitle true",
                "<xmp:CreateDate>2026-10-14T12:30:05",
            ] {
                assert!(contains(&pdf, part), "{face:?}: {part}");
            }
            assert!(contains(&pdf, &facts.number.to_string()));
        }
    }
    let pdf = render_record_pdf(&sample::record(40)).expect("it renders");
    assert!(contains(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn other_readers_find_the_text_and_can_copy_address_and_code() {
    let facts = sample::uverenje();
    for face in [Face::SrCyrl, Face::SrLatn, Face::En] {
        let pdf = render_pdf(&facts, face).expect("it renders");
        let Some(text) = read_by_poppler(&pdf, &format!("{face:?}")) else {
            return;
        };
        let name = match face {
            Face::SrCyrl => &facts.person.cyrillic,
            Face::SrLatn | Face::En => &facts.person.latin,
        };
        for part in [
            name,
            &facts.number.to_string(),
            &facts.check_code.to_string(),
        ] {
            assert!(text.contains(part.as_str()), "{part}: {text}");
        }
        let unbroken: String = text.split_whitespace().collect();
        assert!(unbroken.contains(&facts.check_url), "{unbroken}");
    }
    let record = render_record_pdf(&sample::record(3)).expect("it renders");
    if let Some(text) = read_by_poppler(&record, "record") {
        assert!(
            text.contains("U-2026-000003") && text.contains("страна 1 од 1"),
            "{text}"
        );
    }
}

#[test]
fn facts_and_records_read_back_as_they_were_written() {
    for facts in [sample::uverenje(), sample::potvrda()] {
        let json = serde_json::to_string(&facts).expect("it serialises");
        let again: CertificateFacts = serde_json::from_str(&json).expect("it reads back");
        assert_eq!(again, facts);
        assert!(json.starts_with(r#"{"format":1,"number":""#), "{json}");
    }
    let json = serde_json::to_string(&sample::record(2)).expect("it serialises");
    let again: RecordFacts = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(again, sample::record(2));
}

#[test]
fn facts_with_an_altered_number_or_code_do_not_read() {
    let json = serde_json::to_string(&sample::uverenje()).expect("it serialises");
    for (from, to) in [
        ("U-2026-000123\",\"check", "X-2026-000123\",\"check"),
        ("3141-K6JY", "3141-K6JZ"),
        ("\"format\":1", "\"format\":1,\"extra\":2"),
    ] {
        assert!(json.contains(from), "{from}");
        let altered = json.replacen(from, to, 1);
        assert!(
            serde_json::from_str::<CertificateFacts>(&altered).is_err(),
            "{to}"
        );
    }
}
