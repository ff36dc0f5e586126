"""An everyday message, then one that cannot wait: somebody is called for the thread, by web and by text."""

from tests.journeys.town import LUNCH, Town

IN_HIS_BAG = "he has the gun in his bag now"


def test_by_web_the_second_message_pages_and_the_thread_is_urgent(town: Town) -> None:
    words = town.tells(LUNCH, school=town.northside)
    town.returns(words).post("/return/reply", {"body": IN_HIS_BAG})
    page = town.when_paged(town.northside)
    assert "gun" not in page["body"]
    thread = town.owner(page).looks(f"/threads/{town.reference_in(page)}")
    assert LUNCH in thread.plain
    assert IN_HIS_BAG in thread.plain
    assert "Urgent" in thread.plain


def test_by_text_too(town: Town) -> None:
    student = town.student_phone("+15005550161")
    student.writes(LUNCH)
    student.expects("A person will read it by")
    assert town.paged() == []
    student.writes(IN_HIS_BAG)
    page = town.when_anyone_is_paged()
    # Whoever was rung: Carla is of the district's crisis queue, and signs in with a password alone.
    thread = town.person("Carla").looks(f"/threads/{town.reference_in(page)}")
    assert IN_HIS_BAG in thread.plain
