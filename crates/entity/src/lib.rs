//! entity.
