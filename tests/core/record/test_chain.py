"""The chain: whatever is done to a stored file, the first broken event is named with the reason."""

import dataclasses
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.chain import (
    GENESIS,
    Fault,
    FaultKind,
    Head,
    Link,
    Part,
    check_chain,
    event_hash,
)
from rongzhi.core.record.suites import AES, SM, SUITES

part_names = st.sampled_from(["file", "person:1", "person:2", "notes:7", "blob:1"])
part_lists = st.lists(
    st.tuples(part_names, st.binary(min_size=12, max_size=12), st.binary(min_size=16, max_size=40)),
    max_size=3,
    unique_by=lambda part: part[0],
)


def chain(parts_of: Sequence[Sequence[Part]], *, number: int = 1) -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for seq, parts in enumerate(parts_of, start=1):
        header = canonical({"file": "W-2025-0001", "seq": seq, "act": "intake.file"})
        previous = event_hash(SUITES[number], previous, header, parts)
        links.append(Link(seq=seq, suite=number, header=header, parts=tuple(parts), hash=previous))
    return links


def head_of(links: Sequence[Link]) -> Head:
    return Head(links[-1].seq, links[-1].hash)


def plain_chain(length: int) -> list[Link]:
    return chain([[("file", bytes(12), bytes([seq]) * 20)] for seq in range(length)])


chains = st.builds(chain, st.lists(part_lists, min_size=1, max_size=6), number=st.sampled_from([1, 2]))


@given(chains)
def test_untouched_chain_holds(links: list[Link]) -> None:
    assert check_chain(links, head=head_of(links)) is None


def test_empty_file_holds_without_a_head() -> None:
    assert check_chain([]) is None


@given(chains, st.data())
def test_any_changed_byte_is_found_at_its_event(links: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(links) - 1))
    link = links[at]
    fields = [("header", link.header), ("hash", link.hash)]
    fields += [(f"{index}/{place}", part[place]) for index, part in enumerate(link.parts) for place in (1, 2)]
    name, content = data.draw(st.sampled_from(fields))
    where = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[where] ^= data.draw(st.integers(1, 255))

    if name in ("header", "hash"):
        links[at] = dataclasses.replace(link, **{name: bytes(changed)})
    else:
        index, place = map(int, name.split("/"))
        part = list(link.parts[index])
        part[place] = bytes(changed)
        parts = [tuple(part) if index == other else kept for other, kept in enumerate(link.parts)]
        links[at] = dataclasses.replace(link, parts=parts)

    assert check_chain(links, head=head_of(links)) == Fault(FaultKind.CHANGED, at + 1)


@given(chains, st.data())
def test_renamed_added_or_dropped_part_is_found_at_its_event(links: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(links) - 1))
    parts = list(links[at].parts)
    change = data.draw(st.sampled_from(["add", "rename", "drop"] if parts else ["add"]))
    if change == "add":
        parts.append(("side:9", bytes(12), bytes(16)))
    elif change == "rename":
        parts[0] = ("side:9", *parts[0][1:])
    else:
        del parts[0]
    links[at] = dataclasses.replace(links[at], parts=parts)

    assert check_chain(links) == Fault(FaultKind.CHANGED, at + 1)


@given(chains, st.data())
def test_cut_tail_is_found_from_the_head(links: list[Link], data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(links) - 1))

    fault = check_chain(links[:kept], head=head_of(links))

    assert fault == Fault(FaultKind.CUT, kept + 1, len(links))
    assert check_chain(links[:kept]) is None


@given(st.integers(2, 7), st.data())
def test_dropped_event_is_a_gap(length: int, data: st.DataObject) -> None:
    links = plain_chain(length)
    dropped = data.draw(st.integers(0, length - 2))
    del links[dropped]

    assert check_chain(links) == Fault(FaultKind.GAP, dropped + 1)


@given(st.integers(3, 7), st.data())
def test_dropped_event_with_numbers_closed_up_is_found_there(length: int, data: st.DataObject) -> None:
    links = plain_chain(length)
    dropped = data.draw(st.integers(0, length - 2))
    del links[dropped]
    links = [dataclasses.replace(link, seq=seq) for seq, link in enumerate(links, start=1)]

    assert check_chain(links) == Fault(FaultKind.CHANGED, dropped + 1)


@given(st.integers(2, 7), st.data())
def test_swapped_rows_are_found_at_the_first(length: int, data: st.DataObject) -> None:
    links = plain_chain(length)
    first = data.draw(st.integers(0, length - 2))
    second = data.draw(st.integers(first + 1, length - 1))
    links[first], links[second] = links[second], links[first]

    assert check_chain(links) == Fault(FaultKind.SWAP, first + 1, second + 1)


