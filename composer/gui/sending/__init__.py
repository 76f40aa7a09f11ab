"""How an issue leaves: what the review page has to say, the run of a campaign, and how it went, in words.

Here belongs what is shown about a sending. How letters are made, queued and handed over belongs in ``composer.delivery``.
"""
