//! Counting rows and persons while the rows go by, for control totals and the overview sheet.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::queries::CompletionRow;

/// Participations and the persons behind them.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) rows: u64,
    persons: HashSet<Uuid>,
}

impl Group {
    fn count(&mut self, row: &CompletionRow) {
        self.rows += 1;
        self.persons.insert(row.person_id);
    }

    pub(crate) fn persons(&self) -> u64 {
        self.persons.len() as u64
    }
}

/// All that is counted; keys are stored values, `None` where a row has none.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) all: Group,
    pub(crate) hours: i64,
    pub(crate) by_field: BTreeMap<Option<String>, Group>,
    pub(crate) by_country: BTreeMap<Option<String>, Group>,
    pub(crate) by_kind: BTreeMap<Option<String>, Group>,
    pub(crate) by_document: BTreeMap<Option<String>, Group>,
}

impl Tally {
    pub(crate) fn count(&mut self, row: &CompletionRow) {
        self.all.count(row);
        self.hours += i64::from(row.hours.unwrap_or(0));
        for (groups, key) in [
            (&mut self.by_field, &row.accreditation_field),
            (&mut self.by_country, &row.country),
            (&mut self.by_kind, &row.organisation_kind),
            (&mut self.by_document, &row.document_kind),
        ] {
            // Most rows belong to a group that is known already.
            if let Some(group) = groups.get_mut(key) {
                group.count(row);
            } else {
                groups.entry(key.clone()).or_default().count(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::columns::tests::row;

    #[test]
    fn a_person_who_took_part_twice_is_one_person_in_each_group() {
        let mut tally = Tally::default();
        tally.count(&row());
        tally.count(&row());
        let mut other = row();
        other.person_id = Uuid::from_u128(99);
        other.country = None;
        tally.count(&other);

        assert_eq!((tally.all.rows, tally.all.persons()), (3, 2));
        assert_eq!(tally.hours, 48);
        let serbia = &tally.by_country[&Some("RS".to_owned())];
        assert_eq!((serbia.rows, serbia.persons()), (2, 1));
        assert_eq!(tally.by_country[&None].rows, 1);
    }
}
