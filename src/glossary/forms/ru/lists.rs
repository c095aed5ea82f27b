//! Words that the rules of declension must know: closed lists of the grammar, as Zaliznyak's
//! dictionary gives them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Words, written with white space between them.
pub(super) struct List {
    text: &'static str,
    words: OnceLock<HashSet<&'static str>>,
}

impl List {
    const fn of(text: &'static str) -> List {
        List { text, words: OnceLock::new() }
    }

    /// Whether `word` is in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.text.split_whitespace().collect()).contains(word)
    }

    /// The words in the order in which they are written.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.text.split_whitespace()
    }
}

/// Words with what belongs to each, written `word=value`.
pub(super) struct Pairs {
    text: &'static str,
    pairs: OnceLock<HashMap<&'static str, &'static str>>,
}

impl Pairs {
    const fn of(text: &'static str) -> Pairs {
        Pairs { text, pairs: OnceLock::new() }
    }

    /// What stands beside `word`.
    pub(super) fn get(&self, word: &str) -> Option<&'static str> {
        let read = || self.text.split_whitespace().filter_map(|p| p.split_once('=')).collect();
        self.pairs.get_or_init(read).get(word).copied()
    }
}

/// Nouns whose plural has another stem: singular, its nominative and genitive plural.
pub(super) static OTHER_PLURAL: Pairs = Pairs::of(
    "
    человек=люди/людей ребенок=дети/детей сын=сыновья/сыновей друг=друзья/друзей
    брат=братья/братьев муж=мужья/мужей князь=князья/князей зять=зятья/зятьев
    деверь=деверья/деверей лист=листья/листьев стул=стулья/стульев сук=сучья/сучьев
    прут=прутья/прутьев клин=клинья/клиньев колос=колосья/колосьев повод=поводья/поводьев
    лоскут=лоскутья/лоскутьев полоз=полозья/полозьев дерево=деревья/деревьев
    крыло=крылья/крыльев перо=перья/перьев звено=звенья/звеньев дно=донья/доньев
    шило=шилья/шильев полено=поленья/поленьев помело=помелья/помельев колено=колени/коленей
    плечо=плечи/плеч ухо=уши/ушей око=очи/очей небо=небеса/небес чудо=чудеса/чудес
    судно=суда/судов яблоко=яблоки/яблок облако=облака/облаков сосед=соседи/соседей
    черт=черти/чертей господин=господа/господ хозяин=хозяева/хозяев шурин=шурья/шурьев
    цветок=цветы/цветов курица=куры/кур щенок=щенята/щенят год=годы/лет кум=кумовья/кумовьев
",
);

/// Masculine nouns whose nominative plural is in stressed -а or -я.
pub(super) static PLURAL_IN_A: List = List::of(
    "
    адрес берег бок борт век вечер глаз голос город директор доктор дом инспектор катер
    колокол корпус край купол лес луг мастер номер ордер остров отпуск паспорт повар погреб
    поезд пояс провод профессор рукав сорт сторож счет тормоз учитель флигель холод хутор
    цвет череп штемпель якорь том снег округ орден полуостров кузов парус тополь вексель
    лагерь егерь слесарь токарь сектор
",
);

/// Masculine nouns whose genitive plural is like the nominative singular.
pub(super) static ZERO_PLURAL: List = List::of(
    "
    раз глаз волос сапог солдат партизан грузин турок румын осетин болгарин башкир бурят
    ватт
",
);

/// Stems of the oblique cases that no rule gives.
pub(super) static FLEETING: Pairs = Pairs::of(
    "
    лоб=лб рот=рт сон=сн мох=мх ров=рв лев=льв лед=льд пес=пс лен=льн шов=шв заем=займ
    наем=найм посол=посл угол=угл узел=узл котел=котл козел=козл осел=осл орел=орл
    пепел=пепл дятел=дятл щегол=щегл чехол=чехл павел=павл вымысел=вымысл замысел=замысл
    умысел=умысл промысел=промысл помысел=помысл ветер=ветр ковер=ковр шатер=шатр
    костер=костр бобер=бобр хребет=хребт заяц=зайц свекор=свекр бугор=бугр хохол=хохл
    петр=петр христос=христ ноготь=ногт египет=египт молебен=молебн гидроузел=гидроузл
    санузел=санузл псалом=псалм
",
);

/// Masculine nouns in -ь that lose a vowel: citation form and oblique stem.
pub(super) static FLEETING_SOFT: Pairs = Pairs::of(
    "
    огонь=огн ноготь=ногт коготь=когт локоть=локт ломоть=ломт стебель=стебл кашель=кашл
    уголь=угл деготь=дегт
",
);

/// Nouns in -ей whose stem loses the е (*ручей* → *ручья*).
pub(super) static SOFT_EI: List = List::of(
    "
    ручей воробей соловей муравей репей чирей улей жеребей
",
);

/// Nouns in -ой, where most words are adjectives.
pub(super) static NOUNS_IN_OI: List = List::of(
    "
    герой антигерой бой вой гной зной рой слой строй крой покой упокой прибой отбой разбой забой
    перебой сбой надой удой запой водопой застой настой отстой устой настрой домострой перестрой
    конвой изгой ковбой плейбой покрой левкой перегной прослой подслой китобой мордобой
",
);

