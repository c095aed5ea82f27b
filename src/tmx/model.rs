//! What a TMX file holds, kept as it was written.
//!
//! Everything that can stand in a file has its place here, also what this program does not
//! understand: attributes and children keep their order, text is verbatim, an inline code keeps
//! its attributes and content, and comments and processing instructions stay where they stood. What
//! is *not* part of the model is what XML itself calls insignificant: the choice between a
//! character, its reference and CDATA, and white space between the elements outside `seg`, `prop`
//! and `note`.

use crate::lang::Lang;
use std::borrow::Cow;

/// The name of an element or attribute. The names of the TMX standard cost no allocation.
pub type Name = Cow<'static, str>;

macro_rules! known_names {
    ($($name:literal)*) => {
        /// The name as a [`Name`].
        pub fn name(name: &str) -> Name {
            match name {
                $($name => Cow::Borrowed($name),)*
                _ => Cow::Owned(name.to_owned()),
            }
        }
    };
}

known_names! {
    "tu" "tuv" "seg" "prop" "note" "xml:lang" "type" "tuid" "i" "x" "creationdate" "changedate"
    "creationid" "changeid" "bpt" "ept" "ph" "it" "hi" "sub" "ut" "lang" "pos" "assoc" "datatype"
    "usagecount" "lastusagedate" "creationtool" "creationtoolversion" "segtype" "o-tmf" "srclang"
    "o-encoding" "adminlang" "header" "ude" "map" "unicode" "code" "ent" "subst" "name" "base"
    "version" "tmx" "body"
}

/// One attribute, its value with references resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name with its prefix, such as `xml:lang`.
    pub name: Name,
    /// The value.
    pub value: String,
}

/// The attributes of an element, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes(Vec<Attribute>);

impl Attributes {
    /// The value of the attribute `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|a| a.name == name).map(|a| a.value.as_str())
    }

    /// Sets the attribute `name`, in its place when it is there, else at the end.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.0.iter_mut().find(|a| a.name == name) {
            Some(attribute) => attribute.value = value,
            None => self.0.push(Attribute { name: self::name(name), value }),
        }
    }

    /// Removes the attribute `name` and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|a| a.name == name)?;
        Some(self.0.remove(at).value)
    }

    /// Gives the attribute `from` the name `to`, in its place; an existing `to` wins.
    pub fn rename(&mut self, from: &str, to: &str) {
        if self.get(to).is_some() {
            self.remove(from);
        } else if let Some(attribute) = self.0.iter_mut().find(|a| a.name == from) {
            attribute.name = name(to);
        }
    }

    /// Adds an attribute that is known not to be there.
    pub(super) fn push(&mut self, attribute: Attribute) {
        self.0.push(attribute);
    }

    /// The attributes in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Attribute> {
        self.0.iter()
    }

    /// The attributes in order, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Attribute> {
        self.0.iter_mut()
    }

    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The language tag as written: `xml:lang`, or the `lang` of TMX 1.1.
    pub fn lang(&self) -> Option<&str> {
        self.get("xml:lang").or_else(|| self.get("lang"))
    }
}

/// The line on which something stood in the file it was read from, counted from 1; 0 when it
/// was made here. It says where a thing is, not what it is: it never makes two things differ.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line(pub u32);

impl PartialEq for Line {
    fn eq(&self, _: &Line) -> bool {
        true
    }
}

impl Eq for Line {}

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text, verbatim; two texts never follow one another.
    Text(String),
    /// An element.
    Element(Element),
    /// Something beside the text.
    Remark(Remark),
}

/// What XML has beside elements and text; it is kept, and means nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A comment: what stands between `<!--` and `-->`.
    Comment(String),
    /// A processing instruction: what stands between `<?` and `?>`.
    Instruction(String),
}

/// What stands behind the units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tail {
    /// In the body.
    pub body: Vec<Remark>,
    /// Behind the body, in the root element.
    pub root: Vec<Remark>,
    /// Behind the root element.
    pub file: Vec<Remark>,
}

impl Tail {
    /// Adds what stands behind the units of another file, but not what is there already.
    pub fn join(&mut self, other: &Tail) {
        let parts = [
            (&mut self.body, &other.body),
            (&mut self.root, &other.root),
            (&mut self.file, &other.file),
        ];
        for (own, other) in parts {
            let new: Vec<Remark> = other.iter().filter(|r| !own.contains(r)).cloned().collect();
            own.extend(new);
        }
    }

