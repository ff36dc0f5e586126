"""A browser in words that its owner knows again: "Firefox, Android". Made of fixed words only."""

# The first that stands in what the browser calls itself; most of them also claim to be the later ones.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
)
_MORE = (("Chrome", "Chrome"), ("Safari", "Safari"))
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    browser = next((name for sign, name in (*_BROWSERS, *_MORE) if sign in user_agent), "Browser")
    device = next((name for sign, name in _DEVICES if sign in user_agent), "")
    return f"{browser}, {device}" if device else browser
