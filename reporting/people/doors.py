"""All use-cases of this room over one district, made in one place for the composition root, the demo and tests."""

from dataclasses import dataclass

from notify.ports import Unopenable
from reporting.model.clock import Clock
from reporting.model.ids import DistrictId
from reporting.people.admissions import Admissions
from reporting.people.alarms import Alarms
from reporting.people.awaited import AwaitedPeople
from reporting.people.canned.keeping import CannedReplies
from reporting.people.challenges import Challenges
from reporting.people.chores import Chores
from reporting.people.contacts import Contacts
from reporting.people.covers import Covers
from reporting.people.credentials import Credentials
from reporting.people.directory import Directory
from reporting.people.drafts import Drafts
from reporting.people.e_mail import EmailHash
from reporting.people.glass_halves import GlassHalves
from reporting.people.ground import Ground, Random, Witness
from reporting.people.guidance.keeping import Guidance
from reporting.people.invitations import Invitations
from reporting.people.joining import Joining
from reporting.people.ladders import Ladders
from reporting.people.languages import Languages
from reporting.people.leaving import Leaving
from reporting.people.on_call import OnCall
from reporting.people.passkeys import Passkeys
from reporting.people.password_check import PasswordCheck, Turn
from reporting.people.phone_proof import PhoneProofs
from reporting.people.phones import PhoneHash
from reporting.people.price import Price
from reporting.people.providers import Providers
from reporting.people.push_keys import PushKeys
from reporting.people.queue_birth import QueueBirth
from reporting.people.queue_health import QueueHealth
from reporting.people.queue_keys import QueueKeys
from reporting.people.relying import Relying
from reporting.people.rewrapping import Rewrapping, ShredKeys
from reporting.people.root import RootKeeper
from reporting.people.roster_book import RosterBook
from reporting.people.school_calendars import SchoolCalendars
from reporting.people.school_context import SchoolContexts
from reporting.people.session_life import LOCK_SECONDS
from reporting.people.sessions import Sessions
from reporting.people.sign_in import SignIn
from reporting.people.tag_key import TagKeyHolder, TagKeys
from reporting.people.tries import Tries
from reporting.store.database import Database
from reporting.vault.service_box import ServiceBox, service_key
from reporting.vault.trust import TrustDirectory


@dataclass(frozen=True, slots=True)
class PeopleDoors:
    ground: Ground
    trust: TrustDirectory
    service: ServiceBox
    phone_hash: PhoneHash
    book: RosterBook
    alarms: Alarms
    queue_keys: QueueKeys
    tag_key: TagKeyHolder
    tag_keys: TagKeys
    directory: Directory
    sign_in: SignIn
    sessions: Sessions
    credentials: Credentials
    invitations: Invitations
    joining: Joining
    admissions: Admissions
    awaited: AwaitedPeople
    births: QueueBirth
    leaving: Leaving
    covers: Covers
    halves: GlassHalves
    chores: Chores
    health: QueueHealth
    root: RootKeeper
    contacts: Contacts
    on_call: OnCall
    ladders: Ladders
    languages: Languages
    phone_proofs: PhoneProofs
    push_keys: PushKeys
    providers: Providers
    school_contexts: SchoolContexts
    guidance: Guidance
    canned: CannedReplies
    drafts: Drafts
    passkeys: Passkeys
    price: Price


def open_doors(
    database: Database,
    trust: TrustDirectory,
    *,
    sess_key: bytes,
    witness: Witness,
    clock: Clock,
    random: Random,
    tag_key: TagKeyHolder,
    line_name: str,
    shred_keys: ShredKeys,
    price: Price | None = None,
    turn: Turn | None = None,
    lock_seconds: int = LOCK_SECONDS,
    staff_base: str = "http://localhost",
) -> PeopleDoors:
    """`shred_keys` is the shred store's `find_many`. `line_name` is what an authenticator app shows; `turn` bounds key derivations, two at once unless given."""
    price = price or Price()
    ground = Ground(DistrictId(trust.district), database, clock, random, witness)
    service = ServiceBox(service_key(trust.server_key, trust.district), Unopenable)
    email_hash = EmailHash(trust.server_key, ground.district)
    phone_hash = PhoneHash(trust.server_key, ground.district)
    providers = Providers(ground, service)
    alarms = Alarms(ground)
    book = RosterBook(ground, trust, alarms)
    queue_keys = QueueKeys(database, ground.district, book)
    tag_keys = TagKeys(database, ground.district, book, tag_key)
    tries = Tries(ground)
    check = PasswordCheck(ground, book, tries, alarms, turn)
    sessions = Sessions(
        ground,
        sess_key=sess_key,
        book=book,
        queue_keys=queue_keys,
        check=check,
        tag_keys=tag_keys,
        lock_seconds=lock_seconds,
    )
    root = RootKeeper(ground, book)
    leaving = Leaving(ground, book, sessions, tag_keys)
    covers = Covers(ground, book, sessions)
    halves = GlassHalves(ground, book)
    directory = Directory(ground, book, queue_keys, service)
    return PeopleDoors(
        ground=ground,
        trust=trust,
        service=service,
        phone_hash=phone_hash,
        book=book,
        alarms=alarms,
        queue_keys=queue_keys,
        tag_key=tag_key,
        tag_keys=tag_keys,
        directory=directory,
        sign_in=SignIn(ground, email_hash, check, tries, sessions),
        sessions=sessions,
        credentials=Credentials(
            ground, service=service, check=check, session_door=sessions, issuer=line_name, price=price
        ),
        invitations=Invitations(ground, book, service, email_hash),
        joining=Joining(ground, service, line_name, price),
        admissions=Admissions(ground, book, root),
        awaited=AwaitedPeople(ground),
        births=QueueBirth(ground, book, root, tag_keys),
        leaving=leaving,
        covers=covers,
        halves=halves,
        chores=Chores(tag_keys, leaving, Rewrapping(ground, book, shred_keys), covers, halves),
        health=QueueHealth(ground, book, queue_keys, alarms),
        root=root,
        on_call=OnCall(ground, directory, SchoolCalendars(directory)),
        ladders=Ladders(ground, directory, service, phone_hash),
        languages=Languages(ground),
        contacts=Contacts(ground, service, phone_hash),
        phone_proofs=PhoneProofs(ground, service, providers),
        push_keys=PushKeys(providers),
        providers=providers,
        school_contexts=SchoolContexts(ground, directory),
        guidance=Guidance(ground, service),
        canned=CannedReplies(ground, service),
        drafts=Drafts(ground, book, trust.server_key),
        passkeys=Passkeys(
            ground,
            check=check,
            session_door=sessions,
            service=service,
            challenges=Challenges(ground, sess_key),
            relying=Relying.at(staff_base),
        ),
        price=price,
    )
