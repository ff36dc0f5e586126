"""A referral as FHIR R4: ServiceRequest, Task, Consent and the agreed fields. Pure.

The subject is a logical reference that two referrals of one student do not share. What was not agreed is not in here, nor
anything of the thread.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reporting.model.clock import date_of
from reporting.model.help.words import SharedField
from reporting.model.ids import PacketId
from reporting.model.referral import Decline, ReferralState

Json = dict[str, Any]
S = ReferralState
# (ServiceRequest.status, Task.status); Task.businessStatus is our own word. The table stands in docs/interfaces.md.
STATUS: Mapping[ReferralState, tuple[str, str]] = {
    S.SENT: ("active", "requested"),
    S.VIEWED: ("active", "received"),
    S.ACCEPTED: ("active", "accepted"),
    S.WAITLISTED: ("active", "on-hold"),
    S.DECLINED: ("revoked", "rejected"),
    S.SCHEDULED: ("active", "in-progress"),
    S.ATTENDED: ("active", "in-progress"),
    S.NO_SHOW: ("active", "on-hold"),
    S.CLOSED: ("completed", "completed"),
    S.WITHDRAWN: ("revoked", "cancelled"),
    S.EXPIRED: ("revoked", "failed"),
}
MEDIA_TYPE = "application/fhir+json"
_SPACE = uuid.UUID("5b8f1d0e-2a52-5b9c-9c8e-3b9b7f0f6a31")
_HL7 = "http://terminology.hl7.org/CodeSystem"


@dataclass(frozen=True, slots=True)
class Shared:
    """What one side may read of one referral. `agreed`: when the yes was given; `until_day`: since 1970."""

    packet: PacketId
    state: ReferralState
    declined: Decline | None
    party: str
    service: str
    purpose: str
    fields: Mapping[SharedField, str]
    agreed: datetime
    until_day: int

    def __repr__(self) -> str:
        return "Shared(<sealed>)"


def bundle(shared: Shared) -> Json:
    """A collection that stands for itself."""
    resources = [_request(shared), _task(shared), _consent(shared)]
    if shared.fields:
        resources.append(_answers(shared))
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _request(shared: Shared) -> Json:
    made = {
        **_head(shared, "ServiceRequest"),
        "status": STATUS[shared.state][0],
        "intent": "order",
        "category": [_concept("http://snomed.info/sct", "3457005", "Patient referral")],
        "code": {"text": shared.service or shared.party},
        "subject": _subject(shared),
        "authoredOn": _day(shared.agreed),
        "requester": {"display": "School counselor"},
        "performer": [{"display": shared.party}],
        "reasonCode": [{"text": shared.purpose}],
    }
    if shared.fields:
        made["supportingInfo"] = [_to(shared, "QuestionnaireResponse")]
    return made


def _task(shared: Shared) -> Json:
    state = shared.state.value.replace("_", "-")
    made = {
        **_head(shared, "Task"),
        "status": STATUS[shared.state][1],
        "businessStatus": _concept("urn:quietline:referral-state", state, state),
        "intent": "order",
        "code": _concept("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", "Fulfill the focal request"),
        "focus": _to(shared, "ServiceRequest"),
        "for": _subject(shared),
        "authoredOn": _day(shared.agreed),
        "owner": {"display": shared.party},
        "restriction": {"period": {"end": _until(shared)}},
    }
    if shared.declined is not None:
        why = shared.declined.value.replace("_", "-")
        made["statusReason"] = _concept("urn:quietline:declined", why, why)
    return made


def _consent(shared: Shared) -> Json:
    """In R4 the root of a provision bears no type: what is not permitted in it is not permitted."""
    over = shared.state in {S.WITHDRAWN, S.EXPIRED}
    period = {"start": _day(shared.agreed), "end": _until(shared)}
    return {
        **_head(shared, "Consent"),
        "status": "inactive" if over else "active",
        "scope": _concept(f"{_HL7}/consentscope", "patient-privacy", "Privacy Consent"),
        "category": [_concept(f"{_HL7}/v3-ActCode", "IDSCL", "information disclosure")],
        "patient": _subject(shared),
        "dateTime": _day(shared.agreed),
        "performer": [_subject(shared)],
        "policyRule": {"text": "34 CFR 99.30, and the state's rule on whose consent counts"},
        "provision": {
            "period": period,
            "provision": [
                {
                    "type": "permit",
                    "period": period,
                    "actor": [
                        {
                            "role": _concept(f"{_HL7}/v3-ParticipationType", "IRCP", "information recipient"),
                            "reference": {"display": shared.party},
                        }
                    ],
                    "action": [_concept(f"{_HL7}/consentaction", "access", "Access")],
                    "purpose": [{"system": f"{_HL7}/v3-ActReason", "code": "TREAT", "display": "treatment"}],
                    "code": [{"text": name.value} for name in shared.fields] or [{"text": "none"}],
                    "data": [{"meaning": "instance", "reference": _to(shared, "ServiceRequest")}],
                }
            ],
        },
    }


def _answers(shared: Shared) -> Json:
    return {
        **_head(shared, "QuestionnaireResponse"),
        "status": "completed",
        "subject": _subject(shared),
        "authored": _day(shared.agreed),
        "item": [
            {"linkId": name.value, "answer": [{"valueString": value}]}
            for name, value in shared.fields.items()
        ],
    }


def _head(shared: Shared, kind: str) -> Json:
    return {"resourceType": kind, "id": _id(shared, kind)}


def _to(shared: Shared, kind: str) -> Json:
    return {"reference": f"urn:uuid:{_id(shared, kind)}"}


def _subject(shared: Shared) -> Json:
    """Names nobody: a number of this one referral."""
    number = f"urn:uuid:{_id(shared, 'subject')}"
    return {
        "type": "Patient",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": number},
        "display": "A student who gave no name to this record",
    }


def _id(shared: Shared, kind: str) -> str:
    return str(uuid.uuid5(_SPACE, f"{shared.packet.hex()} {kind}"))


def _concept(system: str, code: str, display: str) -> Json:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def _day(moment: datetime) -> str:
    """No hour: it would say when somebody was at a page."""
    return moment.astimezone(UTC).date().isoformat()


def _until(shared: Shared) -> str:
    return date_of(shared.until_day).isoformat()
