//! Nouns that the rules of declension must know: closed lists of the grammar, as Zaliznyak's
//! dictionary gives them. Both the readings of a word and the forms of terms
//! (`glossary::forms::ru`) go by them. ё is written е.

use super::{is_hush, is_velar};
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

/// Words, written with white space between them.
pub(crate) struct List {
    text: &'static str,
    words: OnceLock<HashSet<&'static str>>,
}

impl List {
    pub(crate) const fn of(text: &'static str) -> List {
        List { text, words: OnceLock::new() }
    }

    /// Whether `word` is in the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.text.split_whitespace().collect()).contains(word)
    }

    /// Whether `word` is in the list, or a compound whose last part, a long one, is.
    pub(crate) fn has_end_of(&self, word: &str) -> bool {
        const LONG: usize = 6;
        let ends = |known: &&str| known.chars().count() >= LONG && word.ends_with(*known);
        self.has(word) || self.words().any(|known| ends(&known))
    }

    /// The words in the order in which they are written.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.text.split_whitespace()
    }
}

/// Words with what belongs to each, written `word=value`.
pub(crate) struct Pairs {
    text: &'static str,
    pairs: OnceLock<HashMap<&'static str, &'static str>>,
}

impl Pairs {
    const fn of(text: &'static str) -> Pairs {
        Pairs { text, pairs: OnceLock::new() }
    }

    /// What stands beside `word`.
    pub(crate) fn get(&self, word: &str) -> Option<&'static str> {
        self.pairs.get_or_init(|| self.iter().collect()).get(word).copied()
    }

    /// The pairs in the order in which they are written.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.text.split_whitespace().filter_map(|pair| pair.split_once('='))
    }
}

/// A plural with another stem than the singular has.
pub(crate) struct OtherPlural {
    pub(super) singular: &'static str,
    pub(crate) nominative: &'static str,
    genitives: &'static str,
    instrumental: Option<&'static str>,
}

impl OtherPlural {
    fn read(written: &'static str) -> Option<OtherPlural> {
        let (singular, plural) = written.split_once('=')?;
        let mut forms = plural.split('/');
        let (nominative, genitives) = (forms.next()?, forms.next()?);
        Some(OtherPlural { singular, nominative, genitives, instrumental: forms.next() })
    }

    /// The genitives, the usual one first.
    pub(crate) fn genitives(&self) -> impl Iterator<Item = &'static str> {
        self.genitives.split(',')
    }

    /// What the other cases begin with.
    pub(super) fn stem(&self) -> &'static str {
        self.nominative.strip_suffix(['и', 'ы', 'а', 'я']).unwrap_or(self.nominative)
    }

    /// Dative, instrumental and prepositional.
    pub(crate) fn obliques(&self) -> [String; 3] {
        let stem = self.stem();
        let soft = self.nominative.ends_with('я')
            || self.nominative.ends_with('и') && !is_velar(stem) && !is_hush(stem);
        let endings = if soft { ["ям", "ями", "ях"] } else { ["ам", "ами", "ах"] };
        let [dative, instrumental, prepositional] = endings.map(|end| format!("{stem}{end}"));
        let instrumental = self.instrumental.map_or(instrumental, str::to_owned);
        [dative, instrumental, prepositional]
    }
}

/// The plural with another stem of which `word` is the singular or the nominative.
pub(crate) fn other_plural(word: &str) -> Option<&'static OtherPlural> {
    static FOUND: LazyLock<HashMap<&str, &OtherPlural>> = LazyLock::new(|| {
        OTHER_PLURALS.iter().flat_map(|p| [(p.singular, p), (p.nominative, p)]).collect()
    });
    FOUND.get(word).copied()
}

