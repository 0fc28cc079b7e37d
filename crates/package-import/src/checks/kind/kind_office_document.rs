//! Documents, tables and slides of office suites are zips, too.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-office-document", &[]);
