use crate::support::TestServer;

#[tokio::test]
async fn the_start_page_shows_in_three_faces() {
    let server = TestServer::start().await;
    let visitor = server.visitor();

    let english = visitor.text("/").await;
    assert!(english.contains("<html lang=\"en\">"));

    let switched = visitor.get("/face/sr-Latn?back=/").await;
    assert_eq!(switched.status(), 303);
    let cookie = switched.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("obuka_face=sr-Latn;"), "{cookie}");
}

#[tokio::test]
async fn a_page_that_does_not_exist_says_so_in_words() {
    let server = TestServer::start().await;

    let response = server.visitor().get("/no-such-page").await;

    assert_eq!(response.status(), 404);
    assert!(response.text().await.unwrap().contains("does not exist"));
}
