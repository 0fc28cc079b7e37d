//! A backup of a Moodle course.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-moodle-backup", &[]);
