//! The outline that a text has when a regular expression matches it, so that the index can leave out
//! texts without reading them.
//!
//! An expression is gone through from left to right with the kinds that the last two characters
//! may have ([`super::outline`]). Where a third is certain to follow, one of the threes
//! that are possible there stands in the text; and where it is certain of which kind it is, it
//! counts.

use crate::memory::concordance::outline::{
    self, ALL, ANY, Counts, Kinds, MANY, ODD, SPACES, Threes,
};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// More steps are not made: expressions may be repetitions of repetitions of repetitions.
const STEPS: usize = 2000;

/// How often a repetition is gone through that is repeated more often: what comes later sees no
/// more than the last two characters, and only adds to what is counted.
const TIMES: u32 = 6;

/// What a text has that an expression matches.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    /// Of each of these, one at least.
    threes: Vec<Threes>,
    /// So many numbers, marks and stretches of capitals at least, see [`Counts`].
    counts: Counts,
    /// So many bytes: at least, at most, and at least without white space between them.
    least: u32,
    most: u32,
    stretch: u32,
}

impl Sketch {
    /// What each text has that `pattern` matches, whatever the case.
    pub(crate) fn new(pattern: &str) -> Sketch {
        let hir = ParserBuilder::new().case_insensitive(true).build().parse(pattern);
        let hir = hir.unwrap_or_else(|_| Hir::empty());
        let mut walk = Walk::default();
        walk.walk(&hir, [ANY; 2]);
        let mut threes = walk.threes;
        threes.sort_unstable();
        threes.dedup();
        let properties = hir.properties();
        let whole = properties.look_set_prefix().contains(Look::Start)
            && properties.look_set_suffix().contains(Look::End);
        let most = properties.maximum_len().filter(|_| whole).unwrap_or(usize::MAX);
        let least = properties.minimum_len().unwrap_or_default();
        let [least, most, stretch] = [least, most, walk.longest].map(outline::length);
        let counts = walk.counts.map(|count| count.min(MANY));
        Sketch { threes, counts, least, most, stretch }
    }

    /// Whether it asks for any characters beside one another.
    pub(crate) fn has_threes(&self) -> bool {
        !self.threes.is_empty()
    }

    /// Whether a unit with these characters beside one another may have such a text.
    pub(crate) fn allows(&self, threes: Threes) -> bool {
        self.threes.iter().all(|some| some & threes != 0)
    }

    /// Whether it asks for a number of something.
    pub(crate) fn has_counts(&self) -> bool {
        // One of each is what the threes say.
        self.counts.iter().any(|&count| count > 1)
    }

    /// Whether a unit in which there are so many may have such a text.
    pub(crate) fn allows_counts(&self, counts: u32) -> bool {
        outline::counts(counts).iter().zip(self.counts).all(|(&count, least)| count >= least)
    }

    /// Whether a unit of these sizes may have such a text.
    pub(crate) fn allows_lengths(&self, sizes: u32) -> bool {
        let [longest, shortest, stretch] = outline::lengths(sizes);
        longest >= self.least && shortest <= self.most && stretch >= self.stretch
    }
}

/// The kinds that the last two characters may have.
type Last = [Kinds; 2];

fn either(a: Last, b: Last) -> Last {
    [a[0] | b[0], a[1] | b[1]]
}

#[derive(Default)]
struct Walk {
    /// Of each of these, one at least stands in the text.
    threes: Vec<Threes>,
    /// How much of what is counted is certain so far.
    counts: Counts,
    /// How many bytes are certain to stand here without white space between them, and the most so
    /// far.
    stretch: usize,
    longest: usize,
    steps: usize,
}

