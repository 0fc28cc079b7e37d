//! How mail leaves: by SMTP, or as files into a folder.

use std::path::PathBuf;

use entity::mail_message;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};

/// The settings `mail` and `mail_from`, checked.
#[derive(Debug, Clone)]
pub struct MailSetting {
    from: Mailbox,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    Folder(PathBuf),
    Smtp(String),
}

/// Which of the two settings is wrong, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum WrongMailSetting {
    #[error(
        "OBUKA_MAIL must be `folder`, `folder:PATH`, `smtp://user:password@host:port` \
         or `smtps://user:password@host:port`"
    )]
    Way,
    #[error("OBUKA_MAIL_FROM is `{0}`; it must be an address such as `Obuka <obuka@example.org>`")]
    From(String),
}

impl MailSetting {
    /// Checks the two settings; `data` is the folder that `folder` lies in.
    pub(crate) fn parse(
        mail: &str,
        from: &str,
        data: &std::path::Path,
    ) -> Result<Self, WrongMailSetting> {
        let way = match mail.split_once(':') {
            None if mail == "folder" => Way::Folder(data.join("mail")),
            Some(("folder", path)) if !path.is_empty() => Way::Folder(PathBuf::from(path)),
            Some(("smtp" | "smtps", _)) => Way::Smtp(smtp_url(mail)?),
            _ => return Err(WrongMailSetting::Way),
        };
        let from = from
            .parse()
            .map_err(|_| WrongMailSetting::From(from.to_owned()))?;
        Ok(Self { from, way })
    }

    /// The server's name, or the folder; without credentials.
    pub(crate) fn in_words(&self) -> String {
        match &self.way {
            Way::Folder(path) => path.display().to_string(),
            Way::Smtp(url) => url::Url::parse(url)
                .ok()
                .and_then(|it| it.host_str().map(ToOwned::to_owned))
                .unwrap_or_default(),
        }
    }

    pub(crate) fn is_folder(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }
}

/// Passwords never travel in the clear: STARTTLS is required unless the setting
/// says otherwise or the mail server is on this machine.
fn smtp_url(setting: &str) -> Result<String, WrongMailSetting> {
    let mut url = url::Url::parse(setting).map_err(|_| WrongMailSetting::Way)?;
    let Some(host) = url.host_str() else {
        return Err(WrongMailSetting::Way);
    };
    let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let says = url.query_pairs().any(|(name, _)| name == "tls");
    if url.scheme() == "smtp" && !is_local && !says {
        url.query_pairs_mut().append_pair("tls", "required");
    }
    Ok(url.into())
}

/// Why a mail did not leave; the texts hold no address.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("the mail cannot be written: {0}")]
    Unwritable(String),
    #[error("the mail server refused the mail ({0})")]
    Refused(String),
    #[error("the mail server cannot be reached or is not ready: {0}")]
    Unreachable(String),
    #[error("the mail folder cannot be written: {0}")]
    Folder(#[from] std::io::Error),
}

impl SendError {
    /// Whether trying again is of no use.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Unwritable(_) | Self::Refused(_))
    }
}

pub(crate) enum Transport {
    Folder(PathBuf, Mailbox),
    Smtp(AsyncSmtpTransport<Tokio1Executor>, Mailbox),
    /// The setting was accepted and the connection's parts were not: each mail says why.
    Broken(String),
}

impl Transport {
    pub(crate) fn open(setting: &MailSetting) -> Self {
        let from = setting.from.clone();
        match &setting.way {
            Way::Folder(path) => Self::Folder(path.clone(), from),
            Way::Smtp(url) => match AsyncSmtpTransport::<Tokio1Executor>::from_url(url) {
                Ok(builder) => {
                    let builder = builder.timeout(Some(std::time::Duration::from_secs(30)));
                    Self::Smtp(builder.build(), from)
                }
                Err(error) => Self::Broken(error.to_string()),
            },
        }
    }

