"""A student whose browser speaks Spanish, from the first page to the counselor's answer."""

from tests.journeys.town import Town
from tests.journeys.visitor import Visitor

PISTOLA = "mi amigo tiene una pistola en la mochila y dice que mañana es el día"


def test_the_way_is_in_spanish_and_a_spanish_threat_pages(town: Town) -> None:
    student = Visitor(town.public, Accept_Language="es-MX,es;q=0.9").get("/")
    assert '<html lang="es"' in student.text
    assert "¿Qué pasa?" in student.plain

    student.post("/", {"body": PISTOLA, "school": town.southside})
    words = (student.by_id("receipt") or "").split()
    assert len(words) == 6
    assert "Tenemos tu mensaje" in student.plain

    page = town.when_paged(town.southside)
    town.owner(page).phone.replies("ACK")
    reference = town.reference_in(page)
    thread = town.owner(page).looks(f"/threads/{reference}")
    assert PISTOLA in thread.plain
    assert "writes Spanish" in thread.plain or "escribe en español" in thread.plain

    back = (
        Visitor(town.public, Accept_Language="es")
        .get("/return")
        .post("/return", {"receipt": " ".join(words)})
    )
    assert '<html lang="es"' in back.text
    assert "Una persona" in back.plain or "lo leyó" in back.plain


def test_a_spanish_text_is_answered_in_spanish(town: Town) -> None:
    student = town.student_phone("+15005550177")
    student.writes("me quiero morir, ya no aguanto mas")
    first = student.expects("988")
    assert "computadora" in first["body"]
    page = town.when_anyone_is_paged()
    town.owner(page).phone.replies("ACK")
    town.owner(page).phone.hears_that_it_is_theirs()
