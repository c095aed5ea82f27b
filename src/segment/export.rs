//! The built-in rules as the nearest SRX 2.0 file, for CAT tools.
//!
//! SRX knows regular expressions before and after a place and nothing else: what needs counting,
//! memory of the sentence or a switch is left out, and the file says so in a comment
//! ([`DIFFERENCES`]).

use super::SpeakerLabels;
use super::builtin::{Exceptions, RuleFile};
use crate::lang::Lang;
use crate::readout::blocks;
use std::fmt::Write as _;

/// Where the built-in engine does what SRX cannot say.
pub const DIFFERENCES: &[&str] = &[
    "list-item: items of a list whose lines were run together are not told apart (it needs \
     counting from marker to marker)",
    "author-words-inside: a quotation that goes on after author's words with a comma is not kept \
     whole",
    "author-words: whether the quotation opens its sentence is not asked",
    "sentence-opening: the beginning of a sentence is taken to be the beginning of the text or \
     the place after an end mark",
    "dateline, title: every line is cut by the same rules",
    "speaker labels: the list of words that introduce no speaker holds for single words only",
];

/// Marks that end sentences, as inside a character class.
const MARKS: &str = ".!?…";
/// Quotes and brackets that close after an end mark.
const CLOSERS: &str = r#"["'»”’“‘›)\]}]"#;
/// What may open before the first letter of a sentence.
const OPENERS: &str = r#"["'«“„‚‘”’‹(\[{¿¡*_]"#;
/// Letters and digits that can begin a sentence.
const BEGINNING: &str = r"(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}№§$€£₼₽¥₺₸#@•<~]|https?://|www\.)";
/// Nothing but a line break, or nothing at all, stands before.
const LINE_START: &str = r"(?<![^\n\r])\s*";
const NOT_IN_WORD: &str = r"(?<![\p{L}\p{M}\p{N}.-])";
const WORD_END: &str = r"(?![\p{L}\p{M}\p{N}])";

/// The rules as SRX; what comes first wins.
struct Rules(String);

impl Rules {
    fn add(&mut self, breaks: bool, before: &str, after: &str) {
        let _ = writeln!(
            self.0,
            "        <rule break=\"{}\"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>",
            if breaks { "yes" } else { "no" },
            escape(before),
            escape(after)
        );
    }

    fn comment(&mut self, text: &str) {
        let _ = writeln!(self.0, "        <!-- {text} -->");
    }
}

/// The SRX file of the built-in rules of `lang`, with the translator's own exceptions first.
pub(super) fn export(lang: &Lang, labels: SpeakerLabels, own: &Exceptions) -> String {
    let source = RuleFile::builtin_source(lang);
    let file = RuleFile::parse(source, "built-in rules").unwrap_or_default();
    let mut rules = Rules(String::new());
    own_rules(&mut rules, own);
    if labels == SpeakerLabels::Split {
        label_rules(&mut rules);
    }
    structure_rules(&mut rules, &file);
    quotation_rules(&mut rules, &file);
    abbreviation_rules(&mut rules, &file);
    general_rules(&mut rules, &file);
    document(lang, &file, &rules.0)
}

fn document(lang: &Lang, file: &RuleFile, rules: &str) -> String {
    let mut differences = String::new();
    for difference in DIFFERENCES {
        let _ = writeln!(differences, "  {difference};");
    }
    let (name, pattern) = match file.name.as_str() {
        "default" => ("default".to_owned(), ".*".to_owned()),
        name => {
            let mut pattern = String::new();
            for letter in lang.primary().chars() {
                let _ = write!(pattern, "[{}{letter}]", letter.to_ascii_uppercase());
            }
            (name.to_owned(), pattern + "([-_].*)?")
        }
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by yaddash from its rules “{name}”, version {version}.
  Where the built-in engine does more than SRX can say:
{differences}-->
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="{name}">
{rules}      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="{pattern}" languagerulename="{name}"/>
    </maprules>
  </body>
</srx>
"#,
        version = file.version
    )
}

fn own_rules(rules: &mut Rules, own: &Exceptions) {
    if own.no_break_after().is_empty() && own.break_after().is_empty() {
        return;
    }
    rules.comment("your own exceptions");
    let whole = |entry: &String| {
        let guard =
            if entry.starts_with(char::is_alphanumeric) { r"(?<![\p{L}\p{N}])" } else { "" };
        format!("{guard}{}", quote(entry))
    };
    for entry in own.no_break_after() {
        rules.add(false, &format!("{}{CLOSERS}*", whole(entry)), r"\s");
    }
    for entry in own.break_after() {
        rules.add(true, &whole(entry), r"\s");
    }
}

