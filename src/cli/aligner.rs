//! How the versions of a readout are aligned in this call: with what is known of the languages,
//! and with an embedding program where one is named.

use crate::align::anchors::Anchor;
use crate::align::embedding::Vectors;
use crate::align::{self, Bead, Help, Version};
use crate::cli::args::AlignArgs;
use crate::cli::session::Session;
use crate::embed::{Cache, Embedder, Program};
use crate::error::{Error, Kind, Notice, Result};
use crate::lang::Lang;
use crate::lang::lexicon::Lexicon;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// After so many failures in a row the embedding program is not asked again: one that hangs would
/// cost every readout of an archive its timeout.
const PATIENCE: usize = 3;

/// Aligns; several threads may share it.
pub struct Aligner {
    lexicon: Lexicon,
    embedder: Option<Mutex<Asked>>,
}

/// An embedding program, and how often it has failed since it last answered.
struct Asked {
    embedder: Embedder,
    failures: usize,
}

impl Asked {
    fn vectors(&mut self, lang: &Lang, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        if self.failures == PATIENCE {
            let message = format!("the embedding program failed {PATIENCE} times and was given up");
            return Err(
                Error::new(Kind::Io, message).help("mend it, or align without --embed-command")
            );
        }
        let vectors = self.embedder.vectors(lang, texts);
        self.failures = if vectors.is_err() { self.failures + 1 } else { 0 };
        vectors
    }
}

impl Aligner {
    /// As the call says.
    pub fn new(session: &Session, args: &AlignArgs, lexicon: Lexicon) -> Result<Aligner> {
        let embedder = match &args.embed.embed_command {
            None => None,
            Some(command) => {
                let timeout = Duration::from_secs(args.embed.embed_timeout);
                let program = Program::new(command, timeout)?;
                let cache = match session.cache_folder()? {
                    Some(folder) => Cache::open(&folder.join("embeddings"), command),
                    None => Cache::none(),
                };
                let embedder = Embedder::new(program, cache);
                Some(Mutex::new(Asked { embedder, failures: 0 }))
            }
        };
        Ok(Aligner { lexicon, embedder })
    }

    /// What is known of the languages.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Aligns the versions of a readout around `anchors`.
    pub fn align(
        &self,
        versions: &[Version<'_>],
        anchors: &[Anchor],
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Bead>> {
        let vectors = self.vectors(versions, notices)?;
        self.align_with(versions, vectors.as_ref(), anchors)
    }

    /// The same with vectors that are there.
    pub fn align_with(
        &self,
        versions: &[Version<'_>],
        vectors: Option<&Vectors>,
        anchors: &[Anchor],
    ) -> Result<Vec<Bead>> {
        align::align_with(versions, &self.lexicon, &Help { vectors, anchors })
    }

    /// What the embedding program says of the versions, where there is one.
    pub fn vectors(
        &self,
        versions: &[Version<'_>],
        notices: &mut Vec<Notice>,
    ) -> Result<Option<Vectors>> {
        let Some(embedder) = &self.embedder else { return Ok(None) };
        let mut asked = embedder.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = |lang: &_, texts: &[_]| asked.vectors(lang, texts);
        let vectors = Vectors::ask(versions, &self.lexicon, ask);
        notices.extend(asked.embedder.notices());
        vectors.map(Some)
    }
}
