//! HTML → document tree, within bounds.
//!
//! The tree builder of HTML5 needs time with the square of the nesting, and unclosed formatting
//! elements, which it opens again in every paragraph, multiply its nodes without limit. So the
//! tokens are counted on their way from the tokenizer to the tree builder.

use crate::error::{Error, Kind, Place, Result};
use dom_query::{Document, NodeId};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Elements open at once; browsers stop at 512, real pages stay below 60.
const MAX_OPEN: usize = 200;
/// Elements that a page makes, counting those that are opened again.
const MAX_ELEMENTS: usize = 300_000;

/// Elements that have no content (HTML, §13.1.2).
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements whose end tag may be left out: the next one of the kind, or the end of what holds
/// them, closes them (HTML, §13.1.2.4).
const CLOSED_BY_THE_NEXT: &[&str] = &[
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p",
    "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
];
/// Elements that the tree builder opens again in each paragraph until they are closed (HTML,
/// §13.2.4.3).
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Parses a page, well-formed or not.
///
/// # Errors
/// `Limit` when it nests too deep or has too many elements.
pub(super) fn parse(html: &str, file: &str) -> Result<Document> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let bounded = Bounded {
        builder: TreeBuilder::new(Document::default(), options),
        open: RefCell::default(),
        depth: Cell::new(0),
        formatting: Cell::new(0),
        elements: Cell::new(0),
        excess: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(bounded, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    if let Some(message) = tokenizer.sink.excess.get() {
        return Err(Error::new(Kind::Limit, message).at(Place::file(file)));
    }
    tokenizer.end();
    Ok(tokenizer.sink.builder.sink.finish())
}

/// Hands tokens on to the tree builder as long as the bounds are kept.
struct Bounded {
    builder: TreeBuilder<NodeId, Document>,
    open: RefCell<BTreeMap<String, usize>>,
    depth: Cell<usize>,
    formatting: Cell<usize>,
    elements: Cell<usize>,
    excess: Cell<Option<&'static str>>,
}

impl Bounded {
    fn count(&self, tag: &Tag) {
        let name = &*tag.name;
        if tag.kind == TagKind::StartTag {
            self.elements.set(self.elements.get() + 1 + self.formatting.get());
            if self.elements.get() > MAX_ELEMENTS {
                self.excess.set(Some("the page has more than 300,000 elements"));
            }
        }
        if VOID.contains(&name) || CLOSED_BY_THE_NEXT.contains(&name) {
            return;
        }
        let formatting = FORMATTING.contains(&name);
        let mut open = self.open.borrow_mut();
        let of_this_name = open.entry(name.to_owned()).or_default();
        let step = |n: usize| match tag.kind {
            TagKind::StartTag => n + 1,
            TagKind::EndTag => n.saturating_sub(1),
        };
        // An end tag without a start closes nothing.
        if tag.kind == TagKind::EndTag && *of_this_name == 0 {
            return;
        }
        *of_this_name = step(*of_this_name);
        self.depth.set(step(self.depth.get()));
        if formatting {
            self.formatting.set(step(self.formatting.get()));
        }
        if self.depth.get() > MAX_OPEN {
            self.excess.set(Some("the elements of the page are nested more than 200 deep"));
        }
    }
}

impl TokenSink for Bounded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &token {
            self.count(tag);
        }
        match self.excess.get() {
            Some(_) => TokenSinkResult::Continue,
            None => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
