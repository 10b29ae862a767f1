"""Which of a township's editions is the newest."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutygraph.graph.editions import Edition


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2", "10"),
        ("10", "2025-03"),
        ("2025", "2025-03"),
        ("2025-03", "2025-11"),
        ("2025-9", "2025-11"),
        ("第2版", "第10版"),
        ("v01", "v1"),
        ("9" * 5000, "1" + "0" * 5000),
    ],
)
def test_editions_order_by_their_numbers(older: str, newer: str) -> None:
    def rank(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
        return Edition("t", name, "l", "c").rank

    assert rank(older) < rank(newer)


@given(names=st.lists(st.text(st.sampled_from("0129-a版２"), max_size=6), unique=True, min_size=2))
def test_editions_have_a_total_order(names: list[str]) -> None:
    ranks = [Edition("t", name, "l", "c").rank for name in names]
    assert len({*ranks}) == len(names)
    shuffled = random.Random(1).sample(ranks, len(ranks))
    assert sorted(shuffled) == sorted(ranks)
