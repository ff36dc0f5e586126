"""Who leaves takes no key along: what comes later is closed to them, and what is there is wrapped anew."""

from typing import Any

import pytest

from reporting.model.thread import ThreadState
from reporting.people.refused import LeavingRefused, SignedOut, SignInRefused
from reporting.people.roster_book import Signed, Signer
from reporting.store import member_secrets, queue_wraps, ram_seals, rewraps, wraps
from reporting.vault.notation import Unreadable
from reporting.vault.roster_acts import Gone
from reporting.vault.thread_keys import unwrap_thread

COUNSELORS = "North High counselors"


def all_chores(town: Any, name: str) -> None:
    while town.doors.chores.run(town.session(name)):
        pass


def test_everything_of_hers_is_deleted_at_once(town: Any) -> None:
    cora = town.members["Cora Cruz"]
    town.doors.leaving.remove(town.session("Ada Admin"), cora)
    with town.database.read() as conn:
        district = town.doors.ground.district
        assert member_secrets.bundle_of(conn, district, cora) is None
        assert member_secrets.slots_of(conn, district, cora) == ()
        assert queue_wraps.of_member(conn, district, cora) == ()
    with pytest.raises(SignInRefused) as refusal:
        town.cookie("Cora Cruz")
    assert refusal.value.code == "wrong"
    assert town.doors.book.member(cora) is None


def test_her_old_key_does_not_open_what_comes_later(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    old = town.session("Cora Cruz").queue_key(queue)
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    words = town.leave_words("later words", queue)
    with town.database.read() as conn:
        (wrap,) = wraps.of_thread(conn, town.doors.ground.district, words.thread)
    assert wrap.kid != old.public.kid
    with pytest.raises(Unreadable):
        unwrap_thread(town.doors.ground.district, words.thread, 0, old, wrap.sealed)
    assert town.read_words(town.session("Ben Brown"), queue, words)[0] == "later words"


@pytest.mark.parametrize("state", [ThreadState.OPEN, ThreadState.CLOSED])
def test_whoever_unlocks_next_wraps_what_was_there_to_the_new_key(town: Any, state: ThreadState) -> None:
    queue = town.queue(COUNSELORS)
    old = town.session("Cora Cruz").queue_key(queue)
    words = town.leave_words("words of before", queue, state=state)
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    all_chores(town, "Ben Brown")
    ben = town.session("Ben Brown")
    assert town.read_words(ben, queue, words) == ("words of before", "words of before")
    with town.database.read() as conn:
        district = town.doors.ground.district
        named = {wrap.kid for wrap in wraps.of_thread(conn, district, words.thread)}
        for message in rewraps.direct_messages(conn, district, words.thread):
            assert old.public.kid not in message.recipients
    assert old.public.kid not in named


def test_a_message_sealed_to_the_queue_alone_is_wrapped_anew_as_well(town: Any) -> None:
    """An urgent follow-up adds the crisis queue to a message; the thread itself is not wrapped to it yet."""
    queue = town.queue(COUNSELORS)
    words = town.leave_words("urgent now", queue)
    with_out = town.doors.ground.district
    town.database.write(lambda conn: wraps.drop_targets(conn, with_out, words.thread, [queue]))
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    all_chores(town, "Ben Brown")
    key = town.session("Ben Brown").queue_key(queue)
    with town.database.read() as conn:
        for message in rewraps.direct_messages(conn, with_out, words.thread):
            assert key.public.kid in message.recipients


def test_the_old_queue_key_goes_when_nothing_names_it_any_more_and_not_before(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    town.leave_words("words of before", queue)
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])

    def epochs() -> set[int]:
        with town.database.read() as conn:
            held = queue_wraps.of_member(conn, town.doors.ground.district, town.members["Ben Brown"])
        return {wrap.epoch for wrap in held if wrap.queue == queue}

    all_chores(town, "Ben Brown")
    assert epochs() == {0, 1}  # another process may have sealed to the old key a moment ago
    town.watch.pass_by(minutes=16)
    all_chores(town, "Ben Brown")
    assert epochs() == {1}


