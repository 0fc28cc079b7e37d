//! grading.
