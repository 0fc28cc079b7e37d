//! A18: documents and pictures that attack what converts them. Nothing here
//! converts: no program is ever started, the bytes are kept as they came and
//! given only to whoever may open the step, as something that cannot run.

use std::{io::Write as _, os::unix::fs::PermissionsExt as _, path::Path};

use entity::{course_step, values::Role};
use reqwest::multipart::{Form, Part};
use sea_orm::{EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    playing::Module,
    process::ServerProcess,
    support::{TestServer, location},
};

/// Programs that systems like this one have handed such files to.
const CONVERTERS: [&str; 24] = [
    "sh",
    "bash",
    "gs",
    "convert",
    "magick",
    "identify",
    "pdftoppm",
    "pdftotext",
    "pdflatex",
    "xelatex",
    "latex",
    "tex",
    "dvips",
    "dvipng",
    "libreoffice",
    "soffice",
    "unoconv",
    "inkscape",
    "rsvg-convert",
    "ffmpeg",
    "exiftool",
    "unzip",
    "file",
    "python3",
];

/// Puts traps under these names on a path of their own; each leaves a mark when it runs.
fn traps(folder: &Path) {
    for name in CONVERTERS {
        let path = folder.join(name);
        let trap = format!("#!/bin/sh\n: > '{}/{name}.ran'\n", folder.display());
        std::fs::write(&path, trap).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

fn marks(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|it| it.contains(".ran"))
        .collect()
}

/// A picture that says it is sixty thousand pixels wide and high, in few bytes.
fn png_bomb() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    bytes.extend(60_000_u32.to_be_bytes());
    bytes.extend(60_000_u32.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend(deflated(64 << 20));
    bytes
}

/// So many zeros, packed.
fn deflated(bytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..bytes >> 20 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

/// A page whose one stream unpacks to 64 MiB.
fn pdf_bomb() -> Vec<u8> {
    let stream = deflated(64 << 20);
    let mut bytes = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n\
         2 0 obj<</Filter/FlateDecode/Length {}>>stream\n",
        stream.len()
    )
    .into_bytes();
    bytes.extend(stream);
    bytes.extend(b"\nendstream endobj\n%%EOF");
    bytes
}

/// Name, content, the type it is served as, and whether a browser may show it.
fn attacks() -> Vec<(&'static str, Vec<u8>, &'static str, bool)> {
    let text = |it: &str| it.as_bytes().to_vec();
    vec![
        (
            "page.ps",
            text("%!PS\n(%pipe%touch pwned) (w) file closefile showpage"),
            "application/octet-stream",
            false,
        ),
        (
            "figure.eps",
            text("%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (r) file"),
            "application/octet-stream",
            false,
        ),
        (
            "paper.tex",
            text(
                "\\documentclass{article}\\begin{document}\\immediate\\write18{id}\\input{/etc/passwd}\\end{document}",
            ),
            "application/octet-stream",
            false,
        ),
        (
            "picture.mvg",
            text(
                "push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1/\"|id\"'\npop graphic-context",
            ),
            "application/octet-stream",
            false,
        ),
        (
            "drawing.svg",
            text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><image href=\"file:///etc/passwd\"/></svg>",
            ),
            "image/svg+xml",
            false,
        ),
        (
            "photo.jpg",
            text("<script>alert(1)</script>"),
            "image/jpeg",
            true,
        ),
        ("huge.png", png_bomb(), "image/png", true),
        ("bomb.pdf", pdf_bomb(), "application/pdf", true),
        ("$(touch pwned).pdf", pdf_bomb(), "application/pdf", true),
        ("-dSAFER.pdf", text("%PDF-1.7"), "application/pdf", true),
    ]
}

#[tokio::test]
async fn a18_documents_are_kept_as_they_came_and_no_program_ever_sees_them() {
    let mut server = TestServer::start().await;
    let step = server
        .one_step(&Module::scorm_12(&["One"], None, "<p>page</p>"))
        .await;
    let (admin, reader, stranger) = (
        server.person(Role::Administrator).await,
        server.enrolled(step.course_id).await.browser,
        server.person(Role::Trainee).await,
    );
    server.stop().await;
    let path = tempfile::tempdir().unwrap();
    traps(path.path());
    let process = ServerProcess::start_with(&server.state.config.settings, |command| {
        command.env("PATH", path.path());
    })
    .await;
    let (admin, reader, stranger) = (
        process.visited_by(admin),
        process.visited_by(reader),
        process.visited_by(stranger),
    );
    let nobody = process.visited_by(server.visitor());
    admin.text("/home").await;
    let before = process.memory_bytes();
    let course = format!("/courses/{}", step.course_id);
    let mut largest = 0;

    for (name, content, media_type, shown) in attacks() {
        largest = largest.max(content.len());
        let form = Form::new().part("document", Part::bytes(content.clone()).file_name(name));
        let sent = admin
            .request(reqwest::Method::POST, &format!("{course}/steps/document"))
            .multipart(form)
            .send()
            .await
            .unwrap();
        location(&sent);
        let id = step_named(&server, step.course_id, name).await;
        let address = format!("{course}/steps/{id}/document");

        let answer = reader.get(&address).await;

        assert_eq!(answer.status(), 200, "{name}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), media_type, "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(
            header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        let disposition = header("content-disposition");
        let expected = if shown { "inline; " } else { "attachment; " };
        assert!(disposition.starts_with(expected), "{name}: {disposition}");
        assert_eq!(answer.bytes().await.unwrap(), content, "{name}");
        // Nowhere else, and for nobody else.
        assert_eq!(stranger.get(&address).await.status(), 404, "{name}");
        location(&nobody.get(&address).await);
        let elsewhere = format!("http://127.0.0.1:{}{address}", process.content);
        assert_eq!(reqwest::get(elsewhere).await.unwrap().status(), 404);
        assert_eq!(process.programs_started(), Vec::<String>::new(), "{name}");
    }
    assert_eq!(marks(path.path()), Vec::<String>::new());
    let grown = process.memory_bytes().saturating_sub(before);
    assert!(grown < 48 << 20, "{grown} bytes more for {largest} at most");
}

async fn step_named(server: &TestServer, course_id: Uuid, name: &str) -> Uuid {
    let step = course_step::Entity::find()
        .filter(course_step::COLUMN.course_id.eq(course_id))
        .filter(course_step::COLUMN.document_name.eq(name))
        .one(server.state.db.read())
        .await
        .unwrap();
    step.unwrap().id
}
