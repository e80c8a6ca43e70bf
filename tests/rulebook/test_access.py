"""Who sees what: the table is total, none refuses, and every wall stands when somebody tries to climb it."""

from dataclasses import fields, replace
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.access import (
    Part,
    Right,
    RoleColumn,
    Viewer,
    Visible,
    body_limits,
    cell,
    matrix,
    may_read,
    view,
    views,
)
from rongzhi.rulebook.access.conditions import CONDITIONS, MASKED
from rongzhi.rulebook.access.limits import CLASSES, LIMITS, MASKED_BODIES
from rongzhi.rulebook.access.part import HOLDS, OWNED
from rongzhi.rulebook.access.viewer import AS_ASSIGNED
from rongzhi.rulebook.roles import column
from rongzhi.rulebook.tables import access_rows, bodies

DC1, DC2, DC3, DC4, DC5, DC6, DC7, DC8, DC9, DC10 = DataClass
BODIES = tuple(bodies())
FLAGS = tuple(field.name for field in fields(Viewer) if field.type is bool)

# Everything that stands in one file: two parties, two neutrals, two members, two readers.
FILE = (
    Part("header", DC2),
    Part("header", DC3, field="amount"),
    Part("header", DC5),
    Part("header", DC6),
    Part("header", DC8),
    Part("header", DC10),
    Part("file", DC3, field="what_happened"),
    Part("file", DC5),
    Part("file", DC6),
    Part("file", DC7),
    Part("file", DC8),
    *(Part(f"person:{party}", DC3, field=key) for party in ("p1", "p2") for key in ("name", "phone")),
    *(Part(f"person:{party}", DC7, field="id_number") for party in ("p1", "p2")),
    *(Part(f"side:{party}", DC4) for party in ("p1", "p2")),
    *(Part(f"notes:{neutral}", DC4) for neutral in ("n1", "n2")),
    *(Part(f"opinion:{member}", DC8) for member in ("u1", "u2")),
    Part("lead", DC9, sender="B1"),
    Part("log:u9", DC9, sender="B1"),
    *(Part(f"log:{reader}", DC10) for reader in ("u1", "u2")),
    Part("blob:b1", DC3, of="file", sender="p1"),
    Part("blob:b2", DC3, of="file", sender="p2"),
    Part("blob:b3", DC4, of="side:p2"),
    Part("blob:b4", DC4, of="notes:n2"),
    Part("blob:b5", DC6, of="file"),
    Part("blob:b6", DC7, of="person:p2"),
    Part("blob:b7", DC8, of="opinion:u2"),
    Part("blob:b8", DC9, of="lead", sender="B1"),
    Part("task:task-1", DC3, field="task"),
    Part("task:task-1", DC3, field="result_wanted"),
    Part("task:task-2", DC3, field="task"),
    Part("blob:b9", DC3, of="task:task-1"),
)


def nobody(body: str) -> Viewer:
    """Somebody of that body who stands in no relation to the file."""
    return Viewer(column(body), body, body_id="B9", person="u9")


def mighty(body: str, **changes: object) -> Viewer:
    """Somebody of that body with every relation that there is, except grants."""
    viewer = Viewer(
        column(body),
        body,
        body_id="B1",
        person="u1",
        owner_body="B1",
        parties=frozenset({"p1"}),
        neutral="n1",
        members=frozenset({"u1"}),
        **dict.fromkeys(FLAGS, True),
    )
    return replace(viewer, **{"closed": False, **changes})


def seen(viewer: Viewer) -> set[str]:
    """What of the file this viewer sees, as `name class field`."""
    return {f"{part.name} {part.data_class} {part.field}".strip() for part in FILE if may_read(viewer, part)}


viewers = st.builds(
    lambda body, flags, **rest: Viewer(column(body), body, **dict(zip(FLAGS, flags, strict=True)), **rest),
    st.sampled_from(BODIES),
    st.tuples(*[st.booleans()] * len(FLAGS)),
    body_id=st.sampled_from(["", "B1", "B9"]),
    person=st.sampled_from(["", "u1", "u2"]),
    parties=st.frozensets(st.sampled_from(["p1", "p2", "n1", "u1"])),
    neutral=st.sampled_from(["", "n1", "n2", "p1"]),
    owner_body=st.sampled_from(["", "B1"]),
    members=st.frozensets(st.sampled_from(["u1", "u2"])),
    granted=st.frozensets(st.sampled_from([(part.name, part.data_class.value) for part in FILE])),
)


