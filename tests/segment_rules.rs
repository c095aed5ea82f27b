//! The phenomena that the built-in rules know, one example each: `|` marks where a segment ends.
//!
//! Style guides: The Chicago Manual of Style; ГОСТ Р 7.0.12-2011 and Мильчин, Чельцова,
//! «Справочник издателя и автора»; «Azərbaycan dilinin orfoqrafiya qaydaları» (2019).

use yaddash::lang::Lang;
use yaddash::readout::Readout;
use yaddash::segment::{Segmenter, SpeakerLabels};

fn check(lang: &str, cases: &str) {
    let segmenter = Segmenter::builtin(&Lang::parse(lang).unwrap(), SpeakerLabels::Joined);
    let mut failures = Vec::new();
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let wanted: Vec<&str> = case.split('|').map(str::trim).collect();
        let text = wanted.join(" ");
        let readout = Readout::from_text("-", text.clone());
        let found: Vec<&str> =
            segmenter.segment(&readout).into_iter().map(|s| &text[s.span]).collect();
        if found != wanted {
            let decisions: Vec<String> = segmenter
                .explain(&readout)
                .unwrap()
                .into_iter()
                .map(|d| {
                    format!(
                        "{}:{}",
                        &text[..d.end]
                            .chars()
                            .rev()
                            .take(8)
                            .collect::<Vec<_>>()
                            .into_iter()
                            .rev()
                            .collect::<String>(),
                        d.rule
                    )
                })
                .collect();
            failures.push(format!("{case}\n   found {}\n   {decisions:?}", found.join(" | ")));
        }
    }
    assert!(failures.is_empty(), "{} of {lang}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn english() {
    check(
        "en",
        r#"
        Hello World. | My name is Jonas.
        My name is Jonas E. Smith.
        Please turn to p. 55.
        Were Jane and co. at the party?
        They closed the deal with Pitt, Briggs & Co. at noon.
        Let's ask Jane and co. | They should know.
        I can see Mt. Fuji from here.
        St. Michael's Church is on 5th st. near the light.
        That is JFK Jr.'s book.
        I live in the E.U. | How about you?
        I live in the U.S. | How about you?
        I work for the U.S. Government in Virginia.
        I have lived in the U.S. for 20 years.
        At 5 a.m. Mr. Smith went to the bank. | He left the bank at 6 P.M. | Mr. Smith then went to the store.
        He teaches science (He previously worked for 5 years as an engineer.) at the local University.
        The site is: https://www.example.50.com/new-site/awesome_content.html. | Please check it out.
        She turned to him, 'This is great.' she said.
        She turned to him, "This is great." she said.
        She turned to him, "This is great." | She held the book out to show him.
        1) The first item. | 2) The second item.
        1. The first item. | 2. The second item.
        ⁃9. The first item | ⁃10. The second item
        a. The first item | b. The second item | c. The third list item
        You can find it at N°. 1026.253.553. | That is where the treasure is.
        She works at Yahoo! in the accounting department.
        We make a good team, you and I. | Did you see Albert I. Jones yesterday?
        Thoreau argues that by simplifying one’s life, “the laws of the universe will appear less complex. . . .”
        I never meant that.... | She left the store.
        I wasn’t really ... well, what I mean...see . . . what I'm saying, the thing is . . . I didn’t mean it.
        It is a martyr.[1] | The emperor Decius published a decree.
        The parties to this Agreement are Alpha Inc. (“Company A”), and Beta Inc. (“Company B”).
        His Excellency Mr. Ilham Aliyev, President of the Republic of Azerbaijan, received the delegation. | The talks were held on Sept. 27.
        The meeting was attended by Lt. Gen. K. Hasanov, Maj. Gen. R. Brown and Col. J. Doe. | They discussed security.
        The visit took place on Feb. 14, 2020. | It lasted two days.
        See Art. 3, para. 2 of the Charter and Res. 853 of the UN Security Council.
        The decree was signed under No. 5. | It entered into force in 1994.
        The volume is approx. 5 mln. tons, i.e. twice as much.
        Turnover reached $5.3 bn. | This is a record.
        He said: "We are ready." | The guest thanked him.
        "When will the corridor open?" President Aliyev asked.
        "Welcome to Baku!" said the President.
        “We support peace,” the Minister said. | “It is our choice.”
        He asked, “What is the status?” and left.
        The President said: "We want peace. | We have always wanted it. | Nobody can deny this."
        They arrived at 5 p.m. on Friday. | They left at 9 a.m. | The plane was late.
        The talks began at 10 a.m. Baku time.
        Mr. R. T. Erdogan and Mr. N. Pashinyan met. | No statement was made.
        Dr. Smith, Ph.D., and Prof. Jones attended. | Both spoke.
        The company was founded by John Smith Jr. | He is its chairman.
        The city of Washington, D.C. has many embassies.
        The U.N. Security Council adopted four resolutions. | The U.N. | It is in New York.
        In 1993 the U.S. Congress adopted Section 907. | Azerbaijan protested.
        Is it 5 percent? | 27 countries joined. | $5 was paid. | №5 is missing.
        Wait… what?
        So... | Let us begin.
        I. Introduction
        II. Political dialogue
        Chapter 2. Economic cooperation
        Article 5. The Parties shall cooperate.
        Nicholas II. | He was an emperor.
        World War II. | The war ended in 1945.
        It was built in the reign of Charles III. | It is still standing.
        (The session opened at 10 a.m.) | The Chair spoke first.
        He left. | (He returned later.)
        The Organization (OSCE) was present. | (See the annex.) | It is long.
        Thank you! | - Thank you too!
        We want: a) peace; b) trade; c) transport.
        The website www.un.org. | It is useful.
        It costs US$ 5 million vs. US$ 3 million in 2019.
        The vote was 5-3. | Two abstained.
        Temperatures reached 40.5 °C. | It was hot.
        President of the Republic of Azerbaijan Ilham Aliyev: Thank you. | I agree.
        Question: Will you attend? | Answer: Yes. | I will.
        Great news!.. | We are happy.
        The Hon. John Smith, M.P., met Sen. B. Sanders and Rep. A. Schiff.
        Gov. Brown, Amb. Lee and Rev. Martin Luther King Jr. were there.
        He lives at 5 Main St. | The house is old.
        The area is 86.6 thousand sq. km. | The population is 10 million.
        The event took place in Jan. | The next one is in Feb. | We will be there.
        Did he say "Stop!"? | Yes.
        "Stop!", he said. | "Wait."
        He works for Apple Inc. | He likes it.
        Apple Inc. CEO Tim Cook spoke.
        The Ministry of Energy, SOCAR, BP p.l.c., TPAO etc. | The operator is BP.
        "I am pleased to meet you," President Aliyev said. | "This visit is important."
        “Thank you! | We are glad to be here,” the guest said.
        President Aliyev said: "Karabakh is Azerbaijan!" | No one doubts it.
        “Is it true?” – he asked.
        George W. Bush and Franklin D. Roosevelt were presidents.
        Q. What is your view? | A. It is simple.
        Yes. | No. | Maybe.
        Lt. Col. (Ret.) J. Smith spoke. | All listened.
        Section II. Political dialogue
        Alpha Co., Ltd. signed the contract. | It is valid until Dec. 31.
        The talks ended at 9:30 p.m. | The parties agreed.
        The U.S. Secretary of State A. Blinken called. | He spoke of the U.S.-Azerbaijan relations.
        H.R.H. Prince Charles and H.M. King Abdullah II attended. | They left on Sunday.
        The delegation visited St. Petersburg. | St. Petersburg is in Russia.
        ABC Corp. Chairman John Doe and XYZ Ltd. CEO Jane Roe met.
        Prices rose by 0.5 p.p. in May. | Then they fell.
        The text (see p. 15 et seq.) is clear. | It was signed by A. B. Smith et al. in 1999.
        – Good morning! | – How are you?
        H.E. Mr. John Smith, Ambassador of the U.K. to Azerbaijan, was received. | Mr. Lee Jr. and Mrs. Park came too.
        He referred to Resolution No. 822. | It was adopted on Apr. 30, 1993.
        The price is $5. | That is low.
        We met at 3 p.m. | Then we left.
        What a success! | President Aliyev congratulated the team.
        See you on Mon. Sept. 3.
        “Is it so?” | “It is.”
        He won 3-0. | Great!
        They met in the Gen. Assembly Hall, i.e. in New York.
        We were late. | ...And then it rained. | …So we left.
        The site is president.Azerbaijan.az or Yandex.News.
        Why? | Because it is right. | And?
        “Peace is possible.” | “We hope so.”
        The treaty was signed in Washington, D.C. | The President attended.
        He said (and I quote): "Never again." | It was clear.
        The ceremony was held on 8 Nov. 2020. | Shusha was liberated.
        Pres. Aliyev, Amb. Smith and Min. Bayramov met in the afternoon.
        It is 5 km. | The road is new.
        "#,
    );
}

