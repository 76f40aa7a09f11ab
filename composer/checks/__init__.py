"""What could be wrong with an issue before it goes out: one file per check, each finding in plain words, with a mend where safe.

Checks look at the issue and its rendered bodies and change nothing. What the server says after sending belongs in
``composer.delivery``.
"""
