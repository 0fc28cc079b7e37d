//! Videos without captions shut out people who do not hear. A caption file
//! belongs to a video when its name begins with the video's: `uvod.vtt` and
//! `uvod.sr.vtt` to `uvod.mp4`.

use std::collections::HashSet;

use crate::archive::has_extension;
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) fn check(paths: &[String], findings: &mut Findings) {
    let captioned: HashSet<&str> = paths
        .iter()
        .filter(|path| has_extension(path, &["vtt", "srt", "ttml", "dfxp"]))
        .flat_map(|path| {
            let name = name_of(path);
            name.match_indices('.').map(|(at, _)| &name[..at])
        })
        .collect();
    let silent: Vec<String> = paths
        .iter()
        .filter(|path| has_extension(path, &["mp4", "m4v", "webm", "ogv", "mov"]))
        .filter(|path| {
            let name = name_of(path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            !captioned.contains(stem)
        })
        .cloned()
        .collect();
    findings.push_names(CheckId::VideoWithoutCaptions, &silent);
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_file_belongs_to_the_video_of_its_name() {
        let paths = [
            "a.mp4",
            "b.mp4",
            "m/c.webm",
            "a.vtt",
            "captions/c.sr.vtt",
            "d.srt",
        ]
        .map(str::to_owned);
        let mut findings = Findings::default();

        check(&paths, &mut findings);

        let found = findings.into_sorted();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].arguments[1].1.to_string(), "b.mp4");
    }
}
