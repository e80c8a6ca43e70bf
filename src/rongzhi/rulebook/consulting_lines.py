"""The lines of the register that a convened consultation writes: one for each question, one for each seat."""

from rongzhi.core.procedure.definition import From, NewEntry, Of
from rongzhi.rulebook.consulting_fields import MEMBERS, NUMBERS
from rongzhi.rulebook.guards.consultation import SEATED, member_given, question_given

QUESTION_LINES = tuple(
    NewEntry("consult_question", code=Of(f"kind_{n}"), facts=(f"count_{n}",), when=question_given(n))
    for n in NUMBERS
)
SEAT_LINES = tuple(
    NewEntry("seat", SEATED, code=Of(field.key), on=From.TODAY, when=member_given(n))
    for n, field in enumerate(MEMBERS, 1)
)
