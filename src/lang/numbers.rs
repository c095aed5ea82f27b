//! Numbers, dates and times in running text, by value.
//!
//! `1,000` and `1 000`, `7.5` and `7,5`, `5 million` and `5 млн` and `5 milyon`, `14 february
//! 2020` and `2020-ci il fevralın 14-də` have one value each, whatever the convention of the
//! language in which they are written. Where a spelling allows two readings (`11.30` is a time
//! or a decimal fraction, `1.000` a thousand or one), both are given, the likelier first.

use crate::lang::{Lang, case, words};
use std::ops::Range;

/// An exact decimal number: `digits · 10^-scale`, without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// The number `digits · 10^-scale`.
    pub fn new(mut digits: i128, mut scale: u32) -> Decimal {
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Decimal { digits, scale }
    }

    /// The value as an integer, if it is one.
    pub fn integer(&self) -> Option<i128> {
        (self.scale == 0).then_some(self.digits)
    }

    /// The number times `10^power`; `None` beyond the range of exact arithmetic.
    fn shifted(&self, power: u32) -> Option<Decimal> {
        let spare = power.saturating_sub(self.scale);
        let digits = self.digits.checked_mul(10i128.checked_pow(spare)?)?;
        Some(Decimal::new(digits, self.scale.saturating_sub(power)))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.digits);
        }
        let unit = 10i128.checked_pow(self.scale).unwrap_or(i128::MAX);
        let width = self.scale as usize;
        write!(f, "{}.{:0width$}", self.digits / unit, (self.digits % unit).abs())
    }
}

/// What a quantity is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A number of per cent.
    Percent(Decimal),
    /// A calendar date; at least the month and one of the others are there.
    Date {
        /// The year, where it is written.
        year: Option<u16>,
        /// The month, 1–12.
        month: u8,
        /// The day of the month, where it is written.
        day: Option<u8>,
    },
    /// A time of day.
    Time {
        /// The hour, 0–23.
        hour: u8,
        /// The minute, 0–59.
        minute: u8,
    },
}

impl Value {
    /// Whether two values may stand for one another in a translation: equal, or dates that agree
    /// in all that both of them state.
    pub fn agrees(&self, other: &Value) -> bool {
        match (self, other) {
            (
                Value::Date { year: y1, month: m1, day: d1 },
                Value::Date { year: y2, month: m2, day: d2 },
            ) => {
                let same = |a: Option<u16>, b: Option<u16>| a.is_none() || b.is_none() || a == b;
                m1 == m2 && same(*y1, *y2) && same(d1.map(u16::from), d2.map(u16::from))
            }
            _ => self == other,
        }
    }
}

/// A number, date or time in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Where it stands, in bytes: digits, scale word, month; not the inflection after a hyphen.
    pub span: Range<usize>,
    /// What it can be read as, the likeliest first; never empty.
    pub readings: Vec<Value>,
    /// Whether it is spelled out in words (`two billion`) rather than in digits.
    pub spelled: bool,
}

impl Quantity {
    /// The likeliest value.
    pub fn value(&self) -> Value {
        self.readings[0]
    }

    /// Whether the two can have one value.
    pub fn agrees(&self, other: &Quantity) -> bool {
        self.readings.iter().any(|a| other.readings.iter().any(|b| a.agrees(b)))
    }
}

/// The quantities of `text`, in order, without overlap.
///
/// ```
/// use yaddash::lang::{Lang, numbers};
/// let [en, ru, az] = ["en", "ru", "az"].map(|tag| Lang::parse(tag).unwrap());
/// let english = numbers::find("5 million tons on 14 february 2020", &en);
/// let russian = numbers::find("5 млн тонн 14 февраля 2020 года", &ru);
/// let azeri = numbers::find("2020-ci il fevralın 14-də 5 milyon ton", &az);
/// assert!(english[0].agrees(&russian[0]) && english[1].agrees(&russian[1]));
/// assert!(english[0].agrees(&azeri[1]) && english[1].agrees(&azeri[0]));
/// ```
pub fn find(text: &str, lang: &Lang) -> Vec<Quantity> {
    let tokens = lex(text, lang);
    let parser = Parser { tokens: &tokens, lang };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match parser.quantity(at) {
            Some((quantity, next)) => {
                found.push(quantity);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Debug)]
enum Kind {
    /// Digits with their separators: the readings as plain numbers, times and dates.
    Literal(Vec<Value>),
    Word(String),
    Mark(char),
}

#[derive(Debug)]
struct Token {
    span: Range<usize>,
    kind: Kind,
}

fn lex(text: &str, lang: &Lang) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit() {
            let (length, readings) = literal(&text[at..], lang);
            tokens.push(Token { span: at..at + length, kind: Kind::Literal(readings) });
            at += length;
        } else if words::is_word(c) {
            let rest = &text[at..];
            let length = rest
                .char_indices()
                .find(|(_, c)| !words::is_word(*c) || c.is_ascii_digit())
                .map_or(rest.len(), |(n, _)| n);
            let word = case::fold(&rest[..length], lang);
            tokens.push(Token { span: at..at + length, kind: Kind::Word(word) });
            at += length;
        } else {
            if !c.is_whitespace() {
                tokens.push(Token { span: at..at + c.len_utf8(), kind: Kind::Mark(c) });
            }
            at += c.len_utf8();
        }
    }
    tokens
}

