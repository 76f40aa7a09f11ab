"""The only place that knows Qt: it shows what the core says, and turns keys and clicks into edits and requests.

Here belong widgets, pages, item models over core values, and the running of work off the GUI thread. Anything that could be done
without a window belongs below: rules about issues in ``composer.document``, what fits where in ``composer.picking``, words of a
finding in ``composer.checks``.
"""
