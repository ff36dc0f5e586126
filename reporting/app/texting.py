"""The hotline's account, read and judged: for the running house, and for `quietline twilio check` beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from notify.account_facts import Help
from notify.account_findings import Wanted
from reporting.app.beside_the_service import people_beside
from reporting.app.carriers import Wires, wires
from reporting.app.lifetime import WrongStart
from reporting.cases.filing import FiledText, filing
from reporting.cases.tip import TextLine
from reporting.model.clock import Clock, system_clock
from reporting.people.doors import PeopleDoors
from reporting.people.texting import Checked, Texting
from reporting.settings import Settings

Sleep = Callable[[float], object]
# A text to ourselves and its answer take a few seconds.
_LOOKS, _EVERY_S = 15, 3.0


@dataclass(frozen=True, slots=True)
class HouseTexting:
    """`texting` is None where there is no number or no account: nothing can be checked then."""

    texting: Texting | None
    number: str | None

    def line(self) -> TextLine:
        """For the students' page: the number, and whether they may be told it."""
        return TextLine(self.number, open=self.texting is not None and self.texting.standing.open)

    def look(self) -> None:
        """What a command beside us found."""
        if self.texting is not None:
            self.texting.refresh()


def house_texting(people: PeopleDoors, lines: Wires, settings: Settings) -> HouseTexting:
    hotline = lines.hotline
    if hotline is None or lines.account is None:
        return HouseTexting(None, hotline.students if hotline else None)
    wanted = Wanted(
        settings.public_base,
        students=hotline.students,
        staff=hotline.staff,
        redaction=settings.twilio_redaction,
    )
    return HouseTexting(Texting(people.ground, people.providers, wanted, lines.account), hotline.students)


@dataclass(frozen=True, slots=True)
class Looked:
    checked: Checked
    texts: tuple[FiledText, ...]


def check_account(
    settings: Settings,
    *,
    text_help: bool,
    sleep: Sleep,
    clock: Clock = system_clock,
    replaced: Wires | None = None,
) -> Looked:
    """Look at the account of the district in the home, whether the service runs or not, and keep what was found.

    With `text_help`, HELP is texted between the two numbers first, unless its answer was seen already. That answer
    comes only from a running service.

    Raises WrongStart, Refused, TrustMissing, TrustInvalid, StoreError.
    """
    with people_beside(settings, clock) as people:
        lines = replaced or wires(settings, people.providers.twilio(), people.providers.hotline())
        texting = house_texting(people, lines, settings).texting
        if texting is None:
            raise WrongStart(
                "There is no hotline yet: store its numbers and account with `quietline hotline`."
            )
        alone = texting.wanted.students == texting.wanted.staff
        if text_help and not alone and texting.standing.help is not Help.OURS:
            texting.ask_help(None)
            for _ in range(_LOOKS):
                sleep(_EVERY_S)
                if texting.help_came():
                    break
        texts = filing(
            district=people.book.current.name,
            line=people.directory.district().line_name,
            public_url=settings.public_base,
        )
        return Looked(texting.check(None), texts)
