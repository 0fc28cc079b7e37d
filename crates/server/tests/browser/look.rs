//! The look: no page scrolls sideways, and all keep the rules of accessibility, in each
//! face, on a desk and on a phone, light and dark.

use entity::values::Role;
use serde_json::json;

use crate::{axe, driver::Chromium, support::TestServer};

const FACES: [&str; 3] = ["sr-Cyrl", "sr-Latn", "en"];
const WIDTHS: [u32; 2] = [1280, 390];

#[tokio::test]
async fn public_pages_are_accessible_and_fit() {
    let server = TestServer::start_with(|_| {}, true).await;
    let chromium = Chromium::start().await;

    for face in FACES {
        choose(&chromium, &server.app, face).await;
        for path in ["/", "/sign-in"] {
            fits_and_is_accessible(&chromium, &server.app, path, face).await;
        }
    }
}

#[tokio::test]
async fn every_component_is_accessible_and_fits() {
    let server = TestServer::start().await;
    let administrator = server.person(Role::Administrator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&administrator).await;

    for face in FACES {
        choose(&chromium, &server.app, face).await;
        fits_and_is_accessible(&chromium, &server.app, "/components", face).await;
    }
    for (feature, value) in [
        ("prefers-color-scheme", "dark"),
        ("prefers-contrast", "more"),
        ("forced-colors", "active"),
    ] {
        chromium.emulate(feature, value).await;
        chromium
            .until(&format!("matchMedia('({feature}: {value})').matches"))
            .await;
        fits_and_is_accessible(&chromium, &server.app, "/components", value).await;
    }
}

#[tokio::test]
async fn the_menu_on_a_phone_needs_no_script_and_leads_on() {
    let server = TestServer::start().await;
    let administrator = server.person(Role::Administrator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&administrator).await;
    chromium.width(390).await;
    chromium.open(&format!("{}/account", server.app)).await;

    assert_eq!(
        chromium
            .script("return document.querySelectorAll('.site-menu a[href=\"/components\"], .masthead script').length")
            .await,
        json!(0)
    );
    chromium.click(".site-menu > summary").await;
    chromium
        .until("document.querySelector('.site-menu a[href=\"/people\"]').checkVisibility()")
        .await;
    axe::check(&chromium, "the open menu").await;
    let smallest = "Math.min(...[...document.querySelectorAll('.site-menu :is(a, button)')]
        .map((it) => it.getBoundingClientRect().height))";
    chromium.until(&format!("{smallest} >= 32")).await;
    chromium.click(".site-menu form button").await;
    chromium
        .until("document.querySelector('.account') === null")
        .await;
}

#[tokio::test]
async fn what_has_the_focus_is_seen() {
    let server = TestServer::start().await;
    let administrator = server.person(Role::Administrator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&administrator).await;
    chromium.width(1280).await;
    chromium.open(&format!("{}/components", server.app)).await;

    let hidden = chromium
        .script(
            "const hidden = [];
            const all = 'a[href], button:not(:disabled), input:not([type=hidden], :disabled), select, textarea, summary';
            for (const it of document.querySelectorAll(all)) {
                if (!it.checkVisibility()) continue;
                it.focus({ focusVisible: true });
                const style = getComputedStyle(it);
                if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
                    hidden.push('no ring: ' + it.outerHTML.slice(0, 120));
                }
                const box = it.getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
                if (!(it.contains(top) || top?.contains(it))) hidden.push('covered: ' + it.outerHTML.slice(0, 120));
            }
            return hidden;",
        )
        .await;

    assert_eq!(hidden, json!([]));
}

/// Sets the face as the switch on the page does.
async fn choose(chromium: &Chromium, site: &str, face: &str) {
    chromium.open(&format!("{site}/face/{face}")).await;
    chromium
        .until(&format!("document.documentElement.lang === '{face}'"))
        .await;
}

async fn fits_and_is_accessible(chromium: &Chromium, site: &str, path: &str, way: &str) {
    for width in WIDTHS {
        chromium.width(width).await;
        chromium.open(&format!("{site}{path}")).await;
        let page = format!("{path}, {way}, {width} px");

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
