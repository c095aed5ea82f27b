//! The Python that other programs are run with, and whether its packages are there.

use std::process::{Command, Stdio};

/// The Python named by `YADDASH_PYTHON`, or `python3`.
pub fn python() -> String {
    std::env::var("YADDASH_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// Whether these modules (`a, b`) are installed. Where they are not, the test fails when the
/// variable `required` is set, and says how to install them.
pub fn has_modules(modules: &str, how: &str, required: &str) -> bool {
    let found = Command::new(python())
        .args(["-c", &format!("import {modules}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    assert!(found || std::env::var_os(required).is_none(), "{modules}: {how}");
    if !found {
        eprintln!("skipped: {how}");
    }
    found
}
