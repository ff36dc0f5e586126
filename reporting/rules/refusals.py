"""Why an act on the rules was refused. Codes are translated by the staff site; nothing typed goes in."""

from reporting.people.refused import Refused


class RulesRefused(Refused):
    """Codes: rules_not_lead, rules_own, rules_not_second, rules_no_draft, rules_no_shadow, rules_moved, rules_failing,
    rules_nothing_before, rules_no_version.
    """


def not_lead() -> RulesRefused:
    return RulesRefused("rules_not_lead", "Ask the lead of a queue: leads change the rules.")


def moved() -> RulesRefused:
    return RulesRefused("rules_moved", "Somebody changed the rules meanwhile. Look again, then repeat it.")
