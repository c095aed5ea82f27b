//! What holds for any input: nothing is lost, nothing crosses a block, a block alone is cut as
//! inside a file.

use proptest::prelude::*;
use yaddash::lang::Lang;
use yaddash::readout::{Block, BlockKind, Readout, blocks};
use yaddash::segment::{SegmentKind, Segmenter, SpeakerLabels, pre_segmented};

fn readout(text: &str) -> Readout {
    Readout::from_text("-", text)
}

/// Text made of what trips segmenters up: marks, openers, labels, line breaks of every kind,
/// white space of every width, marks that join and directions that turn.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Ə",
        "Он",
        "We",
        "İlham",
        "Norov",
        "Mr.",
        "т.",
        "д.",
        "U.S.",
        "г.",
        "və s.",
        "5",
        "12",
        "1.",
        "a)",
        "(1)",
        "XX",
        "I.",
        ".",
        "!",
        "?",
        "…",
        "...",
        ". . .",
        ":",
        ";",
        ",",
        "«",
        "»",
        "“",
        "”",
        "\"",
        "'",
        "(",
        ")",
        "[",
        "]",
        "-",
        "–",
        "—",
        "•",
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{a0}",
        "\u{202f}",
        "\u{feff}",
        "\u{200d}",
        "\u{200f}",
        "\u{301}",
        "\u{2028}",
        "\u{85}",
        "\u{b}",
        "😀",
        "👩\u{200d}🚀",
        "שלום",
        "؟",
        "。",
        "中文",
        "www.a.az",
        "a@b.az",
        ":)",
        "President Ilham Aliyev:",
        "14 february 2020",
        "Maddə",
        "said",
        "- ",
        "́",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn assert_lossless(text: &str, segmenter: &Segmenter) {
    let readout = readout(text);
    let segments = segmenter.segment(&readout);
    let mut at = 0;
    let mut rebuilt = String::new();
    for segment in &segments {
        let gap = &text[at..segment.span.start];
        assert!(gap.chars().all(char::is_whitespace), "gap {gap:?} in {text:?}");
        let part = &text[segment.span.clone()];
        assert!(!part.is_empty() && part == part.trim(), "{part:?} in {text:?}");
        rebuilt.push_str(gap);
        rebuilt.push_str(part);
        at = segment.span.end;
        let block = &readout.blocks[segment.block];
        assert!(block.span.start <= segment.span.start && segment.span.end <= block.span.end);
    }
    let gap = &text[at..];
    assert!(gap.chars().all(char::is_whitespace), "rest {gap:?} of {text:?}");
    rebuilt.push_str(gap);
    assert_eq!(rebuilt, text);
    // The same block alone gives the same segments.
    for (number, Block { span, .. }) in readout.blocks.iter().enumerate() {
        let alone = segmenter.segment(&self::readout(&text[span.clone()]));
        let inside = segments.iter().filter(|s| s.block == number);
        let inside: Vec<_> =
            inside.map(|s| s.span.start - span.start..s.span.end - span.start).collect();
        let alone: Vec<_> = alone.into_iter().map(|s| s.span).collect();
        assert_eq!(alone, inside, "{:?}", &text[span.clone()]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn segments_and_gaps_give_the_text_back(text in texts()) {
        for lang in ["en", "ru", "az", "kk"] {
            let lang = Lang::parse(lang).unwrap();
            for labels in [SpeakerLabels::Split, SpeakerLabels::Joined] {
                assert_lossless(&text, &Segmenter::builtin(&lang, labels));
            }
        }
    }

    #[test]
    fn any_string_is_cut_without_a_panic(text in any::<String>()) {
        assert_lossless(&text, &Segmenter::builtin(&Lang::parse("az").unwrap(), SpeakerLabels::Split));
    }

    #[test]
    fn own_exceptions_lose_nothing_either(text in texts(), yes in "[.;:a-z ]{0,3}", no in "\\PC{0,3}") {
        let segmenter = Segmenter::builtin(&Lang::parse("ru").unwrap(), SpeakerLabels::Split)
            .with_exceptions(&[no], &[yes]);
        assert_lossless(&text, &segmenter);
    }

    #[test]
    fn explained_breaks_are_the_breaks(text in texts()) {
        let segmenter = Segmenter::builtin(&Lang::parse("en").unwrap(), SpeakerLabels::Split);
        let readout = readout(&text);
        let starts: Vec<usize> = segmenter.segment(&readout).iter().map(|s| s.span.start).collect();
        let decisions = segmenter.explain(&readout).unwrap();
        for decision in decisions.iter().filter(|decision| decision.breaks) {
            prop_assert!(starts.contains(&decision.next), "{decision:?}");
        }
        let blocks = readout.blocks.iter().map(|block| block.span.start);
        let explained = decisions.iter().filter(|d| d.breaks).map(|d| d.next);
        let all: Vec<usize> = blocks.chain(explained).collect();
        prop_assert!(starts.iter().all(|start| all.contains(start)));
    }

    #[test]
    fn pre_segmented_lines_are_segments(text in texts()) {
        let segments = pre_segmented(&text);
        let lines: Vec<&str> =
            text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        let found: Vec<&str> = segments.iter().map(|s| &text[s.span.clone()]).collect();
        prop_assert_eq!(found, lines);
    }
}

#[test]
fn empty_lines_end_paragraphs_of_pre_segmented_text() {
    let blocks: Vec<usize> =
        pre_segmented("\n\na\r\nb\r\n\r\n\r\nc\n \nd").into_iter().map(|s| s.block).collect();
    assert_eq!(blocks, [0, 0, 1, 2]);
}

#[test]
fn blocks_are_told_by_their_form() {
    use BlockKind::{Dateline, Dialogue, ListItem, Paragraph, SpeakerTurn};
    for (line, kind, label) in [
        ("14 february 2020, 11:30", Dateline, ""),
        ("14 февраля 2020 года, 11:30", Dateline, ""),
        ("14 fevral 2020, 11:30", Dateline, ""),
        ("2020-ci il 14 fevral", Dateline, ""),
        ("Munich, February 14, 2020", Dateline, ""),
        ("Мюнхен, 14.02.2020", Dateline, ""),
        ("14 февраля 2020 г. в Мюнхене состоялась встреча.", Paragraph, ""),
        ("On 14 February 2020 the President arrived in Munich.", Paragraph, ""),
        ("Bu, 2020-ci ildə Zəfər Günüdür. 27 Sentyabr Anım Günüdür.", Paragraph, ""),
        (
            "Secretary General Vladimir Norov: Good morning!",
            SpeakerTurn,
            "Secretary General Vladimir Norov:",
        ),
        (
            "President of the Republic of Azerbaijan Ilham Aliyev: Yes.",
            SpeakerTurn,
            "President of the Republic of Azerbaijan Ilham Aliyev:",
        ),
        ("I. Aliyev: Yes.", SpeakerTurn, "I. Aliyev:"),
        (
            "Генеральный секретарь В. Норов: Спасибо.",
            SpeakerTurn,
            "Генеральный секретарь В. Норов:",
        ),
        ("Baş katib V.Norov: Sağ olun.", SpeakerTurn, "Baş katib V.Norov:"),
        ("Prezident İlham Əliyev: Xoş gəlmisiniz!", SpeakerTurn, "Prezident İlham Əliyev:"),
        ("Sual: Nə vaxt?", SpeakerTurn, "Sual:"),
        ("Cavab: Sabah.", SpeakerTurn, "Cavab:"),
        ("Вопрос: Когда?", SpeakerTurn, "Вопрос:"),
        ("Question: When?", SpeakerTurn, "Question:"),
        (
            "Генеральный секретарь Шанхайской организации сотрудничества Владимир Норов: Да.",
            SpeakerTurn,
            "Генеральный секретарь Шанхайской организации сотрудничества Владимир Норов:",
        ),
        ("Президент сообщил журналистам, что в Баку прибыл Владимир Норов: Он рад.", Paragraph, ""),
        ("Президент отметил заслуги Владимира Норова: Он много сделал.", Paragraph, ""),
        ("Greeting the Secretary General, President Ilham Aliyev said:", Paragraph, ""),
        ("President Ilham Aliyev said: Good morning!", Paragraph, ""),
        ("Our position is clear: nobody can deny it.", Paragraph, ""),
        ("Наша позиция едина: никто не может нам навязать волю.", Paragraph, ""),
        ("Mövqeyimiz aydındır: Qarabağ Azərbaycandır.", Paragraph, ""),
        ("President Ilham Aliyev:", Paragraph, ""),
        ("Note: the figures are preliminary.", Paragraph, ""),
        ("Watch: A film about Shusha.", Paragraph, ""),
        ("Canal Street: city of music", Paragraph, ""),
        ("Например: так.", Paragraph, ""),
        ("The meeting began at 11:30 in Munich.", Paragraph, ""),
        ("- Good morning, it is a pleasure to see you!", Dialogue, ""),
        ("– Здравствуйте!", Dialogue, ""),
        ("-5 degrees were recorded.", Paragraph, ""),
        ("1. Opening remarks", ListItem, ""),
        ("a) energy", ListItem, ""),
        ("• transport", ListItem, ""),
        ("2020 was a good year.", Paragraph, ""),
    ] {
        let (found, span) = blocks::classify(line);
        assert_eq!((found, span.map_or("", |s| &line[s])), (kind, label), "{line}");
    }
}

#[test]
fn a_title_is_told_by_its_place_and_never_changes_the_cuts() {
    let text = "Ilham Aliyev met with Mr. Norov\n\n14 february 2020, 11:30\n\nThey met.\n";
    let kinds: Vec<BlockKind> = blocks::recognise(text).into_iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Title, BlockKind::Dateline, BlockKind::Paragraph]);
    let segmenter = Segmenter::builtin(&Lang::parse("en").unwrap(), SpeakerLabels::Split);
    let kinds: Vec<SegmentKind> =
        segmenter.segment(&readout(text)).into_iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [SegmentKind::Title, SegmentKind::Dateline, SegmentKind::Sentence]);
}

