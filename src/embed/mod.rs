//! Any embedding model, outside the process: a program that reads segments as JSON Lines and
//! answers with vectors (the protocol: `docs/embed.md`), behind a cache on disk.

mod cache;
mod process;

pub use cache::Cache;
pub use process::Program;

use crate::error::{Notice, Result};
use crate::lang::Lang;
use std::collections::HashMap;

/// How many segments are asked for at once.
const BATCH: usize = 64;

/// A segment of which a vector is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request<'a> {
    /// Its language.
    pub lang: &'a Lang,
    /// Its text.
    pub text: &'a str,
}

/// A program that gives vectors, and those that it gave before.
pub struct Embedder {
    program: Program,
    cache: Cache,
}

impl Embedder {
    /// Asks `program` for what `cache` does not hold.
    pub fn new(program: Program, cache: Cache) -> Embedder {
        Embedder { program, cache }
    }

    /// What there is to know about the cache.
    pub fn notices(&mut self) -> Vec<Notice> {
        self.cache.notices()
    }

    /// A vector for each segment, in order, all of one dimension.
    ///
    /// # Errors
    /// When the program cannot be started, ends early, does not answer in time, or answers
    /// something that is not asked for.
    pub fn vectors(&mut self, requests: &[Request<'_>]) -> Result<Vec<Vec<f32>>> {
        let mut known: HashMap<Request<'_>, Vec<f32>> = HashMap::new();
        let mut wanted: Vec<Request<'_>> = Vec::new();
        for request in requests {
            if known.contains_key(request) || wanted.contains(request) {
                continue;
            }
            match self.cache.get(request) {
                Some(vector) => {
                    known.insert(*request, vector);
                }
                None => wanted.push(*request),
            }
        }
        // Texts of like length go together: models pad a batch to its longest.
        wanted.sort_by_key(|request| request.text.len());
        let mut dimension = known.values().map(Vec::len).next();
        for batch in wanted.chunks(BATCH) {
            let vectors = self.program.embed(batch, dimension)?;
            dimension = vectors.first().map(Vec::len);
            self.cache.put(batch, &vectors);
            known.extend(batch.iter().copied().zip(vectors));
        }
        Ok(requests.iter().map(|request| known.get(request).cloned().unwrap_or_default()).collect())
    }
}
