"""A later message as the student's page sends it: signed by the thread's own key, judged beside what they said before."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from reporting.cases.follow_up import FollowUp
from reporting.cases.later_message import LaterMessage
from reporting.cases.new_thread import FirstWords
from reporting.cases.returned_thread import Returned
from reporting.model.ids import MessageId
from reporting.model.thread import Channel
from reporting.vault.payload import Seen
from triage.context import Context

# So many earlier texts are read with a new one.
PRIOR_TEXTS = 12


def page_words(
    opened: Returned,
    submission: bytes,
    body: str,
    *,
    asked: tuple[str, ...] = (),
    code: str | None = None,
    params: Mapping[str, str] | None = None,
    also: Callable[[Connection], None] | None = None,
) -> FollowUp:
    """`asked`, `code` and `params` as in `FirstWords`; `also`: what is stored with it."""
    last = opened.stored[-1]
    words = FirstWords(
        MessageId(submission),
        body,
        opened.lang,
        Channel.WEB,
        asked=asked,
        code=code,
        params=dict(params or {}),
        writer=opened.writer,
    )
    return FollowUp(
        LaterMessage(words, opened.talk.seed, Seen(last.seq, last.link)),
        Context(channel=Channel.WEB.value, lang=opened.lang, prior=opened.said[-PRIOR_TEXTS:]),
        also=also,
    )
