//! The real server on free ports, with a database and a store of its own.

use std::sync::Arc;

use entity::{
    api_token, person,
    values::{Face, PersonStatus, Role},
};
use reqwest::{Client, Response, header, redirect};
use sea_orm::{
    ConnectionTrait as _, Database, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use server::{
    app::{self, AppState},
    clock::Clock,
    config::{Config, Settings},
    db::Db,
    store::Store,
};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::net::TcpListener;
use uuid::Uuid;

/// A running server; stopped, and its database dropped, with the value.
pub(crate) struct TestServer {
    pub(crate) state: AppState,
    pub(crate) app: String,
    pub(crate) content: String,
    /// Where the app origin listens, whatever its name is.
    listens_at: std::net::SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    serving: Option<tokio::task::JoinHandle<()>>,
    /// Database and data folder; dropped with the last server that uses them.
    ground: Arc<(TestDatabase, TempDir)>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}, false).await
    }

    /// The server with other settings, or as the demo centre.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Settings), demo: bool) -> Self {
        let server = Self::start_empty(change, demo).await;
        if !demo {
            let used = entity::setting::Model {
                name: "set_up_at".into(),
                value: String::new(),
            };
            server.insert(used.into_active_model()).await;
        }
        server
    }

    /// The server as it is before the set-up guide was used.
    pub(crate) async fn start_empty(change: impl FnOnce(&mut Settings), demo: bool) -> Self {
        let dir = TempDir::new().unwrap();
        let database = TestDatabase::create(&dir).await;
        let (data, url) = (dir.path().to_owned(), database.url.clone());
        let settings = |app, content| {
            let mut settings = Settings {
                data,
                database_url: Some(url),
                app_origin: app,
                content_origin: content,
                ..Settings::default()
            };
            change(&mut settings);
            settings
        };
        Self::serve(settings, demo, Arc::new((database, dir))).await
    }

    /// A server on a place that is there already.
    pub(crate) async fn start_on(place: Settings) -> Self {
        let dir = TempDir::new().unwrap();
        let database = TestDatabase {
            url: place.database(),
            dropped: None,
        };
        let settings = |app_origin, content_origin| Settings {
            app_origin,
            content_origin,
            ..place
        };
        Self::serve(settings, false, Arc::new((database, dir))).await
    }

    /// Another server on the same database and store.
    pub(crate) async fn beside(&self) -> Self {
        let settings = |app_origin, content_origin| Settings {
            app_origin,
            content_origin,
            ..self.state.config.settings.clone()
        };
        Self::serve(settings, self.state.config.demo, self.ground.clone()).await
    }

    async fn serve(
        settings: impl FnOnce(String, String) -> Settings,
        demo: bool,
        ground: Arc<(TestDatabase, TempDir)>,
    ) -> Self {
        let app_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let content_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = |listener: &TcpListener| {
            format!("http://localhost:{}", listener.local_addr().unwrap().port())
        };
        let listens_at = app_listener.local_addr().unwrap();
        let (app, content) = (origin(&app_listener), origin(&content_listener));
        let settings = settings(app.clone(), content.clone());
        let config: Config = settings.check(demo).unwrap();
        let db = Db::open(&config.settings.database()).await.unwrap();
        let store = Store::open(&config.settings).unwrap();
        let state = AppState::new(db, store, config, Clock::default());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = state.clone();
        let serving = tokio::spawn(async move {
            let stop = async {
                drop(stopped.await);
            };
            app::serve(&serving, app_listener, content_listener, stop).await;
        });
        Self {
            state,
            app,
            content,
            listens_at,
            stop: Some(stop),
            serving: Some(serving),
            ground,
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.state.config.settings
    }

    /// Asks the server to stop, and waits until it has.
    pub(crate) async fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(serving) = self.serving.take() {
            serving.await.unwrap();
        }
    }

    /// The workers of another server on the same database.
    pub(crate) async fn workers_of_another_server(&self) -> server::jobs::Workers {
        let config = self.state.config.clone();
        let db = Db::open(&config.settings.database()).await.unwrap();
        let store = Store::open(&config.settings).unwrap();
        server::jobs::start(&AppState::new(db, store, config, Clock::default()))
    }

    /// What the periodic job of the package store does.
    pub(crate) async fn sweep(&self) {
        server::modules::sweep_now(&self.state).await.unwrap();
    }

    /// The address behind the app origin's name.
    pub(crate) fn listens_at(&self) -> std::net::SocketAddr {
        self.listens_at
    }

    /// Somebody without a session.
    pub(crate) fn visitor(&self) -> Browser {
        Browser::new(self, None)
    }

    /// A new person of this role, with a signed-in browser.
    pub(crate) async fn person(&self, role: Role) -> Browser {
        let id = self.new_person(role).await;
        self.sign_in(id).await
    }

    /// A new person of this role.
    pub(crate) async fn new_person(&self, role: Role) -> Uuid {
        let id = Uuid::now_v7();
        let now = self.state.clock.now();
        let email = format!("{}@example.org", id.simple());
        let person = person::Model {
            id,
            given_name: "Ada".into(),
            family_name: "Đorđević".into(),
            given_name_cyrl: "Ада".into(),
            family_name_cyrl: "Ђорђевић".into(),
            email: email.clone(),
            email_key: email,
            role,
            status: PersonStatus::Active,
            face: Face::En,
            organisation_id: None,
            post: None,
            password_hash: None,
            sign_in_set_at: Some(now),
            details_checked_at: Some(now),
            search_key: "ada djordjevic".into(),
            sort_key_latn: serbian_text::sort_key("Đorđević Ada"),
            sort_key_cyrl: serbian_text::sort_key_in("Đorđević Ada", serbian_text::Order::Cyrillic),
            created_at: now,
        };
        self.insert(person.into_active_model()).await;
        id
    }

    /// Sends a form as a proxy would that has ended TLS for this server's https origin.
    pub(crate) async fn over_http(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let client = Client::builder().redirect(redirect::Policy::none());
        client
            .build()
            .unwrap()
            .post(format!("http://{}{path}", self.listens_at))
            .header(header::ORIGIN, self.state.config.app_origin.to_string())
            .form(fields)
            .send()
            .await
            .unwrap()
    }

    /// The newest mail to this address, as soon as it is there.
    pub(crate) async fn mail_to(&self, email: &str) -> entity::mail_message::Model {
        use sea_orm::QueryOrder as _;
        for _ in 0..400 {
            let newest = entity::mail_message::Entity::find()
                .filter(entity::mail_message::COLUMN.recipient.eq(email))
                .order_by_desc(entity::mail_message::COLUMN.id)
                .one(self.state.db.read())
                .await
                .unwrap();
            if let Some(mail) = newest {
                return mail;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("no mail to {email} within ten seconds");
    }

    /// The row of a person.
    pub(crate) async fn person_row(&self, id: Uuid) -> person::Model {
        let found = person::Entity::find_by_id(id).one(self.state.db.read());
        found.await.unwrap().unwrap()
    }

    /// Arranges a change of a person's row.
    pub(crate) async fn change_person(&self, id: Uuid, change: impl FnOnce(&mut person::Model)) {
        use sea_orm::ActiveModelTrait as _;
        let mut person = self.person_row(id).await;
        change(&mut person);
        self.state
            .db
            .write(move |tx| {
                let person = person.clone().into_active_model().reset_all();
                Box::pin(async move { person.update(tx).await.map(drop) })
            })
            .await
            .unwrap();
    }

    /// A signed-in browser of this person.
    pub(crate) async fn sign_in(&self, person_id: Uuid) -> Browser {
        let now = self.state.clock.now();
        let token = server::sign_in::start_session(&self.state.db, person_id, "test", now)
            .await
            .unwrap();
        let session = entity::web_session::Entity::find()
            .filter(entity::web_session::COLUMN.token_hash.eq(sha256(&token)))
            .one(self.state.db.read())
            .await
            .unwrap()
            .unwrap();
        Browser::new(
            self,
            Some(Identity {
                person_id,
                token,
                csrf: session.csrf,
            }),
        )
    }

    /// A client of the automation interface with a token of this role.
    pub(crate) async fn api(&self, role: Role) -> Api {
        let token = Uuid::now_v7().to_string();
        let row = api_token::Model {
            id: Uuid::now_v7(),
            token_hash: sha256(&token),
            name: "test".into(),
            role,
            person_id: None,
            created_at: self.state.clock.now(),
            last_used_at: None,
            revoked_at: None,
        };
        self.insert(row.into_active_model()).await;
        Api {
            base: self.app.clone(),
            token,
            client: Client::new(),
        }
    }

    /// Puts the person on the course at this path.
    pub(crate) async fn enrol(&self, person_id: Uuid, course: &str) -> Uuid {
        let course_id: Uuid = course.rsplit('/').next().unwrap().parse().unwrap();
        let now = self.state.clock.now();
        server::enrolments::put_on_course(&self.state, person_id, course_id, now)
            .await
            .unwrap()
    }

    /// The id of the course with this title.
    pub(crate) async fn course_named(&self, title: &str) -> Uuid {
        let course = entity::course::Entity::find()
            .filter(entity::course::COLUMN.title.eq(title))
            .one(self.state.db.read())
            .await
            .unwrap();
        course.unwrap().id
    }

    /// Arranges a row; tests observe over HTTP.
    pub(crate) async fn insert<A>(&self, row: A)
    where
        A: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send + Sync + Clone + 'static,
        <A::Entity as sea_orm::EntityTrait>::Model: sea_orm::IntoActiveModel<A>,
    {
        self.state
            .db
            .write(move |tx| {
                let row = row.clone().reset_all();
                Box::pin(async move {
                    A::Entity::insert(row).exec_without_returning(tx).await?;
                    Ok::<(), sea_orm::DbErr>(())
                })
            })
            .await
            .unwrap();
    }
}

#[derive(Clone)]
struct Identity {
    person_id: Uuid,
    token: String,
    csrf: String,
}

/// A browser as the server sees it: cookies, `Origin`, the CSRF token in forms.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) base: String,
    identity: Option<Identity>,
    client: Client,
}

