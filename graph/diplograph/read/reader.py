"""One document, read: two looks at every sentence (who is there, who does what), and the claims that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from diplograph import knowledge
from diplograph.lang import pack_of
from diplograph.model import Extraction, Modality
from diplograph.read.close import close
from diplograph.read.dateline import body, dateline
from diplograph.read.find import Finder
from diplograph.read.found import Found
from diplograph.read.headlines import without_vague
from diplograph.read.index import index
from diplograph.read.introduce import introduce
from diplograph.read.paragraphs import paragraphs
from diplograph.read.relate import Relater
from diplograph.read.scene import Scene
from diplograph.read.tokens import Sentence, sentences
from diplograph.read.vocabulary import Vocabulary
from diplograph.text import Document, fold, key

# What people of one country do every day: news of ours only where another state is on stage.
_HOMELY = frozenset(
    {"represents", "met", "phoned", "visited", "requests", "accuses", "supports", "rejects", "cooperatesWith"}
)
_SPARSE = 1000  # characters of text to one naming of another state: an article with fewer is about home
_BRIEF = 600  # characters of an article that is all lead
_FOREIGN = frozenset({"intergovernmental", "bloc", "un-body", "format", "armed-group"})
_TALKS = frozenset({"met", "phoned"})  # by which an official makes another whom nobody introduces one of those on stage
_OF_NO_STATE = frozenset({"parliament", "central-bank", "court", "agency"})  # kinds that a union of states may have
_HEADS = frozenset({"chair", "chairman", "deputy-head", "emir", "head", "member"})  # of anything, or any rank
_SPORTY = {"sport": 3, "athletic": 5}  # words of matches, or of athletes, that make an article one of sport
_DEEDS = frozenset(  # what «این اقدام» may be
    {"assaults", "mobilizes", "sanctions", "coerces", "violates", "left", "protests", "concedes", "launches", "signed"}
    | {"aids", "threatens", "negotiates", "ratified"}
)
_CONTENTIONS = frozenset({"accuses", "requests", "threatens"})  # what «این ادعا» may be


def read(document: Document, folder: Path = knowledge.packs.HERE, extra: tuple[Path, ...] = ()) -> Extraction:
    """Everything that a document says, in its own words; `extra` are folders of packs over the built-in ones.

    A document in a language without a pack claims nothing that we could read. Pure: the same document gives the same
    extraction, in any process and any order.
    """
    document = dateline(document)
    code = pack_of(document.language)
    if code is None:
        return Extraction(document)
    dictionary = index(code, folder, extra)
    text, folded = document.text, fold(document.text)
    parts = sentences(folded, list(paragraphs(text, body(document))), dictionary.lang)
    words = Vocabulary((token.key for sentence in parts for token in sentence.tokens), dictionary)
    scene = Scene(dictionary, words, issued=document.issued)
    finders = [Finder(scene, text, sentence.tokens) for sentence in parts]
    introduce(scene, finders)
    scene.rewind()
    found = [] if _of_sport(scene, finders) else list(_claims(scene, zip(finders, parts, strict=True)))
    public = _news(scene, _by_phone(scene, found, text), len(text))
    return close(document, folded, scene, without_vague(scene, public))


def _by_phone(scene: Scene, found: list[tuple[Found, Sentence]], text: str) -> list[tuple[Found, Sentence]]:
    """«X و Y گفت‌وگو کردند», where the article says that they did so on the telephone: no meeting besides the call."""
    called = {frozenset((f.subject, f.object)) for f, _ in found if f.predicate == "phoned"}
    faces = scene.index.lang.edges("face-stem") if called else ()
    return [
        (f, sentence)
        for f, sentence in found
        if f.predicate != "met"
        or frozenset((f.subject, f.object)) not in called
        or any(word.startswith(faces) for word in key(text[f.span.start : f.span.end]).split())
    ]


def _news(scene: Scene, found: list[tuple[Found, Sentence]], length: int) -> list[tuple[Found, Sentence]]:
    """The claims that are news of ours in an article of so many characters.

    An office that tells little is, where its holder does anything else.
    """
    abroad, between = _abroad(scene, length), _between_states(scene, [f for f, _ in found])
    public = [f for f in found if (between or f[0].predicate not in _HOMELY) and _public(scene, f[0], abroad=abroad)]
    acting = {e for f, _ in public if f.predicate != "represents" for e in (f.subject, f.object)}
    if not acting and length > _BRIEF and not _of_the_world(scene):
        return []
    return [
        f for f in public if f[0].predicate != "represents" or f[0].subject in acting or not _tells_little(scene, f[0])
    ]


def _of_the_world(scene: Scene) -> bool:
    """Whether an article speaks of a state abroad: where nobody acts, offices are news of ours only there."""
    states = {m.entity for m in scene.mentions if m.entity.startswith("country/")}
    return bool(states - {scene.index.lang.home})


def _tells_little(scene: Scene, found: Found) -> bool:
    """Whether an office is in an obscure body, or at the head of one that its country stands for: «رئیس جشنواره X»."""
    heads = found.title is not None and found.title.office in _HEADS and found.object.startswith("country/")
    return heads or _obscure(scene, found.object)


def _of_sport(scene: Scene, finders: Sequence[Finder]) -> bool:
    """Whether an article is of matches, or of those who hold them: «دیدار فرانسه و آمریکا» is none of diplomats."""
    return any(
        scene.words.has(name) and sum(key in words for f in finders for key in f.sight.keys) >= least
        for name, least in _SPORTY.items()
        for words in [scene.index.lang.among(name)]
    )


def _claims(scene: Scene, parts: Iterable[tuple[Finder, Sentence]]) -> Iterator[tuple[Found, Sentence]]:
    """The second look: what each sentence claims. Who spoke goes on speaking until a paragraph in the third person."""
    carried: str | None = None
    line = -1
    for finder, sentence in parts:
        if sentence.opens and sentence.line != line:
            scene.reading = scene.reading and not _reported(finder)
            carried = carried if scene.reading or _first_person(finder) else None
        if sentence.line != line:
            scene.topic = ()
        line = sentence.line
        relater = Relater(scene, finder, carried)
        for found in relater.read():
            _remember(scene, found)
            yield found, sentence
        carried = _goes_on(relater, finder) if relater.spoke else carried


def _goes_on(relater: Relater, finder: Finder) -> str | None:
    """Whose words the next sentence may be: «گفت: …» opens them, «گفت که …» says all in one sentence."""
    return relater.spoke if ":" in finder.sight.keys else None


def _reported(finder: Finder) -> bool:
    """«به گزارش …»: whether a paragraph is the reporter's own again."""
    hit = finder.sight.at(0)
    return hit is not None and hit[1][0].id == "said-by"


