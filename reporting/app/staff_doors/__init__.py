"""Between the staff site's doors and the house: one small class a door, no framework, everything handed in."""

from reporting.app.staff_doors.assembly import join_base, staff_doors
from reporting.app.staff_doors.set_ups import FirstStart
from reporting.app.staff_doors.unfounded import unfounded_doors

__all__ = ["FirstStart", "join_base", "staff_doors", "unfounded_doors"]
