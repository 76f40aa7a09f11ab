"""Where content comes from: one file per source, and what every source needs to read strangers' material safely.

Here belong readers of feeds, sites, calendars, files and pasted text, the one HTTP client, the sanitiser, and the finding of
dates and posts in running text. Keeping items belongs in ``composer.library``; turning them into blocks in ``composer.picking``.
"""
