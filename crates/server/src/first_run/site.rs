//! The site's name and logo, kept in memory: every page shows them.

use std::{
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Instant,
};

use base64::Engine as _;
use entity::values::Face;
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};

use super::{logo::Logo, queries};
use crate::{db::Db, i18n};

pub(super) const NAME_SR: &str = "site_name_sr";
pub(super) const NAME_EN: &str = "site_name_en";
pub(super) const LOGO: &str = "site_logo";
pub(super) const SET_UP_AT: &str = "set_up_at";

/// How long another server's change may stay unseen.
const FRESH_SECONDS: i64 = 20;

/// What this server knows of the settings.
pub(crate) struct Site {
    facts: RwLock<Arc<Facts>>,
    /// Once true it stays so: the guide is closed for ever.
    is_set_up: AtomicBool,
    started: Instant,
    /// Seconds after `started`; before the first reading it is long ago.
    read_at: AtomicI64,
}

#[derive(Debug, Default)]
pub(super) struct Facts {
    /// In Cyrillic.
    pub(super) name_sr: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) logo: Option<StoredLogo>,
}

#[derive(Debug)]
pub(super) struct StoredLogo {
    pub(super) logo: Logo,
    /// Part of the address, so that a new logo is a new address.
    pub(super) hash: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            facts: RwLock::default(),
            is_set_up: AtomicBool::new(false),
            started: Instant::now(),
            read_at: AtomicI64::new(i64::MIN),
        }
    }
}

impl Site {
    /// The name in the script or language of `face`, when one was set.
    pub(crate) fn name(&self, face: Face) -> Option<String> {
        let facts = self.facts();
        match face {
            Face::En => facts.name_en.clone(),
            Face::SrCyrl | Face::SrLatn => {
                let name = facts.name_sr.as_deref()?;
                Some(i18n::in_script(face, name).into_owned())
            }
        }
    }

    /// The address of the logo, when there is one.
    pub(crate) fn logo_path(&self) -> Option<String> {
        let facts = self.facts();
        let logo = facts.logo.as_ref()?;
        Some(format!("/site/logo/{}", logo.hash))
    }

    pub(super) fn facts(&self) -> Arc<Facts> {
        match self.facts.read() {
            Ok(facts) => facts.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Whether the guide is closed; `demo` sites have none.
    pub(super) async fn is_set_up(&self, db: &Db, demo: bool) -> Result<bool, DbErr> {
        if demo || self.is_set_up.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let used = !queries::settings(db.read(), &[SET_UP_AT]).await?.is_empty();
        let closed = used || queries::has_administrator(db.read()).await?;
        if closed {
            self.is_set_up.store(true, Ordering::Relaxed);
        }
        Ok(closed)
    }

    /// Reads the settings again, if that was some time ago.
    pub(super) async fn refresh(&self, db: &Db) -> Result<(), DbErr> {
        let now = i64::try_from(self.started.elapsed().as_secs()).unwrap_or(i64::MAX);
        let last = self.read_at.load(Ordering::Relaxed);
        if last != i64::MIN && now - last < FRESH_SECONDS {
            return Ok(());
        }
        self.read_at.store(now, Ordering::Relaxed);
        self.read(db).await
    }

    pub(super) async fn read(&self, db: &Db) -> Result<(), DbErr> {
        let mut facts = Facts::default();
        for row in queries::settings(db.read(), &[NAME_SR, NAME_EN, LOGO]).await? {
            match row.name.as_str() {
                NAME_SR => facts.name_sr = Some(row.value),
                NAME_EN => facts.name_en = Some(row.value),
                _ => facts.logo = decode(&row.value),
            }
        }
        match self.facts.write() {
            Ok(mut held) => *held = Arc::new(facts),
            Err(poisoned) => *poisoned.into_inner() = Arc::new(facts),
        }
        Ok(())
    }
}

const BASE64: base64::engine::GeneralPurpose = base64::engine::general_purpose::STANDARD;

pub(super) fn encode(logo: &Logo) -> String {
    BASE64.encode(&logo.bytes)
}

fn decode(value: &str) -> Option<StoredLogo> {
    let bytes = BASE64.decode(value).ok()?;
    let hash = hex::encode(&Sha256::digest(&bytes)[..8]);
    let logo = Logo::check(bytes.into()).ok()?;
    Some(StoredLogo { logo, hash })
}
