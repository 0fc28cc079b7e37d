//! The settings, from `obuka.toml` and the environment (`OBUKA_…`), checked once at start.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use entity::values::Profile;
use figment::{
    Figment,
    providers::{Env, Format as _, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::mail::{MailSetting, WrongMailSetting};

/// What the administrator may set; every field has a default.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The data folder: the SQLite database, package files, mails.
    pub data: PathBuf,
    /// `postgres://…`; unset means SQLite in the data folder.
    pub database_url: Option<String>,
    /// Where package files lie: `folder` (in the data folder), `folder:PATH`, or `s3://BUCKET/PREFIX`.
    pub storage: String,
    pub app_origin: String,
    pub content_origin: String,
    /// Where to listen; unset means loopback on the port of the origin.
    pub app_listen: Option<SocketAddr>,
    pub content_listen: Option<SocketAddr>,
    /// How mail leaves: `folder` (in the data folder), `folder:PATH`, or `smtp://user:password@host:port`.
    pub mail: String,
    /// The sender's address.
    pub mail_from: String,
    /// The centre's time zone: years of certificate series and dates of records are its.
    pub time_zone: String,
    /// `none`, or `private`: a proxy on this machine or network stands in front, and the
    /// last address it writes into `X-Forwarded-For` is the visitor's.
    pub proxy: String,
    /// What uploads are checked and played by: `lenient` mends the usual mistakes of authoring
    /// tools and notes them, `strict` refuses what the specification forbids.
    pub package_profile: Profile,
    /// Where `/metrics` may be read from: `loopback` or `off`.
    pub metrics: String,
    /// Of an S3 store that is not Amazon's: its address. The other three, when unset, come
    /// from the usual `AWS_…` variables.
    pub s3_endpoint: Option<String>,
    pub s3_region: Option<String>,
    pub s3_access_key_id: Option<String>,
    pub s3_secret_access_key: Option<String>,
    /// Connections that each of the two listeners has open at most.
    pub most_connections: usize,
    /// Requests that each listener works on at once; more are answered 503 with `Retry-After`.
    pub most_requests: usize,
    /// How long a request's head may take, and a connection may idle, in seconds.
    pub head_seconds: u64,
    /// How long a request's body may be silent, in seconds.
    pub body_silence_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("obuka-data"),
            database_url: None,
            storage: "folder".into(),
            app_origin: "http://localhost:8080".into(),
            content_origin: "http://localhost:8081".into(),
            app_listen: None,
            content_listen: None,
            mail: "folder".into(),
            mail_from: "Obuka <obuka@localhost>".into(),
            time_zone: "Europe/Belgrade".into(),
            proxy: "none".into(),
            package_profile: Profile::Lenient,
            metrics: "loopback".into(),
            s3_endpoint: None,
            s3_region: None,
            s3_access_key_id: None,
            s3_secret_access_key: None,
            most_connections: 4096,
            most_requests: 512,
            head_seconds: 30,
            body_silence_seconds: 30,
        }
    }
}

/// The settings after checking.
#[derive(Debug, Clone)]
pub struct Config {
    pub settings: Settings,
    pub app_origin: Origin,
    pub content_origin: Origin,
    pub time_zone: chrono_tz::Tz,
    pub mail: MailSetting,
    /// A proxy of this network says where requests come from.
    pub behind_proxy: bool,
    /// Programs on this machine may read `/metrics`.
    pub shows_metrics: bool,
    /// The demo centre: one-click sign-in, mails shown on a page.
    pub demo: bool,
}

/// A web origin: scheme, host and port, nothing after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(Url);