# The table.


def test_table_has_every_column_by_every_class():
    assert set(access_rows()) == set(product(RoleColumn, DataClass))
    assert [(row.role_column, row.data_class) for row in matrix()] == list(product(RoleColumn, DataClass))


def test_every_condition_has_a_predicate_and_no_other_cell_has():
    narrowed = {key for key, row in access_rows().items() if row.right is not Right.NONE and row.condition_en}

    assert set(CONDITIONS) == narrowed


def test_cell_without_condition_is_the_published_class_or_a_refusal():
    free = {key for key, row in access_rows().items() if not row.condition_en}

    assert all(kind is DC1 or cell(where, kind).right is Right.NONE for where, kind in free)


def test_masked_cells_are_those_the_table_calls_masked():
    assert {key for key, row in access_rows().items() if "masked" in row.condition_en} == MASKED
    assert {key for key, row in access_rows().items() if "遮蔽" in row.condition_zh} == MASKED


def test_body_limits_print_every_body_in_full_words():
    rows = {row.code: row for row in body_limits()}

    assert list(rows) == list(bodies())
    assert rows["INS"].may_see == rows["BANK"].may_see
    assert rows["SMALLB"].may_see == rows["CONS"].may_see
    assert rows["SEC"].role_column is RoleColumn.SECRETARIAT


def test_narrowed_bodies_are_known():
    assert set(CLASSES) | set(LIMITS) | MASKED_BODIES | AS_ASSIGNED <= set(bodies())


# None refuses; default refuses.


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", DataClass)
def test_right_none_refuses_whatever_the_relation(body, kind):
    if cell(column(body), kind).right is not Right.NONE:
        assert kind is DC1 or (column(body), kind) in CONDITIONS
        return

    for closed, part in product((False, True), FILE):
        if part.data_class is kind:
            assert not may_read(mighty(body, closed=closed), part)


@given(viewers, st.sampled_from(FILE))
def test_right_none_refuses_unless_an_act_handed_over_that_very_piece(viewer, part):
    if cell(viewer.role_column, part.weighed_as).right is Right.NONE and may_read(viewer, part):
        assert viewer.role_column is RoleColumn.OTHER
        assert (part.name, part.data_class.value) in viewer.granted
        assert part.data_class in {DC2, DC3, DC5, DC6, DC8}


@pytest.mark.parametrize("body", [body for body in BODIES if body != "RES"])
def test_stranger_sees_published_data_alone(body):
    assert seen(nobody(body)) == set()
    assert may_read(nobody(body), Part("header", DC1))


def test_researcher_sees_clear_facts_alone():
    assert seen(mighty("RES")) == {"header DC2", "header DC6", "header DC8", "header DC10"}


@given(viewers, st.sampled_from(FILE))
def test_more_relation_never_hides_what_was_seen(viewer, part):
    bolder = replace(viewer, **(dict.fromkeys(FLAGS, True) | {"closed": viewer.closed}))

    assert may_read(bolder, part) or not may_read(viewer, part)


@given(viewers, st.sampled_from(sorted(HOLDS)), st.sampled_from(DataClass))
def test_data_in_a_part_that_cannot_hold_it_is_shown_to_nobody(viewer, kind, data_class):
    part = Part(f"{kind}:p1" if kind in OWNED else kind, data_class)

    assert part.proper or not may_read(viewer, part)


# Parties.


def test_party_sees_the_own_case_and_side():
    assert seen(mighty("CONS", leads_handled=False)) == {
        "header DC2",
        "header DC3 amount",
        "header DC5",
        "header DC6",
        "header DC10",
        "file DC3 what_happened",
        "file DC5",
        "file DC6",
        "person:p1 DC3 name",
        "person:p1 DC3 phone",
        "person:p1 DC7 id_number",
        "person:p2 DC3 name",
        "side:p1 DC4",
        "log:u1 DC10",
        "log:u2 DC10",
        "blob:b1 DC3",
        "blob:b2 DC3",
        "blob:b5 DC6",
        "task:task-1 DC3 result_wanted",
    }


