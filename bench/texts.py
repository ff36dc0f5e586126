"""Invented words to send: about 500 characters each, one in twenty of them urgent."""

import random

ROUTINE = (
    "The lights by the bike racks have been broken for two weeks and nobody seems to care.",
    "Some kids in my math class keep taking food out of a sixth grader's bag at lunch.",
    "I do not know if this is the right place to write but I did not want to ask in person.",
    "We had a substitute on Tuesday and the whole row behind me was copying the quiz.",
    "A girl who sits near me eats alone now and I think somebody made a group chat about her.",
    "The bathroom on the second floor is never locked and people go in there to vape.",
    "My locker was opened twice this month and both times only my notebook was gone.",
    "It would help if a grown up walked by the back stairs between third and fourth period.",
    "The bus driver lets the older ones sit in front and they throw paper at everybody else.",
    "I told my friend I would write this because she is too shy to write it herself.",
    "Our group wants to start a chess club but the form says we need a teacher to sign.",
    "Please do not read this out in class, I only want somebody to know about it.",
)
URGENT = "My friend has a gun in his backpack and says tomorrow is the day."
LENGTH = 500


def tip(rng: random.Random, *, urgent: bool) -> str:
    """Different at each call; the same for the same generator."""
    sentences = [URGENT] if urgent else []
    while len(" ".join(sentences)) < LENGTH - 60:
        sentences.append(rng.choice(ROUTINE))
    return f"{' '.join(sentences)} ({rng.randrange(10**9)})"[:LENGTH]


def mixed(rng: random.Random) -> str:
    return tip(rng, urgent=rng.randrange(20) == 0)
