//! The rules: whether a sentence ends at a candidate, and which rule says so.
//!
//! The rules are asked in the order in which they stand in [`decide`]; the first that applies
//! decides.

use super::data::{Class, Lists};
use super::lists::run_together;
use super::rule::Rule;
use super::scan::{Candidate, is_closer, needs_no_space};
use crate::readout::blocks::list_marker;

/// What follows the white space after a candidate.
struct Next<'t> {
    /// The openers before the first letter or digit: quotes, brackets, dashes.
    quoted: bool,
    bracketed: bool,
    dashed: bool,
    first: Option<char>,
    /// The text from the first letter or digit on.
    rest: &'t str,
}

impl<'t> Next<'t> {
    fn read(text: &'t str) -> Next<'t> {
        let mut next =
            Next { quoted: false, bracketed: false, dashed: false, first: None, rest: text };
        let mut after_opener = false;
        loop {
            next.first = next.rest.chars().next();
            let Some(c) = next.first else { return next };
            // `« Задача`: a French space after the opening mark.
            let opened = std::mem::replace(&mut after_opener, c == '«');
            // `...And then`: an ellipsis that begins a sentence stands close to its word.
            for ellipsis in ["...", "…"] {
                if let Some(word) = next.rest.strip_prefix(ellipsis)
                    && word.starts_with(char::is_uppercase)
                {
                    next.first = word.chars().next();
                    next.rest = word;
                    return next;
                }
            }
            match c {
                '"' | '\'' | '«' | '“' | '„' | '‚' | '‘' | '”' | '’' | '‹' | '「' | '『' => {
                    next.quoted = true
                }
                '(' | '[' | '{' | '（' => next.bracketed = true,
                '-' | '–' | '—' | '―' => next.dashed = true,
                '¿' | '¡' | '*' | '_' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => {}
                _ if c.is_whitespace() && (next.dashed || opened) => {}
                _ => return next,
            }
            next.rest = &next.rest[c.len_utf8()..];
        }
    }

    /// The first word: letters, digits, marks and inner apostrophes.
    fn word(&self) -> &'t str {
        first_word(self.rest)
    }

    fn is_number(&self) -> bool {
        self.first.is_some_and(|c| c.is_numeric() || c == '№' || c == '§')
    }

    /// Whether what follows can begin a sentence at all.
    fn can_begin(&self) -> Option<Rule> {
        let Some(c) = self.first else { return Some(Rule::Symbol) };
        if c.is_lowercase() {
            let word = self.word();
            let address = ["http://", "https://", "www."].iter().any(|a| self.rest.starts_with(a));
            // iPhone, eBay
            let camel = word.chars().nth(1).is_some_and(char::is_uppercase);
            return (!address && !camel).then_some(Rule::LowerCase);
        }
        let currency = matches!(c, '$' | '€' | '£' | '₼' | '₽' | '¥' | '₺' | '₸');
        let letter_or_digit = c.is_alphanumeric() || self.is_number() || currency;
        let symbol_that_begins = matches!(c, '#' | '@' | '•' | '<' | '~') || is_pictograph(c);
        (!letter_or_digit && !symbol_that_begins).then_some(Rule::Symbol)
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}')
}

fn first_word(text: &str) -> &str {
    let is_inner = |c: char| c == '\'' || c == '’' || c == '-';
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || is_inner(c) || is_mark_of_letter(c)))
        .unwrap_or(text.len());
    text[..end].trim_end_matches(is_inner)
}

fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// How far, in bytes, a rule looks around a candidate for what opened or closes there. Farther
/// than any quotation or bracket reaches, and near enough that hostile text cannot make the
/// engine slow.
const REACH: usize = 4096;

