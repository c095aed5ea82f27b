//! Paradigms: the likeliest form of a term in every cell, to be read and to be put into a text.

use super::super::tokens::Words;
use super::{az, en, is_abbreviation, knows, ru};
use crate::lang::{Lang, case};

/// One form of a paradigm.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Form {
    /// What the form is: `plural, dative`.
    pub label: String,
    /// The form, written as the term is.
    pub text: String,
}

impl Form {
    fn new(label: impl Into<String>, text: impl Into<String>) -> Form {
        Form { label: label.into(), text: text.into() }
    }
}

/// The paradigm of a term in citation form. `kind` is what the glossary says of the concept:
/// a `person` or `title` is animate, which Russian shows in the accusative. Empty when the
/// rules do not know the language.
///
/// ```
/// use yaddash::glossary::forms::paradigm;
/// use yaddash::lang::Lang;
/// let forms = paradigm("Baş katib", &Lang::parse("az").unwrap(), None);
/// assert!(forms.iter().any(|f| f.label == "singular, his/her, dative" && f.text == "Baş katibinə"));
/// ```
pub fn paradigm(term: &str, lang: &Lang, kind: Option<&str>) -> Vec<Form> {
    if !knows(lang) {
        return Vec::new();
    }
    match lang.primary() {
        "az" => azerbaijani(term, lang),
        "ru" => russian(term, lang, kind),
        _ => english(term, lang),
    }
}

/// The form of `to` that stands where `surface`, a form of `from`, stood; `None` when `surface`
/// is no form of it, or stands in several cells in which `to` has different forms. `before` is
/// the word before it in the text, which may decide between cases.
///
/// ```
/// use yaddash::glossary::forms::transfer;
/// use yaddash::lang::Lang;
/// let az = Lang::parse("az").unwrap();
/// assert_eq!(transfer("Rusiya", "Rusiyanın", "Özbəkistan", &az, None, None).unwrap(), "Özbəkistanın");
/// ```
pub fn transfer(
    from: &str,
    surface: &str,
    to: &str,
    lang: &Lang,
    kind: Option<&str>,
    before: Option<&str>,
) -> Option<String> {
    let folded = |text: &str| {
        let words = Words::of(text, lang);
        (0..words.len()).map(|at| words.folded(at).to_owned()).collect::<Vec<_>>()
    };
    let surface = folded(surface);
    let cells: Vec<String> = paradigm(from, lang, kind)
        .into_iter()
        .filter(|form| folded(&form.text) == surface)
        .map(|form| form.label)
        .collect();
    let target = paradigm(to, lang, kind);
    let in_cell = |cell: &String| target.iter().find(|form| form.label == *cell);
    let governed = before.map(|word| case::fold(word, lang)).and_then(|word| ru::governed(&word));
    let fits = |cell: &&String| match governed {
        Some(cases) if lang.primary() == "ru" => cases.iter().any(|case| cell.ends_with(case)),
        _ => true,
    };
    // A form that can be read without a possessor is read so.
    let plain = cells.iter().any(|cell| !is_possessed(cell));
    let mut forms: Vec<&str> = cells
        .iter()
        .filter(|cell| !plain || !is_possessed(cell))
        .filter(fits)
        .filter_map(in_cell)
        .map(|form| form.text.as_str())
        .collect();
    forms.dedup();
    match forms.as_slice() {
        [form] => Some((*form).to_owned()),
        _ => None,
    }
}

/// Whether a cell of the Azerbaijani paradigm has a possessor.
fn is_possessed(cell: &str) -> bool {
    az::POSSESSORS.iter().any(|owner| !owner.is_empty() && cell.contains(owner))
}

