"""The tables of known programs: how each is told by its headings, and what its columns mean (ecosystem.md §2.3)."""

import re
from collections.abc import Sequence

from relmgr.transfer.sources.model import Format
from relmgr.transfer.spreadsheets.fields import KEEP, Field, Meaning
from relmgr.transfer.spreadsheets.headings import folded, meaning_of

# --- Google ---

_GROUPED = re.compile(
    r"(E-?mail|Phone|Address|IM|Relation|Website|Event|Custom Field|Organization) (\d+) - (.+)", re.IGNORECASE
)
_LONGEST_GROUPED = 300
"""Characters; a heading of megabytes is not looked at letter by letter."""
_GOOGLE_KIND = {
    "email": ("email", Field.EMAIL), "phone": ("phone", Field.PHONE), "im": ("chat", Field.CHAT),
    "relation": ("relation", Field.RELATION), "website": ("link", Field.LINK), "event": ("date", Field.DATE),
    "custom field": ("custom", Field.CUSTOM), "address": ("address", Field.ADDRESS), "organization": ("organisation", Field.ORGANISATION),
}  # fmt: skip
_GOOGLE_ADDRESS = {
    "formatted": Field.ADDRESS, "street": Field.STREET, "city": Field.CITY, "po box": Field.PO_BOX, "region": Field.REGION,
    "postal code": Field.POSTAL_CODE, "country": Field.COUNTRY, "extended address": Field.EXTENDED,
}  # fmt: skip
_GOOGLE_JOB = {
    "name": Field.ORGANISATION, "title": Field.JOB_TITLE, "department": Field.DEPARTMENT, "job description": Field.ROLE,
}  # fmt: skip
_GOOGLE_PLAIN = {
    "first name": Field.GIVEN, "middle name": Field.MIDDLE, "last name": Field.FAMILY, "phonetic first name": Field.PHONETIC_GIVEN,
    "phonetic last name": Field.PHONETIC_FAMILY, "name prefix": Field.PREFIX, "name suffix": Field.SUFFIX,
    "nickname": Field.NICKNAME, "file as": Field.NAME, "organization name": Field.ORGANISATION,
    "organization title": Field.JOB_TITLE, "organization department": Field.DEPARTMENT, "birthday": Field.BIRTHDAY,
    "notes": Field.NOTE, "photo": Field.PHOTO_URL, "labels": Field.LABELS, "name": Field.NAME, "given name": Field.GIVEN,
    "additional name": Field.MIDDLE, "family name": Field.FAMILY, "given name yomi": Field.PHONETIC_GIVEN,
    "family name yomi": Field.PHONETIC_FAMILY, "group membership": Field.LABELS, "language": Field.LANGUAGES,
    "initials": Field.INITIALS, "sensitivity": Field.DEFAULTED, "priority": Field.DEFAULTED, "gender": Field.DEFAULTED, "hobby": Field.HOBBY,
}  # fmt: skip
_GOOGLE_NEW_MARKS = frozenset(
    {
        "organization name",
        "organization title",
        "phonetic first name",
        "name prefix",
        "labels",
        "file as",
        "first name",
    }
)
_GOOGLE_OLD_MARKS = frozenset(
    {"given name", "family name", "yomi name", "additional name", "group membership", "given name yomi"}
)


def _grouped(heading: str) -> re.Match[str] | None:
    """Kind, number and part of a heading of Google's."""
    return _GROUPED.fullmatch(heading.strip()) if len(heading) <= _LONGEST_GROUPED else None


