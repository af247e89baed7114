"""The form of a person: a name in one field, everything else where it belongs, one undo for all of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, ContactKind, MilestoneKind, RelationKind, RoleTowardMe
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.services import milestones, people
from relmgr.services.people import AffiliationInput, ContactMethodInput, PersonInput
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.person import PersonDialog, open_person

Open = Callable[..., PersonDialog]


@pytest.fixture
def open_form(context: Context, host: Host, navigator: MagicMock) -> Open:
    def open_it(person_id: PersonId | None = None, name: str = "", focus: str = "") -> PersonDialog:
        return open_person(context, navigator, host, person_id, name=name, focus=focus)

    return open_it


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of 1200 × 800."""
    image = QImage(1200, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = tmp_path / "photo.png"
    assert image.save(str(path))
    return path


def saved(context: Context, dialog: PersonDialog) -> PersonInput:
    assert dialog.saved_id is not None, dialog.problem.label.text()
    return people.details(context.store, dialog.saved_id).input


def test_a_name_is_enough_and_the_card_opens(open_form: Open, context: Context, navigator: MagicMock) -> None:
    dialog = open_form()
    assert dialog.name.name.edit.hasFocus()
    QTest.keyClicks(dialog.name.name.edit, "Dr Maria de la Vega")
    assert dialog.name.suggestion.text() == "Title before: Dr · Given name: Maria · Family name: de la Vega"
    QTest.keyClick(dialog.name.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    given = saved(context, dialog)
    assert (given.prefix, given.given, given.family) == ("Dr", "Maria", "de la Vega")
    assert given.display_name == "Maria de la Vega"
    navigator.open_person.assert_called_once_with(dialog.saved_id)
    assert context.store.undo() == "Add Maria de la Vega"


def test_without_a_name_the_error_stands_under_it(open_form: Open, context: Context) -> None:
    dialog = open_form()
    dialog.city.set_text("Cape Town")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.name.row.error() == "A name is enough, but there has to be one."
    assert dialog.city.text() == "Cape Town"
    assert people.count(context.store) == 0


def test_parts_corrected_by_hand_are_not_split_again(open_form: Open, context: Context) -> None:
    dialog = open_form(name="Ana Maria Lima")
    dialog.name.unfold.click()
    family = dialog.name.parts["family"]
    assert family.isVisible()
    given = dialog.name.parts["given"]
    given.edit.clear()
    QTest.keyClicks(given.edit, "Ana Maria")
    dialog.name.parts["additional"].edit.clear()
    QTest.keyClicks(dialog.name.parts["additional"].edit, "x")
    QTest.keyClick(dialog.name.parts["additional"].edit, Qt.Key.Key_Backspace)
    assert dialog.name.name.text() == "Ana Maria Lima"
    QTest.keyClicks(dialog.name.parts["say_name"].edit, "LEE-mah")
    dialog.save_button.click()
    found = saved(context, dialog)
    assert (found.given, found.additional, found.family) == ("Ana Maria", "", "Lima")
    assert found.say_name == "LEE-mah"


def test_everything_is_kept_and_shown_again(open_form: Open, context: Context) -> None:
    dialog = open_form(name="Megan Jacobs")
    dialog.name.parts["pronouns"].set_text("she/her")
    job = dialog.jobs.add()
    job.fill(
        AffiliationInput(
            organisation="Fernkloof Logistics",
            title="Operations director",
            role=RoleTowardMe.SPONSOR,
            from_=PartialDate(2020, 3),
        )
    )
    phone = dialog.methods.add()
    phone.fill(ContactMethodInput(kind=ContactKind.PHONE, value="+27 21 555 0101", is_preferred=True))
    dialog.channel.choose(ContactKind.PHONE)
    dialog.hours.set_text("before 17:00")
    dialog.do_not_phone.click()
    dialog.city.set_text("Cape Town")
    dialog.zone.set_text("Africa/Johannesburg")
    dialog.languages.set_text("English")
    dialog.birthday.set_value(PartialDate(None, 2, 29))
    assert dialog.leap_day.isVisibleTo(dialog)
    dialog.leap_day.choice.choose(LeapDay.MARCH_1)
    dialog.labels.set_text("client, sailing")
    dialog.notes.set_text("Likes otters.")
    dialog.circle.choose(Circle.INVEST)
    QTest.keyClicks(dialog.cadence, "14")
    dialog.away_from.set_value(TODAY)
    dialog.away_until.set_value(TODAY + timedelta(days=7))
    dialog.away_why.set_text("In Portugal")
    dialog.gentle_until.set_value(TODAY + timedelta(days=3))
    dialog.save_button.click()
    found = saved(context, dialog)
    assert found.affiliations[0].organisation == "Fernkloof Logistics"
    assert (found.affiliations[0].from_, found.affiliations[0].role) == (
        PartialDate(2020, 3),
        RoleTowardMe.SPONSOR,
    )
    assert found.contact_methods[0].is_preferred
    assert (found.time_zone, found.cadence_days, found.circle) == ("Africa/Johannesburg", 14, Circle.INVEST)
    assert (found.labels, found.leap_day) == (("client", "sailing"), "mar1")
    assert dialog.saved_id is not None
    details = people.details(context.store, dialog.saved_id)
    assert (details.away_until, details.away_why) == (TODAY + timedelta(days=7), "In Portugal")
    assert details.gentle_until == TODAY + timedelta(days=3)
    (birthday,) = milestones.of(context.store, dialog.saved_id)
    assert birthday.input.kind is MilestoneKind.BIRTHDAY

    again = open_form(dialog.saved_id)
    assert again.title.text() == "Edit Megan Jacobs"
    assert not again.is_changed()
    again.birthday.set_value(None)
    again.methods.take_out(again.methods.lines()[0])
    again.save_button.click()
    assert milestones.of(context.store, dialog.saved_id) == ()
    changed = people.details(context.store, dialog.saved_id).input
    assert changed.contact_methods == ()
    assert changed.affiliations[0].id == found.affiliations[0].id
    context.store.undo()
    assert len(milestones.of(context.store, dialog.saved_id)) == 1
    assert people.details(context.store, dialog.saved_id).input == found


@pytest.mark.parametrize(
    ("field", "text", "row", "sentence"),
    [
        ("zone", "Africa/Atlantis", "time_zone", "There is no time zone “Africa/Atlantis”."),
        ("cadence", "5000", "cadence_days", "How often to be in touch: between 1 and 3650 days."),
    ],
)
def test_what_cannot_be_is_said_under_its_field(
    open_form: Open, field: str, text: str, row: str, sentence: str
) -> None:
    dialog = open_form(name="Megan Jacobs")
    edit = getattr(dialog, field)
    (edit.set_text if hasattr(edit, "set_text") else edit.setText)(text)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.row(row).error().startswith(sentence)
    assert edit.text() == text


def test_a_day_that_does_not_exist_is_refused(open_form: Open) -> None:
    dialog = open_form(name="Megan Jacobs", focus="birthday")
    assert dialog.birthday.day.hasFocus()
    QTest.keyClicks(dialog.birthday.day, "31")
    dialog.birthday.month.setCurrentIndex(2)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "February has no 31st" in dialog.row("birthday").error()


def test_dates_of_a_role_are_read_as_people_write_them(open_form: Open) -> None:
    dialog = open_form(name="Megan Jacobs")
    job = dialog.jobs.add()
    job.organisation.setText("Fernkloof")
    job.start.setText("some day")
    dialog.save_button.click()
    assert dialog.row("affiliations").error().startswith("Write what you know of the date")


def test_a_photo_is_made_small_kept_and_removed(
    open_form: Open, context: Context, make: Make, picture: Path
) -> None:
    megan = make.person()
    dialog = open_form(megan)
    dialog.photo.take(picture)
    assert dialog.is_changed()
    dialog.save_button.click()
    photo_id = people.details(context.store, megan).photo_id
    assert photo_id is not None
    photo = people.photo(context.store, photo_id)
    assert photo is not None
    assert photo.media_type == "image/jpeg"
    shown = QImage.fromData(photo.data)
    assert (shown.width(), shown.height()) == (512, 341)
    again = open_form(megan)
    assert again.photo.remove_button.isVisible()
    again.photo.remove_button.click()
    again.save_button.click()
    assert people.details(context.store, megan).photo_id is None


def test_a_dropped_file_that_is_no_picture_is_refused(open_form: Open, tmp_path: Path) -> None:
    dialog = open_form(name="Megan")
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"%PDF-1.7")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.photo.dropEvent(drop)
    assert dialog.photo.error() == "This is not a picture that can be shown. Choose a JPEG or a PNG."
    assert dialog.photo.picture is None


def test_moving_to_the_trash_can_be_undone(open_form: Open, context: Context, make: Make) -> None:
    megan = make.person()
    dialog = open_form(megan)
    next(one for one in dialog.findChildren(type(dialog.save_button)) if "trash" in one.text()).click()
    assert not dialog.isVisible()
    assert people.count(context.store) == 0
    context.store.undo()
    assert people.count(context.store) == 1


def test_a_light_person_can_be_shown_in_people(open_form: Open, context: Context, make: Make) -> None:
    tom = make.kin(make.person(), "Tom", RelationKind.CHILD)
    dialog = open_form(tom)
    dialog.listed.click()
    dialog.save_button.click()
    assert not people.details(context.store, tom).input.is_light


def test_tab_reaches_every_field_and_brings_it_into_view(open_form: Open) -> None:
    dialog = open_form(name="Megan Jacobs")
    viewport = dialog._scroll.viewport()
    for _step in range(60):
        if dialog.gentle_why.edit.hasFocus():
            break
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert dialog.gentle_why.edit.hasFocus()
    place = dialog.gentle_why.edit.mapTo(viewport, QPoint(0, 0))
    assert 0 <= place.y() <= viewport.height() - dialog.gentle_why.edit.height()


def test_a_copied_picture_is_pasted_and_what_is_none_says_so(
    open_form: Open, make: Make, context: Context
) -> None:
    dialog = open_form(make.person("Megan Jacobs"))
    QGuiApplication.clipboard().setText("not a picture")
    dialog.photo.paste_button.click()
    assert dialog.photo.error().startswith("What was copied last is no picture.")
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    dialog.photo.paste_button.click()
    assert dialog.photo.error() == ""
    assert dialog.photo.picture is not None
    assert len(dialog.photo.picture.data) < 20_000
    dialog.save_button.click()
    (who,) = people.find(context.store, "Megan")
    assert people.details(context.store, who.id).photo_id is not None


def test_away_without_its_last_day_is_asked_for(open_form: Open, make: Make) -> None:
    dialog = open_form(make.person("Megan Jacobs"))
    dialog.away_from.set_value(TODAY)
    dialog.save_button.click()
    assert dialog.row("away_until").error().startswith("Say until when")
    dialog.away_from.set_value(None)
    dialog.gentle_why.set_text("A bereavement")
    dialog.save_button.click()
    assert dialog.row("gentle_until").error().startswith("Say until when")
