//! Nouns: three declensions, substantivised adjectives, surnames, plurals without a singular.

use super::{Gender, HUSHING, PAUCAL, Table, VELARS, VOWELS, adjective, ends_in, lists, syllables};
use crate::lang::inflect::ru::nouns;

/// One reading of a noun.
#[derive(Debug, Clone)]
pub(crate) struct Noun {
    pub gender: Gender,
    pub table: Table,
}

/// The readings of a noun in citation form, the likeliest first. `proper` when it is written
/// with a capital, `capitals` when it is an abbreviation, `person` when it names a person.
pub(crate) fn readings(word: &str, proper: bool, capitals: bool, person: bool) -> Vec<Noun> {
    if capitals {
        return vec![abbreviation(word)];
    }
    // Names in another script and figures do not decline: Google, 2030.
    if !word.contains(|c| ('а'..='я').contains(&c)) {
        return vec![indeclinable(word, Gender::Masculine)];
    }
    let mut nouns = regular(word, proper);
    // Substantivised adjectives: рабочий, столовая, животное, данные.
    let adjectival = adjective::readings(word).into_iter().map(|adjective| {
        let mut table = adjective.table;
        for cell in [1, 7] {
            for form in table.get(cell).to_vec() {
                table.add(PAUCAL, form);
            }
        }
        Noun { gender: adjective.gender, table }
    });
    let adjective_first = ["ый", "ая", "яя", "ое", "ее", "ые"].iter().any(|e| word.ends_with(e))
        || ["ский", "цкий", "щий", "ший", "чий", "ийся", "щие", "шие", "бочие", "ские", "цкие"]
            .iter()
            .any(|e| word.ends_with(e))
        || (["ной", "вой", "той", "дой"].iter().any(|e| word.ends_with(e))
            && syllables(word) > 1
            && !nouns::NOUNS_IN_OI.has(word));
    if adjective_first {
        nouns.splice(0..0, adjectival);
    } else {
        nouns.extend(adjectival);
    }
    if person && proper && word.ends_with('ы') {
        // No plural is a person: Гурбангулы.
        nouns.rotate_right(1);
    }
    if proper {
        let surname = surname(word);
        let likely = ["ов", "ев", "ова", "ева"].iter().any(|end| word.ends_with(end));
        if (person && !lists::GIVEN_NAMES.has(word)) || (likely && !lists::NO_SURNAMES.has(word)) {
            nouns.splice(0..0, surname);
        } else {
            nouns.extend(surname);
        }
    }
    nouns
}

/// Whether the word is known to have one form.
pub(super) fn is_unchanging(word: &str) -> bool {
    nouns::INDECLINABLE.has(word) || nouns::INDECLINABLE_TOWNS.has(word)
}

/// Whether the first part of a hyphenated compound stays as it is.
pub(crate) fn is_fixed_first(word: &str) -> bool {
    lists::FIXED_FIRST.has(word)
}

pub(super) fn indeclinable(word: &str, gender: Gender) -> Noun {
    let mut table = Table::new();
    (0..=PAUCAL).for_each(|cell| table.add(cell, word));
    Noun { gender, table }
}

/// Abbreviations do not decline. One that is spoken as a word in a consonant may, less formally:
/// *в МИДе*, *вузом*.
fn abbreviation(word: &str) -> Noun {
    let mut noun = indeclinable(word, Gender::Masculine);
    let spoken = syllables(word) > 0 && !ends_in(word, VOWELS) && !ends_in(word, "йьъ");
    if spoken {
        noun.table.add_row(1, word, &["а", "у"]);
        noun.table.add_row(4, word, &["ом", "е"]);
    }
    noun
}

