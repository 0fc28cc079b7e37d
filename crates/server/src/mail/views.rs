//! What the demo's mail pages show.

use entity::mail_message;
use serde::Serialize;

use crate::{config::Origin, i18n, page::View};

/// `GET /demo/mail`
#[derive(Debug, Serialize)]
pub(crate) struct List {
    mails: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    recipient: String,
    subject: String,
    lang: &'static str,
    /// RFC 3339.
    at: String,
    is_sent: bool,
    failed_with: Option<String>,
}

impl List {
    pub(super) fn new(mails: Vec<mail_message::Model>) -> Self {
        let mails = mails.into_iter().map(|mail| Line {
            id: mail.id.to_string(),
            recipient: mail.recipient,
            subject: mail.subject,
            lang: i18n::tag(mail.face),
            at: mail.created_at.to_rfc3339(),
            is_sent: mail.sent_at.is_some(),
            failed_with: mail.failed_with,
        });
        Self {
            mails: mails.collect(),
        }
    }
}

/// `GET /demo/mail/{id}`
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    recipient: String,
    subject: String,
    lang: &'static str,
    at: String,
    /// The text's lines in pieces; links of this site can be followed.
    lines: Vec<Vec<Piece>>,
}

#[derive(Debug, Serialize)]
struct Piece {
    text: String,
    /// A path of this site.
    path: Option<String>,
}

impl Shown {
    pub(super) fn new(mail: mail_message::Model, origin: &Origin) -> Self {
        let origin = origin.to_string();
        let lines = mail.text_body.lines().map(|line| pieces(line, &origin));
        Self {
            lines: lines.collect(),
            recipient: mail.recipient,
            subject: mail.subject,
            lang: i18n::tag(mail.face),
            at: mail.created_at.to_rfc3339(),
        }
    }
}

fn pieces(line: &str, origin: &str) -> Vec<Piece> {
    line.split_inclusive(' ')
        .map(|word| {
            let path = word.trim_end().strip_prefix(origin);
            Piece {
                path: path.filter(|it| it.starts_with('/')).map(Into::into),
                text: word.to_owned(),
            }
        })
        .collect()
}

impl View for List {
    const TEMPLATE: &'static str = "mail/demo_list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let line = |failed: bool| Line {
            id: "id".into(),
            recipient: "ada@example.org".into(),
            subject: "Здраво <b>".into(),
            lang: "sr-Cyrl",
            at: "2026-11-24T09:00:00Z".into(),
            is_sent: !failed,
            failed_with: failed.then(|| "no".into()),
        };
        let mut waiting = line(false);
        waiting.is_sent = false;
        let mails = vec![line(false), line(true), waiting];
        vec![Self { mails: vec![] }, Self { mails }]
    }
}

impl View for Shown {
    const TEMPLATE: &'static str = "mail/demo_mail.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            recipient: "ada@example.org".into(),
            subject: "Здраво <b>".into(),
            lang: "sr-Cyrl",
            at: "2026-11-24T09:00:00Z".into(),
            lines: vec![
                pieces("Отворите http://a/invitation/x одмах", "http://a"),
                vec![],
            ],
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<List>();
        crate::page::tests::renders::<Shown>();
    }

    #[test]
    fn only_links_of_this_site_can_be_followed() {
        let pieces = pieces("See http://a/x http://a.evil/x http://b/x", "http://a");
        let paths: Vec<_> = pieces.iter().map(|it| it.path.as_deref()).collect();
        assert_eq!(paths, [None, Some("/x"), None, None]);
    }
}
