"""Read at start by every Python that a test starts (see tests/conftest.py): no IP sockets there either."""

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "tests.no_network", Path(__file__).parents[1] / "no_network.py"
)
assert _spec is not None
assert _spec.loader is not None
_no_network = importlib.util.module_from_spec(_spec)
# The tests may run in several processes at a time: there it is the one that they look at.
sys.modules["tests.no_network"] = _no_network
_spec.loader.exec_module(_no_network)
_no_network.forbid()
