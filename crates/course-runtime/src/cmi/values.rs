//! The values of one learner's run through a SCO: in the order in which they
//! were first set, found by path, counted per collection.

use std::collections::HashMap;

use super::path::Path;

/// A path and its value.
pub type Pair = (String, String);

#[derive(Debug)]
struct Slot {
    path: String,
    /// `None` once cleared.
    value: Option<String>,
    /// The LMS's own, not the SCO's.
    given: bool,
}

#[derive(Debug, Default)]
pub(super) struct Values {
    slots: Vec<Slot>,
    places: HashMap<String, usize>,
    counts: HashMap<String, usize>,
    /// What the SCO's values take, paths included, in Unicode scalar values.
    chars: usize,
}

impl Values {
    pub(super) fn new(given: Vec<Pair>, set: Vec<Pair>) -> Self {
        let mut values = Self::default();
        values.places.reserve(given.len() + set.len());
        for (path, value) in given {
            values.put(path, value, true);
        }
        for (path, value) in set {
            values.put(path, value, false);
        }
        values
    }

    pub(super) fn get(&self, path: &str) -> Option<&str> {
        let slot = &self.slots[*self.places.get(path)?];
        slot.value.as_deref()
    }

    pub(super) fn count(&self, collection: &str) -> usize {
        self.counts.get(collection).copied().unwrap_or(0)
    }

    /// What the SCO's values would take with this one among them.
    pub(super) fn chars_with(&self, path: &str, value: &str) -> usize {
        self.chars - self.chars_of(path) + path.chars().count() + value.chars().count()
    }

    pub(super) fn set(&mut self, path: &str, value: String) {
        self.put(path.to_owned(), value, false);
    }

    fn put(&mut self, path: String, value: String, given: bool) {
        if !given {
            self.chars = self.chars_with(&path, &value);
        }
        self.count_records(&path);
        if let Some(place) = self.places.get(&path) {
            let slot = &mut self.slots[*place];
            slot.value = Some(value);
            slot.given = given;
            return;
        }
        self.places.insert(path.clone(), self.slots.len());
        self.slots.push(Slot {
            path,
            value: Some(value),
            given,
        });
    }

    /// Takes away the value, or the records of the collection, at `path`.
    pub(super) fn clear(&mut self, path: &str, fields: &[&str]) {
        self.clear_one(path);
        for index in 0..self.counts.remove(path).unwrap_or(0) {
            for field in fields {
                self.clear_one(&format!("{path}.{index}.{field}"));
            }
        }
    }

    fn clear_one(&mut self, path: &str) {
        self.chars -= self.chars_of(path);
        if let Some(place) = self.places.get(path) {
            self.slots[*place].value = None;
        }
    }

    fn chars_of(&self, path: &str) -> usize {
        match self.places.get(path).map(|place| &self.slots[*place]) {
            Some(Slot {
                value: Some(value),
                given: false,
                ..
            }) => path.chars().count() + value.chars().count(),
            _ => 0,
        }
    }

    fn count_records(&mut self, path: &str) {
        let Some(parsed) = Path::parse(path) else {
            return;
        };
        for level in parsed.levels() {
            let collection = parsed.collection(*level);
            match self.counts.get_mut(collection) {
                Some(count) => *count = (*count).max(level.index.saturating_add(1)),
                None => {
                    self.counts
                        .insert(collection.to_owned(), level.index.saturating_add(1));
                }
            }
        }
    }

    /// The LMS's values and the SCO's, each in order.
    pub(super) fn into_pairs(self) -> (Vec<Pair>, Vec<Pair>) {
        let mut given = Vec::new();
        let mut set = Vec::with_capacity(self.slots.len());
        for slot in self.slots {
            if let Some(value) = slot.value {
                let list = if slot.given { &mut given } else { &mut set };
                list.push((slot.path, value));
            }
        }
        (given, set)
    }
}