    /// How many remarks there are.
    pub fn len(&self) -> usize {
        self.body.len() + self.root.len() + self.file.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An element with everything inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: Name,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its content, in order.
    pub children: Vec<Node>,
    /// Where it stood.
    pub line: Line,
}

impl Element {
    /// An empty element.
    pub fn new(name: &str) -> Self {
        Element {
            name: self::name(name),
            attributes: Attributes::default(),
            children: Vec::new(),
            line: Line::default(),
        }
    }

    /// An element that holds `text`.
    pub fn with_text(name: &str, text: impl Into<String>) -> Self {
        let mut element = Element::new(name);
        element.push_text(&text.into());
        element
    }

    /// Adds text at the end, joined to text that stands there.
    pub fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            Some(_) => self.children.push(Node::Text(text.to_owned())),
            None => {
                // Most elements hold nothing but one text.
                self.children.reserve_exact(1);
                self.children.push(Node::Text(text.to_owned()));
            }
        }
    }

    /// The text of an element that holds text only; the first text of one that holds more.
    pub fn first_text(&self) -> &str {
        self.children
            .iter()
            .find_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) | Node::Remark(_) => None,
            })
            .unwrap_or_default()
    }

    /// The elements among the children.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// The text that a reader of the document sees; see [`Variant::text`].
    pub fn plain_text(&self) -> Cow<'_, str> {
        match self.children.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => Cow::Borrowed(text),
            nodes => {
                let mut text = String::new();
                plain_into(nodes, &mut text);
                Cow::Owned(text)
            }
        }
    }
}

impl Node {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Remark(_) => None,
        }
    }
}

/// Whether an element of this name stands for native code, so that its content is no text.
pub fn is_code(name: &str) -> bool {
    matches!(name, "bpt" | "ept" | "ph" | "it" | "ut")
}

/// A comment as XML can hold it: hyphens that follow one another, or end it, are set apart.
pub(super) fn comment(text: &str) -> Cow<'_, str> {
    if !text.contains("--") && !text.ends_with('-') {
        return Cow::Borrowed(text);
    }
    let mut apart = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '-' && apart.ends_with('-') {
            apart.push(' ');
        }
        apart.push(c);
    }
    if apart.ends_with('-') {
        apart.push(' ');
    }
    Cow::Owned(apart)
}

/// Whether this is what can stand between `<?` and `?>`.
pub(super) fn is_instruction(text: &str) -> bool {
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let target = text.split(space).next().unwrap_or_default();
    is_xml_name(target) && !target.eq_ignore_ascii_case("xml") && !text.contains("?>")
}

/// Whether a name is one (XML 1.0, 2.3).
pub(super) fn is_xml_name(name: &str) -> bool {
    let starts = |c: char| {
        matches!(c, 'a'..='z' | 'A'..='Z' | '_' | ':' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
            | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let goes_on = |c: char| {
        starts(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}'
                | '\u{203f}'..='\u{2040}')
    };
    name.starts_with(starts) && name.chars().all(goes_on)
}

/// How many remarks are among the nodes and inside them.
fn remarks_in(nodes: &[Node]) -> usize {
    let count = |node: &Node| match node {
        Node::Text(_) => 0,
        Node::Element(element) => remarks_in(&element.children),
        Node::Remark(_) => 1,
    };
    nodes.iter().map(count).sum()
}

fn plain_into(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Remark(_) => {}
            Node::Element(element) if is_code(&element.name) => {}
            Node::Element(element) => plain_into(&element.children, text),
        }
    }
}

/// The properties and notes that the header, a unit and a variant have alike.
trait Annotated {
    fn nodes(&self) -> impl Iterator<Item = &Element>;

    fn prop_of(&self, kind: &str) -> Option<&str> {
        self.nodes()
            .find(|e| e.name == "prop" && e.attributes.get("type") == Some(kind))
            .map(Element::first_text)
    }

    fn props_of(&self) -> impl Iterator<Item = (&str, &str)> {
        self.nodes()
            .filter(|e| e.name == "prop")
            .map(|e| (e.attributes.get("type").unwrap_or_default(), e.first_text()))
    }

    fn note_of(&self) -> Option<&str> {
        self.nodes().find(|e| e.name == "note").map(Element::first_text)
    }
}

fn new_prop(kind: &str, value: &str) -> Element {
    let mut prop = Element::with_text("prop", value);
    prop.attributes.set("type", kind);
    prop
}

