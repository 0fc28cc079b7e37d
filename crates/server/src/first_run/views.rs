//! What the guide and the site's page show.

use serde::Serialize;

use super::site::Site;
use crate::{config::Config, page::View};

/// `GET /set-up`
#[derive(Debug, Default, Serialize)]
pub(super) struct Guide {
    code: String,
    name_sr: String,
    name_en: String,
    given_name: String,
    family_name: String,
    email: String,
    origins: Origins,
    mail: MailWay,
    mail_test: MailTest,
    fault: Option<Fault>,
}

/// The configured addresses, and what there is to say about them.
#[derive(Debug, Default, Serialize)]
struct Origins {
    app: String,
    content: String,
    /// The guide was opened at another address than the settings say.
    opened_at: Option<String>,
    is_plain_http: bool,
    is_shared_host: bool,
}

#[derive(Debug, Default, Serialize)]
struct MailWay {
    is_folder: bool,
    words: String,
}

/// How the test mail went.
#[derive(Debug, Default, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum MailTest {
    #[default]
    None,
    Sent,
    Failed {
        error: String,
    },
}

#[derive(Debug, Serialize)]
struct Fault {
    field: &'static str,
    words: String,
}

impl Guide {
    pub(super) fn new(config: &Config, host: &str, field: impl Fn(&str) -> String) -> Self {
        let app = config.app_origin.to_string();
        let opened_here = app.split_once("://").is_some_and(|(_, it)| it == host);
        Self {
            code: field("code"),
            name_sr: field("name_sr"),
            name_en: field("name_en"),
            given_name: field("given_name"),
            family_name: field("family_name"),
            email: field("email"),
            origins: Origins {
                opened_at: (!opened_here).then(|| host.to_owned()),
                is_plain_http: !config.app_origin.is_https() && !config.app_origin.is_local(),
                is_shared_host: config.cookies_can_be_planted() && !config.app_origin.is_local(),
                content: config.content_origin.to_string(),
                app,
            },
            mail: MailWay {
                is_folder: config.mail.is_folder(),
                words: config.mail.in_words(),
            },
            mail_test: MailTest::None,
            fault: None,
        }
    }

    pub(super) fn with_fault(mut self, field: &'static str, words: String) -> Self {
        self.fault = Some(Fault { field, words });
        self
    }

    pub(super) fn with_mail_test(mut self, mail_test: MailTest) -> Self {
        self.mail_test = mail_test;
        self
    }
}

impl View for Guide {
    const TEMPLATE: &'static str = "first_run/guide.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let warned = Self {
            name_sr: "Центар <b>".into(),
            origins: Origins {
                app: "http://learn.example.org".into(),
                content: "http://learn.example.org:81".into(),
                opened_at: Some("10.0.0.1".into()),
                is_plain_http: true,
                is_shared_host: true,
            },
            mail: MailWay {
                is_folder: true,
                words: "/data/mail".into(),
            },
            mail_test: MailTest::Failed {
                error: "refused <b>".into(),
            },
            ..Self::default()
        };
        vec![
            Self::default(),
            warned.with_fault("logo", "No".into()),
            Self::default().with_mail_test(MailTest::Sent),
        ]
    }
}

/// `GET /site`
#[derive(Debug, Serialize)]
pub(super) struct SitePage {
    name_sr: String,
    name_en: String,
    fault: Option<String>,
}

impl SitePage {
    pub(super) fn of(site: &Site) -> Self {
        let facts = site.facts();
        Self {
            name_sr: facts.name_sr.clone().unwrap_or_default(),
            name_en: facts.name_en.clone().unwrap_or_default(),
            fault: None,
        }
    }

    pub(super) fn with_fault(mut self, fault: String) -> Self {
        self.fault = Some(fault);
        self
    }
}

impl View for SitePage {
    const TEMPLATE: &'static str = "first_run/site.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = Self {
            name_sr: "Центар <b>".into(),
            name_en: "Centre".into(),
            fault: None,
        };
        let faulty = Self {
            name_sr: String::new(),
            name_en: String::new(),
            fault: Some("No".into()),
        };
        vec![page, faulty]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Guide>();
        crate::page::tests::renders::<SitePage>();
    }
}
