"""What people are called by: Bill is William, Sascha is Alexander, Pepe is José. Own table, several languages, folded.

Each line is one given name with its other spellings and its short forms; a short form may stand in several lines.
Names of different languages that merely come from one root (John and Johann) are two names.
"""

from functools import lru_cache

_TABLE = """
abigail abby gail
abraham abe bram avraham
adelheid heidi heide
agnieszka agnes aga
agnes neta
albert al bert bertie albrecht
aleksandra alexandra alex sandra sasha sascha sanya lexi alexa ola olka sanne sandy
alexander aleksander aleksandr alexandr alessandro alejandro alexandre alexandru alexandros alex alec alek sascha sasha sandro sander xander lex ales sanya shura olek alekos sandy sacha alasdair alistair
alfred alf alfie fred freddy
alfonso alphonse poncho fonso
alexei aleksei alexey aleksey alyosha lyosha alexej
amanda mandy
anastasia anastasiya nastya nastja stasya anastassia tasia
andrea andi drea
andreas andre andi andy dre
andrei andrey andrej andriy andrea andryusha
andrew andy drew
andrzej jedrek
angela angie
angelika geli
ann anne anna annie anya anja nan ania anka anni annika anouk
antje anne
anneliese anneli liesl lisl
annemarie annemie
anthony tony ant
antonio toni tonio tony toño antonin anton
antoni antek
archibald archie
arthur art artur turi
augustin gus august augustus
barbara barb babs barbie basia varya barbora bara babette
bartholomew bart
bartosz bartek bartlomiej
beatrice bea trixie beatrix beatriz bia
benedikt ben bene benedict
benjamin ben benny benji benno
bernadette bernie detta
bernhard bernd berni bernard hardy bernardo
bogdan bohdan
bozena bozenka
bradley brad
brigitte gitte gitta biggi birgit brigitta
bridget biddy bridie
caroline carolyn carol carrie caro karoline karolina carolina carolin line
cassandra cass cassie
catherine katherine kathryn katharine cathy kathy kate katie kit kitty cat kay kath
katharina kathi kati kaethe katja katinka tina kathrin katrin rina nina
ekaterina yekaterina katerina katia katya katja catherine jekaterina katjuscha kateryna katka katarzyna kasia
cecilia celia cissy cecile cilla sissi
charles charlie chuck chas chip carl carlos carlo karl
charlotte lottie lotte charlie lotta charly
chiara clara
christian chris christiaan krystian kris cristian
christina christine kristina kristin chris chrissy tina christel kristine krystyna cristina christa kirsten stina kirsti stine
christopher chris kit topher kristof christoph christof cristobal kris krzysztof christophe christoffer stoffer
claudia claudi
constance connie constanze
concepcion concha conchita
cornelia conny nelly connie
cornelis kees cor corneel
cynthia cindy
daniel dan danny dani danilo danek daniil danila
daniela dani danielle
david dave davy dawid davide dafydd dai
deborah debbie deb debra
dennis denny denis
diana di
dietrich dieter
dimitrios dimitris mitsos dimitri jim takis
dmitri dmitry dmitrij dmitriy dimitri dima mitya dmytro
dolores lola loli
dominik dominic nick domi nik dominique
donald don donnie
dorothea dora doro thea dorothee dorothy dot dottie dolly
douglas doug
eberhard ebi
eduard edward ed eddie ted teddy ned eduardo edek edu edoardo eddy edgar
eleanor ellie nell nora ella eleonore eleonora lenore lora elinor
elena lena alyona olena helena yelena jelena elenka lenka
elisabeth elizabeth elisabetta isabel lisa liz lizzie beth betty betsy liza bess libby elise elsa else elli sissi liesl lis betta bettina ilse elsbeth elzbieta ela eliza elspeth alzbeta eliska lizaveta yelizaveta elizaveta erzsebet erzsi bözsi lise lisbeth
emanuel manuel manu manny emmanuel manolo
emilia emily emmy milly em
emil emilio
emma em
enrique quique kike
erich erik eric rick ricky
ernst ernie ernest erno ernesto
esther hester essie
eugene gene
evgeny yevgeny evgeni jewgeni zhenya schenja yevhen evgenij jevgeni
evgenia yevgenia jewgenia zhenya
eva evi ewa evita evelyn evie evelina
evangelos vangelis
felicitas feli zita
felix feliks
ferdinand ferdi nando ferdl fernando
filip philip
florian flo flori
frances fran franny frankie fanny
francesca franca cesca checca
francesco franco checco francis
francis frank frankie fran
francisco paco pancho kiko curro fran cisco chico
francois francis
franz franzl frans ferenc feri frantisek franta
franziska franzi ziska sissi fanny
frederick fred freddie freddy rick fritz frederik friedrich fredrik frederic fryderyk federico fede
frederike friederike rike fritzi freddie
gabriele gabi gabriella gaby ella gabriela
gabriel gabe gabi gabo
geoffrey geoff jeff jeffrey jeffery
georg schorsch georges georgi
george georgie geordie
georgios giorgos yorgos giorgio george jorgos
gerald gerry jerry gerard
gerard gerry gert gerrit ger
gerhard gerd gert hardy
gertrud trude trudi gerda gertrude trudy
giovanni gianni nino vanni gian
giulia giuly
giuseppe beppe peppe pino pippo peppino
gottfried friedel
gregory greg gregor grigori grisha grigory grigorij grzegorz grzesiek
guadalupe lupe lupita
guillermo memo guille
gunther gunter guenter
gwendolyn gwen wendy
hannah hanna hannelore johanna hanne hanka
hannelore lore hanne
hans hansi johannes hannes johann hansl
harold harry hal
harriet hattie
heinrich heinz heiner henrik hein hinnerk
helena helen helene leni ellen nell lena elena ela ilona
helmut helm heli
henriette jette henni henrietta hettie etta
henry hank harry hal henri harri
hendrik henk rik henri hein
herbert herb bert heribert
hermann herm menno armin
hubert hugo bertl
hugh hugo huw
ignacio nacho
ignatius iggy
igor gosha
ildiko ildi
ilse ilsa
ingeborg inge inga
irena irene irina ira irka irenka iryna irinka
isabella isabel isabelle bella izzy belle isa ysabel izabela iza
istvan pista pisti
ivan vanya wanja iwan vania
jacek jacenty
jacob jake jakob jack coby jakub kuba jakubek jaap sjaak
jacqueline jackie
jacques jacky
james jim jimmy jamie jem jas seamus
jan janek jasiek honza hans johan
jane janie jenny janey
janet jan
janina janka nina
janos jancsi jani
jaroslav jarda slava jaroslaw jarek
jean jeannie
jennifer jen jenny jenn
jeremy jerry jem jez jeremiah
jerome jerry
jerzy jurek
jessica jess jessie
jesus chucho chuy
jill gillian gill jillian
joachim jo achim jochen joaquin
joan joanie
joanna asia joasia jo joanne
johanna hanna hanne jo johanne
johannes hannes hans jo johann joop johan jan
john jack johnny jon jackie
jonathan jon jonny jonathon nathan jono
josef joseph jo sepp joe josip jozef pepa pepik pepi sepp peppi joey jupp jef joep jozsef joska
josefine fine josie pepi josefina finchen josephine fifi
jose pepe chepe zeca ze
joao joaozinho jonny
jorge coque
joshua josh
juan juanito
judith judy jude jutta judit
julia julie jule yulia julija yuliya jula iuliia juliet
julian jules jul juliano
julius jules julio
jurgen jogi
justin jus
karin carina karina
karl karli charly carl kalle karel karol karoly karcsi
karolina karo lina karoline
katarina kata katja
kazimierz kazik
kenneth ken kenny
kimberly kim kimberley
klaus claus nikolaus niko
konrad conrad radek
konstantin kostya kostja kosta konstantinos kostas costas dinos constantin
krystyna krysia
lars lasse laurentius lauritz
laszlo laci laca
laura lori laurie laure
laurence larry laurie lawrence loz laurent lars lorenz lorenzo renzo enzo
leonard len lenny leo leonardo lennart leonhard leon leonid lyonya
leopold leo poldi
leslie les
lidia lydia
lilian lily lil lilly liliana
linda lindy
louis lou louie ludwig luis luigi lewis lui gigi ludovic
louise lou lulu luisa luise lovisa
lucas luke luca luc lukas lukasz
lucia lucy luz lucie lula
ludmila lyuda lida mila lyudmila ljudmila
ludwig lutz wiggerl luis
lyubov lyuba luba
maciej maciek
magdalena magda lena leni madeleine maddie magdalene madalena maggie lenka
malgorzata gosia margareta
manfred manni fred freddy
manuel manolo manny manu
marcus marc mark markus marco marek
margaret maggie meg peggy marge margie greta rita madge daisy peg margot mags marjorie maisie megan
margarete grete gretel greta margarethe margarita rita gretchen marga margit margret margareta grit gitta meta
maria mary marie mia mitzi maja masha mascha marija mariya marika mizzi ria maryam moira mari manya marusya marysia maruska mimi
mariana marianne marian
martha marty patty marta
martin marty tino maarten marcin
martina tina
mary molly polly mae mamie may minnie maureen
mateusz mateo matteo matthew matt matthias mat matze hias mathias matty mattias matthieu mathieu matyas matej thies matheus
matilda tilly mathilde maud tilda mattie
maximilian max maxi maxim maksim maxence massimiliano maxime maximiliano
megan meg meggie
melanie mel melly
melissa mel missy lissa
michael mike mick mickey mikey misha michi mischa michel michal mikael micha miguel mikhail mihail mikhael mykhailo michiel mikkel
michail mikhail misha mischa mikhael michalis
michelle shelly chelle micha
mikolaj mikolajek
miroslav mirek mira miro
mohammed muhammad mohamed mohammad muhammed mo mehmet mohamad moh
monika moni nika mona monica
nadezhda nadya nadja nadia
natalia natasha nathalie natalie nat natascha natalya tasha talia nataliya natalja
nathaniel nathan nate nat
nicholas nick nicky nico nicolas nicola niko klaus nikolas nicklas niklas niels nils nikolaos nikos
nicole nicky nikki nicola nic
nicola nicoletta nicky
nikolai kolya nikolay nicolai nikolaj mykola kolja
norbert bert nobby
norman norm
olga olya olja olha
oliver olli ollie oli olivier oliviero
olivia liv livvy olive
oscar oskar ossi
oxana oksana ksenia xana
otto odo
pamela pam
panagiotis takis panos
patricia pat patty tricia trish paddy trisha pati
patrick pat paddy padraig patrik pats patricio patryk
paul paulie pablo pavel paolo pasha pawel pal pauli poul
paula pauline pauli paola
pedro perico
penelope penny
peter pete petr pit piotr petros pierre piet peder per petter pjotr pyotr petya
petronella nel petra
petra peti
philip phil pip philipp filip phillip philippe felipe lipp filippo
philippa pippa
piotr piotrek
rachel rae rahel raquel
raimund mundl raymond ray
rafael raphael rafa rafi rafal raffael raffaele
ralph ralf rolf
randolph randy
rebecca becky becca bex rebekka bekka reba
regina gina reggie regine ina
reginald reg reggie
reinhard reini hardy
renate nate reni renata
ricardo richi rico ricky
richard dick rick rich ricky richie rikard ricardo ryszard riccardo
robert bob bobby rob robbie bert robin roberto robi rupert
roberta bobbie robbie
rodolfo fito rudolf
rodrigo rodri
roger rodge rudiger
roland rolli rolando orlando roel
ronald ron ronnie
rosa rosie rosita rosalia rosemarie rose rosi
rosario charo
rosemary rosie romy rose rosemarie
rudolf rudi dolf rolf ruedi
rupert rupi
ruth ruthie
salvatore toto salvo turi
samantha sam sammy
samuel sam sammy
sandra alexandra sandy
santiago santi
sarah sally sara sadie
sebastian basti bastian seb sebastiaan bas wastl sebastien seba bastien
sergei sergey sergej serge seryozha sergio sergiy serhii
sharon shaz
siegfried sigi siggi
sigrid siri
silke silka
simon si simeon
simona mona
sofia sophie sophia sonja sonya sofie fiekchen sofiya zosia zofia
stanislav stas slava stanislaw stach staszek stanislaus standa
stefan stephen steven steve stephan stef szczepan stefano esteban stepan stephane steffen stefanos ste
stefania stephanie steffi steph stefanie stef
susanna susan sue susie suzy suzanne susanne sanne susi zuzana zuzanna sanna susana
svetlana sveta swetlana lana
sylvia silvia syl silvie
szymon simon
tadeusz tadek
tamara toma mara
tatiana tanya tanja tatjana tania tetiana
teresa terry tess tessa theresa tracy resi therese theresia thea teresita tere
thaddeus ted tad
theodor theo teddy ted fyodor fedya theodore fedor feodor fjodor
theodora dora thea
thomas tom tommy tam tommaso tomas tomasz tomek thom maso tommi tomaz
timothy tim timmy timo timotheus
tobias tobi toby
ulrich uli ulli utz
ulrike uli ulli rike
urszula ula ursula
ursula uschi ulla urs sula ursel
valentina valya valentine
valerie val valeria
vasily vasya vasiliy wassili vasil vasilis vassilis wassilij
veronika vroni vera nika veronica ronnie roni veronique
victor vic vik viktor vitya vittorio
victoria vicky vic tori viktoria vika viki viktoriya
vincent vince vinny vinzenz vincenzo enzo cenz vicente
virginia ginny ginger
vladimir vova volodya vlad wladimir volodymyr wolodja wladi vladi
vladislav vlad slava vladik
vyacheslav slava vjaceslav
waldemar waldi wolodymyr
walter walt wally wolter gauthier
waltraud traudl traudel
werner wern
wilhelm willi willy will helm wim
wilhelmina mina minna wilma helmine willa billie mien
willem wim pim will
william will bill billy willie liam willy wills bil
winifred winnie freda
wojciech wojtek
wolfgang wolf wolfi wolfie
xavier javier javi xaver
yosef yossi yosi yusuf youssef yousef josef
yitzhak itzik isaac
yaakov kobi yankel jacob yakov
avraham avi abraham rami
shlomo shlomi solomon
shmuel shmulik samuel
moshe moishe moses moti
menachem mendel meni
rivka rivi rebecca
hannah chana hana channa
ibrahim abraham brahim ebrahim
yuri yury juri jurij yuriy iouri yuriko
yvonne evi
zachary zach zack zac zachariah
zbigniew zbyszek
zsuzsanna zsuzsa zsuzsi
ahmed ahmad achmed ahmet
hussein husayn hossein hussain husein
hassan hasan
omar umar omer
youssef yousef yusuf yousuf joseph
fatima fatma fatimah fatemeh
aisha ayesha aicha ayse
khalid khaled chaled
mustafa mostafa moustafa
abdullah abdallah abdulla
layla leila laila leyla
nour noor nur
said saeed sayed saïd
tarek tariq tarik
"""


def _classes() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_TABLE.strip().splitlines()):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_HEADS = tuple(line.split()[0] for line in _TABLE.strip().splitlines())


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[int]]:
    return _classes()


def classes_of(name: str) -> frozenset[int]:
    """Which given names this folded name may stand for, by number; empty for a name the table does not hold."""
    return _table().get(name, frozenset())


@lru_cache(maxsize=1)
def _members() -> dict[int, tuple[str, ...]]:
    return {number: tuple(line.split()) for number, line in enumerate(_TABLE.strip().splitlines())}


def short_and_full_of(name: str) -> frozenset[str]:
    """Every name of the table that may stand for the same given name as this folded one, itself left out."""
    members = _members()
    return frozenset(each for number in classes_of(name) for each in members[number]) - {name}


def full_form(one: str, other: str) -> str:
    """The given name that both stand for, folded; "" where there is none. One of the two itself, if it can be."""
    shared = classes_of(one) & classes_of(other)
    heads = {_HEADS[number] for number in shared}
    return next((name for name in (one, other) if name in heads), min(heads, default=""))


def names() -> frozenset[str]:
    """Every name of the table, folded."""
    return frozenset(_table())
