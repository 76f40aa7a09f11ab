"""Posts as charities write them, made up for these tests: kind, title, text, and categories where its site has any."""

from __future__ import annotations

from typing import NamedTuple

from composer.library.item import Kind


class Told(NamedTuple):
    """A post and the kind a person would give it."""

    kind: Kind
    title: str
    text: str = ""
    categories: tuple[str, ...] = ()


BOOK = "Tickets are free, but please book your place."

TOLD: tuple[Told, ...] = (
    # invitations to tender
    Told("tender", "Invitation to tender: evaluation of our befriending service", "Bids close at noon on Friday 10 July 2026."),
    Told("tender", "ITT – new CRM for a small charity", "Please send proposals by 5pm on 12 August 2026 to ops@example.org."),
    Told("tender", "Request for proposals: website redesign", "The deadline for proposals is 1 September 2026."),
    Told("tender", "RFP: learning partner", "We are looking for an organisation to work with us for two years."),
    Told("tender", "Expressions of interest sought for regional hubs", "Expressions of interest must reach us by 3 July 2026."),
    Told("tender", "Call for expressions of interest: peer supporters’ training", "Closing date: 30 June 2026."),
    Told("tender", "Tender opportunity: audit services", "Value: up to £20,000. Deadline: 4 September 2026 at 12 noon."),
    Told(
        "tender",
        "Brief for an external evaluator",
        "We invite tenders from evaluators. The budget is £15,000. Please submit a tender by 5pm on 3 July 2026.",
    ),
    Told(
        "tender",
        "Could you build our new website?",
        "We are inviting quotes from agencies. The closing date for quotes is 31 July 2026. Budget: £12,000.",
    ),
    Told(
        "tender",
        "Seeking a supplier for our annual survey",
        "This is a request for quotations. Please submit a quote by 20 July 2026.",
    ),
    Told(
        "tender",
        "Consultancy opportunity: theory of change",
        "We would like to commission a consultant. Proposals of no more than four pages should be sent by 9am on 6 July 2026.",
    ),
    Told("tender", "Commissioning brief: a film about friendship", "Deadline for submissions is midday on 19 June 2026."),
    Told(
        "tender",
        "Evaluation partner wanted",
        "The invitation to tender and the tender pack can be downloaded here. Tenders close on 17 July 2026.",
    ),
    Told(
        "tender",
        "Work with us",
        "We want to hear from freelance designers.\n\nHow to bid: submit your bid by 5pm on 22 July 2026.",
        ("Tenders",),
    ),
    # events
    Told(
        "event", "Annual conference 2026", f"Join us on Thursday 8 October 2026 at the Guildhall, York, 9.30am to 4.30pm. {BOOK}"
    ),
    Told("event", "Webinar: talking about money", "Tuesday 7 July 2026, 1pm – 2pm, on Zoom. Register here."),
    Told(
        "event", "Coffee morning in aid of the hospice", "Saturday 4 July 2026, 10am-12 noon, St Mary’s Church Hall. All welcome!"
    ),
    Told("event", "AGM 2026", "Our annual general meeting will be held on 24 September 2026 at 6pm in the library."),
    Told(
        "event",
        "Come and meet us in Leeds",
        "We are in Leeds on 11 July 2026 from 11am to 3pm. Free to attend; RSVP to leeds@example.org.",
    ),
    Told(
        "event", "Family fun day at Hazel Farm", "Sunday 19 July 2026, 12pm to 4pm. Face painting, games and cake. Entry is £2."
    ),
    Told("event", "Training day: listening skills", "Wednesday 15 July 2026, 10.00–15.30. Places are limited."),
    Told("event", "Sponsored walk along the canal", "Meet at the lock at 10am on Sunday 12 July 2026. Register online."),
    Told("event", "Online drop-in for new parents", "Every week. The next is on Monday 6 July 2026 at 7pm. No need to book."),
    Told("event", "Carol concert by candlelight", f"7.30pm on Friday 11 December 2026, All Saints. {BOOK}"),
    Told("event", "Open evening for new volunteers", "Thursday 2 July 2026, 6pm–8pm, at the boathouse."),
    Told("event", "Save the date: our twentieth birthday party", "Friday 18 September 2026, 7pm till late at the Old Mill."),
    Told(
        "event", "Book now: first aid for carers", "This half-day workshop takes place on 9 July 2026 from 9.30am. Book online."
    ),
    Told(
        "event",
        "Lunch club returns",
        "Our lunch club is back on Wednesday 1 July 2026, 12.30pm. Book your place on 01234 567890.",
    ),
    Told(
        "event",
        "Run the city half marathon for us",
        "Sunday 4 October 2026, start 9am. Register for your place today; places are limited.",
    ),
    Told("event", "Parents’ panel, 14 July", "Join us on 14 July 2026 at 6.30pm for a panel with three parents.", ("News",)),
    Told("event", "What we did last year and what comes next", "Join us for our roadshow on 3 July 2026, 2pm.", ("Events",)),
    # awareness days and weeks
    Told("awareness", "Carers Week 2026", "Carers Week runs from 8 to 14 June 2026."),
    Told("awareness", "World Suicide Prevention Day", "On 10 September we remember."),
    Told("awareness", "Get ready for Mental Health Awareness Week", "It takes place from 11 to 17 May 2026."),
    Told("awareness", "It’s Baby Loss Awareness Week", "From 9 to 15 October families come together."),
    Told("awareness", "International Day of Older Persons", "1 October is a day for all generations."),
    Told("awareness", "National Volunteers’ Week starts today", "Thank you to every one of our 300 volunteers."),
    Told("awareness", "Dementia Action Week: five things you can do", "Dementia Action Week is from 18 to 24 May."),
    Told("awareness", "Marking International Women’s Day", "Eight women tell us what they hope for."),
    Told("awareness", "Stress Awareness Month is here", "All through April we share a tip a day."),
    Told("awareness", "Black History Month: stories from our archive", "October is Black History Month."),
    Told("awareness", "Why we support Trans Day of Visibility", "31 March is a day to be seen."),
    Told("awareness", "Holocaust Memorial Day 2027", "We light a candle on 27 January."),
    Told("awareness", "Loneliness Awareness Week", "How to take part.", ("Campaigns",)),
    Told(
        "awareness",
        "#WorldSightDay",
        "World Sight Day is on 8 October. World Sight Day began in 2000.\n\nThis World Sight Day, book an eye test.",
    ),
    # guest blogs
    Told("blog", "Guest blog: what my mother taught me", "I grew up by the sea."),
    Told(
        "blog",
        "When words fail",
        "By Dr Jane Smith, Consultant Perinatal Psychiatrist\n\nAfter twenty years on the ward I still learn from mothers.",
    ),
    Told("blog", "A day in the life of a helpline volunteer", "By Tom Okafor, helpline volunteer\n\nMy shift begins at six."),
    Told(
        "blog",
        "Why peer support matters",
        "Written by Asha Lee, peer supporter at the Harbour Project\n\nI was alone for months.",
    ),
    Told("blog", "Finding my feet", "In this blog, Maria tells how she found her feet after prison."),
    Told(
        "blog",
        "What the budget means for small charities",
        "Blog by Priya Nair, Policy Manager\n\nThe chancellor spoke for an hour.",
    ),
    Told("blog", "My story: living with long Covid", "It began with a cough."),
    Told(
        "blog",
        "Five years on",
        "Our chief executive, Ruth Adeyemi, reflects.\n\nBy Ruth Adeyemi, Chief Executive\n\nFive years ago we had one room.",
    ),
    Told(
        "blog",
        "Dads need support too",
        "Guest post by Professor Alan Grey, University of Northshire\n\nFathers are often forgotten.",
    ),
    Told("blog", "Small steps", "Here is my blog about getting well again.", ("Blog",)),
    Told("blog", "Letter from the garden", "The beans are up.", ("Voices blog", "News")),
    Told(
        "blog",
        "‘I did not know who to call’",
        "Sam’s story\n\nAuthor: Sam Whitfield, service user\n\nThat night I sat on the stairs.",
    ),
    Told("blog", "On being believed", "This guest blog is by Dr Leila Haddad, a GP in Hull."),
    Told(
        "blog",
        "A view from the maternity ward",
        "Kate Morrow, specialist midwife at Eastfield Hospital, writes for us about change.",
    ),
    # reports
    Told(
        "report",
        "New report: the state of volunteering",
        "Download the full report (PDF). We surveyed 1,200 people; 62% said yes.",
    ),
    Told("report", "Annual review 2025", "Read the report: https://example.org/annual-review-2025.pdf"),
    Told(
        "report",
        "Out of reach: our research into rural transport",
        "The report, published today, finds that 41% cannot reach a doctor. Respondents came from 12 counties.",
    ),
    Told("report", "Survey finds carers are exhausted", "Seven in ten (70%) are tired, 55% have no break, and 31% gave up work."),
    Told("report", "A toolkit for employers", "We have published a toolkit for employers. Download the toolkit here."),
    Told("report", "Impact report 2024/25 published", "Our impact report is out. Read the full report."),
    Told("report", "Guidance for schools on bereavement", "Download the guidance (PDF, 1.2 MB)."),
    Told("report", "Evaluation of the Warm Homes project", "The executive summary and the full evaluation can be downloaded."),
    Told(
        "report",
        "Hidden in plain sight",
        "Our new study, published with the university, shows that one in five people struggles. Download the full report.",
    ),
    Told(
        "report",
        "Strategy 2026–2030",
        "We are proud to launch our new strategy. Download the strategy: https://example.org/strategy.pdf",
    ),
    Told("report", "Briefing: what the bill changes", "Our four-page briefing (PDF) explains.", ("Publications",)),
    # news
    Told("news", "New chair of trustees appointed", "We are delighted that Helen Marsh joins us as chair on 1 September 2026."),
    Told("news", "Thank you for £42,000!", "Our spring appeal has raised more than ever before."),
    Told("news", "Helpline to open at weekends", "From 4 July 2026 our helpline is open on Saturdays from 9am to 1pm."),
    Told("news", "We are moving", "From 1 August our office is at 12 Mill Lane."),
    Told("news", "Charity shop wins national award", "The shop in Ely was named shop of the year at a ceremony in London."),
    Told("news", "Government responds to our campaign on school meals", "The minister said the scheme will be extended."),
    Told("news", "Vacancy: fundraising manager", "Salary £34,000. Closing date: 5pm on 10 July 2026. Interviews: 17 July 2026."),
    Told("news", "We’re hiring a community worker", "To apply, send your CV by 30 June 2026."),
    Told("news", "Could you be a trustee?", "Apply by 31 July 2026. Meetings take place four times a year."),
    Told("news", "National charity launches helpline this week", "Calls are free."),
    Told("news", "How the fair went", "Hundreds came to the fair on 6 June 2026 and the sun shone."),
    Told("news", "Conference hall sold", "The old conference hall has been sold to a housing association."),
    Told("news", "Report a problem with our website", "Tell us if something does not work."),
    Told("news", "A big day for Ely", "The mayor opened our new building on 3 June 2026."),
    Told("news", "Grants of up to £5,000 for village halls", "Applications close on 31 July 2026."),
    Told("news", "Our response to the spending review", "We welcome the promise of new money for hospices."),
    Told("news", "Petition handed in at Downing Street", "More than 20,000 people signed."),
    Told("news", "Meet the team: Joan in the kitchen", "Joan has cooked for us for thirty years."),
    Told("news", "Minibus needs new home", "After ten years our minibus is for sale."),
    Told("news", "New partnership with the county library", "The library will lend our toys."),
    Told("news", "Share your views on the draft plan", "The consultation is open until 3 July 2026. Complete the survey online."),
    # what looks like something else
    Told("news", "Tender loving care for our old piano", "A neighbour spent three weekends on it."),
    Told("news", "Volunteer of the Month: Grace", "Grace has not missed a Tuesday since 2019."),
    Told("news", "Closed on Christmas Day and Boxing Day", "We open again on 27 December 2026 at 10am."),
    Told("news", "News This Week", "The lift works again."),
    Told("news", "Every Day Counts", "Our appeal has begun."),
    Told("news", "Walk-in clinic moves", "From Monday 6 July 2026 the clinic is at 3 High Street, open 9am to noon."),
    Told(
        "news", "Looking back at our spring conference", "On 5 June 2026 at 10am two hundred people came. Tickets went in a day."
    ),
    Told("news", "Girl guides plant a hedge", "The guides planted 200 saplings."),
    Told("news", "Reporting back from Westminster", "Our director gave evidence to the committee."),
    Told(
        "news",
        "Vacancy: research and evaluation officer",
        "Closing date: 9am on 6 July 2026. Salary £31,000. Download the job pack.",
    ),
    Told("news", "Job opportunity: events coordinator", "Interviews on 14 July 2026 at 10am."),
    Told("news", "Cook wanted", "Could you cook for forty? Apply by 3 July 2026.", ("Vacancies",)),
    Told("news", "Our new website is here", "We worked with an agency that won our tender last year."),
    Told("news", "By the sea: our summer trip", "By coach, by train and on foot we came to the beach."),
    Told("news", "A father’s day out", "Dads and children went to the zoo."),
    Told("news", "Opening hours over the bank holiday", "We are open on 31 August 2026 from 10am to 2pm."),
    Told("news", "Lottery draw results", "The winning number in June was 117."),
    Told("news", "Thank you to everyone who ran for us", "Forty runners raised £9,000 on 7 June 2026."),
    # more of each
    Told(
        "tender", "Procurement of interpreting services", "Submit your quotation by 2pm on 8 July 2026. Contract value: £60,000."
    ),
    Told("tender", "Opportunity to quote: van hire", "Please send your quote to the office by 26 June 2026."),
    Told("event", "Free course: managing stress", "Starts Wednesday 8 July 2026, 6.30pm to 8.30pm, for six weeks."),
    Told("event", "Summer party", "Saturday 18 July 2026, 2pm to 6pm at the allotments. Bring a dish."),
    Told("event", "Plant sale", "Sunday 5 July 2026 from 10am to 1pm in the car park."),
    Told("event", "Service of remembrance", "Sunday 1 November 2026 at 3pm, St Peter’s. All are welcome."),
    Told("event", "Supper quiz", "Teams of six. Friday 17 July 2026, 7pm. £8 a head, including supper."),
    Told("event", "Hustings: meet the candidates", "Thursday 25 June 2026, 7pm, Corn Exchange."),
    Told("event", "Boxing Day swim", "Saturday 26 December 2026, 11am at Pier 2. Register online."),
    Told("event", "Poetry by the fire", "An evening of poems on 4 December 2026, 7pm. Doors open at 6.30pm."),
    Told("awareness", "Deaf Awareness Week 2026", "4 to 10 May 2026."),
    Told("awareness", "World Mental Health Day is around the corner", "Saturday 10 October 2026. How will you mark it?"),
    Told("awareness", "Purple Day for epilepsy", "26 March 2027 is Purple Day."),
    Told("awareness", "Giving Tuesday", "On 1 December 2026 the world gives. Giving Tuesday is the day to give."),
    Told(
        "blog",
        "The kindness of strangers",
        "Ruth Adeyemi, our chief executive, reflects on a hard winter.\n\nIt snowed for a week.",
    ),
    Told("blog", "Guest blog: Dr Jane Smith on hope", "Hope is not a plan."),
    Told(
        "blog",
        "Learning to swim at sixty",
        "I had never put my head under water.\n\nJoan Ellis is a retired teacher and a member of our swimming group.",
    ),
    Told("blog", "Why I ring the bells", "By Rev. Mary Stone", ("Opinion",)),
    Told(
        "report",
        "Counting the cost",
        "We have launched a new report on heating. Download your copy: https://example.org/counting-the-cost.pdf",
    ),
    Told("report", "Annual report and accounts 2025/26", "Our annual report and accounts are now available to download."),
    Told("report", "Fact sheet: your rights at work", "A two-page guide. Download the guide (PDF)."),
    Told("report", "Annual report 2025-26", "Read our annual report and accounts (PDF, 2.4MB)."),
    Told(
        "report", "How the sector fares", "54% have more to do, 31% fewer staff, 12% had to close. Download the findings (PDF)."
    ),
    Told("tender", "Consultant needed for a review", "Please send a two-page proposal by noon on 11 December 2026."),
    Told("tender", "A framework for catering", "Suppliers are invited to bid for a place. Closing date 31.01.2027 17:00."),
    Told("tender", "Contract notice: cleaning of three halls", "Submissions by 31.01.2027 17:00."),
    Told("news", "We won a tender to run the advice line", "We are delighted, and begin in April."),
    Told("event", "Litter pick", "Sat 12 December 2026, 10am. Meet at the slipway. Bring gloves."),
    Told("event", "Live music at the Anchor", "Fri 4 December 2026 from 8pm"),
    Told("news", "Road closed for Sunday’s run", "Harbour Road is closed on 6 December 2026 from 9am to noon."),
    Told("awareness", "Movember: how we are growing", "All through November."),
    Told("blog", "A day in the life of a lock keeper", "I wake at five. The gates are cold."),
)
