//! The tokens that columns hold, as types.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A face of the interface: Serbian in Cyrillic or Latin letters, or English.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(190))")]
pub enum Face {
    #[sea_orm(string_value = "sr-Cyrl")]
    #[serde(rename = "sr-Cyrl")]
    SrCyrl,
    #[sea_orm(string_value = "sr-Latn")]
    #[serde(rename = "sr-Latn")]
    SrLatn,
    #[sea_orm(string_value = "en")]
    #[serde(rename = "en")]
    En,
}

/// The rights of a person or an API token.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Trainee,
    Trainer,
    Coordinator,
    Administrator,
}

/// How a web session began.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    Password,
    /// By a link in an e-mail, which works once.
    Link,
    /// By an invitation: trainee rights, whatever the person's role.
    Invitation,
    /// One click, in the demo centre.
    Demo,
    /// Made by the server itself.
    Direct,
}

/// Whether a person may use the site.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PersonStatus {
    Active,
    Suspended,
}

/// What kind of body an organisation is; the record counts by it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    StateBody,
    LocalGovernment,
    InternationalOrganisation,
    Ngo,
    University,
    Media,
    Other,
}

/// How far an upload has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum UploadState {
    Receiving,
    Checking,
    Imported,
    Refused,
}

/// Whether trainers may put a package version on a course.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    Draft,
    Published,
}

/// How strictly the run-time reads the data model.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    Strict,
    Lenient,
}

/// How a training is held.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum TrainingMode {
    Online,
    InPerson,
    Blended,
}

/// Whether a course can be seen, joined and finished.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum CourseStatus {
    Draft,
    Published,
    Closed,
}

/// What a step of a course shows.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    Package,
    Page,
    Document,
}

/// Whether a person has a place on a course.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentStatus {
    Active,
    Withdrawn,
}

/// Why a package is played; only `Normal` counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum LaunchMode {
    Normal,
    Browse,
    Review,
    Trial,
}

/// Whether a learner session of the attempt is going on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    None,
    Open,
    Suspended,
    Ended,
}

/// Whether the content was finished. Not whether it was passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    Unknown,
    NotAttempted,
    Incomplete,
    Completed,
}

/// Whether the content was passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Success {
    Unknown,
    Passed,
    Failed,
}

/// What a person sees beside a step.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    NotStarted,
    InProgress,
    Completed,
    Passed,
    Failed,
}

/// How far the switch of a course to another version has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum SwitchState {
    Waiting,
    Done,
    CalledOff,
    Failed,
}

/// How far a job has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Waiting,
    Running,
    Done,
    Failed,
}

/// The two documents: *uverenje* (passed) and *potvrda* (took part).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Uverenje,
    Potvrda,
}

/// What a completion says: the course was passed, or attended to its end.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(190))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum CompletionOutcome {
    Passed,
    Attended,
}
