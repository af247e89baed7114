"""What the journeys share with the tests of windows."""

from tests.ui.conftest import context, desk, made, mould, open_shell, profile, store

__all__ = ["context", "desk", "made", "mould", "open_shell", "profile", "store"]