#[test]
fn russian() {
    check(
        "ru",
        r#"
        Президент И. Алиев принял А. С. Пушкина и Дж. Керри. | Встреча прошла в Баку.
        А.С. Пушкин родился в 1799 г. | Он великий поэт.
        Она родилась 30 апреля 1993 г. | Она живёт в Баку.
        В начале XX в. Баку стал центром нефтедобычи.
        30 апреля 1993 г. Совет Безопасности принял резолюцию 822.
        Прибыль составила 5 млрд. долл. США. | Это рекорд.
        Объём торговли — 3,5 млн. долл. | Он вырос вдвое.
        Обсуждались энергетика, транспорт и т.д. | Беседа длилась час.
        Обсуждались энергетика, транспорт, туризм и т. д. в рамках форума.
        Поставляются нефть, газ и др. | Азербайджан — надёжный партнёр.
        Присутствовали министры, послы и др. официальные лица.
        Город основан в V в. до н. э. | Он самый древний.
        Это было до н.э. | Затем пришли римляне.
        На основании п. 2 ст. 5 гл. 3 Конституции, см. стр. 15.
        Проф. И. И. Иванов, акад. П. Петров, доц. Сидоров выступили.
        Г-н Президент, г-жа Министр!
        Г-н. Норов прибыл в г. Баку. | Его встретили.
        Он живёт на ул. Низами, д. 5, кв. 12. | Дом старый.
        Встреча состоялась в им. Гейдара Алиева центре.
        Центр им. Гейдара Алиева открылся. | Гостей было много.
        «Когда вы приедете?» – спросил он.
        «Добро пожаловать!» — сказал Президент.
        «Мы рады, – сказал он. – Это важно для нас».
        «Да! – воскликнул он. – Мы победили!»
        Он сказал: «Мы победили. | Это историческая победа».
        Он ответил: «Нет». | На этом разговор закончился.
        «Мы хотим мира», – заявил министр. | «Это наш выбор».
        Что дальше?.. | Никто не знает.
        Это... наша земля.
        Ну что ж… | Начнём.
        Неужели?! | Да!
        Заседание (начало в 15.00) прошло в Баку. | Оно длилось час.
        Документ подписан (см. приложение). | Он вступил в силу.
        Сайт www.president.az. | Там есть всё.
        Пишите на press@president.az. | Мы ответим.
        1. Вступительное слово. | 2. Подписание. | 3. Пресс-конференция.
        Статья 5. Права сторон
        Глава II. Общие положения
        Ген.-лейт. Иванов, полк. Петров, подполк. Сидоров и майор Гасанов.
        В 2020 году. | 27 сентября началась война. | 44 дня.
        Пётр I. | Он был царём.
        Екатерина II приняла посла. | Людовик XIV. | Это был король.
        Резолюции №№ 822, 853, 874 и 884. | Они не выполнены.
        Указ № 5. | Он подписан.
        Генеральный секретарь В. Норов: Здравствуйте! | Спасибо за встречу.
        И. Алиев: Добро пожаловать. | Рад вас видеть.
        Вопрос: Когда? | Ответ: Завтра.
        Т. е. стороны договорились. | Т.е. так.
        Население – 10 тыс. чел. | Площадь – 86,6 тыс. кв. км. | Столица – Баку.
        Расход – 5 руб. 20 коп. | Это дорого.
        Он работал в ООО «Бакы Стил» и др. | Затем он уехал.
        Канд. филол. наук М. Гасанов и д-р ист. наук А. Петров.
        В 10 ч. 30 мин. началось заседание.
        Родился 5 янв. 1950 г. в с. Ивановка Исмаиллинского р-на.
        В гг. Баку и Гяндже.
        Сегодня 27.10.14. | Завтра 28.10.14.
        Это произошло в 1918 г. | В 1920 г. республика пала.
        Он жил в СССР. | Потом уехал в США. | Там он работал.
        Вода нагрелась до 40 °C. | Стало жарко.
        Газ, нефть и пр. | Вот что мы экспортируем.
        Компания «Би-Пи» и т.п. | Всё это важно.
        Выступил т. Иванов. | Тов. Петров молчал.
        О. Александр и св. Николай.
        Посол США в Азербайджане г-н Э. Литценбергер вручил верительные грамоты. | Церемония прошла во вторник.
        Договор подписали М. Ю. Лермонтов, И.-В. Гёте, Ж.-Ж. Руссо.
        Это – победа! – сказал он.
        Соглашение подписано 20 сентября 1994 г. | Азербайджан выполняет его.
        Он отметил, что в 1994 г. Гейдар Алиев подписал контракт.
        Контракт подписан в 1994 г. Гейдаром Алиевым.
        Встреча прошла в Баку, 5 мая 2018 г. | Президент отметил её значение.
        Он, т.н. «президент», бежал. | Т. н. «республика» исчезла.
        В 60-х гг. XX в. была построена дорога. | Она цела.
        Во 2-й пол. XIX в. началась добыча нефти.
        Площадь – 5 тыс. кв. м. | Это много.
        Встреча прошла на пр. Нефтяников и пл. Азадлыг, рядом с ул. Гагарина.
        Школа им. Н. Гянджеви. | Она новая.
        « Задача сложная», – сказал он. | « Но мы справимся».
        «Да» и «нет» не говорите. | «Нет» – плохое слово.
        Об этом сообщает «Report» со ссылкой на пресс-службу. | АЗЕРТАДЖ.
        Население составляет 10,1 млн. чел. | Столица – г. Баку.
        Стоимость – 5,2 млн. евро. | Срок – 2 года.
        Посетили гг. Шуша, Лачын и др. | Делегация вернулась вечером.
        На 75-й сессии ГА ООН (сент. 2020 г.) Президент выступил с речью. | Её слушали все.
        См. п. 5.2. | См. также стр. 7.
        Г. Алиев заложил основу. | Е. Примаков, Ю. Лужков и Я. Куронь.
        Чл.-корр. РАН А. Б. Иванов и канд. техн. наук В. Г. Петров. | Оба известны.
        Вице-премьер Ш. Мустафаев отметил: «Проект завершён. | Поезда идут».
        Визит состоялся 20 января с.г. | Президент встретил гостя.
        20 января с.г. Президент встретил гостя.
        Он заявил: «Мы готовы!» | Затем он уехал.
        Встречу вёл зам. министра А. Иванов. | Это т.н. «Зангезурский коридор».
        Указ от 5 мая 2018 г. № 5. | Он важен.
        По состоянию на 1 янв. 2020 г. население составляло 10 млн. человек.
        Он родился в г. Шуша. | Там он учился.
        Фильм «Ермак» (реж. В. Краснопольский). | Он вышел в 1996 г.
        И.о. министра Дж. Байрамов прибыл. | И. о. главы остался.
        В п. 5 ст. 10 сказано всё. | П. 6 отменён.
        Победа!!! | Слава героям!
        Газета «Азербайджан», № 12, с. 5. | Там всё сказано.
        "#,
    );
}

