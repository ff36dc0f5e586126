"""The words that are shipped, in English. A district writes its own instead.

The rules of every sentence to a student: promise no secrecy and no outcome, ask no name, say what happens next, name
nothing that the student did not write. Whoever reads them may not be the child.
"""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.model.danger import Danger
from reporting.people.guidance.counsel import Counsel

_HERE = "I work for the schools here, and I have read what you wrote. Thank you for telling us. I am here now and read each answer as it comes."
_WHO = "Is this about you, or about somebody else? And is anyone hurt, or about to be, right now? A few words are enough."
_CALL = "911: “We run an anonymous line for students. We have a message, anonymous and unverified, received at …. We have / have not confirmed it.” Then what it says, word for word."
_RECORD = "Write a note in the thread: what you did, whom you reached, and when."
_DUTY = "If a child may be abused or neglected, the law asks you yourself to report it, tonight: telling a supervisor is not enough. Childhelp gives the number of your state: 1-800-422-4453."
_QUIET = "Write nothing that is not already in the thread: no name, no place, no plan, no time of a visit. Whoever hurts them may read this."

COUNSEL: Mapping[Danger, Counsel] = MappingProxyType(
    {
        Danger.LIFE: Counsel(
            (
                _HERE,
                "Are you, or is somebody you know, thinking of ending their life? You can answer with yes or no. Whatever you answer, I write back.",
                "If it is happening now, call 911. You can also call or text 988, at any hour. If somebody could die I have to get help, and I will write to you here what I do.",
            ),
            (
                "Write the first line to the student now. Being answered is what keeps people talking.",
                f"A plan, a means or a time tonight? {_CALL}",
                "Not sure what to ask or do? 988 advises helpers too.",
                "You know who it is? Call a parent or guardian, unless the message says that home is the danger.",
                _RECORD,
            ),
        ),
        Danger.ATTACK: Counsel(
            (
                f"{_HERE} You do not have to find out more, and you do not have to talk to anybody about it.",
                "Is it happening now, or could it be today? Did you see it yourself, or did somebody tell you? A few words are enough.",
                "If anyone is in danger this minute, call 911 once you are somewhere you can. I am taking this to the people who can act, and will write here again.",
            ),
            (
                f"Happening now, or planned for today? {_CALL}",
                "Never ask the student to look, to search or to talk to anybody.",
                "Call whoever answers for safety in your district. Say what is written, what is not known, and that nobody has confirmed it.",
                "One message is a question, not evidence: ask for no search and no arrest. The people you call decide.",
                _RECORD,
            ),
        ),
        Danger.HURT: Counsel(
            (
                "I have read what you wrote, and I am here now. Is this a good moment to write? If not, leave this page; you can come back when you want.",
                "Is anyone hurt, or could anyone be hurt tonight? You can answer with yes or no. I read each answer as it comes.",
                "In danger now? Call 911. Some things I have to pass on, so that somebody helps; I will write to you here before I do, if I can.",
            ),
            (
                f"Hurt now, or tonight? {_CALL}",
                _QUIET,
                _DUTY,
                "Do not call home as long as home may be the danger.",
                _RECORD,
            ),
        ),
        Danger.IMAGES: Counsel(
            (
                _HERE,
                "Please do not pay and do not send anything more. You did not cause this. Keep the messages, but do not send us any picture: not even as proof.",
                "There is a way to get pictures taken down: takeitdown.ncmec.org, and 1-800-843-5678 at any hour. How are you right now? I read each answer as it comes.",
            ),
            (
                "Ask first how the student is: this is a danger to life more often than it looks.",
                f"A threat to life, or somebody on the way? {_CALL}",
                "Never ask for a picture, and forward, print or save none. If one lies here already, do not open it again.",
                "NCMEC takes it from there, with or without a name: 1-800-843-5678.",
                _RECORD,
            ),
        ),
        Danger.OVERDOSE: Counsel(
            (
                "Is somebody hard to wake, breathing slowly or turning blue? Call 911 now, then write here again. I stay on this page.",
                "What was taken, how much, and when? Write only what you know. I read each answer as it comes.",
                "You did right to write. Poison Help answers at any hour and costs nothing: 1-800-222-1222. I am here, and ask you again in a few minutes.",
            ),
            (
                f"Something was taken today? {_CALL}",
                "Poison Help tells you and the student what to do until help comes: 1-800-222-1222.",
                "Ask where an adult is who can stay with them. Ask for the place only if help has to find it.",
                "No questions about rules, school or blame tonight.",
                _RECORD,
            ),
        ),
        Danger.AWAY: Counsel(
            (
                "I have read what you wrote, and I am here now. Are you, or the person you write about, warm and out of danger at this moment?",
                "Is somebody with you, or keeping you from leaving? You can answer with yes or no. I read each answer as it comes.",
                "In danger now? Call 911. The Runaway Safeline answers at any hour: 1-800-786-2929. If somebody could be hurt I have to get help; I will write to you here what I do.",
            ),
            (
                f"In danger, kept by somebody, or out in the cold? {_CALL}",
                "Kept, sold or moved by others: the trafficking hotline, 1-888-373-7888.",
                "Runaway Safeline, for you and for them: 1-800-786-2929.",
                _QUIET,
                _RECORD,
            ),
        ),
        Danger.STAFF: Counsel(
            (
                _HERE,
                "Did something happen today, or could something happen soon? You can answer with yes or no. You do not have to write a name.",
                "In danger now? Call 911. This goes to people whose task it is to look into such things. I will write here what happens next.",
            ),
            (
                f"A child in danger now? {_CALL}",
                "Do not speak to the person who is named, nor to anybody close to them.",
                _DUTY,
                "Hand the thread to the designee's queue, and call the designee now if it cannot wait.",
                _RECORD,
            ),
        ),
        Danger.HARASSED: Counsel(
            (
                _HERE,
                "How are you at this moment? Is anyone threatening you, or could it get worse tonight? A few words are enough.",
                "In danger now? Call 911. Want to talk to somebody this minute? Call or text 988. I bring this to the people who can change something, and write here again.",
            ),
            (
                f"A threat of today, or a weapon? {_CALL}",
                "Ask how the student is, before you ask what happened.",
                "Torment at night can be a danger to life. Not sure? 988 advises helpers too.",
                "Ask for no proof tonight. What was posted can be kept by whoever saw it.",
                _RECORD,
            ),
        ),
        Danger.OTHER: Counsel(
            (
                _HERE,
                _WHO,
                "In danger now? Call 911. Want to talk to somebody this minute? Call or text 988. I am reading here, and will say what happens next.",
            ),
            (
                f"Somebody in danger now? {_CALL}",
                "Write the first line to the student, then find out what this is about.",
                "Not sure what to do? 988 advises helpers too.",
                _DUTY,
                _RECORD,
            ),
        ),
    }
)

# By text: whoever holds the phone sees it, on the lock screen too. So no topic, and nothing that was written.
BY_TEXT = (
    "Hi, this is a person. I have your message and I am here now. Write whenever you want.",
    "Is now a good moment to write? If not, tell me when. I read each answer as it comes.",
    "In danger now? Call 911 (texts to 911 don't work everywhere). Want to talk now? Call or text 988, any hour. I keep reading here.",
)
