//! What stands today: findings that were there before are not said again.

use super::Finding;
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The first line of a file.
const HEADER: &str = "# yaddash baseline: rule, fingerprint, how often";

/// Findings by what they say and of what, not by where they stand: a segment may move. Each is
/// known as often as it was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<(String, String), usize>,
}

impl Baseline {
    /// Adds a finding in a pair of segments.
    pub fn add(&mut self, finding: &Finding, languages: [&Lang; 2], texts: [&str; 2]) {
        *self.counts.entry(key(finding, languages, texts)).or_default() += 1;
    }

    /// Whether the finding was there; each time it is asked for, it is there once less.
    pub fn take(&mut self, finding: &Finding, languages: [&Lang; 2], texts: [&str; 2]) -> bool {
        match self.counts.get_mut(&key(finding, languages, texts)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many findings there are that were not taken.
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads what [`Baseline::to_text`] writes.
    ///
    /// # Errors
    /// [`Kind::Malformed`] with the line that is none of a baseline.
    pub fn parse(file: &str, text: &str) -> Result<Baseline> {
        let mut baseline = Baseline::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let entry = line.trim();
            if !entry.is_empty() && !entry.starts_with('#') {
                let mut cells = entry.split_whitespace();
                let (rule, print, count) = (cells.next(), cells.next(), cells.next());
                let count = count.and_then(|count| count.parse::<usize>().ok());
                let (Some(rule), Some(print), Some(count)) = (rule, print, count) else {
                    return Err(Error::new(Kind::Malformed, "this is no line of a baseline")
                        .at(Place::in_text(file, text, at))
                        .help("make the file anew with --update-baseline"));
                };
                *baseline.counts.entry((rule.to_owned(), print.to_owned())).or_default() += count;
            }
            at += line.len();
        }
        Ok(baseline)
    }

    /// The findings as lines of text, sorted, so that versions of the file can be compared.
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEADER}\n");
        for ((rule, print), count) in &self.counts {
            out.push_str(&format!("{rule} {print} {count}\n"));
        }
        out
    }
}

fn key(finding: &Finding, languages: [&Lang; 2], texts: [&str; 2]) -> (String, String) {
    let mut hash = Sha256::new();
    let concept = finding.concept.as_deref().unwrap_or("");
    let tags = languages.map(|lang| lang.as_str());
    let excerpts = [finding.source.text.as_str(), finding.target.text.as_str()];
    for part in tags.iter().chain(&texts).chain(&excerpts).chain([&concept]) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    // Codes have no text; fingerprints of findings without codes are those of older files.
    for code in [&finding.source.code, &finding.target.code].into_iter().flatten() {
        hash.update(code.as_bytes());
        hash.update([1]);
    }
    let print = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    (finding.rule.id().to_owned(), print)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;

    #[test]
    fn what_stands_is_known_as_often_as_it_stands() {
        let (en, ru) = (Lang::parse("en").unwrap(), Lang::parse("ru").unwrap());
        let texts = ["in 2019", "в 2018 году"];
        let findings = Checker::new(&en, &ru).check(texts[0], texts[1]);
        let mut baseline = Baseline::default();
        baseline.add(&findings[0], [&en, &ru], texts);
        let mut again = Baseline::parse("b", &baseline.to_text()).unwrap();
        assert_eq!(again, baseline);
        assert!(again.take(&findings[0], [&en, &ru], texts));
        assert!(!again.take(&findings[0], [&en, &ru], texts));
        assert!(!baseline.take(&findings[0], [&en, &ru], ["in 2019", "в 2018"]));
        assert!(Baseline::parse("b", "number\n").is_err());
    }
}
