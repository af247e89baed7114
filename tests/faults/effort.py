"""How hard the faults are tried: small counts in every run, the full ones of quality §1 with RELMGR_FAULTS=full."""

import os

IS_FULL = os.environ.get("RELMGR_FAULTS") == "full"


def times(usual: int, full: int) -> int:
    """How often something is tried."""
    return full if IS_FULL else usual
