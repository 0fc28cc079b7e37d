//! The demo centre's modules and courses, made by the same use cases as any others.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use entity::values::{Face, LaunchMode, Profile};
use grading::{AttemptPolicy, StepRule};
use uuid::Uuid;

use super::{Centre, DemoError, answers};
use crate::{
    app::AppState,
    attempts::{self, service::Launch},
    courses::service::{self as courses, NewCourse, NewStep, StepContent},
    packages::service::{Import, import},
};

/// A course as the demo centre wants it.
struct Plan {
    package: &'static str,
    title: &'static str,
    summary: &'static str,
    language: &'static str,
    /// Index in the list of programmes.
    programme: usize,
    minutes: i32,
    reading: Option<(&'static str, &'static str)>,
    rule: StepRule,
}

const PLANS: [Plan; 4] = [
    Plan {
        package: "data-confidentiality-12",
        title: "Поверљивост података у раду са мигрантима",
        summary: "Шта је податак о личности, коме се сме дати и како се чува. За све који у послу долазе у додир са подацима миграната.",
        language: "sr",
        programme: 7,
        minutes: 20,
        reading: Some(("Пре него што почнете", READING)),
        rule: StepRule::Passed,
    },
    Plan {
        package: "asylum-basics-12",
        title: "Први контакт са тражиоцем азила",
        summary: "Како примити човека који тражи заштиту: шта рећи, шта забележити и коме га упутити.",
        language: "sr",
        programme: 8,
        minutes: 15,
        reading: None,
        rule: StepRule::Passed,
    },
    Plan {
        package: "legal-migration-2004",
        title: "Законите миграције",
        summary: "Боравак, рад и права странаца: три лекције и провера знања.",
        language: "sr",
        programme: 0,
        minutes: 25,
        reading: None,
        rule: StepRule::Completed,
    },
    Plan {
        package: "data-confidentiality-2004",
        title: "Data confidentiality in work with migrants",
        summary: "What personal data is, who may have it, and how it is kept. For partners from the region.",
        language: "en",
        programme: 7,
        minutes: 20,
        reading: None,
        rule: StepRule::Passed,
    },
];

const READING: &str = "Овај курс траје око двадесет минута. Напредак се чува сам, па можете стати кад год желите.\n\n\
**Шта ћете умети после курса**\n\n\
- да препознате податак о личности и нарочито осетљив податак\n\
- да одлучите коме се податак сме дати, а коме не\n\
- да пријавите повреду података на време\n\n\
На крају је кратка провера знања. За уверење је потребно 70 %.";

pub(super) async fn set_up(
    app: &AppState,
    centre: &Centre,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    for plan in PLANS {
        let version_id = module(app, plan.package, centre.accounts.trainer, now).await?;
        let made = make_course(app, centre, &plan, version_id, now).await?;
        if plan.package == "asylum-basics-12" {
            learn(app, centre, made, now).await?;
        }
    }
    Ok(())
}

/// How many people have worked on the first module, and since when.
const LEARNERS: usize = 48;
const SINCE: Duration = Duration::days(300);