def _google(heading: str) -> Meaning:
    grouped = _grouped(heading)
    if grouped is None:
        field = _GOOGLE_PLAIN.get(folded(heading))
        return Meaning(field) if field is not None else KEEP
    kind, number, part = grouped[1].lower().replace("e-mail", "email"), grouped[2], grouped[3].strip().lower()
    word, field = _GOOGLE_KIND[kind]
    if part in ("label", "type") and kind != "organization":
        return Meaning(Field.LABEL_OF, word, number)
    if kind == "address":
        inner = _GOOGLE_ADDRESS.get(part)
        return Meaning(inner, "", number) if inner is not None else KEEP
    if kind == "organization" and part == "type":
        return Meaning(Field.DEFAULTED)
    if kind == "organization":
        inner = _GOOGLE_JOB.get(part)
        # The first of them is the one that the new form has without a number.
        return Meaning(inner, "", "" if number == "1" else number) if inner is not None else KEEP
    if kind == "im" and part == "service":
        return Meaning(Field.SERVICE_OF, word, number)
    return Meaning(field, "", number) if part == "value" else KEEP


# --- Outlook ---

_OUTLOOK_PLAIN: dict[str, str] = {
    "title": "prefix", "first name": "given", "middle name": "middle", "last name": "family", "suffix": "suffix",
    "nickname": "nickname", "given yomi": "phonetic_given", "surname yomi": "phonetic_family", "company": "organisation",
    "department": "department", "job title": "job_title", "profession": "role", "assistant s phone": "phone:assistant",
    "business fax": "phone:work fax", "business phone": "phone:work", "callback": "phone:callback", "car phone": "phone:car",
    "company main phone": "phone:work main", "home fax": "phone:home fax", "home phone": "phone:home", "isdn": "phone:isdn",
    "mobile phone": "phone:mobile", "other fax": "phone:other fax", "other phone": "phone:other", "pager": "phone:pager",
    "primary phone": "phone:main", "radio phone": "phone:radio", "tty tdd phone": "phone:textphone", "telex": "phone:telex",
    "anniversary": "wedding", "birthday": "birthday", "assistant s name": "assistant", "manager s name": "manager",
    "spouse": "partner", "children": "child", "referred by": "introduced_by", "categories": "labels", "notes": "note",
    "language": "languages", "web page": "link", "personal web page": "link:home", "imaddress": "chat",
    "e mail address": "email", "initials": "initials", "gender": "defaulted", "priority": "defaulted", "private": "defaulted",
    "sensitivity": "defaulted", "e mail type": "email_type", "e mail display name": "email_shown",
    "business address": "address:work", "home address": "address:home", "other address": "address:other",
    "account": "keep", "billing information": "keep", "directory server": "keep", "government id number": "keep",
    "hobby": "hobby", "internet free busy": "keep", "keywords": "keep", "location": "keep", "mileage": "keep",
    "office location": "keep", "organizational id number": "keep", "company yomi": "keep", "schools": "keep",
}  # fmt: skip
_OUTLOOK_PLACES = {"business": "work", "home": "home", "other": "other"}
_OUTLOOK_PARTS = {
    "street": Field.STREET, "city": Field.CITY, "state": Field.REGION, "postal code": Field.POSTAL_CODE,
    "country region": Field.COUNTRY, "country": Field.COUNTRY, "address po box": Field.PO_BOX,
}  # fmt: skip
_OUTLOOK_NUMBERED = re.compile(r"(.+?) (\d)( .+)?")
_OUTLOOK: dict[str, Meaning] = {
    **{heading: Meaning.of(word) for heading, word in _OUTLOOK_PLAIN.items()},
    **{
        f"{place} {part}": Meaning(field, label)
        for place, label in _OUTLOOK_PLACES.items()
        for part, field in _OUTLOOK_PARTS.items()
    },
    **{f"user {number}": Meaning(Field.USER, str(number)) for number in range(1, 5)},
}
# What localised Outlooks call what the words of a heading do not tell, or tell wrongly.
_OUTLOOK_ELSEWHERE: dict[str, Meaning] = {
    folded(heading): Meaning.of(word)
    for word, headings in {
        "keep": "Ort|Büro|Konto|Abrechnungsinformation|Reisekilometer|Regierungsnr.|Organisationsnr.|Stichwörter|"
        "Verzeichnisserver|Internet-Frei/Gebucht|Internet Frei/Gebucht|Adresse geschäftlich|Firma Yomi|Emplacement|Bureau|Compte|"
        "Kilométrage|Mots clés|Code gouvernement|Informations facturation|Disponibilité Internet|Serveur d'annuaire|"
        "Numéro d'identification de l'organisation|Ubicación|Ubicación de la oficina|Cuenta|Kilometraje|Palabras clave|"
        "Luogo|Ubicazione ufficio|Account|Indennità trasferta|Parole chiave|Dati fatturazione|Disponibilità Internet|"
        "Server di directory|Cod. Fisc./P. IVA|Numero ID organizzativo|Locatie|Kantoorlocatie|Reisafstand|Trefwoorden|"
        "Factuurinformatie|Sofinummer|Organisatie-id|Adreslijstserver|Internet Beschikbaarheidsinfo",
        "phone:work": "Ufficio|Trabajo|Werk",
        "phone:work:2": "Ufficio 2|Trabajo 2",
        "phone:home": "Abitazione|Particular|Thuis",
        "phone:home:2": "Abitazione 2|Particular 2",
        "initials": "Initialen|Initiales|Iniciales|Iniziali",
        "defaulted": "Geschlecht|Priorität|Privat|Vertraulichkeit|Sexe|Priorité|Privé|Critère de diffusion|Sexo|Prioridad|Privado|"
        "Confidencialidad|Carácter|Sesso|Priorità|Privato|Riservatezza|Geslacht|Prioriteit|Priv|Gevoeligheid",
        "user:1": "Benutzer 1|Utilisateur 1|Usuario 1|Utente 1|Gebruiker 1",
        "user:2": "Benutzer 2|Utilisateur 2|Usuario 2|Utente 2|Gebruiker 2",
        "user:3": "Benutzer 3|Utilisateur 3|Usuario 3|Utente 3|Gebruiker 3",
        "user:4": "Benutzer 4|Utilisateur 4|Usuario 4|Utente 4|Gebruiker 4",
    }.items()
    for heading in headings.split("|")
}
_TYPE_OF_MAIL = re.compile(r"(?=.*\b(?:e mail|mail|messagerie|correo|posta elettronica|e mailtype|emailtype)\b).*\b(?:typ|type|tipo)\b"
                           r"|e mailtype.*")  # fmt: skip
