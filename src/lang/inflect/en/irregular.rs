//! English forms that no rule gives, each row of a table the base and its forms; and words
//! that only look like a form.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Verbs. What is regular too (*learned*) is found by the rules.
const VERBS: &str = "\
    abide abode; age ageing; alias aliased aliasing; arc arced \
    arcing; arise arose arisen; awake awoke awoken; awe awed; axe axed axing; be am is are was \
    were been being; bear bore borne born; beat beaten; become became; befall befell befallen; \
    beget begot begotten; begin began begun; behold beheld; bend bent; benefit benefitted \
    benefitting; bereave bereft; beseech besought; beset besetting; bespeak bespoke bespoken; \
    bet betting; bias biassed biassing; bid bade bidden; bind bound; bite bit bitten; bleed \
    bled; blow blew blown; break broke broken; breed bred; bring brought; broadcast broadcasted; \
    build built; burn burnt; bus bussed bussing busses bused busing; buy bought; can could; canoe canoed; \
    catch caught; choose chose chosen; cling clung; combat combatted combatting; come came; \
    creep crept; deal dealt; dig dug; do does did done; draw drew drawn; dream dreamt; drink \
    drank drunk; drive drove driven; dwell dwelt; dye dyed dyeing; eat ate eaten; eye eyed \
    eyeing eying; fall fell fallen; feed fed; feel felt; fight fought; find found; flagstaff \
    flagstaves; flee fled; fling flung; fly flew flown; focus focussed focussing focusses; \
    forbid forbade forbad forbidden; forecast forecasted; forego forewent foregone; foresee \
    foresaw foreseen; foretell foretold; forget forgot forgotten; forgive forgave forgiven; \
    forgo forwent forgone; format formatted formatting; forsake forsook forsaken; forswear \
    forswore forsworn; freeze froze frozen; gas gassed gassing gasses; get got gotten; give gave \
    given; go goes went gone; grind ground; grow grew grown; handicap handicapped handicapping; \
    hang hung; have has had having; hear heard; hew hewn; hide hid hidden; hoe hoed hoeing; hold \
    held; inlay inlaid; keep kept; kidnap kidnapped kidnapping; kneel knelt; know knew known; \
    lade laden; latex latices; lay laid; lead led; lean leant; leap leapt; learn learnt; leave \
    left; lend lent; lens lenses; lie lay lain; light lit; lose lost; make made; may might; mean meant; \
    meet met; miscast miscasting; mishear misheard; mislay mislaid; mislead misled; misspell \
    misspelt; mistake mistook mistaken; misunderstand misunderstood; mow mown; offset \
    offsetting; outbid outbidding; outdo outdoes outdid outdone; outgrow outgrew outgrown; \
    outrun outran; outsell outsold; outshine outshone; overbear overbore overborne; overcome \
    overcame; overdo overdoes overdid overdone; overdraw overdrew overdrawn; overeat overate \
    overeaten; overfeed overfed; overfly overflew overflown; overgrow overgrew overgrown; \
    overhang overhung; overhear overheard; overlay overlaid; overlie overlay overlain; overpay \
    overpaid; override overrode overridden; overrun overran; oversee oversaw overseen; overshoot \
    overshot; oversleep overslept; overspend overspent; overtake overtook overtaken; overthrow \
    overthrew overthrown; overwrite overwrote overwritten; owe owed owing; partake partook \
    partaken; pay paid; plead pled; plus plusses; program programmed programming; programme \
    programmed programming; prove proven; rebuild rebuilt; redo redoes redid redone; redraw \
    redrew redrawn; ref reffed reffing; regrow regrew regrown; relay relaid; remake remade; rend \
    rent; repay repaid; rerun reran; resell resold; reset resetting; retake retook retaken; \
    retell retold; rethink rethought; retrofit retrofitted; rewind rewound; rewrite rewrote \
    rewritten; ride rode ridden; ring rang rung; rise rose risen; route routeing; run ran; saw \
    sawn; say said; see saw seen; seek sought; sell sold; send sent; sew sewn; shall should; shake shook \
    shaken; shanghai shanghaied shanghaiing; shave shaven; shear shorn; shine shone; shoe shod; \
    shoot shot; show shown; shrink shrank shrunk shrunken; sing sang sung; singe singeing; sink \
    sank sunk sunken; sit sat; slay slew slain; sleep slept; slide slid; sling slung; slink \
    slunk; smell smelt; smite smote smitten; smooth smoothes; sow sown; speak spoke spoken; \
    speed sped; spell spelt; spend spent; spill spilt; spin spun; spit spat; spoil spoilt; \
    spotlight spotlit; spring sprang sprung; staff staves; stand stood; steal stole stolen; \
    stick stuck; sting stung; stink stank stunk; strew strewn; stride strode stridden; strike \
    struck stricken; string strung; strive strove striven; swear swore sworn; sweep swept; swell \
    swollen; swim swam swum; swing swung; sync synced syncing; take took taken; taxi taxies \
    taxied taxiing taxying; teach taught; tear tore torn; tell told; think thought; thrive \
    throve thriven; throw threw thrown; tiptoe tiptoed; toe toed; trauma traumata; tread trod \
    trodden; unbend unbent; unbind unbound; undercut undercutting; undergo undergoes underwent \
    undergone; underlie underlay underlain underlying; underpay underpaid; understand \
    understood; undertake undertook undertaken; underwrite underwrote underwritten; undo undoes \
    undid undone; unwind unwound; up upped upping; uphold upheld; upset upsetting; vacuum vacua; \
    wake woke woken; waylay waylaid; wear wore worn; weave wove woven; weep wept; will would; win won; wind \
    wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; worship \
    worshipped worshipping; wring wrung; write wrote written; prepay prepaid; \
    resend resent";

