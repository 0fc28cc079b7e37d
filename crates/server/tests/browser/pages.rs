//! Every page of the product, found by following its links from the start page: none
//! scrolls sideways, none breaks a rule of accessibility, on a desk in the light and
//! on a phone in the dark, and no route that answers with a page is left out.

use std::collections::{BTreeMap, VecDeque};

use axum::http::Method;
use entity::values::Role;
use server::{app::route_table, routes::Access};
use url::Url;

use crate::{axe, driver::Chromium, support::TestServer};

/// GET routes that answer with something else than a page: files, documents for
/// programs, a redirect, and parts of a page.
const NO_PAGES: [&str; 19] = [
    "/face/{tag}",
    "/metrics",
    "/site/logo/{hash}",
    "/uploads/{id}",
    "/attempts/{id}/result",
    "/attempts/{id}/vectors",
    "/attempts/{id}/trace",
    "/attempts/{id}/tree",
    "/certificates/{id}/{file}",
    "/reports/issued/{id}/file",
    "/modules/{id}/versions/{number}/zip",
    "/courses/{course_id}/steps/{step_id}/document",
    // Linked from questions that were answered, on courses other than the first in the list.
    "/courses/{course_id}/steps/{step_id}/answers/learners",
    "/modules/{package_id}/answers/learners",
    "/courses/{course_id}/steps/{step_id}/answers/file",
    "/modules/{package_id}/answers/file",
    // Open once, on a server that has no administrator.
    "/set-up",
    // Opened by forms: the player, which has tests of its own, and chosen rows.
    "/courses/{course_id}/steps/{step_id}/play",
    "/records/completions/correct",
];

/// Where nothing links to.
const BY_HAND: [&str; 5] = [
    "/components",
    "/demo/mail",
    "/invitation/unknown",
    "/sign-in/link/unknown",
    "/no-such-page",
];

#[tokio::test]
async fn every_page_is_accessible_and_fits_light_and_dark() {
    let server = TestServer::start_with(|_| {}, true).await;
    server::demo::set_up(&server.state, server.state.clock.now())
        .await
        .unwrap();
    let chromium = Chromium::start().await;
    sign_in(&chromium, &server, "administrator").await;
    let refused = prepare(&chromium, &server).await;

    let mut seen = BTreeMap::new();
    let starts = ["/", "/sign-in", "/check", "/site", refused.as_str()];
    follow(&chromium, &server, &starts, &mut seen).await;
    follow(&chromium, &server, &BY_HAND, &mut seen).await;
    sign_in(&chromium, &server, "trainee").await;
    let mut of_a_trainee = BTreeMap::new();
    follow(&chromium, &server, &["/home"], &mut of_a_trainee).await;

    let missing: Vec<&str> = route_table()
        .iter()
        .filter(|it| it.method == Method::GET && !matches!(it.access, Access::Token(_)))
        .map(|it| it.path)
        .filter(|it| !it.starts_with("/api/") && !NO_PAGES.contains(it))
        .filter(|route| {
            let mut paths = seen.values().chain(of_a_trainee.values());
            !paths.any(|path| belongs_to(route, path))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "no link leads to these pages: {missing:?}"
    );
    assert!(of_a_trainee.len() > 5, "{of_a_trainee:?}");
}

#[tokio::test]
async fn the_first_page_of_a_new_server_is_accessible_and_fits() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let chromium = Chromium::start().await;
    look_at(&chromium, &format!("{}/set-up", server.app)).await;
}

async fn sign_in(chromium: &Chromium, server: &TestServer, role: &str) {
    chromium.open(&format!("{}/face/en", server.app)).await;
    chromium.open(&format!("{}/sign-in", server.app)).await;
    chromium.click(&format!("button[value='{role}']")).await;
    chromium.until("location.pathname === '/home'").await;
}

