//! Package files in S3, and two servers on one database and one S3 store. The
//! S3 server is one that runs in the test's own process.

use bytes::Bytes;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use server::{
    config::Settings,
    operation::{backup, restore},
    store::Store,
};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{
    playing::{Module, TestPlayer},
    support::TestServer,
};

const BUCKET: &str = "obuka";

/// An S3-compatible server with one empty bucket.
struct TestS3 {
    endpoint: String,
    dir: TempDir,
}

impl TestS3 {
    async fn start() -> Self {
        let dir = TempDir::new().unwrap();
        std::fs::create_dir(dir.path().join(BUCKET)).unwrap();
        let files = s3s_fs::FileSystem::new(dir.path()).unwrap();
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single("key", "secret"));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let protocol = auto::Builder::new(TokioExecutor::new());
                    drop(
                        protocol
                            .serve_connection(TokioIo::new(stream), service)
                            .await,
                    );
                });
            }
        });
        Self { endpoint, dir }
    }

    fn set(&self, settings: &mut Settings) {
        settings.storage = format!("s3://{BUCKET}/centre");
        settings.s3_endpoint = Some(self.endpoint.clone());
        settings.s3_region = Some("us-east-1".into());
        settings.s3_access_key_id = Some("key".into());
        settings.s3_secret_access_key = Some("secret".into());
    }

    /// Where the file system behind the bucket has the object.
    fn file(&self, hash: &str) -> std::path::PathBuf {
        let folder = self.dir.path().join(BUCKET).join("centre/objects");
        folder.join(&hash[..2]).join(hash)
    }
}

#[tokio::test]
async fn objects_go_to_s3_and_come_back_checked() {
    let s3 = TestS3::start().await;
    let mut settings = Settings::default();
    s3.set(&mut settings);
    let store = Store::open(&settings).unwrap();

    let hash = store.put(Bytes::from_static(b"hello")).await.unwrap();
    let again = store.put(Bytes::from_static(b"hello")).await.unwrap();

    assert_eq!(hash, again);
    assert_eq!(store.get(&hash).await.unwrap(), "hello");
    assert!(s3.file(&hash).is_file());
    std::fs::write(s3.file(&hash), b"hullo").unwrap();
    assert!(store.get(&hash).await.is_err());
    settings.s3_secret_access_key = Some("wrong".into());
    let stranger = Store::open(&settings).unwrap();
    assert!(stranger.get(&hash).await.is_err());
}

#[tokio::test]
async fn a_backup_takes_large_objects_from_s3_and_puts_them_into_a_folder_and_back() {
    let s3 = TestS3::start().await;
    let server = TestServer::start_with(|it| s3.set(it), false).await;
    let film: Vec<u8> = (0..15_000_000_u32).map(|it| (it % 251) as u8).collect();
    let module = Module::scorm_12(&["Lesson"], None, "<p>Lesson").with_file("film.mp4", &film);
    server.one_step(&module).await;
    let dir = TempDir::new().unwrap();
    let (first, second) = (dir.path().join("1.tar"), dir.path().join("2.tar"));
    let now = server.state.clock.now();

    let taken = backup(&server.state.config.settings, &first, now)
        .await
        .unwrap();

    let folder = TempDir::new().unwrap();
    let in_folder = Settings {
        data: folder.path().to_owned(),
        ..Settings::default()
    };
    restore(&in_folder, &first).await.unwrap();
    backup(&in_folder, &second, now).await.unwrap();
    let other = TestS3::start().await;
    let third = TempDir::new().unwrap();
    let mut in_s3 = Settings {
        data: third.path().to_owned(),
        ..Settings::default()
    };
    other.set(&mut in_s3);
    let restored = restore(&in_s3, &second).await.unwrap();
    assert_eq!(restored.objects, taken.objects);
    let hash = crate::support::sha256_bytes(&film);
    assert_eq!(std::fs::read(other.file(&hash)).unwrap(), film);
}

#[tokio::test]
async fn an_attempt_is_played_through_alternating_servers() {
    let s3 = TestS3::start().await;
    let first = TestServer::start_with(|it| s3.set(it), false).await;
    if first.state.db.is_sqlite() {
        // Several servers need PostgreSQL.
        return;
    }
    let second = first.beside().await;
    let module = Module::scorm_2004(&["One", "Two"], "<!doctype html><p>Lesson");
    let (_, _learner, mut player) = first.playing(&module).await;
    let at = |server: &TestServer, url: &str| {
        let path = url.splitn(4, '/').nth(3).unwrap();
        format!("{}/{path}", server.content)
    };
    player.initialize().set("cmi.location", "1");
    player.commit().await;

    // Each request goes to the other server than the one before.
    for round in 0..10 {
        let server = if round % 2 == 0 { &second } else { &first };
        player.url = at(server, &player.url);
        player.set("cmi.location", &round.to_string());
        let answer = player.commit().await;
        assert!(answer["mark"].is_u64(), "{answer}");
    }
    player.url = at(&second, &player.url);
    player.set("cmi.exit", "suspend").terminate();
    player.commit().await;
    player.url = at(&first, &player.url);
    let (status, scene) = player.navigate(Some("continue")).await;
    assert_eq!(status, 200, "{scene}");

    let file = scene["item"]["url"].as_str().unwrap().to_owned();
    let page = reqwest::get(at(&second, &player.url)).await.unwrap();
    assert_eq!(page.status(), 200);
    let resumed = TestPlayer::begin(&at(&second, &player.url)).await;
    assert_eq!(resumed.scene["generation"], 2);
    let files = resumed.scene["files"].as_str().unwrap().trim_matches('/');
    for server in [&first, &second] {
        let url = format!("{}/{files}/{file}", server.content);
        let answer = reqwest::get(&url).await.unwrap();
        assert_eq!(answer.status(), 200, "{url}");
        assert!(answer.text().await.unwrap().contains("Lesson"));
    }
}
