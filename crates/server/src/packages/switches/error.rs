//! Why a course is not switched, and who may switch it.

use entity::{course, values::Role};
use sea_orm::DbErr;
use uuid::Uuid;

use crate::{
    attempts::service::CannotSwitch,
    courses::{rules, service as courses},
    db::WriteError,
    error::AppError,
    sign_in::Reader,
};

/// Why a course is not switched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SwitchError {
    #[error("no such module, version, course or switch")]
    NotFound,
    #[error("the course is somebody else's")]
    Forbidden,
    #[error("no course was chosen")]
    NoCourse,
    #[error("the module is archived and the version is a draft")]
    Archived,
    #[error("the course is closed")]
    Closed,
    #[error("the course does not use the module any more")]
    NotUsed,
    #[error("the course has a switch of this module waiting")]
    IsWaiting,
    #[error("the switch does not wait any more")]
    NotWaiting,
    #[error("the time is in the past")]
    Past,
    #[error("there is no earlier version to go back to")]
    NothingBefore,
    #[error("a version cannot be played: {0}")]
    Unplayable(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for SwitchError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl SwitchError {
    /// The message for people, where the rule has one.
    pub(super) fn words(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoCourse => "switch-no-course",
            Self::Archived => "module-is-archived",
            Self::Closed => "switch-course-closed",
            Self::NotUsed => "switch-not-used",
            Self::IsWaiting => "switch-is-waiting",
            Self::NotWaiting => "switch-not-waiting",
            Self::Past => "switch-past",
            Self::NothingBefore => "switch-nothing-before",
            Self::Unplayable(_) => "switch-unplayable",
            Self::NotFound | Self::Forbidden | Self::Db(_) => return None,
        })
    }
}

impl From<SwitchError> for AppError {
    fn from(error: SwitchError) -> Self {
        match (error.words(), error) {
            (_, SwitchError::NotFound) => Self::NotFound,
            (_, SwitchError::Forbidden) => Self::Forbidden,
            (_, SwitchError::Db(error)) => error.into(),
            (Some(id), SwitchError::NoCourse | SwitchError::Past) => {
                Self::Invalid(crate::error::Message::new(id))
            }
            (Some(id), error) => {
                tracing::info!(%error, "a switch was refused");
                Self::refused(id)
            }
            (None, error) => Self::internal(&error),
        }
    }
}

impl From<CannotSwitch> for SwitchError {
    fn from(error: CannotSwitch) -> Self {
        match error {
            CannotSwitch::Unplayable(reason) => Self::Unplayable(reason),
            CannotSwitch::Db(error) => Self::Db(error),
        }
    }
}

impl From<courses::CourseError> for SwitchError {
    fn from(error: courses::CourseError) -> Self {
        match error {
            courses::CourseError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

/// Who asks: a signed-in person, or the holder of a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Editor {
    pub(crate) role: Role,
    pub(crate) person_id: Option<Uuid>,
}

impl From<&Reader> for Editor {
    fn from(reader: &Reader) -> Self {
        Self {
            role: reader.role,
            person_id: Some(reader.id),
        }
    }
}

impl Editor {
    pub(super) fn may_change(self, course: &course::Model) -> bool {
        match self.person_id {
            Some(id) => rules::may_edit(self.role, id, course),
            None => matches!(self.role, Role::Administrator | Role::Coordinator),
        }
    }
}
