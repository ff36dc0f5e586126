"""Phone numbers of staff: read as people write them, kept as E.164, found by a keyed hash."""

import phonenumbers

from reporting.model.ids import DistrictId
from reporting.people.refused import Refused
from reporting.vault.notation import hmac256, kd

REGION = "US"


def e164(written: str) -> str:
    """`+13125550101`. Raises Refused("phone"). Numbers kept for fiction count: the demo has no others."""
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException:
        raise Refused("phone", "Write the number like +1 312 555 0101.") from None
    if not phonenumbers.is_possible_number(number):
        raise Refused("phone", "Write the number like +1 312 555 0101.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PhoneHash:
    """HMAC(KD(server.key,"phone-hash",D,32), e164): tells whose text it is. For staff only, never for a student."""

    def __init__(self, server_key: bytes, district: DistrictId) -> None:
        self._key = kd(server_key, "phone-hash", district)

    def __call__(self, number: str) -> bytes:
        return hmac256(self._key, number.encode())
