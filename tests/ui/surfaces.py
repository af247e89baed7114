"""Every page, dialog, face and popup of a filled file, one after another, for the tests that look at all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from relmgr import vault
from relmgr.backup import Backup, Inside, Rescued
from relmgr.backup import Kind as BackupKind
from relmgr.backup.making import make as make_backup
from relmgr.clock import Clock
from relmgr.domain.expectations import Column
from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.domain.kinds import (
    Circle,
    Direction,
    KindnessKind,
    MilestoneKind,
    RelationKind,
    Replacing,
    Scope,
    Side,
    Stage,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import EVERYBODY, Missing, PeopleFilter
from relmgr.domain.unsaved import Unsaved
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.services import (
    advice,
    care,
    duplicates,
    facts,
    feedback,
    first_days,
    first_met,
    gives,
    goals,
    mistakes,
    needs,
    offers,
    organisations,
    referrals,
    rough_patches,
    stages,
    unsaved,
    updates,
    ways,
)
from relmgr.services.card import CardView, card
from relmgr.services.expectations import ScopeItemInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.first_met import FirstMet
from relmgr.services.gives import GiveInput
from relmgr.services.goals import GoalInput
from relmgr.services.mistakes import MistakeInput
from relmgr.services.needs import NeedInput
from relmgr.services.offers import OfferInput
from relmgr.services.reflect import mirror
from relmgr.services.stages import StageInput
from relmgr.services.ways import WayInput
from relmgr.store import tables as t
from relmgr.store.rescue import TableRescued
from relmgr.transfer.importing import Offer
from tests.builders import Make
from ui import dialogs
from ui.context import Backups, Context, Place
from ui.dialogs.backups import LookDialog, open_backups, open_look
from ui.faces import portrait_of
from ui.guide import GuideWindow
from ui.main_window import Shell
from ui.models.announcement import announce
from ui.pages.duplicates import DuplicatesPage
from ui.pages.expectations import ExpectationsPage
from ui.pages.import_page import ImportPage
from ui.pages.people import PeoplePage
from ui.pages.reflect import ReflectPage
from ui.pages.restore import DamagedFace, ListFace, PreviewFace, ReportFace
from ui.pages.settings.keys import NewKeyDialog
from ui.pages.welcome import (
    ChoiceFace,
    PassphraseFace,
    ProveKeyFace,
    RecoveryKeyFace,
    SecretClipboard,
    TypingBackFace,
)
from ui.prep.window import PrepWindow
from ui.tasks import Tasks
from ui.tray.panel import Panel
from ui.tray.reminder import Reminder
from ui.unlock import UnlockFace, Way

LONG_NAME = "Maria-Alejandra Wolfeschlegelsteinhausen Fernández de la Vega y Castellanos von Hohenlohe-Schillingsfürst"
LONG_TEXT = ("The quick brown fox jumps over the lazy dog and goes on talking about the depot. " * 25)[:2000]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
ODD_NAME = "👨‍👩‍👧‍👦 Emoji\u202eevil\u2066bidi\u200f <img src=file:///etc/hostname> 🏳️‍🌈"
LOGGED = (
    "Rang Megan this morning. Her father is home. I promised the revised plan by Friday. She sounded tired."
)
JOTTED = "Rang Megan yesterday, she was relieved. I promised the plan by Friday. Call again Thursday"
_CODE = "T7QXM4KRB9VHNC2ZE8PD6GYS3JAFRN5WKQ2TV7XH9MCD4ZPB"
_BACKUP = Backup(
    folder=Path("2026-11-24T14-42-00Z"),
    made=datetime(2026, 11, 24, 14, 42, tzinfo=UTC),
    kind=BackupKind.BEFORE_MIGRATION,
    size=905_000,
    people=13,
    conversations=87,
)
_INSIDE = Inside(
    schema="0004",
    people=13,
    conversations=87,
    names=(LONG_NAME, "Ada"),
    last_talk=None,
    erased=(LONG_NAME, LONG_WORD),
)
_CARDS = (("Almeida", "Sofia", "Ateliê Ribeira"), ("Jacobs", "Megan", ""), (LONG_NAME, "Long", LONG_WORD))
Surface = tuple[str, QWidget]
_NEEDS_NAMES = frozenset({"what was being typed", "looking it over"})
"""What does not open while names are hidden."""


def settle() -> None:
    """Let everything that waits for its turn happen."""
    for _round in range(12):
        QApplication.processEvents()


def add_long_person(make: Make) -> PersonId:
    """Somebody of whom everything is far too long, and the odd name beside them."""
    who = make.person(
        LONG_NAME,
        pronouns="they/them/theirs",
        nickname="Maria-Alejandra-the-great-of-the-depot",
        company="Verband der " + LONG_WORD[:80],
        title="Stellvertretende Hauptabteilungsleiterin " * 2,
        city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        time_zone="Africa/Johannesburg",
        notes=LONG_TEXT,
        labels=tuple(f"label number {number}" for number in range(12)),
    )
    for number in range(200):
        make.conversation(who, on=-3 * number, our_work=LONG_TEXT if number == 0 else f"About {number}")
    for side, label, text in (
        (Side.INTERESTS, "A heading that is rather long", LONG_TEXT),
        (Side.WORK, "Coffee", LONG_WORD),
    ):
        facts.add(make.store, who, facts.FactInput(side=side, label=label, text=text))
    make.kin(who, LONG_NAME, RelationKind.CHILD)
    for number in range(3):
        make.life_event(who, title=f"{number} {LONG_TEXT[:120]}", note=LONG_TEXT, follow_up_on=number)
    items = (ScopeItemInput(text=LONG_TEXT, scope=Scope.WILL_DO), ScopeItemInput(text=LONG_WORD))
    make.expectation(who, LONG_TEXT, items=items, due_on=3)
    make.expectation(who, LONG_WORD, direction=Direction.OF_THEM, due_on=-3)
    updates.add_heads_up(make.store, who, LONG_TEXT, make.today)
    updates.agree(make.store, who, Direction.OF_THEM, 7, make.day(-30))
    make.milestone(who, MilestoneKind.CUSTOM, 5, title=LONG_TEXT[:300])
    ways.add(make.store, who, WayInput(text=LONG_TEXT[:300], label="A heading that is rather long"))
    ways.add(make.store, who, WayInput(text=LONG_WORD, is_mine=True))
    offer = offers.add(make.store, OfferInput(name=LONG_WORD, best_case=LONG_TEXT, worst_case=LONG_WORD))
    goals.add(make.store, who, GoalInput(to_text=LONG_TEXT, from_text=LONG_WORD, note=LONG_TEXT), make.today)
    needs.add(make.store, who, NeedInput(text=LONG_WORD, offer_id=offer))
    care.set_why(make.store, who, LONG_TEXT, make.now)
    stages.add(make.store, who, StageInput(stage=Stage.PARTNER, on=PartialDate(2024, 6), story=LONG_TEXT))
    met = FirstMet(on=PartialDate(2020), where=LONG_WORD, through=LONG_TEXT, impression=LONG_TEXT)
    first_met.save(make.store, who, met, make.now)
    for text in (LONG_TEXT, LONG_WORD):
        gives.add(make.store, (who,), GiveInput(text=text, came_of_it=LONG_TEXT))
        advice.add(make.store, who, advice.new(text, make.day(-20)))
        feedback.add(make.store, who, FeedbackInput(text=text, given_on=make.today))
    add_mending(make, who)
    add_earlier_values(make, who)
    odd = make.person(ODD_NAME)
    make.referral(who, odd, -30, LONG_TEXT)
    make.referral(odd, who, -20)
    make.reminder(odd, "Ring " + LONG_WORD, on=-1)
    return who


def add_earlier_values(make: Make, who: PersonId) -> None:
    """What was replaced, in too many words."""
    with make.store.change("Import") as session:
        for field, value in (("city", LONG_WORD), ("notes", LONG_TEXT), ("fact", LONG_TEXT[:300])):
            row = {"person_id": who, "field": field, "value": value, "replaced_by": LONG_WORD, "at": make.now}
            session.execute(
                t.earlier_value.insert().values(replacing=Replacing.IMPORT, origin=LONG_WORD, **row)
            )


def add_mending(make: Make, who: PersonId) -> None:
    """A rough patch, mistakes, a kindness shelf and first 30 days in too many words."""
    make.rough_patch(who, LONG_TEXT, on=-40, my_words=LONG_WORD)
    patch = make.rough_patch(
        who, LONG_TEXT, on=-3, heard_at=make.now, next_step=LONG_TEXT[:300], next_on=0, cause=LONG_WORD
    )
    rough_patches.add_step(make.store, patch, make.today, LONG_TEXT)
    for number, words in enumerate((LONG_TEXT, LONG_WORD)):
        given = MistakeInput(text=words, on_day=make.day(-number), rough_patch_id=patch, learned=LONG_TEXT)
        mistakes.add(make.store, who, given)
    for kind in KindnessKind:
        make.kindness(who, kind, LONG_TEXT[:300], occasion=LONG_WORD, note=LONG_TEXT[:300])
    number_of = first_days.start(make.store, who, make.day(-5))
    first_days.add_step(make.store, number_of, first_days.StepInput(text=LONG_TEXT[:300], note=LONG_WORD))


def pages(shell: Shell, who: PersonId) -> Iterator[Surface]:
    """The pages, at their tops and scrolled to their ends."""
    shell.open_today()
    settle()
    yield "today", shell
    shell.go(Place(page="people", person_id=who))
    settle()
    yield "people", shell
    people = shell.page("people")
    assert isinstance(people, PeoplePage)
    people.list.use_filter(PeopleFilter(missing=Missing.BIRTHDAY, label="x" * 60, circle=Circle.KEEP))
    settle()
    yield "people, filtered", shell
    people.list.use_filter(EVERYBODY)
    people.list.view.selectAll()
    settle()
    yield "people, several chosen", shell
    shell.go(Place(page="people", person_id=who))
    people.list.choose(who)
    settle()
    people.card.finish()
    bar = people.card.verticalScrollBar()
    for part in (1, 2, 3):
        bar.setValue(bar.maximum() * part // 3)
        settle()
        yield f"people, scrolled {part}", shell
    shell.go(Place(page="expectations"))
    settle()
    yield "expectations", shell
    expected = shell.page("expectations")
    assert isinstance(expected, ExpectationsPage)
    expected.look.choose(1)
    expected.filter_button.click()
    settle()
    yield "expectations, table and filters", shell
    expected.filter_button.click()
    expected.look.choose(0)
    yield from reflect_page(shell)
    shell.go(Place(page="referrals"))
    settle()
    yield "referrals", shell
    shell.open_duplicates()
    settle()
    duplicates_page = shell.page("duplicates")
    assert isinstance(duplicates_page, DuplicatesPage)
    while duplicates_page.looking.is_busy:
        QApplication.processEvents()
    settle()
    yield "duplicates", shell
    shell.open_organisations()
    settle()
    yield "organisations", shell
    for name in (logo_of(shell, who), organisations.find(shell.context.store, "Fernkloof Logistics")):
        assert name is not None
        shell.open_organisation(name)
        settle()
        yield f"organisation {name}", shell
    shell.open_settings("circles")
    settle()
    yield "settings, circles", shell
    shell.open_settings()
    settle()
    yield "settings", shell
    shell.open_settings("privacy")
    settle()
    yield "settings, privacy", shell
    shell.open_settings("about")
    settle()
    yield "settings, scrolled", shell


def reflect_page(shell: Shell) -> Iterator[Surface]:
    """Reflect, as a map and as a list, from its top to its end."""
    shell.go(Place(page="reflect"))
    settle()
    yield "reflect", shell
    page = shell.page("reflect")
    assert isinstance(page, ReflectPage)
    page.show_list(True)
    settle()
    yield "reflect, list", shell
    page.show_list(False)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    yield "reflect, scrolled", shell
    bar.setValue(0)


def logo_of(shell: Shell, who: PersonId) -> OrganisationId | None:
    """Where somebody works."""
    context = shell.context
    number = card(context.store, who, context.now(), context.zone()).person.organisation_id
    return None if number is None else OrganisationId(number)


def import_page(shell: Shell, folder: Path) -> Iterator[Surface]:
    """The import: its preview, what it asks, and what became of it."""
    path = folder / "cards.vcf"
    lines = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{0};{1};;;\r\nFN:{1} {0}\r\nORG:{2}\r\nEND:VCARD\r\n"
    nameless = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:\r\nNOTE:Met by the depot\r\nEND:VCARD\r\n"
    path.write_text("".join(lines.format(*one) for one in _CARDS) + nameless, "utf-8")
    shell.open_import((path,))
    page = shell.page("import")
    assert isinstance(page, ImportPage)
    while not page.is_compared:
        QApplication.processEvents()
    settle()
    yield "import", shell
    table = folder / "people.csv"
    rows = "".join(f"{first} {family},03/04/1980,{firm}\n" for family, first, firm in _CARDS)
    table.write_text(f"Name,Birthday,{LONG_WORD}\n{rows}", "utf-8")
    shell.open_import((table,))
    while not page.asking.rows or page.asking.isHidden():
        QApplication.processEvents()
    settle()
    yield "mapping", shell
    shell.open_import((path,))
    while not page.is_compared:
        QApplication.processEvents()
    for offer in (Offer.COMPARE, Offer.NAME_IT):
        page.view.offer_pressed.emit(next(row for row in page.model.rows if row.offer is offer))
        settle()
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, QWidget)
        yield f"import, {offer}", dialog
        dialog.reject()
        settle()
    page.foot.go.click()
    while not page.told.told.every:
        QApplication.processEvents()
    settle()
    shell.notices.leave()
    yield "import, what became of it", shell


def somebody_else(context: Context, who: PersonId) -> PersonId:
    """Another person of the file, to be compared with."""
    return next(
        PersonId(entry.key) for entry in duplicates.snapshot(context.store).entries if entry.key != who
    )


def opened_dialogs(shell: Shell, who: PersonId, *only: str) -> Iterator[Surface]:
    """Everything that opens over a page, or `only` what is named, each closed again."""
    context = shell.context
    window = (context, shell, shell)
    view = card(context.store, who, context.now(), context.zone())
    known, events = (*view.expectations_of_me, *view.expectations_of_them), view.right_now
    assert view.last_time is not None
    talk = int(view.last_time.conversation_id)
    organisation = view.person.organisation_id
    assert organisation is not None
    openers: dict[str, Callable[[], object]] = {
        "search": lambda: shell.open_search(""),
        "search for ma": lambda: shell.open_search("ma"),
        "keys": shell.show_keys,
        "log": lambda: shell.log_conversation(who, LOGGED),
        "quick capture": shell.log_conversation,
        "conversation": lambda: dialogs.open_conversation(*window, conversation_id=talk),
        "edit person": lambda: shell.edit_person(who),
        "new person": lambda: shell.new_person("Ada Lovelace"),
        "expectation": lambda: shell.edit_expectation(known[0].id),
        "new expectation": lambda: shell.add_expectation(who, Direction.OF_ME),
        "promise": lambda: dialogs.open_quick(*window, who),
        "sheet": lambda: dialogs.open_sheet(*window, who),
        "updates": lambda: dialogs.open_updates(*window, who),
        "agree": lambda: dialogs.move_to(context, shell, known[0].id, Column.AGREED),
        "at risk": lambda: dialogs.move_to(context, shell, known[0].id, Column.AT_RISK),
        "close": lambda: dialogs.move_to(context, shell, known[0].id, Column.CLOSED),
        "fact": lambda: dialogs.open_fact(*window, who),
        "sides": lambda: dialogs.open_sides(*window, who),
        "way": lambda: dialogs.open_way(*window, who),
        "goal": lambda: dialogs.open_goal(*window, who),
        "need": lambda: dialogs.open_need(*window, who),
        "my offers": lambda: dialogs.open_offers(*window),
        "offer": lambda: dialogs.open_offer(*window),
        "why I care": lambda: dialogs.open_care(*window, who),
        "how we met": lambda: dialogs.open_met(*window, who),
        "stages": lambda: dialogs.open_stages(*window, who),
        "stage": lambda: dialogs.open_stage(*window, who),
        "life event": lambda: dialogs.open_life_event(*window, who, events[0].id),
        "date": lambda: dialogs.open_milestone(*window, who),
        "moment": lambda: dialogs.open_moment(*window, who),
        "evidence": lambda: dialogs.open_evidence(*window, who),
        "overruling": lambda: dialogs.open_overruling(*window, who),
        "dismissal": lambda: dialogs.open_dismissal(*window, who),
        "question": lambda: dialogs.open_question(*window, who, "How are things?"),
        "long line": lambda: dialogs.open_long_line(*window, who),
        "chapter": lambda: dialogs.open_chapter(*window, who),
        "introduction": lambda: dialogs.open_referral(*window, who),
        "thanks": lambda: dialogs.open_thanks(
            *window, referrals.view(context.store, context.today()).owed[0].id
        ),
        "something given": lambda: dialogs.open_give(*window, (who,)),
        "advice": lambda: dialogs.open_advice(*window, who),
        "feedback": lambda: dialogs.open_feedback(*window, who),
        "a hard truth": lambda: dialogs.open_feedback(*window, who, is_mine=True),
        "relation": lambda: dialogs.open_relation(*window, who),
        "reminder": lambda: dialogs.open_reminder(*window, who),
        "export": lambda: dialogs.open_export(*window),
        "merge with": lambda: dialogs.open_merge_with(*window, who),
        "merge": lambda: dialogs.open_merge(*window, who, somebody_else(context, who)),
        "merge all": lambda: dialogs.open_merge_all(
            context, shell, ((LONG_NAME, LONG_WORD), ("Megan Jacobs", "Ada Lovelace", ODD_NAME)), lambda: None
        ),
        "told apart": lambda: dialogs.open_told_apart(*window),
        "share": lambda: dialogs.open_export(*window, (who,)),
        "filter people": lambda: dialogs.open_people_filter(
            *window, PeopleFilter(missing=Missing.BIRTHDAY), lambda _chosen: None
        ),
        "labels": lambda: dialogs.open_labels(*window, (who,)),
        "who would like": lambda: shell.who_would_like("coffee"),
        "who can help": lambda: shell.who_can_help("label"),
        "all labels": lambda: dialogs.open_all_labels(*window),
        "saved filters": lambda: dialogs.open_saved_filters(*window),
        "reminder check": lambda: dialogs.open_reminder_check(context, shell),
        "the week": lambda: dialogs.open_week_review(*window),
        "where we stand": lambda: dialogs.open_where_we_stand(*window),
        "whether to keep": lambda: dialogs.open_keeping(*window, who),
        "everything about one": lambda: dialogs.open_record(*window, who),
        "earlier values": lambda: dialogs.open_history(*window, who),
        "erase": lambda: dialogs.open_erase(*window, who),
        "empty trash": lambda: dialogs.open_empty_trash(window[0], window[2]),
        "away": lambda: dialogs.open_away(*window, who),
        "gentle mode": lambda: dialogs.open_gentle(*window, who),
        **mending_openers(window, who, view),
        "whom to deepen": lambda: dialogs.open_deepening(*window),
        "a decision": lambda: dialogs.open_long_view(*window, who),
        "the year": lambda: dialogs.open_year_review(*window),
        "review myself": lambda: dialogs.open_mirror_review(*window),
        "earlier reviews": lambda: dialogs.open_past_reviews(*window),
        "whose mirror": lambda: dialogs.open_whose_mirror(*window, lambda _person: None),
        "what the moments say": lambda: dialogs.open_mirror_evidence(
            *window, mirror.mirror(context.store, context.today()).lines[1]
        ),
        "organisation": lambda: dialogs.open_organisation(*window, int(organisation)),
        "looking it over": lambda: dialogs.open_check(*window),
        "what was being typed": lambda: open_typed(shell),
        "whether to make a new recovery key": lambda: shell.open_dialog(NewKeyDialog(shell.dialog_parent())),
    }
    for name, open_it in openers.items():
        if (only and name not in only) or (name in _NEEDS_NAMES and context.store.hides_names):
            continue
        open_it()
        settle()
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, QWidget), name
        yield name, dialog
        more = next((b for b in dialog.findChildren(QAbstractButton) if b.text() == "More"), None)
        if more is not None and more.isVisible():
            more.click()
            settle()
            yield f"{name}, more", dialog
        shell.dialogs[-1].reject()
        settle()
    if not only and context.unlocked is not None:
        yield from backup_dialogs(shell, context.unlocked)


def backup_dialogs(shell: Shell, unlocked: vault.Unlocked) -> Iterator[Surface]:
    """All backups, and the look into one."""
    context = shell.context
    one = make_backup(unlocked, context.profile.data / "backups", BackupKind.ASKED, context.now())
    kept = SimpleNamespace(backups=(one, _BACKUP), restore_asked=context.signals.message)
    context = replace(context, backups=cast("Backups", kept))
    open_backups(context, shell)
    settle()
    listed = shell.dialogs[-1]
    assert isinstance(listed, QWidget)
    yield "all backups", listed
    listed.reject()
    open_look(context, shell, one)
    look = shell.dialogs[-1]
    assert isinstance(look, LookDialog)
    while not look.go.isEnabled():
        QApplication.processEvents()
    settle()
    yield "look into a backup", look
    look.reject()
    settle()


def open_typed(shell: Shell) -> None:
    """What was being typed when Relmgr was locked, long and short."""
    unsaved.keep(
        shell.context.store,
        (Unsaved(_("Quick capture"), _("What happened"), LONG_TEXT), Unsaved(LONG_NAME, LONG_WORD, "Short")),
    )
    shell.show_unsaved()


def mending_openers(
    window: tuple[Context, Shell, Shell], who: PersonId, view: CardView
) -> dict[str, Callable[[], object]]:
    """What opens about rough patches, kindness and the first 30 days; some of it only where there is one."""
    found: dict[str, Callable[[], object]] = {
        "rough patch": lambda: dialogs.open_rough_patch(*window, who),
        "mistake": lambda: dialogs.open_mistake(*window, who),
        "kindness": lambda: dialogs.open_kindness(*window, who, kind=KindnessKind.GIFT_GIVEN),
        "kindness shelf": lambda: dialogs.open_shelf(*window, who),
        "list for the first 30 days": lambda: dialogs.open_first_list(*window),
    }
    if view.rough is not None:
        patch = view.rough.id
        found |= {
            "story of a rough patch": lambda: dialogs.open_patch_story(*window, patch),
            "how it was handled": lambda: dialogs.open_felt(*window, patch),
            "how it is now": lambda: dialogs.open_aftercare(*window, patch),
        }
    if view.first_days is not None and view.first_days.steps:
        found["first step"] = lambda: dialogs.open_first_step(*window, who)
        found["first delivery"] = lambda: dialogs.open_delivery(*window, who)
    return found


def prep(shell: Shell, who: PersonId) -> Iterator[Surface]:
    """Prep for a call, in its own window, at its top and scrolled to its end."""
    shell.open_prep(who)
    settle()
    (window,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, PrepWindow))
    yield "prep", window
    window.panel.scroll_by(100)
    window.panel.note.set_text("One\nTwo\nThree")
    settle()
    yield "prep, scrolled", window
    window.panel.note.set_text("")
    window.close()
    settle()


def popups(context: Context) -> Iterator[Surface]:
    """What shows outside the window: the tray's panel and the reminder."""
    panel = Panel(context)
    yield from _shown("tray panel", panel)
    item = panel.rows[0].item
    panel.note.setText(JOTTED)
    panel.note.returnPressed.emit()
    yield from _shown("tray panel with a line", panel)
    spec = portrait_of(context.store, item.person) if item.person is not None else None
    yield from _shown("guide", GuideWindow(context.profile))
    yield from _shown("reminder", Reminder(announce((item,), shows_names=True), spec))


