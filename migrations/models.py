"""Both halves of the schema: what reporting keeps, and what paging keeps. They share a database, not a key."""

import notify.drill_tables
import notify.rota_tables  # importing it fills the metadata
import notify.tables
import reporting.store.tables  # noqa: F401  # importing it fills the metadata
from reporting.store.tables.base import Base

METADATAS = (Base.metadata, notify.tables.metadata)
