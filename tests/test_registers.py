"""Laws of the registers: keys that exist, identifiers in canonical form, names that mean one thing."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from extract.lexicon import ADVERBS, fold
from extract.registers import (
    Body,
    Group,
    Instrument,
    Link,
    RegisterError,
    Registers,
    Session,
    Treaty,
    Verb,
    columns,
    load_registers,
    registers_folder,
)
from extract.symbols import parse_identifier

GOLD_BODIES = Path(__file__).resolve().parents[2] / "shared" / "gold" / "bodies.json"

Row = Treaty | Body | Instrument | Group

TREATY_ID = re.compile(
    r"MTDSG/[IVX]+(?:-[A-E])?-[1-9]\d*(?:-[1-9]\d*)?(?:-[a-z])?|(?:UNTS|LNTS)/[1-9]\d*|treaty/[a-z0-9]+(?:-[a-z0-9]+)*"
)
SET = re.compile(r"\b(?:conventions|covenants|protocols|agreements)\b")
"""In a name that several treaties share: it stands for all of them together."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FILES = {
    "treaties.csv": Treaty,
    "bodies.csv": Body,
    "instruments.csv": Instrument,
    "verbs.csv": Verb,
    "groups.csv": Group,
    "sessions.csv": Session,
    "links.csv": Link,
}
CITO = {
    "",
    "citesAsAuthority",
    "citesForInformation",
    "confirms",
    "critiques",
    "extends",
    "obtainsBackgroundFrom",
    "supports",
    "updates",
}


@pytest.fixture(scope="module")
def registers() -> Registers:
    return load_registers()


def _names(row: Row) -> tuple[str, ...]:
    match row:
        case Treaty():
            return (row.title, *row.aliases)
        case Group():
            return (row.label, *row.aliases)
        case _:
            return (row.name, *row.aliases)


def _key(row: Row) -> str:
    return row.id if isinstance(row, Treaty) else row.slug


