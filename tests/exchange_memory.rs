//! The formats stream: however many units a file has, reading and writing take the same memory.
//! The only test of its file, because what it measures is the memory of the whole process.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use yaddash::error::{Notice, Result};
use yaddash::exchange::{self, Format, Input, Plan, ReadOptions, Units};
use yaddash::lang::Lang;
use yaddash::tmx::{Header, Unit};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Units, each of two texts of 100 to 200 bytes that no other has.
const UNITS: usize = 80_000;
/// How much more memory is taken at the peak than before the first unit: a quarter of the texts.
const MOST_KB: usize = 8 << 10;

fn languages() -> [Lang; 2] {
    ["en", "ru"].map(|tag| Lang::parse(tag).unwrap())
}

fn text(number: usize, lang: &Lang) -> String {
    let words = match lang.as_str() {
        "en" => "a sentence of the memory that no other unit of it has, ",
        _ => "предложение памяти, которого нет ни в одной другой единице, ",
    };
    format!("{number} {}", words.repeat(2))
}

struct Generated {
    header: Header,
    next: usize,
}

fn generated() -> Generated {
    Generated { header: Header::new("en"), next: 0 }
}

impl Units for Generated {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if self.next == UNITS {
            return Ok(None);
        }
        let mut unit = Unit::new(format!("unit-{}", self.next));
        for lang in languages() {
            unit.add_variant(&lang, &text(self.next, &lang));
        }
        self.next += 1;
        Ok(Some(unit))
    }

    fn notices(&self) -> Vec<Notice> {
        Vec::new()
    }
}

/// A workbook as Excel writes it: the texts stand in a part of their own.
fn as_excel(path: &Path) {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let mut part = |name: &str, write: &mut dyn FnMut(&mut dyn Write)| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        let mut buffer = BufWriter::new(&mut zip);
        write(&mut buffer);
        buffer.flush().unwrap();
    };
    let relations = |list: &[(&str, &str)]| {
        let mut xml = "<Relationships>".to_owned();
        for (number, (kind, target)) in list.iter().enumerate() {
            let kind = format!("http://schemas.openxmlformats.org/x/relationships/{kind}");
            write!(xml, r#"<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>"#)
                .unwrap();
        }
        xml + "</Relationships>"
    };
    part("_rels/.rels", &mut |out| {
        out.write_all(relations(&[("officeDocument", "xl/workbook.xml")]).as_bytes()).unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        let list = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")];
        out.write_all(relations(&list).as_bytes()).unwrap();
    });
    part("xl/workbook.xml", &mut |out| {
        out.write_all(br#"<workbook><sheets><sheet name="s" id="r0"/></sheets></workbook>"#)
            .unwrap();
    });
    part("xl/sharedStrings.xml", &mut |out| {
        out.write_all(b"<sst><si><t>en</t></si><si><t>ru</t></si>").unwrap();
        for number in 0..UNITS {
            for lang in &languages() {
                let text = text(number, lang);
                write!(out, r#"<si><t xml:space="preserve">{text}</t></si>"#).unwrap();
            }
        }
        out.write_all(b"</sst>").unwrap();
    });
    part("xl/worksheets/sheet1.xml", &mut |out| {
        out.write_all(b"<worksheet><sheetData>").unwrap();
        for row in 0..=UNITS {
            let (line, en, ru) = (row + 1, 2 * row, 2 * row + 1);
            write!(out, r#"<row r="{line}"><c r="A{line}" t="s"><v>{en}</v></c>"#).unwrap();
            write!(out, r#"<c r="B{line}" t="s"><v>{ru}</v></c></row>"#).unwrap();
        }
        out.write_all(b"</sheetData></worksheet>").unwrap();
    });
    zip.finish().unwrap();
}

/// The most memory that this process has had so far, in KiB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn read_whole(path: &Path, format: Format) {
    let options = ReadOptions { languages: languages().into(), ..ReadOptions::default() };
    let mut units = Input::file(path, Some(format), options).unwrap().open().unwrap();
    let mut count = 0;
    while let Some(unit) = units.next_unit().unwrap() {
        for (lang, variant) in languages().iter().zip(unit.variants()) {
            assert_eq!(variant.text(), text(count, lang), "{format:?}");
        }
        count += 1;
    }
    assert_eq!(count, UNITS, "{format:?}");
}

#[test]
fn memory_stays_flat_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let plan = Plan::survey(&mut generated(), None, None).unwrap();
    let mut grown = Vec::new();
    let mut measured = |what: String, work: &mut dyn FnMut()| {
        let before = peak();
        work();
        grown.push((what, peak() - before));
    };
    as_excel(&path);
    measured("read a workbook of Excel".to_owned(), &mut || read_whole(&path, Format::Xlsx));
    for (name, format) in Format::ALL.into_iter().filter(|(_, f)| *f != Format::Bitext) {
        measured(format!("write {name}"), &mut || {
            let mut out = BufWriter::new(File::create(&path).unwrap());
            exchange::convert(&mut generated(), format, &mut out, &plan).unwrap();
            out.flush().unwrap();
        });
        measured(format!("read {name}"), &mut || read_whole(&path, format));
    }
    let all: usize = grown.iter().map(|(_, kb)| kb).sum();
    assert!(all < MOST_KB, "KiB by which the peak grew: {grown:?}");
    println!("KiB by which the peak grew: {grown:?}");
}
