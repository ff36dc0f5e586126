"""A district's house: all use-cases over its keys and databases, both sites' parts, and what the worker turns."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from notify.drills.clock import DrillClock
from notify.drills.planned import REFERENCE as DRILL
from notify.erasing import Eraser
from notify.outbox import Dispatcher
from notify.pages import Ladders
from notify.ports import Unopenable
from notify.push_devices import drop_gone
from notify.sink import Sink
from reporting.app.carriers import Wires, web_pusher, wires
from reporting.app.disk_room import DiskRoom
from reporting.app.family import Family, both_end, family
from reporting.app.foundation import Foundation
from reporting.app.hooking import Hooking, hooking
from reporting.app.referring import Referring, referring
from reporting.app.registrars import registrars
from reporting.app.texting import HouseTexting, house_texting
from reporting.app.token_rotation import Tokens
from reporting.audit.chain import AuditChain
from reporting.audit.reading import AuditReading
from reporting.audit.witness import ChainedWitness
from reporting.beside.second_reader import SecondReader
from reporting.cases.attaching import WebFiles
from reporting.cases.audit_sample import AuditSample, SampleRate
from reporting.cases.break_glass import BreakGlass
from reporting.cases.bringing_over import BringingOver
from reporting.cases.calling import Calling
from reporting.cases.campaign_counter import CampaignCounter
from reporting.cases.change_feed import ChangeFeed
from reporting.cases.codes import Codes
from reporting.cases.covering import Covering
from reporting.cases.deleting import Shredding
from reporting.cases.desk_acts import StaffDesk
from reporting.cases.district_roll import DistrictRoll
from reporting.cases.enclosed import Enclosing
from reporting.cases.fallback import Fallbacks
from reporting.cases.fetching import Fetching
from reporting.cases.file_keeping import FileKeeping
from reporting.cases.follow_up import FollowUps
from reporting.cases.forgetting import Forgetting
from reporting.cases.given_numbers import GivenNumbers, OurLines
from reporting.cases.going_on_by_web import GoingOnByWeb
from reporting.cases.ground import Ground
from reporting.cases.hear import Lines, SmsHearing
from reporting.cases.inbox import StaffInbox
from reporting.cases.intake import ThreadIntake
from reporting.cases.kept_texts import kept_texts
from reporting.cases.knowing import Knowing
from reporting.cases.linking import Chain
from reporting.cases.morning import Morning
from reporting.cases.nudges import Nudges
from reporting.cases.numbers import Numbers
from reporting.cases.opened_message import ThreadOpener
from reporting.cases.paging import Paging
from reporting.cases.readings import Readings
from reporting.cases.receipt_pool import ReceiptPool, ThreadMaker
from reporting.cases.receive import WebIntake
from reporting.cases.reporter_view import Offers
from reporting.cases.rereading import Rereading
from reporting.cases.return_counter import ReturnCounter
from reporting.cases.return_visit import WebReturn
from reporting.cases.returned_thread import ReturnedThreads
from reporting.cases.rule_counter import RuleCounter
from reporting.cases.rule_examples import RuleExamples
from reporting.cases.rules_watched import RulesWatched
from reporting.cases.sample_desk import SampleDesk
from reporting.cases.submission_cache import SubmissionCache
from reporting.cases.tally_counter import TallyCounter
from reporting.cases.texted_commands import TextedCommands
from reporting.cases.trying import TrialCounter
from reporting.cases.watch import Watch
from reporting.cases.web_links import WebLinks
from reporting.files.cleaner import Cleaner
from reporting.insights.counting import MeasureClock
from reporting.insights.releasing import Releases
from reporting.model.ids import DistrictId
from reporting.people.browsers import Browsers
from reporting.people.doors import PeopleDoors, open_doors
from reporting.people.drills import Drills
from reporting.people.price import Price
from reporting.people.rota_doors import RotaDoors, open_rota_doors
from reporting.people.tag_key import TagKeyHolder
from reporting.referrals.directory.asking import Asking
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.partnerships.keeping import Partnerships
from reporting.rules.desk import RuleDesk
from reporting.rules.ground import Ground as RulesGround
from reporting.rules.in_force import RulesInForce
from reporting.rules.reading import RuleReading
from reporting.rules.shelf import Shelf
from reporting.vault.chain import chain_key
from reporting.vault.rule_pin import RulePinFile
from reporting.vault.service_box import OutboxBox, ServiceBox, service_key
from reporting.vault.trust import TrustDirectory
from reporting.vigil.beats import Beats
from reporting.vigil.keeper import Keeper
from reporting.vigil.looking import Looking
from reporting.vigil.ping import Ping
from reporting.vigil.rhythm import Rhythm
from reporting.vigil.self_test import SelfTest
from reporting.vigil.vigil import Vigil
from triage.corpus import read_corpus
from triage.load import load_packs, pack_texts
from triage.routing import load_routes

ORDINARY = Rhythm()
WEB_LINK = "/go"  # neutral: what stands in a text is read by whoever holds the phone


@dataclass(frozen=True, slots=True)
class House:
    """Everything of one district that is running. Made anew when the service starts."""

    foundation: Foundation
    people: PeopleDoors
    rotas: RotaDoors
    drills: Drills
    drill_clock: DrillClock
    ground: Ground
    web_intake: WebIntake
    web_return: WebReturn
    web_files: WebFiles
    going_on: GoingOnByWeb
    given_numbers: GivenNumbers
    nudges: Nudges
    hearing: SmsHearing | None
    calling: Calling
    inbox: StaffInbox
    desk: StaffDesk
    samples: SampleDesk
    examples: RuleExamples
    rules_watched: RulesWatched
    audit: AuditReading
    watch: Watch
    fallbacks: Fallbacks
    glass: BreakGlass
    covering: Covering
    ladders: Ladders
    dispatcher: Dispatcher
    eraser: Eraser | None
    browsers: Browsers
    keeping: FileKeeping
    fetching: Fetching | None
    morning: Morning
    numbers: Numbers
    rereading: Rereading
    bringing_over: BringingOver
    pool: ReceiptPool
    tallies: TallyCounter
    counter: RuleCounter
    returns: ReturnCounter
    measures: MeasureClock
    releases: Releases
    campaigns: CampaignCounter
    shredding: Shredding
    trials: TrialCounter
    rules: RulesInForce
    rule_desk: RuleDesk
    rule_reading: RuleReading
    vigil: Vigil
    rhythm: Rhythm
    beats: Beats
    self_test: SelfTest
    keeper: Keeper
    wires: Wires
    tokens: Callable[[], Iterable[str]]
    texting: HouseTexting
    help: DirectoryKeeping
    asking: Asking
    partnerships: Partnerships
    referring: Referring
    family: Family
    hooking: Hooking

    def ready(self) -> Mapping[str, bool]:
        """For the readiness probe: what must work, and whether it does."""
        return {
            "database": self.foundation.database.answers(),
            "keys": bool(self.ground.roll.queues()) or not self.ground.roll.opened(),
        }

    def close(self) -> None:
        self.pool.stop()
        self.ground.second.stop()
        self.ground.companions.stop()
        self.tallies.close()
        self.referring.counter.close()
        self.counter.flush()
        self.trials.flush()
        self.returns.flush()
        self.campaigns.close()


def build(
    foundation: Foundation,
    trust: TrustDirectory,
    *,
    replaced: Wires | None = None,
    price: Price | None = None,
    shelf: Shelf | None = None,
    rhythm: Rhythm = ORDINARY,
    maker: type[ThreadMaker] = ThreadMaker,
) -> House:
    """`replaced` are other wires than the district's account: the demo's and the tests' simulated network.

    `shelf`: of rules that are compiled already; houses may share it, since it only remembers. `rhythm`: how often the
    line tests itself; another one in the demo. `maker`: who makes threads' keys and receipts.

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
        lock_seconds=settings.lock_minutes * 60,
        staff_base=settings.staff_base,
    )
    lines = replaced or wires(settings, people.providers.twilio(), people.providers.hotline())
    texting = house_texting(people, lines, settings)
    out = OutboxBox(ram.out, Unopenable)
    roll = DistrictRoll(people.book, people.directory)
    vigil = Vigil(
        Looking(database, district, clock, roll, people.directory, line=lines.hotline is not None).facts,
        rhythm,
    )
    key = chain_key(trust.server_key, district)
    trials = TrialCounter(database, district)
    rules_ground = RulesGround(
        district=district,
        database=database,
        clock=clock,
        book=people.book,
        alarms=people.alarms,
        witness=people.ground.witness,
        service=ServiceBox(service_key(trust.server_key, district)),
        pin=RulePinFile(trust.path),
        shelf=shelf
        or Shelf(
            pack_texts(settings.rules),
            load_packs(settings.rules, run_examples=settings.rules is not None),
        ),
    )
    rules = RulesInForce(rules_ground)
    rules.load()
    ground = Ground(
        district=district,
        database=database,
        shred=foundation.shred,
        clock=clock,
        random=foundation.random,
        roll=roll,
        paging=Paging(database, district, out, vigil),
        rules=rules,
        trials=trials,
        routes=load_routes(settings.rules),
        chain=Chain(district, key),
        opener=ThreadOpener(key, roll.believed),
        system=trust.system_key,
        feed=ChangeFeed(secrets.randbelow(1 << 40)),
        choose=secrets.choice,
        readings=Readings(clock, secrets.token_bytes(32)),
        second=SecondReader(lambda: rules_ground.shelf.texts(rules.now.text)),
    )
    tallies = TallyCounter(database, district)
    counter = RuleCounter(database, district)
    returns = ReturnCounter(database, district)
    intake = ThreadIntake(
        ground,
        tallies,
        counter=counter,
        sample=AuditSample(ground, SampleRate(settings.audit_sample, settings.audit_weekly)),
    )
    follow_ups = FollowUps(ground, counter)
    pool = ReceiptPool(
        maker(district, trust.server_key, settings.receipt_words, clock),
        settings.receipt_pool,
        clock,
        foundation.shred.put,
    )
    cleaner = Cleaner(settings.file_parsers)
    room = DiskRoom(settings.home, settings.file_room).left
    enclosing = None if lines.media is None else Enclosing(district, people.service, out, lines.media)
    rereading = Rereading(ground)
    numbers = Numbers(database, district, holder, ram.cache)
    shredding = Shredding(ground, people.ground.witness)
    submissions = SubmissionCache(ram.cache, clock)
    web_links = WebLinks(ram.cache, clock)
    codes = Codes(ram.cache, clock)
    nudge_line = lines.hotline.nudge if lines.hotline else None
    forgetting = Forgetting(ground, numbers, shredding.left_residue, nudge_line)
    nudges = Nudges(ground, numbers, nudge_line, shredding.left_residue)

    def answers_from() -> str | None:
        line = texting.line()
        return line.number if line.open else None

    opened = ReturnedThreads(
        ground,
        server_key=trust.server_key,
        form_key=ram.form,
        offers=lambda: Offers(texts=answers_from() is not None, nudge=nudge_line is not None),
    )

    directory = DirectoryKeeping(people.ground, people.service)
    referrals = referring(
        ground,
        people,
        opened,
        follow_ups,
        directory,
        settings,
        mailed=lines.mailer is not None,
        form_key=ram.form,
        sender=lines.hotline.staff if lines.hotline else "",
        numbers=numbers,
        partner_database=foundation.partner,
    )

    def link(reference: str) -> str:
        if reference.startswith(DRILL):
            return f"{settings.staff_base}/on-call/drills/{reference}"
        return f"{settings.staff_base}/threads/{reference}/now"

    sink = Sink(lines.carrier, lines.hotline.staff if lines.hotline else "", clock)
    beats = Beats(clock)

    def answer_link(token: str) -> str:
        return f"{settings.staff_base}/ack/{token}"

    ladders = Ladders(
        database,
        people.service,
        clock,
        _digits,
        link,
        can_act=people.directory,
        channels=lines.channels,
        answer_link=answer_link,
    )
    drill_clock = DrillClock(ladders, district, secrets.randbelow)

    web_intake = WebIntake(
        ground,
        intake,
        pool,
        submissions,
        texting.line,
        ram.form,
        returns.told,
        people.guidance.questions,
        nudges=nudge_line is not None,
    )
    guardians = family(
        ground, people.ground.witness, web_intake, opened, follow_ups, base=settings.public_base
    )

    return House(
        foundation=foundation,
        people=people,
        drills=Drills(people.ground, people.directory, drill_clock),
        drill_clock=drill_clock,
        rotas=open_rota_doors(people, settings.staff_base, mail=lines.mailer is not None),
        ground=ground,
        web_intake=web_intake,
        web_return=WebReturn(
            ground,
            follow_ups,
            intake,
            pool,
            returns,
            opened=opened,
            leaving=both_end(referrals.student.leave, guardians.student.leave),
            resealing=referrals.sides.resealed,
        ),
        given_numbers=GivenNumbers(
            ground,
            opened,
            numbers=numbers,
            nudges=nudges,
            forgetting=forgetting,
            codes=codes,
            lines=OurLines(answers_from, frozenset(lines.hotline.ours if lines.hotline else ())),
            cache_key=ram.cache,
        ),
        nudges=nudges,
        web_files=WebFiles(
            ground,
            opened,
            follow_ups,
            cleaner,
            room=room,
        ),
        going_on=GoingOnByWeb(ground, numbers, web_links, pool=pool, cache=submissions, form_key=ram.form),
        hearing=SmsHearing(
            ground,
            lines=Lines(frozenset({lines.hotline.students}), lines.hotline.staff, nudge_line),
            intake=intake,
            follow_ups=follow_ups,
            numbers=numbers,
            pool=pool,
            rereading=rereading,
            phone_hash=people.phone_hash,
            link=link,
            enclosing=enclosing,
            commands=TextedCommands(
                ground,
                numbers,
                links=web_links,
                forgetting=forgetting,
                codes=codes,
                address=lambda token: f"{settings.public_base}{WEB_LINK}/{token}",
            ),
            nudges=nudges,
            asked=referrals.texts,
        )
        if lines.hotline
        else None,
        calling=Calling(ground),
        inbox=StaffInbox(ground),
        desk=StaffDesk(ground, people.ground.witness, counter, nudges),
        samples=SampleDesk(ground, people.ground.witness, counter),
        examples=RuleExamples(ground),
        rules_watched=RulesWatched(ground, counter, read_corpus),
        audit=AuditReading(database, trust.server_key, district, Knowing(database, district).may_know),
        watch=Watch(ground),
        fallbacks=Fallbacks(ground),
        glass=BreakGlass(ground, people.ground.witness, people.book, people.halves, people.alarms),
        covering=Covering(ground),
        ladders=ladders,
        dispatcher=Dispatcher(
            database,
            sink,
            {"service": people.service, "out": out},
            clock,
            mailer=lines.mailer,
            pusher=lines.pusher
            or web_pusher(
                settings,
                people.push_keys.private,
                lambda gone: database.write(lambda conn: drop_gone(conn, marks=gone)),
            ),
            rates=lines.rates,
        ),
        eraser=_eraser(lines, ground),
        browsers=Browsers(
            people.ground,
            people.service,
            people.push_keys,
            settings.push_services,
            f"{settings.staff_base}/account/browsers",
        ),
        keeping=FileKeeping(ground),
        morning=Morning(ground, people.ground.witness),
        fetching=Fetching(
            ground, lines.media, enclosing=enclosing, follow_ups=follow_ups, cleaner=cleaner, room=room
        )
        if lines.media is not None and enclosing is not None
        else None,
        numbers=numbers,
        rereading=rereading,
        bringing_over=BringingOver(ground, room),
        pool=pool,
        tallies=tallies,
        counter=counter,
        returns=returns,
        measures=MeasureClock(ground),
        releases=Releases(ground),
        campaigns=CampaignCounter(database, district, clock),
        shredding=shredding,
        trials=trials,
        rules=rules,
        rule_desk=RuleDesk(rules_ground, rules),
        rule_reading=RuleReading(rules_ground, rules, people.directory, trials),
        vigil=vigil,
        rhythm=rhythm,
        beats=beats,
        self_test=SelfTest(
            ground,
            sink,
            sealer=people.service,
            phone_hash=people.phone_hash,
            link=link,
            rhythm=rhythm,
        ),
        keeper=Keeper(
            database,
            district,
            clock,
            beats,
            vigil,
            lambda: registrars(people),
            f"{settings.staff_base}/self-test",
            mailer=lines.mailer,
            ping=Ping(settings.ping_url.get_secret_value()) if settings.ping_url else None,
        ),
        wires=lines,
        tokens=(lambda: lines.tokens) if replaced else Tokens(people.providers.twilio, lines.tokens, clock),
        texting=texting,
        help=directory,
        partnerships=Partnerships(people.ground, people.service, directory),
        asking=Asking(
            people.ground,
            people.service,
            directory,
            f"{settings.staff_base}/partners/entry",
            mail=lines.mailer is not None,
        ),
        referring=referrals,
        family=guardians,
        hooking=hooking(people.ground, people.service, people.alarms, directory),
    )


def _eraser(lines: Wires, ground: Ground) -> Eraser | None:
    if lines.log is None or lines.hotline is None:
        return None
    numbers = lines.hotline.ours
    stored = kept_texts(ground.district)
    return Eraser(ground.database, lines.log, ground.clock, ground.district, numbers, stored)


def _digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))
