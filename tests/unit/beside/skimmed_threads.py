"""Conversations as they lie in the database, made with real keys."""

import secrets
from collections.abc import Sequence

from reporting.beside.skim import Question, SealedText, SealedThread
from reporting.cases.search_words import Words
from reporting.model.ids import DistrictId
from reporting.model.kind import Kind
from reporting.vault.authorship import ByMember, ByReporter, NoAuth
from reporting.vault.envelope import Context, seal
from reporting.vault.payload import Payload
from reporting.vault.signing import SigningKey
from reporting.vault.thread_keys import ThreadKeys, wrap_case_root
from reporting.vault.xwing import PrivateKey, PublicKey

DISTRICT = DistrictId(bytes(16))
QUEUE = PrivateKey.generate()
COLLEAGUE = PrivateKey.generate()
CATEGORIES = {"bullying": "Bullying"}


def asked(query: str) -> Question:
    words = Words.of(query)
    return Question(words.terms, {code: words.in_text(name) for code, name in CATEGORIES.items()})


def sealed_thread(
    *said: str,
    notes: Sequence[str] = (),
    own_notes: Sequence[str] = (),
    category: str | None = None,
    key: PublicKey | None = None,
) -> SealedThread:
    """`own_notes`: which a colleague wrote to themselves. `key`: to which its root is wrapped."""
    keys, shred_key, key = ThreadKeys.generate(DISTRICT), secrets.token_bytes(32), key or QUEUE.public

    def text(kind: Kind, to: PublicKey, body: str, **more: str) -> SealedText:
        context = Context(DISTRICT, keys.thread_id, secrets.token_bytes(16), 0, kind)
        author = (
            ByMember(bytes(16), SigningKey.generate())
            if kind is Kind.NOTE
            else ByReporter(keys.talk_seed)
            if kind is Kind.WEB
            else NoAuth()
        )
        envelope = seal(context, Payload(0, body, "en", more=more).to_bytes(), shred_key, [to], author)
        return SealedText(context.message, kind, envelope.core, envelope.recipients)

    texts = [
        *(text(Kind.WEB, keys.talk.public, body) for body in said),
        *(text(Kind.NOTE, keys.case.public, body) for body in notes),
        *(text(Kind.NOTE, COLLEAGUE.public, body) for body in own_notes),
    ]
    if category is not None:
        texts.append(text(Kind.SUMMARY, QUEUE.public, "its first words", category=category))
    return SealedThread(
        keys.thread_id,
        keys.talk.public.kid,
        keys.case.public.kid,
        shred_key,
        0,
        key.kid,
        wrap_case_root(DISTRICT, keys.thread_id, 0, key, keys.case_root),
        texts[::-1],
    )
