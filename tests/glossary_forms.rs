//! Written cases of inflected terms: paradigms that are printed, forms that are recognised and
//! look-alikes that are not, and forms that pass from one term to another.

use yaddash::glossary::forms::{paradigm, transfer};
use yaddash::glossary::{Case, Concept, Glossary, Matcher, Status, Term};
use yaddash::lang::Lang;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn matcher(tag: &str, terms: &[&str]) -> Matcher {
    let lang = lang(tag);
    let concepts = terms
        .iter()
        .map(|term| Concept { terms: vec![Term::new(lang.clone(), *term)], ..Concept::default() })
        .collect();
    Matcher::new(&Glossary { concepts, languages: vec![lang.clone()] }, &lang)
}

/// What is found of `terms` in `text`.
fn found<'t>(tag: &str, terms: &[&str], text: &'t str) -> Vec<&'t str> {
    matcher(tag, terms).find(text).into_iter().map(|hit| &text[hit.span]).collect()
}

/// Cells that a paradigm gets wrong; each line is a term, its kind or `-`, and `label = form`.
fn wrong_cells(tag: &str, cases: &str) -> (Vec<String>, usize) {
    let lang = lang(tag);
    let (mut wrong, mut all) = (Vec::new(), 0);
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut parts = line.split('|').map(str::trim);
        let (term, kind) = (parts.next().unwrap(), parts.next().unwrap());
        let forms = paradigm(term, &lang, (kind != "-").then_some(kind));
        for part in parts {
            let (label, wanted) = part.split_once('=').unwrap();
            let (label, wanted) = (label.trim(), wanted.trim());
            all += 1;
            let form = forms.iter().find(|form| form.label == label).map(|form| &form.text);
            // ё is optional in print.
            let plain = |form: &str| form.replace('ё', "е");
            if form.is_none_or(|form| plain(form) != plain(wanted)) {
                wrong.push(format!("{term}, {label}: {form:?}, not {wanted}"));
            }
        }
    }
    (wrong, all)
}

