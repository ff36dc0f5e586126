"""The first start: the form of the page becomes a district, once, by the link that the start printed."""

from collections.abc import Callable
from dataclasses import replace

from notify.account_facts import AccountReader, Help
from notify.account_findings import Wanted, findings
from notify.ports import Busy, Carrier, CarrierError, Misconfigured, Unsure
from notify.ports import Refused as CarrierRefused
from reporting.app.staff_doors.seats import completed
from reporting.app.staff_doors.texting_rows import finding_rows
from reporting.people.founding import Founding
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import SetUpRefused
from reporting.people.set_up import SetUp
from reporting.people.set_up_link import SetUpLink
from reporting.staff.people_view import Invited, Made
from reporting.staff.texting_view import FindingRow
from reporting.store.errors import StoreError

TEST_TEXT = "This is a test of the hotline's number. / Prueba del numero de la linea."
TEST_VALID_S = 600

CarrierFor = Callable[[Hotline, TwilioAccount], Carrier]
ReaderFor = Callable[[Hotline, TwilioAccount], AccountReader]


class FirstStart:
    """Satisfies the staff site's `SetUps`. `founded` is called when the district stands, before the links are shown."""

    def __init__(
        self,
        set_up: SetUp,
        link: SetUpLink,
        *,
        carrier_for: CarrierFor,
        reader_for: ReaderFor,
        public_base: str,
        join_base: str,
        founded: Callable[[], object],
    ) -> None:
        self._set_up = set_up
        self._link = link
        self._carrier_for = carrier_for
        self._reader_for = reader_for
        self._public_base = public_base
        self._join_base = join_base
        self._founded = founded

    def check(self, token: str, peer: str) -> None:
        """Raises SetUpRefused."""
        self._link.check(token, peer)

    def send_test(self, token: str, peer: str, hotline: Hotline, account: TwilioAccount, to: str) -> None:
        """Raises SetUpRefused("carrier_refused" | "carrier_number" | "carrier_silent")."""
        self._link.check(token, peer)
        try:
            self._carrier_for(hotline, account).send_text(
                to=to, sender=hotline.students, body=TEST_TEXT, reference="", validity_s=TEST_VALID_S
            )
        except Misconfigured:
            raise SetUpRefused("carrier_refused", "Check the account, the key and its secret.") from None
        except CarrierRefused:
            raise SetUpRefused("carrier_number", "Check both numbers.") from None
        except (Busy, Unsure):
            raise SetUpRefused("carrier_silent", "Check this machine's way to the internet.") from None

    def check_account(
        self, token: str, peer: str, hotline: Hotline, account: TwilioAccount
    ) -> tuple[FindingRow, ...]:
        """Raises SetUpRefused("carrier_silent")."""
        self._link.check(token, peer)
        wanted = Wanted(self._public_base, students=hotline.students, staff=hotline.staff)
        try:
            facts = self._reader_for(hotline, account).read()
        except CarrierError:
            raise SetUpRefused("carrier_silent", "Check this machine's way to the internet.") from None
        # Who answers HELP can be seen only once the service runs and hears it.
        found = findings(replace(facts, help=Help.OURS), wanted)
        return finding_rows(found)

    def create(self, token: str, peer: str, form: Founding) -> Made:
        """A joining link for each person of the form. Whatever goes wrong, the page may be sent again. Raises Refused."""
        self._link.use(token, peer)
        try:
            founded = self._set_up.create_district(completed(form))
        except StoreError as error:
            self._link.give_back()
            raise SetUpRefused("nothing_stored", str(error)) from None
        except BaseException:
            self._link.give_back()
            raise
        self._founded()
        return Made(
            founded.two_step,
            tuple(
                Invited(person.name, f"{self._join_base}/{invited.link}", invited.expires)
                for person, invited in zip(form.people, founded.invited, strict=True)
            ),
        )
