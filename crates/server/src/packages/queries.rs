//! Every SQL statement about modules, versions and their files.

use chrono::{DateTime, Utc};
use entity::{
    package, package_file, package_version, upload,
    values::{UploadState, VersionState},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, ExprTrait,
    FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, Statement, Value,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::service::FileRow;

pub(super) use crate::rows::{find, insert};

/// Four values a row; SQLite takes 32,766 values in a statement.
const FILES_OF_A_STATEMENT: usize = 1000;

pub(super) async fn file(
    db: &impl ConnectionTrait,
    version_id: Uuid,
    path: &str,
) -> Result<Option<package_file::Model>, DbErr> {
    package_file::Entity::find_by_id((version_id, path.to_owned()))
        .one(db)
        .await
}

/// Where the version's manifest is: packages write its name in more than one case.
pub(super) async fn manifest_path(
    db: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Option<String>, DbErr> {
    let lower = Expr::from(Func::lower(Expr::col(package_file::Column::Path)));
    package_file::Entity::find()
        .select_only()
        .column(package_file::Column::Path)
        .filter(package_file::Column::VersionId.eq(version_id))
        .filter(ExprTrait::eq(lower, "imsmanifest.xml"))
        .into_tuple()
        .one(db)
        .await
}

/// Answers the upload with its version; false when it was not being checked.
pub(super) async fn finish_upload(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(UploadState::Imported))
        .col_expr(upload::Column::VersionId, Expr::value(version_id))
        .col_expr(upload::Column::TouchedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(upload_id))
        .filter(upload::Column::State.eq(UploadState::Checking))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The module, locked: its version numbers are given one after the other.
pub(super) async fn lock_package(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<package::Model>, DbErr> {
    package::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn last_number(tx: &DatabaseTransaction, package_id: Uuid) -> Result<i32, DbErr> {
    let last: Option<i32> = package_version::Entity::find()
        .select_only()
        .column(package_version::Column::Number)
        .filter(package_version::Column::PackageId.eq(package_id))
        .order_by_desc(package_version::Column::Number)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last.unwrap_or(0))
}

pub(super) async fn insert_files(
    tx: &DatabaseTransaction,
    version_id: Uuid,
    files: &[FileRow],
) -> Result<(), DbErr> {
    for batch in files.chunks(FILES_OF_A_STATEMENT) {
        let rows = batch.iter().map(|file| package_file::ActiveModel {
            version_id: Set(version_id),
            path: Set(file.path.clone()),
            hash: Set(file.hash.clone()),
            size_bytes: Set(i64::try_from(file.size_bytes).unwrap_or(i64::MAX)),
        });
        package_file::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Makes this version the one that new course steps take. Earlier ones stay
/// published: attempts and courses are pinned to them.
pub(super) async fn publish(
    tx: &DatabaseTransaction,
    package_id: Uuid,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    package_version::Entity::update_many()
        .col_expr(
            package_version::Column::State,
            Expr::value(VersionState::Published),
        )
        .col_expr(package_version::Column::PublishedAt, Expr::value(now))
        .filter(package_version::Column::Id.eq(version_id))
        .exec(tx)
        .await?;
    package::Entity::update_many()
        .col_expr(package::Column::PublishedVersionId, Expr::value(version_id))
        .filter(package::Column::Id.eq(package_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// One line of the list of modules: its newest version, and what is published.
#[derive(Debug, FromQueryResult)]
pub(super) struct ModuleLine {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) newest: i32,
    pub(super) published: Option<i32>,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) courses: i64,
}

/// Which modules are wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Words of a search key; all of them must stand in the title.
    pub(super) words: Vec<String>,
    pub(super) archived: bool,
    pub(super) skip: u64,
    pub(super) take: u64,
}

/// The modules, the lately changed ones first.
pub(super) async fn modules(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
) -> Result<Vec<ModuleLine>, DbErr> {
    use std::fmt::Write as _;
    let mut values: Vec<Value> = Vec::new();
    let mut matches = String::new();
    for word in &wanted.words {
        // A search key is of letters and digits: nothing in it is a wildcard.
        values.push(format!("%{word}%").into());
        let _ = write!(matches, " AND p.search_key LIKE ${}", values.len());
    }
    let archived = if wanted.archived {
        "IS NOT NULL"
    } else {
        "IS NULL"
    };
    let sql = format!(
        "SELECT p.id, p.title, v.kind, v.number AS newest,
                pv.number AS published, v.created_at AS changed_at,
                (SELECT COUNT(DISTINCT s.course_id) FROM course_step s
                 JOIN package_version sv ON sv.id = s.package_version_id
                 WHERE sv.package_id = p.id AND s.removed_at IS NULL) AS courses
         FROM package p
         JOIN package_version v ON v.package_id = p.id AND v.number =
             (SELECT MAX(n.number) FROM package_version n WHERE n.package_id = p.id)
         LEFT JOIN package_version pv ON pv.id = p.published_version_id
         WHERE p.archived_at {archived}{matches}
         ORDER BY v.created_at DESC, p.id DESC LIMIT {} OFFSET {}",
        wanted.take, wanted.skip,
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    ModuleLine::find_by_statement(statement).all(db).await
}

/// The version of a module with this number.
pub(super) async fn version_numbered(
    db: &impl ConnectionTrait,
    package_id: Uuid,
    number: i32,
) -> Result<Option<package_version::Model>, DbErr> {
    package_version::Entity::find()
        .filter(package_version::Column::PackageId.eq(package_id))
        .filter(package_version::Column::Number.eq(number))
        .one(db)
        .await
}

/// A version in the list of its module: without the manifest, which may be long.
#[derive(Debug, FromQueryResult)]
pub(super) struct VersionLine {
    pub(super) id: Uuid,
    pub(super) number: i32,
    pub(super) kind: String,
    pub(super) state: String,
    pub(super) file_name: String,
    pub(super) file_count: i32,
    pub(super) size_bytes: i64,
    pub(super) findings: Vec<u8>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) given_name: Option<String>,
    pub(super) family_name: Option<String>,
    pub(super) given_name_cyrl: Option<String>,
    pub(super) family_name_cyrl: Option<String>,
}

/// The versions of a module, the newest first.
pub(super) async fn versions(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<Vec<VersionLine>, DbErr> {
    let sql = "SELECT v.id, v.number, v.kind, v.state, v.file_name, v.file_count, v.size_bytes,
                      v.findings, v.created_at, p.given_name, p.family_name,
                      p.given_name_cyrl, p.family_name_cyrl
               FROM package_version v LEFT JOIN person p ON p.id = v.uploaded_by
               WHERE v.package_id = $1 ORDER BY v.number DESC";
    let backend = db.get_database_backend();
    VersionLine::find_by_statement(Statement::from_sql_and_values(
        backend,
        sql,
        [package_id.into()],
    ))
    .all(db)
    .await
}

/// A course that shows a version of a module.
#[derive(Debug, FromQueryResult)]
pub(super) struct UsedIn {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) number: i32,
}

pub(super) async fn used_in(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<Vec<UsedIn>, DbErr> {
    let sql = "SELECT DISTINCT c.id, c.title, v.number
               FROM course_step s
               JOIN package_version v ON v.id = s.package_version_id
               JOIN course c ON c.id = s.course_id
               WHERE v.package_id = $1 AND s.removed_at IS NULL
               ORDER BY c.title, v.number LIMIT 200";
    let backend = db.get_database_backend();
    UsedIn::find_by_statement(Statement::from_sql_and_values(
        backend,
        sql,
        [package_id.into()],
    ))
    .all(db)
    .await
}

/// Every file of a version: path, hash and size.
pub(super) async fn files(
    db: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Vec<package_file::Model>, DbErr> {
    package_file::Entity::find()
        .filter(package_file::Column::VersionId.eq(version_id))
        .order_by_asc(package_file::Column::Path)
        .all(db)
        .await
}

/// The files of a version whose content was found damaged.
pub(super) async fn damaged_files(
    db: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        path: String,
    }
    let sql = "SELECT f.path FROM package_file f JOIN stored_object o ON o.hash = f.hash
               WHERE f.version_id = $1 AND o.damaged_at IS NOT NULL ORDER BY f.path LIMIT 100";
    let backend = db.get_database_backend();
    let rows = Row::find_by_statement(Statement::from_sql_and_values(
        backend,
        sql,
        [version_id.into()],
    ))
    .all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.path).collect())
}

/// The earliest other version that was made of the very same archive.
pub(super) async fn same_archive(
    db: &impl ConnectionTrait,
    version: &package_version::Model,
) -> Result<Option<(Uuid, i32, String)>, DbErr> {
    package_version::Entity::find()
        .select_only()
        .column(package_version::Column::PackageId)
        .column(package_version::Column::Number)
        .column(package_version::Column::Title)
        .filter(package_version::Column::ZipHash.eq(version.zip_hash.clone()))
        .filter(package_version::Column::Id.lt(version.id))
        .order_by_asc(package_version::Column::Id)
        .into_tuple()
        .one(db)
        .await
}

pub(super) async fn set_archived(
    tx: &DatabaseTransaction,
    package_id: Uuid,
    archived_at: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    package::Entity::update_many()
        .col_expr(package::Column::ArchivedAt, Expr::value(archived_at))
        .filter(package::Column::Id.eq(package_id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn rename(
    tx: &DatabaseTransaction,
    package_id: Uuid,
    title: &str,
    search_key: &str,
) -> Result<(), DbErr> {
    package::Entity::update_many()
        .col_expr(package::Column::Title, Expr::value(title))
        .col_expr(package::Column::SearchKey, Expr::value(search_key))
        .filter(package::Column::Id.eq(package_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many courses use any version of the module.
pub(super) async fn courses_using(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<usize, DbErr> {
    let used = used_in(db, package_id).await?;
    let courses: std::collections::HashSet<Uuid> = used.iter().map(|it| it.id).collect();
    Ok(courses.len())
}

/// Who uses a version, and what it costs in the store.
#[derive(Debug, FromQueryResult)]
pub(super) struct VersionUse {
    pub(super) version_id: Uuid,
    /// Courses whose steps show it.
    pub(super) courses: i64,
    /// Attempts that are not over, and that are.
    pub(super) open_attempts: i64,
    pub(super) ended_attempts: i64,
    /// Bytes of content that no other version has.
    pub(super) own_bytes: i64,
    /// Bytes of content that other versions have too: stored once for all of them.
    pub(super) shared_bytes: i64,
    pub(super) archive_bytes: i64,
    /// Versions that were made of the same archive, this one among them.
    pub(super) archive_users: i64,
}

/// Content is counted once in a version, however many of its files have it.
const VERSION_USES: &str = "
    WITH content AS (
        SELECT DISTINCT f.version_id, f.hash, f.size_bytes
        FROM package_file f JOIN package_version v ON v.id = f.version_id
        WHERE v.package_id = $1),
    spread AS (
        SELECT f.hash, COUNT(DISTINCT f.version_id) AS versions FROM package_file f
        WHERE f.hash IN (SELECT hash FROM content) GROUP BY f.hash),
    weight AS (
        SELECT c.version_id,
               SUM(CASE WHEN s.versions = 1 THEN c.size_bytes ELSE 0 END) AS own_bytes,
               SUM(CASE WHEN s.versions = 1 THEN 0 ELSE c.size_bytes END) AS shared_bytes
        FROM content c JOIN spread s ON s.hash = c.hash GROUP BY c.version_id),
    tries AS (
        SELECT a.package_version_id AS version_id,
               SUM(CASE WHEN a.session = 'ended' THEN 0 ELSE 1 END) AS open_attempts,
               SUM(CASE WHEN a.session = 'ended' THEN 1 ELSE 0 END) AS ended_attempts
        FROM attempt a JOIN package_version v ON v.id = a.package_version_id
        WHERE v.package_id = $1 AND a.mode = 'normal' GROUP BY a.package_version_id)
    SELECT v.id AS version_id,
           (SELECT COUNT(DISTINCT s.course_id) FROM course_step s
            WHERE s.package_version_id = v.id AND s.removed_at IS NULL) AS courses,
           CAST(COALESCE(t.open_attempts, 0) AS BIGINT) AS open_attempts,
           CAST(COALESCE(t.ended_attempts, 0) AS BIGINT) AS ended_attempts,
           CAST(COALESCE(w.own_bytes, 0) AS BIGINT) AS own_bytes,
           CAST(COALESCE(w.shared_bytes, 0) AS BIGINT) AS shared_bytes,
           v.zip_bytes AS archive_bytes,
           (SELECT COUNT(*) FROM package_version z WHERE z.zip_hash = v.zip_hash) AS archive_users
    FROM package_version v
    LEFT JOIN weight w ON w.version_id = v.id
    LEFT JOIN tries t ON t.version_id = v.id
    WHERE v.package_id = $1";

pub(super) async fn version_uses(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<Vec<VersionUse>, DbErr> {
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, VERSION_USES, [package_id.into()]);
    VersionUse::find_by_statement(statement).all(db).await
}

/// Bytes of all content of the module, each content once.
pub(super) async fn content_bytes(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<i64, DbErr> {
    let sql = "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes FROM
               (SELECT DISTINCT f.hash, f.size_bytes FROM package_file f
                JOIN package_version v ON v.id = f.version_id WHERE v.package_id = $1) content";
    sum(db, sql, package_id).await
}

/// Bytes of the archives that the versions were made of, each archive once.
pub(super) async fn archives_bytes(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<i64, DbErr> {
    let sql = "SELECT CAST(COALESCE(SUM(zip_bytes), 0) AS BIGINT) AS bytes FROM
               (SELECT DISTINCT zip_hash, zip_bytes FROM package_version
                WHERE package_id = $1) archives";
    sum(db, sql, package_id).await
}

async fn sum(db: &impl ConnectionTrait, sql: &str, package_id: Uuid) -> Result<i64, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        bytes: i64,
    }
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [package_id.into()]);
    let row = Row::find_by_statement(statement).one(db).await?;
    Ok(row.map_or(0, |it| it.bytes))
}
