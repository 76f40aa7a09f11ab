"""Chapters: the first newsletter, the next month's, and the people."""

from __future__ import annotations

from composer.gui.guide.chapter import Chapter, Head, Shot, Steps, Words
from composer.i18n import N_

FIRST = Chapter(
    "first",
    N_("Your first newsletter"),
    N_("From your website to a letter in about five minutes"),
    "sailboat",
    (
        Words(
            N_(
                "What your website has published is already half of a newsletter. You tell the program where it is; news and "
                "dates come by themselves, and you choose which of them go in."
            )
        ),
        Steps(
            (
                N_("Say what your organisation is called, where its website is, and which address your letters come from."),
                N_("A first issue is there at once, with a greeting and a footer. What your site offers stands on the left."),
                N_("Press [[Space]] on what you want in the issue. Press it again to take it out."),
                N_(
                    "Write a greeting with [[Ctrl+G]] and a subject with [[Ctrl+U]]; [[Down]] offers subjects made of your "
                    "headlines."
                ),
                N_("Send yourself a test with [[Ctrl+T]], and look at it on your phone."),
            )
        ),
        Shot("picking", N_("What’s new on the left, with what was chosen, and the issue it became beside it")),
        Head(N_("Looking around first")),
        Words(
            N_(
                "**Try with a made-up charity** fills everything with an invented organisation. Its letters go to a practice "
                "mailbox on this computer and nowhere else, so nothing can go wrong."
            )
        ),
        Head(N_("Where to save")),
        Words(
            N_(
                "Nowhere: everything is saved as you go. [[Ctrl+Z]] takes back any step, also tomorrow, and **History** in the "
                "issue leads back to any moment."
            )
        ),
        Head(N_("Moving things")),
        Words(
            N_(
                "Drag a part up or down, or press [[Alt+Up]] and [[Alt+Down]]. [[Return]] opens a part to change its words, "
                "and [[Esc]] closes it. A click in the preview opens the part you clicked."
            )
        ),
    ),
    places=("first_run", "compose"),
)

MONTH = Chapter(
    "month",
    N_("Next month’s newsletter"),
    N_("The same frame, new contents, in a minute"),
    "calendar-days",
    (
        Words(
            N_(
                "On the first page, **Start this issue** makes the next one like the last: its frame, greeting and footer "
                "stay, its articles go, its number and month move on. What still speaks of last month is pointed out."
            )
        ),
        Steps(
            (
                N_("Press [[Return]] on **Start this issue**. You stand among what is new since the last letter."),
                N_("[[Space]] and [[Down]] until everything you want is in it."),
                N_("[[Ctrl+G]] for the greeting, [[Ctrl+U]] for the subject."),
                N_("[[F8]] walks through what the program noticed. **Fix** mends it, **Show** leads there."),
                N_("[[Ctrl+T]] sends the test, [[Ctrl+Return]] leads to the page from which it is sent."),
            )
        ),
        Shot("checks", N_("The line at the foot of the issue that tells what was checked and what was noticed")),
        Head(N_("Something is missing on the left")),
        Words(
            N_(
                "[[F5]] reads your sources again. **Sources** shows when each was read last and what was wrong. Anything can "
                "also be dropped onto the list: a Word document, a table of dates, a calendar, a picture, a link."
            )
        ),
        Head(N_("Something stands there that was sent already")),
        Words(
            N_(
                "It says in which issue it went out. If your site has changed it since, the part in your issue shows both, and "
                "you decide which one goes."
            )
        ),
        Head(N_("Another look")),
        Words(
            N_(
                "**Look**, above the issue, shows this very issue in each template. **Add a template** takes in one that your "
                "designer made. A campaign or a sister organisation gets colours and a logo of its own: **Brand** keeps "
                "several, and each issue can be given any of them."
            )
        ),
    ),
    places=("issues", "sources"),
)

PEOPLE = Chapter(
    "people",
    N_("People and the law"),
    N_("Who may get your letters, and how to show it"),
    "users",
    (
        Words(
            N_(
                "Your list stays on this computer. Nobody else keeps it, counts it or charges for it. The law asks something "
                "of you all the same; this page is no legal advice, but it says what the program does about it."
            )
        ),
        Head(N_("Why you may write to them")),
        Words(
            N_(
                "A newsletter needs a reason: in most cases that people asked for it, or are members who expect it. Each time "
                "you take in a list, the program asks how they agreed, and keeps the answer and the day with each person. If "
                "somebody ever asks, it stands in their card."
            )
        ),
        Shot("people", N_("The people, with the lists they are on and whether they get letters")),
        Head(N_("Leaving must be easy")),
        Words(
            N_(
                "Every letter has a link to unsubscribe, and mail programs show a button for it. Without more ado the request "
                "comes as an e-mail to your reply address; with the page for your own website, set up in **Settings**, it is "
                "one click and the program reads it before each sending."
            )
        ),
        Words(
            N_(
                "Who has left stays out. No file you take in later brings them back, and neither does a backup you restore. "
                "Only the person can: write down how they asked to be put back."
            )
        ),
        Head(N_("Somebody asks what you keep about them, or wants to be forgotten")),
        Steps(
            (
                N_("Open **People** and find them with [[Ctrl+F]]."),
                N_("Their card shows everything that is kept: when they came, how they agreed, which letters they got."),
                N_(
                    "**Erase this person** removes all of it. A scrambled mark stays, so that nobody writes to them by mistake "
                    "again."
                ),
            )
        ),
        Head(N_("Taking in a list")),
        Words(
            N_(
                "Drop a spreadsheet on **People**. Before anything changes you see what would: who is new, who is there twice, "
                "which addresses cannot be right, and who said no before. Taking it in can be undone."
            )
        ),
        Head(N_("What letters do not do")),
        Words(
            N_(
                "They hold no hidden pictures and no rewritten links: nobody is watched while reading. So the report tells "
                "what your mail server took, what came back and who left, and not who opened it."
            )
        ),
    ),
    places=("people",),
)
