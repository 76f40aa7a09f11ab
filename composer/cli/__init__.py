"""The command line: one file per command, every core ability without Qt. ``newsletter --help`` lists them.

A command module has ``NAME``, ``HELP``, ``add_arguments(parser)`` and ``run(arguments, console) -> exit status``: 0 done; 1 done,
but something needs attention; 2 the call or its input was wrong. What scripts rely on goes to standard output, words to
standard error.
"""
