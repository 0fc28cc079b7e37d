//! The accessibility check of pages, by axe-core: a file named by `OBUKA_AXE`, which the
//! test script installs; without it the check says so and passes.

use serde_json::Value;

use crate::driver::Chromium;

/// The rules of WCAG 2.0 to 2.2, levels A and AA. A transition still on its way (of a colour, just
/// after light became dark) would be measured at a shade that nobody reads, so those end first.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
for (const moving of document.getAnimations()) {
  if (moving.effect.getComputedTiming().endTime !== Infinity) moving.finish();
}
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
axe.run(document, { runOnly, resultTypes: ["violations"] }).then(
  (found) => done({
    passed: found.passes.length,
    violations: found.violations.map(({ id, help, nodes }) => ({
      id, help, nodes: nodes.map(({ html, target }) => `${target.join(" ")}: ${html.slice(0, 200)}`),
    })),
  }),
  (error) => done({ error: String(error) }),
);
"#;

/// Fails with the list when the page that is open breaks a rule.
pub(crate) async fn check(chromium: &Chromium, page_name: &str) {
    let Some(axe) = axe() else {
        eprintln!("{page_name}: not checked, OBUKA_AXE names no axe-core (axe.min.js)");
        return;
    };
    chromium.script(&axe).await;
    let found = chromium.tab.execute_async(RUN, vec![]).await.unwrap();

    assert!(found["error"].is_null(), "{page_name}: axe failed: {found}");
    let passed = found["passed"].as_u64().unwrap();
    assert!(0 < passed, "{page_name}: axe found nothing to check");
    let violations = found["violations"].as_array().unwrap();
    let words: Vec<String> = violations.iter().map(in_words).collect();
    assert!(
        violations.is_empty(),
        "{page_name}: these rules of accessibility are broken:\n{}",
        words.join("\n")
    );
}

fn axe() -> Option<String> {
    let file = std::env::var_os("OBUKA_AXE")?;
    std::fs::read_to_string(file).ok()
}

fn in_words(violation: &Value) -> String {
    let mut text = format!(
        "{}: {}",
        violation["id"].as_str().unwrap_or_default(),
        violation["help"].as_str().unwrap_or_default()
    );
    for node in violation["nodes"].as_array().into_iter().flatten() {
        text.push_str("\n    ");
        text.push_str(node.as_str().unwrap_or_default());
    }
    text
}
