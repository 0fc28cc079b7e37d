//! B: what a hostile package may try from inside its frame, in a real browser.
//! It runs as uploaded modules do, in the SCO's frame on the content origin.

use axum::{Router, response::Html, routing::get};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{
    driver::Chromium,
    player::{SCO, path, player, start},
    playing::{Enrolled, Module, OneStep},
    support::TestServer,
};

type Stage = (TestServer, Chromium, OneStep, Enrolled);

/// A learner has the hostile module open; the browser is in its frame.
async fn stage(files: &[(&str, &str)]) -> Stage {
    let mut module = Module::scorm_12(&["Lesson"], None, SCO);
    for (name, content) in files {
        module = module.with_file(name, content.as_bytes());
    }
    start(&module).await
}

/// Runs a script of the package that says what it got with `done(value)`.
async fn tries(chromium: &Chromium, script: &str) -> Value {
    let script = format!(
        "const done = arguments[0];
         const attempt = (work) => {{ try {{ return String(work()); }} catch (error) {{ return error.name; }} }};
         {script}"
    );
    chromium.tab.execute_async(&script, vec![]).await.unwrap()
}

/// The learner is still on the player's page, signed in, and the lesson goes on.
async fn nothing_has_happened((_, chromium, step, learner): &Stage) {
    assert_eq!(learner.browser.get("/account").await.status(), 200);
    chromium.leave_frames().await;
    let place = chromium.script("return location.pathname").await;
    assert_eq!(place, json!(path(*step)));
    crate::player::enter(chromium).await;
    assert_eq!(chromium.script("return go('9')").await, json!("true,true"));
}

#[tokio::test]
async fn b1_a_package_reads_nothing_of_the_app() {
    let stage = stage(&[]).await;
    let tried = tries(
        &stage.1,
        "done([
            () => top.document.title,
            () => top.document.cookie,
            () => parent.parent.document.body.dataset.csrf,
            () => top.localStorage.length,
            () => top.location.href,
            () => top.document.querySelector('input').value,
            () => top.eval('1'),
        ].map(attempt))",
    )
    .await;
    for (n, got) in tried.as_array().unwrap().iter().enumerate() {
        assert!(got == "SecurityError" || got == "TypeError", "{n}: {tried}");
    }
    nothing_has_happened(&stage).await;
}

#[tokio::test]
async fn b2_requests_to_the_app_answer_nothing_and_change_nothing() {
    let stage = stage(&[]).await;
    let app = &stage.0.app;
    let tried = tries(
        &stage.1,
        &format!(
            "const read = (it) => fetch('{app}' + it, {{ credentials: 'include' }}).then((it) => it.status, (error) => error.name);
            const write = (it, body, headers) => fetch('{app}' + it, {{ method: 'POST', mode: 'no-cors', credentials: 'include', body, headers }}).then((it) => it.type, (error) => error.name);
            (async () => {{
                const got = [await read('/account'), await read('/api/v1/openapi.json'), await read('/home')];
                await write('/sign-out', new URLSearchParams({{ csrf: 'x' }}));
                await write('/account/face', new URLSearchParams({{ face: 'sr-Latn' }}));
                await write('/account/face', '{{\"face\":\"sr-Latn\"}}', {{ 'content-type': 'text/plain' }});
                const picture = new Image();
                picture.src = '{app}/sign-out';
                await new Promise((resolve) => {{ picture.onload = picture.onerror = resolve; }});
                const form = document.createElement('form');
                form.method = 'post'; form.action = '{app}/sign-out'; form.target = 'hidden';
                const frame = document.createElement('iframe'); frame.name = 'hidden';
                document.body.append(frame, form);
                const loaded = new Promise((resolve) => {{ frame.onload = resolve; setTimeout(resolve, 5000); }});
                form.submit();
                await loaded;
                done(got);
            }})();"
        ),
    )
    .await;
    assert_eq!(tried, json!(["TypeError", "TypeError", "TypeError"]));
    let person = stage.0.person_row(stage.3.browser.person_id()).await;
    assert_eq!(person.face, entity::values::Face::En);
    nothing_has_happened(&stage).await;
}