fn regular(word: &str, proper: bool) -> Vec<Noun> {
    if nouns::INDECLINABLE_TOWNS.has(word) {
        return vec![indeclinable(word, Gender::Masculine)];
    }
    if nouns::INDECLINABLE.has(word) {
        return vec![indeclinable(word, Gender::Neuter)];
    }
    if let Some(stem) = word.strip_suffix("мя")
        && nouns::MYA.has(word)
    {
        return vec![mya(word, stem)];
    }
    if word == "путь" {
        return vec![path()];
    }
    if let Some(stem) = nouns::FLEETING.get(word)
        && matches!(word, "мать" | "дочь")
    {
        return vec![mother(word, stem)];
    }
    if nouns::other_plural(word).is_some_and(|plural| plural.nominative == word) {
        let mut table = Table::new();
        other_plural(&mut table, word);
        return vec![finish(table, Gender::Plural)];
    }
    let mut stem = word.chars();
    let Some(last) = stem.next_back() else { return Vec::new() };
    let stem = stem.as_str();
    if stem.is_empty() {
        return vec![indeclinable(word, Gender::Masculine)];
    }
    match last {
        'а' | 'я' => {
            // Учения, острова, ворота: a plural in the citation form.
            let (singular, plural) = (feminine(word, stem, last), plural_in_a(word, stem, last));
            match (!proper || word == "острова") && is_plural_in_a(word) {
                true => vec![plural, singular],
                false => vec![singular, plural],
            }
        }
        'е' if ["ане", "яне"].iter().any(|end| word.ends_with(end)) => {
            vec![people(word, stem)]
        }
        'о' | 'е' => neuter(word, stem, last, proper),
        // The given name keeps the vowel that the noun loses.
        'ь' if proper && word == "любовь" => {
            vec![feminine_soft(word, "любв"), feminine_soft(word, stem)]
        }
        'ь' => soft_sign(word, stem),
        'й' => vec![masculine_y(word, stem)],
        'ы' => vec![plural(word, stem), indeclinable(word, Gender::Masculine)],
        'и' => {
            let plural = plural(word, stem);
            let unchanged = indeclinable(word, Gender::Masculine);
            // Geographical and personal names in -и are mostly foreign: Тбилиси, Гандхи.
            match proper && !ends_in(stem, "кжшчщьи") {
                true => vec![unchanged, plural],
                false => vec![plural, unchanged],
            }
        }
        'у' | 'ю' | 'э' => vec![indeclinable(word, Gender::Masculine)],
        _ => masculine(word, proper),
    }
}

/// `о` of an ending as it is written after the stem: `е` after hushing consonants and ц, unless
/// stressed; both are right for recognition, the first is the likelier.
fn om(stem: &str, word: &str) -> &'static str {
    if !ends_in(stem, HUSHING) && !ends_in(stem, "ц") {
        return "ом";
    }
    if is_stressed(word) { "ом/ем" } else { "ем/ом" }
}

/// Whether the endings of a masculine noun in a hushing consonant or ц are stressed.
fn is_stressed(word: &str) -> bool {
    match word.ends_with("ец") {
        true => {
            nouns::STRESSED_ETS.has(word)
                || (syllables(word) == 2 && !nouns::UNSTRESSED_ETS.has(word))
        }
        false => nouns::STRESSED_OM.has(word),
    }
}

fn y(stem: &str) -> &'static str {
    if ends_in(stem, VELARS) || ends_in(stem, HUSHING) { "и" } else { "ы" }
}

/// Completes a table: the accusative is like the nominative or the genitive, the count form
/// like the genitive singular.
fn finish(mut table: Table, gender: Gender) -> Noun {
    if gender == Gender::Masculine && table.get(3).is_empty() {
        for cell in [0, 1] {
            for form in table.get(cell).to_vec() {
                table.add(3, form);
            }
        }
    }
    if table.get(9).is_empty() {
        for cell in [6, 7] {
            for form in table.get(cell).to_vec() {
                table.add(9, form);
            }
        }
    }
    for form in table.get(1).to_vec() {
        table.add(PAUCAL, form);
    }
    Noun { gender, table }
}

/// Dative, instrumental and prepositional of a plural whose nominative ends in -и, -ы, -а, -я.
fn plural_obliques(table: &mut Table, stem: &str, soft: bool) {
    let [dative, instrumental, prepositional] =
        if soft { ["ям", "ями", "ях"] } else { ["ам", "ами", "ах"] };
    table.add(8, format!("{stem}{dative}"));
    table.add(10, format!("{stem}{instrumental}"));
    table.add(11, format!("{stem}{prepositional}"));
}

/// The plural of another stem, where the word has one; whether it is the only plural.
fn other_plural(table: &mut Table, word: &str) -> bool {
    let Some(plural) = nouns::other_plural(word) else { return false };
    table.add(6, plural.nominative);
    plural.genitives().for_each(|genitive| table.add(7, genitive));
    for (cell, form) in [8, 10, 11].into_iter().zip(plural.obliques()) {
        table.add(cell, form);
    }
    // Both plurals are in use: листы и листья, года и годы.
    !matches!(word, "год" | "лист" | "повод" | "цветок" | "щенок" | "курица")
}

