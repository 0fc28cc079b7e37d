//! People and organisations: found in both scripts, added, imported, suspended; and
//! nobody rises above their rights.

use entity::{
    person,
    values::{Face, PersonStatus, Role},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::{
    recording,
    support::{TestServer, between, location},
};

async fn count(server: &TestServer) -> u64 {
    let people = person::Entity::find();
    people.count(server.state.db.read()).await.unwrap()
}

#[tokio::test]
async fn people_are_found_in_both_scripts_and_by_what_they_lack() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let added = coordinator
        .post(
            "/people/new",
            &[
                ("given_name", "Ђорђе"),
                ("family_name", "Његош"),
                ("email", "djordje@example.org"),
                ("organisation", "Opština Plandište"),
                ("post", "референт"),
            ],
        )
        .await;
    assert!(location(&added).ends_with("?done=added"));

    for search in ["njegoš", "Његош", "djordje", "NJEGOS đorđe", "referent"] {
        let page = coordinator
            .text(&format!("/people?q={}", encoded(search)))
            .await;
        assert!(page.contains("djordje@example.org"), "{search}");
        assert!(page.contains("Opština Plandište"), "{search}");
    }
    let other = coordinator.text("/people?q=xyz").await;
    assert!(other.contains("Nobody fits"));
    let lacking = coordinator.text("/people?lacking=organisation").await;
    assert!(!lacking.contains("djordje@example.org"));
    let trainers = coordinator.text("/people?role=trainer").await;
    assert!(!trainers.contains("djordje@example.org"));
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in text.bytes() {
        write!(encoded, "%{byte:02X}").unwrap();
    }
    encoded
}

#[tokio::test]
async fn f1_what_is_searched_for_is_never_sql() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    for evil in [
        "' OR 1=1 --",
        "%",
        "_",
        "\\",
        "\u{0}",
        "'; DROP TABLE person;",
    ] {
        for parameter in ["q", "role", "status", "lacking", "organisation", "page"] {
            let path = format!("/people?{parameter}={}", encoded(evil));
            assert_eq!(coordinator.get(&path).await.status(), 200, "{path}");
        }
    }
    assert_eq!(count(&server).await, 1);
}

#[tokio::test]
async fn a_list_is_looked_over_first_and_stored_only_when_confirmed() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let list = "Ime;Prezime;E-adresa;Ustanova\n\
                Ana;Đurić;ana@example.org;Opština\n\
                Petar;Petrović;nije adresa;\n\
                Mira;Ilić;MIRA@example.org;Opština\n\
                Ana;Đurić;ana@example.org;";

    let preview = coordinator.post("/people/import", &[("list", list)]).await;
    assert_eq!(preview.status(), 200);
    let page = preview.text().await.unwrap();
    assert!(page.contains("“nije adresa” is not an e-mail address"));
    assert!(page.contains("is already in row 2"));
    assert!(page.contains("Add 2 people"));
    assert_eq!(count(&server).await, 1, "nothing is stored yet");

    let confirm = [("list", list)];
    let stored = coordinator.post("/people/import/confirm", &confirm).await;
    assert_eq!(location(&stored), "/people?added=2");
    assert_eq!(count(&server).await, 3);
    let again = coordinator.post("/people/import/confirm", &confirm).await;
    assert_eq!(location(&again), "/people?added=0");
    assert_eq!(count(&server).await, 3);
    let organisations = coordinator.text("/organisations").await;
    assert_eq!(organisations.matches("Opština").count(), 1);

    let nothing = coordinator.post("/people/import", &[("list", "x")]).await;
    assert_eq!(nothing.status(), 422);
}

#[tokio::test]
async fn e3_fields_that_a_form_does_not_have_are_ignored() {
    let server = TestServer::start().await;
    let trainee = server.person(Role::Trainee).await;
    let evil = [
        ("given_name", "Ana"),
        ("family_name", "Anić"),
        ("role", "administrator"),
        ("status", "active"),
        ("email", "other@example.org"),
        ("id", "00000000-0000-7000-8000-000000000000"),
    ];
    trainee.post("/account/details", &evil).await;
    let row = server.person_row(trainee.person_id()).await;
    assert_eq!(row.role, Role::Trainee);
    assert_ne!(row.email, "other@example.org");

    let coordinator = server.person(Role::Coordinator).await;
    let added = coordinator.post("/people/new", &evil).await;
    let path = location(&added).to_owned();
    let id = between(&path, "/people/", "?").parse().unwrap();
    assert_eq!(server.person_row(id).await.role, Role::Trainee);
}

