//! What the feature's pages show.

use serde::Serialize;

use crate::page::View;

/// `GET /courses/{course_id}/steps/{step_id}/play`
#[derive(Debug, Serialize)]
pub(crate) struct Play {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) content_origin: String,
    pub(super) person_id: String,
    pub(super) attempt_id: String,
    /// Where to go when the learner leaves.
    pub(super) back: String,
    /// Where to read what came of a learner session; nothing for a trial.
    pub(super) result: Option<String>,
    pub(super) trial: Option<Trial>,
}

/// What a trial shows beside the player.
#[derive(Debug, Serialize)]
pub(crate) struct Trial {
    pub(super) publish: Option<String>,
}

impl View for Play {
    const TEMPLATE: &'static str = "attempts/play.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let play = |trial: Option<Trial>| Self {
            title: "Заштита података <b>".into(),
            url: "http://localhost:8081/p/token/".into(),
            content_origin: "http://localhost:8081".into(),
            person_id: "1".into(),
            attempt_id: "2".into(),
            back: "/courses/1".into(),
            result: trial.is_none().then(|| "/courses/1/steps/2/result".into()),
            trial,
        };
        vec![
            play(None),
            play(Some(Trial { publish: None })),
            play(Some(Trial {
                publish: Some("/modules/1/versions/1".into()),
            })),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Play>();
    }
}
