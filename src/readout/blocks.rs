//! Lines of plain text → blocks, told by their form.
//!
//! Every non-empty line is a block. What a block is depends on the block alone, so that a
//! paragraph is cut the same way alone or inside a file; only [`BlockKind::Title`] looks at the
//! block's neighbours, and it never changes where segments are cut.

use super::{Block, BlockKind};
use crate::lang::case;
use std::ops::Range;

/// The longest speaker label, in words and in characters.
const LABEL_WORDS: usize = 12;
const LABEL_CHARS: usize = 110;
/// The longest title that is recognised without a dateline below it, in characters.
const TITLE_CHARS: usize = 200;
/// The longest dateline, in characters, and the longest place in it, in words.
const DATELINE_CHARS: usize = 90;
const PLACE_WORDS: usize = 4;

/// Words of office and kinship that stand in lower case inside a label
/// (`Генеральный секретарь В. Норов:`), and the small words between them.
pub(crate) const LOWER_IN_LABEL: &str = "
    of the for and to at on in de da di du la le van von der den bin ibn al el ul oglu qizi
    president secretary minister prime ambassador general chairman chairwoman chair chief
    director executive head deputy vice foreign spokesman spokesperson spokeswoman moderator
    correspondent journalist speaker host member
    и по при в на от оглы оглу кызы гызы президент секретарь генеральный министр премьер-министр
    министра посол председатель глава директор заместитель помощник вице-президент руководитель
    представитель иностранных дел республики парламента организации корреспондент журналист
    ведущий ведущая модератор спикер канцлер король королева депутат советник исполнительный
    государственный специальный господин госпожа комиссии комитета совета союза государства
    правительства делегации генерал полковник академик профессор доктор
    və üzrə oğlu qızı prezident prezidenti vitse-prezident vitse-prezidenti katib katibi nazir naziri baş səfir səfiri sədr sədri
    direktor direktoru müavini rəhbər rəhbəri başçısı xarici işlər nümayəndə nümayəndəsi müxbir
    müxbiri jurnalist aparıcı moderator spiker kansler kral kraliça deputat müşaviri icraçı
    dövlət xüsusi xanım cənab respublikasının təşkilatının nazirinin sədrinin katibinin general
    polkovnik akademik professor";

/// Words of rank before an office: `Первый заместитель премьер-министра`.
const RANKS: &str = "
    first second senior acting interim первый первая второй вторая старший старшая временный
    бывший бывшая birinci ikinci baş böyük keçmiş";

/// Words with a colon that introduce no speaker, in lower case.
pub(crate) const NO_SPEAKER: &str = "
    watch read смотрите читайте bax baxın oxuyun
    note notes attention example source photo tel phone fax address e-mail email website date
    time venue place subject re important warning p.s ps summary tags contact contacts see
    remember reminder например важно примечание внимание источник фото тел телефон факс адрес
    сайт дата время место тема итог пример справка кстати контакты напоминание подробнее qeyd
    diqqət mənbə foto telefon faks ünvan sayt tarix vaxt yer mövzu nümunə məsələn vacib arayış
    əlaqə nəticə xatırlatma";

/// How finite verbs end in the three languages: with one of them between office and name it is
/// a clause and no label.
pub(crate) const VERB_ENDINGS: &str = "
    ed л ла ло ли лся лась лось лись ет ёт ит ут ют ат ят тся ib ıb ub üb di dı du dü ti tı tu tü";

/// Month names by their beginning; what follows in the word is an ending.
const MONTHS: &str = "
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec январ феврал март апрел ма июн июл август
    сентябр октябр ноябр декабр янв фев апр авг сент окт нояб дек yanvar fevral mart aprel iyun
    iyul avqust sentyabr oktyabr noyabr dekabr";

/// Other lower-case words of a dateline.
const DATE_WORDS: &str = "
    of at th st nd rd am pm gmt utc a p m г г. год года в час часов ч ч. мин ci cı cu cü il ildə
    ilin ili saat da də nin nın şəhəri ş город city";

/// Cuts a plain text into blocks: each line that holds more than white space is one.
pub fn recognise(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines(text) {
        let (start, line) = trimmed(text, line);
        if line.is_empty() {
            continue;
        }
        let (kind, label) = classify(line);
        let label = label.map(|l| start + l.start..start + l.end);
        blocks.push(Block { kind, span: start..start + line.len(), label });
    }
    if let [first, second, ..] = blocks.as_mut_slice()
        && first.kind == BlockKind::Paragraph
        && (second.kind == BlockKind::Dateline || looks_like_title(&text[first.span.clone()]))
    {
        first.kind = BlockKind::Title;
    }
    blocks
}

