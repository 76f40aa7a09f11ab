"""From a written issue to a campaign on its way: what window and command line both ask for, over an open workspace.

What each step does belongs in the rooms below (rendering, checks, delivery, library); here they are only put together, once.
"""
