"""The words of vCards in the wild and what they mean here: types, labels, relations, dates and networks."""

import re
from collections.abc import Iterable

from relmgr.domain.kinds import MilestoneKind, RelationKind

# Parameters that say how a value is written, or what only the writing program uses.
PARAMETERS = frozenset(
    {
        "ALTID", "CHARSET", "ENCODING", "INDEX", "LANGUAGE", "MEDIATYPE", "PID", "PREF", "PROP-ID", "TYPE", "VALUE",
        "X-ABLABEL", "X-EVOLUTION-E-SLOT", "X-EVOLUTION-UI-SLOT",
    }
)  # fmt: skip
_FACT = ("X-RELMGR-HEARD", "X-RELMGR-SENSITIVITY")
PARAMETERS_OF = {
    "ADR": frozenset({"LABEL"}),
    "BDAY": frozenset({"X-APPLE-OMIT-YEAR", "CALSCALE"}),
    "ANNIVERSARY": frozenset({"X-APPLE-OMIT-YEAR", "CALSCALE"}),
    "DEATHDATE": frozenset({"X-APPLE-OMIT-YEAR", "CALSCALE"}),
    "EXPERTISE": frozenset({"LEVEL", *_FACT}),
    "FN": frozenset({"DERIVED"}),
    "HOBBY": frozenset({"LEVEL", *_FACT}),
    "INTEREST": frozenset({"LEVEL", *_FACT}),
    "IMPP": frozenset({"X-SERVICE-TYPE", "SERVICE-TYPE"}),
    "N": frozenset({"SORT-AS", "PHONETIC", "SCRIPT"}),
    "PHOTO": frozenset({"X-ABCROP-RECTANGLE"}),
    "RELATED": frozenset({"X-LABEL", "X-RELMGR-NAME"}),
    "SOCIALPROFILE": frozenset({"SERVICE-TYPE", "USERNAME"}),
    "X-HOBBY": frozenset({"LEVEL", *_FACT}),
    "X-INTEREST": frozenset({"LEVEL", *_FACT}),
    "X-EXPERTISE": frozenset({"LEVEL", *_FACT}),
    "X-RELMGR-FACT": frozenset({"LABEL", "SIDE", *_FACT}),
    "X-RELMGR-HOW-MET": frozenset({"DATE", "PLACE", "THROUGH", "VIA-UID"}),
    "X-RELMGR-LAST-CONTACT": frozenset({"KIND"}),
    "X-ABDATE": frozenset({"X-APPLE-OMIT-YEAR", "X-RELMGR-KIND"}),
    "X-ABRELATEDNAMES": frozenset({"X-RELMGR-KIND", "X-RELMGR-UID"}),
    "URL": frozenset({"X-SERVICE-TYPE"}),
    "X-SOCIALPROFILE": frozenset({"X-USER", "X-SERVICE-TYPE", "SERVICE-TYPE"}),
}  # fmt: skip

# Types that are the default of their property, and say nothing more.
_SILENT_TYPES = frozenset(
    {"voice", "internet", "x-internet", "pref", "preferred", "dom", "intl", "postal", "parcel", "msg", "text"}
)
_WORD_OF_TYPE = {
    "home": "home", "work": "work", "school": "school", "other": "other", "x-other": "other", "main": "main",
    "cell": "mobile", "mobile": "mobile", "iphone": "iphone", "fax": "fax", "pager": "pager", "car": "car",
    "video": "video", "isdn": "isdn", "textphone": "textphone",
}  # fmt: skip
# Words of other programs that say one or two of these; nothing here is written with them.
_WORDS_OF_TYPE = {
    "business": ("work",), "personal": ("home",), "homefax": ("home", "fax"), "workfax": ("work", "fax"),
    "otherfax": ("other", "fax"),
}  # fmt: skip
_LONG_ENOUGH = 4
"""Characters of a word in capitals that is no abbreviation."""
_ORDER = tuple(dict.fromkeys(_WORD_OF_TYPE.values()))
_TYPE_OF_WORD = {word: word for word in _ORDER} | {"mobile": "cell"}
_WITHIN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where one word of Apple's ends and the next begins: YoungerSister, GirlfriendOrBoyfriend."""
_APPLE_LABELS = {
    "homefax": "home fax",
    "workfax": "work fax",
    "otherfax": "other fax",
    "homepage": "homepage",
    "iphone": "iphone",
}