    pub(crate) async fn send(&self, mail: &mail_message::Model) -> Result<(), SendError> {
        match self {
            Self::Folder(folder, from) => {
                let message = message(mail, from)?;
                tokio::fs::create_dir_all(folder).await?;
                let path = folder.join(format!("{}.eml", mail.id.simple()));
                tokio::fs::write(path, message.formatted()).await?;
                Ok(())
            }
            Self::Smtp(smtp, from) => {
                let message = message(mail, from)?;
                smtp.send(message).await.map(drop).map_err(|error| {
                    let status = error.status().map(|it| it.to_string());
                    match (error.is_permanent(), status) {
                        (true, status) => SendError::Refused(status.unwrap_or_default()),
                        (false, Some(status)) => SendError::Unreachable(status),
                        (false, None) => SendError::Unreachable(error.to_string()),
                    }
                })
            }
            Self::Broken(why) => Err(SendError::Unreachable(why.clone())),
        }
    }
}

/// The mail as it travels. Headers are made by the library from typed values;
/// nothing that a person typed can end one and begin another.
fn message(mail: &mail_message::Model, from: &Mailbox) -> Result<Message, SendError> {
    let unwritable = |error: &dyn std::fmt::Display| SendError::Unwritable(error.to_string());
    let to: Address = mail
        .recipient
        .parse()
        .map_err(|_| SendError::Unwritable("the recipient's address is not one".into()))?;
    let id = format!("<{}@{}>", mail.id.simple(), from.email.domain());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .message_id(Some(id))
        .date(mail.created_at.into())
        .multipart(MultiPart::alternative_plain_html(
            mail.text_body.clone(),
            mail.html_body.clone(),
        ))
        .map_err(|error| unwritable(&error))
}

/// Control characters become spaces: a header is one line.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;
    use entity::values::Face;
    use uuid::Uuid;

    use super::*;

    fn mail(recipient: &str, subject: &str) -> mail_message::Model {
        mail_message::Model {
            id: Uuid::now_v7(),
            person_id: None,
            recipient: recipient.into(),
            subject: subject.into(),
            text_body: "Bcc: body@example.org\r\n.\r\nText".into(),
            html_body: "<p>Text</p>".into(),
            face: Face::En,
            created_at: DateTime::UNIX_EPOCH,
            sent_at: None,
            failed_with: None,
        }
    }

    fn from() -> Mailbox {
        "Obuka <obuka@example.org>".parse().unwrap()
    }

    #[test]
    fn f5_nothing_typed_becomes_a_header_of_its_own() {
        for evil in [
            "Hello\r\nBcc: victim@example.org",
            "Hello\nBcc: victim@example.org",
            "Hello\rBcc: victim@example.org",
            "Обука\r\n\r\n<html>Bcc: x",
            "Ђ\u{2028}Bcc: victim@example.org",
            "x\u{0}\u{85}Bcc: victim@example.org",
        ] {
            let formatted = message(&mail("ada@example.org", evil), &from())
                .unwrap()
                .formatted();
            let text = String::from_utf8(formatted).unwrap();
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .map(|line| line.split_once(':').unwrap().0)
                .collect();
            assert!(!names.contains(&"Bcc"), "{head}");
            assert_eq!(
                names.iter().filter(|it| **it == "Subject").count(),
                1,
                "{head}"
            );
        }
    }

    #[test]
    fn f5_an_address_with_a_line_break_is_no_address() {
        for evil in [
            "ada@example.org\r\nBcc: victim@example.org",
            "ada@example.org, victim@example.org",
            "<ada@example.org> x",
            "ada",
        ] {
            assert!(
                matches!(
                    message(&mail(evil, "Hello"), &from()),
                    Err(SendError::Unwritable(_))
                ),
                "{evil}"
            );
        }
    }

    #[test]
    fn settings_are_checked_and_tls_is_the_rule() {
        let parse = |mail: &str| MailSetting::parse(mail, "a@b.org", Path::new("/data"));
        assert_eq!(parse("folder").unwrap().in_words(), "/data/mail");
        assert_eq!(parse("folder:/m").unwrap().in_words(), "/m");
        let remote = parse("smtp://u:p@mail.example.org:587").unwrap();
        assert!(matches!(&remote.way, Way::Smtp(url) if url.ends_with("?tls=required")));
        assert_eq!(remote.in_words(), "mail.example.org");
        let local = parse("smtp://localhost:25").unwrap();
        assert!(matches!(&local.way, Way::Smtp(url) if !url.contains("tls")));
        assert!(parse("pigeon").is_err());
        assert!(MailSetting::parse("folder", "nobody", Path::new("/")).is_err());
    }
}
