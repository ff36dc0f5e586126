"""Agreements with organizations that help: a page each, as data; its times drive what follows."""