/// People who finished the module in the course of the year, some of them
/// without passing, so that lists and reports have something to show.
async fn learn(
    app: &AppState,
    centre: &Centre,
    made: Made,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    for (at, learner) in centre
        .learners
        .iter()
        .step_by(13)
        .take(LEARNERS)
        .enumerate()
    {
        let part = i32::try_from(at).unwrap_or(0);
        let day = now - SINCE + SINCE / i32::try_from(LEARNERS).unwrap_or(1) * part;
        let when = in_working_hours(day, at);
        let person_id = learner.id;
        let enrolment_id = app
            .db
            .write(move |tx| Box::pin(courses::enrol(tx, person_id, made.course_id, when)))
            .await
            .map_err(|error| DemoError::Course(error.to_string()))?;
        let score = answers::score(at);
        let passed = 70 <= score;
        let ends = [
            ("cmi.core.score.min", "0".to_owned()),
            ("cmi.core.score.max", "100".to_owned()),
            ("cmi.core.score.raw", score.to_string()),
            ("cmi.core.lesson_location", "result".to_owned()),
            ("cmi.core.session_time", format!("00:{:02}:30", 9 + at % 14)),
            (
                "cmi.core.lesson_status",
                if passed { "passed" } else { "failed" }.to_owned(),
            ),
        ];
        let answered = answers::interactions(at);
        let answered = answered.iter().map(|(a, b)| (a.as_str(), b.as_str()));
        let ends = ends.iter().map(|(a, b)| (*a, b.as_str()));
        let values: Vec<(&str, &str)> = answered.chain(ends).collect();
        let launch = Launch {
            enrolment_id,
            step_id: made.step_id,
            mode: LaunchMode::Normal,
            face: Face::SrCyrl,
            own_window: false,
            new_attempt: false,
        };
        attempts::service::play(app, launch, &values, when)
            .await
            .map_err(|error| DemoError::Course(error.to_string()))?;
    }
    Ok(())
}

/// A moment of that day at which people are at work.
fn in_working_hours(day: DateTime<Utc>, at: usize) -> DateTime<Utc> {
    let minutes = [460, 535, 611, 648, 702, 779, 823][at % 7];
    let midnight = day.date_naive().and_time(NaiveTime::MIN).and_utc();
    midnight + Duration::minutes(minutes)
}

/// A course that was made, and its step with the module.
#[derive(Clone, Copy)]
struct Made {
    course_id: Uuid,
    step_id: Uuid,
}

async fn module(
    app: &AppState,
    name: &str,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<Uuid, DemoError> {
    let folder = tempfile::tempdir()?;
    let file_name = format!("{name}.zip");
    let source = folder.path().join(&file_name);
    tokio::fs::write(&source, content_packages::zip(name)?).await?;
    let request = Import {
        by: Some(by),
        file_name,
        source,
        publish: true,
        package_id: None,
        profile: Profile::Lenient,
    };
    let imported = import(app, request, now)
        .await
        .map_err(|error| DemoError::Import(format!("{name}: {error:?}")))?;
    Ok(imported.version_id)
}

async fn make_course(
    app: &AppState,
    centre: &Centre,
    plan: &Plan,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Made, DemoError> {
    let new = NewCourse {
        title: plan.title.to_owned(),
        summary: plan.summary.to_owned(),
        language: plan.language.to_owned(),
        programme_id: Some(centre.programmes[plan.programme]),
        duration_minutes: plan.minutes,
        due_on: None,
        created_by: Some(centre.accounts.trainer),
    };
    let mut steps = Vec::new();
    if let Some((title, body)) = plan.reading {
        steps.push(NewStep {
            title: title.to_owned(),
            content: StepContent::Page {
                body: body.to_owned(),
            },
            rules: None,
            attempts: AttemptPolicy::default(),
        });
    }
    steps.push(NewStep {
        title: plan.title.to_owned(),
        content: StepContent::Package { version_id },
        rules: Some(vec![plan.rule]),
        attempts: AttemptPolicy::default(),
    });
    let learner_id = centre.accounts.trainee;
    let first_trainer = centre.trainers.first().copied();
    app.db
        .write(move |tx| {
            let (new, steps) = (new.clone(), steps.clone());
            Box::pin(async move {
                let course_id = courses::create(tx, new, now).await?;
                let mut step_id = course_id;
                for step in steps {
                    step_id = courses::add_step(tx, course_id, step, now).await?;
                }
                if let Some(trainer) = first_trainer {
                    courses::add_trainer(tx, course_id, trainer).await?;
                }
                courses::publish(tx, course_id, now).await?;
                courses::enrol(tx, learner_id, course_id, now).await?;
                Ok::<_, courses::CourseError>(Made { course_id, step_id })
            })
        })
        .await
        .map_err(|error| DemoError::Course(error.to_string()))
}
