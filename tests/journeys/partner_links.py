"""Links to partners, as their mails bring them."""

import re

from tests.journeys.patience import until
from tests.journeys.town import Town


def mailed(town: Town) -> set[str]:
    """Those of all mails so far, of other tests too."""
    return set(re.findall(r"/partner/[\w-]{43}", " ".join(one["body"] for one in town.left())))


def mailed_since(town: Town, before: set[str]) -> str:
    """The address of the one that came since."""
    (link,) = until(lambda: mailed(town) - before, "a mail to the partner with its link")
    return town.public + link
