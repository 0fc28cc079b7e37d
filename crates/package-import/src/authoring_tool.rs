//! Which tool made a package, as far as the names of its files tell. Used for
//! advice, never for decisions.

/// A tool and a file that only it writes: a whole path, or the end of one.
const TRACES: [(&str, &str); 13] = [
    ("scormcontent/lib/rise/", "Articulate Rise"),
    ("story_content/", "Articulate Storyline"),
    ("html5/data/js/data.js", "Articulate Storyline"),
    ("assets/js/cpm.js", "Adobe Captivate"),
    ("cpm.js", "Adobe Captivate"),
    ("data/player.js", "iSpring"),
    ("trivantis.js", "Lectora"),
    ("adapt/js/adapt.min.js", "Adapt"),
    ("adapt/js/templates.js", "Adapt"),
    ("contentv3.xml", "eXeLearning"),
    ("exe_export.js", "eXeLearning"),
    ("rloobject.htm", "Xerte"),
    ("h5p.json", "H5P (Lumi)"),
];

pub(crate) fn guess(paths: &[String]) -> Option<&'static str> {
    let paths: Vec<String> = paths.iter().map(|path| path.to_ascii_lowercase()).collect();
    TRACES.into_iter().find_map(|(trace, tool)| {
        let left = paths.iter().any(|path| {
            if trace.ends_with('/') {
                path.starts_with(trace)
            } else {
                path == trace || path.ends_with(&format!("/{trace}"))
            }
        });
        left.then_some(tool)
    })
}
