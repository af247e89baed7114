"""A window of PySide6 with nothing in it: what a start of Relmgr is measured against (`benchmarks.installed`, `benchmarks.peers`)."""

import sys

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget


def main() -> int:
    """Show it until it is closed."""
    application = QApplication(["relmgr"])
    window = QWidget()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#F7F6F2"))
    window.setPalette(palette)
    window.resize(1280, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
