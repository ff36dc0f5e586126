"""A use-case says no in a way that a page can translate."""


class Refused(Exception):
    """`code` is what templates translate, `facts` fill its gaps; the text says the remedy.

    Nothing a person typed goes in: these texts reach logs.
    """

    def __init__(self, code: str, remedy: str, **facts: object) -> None:
        super().__init__(remedy)
        self.code = code
        self.facts = facts


class SignInRefused(Refused):
    """Codes: wrong, locked (facts: until), code_wrong, code_used, keys_changed, not_active, again."""


class SignedOut(Refused):
    """Codes: none, locked (the keys are away), too_old, gone, pending (the second step is missing)."""


class StepUpRefused(Refused):
    """Codes: wrong, locked, needed."""


class SetUpRefused(Refused):
    """Codes: link, not_here, done, zone, too_few_people, too_few_registrars, already_born, not_root, …"""


class InvitationRefused(Refused):
    """Codes: not_registrar, email_taken, unknown, expired, used, password_…"""


class AdmissionRefused(Refused):
    """Codes: not_registrar, not_member, unknown, mac, step_up, own, …"""


class LeavingRefused(Refused):
    """Codes: not_allowed, unknown, step_up, last_registrar."""


class GlassRefused(Refused):
    """Codes: glass_reason, glass_hours, glass_nobody, glass_gone, glass_own, glass_halves."""


class NoQueueKey(Refused):
    """The member holds no key of that queue: not a member, or not yet confirmed by one."""
