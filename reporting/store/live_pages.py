"""Whether a page about a thread is open or held: asked with every later message, and nearly always answered with no."""

from sqlalchemy import Connection, bindparam, or_, select

from notify.tables import Page
from reporting.model.ids import DistrictId, ThreadId
from reporting.store.prepared import Prepared

_LIVE = Prepared(
    select(Page.page).where(
        Page.district == bindparam("district"),
        Page.about == bindparam("about"),
        or_(Page.state == "open", Page.state == "acknowledged"),
    )
)


def any_about(conn: Connection, district: DistrictId, thread: ThreadId) -> bool:
    return bool(_LIVE.all(conn, {"district": district, "about": thread}))