def label_of_types(types: Iterable[str]) -> str:
    """The label that TYPE values make: known words in a fixed order, then what the writing program made up."""
    known, own = set(), []
    for written in types:
        lowered = written.lower()
        if lowered in _SILENT_TYPES:
            continue
        word = _WORD_OF_TYPE.get(lowered)
        if word is not None:
            known.add(word)
        elif lowered in _WORDS_OF_TYPE:
            known.update(_WORDS_OF_TYPE[lowered])
        else:
            own.append(_own_word(written))
    return " ".join([word for word in _ORDER if word in known] + list(dict.fromkeys(own))).strip()


def _own_word(written: str) -> str:
    """A word that the writing program made up, without the mark of one; types have no case, so none is shouted."""
    lowered = written.lower()
    for mark in ("x-evolution-", "x-"):
        if lowered.startswith(mark):
            written = written[len(mark) :]
            break
    return written.lower() if written.isupper() and len(written) > _LONG_ENOUGH else written


def label_of_words(label: str) -> str:
    """A label that is types written out, as CardBook and Sabre write them ("WORK;VOICE;PREF"), as types make it.

    Any other label, which somebody made up, stays.
    """
    if not label.isupper():
        return label
    types = label.lower().replace(",", ";").split(";")
    is_known = all(one in _SILENT_TYPES or one in _WORD_OF_TYPE or one in _WORDS_OF_TYPE for one in types)
    return label_of_types(types) if is_known else label


def types_of_label(label: str) -> tuple[str, ...] | None:
    """The TYPE values that say `label`; None if it needs words of its own (X-ABLabel)."""
    words = label.split(" ") if label else []
    types = tuple(_TYPE_OF_WORD.get(word, "") for word in words)
    if "" in types or label_of_types(types) != label:
        return None
    return types


def plain_label(label: str) -> str:
    """An X-ABLabel without Apple's wrapping of its own words: `_$!<YoungerSister>!$_` is "younger sister"."""
    if label.startswith("_$!<") and label.endswith(">!$_"):
        inner = label[4:-4]
        return _APPLE_LABELS.get(inner.lower()) or _WITHIN_WORDS.sub(" ", inner).lower()
    return label


# Words for relations, the particular before the general: the first that occurs decides.
RELATION_OF_WORD: dict[str, RelationKind] = {
    "x-relmgr-introduced-by": RelationKind.INTRODUCED_BY,
    "introduced by": RelationKind.INTRODUCED_BY,
    "referred by": RelationKind.INTRODUCED_BY,
    "referred_by": RelationKind.INTRODUCED_BY,
    "referredby": RelationKind.INTRODUCED_BY,
    "x-relmgr-introduced": RelationKind.INTRODUCED,
    "introduced": RelationKind.INTRODUCED,
    "x-relmgr-owner": RelationKind.OWNER,
    "owner": RelationKind.OWNER,
    "x-pet": RelationKind.PET,
    "pet": RelationKind.PET,
    "grandparent": RelationKind.GRANDPARENT,
    "grandmother": RelationKind.GRANDPARENT,
    "grandfather": RelationKind.GRANDPARENT,
    "grandchild": RelationKind.GRANDCHILD,
    "granddaughter": RelationKind.GRANDCHILD,
    "grandson": RelationKind.GRANDCHILD,
    "mother": RelationKind.PARENT,
    "father": RelationKind.PARENT,
    "son": RelationKind.CHILD,
    "daughter": RelationKind.CHILD,
    "brother": RelationKind.SIBLING,
    "sister": RelationKind.SIBLING,
    "spouse": RelationKind.PARTNER,
    "husband": RelationKind.PARTNER,
    "wife": RelationKind.PARTNER,
    "partner": RelationKind.PARTNER,
    "domestic partner": RelationKind.PARTNER,
    "domestic_partner": RelationKind.PARTNER,
    "domesticpartner": RelationKind.PARTNER,
    "girlfriend or boyfriend": RelationKind.PARTNER,
    "boyfriend": RelationKind.PARTNER,
    "girlfriend": RelationKind.PARTNER,
    "sweetheart": RelationKind.PARTNER,
    "child": RelationKind.CHILD,
    "parent": RelationKind.PARENT,
    "sibling": RelationKind.SIBLING,
    "manager": RelationKind.MANAGER,
    "boss": RelationKind.MANAGER,
    "report": RelationKind.REPORT,
    "assistant": RelationKind.ASSISTANT,
    "assisted": RelationKind.ASSISTED,
    "friend": RelationKind.FRIEND,
    "agent": RelationKind.ASSISTANT,
    "kin": RelationKind.RELATIVE,
    "relative": RelationKind.RELATIVE,
    "colleague": RelationKind.COLLEAGUE,
    "co-worker": RelationKind.COLLEAGUE,
    "coworker": RelationKind.COLLEAGUE,
}
_WHICH_ONE = frozenset(
    {
        "younger",
        "youngest",
        "older",
        "oldest",
        "elder",
        "eldest",
        "twin",
        "male",
        "female",
        "maternal",
        "paternal",
    }
)
"""Words before one for a relation that leave its kind what it is."""
_RELATION_RANK = {word: rank for rank, word in enumerate(RELATION_OF_WORD)}

