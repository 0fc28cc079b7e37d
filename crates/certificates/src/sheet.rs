//! Facts and a face to the plain texts that the template sets.

use serde::Serialize;

use crate::{
    faces::{Face, Words},
    facts::{Accreditation, CertificateFacts},
    qr,
    typesetting::{Identity, RenderError, Template, clean, lay_out, printable, write_pdf},
    words,
};

/// The certificate as PDF: A4 landscape, one page, and a reverse if there are
/// outcomes or rules to print. Tagged, PDF/UA-1 unless the facts have a sign that
/// no font has; the same facts and face make the same bytes.
pub fn render_pdf(facts: &CertificateFacts, face: Face) -> Result<Vec<u8>, RenderError> {
    let document = set(facts, face)?;
    let ident = format!("{}/{}", facts.number, facts.check_code);
    let identity = Identity {
        ident: &ident,
        made_at: facts.issued_at,
    };
    write_pdf(&document, &identity)
}

fn set(facts: &CertificateFacts, face: Face) -> Result<typst_layout::PagedDocument, RenderError> {
    let findings = facts.findings();
    if !findings.is_empty() {
        return Err(RenderError::Facts(findings));
    }
    let sheet = Sheet::new(facts, face);
    let qr = qr::svg(&facts.check_url).ok_or(RenderError::AddressTooLong)?;
    let pages = if sheet.reverse.is_some() { 2 } else { 1 };
    let document = lay_out(Template::Certificate, &sheet, Some(qr))?;
    if document.pages().len() == pages {
        Ok(document)
    } else {
        Err(RenderError::DoesNotFit)
    }
}

/// What the template reads. Every text is final.
#[derive(Serialize)]
struct Sheet {
    lang: &'static str,
    region: &'static str,
    /// The PDF's title.
    title: String,
    authority: Option<String>,
    issuer: String,
    heading: String,
    number: String,
    number_label: String,
    lead: String,
    person: String,
    affiliation: Option<String>,
    statement: String,
    programme: String,
    /// Its field, and who decided.
    accreditation: Option<[String; 2]>,
    particulars: Vec<Particular>,
    place_and_date: String,
    signatories: Vec<SignatureLine>,
    stamp: String,
    check_lead: String,
    check_address: String,
    check_code_label: String,
    check_code: String,
    qr_alt: String,
    reverse: Option<Reverse>,
}

