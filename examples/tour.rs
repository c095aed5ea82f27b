//! The main job on the samples, from three versions of each readout to suggestions for a new
//! one: `cargo run --release --example tour`. It works in a temporary workspace; nothing in the
//! repository is changed.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tempfile::tempdir()?;
    std::env::set_current_dir(workspace.path())?;
    copy(&repository.join("samples"), Path::new("samples"))?;
    run("A workspace is a folder with a memory (tmx/) and glossaries.", &["init", "."]);
    copy(&repository.join("glossaries"), Path::new("glossaries"))?;

    let mut readouts: Vec<String> = std::fs::read_dir("samples")?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.contains(".ru."))
        .collect();
    readouts.sort();
    let mut explained = "Each readout exists in three versions. They are cut into segments and aligned\n\
        jointly; every bead that two or more versions share becomes a unit of the memory.";
    for russian in &readouts {
        let version =
            |lang: &str| format!("samples/{}", russian.replace(".ru.", &format!(".{lang}.")));
        let name = russian.split(".ru.").next().unwrap_or(russian);
        let output = format!("tmx/{name}.tmx");
        run(explained, &["align", &version("en"), &version("ru"), &version("az"), "-o", &output]);
        explained = "";
    }
    run(
        "The memory answers for a new readout that exists in English only: what was said before\n\
         need not be translated again. [-…-] is what the memory has, {+…+} what is new.",
        &["suggest", "samples/2025-03-11-new.en.txt", "--to", "ru,az", "--max-matches", "1"],
    );
    run(
        "A concordance shows how words were translated, whatever their form.",
        &["search", "dialogue partner", "--max", "3"],
    );
    run(
        "The glossary is enforced, in whatever form Russian and Azerbaijani give a term.",
        &["terms", "find", "samples/2021-11-12-sco.az.txt"],
    );
    Ok(())
}

/// Runs one command of the program and shows it as it would be typed.
fn run(why: &str, arguments: &[&str]) {
    if !why.is_empty() {
        println!("\n{why}\n");
    }
    println!("$ yaddash {}", arguments.join(" "));
    let program = std::iter::once("yaddash").chain(arguments.iter().copied());
    if yaddash::cli::run(program) != std::process::ExitCode::SUCCESS {
        println!("(the command did not succeed)");
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