# RELATED types: a registered one first, so that a reader that knows only RFC 6350 §6.6.6 keeps the base.
TYPES_OF_RELATION: dict[RelationKind, tuple[str, ...]] = {
    RelationKind.PARTNER: ("spouse",),
    RelationKind.CHILD: ("child",),
    RelationKind.PARENT: ("parent",),
    RelationKind.SIBLING: ("sibling",),
    RelationKind.GRANDPARENT: ("kin", "grandparent"),
    RelationKind.GRANDCHILD: ("kin", "grandchild"),
    RelationKind.RELATIVE: ("kin",),
    RelationKind.FRIEND: ("friend",),
    RelationKind.COLLEAGUE: ("co-worker",),
    RelationKind.MANAGER: ("co-worker", "manager"),
    RelationKind.REPORT: ("co-worker", "report"),
    RelationKind.ASSISTANT: ("agent", "assistant"),
    RelationKind.ASSISTED: ("contact", "assisted"),
    RelationKind.INTRODUCED_BY: ("contact", "x-relmgr-introduced-by"),
    RelationKind.INTRODUCED: ("contact", "x-relmgr-introduced"),
    RelationKind.PET: ("kin", "x-pet"),
    RelationKind.OWNER: ("contact", "x-relmgr-owner"),
    RelationKind.OTHER: ("contact",),
}
# Words that name a kind and no more: they make no label of their own.
_BARE_WORDS = {word for types in TYPES_OF_RELATION.values() for word in types} | {
    "x-relmgr-introduced-by", "introduced by", "referred by", "referred_by", "referredby", "introduced", "owner", "pet",
    "partner", "relative", "colleague", "coworker",
}  # fmt: skip
APPLE_LABEL_OF_RELATION: dict[RelationKind, str] = {
    RelationKind.PARTNER: "_$!<Spouse>!$_",
    RelationKind.CHILD: "_$!<Child>!$_",
    RelationKind.PARENT: "_$!<Parent>!$_",
    RelationKind.FRIEND: "_$!<Friend>!$_",
    RelationKind.MANAGER: "_$!<Manager>!$_",
    RelationKind.ASSISTANT: "_$!<Assistant>!$_",
    RelationKind.SIBLING: "Sibling",
    RelationKind.GRANDPARENT: "Grandparent",
    RelationKind.GRANDCHILD: "Grandchild",
    RelationKind.RELATIVE: "Relative",
    RelationKind.COLLEAGUE: "Colleague",
    RelationKind.REPORT: "Report",
    RelationKind.ASSISTED: "Assisted",
    RelationKind.INTRODUCED_BY: "Introduced by",
    RelationKind.INTRODUCED: "Introduced",
    RelationKind.PET: "Pet",
    RelationKind.OWNER: "Owner",
    RelationKind.OTHER: "",
}


def relation_of_words(words: Iterable[str]) -> tuple[RelationKind, str]:
    """The relation that RELATED types or a label name, and the words that say more than its kind."""
    lowered = [word.strip().lower() for word in words if word.strip()]
    ranked = sorted((word for word in lowered if word in _RELATION_RANK), key=_RELATION_RANK.__getitem__)
    kind = RELATION_OF_WORD[ranked[0]] if ranked else _kind_of_qualified(lowered)
    finer = [word for word in lowered if word not in _BARE_WORDS]
    return kind, " ".join(dict.fromkeys(finer))


def _kind_of_qualified(words: list[str]) -> RelationKind:
    """The kind that "younger sister" names; "mother in law" and "former boss" are another than their last word."""
    for word in words:
        *before, last = word.split()
        if before and last in RELATION_OF_WORD and _WHICH_ONE.issuperset(before):
            return RELATION_OF_WORD[last]
    return RelationKind.OTHER


