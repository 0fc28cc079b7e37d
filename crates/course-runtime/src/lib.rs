//! course-runtime.
