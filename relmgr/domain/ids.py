"""A type for each noun's id, so that a milestone's id where a person's belongs does not type-check."""

from typing import NewType

PersonId = NewType("PersonId", int)
OrganisationId = NewType("OrganisationId", int)
AffiliationId = NewType("AffiliationId", int)
RelationId = NewType("RelationId", int)
ContactMethodId = NewType("ContactMethodId", int)
FactId = NewType("FactId", int)
MilestoneId = NewType("MilestoneId", int)
LifeEventId = NewType("LifeEventId", int)
ConversationId = NewType("ConversationId", int)
MomentId = NewType("MomentId", int)
ExpectationId = NewType("ExpectationId", int)
ScopeItemId = NewType("ScopeItemId", int)
ReminderId = NewType("ReminderId", int)
ReferralId = NewType("ReferralId", int)
