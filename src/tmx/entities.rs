//! Character and entity references, and the declarations of a DOCTYPE, within bounds.
//!
//! Nothing is ever fetched. An entity is taken only if its text is plain: an external one, or
//! one that holds markup or further references, is remembered as refused, and the file is
//! refused where it is used.

/// The longest text an entity may stand for.
const LONGEST: usize = 1024;

/// How many entities are remembered.
const MOST: usize = 2048;

/// What a reference stands for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning<'a> {
    /// A character.
    Char(char),
    /// The text of a declared entity.
    Text(&'a str),
    /// Half of a character, as old tools wrote those beyond U+FFFF.
    Surrogate(u16),
    /// A character that XML forbids, or a number that is no character.
    Forbidden(u32),
    /// A declared entity that is refused, and why.
    Refused(&'static str),
    /// Nothing known.
    Unknown,
}

enum Value {
    Text(String),
    Refused(&'static str),
}

/// The entities that a DOCTYPE declares.
#[derive(Default)]
pub(crate) struct Entities {
    declared: Vec<(String, Value)>,
}

impl Entities {
    /// Reads the content of a DOCTYPE: what stands between `<!DOCTYPE` and its `>`.
    pub fn read(doctype: &str) -> Self {
        let mut entities = Entities::default();
        let Some((_, mut rest)) = doctype.split_once('[') else { return entities };
        while let Some(at) = rest.find('<') {
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            } else if let Some(instruction) = rest.strip_prefix("<?") {
                rest = instruction.split_once("?>").map_or("", |(_, rest)| rest);
            } else {
                let (declaration, after) = declaration(rest);
                if let Some(entity) = declaration.strip_prefix("<!ENTITY") {
                    entities.declare(entity);
                }
                rest = after;
            }
        }
        entities
    }

    fn declare(&mut self, declaration: &str) {
        let declaration = declaration.trim();
        let Some((name, value)) = declaration.split_once(char::is_whitespace) else { return };
        if name == "%" || self.declared.len() >= MOST || self.find(name).is_some() {
            return;
        }
        let value = value.trim();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => match value[1..].split_once(quote) {
                Some((text, _)) => plain(text),
                None => Value::Refused("is not well formed"),
            },
            _ => Value::Refused("stands for another file, and other files are never read"),
        };
        self.declared.push((name.to_owned(), value));
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.declared.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// What `&name;` stands for; `name` as it stands between `&` and `;`.
    pub fn meaning(&self, name: &str) -> Meaning<'_> {
        if let Some(number) = name.strip_prefix('#') {
            return character(number);
        }
        match name {
            "amp" => Meaning::Char('&'),
            "lt" => Meaning::Char('<'),
            "gt" => Meaning::Char('>'),
            "quot" => Meaning::Char('"'),
            "apos" => Meaning::Char('\''),
            _ => match self.find(name) {
                Some(Value::Text(text)) => Meaning::Text(text),
                Some(Value::Refused(why)) => Meaning::Refused(why),
                None => Meaning::Unknown,
            },
        }
    }
}

/// Splits off one `<!…>`, in which `>` may stand inside quotes.
fn declaration(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return (&text[..at], &text[at + 1..]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    (text, "")
}

/// The value of an entity whose declared text is `text`.
fn plain(text: &str) -> Value {
    if text.len() > LONGEST {
        return Value::Refused("is longer than any text entity has reason to be");
    }
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let resolved = after.split_once(';').and_then(|(name, after)| {
            match name.strip_prefix('#').map(character) {
                Some(Meaning::Char(c)) => Some((c, after)),
                _ => None,
            }
        });
        let Some((c, after)) = resolved else {
            return Value::Refused("is made of other entities");
        };
        plain.push(c);
        rest = after;
    }
    plain.push_str(rest);
    if plain.contains(['<', '&', '%']) {
        return Value::Refused("holds more than plain text");
    }
    Value::Text(plain)
}

/// The character of `&#…;`, by what stands between `&#` and `;`.
fn character(number: &str) -> Meaning<'static> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Meaning::Unknown;
    }
    let Ok(code) = u32::from_str_radix(digits, radix) else {
        return Meaning::Forbidden(u32::MAX);
    };
    match code {
        0xd800..=0xdfff => Meaning::Surrogate(code as u16),
        0x9 | 0xa | 0xd | 0x20..=0xfffd | 0x1_0000..=0x10_ffff => {
            char::from_u32(code).map_or(Meaning::Forbidden(code), Meaning::Char)
        }
        _ => Meaning::Forbidden(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_entities_are_taken() {
        let entities = Entities::read(
            r#"tmx [<!-- <!ENTITY no "x"> --><!ENTITY ccedil "&#231;"><!ENTITY x SYSTEM "f>">
               <!ENTITY a "&ccedil;"><!ENTITY b "&#60;i>"><!ENTITY % p "q"><!ENTITY ccedil "2">]"#,
        );
        assert_eq!(entities.meaning("ccedil"), Meaning::Text("ç"));
        for refused in ["x", "a", "b"] {
            assert!(matches!(entities.meaning(refused), Meaning::Refused(_)), "{refused}");
        }
        assert_eq!(entities.meaning("no"), Meaning::Unknown);
    }

    #[test]
    fn character_references_are_bounded() {
        let entities = Entities::default();
        assert_eq!(entities.meaning("#x259"), Meaning::Char('ə'));
        assert_eq!(entities.meaning("#0000601"), Meaning::Char('ə'));
        assert_eq!(entities.meaning("#x1F"), Meaning::Forbidden(0x1f));
        assert_eq!(entities.meaning("#xD83D"), Meaning::Surrogate(0xd83d));
        assert_eq!(entities.meaning("#99999999999999999999"), Meaning::Forbidden(u32::MAX));
        assert_eq!(entities.meaning("#-1"), Meaning::Unknown);
        assert_eq!(entities.meaning("#"), Meaning::Unknown);
    }
}
