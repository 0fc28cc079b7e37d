//! package-import.
