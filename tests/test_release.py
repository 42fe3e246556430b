"""Releases: whole or not at all, true to the graph, the same each time, and without texts where they are unwanted."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VOID, BNode, Graph, Literal, URIRef
from typer.testing import CliRunner, Result

from graph import vocabulary as v
from graph.export.sorting import LineSorter
from graph.iris import DEFAULT_BASE, Iris
from graph.ledger_records import LedgerError
from graph.ontology import ontology
from graph.publication import Dump, Imprint, Publication, PublicationError, read_publication, write_publication
from graph.publication.texts import TEXT_PROPERTIES, is_free_of_text
from graph.store import LocalStore
from specimens import EXAMPLES, built
from unmandates import release as release_module
from unmandates.cli import app
from unmandates.published import open_published
from unmandates.release import ReleaseOrder, release

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
IMPRINT = Imprint(LICENCE, "They are as the United Nations issued them.", "The Harbour Press")
DATASET = Iris().dataset()
NAMES = {str(term) for term in (DCTERMS.title, RDFS.label, SKOS.altLabel, SKOS.prefLabel, v.addressees)}
"""Properties of titles and names."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "data"
    built(folder, EXAMPLES)
    return folder


@pytest.fixture(scope="module")
def whole(data: Path) -> Path:
    return made(data, data.with_name("whole"))


@pytest.fixture(scope="module")
def textless(data: Path) -> Path:
    return made(data, data.with_name("textless"), texts=False)


def made(data: Path, out: Path, *, texts: bool = True) -> Path:
    release(ReleaseOrder(data, out, IMPRINT, texts=texts))
    return out


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def nquads(folder: Path) -> list[bytes]:
    with closing(LocalStore.open_read_only(folder / "store")) as store:
        return store.dump_nquads().splitlines(keepends=True)


def dumped(folder: Path, name: str = "all") -> list[bytes]:
    return gzip.decompress((folder / "dumps" / f"{name}.nq.gz").read_bytes()).splitlines(keepends=True)


def described(folder: Path) -> Graph:
    return Graph().parse(folder / "description.nt", format="nt")


def files(folder: Path) -> dict[str, bytes]:
    """All files but those of the store, whose bytes are the engine's business."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.parent.name != "store")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_release_holds_what_the_data_folder_holds(data: Path, whole: Path) -> None:
    assert nquads(whole) == nquads(data) == dumped(whole)
    stated = read_publication(whole)
    assert stated == Publication(
        base=DEFAULT_BASE,
        licence=LICENCE,
        text_licence=IMPRINT.text_licence,
        publisher=IMPRINT.publisher,
        endpoint=f"{DEFAULT_BASE}sparql",
        texts=True,
        documents=4,
        quads=len(nquads(data)),
        digest=hashlib.sha256(b"".join(nquads(data))).hexdigest(),
        dumps=stated.dumps,
    )


def test_dumps_of_the_kinds_of_graphs_make_the_whole(whole: Path) -> None:
    kinds = [dump.name.removesuffix(".nq.gz") for dump in read_publication(whole).dumps]
    assert kinds == ["all", "documents", "lineage", "register", "runs"]
    parts = {kind: dumped(whole, kind) for kind in kinds[1:]}
    assert all(part and part == sorted(part) for part in parts.values())
    assert sorted(itertools.chain(*parts.values())) == dumped(whole)
    start = f"<{DEFAULT_BASE}graph/doc/".encode()
    assert all(line.rsplit(b" ", 2)[1].startswith(start) for line in parts["documents"])


def test_checksums_are_those_that_sha256sum_computes(whole: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=whole / "dumps",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    dumps = read_publication(whole).dumps
    assert checked.stdout.splitlines() == [f"{dump.name}: OK" for dump in dumps]
    assert {dump.name for dump in dumps} == {file.name for file in (whole / "dumps").glob("*.nq.gz")}
    for dump in dumps:
        content = (whole / "dumps" / dump.name).read_bytes()
        assert dump == Dump(dump.name, len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("texts", [True, False])
def test_the_same_graph_gives_the_same_bytes(data: Path, tmp_path: Path, *, texts: bool) -> None:
    one, other = made(data, tmp_path / "one", texts=texts), made(data, tmp_path / "deeper/other", texts=texts)
    assert files(one) == files(other)
    assert set(files(one)) > {"publication.json", "description.nt", "dumps/SHA256SUMS", "dumps/all.nq.gz"}


def test_nothing_of_the_machine_is_released(data: Path, whole: Path) -> None:
    place = str(data.parent).encode()
    assert [file.name for file in whole.rglob("*") if file.is_file() and place in file.read_bytes()] == []


# Without texts.


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of six words."""
    found = words(text)
    return (tuple(found[start : start + 6]) for start in range(len(found) - 5))


