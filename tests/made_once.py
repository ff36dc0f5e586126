"""What is the same in each house that a test opens is made once a process: templates, routes, statements, stretched
words, verified entries of its roster.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from reporting.vault.roster import Roster


class TemplatesOnce(BytecodeCache):
    """Compiled templates by their words and by what the two sites set differently."""

    def __init__(self) -> None:
        self._code: dict[object, bytes] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        key = repr((name, filename, environment.trim_blocks, sorted(environment.extensions)))
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        if (bucket.key, bucket.checksum) in self._code:
            bucket.bytecode_from_string(self._code[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class RuleOnce(Rule):
    """A route that is compiled once for all sites: each has some three hundred, and a test may open three sites."""

    _compiled: ClassVar[dict[object, tuple[Any, ...]]] = {}

    def compile(self) -> None:
        place = (self.rule, self.subdomain, self.host, self.merge_slashes, repr(self.defaults))
        if place not in self._compiled:
            super().compile()
            own, builders = self.arguments, (self._build.__func__, self._build_unknown.__func__)
            self._compiled[place] = (self._parts, self._trace, self._converters, own, *builders)
        self._parts, self._trace, self._converters, arguments, known, unknown = self._compiled[place]
        self.arguments = set(arguments)
        self._build, self._build_unknown = known.__get__(self, None), unknown.__get__(self, None)


class StatementsOnce(dict[Any, Any]):
    """Statements by their words and kind of database. Every test has databases of its own, which all ask the same."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


def extended_once(
    extend: Callable[[Roster, bytes, bytes], Roster],
) -> Callable[[Roster, bytes, bytes], Roster]:
    """The state of a roster after an entry, verified once: copied houses have the same entries, and read them twice."""
    made: dict[tuple[bytes, bytes], list[tuple[Roster, Roster]]] = {}

    def once(roster: Roster, raw: bytes, signature: bytes) -> Roster:
        known = made.setdefault((raw, signature), [])
        for before, after in known:
            if before == roster:
                return after
        after = extend(roster, raw, signature)
        known.append((roster, after))
        return after

    return once


class StretchedOnce:
    """Argon2id, which is dear on purpose, once for the same words and salt: people of copied houses have the same."""

    _stretched: ClassVar[dict[tuple[object, ...], bytes]] = {}

    def __init__(self, **costs: Any) -> None:
        self._costs = costs

    def derive(self, words: bytes) -> bytes:
        key = (words, *sorted(self._costs.items()))
        if key not in self._stretched:
            self._stretched[key] = Argon2id(**self._costs).derive(words)
        return self._stretched[key]