fn label_rules(rules: &mut Rules) {
    rules.comment("speaker labels: names and titles before a colon at the beginning of a line");
    let capital = r"[\p{Lu}\p{Lt}][\p{L}\p{M}\p{N}.'’-]*,?";
    let small = alternatives(blocks::LOWER_IN_LABEL.split_whitespace());
    let label = format!(
        "{LINE_START}{capital}(?:\\s+(?:{capital}|(?:{small}),?{WORD_END})){{0,11}}(?:\\s+\\([^()]*\\))?:"
    );
    let no_speaker = alternatives(blocks::NO_SPEAKER.split_whitespace());
    rules.add(false, &format!("(?i){LINE_START}(?:{no_speaker}):"), r"\s");
    rules.add(true, &label, r"\s+[^\s\p{Ll}]");
    let offices = case_free(blocks::LOWER_IN_LABEL.split_whitespace());
    let verbs = alternatives(blocks::VERB_ENDINGS.split_whitespace());
    let office_and_name = format!(
        "{LINE_START}(?=\\p{{Lu}})(?:{offices})(?:\\s+(?!\\p{{Ll}}+(?<={verbs})\\s)[\\p{{L}}\\p{{M}}.'’-]+){{0,9}}(?:\\s+{capital}){{2}}:"
    );
    rules.add(true, &office_and_name, r"\s+[^\s\p{Ll}]");
}

fn structure_rules(rules: &mut Rules, file: &RuleFile) {
    rules.comment("a line break ends a segment");
    rules.add(true, r"[\n\r]", r"[^\n\r]");
    rules.comment("list markers and the numbers of headings stay with what follows");
    rules.add(false, &format!("{LINE_START}[(•⁃*–—-]*\\s*(?:\\d{{1,3}}(?:\\.\\d{{1,3}})*|\\p{{L}}|[IVX]{{1,6}}|[ivx]{{1,6}})[.)]+"), r"\s");
    rules.add(false, r":\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6})\.", r"\s");
    let headings = alternatives(file.headings.split_whitespace());
    if !headings.is_empty() {
        rules.add(
            false,
            &format!("{LINE_START}(?:{headings})\\s+(?:[\\d.]+|[IVXLC]+|\\p{{L}})\\."),
            r"\s",
        );
        rules.add(
            false,
            &format!("{LINE_START}(?:\\d+|[IVXLC]+)[.)]?\\s+(?:{headings})\\."),
            r"\s",
        );
    }
    rules.add(false, r"\b\d{1,2}\.(?:\s\d{1,2}\.)?", r"\s+(?:\d{1,2}\.\s)?\d{4}\b");
}

