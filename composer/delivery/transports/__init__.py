"""Ways to hand a letter over: to a mail server, into a folder, into memory. One file each; none knows another.

A transport hands over one envelope and returns what the other side said. What the answer means is decided in
``composer.delivery.replies``, what follows from it in ``composer.delivery.sender``.
"""
