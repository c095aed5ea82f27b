//! OmegaT projects: a folder with the texts to translate, the memory, the glossary and our
//! segmentation rules, and back what OmegaT has made of it.
//!
//! OmegaT fills only segments that are cut as those of the memory are, so that the project
//! carries the rules by which the memory was cut: as SRX for OmegaT 5.3 and later, and in the
//! form of Java's `XMLEncoder`, which 3.6 reads.

use super::Units;
use super::xml::{Step, Xml, push_escaped};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;
use crate::tmx::{Header, Unit, WriteOptions, Writer};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where in a project its properties stand.
pub const PROPERTIES: &str = "omegat.project";
/// Where in a project the memory lies from which OmegaT fills exact matches by itself.
pub const MEMORY: &str = "tm/auto/yaddash.tmx";
/// Where in a project the translations lie that were made in it.
const RESULT: &str = "omegat/project_save.tmx";

/// A project that is to be made.
#[derive(Debug)]
pub struct Project<'a> {
    /// The language translated from.
    pub source: &'a Lang,
    /// The language translated to.
    pub target: &'a Lang,
    /// The texts, by file name without ending.
    pub documents: Vec<(String, &'a str)>,
    /// The glossary, as OmegaT has them.
    pub glossary: String,
    /// The segmentation rules as SRX 2.0.
    pub srx: &'a str,
}

impl Project<'_> {
    /// The files of the project, but for the memory ([`write_memory`]), by their paths in it.
    pub fn files(&self) -> Result<Vec<(PathBuf, String)>> {
        let mut files = vec![
            (PathBuf::from(PROPERTIES), self.properties()),
            (PathBuf::from("omegat/filters.xml"), FILTERS.to_owned()),
            (PathBuf::from("omegat/segmentation.srx"), self.srx.to_owned()),
            (PathBuf::from("omegat/segmentation.conf"), segmentation_conf(self.srx)?),
            (PathBuf::from("glossary/glossary.txt"), self.glossary.clone()),
        ];
        for (name, text) in &self.documents {
            let mut path = PathBuf::from("source").join(format!("{name}.txt"));
            let mut number = 1;
            while files.iter().any(|(known, _)| *known == path) {
                number += 1;
                path = PathBuf::from("source").join(format!("{name}-{number}.txt"));
            }
            files.push((path, (*text).to_owned()));
        }
        Ok(files)
    }

    fn properties(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n\
             <project version=\"1.0\">\n",
        );
        for name in ["source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file"] {
            let _ = writeln!(xml, "<{name}>__DEFAULT__</{name}>");
        }
        let _ = writeln!(xml, "<dictionary_dir>__DEFAULT__</dictionary_dir>");
        let _ = writeln!(xml, "<source_lang>{}</source_lang>", self.source);
        let _ = writeln!(xml, "<target_lang>{}</target_lang>", self.target);
        xml.push_str(
            "<sentence_seg>true</sentence_seg>\n\
             <support_default_translations>true</support_default_translations>\n\
             <remove_tags>false</remove_tags>\n</project>\n</omegat>\n",
        );
        xml
    }
}

/// Texts are UTF-8 whatever the machine's own encoding is, and a line break ends a paragraph.
const FILTERS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<filters>\n\
    <filter className=\"org.omegat.filters2.text.TextFilter\" enabled=\"true\">\n\
    <files sourceFilenameMask=\"*.txt\" targetFilenamePattern=\"${filename}\" \
    sourceEncoding=\"UTF-8\" targetEncoding=\"UTF-8\"/>\n\
    <option name=\"segmentOn\" value=\"BREAKS\"/>\n</filter>\n</filters>\n";

/// Writes the units that have both languages as OmegaT compares them: plain text, and the tags
/// of the project. How many there were.
pub fn write_memory(
    units: &mut dyn Units,
    source: &Lang,
    target: &Lang,
    out: &mut dyn Write,
) -> Result<usize> {
    let mut writer = Writer::new(out, &Header::new(source.as_str()), WriteOptions::default())?;
    let mut written = 0;
    while let Some(unit) = units.next_unit()? {
        let (Some(from), Some(to)) = (unit.variant(source), unit.variant(target)) else {
            continue;
        };
        if std::ptr::eq(from, to) || to.text().is_empty() {
            continue;
        }
        let mut pair = Unit::new(unit.tuid().unwrap_or_default());
        for name in ["creationdate", "creationid", "changedate", "changeid"] {
            if let Some(value) = unit.attribute(name) {
                pair.set_attribute(name, value);
            }
        }
        pair.add_variant(source, &from.text());
        pair.add_variant(target, &to.text());
        writer.unit(&pair)?;
        written += 1;
    }
    writer.finish()?;
    Ok(written)
}

