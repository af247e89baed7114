"""What a heading means, in the languages of those who write tables: whole headings first, then the words in them."""

import re
from functools import lru_cache

from relmgr.domain.fold import fold
from relmgr.transfer.spreadsheets.fields import Field, Meaning

_BETWEEN = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 80
_LONGEST_FOLDED = 1_000


def folded(heading: str) -> str:
    """A heading without case, accents and punctuation, its words apart by one blank; one too long to be any as it is."""
    if len(heading) > _LONGEST_FOLDED:
        return heading
    return _BETWEEN.sub(" ", fold(heading)).strip()


def _spread(table: dict[str, str]) -> dict[str, Meaning]:
    """{word of a meaning: headings, separated by |} as a look-up by folded heading."""
    return {
        folded(heading): Meaning.of(word)
        for word, headings in table.items()
        for heading in headings.split("|")
    }


WHOLE: dict[str, Meaning] = _spread(
    {
        "name": "name|full name|display name|contact|contact name|contact person|person|file as|vollständiger name|anzeigename|"
        "ansprechpartner|kontakt|nom complet|nom et prénom|nombre completo|nombre y apellidos|nome completo|nome visualizzato|"
        "nome e cognome|volledige naam|weergavenaam|naam|姓名|氏名|名前|이름|имя|фио|imię i nazwisko|client|client name|kunde|"
        "customer|customer name",
        "prefix": "prefix|title|titel|anrede|name prefix|salutation|honorific|titre|civilité|tratamiento|título|titolo|aanhef",
        "given": "first name|firstname|given name|givenname|forename|first|vorname|prénom|nombre|nombre de pila|nome|voornaam|"
        "fname|名|名字|имя собственное|imię|fornavn|förnamn|etunimi|primeiro nome",
        "middle": "middle name|additional name|second name|middle|weitere vornamen|zweiter vorname|deuxième prénom|"
        "segundo nombre|secondo nome|middelste naam|middle initial|отчество",
        "family": "last name|lastname|family name|familyname|surname|last|nachname|familienname|zuname|nom|nom de famille|"
        "apellido|apellidos|cognome|achternaam|lname|姓|фамилия|nazwisko|efternavn|efternamn|etternavn|sukunimi|sobrenome",
        "suffix": "suffix|name suffix|namenszusatz|suffixe|sufijo|titolo straniero|suffisso|achtervoegsel",
        "nickname": "nickname|nick name|nick|spitzname|rufname|surnom|pseudo|apodo|soprannome|bijnaam|known as|short name",
        "native_name": "native name|name in native script",
        "phonetic_given": "phonetic first name|given name yomi|given yomi|vorname yomi|prénom yomi|nombre yomi|nome yomi|名（ふりがな）",
        "phonetic_family": "phonetic last name|family name yomi|surname yomi|nachname yomi|nom yomi|apellido yomi|cognome yomi",
        "sort_as": "sort as|sort name",
        "pronouns": "pronouns|pronomen|pronoms|pronombres|pronomi|voornaamwoorden",
        "birthday": "birthday|birth date|birthdate|date of birth|dob|born|geburtstag|geburtsdatum|geboren am|date de naissance|"
        "anniversaire|naissance|né e le|cumpleaños|fecha de nacimiento|compleanno|data di nascita|verjaardag|geboortedatum|生日|誕生日|"
        "생일|день рождения|дата рождения|data urodzenia|urodziny|fødselsdag|födelsedag|data de nascimento|aniversário",
        "birth_year": "birth year|year of birth|geburtsjahr|année de naissance|año de nacimiento|anno di nascita|geboortejaar",
        "birth_month": "birth month|geburtsmonat|mois de naissance|mes de nacimiento|mese di nascita|geboortemaand",
        "birth_day": "birth day|geburtstag tag|jour de naissance|día de nacimiento|giorno di nascita|geboortedag",
        "wedding": "anniversary|wedding|wedding day|wedding anniversary|jahrestag|hochzeitstag|anniversaire de mariage|"
        "anniversaire de mariage ou fête|aniversario|anniversario|speciale datum|trouwdag|結婚記念日",
        "death": "death day|date of death|died|gestorben|todestag|todesdatum|décès|date de décès",
        "first_met": "first met|met on|first meeting|kennengelernt|kennengelernt am|rencontre|première rencontre",
        "partner": "spouse|spouse name|spouse s name|partner|partner s name|husband|wife|ehepartner|partner in|partner partnerin|"
        "conjoint|conjoint e|conjointe|cónyuge|pareja|coniuge|nome coniuge partner|coniuge partner|echtgenoot|echtgenote",
        "child": "child|children|kids|kinder|kind|enfants|enfant|hijos|hijo|figli|kinderen",
        "parent": "parent|parents|mother|father|eltern|mutter|vater",
        "manager": "manager|manager s name|manager name|boss|name des der vorgesetzten|name des vorgesetzten|vorgesetzter|"
        "vorgesetzte r|responsable|nombre del jefe|nombre del director|administrador|nome manager|naam manager|nome del manager",
        "assistant": "assistant|assistant s name|assistant name|name assistent|assistent|name des assistenten|nom de l assistant e|"
        "nom de l assistant|nombre del asistente|ayudante|nombre del ayudante|nome assistente|naam assistent",
        "introduced_by": "introduced by|referred by|referrer|referral|empfohlen von|vorgestellt von|vermittelt durch|"
        "recommandé par|présenté par|referido por|recomendado por|sugerido por|presentato da|segnalato da|referentie van|"
        "verwezen door|introduced through|via",
        "note": "note|notes|comment|comments|remark|remarks|memo|notiz|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|"
        "kommentar|remarque|remarques|commentaire|commentaires|nota|notas|comentarios|observaciones|commenti|annotazioni|"
        "notitie|notities|opmerking|opmerkingen|备注|備考|メモ|메모|заметки|примечание|uwagi|description|beschreibung",
        "labels": "labels|label|tags|tag|group|groups|group membership|category|categories|kategorie|kategorien|gruppe|gruppen|"
        "catégorie|catégories|groupe|groupes|categoría|categorías|grupo|grupos|etiquetas|categoria|categorie|gruppi|"
        "categorieën|categorien|groep|groepen|étiquettes|schlagworte",
        "languages": "language|languages|sprache|sprachen|langue|langues|idioma|idiomas|lingua|lingue|taal|talen",
        "time_zone": "time zone|timezone|tz|zeitzone|fuseau horaire|zona horaria|fuso orario|tijdzone",
        "organisation": "company|company name|organization|organisation|organization name|organisation name|employer|business|"
        "firm|account name|firma|firmenname|unternehmen|organisationsname|arbeitgeber|société|entreprise|organisme|empresa|"
        "organización|compañía|società|azienda|ditta|organizzazione|bedrijf|bedrijfsnaam|werkgever|公司|会社|会社名|회사|компания|"
        "организация|firma nazwa|virksomhed|företag|yritys",
        "department": "department|organization department|dept|abteilung|service|département|departamento|reparto|dipartimento|"
        "afdeling|部门|部署|부서|отдел|dział|division",
        "job_title": "job title|jobtitle|position|organization title|job|function|occupation|role|title job|stelle|funktion|"
        "berufsbezeichnung|jobtitel|poste|fonction|intitulé du poste|puesto|cargo|posizione|qualifica|mansione|functie|"
        "职位|職位|役職|직책|должность|stanowisko|stilling|befattning",
        "role": "profession|beruf|profesión|professione|beroep|métier",
        "email": "email|e mail|mail|email address|e mail address|e mail adresse|emailadresse|mailadresse|mail adresse|courriel|"
        "adresse e mail|adresse email|adresse de messagerie|adresse de courrier|adresse électronique|adresse mail|"
        "correo|correo electrónico|dirección de correo|dirección de correo electrónico|dirección de e mail|email primaria|"
        "indirizzo posta elettronica|indirizzo di posta elettronica|indirizzo e mail|posta elettronica|e mailadres|emailadres|"
        "primary email|email 1|电子邮件|邮箱|メールアドレス|이메일|электронная почта|почта|adres e mail|e post|sähköposti",
        "phone": "phone|telephone|phone number|telephone number|tel|tel no|telefon|telefonnummer|rufnummer|téléphone|"
        "numéro de téléphone|no de téléphone|teléfono|número de teléfono|telefono|numero di telefono|telefoon|telefoonnummer|"
        "电话|電話|電話番号|전화|телефон|puhelin|tlf|telefone|numer telefonu|landline|festnetz|fixe|fijo",
        "phone:mobile": "mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|cellular|mobil|mobiltelefon|"
        "mobilnummer|handy|handynummer|natel|portable|tél mobile|téléphone mobile|téléphone portable|mobile téléphone|móvil|"
        "teléfono móvil|celular|cellulare|telefono cellulare|numero cellulare|mobiele telefoon|mobiel|mobiel nummer|gsm|手机|携帯|"
        "携帯電話|휴대폰|мобильный|мобильный телефон|komórka|telefon komórkowy|iphone",
        "phone:fax": "fax|fax number|faxnummer|telefax|télécopie|fax no",
        "phone:pager": "pager|pager number|récepteur de radiomessagerie|localizador|buscapersonas|cercapersone|semafoon",
        "phone:main": "primary phone|main phone|haupttelefon|téléphone principal|teléfono principal|telefono principale|hoofdtelefoon",
        "phone:work main": "company main phone|telefon firma|téléphone société|número de centralita de la organización|"
        "centralita|teléfono principal de la organización|telefono principale società|hoofdtelefoon bedrijf",
        "phone:car": "car phone|autotelefon|téléphone voiture|teléfono del automóvil|teléfono del coche|telefono auto|autotelefoon",
        "phone:callback": "callback|rückmeldung|rappel|devolución de llamada|richiamata automatica|terugbellen",
        "phone:radio": "radio phone|funktelefon|funkruf|radio téléphone|radioteléfono|radiotelefono|radiotelefoon|mobiltelefon 2",
        "phone:telex": "telex|télex|télex",
        "phone:textphone": "tty tdd phone|texttelefon|telefon für hörbehinderte|téléphone tdd tty|teléfono tty tdd|número de tty tdd|"
        "telefono tty tdd|teksttelefoon",
        "phone:isdn": "isdn|rnis|rdsi",
        "phone:assistant": "assistant s phone|telefon assistent|téléphone de l assistant e|teléfono del asistente|"
        "teléfono del ayudante|telefono assistente|telefoon assistent",
        "link": "website|web site|web page|webpage|web|url|homepage|home page|webseite|internetseite|internet|page web|site web|"
        "site internet|site|página web|sitio web|web page 1|pagina web|sito|sito web|webpagina|网站|ウェブサイト|웹사이트|сайт|link|"
        "web adresse|webadresse",
        "link:home": "personal web page|personal website|persönliche webseite|page web personnelle|página web personal",
        "link:linkedin": "linkedin|linkedin url|linkedin profile|linkedin profil",
        "chat": "im|imaddress|im address|chat|screen name|sofortnachricht|messagerie instantanée|instant messenger",
        "chat:skype": "skype|skype name|skype id",
        "chat:telegram": "telegram",
        "chat:signal": "signal",
        "chat:whatsapp": "whatsapp",
        "chat:twitter": "twitter|x handle|twitter handle",
        "address": "address|full address|postal address|mailing address|adresse|anschrift|adresse postale|dirección|domicilio|"
        "indirizzo|adres|地址|住所|주소|адрес",
        "street": "street|street address|address line 1|address 1|address line 2|address 2|strasse|strasse nr|strasse hausnummer|"
        "rue|calle|via|straat|ulica|улица",
        "extended": "extended address|adresszusatz|complément d adresse",
        "po_box": "po box|postfach|boîte postale|apartado|apartado postal|casella postale|postbus",
        "city": "city|town|stadt|wohnort|ville|commune|ciudad|localidad|población|città|comune|plaats|woonplaats|stad|城市|市|город|"
        "miasto|by|cidade|place|ort",
        "region": "state|province|region|county|state province|state region|bundesland|kanton|département région|région|dép région|provincia|"
        "estado|provincia o estado|provincie|省|都道府県|область",
        "postal_code": "zip|zip code|zipcode|postal code|postcode|post code|plz|postleitzahl|code postal|cp|código postal|cap|"
        "邮编|郵便番号|우편번호|индекс|kod pocztowy|postnummer",
        "country": "country|country region|land|land region|pays|pays région|país|país o región|paese|paese area geografica|"
        "land regio|国家|国|국가|страна|kraj|nation|staat",
        "hobby": "hobby|hobbies|hobby s|interest|interests|interessen|aficiones|passe temps|loisirs|interessi|interesses",
        "met_where": "how we met|where we met|met at|met where|wo kennengelernt|où rencontré",
        "cadence": "keep in touch",
        "last_contact": "last contact|last contacted|last talked to|letzter kontakt|dernier contact|último contacto|ultimo contatto|"
        "laatste contact",
        "id": "relmgr id",
        "photo_url": "photo|photo url|picture|avatar|foto",
    }
)  # fmt: skip

