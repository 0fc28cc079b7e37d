use std::io::{Cursor, Read as _};

use entity::{
    completion, issued_report,
    values::{Face, Role},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serbian_text::Order;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    recording,
    support::{Browser, TestServer, between, location},
};

const RECORD: &str = "/reports/completion-record";

/// Issues a file and answers where it can be fetched, and its bytes.
async fn issue(browser: &Browser, fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let response = browser.post(RECORD, fields).await;
    let file = location(&response).to_owned();
    let response = browser.get(&file).await;
    assert_eq!(response.status(), 200, "GET {file}");
    (file, response.bytes().await.unwrap().to_vec())
}

fn records(csv: &[u8], delimiter: u8) -> Vec<csv::StringRecord> {
    let text = csv.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text)
        .records()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[tokio::test]
async fn the_record_counts_rows_persons_and_what_is_missing() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    let first = recording::completion(&server, course, |_| {}).await;
    let second_course = recording::course(&server).await;
    recording::completion_of(&server, second_course, first.person_id, |_| {}).await;
    recording::completion(&server, course, |row| {
        row.organisation_id = None;
        row.organisation = None;
        row.organisation_kind = None;
        row.country = None;
    })
    .await;
    let old = recording::completion(&server, course, |row| {
        row.completed_on = "2019-05-05".parse().unwrap();
    })
    .await;
    recording::completion(&server, course, |row| {
        row.replaced_by_id = Some(old.id);
        row.family_name = "Zamenjena".into();
    })
    .await;
    let certificate = recording::certificate(&server, &first, 123).await;
    let coordinator = server.person(Role::Coordinator).await;

    let page = coordinator.text(RECORD).await;
    assert!(
        page.contains("<b class=\"num\">3</b> participations"),
        "{page}"
    );
    assert!(page.contains("<b class=\"num\">2</b> persons"));
    assert!(page.contains("1 without an organisation"));
    assert!(!page.contains("without a programme") && !page.contains("Zamenjena"));
    assert!(page.contains("U-2026-000123"));
    for source in [
        format!("/people/{}", first.person_id),
        format!("/records/completions/{}", first.id),
        format!("/certificates/{}/en.pdf", certificate.id),
    ] {
        assert!(page.contains(&format!("href=\"{source}\"")), "{source}");
    }

    let page = coordinator
        .text(&format!("{RECORD}?lacks=organisation"))
        .await;
    assert!(page.contains("<b class=\"num\">1</b> participation"));
    let page = coordinator
        .text(&format!("{RECORD}?from=2019-01-01&to=2019-12-31"))
        .await;
    assert!(page.contains("<b class=\"num\">1</b> participation"));
    let page = coordinator.text(&format!("{RECORD}?country=MK")).await;
    assert!(page.contains("There are no completed trainings for this filter"));
}

#[tokio::test]
async fn pages_follow_each_other_without_losing_or_repeating_a_row() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    for number in 0..103 {
        recording::completion(&server, course, |row| {
            row.family_name = format!("Broj-{number:03}");
        })
        .await;
    }
    let coordinator = server.person(Role::Coordinator).await;

    let mut path = RECORD.to_owned();
    let mut seen = Vec::new();
    let mut pages = 0;
    loop {
        let page = coordinator.text(&path).await;
        pages += 1;
        seen.extend(
            page.match_indices("<b>Broj-")
                .map(|(at, _)| page[at + 8..at + 11].parse::<u32>().unwrap()),
        );
        let Some((before, _)) = page.split_once("\">Next page") else {
            break;
        };
        let query = before.rsplit_once("href=\"").unwrap().1;
        path = format!("{RECORD}{}", query.replace("&amp;", "&"));
    }
    assert_eq!(pages, 3);
    seen.sort_unstable();
    assert_eq!(seen, (0..103).collect::<Vec<_>>());
}

#[tokio::test]
async fn issued_files_hold_the_rows_and_come_back_unchanged() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    for number in 1..=3 {
        let row = recording::completion(&server, course, |row| row.hours = Some(number)).await;
        recording::certificate(&server, &row, number).await;
    }
    let coordinator = server.person(Role::Coordinator).await;

    let (xlsx_path, xlsx) = issue(&coordinator, &[("format", "xlsx")]).await;
    let rows = part(&xlsx, "xl/worksheets/sheet1.xml");
    // A header and three rows; the hours are the control total.
    assert_eq!(rows.matches("<row ").count(), 4, "{rows}");
    for hours in 1..=3 {
        assert!(rows.contains(&format!("U-2026-{hours:06}")));
    }
    let overview = part(&xlsx, "xl/worksheets/sheet2.xml");
    assert!(overview.contains("E-2026-001") && overview.contains("Serbia"));

    let (csv_path, csv) = issue(&coordinator, &[("format", "csv_comma")]).await;
    let rows = records(&csv, b',');
    assert_eq!(rows.len(), 3);
    let hours: i32 = rows.iter().map(|row| row[18].parse::<i32>().unwrap()).sum();
    assert_eq!(hours, 6);
    assert_eq!(
        rows.iter().map(|row| &row[0]).collect::<Vec<_>>(),
        ["1", "2", "3"]
    );

    // What happens afterwards changes nothing in what was issued.
    recording::completion(&server, course, |_| {}).await;
    let list = coordinator.text("/reports/issued").await;
    assert!(list.contains("E-2026-001") && list.contains("E-2026-002"));
    for (path, bytes) in [(xlsx_path, xlsx), (csv_path, csv)] {
        let again = coordinator.get(&path).await.bytes().await.unwrap();
        assert_eq!(again, bytes, "{path}");
        assert!(list.contains(&hex::encode(Sha256::digest(&bytes))));
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_was_issued_is_not_handed_out() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    recording::completion(&server, course, |_| {}).await;
    let coordinator = server.person(Role::Coordinator).await;
    let (path, _) = issue(&coordinator, &[("format", "csv_comma")]).await;
    let report = issued_report::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();

    let object = server
        .state
        .config
        .settings
        .data
        .join("files/objects")
        .join(&report.hash[..2])
        .join(&report.hash);
    let mut bytes = std::fs::read(&object).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&object, bytes).unwrap();

    let response = coordinator.get(&path).await;
    assert_eq!(response.status(), 409);
    assert!(response.text().await.unwrap().contains("E-2026-001"));
}

