"""Who there is: people, organisations, what ties them, how to reach and to find them."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, func

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import partial, table, text, to, word
from relmgr.store.types import Day, Instant, Word

meta = table(
    "meta", Column("key", String, nullable=False, unique=True), Column("value", String, nullable=False)
)

photo = table(
    "photo",
    Column("sha256", String, nullable=False, unique=True),
    Column("media_type", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

person = table(
    "person",
    Column("uid", String, nullable=False, unique=True),
    text("display_name"),
    *(text(part) for part in ("prefix", "given", "additional", "family", "suffix")),
    *(text(part) for part in ("nickname", "native_name", "say_name", "pronouns")),
    *(text(part) for part in ("headline", "city", "time_zone", "languages", "best_hours", "notes")),
    word("preferred_channel", kinds.ContactKind, nullable=True),
    Column("do_not_phone", Boolean, nullable=False, server_default="0"),
    word("circle", kinds.Circle, nullable=True),
    Column("cadence_days", Integer),
    Column("cadence_set_on", Day),
    Column("away_from", Day),
    Column("away_until", Day),
    text("away_why"),
    Column("gentle_until", Day),
    text("gentle_why"),
    text("leap_day"),
    Column("is_light", Boolean, nullable=False, server_default="0"),
    to("photo", nullable=True, ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    *(text(part) for part in ("why_care", "met_where", "met_through", "first_impression")),
    word("ally_kind", kinds.AllyKind, nullable=True),
    word("purpose", kinds.Purpose, nullable=True),
    Column("keep_until", Day),
    kind=Kind.PERSON,
    people=("id",),
)

Index("person_away", person.c.away_until)
Index("person_gentle", person.c.gentle_until)
Index("person_circle", person.c.circle)
Index("person_ally", person.c.ally_kind)
Index("person_keep", person.c.keep_until)
Index("person_purpose", person.c.purpose)
Index(
    "person_unsaid",
    person.c.created_at,
    sqlite_where=person.c.purpose.is_(None)
    & person.c.keep_until.is_(None)
    & person.c.deleted_at.is_(None)
    & person.c.is_light.is_(False),
)

organisation = table(
    "organisation",
    Column("uid", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    *(text(part) for part in ("monogram", "website", "notes")),
    to("photo", "logo_id", nullable=True, ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    kind=Kind.ORGANISATION,
)
Index("organisation_name", organisation.c.name)
Index("organisation_lower_name", func.lower(organisation.c.name))

affiliation = table(
    "affiliation",
    to("person"),
    to("organisation"),
    text("title"),
    text("department"),
    word("role", kinds.RoleTowardMe, nullable=True),
    *partial("from"),
    *partial("until"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.AFFILIATION,
    people=("person_id",),
)
Index("affiliation_person", affiliation.c.person_id)
Index("affiliation_organisation", affiliation.c.organisation_id)

relation = table(
    "relation",
    to("person", "from_person_id"),
    to("person", "to_person_id"),
    word("relation_kind", kinds.RelationKind),
    text("label"),
    text("note"),
    text("back_label"),
    kind=Kind.RELATION,
    people=("from_person_id", "to_person_id"),
)
Index("relation_from", relation.c.from_person_id)
Index("relation_to", relation.c.to_person_id)

declined_relation = table(
    "declined_relation",
    to("person", "from_person_id"),
    to("person", "to_person_id"),
    word("relation_kind", kinds.RelationKind),
    kind=Kind.RELATION,
    people=("from_person_id", "to_person_id"),
)
Index("declined_relation_from", declined_relation.c.from_person_id)
Index("declined_relation_to", declined_relation.c.to_person_id)

contact_method = table(
    "contact_method",
    to("person"),
    word("contact_kind", kinds.ContactKind),
    text("label"),
    text("value"),
    text("normalised"),
    text("parts"),
    Column("is_preferred", Boolean, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.CONTACT_METHOD,
    people=("person_id",),
)
Index("contact_method_person", contact_method.c.person_id)
Index("contact_method_normalised", contact_method.c.normalised)

label = table("label", Column("name", String, nullable=False, unique=True), kind=Kind.LABEL)
person_label = table(
    "person_label",
    to("person"),
    to("label"),
    kind=Kind.LABEL,
    people=("person_id",),
)
Index("person_label_both", person_label.c.person_id, person_label.c.label_id, unique=True)
Index("person_label_label", person_label.c.label_id, person_label.c.person_id)

saved_filter = table(
    "saved_filter",
    Column("name", String, nullable=False, unique=True),
    Column("query", String, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.FILTER,
)

circle_cadence = table(
    "circle_cadence",
    Column("circle", Word(kinds.Circle), nullable=False, unique=True),
    Column("days", Integer),
    kind=Kind.CIRCLE,
)
