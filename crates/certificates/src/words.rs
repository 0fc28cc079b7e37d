//! The fixed words of a certificate, per kind and face.
//!
//! They are part of the document's form and of what past documents say, so they
//! stand here with the template and not in the message catalogue.

use grading::DocumentKind;

use crate::{faces::Face, facts::Mode};

pub(crate) fn heading(kind: DocumentKind, face: Face) -> String {
    match kind {
        DocumentKind::Uverenje => face.say("УВЕРЕЊЕ", "CERTIFICATE"),
        DocumentKind::Potvrda => face.say("ПОТВРДА", "CONFIRMATION OF PARTICIPATION"),
    }
}

/// The kind's name in running text.
pub(crate) fn name(kind: DocumentKind, face: Face) -> String {
    match kind {
        DocumentKind::Uverenje => face.say("Уверење", "Certificate"),
        DocumentKind::Potvrda => face.say("Потврда", "Confirmation of participation"),
    }
}

/// Over the person's name. Both sentences do without a verb that would have to
/// know whether it speaks of a man or a woman.
pub(crate) fn lead(kind: DocumentKind, face: Face) -> String {
    match kind {
        DocumentKind::Uverenje => face.say("додељује се", "is awarded to"),
        DocumentKind::Potvrda => face.say("издаје се", "is issued to"),
    }
}

/// Under the person's name.
pub(crate) fn statement(kind: DocumentKind, face: Face) -> String {
    match kind {
        DocumentKind::Uverenje => face.say(
            "за успешно завршен програм обуке",
            "for the successful completion of the training programme",
        ),
        DocumentKind::Potvrda => face.say(
            "за учешће у програму обуке",
            "for taking part in the training programme",
        ),
    }
}

pub(crate) fn mode(mode: Mode, face: Face) -> String {
    match mode {
        Mode::Online => face.say("онлајн", "online"),
        Mode::InPerson => face.say("уживо", "in person"),
        Mode::Blended => face.say("комбиновано", "blended"),
    }
}