/// The oblique stems of a masculine noun that ends in a consonant, the likeliest first.
fn oblique_stems(word: &str, proper: bool) -> Vec<String> {
    if let Some(stem) = nouns::FLEETING.get(word) {
        return vec![stem.to_owned()];
    }
    let full = word.to_owned();
    let mut short = None;
    for (ending, consonant) in [("ец", "ц"), ("ок", "к"), ("ек", "к")] {
        if let Some(base) = word.strip_suffix(ending)
            && syllables(base) > 0
        {
            short = Some(match (ending, base.chars().next_back()) {
                (_, Some(c)) if VOWELS.contains(c) => format!("{base}й{consonant}"),
                ("ец", Some('л')) => format!("{base}ьц"),
                ("ек", Some('л' | 'н' | 'р')) => format!("{base}ьк"),
                _ => format!("{base}{consonant}"),
            });
        }
    }
    let Some(short) = short else { return vec![full] };
    let stays = nouns::VOWEL_STAYS.has(word)
        || ["человек", "бек", "тек", "трек", "восток", "поток", "блок"]
            .iter()
            .any(|end| word.ends_with(end))
        || (proper && !word.ends_with("ец"));
    if stays { vec![full] } else { vec![short, full] }
}

fn masculine(word: &str, proper: bool) -> Vec<Noun> {
    let mut table = Table::new();
    table.add(0, word);
    let irregular_plural = other_plural(&mut table, word);
    for stem in oblique_stems(word, proper) {
        let om = om(&stem, word);
        table.add_row(1, &stem, &["а", "у"]);
        table.add_row(4, &stem, &[om, "е/у"]);
        if irregular_plural {
            continue;
        }
        if nouns::PLURAL_IN_A.has(word) {
            table.add(6, format!("{stem}а"));
        }
        if let Some(young) = young(word) {
            let a = if ends_in(young, HUSHING) { "а" } else { "я" };
            table.add(6, format!("{young}{a}та"));
            table.add(7, format!("{young}{a}т"));
            plural_obliques(&mut table, &format!("{young}{a}т"), false);
        }
        if let Some(people) = word.strip_suffix("ин")
            && (word.ends_with("анин")
                || word.ends_with("янин")
                || ["болгарин", "татарин", "боярин"].contains(&word))
        {
            let ending = if people.ends_with('н') { "е" } else { "ы" };
            table.add(6, format!("{people}{ending}"));
            table.add(7, people);
            plural_obliques(&mut table, people, false);
        }
        table.add(6, format!("{stem}{}", y(&stem)));
        // In agreement any masculine may turn out to have its plural in stressed -а.
        table.add(6, format!("{stem}а"));
        if nouns::ZERO_PLURAL.has(word) {
            table.add(7, word);
        }
        let genitive: &[&str] = match () {
            () if ends_in(&stem, HUSHING) => &["ей"],
            () if ends_in(&stem, "ц") && is_stressed(word) => &["ов", "ев"],
            () if ends_in(&stem, "ц") => &["ев", "ов"],
            () => &["ов"],
        };
        for ending in genitive {
            table.add(7, format!("{stem}{ending}"));
        }
        plural_obliques(&mut table, &stem, false);
    }
    let mut noun = finish(table, Gender::Masculine);
    if proper {
        // A woman's name or surname that ends in a consonant does not decline: Терезы Мэй.
        (0..=PAUCAL).for_each(|cell| noun.table.add(cell, word));
    }
    vec![noun]
}

/// The stem of a noun for a young animal or child: *котёнок*, *медвежонок*.
fn young(word: &str) -> Option<&str> {
    match word.strip_suffix("онок") {
        Some(stem) => Some(stem).filter(|stem| ends_in(stem, HUSHING)),
        None => word
            .strip_suffix("енок")
            .filter(|stem| !stem.is_empty() && !["оттенок", "застенок", "щенок"].contains(&word)),
    }
}

