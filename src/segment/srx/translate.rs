//! Regular expressions of ICU and Java → those of fancy-regex.
//!
//! The syntaxes agree on most of what rules use: groups, look-around, possessive quantifiers,
//! atomic groups, properties, class intersection. Where they differ:
//!
//! | ICU, Java | here |
//! |---|---|
//! | `\h`, `\H`, `\v`, `\V` | classes of horizontal and vertical white space |
//! | `\uFFFF`, `\0377`, `\cX` | `\x{…}` |
//! | `\Q…\E` | the characters, escaped |
//! | `(?U)`, `(?u)`, `(?w)`, `(?d)` | dropped: classes are those of Unicode anyway |
//! | `\p{IsCyrillic}`, `\p{javaUpperCase}`, `\p{Punct}` | the property or class of that name |
//! | `$`, `\Z` | also before a final line break |
//! | `(…)` in a pattern without back-references | `(?:…)` |
//! | `\<`, `\«` (an escape without need) | the character |
//! | `--`, `~~`, and `-` beside `\d` and its like, in a class | the characters, escaped |

use std::fmt::Write as _;

const HORIZONTAL: &str = r"\t\x20\u{A0}\u{1680}\u{180E}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}";
const VERTICAL: &str = r"\n\x0B\x0C\r\u{85}\u{2028}\u{2029}";

/// Which construct of `pattern` has no counterpart, if any.
pub(super) fn unsupported(pattern: &str) -> Option<String> {
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            continue;
        }
        match chars.next() {
            // A named character, a grapheme cluster: no counterpart.
            Some(c @ ('N' | 'X')) => return Some(format!("\\{c} has no counterpart")),
            Some('b') if chars.peek() == Some(&'{') => {
                return Some("\\b{…} has no counterpart".to_owned());
            }
            _ => {}
        }
    }
    None
}

/// The pattern in the syntax of fancy-regex.
pub(super) fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut class_depth = 0usize;
    // Inside a class: what came last is a whole class, after which `-` makes no range.
    let mut after_set = false;
    let numbered = refers_back(pattern);
    while let Some(c) = rest.chars().next() {
        let in_class = class_depth > 0;
        let tail = &rest[c.len_utf8()..];
        let was_after_set = std::mem::take(&mut after_set);
        match c {
            '\\' => {
                after_set = is_set(tail);
                rest = escape(tail, in_class, &mut out);
                continue;
            }
            '[' => {
                class_depth += 1;
                out.push('[');
                // A leading `^` is negation; a `-` after it is a character.
                if let Some(after) = tail.strip_prefix('^') {
                    out.push('^');
                    rest = after;
                    continue;
                }
            }
            ']' if in_class => {
                class_depth -= 1;
                after_set = class_depth > 0;
                out.push(']');
            }
            '-' if in_class
                && (was_after_set
                    || tail.starts_with(['-', '['])
                    || tail.strip_prefix('\\').is_some_and(is_set)) =>
            {
                out.push_str("\\-");
            }
            '~' if in_class && tail.starts_with('~') => out.push_str("\\~"),
            '$' if !in_class => out.push_str(r"(?=\n?\z)"),
            '(' if !in_class && tail.starts_with('?') => {
                rest = group(tail, &mut out);
                continue;
            }
            // Nothing looks at the groups, and look-behind over them costs more and has been
            // seen to match wrongly (fancy-regex 0.20).
            '(' if !in_class && !numbered => out.push_str("(?:"),
            _ => out.push(c),
        }
        rest = tail;
    }
    out
}

/// Whether the escape stands for a set of characters; `tail` is what follows its backslash.
fn is_set(tail: &str) -> bool {
    tail.starts_with(['d', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V', 'p', 'P'])
}

/// Whether the pattern refers to one of its groups.
fn refers_back(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(|c| c == 'k' || ('1'..='9').contains(&c)) {
            return true;
        }
    }
    false
}

/// An escape, after its backslash; gives what follows it.
fn escape<'p>(tail: &'p str, in_class: bool, out: &mut String) -> &'p str {
    let Some(c) = tail.chars().next() else {
        out.push('\\');
        return tail;
    };
    let rest = &tail[c.len_utf8()..];
    match c {
        'h' | 'v' | 'H' | 'V' => {
            let set = if c.eq_ignore_ascii_case(&'h') { HORIZONTAL } else { VERTICAL };
            let negated = if c.is_ascii_uppercase() { "^" } else { "" };
            let _ = write!(out, "[{negated}{set}]");
            rest
        }
        'R' if !in_class => {
            let _ = write!(out, r"(?:\r\n|[{VERTICAL}])");
            rest
        }
        'Z' => {
            out.push_str(r"(?=\n?\z)");
            rest
        }
        'e' => {
            out.push_str(r"\x1B");
            rest
        }
        'u' => code_point(rest, 4, 16, out).unwrap_or_else(|| {
            out.push_str("\\u");
            rest
        }),
        '0' => code_point_octal(rest, out),
        'c' => match rest.chars().next() {
            Some(control) if control.is_ascii() => {
                let _ = write!(out, "\\x{{{:X}}}", (control.to_ascii_uppercase() as u8) ^ 64);
                &rest[1..]
            }
            _ => rest,
        },
        'Q' => {
            let (quoted, after) = match rest.find("\\E") {
                Some(end) => (&rest[..end], &rest[end + 2..]),
                None => (rest, ""),
            };
            out.push_str(&fancy_regex::escape(quoted));
            after
        }
        'E' => rest,
        'p' | 'P' => property(c, rest, out),
        _ if c.is_ascii_alphanumeric() => {
            out.push('\\');
            out.push(c);
            rest
        }
        // `\<` means a word boundary there, and other needless escapes are errors.
        '<' | '>' => {
            out.push(c);
            rest
        }
        _ if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
            rest
        }
        ' ' => {
            out.push_str(r"\x20");
            rest
        }
        _ => {
            out.push(c);
            rest
        }
    }
}

