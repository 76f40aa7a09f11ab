"""The sender's own mailbox, read over IMAP: what came back, who wants no more letters, what proves that a letter left.

Belongs here: the line to the mail server, and what is read when. What a letter says is ``bounces``; what follows is
``reply_intake``.
"""
