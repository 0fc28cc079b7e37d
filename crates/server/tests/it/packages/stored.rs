//! What is stored of packages: taken over, swept, damaged.

use entity::{package_version, stored_object, values::Role};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use uuid::Uuid;

use super::{Upload, hash, hashes, large_package, objects, package, upload, versions};
use crate::support::TestServer;

/// The check's server dies in the middle; another one, asked after the upload, goes on.
#[tokio::test]
async fn a20_a_check_that_died_is_taken_over_and_nothing_half_is_visible() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let upload = Upload::begin(&trainer, "x.zip", large_package("Film")).await;
    for position in 0..upload.chunks() {
        upload.put(&trainer, position).await;
    }
    // As a server leaves it that was killed: being checked, silent, objects without an owner.
    let id: Uuid = upload.id.parse().unwrap();
    let past = server.state.clock.now() - chrono::Duration::minutes(5);
    server
        .state
        .db
        .write(move |tx| {
            Box::pin(async move {
                use sea_orm::{ActiveModelTrait as _, Set};
                let row = entity::upload::ActiveModel {
                    id: Set(id),
                    state: Set(entity::values::UploadState::Checking),
                    touched_at: Set(past),
                    ..Default::default()
                };
                row.update(tx).await.map(|_| ())
            })
        })
        .await
        .unwrap();
    assert_eq!(versions(&server).await, 0);
    let other = server.beside().await;
    let there = other.sign_in(trainer.person_id()).await;

    let (state, url) = upload.verdict(&there).await;

    assert_eq!(state, "imported");
    assert!(there.text(&url).await.contains("Film"));
    assert_eq!(versions(&server).await, 1);
}

#[tokio::test]
async fn a20_the_sweep_takes_what_nobody_points_at_and_nothing_else() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let (_, url) = upload(&trainer, "x.zip", large_package("Film")).await;
    let kept = hashes(&server).await;
    // Refused after its files were stored, and an upload that is given up.
    upload(
        &trainer,
        "y.zip",
        content_packages::zip("launch-file-missing").unwrap(),
    )
    .await;
    let given_up = Upload::begin(&trainer, "z.zip", large_package("Other")).await;
    given_up.put(&trainer, 1).await;
    let before = objects(&server);
    assert!(kept.len() + 1 < before.len(), "{before:?}");

    server.state.clock.shift(3600);
    server.sweep().await;
    assert_eq!(objects(&server), before, "what was wanted lately stays");
    server.state.clock.shift(3 * 24 * 3600);
    server.sweep().await;

    let after = objects(&server);
    assert_eq!(after.len(), kept.len() + 1, "the files and the zip");
    assert!(kept.is_subset(&after));
    let rows = stored_object::Entity::find()
        .count(server.state.db.read())
        .await;
    assert_eq!(rows.unwrap(), after.len() as u64);
    let trainer = server.sign_in(trainer.person_id()).await;
    assert!(trainer.text(&url).await.contains("Film"));
    // What was swept comes back when it is sent again.
    let (state, _) = upload(&trainer, "z.zip", given_up.content.clone()).await;
    assert_eq!(state, "imported");
}

/// The bytes of one stored file rot: it is set aside and told in words, the
/// others are served, and sending the package again brings it back.
#[tokio::test]
async fn h8_a_damaged_file_is_quarantined_and_the_others_are_served() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let archive = package(
        "Plan",
        &[("rot.txt", b"good content"), ("whole.txt", b"whole")],
    );
    let (_, url) = upload(&trainer, "x.zip", archive.clone()).await;
    let version = package_version::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let token = hash(version.id.as_bytes())[..43].to_owned();
    let capability = entity::content_capability::Model {
        token: token.clone(),
        version_id: version.id,
        created_at: server.state.clock.now(),
        expires_at: server.state.clock.now() + chrono::Duration::days(7),
    };
    server
        .insert(sea_orm::IntoActiveModel::into_active_model(capability))
        .await;
    let file = async |name: &str| {
        let url = format!("{}/f/{token}/{name}", server.content);
        reqwest::get(url).await.unwrap()
    };
    let rotten = hash(b"good content");
    let object = format!("files/objects/{}/{rotten}", &rotten[..2]);
    let object = server.state.config.settings.data.join(object);
    std::fs::write(&object, b"bad content!").unwrap();

    let damaged = file("rot.txt").await;

    assert_ne!(damaged.status(), 200);
    assert_ne!(damaged.bytes().await.unwrap(), "bad content!");
    assert_eq!(file("whole.txt").await.text().await.unwrap(), "whole");
    assert!(!object.exists(), "the damaged object is set aside");
    let report = trainer.text(&url).await;
    assert!(report.contains("1 file is damaged"), "{report}");
    let (_, again) = upload(&trainer, "x.zip", archive).await;
    assert_ne!(again, url);
    let mended = file("rot.txt").await;
    assert_eq!(mended.text().await.unwrap(), "good content");
    assert!(!trainer.text(&url).await.contains("is damaged"));
}