def test_the_old_key_stays_while_a_message_of_it_waits_for_its_shred_key(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    words = town.leave_words("words of before", queue)
    shred_key = town.shred.pop((words.thread, 0))
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    town.watch.pass_by(minutes=16)
    all_chores(town, "Ben Brown")
    town.shred[(words.thread, 0)] = shred_key  # the shred store was restored
    all_chores(town, "Ben Brown")
    assert town.read_words(town.session("Ben Brown"), queue, words)[1] == "words of before"


def test_a_registrar_who_does_not_read_the_queue_leaves_its_new_key_to_one_who_does(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    town.doors.leaving.leave(town.session("Ada Admin"), town.members["Ada Admin"], queue)
    before = town.doors.book.queue_key(queue)
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    assert town.doors.book.queue_key(queue) == before
    assert ("queue_epoch_due", queue) in town.doors.health.look()
    all_chores(town, "Ben Brown")
    assert town.doors.book.queue_key(queue) != before
    assert ("queue_epoch_due", queue) not in [(alarm.kind, alarm.queue) for alarm in after_look(town)]


def after_look(town: Any) -> Any:
    town.doors.health.look()
    return town.doors.alarms.standing()


def test_a_queue_that_falls_to_one_alarms_every_day_and_goes_on_taking_messages(town: Any) -> None:
    queue = town.queue("South Middle crisis")
    town.doors.leaving.leave(town.session("Ben Brown"), town.members["Ben Brown"], queue)
    assert town.doors.book.open_for_tips(queue)
    assert ("queue_of_one", queue) in town.doors.health.look()
    assert ("queue_of_one", queue) not in town.doors.health.look()
    town.watch.pass_by(hours=24)
    assert ("queue_of_one", queue) in town.doors.health.look()
    assert town.doors.directory.readers(queue) == ("Ada Admin",)


def test_the_key_of_phone_tags_is_sealed_to_the_new_queue_key(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    ada = town.session("Ada Admin")
    key = town.doors.tag_key.key
    town.doors.leaving.remove(ada, town.members["Cora Cruz"])
    town.start()
    town.doors.leaving.leave(town.session("Ben Brown"), town.members["Ben Brown"], queue)
    assert not town.doors.tag_keys.missing()
    town.session("Ada Admin")
    assert town.doors.tag_key.key == key


def test_nobody_removes_themselves_and_a_colleague_without_office_removes_nobody(town: Any) -> None:
    for name, member, code in (
        ("Ada Admin", "Ada Admin", "own"),
        ("Cora Cruz", "Ben Brown", "not_allowed"),
        ("Ben Brown", "Ada Admin", "root_holder"),
    ):
        with pytest.raises(LeavingRefused) as refusal:
            town.doors.leaving.remove(town.session(name), town.members[member])
        assert refusal.value.code == code


def test_the_holder_of_the_root_can_leave_after_handing_it_on(town: Any) -> None:
    town.doors.root.share(town.session("Ada Admin"), town.members["Ben Brown"])
    town.doors.leaving.remove(town.session("Ben Brown"), town.members["Ada Admin"])
    assert town.doors.root.held_by() == {town.members["Ben Brown"]}
    town.doors.admissions.make_registrar(town.session("Ben Brown"), town.members["Cora Cruz"], on=True)
    assert town.session("Cora Cruz").principal.registrar


def test_what_the_former_key_could_open_of_the_tag_key_goes_too(town: Any) -> None:
    queue, district = town.queue(COUNSELORS), town.doors.ground.district
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    with town.database.read() as conn:
        epochs = [seal.epoch for seal in ram_seals.for_queues(conn, district, "sms-tag", [queue])]
    assert epochs == [1]


def test_a_session_row_that_was_left_behind_ends_with_the_roster(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    ada = town.session("Ada Admin")
    signer = Signer(ada.member, ada.unlocked.ed)
    town.doors.book.append(Signed(Gone(town.members["Cora Cruz"]), signer))  # and nothing was deleted with it
    with pytest.raises(SignedOut) as refusal:
        town.doors.sessions.resume(cookie, background=False)
    assert refusal.value.code == "gone"
