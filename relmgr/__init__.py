"""Relmgr's core: people, their lives and what we promised each other, in one encrypted file. Never imports Qt."""

__version__ = "0.1.0"
APP_ID = "io.github.relmgr.Relmgr"
