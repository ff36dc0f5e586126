"""Findings and texts to file, as pages show them."""

from notify.account_findings import Finding, Weight
from reporting.cases.filing import filing
from reporting.staff.texting_view import FiledRow, FindingRow


def finding_rows(found: tuple[Finding, ...]) -> tuple[FindingRow, ...]:
    return tuple(FindingRow(one.code, one.about, one.value, one.weight is Weight.STOP) for one in found)


def filed_rows(*, district: str, line: str, public_url: str) -> tuple[FiledRow, ...]:
    return tuple(
        FiledRow(one.field, one.lines) for one in filing(district=district, line=line, public_url=public_url)
    )