/// Nouns.
const NOUNS: &str = "\
    addendum addenda; afterlife afterlives; alga algae; alumna alumnae; alumnus alumni; analysis \
    analyses; antenna antennae; antithesis antitheses; apex apices; appendix appendices; \
    aquarium aquaria; attorney attorneys; automaton automata; axis axes; bacillus bacilli; \
    bacterium bacteria; basis bases; beef beeves; bookshelf bookshelves; brother brethren; \
    bureau bureaux; cactus cacti; calf calves; catharsis catharses; chateau chateaux; cherub \
    cherubim; child children; codex codices; consortium consortia; corpus corpora; corrigendum \
    corrigenda; cortex cortices; cranium crania; crisis crises; criterion criteria; curriculum \
    curricula; datum data; diagnosis diagnoses; die dice; dormouse dormice; dwarf dwarves; elf \
    elves; ellipsis ellipses; emphasis emphases; equilibrium equilibria; erratum errata; \
    eyetooth eyeteeth; focus foci; foot feet; forefoot forefeet; formula formulae; forum fora; \
    fungus fungi; gateau gateaux; genesis geneses; genus genera; goose geese; grandchild \
    grandchildren; half halves; helix helices; honorarium honoraria; hoof hooves; housewife \
    housewives; hypothesis hypotheses; index indices; kibbutz kibbutzim; knife knives; larva \
    larvae; leaf leaves; life lives; loaf loaves; locus loci; louse lice; man men; matrix \
    matrices; maximum maxima; memorandum memoranda; metamorphosis metamorphoses; midwife \
    midwives; millennium millennia; minimum minima; moratorium moratoria; mother-in-law \
    mothers-in-law; mouse mice; nebula nebulae; nemesis nemeses; neurosis neuroses; nucleus \
    nuclei; oasis oases; optimum optima; ovum ova; ox oxen; paralysis paralyses; \
    parenthesis parentheses; passerby passersby; penny pence; person people; phenomenon \
    phenomena; plateau plateaux; prognosis prognoses; prosthesis prostheses; psychoanalysis \
    psychoanalyses; psychosis psychoses; quantum quanta; quiz quizzes; radius radii; referendum \
    referenda; sanatorium sanatoria; scarf scarves; schema schemata; schoolchild schoolchildren; \
    self selves; seraph seraphim; sheaf sheaves; shelf shelves; spectrum spectra; stadium \
    stadia; stepchild stepchildren; stigma stigmata; stimulus stimuli; stratum strata; supernova \
    supernovae; syllabus syllabi; symposium symposia; synopsis synopses; synthesis syntheses; \
    tableau tableaux; terminus termini; testis testes; thesis theses; thief thieves; tooth \
    teeth; turf turves; ultimatum ultimata; vertebra vertebrae; vertex vertices; virtuoso \
    virtuosi; vortex vortices; wharf wharves; wife wives; wolf wolves";

/// Adjectives and adverbs.
const ADJECTIVES: &str = "\
    bad worse worst; badly worse worst; far farther farthest further furthest; good better best; \
    ill worse worst; little less least; many more most; much more most; \
    old elder eldest; well better best";

