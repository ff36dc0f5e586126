"""What the service itself says in a thread: a code that each reader's page puts into words, signed by the system."""

from collections.abc import Mapping
from datetime import datetime

from reporting.cases.sealing import Place, stamp
from reporting.model.kind import Kind
from reporting.store.messages import Draft
from reporting.vault.authorship import BySystem
from reporting.vault.payload import Payload
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PublicKey

# English, for a reader whose page has no words for a code.
TEXTS = {
    "seen": "A counselor has read this.",
    "unreached": "We have not reached a person yet. Call 911 or 988 now.",
    "reached": "A person has your message now.",
    "late": "We promised an answer by now, and you have none. That is our fault. We have told the person in charge.",
    "closed": "We looked into this. To protect people we can't tell you everything. Still worried? Write here.",
    "covering": "Another counselor is covering for a while.",
    "reopened": "This is open again. A person will read it.",
    "media_lost": "A picture or file that came by text could not be opened. Please tell us in words what it shows.",
    "media_lost_untold": "A picture or file that came by text could not be opened. Please tell us in words what it shows.",
    "forgotten": "You asked us to forget your phone number. We no longer have it.",
    "side_urgent": "Something was written to the partner that may be urgent. The words are with them.",
    "referral_agreed": "You said yes by text.",
    "referral_refused": "You said no by text.",
    "referral_withdrawn": "You took it back by text.",
    "referral_met": "You said by text whether it worked out.",
    "referral_taken_back": "We took back what you agreed to.",
    "guardian_ready": "What you agreed to is ready. You can take your yes back here.",
    "guardian_over": "We will not write with an adult at home about this.",
    "referral_sent": "What you agreed to was sent. You can take it back here.",
}


def system_draft(
    place: Place,
    system: SigningKey,
    talk: PublicKey,
    message: bytes,
    code: str,
    *,
    now: datetime,
    params: Mapping[str, str] | None = None,
) -> Draft:
    """`code` is one of TEXTS. The exact time stands: it is a time of staff, not of the student."""
    payload = Payload(stamp(now, exact=True), TEXTS[code], "en", code=code, params=params or {})
    return place.seal(message, Kind.SYSTEM, payload, [talk], BySystem(system), now=now, exact=True)
