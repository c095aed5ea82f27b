//! Whole paradigms, written after the grammars, for one term of every type of stem: of the cells
//! that are printed none may be wrong.

use yaddash::glossary::forms::paradigm;
use yaddash::lang::Lang;

/// Term and, after `@`, what it is; the oblique cases of the singular (genitive, dative,
/// accusative, instrumental, prepositional); the plural with its nominative. A term that has a
/// plural only has no singular, and its nominative is the term.
const RUSSIAN: &str = "
министр@title | министра, министру, министра, министром, министре | министры, министров, министрам, министров, министрами, министрах
посол@title | посла, послу, посла, послом, после | послы, послов, послам, послов, послами, послах
секретарь@title | секретаря, секретарю, секретаря, секретарем, секретаре | секретари, секретарей, секретарям, секретарей, секретарями, секретарях
заместитель Генерального секретаря@title | заместителя Генерального секретаря, заместителю Генерального секретаря, заместителя Генерального секретаря, заместителем Генерального секретаря, заместителе Генерального секретаря | заместители Генерального секретаря, заместителей Генерального секретаря, заместителям Генерального секретаря, заместителей Генерального секретаря, заместителями Генерального секретаря, заместителях Генерального секретаря
премьер-министр@title | премьер-министра, премьер-министру, премьер-министра, премьер-министром, премьер-министре | премьер-министры, премьер-министров, премьер-министрам, премьер-министров, премьер-министрами, премьер-министрах
член-корреспондент@title | члена-корреспондента, члену-корреспонденту, члена-корреспондента, членом-корреспондентом, члене-корреспонденте | члены-корреспонденты, членов-корреспондентов, членам-корреспондентам, членов-корреспондентов, членами-корреспондентами, членах-корреспондентах
временный поверенный в делах@title | временного поверенного в делах, временному поверенному в делах, временного поверенного в делах, временным поверенным в делах, временном поверенном в делах | временные поверенные в делах, временных поверенных в делах, временным поверенным в делах, временных поверенных в делах, временными поверенными в делах, временных поверенных в делах
Чрезвычайный и Полномочный Посол@title | Чрезвычайного и Полномочного Посла, Чрезвычайному и Полномочному Послу, Чрезвычайного и Полномочного Посла, Чрезвычайным и Полномочным Послом, Чрезвычайном и Полномочном После | Чрезвычайные и Полномочные Послы, Чрезвычайных и Полномочных Послов, Чрезвычайным и Полномочным Послам, Чрезвычайных и Полномочных Послов, Чрезвычайными и Полномочными Послами, Чрезвычайных и Полномочных Послах
военный атташе@title | военного атташе, военному атташе, военного атташе, военным атташе, военном атташе | военные атташе, военных атташе, военным атташе, военных атташе, военными атташе, военных атташе
судья Международного суда@title | судьи Международного суда, судье Международного суда, судью Международного суда, судьей Международного суда, судье Международного суда | судьи Международного суда, судей Международного суда, судьям Международного суда, судей Международного суда, судьями Международного суда, судьях Международного суда
принц Уэльский@title | принца Уэльского, принцу Уэльскому, принца Уэльского, принцем Уэльским, принце Уэльском | принцы Уэльские, принцев Уэльских, принцам Уэльским, принцев Уэльских, принцами Уэльскими, принцах Уэльских
учёный | учёного, учёному, учёного, учёным, учёном | учёные, учёных, учёным, учёных, учёными, учёных
переводчик | переводчика, переводчику, переводчика, переводчиком, переводчике | переводчики, переводчиков, переводчикам, переводчиков, переводчиками, переводчиках
беженец | беженца, беженцу, беженца, беженцем, беженце | беженцы, беженцев, беженцам, беженцев, беженцами, беженцах
гражданин | гражданина, гражданину, гражданина, гражданином, гражданине | граждане, граждан, гражданам, граждан, гражданами, гражданах
ребёнок | ребёнка, ребёнку, ребёнка, ребёнком, ребёнке | дети, детей, детям, детей, детьми, детях
человек | человека, человеку, человека, человеком, человеке | люди, людей, людям, людей, людьми, людях
брат | брата, брату, брата, братом, брате | братья, братьев, братьям, братьев, братьями, братьях
отец | отца, отцу, отца, отцом, отце | отцы, отцов, отцам, отцов, отцами, отцах
товарищ | товарища, товарищу, товарища, товарищем, товарище | товарищи, товарищей, товарищам, товарищей, товарищами, товарищах
врач | врача, врачу, врача, врачом, враче | врачи, врачей, врачам, врачей, врачами, врачах
Ильхам Алиев@person | Ильхама Алиева, Ильхаму Алиеву, Ильхама Алиева, Ильхамом Алиевым, Ильхаме Алиеве
Мехрибан Алиева@person | Мехрибан Алиевой, Мехрибан Алиевой, Мехрибан Алиеву, Мехрибан Алиевой, Мехрибан Алиевой
Ангела Меркель@person | Ангелы Меркель, Ангеле Меркель, Ангелу Меркель, Ангелой Меркель, Ангеле Меркель
Тереза Мэй@person | Терезы Мэй, Терезе Мэй, Терезу Мэй, Терезой Мэй, Терезе Мэй
Пётр Толстой@person | Петра Толстого, Петру Толстому, Петра Толстого, Петром Толстым, Петре Толстом
Си Цзиньпин@person | Си Цзиньпина, Си Цзиньпину, Си Цзиньпина, Си Цзиньпином, Си Цзиньпине
Ким Чен Ын@person | Ким Чен Ына, Ким Чен Ыну, Ким Чен Ына, Ким Чен Ыном, Ким Чен Ыне
Шарль де Голль@person | Шарля де Голля, Шарлю де Голлю, Шарля де Голля, Шарлем де Голлем, Шарле де Голле
Ильхам Гейдар оглу Алиев@person | Ильхама Гейдар оглу Алиева, Ильхаму Гейдар оглу Алиеву, Ильхама Гейдар оглу Алиева, Ильхамом Гейдар оглу Алиевым, Ильхаме Гейдар оглу Алиеве
Саломе Зурабишвили@person | Саломе Зурабишвили, Саломе Зурабишвили, Саломе Зурабишвили, Саломе Зурабишвили, Саломе Зурабишвили
Касым-Жомарт Токаев@person | Касым-Жомарта Токаева, Касым-Жомарту Токаеву, Касым-Жомарта Токаева, Касым-Жомартом Токаевым, Касым-Жомарте Токаеве
Сергей Викторович Лавров@person | Сергея Викторовича Лаврова, Сергею Викторовичу Лаврову, Сергея Викторовича Лаврова, Сергеем Викторовичем Лавровым, Сергее Викторовиче Лаврове
Ильхам Алиев | Ильхама Алиева, Ильхаму Алиеву, Ильхама Алиева, Ильхамом Алиевым, Ильхаме Алиеве
Эммануэль Макрон | Эммануэля Макрона, Эммануэлю Макрону, Эммануэля Макрона, Эммануэлем Макроном, Эммануэле Макроне
Лев Толстой | Льва Толстого, Льву Толстому, Льва Толстого, Львом Толстым, Льве Толстом
Алиева | Алиевой, Алиевой, Алиеву, Алиевой, Алиевой
Киев | Киева, Киеву, Киев, Киевом, Киеве
Женева | Женевы, Женеве, Женеву, Женевой, Женеве
Республика Молдова | Республики Молдова, Республике Молдова, Республику Молдова, Республикой Молдова, Республике Молдова
Президент Ильхам Алиев | Президента Ильхама Алиева, Президенту Ильхаму Алиеву, Президента Ильхама Алиева, Президентом Ильхамом Алиевым, Президенте Ильхаме Алиеве
Первый вице-президент Мехрибан Алиева | Первого вице-президента Мехрибан Алиевой, Первому вице-президенту Мехрибан Алиевой, Первого вице-президента Мехрибан Алиеву, Первым вице-президентом Мехрибан Алиевой, Первом вице-президенте Мехрибан Алиевой
министр иностранных дел Джейхун Байрамов | министра иностранных дел Джейхуна Байрамова, министру иностранных дел Джейхуну Байрамову, министра иностранных дел Джейхуна Байрамова, министром иностранных дел Джейхуном Байрамовым, министре иностранных дел Джейхуне Байрамове
Генеральный секретарь ООН Антониу Гутерриш | Генерального секретаря ООН Антониу Гутерриша, Генеральному секретарю ООН Антониу Гутерришу, Генерального секретаря ООН Антониу Гутерриша, Генеральным секретарем ООН Антониу Гутерришем, Генеральном секретаре ООН Антониу Гутеррише
председатель Милли Меджлиса Сахиба Гафарова | председателя Милли Меджлиса Сахибы Гафаровой, председателю Милли Меджлиса Сахибе Гафаровой, председателя Милли Меджлиса Сахибу Гафарову, председателем Милли Меджлиса Сахибой Гафаровой, председателе Милли Меджлиса Сахибе Гафаровой
Премьер-министр Пакистана Имран Хан | Премьер-министра Пакистана Имрана Хана, Премьер-министру Пакистана Имрану Хану, Премьер-министра Пакистана Имрана Хана, Премьер-министром Пакистана Имраном Ханом, Премьер-министре Пакистана Имране Хане
посол Нидерландов | посла Нидерландов, послу Нидерландов, посла Нидерландов, послом Нидерландов, после Нидерландов | послы Нидерландов, послов Нидерландов, послам Нидерландов, послов Нидерландов, послами Нидерландов, послах Нидерландов
король Карл III | короля Карла III, королю Карлу III, короля Карла III, королем Карлом III, короле Карле III
госпожа Меркель | госпожи Меркель, госпоже Меркель, госпожу Меркель, госпожой Меркель, госпоже Меркель
папа римский Франциск | папы римского Франциска, папе римскому Франциску, папу римского Франциска, папой римским Франциском, папе римском Франциске
Президент Соединённых Штатов | Президента Соединённых Штатов, Президенту Соединённых Штатов, Президента Соединённых Штатов, Президентом Соединённых Штатов, Президенте Соединённых Штатов
министр внутренних дел | министра внутренних дел, министру внутренних дел, министра внутренних дел, министром внутренних дел, министре внутренних дел
Центр Гейдара Алиева | Центра Гейдара Алиева, Центру Гейдара Алиева, Центр Гейдара Алиева, Центром Гейдара Алиева, Центре Гейдара Алиева
управляющий делами | управляющего делами, управляющему делами, управляющего делами, управляющим делами, управляющем делами
исполняющий обязанности министра | исполняющего обязанности министра, исполняющему обязанности министра, исполняющего обязанности министра, исполняющим обязанности министра, исполняющем обязанности министра
верховный судья | верховного судьи, верховному судье, верховного судью, верховным судьей, верховном судье | верховные судьи, верховных судей, верховным судьям, верховных судей, верховными судьями, верховных судьях
болгарин | болгарина, болгарину, болгарина, болгарином, болгарине | болгары, болгар, болгарам, болгар, болгарами, болгарах
депутаты Милли Меджлиса || депутатов Милли Меджлиса, депутатам Милли Меджлиса, депутатов Милли Меджлиса, депутатами Милли Меджлиса, депутатах Милли Меджлиса
вынужденные переселенцы || вынужденных переселенцев, вынужденным переселенцам, вынужденных переселенцев, вынужденными переселенцами, вынужденных переселенцах
граждане || граждан, гражданам, граждан, гражданами, гражданах
месяцы || месяцев, месяцам, месяцы, месяцами, месяцах
Екатерина Андреева@person | Екатерины Андреевой, Екатерине Андреевой, Екатерину Андрееву, Екатериной Андреевой, Екатерине Андреевой
Организация Объединённых Наций | Организации Объединённых Наций, Организации Объединённых Наций, Организацию Объединённых Наций, Организацией Объединённых Наций, Организации Объединённых Наций
Совет Безопасности | Совета Безопасности, Совету Безопасности, Совет Безопасности, Советом Безопасности, Совете Безопасности
Милли Меджлис | Милли Меджлиса, Милли Меджлису, Милли Меджлис, Милли Меджлисом, Милли Меджлисе
Европейский союз | Европейского союза, Европейскому союзу, Европейский союз, Европейским союзом, Европейском союзе
Большая двадцатка | Большой двадцатки, Большой двадцатке, Большую двадцатку, Большой двадцаткой, Большой двадцатке
Соединённые Штаты Америки || Соединённых Штатов Америки, Соединённым Штатам Америки, Соединённые Штаты Америки, Соединёнными Штатами Америки, Соединённых Штатах Америки
Нидерланды || Нидерландов, Нидерландам, Нидерланды, Нидерландами, Нидерландах
Багамские Острова || Багамских Островов, Багамским Островам, Багамские Острова, Багамскими Островами, Багамских Островах
Босния и Герцеговина | Боснии и Герцеговины, Боснии и Герцеговине, Боснию и Герцеговину, Боснией и Герцеговиной, Боснии и Герцеговине
Гвинея-Бисау | Гвинеи-Бисау, Гвинее-Бисау, Гвинею-Бисау, Гвинеей-Бисау, Гвинее-Бисау
Кот-д’Ивуар | Кот-д’Ивуара, Кот-д’Ивуару, Кот-д’Ивуар, Кот-д’Ивуаром, Кот-д’Ивуаре
Ростов-на-Дону | Ростова-на-Дону, Ростову-на-Дону, Ростов-на-Дону, Ростовом-на-Дону, Ростове-на-Дону
Шри-Ланка | Шри-Ланки, Шри-Ланке, Шри-Ланку, Шри-Ланкой, Шри-Ланке
Тбилиси | Тбилиси, Тбилиси, Тбилиси, Тбилиси, Тбилиси
Шуша | Шуши, Шуше, Шушу, Шушой, Шуше
Гянджа | Гянджи, Гяндже, Гянджу, Гянджей, Гяндже
Каспийское море | Каспийского моря, Каспийскому морю, Каспийское море, Каспийским морем, Каспийском море
Приднестровье | Приднестровья, Приднестровью, Приднестровье, Приднестровьем, Приднестровье
Египет | Египта, Египту, Египет, Египтом, Египте
рабочая группа | рабочей группы, рабочей группе, рабочую группу, рабочей группой, рабочей группе | рабочие группы, рабочих групп, рабочим группам, рабочие группы, рабочими группами, рабочих группах
права человека || прав человека, правам человека, права человека, правами человека, правах человека
меры доверия || мер доверия, мерам доверия, меры доверия, мерами доверия, мерах доверия
верительные грамоты || верительных грамот, верительным грамотам, верительные грамоты, верительными грамотами, верительных грамотах
вооружённые силы || вооружённых сил, вооружённым силам, вооружённые силы, вооружёнными силами, вооружённых силах
внутренне перемещённые лица || внутренне перемещённых лиц, внутренне перемещённым лицам, внутренне перемещённые лица, внутренне перемещёнными лицами, внутренне перемещённых лицах
переговоры || переговоров, переговорам, переговоры, переговорами, переговорах
выборы || выборов, выборам, выборы, выборами, выборах
деньги || денег, деньгам, деньги, деньгами, деньгах
данные || данных, данным, данные, данными, данных
критерии || критериев, критериям, критерии, критериями, критериях
день независимости | дня независимости, дню независимости, день независимости, днем независимости, дне независимости | дни независимости, дней независимости, дням независимости, дни независимости, днями независимости, днях независимости
огонь | огня, огню, огонь, огнем, огне | огни, огней, огням, огни, огнями, огнях
уровень | уровня, уровню, уровень, уровнем, уровне | уровни, уровней, уровням, уровни, уровнями, уровнях
путь | пути, пути, путь, путем, пути | пути, путей, путям, пути, путями, путях
время | времени, времени, время, временем, времени | времена, времен, временам, времена, временами, временах
знамя | знамени, знамени, знамя, знаменем, знамени | знамена, знамен, знаменам, знамена, знаменами, знаменах
церковь | церкви, церкви, церковь, церковью, церкви | церкви, церквей, церквям, церкви, церквями, церквях
площадь | площади, площади, площадь, площадью, площади | площади, площадей, площадям, площади, площадями, площадях
область | области, области, область, областью, области | области, областей, областям, области, областями, областях
мать | матери, матери, мать, матерью, матери | матери, матерей, матерям, матерей, матерями, матерях
дочь | дочери, дочери, дочь, дочерью, дочери | дочери, дочерей, дочерям, дочерей, дочерьми, дочерях
рубль | рубля, рублю, рубль, рублем, рубле | рубли, рублей, рублям, рубли, рублями, рублях
край | края, краю, край, краем, крае | края, краев, краям, края, краями, краях
ключ | ключа, ключу, ключ, ключом, ключе | ключи, ключей, ключам, ключи, ключами, ключах
гараж | гаража, гаражу, гараж, гаражом, гараже | гаражи, гаражей, гаражам, гаражи, гаражами, гаражах
конец | конца, концу, конец, концом, конце | концы, концов, концам, концы, концами, концах
участник | участника, участнику, участника, участником, участнике | участники, участников, участникам, участников, участниками, участниках
соглашение | соглашения, соглашению, соглашение, соглашением, соглашении | соглашения, соглашений, соглашениям, соглашения, соглашениями, соглашениях
участие | участия, участию, участие, участием, участии
государство-член | государства-члена, государству-члену, государство-член, государством-членом, государстве-члене | государства-члены, государств-членов, государствам-членам, государства-члены, государствами-членами, государствах-членах
страна-участница | страны-участницы, стране-участнице, страну-участницу, страной-участницей, стране-участнице | страны-участницы, стран-участниц, странам-участницам, страны-участницы, странами-участницами, странах-участницах
город-герой | города-героя, городу-герою, город-герой, городом-героем, городе-герое | города-герои, городов-героев, городам-героям, города-герои, городами-героями, городах-героях
столовая | столовой, столовой, столовую, столовой, столовой | столовые, столовых, столовым, столовые, столовыми, столовых
третья сторона | третьей стороны, третьей стороне, третью сторону, третьей стороной, третьей стороне | третьи стороны, третьих сторон, третьим сторонам, третьи стороны, третьими сторонами, третьих сторонах
прошлое | прошлого, прошлому, прошлое, прошлым, прошлом
судно | судна, судну, судно, судном, судне | суда, судов, судам, суда, судами, судах
дерево | дерева, дереву, дерево, деревом, дереве | деревья, деревьев, деревьям, деревья, деревьями, деревьях
число | числа, числу, число, числом, числе | числа, чисел, числам, числа, числами, числах
письмо | письма, письму, письмо, письмом, письме | письма, писем, письмам, письма, письмами, письмах
статья | статьи, статье, статью, статьей, статье | статьи, статей, статьям, статьи, статьями, статьях
семья | семьи, семье, семью, семьей, семье | семьи, семей, семьям, семьи, семьями, семьях
земля | земли, земле, землю, землей, земле | земли, земель, землям, земли, землями, землях
евро | евро, евро, евро, евро, евро
коммюнике | коммюнике, коммюнике, коммюнике, коммюнике, коммюнике
вуз | вуза, вузу, вуз, вузом, вузе | вузы, вузов, вузам, вузы, вузами, вузах
МИД | МИД, МИД, МИД, МИД, МИД
COVID-19 | COVID-19, COVID-19, COVID-19, COVID-19, COVID-19
";