@pytest.mark.parametrize("body", ["CONS", "BANK", "GUAR", "AGENT"])
def test_party_never_sees_the_other_side_opinions_leads_or_notes(body):
    walls = [part for part in FILE if part.data_class in (DC4, DC7, DC8, DC9) and part.owner != "p1"]

    assert len(walls) == 16
    assert not any(may_read(mighty(body), part) for part in walls)


def test_party_sees_the_own_data_unmasked():
    assert view(mighty("CONS"), Part("person:p1", DC7)) is Visible.PLAIN


def test_neutral_who_is_called_like_a_party_keeps_the_notes_from_that_party():
    assert not may_read(mighty("CONS", parties=frozenset({"n1"})), Part("notes:n1", DC4))


def test_guarantor_sees_no_papers_of_others_but_the_agreement():
    guarantor = mighty("GUAR")

    assert {name for name in seen(guarantor) if name.startswith("blob")} == {"blob:b1 DC3", "blob:b5 DC6"}
    assert may_read(guarantor, Part("file", DC3))


def test_person_of_two_parties_sees_both_sides_that_it_represents():
    assert may_read(mighty("AGENT", parties=frozenset({"p1", "p2"})), Part("side:p2", DC4))


# Neutrals.


def test_proposed_neutral_sees_names_and_class_alone():
    proposed = mighty("MED", accepted=False)
    class_of_dispute = Part("header", DC2, field="dispute_class")

    assert seen(proposed) == {"person:p1 DC3 name", "person:p2 DC3 name", "log:u1 DC10"}
    assert may_read(proposed, class_of_dispute)
    assert not may_read(replace(proposed, closed=True), class_of_dispute)


def test_accepted_neutral_sees_both_sides_and_the_own_notes():
    shown = seen(mighty("MED"))

    assert {"side:p1 DC4", "side:p2 DC4", "notes:n1 DC4", "file DC8"} <= shown
    assert (
        not {"notes:n2 DC4", "blob:b4 DC4", "opinion:u1 DC8", "opinion:u2 DC8", "lead DC9", "log:u2 DC10"}
        & shown
    )


def test_neutral_opens_masked_data_on_recorded_need():
    number = Part("person:p2", DC7, field="id_number")

    assert view(mighty("MED", need_recorded=False), number) is Visible.MASKED
    assert view(mighty("MED", need_recorded=True), number) is Visible.PLAIN
    assert view(mighty("MED", need_recorded=True, accepted=False), number) is Visible.NO
    assert view(mighty("PMCF", need_recorded=True), number) is Visible.MASKED


def test_neutral_sees_the_outcome_alone_after_closing():
    assert seen(mighty("MED", closed=True)) == {"header DC6", "log:u1 DC10"}


def test_neutral_who_left_sees_nothing_even_of_the_own_notes():
    assert seen(mighty("MED", neutral="")) == {"log:u1 DC10"}


def test_new_neutral_does_not_see_the_notes_of_the_former():
    assert not may_read(mighty("MED", neutral="n2"), Part("notes:n1", DC4))


def test_evaluator_sees_the_pack_and_no_confidences():
    shown = seen(mighty("EVAL"))

    assert {"file DC3 what_happened", "file DC5", "notes:n1 DC4", "person:p2 DC3 name"} <= shown
    assert (
        not {"side:p1 DC4", "side:p2 DC4", "file DC6", "person:p1 DC3 phone", "person:p1 DC7 id_number"}
        & shown
    )


@pytest.mark.parametrize("body", [body for body in BODIES if column(body) is not RoleColumn.MEDIATOR])
def test_notes_of_a_neutral_are_seen_by_nobody_else(body):
    everything = mighty(body, parties=frozenset({"n1", "n2"}), granted=frozenset({("notes:n1", "DC4")}))

    assert not any(may_read(everything, part) for part in FILE if part.kind == "notes")


