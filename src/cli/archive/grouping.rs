//! Which files of an archive are versions of one readout: a rule on their names alone.
//!
//! The language stands in the name (`x.en.txt`, `x_ru.docx`, `x-az.html`) or in a folder above it
//! (`en/x.txt`, `2020/ru/x.txt`). What is left of the path without language and ending is the
//! name of the readout; a file whose name tells no language joins those that share its name, and
//! its text tells the language.

use crate::lang::{Lang, detect, words};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The endings of the formats that are read, in lower case.
const ENDINGS: [&str; 9] = ["txt", "text", "html", "htm", "xhtml", "docx", "docm", "dotx", "dotm"];

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path within the archive, with `/`.
    pub path: String,
    /// The language that its path tells.
    pub lang: Option<Lang>,
}

/// Files of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The path that they have in common, without languages and endings.
    pub name: String,
    /// The files, in the order of their paths.
    pub members: Vec<Member>,
}

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Readouts of two or more versions, by name.
    pub readouts: Vec<Group>,
    /// Files that no other file shares its name with.
    pub alone: Vec<Group>,
    /// Files whose ending is of no format that is read.
    pub aside: Vec<String>,
}

/// Groups the paths of an archive; their order is of no account.
pub fn group(paths: &[String]) -> Grouping {
    let mut groups: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    let mut grouping = Grouping::default();
    let mut paths: Vec<&String> = paths.iter().collect();
    paths.sort();
    for path in paths {
        match is_read(path) {
            true => {
                let (name, lang) = name_and_language(path);
                groups.entry(name).or_default().push(Member { path: path.clone(), lang });
            }
            false => grouping.aside.push(path.clone()),
        }
    }
    for (name, members) in groups {
        let kind = match members.len() {
            1 => &mut grouping.alone,
            _ => &mut grouping.readouts,
        };
        kind.push(Group { name, members });
    }
    grouping
}

/// Whether the name says that the file may be a version: by a known ending, by a language in its
/// place (`000.az`), or because there is none.
fn is_read(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').is_none_or(|(_, ending)| {
        ENDINGS.contains(&&*ending.to_ascii_lowercase())
            || detect::from_file_name(&format!("x.{ending}")).is_some()
    })
}

fn name_and_language(path: &str) -> (String, Option<Lang>) {
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop().unwrap_or(path);
    let own = detect::from_file_name(file);
    let in_folder = |folder: &&str| detect::from_folder_name(folder);
    let folder = parts.iter().rposition(|part| in_folder(part).is_some());
    let of_folder = folder.and_then(|at| in_folder(&parts[at]));
    // A folder of another language than the file's own name says is no language folder.
    if let (Some(at), Some(lang)) = (folder, &of_folder)
        && own.as_ref().is_none_or(|own| own.same_language(lang))
    {
        parts.remove(at);
    }
    let stem = detect::name_without_language(file, &ENDINGS);
    // `2020/visit/en.txt`: the folder is the readout.
    if !stem.is_empty() || parts.is_empty() {
        parts.push(stem);
    }
    // File systems differ in how they write `ə` and `й`.
    (words::nfc(&parts.join("/")).into_owned(), own.or(of_folder))
}

