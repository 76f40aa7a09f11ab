"""Signing in at Microsoft and Google in the browser (OAuth 2.0), so that no password of a mailbox is ever typed here.

What belongs here: where each provider signs people in, the two ways to do it (browser and device code), and what comes of it: a
grant that is kept, and tokens made from it. Where a grant is kept is told from above; nothing here writes a file.
"""
