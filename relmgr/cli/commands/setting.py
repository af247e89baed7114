"""`remind`: sets a reminder about a person, and says back what will happen."""

import argparse

from relmgr.cli import output
from relmgr.cli.commands.showing import the_one
from relmgr.cli.opening import writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import ReminderInput, Source


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Prints the ID that `done` and `snooze` take, and the rule in words."""
    with writing(options) as store:
        person = the_one(store, options.person)
        given = ReminderInput(
            person_id=person.id,
            title=options.text,
            start_on=options.start,
            rrule=options.rule,
            leads=options.lead,
        )
        reminder_id = reminders.add(store, given, clock.now())
        words = reminders.get(store, reminder_id).rule_words
    if options.json:
        output.say_json(
            {
                "id": f"{Source.REMINDER}:{reminder_id}",
                "person": person.name,
                "what": options.text.strip(),
                "rule": words,
            }
        )
    else:
        output.say(
            _("Reminder {number} about {name}: {what}, {rule}.").format(
                number=reminder_id, name=person.name, what=options.text.strip(), rule=words
            )
        )
    return 0