@given(st.integers(2, 7), st.data())
def test_swapped_contents_under_right_numbers_are_found_at_the_first(
    length: int, data: st.DataObject
) -> None:
    links = plain_chain(length)
    first = data.draw(st.integers(0, length - 2))
    second = data.draw(st.integers(first + 1, length - 1))
    one, other = links[first], links[second]
    links[first] = dataclasses.replace(other, seq=one.seq)
    links[second] = dataclasses.replace(one, seq=other.seq)

    assert check_chain(links) == Fault(FaultKind.SWAP, first + 1, second + 1)


@given(st.integers(1, 7), st.data())
def test_repeated_row_is_a_duplicate(length: int, data: st.DataObject) -> None:
    links = plain_chain(length)
    at = data.draw(st.integers(0, length - 1))
    links.insert(at + 1, links[at])

    assert check_chain(links) == Fault(FaultKind.DUPLICATE, at + 2, at + 1)


def test_event_copied_under_a_new_number_is_a_duplicate() -> None:
    links = plain_chain(3)
    links.append(dataclasses.replace(links[1], seq=4))

    assert check_chain(links) == Fault(FaultKind.DUPLICATE, 4, 2)


def test_header_whose_number_was_changed_is_no_swap() -> None:
    links = plain_chain(4)
    links[1] = dataclasses.replace(links[1], header=links[1].header.replace(b'"seq":2', b'"seq":9'))

    assert check_chain(links) == Fault(FaultKind.CHANGED, 2)


def test_rewritten_chain_is_found_by_its_head() -> None:
    links = plain_chain(3)
    rewritten = chain([[("file", bytes(12), b"another content 16+")]] * 3)

    assert check_chain(rewritten) is None
    assert check_chain(rewritten, head=head_of(links)) == Fault(FaultKind.HEAD, 3)


def test_event_behind_the_head_is_found() -> None:
    links = plain_chain(3)

    assert check_chain(links, head=head_of(links[:2])) == Fault(FaultKind.HEAD, 3)


def test_unknown_suite_is_said() -> None:
    links = plain_chain(2)
    links[1] = dataclasses.replace(links[1], suite=7)

    assert check_chain(links) == Fault(FaultKind.SUITE, 2, 7)


def test_other_known_suite_is_a_change() -> None:
    links = plain_chain(2)
    links[1] = dataclasses.replace(links[1], suite=2)

    assert check_chain(links) == Fault(FaultKind.CHANGED, 2)


def test_check_goes_on_behind_checked_events() -> None:
    links = plain_chain(5)

    assert check_chain(links[3:], first=4, previous=links[2].hash, head=head_of(links)) is None
    assert check_chain(links[3:], first=4, previous=links[1].hash) == Fault(FaultKind.CHANGED, 4)


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    for kind in FaultKind:
        fault = Fault(kind, 4, 2)

        assert "4" in fault.label
        assert "4" in fault.en


def test_hash_does_not_depend_on_the_order_of_parts() -> None:
    parts = [("file", bytes(12), b"one"), ("lead", bytes(12), b"two")]

    assert event_hash(AES, GENESIS, b"{}", parts) == event_hash(AES, GENESIS, b"{}", parts[::-1])


def test_hash_keeps_fields_apart() -> None:
    ways = {
        event_hash(AES, GENESIS, b"ab", [("c", b"d", b"e")]),
        event_hash(AES, GENESIS, b"a", [("bc", b"d", b"e")]),
        event_hash(AES, GENESIS, b"ab", [("c", b"", b"de")]),
        event_hash(AES, GENESIS, b"ab", [("c", b"de", b"")]),
        event_hash(AES, GENESIS, b"abcde", []),
        event_hash(AES, GENESIS, b"ab", [("c", b"d", b"e"), ("", b"", b"")]),
        event_hash(SM, GENESIS, b"ab", [("c", b"d", b"e")]),
    }

    assert len(ways) == 7


def test_hash_of_a_fixed_event_never_changes() -> None:
    header = canonical({"file": "W-2025-0001", "seq": 1})
    parts = [("file", bytes(12), b"ciphertext and tag")]

    assert event_hash(AES, GENESIS, header, parts).hex() == FIXED_AES
    assert event_hash(SM, GENESIS, header, parts).hex() == FIXED_SM


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        event_hash(AES, GENESIS, b"{}", [("file", b"", b"1"), ("file", b"", b"2")])


def test_stored_event_with_two_parts_of_one_name_is_a_change() -> None:
    links = plain_chain(1)
    links[0] = dataclasses.replace(links[0], parts=[*links[0].parts, *links[0].parts])

    assert check_chain(links) == Fault(FaultKind.CHANGED, 1)


FIXED_AES = "f0468dd4abd5593bdd87a132b20ddd47086831532c1b6562b93929385a8b75ae"
FIXED_SM = "f5481b78fdd0d342c43fddc97da6f4a680b586d18b1505b48b545e150934a431"
