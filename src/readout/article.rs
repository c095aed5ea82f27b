//! Which lines of a page are the article: its title, its dateline and its body.
//!
//! 1. What is marked as something else goes: navigation, the header and footer of the page,
//!    asides, captions of pictures (HTML, §4.3; WAI-ARIA landmark roles).
//! 2. The search is narrowed to what is marked as the article, if one thing is: `articleBody` of
//!    schema.org, `<main>`, a single `<article>`.
//! 3. Readability (Mozilla's algorithm, in the crate dom_smoothie) says which lines there are the
//!    body. It works on a copy in which every line is marked, so that the text itself is taken
//!    from the page as it was. Lines between those, in the same element, are the article's too,
//!    unless they are links: a translation must not lose a paragraph.
//! 4. The title is the heading that the page's own `<title>` or `og:title` names, or else the
//!    nearest above the body; the dateline is a line with a date next to the title. They go first,
//!    in this order.

use super::html::Line;
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::BTreeSet;
use std::ops::Range;

/// A body of fewer characters makes Readability try again with a wider net.
const SHORTEST_BODY: usize = 100;
/// The longest dateline, in characters: a weekday, a date, a time and a place.
const LONGEST_DATELINE: usize = 60;
/// The title stands before the body, or is at the latest its line of this number.
const TITLE_WITHIN: usize = 3;
/// The mark of a line in the copy that Readability works on.
const MARK: &str = "data-yaddash-line";

/// What is marked as not being the article.
const NOT_THE_ARTICLE: &str = "nav, aside, figcaption, \
    header:not(article header, main header), footer, \
    [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], \
    [role=dialog], [role=alertdialog], [role=alert], [role=menu], [role=menubar], [role=toolbar]";

/// Finds the lines of the article, in order, and which of them are the title.
pub(super) fn find(document: &Document) -> (Vec<Line>, Range<usize>) {
    let names = page_titles(document);
    document.select(NOT_THE_ARTICLE).remove();
    let Some(body) = document.body() else { return (Vec::new(), 0..0) };
    let lines = Line::all(&body);
    let kept = body_lines(document, &body, &lines);
    let Some(first) = kept.first().copied() else { return (Vec::new(), 0..0) };
    let third = kept.iter().nth(TITLE_WITHIN - 1).copied().unwrap_or(lines.len());
    let title = title(document, &lines, &names, first, third);
    let datelines = match &title {
        Some(title) => datelines(document, &lines, title, &kept),
        None => Vec::new(),
    };
    let head: Vec<usize> = title.clone().into_iter().flatten().chain(datelines).collect();
    let after = title.as_ref().map_or(0, |title| title.end);
    let order: Vec<usize> =
        kept.into_iter().filter(|line| *line >= after && !head.contains(line)).collect();
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut take = |line: usize| lines.get_mut(line).and_then(Option::take);
    let title = 0..title.map_or(0, |title| title.len());
    (head.into_iter().chain(order).filter_map(&mut take).collect(), title)
}

/// The numbers of the lines of the body.
fn body_lines(document: &Document, body: &NodeRef, lines: &[Line]) -> BTreeSet<usize> {
    let marked =
        ["[itemprop~=articleBody]", "main, [role=main]", "article"].iter().find_map(|selector| {
            match document.select(selector).nodes() {
                [only] => Some(*only),
                _ => None,
            }
        });
    let root = marked.unwrap_or(*body);
    let inside: BTreeSet<usize> = (0..lines.len())
        .filter(|n| lines.get(*n).is_some_and(|l| is_in(document, l, root.id)))
        .collect();
    let plain = |n: &usize| lines.get(*n).is_some_and(|line| !line.is_link());
    if root.attr("itemprop").is_some() {
        return inside.into_iter().filter(plain).collect();
    }
    let mut kept = readable(document, root.id, lines, &inside);
    if kept.is_empty() {
        kept = inside;
    } else {
        fill_gaps(document, lines, &mut kept);
    }
    kept.into_iter().filter(plain).collect()
}

fn is_in(document: &Document, line: &Line, ancestor: NodeId) -> bool {
    line.block == ancestor
        || document.tree.ancestor_ids_of_it(&line.block, None).any(|id| id == ancestor)
}

/// The lines of `root` that Readability takes for the article.
fn readable(
    document: &Document,
    root: NodeId,
    lines: &[Line],
    inside: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    // A copy has the nodes of the original by the same numbers.
    let copy = document.clone();
    for &number in inside {
        for id in lines.get(number).map(|line| &line.nodes).into_iter().flatten() {
            let Some(text) = copy.tree.get(id) else { continue };
            let mark = copy.tree.new_element("span");
            mark.set_attr(MARK, &number.to_string());
            // Readability decodes entities a second time, and takes the square of their number.
            mark.set_text(text.text().replace('&', "+"));
            text.replace_with(&mark);
        }
    }
    if let (Some(body), Some(root)) = (copy.body(), copy.tree.get(&root))
        && body.id != root.id
    {
        root.remove_from_parent();
        body.remove_children();
        body.append_child(&root);
    }
    let config =
        Config { disable_json_ld: true, char_threshold: SHORTEST_BODY, ..Config::default() };
    let article = Readability::with_document(copy, None, Some(config))
        .and_then(|mut readability| readability.parse());
    // An error says that there is no article.
    let Ok(article) = article else { return BTreeSet::new() };
    let found = Document::from(article.content);
    let marks = found.select(&format!("[{MARK}]"));
    let number = |node: &NodeRef| node.attr(MARK)?.parse().ok();
    marks.nodes().iter().filter_map(number).filter(|n| inside.contains(n)).collect()
}

