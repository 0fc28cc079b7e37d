//! What the page of several corrections shows.

use entity::values::Face;
use serde::Serialize;
use uuid::Uuid;

use super::super::sources::{Changes, Difference};
use crate::page::View;

/// `GET /records/completions/correct`
#[derive(Debug, Serialize)]
pub(super) struct Several {
    /// Rows of which today's records say something else.
    changing: Vec<Row>,
    /// Rows that would stay as they are.
    same: Vec<Row>,
    /// A message.
    fault: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: Uuid,
    name: String,
    completed_on: String,
    differences: Vec<DifferenceLine>,
}

#[derive(Debug, Serialize)]
struct DifferenceLine {
    label: &'static str,
    then: Option<String>,
    now: Option<String>,
}

impl DifferenceLine {
    fn new(it: &Difference) -> Self {
        Self {
            label: it.label,
            then: it.then.clone(),
            now: it.now.clone(),
        }
    }
}

impl Several {
    pub(super) fn new(face: Face, changes: &[Changes]) -> Self {
        let rows = changes.iter().map(|Changes { row, differences }| Row {
            id: row.id,
            name: match face {
                Face::SrCyrl => format!("{} {}", row.family_name_cyrl, row.given_name_cyrl),
                Face::SrLatn | Face::En => format!("{} {}", row.family_name, row.given_name),
            },
            completed_on: row.completed_on.to_string(),
            differences: differences.iter().map(DifferenceLine::new).collect(),
        });
        let (same, changing) = rows.partition(|it| it.differences.is_empty());
        Self {
            changing,
            same,
            fault: None,
        }
    }

    pub(super) fn with_fault(mut self, fault: &'static str) -> Self {
        self.fault = Some(fault);
        self
    }
}

impl View for Several {
    const TEMPLATE: &'static str = "completions/several.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |differences| Row {
            id: Uuid::nil(),
            name: "Ада <b>".into(),
            completed_on: "2026-11-24".into(),
            differences,
        };
        let difference = |then: Option<&str>| DifferenceLine {
            label: "record-col-organisation",
            then: then.map(Into::into),
            now: Some("Општина <b>".into()),
        };
        let several = |changing, same| Self {
            changing,
            same,
            fault: None,
        };
        let changing = || vec![row(vec![difference(None), difference(Some("НВО"))])];
        vec![
            several(changing(), vec![row(vec![])]),
            several(vec![], vec![row(vec![])]),
            several(changing(), vec![]).with_fault("correction-needs-reason"),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_view_renders() {
        crate::page::tests::renders::<super::Several>();
    }
}
