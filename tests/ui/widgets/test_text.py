"""Labels: where a text is cut, in several fonts and scripts, and what an emoji in a portrait may not do to them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui import theme as themes
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.reading import focus_order
from ui.widgets.sections import Heading
from ui.widgets.segment import Segment
from ui.widgets.text import Run, TextLabel, baseline, lift

FAMILY = "👨‍👩‍👧‍👦"


def inked(image: QImage, left: int = 0, right: int | None = None) -> int:
    """How many pixels between two columns differ from the first one."""
    back = image.pixel(0, 0)
    columns = range(left, image.width() if right is None else right)
    return sum(image.pixel(x, y) != back for x in columns for y in range(image.height()))


def picture(label: TextLabel, width: int) -> QImage:
    label.resize(width, label.heightForWidth(width))
    return label.grab().toImage()


def test_a_line_of_several_pieces_ends_in_an_ellipsis(window: QWidget) -> None:
    label = TextLabel("", parent=window)
    label.set_runs(Run("Cape Town, 16:42  "), Run("two hours ahead of you", weight=600))
    whole = label.natural_width()
    image = picture(label, whole // 2)
    assert inked(image, image.width() - 1) == 0, "nothing runs into the edge"
    assert inked(image) < inked(picture(label, whole))


def test_lines_are_counted_and_cut_behind_emoji(window: QWidget) -> None:
    label = TextLabel(f"{FAMILY} " * 40, parent=window, wrap=True, max_lines=2)
    line = themes.current().line_height("body")
    assert label.heightForWidth(200) == 2 * line
    assert inked(picture(label, 200)) > 0
    assert TextLabel(f"{FAMILY} one line", parent=window, wrap=True).heightForWidth(400) == line


def test_the_note_of_a_heading_stands_on_its_baseline() -> None:
    theme = themes.current()
    below = {
        style: theme.line_height(style) - baseline(theme.font(style), theme.line_height(style))
        for style in ("section", "small")
    }
    assert lift("small", "section") == below["section"] - below["small"]
    assert lift("section", "small") == 0


def test_the_note_of_a_heading_gives_way_before_its_title(window: QWidget) -> None:
    heading = Heading("Expectations", "Six open or closed this quarter, and a few more", parent=window)
    heading.show()
    for width in (400, 150, 400):
        heading.resize(width, heading.sizeHint().height())
        assert heading.title.width() >= min(heading.title.natural_width(), width - 1)
    assert heading.note.width() == heading.note.natural_width()


@pytest.mark.parametrize("name", ["عمر الحسن", "Add \u2068ليلى حدّاد\u2069", "王 小明", "Megan Jacobs"])
@pytest.mark.parametrize("style", ["name", "body"])
def test_a_name_at_its_natural_width_stands_on_one_line(window: QWidget, name: str, style: str) -> None:
    label = TextLabel(name, style, parent=window, wrap=True)
    assert label.heightForWidth(label.natural_width()) == themes.current().line_height(style)


def test_a_segment_with_a_long_name_shrinks(window: QWidget) -> None:
    segment = Segment(["Somebody with quite a long name expects it of me", "I expect it"], parent=window)
    assert segment.minimumSizeHint().width() < segment.sizeHint().width() // 2


def test_an_emoji_among_initials_leaves_all_other_emoji_as_they_were(window: QWidget) -> None:
    """Asking Qt for the outline of one blanked every emoji of the window, in every size."""
    before = picture(TextLabel(FAMILY, "section", parent=window), 60)
    theme = themes.current()
    empty = person_pixmap(PortraitSpec(initials="", person_colour=1), 152, theme).toImage()
    for initials in (f"{FAMILY}E", "🦊"):
        drawn = person_pixmap(PortraitSpec(initials=initials, person_colour=1), 152, theme).toImage()
        assert drawn != empty, "it can be seen in the disc itself"
    assert picture(TextLabel(FAMILY, "section", parent=window), 60) == before
    assert inked(picture(TextLabel(FAMILY, "display", parent=window), 80)) > 0


def test_focus_order_is_the_order_of_the_layout_not_of_making(window: QWidget) -> None:
    last, first, middle = (Segment([name], parent=window) for name in "cab")
    layout = window.layout()
    assert layout is not None
    for segment in (first, middle, last):
        layout.addWidget(segment)
    order = [each.text() for each in focus_order(window)]  # type: ignore[attr-defined]  # all are buttons
    assert order == ["a", "b", "c"]
    assert all(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in focus_order(window))


@pytest.mark.parametrize(
    "text",
    ["Log the first one", "AVAToW, fly: 1,204 (10 %)", "To. 'Ty' \"We\" -- x/y", "ffi fl Te", "7", ""],
)
@pytest.mark.parametrize("style", ["body", "small", "name", "section", "date_strong", "row_title"])
def test_a_simple_line_looks_as_if_it_were_set(
    text: str, style: str, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn as it is, pixel by pixel the same."""
    label = TextLabel(text, style, parent=window)
    width = label.natural_width() + 5
    drawn = picture(label, width)
    monkeypatch.setattr(label, "_is_simple", lambda _width: False)
    assert drawn == picture(label, width)


@pytest.mark.parametrize(
    "text", ["Long words stay whole", "Wir AVTo 1,204", "Μαρία Παπαδοπούλου", "naïve façade"]
)
@pytest.mark.parametrize("style", ["body", "name", "row_title", "small_strong"])
def test_nothing_breaks_at_a_labels_own_width(text: str, style: str, window: QWidget) -> None:
    label = TextLabel(text, style, parent=window, wrap=True)
    assert label._lay_out(label.natural_width())[1] == 1