/// How many bytes the digits at the start of `text` take with their separators, and what they
/// can be read as.
fn literal(text: &str, lang: &Lang) -> (usize, Vec<Value>) {
    let english = lang.primary() == "en";
    let run =
        |from: usize| -> usize { text[from..].bytes().take_while(u8::is_ascii_digit).count() };
    let separator = |at: usize| text[at..].chars().next();
    let first = run(0);
    // 1 000 000: groups of three after one to three digits.
    let mut end = first;
    let mut groups = 0;
    let mut mark = None;
    if (1..=3).contains(&first) && !text.starts_with('0') {
        while let Some(c) = separator(end) {
            let allowed = match c {
                ',' | '.' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => true,
                ' ' => !english,
                _ => false,
            };
            let next = end + c.len_utf8();
            if !allowed || mark.is_some_and(|m| m != c) || run(next) != 3 {
                break;
            }
            mark = Some(c);
            groups += 1;
            end = next + 3;
        }
    }
    let plain = |s: &str, scale: usize| {
        let digits: String = s.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<i128>().ok().map(|d| Value::Number(Decimal::new(d, scale as u32)))
    };
    let mut readings = Vec::new();
    if groups > 0 {
        // A decimal part may follow groups that another mark separates.
        let decimal = separator(end)
            .filter(|c| matches!(c, '.' | ',') && Some(*c) != mark)
            .map(|c| (c, run(end + c.len_utf8())))
            .filter(|&(_, n)| n > 0);
        if let Some((c, n)) = decimal {
            let stop = end + c.len_utf8() + n;
            readings.extend(plain(&text[..stop], n));
            return (stop, or_text(readings, &text[..stop]));
        }
        let grouped = plain(&text[..end], 0);
        let fraction = (groups == 1 && matches!(mark, Some('.' | ',')))
            .then(|| plain(&text[..end], 3))
            .flatten();
        let usual_group = match mark {
            Some(',') => english,
            Some('.') => !english,
            _ => true,
        };
        if usual_group {
            readings.extend(grouped.into_iter().chain(fraction));
        } else {
            readings.extend(fraction.into_iter().chain(grouped));
        }
        return (end, or_text(readings, &text[..end]));
    }
    let pair = |c: char| {
        let from = first + c.len_utf8();
        (separator(first) == Some(c)).then(|| (from, run(from))).filter(|&(_, n)| n > 0)
    };
    let integer = |s: &str| s.parse::<u32>().ok();
    if let Some((from, n)) = pair(':')
        && n == 2
        && let (Some(hour), Some(minute)) =
            (integer(&text[..first]), integer(&text[from..from + n]))
        && hour < 24
        && minute < 60
    {
        let time = Value::Time { hour: hour as u8, minute: minute as u8 };
        return (from + n, vec![time]);
    }
    if let Some((from, n)) = pair('.').or_else(|| pair('/')) {
        let c = text.as_bytes()[first] as char;
        let stop = from + n;
        // 14.02.2020
        if text[stop..].starts_with(c) {
            let years = run(stop + 1);
            if let (Some(a), Some(b), Some(year)) = (
                integer(&text[..first]),
                integer(&text[from..stop]),
                integer(&text[stop + 1..stop + 1 + years]),
            ) && years == 4
                && (1..=31).contains(&a)
                && (1..=31).contains(&b)
                && a.min(b) <= 12
            {
                let date = |day: u32, month: u32| Value::Date {
                    year: Some(year as u16),
                    month: month as u8,
                    day: Some(day as u8),
                };
                if b <= 12 {
                    readings.push(date(a, b));
                }
                if a <= 12 && a != b {
                    readings.push(date(b, a));
                }
                return (stop + 1 + years, readings);
            }
        }
        if c == '.' {
            readings.extend(plain(&text[..stop], n));
            if n == 2
                && let (Some(hour), Some(minute)) =
                    (integer(&text[..first]), integer(&text[from..stop]))
                && hour < 24
                && minute < 60
            {
                readings.push(Value::Time { hour: hour as u8, minute: minute as u8 });
            }
            return (stop, or_text(readings, &text[..stop]));
        }
    }
    if !english && let Some((from, n)) = pair(',') {
        readings.extend(plain(&text[..from + n], n));
        return (from + n, or_text(readings, &text[..from + n]));
    }
    readings.extend(plain(&text[..first], 0));
    (first, or_text(readings, &text[..first]))
}

