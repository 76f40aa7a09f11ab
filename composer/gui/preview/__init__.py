"""The letter as readers will see it: web view and its walls, the plain fallback, the pane around them, live rendering.

Here belongs what shows a finished body. What makes a body belongs in ``composer.rendering``; what changes an issue in the editor.
"""
