//! Inflection: whether two words are forms of one.
//!
//! A stem ([`crate::lang::stem`]) is one guess, good enough to compare texts by. Who asks for a word
//! wants every form of it: *день* and *дней*, *meet* and *met*, *görüş* and *görüşdən*, and not
//! *война* and *войти*. So a word has several *readings* here, one for each word of which
//! the rules of the language allow it to be a form, and two words are forms of one when they have
//! a reading in common. There is no dictionary; what goes by no rule is listed.

pub(crate) mod az;
mod en;
pub(crate) mod ru;

use crate::lang::{Lang, case, stem};

/// One way to read a word: as a form of the word with this base that inflects in this way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    /// What the forms have in common; not always a word, nor the beginning of every form.
    base: String,
    /// How the word inflects: a number that only the rules of the language understand.
    class: u16,
}

/// A word that is asked for in all its forms.
///
/// ```
/// use yaddash::lang::{Lang, inflect::Word};
/// let ru = Lang::parse("ru").unwrap();
/// let day = Word::new("днём", &ru);
/// assert!(day.has_form("день") && day.has_form("дней") && !day.has_form("деньги"));
/// ```
#[derive(Debug, Clone)]
pub struct Word {
    lang: Lang,
    readings: Vec<Reading>,
    beginnings: Vec<Beginning>,
}

/// Where forms of a word stand in a sorted vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beginning {
    /// What they begin with.
    pub text: String,
    /// Whether that is all of the word, and no other that begins so is a form.
    pub whole: bool,
}

impl Beginning {
    fn includes(&self, word: &str) -> bool {
        if self.whole { word == self.text } else { word.starts_with(self.text.as_str()) }
    }
}

impl Word {
    /// The word of which `word` is a form, in NFC and folded letters. Where it may be a form of
    /// several words, all are meant.
    pub fn new(word: &str, lang: &Lang) -> Word {
        let rules = Rules::of(lang);
        let readings = match rules {
            Rules::Russian => ru::asked(word),
            _ => readings(word, lang),
        };
        let of_forms = |texts: Vec<String>| -> Vec<Beginning> {
            texts.into_iter().map(|text| Beginning { text, whole: false }).collect()
        };
        let mut beginnings: Vec<Beginning> = match rules {
            Rules::Azerbaijani => of_forms(readings.iter().flat_map(az::beginnings).collect()),
            Rules::English => of_forms(readings.iter().flat_map(en::beginnings).collect()),
            Rules::Russian => readings.iter().flat_map(ru::beginnings).collect(),
            Rules::Stem => of_forms(first_letters(word)),
            Rules::None => vec![Beginning { text: word.to_owned(), whole: true }],
        };
        beginnings.sort_unstable();
        // What begins with `год` begins with `го`, too.
        beginnings.dedup_by(|next, kept| kept.includes(&next.text));
        Word { lang: lang.clone(), readings, beginnings }
    }

    /// Where the forms stand, sorted; no form stands at two of them.
    pub fn beginnings(&self) -> &[Beginning] {
        &self.beginnings
    }

    /// Whether `word`, in NFC and folded letters, is a form of the word.
    pub fn has_form(&self, word: &str) -> bool {
        self.beginnings.iter().any(|begin| begin.includes(word))
            && readings(word, &self.lang).iter().any(|reading| self.readings.contains(reading))
    }
}

/// What is typed, without the suffix that is joined to its end by an apostrophe or a hyphen:
/// `guest's`, `BMT-nin`. In texts it is a token of its own.
pub fn before_joined_suffix<'w>(typed: &'w str, lang: &Lang) -> &'w str {
    let Some((before, suffix)) = typed.rsplit_once(['\'', '’', 'ʼ', '-', '‑']) else {
        return typed;
    };
    let suffix = case::fold(suffix, lang);
    let is_suffix = match Rules::of(lang) {
        Rules::English => suffix == "s" && !typed.ends_with("-s"),
        Rules::Azerbaijani => az::is_joined_suffix(&suffix),
        _ => false,
    };
    if is_suffix && !before.is_empty() { before } else { typed }
}

/// Where the readings of a language come from.
#[derive(Clone, Copy)]
enum Rules {
    Azerbaijani,
    English,
    Russian,
    /// From its stemmer: one reading, the stem.
    Stem,
    None,
}

impl Rules {
    fn of(lang: &Lang) -> Rules {
        match (lang.primary(), lang.script()) {
            ("az", Some("Latn")) => Rules::Azerbaijani,
            ("en", _) => Rules::English,
            ("ru", Some("Cyrl")) => Rules::Russian,
            _ if stem::knows(lang) => Rules::Stem,
            _ => Rules::None,
        }
    }
}

fn readings(word: &str, lang: &Lang) -> Vec<Reading> {
    match Rules::of(lang) {
        Rules::Azerbaijani => az::readings(word),
        Rules::English => en::readings(word),
        Rules::Russian => ru::readings(word),
        Rules::Stem | Rules::None => {
            vec![Reading { base: stem::stem(word, lang).into_owned(), class: 0 }]
        }
    }
}