#[test]
fn azerbaijani() {
    check(
        "az",
        r#"
        Prezident İ. Əliyev R.T.Ərdoğanı qəbul edib. | Görüş Bakıda olub.
        Prezident İ.Əliyev çıxış edib. | O, qonaqları salamlayıb.
        Bu, 2020-ci ildə Zəfər Günüdür. | 27 Sentyabr Anım Günüdür.
        Ticarət dövriyyəsi 5 mlrd. manat olub. | Bu, rekorddur.
        İxrac 3 mln. ABŞ dolları təşkil edib.
        Neft, qaz və s. | Azərbaycan etibarlı tərəfdaşdır.
        Neft, qaz və s. ixrac olunur.
        Şəhər b.e.ə. V əsrdə salınıb. | O, çox qədimdir.
        Akad. R. Mehdiyev, prof. K. Abdulla və dos. A. Əliyeva çıxış ediblər.
        Gen.-mayor H. Həsənov və polk. Məmmədov məruzə ediblər.
        Konstitusiyanın 5-ci maddəsinin 2-ci bəndi. | Bu, vacibdir.
        Sənəd № 12 ilə qeydə alınıb. | O, qüvvədədir.
        “Nə vaxt gələcəksiniz?” deyə o bildirib.
        “Biz qalib gəldik!” – deyə Prezident vurğulayıb.
        “Biz sülh istəyirik”, – deyə nazir bildirib. | “Bu, bizim seçimimizdir”.
        O deyib: “Biz sülh istəyirik. | Bu, bizim seçimimizdir”.
        Bəs sonra?.. | Heç kim bilmir.
        Bu... bizim torpağımızdır.
        Doğrudanmı?! | Bəli!
        Baş katib V.Norov: Salam! | Görüşə görə sağ olun.
        V. Norov: Çox sağ olun. | Məmnunam.
        Sual: Nə vaxt? | Cavab: Sabah.
        - Sabahınız xeyir! | Sizi görməyə şadam.
        1. Giriş. | 2. Nəticə.
        Maddə 5. Tərəflərin hüquqları
        II Fəsil. Ümumi müddəalar
        I Pyotr. | O, çar olub.
        Xarici İşlər Nazirliyinin saytı www.mfa.gov.az. | Orada məlumat var.
        Görüş (saat 15.00-da) Bakıda keçirilib. | O, bir saat davam edib.
        Ərazi 86,6 min kv.km. | Əhali 10 milyondur.
        Ə. Hüseynzadə, C. Məmmədquluzadə və H. Z. Tağıyev.
        AMEA-nın m.ü. T. Nağıyev çıxış edib.
        Bakı ş., Nizami küç. 5. | Bina köhnədir.
        Goranboy r-nu və Şuşa ş. azad edilib.
        Prezident Heydər Əliyevin 100 illiyi. | Bu, böyük bayramdır.
        Mən 1993-cü ildə... | Xeyr, 1994-cü ildə.
        Saat 11.30-da başlayıb. | Saat 14.00-da bitib.
        12.3-cü bənd. | 5.2. bənd.
        D. Tramp və Ç. Mişel zəng ediblər. | Söhbət səmimi olub.
        F.-ü.f.d. A. Əliyev və t.e.d. B. Həsənov.
        Dr. Həsənov və cənab C. Smit görüşüblər. | Onlar razılaşıblar.
        “Biz razıyıq, – deyə o bildirib. – Bu, yaxşı addımdır”. | Görüş davam edib.
        „Bəli! – o deyib. – Biz qalib gəldik“.
        Nümayəndə heyəti (o cüml. N. Paşinyan) razıdır. | Görüş bitib.
        Prezident deyib: “Bu belədir.” | O, əlavə edib: “Bəli.”
        Qətnamə № 822. | Bu qətnamə 1993-cü ildə qəbul edilib.
        Nazir C. Bayramov və müavini X. Xələfov gəliblər. | Səfir A. Məmmədov da orada idi.
        “SOCAR” şirkəti “BP” və s. ilə əməkdaşlıq edir. | Bu əməkdaşlıq uğurludur.
        Yeni səfir etimadnaməsini təqdim edib. | Ş. Mustafayev onu qəbul edib.
        “Azərbaycan” qəz., № 5. | Bu nömrə maraqlıdır.
        “Nə vaxt?” İlham Əliyev soruşub.
        “Çox sağ olun!” – Prezident bildirib. | Qonaq təşəkkür edib.
        Bəli. | Xeyr. | Bəlkə.
        Vaşinqton, D.C. | Görüş orada olub.
        XX əsrin 90-cı illərində. | XXI əsr başqadır.
        Ş. M. Xətai və M. Ə. Sabir. | O. Hüseynov və E. Abdullayev.
        Prezident İlham Əliyev “Facebook”da yazıb: “Şuşa, sən azadsan! | Qayıtmışıq!”
        AMEA-nın həqiqi üzvü, akad. İ. Həbibbəyli və prof., t.e.d. A. Məmmədov.
        Görüş 11.30-da başlanıb. | 12.00-da bitib. | 5 nəfər iştirak edib.
        Qərar 2-ci maddəyə (bax: səh. 5) uyğundur. | Qərar qüvvədədir.
        Layihənin dəyəri 1,2 mlrd. ABŞ dollarıdır. | Müddəti 32 ildir.
        - Necəsiniz? | Yaxşıyam.
        BMT TŞ-nin 822, 853, 874 və 884 saylı qətnamələri. | Onlar icra olunmayıb.
        BP şirkətinin regional prezidenti Q. Cons və “TotalEnergies” vitse-prezidenti C. Uqlou. | Onlar danışıblar.
        "#,
    );
}

#[test]
fn a_forgotten_space_is_noticed() {
    let segmenter = Segmenter::builtin(&Lang::parse("az").unwrap(), SpeakerLabels::Joined);
    for (text, wanted) in [
        ("O, bunu bildirib.Sonra getdi.", vec!["O, bunu bildirib.", "Sonra getdi."]),
        ("Bunu akad.Həbibbəyli deyib.", vec!["Bunu akad.Həbibbəyli deyib."]),
        ("Ünvan: info@site.Report.az", vec!["Ünvan: info@site.Report.az"]),
    ] {
        let found: Vec<&str> = segmenter.sentences(text).into_iter().map(|s| &text[s]).collect();
        assert_eq!(found, wanted);
    }
}
