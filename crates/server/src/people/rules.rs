//! Who may do what with whom. Nobody gives a right that they do not have.

use entity::values::Role;

/// Whether somebody of the role `actor` may change a person of the role `subject`.
///
/// A coordinator who could change an administrator's address would receive their
/// sign-in link; so coordinators change only people with less than their own rights.
pub(crate) fn may_change(actor: Role, subject: Role) -> bool {
    match actor {
        Role::Administrator => true,
        Role::Coordinator => matches!(subject, Role::Trainee | Role::Trainer),
        Role::Trainee | Role::Trainer => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_nobody_changes_a_person_with_as_many_rights_but_administrators() {
        let roles = [
            Role::Trainee,
            Role::Trainer,
            Role::Coordinator,
            Role::Administrator,
        ];
        let allowed = |actor: Role| roles.map(|subject| may_change(actor, subject));
        assert_eq!(allowed(Role::Trainee), [false; 4]);
        assert_eq!(allowed(Role::Trainer), [false; 4]);
        assert_eq!(allowed(Role::Coordinator), [true, true, false, false]);
        assert_eq!(allowed(Role::Administrator), [true; 4]);
    }
}
