//! HTML pages: the article and nothing else of a page, and hostile pages within bounds.

use yaddash::error::{Kind, Result};
use yaddash::readout::{self, BlockKind, Format, ReadOptions, Readout};

fn read_with(html: &[u8], selector: Option<&str>) -> Result<Readout> {
    let options = ReadOptions { selector: selector.map(str::to_owned), ..ReadOptions::default() };
    readout::read(html, "a.html", &options).map(|(readout, _)| readout)
}

fn lines(html: &str) -> Vec<String> {
    let readout = read_with(html.as_bytes(), None).expect("the page is read");
    readout.text.lines().map(str::to_owned).collect()
}

fn titles(readout: &Readout) -> Vec<&str> {
    let titles = readout.blocks.iter().filter(|block| block.kind == BlockKind::Title);
    titles.map(|block| &readout.text[block.span.clone()]).collect()
}

#[test]
fn an_english_page_with_all_its_surroundings() {
    let page = include_bytes!("fixtures/readout/page.en.html");
    let readout = read_with(page, None).expect("the page is read");
    assert_eq!(
        readout.text.lines().collect::<Vec<_>>(),
        [
            "President received Secretary General of the Regional Forum",
            "14 february 2020, 11:30",
            "President Emin Aslanov has received Secretary General of the Regional Forum Anna\u{A0}Keller.",
            "President Emin Aslanov: Good morning! Welcome to our country. I am glad to see you again — it is always a pleasure.",
            "Secretary General Anna Keller: Thank you, Mr. President.",
            "I am grateful for the invitation, and for the time you have found.",
            "the agenda of the summit;",
            "cooperation in transport, energy and education.",
            "Yes.",
            "The sides exchanged views on the preparation of the summit, which will be held in May, and on regional cooperation.",
        ]
    );
    assert_eq!(titles(&readout), ["President received Secretary General of the Regional Forum"]);
    assert_eq!(readout.source.format, Format::Html);
}

#[test]
fn a_russian_page_of_tables_line_breaks_and_one_big_form() {
    let page = include_bytes!("fixtures/readout/page.ru.html");
    let readout = read_with(page, None).expect("the page is read");
    assert_eq!(
        readout.text.lines().collect::<Vec<_>>(),
        [
            "Состоялась встреча с Генеральным секретарём Регионального форума",
            "14 февраля 2020, 11:30",
            "Президент Эмин Асланов 14 февраля принял Генерального секретаря Регионального форума Анну Келлер.",
            "Президент Эмин Асланов: Доброе утро! Добро пожаловать. Рад вновь видеть вас в нашей стране.",
            "Генеральный секретарь Анна Келлер: Благодарю Вас, господин Президент. Признательна за приглашение.",
            "Стороны обменялись мнениями о подготовке саммита, который пройдёт в мае, и о сотрудничестве в регионе.",
        ]
    );
    assert_eq!(titles(&readout).len(), 1);
}

#[test]
fn a_short_azerbaijani_article_among_longer_teasers() {
    let page = include_bytes!("fixtures/readout/page.az.html");
    let readout = read_with(page, None).expect("the page is read");
    assert_eq!(
        readout.text.lines().collect::<Vec<_>>(),
        [
            "Prezident Regional Forumun Baş katibini qəbul edib",
            "14 fevral 2020, 11:30",
            "Prezident Emin Aslanov Regional Forumun Baş katibi Anna Kelleri qəbul edib.",
            "Görüşdə əməkdaşlığın inkişafı müzakirə olunub.",
        ]
    );
}

#[test]
fn white_space_collapses_and_blocks_and_breaks_end_lines() {
    let html = "<article><div>One\n  two<b> three</b>&nbsp; four<br>five<p>six &lt;&#x259;&gt;</p>\
                seven<!-- no --> <span>eight</span></div></article>";
    assert_eq!(lines(html), ["One two three\u{A0} four", "five", "six <ə>", "seven eight"]);
}

#[test]
fn what_a_page_does_not_show_is_no_text() {
    let html = "<main><p>Seen by all.</p><script>a()</script><style>p{}</style><p hidden>no</p>\
                <p style='display: none'>no</p><p aria-hidden=true>no</p><template>no</template>\
                <noscript>no</noscript><button>no</button><p>Seen too.</p></main>";
    assert_eq!(lines(html), ["Seen by all.", "Seen too."]);
}

#[test]
fn a_selector_overrides_the_search() {
    let html =
        "<nav><p>Menu</p></nav><div class=a><div class=a>In</div>Out</div><div class=a>2</div>";
    let read = |selector| read_with(html.as_bytes(), Some(selector));
    assert_eq!(read("div.a").expect("it matches").text, "In\nOut\n2\n");
    assert_eq!(read("nav").expect("it matches").text, "Menu\n");
    for (selector, says) in
        [("div[", "no CSS selector"), ("#none", "matches no text"), ("", "no CSS")]
    {
        let error = read(selector).expect_err("refused");
        assert_eq!(error.kind(), Kind::Usage);
        assert!(error.message().contains(says), "{error}");
        assert!(error.hint().is_some());
    }
}

