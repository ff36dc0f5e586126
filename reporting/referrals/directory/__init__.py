"""The directory of help: read by everybody, written by those who lead, exchanged as HSDS 3 and CSV."""
