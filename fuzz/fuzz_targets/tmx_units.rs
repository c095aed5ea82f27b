//! Units → written → read = the same units.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use yaddash::lang::Lang;
use yaddash::tmx::{Element, Header, Node, ReadOptions, Reader, Remark, Unit, WriteOptions, Writer};

#[derive(Arbitrary, Debug)]
enum Piece {
    Text(String),
    Code { kind: u8, x: String, content: Vec<Piece> },
    Comment(String),
}

#[derive(Arbitrary, Debug)]
struct Given {
    tuid: String,
    above: Vec<String>,
    props: Vec<(String, String)>,
    variants: Vec<(u8, Vec<Piece>)>,
}

/// The characters that XML can hold.
fn allowed(text: &str) -> String {
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(allowed).collect()
}

/// A comment that XML can hold.
fn comment(text: &str) -> Remark {
    Remark::Comment(allowed(text).replace(['-', '\r'], ""))
}

fn fill(element: &mut Element, pieces: &[Piece], depth: usize) {
    for piece in pieces {
        match piece {
            Piece::Comment(text) => element.children.push(Node::Remark(comment(text))),
            Piece::Text(text) => element.push_text(&allowed(text)),
            Piece::Code { .. } if depth > 50 => {}
            Piece::Code { kind, x, content } => {
                let names = ["bpt", "ept", "ph", "it", "hi", "sub", "ut", "t5:n"];
                let mut code = Element::new(names[usize::from(*kind) % names.len()]);
                code.attributes.set("x", allowed(x));
                fill(&mut code, content, depth + 1);
                element.children.push(Node::Element(code));
            }
        }
    }
}

fn unit(given: &Given) -> Unit {
    let mut unit = Unit::new(allowed(&given.tuid));
    unit.above = given.above.iter().map(|text| comment(text)).collect();
    for (kind, value) in &given.props {
        unit.add_prop(&allowed(kind), &allowed(value));
    }
    for (tag, pieces) in &given.variants {
        let tags = ["en", "ru-RU", "az-Latn-AZ"];
        let lang = Lang::parse(tags[usize::from(*tag) % tags.len()]).expect("a tag");
        if let Some(seg) = unit.add_variant(&lang, "").seg_mut() {
            fill(seg, pieces, 0);
        }
    }
    unit
}

fuzz_target!(|given: Vec<Given>| {
    let units: Vec<Unit> = given.iter().map(unit).collect();
    let options = WriteOptions::default();
    let mut writer =
        Writer::new(Vec::new(), &Header::new("en"), options).expect("memory holds it");
    units.iter().for_each(|unit| writer.unit(unit).expect("memory holds it"));
    let written = writer.finish().expect("memory holds it");
    let reader = Reader::new(written.as_slice(), "fuzz.tmx", ReadOptions::default());
    let again: Vec<Unit> =
        reader.expect("it is read").collect::<Result<_, _>>().expect("it is read");
    assert_eq!(again, units);
});
