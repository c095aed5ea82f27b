//! Lists whose items were run together into one line: `1. Opening 2. Signing 3. Press`.

use crate::readout::blocks::list_marker;

/// A list marker, by its form and its number in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker<'t> {
    open: bool,
    close: &'t str,
    kind: Number,
    value: u32,
}

impl Marker<'_> {
    /// Whether this marker may stand at the beginning of `text`, which begins with `c`: a quick
    /// look before the marker is read.
    fn may_begin(self, c: char, text: &str) -> bool {
        match self.kind {
            _ if self.open => c == '(',
            Number::Digits => {
                let leading = std::iter::successors(Some(self.value), |v| Some(v / 10))
                    .take_while(|v| *v > 0)
                    .last();
                c.to_digit(10) == leading
            }
            Number::Bullet(bullet) => c == bullet,
            Number::Letter => text[c.len_utf8()..].starts_with(self.close),
            Number::Roman => matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'),
        }
    }

    fn next(self) -> Self {
        match self.kind {
            Number::Bullet(_) => self,
            _ => Marker { value: self.value + 1, ..self },
        }
    }
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Number {
    Digits,
    Letter,
    Roman,
    Bullet(char),
}

/// How far from one marker to the next, in bytes, items still belong to one list.
const LONGEST_ITEM: usize = 512;

/// The ends of the items before each further item of the list that begins at `start`; empty
/// when the text there is no list of at least two items.
pub(super) fn run_together(text: &str, start: usize) -> impl Iterator<Item = usize> {
    let mut ends = Vec::new();
    if let Some(first) = marker(&text[start..], None)
        && first.value <= 1
    {
        let mut wanted = first.next();
        let mut end_of_word = start;
        let mut space_before = false;
        for (offset, c) in text[start..].char_indices() {
            let at = start + offset;
            if at - ends.last().copied().unwrap_or(start) > LONGEST_ITEM {
                break;
            }
            if c.is_whitespace() {
                space_before = true;
                continue;
            }
            if space_before
                && wanted.may_begin(c, &text[at..])
                && !text[..end_of_word].ends_with([';', ',', ':'])
                && marker(&text[at..], Some(wanted.kind)) == Some(wanted)
            {
                ends.push(end_of_word);
                wanted = wanted.next();
            }
            space_before = false;
            end_of_word = at + c.len_utf8();
        }
    }
    ends.into_iter()
}

/// The marker at the beginning of `text`; of the kind `like`, where a letter may also be read as
/// a Roman numeral.
fn marker(text: &str, like: Option<Number>) -> Option<Marker<'_>> {
    let end = list_marker(text)?;
    let written = &text[..end];
    let open = written.starts_with('(');
    let body = written.strip_prefix('(').unwrap_or(written);
    let core = body.trim_end_matches([')', '.']);
    let close = &body[core.len()..];
    let mut chars = core.chars();
    let first = chars.next()?;
    if !first.is_alphanumeric() {
        return Some(Marker { open, close, kind: Number::Bullet(first), value: 0 });
    }
    if let Ok(value) = core.parse() {
        return Some(Marker { open, close, kind: Number::Digits, value });
    }
    if like != Some(Number::Letter)
        && let Some(value) = roman(core)
    {
        return Some(Marker { open, close, kind: Number::Roman, value });
    }
    let value = letter(first).filter(|_| chars.next().is_none())?;
    Some(Marker { open, close, kind: Number::Letter, value })
}

/// The place of a letter in the order in which lists are lettered.
fn letter(c: char) -> Option<u32> {
    /// Small and capital letters in turn.
    const ORDERS: [&str; 3] = [
        "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ",
        "аАбБвВгГдДеЕжЖзЗиИкКлЛмМнНоОпПрРсСтТуУфФхХцЦчЧшШщЩэЭюЮяЯ",
        "aAbBcCçÇdDeEəƏfFgGğĞhHxXıIiİjJkKqQlLmMnNoOöÖpPrRsSşŞtTuUüÜvVyYzZ",
    ];
    ORDERS
        .iter()
        .find_map(|order| order.chars().position(|letter| letter == c))
        .and_then(|place| u32::try_from(place / 2 + 1).ok())
}

/// The value of a small Roman numeral in either case.
fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let mut total = 0;
    let mut digits = text.chars().map(value).peekable();
    while let Some(digit) = digits.next() {
        let digit: u32 = digit?;
        match digits.peek() {
            Some(Some(next)) if *next > digit => total += next - digit,
            _ => {
                total += digit;
                continue;
            }
        }
        digits.next();
    }
    (total > 0).then_some(total)
}