@given(viewers)
def test_confidences_of_a_side_are_seen_by_it_and_the_mediator_alone(viewer):
    if may_read(viewer, Part("side:p1", DC4)):
        own = viewer.role_column is RoleColumn.PARTY and "p1" in viewer.parties
        assert own or (viewer.body == "MED" and viewer.neutral and viewer.accepted and not viewer.closed)


# Organisation, court, departments, secretariat.


def test_organisation_sees_its_own_files_without_confidences():
    shown = seen(mighty("PMCF"))

    assert {"file DC3 what_happened", "person:p2 DC3 phone", "file DC8", "lead DC9", "log:u1 DC10"} <= shown
    assert not {"side:p1 DC4", "notes:n1 DC4", "opinion:u1 DC8", "log:u2 DC10"} & shown
    assert view(mighty("PMCF"), Part("person:p1", DC7)) is Visible.MASKED


def test_organisation_sees_no_file_of_another():
    assert seen(mighty("PMCF", owner_body="B2", leads_handled=False)) == {"log:u1 DC10"}
    assert seen(mighty("PMCF", owner_body="", body_id="", leads_handled=False)) == {"log:u1 DC10"}


@pytest.mark.parametrize(
    ("link", "classes"),
    [
        ("commissioned", {DC2, DC3, DC5, DC7}),
        ("entrusted", {DC2, DC3, DC5, DC6, DC7}),
        ("filed_with_court", {DC3, DC5, DC6, DC7}),
        ("agreement_sent_to_court", {DC3, DC5, DC6, DC7}),
    ],
)
def test_court_sees_what_its_link_to_the_case_opens(link, classes):
    court = replace(nobody("COURT"), **{link: True})

    assert {part.data_class for part in FILE if may_read(court, part)} - {DC10} == classes
    assert not any(may_read(court, part) for part in FILE if part.data_class in (DC4, DC8, DC9))


def test_court_that_confirms_knows_the_applicants_by_name_alone():
    court = replace(nobody("COURT"), agreement_sent_to_court=True)

    assert may_read(court, Part("person:p1", DC3, field="name"))
    assert not may_read(court, Part("person:p1", DC3, field="phone"))
    assert not may_read(court, Part("file", DC3, field="what_happened"))


def test_court_sees_its_own_opinion_alone():
    assert {name for name in seen(mighty("COURT")) if "DC8" in name} == {"opinion:u1 DC8"}


def test_bench_sees_what_is_filed_alone():
    commissioned = replace(nobody("COURTF"), commissioned=True, agreement_sent_to_court=True)

    assert not seen(commissioned)
    assert "file DC3 what_happened" in seen(replace(commissioned, filed_with_court=True))


def test_enforcement_sees_agreement_and_identity_alone():
    filed = replace(nobody("COURTE"), filed_with_court=True, entrusted=True)

    assert {part.data_class for part in FILE if may_read(filed, part)} == {DC2, DC6, DC7}


def test_department_sees_header_and_outcome_in_its_line():
    assert seen(replace(nobody("NFRA"), in_line=True)) == {"header DC2", "header DC6"}


def test_department_sees_material_on_consent_or_duty():
    shown = seen(replace(nobody("NFRA"), consent_or_duty=True))

    assert {"file DC3 what_happened", "file DC5", "person:p1 DC3 phone", "header DC6"} <= shown
    assert not {"file DC6", "side:p1 DC4", "header DC2"} & shown
    assert view(replace(nobody("NFRA"), consent_or_duty=True), Part("person:p1", DC7)) is Visible.MASKED


def test_member_of_a_consultation_sees_the_own_opinion_and_the_result():
    member = replace(nobody("NFRA"), members=frozenset({"u1"}))

    assert {name for name in seen(member) if "DC8" in name} == {"header DC8", "file DC8", "opinion:u1 DC8"}


def test_justice_bureau_sees_no_case_content():
    assert {part.data_class for part in FILE if may_read(mighty("JB"), part)} == {DC8, DC10}


def test_petition_office_sees_the_header_alone():
    assert {name for name in seen(mighty("XF")) if "DC8" not in name} == {"header DC2", "log:u1 DC10"}


