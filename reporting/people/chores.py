"""What only an unlocked session can do, in slices: whoever is signed in carries the house's keys forward.

Never an admission: a stranger's key is wrapped by a person who saw the name, not by a chore.
"""

from reporting.people.covers import Covers
from reporting.people.glass_halves import GlassHalves
from reporting.people.leaving import Leaving
from reporting.people.rewrapping import Rewrapping
from reporting.people.staff_session import StaffSession
from reporting.people.tag_key import TagKeys


class Chores:
    def __init__(
        self, tag_keys: TagKeys, leaving: Leaving, rewrapping: Rewrapping, covers: Covers, halves: GlassHalves
    ) -> None:
        self._halves = halves
        self._covers = covers
        self._tag_keys = tag_keys
        self._leaving = leaving
        self._rewrapping = rewrapping

    def run(self, session: StaffSession) -> bool:
        """One slice, some tens of milliseconds. True while there is more for this session; call it again then."""
        self._covers.sign_out(session)
        self._leaving.rotate_due(session, self._halves.used())
        self._halves.mend(session)
        self._tag_keys.reseal(session)
        return self._rewrapping.work(session)
