"""What a store holds after any sequence of loading and removing."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from small_lists import NS, body_iri, county_iri, list_iri, small_list

from dutygraph.errors import StoreError
from dutygraph.graph.editions import Edition
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.shelf import shelf_in_memory
from dutygraph.graph.store import Loaded, Removed, Snapshot, load, memory, open_store, remove


def lines_of(snapshot: Snapshot, graph: str | None = None) -> list[str]:
    return sorted(f"{quad} ." for quad in snapshot.quads(graph))


def stored(path: Path, graph: str | None = None) -> list[str]:
    with open_store(path) as snapshot:
        return lines_of(snapshot, graph)


def said(*graphs: ListGraph) -> list[str]:
    """Return what lists and their shared descriptions say, each line once."""
    texts = [text for graph in graphs for text in (graph.quads, *graph.shared.values())]
    return sorted({line for text in texts for line in text.decode().splitlines()})


def subjects(path: Path, county: str = "甲县") -> set[str]:
    with open_store(path) as snapshot:
        quads = snapshot.quads(f"{county_iri(county)}/bodies")
        return {str(quad.subject).strip("<>") for quad in quads}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_holds_exactly_what_was_loaded(path: Path) -> None:
    graph = small_list("东镇", bodies=["县公安局", "县民政局"])
    assert load(path, [graph]) == Loaded(added=(graph.iri,))
    assert stored(path) == said(graph)


def test_loads_many_lists_in_one_run(path: Path) -> None:
    graphs = [small_list(f"{number}镇", bodies=["县公安局"]) for number in range(25)]
    assert load(path, iter(graphs)).added == tuple(graph.iri for graph in graphs)
    assert stored(path) == said(*graphs)


def test_replaces_the_same_edition_and_leaves_other_lists(path: Path) -> None:
    other = small_list("西镇", bodies=["县民政局"])
    load(path, [small_list("东镇", bodies=["县公安局"], note="旧", duties=3), other])
    new = small_list("东镇", bodies=["县公安局"], note="新")
    assert load(path, [new]) == Loaded(replaced=(new.iri,))
    assert stored(path) == said(new, other)


def test_two_lists_of_a_county_share_one_description_of_a_body(path: Path) -> None:
    load(path, [small_list("东镇", bodies=["县公安局"], note="旧")])
    load(path, [small_list("西镇", bodies=["县公安局"], note="新")])
    name = f"<{body_iri('县公安局')}> <{NS}name> "
    found = [line for line in stored(path) if line.startswith(name)]
    assert found == [f'{name}"县公安局 新" <{county_iri("甲县")}/bodies> .']


def test_a_body_goes_with_the_last_list_that_names_it(path: Path) -> None:
    east = small_list("东镇", bodies=["县公安局", "县民政局"])
    west = small_list("西镇", bodies=["县民政局"])
    load(path, [east, west])
    assert remove(path, east.iri) == Removed(east.iri)
    assert stored(path) == said(west)


def test_a_replacing_list_drops_what_it_no_longer_names(path: Path) -> None:
    load(path, [small_list("东镇", bodies=["县公安局", "县民政局"])])
    new = small_list("东镇", bodies=["县民政局"])
    load(path, [new])
    assert stored(path) == said(new)


def test_keeps_a_body_that_only_a_kept_body_names(path: Path) -> None:
    parts = {"县交巡警大队": "县公安局"}
    graph = small_list("东镇", bodies=["县交巡警大队"], part_of=parts)
    load(path, [graph])
    assert body_iri("县公安局") in subjects(path)
    load(path, [small_list("东镇")])
    assert subjects(path) == {county_iri("甲县"), f"{county_iri('甲县')}/东镇"}


def test_a_shared_body_that_nobody_names_is_not_kept(path: Path) -> None:
    load(path, [small_list("东镇", part_of={"县甲局": "县乙局", "县乙局": "县甲局"})])
    assert subjects(path) == {county_iri("甲县"), f"{county_iri('甲县')}/东镇"}


def test_counties_do_not_touch_each_other(path: Path) -> None:
    first = small_list("东镇", bodies=["县公安局"])
    second = small_list("东镇", county="乙县", bodies=["县公安局"])
    load(path, [first, second])
    remove(path, first.iri)
    assert stored(path) == said(second)


def test_nothing_is_left_of_the_last_list(path: Path) -> None:
    graph = small_list("东镇", bodies=["县公安局"])
    load(path, [graph])
    remove(path, graph.iri)
    assert stored(path) == []
    with open_store(path) as snapshot:
        assert snapshot.select("SELECT ?g { GRAPH ?g { } }") == []
        assert snapshot.lists() == ()


def test_a_newer_edition_takes_the_place_of_the_older(path: Path) -> None:
    old = small_list("东镇", "2024", bodies=["县公安局"])
    new = small_list("东镇", "2025", bodies=["县民政局"])
    load(path, [old])
    assert load(path, [new]) == Loaded(added=(new.iri,), archived=(old.iri,))
    assert stored(path) == said(new)
    with open_store(path) as snapshot:
        assert snapshot.editions() == (Edition(old.township, "2024", old.iri, old.county),)
        with snapshot.edition(old.iri) as edition:
            assert lines_of(edition) == said(old)
            assert [held.iri for held in edition.lists()] == [old.iri]


def test_an_older_edition_goes_straight_to_its_file(path: Path) -> None:
    new = small_list("东镇", "2025", bodies=["县民政局"])
    old = small_list("东镇", "2024", bodies=["县公安局"], note="旧")
    load(path, [new])
    assert load(path, [old]) == Loaded(added=(old.iri,), archived=(old.iri,))
    again = small_list("东镇", "2024", bodies=["县财政局"], note="改")
    assert load(path, [again]) == Loaded(replaced=(old.iri,), archived=(old.iri,))
    with open_store(path) as snapshot:
        assert lines_of(snapshot) == said(new)
        assert lines_of(snapshot.edition(old.iri)) == said(again)


def test_removing_the_newest_brings_the_next_older_back(path: Path) -> None:
    editions = [small_list("东镇", name, bodies=[f"县{name}局"]) for name in ("2", "10", "9")]
    load(path, editions)
    second, newest, third = editions
    assert stored(path) == said(newest)
    assert remove(path, newest.iri) == Removed(newest.iri, restored=third.iri)
    assert stored(path) == said(third)
    assert remove(path, second.iri) == Removed(second.iri)
    with open_store(path) as snapshot:
        assert snapshot.editions() == ()
    assert not list(path.rglob("*.nq.gz"))


def test_a_list_that_comes_back_undoes_what_only_the_removed_one_said(path: Path) -> None:
    old = small_list("东镇", "1", bodies=["县公安局"], note="旧")
    new = small_list("东镇", "2", bodies=["县公安局"], note="新")
    load(path, [old, new])
    remove(path, new.iri)
    assert stored(path) == said(old)


def test_a_list_that_comes_back_does_not_undo_newer_descriptions(path: Path) -> None:
    old = small_list("东镇", "1", bodies=["县公安局"], note="旧")
    new = small_list("东镇", "2", bodies=["县公安局"], note="新")
    west = small_list("西镇", bodies=["县公安局"], note="西")
    load(path, [old, new, west])
    remove(path, new.iri)
    undone = f'<{body_iri("县公安局")}> <{NS}name> "县公安局 旧" <{county_iri("甲县")}/bodies> .'
    assert undone in said(old)
    assert set(stored(path)) == {*said(west), *said(old)} - {undone}


def test_a_list_that_comes_back_brings_only_what_is_still_named(path: Path) -> None:
    old = small_list("东镇", "1", bodies=["县甲局"], part_of={"县甲局": "县乙局"})
    west = small_list("西镇", bodies=["县甲局"])
    load(path, [old, small_list("东镇", "2"), west])
    remove(path, list_iri("东镇", "2"))
    assert body_iri("县甲局") in subjects(path)
    assert body_iri("县乙局") not in subjects(path)


def test_files_of_older_editions_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    contents = []
    for name in ("first", "second"):
        bodies = ["县公安局", "县民政局"]
        load(tmp_path / name, [small_list("东镇", "1", bodies=bodies, note="行\u2028行")])
        load(tmp_path / name, [small_list("东镇", "2")])
        (file,) = (tmp_path / name).rglob("*.nq.gz")
        contents.append((file.name, file.read_bytes()))
    assert contents[0] == contents[1]
    time_of_writing = contents[0][1][4:8]
    assert time_of_writing == bytes(4)
    lines = gzip.decompress(contents[0][1]).decode().removesuffix("\n").split("\n")
    assert lines == sorted(said_lines("东镇", "1"))


def said_lines(township: str, edition: str) -> list[str]:
    graph = small_list(township, edition, bodies=["县公安局", "县民政局"], note="行\u2028行")
    texts = [graph.quads, *graph.shared.values()]
    return [line for text in texts for line in text.decode().split("\n") if line]


def test_memory_gives_the_same_answers_as_the_disk(path: Path) -> None:
    graphs = [
        small_list("东镇", "1", bodies=["县公安局"]),
        small_list("东镇", "2", bodies=["县民政局"]),
        small_list("西镇", bodies=["县民政局"]),
    ]
    load(path, graphs)
    query = f"SELECT ?duty ?body {{ ?duty <{NS}body> ?body }} ORDER BY ?duty"
    with open_store(path) as disk, memory(graphs) as held:
        assert lines_of(held) == lines_of(disk) == said(*graphs[1:])
        assert held.lists() == disk.lists()
        assert held.editions() == disk.editions()
        assert [tuple(row) for row in held.select(query)] == [
            (NamedNode(f"{graph.iri}/basic/1"), NamedNode(body_iri("县民政局")))
            for graph in graphs[1:]
        ]
        assert lines_of(held.edition(graphs[0].iri)) == lines_of(disk.edition(graphs[0].iri))


def test_removing_what_is_not_there_says_so(path: Path) -> None:
    load(path, [small_list("东镇")])
    before = stored(path)
    with pytest.raises(StoreError, match=r"^no list https://example[.]org/nowhere in the store$"):
        remove(path, "https://example.org/nowhere")
    assert stored(path) == before
    with open_store(path) as snapshot, pytest.raises(StoreError, match="no older edition"):
        snapshot.edition(list_iri("东镇"))


@dataclass
class Model:
    """The store as plain dicts: lists by township and edition, descriptions by body, old texts."""

    held: dict[str, dict[str, ListGraph]] = field(default_factory=dict)
    current: dict[str, ListGraph] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def load(self, graph: ListGraph) -> None:
        old = self.current.get(graph.township)
        if old is None or int(graph.edition) >= int(old.edition):
            if old is not None and old.edition != graph.edition:
                self.texts[old.iri] = self.reached([old])
            self.descriptions.update({s: t.decode() for s, t in graph.shared.items()})
            self.current[graph.township] = graph
        else:
            own = Model(descriptions={s: t.decode() for s, t in graph.shared.items()})
            self.texts[graph.iri] = own.reached([graph])
        self.held.setdefault(graph.township, {})[graph.edition] = graph
        self.tidy()

    def remove(self, graph: ListGraph) -> None:
        editions = self.held[graph.township]
        del editions[graph.edition]
        if self.current[graph.township].edition != graph.edition:
            del self.texts[graph.iri]
            return
        del self.current[graph.township]
        self.tidy()
        if editions:
            back = editions[max(editions, key=int)]
            self.current[graph.township] = back
            self.descriptions = {**self.texts.pop(back.iri), **self.descriptions}
            self.tidy()

    def all_held(self) -> list[ListGraph]:
        return [self.held[t][e] for t in sorted(self.held) for e in sorted(self.held[t])]

    def tidy(self) -> None:
        self.descriptions = self.reached(list(self.current.values()))

    def reached(self, graphs: list[ListGraph]) -> dict[str, str]:
        texts = [graph.quads.decode() for graph in graphs]
        kept: dict[str, str] = {}
        while texts:
            text = texts.pop()
            for subject, description in self.descriptions.items():
                if subject not in kept and f"> <{subject}> <" in text:
                    kept[subject] = description
                    texts.append(description)
        return kept

    def lines(self) -> list[str]:
        texts = [graph.quads.decode() for graph in self.current.values()]
        return sorted("".join([*texts, *self.descriptions.values()]).splitlines())


BODIES = ["县甲局", "县乙局", "县丙队"]
LISTS = st.builds(
    small_list,
    st.sampled_from(["东镇", "西镇"]),
    st.sampled_from(["1", "2", "10"]),
    bodies=st.lists(st.sampled_from(BODIES), unique=True, max_size=2),
    part_of=st.dictionaries(st.sampled_from(BODIES), st.sampled_from(BODIES), max_size=2),
    note=st.sampled_from(["一", "二"]),
)


STEPS = st.lists(st.one_of(LISTS, st.integers(0, 5)), min_size=1, max_size=8)


def play(steps: list[ListGraph | int], model: Model) -> Iterator[ListGraph | str]:
    """Do the steps in `model`, yielding after each what a store has to load or to remove."""
    for step in steps:
        held = model.all_held()
        if isinstance(step, ListGraph):
            model.load(step)
            yield step
        elif held:
            graph = held[step % len(held)]
            model.remove(graph)
            yield graph.iri


def agree(snapshot: Snapshot, model: Model) -> None:
    assert lines_of(snapshot) == model.lines()
    assert {edition.iri for edition in snapshot.editions()} == model.texts.keys()
    graphs = {graph.iri: graph for graph in model.all_held()}
    for iri, descriptions in model.texts.items():
        text = graphs[iri].quads.decode() + "".join(descriptions.values())
        assert lines_of(snapshot.edition(iri)) == sorted(text.splitlines())


@settings(max_examples=200)
@given(steps=STEPS)
def test_any_sequence_of_loading_and_removing_agrees_with_plain_dicts(
    steps: list[ListGraph | int],
) -> None:
    model, shelf = Model(), shelf_in_memory([])
    for action in play(steps, model):
        if isinstance(action, ListGraph):
            shelf.put(action)
        else:
            shelf.take(action)
        shelf.tidy()
        agree(Snapshot(shelf), model)


@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(steps=STEPS)
def test_the_disk_keeps_what_memory_holds(steps: list[ListGraph | int]) -> None:
    model = Model()
    with TemporaryDirectory() as folder:
        for action in play(steps, model):
            if isinstance(action, ListGraph):
                load(Path(folder), [action])
            else:
                remove(folder, action)
            with open_store(folder) as snapshot:
                agree(snapshot, model)
