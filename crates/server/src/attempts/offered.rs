//! Why an item is not offered, in words.

use course_runtime::sequencing::NotOffered;

use crate::error::Message;

/// The sentence for a reason.
pub(crate) fn words(reason: &NotOffered) -> Message {
    let by = |id, by: &String| Message::new(id).with("by", by.clone());
    match reason {
        NotOffered::Invisible => Message::new("not-offered-invisible"),
        NotOffered::Hidden { by: title } => by("not-offered-hidden", title),
        NotOffered::ChoiceOff { by: title } => by("not-offered-choice-off", title),
        NotOffered::ExitHeld { by: title } => by("not-offered-exit-held", title),
        NotOffered::NotSelected { by: title } => by("not-offered-not-selected", title),
        NotOffered::Disabled { by: title } => by("not-offered-disabled", title),
        NotOffered::LimitReached { by: title, limit } => {
            by("not-offered-limit", title).with("limit", limit.to_string())
        }
        NotOffered::ForwardStopped { by: title } => by("not-offered-forward-stopped", title),
        NotOffered::ForwardOnly { by: title } => by("not-offered-forward-only", title),
        NotOffered::ActivationPrevented { by: title } => by("not-offered-activation", title),
        NotOffered::Constrained { by: title } => by("not-offered-constrained", title),
        NotOffered::NothingToDeliver => Message::new("not-offered-nothing"),
        NotOffered::NoContent => Message::new("not-offered-no-content"),
        NotOffered::Other { code, .. } => {
            Message::new("not-offered-other").with("code", code.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_in_every_face() {
        let by = || "Глава 2".to_owned();
        for reason in [
            NotOffered::Invisible,
            NotOffered::Hidden { by: by() },
            NotOffered::ChoiceOff { by: by() },
            NotOffered::ExitHeld { by: by() },
            NotOffered::NotSelected { by: by() },
            NotOffered::Disabled { by: by() },
            NotOffered::LimitReached { by: by(), limit: 2 },
            NotOffered::ForwardStopped { by: by() },
            NotOffered::ForwardOnly { by: by() },
            NotOffered::ActivationPrevented { by: by() },
            NotOffered::Constrained { by: by() },
            NotOffered::NothingToDeliver,
            NotOffered::NoContent,
            NotOffered::Other {
                code: "SB.2.1-2".into(),
                meaning: String::new(),
            },
        ] {
            let message = words(&reason);
            assert!(crate::i18n::is_complete(message.id), "{}", message.id);
            for face in crate::i18n::FACES {
                let text = crate::i18n::translate(face, &message);
                assert!(!text.contains('⟦') && !text.contains("{$"), "{text}");
            }
        }
    }
}