def said(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Subject, predicate and value of every quad; words of names in IRIs are joined by other signs than spaces."""
    for quad in ox.Store.read_only(str(folder / "store")):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        yield quad.subject.value, quad.predicate.value, quad.object.value


def test_no_six_words_of_a_text_are_left(whole: Path, textless: Path) -> None:
    stated = {run for _, term, value in said(whole) if term == str(v.text) for run in runs(value)}
    assert len(stated) > 500
    names = {run for _, term, value in said(textless) if term in NAMES for run in runs(value)}
    left = [(subject, term, value) for subject, term, value in said(textless) if term not in NAMES]
    assert len(left) > 10_000
    assert [one for one in left if not {run for part in one for run in runs(part)} & stated <= names] == []
    broken = [value for _, term, value in said(whole) if term not in NAMES and not set(runs(value)) & stated <= names]
    assert len(broken) > 50


def test_what_has_a_name_of_many_words_is_a_thing(whole: Path, textless: Path) -> None:
    stated = {run for _, term, value in said(whole) if term == str(v.text) for run in runs(value)}
    things = {str(kind) for kind in (v.Body, v.Group, v.NamedInstrument, v.Treaty, v.Series, v.Document)}
    kinds: dict[str, set[str]] = {}
    for subject, term, value in said(textless):
        if term == str(RDF.type):
            kinds.setdefault(subject, set()).add(value)
    labelled = {
        subject
        for subject, term, value in said(textless)
        if term in NAMES and term != str(v.addressees) and stated & set(runs(value))
    }
    assert labelled
    assert [subject for subject in labelled if not kinds.get(subject, set()) & things] == []


def test_only_properties_of_texts_are_left_out(whole: Path, textless: Path) -> None:
    gone = set(nquads(whole)) - set(nquads(textless))
    assert nquads(textless) == dumped(textless) == [line for line in nquads(whole) if line not in gone]
    held = {term for _, term, _ in said(whole)} & {str(term) for term in TEXT_PROPERTIES}
    assert {line.split(b" ", 2)[1][1:-1].decode() for line in gone} == held
    assert held >= {str(v.text), str(v.task), str(v.oa_exact), str(v.opening), str(v.deadline)}
    stated = read_publication(textless)
    assert (stated.texts, stated.documents) == (False, 4)


def test_words_are_gone_from_the_files_of_the_store(data: Path, textless: Path) -> None:
    words_of_a_task = b"a catalogue of stolen"
    kept = b"".join(file.read_bytes() for file in (textless / "store").iterdir())
    assert words_of_a_task not in kept
    assert words_of_a_task in b"".join(file.read_bytes() for file in (data / "store").iterdir())


def test_what_holds_the_words_of_the_text_by_its_definition_is_left_out() -> None:
    by_definition = {
        term
        for term in ontology().subjects(RDF.type, OWL.DatatypeProperty)
        if "in the words of the text" in str(ontology().value(term, SKOS.definition))
    }
    assert by_definition == TEXT_PROPERTIES - {v.text, v.oa_exact, v.opening}


def test_a_long_verb_is_left_out(tmp_path: Path) -> None:
    lines = [f'<urn:a> <{v.verbPrinted}> "{verb}" <urn:g> .'.encode() for verb in ("Takes note of", "a b c d e f")]
    assert [is_free_of_text(line) for line in lines] == [True, False]


@pytest.mark.parametrize("name", ["asked-of", "mandates", "reports-due", "unresolved", "mandate-history"])
def test_questions_are_answered_without_texts(whole: Path, textless: Path, name: str) -> None:
    arguments = {"asked-of": ["UNODC"], "mandates": ["E/RES/2024/90"], "mandate-history": ["E/RES/2024/90"]}
    asked = [
        run("ask", name, *arguments.get(name, []), "--store", folder, "--format", "csv") for folder in (whole, textless)
    ]
    answers = [list(csv.DictReader(io.StringIO(one.stdout))) for one in asked]
    assert len(answers[0]) == len(answers[1])
    assert all(not row.get("task") and not row.get("mention") for row in answers[1])
    assert name == "unresolved" or answers[0]


# The description.


def test_the_description_states_what_was_counted(whole: Path) -> None:
    stated, publication = described(whole), read_publication(whole)
    assert [term for term in stated.all_nodes() if isinstance(term, BNode)] == []
    assert int(str(stated.value(DATASET, VOID.triples))) == len({line.rsplit(b" ", 2)[0] for line in nquads(whole)})
    subsets = [part for part in stated.objects(DATASET, VOID.subset) if (part, RDF.type, VOID.Linkset) not in stated]
    assert sum(int(str(stated.value(part, VOID.triples))) for part in subsets) == publication.quads
    assert all(stated.value(part, VOID.dataDump) for part in subsets)
    lines = (whole / "description.nt").read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_the_description_offers_every_dump(whole: Path) -> None:
    stated = described(whole)
    addresses = set()
    for dump in read_publication(whole).dumps:
        address = URIRef(f"{DEFAULT_BASE}dumps/{dump.name}")
        distribution = stated.value(None, DCAT.downloadURL, address)
        assert (DATASET, DCAT.distribution, distribution) in stated
        assert (distribution, RDF.type, DCAT.Distribution) in stated
        assert int(str(stated.value(distribution, DCAT.byteSize))) == dump.bytes
        assert str(stated.value(distribution, DCAT.mediaType)).endswith("/application/n-quads")
        assert str(stated.value(distribution, DCAT.compressFormat)).endswith("/application/gzip")
        checksum = stated.value(distribution, v.spdx_checksum)
        assert (checksum, RDF.type, v.spdx_Checksum) in stated
        assert (checksum, v.spdx_algorithm, v.spdx_checksumAlgorithm_sha256) in stated
        assert str(stated.value(checksum, v.spdx_checksumValue)) == dump.sha256
        addresses.add(address)
    assert set(stated.objects(DATASET, VOID.dataDump)) == addresses
    assert len(list(stated.objects(DATASET, DCAT.distribution))) == len(addresses) == 5


def test_the_description_states_what_the_publisher_states(whole: Path, textless: Path) -> None:
    for folder, included in ((whole, "are included"), (textless, "are not included")):
        stated = described(folder)
        assert stated.value(DATASET, DCTERMS.license) == URIRef(LICENCE)
        assert stated.value(DATASET, DCAT.landingPage) == URIRef(DEFAULT_BASE)
        assert stated.value(stated.value(DATASET, DCTERMS.publisher), FOAF.name) == Literal(IMPRINT.publisher)
        rights = stated.value(DATASET, DCTERMS.rights)
        assert included in str(stated.value(rights, RDFS.label))
        assert str(stated.value(rights, DCTERMS.description)) == IMPRINT.text_licence
        service = stated.value(None, RDF.type, DCAT.DataService)
        assert stated.value(service, DCAT.endpointURL) == URIRef(f"{DEFAULT_BASE}sparql")
        assert stated.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{DEFAULT_BASE}sparql")
        assert list(stated.objects(DATASET, VOID.exampleResource))


def test_an_address_as_licence_of_the_texts_is_a_link(data: Path, tmp_path: Path) -> None:
    imprint = Imprint(text_licence="https://example.org/texts", endpoint="https://example.org/sparql")
    release(ReleaseOrder(data, tmp_path / "out", imprint))
    rights = set(described(tmp_path / "out").objects(DATASET, DCTERMS.rights))
    assert rights == {URIRef(imprint.text_licence), Iris().dataset("texts")}
    assert read_publication(tmp_path / "out").endpoint == imprint.endpoint


# The command, and what it refuses.


def test_the_command_makes_a_release_of_a_release(data: Path, whole: Path, textless: Path, tmp_path: Path) -> None:
    options = ["--licence", LICENCE, "--text-licence", IMPRINT.text_licence, "--publisher", IMPRINT.publisher]
    done = run("release", "--store", whole, "--out", tmp_path / "out", "--no-text", *options)
    assert done.exit_code == 0
    assert f"4 documents, {read_publication(textless).quads:,} quads, without texts" in " ".join(done.stderr.split())
    assert files(tmp_path / "out") == files(textless)
    again = run("release", "--store", textless, "--out", tmp_path / "again", *options)
    assert again.exit_code == 0
    assert files(tmp_path / "again") == files(textless)


def test_an_empty_folder_is_taken(data: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("release", "--store", data, "--out", tmp_path / "out").exit_code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_what_cannot_be_done_is_reported_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("kept")
    wrong: list[tuple[list[str | Path], str]] = [
        (["--out", full], "is there already: name a folder that is new or empty"),
        (["--out", full / "letter.txt"], "is there already"),
        (["--out", tmp_path / "out", "--licence", "CC0"], "--licence CC0: write a web address"),
        (["--out", tmp_path / "out", "--endpoint", "here"], "--endpoint here: write a web address"),
        (["--out", tmp_path / "out", "--store", tmp_path / "none"], "build first"),
        (["--out", full / "letter.txt" / "out"], "letter.txt: File exists"),
    ]
    for arguments, message in wrong:
        done = run("release", "--store", data, *arguments)
        assert message in " ".join(done.stderr.split())
        assert done.exit_code == 2
        assert "Traceback" not in done.stderr
    assert [one.name for one in tmp_path.rglob("*")] == ["full", "letter.txt"]


def test_a_store_that_is_being_written_is_refused(data: Path, tmp_path: Path) -> None:
    holding = (
        "import sys, pyoxigraph; store = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    copied = tmp_path / "data"
    shutil.copytree(data, copied)
    with subprocess.Popen(
        [sys.executable, "-c", holding, copied / "store"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        done = run("release", "--store", copied, "--out", tmp_path / "out")
        writer.communicate()
    assert done.exit_code == 2
    assert "is being written by another process: wait until it ends" in " ".join(done.stderr.split())
    assert [one.name for one in tmp_path.iterdir()] == ["data"]
    assert run("release", "--store", copied, "--out", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize("no_text", [[], ["--no-text"]], ids=["whole", "without texts"])
def test_a_full_disk_leaves_nothing(data: Path, tmp_path: Path, no_text: list[str]) -> None:
    """The system lets no file grow beyond a hundred kilobytes, as if there were no more room."""
    limited = (
        "import resource, sys\n"
        "from unmandates.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "sys.argv = ['unmandates', *sys.argv[1:]]\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "release", "--store", data, "--out", tmp_path / "out", *no_text],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_release_leaves_nothing(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(release_module, "write_dumps", interrupted)
    done = run("release", "--store", data, "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (130, "unmandates: interrupted; nothing is left of the release\n")
    assert list(tmp_path.iterdir()) == []


# What is published.


def test_a_folder_says_what_it_is(data: Path, textless: Path, tmp_path: Path) -> None:
    of_data, of_release = open_published(data), open_published(textless)
    assert (of_data.is_release, of_release.is_release) == (False, True)
    assert of_data.iris == of_release.iris == Iris()
    assert (of_data.publication.texts, of_data.store) == (True, data / "store")
    assert of_release.publication == read_publication(textless)
    with pytest.raises(LedgerError, match="build first"):
        open_published(tmp_path)


@pytest.mark.parametrize(
    ("change", "stated"),
    [
        ({"format": 2}, "is not the record of a publication"),
        ({"base": "nowhere"}, "is not a base"),
        ({"dumps": [{"name": "all.nq.gz"}]}, "is not the record of a publication"),
    ],
)
def test_a_damaged_file_is_reported(textless: Path, tmp_path: Path, change: dict[str, object], stated: str) -> None:
    read = json.loads((textless / "publication.json").read_text("utf-8"))
    (tmp_path / "publication.json").write_text(json.dumps({**read, **change}), "utf-8")
    with pytest.raises(PublicationError, match=stated):
        open_published(tmp_path)


def test_a_publication_is_read_as_it_was_written(tmp_path: Path) -> None:
    one = Publication(base=DEFAULT_BASE, texts=True, documents=1, quads=2, digest="0" * 64, dumps=(Dump("a", 1, "f"),))
    write_publication(one, tmp_path)
    assert read_publication(tmp_path) == one
    assert list(json.loads((tmp_path / "publication.json").read_text("utf-8")))[:2] == ["format", "base"]
    with pytest.raises(PublicationError, match="make a release first"):
        read_publication(tmp_path / "none")


# Sorting.


@given(st.lists(st.binary(max_size=9).filter(lambda line: b"\n" not in line and b"\r" not in line)), st.data())
def test_lines_come_back_sorted(lines: list[bytes], draw: st.DataObject) -> None:
    text = b"".join(line + b"\n" for line in lines)
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    with tempfile.TemporaryDirectory() as place:
        sorter = LineSorter(Path(place), piece=draw.draw(st.integers(1, 64)))
        for start, end in itertools.pairwise([0, *cuts, len(text)]):
            sorter.write(text[start:end])
        assert list(sorter.lines()) == sorted(line + b"\n" for line in lines)
