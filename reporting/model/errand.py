"""What the partner's pages leave for the service to do, which has keys that they have not."""

from collections.abc import Mapping
from enum import StrEnum


class ErrandKind(StrEnum):
    """`NEW_LINK`: mail it to the contact on record. The others: enter in the chain what a person of a partner did, in the
    order in which one person can do them in one minute: times are no finer.
    """

    NEW_LINK = "new_link"
    JOINED = "joined"
    LET_IN = "let_in"
    SIGNED_IN = "signed_in"
    LEFT = "left"


# As the chain names them: nobody of staff did these, so that an entry has no actor.
BY_PARTNERS: Mapping[ErrandKind, str] = {
    ErrandKind.JOINED: "partner_joined",
    ErrandKind.SIGNED_IN: "partner_signed_in",
    ErrandKind.LET_IN: "partner_let_in",
    ErrandKind.LEFT: "partner_left",
}
