//! Element names as a SCO writes them, read against a model's declared paths.
//!
//! Twin of `parsePath` in `run_time.js`.

/// A collection that a path goes through.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Level {
    /// Where the collection's own path ends in the path as written.
    written_end: usize,
    /// Where it ends in the declared path.
    declared_end: usize,
    pub(super) index: usize,
}

/// `cmi.objectives.2.id` is declared as `cmi.objectives.n.id`, with one level.
#[derive(Debug)]
pub(super) struct Path<'p> {
    pub(super) written: &'p str,
    pub(super) declared: String,
    levels: [Level; MAX_LEVELS],
    depth: usize,
}

/// SCORM nests collections once: an interaction's objectives.
const MAX_LEVELS: usize = 2;

/// An index of five digits and more, or with leading zeros, reads as this:
/// beyond every collection.
const HUGE: usize = usize::MAX;

impl<'p> Path<'p> {
    /// `None` if no model declares such a path.
    pub(super) fn parse(written: &'p str) -> Option<Self> {
        let (plain, target) = match written.split_once(".{") {
            Some((plain, argument)) => (plain, Some(argument)),
            None => (written, None),
        };
        let mut path = Self {
            written,
            declared: String::with_capacity(plain.len() + 9),
            levels: [Level::default(); MAX_LEVELS],
            depth: 0,
        };
        let mut offset = 0;
        for part in plain.split('.') {
            if part == "n" {
                return None;
            }
            if 0 < offset {
                path.declared.push('.');
            }
            match index(part) {
                Some(index) => path.enter(offset, index)?,
                None => path.declared.push_str(part),
            }
            offset += part.len() + 1;
        }
        if let Some(argument) = target {
            is_target(argument).then(|| path.declared.push_str(".{target}"))?;
        }
        Some(path)
    }

    pub(super) fn levels(&self) -> &[Level] {
        &self.levels[..self.depth]
    }

    /// The collection's path as written: `cmi.objectives`.
    pub(super) fn collection(&self, level: Level) -> &'p str {
        &self.written[..level.written_end]
    }

    /// The collection's declared path.
    pub(super) fn declared_collection(&self, level: Level) -> &str {
        &self.declared[..level.declared_end]
    }

    /// A declared path with this path's indexes in the place of each `n`.
    pub(super) fn sibling(&self, declared: &str) -> String {
        let mut indexes = self.levels().iter().map(|it| it.index.to_string());
        let parts: Vec<String> = declared
            .split('.')
            .map(|part| match part {
                "n" => indexes.next().unwrap_or_default(),
                other => other.to_owned(),
            })
            .collect();
        parts.join(".")
    }

    fn enter(&mut self, offset: usize, index: usize) -> Option<()> {
        let level = Level {
            written_end: offset.checked_sub(1)?,
            // The dot before the `n` is there already.
            declared_end: self.declared.len() - 1,
            index,
        };
        *self.levels.get_mut(self.depth)? = level;
        self.depth += 1;
        self.declared.push('n');
        Some(())
    }
}

/// An index is written in ASCII digits. One with leading zeros is no record's:
/// it is beyond the last, like one that is too long.
fn index(part: &str) -> Option<usize> {
    if part.is_empty() || !part.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    if part.len() > 4 || (part.len() > 1 && part.starts_with('0')) {
        return Some(HUGE);
    }
    part.parse().ok()
}

/// The argument of `choice` and `jump`, its opening brace already taken away.
fn is_target(argument: &str) -> bool {
    argument
        .strip_prefix("target=")
        .and_then(|it| it.strip_suffix('}'))
        .is_some_and(|it| !it.is_empty() && !it.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_against_their_declaration() {
        for (written, declared) in [
            ("cmi.location", Some("cmi.location")),
            ("cmi.objectives.0.id", Some("cmi.objectives.n.id")),
            ("cmi.objectives.12345.id", Some("cmi.objectives.n.id")),
            (
                "cmi.interactions.3.objectives.0.id",
                Some("cmi.interactions.n.objectives.n.id"),
            ),
            ("cmi.objectives.n.id", None),
            ("cmi.objectives.00.id", Some("cmi.objectives.n.id")),
            ("cmi.objectives.-1.id", Some("cmi.objectives.-1.id")),
            (
                "cmi.objectives.\u{665}.id",
                Some("cmi.objectives.\u{665}.id"),
            ),
            (".cmi.location", Some(".cmi.location")),
            ("cmi..location", Some("cmi..location")),
            ("0", None),
            ("cmi.0.0.0", None),
            (
                "adl.nav.request_valid.choice.{target=a.b}",
                Some("adl.nav.request_valid.choice.{target}"),
            ),
            ("adl.nav.request_valid.choice.{target=}", None),
            ("adl.nav.request_valid.choice.{target}", None),
        ] {
            let path = Path::parse(written);
            assert_eq!(path.map(|it| it.declared).as_deref(), declared, "{written}");
        }
    }

    #[test]
    fn siblings_share_the_indexes() {
        let path = Path::parse("cmi.interactions.3.correct_responses.1.pattern").unwrap();

        assert_eq!(
            path.sibling("cmi.interactions.n.type"),
            "cmi.interactions.3.type"
        );
        assert_eq!(
            path.collection(path.levels()[1]),
            "cmi.interactions.3.correct_responses"
        );
        assert_eq!(
            path.declared_collection(path.levels()[1]),
            "cmi.interactions.n.correct_responses"
        );
    }
}
