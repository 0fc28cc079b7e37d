//! Packages, courses and players for tests: what a test needs before somebody plays.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use entity::{
    course, course_step, enrolment, package, package_file, package_version,
    values::{CourseStatus, EnrolmentStatus, LaunchMode, Profile, Role, StepKind, VersionState},
};
use reqwest::{Client, Response, StatusCode};
use sea_orm::IntoActiveModel as _;
use serde_json::{Value, json};
use server::player::{Launch, Launched, launch};
use uuid::Uuid;

use crate::support::{Browser, TestServer};

/// A package of one or more SCOs, made of a manifest and files.
pub(crate) struct Module {
    manifest: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Module {
    /// SCORM 1.2, one SCO per title, all of them `page`.
    pub(crate) fn scorm_12(titles: &[&str], mastery: Option<u32>, page: &str) -> Self {
        let mastery = mastery.map_or(String::new(), |it| {
            format!("<adlcp:masteryscore>{it}</adlcp:masteryscore>")
        });
        let (mut items, mut resources, mut files) = (String::new(), String::new(), vec![]);
        for (n, title) in titles.iter().enumerate() {
            let _ = write!(
                items,
                "<item identifier=\"I{n}\" identifierref=\"R{n}\"><title>{title}</title>{mastery}</item>"
            );
            let _ = write!(
                resources,
                "<resource identifier=\"R{n}\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"sco{n}.html\"><file href=\"sco{n}.html\"/></resource>"
            );
            files.push((format!("sco{n}.html"), page.as_bytes().to_vec()));
        }
        let manifest = format!(
            "<manifest identifier=\"M\" version=\"1\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations default=\"O\"><organization identifier=\"O\"><title>Module</title>{items}</organization></organizations><resources>{resources}</resources></manifest>"
        );
        Self { manifest, files }
    }

    /// SCORM 2004, one SCO per title, flow and choice allowed.
    pub(crate) fn scorm_2004(titles: &[&str], page: &str) -> Self {
        let (mut items, mut resources, mut files) = (String::new(), String::new(), vec![]);
        for (n, title) in titles.iter().enumerate() {
            let _ = write!(
                items,
                "<item identifier=\"I{n}\" identifierref=\"R{n}\"><title>{title}</title></item>"
            );
            let _ = write!(
                resources,
                "<resource identifier=\"R{n}\" type=\"webcontent\" adlcp:scormType=\"sco\" href=\"sco{n}.html\"><file href=\"sco{n}.html\"/></resource>"
            );
            files.push((format!("sco{n}.html"), page.as_bytes().to_vec()));
        }
        let manifest = format!(
            "<manifest identifier=\"M\" version=\"1\" xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata><organizations default=\"O\"><organization identifier=\"O\"><title>Module</title>{items}<imsss:sequencing><imsss:controlMode choice=\"true\" flow=\"true\"/></imsss:sequencing></organization></organizations><resources>{resources}</resources></manifest>"
        );
        Self { manifest, files }
    }

    /// Gives every item this `sequencing` element.
    pub(crate) fn with_sequencing(mut self, sequencing: &str) -> Self {
        let end = format!("</title>{sequencing}</item>");
        self.manifest = self.manifest.replace("</title></item>", &end);
        self
    }

    /// Adds to the sequencing of the organization.
    pub(crate) fn with_course_sequencing(mut self, part: &str) -> Self {
        let mode = "flow=\"true\"/></imsss:sequencing></organization>";
        let with_part = format!("flow=\"true\"/>{part}</imsss:sequencing></organization>");
        self.manifest = self.manifest.replace(mode, &with_part);
        self
    }

    pub(crate) fn manifest(&self) -> &str {
        &self.manifest
    }

    /// The same pages as assets.
    pub(crate) fn with_assets(mut self) -> Self {
        self.manifest = self.manifest.replace("\"sco\"", "\"asset\"");
        self
    }

    /// Gives the items identifiers that begin with this letter.
    pub(crate) fn with_identifiers(mut self, letter: &str) -> Self {
        let begin = format!("<item identifier=\"{letter}");
        self.manifest = self.manifest.replace("<item identifier=\"I", &begin);
        self
    }

    pub(crate) fn with_file(mut self, path: &str, content: &[u8]) -> Self {
        self.files.push((path.to_owned(), content.to_vec()));
        self
    }

    pub(crate) fn zip(&self) -> Vec<u8> {
        self.zip_with_manifest_called("imsmanifest.xml")
    }

    pub(crate) fn zip_with_manifest_called(&self, name: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(self.manifest.as_bytes()).unwrap();
        for (path, content) in &self.files {
            zip.start_file(path.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A course with one step, and the step's package.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "nothing but ids")]
pub(crate) struct OneStep {
    pub(crate) course_id: Uuid,
    pub(crate) step_id: Uuid,
    pub(crate) package_id: Uuid,
}

/// A learner on the course, and where they are enrolled.
pub(crate) struct Enrolled {
    pub(crate) browser: Browser,
    pub(crate) enrolment_id: Uuid,
}

impl TestServer {
    /// A version of this module, its files in the store.
    pub(crate) async fn version(&self, module: &Module) -> (Uuid, Uuid) {
        let zip = module.zip();
        let limits = package_import::Limits::default();
        let report = package_import::import(Cursor::new(zip.clone()), &limits).unwrap();
        assert!(report.is_publishable(), "{:?}", report.findings);
        let package = report.package.unwrap();
        let now = self.state.clock.now();
        let (package_id, version_id) = (Uuid::now_v7(), Uuid::now_v7());
        let row = package::Model {
            id: package_id,
            title: package.title.clone(),
            search_key: "module".into(),
            created_by: None,
            published_version_id: Some(version_id),
            created_at: now,
            archived_at: None,
        };
        self.insert(row.into_active_model()).await;
        let zip_hash = self.state.store.put(zip.into()).await.unwrap();
        let row = package_version::Model {
            id: version_id,
            package_id,
            number: 1,
            kind: package.kind.name().into(),
            title: package.title.clone(),
            profile: Profile::Lenient,
            manifest: serde_json::to_vec(&package).unwrap(),
            findings: b"[]".to_vec(),
            file_count: 1,
            size_bytes: 1,
            zip_hash,
            zip_bytes: 1,
            file_name: "module.zip".into(),
            state: VersionState::Published,
            uploaded_by: None,
            created_at: now,
            published_at: Some(now),
        };
        self.insert(row.into_active_model()).await;
        let manifest = ("imsmanifest.xml".to_owned(), module.manifest.clone().into());
        for (path, content) in module.files.iter().chain([&manifest]) {
            let stored = self.state.store.put(content.clone().into());
            let hash = stored.await.unwrap();
            let row = package_file::Model {
                version_id,
                path: path.clone(),
                hash,
                size_bytes: content.len().try_into().unwrap(),
            };
            self.insert(row.into_active_model()).await;
        }
        (package_id, version_id)
    }

    /// A published course whose only step is this module.
    pub(crate) async fn one_step(&self, module: &Module) -> OneStep {
        let (package_id, version_id) = self.version(module).await;
        let now = self.state.clock.now();
        let course_id = Uuid::now_v7();
        let row = course::Model {
            id: course_id,
            title: "Course".into(),
            summary: String::new(),
            language: "en".into(),
            programme_id: None,
            duration_minutes: 45,
            due_on: None,
            status: CourseStatus::Published,
            rules: Vec::new(),
            rule_version_id: None,
            created_by: None,
            search_key: "course".into(),
            created_at: now,
            published_at: Some(now),
            closed_at: None,
        };
        self.insert(row.into_active_model()).await;
        let step_id = Uuid::now_v7();
        let row = course_step::Model {
            id: step_id,
            course_id,
            position: 1,
            kind: StepKind::Package,
            title: "The step".into(),
            package_version_id: Some(version_id),
            body: None,
            document_hash: None,
            document_name: None,
            document_type: None,
            rules: b"{}".to_vec(),
            created_at: now,
            removed_at: None,
        };
        self.insert(row.into_active_model()).await;
        OneStep {
            course_id,
            step_id,
            package_id,
        }
    }

    /// A new trainee on the course.
    pub(crate) async fn enrolled(&self, course_id: Uuid) -> Enrolled {
        let browser = self.person(Role::Trainee).await;
        let enrolment_id = self.enrolled_as(browser.person_id(), course_id).await;
        Enrolled {
            browser,
            enrolment_id,
        }
    }

    /// An enrolment of a person who is there already.
    pub(crate) async fn enrolled_as(&self, person_id: Uuid, course_id: Uuid) -> Uuid {
        let enrolment_id = Uuid::now_v7();
        let row = enrolment::Model {
            id: enrolment_id,
            person_id,
            course_id,
            registration: Uuid::now_v7(),
            status: EnrolmentStatus::Active,
            due_on: None,
            enrolled_at: self.state.clock.now(),
            withdrawn_at: None,
            completed_at: None,
            progress_percent: 0,
            last_step_id: None,
            last_contact_at: None,
        };
        self.insert(row.into_active_model()).await;
        enrolment_id
    }

    pub(crate) async fn launched(&self, enrolment_id: Uuid, step_id: Uuid) -> Launched {
        self.launched_as(enrolment_id, step_id, LaunchMode::Normal)
            .await
    }

    pub(crate) async fn launched_as(
        &self,
        enrolment_id: Uuid,
        step_id: Uuid,
        mode: LaunchMode,
    ) -> Launched {
        let asked = Launch {
            enrolment_id,
            step_id,
            mode,
            face: entity::values::Face::En,
            own_window: false,
            new_attempt: false,
        };
        launch(&self.state, asked, self.state.clock.now())
            .await
            .unwrap()
    }

    /// Changes a row; tests observe over HTTP.
    pub(crate) async fn change<A>(&self, row: A)
    where
        A: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send + Sync + Clone + 'static,
        <A::Entity as sea_orm::EntityTrait>::Model: sea_orm::IntoActiveModel<A> + Sync,
    {
        self.state
            .db
            .write(move |tx| {
                let row = row.clone();
                Box::pin(async move {
                    row.update(tx).await?;
                    Ok::<(), sea_orm::DbErr>(())
                })
            })
            .await
            .unwrap();
    }

    /// A learner of a course with this module, whose player has begun.
    pub(crate) async fn playing(&self, module: &Module) -> (OneStep, Enrolled, TestPlayer) {
        let step = self.one_step(module).await;
        let learner = self.enrolled(step.course_id).await;
        let launched = self.launched(learner.enrolment_id, step.step_id).await;
        let player = TestPlayer::begin(&launched.url).await;
        (step, learner, player)
    }
}

/// The player page as the server sees it.
pub(crate) struct TestPlayer {
    pub(crate) url: String,
    pub(crate) client: Client,
    pub(crate) scene: Value,
    next: u64,
    pub(crate) pending: Vec<Value>,
}

impl TestPlayer {
    pub(crate) async fn begin(url: &str) -> Self {
        Self::begin_with(url, &json!([])).await
    }

    pub(crate) async fn begin_with(url: &str, queues: &Value) -> Self {
        let client = Client::new();
        let request = client
            .post(format!("{url}begin"))
            .json(&json!({ "queues": queues }));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
        let scene: Value = response.json().await.unwrap();
        Self {
            url: url.to_owned(),
            client,
            next: scene["mark"].as_u64().unwrap() + 1,
            scene,
            pending: vec![],
        }
    }

    /// The number of the next entry.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    fn entry(&mut self, mut call: Value) {
        call["n"] = self.next.into();
        call["at"] = 1_790_000_000_000_i64.into();
        self.next += 1;
        self.pending.push(call);
    }

    pub(crate) fn initialize(&mut self) -> &mut Self {
        self.entry(json!({ "kind": "initialize" }));
        self
    }

    pub(crate) fn set(&mut self, element: &str, value: &str) -> &mut Self {
        self.entry(json!({ "kind": "set_value", "element": element, "value": value }));
        self
    }

    pub(crate) fn terminate(&mut self) -> &mut Self {
        self.entry(json!({ "kind": "terminate" }));
        self
    }

    pub(crate) fn place(&self) -> Value {
        json!({ "generation": self.scene["generation"], "delivery": self.scene["delivery"] })
    }

    /// Sends these entries, whatever is pending.
    pub(crate) async fn send(&self, entries: &[Value]) -> Response {
        let mut body = self.place();
        body["entries"] = entries.into();
        let request = self.client.post(format!("{}commit", self.url)).json(&body);
        request.send().await.unwrap()
    }

    /// Sends what is pending and expects it to be stored.
    pub(crate) async fn commit(&mut self) -> Value {
        let response = self.send(&self.pending).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(status, 200, "{answer}");
        let mark = answer["mark"].as_u64().unwrap();
        self.pending.retain(|it| mark < it["n"].as_u64().unwrap());
        answer
    }

    pub(crate) async fn navigate(&mut self, request: Option<&str>) -> (StatusCode, Value) {
        let mut body = self.place();
        body["entries"] = std::mem::take(&mut self.pending).into();
        body["request"] = request.into();
        let sent = self
            .client
            .post(format!("{}navigate", self.url))
            .json(&body);
        let response = sent.send().await.unwrap();
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        if status == 200 {
            self.scene = answer.clone();
            self.next = self.scene["mark"].as_u64().unwrap() + 1;
        }
        (status, answer)
    }

    /// A value of the data model that the item on screen starts with.
    pub(crate) fn value(&self, element: &str) -> Option<String> {
        let document = &self.scene["item"]["document"];
        ["values", "given"].iter().find_map(|part| {
            let pairs = document[part].as_array()?;
            let pair = pairs.iter().find(|it| it[0] == element)?;
            Some(pair[1].as_str()?.to_owned())
        })
    }
}
