"""What a use-case refuses, by code. Pages translate the code; the text here is for people who read code."""


class Refused(Exception):
    """A use-case said no. `code` is stable and names no person, thread or word."""

    code = "refused"


class NothingStored(Refused):
    """The store could not take it. The words must stay in the form; nothing exists of them here."""

    code = "nothing_stored"


class SummaryMissing(Refused):
    """Whoever gets a thread from somebody must be told where things stand."""

    code = "summary_missing"


class NotOpenYet(Refused):
    """No queue could open a message sent now, so none is asked for."""

    code = "not_open_yet"


class UnknownWord(Refused):
    """A receipt word that stands on neither list: answered at once, without a key derivation."""

    code = "unknown_word"

    def __init__(self, word: str) -> None:
        super().__init__("a receipt word is on neither list")
        self.word = word


class NothingOpens(Refused):
    """These words open nothing. Erased and never-existing receipts answer alike."""

    code = "nothing_opens"


class PhraseNeeded(NothingOpens):
    """The words are right, and their student set a phrase of their own as well."""

    code = "phrase_needed"


class PhraseWrong(NothingOpens):
    """The words are right and the phrase is not."""

    code = "phrase_wrong"


class PhraseRefused(Refused):
    """`code` says why: too short, not typed twice alike, or there is one already. Nothing changed."""

    code = "phrase_short"


class PhraseNotTwice(PhraseRefused):
    code = "phrase_not_twice"


class TokenExpired(Refused):
    """A page stood too long, or keys were lost by a restart: ask for the words again, keep the text."""

    code = "token_expired"


class NoSuchThread(Refused):
    """No thread of this name for this person. The same whether it does not exist or is not theirs to know."""

    code = "no_such_thread"


class NotAllowed(Refused):
    """The person may see the thread but not do this."""

    code = "not_allowed"


class EmptyText(Refused):
    """There was nothing to send."""

    code = "empty_text"


class AnsweredMeanwhile(Refused):
    """A colleague answered while this was written. Their answer is shown first; the same words are sent if they come again."""

    code = "answered_meanwhile"


class KeptApart(Refused):
    """Somebody may open one of these threads of whom another is kept: together they would tell of each other."""

    code = "kept_apart"


class TooManyTogether(Refused):
    """More threads than one incident holds. Nothing changed."""

    code = "too_many_together"


class QuietPhone(Refused):
    """The phone has been silent for a day: something neutral goes first, or its author says that it need not."""

    code = "quiet_phone"


class AnswerWaits(Refused):
    """An answer of this thread waits to leave; a second one would meet it."""

    code = "answer_waits"


class HeldGone(Refused):
    """It does not wait any more: it left, or lies with its author."""

    code = "held_gone"


class TooLong(Refused):
    """More than one envelope holds. `limit` is in characters that surely fit."""

    code = "too_long"

    def __init__(self, limit: int) -> None:
        super().__init__("the text is longer than an envelope holds")
        self.limit = limit


class UnknownReference(Refused):
    """No other thread of this name for this person: not there, not theirs to know, or this one itself."""

    code = "unknown_reference"


class NotDeletable(Refused):
    """It is urgent or on hold: nothing of it is destroyed now."""

    code = "not_deletable"


class NobodyLeads(Refused):
    """A sentence for the rules has no reader: nobody leads a queue, or only people whom the thread is kept from."""

    code = "nobody_leads"


class CopiedWords(Refused):
    """A sentence for the rules repeats what the student wrote: it would carry their words out of the seal."""

    code = "copied_words"


class StillRinging(Refused):
    """A page that rings is not lowered: first somebody takes it."""

    code = "still_ringing"


class FileUnreadable(Refused):
    """A file does not verify, is not whole, or this person holds no key of the thread."""

    code = "file_unreadable"


class LinkDead(Refused):
    """A one-time link that was used, is too old or was never made."""

    code = "link_dead"


class NumberRefused(Refused):
    """No phone number, or one of ours."""

    code = "number_wrong"


class CodeWrong(Refused):
    """Not the code that was texted, too late, or tried too often: the three are one answer."""

    code = "code_wrong"


class NotOffered(Refused):
    """The district has no number for it, or the form is none of ours."""

    code = "not_offered"
