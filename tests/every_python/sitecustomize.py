"""Read at start by every Python that a test starts (see tests/conftest.py): no IP sockets there either."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("no_network", Path(__file__).parents[1] / "no_network.py")
assert _spec is not None
assert _spec.loader is not None
_no_network = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_no_network)
_no_network.forbid()