/// `top.location`, links, forms, popups that reach back, `<meta>`: the learner
/// stays where the address says that they are.
#[tokio::test]
async fn b3_a_package_cannot_lead_the_learner_elsewhere() {
    let back = "<!doctype html><script>
        try { opener.top.location = 'about:blank#phish'; } catch {}
        try { opener.parent.parent.location.replace('about:blank#phish'); } catch {}
        opener.postMessage('tried', '*');</script>";
    let stage = stage(&[("back.html", back)]).await;
    let tried = tries(
        &stage.1,
        "const tried = {};
        tried.assign = attempt(() => { top.location = 'about:blank#phish'; return 'moved'; });
        tried.replace = attempt(() => { top.location.replace('about:blank#phish'); return 'moved'; });
        tried.open = attempt(() => window.open('about:blank#phish', '_top') === null ? 'null' : 'opened');
        const click = (make) => { const it = make(); document.body.append(it); (it.click ?? it.submit).call(it); };
        click(() => Object.assign(document.createElement('a'), { href: 'about:blank#phish', target: '_top' }));
        const form = document.createElement('form');
        form.action = 'about:blank#phish'; form.target = '_top';
        document.body.append(form); form.submit();
        const told = new Promise((resolve) => { addEventListener('message', (event) => resolve(event.data)); setTimeout(() => resolve('silent'), 10000); });
        const popup = window.open(new URL('back.html', location.href).href, 'popup', 'width=200,height=200');
        if (!popup) done({ ...tried, popup: 'blocked' });
        else told.then((popup_said) => { popup.close(); done({ ...tried, popup: popup_said }); });",
    )
    .await;
    assert_ne!(tried["assign"], "moved", "{tried}");
    assert_ne!(tried["replace"], "moved", "{tried}");
    assert!(
        tried["popup"] == "tried" || tried["popup"] == "blocked",
        "{tried}"
    );
    nothing_has_happened(&stage).await;
    stage.1.leave_frames().await;
    player(&stage.1).await;
    let sandbox = "return document.querySelector('iframe[name=sco]').sandbox.value";
    let inner = stage.1.script(sandbox).await;
    stage.1.leave_frames().await;
    let outer = "return document.querySelector('#player').sandbox.value";
    let outer = stage.1.script(outer).await;
    let allowed = format!("{inner} {outer}");
    assert!(!allowed.contains("allow-top-navigation"), "{allowed}");
    assert!(outer.as_str().unwrap().contains("allow-scripts"), "{outer}");
}

/// All packages share the content origin: what one plants there, the next one's
/// player and server do not take.
#[tokio::test]
async fn b4_what_one_package_plants_does_not_touch_the_next() {
    let worker =
        "self.addEventListener('fetch', (event) => event.respondWith(new Response('evil')))";
    let stage = stage(&[("sw.js", worker)]).await;
    let (server, chromium, _, learner) = &stage;
    let tried = tries(
        chromium,
        "(async () => {
            const worker = await navigator.serviceWorker.register('sw.js').then(() => 'registered', (error) => error.name);
            for (const path of ['/', '/p', '/f', location.pathname]) {
                document.cookie = `obuka_session=planted; path=${path}`;
                document.cookie = `launch=planted; path=${path}`;
            }
            try {
                const cache = await caches.open('x');
                await cache.put(new Request(location.href), new Response('evil'));
                localStorage.setItem('obuka-last:x', 'evil');
            } catch {}
            done(worker);
        })();",
    )
    .await;
    assert_ne!(tried, "registered");

    let other = server
        .one_step(&Module::scorm_12(&["Other"], None, SCO))
        .await;
    server
        .enrolled_as(learner.browser.person_id(), other.course_id)
        .await;
    // On a host that both origins share, planting may sign out (B5), no more.
    chromium.leave_frames().await;
    chromium.sign_in(&learner.browser).await;
    crate::player::open(server, chromium, other).await;

    assert_eq!(chromium.text("#entry").await, "ab-initio");
    assert_eq!(chromium.script("return go('1')").await, json!("true,true"));
    let workers = "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then((it) => done(it.length), () => done(0))";
    let workers = chromium.tab.execute_async(workers, vec![]).await.unwrap();
    assert_eq!(workers, json!(0));
    assert_eq!(learner.browser.get("/account").await.status(), 200);
}

