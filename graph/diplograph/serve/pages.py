"""Pages: made of our own templates, escaped by default, allowed to load nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from diplograph.errors import PackError
from diplograph.query.cookbook import cookbook
from diplograph.serve.negotiate import GRAPHS, RESULTS, Form

LANGUAGES = ("en", "fa")


def _formats(forms: tuple[Form, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((form.names[0], str(getattr(form.writer, "name", form.names[0]))) for form in forms)


GRAPH_FORMATS = _formats(GRAPHS)
RESULT_FORMATS = tuple((form.names[0], form.names[0].upper()) for form in RESULTS)


def render(template: str, language: str, **told: Any) -> str:
    """A page in a language."""
    other = next(each for each in LANGUAGES if each != language)
    return _environment().get_template(template).render(t=words()[language], language=language, other=other, **told)


def query_page(language: str, prefixes: dict[str, str], base: str) -> str:
    """The page to ask from, with the cookbook in it.

    >>> page = query_page("en", {}, "")
    >>> "agreements-between" in page, "src=" in page
    (True, False)
    """
    recipes = [
        {"name": r.name, "en": r.english, "fa": r.persian, "sparql": r.sparql, "parameters": r.parameters}
        for r in cookbook().values()
    ]
    first = {"recipes": recipes, "words": words()[language], "language": language, "prefixes": prefixes, "base": base}
    told = {"title": words()[language]["ask"], "first": Markup(_json(first)), "script": Markup(_read("query.js"))}  # noqa: S704 - our own
    return render("query.html", language, recipes=cookbook().values(), formats=RESULT_FORMATS, **told)


def policy(*, script: bool = False) -> str:
    """The Content-Security-Policy of a page: its own style, its own script or none, its own server."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hash(_read('style.css'))}",
            f"script-src {_hash(_read('query.js'))}" if script else "script-src 'none'",
            "connect-src 'self'" if script else "connect-src 'none'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the pages by language and key.

    >>> words()["en"]["run"], words()["fa"]["run"]
    ('Run', 'اجرا')
    """
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for number, line in enumerate(_read("strings.tsv").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3:
            raise PackError(f"serve/strings.tsv:{number}: {len(cells)} cells, not 3", hint="separate with tabs")
        found[cells[1]][cells[0]] = cells[2]
    return found


@cache
def _environment() -> Environment:
    loader = PackageLoader("diplograph", "serve")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["style"] = Markup(_read("style.css"))  # noqa: S704 - our own
    return made


def _json(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _read(name: str) -> str:
    return files("diplograph.serve").joinpath(name).read_text(encoding="utf-8")
