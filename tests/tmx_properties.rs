//! What holds for every memory and for every file.

use proptest::prelude::*;
use yaddash::lang::Lang;
use yaddash::tmx::{
    self, Convert, Element, Encoding, Header, Node, ReadOptions, Remark, Unit, WriteOptions, Writer,
};

/// Text of everything that XML can hold, with what needs care more often than chance has it.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "&", "<", ">", "\"", "'", "]]>", "\r", "\n", "\r\n", "\t", " ", "&amp;", "ə", "İ", "ё",
        "😀", "\u{a0}", "\u{2028}", "\u{feff}", "i\u{307}",
    ]);
    let piece = prop_oneof![
        special.prop_map(str::to_owned),
        "[a-zA-Zа-яəğışöüç0-9 ]{1,12}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| {
        let allowed = |c: &char| {
            matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        };
        pieces.concat().chars().filter(allowed).collect()
    })
}

fn element(
    name: &'static str,
    content: impl Strategy<Value = Vec<Node>>,
) -> impl Strategy<Value = Node> {
    (content, prop::option::of(text())).prop_map(move |(children, x)| {
        let mut element = Element::new(name);
        if let Some(x) = x {
            element.attributes.set("x", x);
        }
        for node in children {
            match node {
                Node::Text(text) => element.push_text(&text),
                node => element.children.push(node),
            }
        }
        Node::Element(element)
    })
}

/// Comments and processing instructions that XML can hold.
fn remark() -> impl Strategy<Value = Remark> {
    prop_oneof![
        "[a-zə<&>' \\n]{0,12}".prop_map(Remark::Comment),
        "[a-z]{1,5}[ \\n][a-zə<&>' ]{0,8}".prop_map(Remark::Instruction).prop_filter(
            "the name is taken",
            |r| *r != Remark::Instruction("xml".to_owned())
                && !matches!(r, Remark::Instruction(t) if t.starts_with("xml"))
        ),
    ]
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let leaf = prop_oneof![4 => text().prop_map(Node::Text), 1 => remark().prop_map(Node::Remark)];
    let node = leaf.prop_recursive(4, 24, 4, |inner| {
        let content = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            element("bpt", content()),
            element("ept", content()),
            element("ph", content()),
            element("hi", content()),
            element("sub", content()),
            element("t5:n", content()),
            element("g", content()),
        ]
    });
    prop::collection::vec(node, 0..5)
}

fn unit() -> impl Strategy<Value = Unit> {
    let language = prop::sample::select(vec!["en", "ru-RU", "az-Latn-AZ", "EN_US"]);
    let variants = prop::collection::vec((language, nodes(), prop::option::of(text())), 0..4);
    let props = prop::collection::vec((text(), text()), 0..3);
    let above = prop::collection::vec(remark(), 0..2);
    (text(), props, variants, above).prop_map(|(tuid, props, variants, above)| {
        let mut unit = Unit::new(tuid);
        unit.above = above;
        for (kind, value) in props {
            unit.add_prop(&kind, &value);
        }
        for (tag, nodes, prop) in variants {
            let variant = unit.add_variant(&Lang::parse(tag).unwrap(), "");
            let seg = variant.seg_mut().unwrap();
            for node in nodes {
                match node {
                    Node::Text(text) => seg.push_text(&text),
                    node => seg.children.push(node),
                }
            }
            if let Some(prop) = prop {
                variant.add_prop("x-p", &prop);
            }
        }
        unit
    })
}

