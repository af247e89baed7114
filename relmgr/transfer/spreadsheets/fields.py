"""What a column of a table can be: the words of the mapping, as the screen, the command line and the readers use them."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What the cells of a column say. The word stands in mappings; a label follows it after a colon ("phone:work")."""

    NAME = "name"
    PREFIX = "prefix"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    NATIVE_NAME = "native_name"
    PHONETIC_GIVEN = "phonetic_given"
    PHONETIC_FAMILY = "phonetic_family"
    SORT_AS = "sort_as"
    PRONOUNS = "pronouns"
    EMAIL = "email"
    PHONE = "phone"
    CHAT = "chat"
    LINK = "link"
    ADDRESS = "address"
    STREET = "street"
    EXTENDED = "extended"
    PO_BOX = "po_box"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    JOB_TITLE = "job_title"
    ROLE = "role"
    BIRTHDAY = "birthday"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    WEDDING = "wedding"
    DEATH = "death"
    FIRST_MET = "first_met"
    DATE = "date"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    MANAGER = "manager"
    ASSISTANT = "assistant"
    INTRODUCED_BY = "introduced_by"
    RELATION = "relation"
    HOBBY = "hobby"
    FACT = "fact"
    MET_WHERE = "met_where"
    CADENCE = "cadence"
    LAST_CONTACT = "last_contact"
    NOTE = "note"
    LABELS = "labels"
    LANGUAGES = "languages"
    TIME_ZONE = "time_zone"
    PHOTO_URL = "photo_url"
    ID = "id"
    DATA = "data"
    KEEP = "keep"
    LEAVE_OUT = "leave_out"
    # Only in tables whose columns come in numbered groups.
    LABEL_OF = "label_of"
    SERVICE_OF = "service_of"
    CUSTOM = "custom"
    # Only in tables of a known program.
    EMAIL_TYPE = "email_type"
    EMAIL_SHOWN = "email_shown"
    DEFAULTED = "defaulted"
    USER = "user"
    PROFILE = "profile"
    INITIALS = "initials"


DATES = frozenset(
    {Field.BIRTHDAY, Field.WEDDING, Field.DEATH, Field.FIRST_MET, Field.DATE, Field.LAST_CONTACT}
)
ADDRESS_PARTS = frozenset(
    {
        Field.ADDRESS, Field.STREET, Field.EXTENDED, Field.PO_BOX, Field.CITY, Field.REGION, Field.POSTAL_CODE,
        Field.COUNTRY,
    }
)  # fmt: skip
JOB_PARTS = frozenset({Field.ORGANISATION, Field.DEPARTMENT, Field.JOB_TITLE, Field.ROLE})
IDENTIFYING = frozenset(
    {
        Field.NAME, Field.GIVEN, Field.FAMILY, Field.NICKNAME, Field.NATIVE_NAME, Field.EMAIL, Field.PHONE, Field.ORGANISATION,
        Field.CHAT,
    }
)  # fmt: skip
"""Without one of these a table says of nobody who they are."""
CHOICES = tuple(field for field in Field if field not in frozenset(
    {
        Field.LABEL_OF, Field.SERVICE_OF, Field.CUSTOM, Field.EMAIL_TYPE, Field.EMAIL_SHOWN, Field.DEFAULTED, Field.USER,
        Field.PROFILE, Field.INITIALS, Field.DATA, Field.CADENCE,
    }
))  # fmt: skip
"""What a user can say that a column is."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column is: a field, its label, and the group of columns it makes one thing with."""

    field: Field
    label: str = ""
    group: str = ""
    """Columns of the same group make one address, one job, or one value with its label; "" goes by the label."""

    @property
    def word(self) -> str:
        """As it stands in a mapping: "email", "phone:work", "street:home:2"."""
        parts = (self.field, self.label, self.group)
        return ":".join(parts).rstrip(":")

    @classmethod
    def of(cls, word: str) -> "Meaning":
        """The reverse of `word`. Raises ValueError for a word that is none."""
        name, _colon, rest = word.strip().partition(":")
        label, colon, group = rest.rpartition(":")
        if not colon:
            label, group = rest, ""
        return cls(Field(name.strip().lower()), label.strip(), group.strip())


KEEP = Meaning(Field.KEEP)
LEAVE_OUT = Meaning(Field.LEAVE_OUT)