/// An issued report, a mail, and a package that is refused: the path of its report.
async fn prepare(chromium: &Chromium, server: &TestServer) -> String {
    // A token, so that there is one to revoke.
    server.api(Role::Coordinator).await;
    chromium
        .open(&format!("{}/reports/completion-record", server.app))
        .await;
    chromium
        .until("document.querySelector('button[value=csv_semicolon]')")
        .await;
    let posted = "const form = document.querySelector('form:has(button[value=csv_semicolon])');
        const fields = new URLSearchParams(new FormData(form));
        fields.set('format', 'csv_semicolon');
        return fetch(form.action, { method: 'POST', body: fields }).then((it) => it.status);";
    assert_eq!(chromium.script(posted).await, 200);

    let course = server.course_named("Први контакт са тражиоцем азила").await;
    chromium
        .open(&format!("{}/courses/{course}/people", server.app))
        .await;
    let field = chromium.element("textarea#list").await;
    field
        .send_keys("Petra Petrović petra@example.org")
        .await
        .unwrap();
    chromium.click("form:has(textarea#list) button").await;
    chromium
        .until("document.body.textContent.includes('petra@example.org')")
        .await;

    let folder = tempfile::TempDir::new().unwrap();
    let broken = folder.path().join("broken.zip");
    std::fs::write(&broken, content_packages::zip("html-export").unwrap()).unwrap();
    chromium.open(&format!("{}/modules/new", server.app)).await;
    let input = chromium.element("#package-file").await;
    input.send_keys(&broken.to_string_lossy()).await.unwrap();
    chromium
        .until("location.pathname.endsWith('/report')")
        .await;
    let report = chromium.tab.current_url().await.unwrap();
    report.path().to_owned()
}

/// Opens each page once that can be reached from `starts`; `seen` has one path of each kind.
async fn follow(
    chromium: &Chromium,
    server: &TestServer,
    starts: &[&str],
    seen: &mut BTreeMap<String, String>,
) {
    let mut queue: VecDeque<String> = starts.iter().map(|it| (*it).to_owned()).collect();
    while let Some(path) = queue.pop_front() {
        let kind = kind_of(&path);
        if seen.contains_key(&kind) || NO_PAGES.iter().any(|it| is_at(it, &path)) {
            continue;
        }
        look_at(chromium, &format!("{}{path}", server.app)).await;
        let links = chromium
            .script("return [...document.querySelectorAll('a[href]')].map((it) => it.href)")
            .await;
        for link in links.as_array().unwrap() {
            let Ok(link) = Url::parse(link.as_str().unwrap()) else {
                continue;
            };
            if link.as_str().starts_with(&server.app) {
                queue.push_back(link.path().to_owned());
            }
        }
        seen.insert(kind, path);
    }
}

/// On a desk in the light and on a phone in the dark.
async fn look_at(chromium: &Chromium, url: &str) {
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        chromium.width(width).await;
        chromium.emulate("prefers-color-scheme", scheme).await;
        chromium.open(url).await;
        let page = format!("{url}, {width} px, {scheme}");
        let sizes = chromium
            .script("return [document.documentElement.scrollWidth, innerWidth]")
            .await;
        assert!(
            sizes[0].as_u64() <= sizes[1].as_u64(),
            "{page}: the page is wider than the window: {sizes}"
        );
        axe::check(chromium, &page).await;
    }
}

/// The path without what is particular: identifiers, numbers of versions, codes.
fn kind_of(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let is_number = !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        let is_particular = uuid::Uuid::parse_str(part).is_ok() || is_number || 20 < part.len();
        if is_particular { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Whether it is `route` that answers at `path`: a path written out comes before a pattern.
fn belongs_to(route: &str, path: &str) -> bool {
    let is_written_out = route_table().iter().any(|it| it.path == path);
    if is_written_out {
        route == path
    } else {
        is_at(route, path)
    }
}

/// Whether `path` has the form of `route`.
fn is_at(route: &str, path: &str) -> bool {
    let (route, path) = (route.split('/'), path.split('/'));
    route.clone().count() == path.clone().count()
        && route
            .zip(path)
            .all(|(part, it)| part == it || (part.starts_with('{') && !it.is_empty()))
}
