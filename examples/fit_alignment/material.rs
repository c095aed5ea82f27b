//! The development data, read and compared.

use crate::Tier;
use crate::document::Document;
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;
use yaddash::align::embedding::Vectors;
use yaddash::align::evidence::Evidence;
use yaddash::align::fit::{Beads, Example, Links, Place};
use yaddash::align::guide::Guide;
use yaddash::align::joint::PAIRS;
use yaddash::align::likeness::SIGNALS;
use yaddash::align::profile;
use yaddash::align::weights::{FEATURES, Vector, Weights};
use yaddash::align::{Bead, Version};
use yaddash::embed::{Cache, Embedder, Program};
use yaddash::lang::lexicon::Lexicon;

/// A document with what is known of it.
pub struct Material<'a> {
    pub document: &'a Document,
    evidence: [Evidence; 3],
    vectors: &'a Vectors,
    lexicon: &'a Lexicon,
}

impl<'a> Material<'a> {
    pub fn all(documents: &'a Tier, lexicon: &'a Lexicon) -> Vec<Material<'a>> {
        let of = |(document, vectors): &'a (Document, Vectors)| {
            let versions = document.versions();
            let evidence = [0, 1, 2].map(|v| Evidence::new(&versions[v], lexicon));
            Material { document, evidence, vectors, lexicon }
        };
        documents.par_iter().map(of).collect()
    }

    /// What the texts themselves say, prepared with some weights.
    pub fn own(&self, weights: &Weights) -> Beads<FEATURES> {
        self.beads(|(x, y), gold| {
            let (a, b) = (&self.evidence[x], &self.evidence[y]);
            Links::own(a, b, &profile::unguided(a, b, weights), gold)
        })
    }

    /// What vectors say, beside what the texts themselves say under the weights `own`.
    pub fn signals(&self, weights: &Weights, own: &Vector) -> Beads<SIGNALS> {
        let guide = Guide { weights, vectors: Some(self.vectors), ..Guide::default() };
        self.beads(|pair, gold| {
            let (a, b) = (&self.evidence[pair.0], &self.evidence[pair.1]);
            // With the lexicon the texts teach enough without vectors: weights that were learned
            // beside the better preparation were worse on `docs` and `docs-hard` jointly.
            let mut known = profile::unguided(a, b, weights);
            match known.strange {
                true => known = profile::prepare(a, b, &[], |band| guide.of_pair(pair, band)),
                false => known.guide = guide.of_pair(pair, &known.band),
            }
            Links::signals(a, b, &known, own, gold)
        })
    }

    fn beads<const N: usize>(
        &self,
        links: impl Fn((usize, usize), &[Place]) -> Links<N>,
    ) -> Beads<N> {
        let gold = &self.document.links;
        Beads {
            pairs: [0, 1, 2].map(|pair| links(PAIRS[pair], &gold[pair])),
            sizes: [0, 1, 2].map(|v| self.evidence[v].contents.len()),
            gold: self.document.beads.clone(),
        }
    }

    /// The log-likelihood of the gold links of every pair alone, if the languages are strange.
    pub fn likelihood(&self, weights: &Weights, with: bool) -> f64 {
        let strange = weights.strange;
        let wide = |weights: &[f32]| weights.iter().map(|&w| f64::from(w)).collect::<Vec<_>>();
        match with {
            true => sum(&self.signals(weights, &strange.own).pairs, &wide(&strange.signal)),
            false => sum(&self.own(weights).pairs, &wide(&strange.own)),
        }
    }

    /// Right links, links found and links in the gold when every pair of versions is aligned alone
    /// under some weights, with vectors or without.
    fn alone(&self, weights: &Weights, with: bool) -> [[usize; 3]; 3] {
        [0, 1, 2].map(|pair| {
            let (x, y) = PAIRS[pair];
            self.count(pair, &self.aligned(&[x, y], weights, with), 0)
        })
    }

    /// The same when all three versions are aligned.
    fn joint(&self, weights: &Weights, with: bool) -> [[usize; 3]; 3] {
        let beads = self.aligned(&[0, 1, 2], weights, with);
        [0, 1, 2].map(|pair| self.count(pair, &beads, pair))
    }

    fn aligned(&self, numbers: &[usize], weights: &Weights, with: bool) -> Vec<Bead> {
        let all = self.document.versions();
        let versions: Vec<Version<'_>> = numbers.iter().map(|&v| all[v].clone()).collect();
        let own = numbers.iter().filter_map(|&v| self.vectors.of(v).cloned()).collect();
        let vectors = Vectors::new(own).ok().filter(|_| with);
        let guide = Guide { weights, vectors: vectors.as_ref(), ..Guide::default() };
        profile::align(&versions, self.lexicon, &guide)
    }

    fn count(&self, pair: usize, beads: &[Bead], number: usize) -> [usize; 3] {
        let linked = |link: &Place| link.2 > 0 && link.3 > 0;
        let gold = self.document.links[pair].iter().copied().filter(linked);
        let gold: HashSet<Place> = gold.collect();
        let found = beads.iter().flat_map(|bead| &bead.pairs[number]);
        let found = found.map(|(p, q)| (p.end, q.end, p.len(), q.len())).filter(linked);
        let found: HashSet<Place> = found.collect();
        [found.intersection(&gold).count(), found.len(), gold.len()]
    }
}

/// F1 of every pair, aligned alone, over documents.
pub fn alone(documents: &[Material<'_>], weights: &Weights, with: bool) -> [f64; 3] {
    f1(documents.par_iter().map(|m| m.alone(weights, with)).collect())
}

/// F1 of every pair among three.
pub fn joint(documents: &[Material<'_>], weights: &Weights, with: bool) -> [f64; 3] {
    f1(documents.par_iter().map(|m| m.joint(weights, with)).collect())
}

fn f1(hits: Vec<[[usize; 3]; 3]>) -> [f64; 3] {
    [0, 1, 2].map(|pair| {
        let sum = |k: usize| hits.iter().map(|hits| hits[pair][k]).sum::<usize>() as f64;
        2.0 * sum(0) / (sum(1) + sum(2))
    })
}

/// Documents with the vectors that `command` gives for them.
pub fn with_vectors(documents: Vec<Document>, command: &str) -> Tier {
    let program = Program::new(command, Duration::from_secs(300)).expect("a command");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".yaddash/embeddings");
    let mut embedder = Embedder::new(program, Cache::open(&folder, command));
    let mut of = |document: Document| {
        let ask = |lang: &_, texts: &[String]| embedder.vectors(lang, texts);
        // As if all languages were strange: then words are asked for too.
        let vectors = Vectors::ask(&document.versions(), &Lexicon::new(), ask).expect("vectors");
        (document, vectors)
    };
    documents.into_iter().map(&mut of).collect()
}

fn sum<E: Example>(examples: &[E], weights: &[f64]) -> f64 {
    examples.iter().map(|example| example.gradient(weights).0).sum()
}
