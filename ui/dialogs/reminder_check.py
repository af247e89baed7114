"""The self-test of the reminders: the next five and when each will show, when we last looked, and what came (R2)."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.domain.calendar_words import short_day, short_weekday
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import NextShowing, Past, PastLine
from ui import theme as themes
from ui.context import Context, DialogHost
from ui.formats import time_words
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.dialog import DialogFrame
from ui.widgets.painting import box
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel, paint_line

_WHEN, _REST = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW, _EDGE, _WHEN_WIDTH = 44, 8, 132
_MOST_ROWS = 6


class ReminderCheck(DialogFrame):
    """What comes and what came. It only tells; Today is where one decides."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Will my reminders come?"))
        self._context = context
        store, now, zone = context.store, context.now(), context.zone()
        attention = context.settings.attention_time
        self.looked = TextLabel(self._looked_words(), "body", "text2", self, wrap=True)
        self.body.addWidget(self.looked)
        self.body.addWidget(Heading(_("The next five")))
        coming = reminders.next_showings(store, now, zone, attention)
        self.coming = _Lines(_("The next five"), [self._next_line(one) for one in coming])
        self._add(self.coming, _("Nothing is set that could come within a year."))
        self.body.addWidget(Heading(_("What came, and what you decided")))
        self.past = _Lines(_("What came"), [self._past_line(one) for one in reminders.history(store)])
        self._add(self.past, _("Nothing has been shown yet."))

    def _add(self, lines: "_Lines", nothing: str) -> None:
        if lines.model().rowCount():
            self.body.addWidget(lines)
        else:
            lines.setParent(None)
            lines.deleteLater()
            self.body.addWidget(TextLabel(nothing, "body", "text3", self, wrap=True))

    def _looked_words(self) -> str:
        last = reminders.last_look(self._context.store)
        if last is None:
            return _(
                "Relmgr has not looked yet. It looks whenever something may be due, and after every sleep."
            )
        said = _(
            "Last looked {when}. Relmgr looks again whenever something may be due, and after every sleep."
        ).format(when=self._moment(last))
        chosen = self._context.settings
        if chosen.quiet_from is None or chosen.quiet_until is None:
            return said
        quiet = _("Between {start} and {end} it is quiet: what comes then shows afterwards.").format(
            start=time_words(chosen.quiet_from), end=time_words(chosen.quiet_until)
        )
        return f"{said} {quiet}"

    def _moment(self, at: datetime) -> str:
        local, today = at.astimezone(self._context.zone()), self._context.today()
        if local.date() == today:
            return _("today {time}").format(time=time_words(local.time()))
        day = _("{weekday} {day}").format(
            weekday=short_weekday(local.weekday()), day=short_day(local.date(), today)
        )
        return _("{day}, {time}").format(day=day, time=time_words(local.time()))

    def _next_line(self, one: NextShowing) -> tuple[str, str, str]:
        name = one.item.person.name if one.item.person is not None else ""
        title = one.item.title[:1].upper() + one.item.title[1:]
        return self._moment(one.at), title, name if name not in one.item.title else ""

    def _past_line(self, one: PastLine) -> tuple[str, str, str]:
        words = {
            Past.SHOWN: _("Shown"),
            Past.SHOWN_LATE: _("Shown, while you were away"),
            Past.DONE: _("Done"),
            Past.SNOOZED: _("Snoozed"),
            Past.SKIPPED: _("Skipped"),
            Past.HANDLED: _("Handled already"),
        }[one.past]
        if one.until is not None:
            words = _("Snoozed until {when}").format(when=self._moment(one.until))
        title = one.title[:1].upper() + one.title[1:] or _("Something removed since")
        whose = [one.person] if one.person and one.person not in title else []
        return self._moment(one.at), title, _(" · ").join([words, *whose])


class _Lines(QListView):
    """Rows of a time, what it is about, and a word; read with the arrows."""

    def __init__(self, name: str, lines: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        model = QStandardItemModel(self)
        for when, title, rest in lines:
            item = QStandardItem(_(", ").join(part for part in (when, title, rest) if part))
            item.setData(when, _WHEN)
            item.setData((title, rest), _REST)
            item.setEditable(False)
            model.appendRow(item)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        rows = max(1, min(_MOST_ROWS, len(lines)))
        self.setFixedHeight(rows * themes.current().scaled(_ROW))
        if lines:
            self.setCurrentIndex(model.index(0, 0))


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: QWidget) -> None:
        super().__init__(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The time at the leading side; beside it the title over the word."""
        theme = themes.current()
        palette, rect = theme.palette, option.rect
        painter.setLayoutDirection(option.direction)
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        title, rest = index.data(_REST)
        column = theme.scaled(_WHEN_WIDTH)
        line = theme.line_height("body")
        top = rect.y() + (rect.height() - line * (2 if rest else 1)) // 2
        self._line(painter, rect, (0, column), top, (index.data(_WHEN), "small", "text3"))
        wide = rect.width() - column
        self._line(painter, rect, (column, wide), top, (title, "body_strong", "text"))
        if rest:
            self._line(painter, rect, (column, wide), top + line, (rest, "small", "text3"))

    @staticmethod
    def _line(
        painter: QPainter, rect: QRect, span: tuple[int, int], top: int, said: tuple[str, str, str]
    ) -> None:
        theme = themes.current()
        start, width = span
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = rect.right() + 1 - start - width if mirrored else rect.x() + start
        spot = QRect(x + _EDGE, top, width - 2 * _EDGE, theme.line_height("body"))
        text, style, role = said
        paint_line(painter, spot, text, style, theme.colour(role))


def open_reminder_check(context: Context, host: DialogHost) -> ReminderCheck:
    """Open it over the window."""
    dialog = ReminderCheck(context, host)
    host.open_dialog(dialog)
    return dialog
