//! The values of a record, checked by its form and not yet stored.

use chrono::NaiveDate;
use entity::values::TrainingMode;
use uuid::Uuid;

use crate::people::Names;

#[derive(Debug, Clone)]
pub(super) enum Draft {
    Accreditation(AccreditationDraft),
    Programme(ProgrammeDraft),
    Session(SessionDraft),
    Trainer(TrainerDraft),
}

#[derive(Debug, Clone)]
pub(super) struct AccreditationDraft {
    pub(super) body: String,
    pub(super) field: String,
    pub(super) field_en: String,
    pub(super) decision: String,
    pub(super) decided_on: NaiveDate,
    pub(super) valid_until: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub(super) struct ProgrammeDraft {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) title_en: String,
    pub(super) accreditation_id: Option<Uuid>,
    pub(super) hours: i32,
}

#[derive(Debug, Clone)]
pub(super) struct SessionDraft {
    pub(super) programme_id: Uuid,
    pub(super) title: String,
    pub(super) title_en: String,
    pub(super) mode: TrainingMode,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) place: Option<String>,
    pub(super) counts_as_training: bool,
    pub(super) trainers: Vec<Uuid>,
}

#[derive(Debug, Clone)]
pub(super) struct TrainerDraft {
    pub(super) names: Names,
    pub(super) fields: String,
    pub(super) languages: String,
}
