"""The button of an e-mail: looking shows it, pressing takes the page. No session: the random link is the right."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from reporting.staff.ladder_view import AnsweringLinks

GONE, EXPIRED = 404, 403


def answering_pages(links: AnsweringLinks) -> Blueprint:
    pages = Blueprint("answering", __name__, url_prefix="/ack/<token>")

    @pages.get("")
    def look(token: str) -> ResponseReturnValue:
        asked = links.look(token)
        return render_template("ack.html", asked=asked, expired=False), 200 if asked else GONE

    @pages.post("")
    def take(token: str) -> ResponseReturnValue:
        if g.get("form_expired"):
            asked = links.look(token)
            return render_template("ack.html", asked=asked, expired=True), EXPIRED if asked else GONE
        asked = links.take(token)
        return render_template("ack.html", asked=asked, expired=False), 200 if asked else GONE

    return pages