fn assert_cells(tag: &str, cases: &str) {
    let (wrong, all) = wrong_cells(tag, cases);
    assert!(wrong.len() * 100 <= all, "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Language, term, a text, and what of it is the term.
const IN_CONTEXT: [(&str, &str, &str, &[&str]); 18] = [
    // A preposition that looks like a form of посол.
    ("ru", "посол", "После встречи он рассказал о новом после.", &["после"]),
    ("ru", "посол", "Он выступил после того, как послы уехали.", &["послы"]),
    // With a hyphen it is another rank.
    (
        "en",
        "Secretary-General",
        "The Under-Secretary-General met the Secretary-General.",
        &["Secretary-General"],
    ),
    ("en", "President", "Vice-President and ex-President", &[]),
    ("en", "Azerbaijan", "EU-Azerbaijan relations", &["Azerbaijan"]),
    // A dash with spaces joins where a part is a group of words.
    ("ru", "страна-член", "со всеми странами – членами организации", &["странами – членами"]),
    ("ru", "страна-член", "из стран — членов ОИС", &["стран — членов"]),
    ("ru", "страна-член", "эта страна – важный член", &[]),
    // What owns the head belongs to something itself.
    ("az", "Baş katibin müavini", "BMT Baş katibinin müavini ilə", &["Baş katibinin müavini"]),
    ("az", "Baş katibin müavini", "Baş katibin müavininə", &["Baş katibin müavininə"]),
    ("az", "ölkənin rəhbəri", "öz ölkəsinin rəhbərini", &["ölkəsinin rəhbərini"]),
    ("az", "Baş katibin müavini", "Baş katibdən müavini", &[]),
    // A title and a name, each in its own declension.
    (
        "ru",
        "Президент Ильхам Алиев",
        "с Президентом Ильхамом Алиевым",
        &["Президентом Ильхамом Алиевым"],
    ),
    (
        "ru",
        "Первый вице-президент Мехрибан Алиева",
        "Первому вице-президенту Мехрибан Алиевой",
        &["Первому вице-президенту Мехрибан Алиевой"],
    ),
    (
        "ru",
        "Генеральный секретарь ООН Антониу Гутерриш",
        "от Генерального секретаря ООН Антониу Гутерриша",
        &["Генерального секретаря ООН Антониу Гутерриша"],
    ),
    ("ru", "Президент Ильхам Алиев", "Президенту Ильхамом Алиевым", &[]),
    ("ru", "посол Нидерландов", "с послом Нидерландов", &["послом Нидерландов"]),
    ("ru", "министр внутренних дел", "министру внутренних дел", &["министру внутренних дел"]),
];

#[test]
fn the_context_tells_what_a_form_belongs_to() {
    let mut wrong = Vec::new();
    for (tag, term, text, wanted) in IN_CONTEXT {
        let found = found(tag, &[term], text);
        if found != wanted {
            wrong.push(format!("{term} in {text:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn azerbaijani_paradigms() {
    assert_cells(
        "az",
        "Baş katib | title | singular, genitive = Baş katibin | singular, dative = Baş katibə | singular, accusative = Baş katibi | singular, locative = Baş katibdə | singular, ablative = Baş katibdən | singular, instrumental = Baş katiblə | plural, nominative = Baş katiblər | singular, his/her, genitive = Baş katibinin | singular, our, dative = Baş katibimizə
         Xarici İşlər Nazirliyi | - | singular, nominative = Xarici İşlər Nazirliyi | singular, genitive = Xarici İşlər Nazirliyinin | singular, dative = Xarici İşlər Nazirliyinə | singular, accusative = Xarici İşlər Nazirliyini | singular, locative = Xarici İşlər Nazirliyində | singular, ablative = Xarici İşlər Nazirliyindən | plural, nominative = Xarici İşlər Nazirlikləri | plural, genitive = Xarici İşlər Nazirliklərinin | singular, our, nominative = Xarici İşlər Nazirliyimiz
         Təhlükəsizlik Şurası | - | singular, genitive = Təhlükəsizlik Şurasının | singular, dative = Təhlükəsizlik Şurasına | plural, nominative = Təhlükəsizlik Şuraları | singular, our, locative = Təhlükəsizlik Şuramızda
         xarici işlər naziri | title | singular, dative = xarici işlər nazirinə | plural, nominative = xarici işlər nazirləri | plural, dative = xarici işlər nazirlərinə
         Avropa İttifaqı | - | singular, dative = Avropa İttifaqına | singular, our, nominative = Avropa İttifaqımız
         Amerika Birləşmiş Ştatları | - | plural, nominative = Amerika Birləşmiş Ştatları | plural, locative = Amerika Birləşmiş Ştatlarında
         Azərbaycan | - | singular, genitive = Azərbaycanın | singular, dative = Azərbaycana | singular, locative = Azərbaycanda | singular, our, nominative = Azərbaycanımız
         Türkiyə | - | singular, genitive = Türkiyənin | singular, dative = Türkiyəyə | singular, accusative = Türkiyəni | singular, instrumental = Türkiyəylə
         tərəfdaşlıq | - | singular, genitive = tərəfdaşlığın | singular, dative = tərəfdaşlığa | singular, locative = tərəfdaşlıqda | plural, ablative = tərəfdaşlıqlardan | singular, our, accusative = tərəfdaşlığımızı
         suverenlik | - | singular, dative = suverenliyə | singular, ablative = suverenlikdən
         hüquq | - | singular, genitive = hüququn | singular, dative = hüquqa | singular, his/her, nominative = hüququ
         oğul | - | singular, his/her, nominative = oğlu | singular, dative = oğla | plural, nominative = oğullar
         şəkil | - | singular, accusative = şəkli | singular, locative = şəkildə
         su | - | singular, his/her, nominative = suyu | singular, dative = suya
         mövqe | - | singular, his/her, nominative = mövqeyi | singular, his/her, ablative = mövqeyindən
         Norov | person | singular, genitive = Norovun | singular, dative = Norova | singular, ablative = Norovdan
         BMT | - | genitive = BMT-nin | dative = BMT-yə | locative = BMT-də
         NATO | - | genitive = NATO-nun | dative = NATO-ya
         ABŞ | - | genitive = ABŞ-ın | dative = ABŞ-a | ablative = ABŞ-dan
         ATƏT | - | genitive = ATƏT-in | locative = ATƏT-də
         ikitərəfli münasibətlər | - | plural, genitive = ikitərəfli münasibətlərin | plural, our, locative = ikitərəfli münasibətlərimizdə",
    );
}

#[test]
fn russian_paradigms() {
    assert_cells(
        "ru",
        "Генеральный секретарь | title | singular, genitive = Генерального секретаря | singular, dative = Генеральному секретарю | singular, accusative = Генерального секретаря | singular, instrumental = Генеральным секретарём | plural, nominative = Генеральные секретари | plural, genitive = Генеральных секретарей
         министр иностранных дел | title | singular, genitive = министра иностранных дел | singular, instrumental = министром иностранных дел | plural, accusative = министров иностранных дел
         Министерство иностранных дел | - | singular, genitive = Министерства иностранных дел | singular, prepositional = Министерстве иностранных дел | plural, genitive = Министерств иностранных дел
         Организация Объединённых Наций | - | singular, genitive = Организации Объединённых Наций | singular, accusative = Организацию Объединённых Наций | singular, instrumental = Организацией Объединённых Наций
         премьер-министр | title | singular, genitive = премьер-министра | plural, dative = премьер-министрам
         вице-президент | title | singular, accusative = вице-президента
         рабочая группа | - | singular, genitive = рабочей группы | singular, accusative = рабочую группу | plural, genitive = рабочих групп | plural, accusative = рабочие группы
         двусторонние отношения | - | plural, genitive = двусторонних отношений | plural, dative = двусторонним отношениям | plural, instrumental = двусторонними отношениями
         территориальная целостность | - | singular, genitive = территориальной целостности | singular, instrumental = территориальной целостностью
         стратегическое партнёрство | - | singular, genitive = стратегического партнёрства | singular, prepositional = стратегическом партнёрстве
         прекращение огня | - | singular, genitive = прекращения огня | singular, prepositional = прекращении огня
         посол | title | singular, genitive = посла | singular, instrumental = послом | plural, nominative = послы
         Чрезвычайный и Полномочный Посол | title | singular, genitive = Чрезвычайного и Полномочного Посла
         Грузия | - | singular, genitive = Грузии | singular, accusative = Грузию | singular, prepositional = Грузии
         Соединённые Штаты Америки | - | plural, genitive = Соединённых Штатов Америки | plural, dative = Соединённым Штатам Америки
         Объединённые Арабские Эмираты | - | plural, genitive = Объединённых Арабских Эмиратов
         Нидерланды | - | plural, genitive = Нидерландов | plural, prepositional = Нидерландах
         Баку | - | singular, genitive = Баку | singular, prepositional = Баку
         Владимир Норов | person | singular, genitive = Владимира Норова | singular, dative = Владимиру Норову | singular, instrumental = Владимиром Норовым
         Ильхам Алиев | person | singular, accusative = Ильхама Алиева | singular, instrumental = Ильхамом Алиевым
         Мария Захарова | person | singular, genitive = Марии Захаровой | singular, accusative = Марию Захарову
         Сергей Викторович Лавров | person | singular, genitive = Сергея Викторовича Лаврова | singular, instrumental = Сергеем Викторовичем Лавровым
         Дмитрий Песков | person | singular, dative = Дмитрию Пескову
         Чжан Мин | person | singular, genitive = Чжана Мина
         дно | - | plural, nominative = донья
         брат | person | plural, genitive = братьев
         учёный | person | singular, genitive = учёного | plural, accusative = учёных
         третий саммит | - | singular, genitive = третьего саммита | singular, prepositional = третьем саммите
         страна-участница | - | singular, genitive = страны-участницы | plural, genitive = стран-участниц
         заявление | - | singular, prepositional = заявлении | plural, genitive = заявлений
         договор | - | plural, nominative = договоры
         Совет Безопасности | - | singular, genitive = Совета Безопасности
         МИД | - | singular, genitive = МИД",
    );
}

#[test]
fn english_paradigms() {
    assert_cells(
        "en",
        "Secretary General | title | plural = Secretaries General | singular, possessive = Secretary General’s
         Minister of Foreign Affairs | title | plural = Ministers of Foreign Affairs
         memorandum of understanding | - | plural = memoranda of understanding
         peace treaty | - | plural = peace treaties
         working group | - | plural = working groups
         crisis | - | plural = crises
         chairman | title | plural = chairmen
         embassy | - | plural = embassies | plural, possessive = embassies’
         wife | person | plural = wives
         veto | - | plural = vetoes",
    );
}

#[test]
fn azerbaijani_forms_and_look_alikes() {
    let hits = |terms: &[&str], text: &'static str| found("az", terms, text);
    for text in [
        "səfirin",
        "səfirə",
        "səfirimiz",
        "səfirlərdən",
        "səfirdir",
        "səfirdəki",
        "SƏFİRLƏ",
        "səfirsə",
    ] {
        assert_eq!(hits(&["səfir"], text), [text]);
    }
    for text in ["səfirlik", "səfirliyin", "səfərə", "səfirsiz", "səfirçi", "səfirın", "səf"]
    {
        assert!(hits(&["səfir"], text).is_empty(), "{text}");
    }
    assert_eq!(hits(&["Bakı"], "Bakıdakılar Bakını sevir"), ["Bakıdakılar", "Bakını"]);
    assert_eq!(hits(&["BMT"], "BMT-nin, BMT’yə və BMT-dəki"), ["BMT-nin", "BMT’yə", "BMT-dəki"]);
    assert!(hits(&["BMT"], "BMT-lik bmt").is_empty());
    assert_eq!(hits(&["Microsoft"], "Microsoft-un"), ["Microsoft-un"]);
    assert_eq!(hits(&["İlham Əliyev"], "İLHAM ƏLİYEVİN"), ["İLHAM ƏLİYEVİN"]);
    assert!(hits(&["qız"], "qızıl").is_empty());
    assert_eq!(
        hits(&["xarici işlər naziri"], "Xarici İşlər Nazirlərinin görüşü"),
        ["Xarici İşlər Nazirlərinin"]
    );
    assert!(hits(&["xarici işlər naziri"], "Xarici İşlər Nazirliyi").is_empty());
}

#[test]
fn russian_forms_and_look_alikes() {
    let hits = |terms: &[&str], text: &'static str| found("ru", terms, text);
    assert_eq!(
        hits(&["рабочая группа"], "две рабочие группы и пять рабочих групп"),
        ["рабочие группы", "рабочих групп"]
    );
    assert!(hits(&["рабочая группа"], "рабочей группу").is_empty());
    assert!(hits(&["министр"], "министерский министерство премьер-министра").is_empty());
    assert!(hits(&["премьер"], "премьер-министр").is_empty());
    assert_eq!(hits(&["премьер-министр"], "премьер–министром"), ["премьер–министром"]);
    assert_eq!(
        hits(&["Объединённые Нации"], "Объединенных\u{a0}Наций"),
        ["Объединенных\u{a0}Наций"]
    );
    assert_eq!(hits(&["Армения"], "в Армении"), ["Армении"]);
    assert_eq!(hits(&["огонь"], "огня огоньки"), ["огня"]);
    assert_eq!(
        hits(&["внутренне перемещённые лица"], "внутренне перемещенных лиц"),
        ["внутренне перемещенных лиц"]
    );
    assert_eq!(hits(&["права человека"], "о правах человека"), ["правах человека"]);
    assert_eq!(
        hits(&["агентство новой энергии"], "агентства новой энергии"),
        ["агентства новой энергии"]
    );
    assert_eq!(hits(&["Терези Мэй"], "Терези Мэй"), ["Терези Мэй"]);
    assert_eq!(hits(&["город-герой"], "городам-героям"), ["городам-героям"]);
}

#[test]
fn english_forms_and_look_alikes() {
    let hits = |terms: &[&str], text: &'static str| found("en", terms, text);
    assert_eq!(
        hits(&["Secretary General"], "the Secretary General's and Secretaries General"),
        ["Secretary General", "Secretaries General"]
    );
    assert!(hits(&["treaty"], "treatment").is_empty());
    assert!(hits(&["US"], "help us").is_empty());
    assert_eq!(hits(&["US"], "the US-led"), ["US"]);
    assert_eq!(hits(&["C++"], "C++ and C"), ["C++"]);
    assert_eq!(hits(&["U.S."], "the U.S. is"), ["U.S."]);
    assert_eq!(hits(&["child"], "children"), ["children"]);
    assert_eq!(hits(&["displaced person"], "displaced persons"), ["displaced persons"]);
}

#[test]
fn the_longest_match_wins() {
    let text = "The Deputy Prime Minister met the Prime Minister.";
    let terms = ["Prime Minister", "Deputy Prime Minister"];
    assert_eq!(found("en", &terms, text), ["Deputy Prime Minister", "Prime Minister"]);
}

#[test]
fn a_term_may_be_exact_case_sensitive_or_have_forms() {
    let en = lang("en");
    let mut exact = Term::new(en.clone(), "data");
    exact.exact = true;
    let mut sensitive = Term::new(en.clone(), "Turkey");
    sensitive.case = Case::Sensitive;
    let mut irregular = Term::new(en.clone(), "radius");
    irregular.forms = vec!["radiuses".to_owned()];
    irregular.status = Status::Forbidden;
    let concepts = [exact, sensitive, irregular]
        .into_iter()
        .map(|term| Concept { terms: vec![term], ..Concept::default() })
        .collect();
    let matcher = Matcher::new(&Glossary { concepts, languages: vec![en.clone()] }, &en);
    let spans = |text: &str| matcher.find(text).len();
    assert_eq!((spans("data"), spans("datas")), (1, 0));
    assert_eq!((spans("Turkey"), spans("turkey")), (1, 0));
    assert_eq!(matcher.find("radiuses")[0].status, Status::Forbidden);
}

#[test]
fn unknown_languages_match_exactly() {
    assert!(!matcher("tr", &["ev"]).inflects());
    assert_eq!(found("tr", &["ev"], "Ev evler"), ["Ev"]);
    assert!(!matcher("az-Cyrl", &["ев"]).inflects());
}

#[test]
fn a_form_passes_from_term_to_term() {
    let pass = |tag: &str, from: &str, surface: &str, to: &str, before: Option<&str>| {
        transfer(from, surface, to, &lang(tag), None, before)
    };
    assert_eq!(pass("az", "Baş katib", "Baş katibinə", "Baş nazir", None).unwrap(), "Baş nazirinə");
    assert_eq!(pass("az", "Türkiyə", "Türkiyəyə", "Qazaxıstan", None).unwrap(), "Qazaxıstana");
    assert_eq!(pass("ru", "посол", "послом", "министр", None).unwrap(), "министром");
    assert_eq!(pass("ru", "Грузия", "Грузии", "Китай", None), None);
    assert_eq!(pass("ru", "Грузия", "Грузии", "Китай", Some("из")).unwrap(), "Китая");
    assert_eq!(pass("ru", "Грузия", "Грузии", "Китай", Some("К")).unwrap(), "Китаю");
    assert_eq!(pass("ru", "Грузия", "Австрии", "Китай", None), None);
}