/// Nouns in -ок, -ек and -ец whose vowel stays.
pub(super) static VOWEL_STAYS: List = List::of(
    "
    урок срок восток поток приток отток исток сток водосток порок пророк игрок знаток ездок
    едок ходок стрелок рок бок сок шок блок кок барок кузнец жрец мудрец мертвец храбрец
    близнец гордец хитрец подлец
",
);

/// Nouns that do not decline although they end like nouns that do.
pub(super) static INDECLINABLE: List = List::of(
    "
    метро кино радио фото видео пальто кофе бюро депо евро шоссе такси интервью ралли какао
    кафе меню жюри табло досье турне кашне кимоно казино динамо авто нетто брутто эссе
    резюме коммюнике атташе портье крупье рантье рагу бистро факсимиле сальдо альтерэго
    либретто эмбарго торнадо алиби вето цунами сити мисс миссис мадам леди лобби пенни кредо
    реле тире
",
);

/// Masculine nouns in -ь after a consonant that makes most nouns feminine.
pub(super) static MASCULINE_SOFT: List = List::of(
    "
    огонь конь июнь юань линь гость тесть зять путь ноготь коготь локоть ломоть деготь лапоть лебедь
    медведь голубь червь князь ферзь вождь дождь гвоздь груздь желудь лось гусь карась якорь
    лагерь егерь
",
);

/// Feminine nouns in -ль, -рь and -ень, where most are masculine; also as the last part of a
/// compound.
pub(super) static FEMININE_SOFT: List = List::of("
    цель роль соль боль моль сталь деталь модель мебель медаль печаль магистраль постель
    пастель метель артель капель колыбель гибель прибыль отрасль мысль пыль шаль мораль
    скрижаль вертикаль горизонталь диагональ акварель карусель параллель форель щель мель
    ель дрель дуэль гантель бандероль фасоль панель шинель быль даль цитадель обитель
    добродетель свирель вуаль спираль дверь тварь сибирь хворь ширь гарь тень осень степень
    ступень лень сень мишень сирень плесень тюмень мигрень голень зелень шагрень киноварь опухоль жизель
    утварь
");

/// Nouns in -ж, -ч, -ш, -щ with the stress on the ending: *багажом*, *ключом*. Most have it on
/// the stem.
pub(super) static STRESSED_OM: List = List::of(
    "
    багаж гараж этаж тираж рубеж платеж чертеж грабеж мятеж падеж нож морж врач ключ мяч меч
    луч кирпич ткач скрипач трубач богач силач палач калач плащ борщ клещ хвощ прыщ малыш
    карандаш шалаш камыш грош крепыш паралич ильич кузьмич лукич
",
);

/// Nouns in -жа, -ча, -ша, -ца with the stress on the ending: *душой*.
pub(super) static STRESSED_OI: List = List::of(
    "
    душа свеча госпожа жа межа левша вожжа каланча парча саранча пыльца овца
",
);

/// Nouns in -ец of two syllables with the stress on the stem: *немцев*.
pub(super) static UNSTRESSED_ETS: List = List::of(
    "
    немец палец танец перец ситец глянец агнец горец старец
",
);

/// Longer nouns in -ец with the stress on the ending: *образцов*.
pub(super) static STRESSED_ETS: List = List::of(
    "
    образец продавец леденец огурец
",
);

/// Stems with a vowel between their last consonants before a zero ending: *сестёр*, *писем*.
pub(super) static FILLED: List = List::of(
    "
    сестр ведр ребр ядр бедр письм тюрьм свадьб усадьб судьб стекл чехл
",
);

/// Plurals in -ы with a zero ending in the genitive: *сил*, *Филиппин*.
pub(super) static ZERO_GENITIVE: List = List::of(
    "
    силы меры нормы реформы угрозы границы цены страны стороны работы школы каникулы
    филиппины мальдивы афины альпы курилы карпаты сейшелы канары багамы бермуды группы
    выплаты
",
);

/// First parts of hyphenated compounds that do not decline: *премьер-министра*.
pub(super) static FIXED_FIRST: List = List::of("
    премьер вице экс генерал топ онлайн офлайн пресс штаб бизнес интернет кибер медиа веб
    мини макси супер капитан контр обер унтер лейб норд блок дизель нано г юго северо аль лас лос санкт сан ван
");

/// Neuter nouns in -мя (Zaliznyak's type 8).
pub(super) static MYA: List = List::of(
    "
    имя время знамя племя пламя семя вымя бремя стремя темя
",
);

/// Given names in -ин and -ина, which do not decline like the surnames that end so.
pub(super) static GIVEN_NAMES: List = List::of(
    "
    екатерина кристина марина ирина галина полина арина алина нина валентина карина ангелина
    регина сабина дина зарина марьина мартин константин валентин августин кевин робин марвин
    джастин бенджамин эдвин остин колин бен дастин дарвин чаплин эльвин камин амин
",
);