/// A number too long for exact arithmetic still has a value to compare: a hash of its digits,
/// which no real quantity reaches.
fn or_text(readings: Vec<Value>, digits: &str) -> Vec<Value> {
    if !readings.is_empty() {
        return readings;
    }
    let folded = digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(1i128, |hash, digit| hash.wrapping_mul(1_000_003).wrapping_add(i128::from(digit)));
    vec![Value::Number(Decimal::new(folded, 0))]
}

struct Parser<'a> {
    tokens: &'a [Token],
    lang: &'a Lang,
}

impl Parser<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        match &self.tokens.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn mark(&self, at: usize, mark: char) -> bool {
        matches!(self.tokens.get(at), Some(Token { kind: Kind::Mark(c), .. }) if *c == mark)
    }

    fn integer(&self, at: usize) -> Option<u32> {
        match &self.tokens.get(at)?.kind {
            Kind::Literal(readings) => match readings[0] {
                Value::Number(n) => n.integer().and_then(|n| u32::try_from(n).ok()),
                _ => None,
            },
            _ => None,
        }
    }

    fn adjacent(&self, at: usize) -> bool {
        at > 0
            && at < self.tokens.len()
            && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    /// The token after the ending that is glued to the number before `at`: `36th`, `36-я`,
    /// `2020-ci`, `14'ü`.
    fn after_ending(&self, at: usize) -> usize {
        let glue = |at: usize| ['-', '–', '\'', '’'].iter().any(|&c| self.mark(at, c));
        let short = |at: usize| self.word(at).is_some_and(|w| w.chars().count() <= 5);
        if self.adjacent(at) && short(at) && scale(self.word(at).unwrap_or(""), self.lang).is_none()
        {
            return at + 1;
        }
        if glue(at) && self.adjacent(at) && self.adjacent(at + 1) && short(at + 1) {
            return at + 2;
        }
        at
    }

    fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        match &self.tokens[at].kind {
            Kind::Literal(readings) => Some(self.number_or_date(at, readings)),
            Kind::Word(word) => self.month_first(at, word).or_else(|| self.in_words(at)),
            Kind::Mark(_) => None,
        }
    }

    fn finish(&self, from: usize, to: usize, readings: Vec<Value>) -> (Quantity, usize) {
        let span = self.tokens[from].span.start..self.tokens[to - 1].span.end;
        (Quantity { span, readings, spelled: false }, to)
    }

    fn number_or_date(&self, at: usize, readings: &[Value]) -> (Quantity, usize) {
        let next = self.after_ending(at + 1);
        if let Some(n) = self.integer(at) {
            let month_at = |at: usize| self.word(at).and_then(|w| month(w, self.lang));
            // 14 february 2020; 14th of February
            let of = usize::from(self.lang.primary() == "en" && self.word(next) == Some("of"));
            if (1..=31).contains(&n)
                && let Some(month) = month_at(next + of)
            {
                let (year, end) = self.year(next + of + 1);
                return self.finish(at, end, vec![Value::Date { year, month, day: Some(n as u8) }]);
            }
            // 2020-ci il fevralın 14-də
            if (1000..3000).contains(&n)
                && self.lang.primary() == "az"
                && self.word(next).is_some_and(|w| w.starts_with("il"))
                && let Some(month) = month_at(next + 1)
            {
                let day = self.integer(next + 2).filter(|d| (1..=31).contains(d));
                let end = next + 2 + usize::from(day.is_some());
                let date = Value::Date { year: Some(n as u16), month, day: day.map(|d| d as u8) };
                return self.finish(at, end, vec![date]);
            }
        }
        let scaled = self.scaled(at + 1, next, readings);
        let (readings, end) = scaled.unwrap_or_else(|| (readings.to_vec(), at + 1));
        self.percent(at, end, readings, next)
    }

    /// The readings times the scale word that follows the number, and the token after it.
    fn scaled(&self, glued: usize, next: usize, readings: &[Value]) -> Option<(Vec<Value>, usize)> {
        let hyphen = usize::from(self.mark(glued, '-'));
        for at in [glued + hyphen, next] {
            if let Some(power) = self.word(at).and_then(|w| scale(w, self.lang)) {
                let scaled: Vec<Value> = readings
                    .iter()
                    .filter_map(|value| match value {
                        Value::Number(n) => n.shifted(power).map(Value::Number),
                        _ => None,
                    })
                    .collect();
                if !scaled.is_empty() {
                    return Some((scaled, at + 1));
                }
            }
        }
        None
    }

    fn percent(
        &self,
        from: usize,
        to: usize,
        readings: Vec<Value>,
        next: usize,
    ) -> (Quantity, usize) {
        let after = to.max(next);
        let sign = [to, after].into_iter().find(|&at| {
            self.mark(at, '%') || self.word(at).is_some_and(|w| is_percent(w, self.lang))
        });
        let two_words = self.lang.primary() == "en"
            && self.word(to) == Some("per")
            && self.word(to + 1) == Some("cent");
        if sign.is_none() && !two_words {
            return self.finish(from, to, readings);
        }
        let readings = readings
            .into_iter()
            .map(|value| match value {
                Value::Number(n) => Value::Percent(n),
                other => other,
            })
            .collect();
        let end = sign.map_or(to + 2, |at| at + 1);
        self.finish(from, end, readings)
    }

    /// `February 14, 2020`; `fevralın 14-də`; `fevral 2020`.
    fn month_first(&self, at: usize, word: &str) -> Option<(Quantity, usize)> {
        let month = month(word, self.lang)?;
        let n = self.integer(at + 1)?;
        let after = self.after_ending(at + 2);
        if (1..=31).contains(&n) && scale(self.word(after).unwrap_or(""), self.lang).is_none() {
            let (year, end) = match self.lang.primary() {
                "en" => self.year(after),
                _ => (None, at + 2),
            };
            let end = if year.is_some() { end } else { at + 2 };
            let date = Value::Date { year, month, day: Some(n as u8) };
            return Some(self.finish(at, end, vec![date]));
        }
        (1000..3000).contains(&n).then(|| {
            let date = Value::Date { year: Some(n as u16), month, day: None };
            self.finish(at, at + 2, vec![date])
        })
    }

    /// The year at `at`, a comma before it allowed, and the token after it.
    fn year(&self, at: usize) -> (Option<u16>, usize) {
        let comma = usize::from(self.mark(at, ','));
        match self.integer(at + comma) {
            Some(n) if (1000..3000).contains(&n) => (Some(n as u16), at + comma + 1),
            _ => (None, at),
        }
    }

    /// `two billion`, `двадцать пять`, `iki milyon`.
    fn in_words(&self, start: usize) -> Option<(Quantity, usize)> {
        let mut total: i128 = 0;
        let mut current: i128 = 0;
        let mut at = start;
        while let Some(word) = self.word(at) {
            if let Some(n) = cardinal(word, self.lang) {
                match n {
                    100 if current > 0 => current *= 100,
                    n => current += i128::from(n),
                }
            } else if let (true, Some(power)) = (current > 0, scale(word, self.lang)) {
                total += current * 10i128.pow(power);
                current = 0;
            } else {
                break;
            }
            at += 1;
            // twenty-five
            if self.mark(at, '-')
                && self.word(at + 1).is_some_and(|w| cardinal(w, self.lang).is_some())
            {
                at += 1;
            }
        }
        if at == start {
            return None;
        }
        let value = Value::Number(Decimal::new(total + current, 0));
        let (mut quantity, end) = self.percent(start, at, vec![value], at);
        quantity.spelled = true;
        Some((quantity, end))
    }
}

