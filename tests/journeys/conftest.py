"""What the journeys share with the tests of windows."""

from tests.ui.conftest import context, desk, made, open_shell, profile, store

__all__ = ["context", "desk", "made", "open_shell", "profile", "store"]