def _shared(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Names that more than one key bears."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, key in pairs:
        bearers[name].add(key)
    return {name: keys for name, keys in bearers.items() if len(keys) > 1}


def _dates(registers: Registers) -> Iterator[tuple[str, str]]:
    for treaty in registers.treaties:
        yield from ((treaty.id, day) for day in (treaty.adopted, treaty.in_force) if day)
    yield from ((row.slug, row.adopted) for row in registers.instruments if row.adopted)


def test_the_registers_hold_what_documents_name(registers: Registers) -> None:
    deposited = [row for row in registers.treaties if row.mtdsg]
    assert len(deposited) >= 401
    assert len(registers.treaties) >= 540
    assert len(registers.bodies) >= 600
    assert len(registers.instruments) >= 250
    assert len(registers.groups) >= 60
    positions = [row.position for row in registers.verbs]
    assert positions.count("operative") >= 150
    assert positions.count("preambular") >= 120


@pytest.mark.parametrize(("file", "row_type"), FILES.items())
def test_files_are_written_in_one_way(file: str, row_type: type) -> None:
    raw = (registers_folder() / file).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    rows = list(csv.DictReader(raw.decode().splitlines()))
    written = list(columns(row_type))
    assert list(rows[0]) == written
    keys = {
        "verbs.csv": ["form", "position"],
        "sessions.csv": ["body", "kind", "number"],
        "links.csv": ["key", "iri"],
        "numbering.csv": ["prefix", "form"],
        "words.csv": ["list", "word"],
    }.get(file, written[:1])
    assert rows == sorted(rows, key=lambda row: [row[name] for name in keys])
    for row in rows:
        for cell in row.values():
            assert cell == " ".join(cell.split())
            parts = cell.split(" | ")
            assert "|" not in "".join(parts), f"separator without spaces: {cell}"
            assert len(parts) == len(set(parts)), f"value given twice: {cell}"


def test_identifiers_are_canonical(registers: Registers) -> None:
    assert [t.id for t in registers.treaties if not TREATY_ID.fullmatch(t.id)] == []
    assert [t.id for t in registers.treaties if t.id.startswith("MTDSG/") and t.id != f"MTDSG/{t.mtdsg}"] == []
    assert [t.id for t in registers.treaties if t.id.startswith("UNTS/") and t.id != f"UNTS/{t.unts}"] == []
    keys = [row.slug for row in registers.bodies]
    keys += [row.slug for row in registers.instruments]
    keys += [row.slug for row in registers.groups]
    assert [key for key in keys if not SLUG.fullmatch(key)] == []


def test_documents_named_as_sources_are_canonical(registers: Registers) -> None:
    cited = [row.document for row in registers.instruments]
    cited += [row.adopted_by for row in registers.treaties]
    cited += [row.founded_by for row in registers.bodies]
    cited = [document for document in cited if document]
    assert len(cited) > 300
    assert [document for document in cited if parse_identifier(document) != document] == []


def test_a_pinpoint_stands_in_a_document(registers: Registers) -> None:
    assert [row.slug for row in registers.instruments if row.pinpoint and not row.document] == []
    spelt_out = re.compile(r"\b(?:article|chapter|paragraph|section)s?\b", re.IGNORECASE)
    assert [row.slug for row in registers.instruments if spelt_out.search(row.pinpoint)] == []


def test_keys_that_rows_point_to_exist(registers: Registers) -> None:
    lost = [(t.id, t.parent) for t in registers.treaties if t.parent and t.parent not in registers.treaty]
    lost += [(t.id, body) for t in registers.treaties for body in t.overseen_by if body not in registers.body]
    for body in registers.bodies:
        related = (body.parent, body.predecessor, body.successor)
        lost += [(body.slug, key) for key in related if key and key not in registers.body]
        if body.treaty and body.treaty not in registers.treaty:
            lost.append((body.slug, body.treaty))
    assert lost == []


def test_links_lead_from_rows_of_ours_to_places_that_are_known(registers: Registers) -> None:
    places = {
        ("foaf:page", "MTDSG"): re.compile(
            r"https://treaties\.un\.org/pages/ViewDetails\.aspx\?src=TREATY&mtdsg_no=[\w-]+&chapter=\d+&clang=_en"
        ),
        ("skos:exactMatch", "Wikidata"): re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*"),
    }
    for link in registers.links:
        home = "MTDSG" if link.source == "MTDSG" else "Wikidata"
        assert places[link.relation, home].fullmatch(link.iri), link
    same = [link.iri for link in registers.links if link.relation == "skos:exactMatch"]
    assert len(same) == len(set(same)) > 80
    pages = [link for link in registers.links if link.relation == "foaf:page"]
    assert len(pages) > 390
    assert [
        p for p in pages if f"mtdsg_no={registers.treaty[p.key].mtdsg}&" not in p.iri and "III-2-" not in p.key
    ] == []


def test_no_row_is_its_own_ancestor(registers: Registers) -> None:
    parents = {t.id: t.parent for t in registers.treaties} | {b.slug: b.parent for b in registers.bodies}
    for start in parents:
        seen = {start}
        at = parents[start]
        while at:
            assert at not in seen, f"{start} comes back to {at}"
            seen.add(at)
            at = parents[at]


def test_predecessors_and_successors_agree(registers: Registers) -> None:
    for body in registers.bodies:
        if body.successor:
            assert registers.body[body.successor].slug != body.predecessor
        if body.predecessor and registers.body[body.predecessor].successor:
            assert registers.body[body.predecessor].successor == body.slug


def test_a_name_means_one_thing(registers: Registers) -> None:
    named: list[Row] = [*registers.treaties, *registers.bodies, *registers.instruments]
    shared = _shared((fold(name), _key(row)) for row in named for name in _names(row))
    assert {name: keys for name, keys in shared.items() if not SET.search(name)} == {}
    assert all(keys <= registers.treaty.keys() for keys in shared.values())
    assert shared["international covenants on human rights"] == {"MTDSG/IV-3", "MTDSG/IV-4"}
    assert _shared((fold(name), row.slug) for row in registers.groups for name in _names(row)) == {}


def test_a_row_gives_each_name_once(registers: Registers) -> None:
    rows: list[Row] = [*registers.treaties, *registers.bodies, *registers.instruments, *registers.groups]
    for row in rows:
        folded = [fold(name) for name in _names(row)]
        assert len(folded) == len(set(folded)), f"{_key(row)} repeats a name"


def test_an_acronym_means_one_thing(registers: Registers) -> None:
    treaties = [(acronym, row.id) for row in registers.treaties for acronym in row.acronyms]
    bodies = [(acronym, row.slug) for row in registers.bodies for acronym in row.acronyms]
    assert len(bodies) > 200
    assert _shared(treaties + bodies) == {}


def test_no_treaty_goes_by_a_bare_head_word(registers: Registers) -> None:
    bare = re.compile(
        r"(?:the )?(?:(?:optional|additional|framework) )?"
        r"(?:agreement|charter|convention|covenant|protocol|statute|treaty)s?"
    )
    names = [name for treaty in registers.treaties for name in _names(treaty)]
    assert [name for name in names if bare.fullmatch(fold(name)) or " " not in name] == []


def test_a_prefix_belongs_to_one_body(registers: Registers) -> None:
    assert _shared((body.prefix, body.slug) for body in registers.bodies if body.prefix) == {}
    prefixes = {body.prefix: body.slug for body in registers.bodies if body.prefix}
    assert prefixes["CCPCJ"] == "commission-on-crime-prevention-and-criminal-justice"
    assert prefixes["A"] == "general-assembly"


def test_dates_are_days_of_the_calendar(registers: Registers) -> None:
    days = list(_dates(registers))
    assert len(days) > 700
    for key, day in days:
        assert date.fromisoformat(day).isoformat() == day, key


def test_a_treaty_is_adopted_before_it_is_in_force(registers: Registers) -> None:
    assert [t.id for t in registers.treaties if t.adopted and t.in_force and t.in_force < t.adopted] == []


def test_a_protocol_is_no_older_than_its_treaty(registers: Registers) -> None:
    younger = {"protocol", "amendment"}
    rows = [t for t in registers.treaties if t.parent and t.kind in younger]
    assert len(rows) > 100
    assert [t.id for t in rows if t.adopted < registers.treaty[t.parent].adopted] == []


def test_the_protocols_to_the_organized_crime_convention(registers: Registers) -> None:
    protocols = registers.protocols["MTDSG/XVIII-12"]
    assert [(t.id, t.unts, t.volumes) for t in protocols] == [
        ("MTDSG/XVIII-12-a", "39574", ("2237",)),
        ("MTDSG/XVIII-12-b", "39574", ("2241",)),
        ("MTDSG/XVIII-12-c", "39574", ("2326",)),
    ]
    assert registers.treaty["MTDSG/XVIII-12"].volumes == ("2225",)


def test_verb_forms_stand_without_their_adverbs(registers: Registers) -> None:
    for verb in registers.verbs:
        assert verb.form == verb.form.lower()
        assert verb.form.split()[0] not in ADVERBS, verb.form
        assert verb.position in {"operative", "preambular"}
        assert verb.force in {"0", "1", "2", "3", "4", "5"}
        assert verb.cito in CITO
        assert SLUG.fullmatch(verb.family)


def test_only_operative_forms_ask_others_to_act(registers: Registers) -> None:
    directive = [verb for verb in registers.verbs if verb.directive]
    assert {verb.directive for verb in directive} == {"yes"}
    assert {verb.position for verb in directive} == {"operative"}
    assert {"requests", "urges", "invites", "encourages", "calls upon", "recommends"} <= {v.form for v in directive}


def test_a_family_has_one_intent_and_one_reason_to_cite(registers: Registers) -> None:
    assert _shared((verb.family, verb.intent) for verb in registers.verbs) == {}
    assert _shared((verb.family, verb.cito) for verb in registers.verbs) == {}


@pytest.mark.skipif(not GOLD_BODIES.exists(), reason="the annotated documents lie beside the project, not in it")
def test_labels_are_those_of_the_annotations(registers: Registers) -> None:
    patterns = json.loads(GOLD_BODIES.read_text(encoding="utf-8"))
    # Ad hoc expert groups are recognised by their form, and stand in no register.
    named = {key: re.compile(p) for key, p in patterns.items() if not key.startswith(("_", "eg-"))}
    assert len(named) >= 30
    missing = [key for key, p in named.items() if not any(p.search(body.name) for body in registers.bodies)]
    assert missing == []


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("MTDSG/I-1,owl:sameAs,http://b/", "relation 'owl:sameAs' is none of foaf:page, skos:exactMatch"),
        ("MTDSG/I-1,foaf:page,undocs.org", "'undocs.org' is no web address"),
        ("body/a,foaf:page,http://b/", "key 'body/a' stands in no register"),
    ],
)
def test_a_link_that_cannot_be_meant_is_refused(tmp_path: Path, link: str, message: str) -> None:
    for file in registers_folder().glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "links.csv").write_text(f"key,relation,iri,source\n{link},c\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=re.escape(f"row 2: {message}")):
        load_registers(tmp_path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("slug,label\na,A\na,B\n", "row 3: slug 'a' stands twice"),
        ("slug\na\n", "row 1: column missing: label"),
        ("slug,label\n,A\n", "row 2: no slug"),
    ],
)
def test_a_register_that_cannot_be_used_says_where(tmp_path: Path, rows: str, message: str) -> None:
    for file in registers_folder().glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "groups.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(RegisterError, match=re.escape(message)) as caught:
        load_registers(tmp_path)
    assert caught.value.file == tmp_path / "groups.csv"
