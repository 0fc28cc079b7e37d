//! Many rows at once: the database copies one that the server itself has made.

use sea_orm::{ConnectionTrait as _, EntityTrait, IdenStatic as _, Iterable, PaginatorTrait as _};

use crate::site::Site;

/// Rows that are copied in one statement; not all in one transaction, since the
/// server under test writes too.
const AT_ONCE: u64 = 10_000;

/// Words of the one database and of the other.
struct Dialect {
    id: &'static str,
    /// `n` from `{from}` to `{to}`.
    numbers: &'static str,
    days_before: &'static str,
}

fn dialect(site: &Site) -> Dialect {
    if site.db.is_sqlite() {
        Dialect {
            id: "randomblob(16)",
            numbers: "WITH RECURSIVE n(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM n WHERE n < {to})",
            days_before: "date({date}, '-' || ({days}) || ' days')",
        }
    } else {
        Dialect {
            id: "gen_random_uuid()",
            numbers: "WITH n AS (SELECT generate_series({from}, {to}) AS n)",
            days_before: "{date} - ({days})::integer",
        }
    }
}

/// `INSERT … SELECT` of every column of `E` from the rows of `one`, some of them changed.
fn copy<E: EntityTrait<Column: Iterable>>(changed: &[(&str, &str)], from: &str) -> String {
    let names: Vec<String> = E::Column::iter().map(|it| it.as_str().to_owned()).collect();
    for (name, _) in changed {
        assert!(names.iter().any(|it| it == name), "no column {name}");
    }
    let values: Vec<String> = names
        .iter()
        .map(|name| {
            let change = changed.iter().find(|(it, _)| it == name);
            change.map_or(format!("one.{name}"), |(_, value)| (*value).to_owned())
        })
        .collect();
    format!(
        "INSERT INTO {} ({}) SELECT {} FROM {from}",
        E::default().table_name(),
        names.join(", "),
        values.join(", ")
    )
}

/// Copies one attempt until there are so many; the copies belong to no enrolment.
pub(crate) async fn attempts(site: &Site, wanted: u64) {
    let db = site.db.read();
    let words = dialect(site);
    let there = entity::attempt::Entity::find().count(db).await.unwrap();
    let changed = [
        ("id", words.id),
        ("enrolment_id", "NULL"),
        ("step_id", "NULL"),
    ];
    let one = "(SELECT * FROM attempt WHERE enrolment_id IS NOT NULL LIMIT 1) AS one, n";
    let sql = copy::<entity::attempt::Entity>(&changed, one);
    let sql = sql.replacen(" SELECT", &format!(" {} SELECT", words.numbers), 1);
    let mut missing = wanted.saturating_sub(there);
    while 0 < missing {
        let some = missing.min(AT_ONCE);
        let sql = sql
            .replace("{from}", "1")
            .replace("{to}", &some.to_string());
        db.execute_unprepared(&sql).await.unwrap();
        missing -= some;
    }
    db.execute_unprepared("ANALYZE").await.unwrap();
}

/// Copies the one completion and its certificate until there are so many, each of
/// another person, with all that a row of the completion record may show.
pub(crate) async fn completions(site: &Site, wanted: u64) {
    let db = site.db.read();
    let there = entity::completion::Entity::find().count(db).await.unwrap();
    let statements = completion_statements(&dialect(site));
    let mut from = there + 1;
    while from <= wanted {
        let to = wanted.min(from + AT_ONCE - 1);
        for sql in &statements {
            let sql = sql
                .replace("{from}", &from.to_string())
                .replace("{to}", &to.to_string());
            db.execute_unprepared(&sql).await.unwrap();
        }
        from = to + 1;
    }
    db.execute_unprepared("ANALYZE").await.unwrap();
}