def faces(profile: Profile, clock: Clock, size: tuple[int, int]) -> Iterator[Surface]:
    """What the window shows while no file is open."""
    lead = "Your data stays on this computer, encrypted with your passphrase. " * 2
    clipboard = SecretClipboard()
    tasks = Tasks()
    unlock = UnlockFace(profile, vault.state(profile), tasks, was_locked=True)
    made: dict[str, QWidget] = {
        "choice": ChoiceFace(),
        "recovery key": RecoveryKeyFace(_CODE, clock, clipboard, lead=lead),
        "passphrase": PassphraseFace(lead),
        "recovery key to prove": ProveKeyFace(profile, tasks),
        "typing back": TypingBackFace(_CODE, (1, 4)),
        "unlock": unlock,
        "damaged": DamagedFace(LONG_TEXT[:200], can_rescue=True, can_read=True),
        "backups": ListFace((_BACKUP,) * 3, UTC),
        "no backups": ListFace((), UTC),
        "backup": PreviewFace("Backup of 24 November 2026, 14:42", "13 people", needs_code=True),
        "rescued": ReportFace(Rescued((TableRescued("person", 12, 1),), 200, 1, 1), str(profile.data)),
    }
    looked_into = PreviewFace("Backup of 24 November 2026, 14:42", "13 people", needs_code=False)
    looked_into.show_inside(_INSIDE)
    made["backup with people erased since"] = looked_into
    for name, face in made.items():
        face.resize(*size)
        yield from _shown(name, face)
    unlock = UnlockFace(profile, vault.state(profile), tasks, was_locked=True)
    unlock.show_way(Way.RECOVERY)
    unlock.resize(*size)
    yield from _shown("unlock by recovery key", unlock)
    tasks.end()


def _shown(name: str, widget: QWidget) -> Iterator[Surface]:
    widget.show()
    settle()
    yield name, widget
    widget.close()
    widget.deleteLater()
    settle()


def is_own(child: QObject, root: QWidget) -> bool:
    """Whether `child` is a widget that can be seen in the window of `root`."""
    return isinstance(child, QWidget) and child.isVisible() and child.window() is root.window()
