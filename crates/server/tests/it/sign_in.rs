//! Signing in and out: passwords, mailed links, the demo; and what
//! attacks on them get. Names begin with the case of the attack list.

use std::time::Duration;

use entity::values::Role;
use futures::future::join_all;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use uuid::Uuid;

use crate::support::{Surfer, TestServer, between, location, sha256};

mod invitations;
mod sessions;
mod ways;

const PASSWORD: &str = "четири обичне речи";
const HERE: [u8; 4] = [127, 0, 0, 1];

struct Account {
    id: Uuid,
    email: String,
}

/// A person who set `PASSWORD` on the account page.
async fn account(server: &TestServer, role: Role) -> Account {
    let browser = server.person(role).await;
    let response = browser
        .post("/account/password", &[("new", PASSWORD)])
        .await;
    assert_eq!(location(&response), "/account?done=password");
    let id = browser.person_id();
    Account {
        id,
        email: server.person_row(id).await.email,
    }
}

async fn sign_in(surfer: &Surfer, email: &str, password: &str) -> reqwest::Response {
    let fields = [
        ("email", email),
        ("password", password),
        ("return", "/account"),
    ];
    surfer.submit("/sign-in", "/sign-in", &fields).await
}

/// Whether this browser is signed in.
async fn is_in(surfer: &Surfer) -> bool {
    surfer.get("/account").await.status() == 200
}

fn session_cookie(response: &reqwest::Response) -> String {
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    between(cookie, "obuka_session=", ";").to_owned()
}

#[tokio::test]
async fn a_person_signs_in_by_password_and_out_again() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let surfer = Surfer::new(&server, HERE, "Firefox/140.0");

    let response = sign_in(&surfer, &account.email.to_uppercase(), PASSWORD).await;
    assert_eq!(location(&response), "/account");
    assert!(surfer.text("/account").await.contains("Firefox"));

    let token = session_cookie(&response);
    let out = surfer.submit("/account", "/sign-out", &[]).await;
    assert_eq!(location(&out), "/");
    assert!(!is_in(&surfer).await);

    // The session is over on the server, not only in this browser.
    let replay = reqwest::Client::new()
        .get(format!("{}/account", server.app))
        .header("cookie", format!("obuka_session={token}"))
        .header("user-agent", "Firefox/140.0")
        .send()
        .await
        .unwrap();
    assert!(replay.url().path().starts_with("/sign-in"));
}

#[tokio::test]
async fn d1_every_sign_in_and_password_change_makes_a_new_session() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let surfer = Surfer::new(&server, HERE, "test");
    let fixed = server.visitor();
    let planted = fixed
        .request(reqwest::Method::POST, "/sign-in")
        .header("cookie", "obuka_session=planted-by-somebody-else")
        .form(&[("email", account.email.as_str()), ("password", PASSWORD)])
        .send()
        .await
        .unwrap();
    assert_ne!(session_cookie(&planted), "planted-by-somebody-else");

    let first = session_cookie(&sign_in(&surfer, &account.email, PASSWORD).await);
    let second = session_cookie(&sign_in(&surfer, &account.email, PASSWORD).await);
    assert_ne!(first, second);
    let changed = surfer
        .submit(
            "/account",
            "/account/password",
            &[("current", PASSWORD), ("new", "another good password")],
        )
        .await;
    let third = session_cookie(&changed);
    assert_ne!(second, third);

    for (token, good) in [(first, false), (second, false), (third, true)] {
        let session = entity::web_session::Entity::find()
            .count(server.state.db.read())
            .await
            .unwrap();
        assert_eq!(session, 1, "a changed password ends every other session");
        let response = server
            .visitor()
            .request(reqwest::Method::GET, "/account")
            .header("cookie", format!("obuka_session={token}"))
            .header("user-agent", "test")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status() == 200, good);
    }
}

#[tokio::test]
async fn d2_guessing_is_slowed_down_and_the_victim_is_not_locked_out() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let attacker = Surfer::new(&server, [127, 0, 0, 66], "attacker");
    let victim = Surfer::new(&server, HERE, "victim");

    let mut statuses = Vec::new();
    for number in 0..12 {
        let response = sign_in(&attacker, &account.email, &format!("guess number {number}")).await;
        statuses.push(response.status().as_u16());
    }
    assert_eq!(statuses[..6], [422; 6]);
    assert_eq!(statuses[6..], [429; 6]);
    // The right password does not help the attacker's address now.
    let blocked = sign_in(&attacker, &account.email, PASSWORD).await;
    assert_eq!(blocked.status(), 429);
    assert!(blocked.headers().contains_key("retry-after"));
    assert!(
        blocked
            .text()
            .await
            .unwrap()
            .contains("ask for a sign-in link")
    );

    assert_eq!(
        location(&sign_in(&victim, &account.email, PASSWORD).await),
        "/account"
    );
    server.state.clock.shift(60);
    let later = sign_in(&attacker, &account.email, PASSWORD).await;
    assert_eq!(later.status(), 303, "the wait ends");
}