impl Walk {
    /// Goes through an expression behind these characters; the result are the last ones of it.
    fn walk(&mut self, hir: &Hir, last: Last) -> Last {
        self.steps += 1;
        if self.steps > STEPS {
            self.stretch = 0;
            return [ANY; 2];
        }
        match hir.kind() {
            HirKind::Empty => last,
            HirKind::Capture(group) => self.walk(&group.sub, last),
            HirKind::Concat(parts) => parts.iter().fold(last, |last, part| self.walk(part, last)),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => text.chars().fold(last, |last, c| {
                    let class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
                    self.character(&class, last)
                }),
                Err(_) => self.unknown(),
            },
            HirKind::Class(Class::Unicode(class)) => self.character(class, last),
            HirKind::Class(Class::Bytes(_)) => self.unknown(),
            HirKind::Look(look) => self.look(*look, last),
            HirKind::Repetition(repeated) => {
                let mut last = last;
                let mut times = 0;
                while times < repeated.min.min(TIMES) {
                    last = self.walk(&repeated.sub, last);
                    times += 1;
                }
                if repeated.max == Some(times) {
                    return last;
                }
                // Perhaps it comes again: nothing of that is certain.
                let (certain, counts, longest) = (self.threes.len(), self.counts, self.longest);
                let is_bound = |hir: &Hir| hir.properties().maximum_len() == Some(0);
                let stretch = match repeated.sub.kind() {
                    HirKind::Class(Class::Unicode(class))
                        if outline::kinds(class) & SPACES == 0 =>
                    {
                        let again = (repeated.min - times) as usize;
                        self.stretch + again.saturating_mul(class.minimum_len().unwrap_or(0))
                    }
                    _ if is_bound(&repeated.sub) => self.stretch,
                    _ => 0,
                };
                loop {
                    let before = last;
                    last = either(last, self.walk(&repeated.sub, last));
                    if last == before {
                        break;
                    }
                }
                self.threes.truncate(certain);
                self.counts = counts;
                (self.stretch, self.longest) = (stretch, longest.max(stretch));
                last
            }
            HirKind::Alternation(branches) => self.one_of(branches, last),
        }
    }

    fn one_of(&mut self, branches: &[Hir], last: Last) -> Last {
        let mut after = [0; 2];
        let (mut threes, mut counts, mut longest) = (0, [u32::MAX; 3], usize::MAX);
        for branch in branches {
            let mut walk = Walk { steps: self.steps, counts: self.counts, ..Walk::default() };
            after = either(after, walk.walk(branch, last));
            self.steps = walk.steps;
            // Of what the branch asks for, what the fewest have.
            threes |= walk.threes.into_iter().min_by_key(|some| some.count_ones()).unwrap_or(ALL);
            counts.iter_mut().zip(walk.counts).for_each(|(least, of)| *least = of.min(*least));
            longest = longest.min(walk.longest);
        }
        self.ask(threes);
        self.counts = counts;
        self.longest = self.longest.max(longest);
        self.stretch = 0;
        after
    }

    fn character(&mut self, class: &ClassUnicode, [first, second]: Last) -> Last {
        let kinds = outline::kinds(class);
        outline::count_certain(&mut self.counts, second, kinds);
        self.ask(outline::threes([first, second, kinds]));
        if kinds == SPACES
            && !class.iter().any(|range| (range.start()..=range.end()).contains(&' '))
        {
            self.ask(ODD);
        }
        match kinds & SPACES {
            0 => self.stretch += class.minimum_len().unwrap_or(0),
            _ => self.stretch = 0,
        }
        self.longest = self.longest.max(self.stretch);
        [second, kinds]
    }

    fn look(&mut self, look: Look, [first, second]: Last) -> Last {
        match look {
            Look::Start => [SPACES; 2],
            Look::StartLF | Look::StartCRLF => [first, SPACES],
            Look::End | Look::EndLF | Look::EndCRLF => {
                self.ask(outline::threes([first, second, SPACES]));
                [first, second]
            }
            _ => [first, second],
        }
    }

    fn unknown(&mut self) -> Last {
        self.stretch = 0;
        [ANY; 2]
    }

    fn ask(&mut self, threes: Threes) {
        if threes & ALL != ALL {
            self.threes.push(threes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_another_outline_are_left_out() {
        for (pattern, texts, others) in [
            ("(?-i)[A-Z]{2}", &["EU", "the EU."][..], &["Eu", "e U"][..]),
            (r"(?-i)[a-z]\.[A-Z]", &["e.g.Xy", "end.New"], &["end. New", "E.U"]),
            (r"\W{3,}", &["a, (b", "a...", "a. - b"], &["a, b", "a."]),
            (r"\W{2}\w{2}", &["a, bc"], &["a,", "bc"]),
            ("  ", &["a  b", " a", "a "], &["a b", ""]),
            (r"^\s|\s$", &[" a", "a ", "a  b"], &["a b"]),
            (r"\t", &["a\tb", "a\u{a0}b"], &["a  b"]),
            ("(  |\t)c", &["a  c", "a\tc"], &[]),
            ("^$", &[""], &["a"]),
            ("^.{1,3}$", &["ab", "əşı"], &["a much longer text"]),
            ("(?-i)^[a-z]", &["no"], &["No", "7"]),
            (r"(?-i)[a-z]$|\d$", &["no", "a 7"], &["no.", "NO"]),
            (r"\S{9,}", &["a-long-word"], &["a long word"]),
            (r"(-\w+){2,}", &["a-b-c"], &["ab c", "-a -b"]),
            (r"(a|b)*\d{2}", &["ab12", "12"], &["1", "ab"]),
            (r"\d+\D+\d+\D+\d", &["1 2 3", "14.02.2020", "1.5, 7_8"], &["14.2020", "1234"]),
            (r"\d\d?\d", &["20", "2020"], &["2"]),
            (r"(\d|\w|x\d)\d", &["12", "1x2"], &["xx"]),
            (r"(\d,){4}", &["1,2,3,4,"], &["1,2,3,", "1,2,3;4"]),
            (r",[^,]*,[^,]*,", &["a, b, c,", "a,,,"], &["a, b, c"]),
            (r"(_|,){2}", &["a__c", "a,_"], &["a, b", "a_b_c"]),
            (r"(?-i)([A-Z]\w* ){2}", &["The UN is", "UN A B"], &["THE a ", "The a"]),
            (r"(?-i)[A-Z]+(\.[A-Z])*", &["EU", "U.N"], &["eu"]),
            (r"((a|b)*|c)\B", &["", "x"], &[]),
            (r"a\b{start}\.", &["a."], &["a", "ab"]),
        ] {
            let sketch = Sketch::new(pattern);
            let allows = |text: &str| {
                let of = outline::outline([text].into_iter());
                sketch.allows(of.threes)
                    && sketch.allows_lengths(of.sizes)
                    && sketch.allows_counts(of.counts)
            };
            texts.iter().for_each(|text| assert!(allows(text), "{pattern}, {text:?}"));
            others.iter().for_each(|text| assert!(!allows(text), "{pattern}, {text:?}"));
        }
    }

    #[test]
    fn repetitions_of_repetitions_end() {
        let many = (0..40).fold("a".to_owned(), |inner, _| format!("({inner}|-)+"));
        assert!(Sketch::new(&format!("{many} {many}")).allows(ALL));
    }
}
