//! Mails become files, and the demo shows them.

use std::time::Duration;

use crate::{jobs::queue_mail, support::TestServer};

#[tokio::test]
async fn the_demo_shows_the_mails_that_it_would_have_sent() {
    let server = TestServer::start_with(|_| {}, true).await;
    let visitor = server.visitor();
    assert!(visitor.text("/demo/mail").await.contains("no messages yet"));

    queue_mail(&server, |_| {}).await;

    let mut page = visitor.text("/demo/mail").await;
    while !page.contains("class=\"tag good\"") {
        tokio::time::sleep(Duration::from_millis(50)).await;
        page = visitor.text("/demo/mail").await;
    }
    let (_, rest) = page.split_once("href=\"/demo/mail/").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let mail = visitor.text(&format!("/demo/mail/{id}")).await;
    assert!(mail.contains("Здраво"));
    let folder = server.state.config.settings.data.join("mail");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn outside_of_the_demo_nobody_reads_mails() {
    let server = TestServer::start().await;

    for path in [
        "/demo/mail",
        "/demo/mail/01890000-0000-7000-8000-000000000000",
    ] {
        assert_eq!(server.visitor().get(path).await.status(), 404, "{path}");
    }
}
