//! The steps of a course as a request describes them: each is one of a package
//! version, a page and a document. What is wrong is said with its place.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use grading::{AttemptPolicy, Counts, StepRule};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{courses::title, problem::Problem};
use crate::{
    app::AppState,
    courses::{
        documents,
        service::{NewStep, StepContent},
    },
    error::{AppError, Message},
    packages,
};

/// Steps that a course may have.
const MOST_STEPS: usize = 200;
/// Characters that the text of a page may have.
const LONGEST_PAGE: usize = 500_000;
/// The largest document that comes this way; larger ones are added on the course's page.
pub(super) const DOCUMENT_BYTES: usize = 10 * 1024 * 1024;

/// A step: exactly one of `version_id`, `page` and `document`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepToMake {
    /// A published version of a package.
    version_id: Option<Uuid>,
    page: Option<PageToMake>,
    document: Option<DocumentToMake>,
    /// Of a package's step; the version's own when it is left out.
    title: Option<String>,
    /// When the step is done; of a package `completed` when it is left out. Of
    /// a list all must hold; of an empty list the step is an extra that does
    /// not count. Pages and documents are `viewed` or extras.
    #[schema(value_type = Option<RuleShape>)]
    rule: Option<Value>,
    /// How often a package may be tried, from 1; as often as one likes when it is left out.
    attempts_allowed: Option<u32>,
    /// Which attempt at a package counts: `best` (when it is left out), `last` or `first`.
    #[schema(value_type = Option<String>)]
    counts: Option<Counts>,
}

/// A text to read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PageToMake {
    title: String,
    /// Markdown, without pictures.
    body: String,
}

/// A file to read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DocumentToMake {
    /// The file's name when it is left out.
    title: Option<String>,
    /// What readers save it as; its ending says of what type it is.
    file_name: String,
    /// The file in base64, of at most 10 MiB.
    content: String,
}

/// A rule by its name, as an object, or several of them.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "a shape for the document; rules are read by `read_rules`"
)]
enum RuleShape {
    Name(RuleName),
    Object(RuleObject),
    Several(Vec<RuleObject>),
}

#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "a shape for the document")]
enum RuleName {
    Viewed,
    Completed,
    Passed,
}

#[derive(ToSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[expect(dead_code, reason = "a shape for the document")]
pub(super) enum RuleObject {
    Viewed,
    Completed,
    Passed,
    ScoreAtLeast {
        /// From 0 to 100, with one decimal at most.
        percent: f64,
    },
    TimeAtLeast {
        minutes: u32,
    },
}

/// The rules that the value says: a name, an object, or a list of either.
fn read_rules(value: &Value) -> Result<Vec<StepRule>, String> {
    match value {
        Value::Array(several) => several.iter().map(read_rule).collect(),
        one => Ok(vec![read_rule(one)?]),
    }
}

fn read_rule(value: &Value) -> Result<StepRule, String> {
    let object = match value {
        Value::String(name) => serde_json::json!({ "rule": name }),
        other => other.clone(),
    };
    serde_json::from_value(object).map_err(|it| it.to_string())
}

/// Reads all steps before anything is stored, then stores the documents.
pub(super) async fn new_steps(
    app: &AppState,
    asked: Vec<StepToMake>,
) -> Result<Vec<NewStep>, Problem> {
    if MOST_STEPS < asked.len() {
        return Err(Problem::invalid(
            Message::new("api-steps-many").with("most", MOST_STEPS.to_string()),
        ));
    }
    let mut drafts = Vec::with_capacity(asked.len());
    for (at, step) in asked.into_iter().enumerate() {
        drafts.push(read_step(app, Place(at), step).await?);
    }
    let mut steps = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let content = match draft.content {
            Content::Here(content) => content,
            Content::File { name, content } => documents::keep(app, name, content).await?,
        };
        steps.push(NewStep {
            title: draft.title,
            content,
            rules: draft.rules,
            attempts: draft.attempts,
        });
    }
    Ok(steps)
}

/// A step that is in order; its document is not stored yet.
struct Draft {
    title: String,
    content: Content,
    rules: Option<Vec<StepRule>>,
    attempts: AttemptPolicy,
}

enum Content {
    Here(StepContent),
    File { name: String, content: Bytes },
}

/// Where in the request a step stands.
#[derive(Clone, Copy)]
struct Place(usize);

impl Place {
    fn field(self, name: &str) -> String {
        format!("steps[{}].{name}", self.0)
    }

