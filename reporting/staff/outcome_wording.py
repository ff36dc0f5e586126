"""Words of sums from the district's own system: what is counted, and what is wrong with a file."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

OUTCOME: Mapping[str, LazyString] = {
    "chronic_absence": _l("Students who missed a tenth of their days or more"),
    "attended_90": _l("Students who were there on nine days of ten or more"),
    "discipline": _l("Students with a disciplinary action"),
    "suspended": _l("Students who were suspended"),
}
PROBLEMS: Mapping[str, LazyString] = {
    "not_csv": _l("This is no table: save it as CSV."),
    "empty": _l("There is no row in it."),
    "columns": _l("The first row must name these five columns and no other."),
    "of_one": _l(
        "It has a column about single students. Sum it up in your own system first; nothing of it was read."
    ),
    "too_many": _l("So many rows are no sums. Nothing of it was taken."),
    "cells": _l("It has more or fewer cells than the first row."),
    "year": _l("Write the year in which the school year begins, such as 2026."),
    "place": _l(
        "Write district, elementary, middle, high or the name of a school of the list. A student's name or number does not belong here."
    ),
    "outcome": _l("Write one of the words below."),
    "number": _l("Write a whole number."),
    "small": _l("Below ten: leave this row out."),
    "more": _l("There are not so many students."),
    "nearly_all": _l("All but fewer than ten: this points at the rest. Leave this row out."),
    "twice": _l("This sum stands in the file twice."),
    "known": _l("This sum was taken before. It is not changed: the difference would be a number about few."),
    "adds_up": _l("The parts do not add up to the whole."),
    "difference": _l(
        "The whole less its parts leaves fewer than ten. Leave out one more school, or the whole."
    ),
}
DONE: Mapping[str, LazyString] = {"outcomes_kept": _l("Taken, for good.")}
ACTS: Mapping[str, LazyString] = {"took_outcomes": _l("took in sums of attendance and discipline")}