/// Nouns whose plural has another stem: singular, nominative and genitives of the plural, and its
/// instrumental where no rule gives it.
pub(super) static OTHER_PLURALS: LazyLock<Vec<OtherPlural>> = LazyLock::new(|| {
    "
    человек=люди/людей,человек/людьми ребенок=дети/детей/детьми сын=сыновья/сыновей
    друг=друзья/друзей брат=братья/братьев муж=мужья/мужей князь=князья/князей зять=зятья/зятьев
    деверь=деверья/деверьев,деверей лист=листья/листьев стул=стулья/стульев сук=сучья/сучьев
    прут=прутья/прутьев клин=клинья/клиньев колос=колосья/колосьев повод=поводья/поводьев
    лоскут=лоскутья/лоскутьев полоз=полозья/полозьев дерево=деревья/деревьев крыло=крылья/крыльев
    перо=перья/перьев звено=звенья/звеньев дно=донья/доньев шило=шилья/шильев
    полено=поленья/поленьев помело=помелья/помельев колено=колени/коленей,колен плечо=плечи/плеч
    ухо=уши/ушей око=очи/очей небо=небеса/небес чудо=чудеса/чудес судно=суда/судов
    яблоко=яблоки/яблок облако=облака/облаков сосед=соседи/соседей черт=черти/чертей
    господин=господа/господ хозяин=хозяева/хозяев шурин=шурья/шурьев цветок=цветы/цветов
    курица=куры/кур щенок=щенята/щенят год=годы/лет,годов яйцо=яйца/яиц кум=кумовья/кумовьев
"
    .split_whitespace()
    .filter_map(OtherPlural::read)
    .collect()
});

/// Masculine nouns whose nominative plural is in stressed -а or -я.
pub(crate) static PLURAL_IN_A: List = List::of(
    "
    адрес берег бок борт век вечер глаз голос город директор доктор дом инспектор катер
    колокол корпус край купол лес луг мастер номер ордер остров отпуск паспорт повар погреб
    поезд пояс провод профессор рукав сорт сторож счет тормоз учитель флигель холод хутор
    цвет череп штемпель якорь том снег округ орден полуостров кузов парус тополь вексель
    лагерь егерь слесарь токарь сектор
",
);

/// Masculine nouns whose genitive plural is like the nominative singular.
pub(crate) static ZERO_PLURAL: List = List::of(
    "
    раз глаз волос сапог солдат партизан грузин турок румын осетин болгарин башкир бурят
    ватт
",
);

/// Stems of the oblique cases that rules do not give for sure.
pub(crate) static FLEETING: Pairs = Pairs::of(
    "
    лоб=лб рот=рт сон=сн мох=мх ров=рв лев=льв лед=льд пес=пс лен=льн шов=шв заем=займ наем=найм
    посол=посл угол=угл узел=узл котел=котл козел=козл осел=осл орел=орл пепел=пепл дятел=дятл
    щегол=щегл чехол=чехл павел=павл вымысел=вымысл замысел=замысл умысел=умысл промысел=промысл
    помысел=помысл ветер=ветр ковер=ковр шатер=шатр костер=костр бобер=бобр хребет=хребт
    ребенок=ребенк щенок=щенк цветок=цветк заяц=зайц свекор=свекр бугор=бугр хохол=хохл петр=петр
    христос=христ египет=египт молебен=молебн гидроузел=гидроузл санузел=санузл псалом=псалм
    огонь=огн ноготь=ногт коготь=когт локоть=локт ломоть=ломт стебель=стебл кашель=кашл уголь=угл
    деготь=дегт день=дн пень=пн мать=матер дочь=дочер церковь=церкв любовь=любв ложь=лж рожь=рж
    вошь=вш
",
);

/// Nouns in -ей whose stem loses the е (*ручей* → *ручья*).
pub(crate) static SOFT_EI: List = List::of(
    "
    ручей воробей соловей муравей репей чирей улей жеребей
",
);

/// Nouns in -ой, where most words are adjectives.
pub(crate) static NOUNS_IN_OI: List = List::of(
    "
    герой антигерой бой вой гной зной рой слой строй крой покой упокой прибой отбой разбой забой
    перебой сбой надой удой запой водопой застой настой отстой устой настрой домострой перестрой
    конвой изгой ковбой плейбой покрой левкой перегной прослой подслой китобой мордобой
",
);

/// Nouns in -ок, -ек and -ец whose vowel stays.
pub(crate) static VOWEL_STAYS: List = List::of(
    "
    урок срок восток поток приток отток исток сток водосток порок пророк игрок знаток ездок едок
    ходок стрелок рок бок сок шок блок кок барок кузнец жрец мудрец мертвец храбрец близнец гордец
    хитрец подлец чеснок зарок оброк отрок намек упрек попрек отсек припек солнцепек кодек
    абрек чебурек имярек беглец наглец чернец
",
);

/// Nouns that do not decline although they end like nouns that do.
pub(crate) static INDECLINABLE: List = List::of(
    "
    метро кино радио фото видео пальто кофе бюро депо евро шоссе такси интервью ралли какао
    кафе меню жюри табло досье турне кашне кимоно казино динамо авто нетто брутто эссе
    резюме коммюнике папуа атташе портье крупье рантье рагу бистро факсимиле сальдо альтерэго
    либретто эмбарго торнадо алиби вето цунами сити мисс миссис мадам леди лобби пенни кредо
    реле тире
",
);

