//! Completions and certificates: decided in the transaction that ends a learner
//! session, kept as immutable snapshots, shown, printed and checked.
//!
//! `decide` is the order of the decision; `facts` what is snapshotted;
//! `corrections` what people decide; `issued` what follows the issue of a document;
//! `documents` the PDFs; `issuer` who issues.

mod checking;
mod corrections;
mod decide;
mod documents;
mod facts;
mod granting;
mod handlers;
mod issued;
mod issuer;
mod queries;
mod record_handlers;
mod record_views;
pub(crate) mod service;
mod several;
mod sources;
mod statements;
mod views;

pub(crate) use issued::{ISSUED, run_job};
pub(crate) use issuer::{IssuerCache, IssuerFacts, save as save_issuer};

pub(crate) fn routes() -> crate::routes::Routes {
    handlers::routes()
        .merge(record_handlers::routes())
        .merge(several::routes())
}
