//! The roots of verbs. Simple ones are a closed class and are listed; the rest are derived from
//! nouns by -la and from other verbs by the suffixes of voice, which make other words.

use super::sound::{ends_in_vowel, harmonic, is_vowel, last_vowel, syllables};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Simple roots, and derived ones that no rule tells from a noun. Those of two letters and more.
static SIMPLE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "al alda aldan alçal alçalt alış an andır anla apar ara art artır as asqır at atıl ax \
     axtar axıt ayrıl ayıl ayır az azal azalt azdır aç ağar ağla ağrı aş aşıla aşın bacar \
     barış bas bat batır bax bağla bağır bağışla becər bil bin birik bit bitir biç biş bişir \
     boya boylan boğ boşa boşal boşalt bulan bulaş bur burax buraxıl buyur böl böyü böyüt \
     büdrə bük bürü bürün büz bənzə bərki bəslə bəyən bəzə cingildə coş cücər cır cız dad dal \
     dan danış dara daral daran dart dartın dartış darıx davran dayan dağıl dağıt daş daşı de \
     devir deyin deş didiş dik diksin dikəl dilə din dincəl diril dirçəl dirçəlt dirən dol \
     dola dolan dolaş don doy doyur doğ doğra doğrul doğrult doğur dur durul duy dön döndər \
     döy döz döşə düz düzəl düzəlt düş düşün düşür dırmaş dəl dəy dəyiş elə en endir et eşit \
     gecik genişlə genəl get gey geyin gir gizlə göm göndər gör göstər götür göyər gözlə güd \
     gül güldür gülümsə güvən gəl gəlişdir gəril gətir gətiril gəz hayqır hazırla hopdur \
     hoppan hönkür hör hür hürk hıçqır iliş inan inci incit incəl inildə irəlilə isin isit \
     islat istə it itir itələ izlə iç içir işlə işıqla keç keçir keçirt kiçil kiçilt kişnə \
     kökəl köpür köç köçür kükrə küs kəs kəsil kəsiş ləngi ləngit min mırılda mənimsə ol otur \
     oturt ov ovun oxu oxşa oy oyan oyat oyna oğurla parla partla paylaş poz pozul püskür \
     pıçılda qabar qal qaldır qalx qalxız qana qap qapa qaral qaralt qarış qarışdır qarşıla \
     qat qavra qayna qaytar qayıt qaz qazan qaç qaçır qidala qiymətlə qon qonaqla qondar qop \
     qopar qoru qorx qorxut qorxuz qov qovur qovuş qoxu qoy qoş quc qucaqla qur quraşdır \
     qurdala qurtar qurtul quru qus qıcan qıfılla qına qınan qır qırx qıs qısal qısalt qısqan \
     qıvrıl qıy qız qızar qızış qışqır sal sanc sap sar saral sarsıl sarsıt sarı sat sataş \
     say sağ sağal sağalt sev seyrəl sez seç sil silkələ sol sor soruş sorğula sovrul sovur \
     sovuş soxul soy soyu soyut sus susa sök sön söndür söy söykə söykən söylə süpür sür sürt \
     sürtül sürü sürün sürüş süz sın sına sındır sıral sıx sıxla sıxışdır sıyrıl sız sıç \
     sıçra sığ sığın sığışdır səp sər səril səslə tamamla tanı tanış tap tapın tapşır tax \
     taxıl tik titrə titrət topla toqquş toxu toxun tulla tut tutaş tutul tutuş tök tökül \
     törə törən törət tükən tükət tıxa tələs təpin tərpə tərpən tərpət ucal ucalt ud udul \
     uduz um unut usan utan uy uyan uyu uyuş uyğunlaş uzan uzat uç uçur uğra ver vur vuruş \
     yala yalan yalvar yan yana yanaş yanıl yanılt yap yapış yara yaran yarat yaraş yarış yat \
     yatır yavaşıt yaxınlaş yay yayın yaz yağ yağla yaşa yaşat ye yedir yenil yeri yerit \
     yerləş yet yetir yetiş yetişdir yeyil yolla yolux yon yor yoxla yoz yoğur yu yubat yum \
     yumşal yumşalt yuy yuyul yuyun yönəl yönəlt yüksəl yüksəlt yürü yürüt yüyür yırt yıx yığ \
     çal çalış çap çapış çarpış çat çatdır çağır çaş çevir çevril çeynə çim çiz çoxal çoxalt \
     çulğa çök çöz çürü çırp çırpın çıx çıxar çıxart çək ödə öl öldür ölç öp ört öskür öt \
     ötür ötürül ötüş öy öyrən öyrət öyrəş öyün üfür ürk üstələ üyüt üz üşü şiş şişir şişirt \
     şübhələ şığı ək əksil ələ əm əri ərit əs əsirgə əskil əy əyil əylən əyləş əz"
        .split_whitespace()
        .collect()
});

