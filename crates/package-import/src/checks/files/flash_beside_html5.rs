//! Flash that lies beside an HTML5 version and is not used any more.

use std::collections::HashSet;

use crate::checks::{Area, Definition};
use crate::scan::name_of;

pub(crate) const CHECK: Definition =
    Definition::note(Area::Files, "flash-beside-html5", &["count", "names"]);

/// What tools write beside Flash when they publish for HTML5 as well.
const VERSIONS: [&str; 5] = [
    "html5/",
    "story_html5.html",
    "res/data/player.js",
    "assets/js/cpm.js",
    "scripts/techsmith-smart-player.min.js",
];

/// Players and installers that libraries carry along for browsers long gone.
const FALLBACKS: [&str; 9] = [
    "flashmediaelement",
    "expressinstall",
    "playerproductinstall",
    "soundmanager2",
    "jplayer",
    "swfobject",
    "updateplayer",
    "multimedia",
    "dummy",
];

/// Tells of a Flash file whether something else is shown in its place.
pub(super) fn replaced_in(paths: &[String]) -> impl Fn(&String) -> bool {
    let lower: HashSet<String> = paths.iter().map(|path| path.to_ascii_lowercase()).collect();
    let has_version = lower.iter().any(|path| {
        VERSIONS
            .iter()
            .any(|it| path == it || (it.ends_with('/') && path.starts_with(it)))
    });
    move |path| {
        let path = path.to_ascii_lowercase();
        let stem = path
            .rsplit_once('.')
            .map_or(path.as_str(), |(stem, _)| stem);
        let name = name_of(stem);
        let has_twin = [
            "mp4", "webm", "mp3", "ogg", "html", "htm", "js", "png", "svg",
        ]
        .iter()
        .any(|extension| lower.contains(&format!("{stem}.{extension}")));
        has_version || has_twin || FALLBACKS.iter().any(|it| name.starts_with(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flash_counts_where_nothing_is_shown_in_its_place() {
        let replaced = |paths: &[&str]| {
            let paths: Vec<String> = paths.iter().map(|it| (*it).to_owned()).collect();
            replaced_in(&paths)(&paths[0])
        };
        assert!(!replaced(&["igra.swf", "index.html"]));
        assert!(replaced(&["story.swf", "html5/data/js/data.js"]));
        assert!(replaced(&["media/a.swf", "media/A.mp3"]));
        assert!(!replaced(&["media/a.swf", "other/a.mp3"]));
        assert!(replaced(&["assets/FlashMediaElement.swf"]));
    }
}
