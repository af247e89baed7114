"""The record as one page: no script, no link, nothing from elsewhere; every text is escaped, and it prints well."""

import base64
from collections.abc import Iterator
from datetime import date
from html import escape

from relmgr.domain.calendar_words import full_day
from relmgr.i18n import _, ngettext
from relmgr.services.whole import Scope, Whole
from relmgr.transfer.record.showing import Group, Row, groups

_STYLE = (
    "body{font-family:Inter,system-ui,sans-serif;font-size:14px;line-height:20px;color:#25211C;background:#fff;"
    "max-width:720px;margin:32px auto;padding:0 24px}"
    "h1{font-size:28px;line-height:34px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px;color:#245246}"
    "p{margin:0 0 6px;color:#574F46}img{float:right;width:96px;height:96px;object-fit:cover;border-radius:12px;"
    "margin:0 0 12px 16px}"
    "dl{display:grid;grid-template-columns:200px 1fr;gap:2px 16px;margin:0 0 8px;padding:8px 0;"
    "border-top:1px solid #E4DDD3;break-inside:avoid}"
    "dt{color:#574F46}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}"
    "dd.flag{font-weight:600;color:#8A3B12}h2 small{font-weight:400;font-size:12px;color:#574F46}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}}"
)
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})


def html(whole: Whole, scope: Scope, today: date) -> str:
    """The whole record. `today`: the day on the wall, for the head."""
    name = escape(whole.name)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{name}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(_body(whole, scope, today))
        + "\n</body></html>\n"
    )


def _body(whole: Whole, scope: Scope, today: date) -> Iterator[str]:
    yield from _pictures(whole)
    yield f"<h1>{escape(whole.name)}</h1>"
    yield f"<p>{escape(_('Everything that is kept here, as of {day}.').format(day=full_day(today)))}</p>"
    if scope is Scope.WITHOUT_MY_VIEW:
        yield f"<p>{escape(without_words())}</p>"
    for group in groups(whole, scope):
        if group.table != "photo":
            yield from _group(group)


def without_words() -> str:
    """What a record without my view says of that at its top."""
    return _(
        "Left out is what the writer thought and planned alone: judgements, questions, reminders and looking back."
    )


def _pictures(whole: Whole) -> Iterator[str]:
    for part in whole.parts:
        for row in part.rows if part.table == "photo" else ():
            kind = row["media_type"]
            if kind in _PICTURES:
                data = base64.b64encode(row["data"]).decode("ascii")
                yield f'<img alt="{escape(_("Photo"))}" src="data:{kind};base64,{data}">'


def _group(group: Group) -> Iterator[str]:
    count = len(group.rows)
    many = ngettext("{count} entry", "{count} entries", count).format(count=count) if count > 1 else ""
    mine = _("My own view") if group.is_mine else ""
    aside = " · ".join(part for part in (many, mine) if part)
    yield f"<h2>{escape(group.heading)}{f' <small>{escape(aside)}</small>' if aside else ''}</h2>"
    for row in group.rows:
        yield _list(row)


def _list(row: Row) -> str:
    lines = [f"<dt>{escape(one.called)}</dt><dd>{escape(one.text)}</dd>" for one in row.values]
    if row.sensitive:
        lines.insert(0, f'<dt>{escape(_("Sensitive"))}</dt><dd class="flag">{escape(row.sensitive)}</dd>')
    return f"<dl>{''.join(lines)}</dl>"
