//! Any embedding model, outside the process: a program that reads segments as JSON Lines and
//! answers with vectors (the protocol: `docs/embed.md`), behind a cache on disk.

mod cache;
mod process;

pub use cache::Cache;
pub use process::Program;

use crate::error::{Notice, Result};
use crate::lang::Lang;
use std::collections::HashMap;

/// How many texts are asked for at once.
const BATCH: usize = 64;

/// A text of which a vector is wanted.
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

    /// A vector for each text of a language, in order, all of one dimension.
    ///
    /// # Errors
    /// When the program cannot be started, ends early, does not answer in time, or answers
    /// something that is not asked for.
    pub fn vectors(&mut self, lang: &Lang, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        let mut known: HashMap<&str, Vec<f32>> = HashMap::new();
        let mut wanted: Vec<Request<'_>> = Vec::new();
        for text in texts {
            if known.contains_key(text.as_str()) {
                continue;
            }
            let request = Request { lang, text };
            let vector = self.cache.get(&request).unwrap_or_else(|| {
                wanted.push(request);
                Vec::new()
            });
            known.insert(text, vector);
        }
        // Texts of like length go together: models pad a batch to its longest.
        wanted.sort_by_key(|request| request.text.len());
        let mut dimension = known.values().map(Vec::len).find(|&dimension| dimension > 0);
        for batch in wanted.chunks(BATCH) {
            let vectors = self.program.embed(batch, dimension)?;
            dimension = vectors.first().map(Vec::len);
            self.cache.put(batch, &vectors);
            known.extend(batch.iter().map(|request| request.text).zip(vectors));
        }
        Ok(texts.iter().map(|text| known.get(text.as_str()).cloned().unwrap_or_default()).collect())
    }
}
