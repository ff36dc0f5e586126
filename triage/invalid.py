"""A rule book that cannot be used, and where it is wrong."""


class RulebookInvalid(Exception):
    """Names the file, the rule (empty outside of one) and the line (from 1; 0 when the file as a whole is meant)."""

    def __init__(self, file: str, rule: str, line: int, message: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {f'rule {rule}: ' if rule else ''}{message}")
        self.file = file
        self.rule = rule
        self.line = line
        self.message = message
