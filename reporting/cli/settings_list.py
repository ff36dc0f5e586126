"""`quietline settings`: each setting as its variable, what it is now, and what it is for. Secrets stay hidden."""

from reporting.settings import Settings, variable

WIDTH = 30


def listed(settings: Settings) -> str:
    lines = []
    for name, field in type(settings).model_fields.items():
        named = str(field.validation_alias) if field.validation_alias else variable(name)
        value = getattr(settings, name)
        lines.append(f"{named:<{WIDTH}} {'' if value is None else value}\n{'':<{WIDTH}} {field.description}")
    return "\n".join(lines)
