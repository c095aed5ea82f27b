//! Repair of a match that differs in one term of the glossary: the approved translation of the
//! new term takes the place of that of the old one, in its form.

use super::{Repaired, edited};
use crate::glossary::{Concept, Glossary, Matcher, Status, TermHit, forms};
use crate::lang::{Lang, case, words};

/// The terms of a glossary, ready to be found in the source and the target languages.
pub struct TermRepair<'a> {
    glossary: &'a Glossary,
    source: (Lang, Matcher),
    targets: Vec<(Lang, Matcher)>,
}

/// A term that takes the place of another.
struct Exchange<'a> {
    old: usize,
    from: &'a Concept,
    to: &'a Concept,
}

impl<'a> TermRepair<'a> {
    /// Repairs translations from `source` into `targets`.
    pub fn new(glossary: &'a Glossary, source: &Lang, targets: &[Lang]) -> Self {
        let matcher = |lang: &Lang| (lang.clone(), Matcher::new(glossary, lang));
        let targets = targets.iter().map(matcher).collect();
        TermRepair { glossary, source: matcher(source), targets }
    }

    fn target(&self, lang: &Lang) -> Option<&Matcher> {
        let (_, matcher) = self.targets.iter().find(|(known, _)| known.same_language(lang))?;
        Some(matcher)
    }

    /// The translation `target` of `old` as a translation of `new`; `None` when the two differ
    /// in more than one term, or the form of its translation is not certain.
    pub fn apply(&self, old: &str, new: &str, target: &str, lang: &Lang) -> Option<Repaired> {
        let exchange = self.exchange(old, new)?;
        let hits = self.target(lang)?.find(target);
        let hit = once(&hits, exchange.old)?;
        let term = self.glossary.concepts.get(hit.concept)?.terms.get(hit.term)?;
        let wanted = exchange.to.approved(lang)?;
        if hit.status == Status::Forbidden {
            return None;
        }
        let surface = target.get(hit.span.clone())?;
        let before = target.get(..hit.span.start)?.split_whitespace().next_back();
        let kind = exchange.to.kind.as_deref();
        let form = forms::transfer(&term.text, surface, &wanted.text, lang, kind, before)?;
        let safe = match lang.primary() {
            "az" | "tr" => true,
            "ru" => !governs(&term.text, surface, lang, kind) && !before.is_some_and(is_adjective),
            "en" => !matches!(before, Some("a" | "an" | "A" | "An")),
            _ => false,
        };
        safe.then(|| edited(target, &[(hit.span.clone(), form)])).flatten()
    }

    /// The approved term of the concept of that identifier, in the form in which some term of it
    /// stands in `target`.
    pub fn approved_in(&self, concept: &str, target: &str, lang: &Lang) -> Option<String> {
        let concept_of = |hit: &TermHit| self.glossary.concepts.get(hit.concept);
        let hits = self.target(lang)?.find(target);
        let hit = hits.iter().find(|hit| concept_of(hit).is_some_and(|c| c.id == concept))?;
        let concept = concept_of(hit)?;
        let (used, approved) = (concept.terms.get(hit.term)?, concept.approved(lang)?);
        let before = target.get(..hit.span.start)?.split_whitespace().next_back();
        let surface = target.get(hit.span.clone())?;
        let kind = concept.kind.as_deref();
        forms::transfer(&used.text, surface, &approved.text, lang, kind, before)
    }

    /// The one term of `old` in whose place another stands in `new`.
    fn exchange(&self, old: &str, new: &str) -> Option<Exchange<'a>> {
        let (lang, matcher) = &self.source;
        let concept_of = |hit: &TermHit| self.glossary.concepts.get(hit.concept);
        let (before, after) = (matcher.find(old), matcher.find(new));
        let mut found = None;
        for x in &before {
            let place = |y: &&TermHit| {
                old.get(..x.span.start) == new.get(..y.span.start)
                    && old.get(x.span.end..) == new.get(y.span.end..)
            };
            let Some(y) = after.iter().find(place) else { continue };
            if x.concept == y.concept || once(&before, x.concept).is_none() {
                continue;
            }
            let (from, to) = (concept_of(x)?, concept_of(y)?);
            let (x_term, y_term) = (from.terms.get(x.term)?, to.terms.get(y.term)?);
            // Both stand in one form in the source: singular for singular.
            let surface = old.get(x.span.clone())?;
            let kind = to.kind.as_deref();
            let same = forms::transfer(&x_term.text, surface, &y_term.text, lang, kind, None)?;
            let folded = |text: &str| words::comparable(text, lang);
            if folded(&same) != folded(new.get(y.span.clone())?) || from.kind != to.kind {
                return None;
            }
            if found.is_some() {
                return None;
            }
            found = Some(Exchange { old: x.concept, from, to });
        }
        found.filter(|exchange| exchange.from.id != exchange.to.id)
    }
}

/// The only hit of a concept.
fn once(hits: &[TermHit], concept: usize) -> Option<&TermHit> {
    let mut of_it = hits.iter().filter(|hit| hit.concept == concept);
    let first = of_it.next()?;
    of_it.next().is_none().then_some(first)
}

/// Whether a Russian form can be a subject, with whose gender the verb agrees.
pub(super) fn governs(term: &str, surface: &str, lang: &Lang, kind: Option<&str>) -> bool {
    let folded = case::fold(surface, lang);
    let cells: Vec<String> = forms::paradigm(term, lang, kind)
        .into_iter()
        .filter(|form| case::fold(&form.text, lang) == folded)
        .map(|form| form.label)
        .collect();
    // A form that can be singular is not read as the plural: Норвегии.
    let singular = cells.iter().any(|cell| cell.starts_with("singular"));
    cells
        .iter()
        .any(|cell| cell.ends_with("nominative") && cell.starts_with("singular") == singular)
}

/// Whether a Russian word may be an adjective or participle, which agrees with the noun.
pub(super) fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым",
        "им", "ую", "юю",
    ];
    word.chars().count() > 3 && (ENDINGS.iter().any(|e| word.ends_with(e)) || word.ends_with("ых"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_takes_the_form_of_the_other() {
        let table = "id\ten\tru\taz\n1\tNorway\tНорвегия\tNorveç\n2\tItaly\tИталия\tİtaliya\n";
        let glossary = Glossary::from_table("g.tsv", table).expect("a glossary");
        let [en, ru, az] = ["en", "ru", "az"].map(|tag| Lang::parse(tag).expect("a tag"));
        let repair = TermRepair::new(&glossary, &en, &[ru.clone(), az.clone()]);
        let apply = |old: &str, new: &str, target: &str, lang: &Lang| {
            repair.apply(old, new, target, lang).map(|r| r.text)
        };
        let (old, new) = ("The ambassador of Norway came.", "The ambassador of Italy came.");
        assert_eq!(
            apply(old, new, "Прибыл посол Норвегии.", &ru).as_deref(),
            Some("Прибыл посол Италии.")
        );
        assert_eq!(
            apply(old, new, "Norveçin səfiri gəldi.", &az).as_deref(),
            Some("İtaliyanın səfiri gəldi.")
        );
        // The verb would have to agree; the term stands twice; something else differs.
        assert_eq!(apply("Norway won.", "Italy won.", "Норвегия выиграла.", &ru), None);
        assert_eq!(apply(old, new, "Norveçin Norveç səfiri gəldi.", &az), None);
        assert_eq!(apply(old, "The envoy of Italy came.", "Norveçin səfiri gəldi.", &az), None);
    }
}
