//! What a TMX file holds, kept as it was written.
//!
//! Everything that can stand in a file has its place here, also what this program does not
//! understand: attributes and children keep their order, text is verbatim, an inline code keeps
//! its attributes and content. What is *not* part of the model is what XML itself calls
//! insignificant: comments, processing instructions, the choice between a character and its
//! reference, and white space between the elements outside `seg`, `prop` and `note`.

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
                Node::Element(_) => None,
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
            Node::Text(_) => None,
        }
    }
}

/// Whether an element of this name stands for native code, so that its content is no text.
pub fn is_code(name: &str) -> bool {
    matches!(name, "bpt" | "ept" | "ph" | "it" | "ut")
}

fn plain_into(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
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
            root: Attributes::default(),
            present: false,
            attributes: Attributes::default(),
            children: Vec::new(),
            line: Line::default(),
        }
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