/// Towns that do not decline; they are masculine, as *город* is.
pub(crate) static INDECLINABLE_TOWNS: List = List::of(
    "
    баку шеки ходжалы физули масаллы агдере тбилиси батуми поти кутаиси сухуми сочи душанбе
    токио киото осло хельсинки торонто чикаго глазго бордо монако найроби
",
);

/// Masculine nouns in -ь after a consonant that makes most nouns feminine.
pub(crate) static MASCULINE_SOFT: List = List::of(
    "
    огонь конь день пень деверь стебель кашель уголь июнь юань линь гость тесть зять путь ноготь
    коготь локоть ломоть деготь лапоть лебедь медведь голубь червь князь ферзь вождь дождь гвоздь
    груздь желудь лось гусь карась якорь лагерь егерь
",
);

/// Feminine nouns in -ль, -рь and -ень, where most are masculine; also as the last part of a
/// compound.
pub(crate) static FEMININE_SOFT: List = List::of(
    "
    цель роль соль боль моль сталь деталь модель мебель медаль печаль магистраль постель пастель
    метель артель капель колыбель гибель прибыль отрасль мысль пыль шаль мораль скрижаль вертикаль
    горизонталь диагональ акварель карусель параллель форель щель мель ель дрель дуэль гантель
    бандероль фасоль панель шинель быль даль цитадель обитель добродетель свирель вуаль спираль
    дверь тварь сибирь хворь ширь гарь тень осень степень ступень лень сень мишень сирень плесень
    тюмень мигрень голень зелень шагрень киноварь опухоль жизель утварь
",
);

/// Nouns in -ж, -ч, -ш, -щ with the stress on the ending: *багажом*, *ключом*. Most have it on
/// the stem.
pub(crate) static STRESSED_OM: List = List::of(
    "
    багаж гараж этаж тираж рубеж платеж чертеж грабеж мятеж падеж нож морж врач ключ мяч меч луч
    кирпич ткач скрипач трубач богач силач палач калач плащ борщ клещ хвощ прыщ малыш карандаш шалаш
    камыш грош крепыш паралич ильич кузьмич лукич бич уж еж стриж чиж кулич сургуч палаш мураш ковш
",
);

/// Nouns in -жа, -ча, -ша, -ца with the stress on the ending: *душой*.
pub(crate) static STRESSED_OI: List = List::of(
    "
    душа свеча госпожа межа шуша левша вожжа каланча парча саранча пыльца овца
",
);

/// Nouns in -ец of two syllables with the stress on the stem: *немцев*.
pub(crate) static UNSTRESSED_ETS: List = List::of(
    "
    немец палец танец перец ситец глянец агнец горец старец
",
);

/// Longer nouns in -ец with the stress on the ending: *образцов*.
pub(crate) static STRESSED_ETS: List = List::of(
    "
    образец продавец леденец огурец
",
);

/// Stems with a vowel between their last consonants before a zero ending: *сестёр*, *писем*.
pub(crate) static FILLED: List = List::of(
    "
    сестр ведр ребр ядр бедр письм тюрьм свадьб усадьб судьб стекл чехл
",
);