impl Browser {
    fn new(server: &TestServer, identity: Option<Identity>) -> Self {
        let mut headers = header::HeaderMap::new();
        if let Some(identity) = &identity {
            let cookie = format!("obuka_session={}", identity.token);
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
        let client = Client::builder()
            .default_headers(headers)
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            base: server.app.clone(),
            identity,
            client,
        }
    }

    pub(crate) fn person_id(&self) -> Uuid {
        self.identity.as_ref().unwrap().person_id
    }

    pub(crate) fn csrf(&self) -> &str {
        self.identity.as_ref().map_or("", |it| &it.csrf)
    }

    /// The session cookie's value, to put it into a real browser.
    pub(crate) fn session_token(&self) -> &str {
        self.identity.as_ref().map_or("", |it| &it.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.base);
        self.client.get(url).send().await.unwrap()
    }

    /// The page's text; panics when the status is not 200.
    pub(crate) async fn text(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "GET {path}");
        response.text().await.unwrap()
    }

    /// Sends a form as a browser would, with the page's CSRF token.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut fields = fields.to_vec();
        fields.push(("csrf", self.csrf()));
        self.request(reqwest::Method::POST, path)
            .form(&fields)
            .send()
            .await
            .unwrap()
    }

    /// Sends a form with files; its first field is the page's CSRF token.
    pub(crate) async fn post_form(&self, path: &str, form: reqwest::multipart::Form) -> Response {
        self.client
            .post(format!("{}{path}", self.base))
            .header(header::ORIGIN, &self.base)
            .multipart(form)
            .send()
            .await
            .unwrap()
    }

    /// A request of any kind with `Origin` and the CSRF header, as our scripts send it.
    pub(crate) fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .header(header::ORIGIN, &self.base);
        match &self.identity {
            Some(identity) => request.header("x-csrf-token", &identity.csrf),
            None => request,
        }
    }
}