fn quotation_rules(rules: &mut Rules, file: &RuleFile) {
    rules.comment("author's words after and inside a quotation, sources in brackets");
    let end = format!(r#"[{MARKS}]+["'»”’“‘›]"#);
    rules.add(false, &end, r"\s+[-–—]");
    rules.add(false, &end, r#"\s+[(\[](?!["'«“„])"#);
    let verbs = alternatives(file.speech_verbs.split_whitespace());
    if !verbs.is_empty() {
        let starters = starters(file);
        rules.add(
            false,
            r#"(?:[!?…]|\.\.)["'»”’“‘›]"#,
            &format!(
                "\\s+(?!(?:{starters}){WORD_END})(?:\\p{{Lu}}[\\p{{L}}\\p{{M}}'’-]*\\.?\\s+){{1,5}}(?:{verbs}){WORD_END}"
            ),
        );
    }
    for (open, close) in [("«", "»"), ("“", "”"), ("„", "“”")] {
        let interrupted = format!("{open}[^{close}]*[,!?…]\\s*[-–—]\\s[^{close}]*[{MARKS}]+");
        rules.add(false, &interrupted, r"\s+[-–—]");
    }
    rules.add(false, &format!("[{MARKS}]+"), r"\s+\((?:[^\s().!?]+\s){0,3}[^\s().!?]+\)[.,;]");
    rules.add(false, r"(?<!\.)\s\.\s\.\s\.", r"\s");
    rules.add(false, &format!("{LINE_START}[{MARKS}]+(?:\\s\\.)*"), r"\s");
}

fn abbreviation_rules(rules: &mut Rules, file: &RuleFile) {
    let starter = format!("\\s+{OPENERS}*(?:{}){WORD_END}(?!\\.)", starters(file));
    let roman = format!("(?:[IVXLC]{{2,6}}{WORD_END}|[VX]\\s+\\p{{Ll}})");
    let number = format!("\\s+{OPENERS}*(?:[\\p{{N}}№§]|{roman})");
    let name = format!("\\s+{OPENERS}*[\\p{{Lu}}\\p{{Lt}}]");
    let class = |list: &str| abbreviations(list);

    if let Some(never) = class(&file.never_final) {
        rules.comment("abbreviations that never end a sentence");
        rules.add(false, &never, r"\s");
    }
    if let Some(before_number) = class(&file.before_number) {
        rules.comment("abbreviations before a number");
        rules.add(false, &format!("{before_number}{CLOSERS}*"), &number);
    }
    rules.comment("chains of initials that end a sentence before any capital letter");
    let name_words: Vec<&str> = file.before_name.split_whitespace().collect();
    let only_capital: Vec<&str> = file
        .final_before_capital
        .split_whitespace()
        .filter(|entry| !name_words.contains(entry))
        .collect();
    let opening = opening(file);
    let capital = class(&only_capital.join(" "));
    if let Some(capital) = &capital {
        capital_rules(rules, file, capital, &opening, &starter, &roman);
    }
    let both: Vec<&str> =
        file.final_before_capital.split_whitespace().filter(|e| name_words.contains(e)).collect();
    if let Some(both) = class(&both.join(" ")) {
        rules.comment("the same after a number; elsewhere they stand before a name");
        let after_number = format!("(?<=[\\dIVXLC]\\s){both}");
        capital_rules(rules, file, &after_number, &opening, &starter, &roman);
        rules.add(true, &after_number, &format!("\\s+{OPENERS}*{BEGINNING}"));
    }
    rules.comment("initials");
    let initial = format!(
        "{NOT_IN_WORD}(?<!\\d\\s)(?:(?:\\p{{Lu}}|Дж|Ch|Sh|Th|Ph|Kh|Zh|Yu|Ya|Ye|Yo|Ts|Dz)[.-]{{1,2}})*(?:\\p{{Lu}}|Дж|Ch|Sh|Th|Ph|Kh|Zh|Yu|Ya|Ye|Yo|Ts|Dz)\\."
    );
    rules.add(true, &format!("{initial}{CLOSERS}*"), &starter);
    rules.add(false, &format!("{initial}{CLOSERS}*"), &name);
    rules.add(false, &format!("{NOT_IN_WORD}(?:\\p{{Lu}}\\.)+\\p{{Lu}}\\."), &number);
    if let Some(before_starter) = class(&file.final_before_starter) {
        rules.comment("abbreviations that end a sentence before a sentence starter");
        if let Some(opening) = &opening {
            rules.add(false, &format!("{opening}{before_starter}{CLOSERS}*"), r"\s");
        }
        rules.add(true, &format!("{before_starter}{CLOSERS}*"), &starter);
        rules.add(false, &format!("{before_starter}{CLOSERS}*"), r"\s");
    }
    if let Some(before_name) = class(&file.before_name) {
        rules.comment("abbreviations before a name");
        rules.add(true, &format!("{before_name}{CLOSERS}*"), &starter);
        rules.add(false, &format!("{before_name}{CLOSERS}*"), &name);
    }
    rules.comment("chains of small letters");
    let chain = format!("{NOT_IN_WORD}\\p{{L}}\\.(?:\\p{{L}}\\.)*\\p{{Ll}}\\.");
    rules.add(true, &format!("{chain}{CLOSERS}*"), &starter);
    rules.add(false, &format!("{chain}{CLOSERS}*"), r"\s");
}

/// The rules of a class that ends a sentence before any capital letter but a few.
fn capital_rules(
    rules: &mut Rules,
    file: &RuleFile,
    class: &str,
    opening: &Option<String>,
    starter: &str,
    roman: &str,
) {
    if let Some(opening) = opening {
        rules.add(false, &format!("{opening}{class}{CLOSERS}*"), r"\s");
    }
    let before = format!("{class}{CLOSERS}*");
    rules.add(true, &before, starter);
    let mut goes_on = vec!["[-–—№]".to_owned(), roman.to_owned()];
    let never = alternatives(file.never_starters.split_whitespace());
    if !never.is_empty() {
        goes_on.push(format!("(?:{never}){WORD_END}"));
    }
    let endings = alternatives(file.oblique_endings.split_whitespace());
    if !endings.is_empty() {
        goes_on.push(format!("\\p{{Lu}}[\\p{{L}}\\p{{M}}'’-]*(?:{endings}){WORD_END}"));
    }
    let zones = alternatives(file.zone_nouns.split_whitespace());
    if !zones.is_empty() {
        goes_on.push(format!("\\p{{Lu}}[\\p{{L}}\\p{{M}}'’-]*\\s+(?:{zones}){WORD_END}"));
    }
    rules.add(false, &before, &format!("\\s+{OPENERS}*(?:{})", goes_on.join("|")));
    rules.add(true, &before, &format!("\\s+{OPENERS}*{BEGINNING}"));
}

/// Small words and numbers from the beginning of a sentence or clause on.
fn opening(file: &RuleFile) -> Option<String> {
    let openers = case_free(file.sentence_openers.split_whitespace());
    (!openers.is_empty()).then(|| {
        let word = format!("(?:{openers}|\\d[^\\s,;:(–—]*|[IVXLC]+)");
        format!(
            "(?:(?:{LINE_START}|[{MARKS}]{CLOSERS}*\\s+){word}|[,;:(–—]\\s*(?:{openers}))(?:\\s+{word})*\\s+"
        )
    })
}

fn general_rules(rules: &mut Rules, file: &RuleFile) {
    rules.comment("everything else");
    rules.add(true, r"(?<=\w)\.", r"\s\.\s\.\s\.\s+\p{Lu}");
    let end = format!("[{MARKS}]+(?:\\s\\.)*{CLOSERS}*(?:\\[[\\d,-]{{1,6}}\\])?");
    rules.add(
        true,
        &end,
        &format!("\\s+(?:{OPENERS}|[-–—«]\\s*)*(?:{BEGINNING}|(?:\\.\\.\\.|…)\\p{{Lu}})"),
    );
    rules.add(true, &format!("[{MARKS}]+\\s+[»”)\\]]"), &format!("\\s+{OPENERS}*{BEGINNING}"));
    rules.add(true, r"\s[:;]-?[)(]+", r"\s+\p{Lu}");
    rules.add(
        true,
        r#"(?<![^\s«“"(])\p{Ll}{4,}[.!?…]"#,
        &format!("\\p{{Lu}}\\p{{Ll}}{{3,}}{WORD_END}(?![.@/:])"),
    );
    if file.small_letter_after > 0 {
        let before =
            format!("(?<![\\p{{L}}\\p{{N}}'’-])\\p{{Ll}}{{{},}}[.?]", file.small_letter_after);
        rules.add(true, &before, r"\s+\p{Ll}");
    }
}

/// The abbreviations of a list as one expression, final full stop included.
fn abbreviations(list: &str) -> Option<String> {
    let mut entries: Vec<String> = list.split_whitespace().map(abbreviation).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
    entries.dedup();
    (!entries.is_empty()).then(|| format!("{NOT_IN_WORD}(?:{})\\.", entries.join("|")))
}

/// One abbreviation without its final full stop; a small first letter matches in either case.
fn abbreviation(entry: &str) -> String {
    let stem = entry.strip_suffix('.').unwrap_or(entry);
    // A single capital letter is an initial.
    let any_case = !stem.chars().any(char::is_uppercase) && stem.chars().nth(1).is_some();
    let mut out = String::new();
    for (place, c) in stem.chars().enumerate() {
        match c {
            '_' => out.push_str("\\s+"),
            '.' => out.push_str("\\.\\s*"),
            _ if place == 0 && any_case => out.push_str(&either_case(c)),
            _ => out.push_str(&quote(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// Words that begin sentences, with a capital letter; then words known by their ending.
fn starters(file: &RuleFile) -> String {
    let mut words: Vec<String> = file
        .sentence_starters
        .split_whitespace()
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().map(capital).unwrap_or_default();
            first + &quote(letters.as_str())
        })
        .collect();
    words.sort();
    words.dedup();
    let endings = alternatives(file.starter_endings.split_whitespace());
    if !endings.is_empty() {
        words.push(format!("\\p{{Lu}}\\p{{L}}*(?:{endings})"));
    }
    words.join("|")
}

/// The capital form of a first letter; `i` is written `İ` and `I`, which one the language has.
fn capital(c: char) -> String {
    match c {
        'i' => "[İI]".to_owned(),
        'ı' => "I".to_owned(),
        _ => c.to_uppercase().collect(),
    }
}

fn either_case(c: char) -> String {
    match (c, c.is_alphabetic()) {
        ('i', _) => "[iİI]".to_owned(),
        (_, true) => format!("[{}{c}]", c.to_uppercase()),
        _ => quote(c.encode_utf8(&mut [0; 4])),
    }
}

fn case_free<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(either_case).unwrap_or_default();
            first + &quote(letters.as_str())
        })
        .collect();
    words.join("|")
}

fn alternatives<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(quote).collect::<Vec<_>>().join("|")
}

/// The text with the special characters of regular expressions escaped.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\.+*?()[]{}|^$&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
