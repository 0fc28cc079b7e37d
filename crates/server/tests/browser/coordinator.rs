//! The coordinator's journey: reports, completion record, a field, the file; and
//! the file again under the issued reports.

use std::{path::Path, time::Duration};

use entity::values::Role;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{axe, driver::Chromium, recording, support::TestServer};

/// The file that the browser has finished downloading into the folder.
async fn downloaded(folder: &Path, ending: &str) -> (String, Vec<u8>) {
    for _ in 0..300 {
        let finished = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(Result::ok)
            .map(|it| it.file_name().to_string_lossy().into_owned())
            .find(|name| name.ends_with(ending));
        if let Some(name) = finished {
            let bytes = std::fs::read(folder.join(&name)).unwrap();
            return (name, bytes);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no {ending} came within thirty seconds");
}

#[tokio::test]
async fn four_clicks_lead_to_the_file_and_it_can_be_fetched_again_unchanged() {
    let server = TestServer::start().await;
    let course = recording::course(&server).await;
    for number in 1..=3 {
        let row = recording::completion(&server, course, |_| {}).await;
        recording::certificate(&server, &row, number).await;
    }
    recording::completion(&server, course, |row| {
        row.organisation_id = None;
        row.organisation = None;
        row.organisation_kind = None;
    })
    .await;
    let coordinator = server.person(Role::Coordinator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&coordinator).await;
    let folder = tempfile::TempDir::new().unwrap();
    let behaviour = json!({
        "behavior": "allow",
        "downloadPath": folder.path().to_string_lossy(),
    });
    chromium.cdp("Browser.setDownloadBehavior", behaviour).await;

    // 1: the reports, from the masthead.
    chromium.open(&format!("{}/home", server.app)).await;
    chromium.click(".nav a[href='/reports']").await;
    axe::check(&chromium, "reports").await;
    // 2: the completion record, with live counts and what is missing.
    chromium
        .click("main a.button[href='/reports/completion-record']")
        .await;
    let counts = chromium.text(".record-counts").await;
    assert!(counts.contains("4 participations"), "{counts}");
    assert!(counts.contains("1 without an organisation"), "{counts}");
    axe::check(&chromium, "completion record").await;
    // 3: the file.
    chromium.click("button[value='xlsx']").await;
    let (name, first) = downloaded(folder.path(), ".xlsx").await;
    assert!(name.starts_with("E-") && name.contains("-001"), "{name}");
    assert!(first.starts_with(b"PK"));
    std::fs::remove_file(folder.path().join(&name)).unwrap();

    // 4: the same again, from the issued reports.
    chromium
        .open(&format!("{}/reports/issued", server.app))
        .await;
    let page = chromium.text("table").await;
    assert!(page.contains("-001") && page.contains('4'), "{page}");
    let hash = hex::encode(Sha256::digest(&first));
    assert!(chromium.tab.source().await.unwrap().contains(&hash));
    axe::check(&chromium, "issued reports").await;
    chromium.click(".row-tools a.button").await;
    let (_, again) = downloaded(folder.path(), ".xlsx").await;
    assert_eq!(first, again);
}