/// The suffixes of voice: passive, reflexive, reciprocal, causative. After a vowel or a
/// consonant, as in the automaton.
const VOICE: [(char, &str); 10] = [
    ('C', "Il"),
    ('C', "In"),
    ('C', "Iş"),
    ('C', "dIr"),
    ('V', "n"),
    ('V', "ş"),
    ('V', "t"),
    ('V', "dIr"),
    ('V', "nIl"),
    ('V', "yIl"),
];

/// Whether `root` is known to be a verb.
pub(super) fn is_verb(root: &str) -> bool {
    SIMPLE.contains(root) || is_denominal(root) || is_voice(root)
}

/// Causatives in -t after a liquid: *ağart*, *daralt*.
fn is_liquid_causative(root: &str) -> bool {
    root.strip_suffix('t').is_some_and(|verb| {
        verb.ends_with(['r', 'l']) && syllables(verb) > 1 && SIMPLE.contains(verb)
    })
}

/// Whether the root ends in -la on something that may be a noun (*hazırla*).
fn is_denominal(root: &str) -> bool {
    // parılda, uğulda: of what is heard and seen
    if strip_end(root, "IldA").is_some_and(|rest| rest.chars().count() > 1) {
        return true;
    }
    root.strip_suffix(['a', 'ə']).and_then(|rest| rest.strip_suffix('l')).is_some_and(|noun| {
        noun.chars().count() > 1
            && last_vowel(noun).is_some_and(|vowel| root.ends_with(harmonic('A', vowel)))
    })
}

fn is_voice(root: &str) -> bool {
    is_liquid_causative(root)
        || VOICE.iter().any(|(after, suffix)| {
            let Some(verb) = strip_end(root, suffix) else { return false };
            ends_in_vowel(verb) == (*after == 'V')
                && syllables(verb) > 0
                && (is_verb(verb) || hardened(verb).is_some_and(|hard| is_verb(&hard)))
        })
}

/// Takes a suffix off the end when its vowel is in harmony with what is left.
fn strip_end<'a>(word: &'a str, suffix: &str) -> Option<&'a str> {
    let at = word.char_indices().rev().nth(suffix.chars().count() - 1)?.0;
    let (stem, end) = word.split_at(at);
    let before = last_vowel(stem)?;
    let same = |(got, wanted)| match wanted {
        'I' | 'A' => got == harmonic(wanted, before),
        wanted => got == wanted,
    };
    end.chars().zip(suffix.chars()).all(same).then_some(stem)
}

/// The root whose last t is voiced before a vowel: *ed* → *et*, *yarad* → *yarat*. Of the roots
/// of one syllable only two do so.
pub(super) fn hardened(stem: &str) -> Option<String> {
    let rest = stem.strip_suffix('d')?;
    let voiced = syllables(stem) > 1 && rest.ends_with(is_vowel_or_liquid);
    (voiced || is_voiced_short(rest)).then(|| format!("{rest}t"))
}

/// Whether the t of `root` is voiced before a vowel.
pub(super) fn is_voiced(root: &str) -> bool {
    root.strip_suffix('t').is_some_and(|rest| {
        is_voiced_short(rest) || (syllables(root) > 1 && rest.ends_with(is_vowel_or_liquid))
    })
}

fn is_voiced_short(rest: &str) -> bool {
    matches!(rest, "e" | "ge")
}

fn is_vowel_or_liquid(c: char) -> bool {
    is_vowel(c) || matches!(c, 'l' | 'r')
}
