"""The composition root: the one place where settings become doors, sites and a worker."""

from reporting.app.house import House, build

__all__ = ["House", "build"]
