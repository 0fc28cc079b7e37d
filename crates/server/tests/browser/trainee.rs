//! The trainee's journey: from the link in the mail to the certificate, through
//! a real module of the demo centre.

use entity::{mail_message, values::Role};
use sea_orm::{EntityTrait as _, QueryOrder as _};

use crate::{driver::Chromium, support::TestServer};

/// Works through the module in the frame as a person would: reads on, answers
/// rightly. Stops after `stop_after` pages, or at the last one. Says where it is.
const WORK: &str = r#"
const [stopAfter] = arguments;
const text = (item) => item.text[0];
function answer(form) {
  const inputs = [...form.querySelectorAll("input")];
  const rows = [...form.querySelectorAll("ol.order li")];
  const name = inputs.length ? inputs[0].name : null;
  const question = QUESTIONS.find((q) => (name ? q.id === name : q.kind === "order" && rows.length === q.items.length));
  const isGood = (input) => {
    if (!question) return input === inputs[0];
    if (question.kind === "true-false") return input.value === String(question.isTrue);
    return Boolean(question.options.find((option) => option.id === input.value).good);
  };
  for (const input of inputs) if (isGood(input) !== input.checked) input.click();
  if (rows.length && question) {
    question.items.forEach((item, wanted) => {
      for (;;) {
        const list = [...form.querySelectorAll("ol.order li")];
        const at = list.findIndex((row) => row.querySelector("span").textContent === text(item));
        if (at <= wanted) break;
        list[at].querySelector('[data-move="up"]').click();
      }
    });
  }
  for (const select of form.querySelectorAll("select")) select.selectedIndex = 1;
  form.querySelector("button[type=submit]").click();
}
for (let pages = 0; pages < 60; pages += 1) {
  for (let tries = 0; tries < 20; tries += 1) {
    const form = [...document.querySelectorAll("form.task")].find((it) => it.querySelector("button[type=submit]") && !it.querySelector(".feedback").textContent);
    if (!form) break;
    answer(form);
  }
  const next = document.getElementById("next");
  if (!next || pages === stopAfter) break;
  next.click();
}
return document.getElementById("heading").textContent;
"#;

async fn work(chromium: &Chromium, stop_after: u32) -> String {
    let said = chromium
        .tab
        .execute(WORK, vec![stop_after.into()])
        .await
        .unwrap();
    said.as_str().unwrap().to_owned()
}

async fn enter_module(chromium: &Chromium) {
    chromium.leave_frames().await;
    chromium.enter_frame("iframe").await;
    chromium.enter_frame("iframe[name=sco]").await;
    chromium.element("#heading").await;
}

/// The link in the newest mail.
async fn link_in_mail(server: &TestServer) -> String {
    let mail = mail_message::Entity::find()
        .order_by_desc(mail_message::COLUMN.created_at)
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let from = mail.text_body.find("http://").unwrap();
    let link = mail.text_body[from..].split_whitespace().next().unwrap();
    assert!(link.contains("/invitation/"), "{}", mail.text_body);
    link.to_owned()
}

#[tokio::test]
async fn from_the_mail_to_the_certificate() {
    let server = TestServer::start_with(|_| {}, true).await;
    server::demo::set_up(&server.state, server.state.clock.now())
        .await
        .unwrap();
    let coordinator = server.person(Role::Coordinator).await;
    let course = server.course_named("Први контакт са тражиоцем азила").await;
    let people = format!("/courses/{course}/people");
    let list = [("list", "Петра Петровић petra@example.org")];
    let invited = coordinator.post(&people, &list).await;
    assert_eq!(invited.status(), 303);
    let link = link_in_mail(&server).await;
    let chromium = Chromium::start().await;

    // The mail's link shows the course and one button; the button signs in.
    chromium.open(&link).await;
    assert!(chromium.text("main").await.contains("azila"));
    chromium.click("main form button.primary").await;
    // The first time: the person's details, filled in.
    chromium.until("location.pathname !== '/invitation'").await;
    chromium.click("main form button.primary").await;
    chromium
        .until(&format!("location.pathname === '/courses/{course}'"))
        .await;

    chromium.click(".action-card .button.primary").await;
    chromium.click(".actions .button.primary").await;
    enter_module(&chromium).await;
    let place = work(&chromium, 3).await;
    // Leaves in the middle: the tab goes elsewhere without a word.
    chromium.leave_frames().await;
    chromium.open(&format!("{}/home", server.app)).await;

    // Home has one button, and it leads to the exact place.
    chromium.click(".now-action .button.primary").await;
    chromium.click(".action-card .button.primary").await;
    enter_module(&chromium).await;
    assert_eq!(chromium.text("#heading").await, place);

    work(&chromium, 60).await;
    chromium.click("#finish").await;
    chromium.leave_frames().await;

    // The certificate's number and its PDF stand on the same page.
    chromium
        .until("document.body.innerText.includes('U-20') && document.querySelector('a[href$=\".pdf\"]')")
        .await;
    let fetch = "const done = arguments[0]; \
        const { href } = document.querySelector('a[href$=\".pdf\"]'); \
        fetch(href).then(async (it) => done([it.status, (await it.text()).slice(0, 5)]), (it) => done([0, String(it)]));";
    let pdf = chromium.tab.execute_async(fetch, vec![]).await.unwrap();
    assert_eq!(pdf, serde_json::json!([200, "%PDF-"]));
}
