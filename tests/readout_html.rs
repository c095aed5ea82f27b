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
