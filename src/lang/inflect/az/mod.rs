//! Azerbaijani: which words a word may be a form of.
//!
//! A word is cut at every place into a stem and suffixes; every cut at which the suffixes are a
//! legal chain is a reading. Nouns are an open class, so anything that may be a word may be the
//! stem of one. Verbs are nearly a closed class: their suffixes are those of many nouns too
//! (*səfər* would be an aorist, *səfir* a present), and only a known root is read as a verb.

mod roots;
mod sound;
mod stems;
mod suffixes;

use super::Reading;
pub(crate) use sound::{ends_in_vowel, harmonic, is_vowel, syllables};
use std::collections::HashSet;
use std::sync::LazyLock;
pub(crate) use stems::{Y_POSSESSIVE, keeps_last, softened, undoubled, unpossessed};
pub(crate) use suffixes::{State, Walk};

/// Inflected as nouns are: nouns, adjectives, numerals, pronouns, and what is not inflected.
const NOUN: u16 = 0;
/// Inflected as verbs are.
const VERB: u16 = 1;

/// Particles and postpositions that look like a form of another word. Of suffixes they take the
/// copula only.
static PARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "amma ancaq baxmayaraq bəlkə daha dair deyil görə hələ həmçinin hətta ilə isə kimi lakin \
     məsələn sanki yalnız yaxud yenə çünki üzrə üçün"
        .split_whitespace()
        .collect()
});

/// Words that look like a form of a shorter one and are not used so: *yardım* is not "I split".
static OPAQUE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "acı adam alim alman altmış amerikan ana artım artıq asan astana aydın aşağı barə baxım \
     bayram başla belə birlikdə boyun bura burun buğda bölüm bütün bəri bəzi cümlə cümə \
     danışıq davam dinlə dollar dolu doğum dönəm dövrə düşmən düşüncə dəfə dəqiqə dəri dərin \
     dəstə dəyər elə endirim fayda film fond gecə geyim güllə gəncə hansı heyvan hissə həmin \
     həmlə ilkin inam inan indi kimya komanda komandan körpü körpə moda mədən mədəni nəm nənə \
     oyaq oyun qadın qara qarşı qatar qaya qayda qazan qoşun quldur quru qurum qıraq qətl \
     roman salam salon seçim sonra sınaq taxta təlim tələbə xana xanım xatirə xəzinə yanacaq \
     yarat yardım yarım yaxın yayım yenidən yetim yetmiş yoxla yunan zamin zəngin ölüm üstün \
     üzüm şirin əmin əmək əməl əsir əsər"
        .split_whitespace()
        .collect()
});

/// The stem of a pronoun before suffixes, the pronoun, and where the suffixes begin: *onu*,
/// *ondan*, *onlar*; *odur*.
const PRONOUNS: [(&str, &str, State); 4] = [
    ("on", "o", State::Pronoun),
    ("bun", "bu", State::Pronoun),
    ("şun", "şu", State::Pronoun),
    ("o", "o", State::Case),
];

/// The longest word that is looked into, in bytes: what is longer is no word, and the work grows
/// with the square of the length.
const LONGEST: usize = 100;

/// The root of the copula, which is a word in *idi* and *imiş*.
const TO_BE: &str = "i";

/// All readings of a case-folded word.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    let mut found = vec![Reading { base: word.to_owned(), class: NOUN }];
    if word.len() > LONGEST {
        return found;
    }
    irregular(word, &mut found);
    let cuts = word.char_indices().map(|(at, _)| at).skip(2).chain([word.len()]);
    for (stem, rest) in cuts.map(|at| word.split_at(at)) {
        let walk = Walk::after(stem);
        noun(stem, rest, walk, &mut found);
        verb(stem, rest, walk.of_verb(), &mut found);
    }
    // The longest of them wins; all are cut from one word, so that bytes tell.
    let whole = |reading: &&Reading| {
        let base = reading.base.as_str();
        OPAQUE.contains(base) || PARTICLES.contains(base)
    };
    if let Some(len) = found.iter().filter(whole).map(|reading| reading.base.len()).max() {
        found.retain(|reading| reading.base.len() >= len);
    }
    found
}

