//! What packages do beside calling the API, as real ones do it.

use std::{path::Path, time::Duration};

use serde_json::json;

use crate::{
    driver::Chromium,
    player::{attempts, start},
    playing::{Enrolled, Module},
    support::TestServer,
};

/// Finds the API and offers `go`, like the SCO of the other tests; `script`
/// runs before.
fn page(script: &str) -> String {
    format!(
        "<!doctype html><title>SCO</title><p>Text</p><script>{script}</script><script>
const api = parent.API;
window.init = api.LMSInitialize('');
window.go = (page) => [api.LMSSetValue('cmi.core.lesson_location', page), api.LMSCommit('')].join();
</script>"
    )
}

async fn playing(module: &Module) -> (TestServer, Chromium, Enrolled) {
    let (server, chromium, _, learner) = start(module).await;
    assert_eq!(chromium.script("return go('3')").await, json!("true,true"));
    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows[0].location.as_deref(), Some("3"));
    (server, chromium, learner)
}

#[tokio::test]
async fn setting_document_domain_does_nothing_and_harms_nothing() {
    let script = "document.domain = document.domain; window.isSet = true;";
    let module = Module::scorm_12(&["Lesson"], None, &page(script));

    let (_server, chromium, _) = playing(&module).await;

    let after = "return [window.isSet, document.domain === location.hostname].join()";
    assert_eq!(chromium.script(after).await, json!("true,true"));
}

#[tokio::test]
async fn a_thousand_calls_while_the_page_is_built_are_no_pause() {
    let storm = "const before = performance.now();
const storm = parent.API;
storm.LMSInitialize('');
for (let n = 0; n < 500; n += 1) {
  storm.LMSSetValue('cmi.suspend_data', 'slide ' + n);
  storm.LMSGetValue('cmi.suspend_data');
}
window.took = performance.now() - before;";
    let module = Module::scorm_12(&["Lesson"], None, &page(storm));

    let (server, chromium, learner) = playing(&module).await;

    let took = chromium.script("return took").await.as_f64().unwrap();
    assert!(took < 250.0, "{took} ms");
    let last = "return api.LMSGetValue('cmi.suspend_data')";
    assert_eq!(chromium.script(last).await, json!("slide 499"));
    assert_eq!(chromium.script("return go('4')").await, json!("true,true"));
    let rows = attempts(&server, learner.enrolment_id).await;
    assert_eq!(rows[0].location.as_deref(), Some("4"));
}

#[tokio::test]
async fn what_a_module_keeps_in_the_browser_and_what_it_gives_to_download_is_there() {
    let module = Module::scorm_12(
        &["Lesson"],
        None,
        &page("localStorage.setItem('page', '7');"),
    )
    .with_file("hand out.pdf", b"%PDF-1.4 for learners");
    let (_server, chromium, _) = playing(&module).await;
    let folder = tempfile::tempdir().unwrap();
    let into = json!({ "behavior": "allow", "downloadPath": folder.path() });
    chromium.cdp("Browser.setDownloadBehavior", into).await;

    let kept = chromium.script("return localStorage.getItem('page')").await;
    chromium
        .script(
            "const link = document.createElement('a');
link.href = 'hand%20out.pdf'; link.download = 'hand out.pdf';
document.body.append(link); link.click();",
        )
        .await;

    assert_eq!(kept, json!("7"));
    assert_eq!(downloaded(folder.path()).await, b"%PDF-1.4 for learners");
}

async fn downloaded(folder: &Path) -> Vec<u8> {
    let file = folder.join("hand out.pdf");
    for _ in 0..200 {
        if let Ok(bytes) = std::fs::read(&file) {
            return bytes;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing came within twenty seconds");
}

#[tokio::test]
async fn a_recording_starts_where_the_learner_wants_it_and_a_pdf_is_shown() {
    let recording = silence(300);
    let module = Module::scorm_12(
        &["Lesson"],
        None,
        &page("window.pdf = document.createElement('iframe'); pdf.src = 'sheet.pdf'; document.body.append(pdf);"),
    )
    .with_file("talk.wav", &recording)
    .with_file("sheet.pdf", b"%PDF-1.4\n%%EOF");
    let (_server, chromium, _) = playing(&module).await;

    chromium
        .script(
            "window.talk = new Audio('talk.wav'); talk.preload = 'metadata';
talk.onloadedmetadata = () => { talk.currentTime = 290; };
talk.onseeked = () => { window.at = Math.round(talk.currentTime); };",
        )
        .await;
    chromium.until("window.at === 290").await;

    // Only the parts that were needed came over the line.
    let types = "return fetch('sheet.pdf').then((it) => it.headers.get('content-type') + ' ' + it.headers.get('accept-ranges'))";
    assert_eq!(chromium.script(types).await, json!("application/pdf bytes"));
    let part = "return fetch('talk.wav', { headers: { range: 'bytes=44-53' } }).then(async (it) => it.status + ' ' + (await it.arrayBuffer()).byteLength)";
    assert_eq!(chromium.script(part).await, json!("206 10"));
}

/// A recording of so many seconds in which nobody speaks: 8 bits, 8,000 a second.
fn silence(seconds: u32) -> Vec<u8> {
    let length = seconds * 8000;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend([1, 0, 1, 0]);
    wav.extend(8000_u32.to_le_bytes());
    wav.extend(8000_u32.to_le_bytes());
    wav.extend([1, 0, 8, 0]);
    wav.extend(b"data");
    wav.extend(length.to_le_bytes());
    wav.resize(wav.len() + length as usize, 128);
    wav
}
