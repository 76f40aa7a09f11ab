"""Issue in, bodies out: the HTML and the text part that every reader gets, with marks where a person's own values go.

Here belong templates and their sandbox, colours, Markdown for mail, inlining, merge tags and the preview's copy. What is wrong
with a body is said in ``composer.checks``; the message around it is made in ``composer.delivery``.
"""
