//! Lists the files of `services/`, so that a new one needs no change of code.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=services");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(Path::new(&root).join("services"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            names.push(path);
        }
    }
    names.sort();
    let mut list = String::from("[\n");
    for path in &names {
        let name = path.file_name().unwrap_or_default().display();
        writeln!(list, "    ({:?}, include_str!({:?})),", name.to_string(), path.display().to_string())
            .map_err(io::Error::other)?;
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("services.rs"), list)
}