# --- words in headings, for what is said with a place: "Straße geschäftlich 2", "Work Email", "CAP (ab.)" ---

_KINDS: dict[str, tuple[str, ...]] = {
    "phone:fax": ("fax", "telefax", "telecopie"),
    "phone:mobile": ("mobile", "mobil", "handy", "cell", "cellphone", "cellulare", "movil", "celular", "gsm", "mobiele", "mobiel",
                     "mobiltelefon", "portable"),
    "phone:pager": ("pager",),
    "email": ("email", "e mail", "mail", "courriel", "correo electronico", "correo", "messagerie", "posta elettronica", "e mailadres",
              "emailadres"),
    "link": ("website", "web page", "web", "url", "homepage", "webseite", "page web", "pagina web", "webpagina"),
    "phone": ("phone", "telephone", "tel", "telefon", "telefono", "telefoon", "telefoonnummer", "telefonnummer", "fijo"),
    "po_box": ("po box", "postfach", "boite postale", "b p", "apartado postal", "apartado", "casella postale", "postbusnummer",
               "postbus"),
    "postal_code": ("zip postal code", "postal code", "zip code", "zipcode", "zip", "post code", "postcode", "plz", "postleitzahl", "code postal", "codigo postal",
                    "cap"),
    "country": ("country region", "country", "land region", "land regio", "land", "pays region", "pays", "pais o region",
                "pais region", "pais", "paese area geografica", "paese"),
    "region": ("state province", "state region", "state", "province", "region", "bundesland kanton", "r bundesland kanton", "bundesland", "kanton",
               "dep region", "provincia o estado", "estado o provincia", "provincia", "provincie", "estado", "county"),
    "city": ("city", "town", "ort", "stadt", "ville", "ciudad", "citta", "plaats", "localidad"),
    "street": ("street", "address line", "strasse", "rue", "calle", "via", "straat"),
    "address": ("address", "adresse", "anschrift", "direccion", "indirizzo", "adres", "domicilio"),
}  # fmt: skip
_PLACES: dict[str, tuple[str, ...]] = {
    "work": ("work", "business", "office", "company", "geschaftlich", "geschaeftlich", "dienstlich", "arbeit", "buro", "firma",
             "bureau", "travail", "pro", "professionnel", "professionnelle", "del trabajo", "de trabajo", "trabajo", "oficina",
             "laboral", "uff", "ufficio", "lavoro", "di lavoro", "op werk", "werk", "werkadres", "zakelijk", "работа", "рабочий"),
    "home": ("home", "private", "personal", "privat", "domicile", "personnel", "personnelle", "perso", "particular", "casa",
             "del domicilio", "domicilio", "residencia", "de residencia", "ab", "abitazione", "di casa", "di residenza", "thuis",
             "huisadres", "prive", "домашний"),
    "other": ("other", "weitere", "weiterer", "weiteres", "weitere r", "weiteres e", "weiteres r", "andere", "anderer", "autre",
              "otro", "otra", "altro", "altra", "ander", "ander adres", "anders", "alternate", "secondary"),
    "school": ("school", "schule", "ecole", "escuela", "scuola"),
}  # fmt: skip
_FILLERS = frozenset(
    [
        "general",
        "mailing",
        "billing",
        "postal",
        "url",
        "number",
        "no",
        "nr",
        "nummer",
        "num",
        "numero",
        "address",
        "adresse",
        "direccion",
        "indirizzo",
        "adres",
        "primary",
        "main",
        "1st",
        "2nd",
        "3rd",
        "second",
        "secondary",
        "du",
        "de",
        "la",
        "le",
        "del",
        "di",
        "of",
        "the",
        "s",
        "value",
        "of",
        "op",
        "in",
        "e",
        "r",
        "haupt",
    ]
)
_ORDERED_KINDS = sorted(
    ((phrase, word) for word, phrases in _KINDS.items() for phrase in phrases), key=lambda pair: -len(pair[0])
)
_RANK = {word: rank for rank, word in enumerate(_KINDS)}
_ORDERED_PLACES = sorted(
    ((phrase, word) for word, phrases in _PLACES.items() for phrase in phrases),
    key=lambda pair: -len(pair[0]),
)
_NUMBER = re.compile(r"(?: |^)(\d{1,2})(?= |$)")
_WITH_LABELS = frozenset({Field.EMAIL, Field.PHONE, Field.LINK})
"""Kinds whose cells tell by themselves whether the guess was right, so that odd words in the heading are a label."""


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> Meaning | None:
    """What a heading means; None if nothing in it is known. A number in it makes a group of its own."""
    if len(heading) > _LONGEST:
        return None
    for written in dict.fromkeys((folded(heading), folded(_CAMEL.sub(" ", heading)))):
        whole = WHOLE.get(written)
        if whole is not None:
            return whole
        number = _NUMBER.search(written)
        bare = _NUMBER.sub("", written).strip() if number else written
        whole = WHOLE.get(bare)
        if whole is not None:
            return _numbered(whole, number[1] if number else "")
        found = _by_words(bare)
        if found is not None:
            return _numbered(found, number[1] if number else "")
    return None


