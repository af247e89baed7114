"""From the content lines between BEGIN and END to a card, with the fate of each line counted."""

from dataclasses import replace
from operator import itemgetter

from relmgr.i18n import _
from relmgr.transfer.vcard import contacts, identity, knowing, life, pictures
from relmgr.transfer.vcard.controls import without_controls
from relmgr.transfer.vcard.draft import Draft, Handler, preferred
from relmgr.transfer.vcard.identity import LIST
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import (
    EXCERPT,
    Card,
    Fate,
    Limits,
    Problem,
    RelationValue,
    Tally,
    Trace,
    Traced,
)

_HANDLERS: dict[str, Handler] = {
    **identity.HANDLERS,
    **contacts.HANDLERS,
    **life.HANDLERS,
    **knowing.HANDLERS,
    **pictures.HANDLERS,
}
_STRUCTURAL = frozenset({"VERSION", "PRODID"})
_NUMBER = itemgetter(0)
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_GROUPED = frozenset({"X-ABLABEL", "X-ABADR"})
_MAY_RUN_OVER = {"ADR": "\n", "LABEL": "\n", "N": " ", "ORG": " ", "ROLE": " ", "TITLE": " "}
"""Properties of which careless writers put a line end into the file as it is, and what it stands for."""
_OUR_PRODUCT = "-//Relmgr//"


def card_of(
    lines: list[ContentLine],
    *,
    first_line: int,
    markers: list[Traced],
    refused: int,
    problems: list[Problem],
    agents: list[RelationValue],
    limits: Limits,
) -> Card:
    """The card that these lines make.

    `markers` are its BEGIN and END, `refused` the lines it had no room for, `problems` what was found before, and
    `agents` the cards nested in it.
    """
    draft = Draft(limits, problems=problems)
    fates = [0] * len(Fate)
    structural = len(markers)
    traced = markers
    _look_ahead(draft, lines)
    tails = _run_over(lines)
    for line in lines:
        if line.head.name not in _GROUPED:
            fate = _fate(draft, line, tails)
            fates[fate] += 1
            traced.append(Traced(line.number, fate, line.raw[:EXCERPT]))
    for line in lines:
        if line.head.name in _GROUPED:
            fate = _fate_of_grouped(draft, line)
            fates[fate] += 1
            traced.append(Traced(line.number, fate, line.raw[:EXCERPT]))
    draft.relations.extend(agents)
    traced.sort(key=_NUMBER)
    tally = Tally(
        structural=fates[Fate.STRUCTURAL] + structural,
        empty=fates[Fate.EMPTY],
        mapped=fates[Fate.MAPPED],
        kept=fates[Fate.KEPT],
        left_out=fates[Fate.LEFT_OUT] + refused,
    )
    return _finished(draft, first_line, tally, traced)


def _look_ahead(draft: Draft, lines: list[ContentLine]) -> None:
    """What later lines say about earlier ones: the version and the groups' labels."""
    for line in lines:
        head = line.head
        if head.name == "VERSION":
            draft.version = draft.version or line.value.strip()[:10]
        elif head.name == "PRODID":
            draft.is_ours = draft.is_ours or line.value.startswith(_OUR_PRODUCT)
        elif head.name == "ADR":
            if line.value.strip(" ;"):
                draft.address_labels.add(head.label)
        elif head.name == LIST:
            draft.is_list = draft.is_list or line.value.strip().upper() == "TRUE"
        elif head.name in _KINDS:
            draft.is_group = draft.is_group or line.value.strip().upper() == "GROUP"
        elif head.group and head.name == "X-ABLABEL":
            draft.group_labels.setdefault(head.group, line)
        elif head.group and head.name == "X-ABADR":
            draft.group_countries.setdefault(head.group, line)


def _run_over(lines: list[ContentLine]) -> dict[int, ContentLine]:
    """Which lines without a name are the rest of the line before them: by identity, with the line that they complete."""
    tails: dict[int, ContentLine] = {}
    whole: ContentLine | None = None
    pieces: list[str] = []
    for line in lines:
        if whole is not None and line.is_bare:
            pieces.append(line.raw)
            tails[id(line)] = whole
            continue
        if whole is not None and pieces:
            _complete(whole, pieces)
        whole = line if _may_run_over(line) else None
        pieces = []
    if whole is not None and pieces:
        _complete(whole, pieces)
    return tails


