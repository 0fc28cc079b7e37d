//! Completions and certificates: decided in the transaction that ends a learner
//! session, kept as immutable snapshots, shown, printed and checked.
//!
//! `decide` is the order of the decision; `facts` what is snapshotted.

mod decide;
mod facts;
mod queries;
pub(crate) mod service;
mod statements;

/// The kind of the job that renders a certificate's PDF.
const RENDER: &str = "render_certificate";

/// What that job is about.
#[derive(serde::Serialize, serde::Deserialize)]
struct Rendering {
    certificate_id: uuid::Uuid,
}