#[derive(Serialize)]
struct Particular {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct SignatureLine {
    name: String,
    post: String,
}

#[derive(Serialize)]
struct Reverse {
    heading: String,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    heading: String,
    items: Vec<String>,
    text: Option<String>,
}

impl Sheet {
    fn new(facts: &CertificateFacts, face: Face) -> Self {
        let kind = facts.kind();
        let words = |words: &Words| printable(&words.in_face(face));
        let person = printable(facts.person.in_face(face));
        let number = facts.number.to_string();
        Self {
            lang: if face == Face::En { "en" } else { "sr" },
            region: if face == Face::En { "GB" } else { "RS" },
            title: format!("{} {number}, {person}", words::name(kind, face)),
            authority: facts.issuer.authority.as_ref().map(words),
            issuer: words(&facts.issuer.name),
            heading: words::heading(kind, face),
            number_label: face.say("број", "No."),
            lead: words::lead(kind, face),
            affiliation: affiliation(facts, face),
            statement: words::statement(kind, face),
            programme: words(&facts.programme.title),
            accreditation: facts.accreditation.as_ref().map(|it| accredited(it, face)),
            particulars: particulars(facts, face),
            place_and_date: format!("{}, {}", words(&facts.place), face.date(facts.issued_on)),
            signatories: facts
                .signatories
                .iter()
                .map(|signatory| SignatureLine {
                    name: printable(signatory.name.in_face(face)),
                    post: words(&signatory.post),
                })
                .collect(),
            stamp: face.say("М. П.", "Seal"),
            check_lead: face.say("Провера веродостојности:", "Check this document at:"),
            check_address: clean(&facts.check_url),
            check_code_label: face.say("Код за проверу:", "Check code:"),
            check_code: facts.check_code.to_string(),
            qr_alt: format!(
                "{} {}",
                face.say(
                    "QR код са адресом за проверу:",
                    "QR code with the address for checking:"
                ),
                clean(&facts.check_url)
            ),
            reverse: reverse(facts, face, &number),
            number,
            person,
        }
    }
}

fn affiliation(facts: &CertificateFacts, face: Face) -> Option<String> {
    let parts: Vec<String> = [&facts.post, &facts.organisation]
        .into_iter()
        .flatten()
        .map(|words| printable(&words.in_face(face)))
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Fixed words are put into their script first, and the texts of people joined
/// to them afterwards.
fn accredited(accreditation: &Accreditation, face: Face) -> [String; 2] {
    let field = printable(&accreditation.field.in_face(face));
    let body = printable(&accreditation.body.in_face(face));
    let date = face.date(accreditation.decided_on);
    let start = face.say(
        "Програм акредитован у области „",
        "Programme accredited in the field “",
    );
    let decided = match accreditation.decision.as_deref().map(printable) {
        None => format!("{} {date}", face.say("решење од", "decision of")),
        Some(decision) => format!(
            "{}\u{a0}{decision} {} {date}",
            face.say("решење бр.", "decision no."),
            face.say("од", "of")
        ),
    };
    let end = face.say("“", "”");
    [format!("{start}{field}{end}"), format!("{body}, {decided}")]
}

fn particulars(facts: &CertificateFacts, face: Face) -> Vec<Particular> {
    let programme = &facts.programme;
    let mut particulars = Vec::new();
    let mut add = |sr: &str, en: &str, value: Option<String>| {
        if let Some(value) = value {
            particulars.push(Particular {
                label: face.say(sr, en),
                value,
            });
        }
    };
    add(
        "обим",
        "duration",
        programme.hours.map(|hours| face.hours(hours)),
    );
    add(
        "време",
        "dates",
        Some(face.period(facts.started_on, facts.ended_on)),
    );
    add(
        "вид обуке",
        "form",
        programme.mode.map(|mode| words::mode(mode, face)),
    );
    let result = facts.result.map(|result| {
        let reached = face.percent(result.percent);
        match result.needed {
            None => reached,
            Some(needed) => format!(
                "{reached} ({}\u{a0}{})",
                face.say("потребно", "needed"),
                face.percent(needed)
            ),
        }
    });
    add("резултат", "result", result);
    add(
        "шифра програма",
        "programme code",
        programme.code.as_deref().map(printable),
    );
    particulars
}

fn reverse(facts: &CertificateFacts, face: Face, number: &str) -> Option<Reverse> {
    let words = |words: &Words| printable(&words.in_face(face));
    let mut sections = Vec::new();
    if !facts.outcomes.is_empty() {
        sections.push(Section {
            heading: face.say("Исходи учења", "Learning outcomes"),
            items: facts.outcomes.iter().map(words).collect(),
            text: None,
        });
    }
    for (text, sr, en) in [
        (&facts.rule, "Услов за издавање", "Condition of issue"),
        (
            &facts.counting_of_hours,
            "Рачунање часова",
            "How hours are counted",
        ),
    ] {
        if let Some(text) = text {
            sections.push(Section {
                heading: face.say(sr, en),
                items: Vec::new(),
                text: Some(words(text)),
            });
        }
    }
    (!sections.is_empty()).then(|| Reverse {
        heading: format!(
            "{} {number}",
            face.say("Прилог уз документ", "Annex to document")
        ),
        sections,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample;
    use crate::{facts::Finding, typesetting::text_of};

    /// The words of each page, without regard to lines.
    fn pages(facts: &CertificateFacts, face: Face) -> Vec<String> {
        let document = set(facts, face).expect("it renders");
        text_of(&document)
            .iter()
            .map(|page| words_of(page))
            .collect()
    }

    fn words_of(text: &str) -> String {
        let text = text.replace('\u{200b}', "").replace('\u{a0}', " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_face_says_the_same_in_its_words() {
        for (face, expected) in [
            (
                Face::SrCyrl,
                [
                    "УВЕРЕЊЕ",
                    "број U-2026-000123",
                    "Љубица Ђорђевић Његован",
                    "саветница за миграције, Центар за социјални рад Панчево",
                    "Програм акредитован у области „заштита података и тајност података“",
                    "решење бр. 151-00-7/2025-01 од 8. јануара 2025.",
                    "16 часова",
                    "12–14. октобар 2026.",
                    "92,5 % (потребно 70 %)",
                    "Пландиште, 14. октобра 2026.",
                    "Џевад Шашић",
                ],
            ),
            (
                Face::SrLatn,
                [
                    "UVERENJE",
                    "broj U-2026-000123",
                    "Ljubica Đorđević Njegovan",
                    "savetnica za migracije, Centar za socijalni rad Pančevo",
                    "Program akreditovan u oblasti „zaštita podataka i tajnost podataka“",
                    "rešenje br. 151-00-7/2025-01 od 8. januara 2025.",
                    "16 časova",
                    "12–14. oktobar 2026.",
                    "92,5 % (potrebno 70 %)",
                    "Plandište, 14. oktobra 2026.",
                    "Dževad Šašić",
                ],
            ),
            (
                Face::En,
                [
                    "CERTIFICATE",
                    "No. U-2026-000123",
                    "Ljubica Đorđević Njegovan",
                    "migration adviser, Centre for Social Work Pančevo",
                    "Programme accredited in the field “data confidentiality”",
                    "decision no. 151-00-7/2025-01 of 8 January 2025",
                    "16 hours",
                    "12–14 October 2026",
                    "92.5% (needed 70%)",
                    "Plandište, 14 October 2026",
                    "Dževad Šašić",
                ],
            ),
        ] {
            let facts = sample::uverenje();
            let pages = pages(&facts, face);
            assert_eq!(pages.len(), 2, "{face:?}");
            for part in expected {
                assert!(
                    pages[0].contains(part),
                    "{face:?}: `{part}` in {}",
                    pages[0]
                );
            }
            let code = facts.check_code.to_string();
            assert!(pages[0].contains(&code), "{}", pages[0]);
            let outcome = words_of(&facts.outcomes[0].in_face(face));
            assert!(pages[1].contains(&outcome), "{}", pages[1]);
        }
    }

    #[test]
    fn a_bare_potvrda_is_one_page_and_says_what_it_is() {
        let pages = pages(&sample::potvrda(), Face::SrCyrl);
        assert_eq!(pages.len(), 1);
        for part in [
            "ПОТВРДА",
            "P-2026-000045",
            "за учешће у програму обуке",
            "14. октобар 2026.",
        ] {
            assert!(pages[0].contains(part), "{part}");
        }
        assert!(!pages[0].contains("УВЕРЕЊЕ"));
    }

    #[test]
    fn code_in_texts_prints_as_it_was_written() {
        for hostile in [
            "#read(\"/etc/passwd\")",
            "#eval(\"1+1\") #panic()",
            "\"><script>alert(1)</script>",
            "*not bold* _nor slanted_ $x^2$ `raw`",
            "= Heading - list + enum / term: x",
            "@label <label> \\u{41} // comment /* other */",
            "{{ 7*7 }} {% raw %} ${jndi:x} %s",
            "'); DROP TABLE person; --",
        ] {
            let mut facts = sample::potvrda();
            facts.programme.title = Words::serbian(hostile);
            facts.person.cyrillic = hostile.to_owned();
            facts.organisation = Some(Words::serbian(hostile));
            let text = &pages(&facts, Face::SrCyrl)[0];
            let expected = words_of(hostile);
            assert_eq!(text.matches(&expected).count(), 3, "{hostile}: {text}");
        }
    }

    #[test]
    fn signs_that_no_font_has_do_not_prevent_a_document() {
        let mut facts = sample::potvrda();
        facts.person.cyrillic = "Ана 👩‍🏫 محمد 王 \u{202e}cba\u{0}".to_owned();
        let pdf = render_pdf(&facts, Face::SrCyrl).expect("an ordinary PDF");
        assert!(pdf.starts_with(b"%PDF-1.7"));
        let text = &pages(&facts, Face::SrCyrl)[0];
        assert!(text.contains("Ана") && text.contains("cba"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{0}']));
    }

    #[test]
    fn the_longest_texts_allowed_fit_on_their_pages() {
        let long =
            |words: &str, length: usize| words.chars().cycle().take(length).collect::<String>();
        let mut facts = sample::uverenje();
        let wide = |length| long("Шљунковити ", length).trim_end().to_owned();
        facts.person.cyrillic = wide(160);
        facts.programme.title = Words::serbian(long("Ж", 300));
        facts.organisation = Some(Words::serbian(wide(200)));
        facts.post = Some(Words::serbian(wide(120)));
        facts.issuer.name = Words::serbian(wide(160));
        facts.issuer.authority = Some(Words::serbian(wide(160)));
        facts.outcomes = vec![Words::serbian(wide(220)); 12];
        facts.rule = Some(Words::serbian(wide(600)));
        facts.counting_of_hours = Some(Words::serbian(wide(500)));
        let mut accreditation = facts.accreditation.take().expect("the sample has one");
        accreditation.field = Words::serbian(wide(160));
        accreditation.body = Words::serbian(wide(160));
        facts.accreditation = Some(accreditation);
        for signatory in &mut facts.signatories {
            signatory.post = Words::serbian(wide(80));
        }
        assert_eq!(facts.findings(), []);
        let pages = pages(&facts, Face::SrCyrl);
        assert_eq!(pages.len(), 2);
        let title = pages[0].chars().filter(|letter| *letter == 'Ж').count();
        assert!(title >= 300, "the title is whole: {title}");
    }

    #[test]
    fn what_cannot_be_printed_is_said_field_by_field() {
        let mut facts = sample::uverenje();
        facts.format = 9;
        facts.person.latin = " \u{200b}".to_owned();
        facts.programme.title = Words::new("a".repeat(301), "b".repeat(100_000));
        facts.outcomes = vec![Words::serbian("x"); 13];
        let expected = [
            Finding::UnknownFormat { format: 9 },
            Finding::Empty {
                field: "person.latin",
            },
            Finding::TooLong {
                field: "programme.title",
                length: 301,
                limit: 300,
            },
            Finding::TooLong {
                field: "programme.title",
                length: 100_000,
                limit: 300,
            },
            Finding::TooMany {
                field: "outcomes",
                count: 13,
                limit: 12,
            },
        ];
        assert_eq!(facts.findings(), expected);
        let error = render_pdf(&facts, Face::En).expect_err("refused");
        assert!(matches!(error, RenderError::Facts(findings) if findings == expected));
    }

    proptest! {
        // Each case is a whole rendering.
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn whatever_people_are_called_there_is_a_document_or_a_finding(
            person in any::<String>(), title in "\\PC{1,120}", organisation in "\\PC{0,60}",
        ) {
            let mut facts = sample::potvrda();
            facts.person.cyrillic = person;
            facts.programme.title = Words::serbian(title);
            facts.organisation = Some(Words::serbian(organisation));
            match render_pdf(&facts, Face::SrCyrl) {
                Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF")),
                Err(error) => prop_assert!(matches!(error, RenderError::Facts(_)), "{}", error),
            }
        }
    }
}