/// Term; genitive, dative, accusative, locative, ablative; with possessors: mine, to ours and, if
/// the term has none of its own, of theirs; plural: nominative, genitive, dative. A term that is a
/// plural itself has no further one.
const AZERBAIJANI: &str = "
Baş katib | Baş katibin, Baş katibə, Baş katibi, Baş katibdə, Baş katibdən | Baş katibim, Baş katibimizə, Baş katibinin | Baş katiblər, Baş katiblərin, Baş katiblərə
səfir | səfirin, səfirə, səfiri, səfirdə, səfirdən | səfirim, səfirimizə, səfirinin | səfirlər, səfirlərin, səfirlərə
uşaq | uşağın, uşağa, uşağı, uşaqda, uşaqdan | uşağım, uşağımıza, uşağının | uşaqlar, uşaqların, uşaqlara
çörək | çörəyin, çörəyə, çörəyi, çörəkdə, çörəkdən | çörəyim, çörəyimizə, çörəyinin | çörəklər, çörəklərin, çörəklərə
iştirak | iştirakın, iştiraka, iştirakı, iştirakda, iştirakdan | iştirakım, iştirakımıza, iştirakının | iştiraklar, iştirakların, iştiraklara
fabrik | fabrikin, fabrikə, fabriki, fabrikdə, fabrikdən | fabrikim, fabrikimizə, fabrikinin | fabriklər, fabriklərin, fabriklərə
hüquq | hüququn, hüquqa, hüququ, hüquqda, hüquqdan | hüququm, hüququmuza, hüququnun | hüquqlar, hüquqların, hüquqlara
İraq | İraqın, İraqa, İraqı, İraqda, İraqdan | İraqım, İraqımıza, İraqının | İraqlar, İraqların, İraqlara
oğul | oğlun, oğla, oğlu, oğulda, oğuldan | oğlum, oğlumuza, oğlunun | oğullar, oğulların, oğullara
fikir | fikrin, fikrə, fikri, fikirdə, fikirdən | fikrim, fikrimizə, fikrinin | fikirlər, fikirlərin, fikirlərə
şəhər | şəhərin, şəhərə, şəhəri, şəhərdə, şəhərdən | şəhərim, şəhərimizə, şəhərinin | şəhərlər, şəhərlərin, şəhərlərə
ölkə | ölkənin, ölkəyə, ölkəni, ölkədə, ölkədən | ölkəm, ölkəmizə, ölkəsinin | ölkələr, ölkələrin, ölkələrə
su | suyun, suya, suyu, suda, sudan | suyum, suyumuza, suyunun | sular, suların, sulara
mövqe | mövqenin, mövqeyə, mövqeni, mövqedə, mövqedən | mövqeyim, mövqeyimizə, mövqeyinin | mövqelər, mövqelərin, mövqelərə
xətt | xəttin, xəttə, xətti, xətdə, xətdən | xəttim, xəttimizə, xəttinin | xətlər, xətlərin, xətlərə
xalq | xalqın, xalqa, xalqı, xalqda, xalqdan | xalqım, xalqımıza, xalqının | xalqlar, xalqların, xalqlara
tərəfdaşlıq | tərəfdaşlığın, tərəfdaşlığa, tərəfdaşlığı, tərəfdaşlıqda, tərəfdaşlıqdan | tərəfdaşlığım, tərəfdaşlığımıza, tərəfdaşlığının | tərəfdaşlıqlar, tərəfdaşlıqların, tərəfdaşlıqlara
dənizçi | dənizçinin, dənizçiyə, dənizçini, dənizçidə, dənizçidən | dənizçim, dənizçimizə, dənizçisinin | dənizçilər, dənizçilərin, dənizçilərə
məktub | məktubun, məktuba, məktubu, məktubda, məktubdan | məktubum, məktubumuza, məktubunun | məktublar, məktubların, məktublara
sülh | sülhün, sülhə, sülhü, sülhdə, sülhdən | sülhüm, sülhümüzə, sülhünün | sülhlər, sülhlərin, sülhlərə
görüş | görüşün, görüşə, görüşü, görüşdə, görüşdən | görüşüm, görüşümüzə, görüşünün | görüşlər, görüşlərin, görüşlərə
müqavilə | müqavilənin, müqaviləyə, müqaviləni, müqavilədə, müqavilədən | müqaviləm, müqaviləmizə, müqaviləsinin | müqavilələr, müqavilələrin, müqavilələrə
seçki | seçkinin, seçkiyə, seçkini, seçkidə, seçkidən | seçkim, seçkimizə, seçkisinin | seçkilər, seçkilərin, seçkilərə
Təhlükəsizlik Şurası | Təhlükəsizlik Şurasının, Təhlükəsizlik Şurasına, Təhlükəsizlik Şurasını, Təhlükəsizlik Şurasında, Təhlükəsizlik Şurasından | Təhlükəsizlik Şuram, Təhlükəsizlik Şuramıza | Təhlükəsizlik Şuraları, Təhlükəsizlik Şuralarının, Təhlükəsizlik Şuralarına
Xarici İşlər Nazirliyi | Xarici İşlər Nazirliyinin, Xarici İşlər Nazirliyinə, Xarici İşlər Nazirliyini, Xarici İşlər Nazirliyində, Xarici İşlər Nazirliyindən | Xarici İşlər Nazirliyim, Xarici İşlər Nazirliyimizə | Xarici İşlər Nazirlikləri, Xarici İşlər Nazirliklərinin, Xarici İşlər Nazirliklərinə
Avropa İttifaqı | Avropa İttifaqının, Avropa İttifaqına, Avropa İttifaqını, Avropa İttifaqında, Avropa İttifaqından | Avropa İttifaqım, Avropa İttifaqımıza | Avropa İttifaqları, Avropa İttifaqlarının, Avropa İttifaqlarına
Heydər Əliyev Fondu | Heydər Əliyev Fondunun, Heydər Əliyev Fonduna, Heydər Əliyev Fondunu, Heydər Əliyev Fondunda, Heydər Əliyev Fondundan | Heydər Əliyev Fondum, Heydər Əliyev Fondumuza | Heydər Əliyev Fondları, Heydər Əliyev Fondlarının, Heydər Əliyev Fondlarına
Laçın dəhlizi | Laçın dəhlizinin, Laçın dəhlizinə, Laçın dəhlizini, Laçın dəhlizində, Laçın dəhlizindən | Laçın dəhlizim, Laçın dəhlizimizə | Laçın dəhlizləri, Laçın dəhlizlərinin, Laçın dəhlizlərinə
ərazi bütövlüyü | ərazi bütövlüyünün, ərazi bütövlüyünə, ərazi bütövlüyünü, ərazi bütövlüyündə, ərazi bütövlüyündən | ərazi bütövlüyüm, ərazi bütövlüyümüzə | ərazi bütövlükləri, ərazi bütövlüklərinin, ərazi bütövlüklərinə
insan hüquqları | insan hüquqlarının, insan hüquqlarına, insan hüquqlarını, insan hüquqlarında, insan hüquqlarından | insan hüquqlarım, insan hüquqlarımıza
komitə sədri | komitə sədrinin, komitə sədrinə, komitə sədrini, komitə sədrində, komitə sədrindən | komitə sədrim, komitə sədrimizə | komitə sədrləri, komitə sədrlərinin, komitə sədrlərinə
Baş nazirin müavini | Baş nazirin müavininin, Baş nazirin müavininə, Baş nazirin müavinini, Baş nazirin müavinində, Baş nazirin müavinindən | Baş nazirin müavinim, Baş nazirin müavinimizə | Baş nazirin müavinləri, Baş nazirin müavinlərinin, Baş nazirin müavinlərinə
ildönümü | ildönümünün, ildönümünə, ildönümünü, ildönümündə, ildönümündən | ildönümüm, ildönümümüzə | ildönümləri, ildönümlərinin, ildönümlərinə
soyqırımı | soyqırımının, soyqırımına, soyqırımını, soyqırımında, soyqırımından | soyqırımım, soyqırımımıza | soyqırımları, soyqırımlarının, soyqırımlarına
İlham Əliyev | İlham Əliyevin, İlham Əliyevə, İlham Əliyevi, İlham Əliyevdə, İlham Əliyevdən | İlham Əliyevim, İlham Əliyevimizə, İlham Əliyevinin | İlham Əliyevlər, İlham Əliyevlərin, İlham Əliyevlərə
Mehriban Əliyeva | Mehriban Əliyevanın, Mehriban Əliyevaya, Mehriban Əliyevanı, Mehriban Əliyevada, Mehriban Əliyevadan | Mehriban Əliyevam, Mehriban Əliyevamıza, Mehriban Əliyevasının | Mehriban Əliyevalar, Mehriban Əliyevaların, Mehriban Əliyevalara
Türkiyə | Türkiyənin, Türkiyəyə, Türkiyəni, Türkiyədə, Türkiyədən | Türkiyəm, Türkiyəmizə, Türkiyəsinin | Türkiyələr, Türkiyələrin, Türkiyələrə
Qarabağ | Qarabağın, Qarabağa, Qarabağı, Qarabağda, Qarabağdan | Qarabağım, Qarabağımıza, Qarabağının | Qarabağlar, Qarabağların, Qarabağlara
Bakı | Bakının, Bakıya, Bakını, Bakıda, Bakıdan | Bakım, Bakımıza, Bakısının | Bakılar, Bakıların, Bakılara
Gəncə | Gəncənin, Gəncəyə, Gəncəni, Gəncədə, Gəncədən | Gəncəm, Gəncəmizə, Gəncəsinin | Gəncələr, Gəncələrin, Gəncələrə
Şuşa | Şuşanın, Şuşaya, Şuşanı, Şuşada, Şuşadan | Şuşam, Şuşamıza, Şuşasının | Şuşalar, Şuşaların, Şuşalara
Tokio | Tokionun, Tokioya, Tokionu, Tokioda, Tokiodan | Tokiom, Tokiomuza, Tokiosunun | Tokiolar, Tokioların, Tokiolara
Şanxay | Şanxayın, Şanxaya, Şanxayı, Şanxayda, Şanxaydan | Şanxayım, Şanxayımıza, Şanxayının | Şanxaylar, Şanxayların, Şanxaylara
Nyu-York | Nyu-Yorkun, Nyu-Yorka, Nyu-Yorku, Nyu-Yorkda, Nyu-Yorkdan | Nyu-Yorkum, Nyu-Yorkumuza, Nyu-Yorkunun | Nyu-Yorklar, Nyu-Yorkların, Nyu-Yorklara
vitse-prezident | vitse-prezidentin, vitse-prezidentə, vitse-prezidenti, vitse-prezidentdə, vitse-prezidentdən | vitse-prezidentim, vitse-prezidentimizə, vitse-prezidentinin | vitse-prezidentlər, vitse-prezidentlərin, vitse-prezidentlərə
vaxt | vaxtın, vaxta, vaxtı, vaxtda, vaxtdan | vaxtım, vaxtımıza, vaxtının | vaxtlar, vaxtların, vaxtlara
Birləşmiş Millətlər Təşkilatı | Birləşmiş Millətlər Təşkilatının, Birləşmiş Millətlər Təşkilatına, Birləşmiş Millətlər Təşkilatını, Birləşmiş Millətlər Təşkilatında, Birləşmiş Millətlər Təşkilatından | Birləşmiş Millətlər Təşkilatım, Birləşmiş Millətlər Təşkilatımıza | Birləşmiş Millətlər Təşkilatları, Birləşmiş Millətlər Təşkilatlarının, Birləşmiş Millətlər Təşkilatlarına
";