def _numbered(meaning: Meaning, number: str) -> Meaning:
    """Lines 2 and 3 of a street belong to the first; other second values stand for themselves."""
    if meaning.field is Field.STREET or number == "1":
        return meaning
    return Meaning(meaning.field, meaning.label, number)


def place_of(heading: str) -> str:
    """The place that a heading names and nothing else ("Home"); "" where it names none, or more."""
    written = folded(heading)
    return next((label for phrase, label in _ORDERED_PLACES if phrase == written), "")


def number_in(heading: str) -> str:
    """The number that a heading ends with or holds; "" without one."""
    found = _NUMBER.search(folded(heading))
    return found[1] if found else ""


def _by_words(written: str) -> Meaning | None:
    padded = f" {written} "
    kinds = [(phrase, word) for phrase, word in _ORDERED_KINDS if f" {phrase} " in padded]
    if not kinds:
        return None
    phrase, word = min(kinds, key=lambda pair: (_RANK[pair[1]], -len(pair[0])))
    rest = padded.replace(f" {phrase} ", " ", 1)
    if word != "address":
        # "Home Address City" is a city; the address in it says no more.
        rest = re.sub(r" (address|adresse|indirizzo|direccion|adres) ", " ", rest)
    place = ""
    for one, label in _ORDERED_PLACES:
        if f" {one} " in rest:
            place, rest = label, rest.replace(f" {one} ", " ", 1)
            break
    if word.startswith("phone:"):
        rest = re.sub(r" (phone|telephone|tel|telefon|telefono|telefoon) ", " ", rest)
    left = [one for one in rest.split() if one not in _FILLERS]
    meaning = Meaning.of(word)
    if left and meaning.field not in _WITH_LABELS:
        return None
    label = " ".join(filter(None, (place, meaning.label, " ".join(left))))
    return Meaning(meaning.field, label)