    /// What is wrong with the field of this name.
    fn wrong(self, name: &str, id: &'static str) -> Problem {
        self.says(name, Message::new(id))
    }

    fn says(self, name: &str, message: Message) -> Problem {
        let field = self.field(name);
        Problem::invalid(message.with("field", field.clone())).with("field", field)
    }
}

async fn read_step(app: &AppState, place: Place, step: StepToMake) -> Result<Draft, Problem> {
    let rules = rules(place, &step)?;
    let attempts = attempts(place, &step)?;
    let (title, content) = match (step.version_id, step.page, step.document) {
        (Some(version_id), None, None) => {
            let title = package_title(app, place, version_id, step.title.as_deref()).await?;
            (title, Content::Here(StepContent::Package { version_id }))
        }
        (None, Some(page), None) => {
            let title = title(&page.title, &place.field("page.title"))?;
            let body = page_body(place, &page.body)?;
            (title, Content::Here(StepContent::Page { body }))
        }
        (None, None, Some(document)) => read_document(place, document)?,
        _ => {
            let field = format!("steps[{}]", place.0);
            let message = Message::new("api-step-kind").with("field", field.clone());
            return Err(Problem::invalid(message).with("field", field));
        }
    };
    Ok(Draft {
        title,
        content,
        rules,
        attempts,
    })
}

fn rules(place: Place, step: &StepToMake) -> Result<Option<Vec<StepRule>>, Problem> {
    let rules = step.rule.as_ref().map(read_rules).transpose();
    let rules = rules.map_err(|reason| {
        place.says("rule", Message::new("api-step-rule").with("reason", reason))
    })?;
    let is_read = step.version_id.is_none();
    let beyond = |rules: &[StepRule]| rules.iter().any(|it| *it != StepRule::Viewed);
    if is_read && rules.as_deref().is_some_and(beyond) {
        return Err(place.wrong("rule", "api-step-rule-read"));
    }
    Ok(rules)
}

/// How often, and which counts; both, and a title of its own, only a package's step has.
fn attempts(place: Place, step: &StepToMake) -> Result<AttemptPolicy, Problem> {
    if step.version_id.is_none() {
        for (name, is_there) in [
            ("title", step.title.is_some()),
            ("attempts_allowed", step.attempts_allowed.is_some()),
            ("counts", step.counts.is_some()),
        ] {
            if is_there {
                return Err(place.wrong(name, "api-step-package-only"));
            }
        }
    }
    if step.attempts_allowed == Some(0) {
        return Err(place.wrong("attempts_allowed", "api-step-attempts"));
    }
    Ok(AttemptPolicy {
        counts: step.counts.unwrap_or_default(),
        attempts_allowed: step.attempts_allowed,
    })
}

async fn package_title(
    app: &AppState,
    place: Place,
    version_id: Uuid,
    given: Option<&str>,
) -> Result<String, Problem> {
    let version = packages::service::version(app, version_id).await;
    let version = version.map_err(|error| match error {
        AppError::NotFound => place.wrong("version_id", "api-step-version"),
        other => other.into(),
    })?;
    match given {
        Some(given) => title(given, &place.field("title")),
        None => Ok(version.row.title.clone()),
    }
}

fn page_body(place: Place, given: &str) -> Result<String, Problem> {
    if LONGEST_PAGE < given.chars().count() {
        let message = Message::new("api-page-long").with("longest", LONGEST_PAGE.to_string());
        return Err(place.says("page.body", message));
    }
    // PostgreSQL holds every character but this one.
    Ok(given.replace('\0', ""))
}

fn read_document(place: Place, document: DocumentToMake) -> Result<(String, Content), Problem> {
    let name = documents::plain_name(&document.file_name);
    if name.trim().is_empty() {
        return Err(place.wrong("document.file_name", "api-document-name"));
    }
    let title = match &document.title {
        Some(given) => title(given, &place.field("document.title"))?,
        None => name.clone(),
    };
    let mut encoded = document.content;
    encoded.retain(|it| !it.is_ascii_whitespace());
    let content = BASE64_STANDARD
        .decode(encoded)
        .map_err(|_| place.wrong("document.content", "api-document-content"))?;
    if content.is_empty() || DOCUMENT_BYTES < content.len() {
        return Err(place.wrong("document.content", "api-document-size"));
    }
    let content = content.into();
    Ok((title, Content::File { name, content }))
}
