"""Where the stages and arrows of a procedure's drawing stand: stages in a column, arrows in lanes beside it, ends to the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rongzhi.core.procedure.definition import Procedure, Stage

BOX, FINAL = 216, 212  # widths of the boxes
GAP = 30  # between boxes in a column
ROW = 17  # between arrows that leave one box
LANE = 15  # between lanes
MARGIN = 14
DIGIT = 7  # width of a digit of an arrow's number


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text in a box; `small` for the second language and for notes."""

    words: str
    small: bool = False


@dataclass
class Box:
    """A stage on the drawing."""

    stage: Stage
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    inside: tuple[int, ...] = ()  # numbers of the acts that stay in the stage

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass
class Stub:
    """The beginning of an arrow: it leaves its stage at height `y`, with the numbers of the acts that go this way."""

    source: str
    numbers: tuple[int, ...]
    y: float = 0.0


@dataclass
class Lane:
    """All arrows to one stage on one side run together in one lane."""

    target: str
    stubs: list[Stub]
    x: float = 0.0
    end: float = 0.0  # height at which it enters its target
    inward: bool = True  # back to the column of open stages, not to an end on the right

    @property
    def span(self) -> tuple[float, float]:
        heights = [self.end, *(stub.y for stub in self.stubs)]
        return min(heights), max(heights)


@dataclass
class Layout:
    """A whole drawing: boxes by stage code, straight arrows down, lanes on both sides, where a proceeding begins."""

    width: float = 0.0
    height: float = 0.0
    boxes: dict[str, Box] = field(default_factory=dict)
    down: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    right: list[Lane] = field(default_factory=list)
    left: list[Lane] = field(default_factory=list)
    begins: dict[str, tuple[int, ...]] = field(default_factory=dict)


def width_of(words: str, size: float) -> float:
    """The width of a text in pixels, near enough: a Chinese character takes a full square, others about half."""
    return sum(size if ord(char) > 0x2E7F else size * 0.56 for char in words)


