//! The trainer's journey: drop the zip, read the report, try, publish.

use entity::values::Role;
use std::{io::Write as _, path::PathBuf};

use crate::{driver::Chromium, support::TestServer};

/// A file of this name for the browser to choose.
fn zip_file(folder: &tempfile::TempDir, name: &str, package: &str) -> PathBuf {
    let path = folder.path().join(name);
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(&content_packages::zip(package).unwrap())
        .unwrap();
    path
}

async fn choose(chromium: &Chromium, path: &std::path::Path) {
    let input = chromium.element("#package-file").await;
    input.send_keys(&path.to_string_lossy()).await.unwrap();
}

#[tokio::test]
async fn a_zip_becomes_a_published_module_in_four_clicks() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&trainer).await;
    let folder = tempfile::TempDir::new().unwrap();
    let zip = zip_file(&folder, "azil.zip", "asylum-basics-12");

    chromium.open(&format!("{}/modules", server.app)).await;
    chromium.click("[data-new-module]").await;
    choose(&chromium, &zip).await;
    chromium.element("[data-publish]").await;
    let report = chromium.tab.current_url().await.unwrap();
    assert!(report.path().ends_with("/versions/1"), "{report}");
    chromium.click("[data-try]").await;
    chromium
        .until("location.pathname.includes('/try') || document.querySelector('iframe')")
        .await;
    chromium.open(report.as_str()).await;
    chromium.click("[data-publish]").await;

    chromium
        .until("document.querySelector('.tag.good')?.textContent.includes('published')")
        .await;
}

#[tokio::test]
async fn a_broken_zip_leads_to_a_report_with_a_cure_and_the_upload_survives_a_lost_line() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&trainer).await;
    let folder = tempfile::TempDir::new().unwrap();
    let zip = zip_file(&folder, "broken.zip", "launch-file-missing");

    chromium.open(&format!("{}/modules/new", server.app)).await;
    // The first three requests of the upload are lost on the way.
    chromium
        .script(
            "let lost = 0;
             const send = window.fetch;
             window.fetch = (...request) =>
               (lost += 1) <= 3 ? Promise.reject(new TypeError('lost')) : send(...request);",
        )
        .await;
    choose(&chromium, &zip).await;
    chromium
        .until("document.querySelector('[data-trouble]').textContent.includes('lost')")
        .await;

    chromium
        .element("[data-check=\"launch-file-missing\"]")
        .await;
    let url = chromium.tab.current_url().await.unwrap();
    assert!(url.path().ends_with("/report"), "{url}");
    chromium.click(".report .button.primary").await;
    chromium.element("#package-file").await;
}