fn masculine_y(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add(0, word);
    let soft = stem.strip_suffix('е').filter(|_| nouns::SOFT_EI.has(word)).map(|s| format!("{s}ь"));
    let stem = soft.as_deref().unwrap_or(stem);
    table.add_row(1, stem, &["я", "ю"]);
    table.add_row(4, stem, &["ем", if stem.ends_with('и') { "и/е" } else { "е/ю" }]);
    if word == "край" {
        table.add(6, "края");
    }
    table.add_row(6, stem, &["и", "ев"]);
    plural_obliques(&mut table, stem, true);
    let mut noun = finish(table, Gender::Masculine);
    if syllables(word) == 1 {
        // Foreign names of one syllable (Мэй, Цой) may be a woman's.
        (0..=PAUCAL).for_each(|cell| noun.table.add(cell, word));
    }
    noun
}

/// Nouns in -ь: the consonant before tells the gender of most, lists that of the others. The
/// other reading stays possible where neither decides.
fn soft_sign(word: &str, stem: &str) -> Vec<Noun> {
    let listed = |list: &[&str]| list.iter().any(|known| word.ends_with(known));
    let feminine_listed = nouns::FEMININE_SOFT
        .words()
        .any(|known| known == word || (syllables(known) > 1 && word.ends_with(known)));
    let masculine_sure = !feminine_listed
        && (nouns::MASCULINE_SOFT.has(word)
            || listed(&["тель", "арь", "брь", "ырь", "евль", "абль", "убль"]));
    let feminine_sure = feminine_listed
        || listed(&[
            "ость", "есть", "знь", "адь", "ядь", "вь", "сть", "щь", "шь", "чь", "жь", "пь",
        ]);
    let masculine = || masculine_soft(word, stem);
    let feminine = || feminine_soft(word, nouns::FLEETING.get(word).unwrap_or(stem));
    match (masculine_sure, feminine_sure) {
        (true, _) => vec![masculine()],
        (_, true) => vec![feminine()],
        _ if listed(&["ль", "рь", "ень"]) => vec![masculine(), feminine()],
        _ => vec![feminine(), masculine()],
    }
}

fn masculine_soft(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add(0, word);
    let mut stems: Vec<String> = Vec::new();
    if let Some(short) = nouns::FLEETING.get(word) {
        stems.push(short.to_owned());
    } else if let Some(base) = stem.strip_suffix("ен")
        && !base.is_empty()
        && !["олень", "тюлень", "ячмень", "ясень", "женьшень"].contains(&word)
        && !nouns::FEMININE_SOFT.has(word)
    {
        stems.push(format!("{base}н"));
        stems.push(stem.to_owned());
    } else {
        stems.push(stem.to_owned());
    }
    let irregular = other_plural(&mut table, word);
    for stem in &stems {
        table.add_row(1, stem, &["я", "ю"]);
        table.add_row(4, stem, &["ем", "е/ю"]);
        if irregular {
            continue;
        }
        if nouns::PLURAL_IN_A.has(word) {
            table.add(6, format!("{stem}я"));
        }
        table.add_row(6, stem, &["и", "ей"]);
        plural_obliques(&mut table, stem, true);
        if word == "гость" || word == "конь" {
            continue;
        }
        table.add(6, format!("{stem}я"));
    }
    finish(table, Gender::Masculine)
}

fn feminine_soft(word: &str, short: &str) -> Noun {
    let mut table = Table::new();
    let i = format!("{short}и");
    table.add(0, word);
    for cell in [1, 2, 5] {
        table.add(cell, i.as_str());
    }
    table.add(3, word);
    table.add(4, format!("{word}ю"));
    table.add(6, i.as_str());
    table.add(7, format!("{short}ей"));
    if matches!(word, "лошадь" | "дверь" | "плеть") {
        table.add(10, format!("{word}ми"));
    }
    plural_obliques(&mut table, short, !ends_in(short, HUSHING));
    if word == "церковь" {
        plural_obliques(&mut table, short, false);
    }
    finish(table, Gender::Feminine)
}

