//! The inline codes of a segment, and where they stand in its text.

use super::model::{Element, Node, is_code};

/// What a code does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It opens what another code of the segment closes: `bpt`.
    Begin,
    /// It closes what another code of the segment opens: `ept`.
    End,
    /// It stands for itself, or for half of a pair whose other half is in another segment:
    /// `ph`, `it`, `ut`.
    Alone,
}

/// An inline element that stands for native code, and so takes no room in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Where it stands, in bytes of [`Variant::text`](super::Variant::text).
    pub at: usize,
    /// What it does.
    pub role: Role,
    /// What the two halves of a pair share in one segment (`i`).
    pub pair: Option<String>,
    /// Which code of the other languages it is (`x`); that of the end of a pair is that of its
    /// beginning.
    pub number: Option<String>,
    /// Its type, as the file says.
    pub kind: Option<String>,
    /// The native code, without the flows of text inside it (`sub`).
    pub native: String,
}

/// The longest native code that is shown as it is, in letters.
const SHOWN: usize = 40;

impl Code {
    /// What stands for the code where it is shown: its native code where that is short, else a
    /// tag with its number, as CAT tools draw it.
    pub fn label(&self) -> String {
        let native = self.native.split_whitespace().collect::<Vec<_>>().join(" ");
        if !native.is_empty() && native.chars().count() <= SHOWN {
            return native;
        }
        let parts = [&self.number, &self.pair, &self.kind];
        let name = parts.into_iter().flatten().next().map_or("ph", String::as_str);
        match self.role {
            Role::Begin => format!("<{name}>"),
            Role::End => format!("</{name}>"),
            Role::Alone => format!("<{name}/>"),
        }
    }
}

/// For each code the other half of its pair, where it has one: pairs may cross, but no end
/// stands before its beginning.
pub fn partners(codes: &[Code]) -> Vec<Option<usize>> {
    let mut partners = vec![None; codes.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        match code.role {
            Role::Begin => open.push(at),
            Role::End => {
                let begin = open.iter().rposition(|begin| codes[*begin].pair == code.pair);
                if let Some(begin) = begin.map(|found| open.remove(found)) {
                    partners[begin] = Some(at);
                    partners[at] = Some(begin);
                }
            }
            Role::Alone => {}
        }
    }
    partners
}

impl Element {
    /// The codes of a segment, in the order of its text.
    pub fn codes(&self) -> Vec<Code> {
        let mut codes = Vec::new();
        collect(&self.children, &mut 0, &mut codes);
        for (at, partner) in partners(&codes).into_iter().enumerate() {
            if codes[at].role == Role::End
                && let Some(begin) = partner.and_then(|begin| codes.get(begin)).cloned()
            {
                codes[at].number = begin.number;
                codes[at].kind = codes[at].kind.take().or(begin.kind);
            }
        }
        codes
    }
}

fn collect(nodes: &[Node], at: &mut usize, codes: &mut Vec<Code>) {
    for node in nodes {
        let element = match node {
            Node::Text(text) => {
                *at += text.len();
                continue;
            }
            Node::Element(element) => element,
            Node::Remark(_) => continue,
        };
        if !is_code(&element.name) {
            collect(&element.children, at, codes);
            continue;
        }
        let attribute = |name: &str| element.attributes.get(name).map(str::to_owned);
        codes.push(Code {
            at: *at,
            role: match element.name.as_ref() {
                "bpt" => Role::Begin,
                "ept" => Role::End,
                _ => Role::Alone,
            },
            pair: attribute("i"),
            number: attribute("x"),
            kind: attribute("type"),
            native: native(element),
        });
    }
}

fn native(code: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => Some(text.clone()),
        Node::Element(_) | Node::Remark(_) => None,
    };
    code.children.iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_where_the_text_has_them() {
        let mut seg = Element::new("seg");
        let code = |name: &str, i: &str, native: &str| {
            let mut code = Element::with_text(name, native);
            code.attributes.set("i", i);
            Node::Element(code)
        };
        seg.push_text("Сад ");
        seg.children.push(code("bpt", "1", "<b>"));
        let mut inner = Element::new("hi");
        inner.push_text("мой");
        inner.children.push(code("ept", "1", "</b>"));
        seg.children.push(Node::Element(inner));
        let codes = seg.codes();
        let places: Vec<(usize, Role)> = codes.iter().map(|code| (code.at, code.role)).collect();
        let (open, close) = ("Сад ".len(), "Сад мой".len());
        assert_eq!(places, [(open, Role::Begin), (close, Role::End)]);
        assert_eq!(partners(&codes), [Some(1), Some(0)]);
        assert_eq!(codes[1].label(), "</b>");
        assert_eq!(Code { native: String::new(), ..codes[1].clone() }.label(), "</1>");
    }
}