def _first_person(finder: Finder) -> bool:
    """Whether somebody speaks of himself: «حمایت می‌کنیم», «کشور ما»."""
    keys, lang = finder.sight.keys, finder.sight.lang
    return not (lang.of_us.isdisjoint(keys) and lang.first_person.isdisjoint(keys))


def _remember(scene: Scene, found: Found) -> None:
    """Keep in mind who met, for «دو طرف», where one went, for «این سفر», and who made a claim, for «این ادعا»."""
    if found.predicate == "visited":
        scene.trip = (found.subject, found.object)
        home = scene.country_of(found.subject)
        scene.pair = (home, found.object) if home and home != found.object else scene.pair
    if found.predicate in _CONTENTIONS:
        scene.claimant = found.subject
    if found.predicate in _DEEDS and not found.negated:
        scene.doers.append((scene.count, found.subject, found.predicate))
    if found.predicate not in ("met", "phoned") or found.modality is not Modality.ASSERTED:
        return
    scene.contact = found.predicate
    if found.subject.startswith("official/") and found.object.startswith("official/"):
        scene.met.append((found.subject, found.object))
    a, b = scene.country_of(found.subject), scene.country_of(found.object)
    if a and b and a != b:
        scene.pair = (a, b)


def _abroad(scene: Scene, length: int) -> bool:
    """Whether an article of so many characters speaks of other states and international bodies, or never of home."""
    others = sum(m.entity != scene.home and _foreign(scene, m.entity) for m in scene.mentions)
    return scene.home is None or others * _SPARSE >= length


def _foreign(scene: Scene, entity: str) -> bool:
    row = scene.row(entity) if entity.startswith("organization/") else None
    joint = row is not None and (row.kind in _FOREIGN or (row.kind in _OF_NO_STATE and not row.country))
    return joint or entity.startswith("country/")


def _public(scene: Scene, found: Found, *, abroad: bool) -> bool:
    """Whether who does what a claim tells acts in a public role; a newcomer without an office does not.

    Who holds an office at home, or what those at home do to each other, is news of ours only where other states are
    spoken of.
    """
    ends = (found.object,) if found.predicate == "represents" else (found.subject, found.object)
    if not abroad and not any(_outside(scene, e) for e in ends):
        return False
    if found.predicate in _HOMELY and _among_us(scene, found, abroad=abroad):
        return False
    if found.predicate == "represents":
        return True
    ends = (found.subject, found.object)
    others = (e for e in ends if not _newcomer(scene, e))
    if found.predicate in _TALKS:
        return all(not _newcomer(scene, e) for e in ends) or any(e.startswith("official/") for e in others)
    return not _newcomer(scene, found.subject)


def _newcomer(scene: Scene, entity: str) -> bool:
    """Whether somebody is named without an office that the packs or the text tell."""
    actor = scene.actors.get(entity)
    return actor is not None and actor.named and not (actor.known or actor.offices)


def _among_us(scene: Scene, found: Found, *, abroad: bool) -> bool:
    """Whether two obscure bodies do it, or one and somebody at home where nobody looks abroad."""
    ends = (found.subject, found.object)
    obscure = [_obscure(scene, e) for e in ends]
    ours = [o or scene.country_of(e) == scene.home for e, o in zip(ends, obscure, strict=True)]
    return all(obscure) or (any(obscure) and all(ours) and not abroad)


def _outside(scene: Scene, entity: str) -> bool:
    """Whether an entity is of another state than home, or of no one state."""
    state = scene.country_of(entity)
    return _foreign(scene, entity) and entity != scene.home if state is None else state != scene.home


def _obscure(scene: Scene, entity: str) -> bool:
    """Whether an entity is a body of which nobody knows more than its name."""
    return entity.startswith("organization/") and scene.row(entity) is None and scene.country_of(entity) is None


def _between_states(scene: Scene, found: Iterable[Found]) -> bool:
    """Whether an article has more than one state, or an international body, on its stage: other news is not ours."""
    mentioned = {m.entity for m in scene.mentions}
    ends = {e for f in found if f.predicate != "represents" for e in (f.subject, f.object)}
    states = {e for e in mentioned if e.startswith("country/")} | {c for e in ends if (c := scene.country_of(e))}
    return len(states) >= 2 or any(_foreign(scene, e) for e in mentioned if e.startswith("organization/"))