fn feminine(word: &str, stem: &str, last: char) -> Noun {
    let mut table = Table::new();
    table.add(0, word);
    other_plural(&mut table, word);
    if word == "тысяча" {
        table.add(4, "тысячью");
    }
    if last == 'а' {
        let hushing = ends_in(stem, HUSHING) || ends_in(stem, "ц");
        table.add(1, format!("{stem}{}", y(stem)));
        table.add_row(2, stem, &["е", "у"]);
        let instrumental = match hushing {
            true if !nouns::STRESSED_OI.has(word) => "ей/ею/ой/ою",
            true => "ой/ою/ей/ею",
            false => "ой/ою",
        };
        table.add_row(4, stem, &[instrumental, "е"]);
        table.add(6, format!("{stem}{}", y(stem)));
        for genitive in bare(stem, false) {
            table.add(7, genitive);
        }
        if ends_in(stem, HUSHING) {
            table.add(7, format!("{stem}ей"));
        }
        plural_obliques(&mut table, stem, false);
    } else {
        let after_i = stem.ends_with('и');
        let prepositional = if after_i { "и" } else { "е" };
        table.add_row(1, stem, &["и", prepositional, "ю", "ей/ею", prepositional]);
        table.add(6, format!("{stem}и"));
        for genitive in bare_soft(stem) {
            table.add(7, genitive);
        }
        plural_obliques(&mut table, stem, true);
    }
    finish(table, Gender::Feminine)
}

/// The genitive plural without an ending, of a stem before -а or -о: with a vowel between two
/// consonants at its end, without, or both; the likelier first.
fn bare(stem: &str, neuter: bool) -> Vec<String> {
    let mut letters = stem.char_indices().rev();
    let (Some((last_at, last)), Some((before_at, before))) = (letters.next(), letters.next())
    else {
        return vec![stem.to_owned()];
    };
    if VOWELS.contains(before) || VOWELS.contains(last) || before == last {
        return vec![stem.to_owned()];
    }
    let head = &stem[..last_at];
    let filled = match (before, last) {
        ('ь' | 'й', _) => format!("{}е{last}", &stem[..before_at]),
        ('ж' | 'ч' | 'ш' | 'щ', _) => format!("{head}е{last}"),
        (_, 'к') | ('к' | 'г' | 'х', _) => format!("{head}о{last}"),
        (_, 'ц' | 'н' | 'л' | 'р' | 'м' | 'в') => format!("{head}е{last}"),
        _ => return vec![stem.to_owned()],
    };
    let usually_filled = match (before, last) {
        _ if nouns::FILLED.has(stem) => true,
        ('с', 'к') => !neuter,
        ('н', 'ц') => false,
        (_, 'к' | 'ц') => true,
        (_, 'н') => !matches!(before, 'л' | 'й' | 'м' | 'р'),
        (_, 'л') => neuter || before == 'к',
        _ => false,
    };
    match usually_filled {
        true => vec![filled, stem.to_owned()],
        false => vec![stem.to_owned(), filled],
    }
}

/// The same before -я and -е.
fn bare_soft(stem: &str) -> Vec<String> {
    let mut letters = stem.char_indices().rev();
    let Some((last_at, last)) = letters.next() else { return Vec::new() };
    let before = letters.next().map(|(_, c)| c);
    match (before, last) {
        (_, 'ь') => {
            let base = &stem[..last_at];
            vec![format!("{base}ей"), format!("{base}ий")]
        }
        (_, c) if VOWELS.contains(c) => vec![format!("{stem}й")],
        (Some(b), _) if VOWELS.contains(b) && stem != "дол" => {
            vec![format!("{stem}ь"), format!("{stem}ей")]
        }
        (Some(b), _) if VOWELS.contains(b) => vec![format!("{stem}ей"), format!("{stem}ь")],
        (Some('ь' | 'й'), _) => {
            let base = stem.trim_end_matches(last).trim_end_matches(['ь', 'й']);
            vec![
                format!("{base}е{last}"),
                format!("{base}е{last}ь"),
                format!("{base}йн"),
                format!("{base}ен"),
            ]
        }
        (before, 'н') => {
            let head = &stem[..last_at];
            match before {
                Some('к' | 'г' | 'х') => vec![format!("{head}онь"), format!("{head}он")],
                Some('в') => vec![format!("{head}ень"), format!("{head}ен")],
                _ => vec![format!("{head}ен"), format!("{head}ень")],
            }
        }
        (_, 'л' | 'р') => {
            let head = &stem[..last_at];
            vec![format!("{head}е{last}ь"), format!("{stem}ь"), format!("{stem}ей")]
        }
        _ => vec![format!("{stem}ь"), format!("{stem}ей")],
    }
}