def test_police_see_the_referral_package_alone():
    assert not seen(replace(nobody("PS"), in_line=True))
    assert {"lead DC9", "header DC2"} <= seen(replace(nobody("PS"), in_line=True, leads_handled=True))


def test_securities_office_sees_cases_on_referral_alone():
    assert not seen(replace(nobody("CSRC"), in_line=True))
    assert "header DC2" in seen(replace(nobody("CSRC"), in_line=True, consent_or_duty=True))


def test_market_regulation_sees_no_leads():
    assert not any(may_read(mighty("SAMR"), part) for part in FILE if part.data_class is DC9)


def test_secretariat_sees_a_masked_pack_of_what_it_handles():
    handling = replace(nobody("SEC"), handles=True)

    assert seen(handling) == {
        "header DC2",
        "header DC3 amount",
        "header DC5",
        "header DC6",
        "file DC3 what_happened",
        "file DC5",
        "file DC7",
        *(
            f"person:{party} {rest}"
            for party in ("p1", "p2")
            for rest in ("DC3 name", "DC3 phone", "DC7 id_number")
        ),
        "task:task-1 DC3 task",
        "task:task-1 DC3 result_wanted",
        "task:task-2 DC3 task",
        "blob:b9 DC3",
    }
    assert view(handling, Part("file", DC3)) is view(handling, Part("person:p1", DC3)) is Visible.MASKED
    assert view(handling, Part("header", DC2)) is view(handling, Part("header", DC3)) is Visible.PLAIN


def test_blob_that_would_have_to_be_masked_is_not_opened():
    scan = Part("blob:b6", DC7, of="person:p2")

    assert view(mighty("PMCF"), scan) is Visible.MASKED
    assert not may_read(mighty("PMCF"), scan)
    assert may_read(mighty("MED", need_recorded=True), scan)
    assert not may_read(mighty("MED", need_recorded=False), scan)


def test_secretariat_sees_opinions_after_they_are_opened():
    handling = replace(nobody("SEC"), handles=True)

    assert not may_read(handling, Part("opinion:u1", DC8))
    assert may_read(replace(handling, opinions_opened=True), Part("opinion:u1", DC8))


def test_secretariat_sees_the_log_in_an_audit():
    assert not may_read(replace(nobody("SEC"), handles=True), Part("log:u1", DC10))
    assert may_read(replace(nobody("SEC"), audits=True), Part("log:u1", DC10))


# Leads.


@given(viewers, st.sampled_from([part for part in FILE if part.data_class is DC9]))
def test_lead_and_its_log_are_seen_by_those_who_handle_it_alone(viewer, part):
    if may_read(viewer, part):
        assert viewer.leads_handled
        assert viewer.role_column not in (
            RoleColumn.PARTY,
            RoleColumn.MEDIATOR,
            RoleColumn.RESEARCHER,
            RoleColumn.OTHER,
        )
        if viewer.role_column in (RoleColumn.ORGANISATION, RoleColumn.SECRETARIAT):
            assert viewer.body_id == part.sender


def test_lead_without_a_sender_is_shown_to_no_organisation():
    assert not may_read(mighty("PMCF", body_id=""), Part("lead", DC9))
    assert not may_read(mighty("PMCF"), Part("lead", DC9))


def test_log_of_leads_is_not_in_the_party_s_log():
    assert may_read(mighty("CONS"), Part("log:u9", DC10))
    assert not may_read(mighty("CONS"), Part("log:u9", DC9))


# Other bodies.


@pytest.mark.parametrize("body", ["LEAD", "AUDIT", "STAT", "FINB", "SYS", "ASSOC", "UNI"])
def test_body_without_case_content_is_shown_none_whatever_was_granted(body):
    granted = frozenset((part.name, part.data_class.value) for part in FILE)
    kept = {DC2, DC8} if body == "LEAD" else set()

    assert {part.data_class for part in FILE if may_read(mighty(body, granted=granted), part)} == kept