/// Adds the lines between the first and the last that lie in the same element as their
/// neighbours, or in a list there.
fn fill_gaps(document: &Document, lines: &[Line], kept: &mut BTreeSet<usize>) {
    let above = |n: usize| {
        let block = lines.get(n).map(|line| line.block);
        block.into_iter().flat_map(|id| document.tree.ancestor_ids_of_it(&id, Some(2)))
    };
    let holders: BTreeSet<NodeId> = kept.iter().filter_map(|n| above(*n).next()).collect();
    let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return };
    kept.extend((first..last).filter(|n| above(*n).any(|id| holders.contains(&id))));
}

/// What the page says its title is.
fn page_titles(document: &Document) -> Vec<String> {
    let mut names = Vec::new();
    for meta in document.select("meta[property='og:title'], meta[name='og:title']").nodes() {
        names.extend(meta.attr("content").map(|content| plain(&content)));
    }
    names.extend(document.select("head title").nodes().iter().map(|title| plain(&title.text())));
    names.retain(|name| !name.is_empty());
    names
}

/// A text for comparing: white space collapsed.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of the heading that is the title. `first` is the first line of the body, `third` the
/// one before which the title must stand.
fn title(
    document: &Document,
    lines: &[Line],
    names: &[String],
    first: usize,
    third: usize,
) -> Option<Range<usize>> {
    let level = |line: &Line| {
        let above = document.tree.ancestor_ids_of_it(&line.block, Some(2));
        std::iter::once(line.block).chain(above).find_map(|id| {
            let name = document.tree.get(&id)?.node_name()?;
            matches!(&*name, "h1" | "h2" | "h3").then_some((id, &*name == "h1"))
        })
    };
    let named = |line: &Line| {
        let text = plain(&line.text);
        let fits = |name: &String| *name == text || (text.len() > 8 && name.contains(&text));
        if names.iter().any(fits) { text.len() } else { 0 }
    };
    let candidates = lines.iter().enumerate().take(third);
    let best = candidates.clone().filter_map(|(number, line)| {
        let (heading, top) = level(line)?;
        // Of headings that nothing names, the last above the body.
        Some((named(line), top, number <= first, number, heading))
    });
    if let Some((_, _, _, number, heading)) = best.max() {
        let same = |n: &usize| lines.get(*n).and_then(level).is_some_and(|(id, _)| id == heading);
        let start = (0..number).rev().take_while(same).last().unwrap_or(number);
        let end = (number..lines.len()).take_while(same).last().unwrap_or(number);
        return Some(start..end + 1);
    }
    // No heading at all: a line that says what the page says.
    let (_, number) =
        candidates.map(|(number, line)| (named(line), number)).filter(|(n, _)| *n > 0).max()?;
    Some(number..number + 1)
}

/// The lines with a date between the title and the body; or right above the title.
fn datelines(
    document: &Document,
    lines: &[Line],
    title: &Range<usize>,
    kept: &BTreeSet<usize>,
) -> Vec<usize> {
    let dated = |n: &usize| lines.get(*n).is_some_and(|line| is_dateline(document, line));
    let body = kept.range(title.end..).find(|n| !dated(n)).copied().unwrap_or(title.end);
    let below: Vec<usize> = (title.end..body).filter(dated).collect();
    if !below.is_empty() {
        return below;
    }
    (0..title.start).rev().take(2).filter(dated).take(1).collect()
}

/// Whether a line is a date: short, with digits, and marked as a date or holding a year.
fn is_dateline(document: &Document, line: &Line) -> bool {
    let digits = line.text.chars().filter(char::is_ascii_digit).count();
    if line.text.chars().count() > LONGEST_DATELINE || digits == 0 {
        return false;
    }
    let around =
        line.nodes.first().into_iter().flat_map(|id| document.tree.ancestors_of(id, Some(3)));
    let marked = around.into_iter().any(|node| {
        node.has_name("time")
            || ["class", "id", "itemprop"].iter().any(|name| {
                node.attr(name).is_some_and(|value| {
                    let value = value.to_ascii_lowercase();
                    value.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
                        matches!(word, "date" | "datetime" | "time" | "published" | "datepublished")
                    })
                })
            })
    });
    let year = line
        .text
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    marked || (year && digits * 6 >= line.text.chars().count())
}
