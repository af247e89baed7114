"""What the columns of a table can be, in the words of the mapping screen."""

from relmgr.i18n import _
from relmgr.transfer.spreadsheets.fields import Field, Meaning
from ui.widgets.text import isolate

KEEP = ""
"""The word of a column that is kept as it is, as `Answers` has it."""
LEAVE_OUT = Field.LEAVE_OUT.value


def choices() -> list[tuple[str, str]]:
    """(word of a mapping, what it is called), in the order in which they are offered."""
    return [
        (KEEP, _("Keep as it is")),
        (LEAVE_OUT, _("Leave out")),
        ("name", _("Whole name")),
        ("given", _("First name")),
        ("middle", _("Middle names")),
        ("family", _("Last name")),
        ("prefix", _("Form of address or title")),
        ("suffix", _("What follows the name")),
        ("nickname", _("Nickname")),
        ("native_name", _("Name in their script")),
        ("pronouns", _("Pronouns")),
        ("email", _("E-mail")),
        ("email:work", _("E-mail at work")),
        ("email:home", _("E-mail at home")),
        ("phone", _("Phone")),
        ("phone:mobile", _("Mobile phone")),
        ("phone:work", _("Phone at work")),
        ("phone:home", _("Phone at home")),
        ("phone:fax", _("Fax")),
        ("address", _("Whole address")),
        ("street", _("Street")),
        ("postal_code", _("Postal code")),
        ("city", _("City")),
        ("region", _("State or region")),
        ("country", _("Country")),
        ("street:work", _("Street at work")),
        ("postal_code:work", _("Postal code at work")),
        ("city:work", _("City at work")),
        ("region:work", _("State or region at work")),
        ("country:work", _("Country at work")),
        ("street:home", _("Street at home")),
        ("postal_code:home", _("Postal code at home")),
        ("city:home", _("City at home")),
        ("region:home", _("State or region at home")),
        ("country:home", _("Country at home")),
        ("link", _("Website")),
        ("link:linkedin", _("LinkedIn page")),
        ("chat", _("Chat name")),
        ("organisation", _("Organisation")),
        ("department", _("Department")),
        ("job_title", _("What they do there")),
        ("birthday", _("Birthday")),
        ("wedding", _("Wedding day")),
        ("first_met", _("Day we first met")),
        ("date", _("Another date")),
        ("last_contact", _("Day of the last contact")),
        ("met_where", _("Where we met")),
        ("introduced_by", _("Introduced by")),
        ("partner", _("Partner")),
        ("child", _("Children")),
        ("manager", _("Manager")),
        ("assistant", _("Assistant")),
        ("hobby", _("Hobby")),
        ("fact", _("Something I know")),
        ("note", _("Note")),
        ("labels", _("Labels")),
        ("languages", _("Languages")),
        ("id", _("Number that tells them apart")),
    ]


def name_of(word: str) -> str:
    """What a meaning is called that is not among the choices, such as a second e-mail or a fax at work."""
    try:
        meaning = Meaning.of(word)
    except ValueError:
        return word
    names = dict(choices())
    base = names.get(meaning.field.value) or _special().get(meaning.field, meaning.field.value)
    more = " ".join(part for part in (meaning.label, meaning.group) if part)
    if not more or meaning.field in _special():
        return base
    return _("{what} ({label})").format(what=base, label=isolate(more))


def _special() -> dict[Field, str]:
    """What is only found in tables of a known program."""
    return {
        Field.LABEL_OF: _("Label of the value beside it"),
        Field.SERVICE_OF: _("Network of the value beside it"),
        Field.CUSTOM: _("Field of one’s own"),
        Field.USER: _("Field of one’s own"),
        Field.PROFILE: _("LinkedIn page"),
        Field.EMAIL_TYPE: _("Kept only if it says more"),
        Field.EMAIL_SHOWN: _("Kept only if it says more"),
        Field.DEFAULTED: _("Kept only if it says more"),
        Field.INITIALS: _("Kept only if it says more"),
        Field.ROLE: _("Profession"),
        Field.EXTENDED: _("Address, further line"),
        Field.PO_BOX: _("PO box"),
        Field.PHONETIC_GIVEN: _("How to say the first name"),
        Field.PHONETIC_FAMILY: _("How to say the last name"),
        Field.SORT_AS: _("Sorted as"),
        Field.PHOTO_URL: _("Address of a picture"),
        Field.CADENCE: _("How often to be in touch"),
        Field.TIME_ZONE: _("Time zone"),
    }