/// The memory that holds what was translated in a project: its own, else what it exported last.
///
/// # Errors
/// `Usage` when the folder is no project, or nothing was translated in it.
pub fn result_of(folder: &Path) -> Result<PathBuf> {
    let name = folder.display().to_string();
    if !folder.join(PROPERTIES).is_file() {
        return Err(Error::new(Kind::Usage, "the folder is no OmegaT project")
            .at(Place::file(name))
            .help("name the files in it, or a folder that holds `omegat.project`"));
    }
    let save = folder.join(RESULT);
    if save.is_file() {
        return Ok(save);
    }
    let failed = |cause| Error::io(name.clone(), "read the folder", cause);
    let mut exported = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        exported.push(entry.map_err(failed)?.path());
    }
    exported.sort();
    let ending = |ending: &str| {
        exported.iter().find(|path| path.to_string_lossy().ends_with(ending)).cloned()
    };
    ["-omegat.tmx", "-level2.tmx", "-level1.tmx"].into_iter().find_map(ending).ok_or_else(|| {
        Error::new(Kind::Usage, "nothing was translated in the project yet")
            .at(Place::file(name))
            .help("translate in OmegaT and save the project")
    })
}

/// The rules of an SRX file as OmegaT 3.6 keeps them: its class `SRX`, written by Java's
/// `XMLEncoder`.
pub fn segmentation_conf(srx: &str) -> Result<String> {
    let (mut xml, _) = Xml::open(srx.as_bytes(), "segmentation.srx")?;
    let mut names: Vec<(String, String)> = Vec::new();
    let mut maps = String::new();
    loop {
        match xml.step()? {
            Step::Eof => break,
            Step::End => {}
            Step::Start(element) if element.name == "languagerule" => {
                let rule = xml.rest(element)?;
                let name = rule.attributes.get("languagerulename").unwrap_or_default();
                let mut rules = String::new();
                for rule in rule.elements().filter(|e| e.name == "rule") {
                    let text = |name: &str| {
                        let part = rule.elements().find(|e| e.name == name);
                        part.map(|e| e.plain_text().into_owned()).unwrap_or_default()
                    };
                    let breaks = rule.attributes.get("break") != Some("no");
                    push_rule(&mut rules, breaks, &text("beforebreak"), &text("afterbreak"));
                }
                names.push((name.to_owned(), rules));
            }
            Step::Start(element) if element.name == "languagemap" => {
                let attribute = |name: &str| element.attributes.get(name).unwrap_or_default();
                let name = attribute("languagerulename");
                if let Some((name, rules)) = names.iter().find(|(known, _)| known == name) {
                    push_map(&mut maps, name, attribute("languagepattern"), rules);
                }
            }
            Step::Start(_) => {}
        }
    }
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <java version=\"1.8.0\" class=\"java.beans.XMLDecoder\">\n\
         <object class=\"org.omegat.core.segmentation.SRX\">\n\
         <void property=\"mappingRules\">{LIST}\n{maps}</object></void>\n\
         <void property=\"version\"><string>0.2.2</string></void>\n\
         </object>\n</java>\n"
    ))
}

/// A list that is set: the classes themselves begin without one.
const LIST: &str = "<object class=\"java.util.ArrayList\">";

fn push_map(out: &mut String, name: &str, pattern: &str, rules: &str) {
    out.push_str("<void method=\"add\"><object class=\"org.omegat.core.segmentation.MapRule\">\n");
    push_string(out, "language", name);
    push_string(out, "pattern", pattern);
    let _ = writeln!(out, "<void property=\"rules\">{LIST}");
    out.push_str(rules);
    out.push_str("</object></void>\n</object></void>\n");
}

fn push_rule(out: &mut String, breaks: bool, before: &str, after: &str) {
    out.push_str("<void method=\"add\"><object class=\"org.omegat.core.segmentation.Rule\">\n");
    push_string(out, "afterbreak", after);
    push_string(out, "beforebreak", before);
    let _ = writeln!(out, "<void property=\"breakRule\"><boolean>{breaks}</boolean></void>");
    out.push_str("</object></void>\n");
}

fn push_string(out: &mut String, property: &str, value: &str) {
    let _ = write!(out, "<void property=\"{property}\"><string>");
    push_escaped(out, value);
    out.push_str("</string></void>\n");
}