_NAME_OF_MAIL = re.compile(
    r"(?=.*\b(?:e mail|mail|messagerie|correo|posta elettronica)\b).*\b(?:name|nom|nombre|nome|weergavenaam|naam)\b"
)
_ELSEWHERE_MARKS = frozenset(
    folded(heading)
    for heading in [
        "Telefon geschäftlich",
        "Straße geschäftlich",
        "Ort geschäftlich",
        "Postleitzahl geschäftlich",
        "Land/Region geschäftlich",
        "Ort privat",
        "Weitere Vornamen",
        "Rückmeldung",
        "Benutzer 1",
        "Telefon Firma",
        "Rue (bureau)",
        "Ville (bureau)",
        "Code postal (bureau)",
        "Téléphone (bureau)",
        "Tél. mobile",
        "Adresse de messagerie",
        "Deuxième prénom",
        "Utilisateur 1",
        "Rue (domicile)",
        "Calle del trabajo",
        "Ciudad de trabajo",
        "Código postal del trabajo",
        "Teléfono del trabajo",
        "Calle particular",
        "Segundo nombre",
        "Usuario 1",
        "Apellidos",
        "Via (uff.)",
        "Città (uff.)",
        "CAP (uff.)",
        "Fax (uff.)",
        "Utente 1",
        "Secondo nome",
        "Indirizzo posta elettronica",
        "Via (ab.)",
        "Werkadres, straat",
        "Werkadres, plaats",
        "Telefoon op werk",
        "Huisadres, straat",
        "Middelste naam",
        "Gebruiker 1",
        "Fax op werk",
    ]
)
_NEEDED_ELSEWHERE = 3


