"""What becomes of an answer on the student's phone, as the composer says it."""

from notify.keywords import Keyword, keyword
from reporting.cases.contact import contact_of, was_forgotten
from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.staff_view import PhoneStanding
from reporting.model.kind import Kind
from reporting.model.thread import Channel


def phone_standing(ground: Ground, thread: DeskThread) -> PhoneStanding:
    if contact_of(ground, thread) is None:
        return PhoneStanding.FORGOTTEN if was_forgotten(thread) else PhoneStanding.NONE
    return PhoneStanding.STOPPED if stopped(thread) else PhoneStanding.TEXTED


def unreachable(thread: DeskThread) -> bool:
    """A thread by text whose number was forgotten: no answer reaches anybody. By web an answer waits on the page. Pure."""
    return thread.row.channel is Channel.SMS and was_forgotten(thread)


def stopped(thread: DeskThread) -> bool:
    """Whether the student's last keyword was STOP. Pure."""
    words = [keyword(one.text) for one in thread.opened if one.stored.kind is Kind.SMS]
    last = [word for word in words if word in {Keyword.STOP, Keyword.START}]
    return bool(last) and last[-1] is Keyword.STOP
