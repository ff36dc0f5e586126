"""Reading the product's answers: which texts to send back, what a call says, where its digit goes."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET


@dataclass(frozen=True, slots=True)
class Voice:
    said: str
    action: str


class NotTwiml(ValueError):
    """Twilio would play an application error (12100)."""


def texts(answer: str) -> tuple[str, ...]:
    """The bodies of all Message elements, in order. Raises NotTwiml."""
    return tuple(
        "".join((each.text or "", *((body.text or "") for body in each.findall("Body")))).strip()
        for each in _root(answer).iter("Message")
    )


def voice(answer: str) -> Voice:
    """What is said, and the first Gather's action. Raises NotTwiml."""
    root = _root(answer)
    gather = root.find("Gather")
    said = " ".join((each.text or "").strip() for each in root.iter("Say"))
    return Voice(said, gather.get("action", "") if gather is not None else "")


def _root(answer: str) -> ET.Element:
    try:
        root = ET.fromstring(answer)  # noqa: S314 -- our own product's answer, on this machine
    except ET.ParseError as error:
        raise NotTwiml(str(error)) from None
    if root.tag != "Response":
        raise NotTwiml(f"the answer begins with <{root.tag}>, not <Response>")
    return root
