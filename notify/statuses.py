"""Twilio's words and codes, in ours. Pure.

Sources: Twilio "Message status values", "Call status values", "Error and warning dictionary".
"""

from notify.ports import Delivery

# A call that ended without an answer was not delivered; `completed` may be a voicemail, so it is no more
# than sent: only digit 1 counts.
WORDS = {
    "accepted": Delivery.QUEUED,
    "scheduled": Delivery.QUEUED,
    "queued": Delivery.QUEUED,
    "initiated": Delivery.QUEUED,
    "sending": Delivery.SENDING,
    "ringing": Delivery.SENDING,
    "sent": Delivery.SENT,
    "answered": Delivery.SENT,
    "in-progress": Delivery.SENT,
    "completed": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.UNDELIVERED,
    "busy": Delivery.UNDELIVERED,
    "no-answer": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}

OPTED_OUT = 21610
LANDLINE = 21614
TOO_LONG = 21617
TOO_MANY = 20429
NOT_FOUND = 20404

# A person must mend the account: wrong credentials, suspended, number not registered.
CONFIGURATION = frozenset({20003, 30002, 30034})