/// What is wrong with a setting, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the settings cannot be read: {0}")]
    Unreadable(#[from] Box<figment::Error>),
    #[error(
        "{setting} is `{value}`; it must be an origin such as `https://learn.example.org`, without a path"
    )]
    NotAnOrigin {
        setting: &'static str,
        value: String,
    },
    #[error(
        "OBUKA_APP_ORIGIN and OBUKA_CONTENT_ORIGIN are both `{0}`: uploaded packages would run \
         with the rights of whoever opens them; give the content an origin of its own \
         (another host, or another port)"
    )]
    EqualOrigins(String),
    #[error("OBUKA_TIME_ZONE is `{0}`; it must be a name such as `Europe/Belgrade`")]
    UnknownTimeZone(String),
    #[error("OBUKA_PROXY is `{0}`; it must be `none` or `private`")]
    UnknownProxy(String),
    #[error("OBUKA_METRICS is `{0}`; it must be `loopback` or `off`")]
    UnknownMetrics(String),
    #[error("OBUKA_{0} is 0; it must be at least 1")]
    Zero(&'static str),
    #[error(transparent)]
    Mail(#[from] WrongMailSetting),
}

impl Settings {
    /// Reads `obuka.toml` in the working folder (or `OBUKA_CONFIG`), then the environment.
    pub fn load() -> Result<Self, ConfigError> {
        let file = std::env::var("OBUKA_CONFIG").unwrap_or_else(|_| "obuka.toml".into());
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("OBUKA_").ignore(&["config", "vectors", "log"]))
            .extract()
            .map_err(|error| ConfigError::Unreadable(Box::new(error)))
    }

    pub fn check(self, demo: bool) -> Result<Config, ConfigError> {
        let app_origin = Origin::parse("OBUKA_APP_ORIGIN", &self.app_origin)?;
        let content_origin = Origin::parse("OBUKA_CONTENT_ORIGIN", &self.content_origin)?;
        if app_origin == content_origin {
            return Err(ConfigError::EqualOrigins(app_origin.to_string()));
        }
        let time_zone = self
            .time_zone
            .parse()
            .map_err(|_| ConfigError::UnknownTimeZone(self.time_zone.clone()))?;
        let behind_proxy = match self.proxy.as_str() {
            "none" => false,
            "private" => true,
            other => return Err(ConfigError::UnknownProxy(other.to_owned())),
        };
        let shows_metrics = match self.metrics.as_str() {
            "loopback" => true,
            "off" => false,
            other => return Err(ConfigError::UnknownMetrics(other.to_owned())),
        };
        self.check_limits()?;
        let mail = MailSetting::parse(&self.mail, &self.mail_from, &self.data)?;
        Ok(Config {
            settings: self,
            app_origin,
            content_origin,
            time_zone,
            mail,
            behind_proxy,
            shows_metrics,
            demo,
        })
    }

    fn check_limits(&self) -> Result<(), ConfigError> {
        let limits = [
            ("MOST_CONNECTIONS", self.most_connections == 0),
            ("MOST_REQUESTS", self.most_requests == 0),
            ("HEAD_SECONDS", self.head_seconds == 0),
            ("BODY_SILENCE_SECONDS", self.body_silence_seconds == 0),
        ];
        match limits.into_iter().find(|(_, is_zero)| *is_zero) {
            Some((name, _)) => Err(ConfigError::Zero(name)),
            None => Ok(()),
        }
    }

    /// The database's URL; SQLite in the data folder unless told otherwise.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            format!("sqlite://{}?mode=rwc", self.data.join("obuka.db").display())
        })
    }
}

impl Config {
    pub fn app_listen(&self) -> SocketAddr {
        self.settings
            .app_listen
            .unwrap_or_else(|| self.app_origin.loopback())
    }

    pub fn content_listen(&self) -> SocketAddr {
        self.settings
            .content_listen
            .unwrap_or_else(|| self.content_origin.loopback())
    }

    /// What the settings mean, line by line, without secrets.
    pub fn in_words(&self) -> Vec<(&'static str, String)> {
        let settings = &self.settings;
        let mail = if self.mail.is_folder() {
            "into the folder "
        } else {
            "through "
        };
        let metrics = if self.shows_metrics {
            "for this machine"
        } else {
            "off"
        };
        let proxy = if self.behind_proxy {
            "of this network"
        } else {
            "none"
        };
        let limits = format!(
            "{} connections, {} requests at once, heads within {} s",
            settings.most_connections, settings.most_requests, settings.head_seconds
        );
        vec![
            (
                "site",
                format!("{} on {}", self.app_origin, self.app_listen()),
            ),
            (
                "content",
                format!("{} on {}", self.content_origin, self.content_listen()),
            ),
            ("data", settings.data.display().to_string()),
            ("database", without_password(&settings.database())),
            ("storage", settings.storage.clone()),
            ("mail", format!("{mail}{}", self.mail.in_words())),
            ("time zone", self.time_zone.to_string()),
            ("proxy", proxy.into()),
            ("metrics", metrics.into()),
            ("limits", limits),
        ]
    }

    /// Whether a script of the content origin may be able to set a cookie that the app
    /// would read: cookies ignore ports, and on plain http a sibling host may set them too.
    pub fn cookies_can_be_planted(&self) -> bool {
        !self.app_origin.is_https() || self.app_origin.host() == self.content_origin.host()
    }

    /// The calendar date at `instant` in the centre's time zone.
    pub fn date_of(&self, instant: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDate {
        instant.with_timezone(&self.time_zone).date_naive()
    }
}

/// The URL as it may be shown.
fn without_password(url: &str) -> String {
    let Ok(mut shown) = Url::parse(url) else {
        return url
            .split_once(':')
            .map_or("", |(scheme, _)| scheme)
            .to_owned();
    };
    if shown.password().is_some() && shown.set_password(None).is_err() {
        return shown.scheme().to_owned();
    }
    shown.set_query(None);
    shown.to_string()
}

impl Origin {
    fn parse(setting: &'static str, value: &str) -> Result<Self, ConfigError> {
        let wrong = || ConfigError::NotAnOrigin {
            setting,
            value: value.to_owned(),
        };
        let url = Url::parse(value).map_err(|_| wrong())?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        let known = matches!(url.scheme(), "http" | "https") && url.has_host();
        if bare && known {
            Ok(Self(url))
        } else {
            Err(wrong())
        }
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The absolute URL of `path`, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{self}{path}")
    }

    /// Whether the origin is this machine, as in a first try.
    pub fn is_local(&self) -> bool {
        matches!(self.host(), Some("localhost" | "127.0.0.1" | "[::1]"))
    }

    fn host(&self) -> Option<&str> {
        self.0.host_str()
    }

    fn loopback(&self) -> SocketAddr {
        let port = self.0.port_or_known_default().unwrap_or(80);
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.origin().ascii_serialization())
    }
}
