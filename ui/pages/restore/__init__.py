"""What is shown while no file is open and a backup is to be restored, or a damaged file to be read."""

from ui.pages.restore.damaged import DamagedFace
from ui.pages.restore.listing import ListFace
from ui.pages.restore.preview import PreviewFace
from ui.pages.restore.report import ReportFace

__all__ = ["DamagedFace", "ListFace", "PreviewFace", "ReportFace"]