def _known_to_outlook(heading: str) -> Meaning | None:
    """What a heading of Outlook's own means; None for any other."""
    written = folded(heading)
    known = _OUTLOOK.get(written)
    if known is not None:
        return known
    numbered = _OUTLOOK_NUMBERED.fullmatch(written) if len(written) <= _LONGEST_GROUPED else None
    if numbered is None:
        return None
    known = _OUTLOOK.get(numbered[1] + (numbered[3] or ""))
    if known is None or known.field is Field.STREET:
        return known
    return Meaning(known.field, known.label, numbered[2])


def _outlook(heading: str) -> Meaning:
    return _known_to_outlook(heading) or meaning_of(heading) or KEEP


def _outlook_elsewhere(heading: str) -> Meaning:
    written = folded(heading)
    known = _OUTLOOK_ELSEWHERE.get(written)
    if known is not None:
        return known
    if _TYPE_OF_MAIL.match(written):
        return Meaning(Field.EMAIL_TYPE)
    if _NAME_OF_MAIL.match(written):
        return Meaning(Field.EMAIL_SHOWN)
    return _OUTLOOK.get(written) or meaning_of(heading) or KEEP


def _is_outlook(written: Sequence[str]) -> bool:
    known = sum(_known_to_outlook(heading) is not None for heading in written)
    telling = sum(heading in _TELLING for heading in written)
    return telling >= 2 and known >= max(4, len(written) * 0.6)


_TELLING = frozenset(
    {
        "business street", "business phone", "e mail address", "e mail 2 address", "business fax", "home street", "company main phone",
        "mobile phone", "home phone", "manager s name", "business city", "e mail display name", "other phone", "callback",
    }
)  # fmt: skip

# --- Thunderbird, LinkedIn, our own ---

_THUNDERBIRD: dict[str, Meaning] = {
    folded(heading): Meaning.of(word)
    for word, headings in {
        "given": "First Name|Vorname|Prénom",
        "family": "Last Name|Nachname|Nom de famille",
        "name": "Display Name|Anzeigename|Nom à afficher",
        "nickname": "Nickname|Spitzname|Surnom",
        "email": "Primary Email|Primäre E-Mail-Adresse|Première adresse électronique",
        "email::2": "Secondary Email|Sekundäre E-Mail-Adresse|Adresse électronique secondaire",
        "chat": "Screen Name|Messenger-Name|Pseudonyme",
        "phone:work": "Work Phone|Tel. dienstlich|Tél. professionnel",
        "phone:home": "Home Phone|Tel. privat|Tél. personnel",
        "phone:fax": "Fax Number|Fax-Nummer|Fax",
        "phone:pager": "Pager Number|Pager-Nummer|Pager",
        "phone:mobile": "Mobile Number|Mobil-Tel.-Nr.|Portable",
        "street:home": "Home Address|Home Address 2|Privat: Adresse|Privat: Adresse 2|Adresse privée|Adresse privée 2",
        "city:home": "Home City|Privat: Ort|Ville",
        "region:home": "Home State|Privat: Bundesland|Région",
        "postal_code:home": "Home ZipCode|Privat: PLZ|Code postal",
        "country:home": "Home Country|Privat: Land|Pays/État",
        "street:work": "Work Address|Work Address 2|Dienstlich: Adresse|Dienstlich: Adresse 2|Adresse professionnelle|"
        "Adresse professionnelle 2",
        "city:work": "Work City|Dienstlich: Ort|Ville professionnelle",
        "region:work": "Work State|Dienstlich: Bundesland",
        "postal_code:work": "Work ZipCode|Dienstlich: PLZ",
        "country:work": "Work Country|Dienstlich: Land",
        "job_title": "Job Title|Arbeitstitel|Titre professionnel",
        "department": "Department|Abteilung|Service",
        "organisation": "Organization|Organisation|Société",
        "link:work": "Web Page 1|Webseite 1|Site web 1",
        "link:home": "Web Page 2|Webseite 2|Site web 2",
        "birth_year": "Birth Year|Geburtsjahr|Année de naissance",
        "birth_month": "Birth Month|Geburtsmonat|Mois",
        "birth_day": "Birth Day|Geburtstag|Jour",
        "note": "Notes|Notizen",
    }.items()
    for heading in headings.split("|")
}
_THUNDERBIRD_MARKS = frozenset(
    folded(one)
    for one in ("Primary Email", "Secondary Email", "Screen Name", "Birth Year", "Fax Number", "Pager Number", "Custom 1",
                "Primäre E-Mail-Adresse", "Sekundäre E-Mail-Adresse", "Messenger-Name", "Geburtsjahr", "Fax-Nummer",
                "Benutzerdef. 1", "Première adresse électronique", "Adresse électronique secondaire", "Année de naissance")
)  # fmt: skip
_LINKEDIN = {
    "first name": Meaning(Field.GIVEN), "last name": Meaning(Field.FAMILY), "url": Meaning(Field.PROFILE),
    "profile url": Meaning(Field.PROFILE), "email address": Meaning(Field.EMAIL), "company": Meaning(Field.ORGANISATION),
    "position": Meaning(Field.JOB_TITLE), "connected on": KEEP,
}  # fmt: skip