/// A browser that keeps the cookies it is given and reads the CSRF token off pages,
/// at an address of the loopback network of its own.
pub(crate) struct Surfer {
    pub(crate) base: String,
    pub(crate) client: Client,
}

impl Surfer {
    pub(crate) fn new(server: &TestServer, address: [u8; 4], device: &str) -> Self {
        let mut headers = header::HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
        let client = Client::builder()
            .default_headers(headers)
            .local_address(std::net::IpAddr::from(address))
            .user_agent(device)
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            base: server.app.clone(),
            client,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.base);
        self.client.get(url).send().await.unwrap()
    }

    /// The page's text; panics when the status is not 200.
    pub(crate) async fn text(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "GET {path}");
        response.text().await.unwrap().replace("&#x2f;", "/")
    }

    /// Sends the form that stands on the page at `on`.
    pub(crate) async fn submit(&self, on: &str, to: &str, fields: &[(&str, &str)]) -> Response {
        let page = self.get(on).await.text().await.unwrap();
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        let mut fields = fields.to_vec();
        fields.push(("csrf", &csrf));
        self.post(to, &fields).await
    }

    /// Sends a form with nothing but these fields.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}{path}", self.base))
            .header(header::ORIGIN, &self.base)
            .form(fields)
            .send()
            .await
            .unwrap()
    }
}

/// The text between two marks; panics when they are not there.
pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no `{from}` in {text}"));
    rest.split_once(to).unwrap().0
}

/// Where a redirect leads.
pub(crate) fn location(response: &Response) -> &str {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap()
}

/// A client of the automation interface.
pub(crate) struct Api {
    pub(crate) base: String,
    pub(crate) token: String,
    pub(crate) client: Client,
}

impl Api {
    pub(crate) fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(reqwest::Method::GET, path)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: &serde_json::Value) -> Response {
        let request = self.request(reqwest::Method::POST, path).json(body);
        request.send().await.unwrap()
    }
}

/// A database of one test; on PostgreSQL it is dropped at the end.
pub(crate) struct TestDatabase {
    url: String,
    dropped: Option<(String, String)>,
}

impl TestDatabase {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) async fn create(dir: &TempDir) -> Self {
        let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
            return Self {
                url: format!(
                    "sqlite://{}?mode=rwc",
                    dir.path().join("obuka.db").display()
                ),
                dropped: None,
            };
        };
        let name = format!("obuka_test_{}", Uuid::now_v7().simple());
        let admin = Database::connect(format!("{server}/postgres"))
            .await
            .unwrap();
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        admin.close().await.unwrap();
        Self {
            url: format!("{server}/{name}"),
            dropped: Some((server, name)),
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some((server, name)) = self.dropped.take() else {
            return;
        };
        // A runtime of its own: the test's is on its way out.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let admin = Database::connect(format!("{server}/postgres"))
                    .await
                    .unwrap();
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                admin.execute_unprepared(&sql).await.unwrap();
            });
        });
        drop(dropping.join());
    }
}

pub(crate) fn sha256(text: &str) -> String {
    sha256_bytes(text.as_bytes())
}

pub(crate) fn sha256_bytes(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
