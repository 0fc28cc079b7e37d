//! The run-time of one SCO: the API's state machine over the values, under the
//! rules of a [`Model`]. The reference that `run_time.js` must agree with.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{
    Access, CmiState, Derived, Element, Fault, Model, Profile, ResponseType, Rule, ValueType,
    element::Declared, path::Path, values::Values,
};

/// Where the communication between SCO and run-time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    #[default]
    NotInitialized,
    Running,
    Terminated,
}

/// Something that the run-time took although the strict rules would not, or
/// that is longer than the specification promises to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The element as declared: `cmi.objectives.n.id`.
    pub element: String,
    pub kind: NoteKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Only the lenient profile takes such a value.
    Lenient,
    /// Longer than the specification promises; kept whole.
    Long,
}

/// The values of one learner's run through a SCO, and what may be done next.
#[derive(Debug)]
pub struct RunTime {
    model: &'static Model,
    values: Values,
    /// The state that the values came from, without them.
    frame: CmiState,
    phase: Phase,
    notes: Vec<Note>,
    navigation: BTreeMap<String, String>,
}

impl RunTime {
    /// Goes on where `state` was left.
    pub fn new(mut state: CmiState) -> Self {
        let given = std::mem::take(&mut state.given);
        let set = std::mem::take(&mut state.values);
        Self {
            model: state.version.model(),
            values: Values::new(given, set),
            phase: state.phase,
            frame: state,
            notes: Vec::new(),
            navigation: BTreeMap::new(),
        }
    }

    /// The state to store.
    pub fn into_state(self) -> CmiState {
        let (given, values) = self.values.into_pairs();
        CmiState {
            given,
            values,
            phase: self.phase,
            ..self.frame
        }
    }

