"""The pages of partners: those behind link and PIN, and those of people who sign in."""

from collections.abc import Callable, Sequence

from reporting.web.pages import Answer, Pages
from reporting.web.partner_pressed import pressed_again
from reporting.web.partner_queue import PartnerQueuePages
from reporting.web.partnering import Partnering
from reporting.web.parts import PublicParts
from reporting.web.side_partnering import SidePartnering

# Carry what was written to a student, in full; those that open the page once more too.
PARTNER_TEXTS = (
    "public.partner_side",
    "public.partner_packet_side",
    "public.partner_open",
    "public.partner_list",
    "public.partner_packet",
)


def partner_routes(parts: PublicParts, pages: Pages) -> Sequence[tuple[str, str, Callable[..., Answer]]]:
    """(method, path, view)."""
    behind, beside = Partnering(parts, pages), SidePartnering(parts, pages)
    inside = PartnerQueuePages(parts, pages, behind, beside)
    routes = (
        ("GET", "/partner/<token>", behind.partner),
        ("POST", "/partner/<token>", behind.partner_open),
        ("POST", "/partner/<token>/fhir", behind.partner_fhir),
        ("POST", "/partner/<token>/side", beside.partner_side),
        ("GET", "/partners", inside.partner_sign_in),
        ("POST", "/partners", inside.partner_list),
        ("GET", "/partners/join/<token>", inside.partner_join),
        ("POST", "/partners/join/<token>", inside.partner_joined),
        ("POST", "/partners/packet", inside.partner_packet),
        ("POST", "/partners/packet/side", inside.partner_packet_side),
        ("POST", "/partners/packet/fhir", inside.partner_packet_fhir),
    )
    return [(method, path, pressed_again(pages, view)) for method, path, view in routes]