/// What stands above the units: the root element's attributes and the `header`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What stands above the root element.
    pub above_root: Vec<Remark>,
    /// What stands between the tag of the root element and the `header`.
    pub above: Vec<Remark>,
    /// What stands between the `header` and the body.
    pub below: Vec<Remark>,
    /// The attributes of the root element: `version`, and namespaces where there are any.
    pub root: Attributes,
    /// Whether there is a `header` element at all (some tools write none).
    pub present: bool,
    /// The attributes of the `header` element.
    pub attributes: Attributes,
    /// Notes, properties, user-defined encodings and whatever else it holds.
    pub children: Vec<Node>,
    /// Where it stood.
    pub line: Line,
}

impl Header {
    /// The header of a file that this program makes: TMX 1.4, sentences, plain text.
    pub fn new(srclang: &str) -> Self {
        let mut header = Header::absent();
        header.present = true;
        header.root.set("version", "1.4");
        for (name, value) in [
            ("creationtool", "yaddash"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "yaddash"),
            ("adminlang", "en"),
            ("srclang", srclang),
            ("datatype", "plaintext"),
        ] {
            header.attributes.set(name, value);
        }
        header
    }

    /// The header of a file that has none.
    pub fn absent() -> Self {
        Header {
            above_root: Vec::new(),
            above: Vec::new(),
            below: Vec::new(),
            root: Attributes::default(),
            present: false,
            attributes: Attributes::default(),
            children: Vec::new(),
            line: Line::default(),
        }
    }

    /// How many remarks stand in it and around it.
    pub fn remarks(&self) -> usize {
        let around = self.above_root.len() + self.above.len() + self.below.len();
        around + remarks_in(&self.children)
    }

    /// The value of an attribute of the `header` element.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)
    }

    /// Sets an attribute of the `header` element.
    pub fn set_attribute(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.set(name, value);
    }

    /// The version of TMX that the file states.
    pub fn version(&self) -> Option<&str> {
        self.root.get("version")
    }

    /// The source language of the units, as written; `*all*` when any may be it.
    pub fn srclang(&self) -> Option<&str> {
        self.attribute("srclang")
    }

    /// The text of the first property of that type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.prop_of(kind)
    }

    /// Adds a property.
    pub fn add_prop(&mut self, kind: &str, value: &str) {
        self.children.push(Node::Element(new_prop(kind, value)));
    }

    /// The text of the first note.
    pub fn note(&self) -> Option<&str> {
        self.note_of()
    }

    /// Adds a note.
    pub fn add_note(&mut self, text: &str) {
        self.children.push(Node::Element(Element::with_text("note", text)));
    }
}

impl Annotated for Header {
    fn nodes(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }
}

/// A child of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Child {
    /// The unit's text in one language.
    Variant(Variant),
    /// A note, a property, or something that TMX does not know.
    Node(Node),
}

/// A translation unit: one text in several languages.
///
/// ```
/// use yaddash::{lang::Lang, tmx::Unit};
/// let mut unit = Unit::new("talks-1");
/// unit.add_prop("x-source", "talks.en.txt");
/// unit.add_variant(&Lang::parse("en").unwrap(), "Good morning!");
/// unit.add_variant(&Lang::parse("az").unwrap(), "Sabahınız xeyir!");
/// assert_eq!(unit.prop("x-source"), Some("talks.en.txt"));
/// assert_eq!(unit.variants().last().unwrap().text(), "Sabahınız xeyir!");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// What stands between the unit above and this one.
    pub above: Vec<Remark>,
    /// Its attributes.
    pub attributes: Attributes,
    /// Notes, properties and variants, in order.
    pub children: Vec<Child>,
    /// Where it stood.
    pub line: Line,
}

impl Unit {
    /// A unit without variants; an empty `tuid` is left out.
    pub fn new(tuid: impl Into<String>) -> Self {
        let mut unit = Unit::default();
        let tuid = tuid.into();
        if !tuid.is_empty() {
            unit.set_attribute("tuid", tuid);
        }
        unit
    }

    /// How many remarks stand above it and in it.
    pub fn remarks(&self) -> usize {
        let inside = |child: &Child| match child {
            Child::Variant(variant) => remarks_in(&variant.children),
            Child::Node(node) => remarks_in(std::slice::from_ref(node)),
        };
        self.above.len() + self.children.iter().map(inside).sum::<usize>()
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.set(name, value);
    }

    /// The unit's identifier.
    pub fn tuid(&self) -> Option<&str> {
        self.attribute("tuid")
    }

