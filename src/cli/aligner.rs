//! How the versions of a readout are aligned in this call: with what is known of the languages,
//! and with an embedding program where one is named.

use crate::align::anchors::Anchor;
use crate::align::{self, Bead, Help, Version};
use crate::cli::args::AlignArgs;
use crate::cli::session::Session;
use crate::embed::{Cache, Embedder, Program, Request};
use crate::error::{Notice, Result};
use crate::lang::lexicon::Lexicon;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Aligns; several threads may share it.
pub struct Aligner {
    lexicon: Lexicon,
    embedder: Option<Mutex<Embedder>>,
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
                Some(Mutex::new(Embedder::new(program, cache)))
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
        let vectors = match &self.embedder {
            None => None,
            Some(embedder) => {
                let requests: Vec<Request<'_>> = versions
                    .iter()
                    .flat_map(|v| {
                        v.segments.iter().map(|s| Request { lang: &v.lang, text: s.text })
                    })
                    .collect();
                let mut embedder = embedder.lock().unwrap_or_else(PoisonError::into_inner);
                let all = embedder.vectors(&requests);
                notices.extend(embedder.notices());
                let mut rest = all?.into_iter();
                Some(
                    versions
                        .iter()
                        .map(|v| rest.by_ref().take(v.segments.len()).collect())
                        .collect(),
                )
            }
        };
        align::align_with(versions, &self.lexicon, &Help { vectors: vectors.as_ref(), anchors })
    }
}
