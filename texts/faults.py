"""What can be wrong with a text in the code or in another language, told in a line each."""

import re
from collections.abc import Callable, Iterator, Mapping
from gettext import c2py
from string import Formatter

from texts.po import Entry, PoFile
from texts.sources import Found, Key
from texts.words import FORBIDDEN, PERSON, PRONOUNS, QUOTES

_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")
_MNEMONIC = re.compile(r"&(?=\w)")
_TRIED = 1000
_ENDINGS = {".": ".", "…": "…", ":": ":", "?": "?؟", ",": ",،"}


def in_english(texts: Mapping[Key, Found]) -> Iterator[str]:
    """Faults of the texts in the code."""
    for key, found in texts.items():
        for text in filter(None, (key.one, key.many)):
            fault = next(_of_words(text, "en"), "") or _of_placeholders(text)
            if fault:
                yield f"{found.places[0]}: {fault}: {text}"


def plural_rule(whole: PoFile) -> tuple[int, Callable[[int], int]]:
    """How many forms a plural has in this language, and which goes with a number."""
    count = re.search(r"nplurals=(\d+)", whole.header("Plural-Forms"))
    rule = re.search(r"plural=([^;]+);", whole.header("Plural-Forms"))
    if count is None or rule is None:
        raise ValueError("the head says nothing about plural forms")
    form = c2py(rule[1])
    if {form(number) for number in range(_TRIED)} != set(range(int(count[1]))):
        raise ValueError("the plural rule does not yield the number of forms that the head names")
    return int(count[1]), form


def in_language(whole: PoFile, texts: Mapping[Key, Found]) -> Iterator[str]:
    """Faults of the language that `whole` is; missing texts only where its head promises them (X-Complete)."""
    try:
        count, form = plural_rule(whole)
    except ValueError as error:
        yield str(error)
        return
    language, promised = whole.header("Language"), tuple(whole.header("X-Complete").split())
    for key, entry in whole.entries.items():
        is_promised = any(place.startswith(promised) for place in texts[key].places)
        for fault in _of_entry(key, entry, count, form, language, is_promised=is_promised):
            yield f"{fault}: {key.one}"


def _of_entry(
    key: Key, entry: Entry, count: int, form: Callable[[int], int], language: str, *, is_promised: bool
) -> Iterator[str]:
    if entry.is_fuzzy:
        yield "marked as unsure"
    if len(entry.forms) != (count if key.many else 1):
        yield f"{len(entry.forms)} forms"
    elif not all(entry.forms):
        if is_promised or any(entry.forms):
            yield "missing"
    else:
        for number, text in enumerate(entry.forms):
            is_of_one_number = bool(key.many) and sum(form(tried) == number for tried in range(_TRIED)) == 1
            yield from _of_form(text, key.many or key.one, language, may_leave_out=is_of_one_number)


def _of_form(text: str, source: str, language: str, *, may_leave_out: bool) -> Iterator[str]:
    """Faults of one form; a form for a single number ("one person") `may_leave_out` a placeholder."""
    yield from _of_words(text, language)
    here, there = _placeholders(text), _placeholders(source)
    if here != there and not (may_leave_out and set(here) < set(there)):
        yield f"placeholders {here} instead of {there}"
    if _blank(text) != _blank(source):
        yield "white space at the ends differs"
    if text.count("\n") != source.count("\n"):
        yield "line breaks differ"
    if len(_MNEMONIC.findall(text)) != len(_MNEMONIC.findall(source)):
        yield "mnemonics differ"
    ending = source.rstrip()[-1:]
    if ending in _ENDINGS and text.rstrip()[-1:] not in _ENDINGS[ending]:
        yield f"ends differently: {text}"


def _blank(text: str) -> tuple[str, str]:
    """The white space before and after `text`."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _placeholders(text: str) -> list[tuple[str, str]]:
    """The names filled in, and how."""
    return sorted(
        {(name, how or "") for _text, name, how, _turn in Formatter().parse(text) if name is not None}
    )


def _of_placeholders(text: str) -> str:
    try:
        named = _placeholders(text)
    except ValueError as error:
        return str(error)
    return "" if all(name.isidentifier() for name, _how in named) else "a placeholder without a name"


def _of_words(text: str, language: str) -> Iterator[str]:
    if _MARKUP.search(text):
        yield f"markup in “{text}”"
    for patterns in (FORBIDDEN, QUOTES, PRONOUNS if PERSON.search(text) else {}):
        found = patterns[language].search(text) if language in patterns else None
        if found is not None:
            yield f"“{found[0]}” in “{text}”"
