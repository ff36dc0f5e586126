"""What is to be printed: a sheet, a paper, and what stands on it."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Sheet(StrEnum):
    POSTER = "poster"
    CARDS = "cards"
    STICKERS = "stickers"


class Paper(StrEnum):
    LETTER = "letter"
    A4 = "a4"


class Output(StrEnum):
    PDF = "pdf"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Order:
    """`url` is in the QR picture; `address` is what a hand types instead of it. `number`: whom to text, None where
    there is nobody yet. `school` stands on posters alone: a card in a pocket does not say where its owner goes.
    """

    sheet: Sheet
    paper: Paper
    output: Output
    lang: str
    line: str
    url: str
    address: str
    number: str | None
    school: str | None

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Order":
        found = json.loads(text)
        return cls(
            **{
                **found,
                "sheet": Sheet(found["sheet"]),
                "paper": Paper(found["paper"]),
                "output": Output(found["output"]),
            }
        )
