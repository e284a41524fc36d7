"""What comes next is fetched while what is there is being read."""

from __future__ import annotations

import threading

import pytest

from softenv_xl.mail.sources.ahead import Ahead


def test_it_is_fetched_before_it_is_taken_and_once() -> None:
    asked, there = list[int](), threading.Event()

    def fetch(what: int) -> int:
        asked.append(what)
        there.set()
        return what * 10

    ahead = Ahead(fetch, lambda: None)
    ahead.begin(1)
    assert there.wait(60)
    assert ahead.take(1) == 10
    assert ahead.take(2) == 20
    assert asked == [1, 2]


def test_something_else_is_fetched_once_the_first_has_ended() -> None:
    busy, may_end, both = threading.Lock(), threading.Event(), list[bool]()

    def fetch(what: int) -> int:
        both.append(busy.locked())
        with busy:
            if what == 1:
                assert may_end.wait(60)
            return what

    ahead = Ahead(fetch, lambda: None)
    ahead.begin(1)
    threading.Timer(0.05, may_end.set).start()
    assert ahead.take(2) == 2
    assert both == [False, False]


def test_what_goes_wrong_is_raised_where_it_is_taken() -> None:
    def fetch(what: int) -> int:
        raise OSError(what)

    ahead = Ahead(fetch, lambda: None)
    ahead.begin(7)
    with pytest.raises(OSError, match="7"):
        ahead.take(7)


def test_who_leaves_has_it_cut_and_waits_until_it_has_ended() -> None:
    cut, ended = threading.Event(), list[int]()

    def fetch(what: int) -> int:
        assert cut.wait(60)
        ended.append(what)
        return what

    with Ahead(fetch, cut.set) as ahead:
        ahead.begin(1)
    assert ended == [1]


def test_nothing_is_cut_where_nothing_is_under_way() -> None:
    cut = list[bool]()
    with Ahead[int, int](lambda what: what, lambda: cut.append(True)) as ahead:
        ahead.begin(1)
        assert ahead.take(1) == 1
    assert cut == []
