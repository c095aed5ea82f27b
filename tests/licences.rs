//! Every dependency may be used: its licence is one of the permissive ones that the project
//! takes.

use std::process::Command;

const ALLOWED: [&str; 14] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
    "MPL-2.0",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
];

/// Whether an SPDX expression can be met: of `OR` one side, of `AND` both.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.trim();
    // Split at the outermost operators only.
    for (operator, any) in [(" OR ", true), (" AND ", false)] {
        let parts = outermost(expression, operator);
        if parts.len() > 1 {
            return match any {
                true => parts.iter().any(|part| is_allowed(part)),
                false => parts.iter().all(|part| is_allowed(part)),
            };
        }
    }
    if let Some(inner) = expression.strip_prefix('(').and_then(|e| e.strip_suffix(')')) {
        return is_allowed(inner);
    }
    let licence = expression.split(" WITH ").next().unwrap_or_default();
    ALLOWED.contains(&licence)
}

fn outermost<'a>(expression: &'a str, operator: &str) -> Vec<&'a str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 && expression[at..].starts_with(operator) {
            parts.push(&expression[start..at]);
            start = at + operator.len();
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[test]
fn every_dependency_has_a_permissive_licence() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let wrong: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            // An old way to write `OR`.
            let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
            let licence = licence.replace("  ", " ");
            (!is_allowed(&licence)).then(|| format!("{}: {licence}", package["name"]))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    for (expression, allowed) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("(GPL-2.0 OR LGPL-2.1) AND MIT", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), allowed, "{expression}");
    }
}
