use crate::{driver::Chromium, support::TestServer};

#[tokio::test]
async fn the_start_page_opens_and_switches_to_latin() {
    let server = TestServer::start().await;
    let chromium = Chromium::start().await;

    chromium.open(&server.app).await;
    chromium.click(".faces a[hreflang=\"sr-Latn\"]").await;

    chromium
        .until("document.documentElement.lang === 'sr-Latn'")
        .await;
    assert!(chromium.text("h1").await.contains("Znanje"));
}
