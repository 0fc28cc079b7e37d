//! Reading what the editing pages show.

use std::collections::HashMap;

use entity::{course, course_step, package_version, programme, values::Role};
use uuid::Uuid;

use super::super::{queries, rules};
use crate::{db::Db, error::AppError, sign_in::Reader};

pub(crate) struct ListedCourse {
    pub(crate) course: course::Model,
    pub(crate) people: i64,
    pub(crate) completed: i64,
}

/// The courses this reader may manage, narrowed by a search in either script.
pub(crate) async fn courses(
    db: &Db,
    reader: &Reader,
    search: &str,
) -> Result<Vec<ListedCourse>, AppError> {
    let owner = (reader.role == Role::Trainer).then_some(reader.id);
    let key = serbian_text::search_key(search.trim());
    let courses = queries::courses(db.read(), &key, owner).await?;
    let ids: Vec<Uuid> = courses.iter().map(|it| it.id).collect();
    let counts: HashMap<Uuid, (i64, i64)> = queries::enrolled_counts(db.read(), &ids)
        .await?
        .into_iter()
        .map(|(id, people, completed)| (id, (people, completed)))
        .collect();
    let listed = courses.into_iter().map(|course| {
        let (people, completed) = counts.get(&course.id).copied().unwrap_or_default();
        ListedCourse {
            course,
            people,
            completed,
        }
    });
    Ok(listed.collect())
}

/// A course as it is edited, with what its forms offer.
pub(crate) struct EditedCourse {
    pub(crate) course: course::Model,
    pub(crate) steps: Vec<course_step::Model>,
    pub(crate) versions: Vec<package_version::Model>,
    pub(crate) programmes: Vec<programme::Model>,
}

/// The course, if this reader may change it.
pub(crate) async fn edited_course(
    db: &Db,
    reader: &Reader,
    course_id: Uuid,
) -> Result<EditedCourse, AppError> {
    let course = queries::find::<course::Entity>(db.read(), course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !rules::may_edit(reader.role, reader.id, &course) {
        return Err(AppError::Forbidden);
    }
    Ok(EditedCourse {
        steps: queries::steps(db.read(), course_id).await?,
        versions: queries::published_versions(db.read()).await?,
        programmes: queries::programmes(db.read()).await?,
        course,
    })
}

pub(crate) async fn programmes(db: &Db) -> Result<Vec<programme::Model>, AppError> {
    Ok(queries::programmes(db.read()).await?)
}

/// Whether anybody has worked on the step: then removing it needs a word of warning.
pub(crate) async fn attempts_at(db: &Db, step_id: Uuid) -> Result<u64, AppError> {
    Ok(queries::attempts_at(db.read(), step_id).await?)
}
