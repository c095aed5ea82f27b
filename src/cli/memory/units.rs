//! The units of a workspace by the names under which they are shown.

use crate::cli::memory::is_tmx;
use crate::error::{Error, Kind, Place, Result};
use crate::tmx::{self, Child, ReadOptions, Unit};
use crate::workspace::{Workspace, files_with_ending};
use std::path::{Component, Path, PathBuf};

/// A unit and where it stands.
pub struct Found {
    /// The file, from the root of the workspace.
    pub file: String,
    /// Its number in the file.
    pub number: usize,
    /// The unit.
    pub unit: Unit,
}

/// A TMX file of the workspace, from its root, with `/` between folders. A path is taken from the
/// root, or from the current folder where it leads to the workspace.
pub fn inside(workspace: &Workspace, path: &Path) -> Result<String> {
    let refused = |why: &str| {
        Err(Error::new(Kind::Usage, why)
            .at(Place::file(path.display().to_string()))
            .help("name a .tmx file in the tmx/ folder of the workspace"))
    };
    if !is_tmx(path) {
        return refused("the memory is no .tmx file");
    }
    let root = std::fs::canonicalize(&workspace.root).unwrap_or_else(|_| workspace.root.clone());
    let from_here = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = std::fs::canonicalize(folder.unwrap_or(Path::new(".")));
        let whole = folder.ok()?.join(path.file_name()?);
        whole.strip_prefix(&root).ok().map(Path::to_owned)
    };
    let from_root =
        path.starts_with("tmx") && workspace.root.join(path).parent().is_some_and(Path::is_dir);
    let inner = match from_root {
        true => path.to_owned(),
        false => match from_here() {
            Some(inner) => inner,
            None => return refused("the memory is in no folder of the workspace"),
        },
    };
    let mut parts = Vec::new();
    for part in inner.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::CurDir => {}
            _ => return refused("the memory lies outside the workspace"),
        }
    }
    match parts.first().map(String::as_str) {
        Some("tmx") if parts.len() > 1 => Ok(parts.join("/")),
        _ => refused("the memory is not in tmx/, where commands look for it"),
    }
}

/// The units that `name` (TUID, FILE:TUID or FILE#NUMBER) names.
pub fn find(workspace: &Workspace, name: &str) -> Result<Vec<Found>> {
    if let Some((file, number)) = name.rsplit_once('#')
        && let Ok(number) = number.parse::<usize>()
        && is_tmx(Path::new(file))
    {
        let found = whole(workspace, &inside(workspace, Path::new(file))?)?;
        return Ok(found.into_iter().filter(|found| found.number == number).collect());
    }
    let (files, tuid) = match name.split_once(".tmx:") {
        Some((file, tuid)) => (vec![inside(workspace, Path::new(&format!("{file}.tmx")))?], tuid),
        None => (files(workspace)?, name),
    };
    let mut found = Vec::new();
    for file in files {
        read(workspace, &file, |number, unit| {
            if unit.tuid() == Some(tuid) {
                found.push(Found { file: file.clone(), number, unit });
            }
        })?;
    }
    Ok(found)
}

/// Every unit of a file.
pub fn whole(workspace: &Workspace, file: &str) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    read(workspace, file, |number, unit| {
        found.push(Found { file: file.to_owned(), number, unit });
    })?;
    Ok(found)
}

/// The TMX files of the workspace, from its root.
pub fn files(workspace: &Workspace) -> Result<Vec<String>> {
    if !workspace.tmx().is_dir() {
        return Ok(Vec::new());
    }
    let paths: Vec<PathBuf> = files_with_ending(&workspace.tmx(), &[".tmx", ".tmx.gz"])?;
    let name = |path: PathBuf| path.file_name().map(|n| format!("tmx/{}", n.to_string_lossy()));
    Ok(paths.into_iter().filter_map(name).collect())
}

/// Calls `each` for every unit of a file with its number.
pub fn read(workspace: &Workspace, file: &str, mut each: impl FnMut(usize, Unit)) -> Result<()> {
    let mut reader = tmx::open(&workspace.root.join(file), ReadOptions::default())?;
    let mut number = 0;
    while let Some(unit) = reader.next_unit()? {
        each(number, unit);
        number += 1;
    }
    Ok(())
}

/// Sets the `x-status` of a unit.
pub fn set_status(unit: &mut Unit, status: &str) {
    let is_status = |child: &Child| match child {
        Child::Variant(_) => false,
        Child::Node(node) => node.element().is_some_and(|element| {
            let kind = element.attributes.get("type").unwrap_or_default();
            element.name == "prop" && kind.trim_start_matches("x-") == "status"
        }),
    };
    unit.children.retain(|child| !is_status(child));
    unit.add_prop("x-status", status);
}