/// A person, an enrolment, a completion and a certificate for each number. They
/// find each other by `email_key`, `email` and `post`, which hold the number.
fn completion_statements(words: &Dialect) -> [String; 4] {
    let id = ("id", words.id);
    let day = words
        .days_before
        .replace("{date}", "one.completed_on")
        .replace("{days}", "n % 300");
    let started = words
        .days_before
        .replace("{date}", "one.completed_on")
        .replace("{days}", "n % 300 + 14");
    let decided = words
        .days_before
        .replace("{date}", "one.completed_on")
        .replace("{days}", "400");
    let people = copy::<entity::person::Entity>(
        &[id, ("email_key", "'record-' || n"), ("email", "'record'")],
        "(SELECT person.* FROM person JOIN completion ON completion.person_id = person.id \
          WHERE person.email <> 'record' LIMIT 1) AS one, n",
    );
    let people = people.replacen(" SELECT", &format!(" {} SELECT", words.numbers), 1);
    let enrolments = copy::<entity::enrolment::Entity>(
        &[id, ("person_id", "person.id"), ("registration", words.id)],
        "(SELECT enrolment.* FROM enrolment JOIN completion ON completion.enrolment_id = \
         enrolment.id LIMIT 1) AS one, person WHERE email = 'record' \
         AND NOT EXISTS (SELECT 1 FROM enrolment AS it WHERE it.person_id = person.id)",
    );
    let completions = copy::<entity::completion::Entity>(
        &[
            id,
            ("person_id", "found.person_id"),
            ("enrolment_id", "found.enrolment_id"),
            ("completed_on", &day),
            ("started_on", &started),
            ("family_name", "'Đorđević ' || n"),
            ("family_name_cyrl", "'Ђорђевић ' || n"),
            ("organisation_id", "one.id"),
            ("organisation", "'Општинска управа ' || (n % 200)"),
            ("organisation_kind", "'local_government'"),
            ("municipality", "'Пландиште'"),
            ("country", "CASE WHEN n % 9 = 0 THEN 'BA' ELSE 'RS' END"),
            ("post", "'самостални саветник ' || n"),
            ("programme_id", "one.id"),
            (
                "programme",
                "'Поверљивост података у раду са тражиоцима азила'",
            ),
            ("programme_code", "'ПП-1'"),
            ("accreditation_field", "'поверљивост података ' || (n % 4)"),
            ("accreditation_decision", "'152-02-00017/2025'"),
            ("accreditation_decided_on", &decided),
            ("hours", "8 + n % 16"),
            ("score_percent", "70.5 + n % 30"),
            ("trainers", "'Мирјана Стојановић, Јован Јовановић'"),
        ],
        "(SELECT * FROM completion WHERE post IS NULL LIMIT 1) AS one, \
         (SELECT person.id AS person_id, enrolment.id AS enrolment_id, \
          CAST(substr(person.email_key, 8) AS integer) AS n FROM person \
          JOIN enrolment ON enrolment.person_id = person.id WHERE person.email = 'record' \
          AND NOT EXISTS (SELECT 1 FROM completion AS it WHERE it.person_id = person.id)) AS found",
    );
    let certificates = copy::<entity::certificate::Entity>(
        &[
            id,
            ("completion_id", "found.id"),
            ("enrolment_id", "found.enrolment_id"),
            ("person_id", "found.person_id"),
            ("issued_on", "found.completed_on"),
            ("number", "one.number + found.n"),
            ("serial", "one.serial || '-' || found.n"),
            ("check_code", "one.check_code || found.n"),
        ],
        "(SELECT * FROM certificate ORDER BY issued_at, number LIMIT 1) AS one, \
         (SELECT completion.*, CAST(substr(person.email_key, 8) AS integer) AS n FROM completion \
          JOIN person ON person.id = completion.person_id WHERE person.email = 'record' \
          AND NOT EXISTS (SELECT 1 FROM certificate AS it WHERE it.person_id = person.id)) AS found",
    );
    [people, enrolments, completions, certificates]
}
