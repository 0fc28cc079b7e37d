//! Prints every sample document into the folder given, to be looked at:
//! `cargo run -p certificates --example print_samples -- FOLDER`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::{env, error::Error, fs, path::PathBuf};

use certificates::{Face, render_pdf, render_record_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder to print into")?);
    for (face, tag) in [
        (Face::SrCyrl, "sr-Cyrl"),
        (Face::SrLatn, "sr-Latn"),
        (Face::En, "en"),
    ] {
        for (facts, name) in [
            (sample::uverenje(), "uverenje"),
            (sample::potvrda(), "potvrda"),
        ] {
            let pdf = render_pdf(&facts, face)?;
            fs::write(folder.join(format!("{name}-{tag}.pdf")), pdf)?;
        }
    }
    fs::write(
        folder.join("record.pdf"),
        render_record_pdf(&sample::record(60))?,
    )?;
    Ok(())
}
