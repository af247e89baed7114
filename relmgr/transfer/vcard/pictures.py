"""Photos and logos of a card: decoded from base64, measured by their header, never drawn and never fetched."""

from urllib.parse import unquote_to_bytes

from relmgr.i18n import _
from relmgr.transfer import images
from relmgr.transfer.picture_notes import without_notes
from relmgr.transfer.vcard import text as texts
from relmgr.transfer.vcard.draft import Draft, Handler
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import MEBIBYTE, Fate, Picture


def _picture(attribute: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        value = line.value.strip()
        if not value:
            return Fate.EMPTY
        beginning = value[:40].lower()
        if not beginning.startswith("data:") and ("://" in beginning or _is_address(line)):
            return _address(draft, line, attribute)
        if getattr(draft, attribute) is not None:
            return draft.keep(line, _("The card has a further picture; the first was taken."))
        if len(value) > draft.limits.line_characters:
            return draft.leave_out(line, _too_heavy(draft))
        content = _content(value)
        if content is None:
            return draft.keep(line, _("This picture could not be decoded."))
        return _measured(draft, line, attribute, content)

    return handle


def _is_address(line: ContentLine) -> bool:
    return line.head.parameters.get("VALUE", "").lower() in ("uri", "url") and not line.head.encoding


def _address(draft: Draft, line: ContentLine, attribute: str) -> Fate:
    address = draft.text(line)
    if getattr(draft, attribute + "_url") not in ("", address):
        return draft.keep(line)
    setattr(draft, attribute + "_url", address)
    return Fate.MAPPED


def _content(value: str) -> bytes | None:
    if value[:5].lower() != "data:":
        return texts.base64_bytes(value)
    # Writers that treat the address as text escape its comma and semicolon.
    head, comma, body = value[5:].replace("\\,", ",", 1).partition(",")
    if not comma:
        return None
    return texts.base64_bytes(body) if head.lower().rstrip().endswith("base64") else unquote_to_bytes(body)


def _measured(draft: Draft, line: ContentLine, attribute: str, content: bytes) -> Fate:
    if len(content) > draft.limits.photo_bytes:
        return draft.leave_out(line, _too_heavy(draft))
    size = images.measure(content)
    if size is None:
        return draft.keep(line, _("This picture is of a kind that cannot be shown."))
    if size.pixels > draft.limits.photo_pixels:
        reason = _("This picture of {width} × {height} pixels is too large and was left out.")
        return draft.leave_out(line, reason.format(width=size.width, height=size.height))
    plain = without_notes(content)
    if plain != content:
        draft.remark(line, _("What the camera noted in this picture, such as the place, was taken out."))
    setattr(draft, attribute, Picture(size.media_type, plain))
    return Fate.MAPPED


def _too_heavy(draft: Draft) -> str:
    megabytes = draft.limits.photo_bytes // MEBIBYTE
    return _("This picture is larger than {megabytes} MB and was left out.").format(megabytes=megabytes)


HANDLERS: dict[str, Handler] = {"LOGO": _picture("logo"), "PHOTO": _picture("photo")}