#[tokio::test]
async fn numbers_of_reports_have_no_gaps_when_many_are_issued_at_once() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    recording::completion(&server, course, |_| {}).await;
    let coordinator = server.person(Role::Coordinator).await;

    let fields = [("format", "csv_comma")];
    // The fourth is refused and takes no number with it.
    let (a, b, c, empty) = tokio::join!(
        coordinator.post(RECORD, &fields),
        coordinator.post(RECORD, &fields),
        coordinator.post(RECORD, &fields),
        coordinator.post(RECORD, &[("format", "xlsx"), ("country", "MK")]),
    );
    for response in [a, b, c] {
        assert_eq!(response.status(), 303);
    }
    assert_eq!(empty.status(), 422);
    assert!(empty.text().await.unwrap().contains("nothing to issue"));

    let mut serials: Vec<String> = issued_report::Entity::find()
        .all(server.state.db.read())
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.serial)
        .collect();
    serials.sort();
    let year = server.state.clock.now().format("%Y");
    let expected: Vec<String> = (1..=3).map(|it| format!("E-{year}-{it:03}")).collect();
    assert_eq!(serials, expected);
}

#[tokio::test]
async fn c9_f3_names_that_are_formulas_or_markup_are_inert_everywhere() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    let evil = "=HYPERLINK(\"http://evil\",\"<script>alert(1)</script>\u{202e}\u{1b}[2J\")";
    recording::completion(&server, course, |row| {
        row.family_name = evil.into();
        row.organisation = Some("@SUM(1+1)".into());
        row.post = Some("\tcmd".into());
    })
    .await;
    let coordinator = server.person(Role::Coordinator).await;

    let page = coordinator.text(RECORD).await;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>alert"));

    let (_, csv) = issue(&coordinator, &[("format", "csv_semicolon")]).await;
    let row = &records(&csv, b';')[0];
    assert_eq!(row[1].strip_prefix('\''), Some(evil));
    assert_eq!(&row[5], "'@SUM(1+1)");
    assert_eq!(&row[9], "'\tcmd");
    let (_, raw) = issue(&coordinator, &[("format", "csv_raw")]).await;
    assert_eq!(&records(&raw, b',')[0][1], evil);
    let (_, xlsx) = issue(&coordinator, &[("format", "xlsx")]).await;
    assert!(!part(&xlsx, "xl/worksheets/sheet1.xml").contains("<f>"));
}

#[tokio::test]
async fn f1_sorts_filters_and_dates_are_bound_or_refused() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    recording::completion(&server, course, |_| {}).await;
    let coordinator = server.person(Role::Coordinator).await;

    for query in [
        "sort=family_name;DROP%20TABLE%20completion",
        "from=2026-01-01'%20OR%20'1'='1",
        "programme=1%20OR%201=1",
        "kind=ngo'--",
        "lacks=1=1",
        "after=2026-01-01_'%20OR%201=1",
        "from=2026-12-31&to=2026-01-01",
    ] {
        let response = coordinator.get(&format!("{RECORD}?{query}")).await;
        assert_eq!(response.status(), 422, "{query}");
    }
    for query in [
        "country='%20OR%20'1'='1",
        "field=%25",
        "field=';DELETE%20FROM%20completion",
    ] {
        let page = coordinator.text(&format!("{RECORD}?{query}")).await;
        assert!(page.contains("There are no completed trainings"), "{query}");
    }
    let left = completion::Entity::find()
        .count(server.state.db.read())
        .await;
    assert_eq!(left.unwrap(), 1);
}

