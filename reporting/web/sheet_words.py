"""What each sheet of help says before it names who helps, in the language of the page.

Our own plain sentences, read by no professional: docs/family.md says so to the district.
"""

from dataclasses import dataclass

from reporting.model.help.sheets import PATH, SHEETS, mentioned
from reporting.web.voice import Voice


@dataclass(frozen=True, slots=True)
class SheetWords:
    """`helps`: for whoever it is about; `beside`: for a friend or an adult beside them; `call`: one more number."""

    title: str
    helps: tuple[str, ...]
    beside: tuple[str, ...]
    call: str = ""


def sheet_words(voice: Voice, number: int) -> SheetWords:
    return _WRITTEN[number](voice)


def _worry(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Worry, low mood and sleep"),
        (
            say("Worry and low mood are common. They can get better with help."),
            say("Go to bed and get up at the same time. Leave the phone in another room."),
            say("Breathe in while you count to four, and out while you count to six. Do it ten times."),
            say("Do one small thing that you used to like, also when you don't feel like it."),
            say("Does it last more than two weeks? Tell an adult who can find help."),
        ),
        (
            say("Ask how they are, and wait for the answer. Listen more than you talk."),
            say("You can ask if they think of dying. Asking does not put the idea in their head."),
        ),
    )


def _grief(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("When someone died"),
        (
            say("There is no right way to feel. Sad, angry, numb: all of it can come and go."),
            say("Eat, drink and sleep as well as you can. Grief makes the body tired."),
            say("Talk about the person with someone who lets you talk."),
            say("School can be hard for a while. You can ask a teacher for more time."),
        ),
        (
            say("Say the name of the person who died. You don't need the right words."),
            say("Offer one thing, like a meal or a ride. Ask again next week."),
        ),
    )


def _food(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Food, clothes or a place to sleep"),
        (
            say("Many families need this at some time. Asking is all right."),
            say("Schools can often help with meals, clothes and rides. Ask in the office or write to us."),
            say("No fixed place to sleep? You still have a right to go to school, and help to get there."),
        ),
        (say("Don't ask why. Ask what is missing first."),),
        say("Call 211 for food, rent and shelter. Any hour."),
    )


def _eating(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Food and my body"),
        (
            say("Trouble with eating can be an illness. It is nobody's fault, and there is treatment."),
            say("You don't have to be thin or look sick to need help."),
            say("Eat with someone you trust, if you can. Leave accounts that make you feel bad."),
            say("Fainting, chest pain or throwing up blood? Call 911 or go to a hospital."),
        ),
        (
            say("Say what you noticed and that you care. Don't talk about weight or looks."),
            say("A doctor should see them soon, also when they say that it is nothing."),
        ),
    )


def _bullying(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Bullying"),
        (
            say("It is not your fault. Nobody may treat you like that."),
            say("Write down what happened, when and where. Keep pictures of what was posted."),
            say(
                "Stay near people you trust, on the way too. Block whoever does it online, after you kept the picture."
            ),
            say("Tell an adult. If nothing changes, tell another one, or write to us again."),
        ),
        (
            say("Sit with them, walk with them. That they are not alone changes a lot."),
            say("Don't share it and don't laugh. Ask them what would help."),
        ),
    )


def _substances(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Drinking, vaping or drugs"),
        (
            say("You can get help without being in trouble with the people who help."),
            say(
                "Stopping alone can be hard, and with some drugs it can hurt you. Ask a nurse or doctor first."
            ),
            say("A pill from a friend or from the internet can hold something deadly. You can't see it."),
            say(
                "Can't wake someone, or they breathe badly? Call 911 now. Give naloxone if you have it. Stay."
            ),
        ),
        (
            say("Talk when they are sober. Say what worries you, not what they are."),
            say("Lock up medicine and alcohol at home. Keep naloxone there."),
        ),
        say("Call SAMHSA at 1-800-662-4357. It is free, any hour."),
    )


def _self_harm(voice: Voice) -> SheetWords:
    say = voice.say
    return SheetWords(
        say("Hurting myself or wanting to die"),
        (
            say("Call or text 988 now. You don't have to be sure that it is bad enough."),
            say("These thoughts come in waves. Put time and distance between you and what could hurt you."),
            say("Go where other people are. Tell one of them how bad it is."),
            say("Write down three things that helped you before, and who you can call at night."),
        ),
        (
            say("Ask it in plain words: do you think of killing yourself? Then stay and listen."),
            say("Don't leave them alone. Lock away guns, pills and ropes, or take them out of the house."),
            say("Don't promise to keep it secret. Call 988 together."),
        ),
    )


_WRITTEN = {1: _worry, 2: _grief, 3: _food, 4: _eating, 5: _bullying, 6: _substances, 7: _self_harm}


def titles(voice: Voice) -> list[tuple[str, str]]:
    """(address, title) of each sheet."""
    return [(f"{PATH}{one.number}", sheet_words(voice, one.number).title) for one in SHEETS]


def titles_in(voice: Voice, text: str) -> list[tuple[str, str]]:
    """The same of those whose address stands in a text, so that it can be opened with one tap."""
    return [(f"{PATH}{number}", sheet_words(voice, number).title) for number in mentioned(text)]
