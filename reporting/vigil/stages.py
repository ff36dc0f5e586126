"""The stages of a test, in the order in which a message passes them."""

from enum import StrEnum


class Stage(StrEnum):
    RULES = "rules"  # the rules in force call it urgent
    ROUTES = "routes"  # the routes send it to whoever is on call
    STORED = "stored"  # sealed, written, and its page with it
    OPENED = "opened"  # the queue's key opens what was written
    RUNG = "rung"  # the ladder made a text
    SENT = "sent"  # the sender took it to the test phone, and the carrier answered
    ANSWERED = "answered"  # the phone's answer ended the page
    REMOVED = "removed"  # nothing of it is left


ORDER = tuple(Stage)
