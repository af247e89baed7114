"""Tables as files: the cells of rows between commas, each in quotation marks where it needs them (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_ROWS = 200
BYTE_ORDER_MARK = "\ufeff"
"""Office programs take a table without it for one in the old code page of the system."""


def written(rows: Iterable[Sequence[str]], *, marked: bool = False) -> Iterator[bytes]:
    """The file in pieces, in UTF-8 with CRLF; `marked` begins it with a byte order mark."""
    buffer = io.StringIO(newline="")
    if marked:
        buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n")
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % _ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


__all__ = ["written"]
