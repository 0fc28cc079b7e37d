//! A script with all modules that it imports in one file: over a slow line each
//! level of imports costs a round trip, and each file a place in the queue.
//!
//! It understands our own modules and not more: an import is one line that begins
//! with `import {` (or ends with `} from "…";`), an export a declaration that
//! begins with `export`. A test holds our modules to that.

use std::{borrow::Cow, fmt::Write as _};

/// Reads a file by its path.
pub(super) type Read<'r> = &'r dyn Fn(&str) -> Option<Cow<'static, [u8]>>;

/// The module at `entry` with everything below it; `None` when a module is missing.
pub(super) fn joined(entry: &str, read: Read<'_>) -> Option<String> {
    let mut modules = Modules {
        read,
        order: Vec::new(),
        text: String::with_capacity(128 * 1024),
    };
    let body = modules.body(entry)?;
    modules.text.push_str(&body);
    Some(modules.text)
}

struct Modules<'r> {
    read: Read<'r>,
    /// The modules whose text is there already.
    order: Vec<String>,
    text: String,
}

impl Modules<'_> {
    /// Puts the module behind what it imports, in a function so that names stay
    /// its own; answers the name of what it exports.
    fn add(&mut self, path: &str) -> Option<String> {
        if let Some(at) = self.order.iter().position(|it| it == path) {
            return Some(name(at));
        }
        let body = self.body(path)?;
        let exported: Vec<&str> = body.lines().filter_map(exported).collect();
        let module = name(self.order.len());
        self.order.push(path.to_owned());
        write!(
            self.text,
            "const {module} = (() => {{\n{}return {{ {} }};\n}})();\n",
            without_export(&body),
            exported.join(", ")
        )
        .ok()?;
        Some(module)
    }

    /// The module's lines; each import becomes a look into what is there already.
    fn body(&mut self, path: &str) -> Option<String> {
        let text = (self.read)(path)?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let mut body = String::with_capacity(text.len());
        for line in text.lines() {
            if let Some((names, from)) = import(line) {
                let module = self.add(&beside(path, from))?;
                let names = names.replace(" as ", ": ");
                writeln!(body, "const {{{names}}} = {module};").ok()?;
            } else {
                writeln!(body, "{line}").ok()?;
            }
        }
        Some(body)
    }
}

fn name(at: usize) -> String {
    format!("module_{at}")
}

/// The names of an import, and the file.
fn import(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("import {")?;
    let (names, from) = rest.split_once("} from \"")?;
    Some((names, from.strip_suffix("\";")?))
}

/// What a line exports.
fn exported(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("export ")?;
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    let name = ["function ", "class ", "const "]
        .into_iter()
        .find_map(|kind| rest.strip_prefix(kind))?;
    let end = name.find(|it: char| !(it.is_ascii_alphanumeric() || it == '_' || it == '$'));
    Some(&name[..end.unwrap_or(name.len())])
}

fn without_export(body: &str) -> String {
    let lines = body
        .lines()
        .map(|line| line.strip_prefix("export ").unwrap_or(line));
    lines.fold(String::with_capacity(body.len()), |mut text, line| {
        text.push_str(line);
        text.push('\n');
        text
    })
}

/// The file that `name` (`./x.js`, `../y/x.js`) means in the module at `path`.
fn beside(path: &str, name: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Option<Cow<'static, [u8]>> {
        let text = match path {
            "a/main.js" => {
                "import { one as uno, two } from \"./b.js\";\nimport { last } from \"../c/d.js\";\nuno(two, last);\n"
            }
            "a/b.js" => {
                "import { last } from \"../c/d.js\";\nexport const two = last;\nexport function one() {}\n"
            }
            "c/d.js" => "export async function last() {}\nconst own = 1;\n",
            "broken.js" => "import { x } from \"./gone.js\";\n",
            _ => return None,
        };
        Some(Cow::Borrowed(text.as_bytes()))
    }

    #[test]
    fn each_module_stands_once_and_before_those_that_import_it() {
        let text = joined("a/main.js", &read).unwrap();
        let expected = "const module_0 = (() => {\nasync function last() {}\nconst own = 1;\nreturn { last };\n})();\n\
                        const module_1 = (() => {\nconst { last } = module_0;\nconst two = last;\nfunction one() {}\nreturn { two, one };\n})();\n\
                        const { one: uno, two } = module_1;\nconst { last } = module_0;\nuno(two, last);\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_missing_module_is_noticed() {
        assert_eq!(joined("broken.js", &read), None);
    }
}