/// The last bytes of `text`, as far as rules look.
fn reach_back(text: &str) -> &str {
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The first `bytes` bytes of `text`.
fn head(text: &str, bytes: usize) -> &str {
    let mut to = text.len().min(bytes);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// Decides the candidate of the block `text`; `start` is where the sentence begins.
pub(super) fn decide(text: &str, start: usize, candidate: &Candidate, lists: &Lists) -> Rule {
    let marks = &text[candidate.mark..candidate.after_marks];
    if candidate.next == candidate.end {
        return if marks.ends_with(needs_no_space) {
            Rule::EndMark
        } else if space_is_missing(&text[start..], candidate.mark - start, marks, lists) {
            Rule::MissingSpace
        } else {
            Rule::NoSpace
        };
    }
    let before = &text[start..candidate.mark];
    if !before.contains(char::is_alphanumeric) {
        return Rule::NothingBefore;
    }
    if candidate.spaced_ellipsis {
        return Rule::SpacedEllipsis;
    }
    if candidate.before_ellipsis {
        return Rule::OmittedAfterStop;
    }
    let next = Next::read(&text[candidate.next..]);
    let single_stop = marks == ".";
    if single_stop && let Some(rule) = numbering(before, &next, lists) {
        return rule;
    }
    let closers = &text[candidate.after_marks..candidate.end];
    if let Some(rule) = next.can_begin() {
        if rule != Rule::LowerCase {
            return rule;
        }
        let list_begins =
            list_marker(next.rest).is_some() && run_together(text, candidate.next).next().is_some();
        if list_begins {
            return Rule::ListItem;
        }
        let bare = closers.is_empty() && !next.quoted && !next.bracketed && !next.dashed;
        return if bare && small_letter_begins(before, marks, &next, lists) {
            Rule::SmallLetterBegins
        } else {
            Rule::LowerCase
        };
    }
    let closes_quote = closers.contains(|c| is_closer(c) && !matches!(c, ')' | ']' | '}'));
    if closes_quote && next.dashed {
        return Rule::AuthorWords;
    }
    // After a full stop the quotation is over; a question waits for its `asked`.
    if closes_quote
        && !single_stop
        && quote_opens_sentence(head(before, REACH))
        && author_words(&next, lists)
    {
        return Rule::AuthorWords;
    }
    if next.bracketed && !next.quoted && (closes_quote || citation(&text[candidate.next..])) {
        return Rule::Citation;
    }
    if (next.dashed && in_interrupted_quote(reach_back(&text[..candidate.mark])))
        || (!single_stop && closers.is_empty() && in_resumed_quote(reach_back(before)))
    {
        return Rule::AuthorWordsInside;
    }
    if single_stop && let Some(rule) = abbreviation(before, closers, &next, lists) {
        return rule;
    }
    Rule::EndMark
}

/// How many small letters stand before a stop whose space is missing, and how many letters the
/// word after it has: fewer are abbreviations and names of sites.
const MISSING_SPACE_LETTERS: usize = 4;

/// Whether the writer forgot the space after the end mark at `mark`: `edib.Sonra`. What stands
/// before must be an ordinary word alone, so that `Yandex.News`, `prof.Smith` and addresses stay
/// whole.
fn space_is_missing(text: &str, mark: usize, marks: &str, lists: &Lists) -> bool {
    let (before, after) = (&text[..mark], &text[mark + marks.len()..]);
    let word = before.rsplit(|c: char| !c.is_lowercase()).next().unwrap_or(before);
    let lead = &before[..before.len() - word.len()];
    let next = first_word(after);
    marks.chars().count() == 1
        && word.chars().count() >= MISSING_SPACE_LETTERS
        && (lead.is_empty() || lead.ends_with(|c: char| c.is_whitespace() || "«“\"(".contains(c)))
        && next.chars().count() >= MISSING_SPACE_LETTERS
        && next.starts_with(char::is_uppercase)
        && next.chars().skip(1).all(char::is_lowercase)
        && !after[next.len()..].starts_with(['.', '@', '/', ':'])
        && Token::before(before, lists).is_none()
}

/// Numbers with a full stop that begin or belong to something: list items, headings, dates.
fn numbering(before: &str, next: &Next, lists: &Lists) -> Option<Rule> {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let number = is_number_or_roman(word);
    if list_marker_is(before) {
        return Some(Rule::ListMarker);
    }
    let lead = before[..before.len() - word.len()].trim();
    // `II Fəsil. Ümumi müddəalar`
    if lists.opens_heading(word) && is_number_or_roman(lead.trim_end_matches(['.', ')'])) {
        return Some(Rule::Heading);
    }
    if !number && word.chars().count() != 1 {
        return None;
    }
    if number && lead.ends_with(':') {
        return Some(Rule::ListMarker);
    }
    if lead.len() < 64 && lists.opens_heading(lead) {
        return Some(Rule::Heading);
    }
    if number && next.is_number() && is_spaced_date(before, next) {
        return Some(Rule::SpacedDate);
    }
    None
}

/// Whether the whole sentence so far is a list marker without its full stop.
fn list_marker_is(before: &str) -> bool {
    if before.len() > 24
        || before.contains(char::is_whitespace)
            && !before.starts_with(['•', '⁃', '*', '-', '–', '—'])
    {
        return false;
    }
    let core = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut with_stop = String::with_capacity(core.len() + 2);
    with_stop.push_str(core);
    with_stop.push_str(". ");
    let single_capital = core.chars().count() == 1 && core.starts_with(char::is_uppercase);
    !core.is_empty() && (single_capital || list_marker(&with_stop).is_some())
}

fn is_number_or_roman(word: &str) -> bool {
    !word.is_empty()
        && (word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            || word.bytes().all(|b| b"IVXLCDM".contains(&b)))
}

/// `27. 10. 2014`, seen from either of its two full stops.
fn is_spaced_date(before: &str, next: &Next) -> bool {
    let small = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let mut back = before.rsplit(char::is_whitespace);
    let last = back.next().unwrap_or("");
    let previous = back.next().and_then(|w| w.strip_suffix('.'));
    let word = next.word();
    let year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let after = next.rest[word.len()..].strip_prefix('.').map(str::trim_start).map(first_word);
    let year_after = after.is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    small(last) && ((year && previous.is_some_and(small)) || (small(word) && year_after))
}

/// Whether a name and a verb of speech follow a quotation: `President Aliyev asked`.
fn author_words(next: &Next, lists: &Lists) -> bool {
    if next.quoted || next.bracketed || lists.starts_sentence(next.word()) {
        return false;
    }
    let mut rest = next.rest;
    for _ in 0..6 {
        let word = first_word(rest);
        if word.is_empty() {
            return false;
        }
        if lists.is_speech(word) {
            return true;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        rest = rest[word.len()..].trim_start_matches('.').trim_start();
    }
    false
}

/// Whether no words stand before the opening quote of the sentence: `He asked: “…?” …` has its
/// author's words in front.
fn quote_opens_sentence(before: &str) -> bool {
    before.find(['"', '«', '“', '„']).is_none_or(|at| !before[..at].contains(char::is_alphanumeric))
}

/// Whether a quotation goes on after author's words in its middle and is open at the end of
/// `before`: `“Well!” thought Alice, “after such a fall …! How brave …`.
fn in_resumed_quote(before: &str) -> bool {
    let resumed = [", \"", ", “", ", «", ", '", ", ‘"];
    let Some(at) = resumed.iter().filter_map(|opener| before.rfind(opener)).max() else {
        return false;
    };
    let (lead, quote) = before.split_at(at + 2);
    let mut quote = quote.chars();
    let closer = match quote.next() {
        Some('“') => '”',
        Some('‘') => '’',
        Some('«') => '»',
        Some(straight) => straight,
        None => return false,
    };
    let quote = quote.as_str();
    let apostrophe = matches!(closer, '\'' | '’');
    let closed = quote.match_indices(closer).any(|(at, _)| {
        !apostrophe
            || quote[..at].ends_with([',', '.', '!', '?'])
            || !quote[at + closer.len_utf8()..].starts_with(char::is_alphabetic)
    });
    // The first part: closed after its own mark, and small letters after it.
    !closed
        && lead.match_indices(closer).any(|(at, _)| {
            lead[..at].ends_with([',', '!', '?', '…'])
                && lead[at + closer.len_utf8()..].trim_start().starts_with(char::is_lowercase)
        })
}

/// Whether a small letter may begin a sentence here, as in careless writing: after an ordinary
/// word, which is longer than abbreviations are.
fn small_letter_begins(before: &str, marks: &str, next: &Next, lists: &Lists) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let letters = word.chars().count();
    let needed = lists.small_letter_after();
    needed > 0
        && (marks == "." || marks == "?")
        && (letters >= needed || marks == "?")
        && word.chars().all(char::is_lowercase)
        && !lists.is_speech(next.word())
        && Token::before(before, lists).is_none()
}

/// The longest source in brackets after a quotation, in words.
const CITATION_WORDS: usize = 4;

/// Whether the bracket that opens at the beginning of `text` names a source and closes before
/// the end mark of its sentence: `… [...]” (Smith 55).`
fn citation(text: &str) -> bool {
    let Some(close) = head(text, 120).find([')', ']']) else { return false };
    let inside = &text[..close];
    !inside.contains(['.', '!', '?'])
        && inside.split_whitespace().count() <= CITATION_WORDS
        && text[close + 1..].starts_with(['.', ',', ';'])
}

/// Whether a quotation is open at the end of `before` and author's words have begun in it:
/// `«Да, – сказал он`. Straight quotes do not tell which of them opens.
fn in_interrupted_quote(before: &str) -> bool {
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in before.char_indices() {
        let inner = open.last().map(|(c, _)| *c);
        match (c, inner) {
            ('“', Some('„')) | ('”', Some('“' | '„')) | ('»', Some('«')) => {
                open.pop();
            }
            ('«' | '“' | '„', _) => open.push((c, at)),
            _ => {}
        }
    }
    let Some((_, at)) = open.last() else { return false };
    let inside = &before[*at..];
    ["- ", "– ", "— "].iter().any(|dash| {
        inside
            .match_indices(dash)
            .any(|(at, _)| inside[..at].trim_end().ends_with([',', '!', '?', '…']))
    })
}

/// The rules about abbreviations and initials before a single full stop.
fn abbreviation(before: &str, closers: &str, next: &Next, lists: &Lists) -> Option<Rule> {
    let token = Token::before(before, lists)?;
    let class = token.class;
    let number = next.is_number();
    let word = next.word();
    let capital = next.first.is_some_and(|c| !c.is_numeric());
    let next_initial = word.chars().count() == 1 && next.rest[word.len()..].starts_with('.');
    let starter = capital && !next.dashed && !next_initial && lists.starts_sentence(word);
    let roman = (2..=6).contains(&word.len()) && word.bytes().all(|b| b"IVXLC".contains(&b))
        || matches!(word, "V" | "X") && next.rest[1..].trim_start().starts_with(char::is_lowercase);
    let lead = before[..before.len() - token.length].trim_end();
    let after_number = is_number_or_roman(lead.rsplit(char::is_whitespace).next().unwrap_or(lead))
        || lead.ends_with(|c: char| c.is_ascii_digit());
    if class.has(Class::NEVER) && closers.is_empty() {
        return Some(Rule::NeverFinal);
    }
    if class.has(Class::NUMBER) && (number || roman) {
        return Some(Rule::BeforeNumber);
    }
    if token.initial && !(token.chain && class.has(Class::CAPITAL)) {
        if !token.chain && (number || after_number) {
            return None;
        }
        return Some(if starter { Rule::Starter } else { Rule::Initial });
    }
    // `г.` is a year after a number and a town before a name.
    let of_name = class.has(Class::NAME) && !after_number;
    if (class.has(Class::STARTER) || class.has(Class::CAPITAL)) && !of_name {
        if token.opens_clause(before, lists) {
            return Some(Rule::SentenceOpening);
        }
        if starter {
            return Some(Rule::Starter);
        }
        let goes_on = next.first == Some('№')
            || lists.never_starts(word)
            || lists.is_oblique(word)
            || lists.is_zone_noun(first_word(next.rest[word.len()..].trim_start()));
        if class.has(Class::CAPITAL) && !goes_on && !roman && !next.dashed {
            return Some(Rule::FinalBeforeCapital);
        }
        return Some(Rule::NoStarter);
    }
    if class.has(Class::NAME) && capital && !starter && !next.dashed {
        return Some(Rule::BeforeName);
    }
    None
}

/// The longest chain of initials, in bytes.
const LONGEST_CHAIN: usize = 24;

/// An abbreviation or initial that ends before a full stop.
struct Token {
    class: Class,
    /// One capital letter, or a chain of them.
    initial: bool,
    chain: bool,
    /// How many bytes of the text it takes.
    length: usize,
}

impl Token {
    /// The longest known abbreviation at the end of `before`, or else an initial.
    fn before(before: &str, lists: &Lists) -> Option<Token> {
        let word_start = before
            .rfind(|c: char| c.is_whitespace() || is_boundary(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[word_start..];
        if word.is_empty() || word.len() > lists.longest_abbreviation().max(LONGEST_CHAIN) {
            return None;
        }
        let mut key = String::with_capacity(24);
        // `и т. д.`: up to two words before, spaces after full stops left out.
        let mut best = None;
        let mut from = word_start;
        key.push_str(word);
        for _ in 0..4 {
            if let Some(class) = lists.abbreviation(&key) {
                best = Some(Token {
                    class,
                    initial: false,
                    chain: false,
                    length: before.len() - from,
                });
            }
            let lead = before[..from].trim_end();
            if lead.len() == from || lead.is_empty() {
                break;
            }
            let lead_start = lead
                .rfind(|c: char| c.is_whitespace() || is_boundary(c))
                .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
            let lead_word = &lead[lead_start..];
            if lead_word.is_empty() || lead_word.len() > 24 {
                break;
            }
            key.insert_str(0, if lead_word.ends_with('.') { "" } else { "_" });
            key.insert_str(0, lead_word);
            from = lead_start;
        }
        match (best, Token::initial(word)) {
            (Some(best), Some(initial)) if best.length == word.len() => {
                Some(Token { initial: initial.initial, chain: initial.chain, ..best })
            }
            (best, initial) => best.or(initial),
        }
    }

    fn initial(word: &str) -> Option<Token> {
        let mut parts = 0;
        let mut capitals = 0;
        for part in word.split(['.', '-']).filter(|part| !part.is_empty()) {
            let letters = part.chars().count();
            let capital = part.starts_with(char::is_uppercase);
            // `Дж.`, `Ə.`, `Ch.`, `Yu.`
            let digraph = letters == 2 && capital && is_digraph(part);
            if !(letters == 1 && part.starts_with(char::is_alphabetic) || digraph) {
                return None;
            }
            parts += 1;
            capitals += usize::from(capital);
        }
        let length = word.len();
        if capitals == parts {
            return Some(Token {
                class: Class::default(),
                initial: true,
                chain: parts > 1,
                length,
            });
        }
        // `p.l.c.`, `i.e.d.`
        (parts > 1).then_some(Token { class: Class::STARTER, initial: false, chain: true, length })
    }

    /// Whether nothing but small words and numbers stands before it in the sentence (`В 1994 г.`),
    /// or in its clause, when that begins with a small word (`…, а в 1994 г.`).
    fn opens_clause(&self, before: &str, lists: &Lists) -> bool {
        let lead = reach_back(&before[..before.len() - self.length]).trim();
        let (inner, clause) = match lead.rsplit_once([',', ';', ':', '(', '–', '—']) {
            Some((_, clause)) => (true, clause.trim()),
            None => (false, lead),
        };
        !clause.is_empty()
            && clause.len() < 64
            && !(inner && clause.starts_with(|c: char| c.is_ascii_digit()))
            && clause.split_whitespace().all(|word| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                word.starts_with(|c: char| c.is_ascii_digit())
                    || word.is_empty()
                    || is_number_or_roman(word)
                    || lists.opens_sentence(word)
            })
    }
}

/// Two letters of which an initial may consist, because they write one sound.
fn is_digraph(part: &str) -> bool {
    matches!(
        part,
        "Дж" | "Ch" | "Sh" | "Th" | "Ph" | "Kh" | "Zh" | "Yu" | "Ya" | "Ye" | "Yo" | "Ts" | "Dz"
    )
}

fn is_boundary(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '«'
            | '“'
            | '„'
            | '‚'
            | '‘'
            | '–'
            | '—'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '$'
            | '€'
            | '£'
    ) || c == '…'
}