fn neuter(word: &str, stem: &str, last: char, proper: bool) -> Vec<Noun> {
    let mut table = Table::new();
    table.add(0, word);
    table.add(3, word);
    let irregular = other_plural(&mut table, word);
    if last == 'о' {
        // -ио, -ео, -ао and the like are foreign and do not decline.
        if ends_in(stem, VOWELS) {
            return vec![indeclinable(word, Gender::Neuter)];
        }
        table.add_row(1, stem, &["а", "у"]);
        table.add_row(4, stem, &["ом", "е"]);
        if !irregular {
            table.add(6, format!("{stem}а"));
            if word.ends_with("ко") {
                table.add(6, format!("{stem}и"));
            }
            for genitive in bare(stem, true) {
                table.add(7, genitive);
            }
            plural_obliques(&mut table, stem, false);
        }
    } else if ends_in(stem, HUSHING) || ends_in(stem, "ц") {
        table.add_row(1, stem, &["а", "у"]);
        table.add_row(4, stem, &["ем", "е"]);
        table.add(6, format!("{stem}а"));
        for genitive in bare(stem, true) {
            table.add(7, genitive);
        }
        plural_obliques(&mut table, stem, false);
    } else if stem.ends_with('и') || stem.ends_with('ь') {
        let after_i = stem.ends_with('и');
        table.add_row(1, stem, &["я", "ю"]);
        table.add_row(4, stem, &["ем", if after_i { "и" } else { "е/и" }]);
        table.add(6, format!("{stem}я"));
        if after_i {
            table.add(7, format!("{stem}й"));
        } else {
            let base = stem.trim_end_matches('ь');
            table.add(7, format!("{base}ий"));
            table.add(7, format!("{stem}ев"));
        }
        plural_obliques(&mut table, stem, true);
    } else if ends_in(stem, "лр") {
        table.add_row(1, stem, &["я", "ю"]);
        table.add_row(4, stem, &["ем", "е"]);
        table.add_row(6, stem, &["я", "ей"]);
        plural_obliques(&mut table, stem, true);
    } else {
        return vec![indeclinable(word, Gender::Neuter)];
    }
    let noun = finish(table, Gender::Neuter);
    // Foreign names and names in -ово, -ино, -ко may stay as they are.
    let declines = ["ово", "ино", "ство"].iter().any(|end| word.ends_with(end));
    match (proper && last == 'о', declines) {
        (true, true) => vec![noun, indeclinable(word, Gender::Neuter)],
        (true, false) => vec![indeclinable(word, Gender::Neuter), noun],
        _ => vec![noun],
    }
}

/// A plural in -ы or -и as citation form: Штаты, санкции, переговоры.
fn plural(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add(6, word);
    if let Some(genitive) = nouns::GENITIVE_OF_PLURAL.get(word) {
        table.add(7, genitive);
    }
    if ends_in(stem, VELARS) || ends_in(stem, HUSHING) || word.ends_with('ы') {
        let genitives: &[&str] = match () {
            () if ends_in(stem, HUSHING) => &["ей"],
            () if ends_in(stem, "ц") => &["ев", "ов"],
            () => &["ов"],
        };
        // Nouns in -ки after a consonant are mostly feminine: поставки, закупки, сутки.
        let zero = bare(stem, false);
        let zero_first = (word.ends_with("ицы")
            || nouns::ZERO_GENITIVE.has_end_of(word)
            || (stem.ends_with('к') && zero.first().is_some_and(|first| first != stem)))
            && !nouns::KI_OF_MEN.has_end_of(word);
        let with_ending = genitives.iter().map(|ending| format!("{stem}{ending}"));
        let all: Vec<String> = match zero_first {
            true => zero.into_iter().chain(with_ending).collect(),
            false => with_ending.chain(zero).collect(),
        };
        all.into_iter().for_each(|genitive| table.add(7, genitive));
        plural_obliques(&mut table, stem, false);
    } else if ends_in(stem, "иу") {
        table.add(7, format!("{stem}й"));
        table.add(7, format!("{stem}ев"));
        plural_obliques(&mut table, stem, true);
    } else if ends_in(stem, VOWELS) {
        // Случаи, бои: masculine but for those that are listed.
        table.add(7, format!("{stem}ев"));
        table.add(7, format!("{stem}й"));
        plural_obliques(&mut table, stem, true);
    } else {
        table.add(7, format!("{stem}ей"));
        for genitive in bare_soft(stem) {
            table.add(7, genitive);
        }
        plural_obliques(&mut table, stem, true);
    }
    finish(table, Gender::Plural)
}

