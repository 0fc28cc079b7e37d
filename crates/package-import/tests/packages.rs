//! What the import says of real packages: `OBUKA_PACKAGES=DIR cargo test -p
//! package-import --test packages -- --nocapture` imports every zip below `DIR`
//! and prints a table, findings per check and tools recognised. Packages are
//! fetched by whoever runs it and never part of the repository.
//!
//! With an `INDEX.tsv` in the folder (columns `file`, `standard`, `tool and
//! version`) the tool that it names is compared with the one recognised.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use package_import::{ImportReport, Limits, Severity, Tool, import};

/// A line of the index.
struct Listed {
    standard: String,
    tool: String,
}

#[test]
fn real_packages_are_imported_or_refused_by_a_sentence() {
    let Some(folder) = std::env::var_os("OBUKA_PACKAGES").map(PathBuf::from) else {
        println!("set OBUKA_PACKAGES to a folder of packages");
        return;
    };
    let index = index(&folder.join("INDEX.tsv"));
    let mut files = Vec::new();
    zips(&folder, &mut files);
    files.sort();
    assert!(!files.is_empty(), "no zip below {}", folder.display());
    let (mut per_check, mut per_tool) = (BTreeMap::new(), BTreeMap::new());
    let mut imported = 0;
    println!("| Package | Tool | Verdict | Errors and warnings | Notes |\n|---|---|---|---|---|");
    for file in &files {
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        let report = import(
            BufReader::new(File::open(file).unwrap()),
            &Limits::default(),
        )
        .unwrap();
        let is_refused = report.findings.iter().any(package_import::Finding::blocks);
        assert_eq!(
            report.is_publishable(),
            !is_refused,
            "{name}: {:?}",
            report.findings
        );
        imported += usize::from(!is_refused);
        let mut told: Vec<&str> = report.findings.iter().map(|it| it.check.id()).collect();
        told.dedup();
        for check in told {
            *per_check.entry(check).or_insert(0) += 1;
        }
        let listed = index.get(&name);
        if let Some(listed) = listed {
            let recognised = tool_of(&report).unwrap_or("-").to_owned();
            let key = (family(&listed.tool), recognised);
            let names: &mut Vec<String> = per_tool.entry(key).or_default();
            names.push(name.clone());
        }
        print_row(&name, listed, &report);
    }
    println!("\n{imported} of {} imported\n", files.len());
    println!("| Check | Packages |\n|---|---|");
    for (check, count) in &per_check {
        println!("| {check} | {count} |");
    }
    println!("\n| Tool in the index | Recognised | Packages |\n|---|---|---|");
    for ((listed, recognised), names) in &per_tool {
        let shown = if listed == recognised || names.len() > 6 {
            names.len().to_string()
        } else {
            names.join(", ")
        };
        println!("| {listed} | {recognised} | {shown} |");
    }
}

fn print_row(name: &str, listed: Option<&Listed>, report: &ImportReport) {
    let told = |wanted: &dyn Fn(Severity) -> bool| {
        let mut ids: Vec<String> = Vec::new();
        for finding in report.findings.iter().filter(|it| wanted(it.severity)) {
            let names = finding.arguments.last().map(|it| it.1.to_string());
            let shown = names
                .unwrap_or_default()
                .chars()
                .take(120)
                .collect::<String>();
            ids.push(format!("{} ({shown})", finding.check));
        }
        ids.join("; ")
    };
    let package = report.package.as_ref();
    println!(
        "| {name} | {} | {} | {} | {} |",
        package
            .and_then(|it| it.authoring_tool.as_deref())
            .unwrap_or("-"),
        if report.is_publishable() {
            package.map_or("imported", |it| it.kind.name()).to_owned()
        } else {
            format!("refused ({})", listed.map_or("", |it| &it.standard))
        },
        told(&|it| it > Severity::Note),
        told(&|it| it == Severity::Note),
    );
}

fn index(file: &Path) -> BTreeMap<String, Listed> {
    let Ok(bytes) = std::fs::read(file) else {
        return BTreeMap::new();
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let file = columns.next()?.to_owned();
            let standard = columns.next()?.to_owned();
            let tool = columns.next()?.to_owned();
            Some((file, Listed { standard, tool }))
        })
        .collect()
}

fn zips(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            zips(&path, files);
        } else if path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("zip"))
        {
            files.push(path);
        }
    }
}

/// The name of the tool, without its version.
fn tool_of(report: &ImportReport) -> Option<&'static str> {
    let told = report.package.as_ref()?.authoring_tool.as_deref()?;
    let known = Tool::ALL.iter().map(|tool| tool.name());
    known.into_iter().find(|name| told.starts_with(name))
}

/// The tool that the index means, by our name of it.
fn family(listed: &str) -> String {
    let lower = listed.to_lowercase();
    let known = Tool::ALL.iter().find(|tool| {
        let name = tool.name().to_lowercase();
        let name = name.split(" (").next().unwrap_or(&name);
        lower.contains(name)
    });
    known.map_or_else(|| "-".to_owned(), |tool| tool.name().to_owned())
}
