//! What the document type definitions of TMX 1.1 to 1.4 allow, as tables.

/// A version of TMX that has a definition of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Version {
    /// TMX 1.1 (1998): `lang` instead of `xml:lang`, no `hi`.
    V11,
    /// TMX 1.2 (2001): `hi` comes, `sub` is for codes only.
    V12,
    /// TMX 1.3 (2001): `xml:lang` comes.
    V13,
    /// TMX 1.4 (2002), and 1.4a and 1.4b, which did not change the definition.
    #[default]
    V14,
}

impl Version {
    /// The definition that a stated version means; none or an unknown one means 1.4.
    pub fn of(stated: Option<&str>) -> Self {
        match stated.map(str::trim) {
            Some(v) if v.starts_with("1.1") => Version::V11,
            Some(v) if v.starts_with("1.2") => Version::V12,
            Some(v) if v.starts_with("1.3") => Version::V13,
            _ => Version::V14,
        }
    }

    /// The number as it is written in a file.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V11 => "1.1",
            Version::V12 => "1.2",
            Version::V13 => "1.3",
            Version::V14 => "1.4",
        }
    }

    /// The name of the file that holds the definition.
    pub fn dtd(self) -> &'static str {
        match self {
            Version::V11 => "tmx11.dtd",
            Version::V12 => "tmx12.dtd",
            Version::V13 => "tmx13.dtd",
            Version::V14 => "tmx14.dtd",
        }
    }

    /// The name of the attribute that holds a language.
    pub fn lang_attribute(self) -> &'static str {
        if self >= Version::V13 { "xml:lang" } else { "lang" }
    }
}

/// The values of `segtype`.
pub(super) const SEGTYPES: [&str; 4] = ["block", "paragraph", "sentence", "phrase"];

/// The attributes that an element must have, apart from a language.
pub(super) fn required(element: &str) -> &'static [&'static str] {
    match element {
        "tmx" => &["version"],
        "header" => &[
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
        ],
        "ude" => &["name"],
        "map" => &["unicode"],
        "prop" => &["type"],
        "bpt" | "ept" => &["i"],
        "it" => &["pos"],
        _ => &[],
    }
}

/// Whether an element may have an attribute.
pub(super) fn allows(element: &str, attribute: &str, version: Version) -> bool {
    let optional: &[&str] = match element {
        "header" => &["o-encoding", "creationdate", "creationid", "changedate", "changeid"],
        "note" | "prop" => &["o-encoding"],
        "ude" => &["base"],
        "map" => &["code", "ent", "subst"],
        "tu" => &[
            "tuid",
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "segtype",
            "changeid",
            "o-tmf",
            "srclang",
        ],
        "tuv" => &[
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "o-tmf",
            "changeid",
        ],
        "bpt" | "it" | "hi" => &["x", "type"],
        "ph" => &["x", "assoc", "type"],
        "ut" => &["x"],
        "sub" if version >= Version::V12 => &["datatype", "type"],
        _ => &[],
    };
    let language = match attribute {
        "xml:lang" => version >= Version::V13 && matches!(element, "note" | "prop" | "tuv"),
        "lang" => match element {
            "note" | "tuv" => true,
            "prop" => version != Version::V13,
            _ => false,
        },
        _ => false,
    };
    language || optional.contains(&attribute) || required(element).contains(&attribute)
}

/// Whether an element may stand in another.
pub(super) fn may_hold(parent: &str, child: &str, version: Version) -> bool {
    let inline = matches!(child, "bpt" | "ept" | "ph" | "it" | "ut")
        || (child == "hi" && version >= Version::V12);
    match parent {
        "header" => matches!(child, "note" | "prop" | "ude"),
        "ude" => child == "map",
        "seg" => inline || (child == "sub" && version == Version::V11),
        "sub" | "hi" => inline,
        "bpt" | "ept" | "it" | "ph" => child == "sub",
        "ut" => child == "sub" && version == Version::V14,
        _ => false,
    }
}

/// Whether an element may hold text.
pub(super) fn may_hold_text(element: &str) -> bool {
    matches!(element, "note" | "prop" | "seg" | "bpt" | "ept" | "it" | "ph" | "ut" | "sub" | "hi")
}
