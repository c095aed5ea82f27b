//! The rules of the house: layers import only from lower layers, nothing below the top prints,
//! reads the environment or asks the time, and XML stays where it belongs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The layers from the ground up; modules of one row are neighbours and may not import one
/// another, but for the ground floor, where everything is plain data.
const LAYERS: [&[&str]; 10] = [
    &["lang", "error", "fs"],
    &["readout"],
    &["segment"],
    &["align"],
    &["tmx"],
    &["memory", "glossary"],
    &["suggest", "check"],
    &["exchange"],
    &["report"],
    &["workspace", "cli", "embed"],
];

/// Where XML may be read or written.
const XML: [&str; 6] = [
    "src/readout/",
    "src/segment/srx/",
    "src/segment/",
    "src/tmx/",
    "src/glossary/",
    "src/exchange/",
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("src"), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.strip_prefix(root).unwrap().display().to_string(), text)
        })
        .collect()
}

/// The top-level module in which a file lies: `src/align/joint.rs` → `align`.
fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The modules that a file names after `crate::`, comments and documentation aside.
fn imports(text: &str) -> BTreeSet<String> {
    let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            // use crate::{a::b, c}; only the heads of the group count.
            let mut depth = 0;
            let mut head = true;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(std::mem::take(&mut name));
                        head = true;
                    }
                    ':' if depth == 0 => head = false,
                    c if head && depth == 0 && !c.is_whitespace() => name.push(c),
                    _ => {}
                }
            }
            found.insert(name);
        } else {
            found.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn a_layer_imports_only_from_lower_layers() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources() {
        let own = module(&path);
        let Some(own_layer) = layer(own) else { continue };
        for import in imports(&text) {
            let Some(other) = layer(&import) else { continue };
            seen += 1;
            let same_floor =
                other == own_layer && (own_layer == 0 || own_layer == LAYERS.len() - 1);
            if import != own && other >= own_layer && !same_floor {
                wrong.push(format!("{path} imports {import}"));
            }
        }
    }
    assert!(seen > 100, "the imports were not found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_its_layer() {
    for (path, _) in sources() {
        let module = module(&path);
        assert!(
            layer(module).is_some() || matches!(module, "lib" | "main"),
            "{path} is on no layer"
        );
    }
}

#[test]
fn only_the_command_line_touches_the_world() {
    let forbidden = [
        "println!",
        "eprintln!",
        "print!(",
        "eprint!(",
        "std::env::",
        "env::var",
        "SystemTime::now",
        "Instant::now",
        "std::process::exit",
        "dbg!(",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if matches!(module(&path), "cli" | "main") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            if forbidden.iter().any(|word| code.contains(word)) {
                wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn xml_stays_where_it_belongs() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, text)| {
            text.contains("quick_xml") && !XML.iter().any(|place| path.starts_with(place))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn case_is_folded_by_the_rules_of_the_language() {
    // `str::to_lowercase` is wrong for Azerbaijani; outside `lang`, names of files and the like
    // are folded with `to_ascii_lowercase`.
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if module(&path) == "lang" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            if code.contains(".to_lowercase()") && !code.contains("c.to_lowercase()") {
                wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
