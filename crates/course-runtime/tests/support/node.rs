//! The JavaScript side of a test, run by Node.js where there is one.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

/// Whether there is a `node` to run.
pub(crate) fn is_present() -> bool {
    let version = Command::new("node").arg("--version").output();
    version.is_ok_and(|it| it.status.success())
}

/// Runs a script of `tests/js` with `input` as its standard input; its standard
/// output, or in words why there is none.
pub(crate) fn run(script: &str, input: Vec<u8>) -> Result<Vec<u8>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/js")
        .join(script);
    let mut child = Command::new("node")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node: {error}"))?;
    let mut stdin = child.stdin.take().ok_or("node has no standard input")?;
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child
        .wait_with_output()
        .map_err(|error| format!("node: {error}"))?;
    let written = writer.join().map_err(|_| "writing to node panicked")?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{script}: {}\n{words}", output.status));
    }
    written.map_err(|error| format!("node: {error}"))?;
    Ok(output.stdout)
}
