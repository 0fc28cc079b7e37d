//! What a learner's earlier attempts have left for a new one: objectives and
//! shared data that the packages declare global to the system.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{access, course::Course, protocol::Refusal, queries, state::AttemptState};

/// Attempts that are looked at; older ones have had their say through newer ones.
const AT_MOST: u64 = 50;

/// Gives a new attempt on `course` what the learner's earlier attempts left,
/// on any package; of two that say something of the same, the later one counts.
pub(super) async fn carry_over(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    course: &Course,
    state: &mut AttemptState,
) -> Result<(), Refusal> {
    if !course.shares {
        return Ok(());
    }
    let mut earlier = queries::latest_attempts(tx, person_id, AT_MOST).await?;
    earlier.reverse();
    for row in earlier {
        let its_course = access::course(tx, row.package_version_id).await?;
        if its_course.shares {
            let left = AttemptState::from_bytes(&row.state)?;
            let left = left.tree.shared_beyond_attempt(&its_course.tree);
            state.tree.adopt_shared(&course.tree, &left);
        }
    }
    Ok(())
}
