"""The token of a page that shows six words: with it files and answers follow before the words are typed."""

from reporting.cases.ground import Ground
from reporting.cases.receipt_pool import PreparedThread
from reporting.vault import form_tokens
from reporting.vault.form_tokens import Purpose


def page_token(ground: Ground, form_key: bytes, prepared: PreparedThread) -> str:
    return form_tokens.issue(
        form_key,
        Purpose.RETURN,
        ground.district,
        prepared.thread,
        prepared.wrap,
        ground.id(),
        ground.clock(),
    )