def test_receiving_body_sees_the_very_piece_that_an_act_handed_over():
    notary = replace(nobody("NOT"), granted=frozenset({("file", "DC6"), ("person:p1", "DC3")}))

    assert seen(notary) == {"file DC6", "person:p1 DC3 name", "person:p1 DC3 phone"}


def test_grant_opens_no_confidences_identity_leads_opinions_or_logs():
    granted = frozenset((part.name, part.data_class.value) for part in FILE)
    shown = [part for part in FILE if may_read(mighty("ARB", granted=granted), part)]

    assert {part.data_class for part in shown} == {DC2, DC3, DC5, DC6, DC8}
    assert {part.owner for part in shown if part.kind == "opinion"} == {"u1"}  # the own one alone


def test_grant_to_another_column_opens_nothing():
    granted = frozenset((part.name, part.data_class.value) for part in FILE)

    assert seen(replace(nobody("COURT"), granted=granted)) == set()


def test_expert_sees_what_was_handed_over_masked():
    expert = replace(nobody("EXPERT"), granted=frozenset({("file", "DC3")}))

    assert view(expert, Part("file", DC3)) is Visible.MASKED


# Viewers and parts as such.


def test_volunteer_reads_by_the_role_assigned():
    volunteer = Viewer(RoleColumn.MEDIATOR, "VOL", neutral="n1", accepted=True)

    assert may_read(volunteer, Part("side:p1", DC4))


@pytest.mark.parametrize(
    ("where", "body"), [(RoleColumn.MEDIATOR, "BANK"), (RoleColumn.COURT, "LEAD"), (RoleColumn.PARTY, "X")]
)
def test_viewer_of_a_column_not_its_own_is_refused(where, body):
    with pytest.raises(ValueError, match=body):
        Viewer(where, body)


@pytest.mark.parametrize(
    "name", ["", "files", "person", "person:", "file:p1", "lead:x", "blob:x", "header:1"]
)
def test_part_without_a_proper_name_is_refused(name):
    with pytest.raises(ValueError, match=r"part|blob"):
        Part(name, DC3)


@pytest.mark.parametrize("of", ["", "blob:y", "side", "attic"])
def test_blob_must_name_the_part_it_was_filed_in(of):
    with pytest.raises(ValueError, match=r"part|blob"):
        Part("blob:x", DC4, of=of)


@given(
    viewers,
    st.sampled_from([part for part in FILE if not part.name.startswith("blob") and part.kind != "header"]),
)
def test_blob_follows_the_part_it_was_filed_in(viewer, part):
    blob = Part("blob:z", part.data_class, field=part.field, of=part.name, sender=part.sender)
    assume(viewer.body != "GUAR" and not viewer.granted)

    assert view(viewer, blob) is view(viewer, part)


def test_sealed_header_class_is_weighed_as_filed_material():
    assert Part("person:p1", DC2).weighed_as is DC3
    assert not may_read(replace(nobody("COURT"), agreement_sent_to_court=True), Part("file", DC2))


def test_views_leave_out_what_is_refused():
    of_person = {"name": DC3, "phone": DC3, "id_number": DC7}

    assert views(mighty("CONS"), "person:p2", of_person) == {"name": Visible.PLAIN}
    assert views(mighty("PMCF"), "person:p2", of_person) == {
        "name": Visible.PLAIN,
        "phone": Visible.PLAIN,
        "id_number": Visible.MASKED,
    }


# Tasks.


@pytest.mark.parametrize("body", ["NFRA", "XF", "JB", "GOVC", "BANK", "FMO"])
def test_body_with_a_task_reads_its_sheet_and_the_header_and_nothing_else(body):
    tasked = replace(nobody(body), tasks=frozenset({"task-1"}))

    sheet = {"task:task-1 DC3 task", "task:task-1 DC3 result_wanted", "blob:b9 DC3"}
    header = set() if body == "JB" else {"header DC2"}
    assert seen(tasked) == sheet | header


def test_nobody_without_a_task_reads_a_sheet_for_standing_in_another_relation():
    for body in ("COURT", "RES", "NFRA", "AUDIT", "EVAL"):
        assert not {name for name in seen(mighty(body, accepted=False)) if "task" in name}, body