    pub fn model(&self) -> &'static Model {
        self.model
    }

    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What was taken leniently or is long, once per element.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Which navigation requests sequencing would accept: `continue`,
    /// `previous`, `choice.{target=ITEM}` and so on, each `true` or `false`.
    pub fn set_navigation(&mut self, valid: BTreeMap<String, String>) {
        self.navigation = valid;
    }

    pub fn initialize(&mut self, argument: &str) -> Result<(), Fault> {
        match self.phase {
            Phase::Running => Err(Fault::AlreadyInitialized),
            Phase::Terminated => Err(Fault::InitializeAfterTerminate),
            Phase::NotInitialized if !argument.is_empty() => Err(Fault::Argument),
            Phase::NotInitialized => {
                self.phase = Phase::Running;
                Ok(())
            }
        }
    }

    pub fn terminate(&mut self, argument: &str) -> Result<(), Fault> {
        match self.phase {
            Phase::NotInitialized => Err(Fault::TerminateBeforeInitialize),
            Phase::Terminated => Err(Fault::TerminateAfterTerminate),
            Phase::Running if !argument.is_empty() => Err(Fault::Argument),
            Phase::Running => {
                self.phase = Phase::Terminated;
                Ok(())
            }
        }
    }

    pub fn commit(&mut self, argument: &str) -> Result<(), Fault> {
        match self.phase {
            Phase::NotInitialized => Err(Fault::CommitBeforeInitialize),
            Phase::Terminated => Err(Fault::CommitAfterTerminate),
            Phase::Running if !argument.is_empty() => Err(Fault::Argument),
            Phase::Running => Ok(()),
        }
    }

    /// `GetValue`, within a running session.
    pub fn get_value(&self, element: &str) -> Result<Cow<'_, str>, Fault> {
        match self.phase {
            Phase::NotInitialized => Err(Fault::GetBeforeInitialize),
            Phase::Terminated => Err(Fault::GetAfterTerminate),
            Phase::Running => self.get(element),
        }
    }

    /// `SetValue`, within a running session. `None` stands for a value that is
    /// no Unicode text (a lone surrogate): a type mismatch wherever it goes.
    pub fn set_value(&mut self, element: &str, value: Option<&str>) -> Result<(), Fault> {
        match self.phase {
            Phase::NotInitialized => Err(Fault::SetBeforeInitialize),
            Phase::Terminated => Err(Fault::SetAfterTerminate),
            Phase::Running => self.set(element, value),
        }
    }

    /// What `GetValue` would answer, whatever the phase.
    pub fn get(&self, written: &str) -> Result<Cow<'_, str>, Fault> {
        if written.is_empty() {
            return Err(Fault::GetWithoutName);
        }
        if let Some((parent, keyword)) = split_keyword(written) {
            return self.get_keyword(written, parent, keyword);
        }
        let (path, element) = self.element(written)?;
        let access = self.access(written, element);
        if matches!(access, Access::WriteOnly | Access::Closed) {
            return Err(Fault::WriteOnly);
        }
        self.check_exists(&path)?;
        if let Some(answer) = self.navigation_answer(written) {
            return Ok(answer.into());
        }
        element
            .derived
            .and_then(|it| self.derive(it))
            .or_else(|| self.values.get(written).filter(|it| !element.hides(it)))
            .or(element.initial)
            .map(Cow::Borrowed)
            .ok_or(Fault::NoValue)
    }

    /// What was set or given, whatever the element's access; no initial values.
    pub fn stored(&self, path: &str) -> Option<&str> {
        self.values.get(path)
    }

    /// How many records a collection holds.
    pub fn count(&self, collection: &str) -> usize {
        self.values.count(collection)
    }

    pub(super) fn clear(&mut self, path: &str) {
        self.values.clear(path, &[]);
    }

    pub(super) fn frame(&self) -> &CmiState {
        &self.frame
    }

    pub(super) fn frame_mut(&mut self) -> &mut CmiState {
        &mut self.frame
    }

    pub(super) fn put(&mut self, path: &str, value: String) {
        self.values.set(path, value);
    }

    fn set(&mut self, written: &str, value: Option<&str>) -> Result<(), Fault> {
        if written.is_empty() {
            return Err(Fault::SetWithoutName);
        }
        if let Some((parent, keyword)) = split_keyword(written) {
            return Err(self.set_keyword_fault(written, parent, keyword));
        }
        let (path, element) = self.element(written)?;
        match self.access(written, element) {
            Access::ReadOnly | Access::Closed => return Err(Fault::ReadOnly),
            Access::Keyword => return Err(Fault::SetKeyword),
            Access::WriteOnly | Access::ReadWrite => {}
        }
        self.check_order(&path)?;
        for needed in element.needs {
            if self.values.get(&path.sibling(needed)).is_none() {
                return Err(Fault::Dependency);
            }
        }
        if element.rules.contains(&Rule::ResponseLimits) {
            self.check_response_count(&path)?;
        }
        let value = self.joined(element, written, value.ok_or(Fault::TypeMismatch)?);
        let value = value.as_ref();
        let note = self.check_value(&path, element, value)?;
        for rule in element.rules {
            self.check_rule(*rule, &path, value)?;
        }
        if self.model.max_total_chars < self.values.chars_with(written, value) {
            return Err(Fault::TooMuch);
        }
        if element.rules.contains(&Rule::ClearsResponses)
            && self.values.get(written).is_some_and(|old| old != value)
        {
            self.clear_responses(&path);
        }
        self.values.set(written, value.to_owned());
        if let Some(kind) = note {
            self.note(path.declared, kind);
        }
        Ok(())
    }

    /// The value as it is stored: with what is there already, where it appends.
    fn joined<'v>(&self, element: &Element, written: &str, value: &'v str) -> Cow<'v, str> {
        match self.values.get(written) {
            Some(old) if element.rules.contains(&Rule::Appends) => format!("{old}{value}").into(),
            _ => value.into(),
        }
    }

    fn element<'p>(&self, written: &'p str) -> Result<(Path<'p>, &'static Element), Fault> {
        let path = Path::parse(written).ok_or_else(|| self.undefined(written))?;
        match self.model.find(&path.declared) {
            Some(Declared::Element(element)) => Ok((path, element)),
            _ => Err(self.undefined(written)),
        }
    }

    /// Some codes tell a missing member of a known group from nonsense.
    fn undefined(&self, written: &str) -> Fault {
        let mut dots = written.match_indices('.').map(|(at, _)| at);
        let known = dots
            .nth(1)
            .is_some_and(|end| self.model.find(&written[..end]).is_some());
        if known {
            Fault::UndefinedMember
        } else {
            Fault::Undefined
        }
    }

    fn access(&self, written: &str, element: &Element) -> Access {
        let exception = self.frame.access.iter().find(|(path, _)| path == written);
        exception.map_or(element.access, |(_, access)| (*access).into())
    }

    fn get_keyword(
        &self,
        written: &str,
        parent: &str,
        keyword: Keyword,
    ) -> Result<Cow<'_, str>, Fault> {
        let path = Path::parse(parent).ok_or_else(|| self.undefined(written))?;
        let group = match self.model.find(&path.declared) {
            Some(Declared::Group(group)) => Some(group),
            Some(Declared::Element(_)) => None,
            None => return Err(self.undefined(written)),
        };
        match keyword {
            Keyword::Children => {
                let children = group.and_then(|it| it.children).ok_or(Fault::NoChildren)?;
                self.check_exists(&path)?;
                Ok(children.into())
            }
            Keyword::Count => {
                group.and_then(|it| it.collection).ok_or(Fault::NoCount)?;
                self.check_exists(&path)?;
                Ok(self.values.count(parent).to_string().into())
            }
        }
    }

    fn set_keyword_fault(&self, written: &str, parent: &str, keyword: Keyword) -> Fault {
        let Some(path) = Path::parse(parent) else {
            return self.undefined(written);
        };
        let has_it = match (self.model.find(&path.declared), keyword) {
            (Some(Declared::Group(group)), Keyword::Children) => group.children.is_some(),
            (Some(Declared::Group(group)), Keyword::Count) => group.collection.is_some(),
            (Some(Declared::Element(_)), _) => false,
            (None, _) => return self.undefined(written),
        };
        if has_it {
            Fault::SetKeyword
        } else {
            Fault::SetMissingKeyword
        }
    }

    /// Every record on the way exists.
    fn check_exists(&self, path: &Path<'_>) -> Result<(), Fault> {
        let exist = path
            .levels()
            .iter()
            .all(|it| it.index < self.values.count(path.collection(*it)));
        if exist {
            Ok(())
        } else {
            Err(Fault::GetBeyondCount)
        }
    }

    /// Every record on the way exists or is the next one and may be added.
    fn check_order(&self, path: &Path<'_>) -> Result<(), Fault> {
        for level in path.levels() {
            let count = self.values.count(path.collection(*level));
            if level.index < count {
                continue;
            }
            let collection = self.model.collection(path.declared_collection(*level));
            let Some(collection) = collection.filter(|it| it.sco_adds && level.index == count)
            else {
                return Err(Fault::SetBeyondCount);
            };
            if collection.max_records <= count {
                return Err(Fault::TooMuch);
            }
        }
        Ok(())
    }

    fn check_value(
        &self,
        path: &Path<'_>,
        element: &Element,
        value: &str,
    ) -> Result<Option<NoteKind>, Fault> {
        match self.check_strict(path, &element.value, value) {
            Ok(()) if element.value.exceeds_promise(value) => Ok(Some(NoteKind::Long)),
            Ok(()) => Ok(None),
            Err(fault) => match (&element.lenient, self.frame.profile) {
                (Some(lenient), Profile::Lenient) if lenient.check(value).is_ok() => {
                    Ok(Some(NoteKind::Lenient))
                }
                _ => Err(fault),
            },
        }
    }

    fn check_strict(
        &self,
        path: &Path<'_>,
        value_type: &ValueType,
        value: &str,
    ) -> Result<(), Fault> {
        value_type.check(value)?;
        let ValueType::Response {
            part,
            interaction_type,
            ..
        } = value_type
        else {
            return Ok(());
        };
        let name = self.values.get(&path.sibling(interaction_type));
        match name.and_then(|it| self.model.response_type(it)) {
            Some(response) => response.format(*part).check(value),
            None => Ok(()),
        }
    }

    fn check_rule(&self, rule: Rule, path: &Path<'_>, value: &str) -> Result<(), Fault> {
        match rule {
            Rule::UniqueInCollection => {
                if self.others(path).any(|other| other == value) {
                    return Err(Fault::NotUnique);
                }
            }
            Rule::SetOnce => {
                let old = self.values.get(path.written);
                if old.is_some_and(|old| old != value) {
                    return Err(Fault::SetOnce);
                }
            }
            Rule::ResponseLimits => {
                let response = self.response_type(path);
                let same = |it| response.is_some_and(|response| response.same_pattern(it, value));
                if self.others(path).any(same) {
                    return Err(Fault::NotUnique);
                }
            }
            Rule::ClearsResponses | Rule::EmptyIsUnset | Rule::Appends => {}
        }
        Ok(())
    }

    /// One response too many is refused whatever it says.
    fn check_response_count(&self, path: &Path<'_>) -> Result<(), Fault> {
        let max = self.response_type(path).and_then(|it| it.max_patterns);
        let index = path.levels().last().map_or(0, |it| it.index);
        if max.is_some_and(|max| max <= index) {
            return Err(Fault::TooManyResponses);
        }
        Ok(())
    }

    /// The formats for the type of the interaction that the path is in.
    fn response_type(&self, path: &Path<'_>) -> Option<&'static ResponseType> {
        let name = self.values.get(&path.sibling(INTERACTION_TYPE))?;
        self.model.response_type(name)
    }

    /// The same field of the collection's other records.
    fn others<'s>(&'s self, path: &'s Path<'_>) -> impl Iterator<Item = &'s str> {
        let level = path.levels().last().copied();
        level.into_iter().flat_map(move |level| {
            let collection = path.collection(level);
            let field = &path.declared[path.declared_collection(level).len() + 3..];
            (0..self.values.count(collection))
                .filter(move |it| *it != level.index)
                .filter_map(move |it| self.values.get(&format!("{collection}.{it}.{field}")))
        })
    }

    fn clear_responses(&mut self, path: &Path<'_>) {
        for (part, fields) in RESPONSES {
            let sibling = path.sibling(part);
            self.values.clear(&sibling, fields);
        }
    }

    fn derive(&self, derived: Derived) -> Option<&'static str> {
        let threshold: f64 = self.values.get(derived.threshold)?.parse().ok()?;
        let measure = self.values.get(derived.measure);
        Some(match measure.and_then(|it| it.parse::<f64>().ok()) {
            None => derived.unknown,
            Some(measure) if threshold <= measure => derived.reached,
            Some(_) => derived.missed,
        })
    }

    fn navigation_answer(&self, written: &str) -> Option<&str> {
        let request = written.strip_prefix(REQUEST_VALID)?;
        self.navigation.get(request).map(String::as_str)
    }

    fn note(&mut self, element: String, kind: NoteKind) {
        let note = Note { element, kind };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

const REQUEST_VALID: &str = "adl.nav.request_valid.";
const INTERACTION_TYPE: &str = "cmi.interactions.n.type";

/// What [`Rule::ClearsResponses`] clears.
const RESPONSES: [(&str, &[&str]); 2] = [
    ("cmi.interactions.n.learner_response", &[]),
    ("cmi.interactions.n.correct_responses", &["pattern"]),
];

#[derive(Debug, Clone, Copy)]
enum Keyword {
    Children,
    Count,
}

fn split_keyword(written: &str) -> Option<(&str, Keyword)> {
    let (parent, last) = written.rsplit_once('.')?;
    match last {
        "_children" => Some((parent, Keyword::Children)),
        "_count" => Some((parent, Keyword::Count)),
        _ => None,
    }
}
