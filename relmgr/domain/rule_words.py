"""What a rule says, in words: "every third Sunday of June, 7 days ahead"."""

from relmgr.domain.calendar_words import full_day, month_name, weekday_name
from relmgr.domain.numbers import count_word, listed
from relmgr.domain.partial_date import LeapDay
from relmgr.domain.recurrence import LAST, Rule, Unit
from relmgr.i18n import _, ngettext


def say(rule: Rule) -> str:
    """The whole rule for the middle or the start of a line, without its time of day."""
    return "".join((_rhythm(rule), _end(rule), _ahead(rule)))


def _rhythm(rule: Rule) -> str:
    match rule.unit:
        case Unit.ONCE:
            return _("once, on {day}").format(day=full_day(rule.start))
        case Unit.DAY:
            return _every_days(rule.every)
        case Unit.WEEK:
            weekdays = listed(tuple(weekday_name(weekday) for weekday in rule.weekdays))
            if rule.every == 1:
                return _("every {weekdays}").format(weekdays=weekdays)
            return _("{weekdays} of every {nth} week").format(weekdays=weekdays, nth=_ordinal(rule.every))
        case Unit.MONTH:
            return _by_month(rule)
        case Unit.YEAR:
            return _by_year(rule)


def _every_days(every: int) -> str:
    if every == 1:
        return _("every day")
    return ngettext("every {count} day", "every {count} days", every).format(count=count_word(every))


def _by_month(rule: Rule) -> str:
    if rule.nth is not None and rule.every == 1:
        return _("every {nth} of the month").format(nth=_nth_weekday(rule))
    day = _nth_weekday(rule) if rule.nth is not None else _month_day(rule.day or rule.start.day)
    if rule.every == 1:
        return _("every month on the {day}").format(day=day)
    text = ngettext("every {count} month on the {day}", "every {count} months on the {day}", rule.every)
    return text.format(count=count_word(rule.every), day=day)


def _by_year(rule: Rule) -> str:
    month = month_name(rule.month or rule.start.month)
    if rule.nth is not None and rule.every == 1:
        return _("every {nth} of {month}").format(nth=_nth_weekday(rule), month=month)
    if rule.nth is not None:
        day = _("the {nth} of {month}").format(nth=_nth_weekday(rule), month=month)
    else:
        day = _("{day} {month}").format(day=rule.day, month=month)
    if rule.every == 1:
        return _("every year on {day}").format(day=day) + _leap_note(rule)
    text = ngettext("every {count} year on {day}", "every {count} years on {day}", rule.every)
    return text.format(count=count_word(rule.every), day=day) + _leap_note(rule)


def _leap_note(rule: Rule) -> str:
    if not rule.is_leap_day:
        return ""
    if rule.leap_day is LeapDay.MARCH_1:
        return _(" (1 March in ordinary years)")
    return _(" (28 February in ordinary years)")


def _nth_weekday(rule: Rule) -> str:
    weekday = weekday_name(rule.weekdays[0])
    if rule.nth == LAST:
        return _("last {weekday}").format(weekday=weekday)
    return _("{nth} {weekday}").format(nth=_ordinal(rule.nth or 1), weekday=weekday)


def _ordinal(number: int) -> str:
    """The place in a row: words to the twelfth, figures beyond."""
    words = (
        _("first"),
        _("second"),
        _("third"),
        _("fourth"),
        _("fifth"),
        _("sixth"),
        _("seventh"),
        _("eighth"),
        _("ninth"),
        _("tenth"),
        _("eleventh"),
        _("twelfth"),
    )
    return words[number - 1] if number <= len(words) else _ordinal_in_figures(number)


def _ordinal_in_figures(number: int) -> str:
    tens, ones = number // 10 % 10, number % 10
    if tens != 1 and ones == 1:
        return _("{number}st").format(number=number)
    if tens != 1 and ones == 2:
        return _("{number}nd").format(number=number)
    if tens != 1 and ones == 3:
        return _("{number}rd").format(number=number)
    return _("{number}th").format(number=number)


def _month_day(day: int) -> str:
    return _("last day") if day == 31 else _ordinal_in_figures(day)


def _end(rule: Rule) -> str:
    if rule.until is not None:
        return _(" until {day}").format(day=full_day(rule.until))
    if rule.count is not None:
        text = ngettext(", {count} time", ", {count} times", rule.count)
        return text.format(count=count_word(rule.count))
    return ""


def _ahead(rule: Rule) -> str:
    leads = tuple(lead for lead in rule.lead_days if lead)
    if not leads:
        return ""
    days = listed(tuple(str(lead) for lead in leads))
    text = ngettext(", {days} day ahead", ", {days} days ahead", leads[0]).format(days=days)
    return text + (_(" and on the day") if 0 in rule.lead_days else "")
