"""What opens over a page and closes again: dialogs, the search over everything, the sheet of keys.

Each form is opened as `open_…(context, navigator, host, …)` and saves, closes and gives the focus back by itself.
They are imported when the first of their kind opens: all of them together take longer than the first page to paint.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.dialogs.advice import open_advice
    from ui.dialogs.arranging import open_all_labels, open_saved_filters
    from ui.dialogs.care import open_care
    from ui.dialogs.checking import open_check
    from ui.dialogs.conversation import open_conversation, shots_of_log
    from ui.dialogs.deepening import open_deepening
    from ui.dialogs.depth import open_dismissal, open_evidence, open_overruling, open_question
    from ui.dialogs.emptying import open_empty_trash
    from ui.dialogs.erasing import open_erase
    from ui.dialogs.expectation import (
        move_to,
        open_expectation,
        open_known_expectation,
        open_quick,
        open_sheet,
        told_first,
    )
    from ui.dialogs.exporting import open_export
    from ui.dialogs.fact import open_fact
    from ui.dialogs.feedback import open_feedback
    from ui.dialogs.first_days import open_delivery, open_first_list, open_first_step
    from ui.dialogs.give import open_give
    from ui.dialogs.goal import open_goal
    from ui.dialogs.history import open_history
    from ui.dialogs.keeping import open_keeping
    from ui.dialogs.kindness import open_kindness, open_shelf
    from ui.dialogs.labels import open_labels
    from ui.dialogs.life_event import open_life_event
    from ui.dialogs.liking import open_who_would_like
    from ui.dialogs.long_line import open_chapter, open_long_line
    from ui.dialogs.long_view import open_long_view
    from ui.dialogs.merge import open_merge, open_merge_all, open_merge_with, open_told_apart
    from ui.dialogs.met import open_met
    from ui.dialogs.milestone import open_milestone
    from ui.dialogs.mirror import (
        open_mirror_evidence,
        open_mirror_review,
        open_past_reviews,
        open_whose_mirror,
    )
    from ui.dialogs.moment import open_moment
    from ui.dialogs.need import open_need
    from ui.dialogs.offers import open_offer, open_offers
    from ui.dialogs.organisation import open_organisation
    from ui.dialogs.people_filter import open_people_filter
    from ui.dialogs.person import open_person
    from ui.dialogs.record import open_record
    from ui.dialogs.referral import open_referral
    from ui.dialogs.relation import open_relation
    from ui.dialogs.reminder import open_reminder
    from ui.dialogs.reminder_check import open_reminder_check
    from ui.dialogs.replaying import replay
    from ui.dialogs.review import open_person_review, open_week_review, open_year_review
    from ui.dialogs.rough_patch import (
        open_aftercare,
        open_felt,
        open_mistake,
        open_patch_story,
        open_rough_patch,
    )
    from ui.dialogs.sides import open_sides
    from ui.dialogs.snooze import open_snooze_menu
    from ui.dialogs.sparing import open_away, open_gentle, open_until_menu
    from ui.dialogs.stage import open_stage, open_stages
    from ui.dialogs.thanks import open_thanks
    from ui.dialogs.unsaved import open_unsaved
    from ui.dialogs.updates import open_updates
    from ui.dialogs.way import open_way
    from ui.dialogs.where_we_stand import open_where_we_stand
    from ui.dialogs.working import work

_WHERE = {
    "open_all_labels": "arranging",
    "move_to": "expectation",
    "open_advice": "advice",
    "open_care": "care",
    "open_chapter": "long_line",
    "open_check": "checking",
    "work": "working",
    "open_empty_trash": "emptying",
    "open_erase": "erasing",
    "open_history": "history",
    "open_keeping": "keeping",
    "open_record": "record",
    "open_conversation": "conversation",
    "open_dismissal": "depth",
    "open_evidence": "depth",
    "open_expectation": "expectation",
    "open_expectation_menu": "expectation",
    "open_export": "exporting",
    "open_fact": "fact",
    "open_feedback": "feedback",
    "open_give": "give",
    "open_goal": "goal",
    "open_away": "sparing",
    "open_gentle": "sparing",
    "open_known_expectation": "expectation",
    "open_labels": "labels",
    "open_life_event": "life_event",
    "open_long_line": "long_line",
    "open_merge": "merge",
    "open_merge_all": "merge",
    "open_merge_with": "merge",
    "open_met": "met",
    "open_milestone": "milestone",
    "open_moment": "moment",
    "open_year_review": "review",
    "open_long_view": "long_view",
    "open_deepening": "deepening",
    "open_whose_mirror": "mirror",
    "open_past_reviews": "mirror",
    "open_mirror_review": "mirror",
    "open_mirror_evidence": "mirror",
    "open_need": "need",
    "open_offer": "offers",
    "open_offers": "offers",
    "open_organisation": "organisation",
    "open_people_filter": "people_filter",
    "open_overruling": "depth",
    "open_person": "person",
    "open_question": "depth",
    "open_quick": "expectation",
    "open_referral": "referral",
    "open_person_review": "review",
    "open_week_review": "review",
    "open_relation": "relation",
    "open_reminder": "reminder",
    "open_reminder_check": "reminder_check",
    "open_saved_filters": "arranging",
    "open_sheet": "expectation",
    "open_sides": "sides",
    "open_snooze_menu": "snooze",
    "open_where_we_stand": "where_we_stand",
    "open_stage": "stage",
    "open_stages": "stage",
    "open_thanks": "thanks",
    "open_told_apart": "merge",
    "open_way": "way",
    "open_who_would_like": "liking",
    "replay": "replaying",
    "told_first": "expectation",
    "open_unsaved": "unsaved",
    "open_updates": "updates",
    "open_until_menu": "sparing",
    "open_delivery": "first_days",
    "open_first_list": "first_days",
    "open_first_step": "first_days",
    "open_kindness": "kindness",
    "open_shelf": "kindness",
    "open_aftercare": "rough_patch",
    "open_felt": "rough_patch",
    "open_mistake": "rough_patch",
    "open_patch_story": "rough_patch",
    "open_rough_patch": "rough_patch",
    "shots_of_log": "conversation",
}

__all__ = [
    "move_to",
    "open_advice",
    "open_aftercare",
    "open_all_labels",
    "open_away",
    "open_care",
    "open_chapter",
    "open_check",
    "open_conversation",
    "open_deepening",
    "open_delivery",
    "open_dismissal",
    "open_empty_trash",
    "open_erase",
    "open_evidence",
    "open_expectation",
    "open_expectation_menu",
    "open_export",
    "open_fact",
    "open_feedback",
    "open_felt",
    "open_first_list",
    "open_first_step",
    "open_gentle",
    "open_give",
    "open_goal",
    "open_history",
    "open_keeping",
    "open_kindness",
    "open_known_expectation",
    "open_labels",
    "open_life_event",
    "open_long_line",
    "open_long_view",
    "open_merge",
    "open_merge_all",
    "open_merge_with",
    "open_met",
    "open_milestone",
    "open_mirror_evidence",
    "open_mirror_review",
    "open_mistake",
    "open_moment",
    "open_need",
    "open_offer",
    "open_offers",
    "open_organisation",
    "open_overruling",
    "open_past_reviews",
    "open_patch_story",
    "open_people_filter",
    "open_person",
    "open_person_review",
    "open_question",
    "open_quick",
    "open_record",
    "open_referral",
    "open_relation",
    "open_reminder",
    "open_reminder_check",
    "open_rough_patch",
    "open_saved_filters",
    "open_sheet",
    "open_shelf",
    "open_sides",
    "open_snooze_menu",
    "open_stage",
    "open_stages",
    "open_thanks",
    "open_told_apart",
    "open_unsaved",
    "open_until_menu",
    "open_updates",
    "open_way",
    "open_week_review",
    "open_where_we_stand",
    "open_who_would_like",
    "open_whose_mirror",
    "open_year_review",
    "replay",
    "shots_of_log",
    "told_first",
    "work",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