_LINKEDIN_WIDEST = 10
"""Columns of the connections, with some to come; a wider table only took the heading over."""


def format_of(headings: Sequence[str]) -> Format | None:
    """The program that writes tables with this header; None if it is none that is known."""
    written = [folded(heading) for heading in headings]
    said = set(written)
    if {"first name", "last name", "connected on"} <= said and len(written) <= _LINKEDIN_WIDEST:
        return Format.LINKEDIN
    parts = [grouped[3].lower() for heading in headings if (grouped := _grouped(heading))]
    if "label" in parts or (not parts and len(said & _GOOGLE_NEW_MARKS) >= 5):
        return Format.GOOGLE_CSV
    if ("type" in parts or "value" in parts) or len(said & _GOOGLE_OLD_MARKS) >= 4:
        return Format.GOOGLE_OLD_CSV
    if len(said & _THUNDERBIRD_MARKS) >= 3:
        return Format.THUNDERBIRD_CSV
    if _is_outlook(written):
        if "imaddress" in said or "given yomi" in said or "personal web page" in said:
            return Format.OUTLOOK_WEB_CSV
        has_region = any(heading.endswith("country region") for heading in written)
        return Format.OUTLOOK_GOOGLE_CSV if "home address" in said and not has_region else Format.OUTLOOK_CSV
    if len(said & _ELSEWHERE_MARKS) >= _NEEDED_ELSEWHERE:
        return Format.OUTLOOK_CSV
    return None


def is_localised(headings: Sequence[str]) -> bool:
    """Whether an Outlook's header is in another language than English."""
    return not _is_outlook([folded(heading) for heading in headings])


def meanings_of(form: Format, headings: Sequence[str]) -> list[Meaning]:
    """What the columns of a known program's table mean, in their order."""
    if form in (Format.GOOGLE_CSV, Format.GOOGLE_OLD_CSV):
        return [_google(heading) for heading in headings]
    if form is Format.LINKEDIN:
        return [_LINKEDIN.get(folded(heading), KEEP) for heading in headings]
    if form is Format.THUNDERBIRD_CSV:
        return [_THUNDERBIRD.get(folded(heading)) or meaning_of(heading) or KEEP for heading in headings]
    if not is_localised(headings):
        return [_outlook(heading) for heading in headings]
    made: list[Meaning] = []
    for heading in headings:
        meaning = _outlook_elsewhere(heading)
        if folded(heading) == "titre" and Meaning(Field.PREFIX) in made:
            meaning = Meaning(Field.JOB_TITLE)  # the French header has the word twice
        made.append(meaning)
    return made
