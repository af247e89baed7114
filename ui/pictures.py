"""Photos and logos on their way in: measured by their header, decoded small, turned upright and encoded anew."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.people import Photo
from relmgr.transfer.images import measure

MAX_BYTES = 10_000_000
MAX_PIXELS = 25_000_000
"""What is looked at, by file and by header (quality §3)."""

SIDE = 512
"""The longest side kept, in pixels: four times the largest portrait at 100 %."""

_QUALITY = 88


def picture_filter() -> str:
    """The filter of a dialog that asks for a picture."""
    return _("Pictures (*.jpg *.jpeg *.png *.webp *.gif *.bmp);;All files (*)")


def read_file(path: Path, field: str = "photo") -> Photo:
    """The picture in a file, made small. Raises InputError, naming `field`, for what cannot be used."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = _("{name} could not be read. Nothing was changed. Choose another file.")
        raise InputError(message.format(name=path.name), field) from error
    return make_small(content, field)


PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"})


def dropped_files(content: QMimeData) -> list[Path]:
    """The pictures among the files that are dragged; a contact card or a folder is not for a portrait."""
    paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PICTURE_SUFFIXES]


def pasted(content: QMimeData, field: str = "photo") -> Photo | None:
    """The picture that was copied, as pixels or as a file; None where what was copied is no picture.

    Raises InputError, naming `field`, for a picture that cannot be used.
    """
    files = dropped_files(content)
    if files:
        return read_file(files[0], field)
    if not content.hasImage():
        return None
    image = QImage(content.imageData())
    if image.isNull():
        return None
    if max(image.width(), image.height()) > SIDE:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    return _encode(image)


def make_small(content: bytes, field: str = "photo") -> Photo:
    """`content` as JPEG, or PNG where it is see-through, at most 512 pixels long, without anything else inside.

    Raises InputError, naming `field`, for more than 10 MB or 25 megapixels and for what is no picture.
    """
    if len(content) > MAX_BYTES:
        raise InputError(_("This picture is larger than 10 MB. Choose a smaller one."), field)
    header = measure(content)
    if header is None:
        raise InputError(_("This is not a picture that can be shown. Choose a JPEG or a PNG."), field)
    if header.pixels > MAX_PIXELS:
        raise InputError(_("This picture has more than 25 megapixels. Choose a smaller one."), field)
    return _encode(_decode(content, field))


def _decode(content: bytes, field: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise InputError(_("This picture is damaged. Choose another one."), field)
    if max(image.width(), image.height()) > SIDE:  # a format that cannot be decoded small
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    return image


def _encode(image: QImage) -> Photo:
    see_through = image.hasAlphaChannel()
    kind = QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32
    # Painted onto a fresh image, so that only the pixels stay: no place, time or camera from the file's own notes.
    plain = QImage(image.size(), kind)
    plain.fill(Qt.GlobalColor.transparent)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png" if see_through else b"jpeg"))
    if not see_through:
        writer.setQuality(_QUALITY)
    writer.write(plain)
    media_type = "image/png" if see_through else "image/jpeg"
    return Photo(bytes(buffer.data().data()), media_type)
