"""The thirteen made-up people of the pictures, for looking around: kept in a file of their own, apart from real data."""

from relmgr.services.sample.fill import SAMPLE_NOW, fill

__all__ = ["SAMPLE_NOW", "fill"]
