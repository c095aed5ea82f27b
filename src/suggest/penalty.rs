//! What a workspace takes off the scores of units that it trusts less.

use crate::memory::Status;
use crate::suggest::Provenance;
use std::collections::BTreeMap;

/// Penalties in per cent, by status (`unreviewed`, `doubtful`) or by memory: the name of a file
/// or folder, as origins show it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Penalties(BTreeMap<String, f64>);

impl Penalties {
    /// These penalties.
    pub fn new(penalties: impl IntoIterator<Item = (String, f64)>) -> Self {
        Penalties(penalties.into_iter().collect())
    }

    /// What is taken off the similarity (0 to 1) of a unit, and the reasons; `None` when nothing
    /// is.
    pub fn of(&self, origin: &Provenance) -> Option<(f64, String)> {
        let applies = |key: &str| match origin.status {
            Status::Unreviewed if key == "unreviewed" => true,
            Status::Doubtful if key == "doubtful" => true,
            _ => {
                let rest = origin.file.strip_prefix(key.trim_end_matches('/'));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
            }
        };
        let found: Vec<(&String, &f64)> =
            self.0.iter().filter(|(key, percent)| **percent != 0.0 && applies(key)).collect();
        let reasons: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        let sum: f64 = found.iter().map(|(_, percent)| *percent).sum();
        (!found.is_empty()).then(|| (sum / 100.0, reasons.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penalties_are_by_status_and_by_memory() {
        let penalties = Penalties::new([("unreviewed".into(), 3.0), ("tmx/old".into(), 10.0)]);
        let origin = |file: &str, status| Provenance {
            file: file.into(),
            tuid: None,
            unit: 0,
            changed: None,
            status,
        };
        let of = |file: &str, status| penalties.of(&origin(file, status));
        assert_eq!(of("tmx/new.tmx", Status::Reviewed), None);
        assert_eq!(of("tmx/older.tmx", Status::Reviewed), None);
        assert_eq!(of("tmx/old/a.tmx", Status::Reviewed), Some((0.1, "tmx/old".into())));
        let both = of("tmx/old/a.tmx", Status::Unreviewed).expect("a penalty");
        assert_eq!((both.0 * 100.0, both.1.as_str()), (13.0, "tmx/old, unreviewed"));
    }
}
