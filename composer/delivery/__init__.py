"""From the finished issue to the mailbox: accounts, audience, campaign, outbox, letters, sending, returned messages.

What belongs here: who gets a letter, the letter's bytes, handing it to a mail server, and remembering the answer. What does
not: making the bodies (``composer.rendering``), keeping people (``composer.contacts``), secrets (they come down as arguments).
"""
