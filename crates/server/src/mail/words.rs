//! The words of a mail: a pair of templates, rendered in the person's face.

use entity::values::Face;
use minijinja::{
    Environment, context,
    value::{Serde, Value},
};
use serde::Serialize;
use uuid::Uuid;

use super::service::Mail;
use crate::{
    app::AppState,
    error::{AppError, Message},
    i18n,
};

/// What a mail says. `templates/mail/NAME.txt` and `NAME.html` print its fields;
/// they extend nothing and use `t("…")` like pages do.
pub(crate) trait MailView: Serialize {
    const NAME: &'static str;

    fn subject(&self) -> Message;

    /// Data for the template test, one for each branch of the templates.
    #[cfg(test)]
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// To whom a mail goes, and how they read.
#[derive(Debug, Clone)]
pub(crate) struct Recipient {
    pub(crate) person_id: Option<Uuid>,
    pub(crate) email: String,
    pub(crate) face: Face,
}

/// Writes the mail; queue it with [`super::service::queue`].
pub(crate) fn compose<V: MailView>(
    app: &AppState,
    to: Recipient,
    view: &V,
) -> Result<Mail, AppError> {
    let frame = Frame {
        face: i18n::tag(to.face),
        site: app.site_name(to.face),
        origin: app.config.app_origin.to_string(),
    };
    let (text, html) = render(&app.templates, &frame, view)
        .map_err(|error| AppError::internal(&format!("{error:#}")))?;
    Ok(Mail {
        person_id: to.person_id,
        to: to.email,
        face: to.face,
        subject: i18n::translate(to.face, &view.subject()),
        text,
        html,
    })
}

/// What every mail's template reads beside its view, as `page`.
#[derive(Serialize)]
struct Frame {
    face: &'static str,
    site: String,
    origin: String,
}

fn render<V: MailView>(
    templates: &Environment<'static>,
    frame: &Frame,
    view: &V,
) -> Result<(String, String), minijinja::Error> {
    let rendered = |kind: &str| {
        templates
            .get_template(&format!("mail/{}.{kind}", V::NAME))?
            .render(context! { page => Serde(frame), ..Value::from(Serde(view)) })
    };
    Ok((rendered("txt")?, rendered("html")?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Renders every sample of a mail in every face; features call it for each of their mails.
    pub(crate) fn renders<V: MailView>() {
        let templates = crate::page::templates();
        for face in i18n::FACES {
            for sample in V::samples() {
                let frame = Frame {
                    face: i18n::tag(face),
                    site: "Обука".into(),
                    origin: "http://localhost:8080".into(),
                };
                let (text, html) = render(&templates, &frame, &sample)
                    .unwrap_or_else(|error| panic!("{}: {error:#}", V::NAME));
                let subject = i18n::translate(face, &sample.subject());
                for words in [text, html, subject] {
                    assert!(!words.trim().is_empty(), "{}", V::NAME);
                    assert!(
                        !words.contains('⟦'),
                        "{}: a message is missing: {words}",
                        V::NAME
                    );
                }
            }
        }
    }
}
