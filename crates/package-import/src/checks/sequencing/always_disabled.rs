//! A precondition rule that always holds disables the activity.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::package::Item;
use crate::sequencing::{
    Combination, Condition, PreConditionAction, RuleCondition, RuleConditions,
};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "always-disabled", &["title"]);

/// Neither flow nor choice nor jump delivers an activity that is disabled, or
/// one below it.
pub(crate) fn check(reading: &mut Reading<'_>) {
    let disabled: Vec<&Item> = reading
        .items
        .iter()
        .copied()
        .filter(|item| {
            item.sequencing.pre_condition_rules.iter().any(|rule| {
                rule.action == PreConditionAction::Disabled && always_holds(&rule.conditions)
            })
        })
        .collect();
    for item in disabled {
        reading.tell(CheckId::AlwaysDisabled, &item.identifier, &item.title);
    }
}

fn always_holds(conditions: &RuleConditions<RuleCondition>) -> bool {
    let mut each = conditions
        .conditions
        .iter()
        .map(|it| it.condition == Condition::Always && !it.negated);
    match conditions.combination {
        Combination::All => !conditions.conditions.is_empty() && each.all(|it| it),
        Combination::Any => each.any(|it| it),
    }
}
