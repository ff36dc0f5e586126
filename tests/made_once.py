"""What is the same in each house that a test opens is made once a process: templates, routes, statements, stretched
words.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


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
    """A route whose builders of addresses are compiled once: a site has some three hundred."""

    _builders: ClassVar[dict[object, Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002  # the library's own
        kinds = sorted((name, type(one).__name__) for name, one in self._converters.items())
        key = repr((self._trace, self.defaults, kinds, append_unknown))
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class StatementsOnce(dict[Any, Any]):
    """Statements by their words and kind of database. Every test has databases of its own, which all ask the same."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


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
