//! HTTP: the report of a step or a module, a question's learners, the workbook.

use axum::{
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use entity::{course, course_step, package, values::StepKind};
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::{
    super::access,
    filter::{Filter, Params, Scope},
    gather, queries, views, workbook,
};
use crate::{
    courses,
    download::download,
    error::{AppError, Message},
    page::Page,
    routes::{Routes, TRAINERS},
};

/// Attempts that one page of learners' answers looks at.
const ON_PAGE: usize = 50;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/courses/{course_id}/answers", TRAINERS, of_course)
        .get(
            "/courses/{course_id}/steps/{step_id}/answers",
            TRAINERS,
            of_step,
        )
        .get(
            "/courses/{course_id}/steps/{step_id}/answers/learners",
            TRAINERS,
            learners_of_step,
        )
        .get(
            "/courses/{course_id}/steps/{step_id}/answers/file",
            TRAINERS,
            file_of_step,
        )
        .get("/modules/{package_id}/answers", TRAINERS, of_module)
        .get(
            "/modules/{package_id}/answers/learners",
            TRAINERS,
            learners_of_module,
        )
        .get(
            "/modules/{package_id}/answers/file",
            TRAINERS,
            file_of_module,
        )
}

/// What a report is about, with what its page says around it.
pub(super) struct Ground {
    pub(super) scope: Scope,
    /// The report's path.
    pub(super) base: String,
    pub(super) title: String,
    /// Where the way back leads, and in which words.
    pub(super) back: (String, String),
    /// The course's steps that play a module.
    pub(super) steps: Vec<course_step::Model>,
    /// The courses among which a module's report can choose.
    pub(super) courses: Vec<course::Model>,
}