fn with_ending(word: &str, stem: &str, longest: usize) -> bool {
    word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= longest)
}

/// The months in English, in small letters.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What the forms of the months have in common in Russian, in small letters.
pub const RUSSIAN_MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

/// The months in Azerbaijani, in small letters.
pub const AZERBAIJANI_MONTHS: [&str; 12] = [
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
    "noyabr", "dekabr",
];

/// The month that a case-folded word names in any of its forms, 1–12.
pub fn month(word: &str, lang: &Lang) -> Option<u8> {
    let position = match lang.primary() {
        "en" => ENGLISH_MONTHS.iter().position(|name| {
            word == *name
                || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
                || word == "sept"
        }),
        "ru" => RUSSIAN_MONTHS.iter().position(|stem| match *stem {
            "ма" => matches!(word, "май" | "мая" | "мае" | "маю" | "маем"),
            "март" | "август" => with_ending(word, stem, 2),
            _ => with_ending(word, stem, 2) && word.len() > stem.len() || word == *stem,
        }),
        "az" => AZERBAIJANI_MONTHS.iter().position(|stem| with_ending(word, stem, 5)),
        _ => None,
    };
    position.map(|n| n as u8 + 1)
}

/// The power of ten that a scale word means.
fn scale(word: &str, lang: &Lang) -> Option<u32> {
    let stems: &[(&str, usize, u32)] = match lang.primary() {
        "en" => &[
            ("thousand", 1, 3),
            ("million", 1, 6),
            ("billion", 1, 9),
            ("trillion", 1, 12),
            ("mln", 0, 6),
            ("bln", 0, 9),
            ("bn", 0, 9),
            ("m", 0, 6),
        ],
        "ru" => &[
            ("тыс", 0, 3),
            ("тысяч", 3, 3),
            ("млн", 0, 6),
            ("миллион", 3, 6),
            ("млрд", 0, 9),
            ("миллиард", 3, 9),
            ("трлн", 0, 12),
            ("триллион", 3, 12),
        ],
        "az" => &[
            ("min", 3, 3),
            ("mln", 0, 6),
            ("milyon", 5, 6),
            ("mlrd", 0, 9),
            ("milyard", 5, 9),
            ("trln", 0, 12),
            ("trilyon", 5, 12),
        ],
        _ => &[],
    };
    stems
        .iter()
        .find(|(stem, longest, _)| with_ending(word, stem, *longest))
        .filter(|(stem, _, _)| *stem != "min" || matches!(word, "min" | "mindən" | "minə" | "mini"))
        .map(|(_, _, power)| *power)
}

