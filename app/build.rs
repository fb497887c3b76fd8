//! Turns `locales/*.json` into Rust code. A text that is missing, surplus or has other placeholders than in
//! English stops the build.

#[path = "build/generate.rs"]
mod generate;
#[path = "build/locale.rs"]
mod locale;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use locale::Locale;

/// The language that says which texts there are.
const REFERENCE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../locales");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder)?.map(|file| Ok(file?.path())).collect::<Result<_, Box<dyn Error>>>()?;
    files.sort();
    let languages = files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let reference =
        languages.iter().find(|locale| locale.tag == REFERENCE).ok_or("there is no locales/en.json")?;
    for language in &languages {
        language.check_against(reference)?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), generate::code(reference, &languages))?;
    Ok(())
}

fn read(file: &Path) -> Result<Locale, Box<dyn Error>> {
    let tag = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Locale::parse(&tag, &fs::read_to_string(file)?)?)
}
