"""Puts together what tells other systems that something changed."""

import secrets
from dataclasses import dataclass

from reporting.model.hook import HookEvent
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.people.hook_post import HookPost
from reporting.people.hook_watch import HookWatch
from reporting.people.hooks import Hooks
from reporting.referrals.directory.hsds.writing import write_hsds
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.store import packets, releases
from reporting.vault.service_box import ServiceBox


@dataclass(frozen=True, slots=True)
class Hooking:
    keeping: Hooks
    post: HookPost
    watch: HookWatch


def hooking(
    ground: Ground, service: ServiceBox, alarms: Alarms, directory: DirectoryKeeping, *, inside: bool = False
) -> Hooking:
    """`inside`: addresses of this machine are allowed, for tests only."""
    post = HookPost(ground, service, alarms, inside=inside)

    def printed() -> str:
        return write_hsds(directory.read(), directory.today())

    def published() -> str:
        with ground.database.read() as conn:
            known = releases.releases(conn, ground.district)
        return " ".join(str(one.period) for one in known if one.decided is not None)

    watch = HookWatch(
        ground,
        service,
        {HookEvent.DIRECTORY: printed, HookEvent.FIGURES: published},
        lambda conn: packets.by_state(conn, ground.district),
        below=secrets.randbelow,
    )
    return Hooking(Hooks(ground, service, post, alarms), post, watch)
