//! Packages: import, list, one.

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use chrono::{DateTime, Utc};
use entity::{
    package_version,
    values::{Face, Profile, VersionState},
};
use package_import::Limits;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{self as body, Id, Query, Reads},
    people::{ListQuery, Listed},
    problem::Problem,
    queries,
};
use crate::{
    app::AppState,
    error::{AppError, Message},
    packages::service::{self, FindingWords, Import, ImportError, Imported},
};

/// How a package is to be taken in.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Publish the version at once, so that courses can use it.
    #[serde(default)]
    publish: bool,
    /// The package that gets a new version; without it a new package is made.
    package_id: Option<Uuid>,
    /// The archive's name, for people; titles come from the manifest.
    file_name: Option<String>,
    /// How the package is checked, and how the run-time reads what its content
    /// says: `strict` refuses what the specification forbids, `lenient` mends
    /// the usual mistakes of authoring tools and notes them. Left out: as the
    /// centre is set (lenient, unless changed). It stays with the version.
    #[param(value_type = Option<String>)]
    profile: Option<Profile>,
}

/// A package as it was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportedPackage {
    package_id: Uuid,
    version_id: Uuid,
    /// From 1, per package.
    number: i32,
    /// `scorm_1_2`, `scorm_2004_2nd`, `scorm_2004_3rd` or `scorm_2004_4th`.
    kind: String,
    title: String,
    /// The authoring tool, where the files tell it.
    authoring_tool: Option<String>,
    /// `strict` or `lenient`.
    #[schema(value_type = String)]
    profile: Profile,
    published: bool,
    /// Items of the default organization, parents before children.
    items: Vec<Item>,
    /// Warnings and notes.
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Item {
    /// As in the manifest; also in `data-item` of the player page.
    identifier: String,
    title: String,
    /// Whether the item has content of its own.
    launchable: bool,
}

/// What a check found, where, and how to mend it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Finding {
    /// The check's stable id.
    check: &'static str,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// File, line, item or resource; empty when it is about the whole.
    place: String,
    message: String,
    cure: String,
}

impl From<FindingWords> for Finding {
    fn from(it: FindingWords) -> Self {
        Self {
            check: it.check,
            severity: it.severity,
            place: it.place,
            message: it.message,
            cure: it.cure,
        }
    }
}

/// Take in a package. The body is the zip itself, of any content type but that
/// of a form; it may have as many bytes as an upload in the browser.
#[utoipa::path(post, path = "/api/v1/packages", tag = "packages", operation_id = "import_package",
    params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/zip", description = "The zip"),
    responses((status = 201, body = ImportedPackage),
        (status = 422, description = "A problem document with `findings`; nothing was stored")))]
pub(super) async fn import(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Reads(face): Reads,
    Query(query): Query<ImportQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<ImportedPackage>), Problem> {
    if is_form(&headers) {
        return Err(Problem::with_status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Message::new("api-zip-in-form"),
        ));
    }
    let limit_bytes = Limits::default().archive_bytes;
    let received = app.incoming.receive(&headers, body, limit_bytes).await?;
    let import = Import {
        by: caller.person_id,
        file_name: file_name(query.file_name),
        source: received.file.path().to_owned(),
        publish: query.publish,
        package_id: query.package_id,
        profile: query.profile.unwrap_or(app.config.settings.package_profile),
    };
    let imported = service::import(&app, import, app.clock.now())
        .await
        .map_err(|error| refused(face, error))?;
    let version = service::version(&app, imported.version_id).await?;
    let findings = in_words(face, &imported.findings);
    let answer = ImportedPackage {
        authoring_tool: version.package.authoring_tool.clone(),
        ..ImportedPackage::new(imported, &version.row, query.publish, findings)
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// A browser's form wraps the file, so that it is no archive any more.
fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.trim_start().starts_with("multipart/"))
}

/// The last part of what may be a path, of a bearable length.
fn file_name(given: Option<String>) -> String {
    let given = given.unwrap_or_default();
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|it| !it.is_control())
        .take(190)
        .collect();
    if name.trim().is_empty() {
        "package.zip".to_owned()
    } else {
        name
    }
}