def _complete(whole: ContentLine, pieces: list[str]) -> None:
    between = _MAY_RUN_OVER[whole.head.name]
    whole.value = between.join([whole.value.rstrip(), *(piece.strip() for piece in pieces)])


def _may_run_over(line: ContentLine) -> bool:
    """A name is short: it goes on only where nothing of it stands in its line."""
    name = line.head.name
    return name in _MAY_RUN_OVER and (name != "N" or not line.value.strip())


def _fate(draft: Draft, line: ContentLine, tails: dict[int, ContentLine]) -> Fate:
    if line.fault:
        return _fate_of_faulty(draft, line, tails.get(id(line)))
    head = line.head
    handler = _HANDLERS.get(head.name)
    if handler is None:
        fate = Fate.STRUCTURAL if head.name in _STRUCTURAL else Fate.KEPT
    else:
        fate = handler(draft, line)
    draft.is_in_note = head.name == "NOTE" and fate is Fate.MAPPED
    if fate is Fate.KEPT:
        draft.unknown.append(line.raw)
        draft.kept_whole.add(id(line))
    elif fate is Fate.MAPPED and head.extra:
        names = ", ".join(head.extra[:5])
        draft.remark(
            line, _("Read without this detail, which has no place here: {names}").format(names=names)
        )
    if line.remark:
        draft.remark(line, line.remark)
    return fate


def _fate_of_faulty(draft: Draft, line: ContentLine, whole: ContentLine | None) -> Fate:
    if whole is not None and id(whole) not in draft.kept_whole:
        draft.remark(line, _("This line has no property name; it was taken as a part of the line before it."))
        return Fate.MAPPED
    if not (draft.is_in_note and line.is_bare):
        return draft.leave_out(line, line.fault)
    # Careless writers put the line ends of a note into the file as they are.
    draft.note_tails.append((len(draft.notes) - 1, line.raw))
    draft.remark(line, _("This line has no property name; it was taken as a part of the note before it."))
    return Fate.MAPPED


def _fate_of_grouped(draft: Draft, line: ContentLine) -> Fate:
    if line.remark:
        draft.remark(line, line.remark)
    if id(line) in draft.used_groups:
        return Fate.MAPPED
    if not line.value.strip():
        return Fate.EMPTY
    draft.unknown.append(line.raw)
    return Fate.KEPT


def _finished(draft: Draft, first_line: int, tally: Tally, traced: list[Traced]) -> Card:
    identity.settle_kind(draft)
    card = Card(
        kind=draft.kind,
        uid=draft.uid,
        formatted_name="" if draft.is_name_derived else draft.formatted_name,
        name=draft.name,
        sort_as=draft.sort_as,
        phonetic_given=draft.phonetic_given,
        phonetic_family=draft.phonetic_family,
        native_name=draft.native_name,
        nicknames=tuple(draft.nicknames),
        pronouns=draft.pronouns,
        contacts=preferred(draft.contacts),
        organisations=identity.organisations(draft.jobs) if draft.jobs else (),
        milestones=knowing.milestones(draft),
        relations=knowing.relations(draft),
        members=tuple(draft.members),
        notes=_notes(draft),
        labels=tuple(draft.labels),
        time_zone=draft.time_zone,
        languages=tuple(
            language for _preference, language in sorted(draft.languages, key=lambda pair: pair[0])
        ),
        facts=tuple(draft.facts),
        how_met=draft.how_met,
        cadence_days=draft.cadence_days,
        last_contact=draft.last_contact,
        photo=draft.photo,
        photo_url=draft.photo_url,
        logo=draft.logo,
        logo_url=draft.logo_url,
        created=draft.created,
        revised=draft.revised,
        unknown=tuple(draft.unknown),
        line=first_line,
        version=draft.version,
        problems=tuple(draft.problems),
        tally=tally,
        traced=Trace(traced),
    )
    if draft.is_name_derived and card.derived_name.strip() != draft.formatted_name:
        card = replace(card, formatted_name=draft.formatted_name)
    return without_controls(card)


def _notes(draft: Draft) -> tuple[str, ...]:
    if not draft.note_tails:
        return tuple(draft.notes)
    pieces = [[note] for note in draft.notes]
    for at, tail in draft.note_tails:
        pieces[at].append(tail)
    return tuple("\n".join(lines) for lines in pieces)
