"""The command line: for scripts and for people without a screen."""

from relmgr.cli.running import Render, main

__all__ = ["Render", "main"]
