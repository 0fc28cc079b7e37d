//! Facts and a face to the plain texts that the template sets.

use serde::Serialize;

use crate::{
    faces::{Face, Words},
    facts::{Accreditation, CertificateFacts},
    qr,
    typesetting::{Identity, RenderError, Template, lay_out, printable, write_pdf},
    words,
};

/// How much smaller everything is set when it does not fit at full size.
const SCALES: [f64; 4] = [1.0, 0.88, 0.76, 0.64];

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
    let mut sheet = Sheet::new(facts, face);
    let qr = qr::svg(&facts.check_url).ok_or(RenderError::AddressTooLong)?;
    let pages = if sheet.reverse.is_some() { 2 } else { 1 };
    for scale in SCALES {
        sheet.scale = scale;
        let document = lay_out(Template::Certificate, &sheet, Some(qr.clone()))?;
        if document.pages().len() == pages {
            return Ok(document);
        }
    }
    Err(RenderError::DoesNotFit)
}

/// What the template reads. Every text is final.
#[derive(Serialize)]
struct Sheet {
    scale: f64,
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
    accreditation: Option<String>,
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
            scale: 1.0,
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
            check_address: printable(&facts.check_url),
            check_code_label: face.say("Код за проверу:", "Check code:"),
            check_code: facts.check_code.to_string(),
            qr_alt: format!(
                "{} {}",
                face.say(
                    "QR код са адресом за проверу:",
                    "QR code with the address for checking:"
                ),
                facts.check_url
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

fn accredited(accreditation: &Accreditation, face: Face) -> String {
    let field = printable(&accreditation.field.in_face(face));
    let body = printable(&accreditation.body.in_face(face));
    let date = face.date(accreditation.decided_on);
    let decision = accreditation.decision.as_deref().map(printable);
    // The texts of people are joined after the fixed words are in their script.
    let (start, middle, end) = (
        face.say(
            "Програм акредитован у области „",
            "Programme accredited in the field “",
        ),
        face.say("“ – ", "” by the "),
        match &decision {
            Some(decision) => format!(
                "{} {decision} {} {date}",
                face.say(", решење бр.", ", decision no."),
                face.say("од", "of")
            ),
            None => format!("{} {date}", face.say(", решење од", ", decision of")),
        },
    );
    format!("{start}{field}{middle}{body}{end}")
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