#[tokio::test]
async fn d2_many_guesses_at_once_gain_nothing() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let attacker = Surfer::new(&server, [127, 0, 0, 66], "attacker");

    let guesses = (0..30).map(|number| {
        let password = format!("guess number {number}");
        let (attacker, email) = (&attacker, &account.email);
        async move {
            let fields = [("email", email.as_str()), ("password", password.as_str())];
            attacker.post("/sign-in", &fields).await.status().as_u16()
        }
    });
    let statuses = join_all(guesses).await;

    let tried = statuses.iter().filter(|it| **it == 422).count();
    assert!(tried <= 6, "{tried} of 30 passwords were looked at");
}

#[tokio::test]
async fn d2_spraying_accounts_from_one_address_ends() {
    let server = TestServer::start().await;
    let attacker = Surfer::new(&server, [127, 0, 0, 66], "attacker");

    let mut refused = 0;
    for number in 0..110 {
        let email = format!("person{number}@example.org");
        let fields = [
            ("email", email.as_str()),
            ("password", "x".repeat(2000).leak()),
        ];
        // Too long to be hashed: only the counting is tried here.
        refused += u32::from(attacker.post("/sign-in", &fields).await.status() == 429);
    }

    assert_eq!(refused, 9, "101 tries are looked at");
}

#[tokio::test]
async fn d3_a_mail_gateway_neither_signs_in_nor_uses_the_link_up() {
    let server = TestServer::start().await;
    let id = server.new_person(Role::Trainer).await;
    let email = server.person_row(id).await.email;
    let surfer = Surfer::new(&server, HERE, "person");
    let asked = surfer
        .submit(
            "/sign-in",
            "/sign-in/link",
            &[("email", &email), ("return", "/account")],
        )
        .await;
    assert_eq!(asked.status(), 200);
    let mail = server.mail_to(&email).await;
    let link = between(&mail.text_body, &server.app, "\n").to_owned();

    let gateway = Surfer::new(&server, [127, 0, 0, 7], "gateway");
    for method in [reqwest::Method::HEAD, reqwest::Method::GET] {
        let url = format!("{}{link}", server.app);
        let response = gateway.client.request(method, url).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(!response.headers().contains_key("set-cookie"));
        assert_eq!(response.headers()["referrer-policy"], "same-origin");
    }
    assert!(!is_in(&gateway).await);

    let path = link.split('?').next().unwrap();
    let response = surfer.submit(&link, path, &[("return", "/account")]).await;
    assert_eq!(location(&response), "/account");
    assert!(is_in(&surfer).await);
    let again = Surfer::new(&server, HERE, "again");
    let used = again.post(path, &[]).await;
    assert_eq!(used.status(), 410);
    assert!(!is_in(&again).await);
}

#[tokio::test]
async fn d3_a_mailed_link_works_for_twenty_minutes_and_only_its_hash_is_kept() {
    let server = TestServer::start().await;
    let id = server.new_person(Role::Trainee).await;
    let email = server.person_row(id).await.email;
    let surfer = Surfer::new(&server, HERE, "person");
    surfer.post("/sign-in/link", &[("email", &email)]).await;
    let mail = server.mail_to(&email).await;
    let link = between(&mail.text_body, &server.app, "\n").to_owned();
    let token = link.rsplit('/').next().unwrap();

    assert!(43 <= token.len(), "256 random bits");
    let kept = entity::sign_in_link::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.token_hash, sha256(token));

    server.state.clock.shift(20 * 60);
    assert_eq!(surfer.get(&link).await.status(), 410);
    assert_eq!(surfer.post(&link, &[]).await.status(), 410);
}

