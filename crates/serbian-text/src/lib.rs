//! serbian-text.
