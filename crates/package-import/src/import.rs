//! The import itself: archive, manifest, files, in that order, each file
//! inflated once.

use std::collections::HashSet;
use std::io::{self, Read, Seek};

use crate::ImportReport;
use crate::archive::{Archive, Entry, Streamed};
use crate::authoring_tool::Traces;
use crate::checks::{files as file_checks, manifest as manifest_checks, pages, sequencing};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;
use crate::manifest::{self, files::Files, tree};
use crate::package::{CoursePackage, PackageFile};
use crate::root::{self, Root};
use crate::scan::Scan;

/// Checks an uploaded archive. The error is for `reader` failing; whatever is
/// wrong with the archive is a finding.
pub fn import<R: Read + Seek>(reader: R, limits: &Limits) -> io::Result<ImportReport> {
    import_with(reader, limits, |_, _| Ok(()))
}

/// Checks an uploaded archive and hands every file to `store` on the way, so
/// that each is inflated once and never held in memory.
///
/// `store` is called only while nothing blocks the package. A fault deep in the
/// archive may still turn up after some files were stored: the report decides,
/// what was stored must be harmless to keep or drop. Files of an archive that
/// breaks a rule of names or limits never reach `store`.
pub fn import_with<R: Read + Seek>(
    reader: R,
    limits: &Limits,
    mut store: impl FnMut(&PackageFile, &mut dyn Read) -> io::Result<()>,
) -> io::Result<ImportReport> {
    let mut findings = Findings::default();
    let Some(mut archive) = Archive::open(reader, limits, &mut findings)? else {
        return Ok(report(None, findings));
    };
    let Some(root) = root::find(&archive.entries, &mut findings) else {
        return Ok(report(None, findings));
    };
    let files = Files::new(
        archive
            .entries
            .iter()
            .filter_map(|entry| root.path_of(entry))
            .map(str::to_owned),
    );
    let mut traces = Traces::of_paths(files.paths().iter().map(String::as_str));
    let mut package = read_manifest(
        &mut archive,
        &root,
        &files,
        limits,
        &mut traces,
        &mut findings,
    )?;
    if findings.refuse_archive() {
        return Ok(report(None, findings));
    }
    let mut scan = Scan::new(limits, package.as_ref(), traces);
    let mut stored = Vec::new();
    let blocked = package.is_none() || findings.blocks();
    let streamed = archive.for_each(limits, &mut findings, |entry, content| {
        let Some(path) = root.path_of(entry) else {
            return Ok(());
        };
        let file = PackageFile {
            path: path.to_owned(),
            size_bytes: entry.size_bytes,
        };
        scan.watch(path, content, &mut |content| {
            if blocked {
                Ok(())
            } else {
                store(&file, content)
            }
        })?;
        stored.push(file);
        Ok(())
    })?;
    if streamed == Streamed::Stopped || findings.refuse_archive() {
        return Ok(report(None, findings));
    }
    if let Some(package) = &mut package {
        stored.sort_by(|one, other| one.path.cmp(&other.path));
        package.total_bytes = stored.iter().map(|file| file.size_bytes).sum();
        package.files = stored;
        package.authoring_tool = scan.traces.tool().map(|(tool, version)| match version {
            Some(version) => format!("{} {version}", tool.name()),
            None => tool.name().to_owned(),
        });
    }
    check_files(&scan, &files, &mut findings);
    if let Some(package) = &package {
        check_package(package, &root.manifest, &mut findings);
        pages::check(package, &scan, &files, limits, &mut findings);
    }
    if let Some((tool, _)) = scan.traces.tool() {
        findings.made_by(tool);
    }
    Ok(report(package, findings))
}

fn check_files(scan: &Scan, files: &Files, findings: &mut Findings) {
    let paths = files.paths();
    file_checks::outside_hosts::check(scan, findings);
    file_checks::mixed_content::check(scan, findings);
    file_checks::flash::check(paths, findings);
    file_checks::java_applets::check(scan, paths, findings);
    file_checks::plugins::check(paths, findings);
    file_checks::video_without_captions::check(scan, paths, findings);
}

fn check_package(package: &CoursePackage, manifest: &str, findings: &mut Findings) {
    manifest_checks::language_missing::check(package, manifest, findings);
    manifest_checks::no_sco::check(package, manifest, findings);
    manifest_checks::mastery_on_asset::check(package, manifest, findings);
    manifest_checks::prerequisites_not_enforced::check(package, findings);
    sequencing::check(package, manifest, findings);
}

/// Streams the files of a package once more: the same files under the same
/// paths as [`import_with`], for instance to store a package that was only
/// checked at first. Gives what is wrong with the archive, if anything.
pub fn for_each_file<R: Read + Seek>(
    reader: R,
    limits: &Limits,
    mut visit: impl FnMut(&PackageFile, &mut dyn Read) -> io::Result<()>,
) -> io::Result<Vec<Finding>> {
    let mut findings = Findings::default();
    if let Some(mut archive) = Archive::open(reader, limits, &mut findings)?
        && let Some(root) = root::find(&archive.entries, &mut findings)
        && !findings.refuse_archive()
    {
        archive.for_each(limits, &mut findings, |entry, content| {
            root.path_of(entry).map_or(Ok(()), |path| {
                let file = PackageFile {
                    path: path.to_owned(),
                    size_bytes: entry.size_bytes,
                };
                visit(&file, content)
            })
        })?;
    }
    let mut findings = findings.into_sorted();
    findings.retain(|finding| finding.check.is_about_archive());
    Ok(findings)
}

fn read_manifest<R: Read + Seek>(
    archive: &mut Archive<R>,
    root: &Root,
    files: &Files,
    limits: &Limits,
    traces: &mut Traces,
    findings: &mut Findings,
) -> io::Result<Option<CoursePackage>> {
    let limit = limits.manifest_bytes;
    let bytes = archive.read(
        root.manifest_index,
        limits,
        findings,
        limit,
        CheckId::ManifestTooLarge,
    )?;
    let Some(bytes) = bytes else {
        return Ok(None);
    };
    let text = manifest::decode(&bytes, &root.manifest, findings);
    traces.look(&text);
    let Some(tree) = tree::parse(&text, &root.manifest, limits, findings) else {
        return Ok(None);
    };
    Ok(manifest::read(
        &tree,
        &root.manifest,
        files,
        limits,
        findings,
    ))
}

fn report(package: Option<CoursePackage>, findings: Findings) -> ImportReport {
    let mut findings = findings.into_sorted();
    let mut seen = HashSet::new();
    // The directory and the stream may both tell of the same fault.
    findings.retain(|finding| finding.check != CheckId::TooLarge || seen.insert(finding.check));
    ImportReport { package, findings }
}

impl Root {
    /// The path of an entry inside the package; none outside of it.
    fn path_of<'a>(&self, entry: &'a Entry) -> Option<&'a str> {
        entry.path.strip_prefix(&self.prefix)
    }
}