/// What the forms of such a word begin with.
pub(super) fn beginnings(reading: &Reading) -> Vec<String> {
    let base = reading.base.as_str();
    let mut all = vec![base.to_owned()];
    if reading.class == VERB {
        if roots::is_voiced(base)
            && let Some(rest) = base.strip_suffix('t')
        {
            all.push(format!("{rest}d"));
        }
        return all;
    }
    all.extend(stems::softened(base));
    if let Some(single) = stems::undoubled(base) {
        return vec![single.to_owned()];
    }
    all
}

/// Whether `suffix` may follow a noun after a hyphen or an apostrophe, as after abbreviations and
/// foreign names: the reading decides on vowels and buffers, so all are taken.
pub(crate) fn is_joined_suffix(suffix: &str) -> bool {
    suffix.len() <= LONGEST
        && !suffix.is_empty()
        && Walk::after_unread(true).accepts(suffix, State::Bare)
}

/// Pronouns and the copula.
fn irregular(word: &str, found: &mut Vec<Reading>) {
    let rest_after = |stem| word.strip_prefix(stem).filter(|rest: &&str| !rest.is_empty());
    for (stem, state) in [("idi", State::Past), ("imiş", State::Tense)] {
        if word
            .strip_prefix(stem)
            .is_some_and(|rest| Walk::after(stem).of_verb().accepts(rest, state))
        {
            add(found, TO_BE.to_owned(), VERB);
        }
    }
    // *istərdim* is of *istəmək*, though no other verb in a vowel has such an aorist.
    let wish = word.strip_prefix("istər");
    if wish.is_some_and(|rest| Walk::after("istər").of_verb().accepts(rest, State::Tense)) {
        add(found, "istə".to_owned(), VERB);
    }
    for (stem, base, state) in PRONOUNS {
        if rest_after(stem).is_some_and(|rest| Walk::after(stem).accepts(rest, state)) {
            add(found, base.to_owned(), NOUN);
        }
    }
}

fn noun(stem: &str, rest: &str, walk: Walk, found: &mut Vec<Reading>) {
    if rest.is_empty() {
        return;
    }
    let after_y = || {
        let rest = rest.strip_prefix('y').filter(|_| Y_POSSESSIVE.contains(&stem) || stem == "nə");
        rest.is_some_and(|rest| walk.consonant().accepts(rest, State::Bare))
    };
    let state = if PARTICLES.contains(stem) { State::Case } else { State::Bare };
    if walk.accepts(rest, state) || after_y() {
        if stems::is_possible(stem) {
            add(found, stem.to_owned(), NOUN);
        }
        stems::citation(stem, rest, |base| add(found, base, NOUN));
    }
}

fn verb(stem: &str, rest: &str, walk: Walk, found: &mut Vec<Reading>) {
    // *deyil* and *deyildir* are of no verb, *deyilir* is.
    if PARTICLES.contains(stem) && walk.accepts(rest, State::Case) {
        return;
    }
    let soft = rest.starts_with(is_vowel);
    // The suffixes are asked first: they rule most cuts out, and faster than the root does.
    if walk.accepts(rest, State::Verb) {
        let known = roots::is_verb(stem) && !(soft && roots::is_voiced(stem));
        let hard = roots::hardened(stem).filter(|hard| soft && roots::is_verb(hard));
        if known {
            add(found, stem.to_owned(), VERB);
        }
        if let Some(hard) = hard {
            add(found, hard, VERB);
        }
    }
    // A negated verb looks like an unknown one in -ma: the known root was met before.
    if !rest.is_empty()
        && !found.iter().any(|reading| reading.class == VERB)
        && walk.accepts(rest, State::Unknown)
        && stems::is_possible(stem)
    {
        add(found, stem.to_owned(), VERB);
    }
}