#[tokio::test]
async fn e4_a_coordinator_does_not_rise_to_administrator() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let own = coordinator.person_id();
    let administrator = server.new_person(Role::Administrator).await;
    let before = server.person_row(administrator).await;

    let role = [("role", "administrator")];
    for id in [own, administrator] {
        let path = format!("/people/{id}/role");
        assert_eq!(coordinator.post(&path, &role).await.status(), 403);
    }
    // An administrator's address would receive their sign-in link.
    let taken_over = [
        ("given_name", "Ana"),
        ("family_name", "Anić"),
        ("email", "coordinator@example.org"),
    ];
    let path = format!("/people/{administrator}");
    assert_eq!(coordinator.post(&path, &taken_over).await.status(), 403);
    for action in ["suspend", "reactivate"] {
        let path = format!("/people/{administrator}/{action}");
        assert_eq!(coordinator.post(&path, &[]).await.status(), 403);
    }
    assert_eq!(server.person_row(administrator).await, before);
    assert_eq!(server.person_row(own).await.role, Role::Coordinator);
}

#[tokio::test]
async fn d1_a_new_role_ends_the_sessions_that_had_the_old_one() {
    let server = TestServer::start().await;
    let administrator = server.person(Role::Administrator).await;
    let trainee = server.person(Role::Trainee).await;
    let id = trainee.person_id();
    assert_eq!(trainee.get("/account").await.status(), 200);

    let path = format!("/people/{id}/role");
    let changed = administrator.post(&path, &[("role", "trainer")]).await;
    assert_eq!(changed.status(), 303);

    assert_eq!(trainee.get("/account").await.status(), 303);
    assert_eq!(server.person_row(id).await.role, Role::Trainer);
}

#[tokio::test]
async fn d8_suspending_asks_first_cuts_at_once_and_can_be_undone() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let trainer = server.person(Role::Trainer).await;
    let id = trainer.person_id();
    let api = server.api(Role::Trainee).await;

    let asked = coordinator.text(&format!("/people/{id}/suspend")).await;
    assert!(asked.contains("signed out at once"));
    assert_eq!(trainer.get("/account").await.status(), 200);
    coordinator
        .post(&format!("/people/{id}/suspend"), &[])
        .await;
    assert_eq!(trainer.get("/account").await.status(), 303);
    assert_eq!(server.person_row(id).await.status, PersonStatus::Suspended);
    drop(api);

    coordinator
        .post(&format!("/people/{id}/reactivate"), &[])
        .await;
    let again = server.sign_in(id).await;
    assert_eq!(again.get("/account").await.status(), 200);
}

#[tokio::test]
async fn the_last_administrator_stays_also_when_two_step_down_at_once() {
    let server = TestServer::start().await;
    let (one, two) = (
        server.person(Role::Administrator).await,
        server.person(Role::Administrator).await,
    );
    let role = [("role", "trainee")];
    let paths = [
        format!("/people/{}/role", one.person_id()),
        format!("/people/{}/role", two.person_id()),
    ];

    let (first, second) = tokio::join!(one.post(&paths[0], &role), two.post(&paths[1], &role));

    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
}

