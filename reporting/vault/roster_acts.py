"""What a roster entry does. Each act is one JSON object beside the entry's number, time and signer."""

from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, get_args, get_origin

from reporting.vault.notation import ID_LENGTH
from reporting.vault.xwing import PUBLIC_LENGTH

_LONGEST_NAME = 200
_MOST_MEMBERS = 1000


Id = Annotated[bytes, ID_LENGTH]
Signs = Annotated[bytes, 32]
Seals = Annotated[bytes, PUBLIC_LENGTH]


@dataclass(frozen=True, slots=True)
class Begin:
    """Entry 0: the district, its root key and the key that signs for the system."""

    do: ClassVar[str] = "begin"
    district: Id
    name: str
    root: Signs
    system: Signs


@dataclass(frozen=True, slots=True)
class AddMember:
    """A person and their public keys. For a known id: new keys, and out of every queue."""

    do: ClassVar[str] = "member"
    member: Id
    name: str
    ed: Signs
    x: Seals


@dataclass(frozen=True, slots=True)
class SetRegistrar:
    do: ClassVar[str] = "registrar"
    member: Id
    on: bool


@dataclass(frozen=True, slots=True)
class SetSystem:
    do: ClassVar[str] = "system"
    pk: Signs


@dataclass(frozen=True, slots=True)
class NewQueue:
    do: ClassVar[str] = "queue"
    queue: Id
    name: str
    kind: str
    pk: Seals
    members: tuple[Id, ...]
    leads: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Enter:
    do: ClassVar[str] = "enter"
    queue: Id
    member: Id
    lead: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody from outside stands in at a queue until `until`, unix seconds, and never holds its key."""

    do: ClassVar[str] = "cover"
    queue: Id
    member: Id
    until: int


@dataclass(frozen=True, slots=True)
class Leave:
    do: ClassVar[str] = "leave"
    queue: Id
    member: Id


@dataclass(frozen=True, slots=True)
class Gone:
    do: ClassVar[str] = "gone"
    member: Id


@dataclass(frozen=True, slots=True)
class NewEpoch:
    """A queue's new key, made by a member's session after somebody left."""

    do: ClassVar[str] = "epoch"
    queue: Id
    epoch: int
    pk: Seals


@dataclass(frozen=True, slots=True)
class Confirm:
    """The second person's word on entry number `entry`."""

    do: ClassVar[str] = "confirm"
    entry: int


@dataclass(frozen=True, slots=True)
class Open:
    """From here on the root no longer does daily work."""

    do: ClassVar[str] = "open"


@dataclass(frozen=True, slots=True)
class SetRoot:
    do: ClassVar[str] = "root"
    pk: Signs


Act = (
    Begin
    | AddMember
    | SetRegistrar
    | SetSystem
    | NewQueue
    | Enter
    | Cover
    | Leave
    | Gone
    | NewEpoch
    | Confirm
    | Open
    | SetRoot
)
_BY_NAME: dict[str, type[Act]] = {act.do: act for act in get_args(Act)}


def members_of(act: Act) -> dict[str, Any]:
    """The act's own JSON members; binary as lower-case hex."""
    return {one.name: _written(getattr(act, one.name)) for one in fields(act)}


def read_act(name: str, members: dict[str, Any]) -> Act:
    """Raises ValueError, KeyError or TypeError for anything but exactly the members of a known act."""
    kind = _BY_NAME[name]
    expected = {one.name: one.type for one in fields(kind)}
    if expected.keys() != members.keys():
        raise ValueError
    return kind(**{name: _read(expected[name], members[name]) for name in expected})


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [one.hex() for one in value]
    return value


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is Annotated:
        return _bytes(value, kind.__metadata__[0])
    if get_origin(kind) is not tuple:
        return _plain(kind, value)
    if type(value) is not list or len(value) > _MOST_MEMBERS:
        raise TypeError
    return tuple(_read(get_args(kind)[0], one) for one in value)


def _plain(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError
    if isinstance(value, str) and not 1 <= len(value) <= _LONGEST_NAME:
        raise ValueError
    return value


def _bytes(value: Any, length: int) -> bytes:
    if type(value) is not str:
        raise TypeError
    raw = bytes.fromhex(value)
    if len(raw) != length or raw.hex() != value:
        raise ValueError
    return raw
