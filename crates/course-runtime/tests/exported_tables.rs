//! The tables that the browser reads are committed files; this test keeps them
//! current. `UPDATE=1 cargo test -p course-runtime` rewrites them.

use std::{env, fs, path::Path};

use course_runtime::cmi::{Model, Version};

#[test]
fn the_browsers_copies_of_the_data_models_are_current() {
    for version in [Version::Scorm12, Version::Scorm2004] {
        let model: &Model = version.model();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../server/assets/js/scorm")
            .join(format!("cmi-{}.json", model.name));
        let current = serde_json::to_string_pretty(model).unwrap() + "\n";
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &current).unwrap();
        }
        assert!(
            fs::read_to_string(&path).is_ok_and(|file| file == current),
            "{} is stale: run `UPDATE=1 cargo test -p course-runtime`",
            path.display()
        );
    }
}
