//! The activity tree: an organization's definition, flattened in preorder.
//! It never changes; what a learner does is in [`TreeState`](super::TreeState).

use std::collections::HashMap;

use crate::sequencing::definition::{
    ActivityDefinition, ControlModes, CourseDefinition, Objective, SequencingDefinition, Standard,
};

/// Position of an activity in preorder; the root is 0.
pub(crate) type Index = usize;

/// Levels below the root. Far beyond any real package; the limit keeps a
/// hostile one from costing anything.
const MAX_DEPTH: usize = 64;

/// Why no tree can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    #[error("the organization has no item with a resource; add an `identifierref` to one")]
    NothingToLaunch,
    #[error("items are nested more than {MAX_DEPTH} levels deep")]
    TooDeep,
}

/// An organization, ready to be sequenced.
#[derive(Debug, Clone)]
pub struct ActivityTree {
    pub(crate) standard: Standard,
    pub(crate) objectives_global_to_system: bool,
    pub(crate) shared_data_global_to_system: bool,
    activities: Vec<Activity>,
    by_identifier: HashMap<String, Index>,
}

/// One activity with its place in the tree.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    /// Without its children, which are activities of their own here.
    pub(crate) definition: ActivityDefinition,
    pub(crate) parent: Option<Index>,
    /// Children that lead to something deliverable: headings without any
    /// resource below them take no part in sequencing.
    pub(crate) children: Vec<Index>,
    pub(crate) depth: usize,
    /// The last descendant in preorder, or the activity itself.
    pub(crate) last_descendant: Index,
    /// The primary objective first, which every activity has.
    pub(crate) objectives: Vec<Objective>,
    /// Whether the activity or a descendant can be delivered.
    pub(crate) leads_to_content: bool,
    /// Whether the table of contents lists it: not so the inner leaf that
    /// stands for the resource of an item with children.
    pub(crate) is_listed: bool,
}

impl Activity {
    pub(crate) fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    pub(crate) fn sequencing(&self) -> &SequencingDefinition {
        &self.definition.sequencing
    }

    pub(crate) fn is_tracked(&self) -> bool {
        self.sequencing().delivery_controls.tracked
    }

    /// Position of the objective with this id among the activity's.
    pub(crate) fn objective(&self, id: &str) -> Option<usize> {
        let id = normal_id(id);
        self.objectives
            .iter()
            .position(|it| it.id.as_ref() == Some(&id))
    }
}

impl ActivityTree {
    /// Flattens a definition. Identifiers that occur twice are told apart by a
    /// suffix (`~` and a number); a SCORM 1.2 course allows choice and flow
    /// everywhere; a course of one item that says nothing of control modes starts
    /// with it and has nothing to choose.
    pub fn new(course: CourseDefinition) -> Result<Self, TreeError> {
        let mut tree = Self {
            standard: course.standard,
            objectives_global_to_system: course.objectives_global_to_system,
            shared_data_global_to_system: course.shared_data_global_to_system,
            activities: Vec::new(),
            by_identifier: HashMap::new(),
        };
        let mut root = course.root;
        let is_bare = root.sequencing.control_modes == ControlModes::default();
        if let [only] = root.children.as_slice()
            && only.children.is_empty()
            && is_bare
        {
            root.sequencing.control_modes.flow = true;
            root.sequencing.control_modes.choice = false;
        }
        tree.add(root, None, 0)?;
        tree.close();
        if !tree.activities[0].leads_to_content {
            return Err(TreeError::NothingToLaunch);
        }
        Ok(tree)
    }

    /// Identifiers of all launchable items, in the manifest's order.
    pub fn launchable_items(&self) -> impl Iterator<Item = &str> {
        self.activities
            .iter()
            .filter(|it| it.is_leaf() && it.leads_to_content)
            .map(|it| it.definition.identifier.as_str())
    }

    /// The definition of an item, without its children.
    pub fn definition(&self, item: &str) -> Option<&ActivityDefinition> {
        self.find(item).map(|index| &self.get(index).definition)
    }

    pub(crate) fn len(&self) -> usize {
        self.activities.len()
    }

    pub(crate) fn get(&self, index: Index) -> &Activity {
        &self.activities[index]
    }

    pub(crate) fn find(&self, identifier: &str) -> Option<Index> {
        self.by_identifier.get(identifier).copied()
    }

    pub(crate) fn identifier(&self, index: Index) -> &str {
        &self.get(index).definition.identifier
    }

    /// Whether `index` is `ancestor` or below it.
    pub(crate) fn is_within(&self, index: Index, ancestor: Index) -> bool {
        ancestor <= index && index <= self.get(ancestor).last_descendant
    }

