"""Chapters: sending safely, and what to do when something goes wrong."""

from __future__ import annotations

from composer.gui.guide.chapter import Chapter, Head, Shot, Steps, Words
from composer.i18n import N_

SAFELY = Chapter(
    "safely",
    N_("Sending safely"),
    N_("What stands between a mistake and 412 people"),
    "shield-check",
    (
        Words(
            N_(
                "Nothing leaves this computer before a page has told you what, to how many, from whom and when. "
                "[[Ctrl+Return]] leads there from the issue."
            )
        ),
        Shot("review", N_("The page before sending: what, to whom, from whom, when, and what was checked")),
        Steps(
            (
                N_("Look at the list of checks. Red must be mended first; yellow is for you to judge."),
                N_("Look at the letter on the right as somebody on a phone sees it."),
                N_("Send the test to yourself, unless the line says it was tested as it is."),
                N_("Type the number of people where it is asked for, then press the green button."),
                N_(
                    "Until the first letter leaves, **Stop, keep editing** takes everything back. In **Settings** you say how "
                    "long."
                ),
            )
        ),
        Head(N_("While letters go out")),
        Words(
            N_(
                "Keep the computer on and the program open; you can go on working in it. Letters leave as fast as your mail "
                "account allows. **Pause** stops after the letter in hand, and **Go on** continues, tomorrow too."
            )
        ),
        Words(
            N_(
                "Each person’s letter is noted before and after it is handed over. If the computer loses power in between, "
                "nobody gets it twice without your word: the few who may have it already are shown to you by name."
            )
        ),
        Head(N_("The letter says it comes from you")),
        Words(
            N_(
                "Large mailboxes ask whether your mail server may send for your domain. Three entries with whoever looks after "
                "your domain answer that; the page for your IT person names them."
            )
        ),
        Head(N_("When to send")),
        Words(
            N_(
                "When you would like to get it yourself. A weekday morning finds people at work, an early evening finds them "
                "at home; the same day each month does more than the best hour."
            )
        ),
        Words(
            N_(
                "**When it goes**, on the page before sending, takes a day and a time. The issue then waits, and a line at the "
                "top of every page says so; leave the program open. Should it be closed at that time, nothing goes late by "
                "itself: you are asked. Letters can also keep to office hours, in **Settings**, your account: what is not out "
                "by the evening goes on the next morning."
            )
        ),
    ),
    places=("review", "sending"),
)

WHAT_IF = Chapter(
    "what-if",
    N_("What to do when …"),
    N_("Stuck, wrong, lost or late: the way out"),
    "circle-question-mark",
    (
        Head(N_("… the program or the computer stopped in the middle")),
        Words(
            N_(
                "Start it again. It says what was kept and up to which second. What you wrote is there, a list is taken in "
                "wholly or not at all, and letters that were not sent wait for your word."
            )
        ),
        Head(N_("… the wrong thing went out")),
        Words(
            N_(
                "If letters are still leaving: **Pause**, at the foot of the window, then **Stop sending**. What has left "
                "cannot be called back by anybody. A short second letter that says what was wrong does more than an apology a "
                "week later: on the first page, a right click on the issue, **New issue like this one**."
            )
        ),
        Head(N_("… I deleted or changed something by mistake")),
        Words(
            N_(
                "[[Ctrl+Z]] takes back step after step. **History**, above the issue, leads to any moment, for one part alone "
                "too. A deleted issue lies in the bin on the first page for 30 days."
            )
        ),
        Head(N_("… the mail server refuses to let me in")),
        Words(
            N_(
                "Nothing was sent. **Settings**, your account, **Test**: it says what the server answered and what usually "
                "helps. At Microsoft and Google sign in in the browser; a password alone is often refused there. The page for "
                "your IT person has what an administrator must allow."
            )
        ),
        Head(N_("… letters come back")),
        Words(
            N_(
                "**Sent**, the issue: each refusal is told in plain words. An address that does not exist is left out from the "
                "next time on; a full mailbox is tried again. Typing mistakes are mended under **People**."
            )
        ),
        Head(N_("… somebody says they did not get it")),
        Words(
            N_(
                "**Sent**, the issue, **Everyone**: find their address. If it says that the mail server took it, have them "
                "look among the unwanted mail, and ask them to add your address to their contacts."
            )
        ),
        Head(N_("… the website cannot be reached")),
        Words(
            N_(
                "What was read before is still there, and you can write, test and send with it. The page before sending says "
                "what could not be looked up again and lets you send all the same."
            )
        ),
        Head(N_("… I get a new computer")),
        Words(
            N_(
                "**Settings**, **Make a backup now…**: one file with everything but the passwords. On the new computer, "
                "**Settings**, **Bring one back…**. Keep such a file on a disk of its own in any case; a weekly one can be "
                "made by itself."
            )
        ),
        Head(N_("… somebody else takes over")),
        Words(
            N_("Give them the backup and this guide. The passwords they type themselves; those are in no file."),
        ),
    ),
    places=("sent", "settings", "brand"),
)
