"""A made-up organisation to try everything with: its words and people, its website as a real server, and how it is brought in.

What it says lies in ``resources/sample``; nothing else in the program knows any of it. Letters to its people only ever reach the
practice mailbox on this computer.
"""
