//! Invented facts that the tests and the example print.

use certificates::{
    Accreditation, Align, CertificateFacts, CheckCode, Column, DocumentKind, DocumentNumber, Face,
    Issuer, Mode, Percent, PersonName, Programme, Reached, RecordFacts, Signatory, Words,
};
use chrono::{DateTime, NaiveDate, Utc};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn instant() -> DateTime<Utc> {
    "2026-10-14T12:30:05Z".parse().expect("an instant")
}

fn name(cyrillic: &str, latin: &str) -> PersonName {
    PersonName {
        cyrillic: cyrillic.to_owned(),
        latin: latin.to_owned(),
    }
}

/// A certificate with everything that can be on one.
pub(crate) fn uverenje() -> CertificateFacts {
    let check_code = CheckCode::from_random(*b"a fixed sample!!");
    CertificateFacts {
        format: CertificateFacts::FORMAT,
        number: DocumentNumber {
            kind: DocumentKind::Uverenje,
            year: 2026,
            serial: 123,
        },
        check_code,
        check_url: format!(
            "https://obuka.example/provera/U-2026-000123?kod={}",
            check_code.compact()
        ),
        person: name("Љубица Ђорђевић Његован", "Ljubica Đorđević Njegovan"),
        organisation: Some(Words::new(
            "Центар за социјални рад Панчево",
            "Centre for Social Work Pančevo",
        )),
        post: Some(Words::new("саветница за миграције", "migration adviser")),
        programme: Programme {
            title: Words::new(
                "Заштита података о личности у раду са мигрантима и тражиоцима азила",
                "Data confidentiality in work with migrants and asylum seekers",
            ),
            code: Some("ZP-07".to_owned()),
            hours: Some(16),
            mode: Some(Mode::Blended),
        },
        accreditation: Some(Accreditation {
            field: Words::new(
                "заштита података и тајност података",
                "data confidentiality",
            ),
            body: Words::new(
                "Национална академија за јавну управу",
                "National Academy for Public Administration",
            ),
            decision: Some("151-00-7/2025-01".to_owned()),
            decided_on: date("2025-01-08"),
        }),
        started_on: date("2026-10-12"),
        ended_on: date("2026-10-14"),
        result: Some(Reached {
            percent: Percent::try_from(92.5).expect("a percentage"),
            needed: Some(Percent::whole(70)),
        }),
        issuer: Issuer {
            name: Words::new(
                "Регионални центар за обуку у области миграција",
                "Regional Migration Training Centre",
            ),
            authority: Some(Words::new(
                "Република Србија · Комесаријат за избеглице и миграције",
                "Republic of Serbia · Commissariat for Refugees and Migration",
            )),
        },
        place: Words::serbian("Пландиште"),
        issued_on: date("2026-10-14"),
        issued_at: instant(),
        signatories: vec![
            Signatory {
                name: name("Џевад Шашић", "Dževad Šašić"),
                post: Words::new("руководилац обуке", "head of training"),
            },
            Signatory {
                name: name("др Јелена Ћирић", "Jelena Ćirić, PhD"),
                post: Words::new("директорка центра", "director of the centre"),
            },
        ],
        outcomes: vec![
            Words::new(
                "препознаје које податке о мигрантима сме да прикупља и на основу ког прописа",
                "recognises which data on migrants may be collected, and on which legal basis",
            ),
            Words::new(
                "разликује личне податке од нарочито осетљивих података",
                "tells personal data from especially sensitive data",
            ),
            Words::new(
                "безбедно чува, преноси и уништава документа",
                "stores, transfers and destroys documents safely",
            ),
            Words::new(
                "поступа исправно када дође до повреде података",
                "acts correctly when a breach of data occurs",
            ),
        ],
        rule: Some(Words::new(
            "Уверење се издаје полазнику који је прошао све кораке курса и на завршном тесту остварио најмање 70 %. Тест се може поновити два пута; рачуна се најбољи резултат.",
            "The certificate is issued to participants who have completed every step of the course and scored at least 70% in the final test. The test may be repeated twice; the best result counts.",
        )),
        counting_of_hours: Some(Words::new(
            "Један час траје 45 минута. Рад на платформи рачуна се према програму, а не према времену проведеном на страници.",
            "One hour is 45 minutes. Work on the platform counts as the programme states, not by the time spent on a page.",
        )),
    }
}

/// A confirmation with as little as there can be.
pub(crate) fn potvrda() -> CertificateFacts {
    let full = uverenje();
    CertificateFacts {
        number: DocumentNumber {
            kind: DocumentKind::Potvrda,
            year: 2026,
            serial: 45,
        },
        organisation: None,
        post: None,
        accreditation: None,
        result: None,
        programme: Programme {
            title: Words::serbian("Локални акциони планови"),
            code: None,
            hours: None,
            mode: None,
        },
        issuer: Issuer {
            authority: None,
            ..full.issuer
        },
        signatories: full.signatories.into_iter().skip(1).collect(),
        outcomes: vec![],
        rule: None,
        counting_of_hours: None,
        started_on: full.ended_on,
        ..full
    }
}

/// A record of so many rows.
pub(crate) fn record(rows: usize) -> RecordFacts {
    let column = |title: &str, share, align| Column {
        title: title.to_owned(),
        share,
        align,
    };
    RecordFacts {
        face: Face::SrCyrl,
        issuer: "Регионални центар за обуку у области миграција".to_owned(),
        title: "Евиденција завршених обука".to_owned(),
        particulars: vec![
            (
                "Период".to_owned(),
                "1. јануар – 31. децембар 2026.".to_owned(),
            ),
            (
                "Област".to_owned(),
                "заштита података и тајност података".to_owned(),
            ),
        ],
        columns: vec![
            column("Р. бр.", 1.0, Align::Right),
            column("Презиме и име", 4.0, Align::Left),
            column("Институција", 5.0, Align::Left),
            column("Општина", 2.5, Align::Left),
            column("Програм", 5.0, Align::Left),
            column("Крај", 2.0, Align::Right),
            column("Часова", 1.3, Align::Right),
            column("Резултат", 1.6, Align::Right),
            column("Документ", 2.6, Align::Left),
        ],
        rows: (1..=rows)
            .map(|row| {
                [
                    row.to_string(),
                    "Ђорђевић Љубица".to_owned(),
                    "Центар за социјални рад".to_owned(),
                    "Панчево".to_owned(),
                    "Заштита података у раду са мигрантима".to_owned(),
                    "14.10.2026.".to_owned(),
                    "16".to_owned(),
                    "92,5 %".to_owned(),
                    format!("U-2026-{row:06}"),
                ]
                .to_vec()
            })
            .collect(),
        totals: vec![
            ("Учешћа".to_owned(), rows.to_string()),
            ("Часова укупно".to_owned(), (16 * rows).to_string()),
        ],
        signatories: vec!["координатор".to_owned(), "директорка центра".to_owned()],
        place_and_date: "Пландиште, 31. децембра 2026.".to_owned(),
        number: "E-2026-017".to_owned(),
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        issued_at: instant(),
    }
}
