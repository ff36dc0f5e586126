"""Which of the two languages a short text is written in. Pure; by its commonest little words, never stored in clear."""

import re

_WORD = re.compile(r"[a-záéíóúñü]+")
_SPANISH = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "que",
        "de",
        "en",
        "y",
        "no",
        "me",
        "mi",
        "mis",
        "te",
        "tu",
        "se",
        "es",
        "soy",
        "esta",
        "estoy",
        "este",
        "eso",
        "para",
        "por",
        "con",
        "pero",
        "como",
        "mas",
        "muy",
        "ya",
        "si",
        "lo",
        "le",
        "yo",
        "el",
        "ella",
        "ellos",
        "hay",
        "quiero",
        "tengo",
        "voy",
        "alguien",
        "nadie",
        "escuela",
        "ayuda",
        "hola",
        "gracias",
        "porque",
        "cuando",
        "donde",
        "aqui",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "i",
        "im",
        "my",
        "me",
        "you",
        "he",
        "she",
        "they",
        "it",
        "is",
        "are",
        "was",
        "to",
        "of",
        "in",
        "on",
        "that",
        "this",
        "for",
        "with",
        "but",
        "not",
        "no",
        "dont",
        "have",
        "has",
        "want",
        "someone",
        "nobody",
        "school",
        "help",
        "hi",
        "hello",
        "thanks",
        "because",
        "when",
        "where",
        "here",
        "so",
        "just",
    ]
)


def language_of(text: str, otherwise: str) -> str:
    """The language's code, "es" or "en"; `otherwise` where the text does not tell."""
    words = [word.translate(_PLAIN) for word in _WORD.findall(text.lower().replace("'", ""))]
    spanish = sum(word in _SPANISH for word in words) + 2 * sum(mark in text for mark in "ñ¿¡")
    english = sum(word in _ENGLISH for word in words)
    if spanish == english:
        return otherwise
    return "es" if spanish > english else "en"


_PLAIN = str.maketrans("áéíóúü", "aeiouu")