fn add(found: &mut Vec<Reading>, base: String, class: u16) {
    let reading = Reading { base, class };
    if !found.contains(&reading) {
        found.push(reading);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(base: &str, class: u16) -> Reading {
        Reading { base: base.to_owned(), class }
    }

    fn are_forms_of_one(a: &str, b: &str) -> bool {
        let of_a = readings(a);
        readings(b).iter().any(|reading| of_a.contains(reading))
    }

    #[test]
    fn forms_of_nouns_have_the_noun() {
        let families = [
            "görüş görüşü görüşün görüşə görüşdə görüşdən görüşlə görüşlər görüşlərdən \
             görüşümüzdə görüşündən görüşündəki görüşdür",
            "ölkə ölkənin ölkəyə ölkəni ölkədə ölkədən ölkəylə ölkəsi ölkəsinin ölkəmiz \
             ölkəmizin ölkələr ölkələrimizdə ölkəyədək",
            "əməkdaşlıq əməkdaşlığı əməkdaşlığın əməkdaşlıqdan əməkdaşlıqla",
            "kömək köməyi köməyə köməkdən köməyimiz",
            "fikir fikri fikrə fikirdə fikirlər fikrimizdir",
            "oğul oğlu oğluna oğullar",
            "xətt xətti xətdə xətlər xəttini",
            "haqq haqqında haqlar haqqı",
            "hüquq hüququ hüquqlar hüququnun",
            "su suyu suyun suya suda suyumuz sular",
            "mövqe mövqeyi mövqeyimiz mövqeyə mövqedən",
            "üzv üzvü üzvləri üzvlərinin",
            "rol rolu rolunu rolun",
            "punkt punktu punktlarının punktdan",
            "aleksandr aleksandrın aleksandra aleksandrla",
            "vasitə vasitəsilə vasitəsiylə",
            "müəllim müəllimik müəllimsiniz müəllimdirlər",
            "mən mənə məni mənim məndən",
            "o onu onun ona ondan onda odur onlar onlardan onlarla",
            "bu bunu bunun buna bundan bununla bunlar",
            "öz özü özünü özünə özümüz özləri",
            "nə nəyi nəyin nəyə nədən",
            "dekabr dekabradək dekabrda",
            "ləğv ləğvi ləğvinə ləğvdən",
            "dost dostuq dostuyuq dostlarıq",
            "üzv üzvüyük üzvlərik",
            "həcc həcdə həccə",
            "köln kölndə kölnə",
            "kim kimə kimin kimdən kimlər",
        ];
        for family in families {
            let base = family.split(' ').next().unwrap();
            for form in family.split_whitespace() {
                let all = readings(form);
                assert!(all.contains(&reading(base, NOUN)), "{form} is no form of {base}: {all:?}");
            }
        }
    }

    #[test]
    fn forms_of_verbs_have_the_verb() {
        let families = [
            "gəl gəlir gəlirəm gəlirdilər gəlmir gəldi gəldik gəlmişdir gəlmişdi gəlib gəliblər \
             gələcək gələcəyəm gələcəyik gəlməyəcəkdir gələr gələrdi gəlməz gəlmərəm gəlməli \
             gəlməlidirlər gəlsə gəlsələr gəlsin gəlsinlər gəlim gələk gəlin gəliniz gələ gəlmək \
             gəlməyə gəlməyi gəlməkdə gəlməkdən gəlməkdədir gəlməsi gəlməsinə gəlməsindən gələn \
             gələnlər gələnlərin gəldiyi gəldiyini gəldiyimizə gəldikdə gəldikdən gələcəyini \
             gələsi gələrək gələndə gəlincə gəldikcə gəlmədən gələrkən gələli gəlməzdən",
            "al alır aldı alacağıq alacaqlar alınca almağa almağın alarkən alaraq almırsınız",
            "et etdi edir edən edəcək etməyən etdiyini etmişdir edək",
            "get gedir gedəcəkdir getdi getməyə gedərək",
            "de deyir dedi deyən deyəcəyəm dediyi deyərək demək deyib",
            "ye yeyir yedi yeyən",
            "oxu oxuyur oxudu oxuyacaq oxuyan oxuyaraq oxuyar oxumağa",
            "yarat yaradır yaratdı yaradan yaradacağını yaratmaqda",
            "edil edilir edilən edilməsi edilməsinə edilmişdir ediləcək",
            "görül görülməsində görülmüş görülür",
            "istə istəyir istərdim istərdik istədi",
            "gör gördüsə görürdüsə görürmüşsən",
            "ağart ağartdı ağardır",
            "parılda parıldayır parıldadı",
            "razılaş razılaşdılar razılaşan razılaşmaq razılaşmışıq",
            "hazırla hazırlayır hazırladığı hazırlayan",
            "möhkəmləndir möhkəmləndirmək möhkəmləndirəcəyik",
            "i idi idik idilər imiş",
        ];
        for family in families {
            let base = family.split(' ').next().unwrap();
            for form in family.split_whitespace().filter(|form| *form != "i") {
                let all = readings(form);
                assert!(all.contains(&reading(base, VERB)), "{form} is no form of {base}: {all:?}");
            }
        }
    }

    #[test]
    fn other_words_are_not_found() {
        for (a, b) in [
            ("görüş", "gör"),
            ("görüşdən", "görmək"),
            ("məktub", "məktəb"),
            ("dövlət", "dövran"),
            ("səfər", "səfir"),
            ("səfəri", "səfirin"),
            ("edilmək", "etmək"),
            ("yazılır", "yazır"),
            ("görüşdürür", "görüşür"),
            ("il", "ilə"),
            ("kim", "kimi"),
            ("üç", "üçün"),
            ("görmək", "görə"),
            ("bel", "belə"),
            ("yar", "yardım"),
            ("gec", "gecə"),
            ("ki", "kimin"),
            ("bölgə", "bölgü"),
            ("sürətli", "sürətlə"),
            ("azərbaycan", "azərbaycanlı"),
            ("dost", "dostluq"),
            ("qala", "qalib"),
            ("zaman", "zamin"),
            ("nazir", "nazlı"),
            ("təsir", "təsis"),
            ("qərar", "qərib"),
            ("insan", "insult"),
            ("mərkəz", "mərkəzləşmək"),
        ] {
            assert!(!are_forms_of_one(a, b), "{a} and {b} share a reading");
        }
    }

    #[test]
    fn a_form_of_two_words_has_both() {
        assert!(readings("alma").contains(&reading("al", VERB)));
        assert!(readings("alma").contains(&reading("alma", NOUN)));
        assert!(readings("altı").contains(&reading("alt", NOUN)));
        assert!(readings("onu").contains(&reading("on", NOUN)));
        assert!(readings("görüşün").contains(&reading("görüş", NOUN)));
        assert!(readings("görüşün").contains(&reading("görüş", VERB)));
    }

    #[test]
    fn chains_out_of_order_or_harmony_are_none() {
        for (form, base) in [
            ("görüşlar", "görüş"),
            ("kitabler", "kitab"),
            ("kitabdalar", "kitab"),
            ("ölkənı", "ölkə"),
            ("görüşdəyi", "görüş"),
            ("kitabnın", "kitab"),
        ] {
            assert!(!readings(form).contains(&reading(base, NOUN)), "{form} is a form of {base}");
        }
        for (form, root) in
            [("gəlirdən", "gəl"), ("gəldımaq", "gəl"), ("etir", "et"), ("edməsi", "et")]
        {
            assert!(!readings(form).contains(&reading(root, VERB)), "{form} is a form of {root}");
        }
    }

    #[test]
    fn every_form_begins_as_its_reading_says() {
        for form in [
            "köməyə",
            "fikri",
            "oğluna",
            "xətlər",
            "haqlar",
            "edir",
            "gedəcək",
            "yaradır",
            "suyu",
            "onlardan",
            "bunu",
            "idi",
            "imiş",
            "əməkdaşlığın",
            "mövqeyi",
            "görüşündən",
            "olmuşdur",
        ] {
            for reading in readings(form) {
                let all = beginnings(&reading);
                let begins = all.iter().any(|beginning| form.starts_with(beginning.as_str()));
                assert!(begins, "{form}, a form of {}, begins with none of {all:?}", reading.base);
            }
        }
    }
}
