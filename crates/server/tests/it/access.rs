//! E1 and E5: every route of the table, tried as a visitor, as each role, and with a
//! bearer token; what it must answer follows from its line in the table alone.

use entity::values::Role;
use reqwest::{Method, Response};
use server::{
    app::route_table,
    routes::{Access, RouteInfo},
};
use uuid::Uuid;

use crate::support::{Browser, TestServer};

const ROLES: [Role; 4] = [
    Role::Trainee,
    Role::Trainer,
    Role::Coordinator,
    Role::Administrator,
];

/// The path with something that exists nowhere in place of its parameters.
fn path_of(route: &RouteInfo) -> String {
    route
        .path
        .split('/')
        .map(|part| {
            if !part.contains('{') {
                part.to_owned()
            } else if part.contains("token") || part.contains("code") {
                "no-such-secret".to_owned()
            } else if part.contains("tag") {
                "en".to_owned()
            } else if part.contains("number") {
                "7".to_owned()
            } else {
                Uuid::now_v7().to_string()
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn send(browser: &Browser, route: &RouteInfo) -> Response {
    let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
    let request = browser.request(method.clone(), &path_of(route));
    let request = if method == Method::GET {
        request
    } else {
        request.form(&[("csrf", browser.csrf())])
    };
    request.send().await.unwrap()
}

/// Whether the answer says "sign in first".
fn asks_to_sign_in(response: &Response) -> bool {
    let to_sign_in = response
        .headers()
        .get("location")
        .is_some_and(|it| it.as_bytes().starts_with(b"/sign-in?return="));
    response.status() == 401 || (response.status() == 303 && to_sign_in)
}

#[tokio::test]
async fn e1_every_route_answers_every_role_as_the_table_says() {
    let server = TestServer::start().await;
    let mut people = Vec::new();
    for role in ROLES {
        people.push((role, server.new_person(role).await));
    }
    let table = route_table();
    assert!(30 < table.len(), "the table is not empty");

    let mut wrong = Vec::new();
    for route in &table {
        let place = format!("{} {}", route.method, route.path);
        let visitor = send(&server.visitor(), route).await;
        let open = matches!(route.access, Access::Public);
        if open == asks_to_sign_in(&visitor) || visitor.status() == 403 {
            wrong.push(format!("{place}: a visitor gets {}", visitor.status()));
        }
        for (role, person_id) in &people {
            // A session of its own each time: some routes end it.
            let browser = server.sign_in(*person_id).await;
            let response = send(&browser, route).await;
            let status = response.status().as_u16();
            let fits = match route.access {
                Access::Public | Access::SignedIn => !asks_to_sign_in(&response) && status != 403,
                Access::Roles(roles) => {
                    let allowed = *role == Role::Administrator || roles.contains(role);
                    (status == 403) != allowed && !asks_to_sign_in(&response)
                }
                // Cookies do not count, whoever's they are.
                Access::Token(_) => status == 401,
            };
            if !fits {
                wrong.push(format!("{place}: {role:?} gets {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn e1_tokens_open_what_asks_for_them_and_no_page() {
    let server = TestServer::start().await;
    let mut wrong = Vec::new();
    for role in ROLES {
        let api = server.api(role).await;
        for route in route_table() {
            let place = format!("{} {}", route.method, route.path);
            let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
            let response = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap()
                .request(method, format!("{}{}", server.app, path_of(&route)))
                .bearer_auth(&api.token)
                .header("content-length", "0")
                .send()
                .await
                .unwrap();
            let status = response.status().as_u16();
            let fits = match route.access {
                Access::Public => !asks_to_sign_in(&response) && status != 403,
                Access::SignedIn | Access::Roles(_) => asks_to_sign_in(&response),
                Access::Token(roles) => {
                    let allowed = role == Role::Administrator || roles.contains(&role);
                    status != 401 && (status == 403) != allowed
                }
            };
            if !fits {
                wrong.push(format!("{place}: a token of {role:?} gets {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn e5_what_changes_something_needs_more_than_being_signed_in() {
    let changing = route_table()
        .into_iter()
        .filter(|it| it.method != "GET" && it.path.starts_with("/people"));
    for route in changing {
        assert!(
            matches!(route.access, Access::Roles(_)),
            "{} {}: {:?}",
            route.method,
            route.path,
            route.access
        );
    }
}

#[tokio::test]
async fn b2_a_request_of_another_origin_or_without_the_token_changes_nothing() {
    let server = TestServer::start().await;
    let id = server.new_person(Role::Administrator).await;
    let browser = server.sign_in(id).await;
    let client = reqwest::Client::new();
    for (origin, csrf) in [
        (Some(server.content.as_str()), Some(browser.csrf())),
        (Some("null"), Some(browser.csrf())),
        (Some("http://evil.example"), Some(browser.csrf())),
        (Some(server.app.as_str()), None),
        (Some(server.app.as_str()), Some("guess")),
    ] {
        let mut request = client.post(format!("{}/account/face", server.app)).header(
            "cookie",
            format!("obuka_session={}", browser.session_token()),
        );
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let mut fields = vec![("face", "sr-Latn")];
        fields.extend(csrf.map(|it| ("csrf", it)));
        let response = request.form(&fields).send().await.unwrap();
        assert!(response.status().is_client_error(), "{origin:?} {csrf:?}");
    }
    let person = server.person_row(id).await;
    assert_eq!(person.face, entity::values::Face::En);
}

#[tokio::test]
async fn b10_no_answer_may_be_framed_by_another_site() {
    let server = TestServer::start().await;
    let id = server.new_person(Role::Administrator).await;
    let (mut wrong, mut pages) = (Vec::new(), 0);
    for route in route_table() {
        for browser in [server.visitor(), server.sign_in(id).await] {
            let answer = send(&browser, &route).await;
            let header = |name: &str| {
                let value = answer.headers().get(name);
                value.map_or("", |it| it.to_str().unwrap())
            };
            let policy = header("content-security-policy");
            let is_page = header("content-type").starts_with("text/html");
            pages += u32::from(is_page);
            let fits = header("x-frame-options") == "SAMEORIGIN"
                && (!is_page || policy.contains("frame-ancestors 'self'"));
            if !fits {
                wrong.push(format!(
                    "{} {}: {} {policy}",
                    route.method,
                    route.path,
                    answer.status()
                ));
            }
        }
    }
    assert!(60 < pages, "{pages} pages");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