/// The spans between line breaks: the mandatory breaks of Unicode line breaking (UAX #14).
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[start..];
        let line = match rest.char_indices().find(|(_, c)| is_line_break(*c)) {
            Some((at, c)) => {
                let line = start..start + at;
                start += at + c.len_utf8();
                line
            }
            None => {
                done = true;
                start..text.len()
            }
        };
        Some(line)
    })
}

/// Whether `c` ends a line.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn trimmed(text: &str, span: Range<usize>) -> (usize, &str) {
    let line = &text[span.clone()];
    let start = span.start + (line.len() - line.trim_start().len());
    (start, line.trim())
}

/// The kind of one block and, for a speaker turn, its label, from the block alone.
pub fn classify(line: &str) -> (BlockKind, Option<Range<usize>>) {
    if is_dateline(line) {
        return (BlockKind::Dateline, None);
    }
    if let Some(end) = speaker_label(line) {
        return (BlockKind::SpeakerTurn, Some(0..end));
    }
    if dash_marker(line) {
        return (BlockKind::Dialogue, None);
    }
    if list_marker(line).is_some() {
        return (BlockKind::ListItem, None);
    }
    (BlockKind::Paragraph, None)
}

fn looks_like_title(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '»', '”', '“', '\'', ')']);
    !line.ends_with(['.', '!', '?', '…', ':', ';', ',']) && line.chars().count() <= TITLE_CHARS
}

fn dash_marker(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '–', '—', '―']);
    let dashes = line.len() - rest.len();
    // A minus sign or a hyphenated ending stands close to what follows.
    dashes > 0
        && (rest.starts_with(char::is_whitespace)
            || (!line.starts_with('-') && rest.starts_with(char::is_alphabetic)))
}

/// The length of the list marker at the beginning of `line`: `1.`, `12)`, `(a)`, `IV.`, `•`.
pub fn list_marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '•' | '⁃' | '▪' | '·' | '‣' | '○' | '●' | '■' | '*' | '◦') {
        let rest = &line[first.len_utf8()..];
        return rest
            .starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit())
            .then_some(first.len_utf8());
    }
    let body = line.strip_prefix('(').unwrap_or(line);
    let open = line.len() - body.len();
    let stem = body.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(body.len());
    let (word, after) = body.split_at(stem);
    let (core, dotted) = match word.strip_suffix('.') {
        Some(core) => (core, true),
        None => (word, false),
    };
    let closed = after.starts_with(')');
    let marked = closed || (dotted && open == 0);
    if !marked || !is_item_number(core, closed) {
        return None;
    }
    let end = open + stem + usize::from(closed);
    line[end..].starts_with(char::is_whitespace).then_some(end)
}

/// `1`, `2.3`, one letter, or a small Roman numeral.
fn is_item_number(core: &str, closed: bool) -> bool {
    let digits = core
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let mut letters = core.chars();
    let one_letter = matches!((letters.next(), letters.next()), (Some(c), None)
        if c.is_alphabetic() && (closed || c.is_lowercase() || "IVX".contains(c)));
    let roman = !core.is_empty()
        && core.len() <= 6
        && (core.bytes().all(|b| b"IVX".contains(&b))
            || (closed && core.bytes().all(|b| b"ivx".contains(&b))));
    digits || one_letter || roman
}

