"""A district's house: all use-cases over its keys and databases, both sites' parts, and what the worker turns."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from notify.outbox import Dispatcher
from notify.pages import Ladders
from notify.ports import Unopenable
from reporting.app.carriers import Wires, wires
from reporting.app.foundation import Foundation
from reporting.audit.chain import AuditChain
from reporting.audit.reading import AuditReading
from reporting.audit.witness import ChainedWitness
from reporting.cases.calling import Calling
from reporting.cases.change_feed import ChangeFeed
from reporting.cases.desk_acts import StaffDesk
from reporting.cases.district_roll import DistrictRoll
from reporting.cases.follow_up import FollowUps
from reporting.cases.ground import Ground
from reporting.cases.hear import Lines, SmsHearing
from reporting.cases.inbox import StaffInbox
from reporting.cases.intake import ThreadIntake
from reporting.cases.knowing import Knowing
from reporting.cases.linking import Chain
from reporting.cases.monitoring import MonitoredLease
from reporting.cases.numbers import Numbers
from reporting.cases.opened_message import ThreadOpener
from reporting.cases.paging import Paging
from reporting.cases.receipt_pool import ReceiptPool, ThreadMaker
from reporting.cases.receive import WebIntake
from reporting.cases.rereading import Rereading
from reporting.cases.return_visit import WebReturn
from reporting.cases.submission_cache import SubmissionCache
from reporting.cases.tally_counter import TallyCounter
from reporting.cases.watch import Watch
from reporting.model.ids import DistrictId
from reporting.people.doors import PeopleDoors, open_doors
from reporting.people.price import Price
from reporting.people.tag_key import TagKeyHolder
from reporting.vault.chain import chain_key
from reporting.vault.service_box import OutboxBox
from reporting.vault.trust import TrustDirectory
from triage.load import load_packs
from triage.routing import load_routes
from triage.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class House:
    """Everything of one district that is running. Made anew when the service starts."""

    foundation: Foundation
    people: PeopleDoors
    ground: Ground
    web_intake: WebIntake
    web_return: WebReturn
    hearing: SmsHearing | None
    calling: Calling
    inbox: StaffInbox
    desk: StaffDesk
    audit: AuditReading
    watch: Watch
    ladders: Ladders
    dispatcher: Dispatcher
    numbers: Numbers
    rereading: Rereading
    pool: ReceiptPool
    tallies: TallyCounter
    lease: MonitoredLease
    wires: Wires

    def ready(self) -> Mapping[str, bool]:
        """For the readiness probe: what must work, and whether it does."""
        with self.foundation.database.read() as conn:
            conn.exec_driver_sql("SELECT 1")
        return {"database": True, "keys": bool(self.ground.roll.queues()) or not self.ground.roll.opened()}

    def close(self) -> None:
        self.pool.stop()
        self.tallies.flush()


def build(
    foundation: Foundation,
    trust: TrustDirectory,
    *,
    replaced: Wires | None = None,
    price: Price | None = None,
    rulebook: Rulebook | None = None,
) -> House:
    """`replaced` are other wires than the district's account: the demo's and the tests' simulated network.

    `rulebook`: one that is compiled already; houses may share it, since it never changes.

    Raises RulebookInvalid, StoreError.
    """
    settings, database, clock, ram = (
        foundation.settings,
        foundation.database,
        foundation.clock,
        foundation.ram,
    )
    district = DistrictId(trust.district)
    chain = AuditChain(trust.server_key, district)
    holder = TagKeyHolder()
    people = open_doors(
        database,
        trust,
        sess_key=ram.sess,
        witness=ChainedWitness(chain),
        clock=clock,
        random=foundation.random,
        tag_key=holder,
        shred_keys=foundation.shred.find_many,
        line_name=trust.roster.name,
        price=price,
    )
    lines = replaced or wires(settings, people.providers.twilio(), people.providers.hotline())
    out = OutboxBox(ram.out, Unopenable)
    lease = MonitoredLease()
    roll = DistrictRoll(people.book, people.directory)
    key = chain_key(trust.server_key, district)
    ground = Ground(
        district=district,
        database=database,
        shred=foundation.shred,
        clock=clock,
        random=foundation.random,
        roll=roll,
        paging=Paging(database, district, out, lease),
        rulebook=rulebook or load_packs(settings.rules, run_examples=settings.rules is not None),
        routes=load_routes(settings.rules),
        chain=Chain(district, key),
        opener=ThreadOpener(key, roll.believed),
        system=trust.system_key,
        feed=ChangeFeed(secrets.randbelow(1 << 40)),
        choose=secrets.choice,
    )
    tallies = TallyCounter(database, district)
    intake = ThreadIntake(ground, tallies)
    follow_ups = FollowUps(ground)
    pool = ReceiptPool(
        ThreadMaker(district, trust.server_key, settings.receipt_words, clock), settings.receipt_pool, clock
    )
    rereading = Rereading(ground)
    numbers = Numbers(database, district, holder, ram.cache)

    def link(reference: str) -> str:
        return f"{settings.staff_base}/threads/{reference}"

    return House(
        foundation=foundation,
        people=people,
        ground=ground,
        web_intake=WebIntake(
            ground,
            intake,
            pool,
            SubmissionCache(ram.cache, clock),
            lines.hotline.students if lines.hotline else None,
        ),
        web_return=WebReturn(
            ground, follow_ups, intake, pool, server_key=trust.server_key, form_key=ram.form
        ),
        hearing=SmsHearing(
            ground,
            lines=Lines(frozenset({lines.hotline.students}), lines.hotline.staff),
            intake=intake,
            follow_ups=follow_ups,
            numbers=numbers,
            pool=pool,
            rereading=rereading,
            phone_hash=people.phone_hash,
            link=link,
        )
        if lines.hotline
        else None,
        calling=Calling(ground),
        inbox=StaffInbox(ground),
        desk=StaffDesk(ground, people.ground.witness),
        audit=AuditReading(database, trust.server_key, district, Knowing(database, district).may_know),
        watch=Watch(ground),
        ladders=Ladders(database, people.service, clock, _digits, link, can_act=people.directory),
        dispatcher=Dispatcher(
            database, lines.carrier, {"service": people.service, "out": out}, clock, mailer=lines.mailer
        ),
        numbers=numbers,
        rereading=rereading,
        pool=pool,
        tallies=tallies,
        lease=lease,
        wires=lines,
    )


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))
