//! Which function runs which kind of job, and what runs from time to time.

use chrono::Duration;

use super::{JobError, service};
use crate::{app::AppState, attempts, completions, mail, packages, sign_in};

/// A job that comes back: one row for all servers, whatever its last run said.
pub(crate) struct Periodic {
    pub(crate) kind: &'static str,
    pub(crate) every: Duration,
}

/// What runs from time to time.
pub(crate) const PERIODIC: &[Periodic] = &[
    Periodic {
        kind: service::SWEEP,
        every: Duration::hours(1),
    },
    Periodic {
        kind: sign_in::ways::SWEEP,
        every: Duration::hours(1),
    },
    Periodic {
        kind: packages::service::SWEEP,
        every: Duration::minutes(10),
    },
    Periodic {
        kind: attempts::service::END_LAPSED,
        every: Duration::minutes(1),
    },
];

/// Runs a job of `kind`: one line per kind.
pub(super) async fn run(app: &AppState, kind: &str, payload: &[u8]) -> Result<(), JobError> {
    match kind {
        service::SWEEP => service::sweep(app).await,
        mail::service::SEND => mail::service::run_job(app, payload).await,
        completions::ISSUED => completions::run_job(app, payload).await,
        sign_in::ways::MAIL_LINK => sign_in::ways::run_job(app, payload).await,
        sign_in::ways::SWEEP => sign_in::ways::sweep(app).await,
        packages::service::SWEEP => packages::service::run_sweep(app).await,
        packages::switches::service::SWITCH => {
            packages::switches::service::run_job(app, payload).await
        }
        attempts::service::END_LAPSED => attempts::service::run_end_lapsed(app).await,
        unknown => Err(JobError::GiveUp(format!(
            "this server knows no job of the kind `{unknown}`"
        ))),
    }
}