/// Where the speaker label ends, colon included, when `line` begins with one and goes on.
fn speaker_label(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let (label, rest) = line.split_at(colon);
    let rest = &rest[1..];
    // Speech begins as a sentence does; a small letter after the colon goes on with a clause.
    let speech = rest.trim_start();
    if !rest.starts_with(char::is_whitespace)
        || speech.is_empty()
        || speech.starts_with(char::is_lowercase)
    {
        return None;
    }
    if label.chars().count() > LABEL_CHARS || !label.starts_with(char::is_uppercase) {
        return None;
    }
    // `Moderator (in English):`
    let name = match label.find('(') {
        Some(open) if label.ends_with(')') => label[..open].trim_end(),
        Some(_) => return None,
        None => label,
    };
    if name.contains(['!', '?', '…', ';', '"', '«', '»', '“', '”']) || name.ends_with(['.', ','])
    {
        return None;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > LABEL_WORDS {
        return None;
    }
    if let [only] = words.as_slice()
        && holds(NO_SPEAKER, &lower(only))
    {
        return None;
    }
    if is_office_and_name(&words) {
        return Some(colon + 1);
    }
    let lower_ones = words.iter().filter(|w| !is_capitalised(w)).count();
    if !words.iter().all(|w| is_capitalised(w) || is_lower_title(w)) {
        return None;
    }
    // A name or office ends the label; many small words are a clause.
    let last_is_name = words.last().is_some_and(|w| is_capitalised(w));
    let office_only = words.len() > 1 && is_lower_title(words[words.len() - 1]);
    let small_enough = lower_ones * 3 <= words.len() * 2;
    (small_enough && (last_is_name || office_only)).then_some(colon + 1)
}

/// `Генеральный секретарь Шанхайской организации сотрудничества Владимир Норов`: an office, with
/// or without its rank, words that say of what, and a name of two words.
fn is_office_and_name(words: &[&str]) -> bool {
    let ranks = words.iter().take_while(|word| holds(RANKS, &lower(word))).count();
    let Some([office, middle @ .., first, last]) = words.get(ranks..) else { return false };
    is_capitalised(first)
        && is_capitalised(last)
        && holds(LOWER_IN_LABEL, &lower(office))
        && middle.iter().all(|word| {
            is_capitalised(word)
                || is_lower_title(word)
                || word.chars().all(|c| c.is_lowercase() || c == '-')
                    && !VERB_ENDINGS.split_whitespace().any(|ending| word.ends_with(ending))
        })
}

/// Whether a list of words separated by white space holds the word.
fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

fn is_capitalised(word: &str) -> bool {
    let word = word.trim_start_matches(['\'', '’', '(']);
    word.starts_with(char::is_uppercase)
        || (word.contains(['-', '’', '\''])
            && word.split(['-', '’', '\'']).any(|part| part.starts_with(char::is_uppercase)))
}

fn is_lower_title(word: &str) -> bool {
    holds(LOWER_IN_LABEL, word.trim_end_matches([',', '.']))
}

/// Folded for comparison with the word lists. The language of a block is not known here, and the
/// lists hold no word in which `I` and `ı` would make a difference.
fn lower(word: &str) -> String {
    case::fold_neutral(word)
}

/// Whether the line is a date with optional time and place and nothing else.
fn is_dateline(line: &str) -> bool {
    if line.len() > 4 * DATELINE_CHARS || line.chars().count() > DATELINE_CHARS {
        return false;
    }
    let (mut days, mut years, mut months, mut numeric, mut place) = (0, 0, 0, 0, 0);
    for token in line.split(|c: char| c.is_whitespace() || ",;|()–—".contains(c)) {
        let stopped = token.ends_with('.');
        let token = token.trim_matches('.');
        if token.is_empty() || token == "-" {
            continue;
        }
        let digits = token.bytes().take_while(u8::is_ascii_digit).count();
        let tail = token[digits..].trim_start_matches('-');
        if digits > 0 {
            if tail.is_empty() || holds(DATE_WORDS, &lower(tail)) {
                match digits {
                    1 | 2 => days += 1,
                    4 => years += 1,
                    _ => return false,
                }
            } else if is_numeric_date(token) {
                numeric += 1;
            } else if !is_time(token) {
                return false;
            }
        } else if is_month(token) {
            months += 1;
        } else if holds(DATE_WORDS, &lower(token)) {
        } else if !stopped && (token.starts_with(char::is_uppercase) || is_weekday(token)) {
            place += 1;
        } else {
            return false;
        }
    }
    let written = months == 1 && years == 1 && (1..=2).contains(&days);
    (written || (numeric == 1 && months == 0)) && place <= PLACE_WORDS
}

fn is_month(token: &str) -> bool {
    let token = lower(token);
    MONTHS.split_whitespace().any(|month| {
        token.strip_prefix(month).is_some_and(|ending| {
            matches!(
                ending,
                "" | "ь"
                    | "я"
                    | "й"
                    | "а"
                    | "е"
                    | "ın"
                    | "in"
                    | "un"
                    | "ün"
                    | "ı"
                    | "i"
                    | "u"
                    | "ü"
                    | "da"
                    | "də"
                    | "ında"
                    | "ində"
                    | "unda"
            )
        })
    })
}

fn is_weekday(token: &str) -> bool {
    matches!(
        lower(token).as_str(),
        "понедельник"
            | "вторник"
            | "среда"
            | "четверг"
            | "пятница"
            | "суббота"
            | "воскресенье"
            | "bazar"
            | "ertəsi"
            | "çərşənbə"
            | "axşamı"
            | "cümə"
            | "şənbə"
            | "günü"
    )
}

fn is_numeric_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split(['.', '-', '/']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
        && (parts[0].len() == 4 || parts[2].len() == 4)
}

fn is_time(token: &str) -> bool {
    let mut parts = token.splitn(2, [':', '.']);
    let (hours, minutes) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let number = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    number(hours) && minutes.split(':').all(number)
}
