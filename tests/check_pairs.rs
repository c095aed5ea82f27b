//! Every rule in every pair of languages: what must alarm, and what must not.

use yaddash::check::{Checker, Names, Rule};
use yaddash::glossary::Glossary;
use yaddash::lang::Lang;

const GLOSSARY: &str = "id\ten\ten_forbidden\tru\tru_alt\tru_forbidden\taz\taz_alt\taz_forbidden\n\
    01\tSecretary General\tSecGen\tГенеральный секретарь\tгенсекретарь\tгенсек\tBaş katib\tBK\tgensek\n";

/// Rule, then texts that it must find something in, then texts that it must be silent about: each
/// in English, Russian and Azerbaijani. In each pair of languages the last of the two is the
/// translation, and only it is at fault: what is right stands before `|`, what is wrong after it.
type Case = (Rule, [&'static str; 3], [&'static str; 3]);

const CASES: [Case; 16] = [
    (
        Rule::TermMissing,
        [
            "The Secretary General spoke.|The head spoke.",
            "Выступил Генеральный секретарь.|Выступил руководитель.",
            "Baş katib çıxış etdi.|Rəhbər çıxış etdi.",
        ],
        [
            "Letters to the Secretary General's office",
            "Письма в канцелярию Генерального секретаря",
            "Baş katibinin dəftərxanasına məktublar",
        ],
    ),
    (
        Rule::TermForbidden,
        [
            "The Secretary General spoke.|SecGen spoke.",
            "Выступил Генеральный секретарь.|Выступил генсек.",
            "Baş katib çıxış etdi.|Gensek çıxış etdi.",
        ],
        ["The Secretary General spoke.", "Выступил генсекретарь.", "Baş katib çıxış etdi."],
    ),
    (
        Rule::SegmentMissing,
        ["Good morning!|", "Доброе утро!|", "Sabahınız xeyir!|"],
        ["Good morning!", "Доброе утро!", "Sabahınız xeyir!"],
    ),
    (
        Rule::SegmentExtra,
        ["|Good morning!", "|Доброе утро!", "|Sabahınız xeyir!"],
        ["Good morning!", "Доброе утро!", "Sabahınız xeyir!"],
    ),
    (
        Rule::SpeakerMissing,
        [
            "President Ilham Aliyev: Good morning!|Good morning!",
            "Президент Ильхам Алиев: Доброе утро!|Доброе утро!",
            "Prezident İlham Əliyev: Sabahınız xeyir!|Sabahınız xeyir!",
        ],
        [
            "President Ilham Aliyev: Good morning!",
            "Президент Ильхам Алиев: Доброе утро!",
            "Prezident İlham Əliyev: Sabahınız xeyir!",
        ],
    ),
    (
        Rule::Number,
        [
            "On 14 February 2020 at 11:30, 7.5 % of 1,000|On 15 February 2020 at 11:30, 7.5 % of 1,000",
            "14 февраля 2020 года в 11:30, 7,5 % из 1 000|14 февраля 2020 года в 11:30, 7,6 % из 1 000",
            "14 fevral 2020-ci il, saat 11.30, 1.000-in 7,5 %-i|14 fevral 2021-ci il, saat 11.30, 1.000-in 7,5 %-i",
        ],
        [
            "On 14 February 2020 at 11:30: 2 billion",
            "14 февраля 2020 года в 11.30: 2 млрд",
            "2020-ci il fevralın 14-də saat 11:30-da: 2 milyard",
        ],
    ),
    (
        Rule::Unit,
        [
            "It cost 5 million dollars.|It cost 5 million euros.",
            "Это стоило 5 млн долларов.|Это стоило 5 млн евро.",
            "Bu, 5 milyon dollara başa gəldi.|Bu, 5 milyon avroya başa gəldi.",
        ],
        [
            "It is 12 km long and cost $5 million.",
            "Его длина 12 километров, он стоил 5 млн долларов США.",
            "Uzunluğu 12 km-dir, 5 milyon ABŞ dollarına başa gəlib.",
        ],
    ),
    (
        Rule::Tags,
        [
            "Press <b>{0}</b> now.|Press <b>{1}</b> now.",
            "Нажмите <b>{0}</b>.|Нажмите <b>{0}.",
            "<b>{0}</b> düyməsini basın.|{0} düyməsini basın.",
        ],
        ["Press <b>{0}</b> now.", "Нажмите <b>{0}</b>.", "<b>{0}</b> düyməsini basın."],
    ),
    (
        Rule::Script,
        [
            "The Council met today.|The Cоuncil met today.",
            "Совет собрался сегодня.|Cовет собрался сегодня.",
            "Şura bu gün toplandı.|Şurа bu gün toplandı.",
        ],
        [
            "NATO and the EU met today.",
            "Сегодня встретились NATO и ЕС.",
            "NATO və Aİ bu gün görüşdü.",
        ],
    ),
    (
        Rule::RepeatedWord,
        [
            "The meeting was held.|The meeting was was held.",
            "Состоялась встреча.|Состоялась состоялась встреча.",
            "Görüş keçirildi.|Görüş keçirildi keçirildi.",
        ],
        ["He had had time.", "Он очень, очень рад.", "Tez-tez görüşürlər."],
    ),
    (
        Rule::Brackets,
        [
            "The UN (New York) met.|The UN (New York met.",
            "Совещание ООН (Нью-Йорк).|Совещание ООН (Нью-Йорк.",
            "BMT-nin (Nyu-York) iclası.|BMT-nin Nyu-York) iclası.",
        ],
        ["a) The UN (New York)", "а) ООН (Нью-Йорк)", "a) BMT (Nyu-York)"],
    ),
    (
        Rule::Length,
        [
            "The two sides discussed the prospects for cooperation in energy and transport.|They met.",
            "Стороны обсудили перспективы сотрудничества в сферах энергетики и транспорта.|Встреча.",
            "Tərəflər energetika və nəqliyyat sahəsində əməkdaşlığın perspektivlərini müzakirə etdilər.|Görüş.",
        ],
        [
            "The sides discussed cooperation.",
            "Стороны обсудили сотрудничество.",
            "Tərəflər əməkdaşlığı müzakirə etdilər.",
        ],
    ),
    (
        Rule::EndMark,
        [
            "Are you ready?|You are ready.",
            "Вы готовы?|Вы готовы.",
            "Siz hazırsınız?|Siz hazırsınız.",
        ],
        ["Are you ready?", "Вы готовы?", "Siz hazırsınız?"],
    ),
    (
        Rule::DoubleSpace,
        [
            "They met today.|They met  today.",
            "Они встретились сегодня.|Они  встретились сегодня.",
            "Onlar bu gün görüşdülər.|Onlar bu  gün görüşdülər.",
        ],
        ["They met today.", "Они встретились сегодня.", "Onlar bu gün görüşdülər."],
    ),
    (
        Rule::Quotes,
        [
            "The “Azerbaijan” group|The «Azerbaijan» group",
            "Группа «Азербайджан»|Группа \"Азербайджан\"",
            "“Azərbaycan” qrupu|\"Azərbaycan\" qrupu",
        ],
        ["The “Azerbaijan” group", "Группа «Азербайджан»", "“Azərbaycan” qrupu"],
    ),
    (
        Rule::Untranslated,
        [
            "The two sides met in Baku today.|",
            "Стороны встретились сегодня в Баку.|",
            "Tərəflər bu gün Bakıda görüşdülər.|",
        ],
        ["Ilham Aliyev, 2020", "Ilham Aliyev, 2020", "Ilham Aliyev, 2020"],
    ),
];

