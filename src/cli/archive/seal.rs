//! Whether a readout's file is still the one that its versions give.
//!
//! The header of every file says of what it was made (`x-inputs`) and what was written
//! (`x-units`), as SHA-256. So an archive is gone on with where it was stopped, without any other
//! record, and a file that somebody corrected since is told from one that is merely old.

use crate::cli::archive::grouping::hex;
use crate::cli::store;
use crate::error::Result;
use crate::tmx::{self, Header, Unit};
use sha2::{Digest, Sha256};
use std::path::Path;

const INPUTS: &str = "x-inputs";
const UNITS: &str = "x-units";

/// How a readout's file stands to its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Missing,
    /// It was made of these very versions.
    Current,
    /// It was made of other ones, and is as it was made.
    Stale,
    /// It was made of other ones, and changed since.
    Corrected,
}

/// What a file is made of: the settings that count, and every version with its path.
pub fn of_inputs(settings: &str, versions: &[(&str, &[u8])]) -> String {
    let mut hash = Sha256::new();
    hash.update(settings);
    for (path, bytes) in versions {
        hash.update([0]);
        hash.update(path);
        hash.update([0]);
        hash.update(Sha256::digest(bytes));
    }
    hex(&hash.finalize(), 16)
}

/// Writes into the header of what its file is made.
pub fn seal(header: &mut Header, inputs: &str, units: &[Unit]) -> Result<()> {
    header.add_prop(INPUTS, inputs);
    header.add_prop(UNITS, &of_units(units)?);
    Ok(())
}

/// How the file at `path` stands to versions of this fingerprint; with `redo`, one made of them
/// counts as made of others.
pub fn standing(path: &Path, inputs: &str, redo: bool) -> Result<Standing> {
    if !path.exists() {
        return Ok(Standing::Missing);
    }
    let reader = tmx::open(path, tmx::ReadOptions::default())?;
    let prop = |kind| reader.header().prop(kind).map(str::to_owned);
    let (made_of, wrote) = (prop(INPUTS), prop(UNITS));
    if !redo && made_of.as_deref() == Some(inputs) {
        return Ok(Standing::Current);
    }
    let units = reader.collect::<Result<Vec<Unit>>>()?;
    Ok(match wrote == Some(of_units(&units)?) {
        true => Standing::Stale,
        false => Standing::Corrected,
    })
}

/// Everything that the units say, as they are written.
fn of_units(units: &[Unit]) -> Result<String> {
    let mut bytes = Vec::new();
    store::write(&mut bytes, &Header::absent(), units)?;
    Ok(hex(&Sha256::digest(&bytes), 16))
}