#[test]
fn the_body_of_schema_org_is_taken_as_it_is() {
    let html = "<h1>A visit</h1><div itemprop=datePublished>14.02.20</div>\
                <div itemprop=articleBody><div>Short.</div><ul><li>Item</li></ul></div>\
                <p>A long paragraph of another article, with commas, and with more words than all the rest of the page.</p>";
    assert_eq!(lines(html), ["A visit", "14.02.20", "Short.", "Item"]);
}

#[test]
fn a_date_above_the_title_goes_below_it() {
    let html = "<title>They met in Baku</title><div><div>Tuesday, 4 May 2021</div><h2>They met in Baku</h2>\
                <p>The sides met in Baku on Tuesday, and spoke about trade, transport, and energy.</p></div>";
    assert_eq!(lines(html)[..2], ["They met in Baku", "Tuesday, 4 May 2021"]);
}

#[test]
fn the_heading_that_the_page_names_is_the_title_and_not_the_name_of_the_site() {
    let html = "<title>Talks were held in Tbilisi | Ministry of Trade</title><h1>Ministry of Trade</h1>\
                <div class=content><h2>Talks were held in Tbilisi</h2>\
                <p>Talks on trade, transport and tourism were held in Tbilisi yesterday, and will go on tomorrow.</p></div>";
    let readout = read_with(html.as_bytes(), None).expect("the page is read");
    assert_eq!(titles(&readout), ["Talks were held in Tbilisi"]);
    assert_eq!(readout.text.lines().count(), 2);
}

#[test]
fn a_page_of_one_sentence_and_a_page_of_nothing() {
    assert_eq!(lines("<p>Hello.</p>"), ["Hello."]);
    assert_eq!(lines("<h1>Only a title</h1>"), ["Only a title"]);
    for html in ["<html></html>", "<!doctype html>", "<p>", "<frameset><frame src=x></frameset>"] {
        let read = readout::read(html.as_bytes(), "a.html", &ReadOptions::default());
        let (readout, notices) = read.expect("the page is read");
        assert_eq!((readout.text.as_str(), readout.blocks.len()), ("", 0), "{html}");
        assert!(notices.iter().any(|n| n.message.contains("no text")), "{html}");
    }
}

#[test]
fn a_declared_encoding_counts_and_a_false_one_is_an_error() {
    let page =
        |meta: &str| format!("<html><head>{meta}</head><body><p>Встреча в Баку</p></body></html>");
    for meta in [
        "<meta charset=windows-1251>",
        "<meta http-equiv=Content-Type content='text/html; charset=cp1251'>",
    ] {
        let page = page(meta);
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&page);
        let readout = read_with(&bytes, None).expect("the page is read");
        assert_eq!(readout.text, "Встреча в Баку\n");
        assert_eq!(readout.source.encoding, "windows-1251");
    }
    let page = page("<meta charset=utf-8>");
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&page);
    let error = read_with(&bytes, None).expect_err("it is no UTF-8");
    assert_eq!(error.kind(), Kind::Malformed);
    let offset = page.find('В').expect("it is there") as u64;
    assert_eq!(error.place().and_then(|place| place.offset), Some(offset));
}

#[test]
fn a_truncated_page_gives_what_is_there() {
    let page = include_str!("fixtures/readout/page.en.html");
    let cut = &page[..page.find("<ul><li>the agenda").expect("it is there")];
    let lines = lines(cut);
    assert_eq!(lines[0], "President received Secretary General of the Regional Forum");
    assert_eq!(
        lines.last().map(String::as_str),
        Some("I am grateful for the invitation, and for the time you have found.")
    );
}

#[test]
fn binary_data_is_no_page_whatever_its_name() {
    let error = read_with(b"<p>\0\x01\x02</p>", None).expect_err("refused");
    assert_eq!(error.kind(), Kind::Unsupported);
}

#[test]
fn hostile_pages_are_refused_or_read_soon() {
    let many = |what: &str, n: usize| what.repeat(n);
    let numbered: String = (0..10_000).map(|n| format!("<p><font size={n}>x")).collect();
    for (html, refused) in [
        (many("<div>", 100_000), true),
        (many("<b>", 100_000), true),
        (many("<table><tr><td>", 100_000), true),
        (many("<div></b>", 100_000), true),
        (many("<svg><g>", 100_000), true),
        (numbered, true),
        (many("<p>", 1_000_000), true),
        (many("</p>", 20_000), false),
        (many("<p>Text, and more text.", 20_000), false),
        (many("<li>", 20_000), false),
        (many("<div>", 150) + "text", false),
        (many("<", 100_000), false),
        (many("<!--", 100_000), false),
        (many("&", 100_000), false),
        ("<p a=".to_owned() + &many("'x' b=", 100_000), false),
    ] {
        let begun = std::time::Instant::now();
        let read = read_with(html.as_bytes(), None);
        let start: String = html.chars().take(20).collect();
        match read {
            Ok(_) => assert!(!refused, "{start}"),
            Err(error) => {
                assert!(refused, "{start}: {error}");
                assert_eq!(error.kind(), Kind::Limit, "{start}: {error}");
            }
        }
        assert!(begun.elapsed().as_secs() < 20, "{start}: {:?}", begun.elapsed());
    }
}
