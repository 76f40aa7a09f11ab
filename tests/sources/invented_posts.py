"""Posts of an invented organisation, as copying its news page gives them: what a splitter must take apart again in any order.

``ends`` names how a post ends on the page, if the site shows only its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InventedPost:
    """One post: the text below its title, and what a reader says about it."""

    title: str
    body: str
    kind: str
    author: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    deadline: str = ""
    marks: tuple[str, ...] = ()
    cut_off: bool = False
    gone: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.title}\n\n{self.body}"


POSTS = (
    InventedPost(
        "Good Neighbours Fortnight: 28 October to 10 November 2019",
        """From Monday, more than ninety street groups will open their doors for Good Neighbours Fortnight. This year’s
motto is ‘Knock first’, and it asks everybody to call on one person they have never spoken to.

Lonely people see a doctor twice as often, and most of them say that nobody ever asked why. The fortnight is
there to change that, one doorbell at a time, with posters, door hangers and a great deal of cake.

Peter Oakes, chair of the Fernhill Alliance, says: “A street where people know each other’s names is a street
where people live longer. The fortnight is the best excuse we have ever had.”

Posters and door hangers are on the pages below.

Door hanger, A5 –

Street poster""",
        "awareness",
        dates=(("2019-10-28", "2019-11-10"),),
        marks=("Street poster",),
    ),
    InventedPost(
        "What my allotment taught me about asking for help",
        """By Dr Amina Yusuf, health visitor and keeper of too many courgettes, @aminagrows

I was the person everybody leaned on, until the spring I could not get out of bed. In this blog I want to tell
you about the neighbour who came over the fence with a spade, and about everything that grew from it. Continue
reading What my allotment taught me about asking for help""",
        "blog",
        author="Amina Yusuf",
        cut_off=True,
        gone=("Continue reading",),
    ),
    InventedPost(
        "Call for proposals: evaluation of the befriending scheme",
        """The Fernhill Alliance is looking for an evaluator for its befriending scheme, which has matched six hundred
pairs since it began. We welcome proposals from freelancers, universities and small companies.

The brief can be downloaded here. Please send your proposal by noon on Friday 8 March 2019; interviews will
take place on 21 March 2019.

What we are looking for

• experience of evaluation with small charities
• a plain writing style
• somebody who will sit down with our volunteers

Questions about the brief go to Rosa Lindqvist, programmes manager (""",
        "tender",
        dates=(("2019-03-08", "2019-03-08"), ("2019-03-21", "2019-03-21")),
        deadline="2019-03-08T12:00",
        marks=("can be downloaded here", "programmes manager ("),
    ),
    InventedPost(
        "Helpline hours are changing from next month",
        """Our helpline will be open longer in the evenings, because that is when most of you ring. Callers told us that
the hours after tea are the hardest, and we have listened.

What does this mean for volunteers?

Shifts will be shorter and there will be more of them. Nobody has to take on a late shift who does not want
to, and everybody who does will be rung at home afterwards.

Key points:

• open until ten from Monday to Thursday
• closed on Sundays as before

To find out more about volunteering email""",
        "news",
        marks=("email",),
    ),
    InventedPost(
        "Survey of nine hundred carers shows that breaks come too late",
        """Today, Thursday 14 February, the Fernhill Alliance publishes what nine hundred carers told it about respite:
it comes late, it is short, and one in three never gets any.

62% of those surveyed waited more than a year for a first break. 41% paid for it themselves, and 17% gave up a
job before anything was offered to them at all.

Breaks that came early were worth twice as much in the eyes of those who had them: they slept better,
quarrelled less, and kept their own appointments with the doctor.

Maureen Tate, who cares for her husband, said:

“I was given a weekend in the end, and I spent it asleep. Nobody should have to be that tired before somebody
notices. If we had been asked a year before, I would have gone dancing.

“We need somebody to ring up and ask. That is all.”

Download the full report here.

For interviews please contact the press office on 01632 960 118 or email

Continue reading Survey of nine hundred carers shows that breaks come too late""",
        "report",
        dates=(("2019-02-14", "2019-02-14"),),
        marks=("Download the full report here", "or email"),
        cut_off=True,
        gone=("Continue reading",),
    ),
    InventedPost(
        "Notes from a kitchen table",
        """Guest blog

Tomasz Nowak is a baker and the founder of the Tuesday Table in Brackwater. He has fed eleven thousand people
who came for the soup and stayed for the company.

A kitchen table needs four legs and one person who stays sitting when the others have gone. In this blog,
Tomasz explains how anybody can start one. Continue reading Notes from a kitchen table""",
        "blog",
        author="Tomasz Nowak",
        cut_off=True,
        gone=("Continue reading",),
    ),
    InventedPost(
        "Council agrees to keep all seven libraries open until 2022",
        """Yesterday evening the council voted to keep every library in the district open, after eleven thousand people
signed the petition that our members carried from door to door.

The decision holds for three years. Opening hours will be looked at again in the autumn, together with the
people who use the reading rooms most.

Background

The cuts were announced in January and would have closed four of the seven buildings. Two of them house our conversation groups.

Read more here and see the minutes of the meeting::""",
        "news",
        marks=("Read more here",),
    ),
    InventedPost(
        "National Volunteers’ Week 1-7 June",
        """Last year was the first time that all of our groups took part. This year we will be in the market hall every
day of National Volunteers’ Week, 1-7th June, with the big thank-you supper on 5th June.

Where to find us and how to bring a friend along

Lead organisation:

Fernhill Alliance and the Market Traders (FAMT)

Key messages:

Everybody has an hour. #OneHour. People who have never volunteered should know whom to ask.

How to take part

  • Bring somebody to the market hall
  • Write a thank-you card for your group’s board
  • Post a picture with #OneHour

Lead contacts:

Volunteers from the Tuesday Table, Ed Munro and Ifeoma Obi

Email: for cards and posters

Twitter: #OneHour @fernhillexample

To see what is on in your village visit our calendar page.""",
        "awareness",
        dates=(("2019-06-01", "2019-06-07"), ("2019-06-05", "2019-06-05")),
        marks=("Email:", "visit our calendar page"),
    ),
    InventedPost(
        "Three new minibuses take to the road in the north of the county",
        """Members in the hill villages no longer need a neighbour with a car: three new minibuses have been running
since Monday, and the drivers know every gate.

The buses were paid for by the legacy of Edith Marsh, who drove her own until she was ninety-one.

Continue reading Three new minibuses take to the road in the north of the county""",
        "news",
        cut_off=True,
        gone=("Continue reading",),
    ),
    InventedPost(
        "Listening groups: a guide for village halls",
        """Today we publish a guide for everybody who wants to start a listening group. It says how to invite, how to
begin, and what to do when nobody speaks.

> Print the poster

> Ask for a box of cups

> Tell us when you meet

Download the guide""",
        "report",
        marks=("Download the guide",),
    ),
)
