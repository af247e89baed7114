"""The foot of the import: what is happening, Cancel, and the button that leads on; and parts of the page above it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.page_foot import PageFoot


class Foot(PageFoot):
    """What is happening, Cancel and Import."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Import"))
        self.same = LinkButton("", parent=self)
        self.report = LinkButton(_("Save the report"), parent=self)
        self.cancel = Button(_("Cancel"), parent=self)
        for link in (self.same, self.report):
            self.add_link(link)
        self.add_before(self.cancel)

    def show_reading(self, count: int, total: int) -> None:
        """How many cards were read so far, or how many of so many entries of an archive."""
        if total:
            words = _("{done} of {total} entries looked through")
            self.note.setText(words.format(done=count, total=total))
            return
        self.note.setText(ngettext("{count} card so far", "{count} cards so far", count).format(count=count))


def under(header: QWidget | None, body: QWidget) -> QWidget:
    """A part of the page: its words above the columns, and what stands below."""
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    if header is not None:
        layout.addWidget(header)
    layout.addWidget(body, 1)
    return part
