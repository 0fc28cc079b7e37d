//! `cargo run -p content-packages -- FOLDER` writes every zip into FOLDER,
//! the broken sisters into FOLDER/broken.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = env::args_os().nth(1) else {
        return Err("say where to write the zips: content-packages FOLDER".into());
    };
    let folder = Path::new(&folder);
    for name in content_packages::names() {
        write(folder, name)?;
    }
    for sister in content_packages::broken()? {
        write(&folder.join("broken"), &sister.name)?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let bytes = content_packages::zip(name)?;
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("{name}.zip"));
    fs::write(&path, &bytes)?;
    writeln!(
        std::io::stdout(),
        "{} ({} bytes)",
        path.display(),
        bytes.len()
    )?;
    Ok(())
}
