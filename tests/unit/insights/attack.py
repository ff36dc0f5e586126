"""An attacker with a solver: all published figures, all their sums, and nothing else. How close do they come?"""

from collections.abc import Iterable, Mapping

import highspy

from reporting.insights.cube import Base, Cell, Outline, cells_over


def ranges(
    published: Mapping[Cell, int],
    hidden: Iterable[Cell],
    outline: Outline,
    topics: Iterable[str],
    months: Iterable[int],
    *,
    whole: bool = True,
    extra: Mapping[tuple[Cell, ...], int] | None = None,
) -> dict[Cell, tuple[float, float]]:
    """Lowest and highest possible value of each hidden figure. `whole`: counts are whole numbers, as they are.

    `extra`: sums of several figures that somebody let slip.
    """
    solver = highspy.Highs()
    solver.silent()
    bases = [Base(school, topic, month) for school in outline.bands for topic in topics for month in months]
    column = {base: index for index, base in enumerate(bases)}
    most = sum(published.values()) + 1_000
    for index in range(len(bases)):
        solver.addVar(0, most)
        if whole:
            solver.changeColIntegrality(index, highspy.HighsVarType.kInteger)
    members: dict[Cell, list[int]] = {}
    for base, index in column.items():
        for cell in cells_over(base, outline):
            members.setdefault(cell, []).append(index)
    for cell, value in published.items():
        inside = members.get(cell, [])
        solver.addRow(value, value, len(inside), inside, [1.0] * len(inside))
    for cells, value in (extra or {}).items():
        inside = [index for cell in cells for index in members.get(cell, [])]
        solver.addRow(value, value, len(inside), inside, [1.0] * len(inside))
    found = {}
    for cell in hidden:
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeColsCost(len(bases), list(range(len(bases))), [0.0] * len(bases))
            inside = members[cell]
            solver.changeColsCost(len(inside), inside, [1.0] * len(inside))
            solver.changeObjectiveSense(sense)
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
            ends.append(solver.getObjectiveValue())
        found[cell] = (ends[0], ends[1])
    return found


At = tuple[str, int]


def between(
    whole: Mapping[At, int], rows: Iterable[tuple[list[At], float, float]], wanted: list[At]
) -> tuple[float, float]:
    """Lowest and highest sum of `wanted`, each from nought to its `whole`; `rows`: sums that lie between two ends."""
    solver = highspy.Highs()
    solver.silent()
    column = {at: index for index, at in enumerate(whole)}
    for most in whole.values():
        solver.addVar(0, most)
    for inside, low, high in rows:
        solver.addRow(low, high, len(inside), [column[at] for at in inside], [1.0] * len(inside))
    ends = []
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeColsCost(len(wanted), [column[at] for at in wanted], [1.0] * len(wanted))
        solver.changeObjectiveSense(sense)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
        ends.append(solver.getObjectiveValue())
    return ends[0], ends[1]