    /// From the activity up to the root, both included.
    pub(crate) fn path_up(&self, index: Index) -> impl Iterator<Item = Index> + '_ {
        std::iter::successors(Some(index), |it| self.get(*it).parent)
    }

    /// From the root down to the activity, both included.
    pub(crate) fn path_down(&self, index: Index) -> Vec<Index> {
        let mut path: Vec<Index> = self.path_up(index).collect();
        path.reverse();
        path
    }

    /// The lowest activity that both are or are within.
    pub(crate) fn common_ancestor(&self, one: Index, other: Index) -> Index {
        self.path_up(one)
            .find(|it| self.is_within(other, *it))
            .unwrap_or(0)
    }

    fn add(
        &mut self,
        mut definition: ActivityDefinition,
        parent: Option<Index>,
        depth: usize,
    ) -> Result<Index, TreeError> {
        if MAX_DEPTH < depth {
            return Err(TreeError::TooDeep);
        }
        let index = self.activities.len();
        let mut children = std::mem::take(&mut definition.children);
        definition.identifier = self.unique(definition.identifier);
        self.by_identifier
            .insert(definition.identifier.clone(), index);
        let own_content = split_own_content(&mut definition, &children);
        if self.standard == Standard::Scorm12 {
            let is_sco = definition.resource.as_ref().is_some_and(|it| it.is_sco);
            definition.sequencing = sequencing_of_scorm_12(is_sco);
        }
        let mut objectives = vec![
            definition
                .sequencing
                .primary_objective
                .clone()
                .unwrap_or_default(),
        ];
        objectives.append(&mut definition.sequencing.objectives.clone());
        for objective in &mut objectives {
            objective.id = objective.id.take().map(|it| normal_id(&it));
            for map in &mut objective.maps {
                map.target_objective_id = normal_id(&map.target_objective_id);
            }
        }
        self.activities.push(Activity {
            definition,
            parent,
            children: Vec::new(),
            depth,
            last_descendant: index,
            objectives,
            leads_to_content: false,
            is_listed: true,
        });
        if let Some(own) = own_content {
            let child = self.add(own, Some(index), depth + 1)?;
            self.activities[child].is_listed = false;
        }
        for child in children.drain(..) {
            self.add(child, Some(index), depth + 1)?;
        }
        Ok(index)
    }

    /// Fills what is known only once all activities stand: from the last to
    /// the first, so that every child comes before its parent.
    fn close(&mut self) {
        for index in (0..self.activities.len()).rev() {
            let activity = &mut self.activities[index];
            activity.children.reverse();
            activity.leads_to_content =
                activity.definition.resource.is_some() || !activity.children.is_empty();
            let (leads, last) = (activity.leads_to_content, activity.last_descendant);
            if let Some(parent) = activity.parent {
                let parent = &mut self.activities[parent];
                parent.last_descendant = parent.last_descendant.max(last);
                if leads {
                    parent.children.push(index);
                }
            }
        }
    }

    fn unique(&self, identifier: String) -> String {
        if !self.by_identifier.contains_key(&identifier) {
            return identifier;
        }
        let first = self.activities.len();
        // Among one candidate more than there are activities one is free.
        (first..=first.saturating_mul(2))
            .map(|number| format!("{identifier}~{number}"))
            .find(|it| !self.by_identifier.contains_key(it))
            .unwrap_or(identifier)
    }
}

/// An item with children and a resource of its own is against the rules of
/// content packaging, yet exists: its resource becomes its first child.
fn split_own_content(
    definition: &mut ActivityDefinition,
    children: &[ActivityDefinition],
) -> Option<ActivityDefinition> {
    if children.is_empty() {
        return None;
    }
    let resource = definition.resource.take()?;
    Some(ActivityDefinition {
        identifier: format!("{}~content", definition.identifier),
        title: definition.title.clone(),
        parameters: definition.parameters.take(),
        resource: Some(resource),
        hide_lms_ui: definition.hide_lms_ui.clone(),
        ..ActivityDefinition::default()
    })
}

/// Identifiers of objectives are URIs in attributes: spaces around them go,
/// runs of spaces are one, and `%20` is a space.
fn normal_id(id: &str) -> String {
    let id = id.replace("%20", " ");
    id.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// SCORM 1.2 has no sequencing: any item in any order, nothing that a new
/// attempt sets aside, no success but what an item reports, and no completion
/// of a SCO that has never said a word.
fn sequencing_of_scorm_12(is_sco: bool) -> SequencingDefinition {
    let mut sequencing = SequencingDefinition::default();
    sequencing.control_modes.flow = true;
    sequencing.control_modes.use_current_attempt_objective_info = false;
    sequencing.control_modes.use_current_attempt_progress_info = false;
    sequencing.delivery_controls.objective_set_by_content = true;
    sequencing.delivery_controls.completion_set_by_content = is_sco;
    sequencing
}
