//! Russian: the head noun and the adjectives before it inflect and agree, genitive dependents
//! stay. After A. A. Zaliznyak, *Grammatical Dictionary of Russian* (types of declension) and
//! the Academy grammar of 1980, §§ 1170–1330.
//!
//! A glossary gives the citation form only; stress, animacy and, for nouns in -ь, gender are
//! not written. Recognition therefore takes the union of the declensions that the form allows,
//! the paradigm prints the likeliest. Words come in folded: small letters, `е` for `ё`.

pub(super) mod adjective;
mod animate;
mod lists;
mod name;
pub(super) mod noun;
pub(super) mod phrase;
mod titled;

pub(super) use animate::is_animate;

use super::Cells;
use crate::lang::inflect::ru::nouns;

/// Cases of the singular are cells 0–5 (nominative, genitive, dative, accusative, instrumental,
/// prepositional), of the plural 6–11.
pub(super) const CASES: [&str; 6] =
    ["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"];

/// Cell of the count form after 2, 3, 4: *две рабочие группы*, *три столовых ложки*.
const PAUCAL: usize = 12;

/// Grammatical gender, or the plural, which has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

/// The forms of a word by cell, the usual form of a cell first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    cells: Vec<Vec<String>>,
    /// Whether the endings are those of an adjective.
    adjectival: bool,
}

impl Table {
    fn new() -> Table {
        Table { cells: vec![Vec::new(); PAUCAL + 1], adjectival: false }
    }

    fn add(&mut self, cell: usize, form: impl Into<String>) {
        let form = form.into();
        if let Some(forms) = self.cells.get_mut(cell)
            && !forms.contains(&form)
        {
            forms.push(form);
        }
    }

    /// Adds to several cells: `forms` begins at cell `first`; `/` separates variants, and an
    /// empty variant adds nothing but the stem.
    fn add_row(&mut self, first: usize, stem: &str, endings: &[&str]) {
        for (at, variants) in endings.iter().enumerate() {
            for ending in variants.split('/') {
                self.add(first + at, format!("{stem}{ending}"));
            }
        }
    }

    pub(super) fn get(&self, cell: usize) -> &[String] {
        self.cells.get(cell).map_or(&[], Vec::as_slice)
    }

    /// The usual form of a cell. In the accusative an animate noun and its adjectives are like
    /// the genitive where they may be.
    pub(super) fn choose(&self, cell: usize, animate: bool) -> Option<&str> {
        let forms = self.get(cell);
        let genitive = matches!(cell, 3 | 9)
            .then(|| self.get(cell - 2).first())
            .flatten()
            .filter(|genitive| animate && forms.contains(genitive));
        genitive.or(forms.first()).map(String::as_str)
    }

    /// The table of a person: in the accusative the usual form is the genitive, where there is a
    /// choice.
    fn of_person(mut self) -> Table {
        for cell in [3, 9] {
            let Some(genitive) = self.get(cell - 2).first().cloned() else { continue };
            if let Some(forms) = self.cells.get_mut(cell)
                && let Some(at) = forms.iter().position(|form| *form == genitive)
            {
                forms[..=at].rotate_right(1);
            }
        }
        self
    }

    /// The table without its plural.
    fn in_singular(mut self) -> Table {
        self.cells[CASES.len()..].iter_mut().for_each(Vec::clear);
        self
    }

    /// Whether the word is `form` in `cell`.
    fn has(&self, cell: usize, form: &str) -> bool {
        self.get(cell).iter().any(|known| known == form)
    }

    /// Every form with its cells.
    fn forms(&self) -> Vec<(String, Cells)> {
        let mut forms: Vec<(String, Cells)> = Vec::new();
        for (cell, in_cell) in self.cells.iter().enumerate() {
            for form in in_cell {
                match forms.iter_mut().find(|(known, _)| known == form) {
                    Some((_, cells)) => cells.0 |= 1 << cell,
                    None => forms.push((form.clone(), Cells(1 << cell))),
                }
            }
        }
        forms
    }
}

/// Whether forms of the word have another stem: *человек*, *люди*; *годы*, *лет*.
pub(crate) fn has_other_stem(word: &str) -> bool {
    nouns::other_plural(word).is_some()
}

/// Whether the ё of the citation form is е in all other forms.
pub(super) fn loses_yo(word: &str) -> bool {
    nouns::YO_IN_NOMINATIVE.has(word)
}

fn ends_in(word: &str, letters: &str) -> bool {
    word.chars().next_back().is_some_and(|c| letters.contains(c))
}

const VOWELS: &str = "аеиоуыэюя";
const VELARS: &str = "гкх";
const HUSHING: &str = "жчшщ";

fn syllables(word: &str) -> usize {
    word.chars().filter(|c| VOWELS.contains(*c)).count()
}

/// Whether a form that ends like an adjective modifies the word after it. Only the endings of
/// the dative, instrumental, prepositional and feminine accusative tell: after a noun in these
/// cases a dependent stands in the genitive and ends otherwise.
pub(crate) fn modifies(form: &str, next: &str) -> bool {
    const AGREEING: [(&[&str], &[&str]); 5] = [
        (&["ому", "ему"], &["у", "ю"]),
        (&["ым", "им"], &["ом", "ем", "ам", "ям"]),
        (&["ыми", "ими"], &["ами", "ями"]),
        (&["ом", "ем"], &["е"]),
        (&["ую", "юю"], &["у", "ю"]),
    ];
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
    // Short words are particles, pronouns and prepositions.
    next.chars().count() >= 4
        && AGREEING.iter().any(|(adjective, noun)| ends(form, adjective) && ends(next, noun))
}

/// Whether a form stands in cells of the nominative or accusative plural alone.
pub(crate) fn is_plural_subject(cells: Cells) -> bool {
    cells.0 & !(1 << 6 | 1 << 9) == 0
}

/// The cases that a preposition governs, where there are few.
pub(crate) fn governed(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "без" | "для" | "до" | "из" | "от" | "у" | "около" | "против" | "среди" | "после" => {
            &["genitive"]
        }
        "к" | "ко" | "благодаря" | "согласно" | "вопреки" => &["dative"],
        "над" | "перед" | "между" => &["instrumental"],
        "при" | "о" | "об" => &["prepositional"],
        "про" | "через" | "сквозь" => &["accusative"],
        "в" | "во" | "на" => &["prepositional", "accusative"],
        _ => return None,
    })
}
