//! Videos without captions shut out people who do not hear.

use std::collections::HashSet;

use crate::archive::has_extension;
use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::{Scan, name_of};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "video-without-captions", &["count", "names"])
        .in_words_of_tools(Topic::Captions);

/// A caption file belongs to a video when its name begins with the video's:
/// `uvod.vtt` and `uvod.sr.vtt` to `uvod.mp4`. A `track` in a page will do,
/// too.
pub(crate) fn check(scan: &Scan, paths: &[String], findings: &mut Findings) {
    let captioned: HashSet<&str> = paths
        .iter()
        .filter(|path| has_extension(path, &["vtt", "srt", "ttml", "dfxp"]))
        .flat_map(|path| {
            let name = name_of(path);
            name.match_indices('.').map(|(at, _)| &name[..at])
        })
        .collect();
    let silent: Vec<&String> = paths
        .iter()
        .filter(|path| has_extension(path, &["mp4", "m4v", "webm", "ogv", "mov"]))
        .filter(|path| {
            let name = name_of(path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            !captioned.contains(stem) && !scan.captioned.contains(name)
        })
        .collect();
    findings.push_names(CheckId::VideoWithoutCaptions, &silent);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring_tool::Traces;
    use crate::limits::Limits;

    #[test]
    fn a_caption_file_or_a_track_belongs_to_a_video() {
        let paths = [
            "a.mp4",
            "b.mp4",
            "m/c.webm",
            "a.vtt",
            "captions/c.sr.vtt",
            "d.srt",
            "e.mp4",
        ]
        .map(str::to_owned);
        let mut scan = Scan::new(&Limits::default(), None, Traces::default());
        let page = r#"<video><source src="media/e.mp4"><track src="text.php"></video>"#;
        scan.watch("a.html", &mut page.as_bytes(), &mut |_| Ok(()))
            .unwrap();
        let mut findings = Findings::default();

        check(&scan, &paths, &mut findings);

        let found = findings.into_sorted();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].arguments[1].1.to_string(), "b.mp4");
    }
}
