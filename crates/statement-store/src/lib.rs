//! statement-store.