/// Adjectives and adverbs that are compared by -er and -est. It is a list, since -er makes nouns
/// of verbs and closes words of every kind (*teacher*, *number*, *interest*).
const COMPARED: &str = "\
    able acute ample angry apt bare base big bitter black bland bleak blind bloody bloom blue \
    blunt bold brave brief bright broad brown buggy bulky bumpy busy calm cheap cheery chilly \
    choice choosy civil classy clean clear clever close cloudy clumsy coarse cold common cool \
    costly cosy crazy creamy creepy crisp crispy cross crude cruel curly curvy cute dainty damp \
    dark dead deadly deaf dear deep dense dim dire dirty distinct dizzy dreamy drowsy dry dull \
    dumb dusty early easy eerie empty exact faint fair fancy far fast fat fatty faulty feeble \
    few fierce filthy fine firm fit flashy flat flimsy foggy fond foul frail free fresh friendly \
    frosty full funny fussy fuzzy gaudy gentle giddy glad gloomy glossy grand grassy grave gray \
    great greedy green grey grim gritty gross grumpy guilty hairy handsome handy happy hard \
    hardy harsh hasty healthy hearty heavy hefty high hip hollow holy homely hot huge humble \
    hungry icy idle intense itchy jolly juicy keen kind large late lazy leafy lean lengthy light \
    likely little lively lofty lonely long loose loud lousy lovely low lowly lucky mad manly \
    mature mean meek mellow mere merry messy mighty mild milky modern moist moody muddy murky \
    narrow nasty naughty near neat needy new nice nimble noble noisy nosy obscure odd old pale \
    patchy plain polite poor posh pretty pricey prickly profound prompt proud pure quick quiet \
    rainy rapid rare raw ready red remote rich ripe risky rocky roomy rosy rough round rowdy \
    rude rusty sad safe salty sandy sane saucy scarce scary secure severe shabby shady shaky \
    shallow sharp shiny short shrewd shy sick silly simple sincere skinny sleepy slick slight \
    slim slimy slow sly small smart smelly smoky smooth snowy sober soft solemn soon sore sorry \
    sound sour sparse speedy spicy square stable stark stately steady steep stern sticky stiff \
    still stingy stormy stout straight strange strict strong stupid sturdy subtle sultry sunny \
    sure sweaty sweet swift tacky tall tame tangy tasty tense thick thin thirsty thorny tidy \
    tight timely tiny tired tough toxic trendy tricky trim true ugly unhappy unlikely unlucky \
    untidy vague vain vast void wacky warm wary weak wealthy weary weird wet white wicked wide \
    wild windy wintry wise witty wobbly woolly wordy worthy yellow young yucky yummy zany";

/// Words that look like a form of another and are none: of another word, or of no inflected one.
const WHOLE: &str = "\
    access acoustics across aerodynamics aesthetics afterwards alas alias always angeles \
    anything as athletics atlas backwards ballistics bed besides bias breed bus business canvas \
    ceiling chaos chest christmas civics cosmos cybernetics deed des dos downwards during \
    dynamics economics electronics ergonomics ethics ethos everything feed forensics forest gas \
    genetics greed guest gymnastics harvest hatred herring hers his honest hundred hydraulics \
    indeed informatics interest invest its james kindred king las lens les less linguistics \
    logistics los mars mass mathematics modest morning naked need news nothing nowadays \
    obstetrics odds olympics ours outskirts overseas paediatrics paris pass pediatrics perhaps \
    physics plus politics priest process protest pudding pus red request riches ring robotics \
    sacred seed semantics series shed sibling sing something sometimes species speed spring \
    states-general sterling string success texas theirs therapeutics thermodynamics thing this \
    thus towards unless upwards us wales weed west whereas wicked willing wing witness yes yours";

/// What is no verb, though -ed or -ing after it makes a word: *United* is not from *unit*.
pub(super) const NOT_VERBS: [&str; 34] = [
    "unit",
    "out",
    "bee",
    "past",
    "even",
    "breath",
    "cloth",
    "her",
    "inn",
    "caste",
    "income",
    "suite",
    "morn",
    "ceil",
    "pleas",
    "wick",
    "sunset",
    "numb",
    "art",
    "aide",
    "severe",
    "rang",
    "swath",
    "loath",
    "lath",
    "sooth",
    "wreath",
    "sheath",
    "teeth",
    "regal",
    "concert",
    "enterprise",
    "lung",
    "unequal",
];

/// A form and its bases.
pub(super) static BASES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut bases: HashMap<&str, Vec<&str>> = HashMap::new();
    for (base, form) in rows() {
        bases.entry(form).or_default().push(base);
    }
    bases
});

/// A base and its forms.
pub(super) static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
    for (base, form) in rows() {
        forms.entry(base).or_default().push(form);
    }
    forms
});

static COMPARED_SET: LazyLock<HashSet<&str>> =
    LazyLock::new(|| COMPARED.split_whitespace().collect());

static WHOLE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| WHOLE.split_whitespace().collect());

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    [VERBS, NOUNS, ADJECTIVES].into_iter().flat_map(|table| table.split(';')).flat_map(|row| {
        let mut words = row.split_whitespace();
        let base = words.next().unwrap_or_default();
        words.map(move |form| (base, form))
    })
}

pub(super) fn is_compared(adjective: &str) -> bool {
    COMPARED_SET.contains(adjective)
}

/// Whether the word is no regular form of another.
pub(super) fn is_whole(word: &str) -> bool {
    WHOLE_SET.contains(word)
}
