"""Find the texts of a rule book: the shipped packs, or a folder that the caller names."""

from importlib import resources
from importlib.resources.abc import Traversable

from triage.compiling import compile_packs
from triage.examples import prove
from triage.invalid import RulebookInvalid
from triage.rulebook import Rulebook

ROUTES = "routes.yaml"
_SUFFIX = ".yaml"


def shipped() -> Traversable:
    return resources.files("triage") / "packs"


def read_texts(folder: Traversable) -> dict[str, str]:
    """File name -> text of each YAML file in the folder. Raises RulebookInvalid."""
    if not folder.is_dir():
        raise RulebookInvalid(folder.name, "", 0, "no such folder; name the folder that holds the rule files")
    texts = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(_SUFFIX):
            try:
                texts[file.name] = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                raise RulebookInvalid(file.name, "", 0, "the file is not UTF-8; save it as UTF-8") from None
    return texts


def pack_texts(folder: Traversable | None = None) -> dict[str, str]:
    """File name -> text of the rule files of `folder` or of the shipped ones; the routes are not among them.

    Raises RulebookInvalid.
    """
    texts = read_texts(folder or shipped())
    texts.pop(ROUTES, None)
    return texts


def load_packs(folder: Traversable | None = None, *, run_examples: bool = True) -> Rulebook:
    """Compile the rule files of `folder` (a pathlib.Path will do), or the shipped ones; run every rule's examples.

    Raises RulebookInvalid with file, rule, line and what to change.
    """
    texts = pack_texts(folder)
    if not texts:
        raise RulebookInvalid((folder or shipped()).name, "", 0, f"no {_SUFFIX} file in this folder")
    rulebook = compile_packs(texts)
    if run_examples:
        prove(rulebook)
    return rulebook
