"""What stands typed and not saved in a window or dialog, so that a lock can keep it (S2)."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from relmgr.domain.unsaved import Unsaved
from ui.widgets.fields.line import SearchField

CAME_WITH_TEXT = "came_with_text"
"""A dialog with this property was opened with a text that stands nowhere else: all of it counts as typed."""

SECRET = "secret"
"""A dialog with this property has a passphrase or a recovery key typed into it: nothing of it is kept."""

Texts = Mapping[QWidget, str]


def texts(root: QWidget) -> dict[QWidget, str]:
    """The fields of `root` that somebody can write in, and what stands in each; never a secret, nor what is searched."""
    found: dict[QWidget, str] = {}
    for line in root.findChildren(QLineEdit):
        is_open = line.echoMode() is QLineEdit.EchoMode.Normal and not line.isReadOnly()
        if is_open and not isinstance(line, SearchField):
            found[line] = line.text().strip()
    for area in root.findChildren(QTextEdit):
        if not area.isReadOnly():
            found[area] = area.toPlainText().strip()
    return found


def typed(where: str, root: QWidget, before: Texts) -> Iterator[Unsaved]:
    """What was written in `root` since it said `before`."""
    if root.property(SECRET):
        return
    if root.property(CAME_WITH_TEXT):
        before = {}
    for field, text in texts(root).items():
        if text and text != before.get(field, ""):
            yield Unsaved(where, field.accessibleName(), text)


def typed_on_page(page: QWidget) -> Iterator[Unsaved]:
    """What was written by hand in the fields of a page, such as the first fact of a new card."""
    for field, text in texts(page).items():
        by_hand = field.isModified() if isinstance(field, QLineEdit) else bool(text)
        if text and by_hand and field.isVisibleTo(page):
            yield Unsaved(field.accessibleName(), "", text)