/// Plurals of feminine nouns in -ы, -и after a hard consonant, with a zero ending in the genitive:
/// *сил*, *Филиппин*; the longer ones also as the last part of a compound (*инфраструктуры*).
pub(crate) static ZERO_GENITIVE: List = List::of(
    "
    силы меры нормы реформы угрозы границы цены страны стороны работы школы каникулы филиппины
    мальдивы афины альпы курилы карпаты сейшелы канары багамы бермуды группы выплаты ножницы руины
    команды женщины мужчины проблемы субботы победы войны поры зоны пятницы пары службы жертвы
    причины минуты программы жены рекламы защиты половины главы сцены головы полосы травмы таблицы
    моды толпы фирмы замены квартиры катастрофы карьеры просьбы одежды свободы надежды середины
    карты нужды основы смены газеты страницы прокуратуры культуры картины сферы машины беды
    кандидатуры фигуры драмы стены структуры темы горы блокады годовщины системы палаты оплаты
    столицы камеры схемы арены банкноты комнаты пошлины перспективы раны атмосферы среды природы
    награды веры истины лампы короны легенды виллы диаспоры манеры спины расы аренды платы бронзы
    ноты персоны жалобы суммы ракеты обороны шкалы волны высоты цифры общины тайны инициативы охоты
    квоты буквы яхты медицины температуры массы формы грамоты тонны ленты процедуры
    директивы альтернативы визы валюты вакцины вершины глубины долины дисциплины доктрины базы
    единицы казармы клятвы колонны монеты мины планеты анкеты бригады воды выгоды грозы дамы
    доли заботы зарплаты заставы зимы каюты кафедры обиды олимпиады опоры осады ограды паузы пещеры
    преграды пробы растраты скульптуры сметы ссуды утраты фазы формулы фразы эмблемы эстафеты
    частоты экспертизы шахты шины литературы натуры регистратуры магистратуры
    больницы улицы разницы теплицы участницы работницы художницы республики клиники практики
    библиотеки атаки книги дороги услуги лиги заслуги эпохи характеристики статистики бумаги руки
    ноги тревоги науки драки собаки вехи подруги засухи помехи
    экономики косметики энергетики логистики розы коровы актрисы прессы битвы платформы шляпы мечты
    погоды контрабанды рыбы игры шторы правды толпы эгиды купюры кабины витрины турбины
    плотины равнины трибуны фортуны лагуны
",
);

/// Plurals of masculine nouns in -ки after a consonant, whose genitive is in -ов; also as the last
/// part of a compound. Most such plurals are feminine (*поставки*).
pub(crate) static KI_OF_MEN: List = List::of(
    "
    рынки риски кубки иски порядки беспорядки заголовки недостатки участки остатки напитки поиски
    запуски выпуски парки звонки толчки снимки предки обломки подростки всплески перекрестки киоски
    паводки отпуски потомки рисунки подарки поступки пережитки зачатки списки отрезки
    отголоски придатки убытки достатки промежутки задатки мешки рывки волоски десятки значки станки
    замки танки франки огоньки клинки очерки пески
",
);

/// Plurals of the stem of the singular whose genitive no rule gives.
pub(crate) static GENITIVE_OF_PLURAL: Pairs = Pairs::of(
    "
    деньги=денег недели=недель семьи=семей статьи=статей судьи=судей встречи=встреч передачи=передач
    задачи=задач неудачи=неудач удачи=удач кражи=краж продажи=продаж крыши=крыш рощи=рощ
    тысячи=тысяч кучи=куч добычи=добыч подачи=подач сдачи=сдач ратуши=ратуш няни=нянь идеи=идей
    ассамблеи=ассамблей аллеи=аллей батареи=батарей галереи=галерей шеи=шей стаи=стай земли=земель
    сотни=сотен песни=песен капли=капель мили=миль пустыни=пустынь потери=потерь святыни=святынь
    твердыни=твердынь башни=башен таможни=таможен тюрьмы=тюрем судьбы=судеб свадьбы=свадеб
    войны=войн звезды=звезд весны=весен сосны=сосен десны=десен критерии=критериев
    комментарии=комментариев сценарии=сценариев санатории=санаториев моратории=мораториев
    планетарии=планетариев гении=гениев крематории=крематориев острова=островов
    полуострова=полуостровов округа=округов города=городов дома=домов берега=берегов
    паспорта=паспортов директора=директоров профессора=профессоров адреса=адресов счета=счетов
    номера=номеров ордена=орденов леса=лесов поезда=поездов края=краев доктора=докторов
    инспектора=инспекторов века=веков голоса=голосов бега=бегов поля=полей моря=морей
    побережья=побережий ущелья=ущелий учителя=учителей якоря=якорей очки=очков права=прав дела=дел
    лица=лиц места=мест слова=слов села=сел тела=тел окна=окон письма=писем условия=условий
    усилия=усилий полномочия=полномочий мероприятия=мероприятий предприятия=предприятий
    события=событий орудия=орудий понятия=понятий граждане=граждан числа=чисел войска=войск
    осадки=осадков дворцы=дворцов отцы=отцов истцы=истцов продавцы=продавцов образцы=образцов
    концы=концов
",
);

/// Neuter nouns in -мя (Zaliznyak's type 8).
pub(crate) static MYA: List = List::of(
    "
    имя время знамя племя пламя семя вымя бремя стремя темя
",
);

/// Nouns whose ё stands in the nominative only: *Петра*.
pub(crate) static YO_IN_NOMINATIVE: List = List::of("петр еж ерш");
