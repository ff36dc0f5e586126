"""What students are asked after their message is stored, in Spanish (tú). See the English for the rules."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.model.danger import Danger

_NOW = "¿Dónde está ahora esa persona, si lo sabes?"
_WHO_KNOWS = "¿Qué adulto ya sabe de esto?"

QUESTIONS: Mapping[Danger, tuple[str, ...]] = MappingProxyType(
    {
        Danger.LIFE: (
            "¿Qué dijo o hizo que te preocupa?",
            "¿Cuándo empezó, o cuándo podría pasar?",
            _NOW,
            _WHO_KNOWS,
        ),
        Danger.ATTACK: (
            "¿Qué viste u oíste tú?",
            "¿Cuándo y dónde podría pasar?",
            "¿Qué sabes de un arma?",
            _NOW,
        ),
        Danger.HURT: (
            "¿Qué pasó, con tus palabras?",
            "¿Cuándo pasó la última vez?",
            "¿Cuál es una buena hora para que llegue ayuda?",
            _WHO_KNOWS,
        ),
        Danger.IMAGES: (
            "¿Qué quiere la otra persona? Dilo con palabras. No mandes ni compartas fotos sin ropa, tampoco como prueba.",
            "¿En qué app pasa?",
            "¿Qué has hecho hasta ahora? Nada también está bien.",
        ),
        Danger.OVERDOSE: ("¿Qué tomó, y cuánto, si lo sabes?", "¿Cuándo lo tomó?", _NOW),
        Danger.AWAY: (
            "¿Cuándo la vieron por última vez?",
            "¿A dónde pudo ir esa persona?",
            "¿Con quién podría estar?",
        ),
        Danger.STAFF: (
            "¿Qué hizo o dijo esa persona?",
            "¿Cuándo y dónde pasó?",
            "¿Quién más lo vio? Basta un grado o una clase.",
        ),
        Danger.HARASSED: (
            "¿Qué pasó, y cuántas veces?",
            "¿Dónde pasa? ¿En la escuela, en el autobús o en línea?",
            "¿Qué te ayudaría más?",
        ),
        Danger.OTHER: ("¿Cuándo y dónde pasó?", "¿Quién más lo vio o lo sabe?", "¿Qué te ayudaría más?"),
    }
)