async fn course_seen(page: &Page, course_id: Uuid) -> Result<course::Model, AppError> {
    let reader = page.person()?;
    let db = page.app.db.read();
    let course = queries::find::<course::Entity>(db, course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    if access::sees_course(db, (reader.role, reader.id), &course).await? {
        Ok(course)
    } else {
        Err(AppError::Forbidden)
    }
}

/// The course's steps that play a module.
async fn package_steps(page: &Page, course_id: Uuid) -> Result<Vec<course_step::Model>, AppError> {
    let mut steps = courses::service::steps(&page.app.db, course_id).await?;
    steps.retain(|it| it.kind == StepKind::Package);
    Ok(steps)
}

async fn step_ground(page: &Page, course_id: Uuid, step_id: Uuid) -> Result<Ground, AppError> {
    let course = course_seen(page, course_id).await?;
    let step = queries::find::<course_step::Entity>(page.app.db.read(), step_id)
        .await?
        .filter(|it| it.course_id == course_id && it.kind == StepKind::Package)
        .ok_or(AppError::NotFound)?;
    Ok(Ground {
        scope: Scope::Step { course_id, step_id },
        base: format!("/courses/{course_id}/steps/{step_id}/answers"),
        title: step.title,
        back: (format!("/courses/{course_id}/people"), course.title),
        steps: package_steps(page, course_id).await?,
        courses: Vec::new(),
    })
}

async fn module_ground(page: &Page, package_id: Uuid) -> Result<Ground, AppError> {
    let reader = page.person()?;
    let db = page.app.db.read();
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut courses = Vec::new();
    for course in queries::courses_of_module(db, package_id).await? {
        if access::sees_course(db, (reader.role, reader.id), &course).await? {
            courses.push(course);
        }
    }
    Ok(Ground {
        scope: Scope::Module {
            package_id,
            course_ids: courses.iter().map(|it| it.id).collect(),
        },
        base: format!("/modules/{package_id}/answers"),
        back: (format!("/modules/{package_id}"), module.title.clone()),
        title: module.title,
        steps: Vec::new(),
        courses,
    })
}

async fn of_course(
    page: Page,
    Path(course_id): Path<Uuid>,
    Query(params): Query<Params>,
) -> Result<Response, AppError> {
    let course = course_seen(&page, course_id).await?;
    match package_steps(&page, course_id).await?.first() {
        Some(first) => {
            let ground = step_ground(&page, course_id, first.id).await?;
            report(&page, ground, params).await
        }
        None => page.render(&views::NoModules {
            course_id,
            course_title: course.title,
        }),
    }
}

async fn of_step(
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Query(params): Query<Params>,
) -> Result<Response, AppError> {
    let ground = step_ground(&page, course_id, step_id).await?;
    report(&page, ground, params).await
}

async fn of_module(
    page: Page,
    Path(package_id): Path<Uuid>,
    Query(params): Query<Params>,
) -> Result<Response, AppError> {
    let ground = module_ground(&page, package_id).await?;
    report(&page, ground, params).await
}

async fn report(page: &Page, ground: Ground, params: Params) -> Result<Response, AppError> {
    let app = &page.app;
    let organisations = queries::organisations(app.db.read(), &ground.scope).await?;
    let titles = gather::item_titles(app, &ground.scope).await?;
    let filter = match Filter::read(app, ground.scope.clone(), &params) {
        Ok(filter) => filter,
        Err(fault) => {
            let fault = page.translate(&fault);
            let view = views::Report::faulty(page.face, ground, params, organisations, fault);
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let found = gather::analyse(app, &filter).await?;
    let shown = views::Shown {
        filter: &filter,
        titles: &titles,
        found,
    };
    page.render(&views::Report::new(
        page.face,
        ground,
        params,
        organisations,
        shown,
    ))
}

/// Which question, and which part of the list.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    item: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    page: usize,
    #[serde(flatten)]
    params: Params,
}

async fn learners_of_step(
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let ground = step_ground(&page, course_id, step_id).await?;
    learners(&page, ground, asked).await
}

async fn learners_of_module(
    page: Page,
    Path(package_id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let ground = module_ground(&page, package_id).await?;
    learners(&page, ground, asked).await
}

async fn learners(page: &Page, ground: Ground, asked: Asked) -> Result<Response, AppError> {
    let app = &page.app;
    let filter =
        Filter::read(app, ground.scope.clone(), &asked.params).map_err(AppError::Invalid)?;
    let ids = queries::ids(app.db.read(), &filter, page.face).await?;
    let part = ids.chunks(ON_PAGE).nth(asked.page).unwrap_or_default();
    let question = (asked.item.as_str(), asked.question.as_str());
    let answers = gather::answers(app, part, Some(question)).await?;
    let has_more = (asked.page + 1) * ON_PAGE < ids.len();
    let place = views::Place {
        item: asked.item.clone(),
        question: asked.question.clone(),
        page: asked.page,
        has_more,
    };
    page.render(&views::Learners::new(
        page.face, &ground, &filter, &place, answers,
    ))
}

async fn file_of_step(
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Query(params): Query<Params>,
) -> Result<Response, AppError> {
    let ground = step_ground(&page, course_id, step_id).await?;
    file(&page, ground, params).await
}

async fn file_of_module(
    page: Page,
    Path(package_id): Path<Uuid>,
    Query(params): Query<Params>,
) -> Result<Response, AppError> {
    let ground = module_ground(&page, package_id).await?;
    file(&page, ground, params).await
}

async fn file(page: &Page, ground: Ground, params: Params) -> Result<Response, AppError> {
    let app = &page.app;
    let filter = Filter::read(app, ground.scope.clone(), &params).map_err(AppError::Invalid)?;
    let heading = workbook::Heading {
        face: page.face,
        title: ground.title,
        made_at: app.clock.now(),
        particulars: particulars(page, &filter, &ground.courses).await?,
        item_titles: gather::item_titles(app, &ground.scope).await?,
    };
    let written = workbook::produce(app, &filter, heading).await?;
    let size = written.as_file().metadata()?.len();
    let bytes = tokio::fs::File::from_std(written.reopen()?);
    let content = Body::from_stream(ReaderStream::new(bytes));
    let file = ("answers.xlsx", Some(size));
    Ok(download(content, workbook::MEDIA_TYPE, file))
}

/// The filter in words, as label and value.
async fn particulars(
    page: &Page,
    filter: &Filter,
    courses: &[course::Model],
) -> Result<Vec<(String, String)>, AppError> {
    let say = |id: &'static str| page.translate(&Message::new(id));
    let mut words = vec![(say("answers-attempt"), say(filter.which.message()))];
    for (label, date) in [("record-from", filter.from), ("record-to", filter.to)] {
        words.extend(date.map(|it| (say(label), it.to_string())));
    }
    if let Some(id) = filter.organisation {
        let found = queries::find::<entity::organisation::Entity>(page.app.db.read(), id).await?;
        words.extend(found.map(|it| (say("answers-organisation"), it.name)));
    }
    if let Some(id) = filter.course {
        let found = courses.iter().find(|it| it.id == id);
        words.extend(found.map(|it| (say("course"), it.title.clone())));
    }
    Ok(words)
}