#[tokio::test]
async fn e1_reports_are_for_coordinators_only() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    recording::completion(&server, course, |_| {}).await;
    let coordinator = server.person(Role::Coordinator).await;
    let (file, _) = issue(&coordinator, &[("format", "csv_comma")]).await;

    for role in [Role::Trainee, Role::Trainer] {
        let other = server.person(role).await;
        for path in ["/reports", RECORD, "/reports/issued", &file] {
            assert_eq!(other.get(path).await.status(), 403, "{role:?} {path}");
        }
        let response = other.post(RECORD, &[("format", "xlsx")]).await;
        assert_eq!(response.status(), 403);
    }
    assert_eq!(server.visitor().get(&file).await.status(), 303);
    let guessed = format!("/reports/issued/{}/file", Uuid::now_v7());
    assert_eq!(coordinator.get(&guessed).await.status(), 404);
}

#[tokio::test]
async fn the_overview_shows_this_year_and_what_was_issued_last() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let page = coordinator.text("/reports").await;
    assert!(page.contains("No report has been issued yet"));

    let course = recording::course(&server).await;
    recording::completion(&server, course, |_| {}).await;
    issue(&coordinator, &[("format", "csv_comma")]).await;

    let page = coordinator.text("/reports").await;
    let line = between(&page, "<ul class=\"rows\">", "</ul>");
    assert!(
        line.contains("-001") && line.contains("rows: 1, persons: 1"),
        "{line}"
    );
}

#[tokio::test]
async fn programs_read_the_record_as_json_csv_and_xlsx_by_token_and_not_by_cookie() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    let row = recording::completion(&server, course, |_| {}).await;
    recording::certificate(&server, &row, 7).await;
    recording::completion(&server, course, |row| row.country = Some("MK".into())).await;
    let api = server.api(Role::Coordinator).await;
    let path = "/api/v1/completion-record";

    let rows: serde_json::Value = api.get(path).await.json().await.unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(rows[0]["serial"], "U-2026-000007");
    assert_eq!(rows[0]["hours"], 16);
    let only: serde_json::Value = api
        .get(&format!("{path}?country=MK"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(only.as_array().unwrap().len(), 1);
    let csv = api
        .get(&format!("{path}?format=csv"))
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(records(&csv, b',').len(), 2);
    let xlsx = api
        .get(&format!("{path}?format=xlsx"))
        .await
        .bytes()
        .await
        .unwrap();
    assert!(part(&xlsx, "xl/worksheets/sheet1.xml").contains("U-2026-000007"));
    for wrong in ["format=docx", "from=yesterday", "colour=red"] {
        let status = api.get(&format!("{path}?{wrong}")).await.status();
        assert!([400, 422].contains(&status.as_u16()), "{wrong}: {status}");
    }

    assert_eq!(
        server
            .person(Role::Coordinator)
            .await
            .get(path)
            .await
            .status(),
        401
    );
    assert_eq!(
        server.api(Role::Trainer).await.get(path).await.status(),
        403
    );
}

#[tokio::test]
async fn the_record_is_read_by_name_over_its_pages_in_either_alphabet() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    let families = ["Шарић", "Ђурић", "Живковић", "Џинић", "Чолић", "Васић"];
    for given in [
        "Ана",
        "Бранка",
        "Вера",
        "Дара",
        "Ена",
        "Жива",
        "Ива",
        "Лола",
        "Мара",
    ] {
        for family in families {
            let person_id = server.new_person(Role::Trainee).await;
            let (latin, cyrillic) = (Order::Latin, Order::Cyrillic);
            let name = format!("{family} {given}");
            server
                .change_person(person_id, |it| {
                    it.sort_key_latn = serbian_text::sort_key_in(&name, latin);
                    it.sort_key_cyrl = serbian_text::sort_key_in(&name, cyrillic);
                })
                .await;
            recording::completion_of(&server, course, person_id, |it| {
                it.family_name = serbian_text::to_latin(family);
                it.given_name = serbian_text::to_latin(given);
                it.family_name_cyrl = family.into();
                it.given_name_cyrl = given.into();
            })
            .await;
        }
    }
    let coordinator = server.person(Role::Coordinator).await;

    for (face, order) in [
        (
            Face::SrLatn,
            ["Čolić", "Džinić", "Đurić", "Šarić", "Vasić", "Živković"],
        ),
        (
            Face::SrCyrl,
            ["Васић", "Ђурић", "Живковић", "Чолић", "Џинић", "Шарић"],
        ),
    ] {
        let id = coordinator.person_id();
        server.change_person(id, |it| it.face = face).await;
        let first = coordinator.text(&format!("{RECORD}?sort=name")).await;
        let next = first
            .split("href=\"")
            .filter_map(|it| it.split('"').next())
            .find(|it| it.contains("after="))
            .unwrap()
            .replace("&amp;", "&");
        let second = coordinator.text(&format!("{RECORD}{next}")).await;
        let rows = |page: &str| page.matches("data-label").count() / 8;
        assert_eq!((rows(&first), rows(&second)), (50, 4));
        let families: Vec<String> = (first + &second)
            .split("\"><b>")
            .skip(1)
            .map(|it| it.split(' ').next().unwrap().to_owned())
            .filter(|it| order.contains(&it.as_str()))
            .collect();
        let expected: Vec<&str> = order.iter().flat_map(|it| [*it; 9]).collect();
        assert_eq!(families, expected);
    }
}
