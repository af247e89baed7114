"""An export on its way into a file: cards go to the disk as they are read, and the file takes its place whole."""

from io import BufferedRandom
from pathlib import Path

from relmgr import disk
from relmgr.paths import create_private_file, explain_os_error, sync_folder
from relmgr.transfer.exporting.job import Exporter


class Filed:
    """Call `step` on the store's thread until it gives False, then `finish` once, on any; `cancel` leaves no file.

    What stood at `path` is as it was until the end. Every call raises RelmgrError where the disk refuses; there is then
    no file of ours.
    """

    def __init__(self, exporter: Exporter, path: Path) -> None:
        self._exporter, self._path = exporter, path
        self._temporary = path.with_name(path.name + ".tmp")
        self._file: BufferedRandom | None = None
        try:
            self._temporary.unlink(missing_ok=True)  # left by a kill; nothing refers to it
            create_private_file(self._temporary)
            self._file = self._temporary.open("r+b")
        except OSError as error:
            raise explain_os_error(error, path) from error

    @property
    def done(self) -> int:
        """People read so far."""
        return self._exporter.done

    @property
    def total(self) -> int:
        """How many people there are to read; 0 until that is known."""
        return self._exporter.total

    def step(self) -> bool:
        """Read the next slice and write what is ready of it; False when all are read."""
        goes_on = self._exporter.step()
        self._write(b"".join(self._exporter.take()))
        return goes_on

    def finish(self) -> int:
        """Write what is left and put the file in its place; how many people or entries it holds."""
        self._write(self._exporter.content())
        assert self._file is not None
        try:
            self._file.flush()
            disk.sync(self._file.fileno())
            self._file.close()
            disk.put_in_place(self._temporary, self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            self.cancel()
            raise explain_os_error(error, self._path) from error
        return self._exporter.count

    def cancel(self) -> None:
        """Take away what was written; does nothing after the end."""
        if self._file is not None and not self._file.closed:
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        assert self._file is not None
        try:
            self._file.write(content)
        except OSError as error:
            self.cancel()
            raise explain_os_error(error, self._path) from error