#[tokio::test]
async fn g5_learners_and_trainers_do_not_see_the_list_of_people() {
    let server = TestServer::start().await;
    let somebody = server.new_person(Role::Trainee).await;
    for role in [Role::Trainee, Role::Trainer] {
        let browser = server.person(role).await;
        for path in [
            "/people".to_owned(),
            format!("/people/{somebody}"),
            "/organisations".to_owned(),
        ] {
            assert_eq!(browser.get(&path).await.status(), 403, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn g1_nothing_of_a_person_stands_in_addresses_or_error_pages() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let added = coordinator
        .post(
            "/people/new",
            &[
                ("given_name", "Ana"),
                ("family_name", "Tajna"),
                ("email", "tajna@example.org"),
            ],
        )
        .await;
    let path = location(&added).to_owned();
    assert!(!path.contains("tajna") && !path.contains("Ana"));
    let twice = coordinator
        .post(
            "/people/new",
            &[
                ("given_name", "Ana"),
                ("family_name", "Tajna"),
                ("email", "TAJNA@example.org"),
            ],
        )
        .await;
    assert_eq!(twice.status(), 422);
    let trainee = server.person(Role::Trainee).await;
    let refused = trainee.get(&path).await.text().await.unwrap();
    assert!(!refused.contains("Tajna") && !refused.contains("tajna@"));
}

#[tokio::test]
async fn f5_names_are_escaped_wherever_they_stand() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let evil = "<script>alert(1)</script>\" onclick=x";
    let added = coordinator
        .post(
            "/people/new",
            &[
                ("given_name", evil),
                ("family_name", evil),
                ("email", "evil@example.org"),
                ("organisation", evil),
                ("post", evil),
            ],
        )
        .await;
    let person = location(&added).to_owned();
    for path in ["/people", &person, "/organisations", "/people/new"] {
        let page = coordinator.text(path).await;
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("\" onclick=x"), "{path}");
    }
}

#[tokio::test]
async fn organisations_are_corrected_and_stay_one_of_a_name() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let fields = |name| {
        [
            ("name", name),
            ("kind", "local_government"),
            ("country", "RS"),
            ("municipality", "Plandište"),
        ]
    };
    let added = coordinator
        .post("/organisations/new", &fields("Opština Plandište"))
        .await;
    assert_eq!(location(&added), "/organisations?done=saved");
    let page = coordinator.text("/organisations?q=plandiste").await;
    assert!(page.contains("Opština Plandište") && page.contains("local government"));

    let twice = coordinator
        .post("/organisations/new", &fields("ОПШТИНА ПЛАНДИШТЕ"))
        .await;
    assert_eq!(twice.status(), 422);
    assert!(
        twice
            .text()
            .await
            .unwrap()
            .contains("already an organisation with this name")
    );
    let id = page
        .split("organisations/")
        .map(|it| it.split('"').next().unwrap())
        .find(|it| it.len() == 36)
        .unwrap()
        .to_owned();
    let renamed = coordinator
        .post(&format!("/organisations/{id}"), &fields("Grad Vršac"))
        .await;
    assert_eq!(renamed.status(), 303);
    let page = coordinator.text("/organisations").await;
    assert!(page.contains("Grad Vršac") && !page.contains("Opština Plandište"));
}

/// Family names, each in its place in the order of the one alphabet …
const BY_ABECEDA: [&str; 17] = [
    "Цветић",
    "Чолић",
    "Ћирић",
    "Дабић",
    "Џинић",
    "Ђурић",
    "Гајић",
    "Лазић",
    "Љубић",
    "Николић",
    "Његош",
    "Поповић",
    "Савић",
    "Шарић",
    "Васић",
    "Зорић",
    "Живковић",
];
/// … and of the other.
const BY_AZBUKA: [&str; 17] = [
    "Васић",
    "Гајић",
    "Дабић",
    "Ђурић",
    "Живковић",
    "Зорић",
    "Лазић",
    "Љубић",
    "Николић",
    "Његош",
    "Поповић",
    "Савић",
    "Ћирић",
    "Цветић",
    "Чолић",
    "Џинић",
    "Шарић",
];

/// Each of `families` with each of these given names, as `face` shows them.
fn full_names(families: &[&str], given_names: &[&str], face: Face) -> Vec<String> {
    let names = families
        .iter()
        .flat_map(|family| given_names.iter().map(move |it| format!("{family} {it}")));
    match face {
        Face::SrCyrl => names.collect(),
        Face::SrLatn | Face::En => names.map(|it| serbian_text::to_latin(&it)).collect(),
    }
}