fn is_percent(word: &str, lang: &Lang) -> bool {
    match lang.primary() {
        "en" => matches!(word, "percent" | "pct"),
        "ru" => with_ending(word, "процент", 3),
        "az" => with_ending(word, "faiz", 5),
        _ => false,
    }
}

/// The value of a cardinal number word below a thousand. `one` is left out in every language:
/// it is as often a pronoun or an article.
fn cardinal(word: &str, lang: &Lang) -> Option<u32> {
    let table: &[(&str, u32)] = match lang.primary() {
        "en" => &[
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("thirteen", 13),
            ("fourteen", 14),
            ("fifteen", 15),
            ("sixteen", 16),
            ("seventeen", 17),
            ("eighteen", 18),
            ("nineteen", 19),
            ("twenty", 20),
            ("thirty", 30),
            ("forty", 40),
            ("fifty", 50),
            ("sixty", 60),
            ("seventy", 70),
            ("eighty", 80),
            ("ninety", 90),
            ("hundred", 100),
        ],
        "ru" => &[
            ("два", 2),
            ("две", 2),
            ("двух", 2),
            ("двум", 2),
            ("двумя", 2),
            ("три", 3),
            ("трех", 3),
            ("трёх", 3),
            ("трем", 3),
            ("тремя", 3),
            ("четыре", 4),
            ("четырех", 4),
            ("четырьмя", 4),
            ("пять", 5),
            ("пяти", 5),
            ("пятью", 5),
            ("шесть", 6),
            ("шести", 6),
            ("семь", 7),
            ("семи", 7),
            ("восемь", 8),
            ("восьми", 8),
            ("девять", 9),
            ("девяти", 9),
            ("десять", 10),
            ("десяти", 10),
            ("одиннадцать", 11),
            ("двенадцать", 12),
            ("тринадцать", 13),
            ("четырнадцать", 14),
            ("пятнадцать", 15),
            ("шестнадцать", 16),
            ("семнадцать", 17),
            ("восемнадцать", 18),
            ("девятнадцать", 19),
            ("двадцать", 20),
            ("двадцати", 20),
            ("тридцать", 30),
            ("тридцати", 30),
            ("сорок", 40),
            ("сорока", 40),
            ("пятьдесят", 50),
            ("шестьдесят", 60),
            ("семьдесят", 70),
            ("восемьдесят", 80),
            ("девяносто", 90),
            ("сто", 100),
            ("двести", 200),
            ("триста", 300),
            ("четыреста", 400),
            ("пятьсот", 500),
            ("шестьсот", 600),
            ("семьсот", 700),
            ("восемьсот", 800),
            ("девятьсот", 900),
        ],
        "az" => &[
            ("iki", 2),
            ("üç", 3),
            ("dörd", 4),
            ("beş", 5),
            ("altı", 6),
            ("yeddi", 7),
            ("səkkiz", 8),
            ("doqquz", 9),
            ("on", 10),
            ("iyirmi", 20),
            ("otuz", 30),
            ("qırx", 40),
            ("əlli", 50),
            ("altmış", 60),
            ("yetmiş", 70),
            ("səksən", 80),
            ("doxsan", 90),
            ("yüz", 100),
        ],
        _ => &[],
    };
    table.iter().find(|(name, _)| *name == word).map(|(_, n)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, tag: &str) -> Vec<String> {
        find(text, &Lang::parse(tag).unwrap())
            .iter()
            .map(|q| {
                let value = match q.value() {
                    Value::Number(n) => n.to_string(),
                    Value::Percent(n) => format!("{n}%"),
                    Value::Date { year, month, day } => format!(
                        "{}-{month}-{}",
                        year.map_or("?".into(), |y| y.to_string()),
                        day.map_or("?".into(), |d| d.to_string())
                    ),
                    Value::Time { hour, minute } => format!("{hour}:{minute:02}"),
                };
                format!("{}={value}", &text[q.span.clone()])
            })
            .collect()
    }

    #[test]
    fn values_do_not_depend_on_the_convention_of_the_language() {
        let cases: [(&str, &str, &[&str]); 16] = [
            ("en", "14 february 2020, 11:30", &["14 february 2020=2020-2-14", "11:30=11:30"]),
            ("ru", "14 февраля 2020, 11:30", &["14 февраля 2020=2020-2-14", "11:30=11:30"]),
            ("az", "2020-ci il fevralın 14-də", &["2020-ci il fevralın 14=2020-2-14"]),
            ("az", "fevralın 14-də saat 15.00-da", &["fevralın 14=?-2-14", "15.00=15"]),
            ("en", "February 14, 2020", &["February 14, 2020=2020-2-14"]),
            ("en", "It may take 1,000 days", &["1,000=1000"]),
            ("ru", "1 000 дней", &["1 000=1000"]),
            ("en", "$2.7 billion, 3.5 percent", &["2.7 billion=2700000000", "3.5 percent=3.5%"]),
            ("ru", "2,7 млрд. долл., 3,5 %", &["2,7 млрд=2700000000", "3,5 %=3.5%"]),
            ("az", "2,7 milyard dollar, 3,5 faiz", &["2,7 milyard=2700000000", "3,5 faiz=3.5%"]),
            ("en", "her 36th meeting", &["36=36"]),
            ("ru", "36-я встреча", &["36=36"]),
            ("en", "two billion people", &["two billion=2000000000"]),
            ("ru", "двадцать пять лет", &["двадцать пять=25"]),
            ("ru", "14.02.2020", &["14.02.2020=2020-2-14"]),
            ("az", "iki ölkə", &["iki=2"]),
        ];
        for (tag, text, expected) in cases {
            assert_eq!(shown(text, tag), expected, "{tag}: {text}");
        }
    }

    #[test]
    fn a_number_beyond_every_bound_is_still_a_number() {
        let long = "9".repeat(5000);
        assert_eq!(find(&long, &Lang::parse("en").unwrap()).len(), 1);
        assert_eq!(shown("99999999999999999999999999999999 trillion", "en").len(), 1);
    }
}
