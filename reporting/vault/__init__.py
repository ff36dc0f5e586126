"""The vault: keys, envelopes, receipts, sessions, the roster. The only importer of `cryptography`.

Formats are those of the vault specification, version 1; `notation` holds its first section.
Whatever fails to open raises `notation.Unreadable`, which never says why.
"""