const RUSSIAN_CASES: [&str; 6] =
    ["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"];

/// What differs between the forms that are printed and those that are written here; and how many
/// there are.
fn differences(
    lang: &str,
    term: &str,
    kind: Option<&str>,
    cells: &[(String, &str)],
) -> (usize, Vec<String>) {
    let forms = paradigm(term, &Lang::parse(lang).unwrap(), kind);
    let wrong = cells.iter().filter_map(|(label, wanted)| {
        let form = forms.iter().find(|form| form.label == *label);
        // Whether ё is written is a matter of house style.
        let plain = |text: &str| text.replace('ё', "е");
        let right = form.is_some_and(|form| plain(&form.text) == plain(wanted));
        let got = form.map_or("none", |form| form.text.as_str());
        (!right).then(|| format!("{term}, {label}: {got}, not {wanted}"))
    });
    (cells.len(), wrong.collect())
}

fn split(forms: &str) -> Vec<&str> {
    forms.split(',').map(str::trim).filter(|form| !form.is_empty()).collect()
}

fn labelled<'f>(labels: &[String], forms: Vec<&'f str>) -> Vec<(String, &'f str)> {
    assert!(forms.len() <= labels.len(), "{forms:?}");
    labels.iter().cloned().zip(forms).collect()
}

#[test]
fn russian_paradigms_are_right() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in RUSSIAN.lines().filter(|line| !line.is_empty()) {
        let mut parts = line.split('|').map(str::trim);
        let term = parts.next().unwrap();
        let (term, kind) = term.split_once('@').map_or((term, None), |(t, k)| (t, Some(k)));
        let (singular, plural) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let in_number = |number: &str| RUSSIAN_CASES.map(|case| format!("{number}, {case}"));
        let mut cells = labelled(&in_number("singular")[1..], split(singular));
        let plural = split(plural);
        let first = usize::from(plural.len() == 5);
        cells.extend(labelled(&in_number("plural")[first..], plural));
        if singular.is_empty() {
            cells.push(("plural, nominative".to_owned(), term));
        }
        let (count, found) = differences("ru", term, kind, &cells);
        all += count;
        wrong.extend(found);
    }
    assert!(all > 700, "{all}");
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}

#[test]
fn azerbaijani_paradigms_are_right() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in AZERBAIJANI.lines().filter(|line| !line.is_empty()) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [term, cases, owned, plural @ ..] = parts.as_slice() else { panic!("{line}") };
        let number = if plural.is_empty() { "plural" } else { "singular" };
        let label = |rest: &str| format!("{number}, {rest}");
        let own_cases = ["genitive", "dative", "accusative", "locative", "ablative"].map(label);
        let owners = ["my, nominative", "our, dative", "his/her, genitive"].map(label);
        let plurals = ["nominative", "genitive", "dative"].map(|case| format!("plural, {case}"));
        let mut cells = labelled(&own_cases, split(cases));
        cells.extend(labelled(&owners, split(owned)));
        cells.extend(labelled(&plurals, split(plural.first().unwrap_or(&""))));
        let (count, found) = differences("az", term, None, &cells);
        all += count;
        wrong.extend(found);
    }
    assert!(all > 400, "{all}");
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}