def wrapped(words: str, size: float, width: float) -> list[str]:
    """The text in lines of at most this width; Chinese breaks anywhere, other words stay whole."""
    pieces: list[str] = []
    for char in words:
        if (
            pieces
            and ord(char) <= 0x2E7F
            and char != " "
            and ord(pieces[-1][-1]) <= 0x2E7F
            and pieces[-1] != " "
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    lines, line = [], ""
    for piece in pieces:
        if line and width_of(line + piece, size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def lay_out(procedure: Procedure, lines: dict[str, tuple[Text, ...]], opened: bool) -> Layout:
    """The places of everything on the drawing of a procedure; `lines` are the texts of each stage's box.

    `opened`: acts of other procedures open it in its first stage.
    """
    layout = Layout()
    open_stages = [stage.code for stage in procedure.stages if not stage.final]
    finals = [stage.code for stage in procedure.stages if stage.final]
    moves, inside, begins = _moves(procedure)
    if opened:
        begins.setdefault(procedure.first.code, [])
    layout.begins = {code: tuple(numbers) for code, numbers in begins.items()}
    place = {code: index for index, code in enumerate(open_stages)}
    down: dict[tuple[str, str], list[int]] = {}
    right: dict[str, list[Stub]] = {}
    left: dict[str, list[Stub]] = {}
    for (source, target), numbers in moves.items():
        if source in place and place.get(target) == place[source] + 1:
            down[source, target] = numbers
        elif target in place and source in place and place[target] < place[source]:
            left.setdefault(target, []).append(Stub(source, tuple(numbers)))
        else:
            right.setdefault(target, []).append(Stub(source, tuple(numbers)))
    layout.down = [(source, target, tuple(numbers)) for (source, target), numbers in down.items()]
    layout.right = [Lane(target, stubs) for target, stubs in right.items()]
    layout.left = [Lane(target, stubs) for target, stubs in left.items()]
    _columns(layout, procedure, lines, inside, open_stages, finals)
    return layout


def _moves(
    procedure: Procedure,
) -> tuple[dict[tuple[str, str], list[int]], dict[str, list[int]], dict[str, list[int]]]:
    moves: dict[tuple[str, str], list[int]] = {}
    inside: dict[str, list[int]] = {}
    begins: dict[str, list[int]] = {}
    for number, act in enumerate(procedure.acts, 1):
        if not act.from_:
            begins.setdefault(act.to or procedure.first.code, []).append(number)
        for source in act.from_:
            if act.to is None or act.to == source:
                inside.setdefault(source, []).append(number)
            else:
                moves.setdefault((source, act.to), []).append(number)
    return moves, inside, begins


def _columns(
    layout: Layout,
    procedure: Procedure,
    lines: dict[str, tuple[Text, ...]],
    inside: dict[str, list[int]],
    open_stages: list[str],
    finals: list[str],
) -> None:
    stages = {stage.code: stage for stage in procedure.stages}
    starts = max((_numbers_width(numbers) for numbers in layout.begins.values()), default=0)
    label_left = max((_numbers_width(stub.numbers) for lane in layout.left for stub in lane.stubs), default=0)
    x = MARGIN + LANE * len(layout.left) + max(label_left + 12, starts + 34)
    y = float(MARGIN)
    for code in open_stages:
        rows_right = sum(1 for lane in layout.right for stub in lane.stubs if stub.source == code)
        rows_right += sum(1 for lane in layout.right if lane.target == code)
        rows_left = sum(1 for lane in layout.left for stub in lane.stubs if stub.source == code)
        rows_left += sum(1 for lane in layout.left if lane.target == code) + (code in layout.begins)
        text = _text_height(lines[code]) + (16 if inside.get(code) else 0)
        height = max(40.0, text + 16, ROW * max(rows_right, rows_left) + 12)
        layout.boxes[code] = Box(stages[code], x, y, BOX, height, lines[code], tuple(inside.get(code, ())))
        y += height + GAP
    column_end = y - GAP
    label = max((_numbers_width(stub.numbers) for lane in layout.right for stub in lane.stubs), default=0)
    first_lane = x + BOX + label + 16
    final_x = first_lane + LANE * len(layout.right) + 14
    heights = {code: max(36.0, _text_height(lines[code]) + 14) for code in finals}
    needed = sum(heights.values()) + 14 * (len(finals) - 1)
    room = max(0.0, column_end - MARGIN - needed)
    gap = 14 + (room / (len(finals) - 1) if len(finals) > 1 else 0)
    y = MARGIN + (room / 2 if len(finals) == 1 else 0)
    for code in _by_sources(finals, layout, open_stages):
        layout.boxes[code] = Box(stages[code], final_x, y, FINAL, heights[code], lines[code])
        y += heights[code] + gap
    _heights(layout, open_stages)
    layout.right = _best_order(layout.right)
    for index, lane in enumerate(layout.right):
        lane.x = first_lane + index * LANE
    layout.left.sort(key=lambda lane: lane.span[1] - lane.span[0])
    for index, lane in enumerate(layout.left):
        lane.x = x - max(label_left + 12, starts + 34) - index * LANE
    layout.width = final_x + FINAL + MARGIN if finals else first_lane + MARGIN
    layout.height = max(box.bottom for box in layout.boxes.values()) + MARGIN


def _numbers_width(numbers: Iterable[int]) -> float:
    return len(" ".join(map(str, numbers))) * DIGIT + 4


def _text_height(lines: Iterable[Text]) -> float:
    return sum(13 if line.small else 17 for line in lines)


def _by_sources(finals: list[str], layout: Layout, open_stages: list[str]) -> list[str]:
    """The final stages in the order of the stages that lead to them, so that lanes cross little."""
    place = {code: index for index, code in enumerate(open_stages)}

    def mean(code: str) -> float:
        found = [
            place[stub.source]
            for lane in layout.right
            if lane.target == code
            for stub in lane.stubs
            if stub.source in place
        ]
        return sum(found) / len(found) if found else float(len(place))

    return sorted(finals, key=lambda code: (mean(code), finals.index(code)))


def _heights(layout: Layout, open_stages: list[str]) -> None:
    """The heights at which arrows leave and enter each box, upward targets first."""
    for code in open_stages:
        box = layout.boxes[code]
        for lanes in (layout.right, layout.left):
            leaving = [
                (layout.boxes[lane.target].middle, stub)
                for lane in lanes
                for stub in lane.stubs
                if stub.source == code
            ]
            leaving.sort(key=lambda pair: pair[0])
            entering = [lane for lane in lanes if lane.target == code]
            begins = lanes is layout.left and code in layout.begins
            rows = len(leaving) + len(entering) + begins
            y = box.middle - ROW * (rows - 1) / 2 + (ROW if begins else 0)
            for lane in entering:
                lane.end = y
                y += ROW
            for _, stub in leaving:
                stub.y = y
                y += ROW
    for lane in layout.right:
        box = layout.boxes[lane.target]
        if box.stage.final:
            lane.end, lane.inward = box.middle, False
    for lane in layout.right:
        for stub in lane.stubs:
            if layout.boxes[stub.source].stage.final:
                stub.y = layout.boxes[stub.source].bottom - 6


def _best_order(lanes: list[Lane]) -> list[Lane]:
    """An order of lanes with few crossings: neighbours change places as long as that helps."""
    order = sorted(lanes, key=lambda lane: lane.end)
    best = _crossings(order)
    improved = True
    while improved:
        improved = False
        for index in range(len(order) - 1):
            swapped = [*order[:index], order[index + 1], order[index], *order[index + 2 :]]
            count = _crossings(swapped)
            if count < best:
                order, best, improved = swapped, count, True
    return order


def _crossings(order: list[Lane]) -> int:
    return sum(1 for _ in _crossing(order))


def _crossing(order: list[Lane]) -> Iterator[tuple[Lane, Lane]]:
    """A stub to an outer lane crosses each inner lane that passes its height; the way into an end crosses outer ones."""
    for index, lane in enumerate(order):
        top, bottom = lane.span
        for other in order[index + 1 :]:
            for stub in other.stubs:
                if top < stub.y < bottom:
                    yield other, lane
        for other in order[:index]:
            low, high = other.span
            if lane.inward and low < lane.end < high:
                yield lane, other
        for other in order[index + 1 :]:
            low, high = other.span
            if not lane.inward and low < lane.end < high:
                yield lane, other