    /// The text of the first property of that type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.prop_of(kind)
    }

    /// All properties, as type and text, in order.
    pub fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        self.props_of()
    }

    /// Adds a property, before the variants as the DTD wants it.
    pub fn add_prop(&mut self, kind: &str, value: &str) {
        self.annotate(new_prop(kind, value));
    }

    /// The text of the first note.
    pub fn note(&self) -> Option<&str> {
        self.note_of()
    }

    /// Adds a note, before the variants as the DTD wants it.
    pub fn add_note(&mut self, text: &str) {
        self.annotate(Element::with_text("note", text));
    }

    fn annotate(&mut self, element: Element) {
        let at = self
            .children
            .iter()
            .position(|c| matches!(c, Child::Variant(_)))
            .unwrap_or(self.children.len());
        self.children.insert(at, Child::Node(Node::Element(element)));
    }

    /// Adds a variant that holds plain text.
    pub fn add_variant(&mut self, lang: &Lang, text: &str) -> &mut Variant {
        self.children.push(Child::Variant(Variant::new(lang, text)));
        match self.children.last_mut() {
            Some(Child::Variant(variant)) => variant,
            _ => unreachable!("a variant has just been added"),
        }
    }

    /// The variants in order; a language may occur more than once.
    pub fn variants(&self) -> impl Iterator<Item = &Variant> {
        self.children.iter().filter_map(|child| match child {
            Child::Variant(variant) => Some(variant),
            Child::Node(_) => None,
        })
    }

    /// The variants in order, to be changed.
    pub fn variants_mut(&mut self) -> impl Iterator<Item = &mut Variant> {
        self.children.iter_mut().filter_map(|child| match child {
            Child::Variant(variant) => Some(variant),
            Child::Node(_) => None,
        })
    }

    /// The notes, properties and unknown elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes()
    }
}

impl Annotated for Unit {
    fn nodes(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => node.element(),
            Child::Variant(_) => None,
        })
    }
}

/// A unit's text in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// Its attributes.
    pub attributes: Attributes,
    /// Notes, properties and the segment, in order.
    pub children: Vec<Node>,
    /// Where it stood.
    pub line: Line,
}

impl Variant {
    /// A variant that holds plain text.
    pub fn new(lang: &Lang, text: &str) -> Self {
        let mut variant = Variant::default();
        variant.attributes.set("xml:lang", lang.as_str());
        variant.children.push(Node::Element(Element::with_text("seg", text)));
        variant
    }

    /// The language tag as written, in `xml:lang` or in the `lang` of TMX 1.1.
    pub fn lang_tag(&self) -> Option<&str> {
        self.attributes.lang()
    }

    /// The language; `None` when none is stated or the tag is not shaped like one.
    pub fn lang(&self) -> Option<Lang> {
        Lang::parse(self.lang_tag()?)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.set(name, value);
    }

    /// The segment with its inline codes.
    pub fn seg(&self) -> Option<&Element> {
        self.nodes().find(|e| e.name == "seg")
    }

    /// The segment with its inline codes, to be changed.
    pub fn seg_mut(&mut self) -> Option<&mut Element> {
        self.children.iter_mut().find_map(|node| match node {
            Node::Element(element) if element.name == "seg" => Some(element),
            _ => None,
        })
    }

    /// The text without inline codes, white space verbatim.
    ///
    /// As CAT tools do, the content of `bpt`, `ept`, `ph`, `it` and `ut` is native code and no
    /// text, and so is a `sub` inside it (a footnote or a tooltip, which is another flow of
    /// text); the content of `hi` and of elements that TMX does not know, such as the `<g>` of
    /// XLIFF, is text. A variant without segment has no text.
    pub fn text(&self) -> Cow<'_, str> {
        self.seg().map_or(Cow::Borrowed(""), Element::plain_text)
    }

    /// Puts plain text in the place of the segment's content.
    pub fn set_text(&mut self, text: &str) {
        match self.seg_mut() {
            Some(seg) => {
                seg.children.clear();
                seg.push_text(text);
            }
            None => self.children.push(Node::Element(Element::with_text("seg", text))),
        }
    }

    /// The text of the first property of that type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.prop_of(kind)
    }

    /// All properties, as type and text, in order.
    pub fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        self.props_of()
    }

    /// Adds a property, before the segment as the DTD wants it.
    pub fn add_prop(&mut self, kind: &str, value: &str) {
        let at = self
            .children
            .iter()
            .position(|n| n.element().is_some_and(|e| e.name == "seg"))
            .unwrap_or(self.children.len());
        self.children.insert(at, Node::Element(new_prop(kind, value)));
    }

    /// The text of the first note.
    pub fn note(&self) -> Option<&str> {
        self.note_of()
    }
}

impl Annotated for Variant {
    fn nodes(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }
}
