"""The texts of every language: found in the code, kept in catalogues, read as they stand, and without faults."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relmgr import i18n
from relmgr.domain import names, numbers, phrases, pronouns
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import catalogues, choice
from relmgr.i18n.catalogue import Catalogue
from relmgr.i18n.pseudo import doubled
from texts import faults, po
from texts.sources import Found, Key, SourceError, collect

ROOT = Path(__file__).resolve().parents[1]
GERMAN = """# Kopf
msgid ""
msgstr ""
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Complete: ui\\n"
"""
BODY = """
#: ui/one.py
msgid "Say “{name}”.\\nTwice."
msgstr "Sag „{name}“.\\nZweimal."

#: ui/one.py
msgctxt "short month"
msgid "May"
msgstr "Mai"

#: ui/one.py
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} Tag"
msgstr[1] "{n} Tage"

#: ui/one.py
msgid "Not yet"
msgstr ""
"""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.use([])


def code(tmp_path: Path, content: str) -> Path:
    (tmp_path / "relmgr").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "main.py").touch()
    (tmp_path / "ui" / "one.py").write_text(content, "utf-8")
    return tmp_path


def faults_of(text: str, said: str, *, many: str = "", language: str = "de", head: str = GERMAN) -> list[str]:
    """What is found wrong with `said` (forms separated by |) as `text` in another language."""
    whole = po.read(head.replace("Language: de", f"Language: {language}"))
    key = Key(text, many)
    whole.entries[key] = po.Entry(tuple(said.split("|")))
    return list(faults.in_language(whole, {key: Found(["ui/one.py"])}))


def test_texts_are_found_in_order_with_plurals_contexts_and_remarks(tmp_path: Path) -> None:
    root = code(
        tmp_path,
        "# Translators: a button,\n# not a door\n_('Open')\nngettext('{n} day', '{n} days', 2)\n"
        "pgettext('month', 'May')\n_('Open')\n",
    )
    found = collect(root)
    assert list(found) == [Key("Open"), Key("{n} day", "{n} days"), Key("May", context="month")]
    assert found[Key("Open")] == Found(["ui/one.py"], ["a button, not a door"])


def test_a_text_that_is_not_spelt_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"ui/one\.py:1"):
        collect(code(tmp_path, "_(name)\n"))


def test_a_catalogue_is_read_as_it_stands() -> None:
    texts = Catalogue(GERMAN + BODY)
    assert texts.gettext("Say “{name}”.\nTwice.") == "Sag „{name}“.\nZweimal."
    assert texts.gettext("May") == "May"
    assert texts.pgettext("short month", "May") == "Mai"
    assert [texts.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == [
        "{n} Tage",
        "{n} Tag",
        "{n} Tage",
    ]
    assert texts.gettext("Not yet") == "Not yet"
    assert texts.ngettext("{n} cat", "{n} cats", 1) == "{n} cat"


def test_the_quick_reader_and_the_thorough_one_agree_on_every_catalogue() -> None:
    for path in catalogues().values():
        content = path.read_text("utf-8")
        quick = Catalogue(content)
        for key, entry in po.read(content).entries.items():
            if key.context:
                assert quick.pgettext(key.context, key.one) == (entry.forms[0] or key.one)
            elif not key.many:
                assert quick.gettext(key.one) == (entry.forms[0] or key.one)
            elif all(entry.forms):
                said = {quick.ngettext(key.one, key.many, count) for count in range(200)}
                assert said == set(entry.forms)


def test_any_po_is_read_and_written_in_one_way() -> None:
    wrapped = (
        GERMAN + '\n# von Hand\nmsgid ""\n"Not "\n"yet"\nmsgstr ""\n"Noch "\n"nicht"\n\n#~ msgid "Old"\n'
    )
    whole = po.read(wrapped)
    key = Key("Not yet")
    assert whole.entries == {key: po.Entry(("Noch nicht",), "von Hand")}
    content = po.written(whole, {key: Found(["ui/a.py"])})
    assert 'msgid "Not yet"\nmsgstr "Noch nicht"\n' in content
    assert po.written(po.read(content), {key: Found(["ui/a.py"])}) == content


def test_what_left_the_code_leaves_the_catalogue_and_what_is_new_is_empty() -> None:
    known = po.read(GERMAN + BODY)
    new = po.merged(known, {Key("Not yet"): Found(), Key("{n} cat", "{n} cats"): Found()}, 2)
    assert new.entries == {Key("Not yet"): po.Entry(("",)), Key("{n} cat", "{n} cats"): po.Entry(("", ""))}


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ("Met {name}", "{nam} getroffen", "placeholders"),
        ("Met {name}", "", "missing"),
        ("Say it …", "Sag es", "ends differently"),
        (" until {day}", "bis {day}", "white space"),
        ("One.\nTwo.", "Eins. Zwei.", "line breaks"),
        ("Save", "<b>Sichern</b>", "markup"),
        ("Save", "Die Nutzer sichern", "Nutzer"),
        ("Ask {name}", "Frag ihn: {name}", "ihn"),
        ("The list “{name}”", "Die Liste “{name}”", "“"),
        ("&Save", "Sichern", "mnemonics"),
    ],
)
def test_faults_are_told(text: str, said: str, fault: str) -> None:
    found = faults_of(text, said)
    assert any(fault in each for each in found), found


def test_a_sound_text_has_no_fault() -> None:
    assert faults_of("Met {name} “there” …", "{name} „dort“ getroffen …") == []


def test_each_plural_form_is_looked_at() -> None:
    assert faults_of("One day", "Ein Tag|{n} Tage", many="{n} days") == []
    assert "placeholders" in faults_of("One day", "Ein Tag|Ein paar Tage", many="{n} days")[0]
    assert faults_of("One day", "Ein Tag", many="{n} days") == ["1 forms: One day"]
    assert "missing" in faults_of("One day", "Ein Tag|", many="{n} days")[0]


def test_a_rule_of_plurals_must_yield_what_the_head_names() -> None:
    assert "plural rule" in faults_of("One", "Eins", head=GERMAN.replace("nplurals=2", "nplurals=3"))[0]


def test_only_what_a_language_promises_may_not_be_missing() -> None:
    assert faults_of("Save", "", head=GERMAN.replace("X-Complete: ui", "X-Complete: relmgr")) == []


def test_english_texts_are_looked_at_too() -> None:
    found = faults.in_english(
        {Key("Your score: {}"): Found(["ui/a.py"]), Key("Fine {name}"): Found(["ui/a.py"])}
    )
    assert list(found) == ["ui/a.py: “score” in “Your score: {}”: Your score: {}"]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        (["de_AT"], "de"),
        (["de-DE", "en"], "de"),
        (["fr_FR", "de"], "de"),
        (["en_GB", "de"], "en"),
        (["fr"], "en"),
        ([], "en"),
        (["ar_EG.UTF-8"], "ar"),
        (["pseudo_rtl"], "pseudo_rtl"),
    ],
)
def test_the_first_language_that_can_be_had_is_used(asked: list[str], spoken: str) -> None:
    assert i18n.use(asked) == spoken == i18n.language()


def test_what_was_chosen_goes_before_what_the_system_says() -> None:
    assert choice.wished("", ["de"], {}) == ["de"]
    assert choice.wished("en", ["de"], {}) == ["en"]
    assert choice.wished("en", ["de"], {"RELMGR_LANGUAGE": "pseudo"}) == ["pseudo"]


def test_a_terminal_says_its_language_in_four_ways() -> None:
    assert choice.of_terminal({"LANG": "de_DE.UTF-8"}) == ["de_DE.UTF-8"]
    assert choice.of_terminal({"LANG": "en_GB.UTF-8", "LC_ALL": "de_DE"}) == ["de_DE"]
    assert choice.of_terminal({"LANG": "de_DE", "LANGUAGE": "ar:de"}) == ["ar", "de", "de_DE"]
    assert choice.of_terminal({"LANG": "C.UTF-8", "LANGUAGE": "de"}) == []
    assert choice.of_terminal({}) == []


def test_the_language_of_developers_doubles_and_keeps_what_is_filled_in() -> None:
    assert doubled("Met {name} …").format(name="Ann") == "⟦Ṁéţ Ann … ẋẋẋẋẋẋ⟧"
    assert doubled(", ") == ", "
    assert doubled(" until {day}").startswith(" ⟦")
    assert len(doubled("Look back at the week")) >= 2 * len("Look back at the week")


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize(
    "known",
    [
        PartialDate(1985, 4, 12),
        PartialDate(1985, 3),
        PartialDate(1985),
        PartialDate(None, 5, 31),
        PartialDate(None, 12),
        PartialDate(None, None, 12),
    ],
)
def test_a_date_is_read_as_it_is_written(language: str, known: PartialDate) -> None:
    i18n.use([language])
    assert phrases.parse_partial(phrases.partial(known)) == known


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_day_is_read_as_it_is_written(language: str) -> None:
    i18n.use([language])
    today = date(2026, 11, 24)
    for day in (date(2026, 11, 27), date(2027, 3, 1), date(2027, 1, 31)):
        assert phrases.parse_day(phrases.short_day(day, today), today) == day


def test_german_days_counts_genitives_and_titles() -> None:
    i18n.use(["de"])
    assert phrases.day(date(2026, 11, 27), date(2026, 11, 24)) == "Fr 27. Nov"
    assert [numbers.count_word(count) for count in (0, 1, 12, 13)] == ["keins", "eins", "zwölf", "13"]
    assert numbers.listed(("Ann", "Ben", "Eva")) == "Ann, Ben und Eva"
    assert [names.possessive(name) for name in ("Megan", "Jens", "美咲")] == ["Megans", "Jens’", "美咲’"]
    assert numbers.inside("Hochzeit") == "Hochzeit"


def test_pronouns_are_english_words() -> None:
    assert pronouns.owner("Megan", pronouns.read_pronouns("she/her")) == "her"
    i18n.use(["de"])
    assert pronouns.owner("Megan", pronouns.read_pronouns("she/her")) == "Megans"


def test_arabic_has_six_plurals() -> None:
    i18n.use(["ar"])
    said = {i18n.ngettext("{count} day", "{count} days", count) for count in (0, 1, 2, 3, 11, 100)}
    assert len(said) == 6