/// A plural in -ане, -яне as citation form: граждане.
fn people(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add(6, word);
    table.add(7, stem);
    plural_obliques(&mut table, stem, false);
    let mut noun = finish(table, Gender::Plural);
    noun.table.add(9, stem);
    noun
}

/// Whether a noun in -а or -я is a plural: those of neuter verbal nouns are, but for a few
/// feminine ones.
fn is_plural_in_a(word: &str) -> bool {
    let verbal = ["ения", "ания", "ствия", "ства"].iter().any(|end| word.ends_with(end));
    let feminine = ["компания", "кампания", "мания"].iter().any(|end| word.ends_with(end));
    (verbal && !feminine)
        || ["ворота", "войска", "дрова", "ребята"].contains(&word)
        || nouns::GENITIVE_OF_PLURAL.get(word).is_some()
}

/// A plural in -а or -я as citation form: острова, ворота, учения, братья.
fn plural_in_a(word: &str, stem: &str, last: char) -> Noun {
    let mut table = Table::new();
    table.add(6, word);
    if let Some(genitive) = nouns::GENITIVE_OF_PLURAL.get(word) {
        table.add(7, genitive);
    }
    if last == 'а' {
        for genitive in bare(stem, false) {
            table.add(7, genitive);
        }
        table.add(7, format!("{stem}ов"));
        plural_obliques(&mut table, stem, false);
    } else {
        if ends_in(stem, VOWELS) {
            table.add(7, format!("{stem}й"));
            table.add(7, format!("{stem}ев"));
        } else {
            // Поместья, побережья: neuters.
            if let Some(base) = stem.strip_suffix('ь') {
                table.add(7, format!("{base}ий"));
            }
            table.add(7, format!("{stem}ей"));
            table.add(7, format!("{stem}ев"));
            for genitive in bare_soft(stem) {
                table.add(7, genitive);
            }
        }
        plural_obliques(&mut table, stem, true);
    }
    finish(table, Gender::Plural)
}

fn mya(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add_row(0, word, &[""]);
    table.add(3, word);
    for cell in [1, 2, 5] {
        table.add(cell, format!("{stem}мени"));
    }
    table.add(4, format!("{stem}менем"));
    let plural = format!("{stem}мен");
    table.add(6, format!("{plural}а"));
    table.add(7, plural.as_str());
    if matches!(word, "семя" | "стремя") {
        table.add(7, format!("{stem}мян"));
    }
    plural_obliques(&mut table, &plural, false);
    finish(table, Gender::Neuter)
}

fn path() -> Noun {
    let mut table = Table::new();
    table.add_row(0, "пут", &["ь", "и", "и", "ь", "ем", "и"]);
    table.add_row(6, "пут", &["и", "ей", "ям", "и", "ями", "ях"]);
    finish(table, Gender::Masculine)
}

fn mother(word: &str, stem: &str) -> Noun {
    let mut table = Table::new();
    table.add(0, word);
    table.add(3, word);
    for cell in [1, 2, 5] {
        table.add(cell, format!("{stem}и"));
    }
    table.add(4, format!("{stem}ью"));
    if word == "дочь" {
        table.add(10, "дочерьми");
    }
    table.add_row(6, stem, &["и", "ей", "ям", "ей", "ями", "ях"]);
    finish(table, Gender::Feminine)
}

/// The mixed declension of surnames in -ов, -ев, -ин, -ын and of their feminine forms.
fn surname(word: &str) -> Vec<Noun> {
    let mut nouns = Vec::new();
    let masculine = |stem: &str| ["ов", "ев", "ин", "ын"].iter().any(|e| stem.ends_with(e));
    let mut table = Table::new();
    // A Chinese name in -ин declines like a noun: Си Цзиньпином.
    let chinese = ["цз", "чж", "сяо"].iter().any(|letters| word.contains(letters));
    if masculine(word) && syllables(word) > 1 && !chinese {
        table.add_row(0, word, &["", "а", "у", "а", "ым", "е"]);
        table.add_row(6, word, &["ы", "ых", "ым", "ых", "ыми", "ых"]);
        nouns.push(finish(table, Gender::Masculine));
    } else if let Some(stem) = word.strip_suffix('а')
        && masculine(stem)
        && syllables(stem) > 1
    {
        // The plural is the family's, whose citation form is the masculine.
        table.add_row(0, stem, &["а", "ой", "ой", "у", "ой/ою", "ой"]);
        nouns.push(finish(table, Gender::Feminine));
    }
    nouns
}
