//! Our own static files: embedded in the binary, named by the hash of them all,
//! cached for ever. Modules import each other by relative paths, so one hash
//! stands in front of the whole set. A style sheet is served with what it imports
//! in place of the `@import` lines, and the script of the player with its modules:
//! one request for the look of a page, one for what it does.

mod modules;

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// Scripts that are served with all that they import.
const WHOLE_SCRIPTS: [&str; 2] = ["js/player/main.js", "js/attempts/host.js"];

/// Every file as it is served.
static SERVED: LazyLock<HashMap<String, Bytes>> = LazyLock::new(|| {
    Assets::iter()
        .filter_map(|path| {
            let data = whole(&path, Assets::get(&path)?.data);
            Some((path.into_owned(), Bytes::from(data.into_owned())))
        })
        .collect()
});

/// Sixteen hexadecimal digits over names and contents of all assets.
pub(crate) fn fingerprint() -> &'static str {
    static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
        let mut names: Vec<_> = Assets::iter().collect();
        names.sort();
        let mut hasher = Sha256::new();
        for name in names {
            if let Some(file) = Assets::get(&name) {
                hasher.update(name.as_bytes());
                hasher.update(file.metadata.sha256_hash());
            }
        }
        hex::encode(&hasher.finalize()[..8])
    });
    &FINGERPRINT
}

/// Where the app origin serves the asset `path`.
pub(crate) fn url(path: &str) -> String {
    format!("/assets/{}/{path}", fingerprint())
}

/// The asset, for ever cacheable, or 404.
pub(crate) fn respond(hash: &str, path: &str) -> Response<Body> {
    let found = (hash == fingerprint()).then(|| SERVED.get(path)).flatten();
    let Some(data) = found else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    Response::builder()
        .header(header::CONTENT_TYPE, media_type(path))
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(Body::from(data.clone()))
        .expect("fixed headers")
}

/// The file; a style sheet with its parts, which stand beside it and import nothing
/// themselves; a script with its modules.
fn whole(path: &str, data: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    if WHOLE_SCRIPTS.contains(&path) {
        let read = |path: &str| Assets::get(path).map(|it| it.data);
        // A module that is missing is missed by the browser too, which says which one.
        return modules::joined(path, &read).map_or(data, |it| Cow::Owned(it.into_bytes()));
    }
    let has_parts =
        media_type(path).starts_with("text/css") && data.windows(9).any(|it| it == b"\n@import ");
    let text = match std::str::from_utf8(&data) {
        Ok(text) if has_parts => text,
        _ => return data,
    };
    let folder = path.rsplit_once('/').map_or("", |(it, _)| it);
    let mut joined = String::with_capacity(64 * 1024);
    for line in text.lines() {
        let part = line
            .strip_prefix("@import \"")
            .and_then(|it| it.strip_suffix("\";"))
            .and_then(|name| Assets::get(&format!("{folder}/{name}")));
        match part {
            Some(part) => joined.push_str(&String::from_utf8_lossy(&part.data)),
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    Cow::Owned(joined.into_bytes())
}

/// The media type that a file's name stands for; ours, never the uploader's word.
pub(crate) fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" | "xsd" | "dtd" => "application/xml",
        "vtt" => "text/vtt; charset=utf-8",
        "txt" | "srt" | "csv" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "bmp" => "image/bmp",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_is_one_file_with_every_part_in_it() {
        let look = Assets::get("css/obuka.css").unwrap();
        let names: Vec<String> = std::str::from_utf8(&look.data)
            .unwrap()
            .lines()
            .filter_map(|line| Some(line.strip_prefix("@import \"")?.strip_suffix("\";")?.into()))
            .collect();
        assert!(5 < names.len());

        let served = whole("css/obuka.css", look.data);

        let served = std::str::from_utf8(&served).unwrap();
        assert!(!served.contains("@import"), "a part is missing");
        for name in names {
            let part = Assets::get(&format!("css/{name}")).unwrap();
            assert!(
                served.contains(std::str::from_utf8(&part.data).unwrap()),
                "{name}"
            );
        }
    }

    #[test]
    fn the_players_script_is_one_file_without_imports() {
        for path in WHOLE_SCRIPTS {
            let served = whole(path, Assets::get(path).unwrap().data);
            let served = std::str::from_utf8(&served).unwrap();
            let is_plain = |line: &str| {
                !["import ", "import{", "export ", "} from "]
                    .iter()
                    .any(|it| line.starts_with(it))
            };
            let odd: Vec<&str> = served.lines().filter(|it| !is_plain(it)).collect();
            assert!(odd.is_empty(), "{path}: {odd:?}");
        }
        let player = whole(
            WHOLE_SCRIPTS[0],
            Assets::get(WHOLE_SCRIPTS[0]).unwrap().data,
        );
        let player = std::str::from_utf8(&player).unwrap();
        for class in [
            "Player",
            "Keeper",
            "Link",
            "Screen",
            "RunTime",
            "QueueStore",
        ] {
            assert_eq!(
                player.matches(&format!("\nclass {class} {{")).count(),
                1,
                "{class}"
            );
        }
    }

    #[test]
    fn other_files_are_served_as_they_are() {
        let mark = Assets::get("img/mark.svg").unwrap().data;
        assert_eq!(whole("img/mark.svg", mark.clone()), mark);
        let player = Assets::get("css/player.css").unwrap().data;
        assert_eq!(whole("css/player.css", player.clone()), player);
    }
}