/// The letters that words of one stem may begin with: stemmers take accents and umlauts off.
fn first_letters(word: &str) -> Vec<String> {
    const ALIKE: [&str; 5] = ["aáàâäãå", "eéèêë", "iíìîï", "oóòôöõ", "uúùûü"];
    let Some(first) = word.chars().next() else { return Vec::new() };
    match ALIKE.iter().find(|letters| letters.contains(first)) {
        Some(letters) => letters.chars().map(String::from).collect(),
        None => vec![first.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All forms of each word find one another, but participles, which are asked for as adjectives.
    fn find_one_another(tag: &str, families: &[&str]) {
        let lang = Lang::parse(tag).unwrap();
        for family in families {
            for asked in family.split_whitespace() {
                let word = Word::new(asked, &lang);
                for form in family.split_whitespace() {
                    assert!(word.has_form(form), "{asked} does not find {form}");
                }
            }
        }
    }

    /// The first word of each row finds none of the others.
    fn find_none(tag: &str, rows: &[&str]) {
        let lang = Lang::parse(tag).unwrap();
        for row in rows {
            let mut words = row.split_whitespace();
            let word = Word::new(words.next().unwrap(), &lang);
            words.for_each(|other| assert!(!word.has_form(other), "{row} finds {other}"));
        }
    }

    #[test]
    fn russian_nouns_in_all_cases() {
        find_one_another(
            "ru",
            &[
                "президент президента президенту президентом президенте президенты президентов президентам",
                "представитель представителя представителю представителем представители представителей",
                "день дня дню днём днем дне дни дней дням днями днях",
                "отец отца отцом отцов",
                "боец бойца бойцов",
                "лев льва львы",
                "рынок рынка рынков",
                "музей музея музеев",
                "санаторий санатория санаториев",
                "ручей ручья ручьи ручьёв",
                "гражданин гражданина граждане граждан гражданам",
                "ребёнок ребенок ребёнка дети детей детям детьми",
                "человек человека люди людей людям людьми",
                "друг друга друзья друзей друзьям",
                "клин клинья клиньев",
                "шурин шурина шурья шурьев",
                "яйцо яйца яйцом яиц яйцам",
                "христос христа христу",
                "заяц зайца зайцев",
                "пёс пса псы псов",
                "лён льна льном",
                "огонь огня огней",
                "путь пути путём путей путям",
                "год года году лет годах",
                "страна страны стране стран странам",
                "встреча встречи встречу встречей встреч",
                "поддержка поддержки поддержку поддержкой",
                "неделя недели недель неделям",
                "партия партии партию партией партий партиями",
                "статья статьи статью статей статьям",
                "область области областью областей областях",
                "церковь церкви церковью церквей церквам",
                "мать матери матерью матерей",
                "место места местом мест местах",
                "окно окна окон окнам",
                "письмо письма писем",
                "здание здания зданию зданием здании зданий зданиях",
                "время времени временем времена времён времен",
                "алиев алиева алиеву алиевым алиеве алиевой алиевы алиевых",
                "пушкин пушкина пушкину пушкиным",
            ],
        );
    }

    #[test]
    fn russian_adjectives_and_pronouns() {
        find_one_another(
            "ru",
            &[
                "новый новая новое новые нового новому новым новом новую новой новых новыми новее новейший поновее наиновейший",
                "большой больше наибольший наибольшего побольше велика",
                "выдающийся выдающаяся выдающегося выдающихся",
                "сложившийся сложившаяся сложившимся",
                "российский российская российского российской российских",
                "внешний внешняя внешнее внешние внешнего внешней внешних",
                "общий общая общего общих",
                "нужный нужен нужна нужно нужны нужных",
                "близкий близок ближе ближайший ближайшего",
                "высокий выше высочайший повыше наивысший",
                "хороший лучше лучший лучших получше наилучшие",
                "самый самая самого самому самых",
                "достойный достоин достойна",
                "семь семи семью",
                "третий третья третьего третьей третьих",
                "этот эта это эти этого этой этих этими",
                "весь вся всё все всего всех всеми",
                "два две двух двумя",
            ],
        );
    }

    #[test]
    fn russian_verbs_of_all_conjugations() {
        find_one_another(
            "ru",
            &[
                "прислать пришлёт прислан пришлите",
                "обсуждать обсуждаю обсуждает обсуждают обсуждал обсуждала обсуждая обсуждай",
                "организовать организую организует организуют организовал организована",
                "вернуть верну вернёт вернут вернула верните",
                "говорить говорю говорит говорят говорил говоря говорите",
                "отметить отмечу отметит отметят отметил отмечен отмечено отметив",
                "посетить посещу посетил посещён",
                "видеть вижу видит видят видел видя",
                "содержать содержу содержит содержат содержал",
                "сказать скажу скажет скажут сказал сказано скажите",
                "искать ищу ищет ищут искал",
                "провести проведу проведёт проведут провёл провела проведя проведена",
                "прийти приду придёт пришёл пришла придя",
                "найти найду нашёл нашла найден найдено",
                "мочь могу может могут мог могла",
                "принять приму примет примут принял приняла принят принята",
                "поднять подниму поднимет поднял",
                "начать начну начнёт начал начата",
                "быть буду будет был была были будучи есть",
                "стать стану станет стал стала",
                "дать дам даст дадут дал дана",
                "давать даёт дают давал",
                "узнавать узнаёт узнавал",
                "достичь достигну достиг достигла достигнуто",
                "собрать соберу соберёт собрал",
                "разобрать разберу разобрала",
                "надеяться надеюсь надеется надеются надеялся",
                "воспринять восприму воспримет воспринял воспринято",
                "предпринять предпримет предпринял",
                "поднять подниму поднял",
                "преподнести преподнёс преподнесу",
                "снизойти снизошёл снизойдёт",
                "облечь облёк облекла",
                "достичь достигнув",
                "встретиться встречусь встретится встретились",
            ],
        );
        let ru = Lang::parse("ru").unwrap();
        for (verb, participle) in
            [("провести", "проведённых"), ("обсуждать", "обсуждаемые"), ("развить", "развитого")]
        {
            assert!(Word::new(verb, &ru).has_form(participle), "{verb} {participle}");
        }
    }

    #[test]
    fn other_russian_words_are_not_found() {
        find_none(
            "ru",
            &[
                "страна странный странно сторона",
                "объект объектив",
                "правительство правитель править правило",
                "место месть местный",
                "год годный где",
                "данные дать даст дано",
                "следующий следует следовать",
                "часть часто",
                "война войти вой воин",
                "друг другой других",
                "мир мера",
                "представить представитель представители",
                "встреча встречаться встретить",
                "дом домой",
                "день дело дела",
                "речь река реки",
                "посол после",
                "великий больше",
                "следующий последующее",
                "менее наименее наименование",
                "полет лет летом",
                "быт был будет",
                "выдающий выдающийся",
                "сесть съесть съел",
                "сми снять снимите",
                "семь семей семья",
                "баку бак",
                "сталь стал",
                "цель цел",
                "лень льна",
                "брат брать",
                "гость гостью",
                "тест тесть",
                "настой наст",
                "покой пока",
                "евро евра",
                "леди лёд льда",
                "меню менять меня",
                "время врём",
            ],
        );
    }

    #[test]
    fn words_that_are_none_take_no_time() {
        let parts = ["lar", "ın", "ana", "nın", "dır", "ki", "sa", "ma", "ıb", "miş", "ləl"];
        let rows =
            [("az", &parts[..]), ("ru", &["пере", "е", "ся", "ова"]), ("en", &["ed", "ing"])];
        for (tag, parts) in rows {
            let lang = Lang::parse(tag).unwrap();
            for part in parts {
                for letters in [40, 90, 100_000] {
                    let word = part.repeat(letters / part.chars().count());
                    assert!(Word::new(&word, &lang).has_form(&word), "{part}");
                }
            }
        }
    }

    #[test]
    fn a_joined_suffix_is_no_part_of_the_word() {
        let [en, az, ru] = ["en", "az", "ru"].map(|tag| Lang::parse(tag).unwrap());
        for (typed, lang, expected) in [
            ("guest's", &en, "guest"),
            ("guest’s", &en, "guest"),
            ("vice-president", &en, "vice-president"),
            ("BMT-nin", &az, "BMT"),
            ("NATO-DAN", &az, "NATO"),
            ("Newport'dan", &az, "Newport"),
            ("2020-ci", &az, "2020-ci"),
            ("vitse-prezident", &az, "vitse-prezident"),
            ("из-за", &ru, "из-за"),
        ] {
            assert_eq!(before_joined_suffix(typed, lang), expected);
        }
    }

    #[test]
    fn of_a_particle_only_the_word_itself_is_read() {
        let ru = Lang::parse("ru").unwrap();
        let whole = Beginning { text: "в".into(), whole: true };
        assert_eq!(Word::new("в", &ru).beginnings(), [whole]);
    }

    #[test]
    fn a_beginning_may_have_ё() {
        let ru = Lang::parse("ru").unwrap();
        let word = Word::new("пчела", &ru);
        assert!(word.has_form("пчёлы") && word.has_form("пчёл"));
        assert!(Word::new("чёрный", &ru).has_form("черных"));
    }

    #[test]
    fn a_language_without_rules_of_inflection_goes_by_its_stemmer() {
        find_one_another("de", &["apfel äpfel", "haus hause hauses"]);
        find_one_another("fr", &["réunion réunions"]);
        let ka = Lang::parse("ka").unwrap();
        let word = Word::new("შეხვედრა", &ka);
        assert!(word.has_form("შეხვედრა") && !word.has_form("შეხვედრის"));
    }
}
