"""The photo of a contact, from the data URLs of the export."""

import base64
import binascii

from relmgr.i18n import _
from relmgr.transfer.images import measure
from relmgr.transfer.monica.draft import Draft, records_of
from relmgr.transfer.monica.tree import Branch
from relmgr.transfer.picture_notes import without_notes
from relmgr.transfer.vcard import Limits, Picture


def choose(draft: Draft, contact: Branch) -> None:
    """The photo that stands for them, else the first; the others are named in the report."""
    chosen = contact.at("properties", "avatar").text("avatar_photo")
    uids: list[str] = [
        str(one.held) for kind, records in records_of(contact) if kind == "photo" for one in records
    ]
    if chosen:
        uids = [chosen, *(uid for uid in uids if uid != chosen)]
    for uid in uids:
        record = draft.around.photos.get(uid)
        if record is None:
            continue
        picture = None if draft.photo is not None else _decoded(record, draft.around.limits)
        record.take()
        if picture is not None:
            draft.photo = picture
        else:
            name = record.at("properties").text("original_filename")
            draft.report(_("Another picture of them was left out: one person has one here."), name)


def _decoded(record: Branch, limits: Limits) -> Picture | None:
    head, _comma, body = record.at("properties").text("dataUrl").partition(",")
    if (
        not head.startswith("data:")
        or not head.endswith(";base64")
        or len(body) > limits.photo_bytes * 4 // 3 + 4
    ):
        return None
    try:
        content = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return None
    size = measure(content)
    if size is None or len(content) > limits.photo_bytes or size.pixels > limits.photo_pixels:
        return None
    return Picture(size.media_type, without_notes(content))