fn refused(face: Face, error: ImportError) -> Problem {
    let findings = match &error {
        ImportError::Refused(report) => in_words(face, &report.findings),
        _ => return error.into(),
    };
    let findings = serde_json::to_value(findings).unwrap_or_default();
    Problem::from(error).with("findings", findings)
}

fn in_words(face: Face, findings: &[package_import::Finding]) -> Vec<Finding> {
    service::findings_in_words(face, findings)
        .into_iter()
        .map(Finding::from)
        .collect()
}

impl ImportedPackage {
    fn new(
        imported: Imported,
        version: &package_version::Model,
        published: bool,
        findings: Vec<Finding>,
    ) -> Self {
        let items = imported.items.into_iter().map(|it| Item {
            identifier: it.identifier,
            title: it.title,
            launchable: it.launchable,
        });
        Self {
            package_id: imported.package_id,
            version_id: imported.version_id,
            number: imported.number,
            kind: version.kind.clone(),
            title: imported.title,
            authoring_tool: None,
            profile: version.profile,
            published,
            items: items.collect(),
            findings,
        }
    }
}

/// A package in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Package {
    id: Uuid,
    title: String,
    /// The version that courses get, if one is published.
    published_version_id: Option<Uuid>,
    created_at: DateTime<Utc>,
}

/// A package with its versions.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PackageWithVersions {
    #[serde(flatten)]
    package: Package,
    versions: Vec<Version>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Version {
    id: Uuid,
    number: i32,
    kind: String,
    title: String,
    size_bytes: i64,
    /// `strict` or `lenient`.
    #[schema(value_type = String)]
    profile: Profile,
    published: bool,
    created_at: DateTime<Utc>,
}

impl From<entity::package::Model> for Package {
    fn from(row: entity::package::Model) -> Self {
        Self {
            id: row.id,
            title: row.title,
            published_version_id: row.published_version_id,
            created_at: row.created_at,
        }
    }
}

/// Packages that are not archived, in the order of their making.
#[utoipa::path(get, path = "/api/v1/packages", tag = "packages", operation_id = "list_packages",
    params(ListQuery), responses((status = 200, body = Listed<Package>)))]
pub(super) async fn list(
    State(app): State<AppState>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Listed<Package>>, Problem> {
    let part = query.part()?;
    let rows = queries::packages(app.db.read(), query.search(), part).await?;
    let items = rows.into_iter().map(Package::from).collect();
    Ok(Json(Listed::new(items, part, |it: &Package| it.id)))
}

/// A package with its versions.
#[utoipa::path(get, path = "/api/v1/packages/{id}", tag = "packages", operation_id = "read_package",
    params(("id" = Uuid, Path)), responses((status = 200, body = PackageWithVersions)))]
pub(super) async fn read(
    State(app): State<AppState>,
    Id(id): Id,
) -> Result<Json<PackageWithVersions>, Problem> {
    let row = queries::find::<entity::package::Entity>(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let versions = queries::versions(app.db.read(), id).await?;
    let versions = versions.into_iter().map(|it| Version {
        id: it.id,
        number: it.number,
        kind: it.kind,
        title: it.title,
        size_bytes: it.size_bytes,
        profile: it.profile,
        published: it.state == VersionState::Published,
        created_at: it.created_at,
    });
    Ok(Json(PackageWithVersions {
        package: row.into(),
        versions: versions.collect(),
    }))
}

/// The version that courses are to get.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionToPublish {
    number: i32,
}

/// Publish a version: new steps of courses take it. Also an earlier one again.
#[utoipa::path(post, path = "/api/v1/packages/{id}/publish", tag = "packages",
    operation_id = "publish_package", params(("id" = Uuid, Path)), request_body = VersionToPublish,
    responses((status = 204, description = "Published")))]
pub(super) async fn publish(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    body::Json(asked): body::Json<VersionToPublish>,
) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    service::publish(&app, id, asked.number, caller.person_id, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