#[test]
fn labels_are_split_or_joined() {
    let text = "Secretary General Vladimir Norov: Good morning! Thank you.";
    let en = Lang::parse("en").unwrap();
    let cut = |labels| -> Vec<&str> {
        let segments = Segmenter::builtin(&en, labels).segment(&readout(text));
        segments.into_iter().map(|s| &text[s.span]).collect()
    };
    assert_eq!(
        cut(SpeakerLabels::Split),
        ["Secretary General Vladimir Norov:", "Good morning!", "Thank you."]
    );
    assert_eq!(
        cut(SpeakerLabels::Joined),
        ["Secretary General Vladimir Norov: Good morning!", "Thank you."]
    );
}

#[test]
fn the_hash_covers_everything_that_decides_cuts() {
    let ru = Lang::parse("ru").unwrap();
    let own = ["св.".to_owned()];
    let hash = |segmenter: &Segmenter| segmenter.rule_set().hash.clone();
    let split = Segmenter::builtin(&ru, SpeakerLabels::Split);
    assert_eq!(split.rule_set().name, "ru");
    assert_eq!(hash(&split).len(), 16);
    assert_eq!(hash(&split), hash(&Segmenter::builtin(&ru, SpeakerLabels::Split)));
    let others = [
        Segmenter::builtin(&ru, SpeakerLabels::Joined),
        Segmenter::builtin(&Lang::parse("az").unwrap(), SpeakerLabels::Split),
        split.clone().with_exceptions(&own, &[]),
        split.clone().with_exceptions(&[], &own),
    ];
    for other in others {
        assert_ne!(hash(&split), hash(&other));
    }
}

#[test]
fn hostile_text_is_cut_in_time() {
    let en = Segmenter::builtin(&Lang::parse("en").unwrap(), SpeakerLabels::Split);
    for piece in [
        "1. a. ",
        "• a. ",
        "a) b. ",
        "A. - B",
        "A! (b. ",
        "“A, – b. – C",
        "\"A,\" b, \"C! D",
        ". ",
        ". . . ",
        "a.[1",
        "5 a.m. B ",
        "!\"",
        ".)",
        "A: ",
        "((((",
        "U.S. A",
        "a.Aaaa",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let started = std::time::Instant::now();
        let _ = en.segment(&readout(&text));
        assert!(started.elapsed().as_secs() < 20, "{piece:?}");
    }
}
