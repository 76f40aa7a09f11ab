"""The whole workspace in one file: made, looked into, brought back, and made by itself once a week.

Here belongs what copies a workspace as a whole. What a workspace holds, and what opening it means, lies elsewhere
(:mod:`composer.workspace`). Passwords are in no backup: they stay in the computer's keyring.
"""