#[tokio::test]
async fn names_stand_in_the_order_of_the_readers_alphabet_over_all_pages() {
    const GIVEN: [&str; 3] = ["Ана", "Бојан", "Јана"];
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let mut list = String::from("Ime;Prezime;E-adresa;Ustanova\n");
    // In no alphabet's order, and in either script.
    for (at, family) in BY_AZBUKA.iter().rev().enumerate() {
        for (nth, given) in GIVEN.iter().enumerate() {
            let row = format!("{given};{family};p{at}{nth}@example.org;{family}град\n");
            list += &if at % 2 == 0 {
                row
            } else {
                serbian_text::to_latin(&row)
            };
        }
    }
    let confirm = [("list", list.as_str())];
    let stored = coordinator.post("/people/import/confirm", &confirm).await;
    assert_eq!(location(&stored), "/people?added=51");

    for (face, order) in [
        (Face::SrLatn, BY_ABECEDA),
        (Face::En, BY_ABECEDA),
        (Face::SrCyrl, BY_AZBUKA),
    ] {
        let id = coordinator.person_id();
        server.change_person(id, |it| it.face = face).await;
        let first = coordinator.text("/people?role=trainee").await;
        let second = coordinator.text("/people?role=trainee&page=2").await;
        let names = full_names(&order, &GIVEN, face);
        assert!(second.contains(&names[50]) && !first.contains(&names[50]));
        assert_ascending(&(first + &second), &names);
        let organisations = coordinator.text("/organisations").await;
        let names: Vec<String> = order.iter().map(|it| format!("{it}град")).collect();
        let names = match face {
            Face::SrLatn | Face::En => names.iter().map(|it| serbian_text::to_latin(it)).collect(),
            Face::SrCyrl => names,
        };
        assert_ascending(&organisations, &names);
    }
}

/// The names stand on the page, each after the one before it.
fn assert_ascending(page: &str, names: &[impl AsRef<str> + std::fmt::Debug]) {
    let places: Vec<Option<usize>> = names.iter().map(|it| page.find(it.as_ref())).collect();
    assert!(places.iter().all(Option::is_some), "{names:?} {places:?}");
    assert!(places.is_sorted(), "{names:?} {places:?}");
}

#[tokio::test]
async fn a_corrected_name_moves_to_its_new_place() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    for (given, family) in [("Ana", "Žarić"), ("Ana", "Babić")] {
        let fields = [
            ("given_name", given),
            ("family_name", family),
            ("email", &format!("{}@example.org", family.len())),
        ];
        location(&coordinator.post("/people/new", &fields).await);
    }
    let page = coordinator.text("/people?role=trainee").await;
    assert_ascending(&page, &["Babić Ana", "Žarić Ana"]);

    let zaric = coordinator.text("/people?q=zaric").await;
    let id = between(&zaric, "<a href=\"/people/", "\"").to_owned();
    let fields = [
        ("given_name", "Ana"),
        ("family_name", "Abadžić"),
        ("email", "7@example.org"),
    ];
    location(&coordinator.post(&format!("/people/{id}"), &fields).await);

    let page = coordinator.text("/people?role=trainee").await;
    assert_ascending(&page, &["Abadžić Ana", "Babić Ana"]);
}

#[tokio::test]
async fn people_of_a_course_stand_in_the_order_of_the_readers_alphabet() {
    let server = TestServer::start().await;
    let coordinator = server.person(Role::Coordinator).await;
    let course = recording::course(&server).await;
    for family in ["Шарић", "Ђурић", "Живковић", "Џинић", "Чолић"] {
        let person_id = server.new_person(Role::Trainee).await;
        let named = [
            ("given_name", "Ана"),
            ("family_name", family),
            ("email", &format!("{}@example.org", person_id.simple())),
        ];
        location(
            &coordinator
                .post(&format!("/people/{person_id}"), &named)
                .await,
        );
        server.enrolled_as(person_id, course).await;
    }
    let path = format!("/courses/{course}/people");

    let page = coordinator.text(&path).await;
    let latin = [
        "Čolić Ana",
        "Džinić Ana",
        "Đurić Ana",
        "Šarić Ana",
        "Živković Ana",
    ];
    assert_ascending(&page, &latin);

    let id = coordinator.person_id();
    server.change_person(id, |it| it.face = Face::SrCyrl).await;
    let page = coordinator.text(&path).await;
    let cyrillic = [
        "Ђурић Ана",
        "Живковић Ана",
        "Чолић Ана",
        "Џинић Ана",
        "Шарић Ана",
    ];
    assert_ascending(&page, &cyrillic);
}