ANDROID_RELATIONS = {
    "1": "assistant", "2": "brother", "3": "child", "4": "domestic partner", "5": "father", "6": "friend",
    "7": "manager", "8": "mother", "9": "parent", "10": "partner", "11": "referred by", "12": "relative",
    "13": "sister", "14": "spouse",
}  # fmt: skip
ANDROID_EVENTS = {"1": "anniversary", "3": "birthday"}
MANAGER_AND_OTHERS = {
    "X-SPOUSE": "spouse", "X-MS-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-KADDRESSBOOK-X-SPOUSENAME": "spouse", "X-MS-CHILD": "child", "X-CHILD": "child", "X-CHILDREN": "child",
    "X-MANAGER": "manager", "X-MANAGERSNAME": "manager", "X-MS-MANAGER": "manager", "X-EVOLUTION-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager", "X-ASSISTANT": "assistant", "X-ASSISTANTSNAME": "assistant",
    "X-MS-ASSISTANT": "assistant", "X-EVOLUTION-ASSISTANT": "assistant", "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-WAB-SPOUSE_NAME": "spouse", "X-WAB-SPOUSE-NAME": "spouse",
}  # fmt: skip
ANNIVERSARIES = (
    "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY", "X-MS-ANNIVERSARY",
    "X-WEDDING", "X-WAB-WEDDING_ANNIVERSARY", "X-WAB-WEDDING-ANNIVERSARY",
)  # fmt: skip

LABEL_OF_MILESTONE: dict[MilestoneKind, str] = {
    MilestoneKind.BIRTHDAY: "Birthday",
    MilestoneKind.WEDDING: "_$!<Anniversary>!$_",
    MilestoneKind.FIRST_MET: "First met",
    MilestoneKind.WORKING_TOGETHER: "Working together since",
    MilestoneKind.JOB_START: "Job start",
    MilestoneKind.SCHOOL_START: "School start",
    MilestoneKind.EXAM: "Exam",
    MilestoneKind.DEATH: "Death",
    MilestoneKind.CUSTOM: "",
}
_MILESTONE_OF_LABEL = {
    plain_label(label).lower(): kind for kind, label in LABEL_OF_MILESTONE.items() if label
} | {
    "wedding": MilestoneKind.WEDDING,
    "wedding day": MilestoneKind.WEDDING,
    "wedding anniversary": MilestoneKind.WEDDING,
}


def milestone_of_label(label: str) -> tuple[MilestoneKind, str]:
    """The kind that a date's label names; any other label is the title of a custom milestone."""
    kind = _MILESTONE_OF_LABEL.get(label.strip().lower())
    return (MilestoneKind.CUSTOM, label) if kind is None else (kind, "")


CHAT_PROPERTIES = {
    "X-AIM": "aim", "X-GADUGADU": "gadugadu", "X-GOOGLE-TALK": "gtalk", "X-GROUPWISE": "groupwise", "X-GTALK": "gtalk",
    "X-DISCORD": "discord", "X-ICQ": "icq", "X-JABBER": "xmpp", "X-KADDRESSBOOK-X-IMADDRESS": "", "X-LINE": "line",
    "X-MATRIX": "matrix", "X-MS-IMADDRESS": "", "X-MS-RM-IMACCOUNT": "", "X-MSN": "msn", "X-QQ": "qq",
    "X-SIGNAL": "signal", "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-TELEGRAM": "telegram",
    "X-THREEMA": "threema", "X-VIBER": "viber", "X-WECHAT": "wechat", "X-WHATSAPP": "whatsapp", "X-YAHOO": "yahoo",
}  # fmt: skip
PROFILE_PROPERTIES = {
    "X-FACEBOOK": "facebook", "X-GITHUB": "github", "X-INSTAGRAM": "instagram", "X-LINKEDIN": "linkedin",
    "X-MASTODON": "mastodon", "X-TWITTER": "twitter", "X-XING": "xing",
}  # fmt: skip
"""Networks of which a card has the page, or the name somebody goes by there."""
LINK_PROPERTIES = {
    "URL": "", "X-EVOLUTION-BLOG-URL": "blog", "X-EVOLUTION-VIDEO-URL": "video chat", "X-KADDRESSBOOK-BLOGFEED": "blog",
    "X-MS-URL": "",
}  # fmt: skip


def service_name(written: str) -> str:
    """One spelling for each network."""
    lowered = " ".join(written.lower().split())
    return {
        "jabber": "xmpp",
        "googletalk": "gtalk",
        "google talk": "gtalk",
        "ymsgr": "yahoo",
        "msnim": "msn",
    }.get(lowered, lowered)
