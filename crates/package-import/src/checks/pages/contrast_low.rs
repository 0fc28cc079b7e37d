//! Pairs of colours in the styles of the first page, both explicit, that are
//! hard to read.

use std::collections::HashSet;

use crate::checks::pages::FirstPage;
use crate::checks::{Area, Definition};
use crate::finding::{Argument, CheckId, Finding};
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "contrast-low", &["count", "names"]);

pub(crate) fn check(scan: &Scan, first: &FirstPage<'_>, findings: &mut Findings) {
    let linked = first
        .styles
        .iter()
        .filter_map(|path| scan.styles.get(*path));
    let mut seen = HashSet::new();
    let named: Vec<String> = first
        .page
        .pairs
        .iter()
        .chain(linked.flatten())
        .map(|pair| format!("{} ({:.1} : 1)", pair.selector, pair.ratio))
        .filter(|name| seen.insert(name.clone()))
        .collect();
    if !named.is_empty() {
        findings.push(
            Finding::new(CheckId::ContrastLow)
                .with_count("count", named.len() as u64)
                .with("names", Argument::names(&named))
                .in_file(first.path),
        );
    }
}