/// Messages from the SCO's frame, from the player's own window (where it may
/// run what is a file on this origin), by the hundred, and of every wrong shape.
#[tokio::test]
async fn b6_messages_count_only_from_the_right_window_in_the_right_shape() {
    let speaks = "const lie = { obuka: 1, type: 'keep', launch: '00000000-0000-7000-8000-000000000000', generation: 2, delivery: 1,
            entries: [{ n: 1, at: 0, kind: 'terminate' }] };
        top.postMessage(lie, '*');
        for (const it of [null, 1, 'x', [], {}, { obuka: 1 }, { obuka: 1, type: '__proto__' }, { obuka: 1, type: 'settle', queues: 7 },
            { ...lie, entries: 'x' }, { ...lie, launch: { toString: () => 'x' }.launch }, { obuka: 1, type: 'drop', launch: null, mark: 1e9 }])
            try { top.postMessage(it, '*'); } catch {}";
    let stage = stage(&[("speak.js", speaks)]).await;
    let (_, chromium, _, learner) = &stage;
    let said = tries(
        chromium,
        "const lie = { obuka: 1, type: 'keep', launch: '00000000-0000-7000-8000-000000000000', generation: 1, delivery: 1,
            entries: [{ n: 1, at: 0, kind: 'set_value', element: 'cmi.core.lesson_status', value: 'passed' }] };
        top.postMessage(lie, '*');
        const own = JSON.parse(JSON.stringify(lie));
        top.postMessage({ obuka: 1, type: 'stopped', reason: '<img src=x onerror=alert(1)>' }, '*');
        top.postMessage({ obuka: 1, type: 'decided' }, '*');
        parent.postMessage({ obuka: 1, type: 'queues', queues: [own] }, '*');
        for (let n = 0; n < 2000; n += 1) top.postMessage({ obuka: 1, type: 'ended' }, '*');
        const speak = parent.document.createElement('script');
        speak.src = new URL('speak.js', location.href).href;
        speak.onload = () => done('spoken'); speak.onerror = () => done('silent');
        parent.document.head.append(speak);",
    )
    .await;
    assert_eq!(said, "spoken");

    nothing_has_happened(&stage).await;
    chromium.leave_frames().await;
    let kept = "const done = arguments[0]; const open = indexedDB.open('obuka-queue', 1); \
        open.onsuccess = () => { const all = open.result.transaction('entries').objectStore('entries').getAll(); \
        all.onsuccess = () => done(all.result.filter((it) => String(it.launch).startsWith('00000000')).length); };";
    let kept = chromium.tab.execute_async(kept, vec![]).await.unwrap();
    assert_eq!(kept, json!(0));
    let result = "return document.getElementById('result')?.hidden ?? true";
    assert_eq!(chromium.script(result).await, json!(true), "not ended");
    let rows = crate::player::attempts(&stage.0, learner.enrolment_id).await;
    assert_eq!(rows[0].success, entity::values::Success::Unknown);
}

/// A site of somebody else that puts the app, or a running lesson, into a frame.
#[tokio::test]
async fn b10_another_site_cannot_frame_the_app() {
    let server = TestServer::start().await;
    let learner = server.person(entity::values::Role::Administrator).await;
    let app = server.app.clone();
    let page = move || {
        let frames = ["/sign-in", "/account", "/", "/health", "/no-such-page"]
            .iter()
            .fold(String::new(), |page, path| {
                page + "<iframe src=\"" + &app + path + "\"></iframe>"
            });
        std::future::ready(Html(format!("<!doctype html><title>x</title>{frames}")))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let evil = format!(
        "http://127.0.0.1:{}/",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        let router = Router::new().route("/", get(page));
        axum::serve(listener, router).await.unwrap();
    });
    let chromium = Chromium::start().await;
    chromium.sign_in(&learner).await;

    chromium.open(&evil).await;
    chromium.until("document.readyState === 'complete'").await;

    for n in 1..=5 {
        chromium.leave_frames().await;
        chromium
            .enter_frame(&format!("iframe:nth-of-type({n})"))
            .await;
        let shown = chromium
            .script("return document.URL + document.body.innerText")
            .await;
        let shown = shown.as_str().unwrap();
        assert!(shown.starts_with("chrome-error:"), "frame {n}: {shown}");
    }
}
