//! HTML pages: the text of the article as lines, one block a line and no empty lines.
//!
//! White space collapses as CSS says (`white-space: normal`; no-break spaces are none), the
//! beginning and end of a block-level element and `<br>` end a line. What a page does not show
//! (scripts, styles, templates, hidden elements) and the controls of forms are no text. Which of
//! the lines are the article's is decided in [`super::article`], unless a selector says so.

use super::{Extract, article, dom};
use crate::error::{Error, Kind, Place, Result};
use dom_query::{Document, Matcher, NodeId, NodeRef};

/// Extracts the article of a page, or the elements that `selector` matches.
pub(super) fn extract(html: &str, file: &str, selector: Option<&str>) -> Result<Extract> {
    let document = dom::parse(html, file)?;
    let (lines, title) = match selector {
        Some(selector) => (selected(&document, selector, file)?, 0..0),
        None => article::find(&document),
    };
    let mut extract = Extract::default();
    for (number, line) in lines.iter().enumerate() {
        let start = extract.text.len();
        extract.text.push_str(&line.text);
        if title.contains(&number) {
            let start = extract.title.map_or(start, |title| title.start);
            extract.title = Some(start..extract.text.len());
        }
        extract.text.push('\n');
    }
    Ok(extract)
}

/// The lines of the elements that the selector matches; of one inside another, only the outer.
fn selected(document: &Document, selector: &str, file: &str) -> Result<Vec<Line>> {
    let matcher = Matcher::new(selector).map_err(|_| {
        Error::new(Kind::Usage, format!("`{selector}` is no CSS selector"))
            .help("write it as in a style sheet: `article`, `#content`, `div.news-text p`")
    })?;
    let found = document.select_matcher(&matcher);
    let mut lines = Vec::new();
    let mut outer: Option<NodeRef> = None;
    for node in found.nodes() {
        let inside = |outer: &NodeRef| node.ancestors_it(None).any(|a| a.id == outer.id);
        if !outer.as_ref().is_some_and(inside) {
            lines.extend(Line::all(node));
            outer = Some(*node);
        }
    }
    if lines.is_empty() {
        let message = format!("the selector `{selector}` matches no text of the page");
        return Err(Error::new(Kind::Usage, message)
            .at(Place::file(file))
            .help("look at the page in the browser's inspector for the element that holds it"));
    }
    Ok(lines)
}

/// A line of a page.
#[derive(Debug)]
pub(super) struct Line {
    /// The text, white space collapsed.
    pub text: String,
    /// The block-level element that the line stands in.
    pub block: NodeId,
    /// The text nodes of the line.
    pub nodes: Vec<NodeId>,
    /// How many of the bytes are those of links.
    pub linked: usize,
}

impl Line {
    /// The lines of an element, in the order of the page.
    pub fn all(root: &NodeRef) -> Vec<Line> {
        let mut lines = Lines { done: Vec::new(), line: None, space: false };
        // The block-level elements and links that are open, by their nodes.
        let (mut blocks, mut links, mut pre) = (vec![root.id], 0usize, 0usize);
        let mut node = *root;
        'walk: loop {
            let name = node.node_name();
            let name = name.as_deref().unwrap_or_default();
            let closed = node.is_element() && is_no_text(&node, name);
            if node.is_text() {
                let block = blocks.last().copied().unwrap_or(root.id);
                lines.text(&node, block, links > 0, pre > 0);
            } else if node.is_element() && !closed {
                if name == "br" || name == "hr" {
                    lines.end();
                } else if !is_inline(name) {
                    lines.end();
                    blocks.push(node.id);
                }
                links += usize::from(name == "a");
                pre += usize::from(name == "pre");
                if let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
            }
            // Without recursion: up until there is a next element to go to.
            let mut left = closed;
            loop {
                if !left && node.is_element() {
                    let name = node.node_name();
                    let name = name.as_deref().unwrap_or_default();
                    if !is_inline(name) {
                        lines.end();
                        blocks.pop_if(|block| *block == node.id);
                    }
                    links -= usize::from(name == "a");
                    pre -= usize::from(name == "pre");
                }
                left = false;
                if node.id == root.id {
                    break 'walk;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    continue 'walk;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'walk,
                }
            }
        }
        lines.end();
        lines.done
    }

    /// Whether nearly all of the line is a link: an entry of a menu, and no sentence.
    pub fn is_link(&self) -> bool {
        self.linked * 10 >= self.text.len() * 9
    }
}

/// The lines as they are put together.
struct Lines {
    done: Vec<Line>,
    line: Option<Line>,
    /// Whether white space goes before the next character.
    space: bool,
}

impl Lines {
    fn text(&mut self, node: &NodeRef, block: NodeId, linked: bool, pre: bool) {
        for c in node.text().chars() {
            if pre && c == '\n' {
                self.end();
            } else if c.is_ascii_whitespace() {
                self.space = true;
            } else {
                let line = self.line.get_or_insert_with(|| Line {
                    text: String::new(),
                    block,
                    nodes: Vec::new(),
                    linked: 0,
                });
                if self.space && !line.text.is_empty() {
                    line.text.push(' ');
                }
                self.space = false;
                line.text.push(c);
                if linked {
                    line.linked += c.len_utf8();
                }
                if line.nodes.last() != Some(&node.id) {
                    line.nodes.push(node.id);
                }
            }
        }
    }

    fn end(&mut self) {
        self.space = false;
        self.done.extend(self.line.take().filter(|line| !line.text.trim().is_empty()));
    }
}

/// Elements that do not begin a new line (HTML, §15.3: those displayed `inline` or not at all).
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements whose content is not shown as text, or is the label of a control.
fn is_no_text(node: &NodeRef, name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "button"
            | "select"
            | "textarea"
            | "label"
            | "legend"
            | "datalist"
            | "dialog"
            | "progress"
            | "meter"
            | "rt"
            | "rp"
    ) || node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true")
        || node.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