fn azerbaijani(term: &str, lang: &Lang) -> Vec<Form> {
    let words = Words::of(term, lang);
    let Some(last) = words.len().checked_sub(1).and_then(|at| words.get(at)) else {
        return Vec::new();
    };
    let (head, word, tail) =
        (&term[..last.span.start], &term[last.span.clone()], &term[last.span.end..]);
    let whole = |form: &str| format!("{head}{form}{tail}");
    if is_abbreviation(word) || word.ends_with(|c: char| c.is_ascii_digit()) {
        return az::abbreviation(word)
            .into_iter()
            .map(|(case, form)| Form::new(case, whole(&form)))
            .collect();
    }
    let folded = words.folded(words.len() - 1);
    let izafet = (words.len() > 1 && az::is_izafet_head(folded)) || az::is_one_word_izafet(folded);
    let plural_only = az::is_plural(folded, izafet);
    let mut forms = Vec::new();
    for plural in [false, true] {
        if plural_only && !plural {
            continue;
        }
        for (possessor, owner) in az::POSSESSORS.iter().enumerate() {
            if izafet && *owner == "his/her" {
                // The possessive of an izafet is its third person already.
                continue;
            }
            for (case, name) in az::CASES.iter().enumerate() {
                let number = if plural { "plural" } else { "singular" };
                let owner = if owner.is_empty() { String::new() } else { format!("{owner}, ") };
                let form = az::inflect(word, izafet, az::Cell { plural, possessor, case });
                forms.push(Form::new(format!("{number}, {owner}{name}"), whole(&form)));
            }
        }
    }
    forms
}

fn english(term: &str, lang: &Lang) -> Vec<Form> {
    let words = Words::of(term, lang);
    let folded: Vec<&str> = (0..words.len()).map(|at| words.folded(at)).collect();
    let possessive = |text: &str| match text.ends_with('s') {
        true => format!("{text}’"),
        false => format!("{text}’s"),
    };
    let head = en::heads(&folded).first().copied();
    let head = head.and_then(|at| Some((words.get(at)?.span.clone(), *folded.get(at)?)));
    if let Some((_, noun)) = &head
        && en::is_plural(noun)
    {
        return vec![Form::new("plural", term), Form::new("plural, possessive", possessive(term))];
    }
    let mut forms =
        vec![Form::new("singular", term), Form::new("singular, possessive", format!("{term}’s"))];
    let plural = head.and_then(|(span, noun)| {
        let written = &term[span.clone()];
        let plural = match is_abbreviation(written) {
            true if written.ends_with('S') => return None,
            true => format!("{written}s"),
            false => like(written, en::plurals(noun).first()?, lang),
        };
        Some(format!("{}{plural}{}", &term[..span.start], &term[span.end..]))
    });
    if let Some(plural) = plural {
        forms.push(Form::new("plural", plural.as_str()));
        forms.push(Form::new("plural, possessive", possessive(&plural)));
    }
    forms
}

fn russian(term: &str, lang: &Lang, kind: Option<&str>) -> Vec<Form> {
    let words = Words::of(term, lang);
    let Some(reading) = ru::phrase::readings(term, &words, kind).into_iter().next() else {
        return Vec::new();
    };
    let animate = ru::is_animate(&words, &reading, kind);
    let mut forms = Vec::new();
    for cell in 0..2 * ru::CASES.len() {
        // The accusative of animate nouns is the genitive, where there is a choice.
        let mut text = String::new();
        let mut at = 0;
        let mut there = true;
        for (number, table) in reading.iter().enumerate() {
            let (Some(table), Some(word)) = (table, words.get(number)) else { continue };
            let Some(form) = table.choose(cell, animate) else {
                there = false;
                break;
            };
            text.push_str(&term[at..word.span.start]);
            text.push_str(&like(&term[word.span.clone()], form, lang));
            at = word.span.end;
        }
        if !there {
            continue;
        }
        text.push_str(&term[at..]);
        let number = if cell < ru::CASES.len() { "singular" } else { "plural" };
        let case = ru::CASES[cell % ru::CASES.len()];
        forms.push(Form::new(format!("{number}, {case}"), text));
    }
    forms
}

/// The folded `form` written as the citation form is: its capitals and its ё.
fn like(written: &str, form: &str, lang: &Lang) -> String {
    let capitals = is_abbreviation(written);
    let citation = case::fold(written, lang).replace('ё', "е");
    let keeps_yo = citation == form || !ru::loses_yo(&citation);
    let mut original = written.chars();
    let mut same = true;
    form.chars()
        .flat_map(|c| {
            let model = original.next();
            let upper = || c.to_uppercase().collect::<Vec<char>>();
            let Some(model) = model.filter(|_| same) else {
                return if capitals { upper() } else { vec![c] };
            };
            let folded = case::fold(&model.to_string(), lang).replace('ё', "е");
            same = folded == c.to_string();
            match (same, capitals) {
                (true, _) if keeps_yo || !matches!(model, 'ё' | 'Ё') => vec![model],
                (_, true) => upper(),
                _ => vec![c],
            }
        })
        .collect()
}