/// For each readout the name of its file, without folders: `2020/visit` → `2020-visit`. Where two
/// would have one name, both carry the mark of their full names.
pub fn flat_names(readouts: &[Group]) -> Vec<String> {
    let flat = |group: &Group| match group.name.is_empty() {
        true => "readout".to_owned(),
        false => group.name.replace('/', "-"),
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    readouts.iter().for_each(|group| *times.entry(flat(group)).or_default() += 1);
    readouts
        .iter()
        .map(|group| match times.get(&flat(group)) {
            Some(2..) => {
                let mark = hex(&Sha256::digest(&group.name), 3);
                format!("{}-{mark}", flat(group))
            }
            _ => flat(group),
        })
        .collect()
}

/// The first bytes of a digest in hexadecimal digits.
pub fn hex(digest: &[u8], bytes: usize) -> String {
    digest.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(paths: &[&str]) -> Grouping {
        group(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>())
    }

    fn readouts(paths: &[&str]) -> Vec<String> {
        let show = |group: &Group| {
            let members: Vec<String> = group
                .members
                .iter()
                .map(|m| format!("{}={}", m.lang.as_ref().map_or("?", Lang::as_str), m.path))
                .collect();
            format!("{}: {}", group.name, members.join(" "))
        };
        grouped(paths).readouts.iter().map(show).collect()
    }

    #[test]
    fn the_language_stands_in_the_name() {
        assert_eq!(
            readouts(&[
                "x.en.txt",
                "x_ru.docx",
                "x-az.html",
                "y.EN.TXT",
                "y.ru.txt",
                "000.en",
                "000.az"
            ]),
            [
                "000: az=000.az en=000.en",
                "x: az=x-az.html en=x.en.txt ru=x_ru.docx",
                "y: EN=y.EN.TXT ru=y.ru.txt"
            ]
        );
    }

    #[test]
    fn the_language_stands_in_a_folder() {
        assert_eq!(
            readouts(&["en/2020/x.txt", "ru/2020/x.txt", "2021/az/y.html", "2021/en/y.docx"]),
            [
                "2020/x: en=en/2020/x.txt ru=ru/2020/x.txt",
                "2021/y: az=2021/az/y.html en=2021/en/y.docx"
            ]
        );
        // In both places, and the file is itself the language.
        assert_eq!(
            readouts(&["en/x.en.txt", "ru/x.ru.txt", "visit/en.txt", "visit/ru.txt"]),
            ["visit: en=visit/en.txt ru=visit/ru.txt", "x: en=en/x.en.txt ru=ru/x.ru.txt"]
        );
    }

    #[test]
    fn a_file_without_a_language_joins_those_of_its_name() {
        assert_eq!(readouts(&["x.txt", "x.ru.txt"]), ["x: ru=x.ru.txt ?=x.txt"]);
        assert_eq!(readouts(&["no/report-to.txt", "no/report.txt"]), [] as [String; 0]);
    }

    #[test]
    fn folders_keep_readouts_apart() {
        assert_eq!(
            readouts(&["a/x.en.txt", "a/x.ru.txt", "b/x.en.txt", "b/x.ru.txt"]),
            ["a/x: en=a/x.en.txt ru=a/x.ru.txt", "b/x: en=b/x.en.txt ru=b/x.ru.txt"]
        );
    }

    #[test]
    fn what_cannot_be_paired_is_not_lost() {
        let found = grouped(&["x.en.txt", "photo.jpg", "x.en-ru.gold", "z.pdf", "LICENSE"]);
        assert_eq!(found.readouts, []);
        assert_eq!(found.alone.len(), 2);
        assert_eq!(found.aside, ["photo.jpg", "x.en-ru.gold", "z.pdf"]);
    }

    #[test]
    fn no_two_readouts_have_one_file() {
        let paths = ["a/b.en.txt", "a/b.ru.txt", "a-b.en.txt", "a-b.ru.txt", "c/d.en", "c/d.ru"];
        let names = flat_names(&grouped(&paths).readouts);
        assert_eq!(names.len(), 3);
        assert!(names[0].starts_with("a-b-") && names[1].starts_with("a-b-"));
        assert_ne!(names[0], names[1]);
        assert_eq!(names[2], "c-d");
    }

    #[test]
    fn a_letter_may_be_written_in_two_ways() {
        assert_eq!(readouts(&["й.en.txt", "и\u{306}.ru.txt"]).len(), 1);
    }

    #[test]
    fn the_order_of_the_paths_is_of_no_account() {
        let mut paths = ["b.ru.txt", "a.en.txt", "b.en.txt", "c.doc", "a.az.txt"];
        let first = grouped(&paths);
        paths.reverse();
        assert_eq!(grouped(&paths), first);
    }
}
