//! Our own static files: embedded in the binary, named by the hash of them all,
//! cached for ever. Modules import each other by relative paths, so one hash
//! stands in front of the whole set. A style sheet is served with what it imports
//! in place of the `@import` lines: one request for the look of a page.

use std::{borrow::Cow, sync::LazyLock};

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

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
    let found = (hash == fingerprint()).then(|| Assets::get(path)).flatten();
    let Some(data) = found.map(|file| whole(path, file.data)) else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    Response::builder()
        .header(header::CONTENT_TYPE, media_type(path))
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(Body::from(data.into_owned()))
        .expect("fixed headers")
}

/// The file; a style sheet with its parts, which stand beside it and import nothing themselves.
fn whole(path: &str, data: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
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

/// The modules that the module at `path` imports, and those that they import: a
/// page that names them has them all after one round trip instead of one for each level.
pub(crate) fn imported_by(path: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    let mut module = path.to_owned();
    loop {
        let text = Assets::get(&module).map(|it| it.data).unwrap_or_default();
        for name in imports(&String::from_utf8_lossy(&text)) {
            let imported = beside(&module, name);
            if imported != path && !found.contains(&imported) {
                found.push(imported);
            }
        }
        let Some(next) = found.get(at) else {
            return found;
        };
        module.clone_from(next);
        at += 1;
    }
}

/// What a module's `import` lines name.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("} from "))
        .filter_map(|line| line.split(" from \"").nth(1)?.split('"').next())
}

/// The file that `name` (`./x.js`, `../y/x.js`) means in the module at `path`.
fn beside(path: &str, name: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
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
    fn every_module_below_the_players_is_known() {
        let found = imported_by("js/player/main.js");
        for path in Assets::iter() {
            let is_of_player = path.starts_with("js/player/") || path.starts_with("js/scorm/");
            if is_of_player && path.ends_with(".js") && path != "js/player/main.js" {
                assert!(found.iter().any(|it| *it == path), "{path}: {found:?}");
            }
        }
        for path in &found {
            assert!(Assets::get(path).is_some(), "{path}");
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