const LANGUAGES: [&str; 3] = ["en", "ru", "az"];
/// All directions but those into English, for which there are no data of published translations.
const PAIRS: [(usize, usize); 6] = [(0, 1), (0, 2), (1, 2), (2, 1), (1, 0), (2, 0)];

fn checker<'g>(from: usize, to: usize, rule: Rule, glossary: &'g Glossary) -> Checker<'g> {
    let lang = |at: usize| Lang::parse(LANGUAGES[at]).unwrap();
    Checker::new(&lang(from), &lang(to)).glossary(glossary).only(&[rule])
}

/// What is right and what is wrong of a text.
fn sides(text: &'static str) -> (&'static str, &'static str) {
    text.split_once('|').unwrap_or((text, text))
}

#[test]
fn every_rule_alarms_and_is_silent_in_every_pair() {
    let glossary = Glossary::from_table("g.tsv", GLOSSARY).unwrap();
    let mut wrong = Vec::new();
    for (rule, alarming, silent) in CASES {
        for (from, to) in PAIRS {
            let checker = checker(from, to, rule, &glossary);
            let mut say = |what: &str, source: &str, target: &str| {
                wrong.push(format!("{} {what}: {source:?} → {target:?}", rule.id()));
            };
            let (source, target) = match rule {
                // The translation is the source.
                Rule::Untranslated => (sides(alarming[from]).0, sides(alarming[from]).0),
                Rule::SegmentExtra => ("", sides(alarming[to]).1),
                _ => (sides(alarming[from]).0, sides(alarming[to]).1),
            };
            let found = checker.check(source, target);
            match found.first() {
                None => say("is silent about", source, target),
                Some(finding) => {
                    let (ours, theirs) = (&finding.source, &finding.target);
                    let located = source.get(ours.span.clone()) == Some(ours.text.as_str())
                        && target.get(theirs.span.clone()) == Some(theirs.text.as_str());
                    if finding.rule != rule || !located {
                        say("is misplaced in", source, target);
                    }
                }
            }
            let (source, target) = (silent[from], silent[to]);
            if !checker.check(source, target).is_empty() {
                say("alarms about", source, target);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Calls `each` with every pair of languages, and with the texts of two segments as the pairs of
/// the first with each of `targets` in turn.
fn in_every_pair(
    sources: [[&'static str; 3]; 2],
    targets: [[&'static str; 3]; 2],
    mut each: impl FnMut(usize, usize, [(&'static str, &'static str); 2]),
) {
    for (from, to) in PAIRS {
        let pair = |at: usize| (sources[at][from], targets[at][to]);
        each(from, to, [pair(0), pair(1)]);
    }
}

#[test]
fn rules_of_a_set_of_texts_alarm_and_are_silent() {
    let glossary = Glossary::from_table(
        "g.tsv",
        "en\ten_alt\tru\tru_alt\taz\taz_alt\n\
         foreign ministry\tministry of foreign affairs\tминистерство иностранных дел\t\
         внешнеполитическое ведомство\tXarici İşlər Nazirliyi\txarici siyasət idarəsi\n",
    )
    .unwrap();
    let count = |rule: Rule, from: usize, to: usize, pairs: [(&str, &str); 2]| {
        checker(from, to, rule, &glossary).check_together(pairs).len()
    };
    let thanks = ["Thank you.", "Спасибо.", "Təşəkkür edirəm."];
    let others = ["Thanks.", "Благодарю.", "Sağ olun."];
    in_every_pair([thanks, thanks], [thanks, others], |from, to, pairs| {
        assert_eq!(count(Rule::Inconsistent, from, to, pairs), 1, "{pairs:?}");
        assert_eq!(count(Rule::SameTarget, from, to, pairs), 0, "{pairs:?}");
    });
    in_every_pair([thanks, others], [thanks, thanks], |from, to, pairs| {
        assert_eq!(count(Rule::Inconsistent, from, to, pairs), 0, "{pairs:?}");
        assert_eq!(count(Rule::SameTarget, from, to, pairs), 1, "{pairs:?}");
    });
    let term = ["The foreign ministry", "Министерство иностранных дел", "Xarici İşlər Nazirliyi"];
    let declined =
        ["foreign ministry’s view", "к министерству иностранных дел", "Xarici İşlər Nazirliyinə"];
    let another = [
        "The ministry of foreign affairs",
        "внешнеполитическому ведомству",
        "xarici siyasət idarəsinə",
    ];
    in_every_pair([term, term], [term, declined], |from, to, pairs| {
        assert_eq!(count(Rule::TermInconsistent, from, to, pairs), 0, "{pairs:?}");
    });
    in_every_pair([term, declined], [term, another], |from, to, pairs| {
        assert_eq!(count(Rule::TermInconsistent, from, to, pairs), 1, "{pairs:?}");
    });
}

#[test]
fn a_name_has_one_spelling_in_one_text_and_in_the_memory() {
    let lang = |at: usize| Lang::parse(LANGUAGES[at]).unwrap();
    let checker = |from: usize, to: usize| Checker::new(&lang(from), &lang(to)).only(&[Rule::Name]);
    let name = ["Stoltenberg spoke.", "Столтенберг выступил.", "Stoltenberq çıxış etdi."];
    let declined = ["Stoltenberg’s words", "слова Столтенберга", "Stoltenberqin sözləri"];
    let another = ["Stoltenborg’s words", "слова Столтенборга", "Stoltenborqun sözləri"];
    in_every_pair([name, declined], [name, declined], |from, to, pairs| {
        assert_eq!(checker(from, to).check_together(pairs).len(), 0, "{pairs:?}");
    });
    in_every_pair([name, declined], [name, another], |from, to, pairs| {
        assert_eq!(checker(from, to).check_together(pairs).len(), 1, "{pairs:?}");
        let [(ours, theirs), other] = pairs;
        let mut memory = Names::new(&lang(from), &lang(to));
        memory.learn(ours, theirs);
        let found = checker(from, to).names(memory).check_together([other]);
        assert_eq!(found.len(), 1, "{other:?}");
    });
    // As it is heard, and as its own language writes it: a convention.
    let convention = [("Newport lies there.", "Nyuport oradadır."), ("In Newport", "Newportda")];
    assert_eq!(checker(0, 2).check_together(convention).len(), 0);
}

#[test]
fn every_rule_has_its_case_and_its_explanation() {
    let of_sets = [Rule::Name, Rule::Inconsistent, Rule::SameTarget, Rule::TermInconsistent];
    for rule in Rule::ALL {
        let has_case = CASES.iter().any(|(known, ..)| *known == rule) || of_sets.contains(&rule);
        assert!(has_case, "{}", rule.id());
        assert!(rule.explanation().len() > 40, "{}", rule.id());
        assert_eq!(Rule::parse(rule.id()), Some(rule));
    }
}
