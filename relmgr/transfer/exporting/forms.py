"""In which forms people can be given out, what each can carry and what it leaves out (X3, ecosystem.md §2.4)."""

from enum import StrEnum

from relmgr.i18n import _


class Form(StrEnum):
    """A form of giving out; the words are those of the command line."""

    ARCHIVE = "archive"
    VCARD4 = "vcard4"
    VCARD3 = "vcard3"
    """For Apple; see `Exporter.dialect` for Google and Outlook."""
    SHARE = "share"
    GOOGLE_CSV = "google-csv"
    OUTLOOK_CSV = "outlook-csv"
    CSV = "csv"
    ICS = "ics"
    HTML = "html"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """How a file of this form ends."""
        return _SUFFIXES[self]

    @property
    def heading(self) -> str:
        """What the form is called."""
        return {
            Form.ARCHIVE: _("Archive"),
            Form.VCARD4: _("vCard 4.0"),
            Form.VCARD3: _("vCard 3.0, for Apple, Google and Outlook"),
            Form.SHARE: _("Share card"),
            Form.GOOGLE_CSV: _("Google CSV"),
            Form.OUTLOOK_CSV: _("Outlook CSV"),
            Form.CSV: _("Table for a spreadsheet"),
            Form.ICS: _("Calendar"),
            Form.HTML: _("Page to read"),
            Form.JSON: _("Record for programs (JSON)"),
        }[self]

    @property
    def words(self) -> str:
        """What it carries and what it leaves out."""
        return {
            Form.ARCHIVE: _(
                "Everything, photos and conversations included, to keep or to move. Relmgr reads it back without loss."
            ),
            Form.VCARD4: _(
                "The whole card with photo, family, dates, facts and how you met. "
                "Without conversations, promises and reminders."
            ),
            Form.VCARD3: _(
                "What address books on phones and in mail programs read, in their own manner. "
                "Without conversations, promises and reminders."
            ),
            Form.SHARE: _(
                "What stands on a business card: name, work, how to reach them, photo. "
                "No notes, no family, no dates, no facts, no home address."
            ),
            Form.GOOGLE_CSV: _(
                "For Google Contacts. What it has no column for stands in a custom field. "
                "Without photos, conversations and promises."
            ),
            Form.OUTLOOK_CSV: _(
                "For Outlook. What it has no column for stands in a block at the end of the notes. "
                "Without photos, conversations and promises."
            ),
            Form.CSV: _(
                "One line a person, to sort and to count. Cells that a spreadsheet would calculate begin with an "
                "apostrophe. Without photos, facts and conversations."
            ),
            Form.ICS: _(
                "Dates of people, reminders and promises, for a calendar that reads files. Without contact details."
            ),
            Form.HTML: _("Everything about one person, to read in a browser."),
            Form.JSON: _("Everything about one person, for programs to read."),
        }[self]

    @property
    def is_whole(self) -> bool:
        """Whether it is always everybody."""
        return self is Form.ARCHIVE

    @property
    def is_single(self) -> bool:
        """Whether it is of one person only."""
        return self in (Form.HTML, Form.JSON)


_SUFFIXES = {
    Form.ARCHIVE: ".zip",
    Form.VCARD4: ".vcf",
    Form.VCARD3: ".vcf",
    Form.SHARE: ".vcf",
    Form.GOOGLE_CSV: ".csv",
    Form.OUTLOOK_CSV: ".csv",
    Form.CSV: ".csv",
    Form.ICS: ".ics",
    Form.HTML: ".html",
    Form.JSON: ".json",
}
_FORM_OF_SUFFIX = {
    ".vcf": Form.VCARD4,
    ".vcard": Form.VCARD4,
    ".csv": Form.CSV,
    ".ics": Form.ICS,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".json": Form.JSON,
    ".zip": Form.ARCHIVE,
    ".relmgr": Form.ARCHIVE,
}


def form_of_name(suffix: str) -> Form | None:
    """The form that a file's ending stands for, in any case; None where it says nothing."""
    return _FORM_OF_SUFFIX.get(suffix.casefold())
