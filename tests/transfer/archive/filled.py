"""A file in which every table of the archive has rows, made through the services where they do it in a line."""

import json
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import insert

from relmgr.domain import kinds
from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import sample
from relmgr.services.people import pictures
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364f8cf500f000386018"
    "05a347d6b0000000049454e44ae426082"
)


def fill(store: Store) -> None:
    """The sample's thirteen people, and a row at least in every table that travels."""
    sample.fill(store)
    make = Make(store)
    ada = make.person("Ada Quist", notes="Zwölf\nZeilen “und” mehr 🎂", time_zone="Europe/Vienna")
    bo = make.person("Bo Quist")
    make.kin(ada, "Ib", RelationKind.PET)
    make.birthday(ada, PartialDate(None, 2, 29))
    make.milestone(ada, MilestoneKind.WEDDING, PartialDate(2011))
    talk = make.conversation(ada, bo, on=-3)
    moment = make.moment(ada, MomentKind.ASKED_FOR_HELP, -2)
    make.reminder(ada, "Ring back", 3)
    make.reminder(None, "Tidy up", 4)
    plan = make.expectation(ada, "A plan")
    pictures.set_photo(store, ada, PNG, "image/png", NOW)
    _add_the_rest(store, People(int(ada), int(bo)), int(talk), int(moment), int(plan))


class People(NamedTuple):
    """The two whom the rest is about."""

    ada: int
    bo: int


def _add_the_rest(store: Store, who: People, talk: int, moment: int, expectation: int) -> None:
    """What is laborious to reach through the services, as rows."""
    ada, bo = who
    with store.change("the rest") as session:

        def row(table: Any, **values: Any) -> int:
            return int(session.execute(insert(table).values(**values)).lastrowid)

        batch = row(
            t.import_batch, at=NOW, file_name="a.vcf", format="vcard", cards=2, added=1, merged=1, skipped=0
        )
        row(t.foreign_line, person_id=ada, import_batch_id=batch, format="vcard", raw="X-ODD;A=b:  ö,\\n ")
        row(t.identity, person_id=ada, source="vcard", uid="elsewhere")
        row(t.column_mapping, header="a,b", mapping='{"a": "given"}', used_at=NOW)
        row(t.circle_cadence, circle=kinds.Circle.KEEP, days=60)
        row(t.saved_filter, name="Mine", query='{"version": 1, "text": "x"}', position=1)
        row(t.saved_filter, name="Odd", query='{"version":1}', position=2)
        row(t.told_apart, one_person_id=min(ada, bo), other_person_id=max(ada, bo))
        row(
            t.earlier_value, person_id=ada, field="city", value="Wien", replaced_by="Graz",
            replacing=kinds.Replacing.MERGE, origin="b.vcf", at=NOW,
        )  # fmt: skip
        row(t.declined_relation, from_person_id=ada, to_person_id=bo, relation_kind=RelationKind.SIBLING)
        row(t.dismissal, person_id=ada, on_day=TODAY, reason="was ill", newest_moment=moment)
        row(t.overruling, person_id=ada, standing=kinds.Standing.DEEP, reason="I know", on_day=TODAY)
        goal = row(t.goal, person_id=ada, goal_kind=kinds.GoalKind.BUSINESS, to_text="ten", noted_on=TODAY)
        row(t.expectation_goal, expectation_id=expectation, goal_id=goal)
        row(t.update_rhythm, person_id=ada, direction=kinds.Direction.OF_ME, every_days=14, agreed_on=TODAY)
        heads_up = row(t.heads_up, person_id=ada, text="Moving", noted_on=TODAY)
        row(t.give, person_id=ada, give_kind=next(iter(kinds.GiveKind)), text="An article", introduced_id=bo)
        advice = row(
            t.advice, person_id=ada, text="Wait", given_on=TODAY, moment_id=moment, conversation_id=talk
        )
        row(t.feedback, person_id=ada, is_mine=True, text="Late", given_on=TODAY, will_change=None)
        row(t.first_step, text="Say hello", first_step_kind=next(iter(kinds.FirstStepKind)), after_days=2)
        begun = row(t.first_days, person_id=ada, started_on=TODAY)
        step = row(
            t.first_days_step,
            first_days_id=begun,
            text="Say hello",
            first_step_kind=next(iter(kinds.FirstStepKind)),
        )
        row(t.kindness, person_id=ada, kindness_kind=kinds.KindnessKind.GIFT_IDEA, text="Tea", noted_on=TODAY)
        for source, about in (
            ("advice", advice),
            ("heads_up", heads_up),
            ("first_days", step),
            ("cadence", ada),
        ):
            row(
                t.decision, source=source, source_id=about, occurrence=date(2026, 11, 1),
                decision=kinds.Decision.DONE, decided_at=NOW,
            )  # fmt: skip
        row(t.shown, source="request", source_id=expectation, occurrence=TODAY, stage="0", shown_at=NOW)
        row(
            t.reminder, person_id=ada, title="At half past", start_on=TODAY, at_time=time(9, 30), set_at=NOW,
            rrule="FREQ=YEARLY",
        )  # fmt: skip
        label = row(t.label, name="tiles, blue")
        row(t.person_label, person_id=ada, label_id=label)
        row(
            t.contact_method, person_id=ada, contact_kind=kinds.ContactKind.ADDRESS, value="Mejlgade 12",
            parts=json.dumps({"street": "Mejlgade 12", "country": "Österreich"}, ensure_ascii=False),
        )  # fmt: skip
        row(t.person, uid="urn:uuid:00000000-0000-4000-8000-000000000009", display_name="Gone", deleted_at=NOW,
            created_at=NOW, changed_at=NOW, purpose=kinds.Purpose.BOTH, keep_until=TODAY)  # fmt: skip