async fn csrf(surfer: &Surfer) -> String {
    let page = surfer.text("/account").await;
    between(&page, "name=\"csrf\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn d4_mailed_links_are_made_from_the_settings_not_from_the_host_header() {
    let server = TestServer::start().await;
    let id = server.new_person(Role::Trainee).await;
    let email = server.person_row(id).await.email;

    let response = server
        .visitor()
        .request(reqwest::Method::POST, "/sign-in/link")
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .form(&[("email", email.as_str())])
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);

    let mail = server.mail_to(&email).await;
    assert!(
        mail.text_body
            .contains(&format!("{}/sign-in/link/", server.app))
    );
    assert!(!mail.text_body.contains("evil") && !mail.html_body.contains("evil"));
}

#[tokio::test]
async fn d5_unknown_accounts_answer_like_known_ones() {
    let server = TestServer::start().await;
    let known = account(&server, Role::Trainee).await;
    let without_password = server.new_person(Role::Trainee).await;
    let without_password = server.person_row(without_password).await.email;
    let suspended = account(&server, Role::Trainee).await;
    let suspend = |it: &mut entity::person::Model| {
        it.status = entity::values::PersonStatus::Suspended;
    };
    server.change_person(suspended.id, suspend).await;
    let emails = [
        known.email.as_str(),
        "nobody@example.org",
        &without_password,
        &suspended.email,
        "no address",
    ];

    let mut pages = Vec::new();
    for (number, email) in emails.iter().enumerate() {
        let number = u8::try_from(number).unwrap();
        let surfer = Surfer::new(&server, [127, 0, 1, number + 1], "test");
        let fields = [("email", *email), ("password", "a wrong password")];
        let response = surfer.post("/sign-in", &fields).await;
        assert_eq!(response.status(), 422);
        pages.push(plain(&response.text().await.unwrap(), email));
        let mailed = surfer.post("/sign-in/link", &[("email", email)]).await;
        assert_eq!(mailed.status(), 200);
        let mailed = plain(&mailed.text().await.unwrap(), email);
        assert!(mailed.contains("is the address of an account"), "{mailed}");
    }

    for page in &pages {
        assert_eq!(page, &pages[0]);
    }
}

/// A page without what differs from request to request.
fn plain(page: &str, email: &str) -> String {
    page.replace(email, "EMAIL")
}

#[tokio::test]
async fn d6_a_thousand_sign_ins_at_once_leave_the_rest_of_the_site_alone() {
    let server = TestServer::start().await;
    let surfer = Surfer::new(&server, [127, 0, 0, 66], "flood");
    let flood = (0..1000).map(|number| {
        let email = format!("person{number}@example.org");
        let surfer = &surfer;
        async move {
            let fields = [("email", email.as_str()), ("password", "a password")];
            surfer.post("/sign-in", &fields).await.status().as_u16()
        }
    });
    let visitor = server.visitor();
    let rest = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let start = std::time::Instant::now();
            assert_eq!(visitor.get("/no-such-page").await.status(), 404);
            slowest = slowest.max(start.elapsed());
        }
        slowest
    };

    let (statuses, slowest) = tokio::join!(join_all(flood), rest);

    let mut counts = std::collections::BTreeMap::new();
    for status in &statuses {
        *counts.entry(*status).or_insert(0) += 1;
    }
    assert!(
        counts.keys().all(|it| [422, 429, 503].contains(it)),
        "{counts:?}"
    );
    assert!(counts[&422] <= 101, "{counts:?}");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
}

#[tokio::test]
async fn d6_an_endless_password_is_refused() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let surfer = Surfer::new(&server, HERE, "test");
    let megabyte = "a".repeat(1 << 20);

    assert_eq!(
        sign_in(&surfer, &account.email, &megabyte).await.status(),
        422
    );
    sign_in(&surfer, &account.email, PASSWORD).await;
    let too_long = surfer
        .submit(
            "/account",
            "/account/password",
            &[("current", PASSWORD), ("new", &"ж".repeat(600))],
        )
        .await;
    assert_eq!(too_long.status(), 422);
    assert!(too_long.text().await.unwrap().contains("too long"));
}

#[tokio::test]
async fn f4_signing_in_leads_to_this_site_only() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;

    for evil in [
        "//evil.example",
        "/\\evil.example",
        "\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
    ] {
        let surfer = Surfer::new(&server, HERE, "test");
        let fields = [
            ("email", account.email.as_str()),
            ("password", PASSWORD),
            ("return", evil),
        ];
        let response = surfer.post("/sign-in", &fields).await;
        assert_eq!(location(&response), "/home", "{evil}");
    }
}