fn written(units: &[Unit], encoding: Encoding) -> Vec<u8> {
    let mut writer =
        Writer::new(Vec::new(), &Header::new("en"), WriteOptions { encoding }).unwrap();
    units.iter().for_each(|unit| writer.unit(unit).unwrap());
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> (Header, Vec<Unit>) {
    let mut reader = tmx::Reader::new(bytes, "x.tmx", ReadOptions::default()).unwrap();
    let units = reader.by_ref().collect::<Result<_, _>>().unwrap();
    assert_eq!(reader.notices().count(), 0);
    (reader.header().clone(), units)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is written is read back as it was, in either encoding, and written the same again.
    #[test]
    fn units_survive_writing_and_reading(
        units in prop::collection::vec(unit(), 0..4),
        utf16 in any::<bool>(),
    ) {
        let encoding = if utf16 { Encoding::Utf16 } else { Encoding::Utf8 };
        let bytes = written(&units, encoding);
        let (header, again) = read(&bytes);
        prop_assert_eq!(&header, &Header::new("en"));
        prop_assert_eq!(&again, &units);
        prop_assert_eq!(written(&again, encoding), bytes);
    }

    /// What is converted needs no converting: a second time changes nothing.
    #[test]
    fn converting_twice_is_converting_once(units in prop::collection::vec(unit(), 0..3)) {
        let options = Convert { version: Some(tmx::Version::V14), ..Convert::default() };
        let convert = |bytes: &[u8]| {
            let mut reader = tmx::Reader::new(bytes, "x.tmx", ReadOptions::default()).unwrap();
            let mut out = Vec::new();
            let passed = tmx::convert(&mut reader, &mut out, &options).unwrap();
            (out, passed)
        };
        let (once, _) = convert(&written(&units, Encoding::Utf8));
        let (twice, passed) = convert(&once);
        prop_assert_eq!(String::from_utf8(twice).unwrap(), String::from_utf8(once.clone()).unwrap());
        prop_assert!(passed.done.is_empty(), "{:?}", passed.done);
        let mut reader = tmx::Reader::new(once.as_slice(), "x.tmx", ReadOptions::default()).unwrap();
        let mut errors = Vec::new();
        tmx::validate(&mut reader, &mut |f| {
            if f.severity == tmx::Severity::Error { errors.push(f) }
            Ok(())
        }).unwrap();
        prop_assert_eq!(errors, []);
    }

    /// Any bytes are read or refused, and never make the reader panic or hang.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        repair in any::<bool>(),
    ) {
        if let Ok(reader) = tmx::Reader::new(bytes.as_slice(), "x.tmx", ReadOptions { repair }) {
            let _ = reader.collect::<Result<Vec<_>, _>>();
        }
    }

    /// A good file in which bytes were changed, put in and taken out is read or refused; when it
    /// is repaired, what is read can be written and read again.
    #[test]
    fn damaged_files_are_read_or_refused(
        units in prop::collection::vec(unit(), 1..4),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..4),
    ) {
        let mut bytes = written(&units, Encoding::Utf8);
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, b"<>&\"'/;"[usize::from(byte) % 7]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        for repair in [false, true] {
            let options = ReadOptions { repair };
            let Ok(reader) = tmx::Reader::new(bytes.as_slice(), "x.tmx", options) else { continue };
            if let Ok(units) = reader.collect::<Result<Vec<_>, _>>() {
                let (_, again) = read(&written(&units, Encoding::Utf8));
                prop_assert_eq!(again, units);
            }
        }
    }
}

#[test]
fn comments_and_instructions_stay_where_they_are() {
    let file = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">
<?above root?>
<!-- above root -->
<tmx version=\"1.4\">
<!-- above header -->
<header srclang=\"en\">
<!-- in header -->
<note>a<?in note?>b</note>
</header>
<!-- above body -->
<body>
<!-- <tu> above a unit -->
<?above a unit?>
<tu tuid=\"1\">
<!-- in tu -->
<prop type=\"x-p\"><!-- in prop -->p</prop>
<tuv xml:lang=\"en\">
<!-- in tuv -->
<seg>a <!-- in <seg> & --> b<ph x=\"1\"><?in ph?></ph></seg>
</tuv>
</tu>
<tu tuid=\"2\"/>
<!-- below the units -->
</body>
<!-- below body -->
</tmx>
<!-- below root -->
";
    let mut reader = tmx::Reader::new(file.as_bytes(), "x.tmx", ReadOptions::default()).unwrap();
    let mut out = Vec::new();
    let passed = tmx::convert(&mut reader, &mut out, &Convert::default()).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), file);
    assert_eq!(passed.written, 2);
    assert_eq!(reader.notices().count(), 0);

    let units: Vec<Unit> = tmx::Reader::new(file.as_bytes(), "x.tmx", ReadOptions::default())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(units[0].remarks(), 7);
    assert_eq!(units[0].variants().next().unwrap().text(), "a  b");
    assert_eq!(units[0].prop("x-p"), Some("p"));

    // Made valid for another version, it keeps them too.
    let mut reader = tmx::Reader::new(file.as_bytes(), "x.tmx", ReadOptions::default()).unwrap();
    let mut out = Vec::new();
    let options = Convert { version: Some(tmx::Version::V11), ..Convert::default() };
    tmx::convert(&mut reader, &mut out, &options).unwrap();
    let out = String::from_utf8(out).unwrap();
    let all = out.matches("<!--").count() + out.matches("<?").count();
    assert_eq!(all, 17, "{out}");
}

/// XML forbids two hyphens in a comment: they are set apart, and that is said.
#[test]
fn a_comment_that_xml_forbids_is_written_as_one_that_it_allows() {
    let file = "<tmx version=\"1.4\"><body><!-- a -- b --->\n<tu/><? no name?></body></tmx>";
    let mut reader = tmx::Reader::new(file.as_bytes(), "x.tmx", ReadOptions::default()).unwrap();
    let unit = reader.next_unit().unwrap().unwrap();
    assert_eq!(unit.above, [Remark::Comment(" a - - b - ".to_owned())]);
    assert_eq!(reader.next_unit().unwrap(), None);
    let notices: Vec<&str> = reader.notices().map(|n| n.message.as_str()).collect();
    assert_eq!(
        notices,
        [
            "`--` stands in a comment, where XML forbids it; it becomes `- -`",
            "a processing instruction without a name is left out"
        ]
    );
}