fn code_point<'p>(rest: &'p str, digits: usize, radix: u32, out: &mut String) -> Option<&'p str> {
    let number = rest.get(..digits)?;
    let value = u32::from_str_radix(number, radix).ok()?;
    let _ = write!(out, "\\x{{{value:X}}}");
    Some(&rest[digits..])
}

fn code_point_octal<'p>(rest: &'p str, out: &mut String) -> &'p str {
    let digits = rest.bytes().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    code_point(rest, digits, 8, out).unwrap_or_else(|| {
        out.push_str("\\x00");
        rest
    })
}

/// `\p{…}` with the names that Java and ICU know besides those of Unicode.
fn property<'p>(p: char, rest: &'p str, out: &mut String) -> &'p str {
    let Some(body) = rest.strip_prefix('{') else {
        out.push('\\');
        out.push(p);
        return rest;
    };
    let Some(end) = body.find('}') else {
        out.push('\\');
        out.push(p);
        return rest;
    };
    let name = &body[..end];
    let negated = if p == 'P' { "^" } else { "" };
    let posix = match name {
        "Lower" => Some("lower"),
        "Upper" => Some("upper"),
        "Punct" => Some("punct"),
        "XDigit" => Some("xdigit"),
        "Cntrl" => Some("cntrl"),
        "Graph" => Some("graph"),
        "Print" => Some("print"),
        "Blank" => Some("blank"),
        "ASCII" => Some("ascii"),
        _ => None,
    };
    if let Some(posix) = posix {
        let _ = write!(out, "[[:{negated}{posix}:]]");
    } else {
        let name = match name {
            "javaUpperCase" => "Lu",
            "javaLowerCase" => "Ll",
            "javaLetter" | "IsAlphabetic" => "Alphabetic",
            "javaDigit" | "IsDigit" | "Digit" => "Nd",
            "javaWhitespace" | "Space" | "IsWhite_Space" => "White_Space",
            "Alpha" => "Alphabetic",
            "InCyrillic" => "Cyrillic",
            "InGreek" => "Greek",
            "InArmenian" => "Armenian",
            "InHebrew" => "Hebrew",
            "InArabic" => "Arabic",
            "InGeorgian" => "Georgian",
            name => name.strip_prefix("Is").filter(|name| !name.is_empty()).unwrap_or(name),
        };
        let _ = write!(out, "\\{p}{{{name}}}");
    }
    &body[end + 1..]
}

/// A group that begins with `(?`, after its bracket; flags without a counterpart are dropped.
fn group<'p>(tail: &'p str, out: &mut String) -> &'p str {
    let flags_end = tail[1..]
        .find(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
        .map_or(tail.len(), |at| at + 1);
    let flags = &tail[1..flags_end];
    let closes = tail[flags_end..].starts_with(')');
    let opens = tail[flags_end..].starts_with(':');
    if flags.is_empty() || !(closes || opens) {
        out.push('(');
        return tail;
    }
    let kept: String = flags.chars().filter(|c| !"UuwdD".contains(*c)).collect();
    let kept = kept.trim_end_matches('-');
    let rest = &tail[flags_end + 1..];
    match (closes, kept.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let _ = write!(out, "(?{kept})");
        }
        (false, _) => {
            let _ = write!(out, "(?{kept}:");
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        fancy_regex::Regex::new(&translate(pattern)).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn java_constructs_mean_what_they_mean_there() {
        assert!(matches(r"a\hb", "a\u{A0}b") && !matches(r"a\hb", "ahb"));
        assert!(matches(r"[\h.]b", "\u{2009}b") && matches(r"a\vb", "a\u{2028}b"));
        assert!(matches(r"(?U)\bпр\.", "и пр."));
        assert!(matches(r"(?iU)MR", "mr") && matches(r"(?U:x+)y", "xxy"));
        assert!(matches(r"\u0410", "А") && matches(r"\Q.*\E", ".*") && !matches(r"\Q.\E", "a"));
        assert!(matches(r"[\p{L}&&[^rwn]]x", "ax") && !matches(r"^[\p{L}&&[^rwn]]x", "rx"));
        assert!(matches(r"a$", "a\n") && !matches(r"a$", "a\nb"));
        assert!(matches(r"\p{IsCyrillic}\p{Upper}", "жX") && matches(r"\<\«", "<«"));
        assert!(matches(r"^[\d-–]+$", "1-2–3") && matches(r"^[a–-\d\p{Lu}-]+$", "1–-a"));
        assert!(matches(r"[a--]", "-") && matches(r"a*+b", "aab") && !matches(r"^a*+a", "aa"));
    }

    #[test]
    fn what_has_no_counterpart_is_said() {
        assert!(unsupported(r"a\Xb").is_some() && unsupported(r"\b{w}").is_some());
        assert!(unsupported(r"\\X\bMr\.").is_none());
    }
}
