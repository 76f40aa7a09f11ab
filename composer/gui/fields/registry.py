"""Which widget edits which kind of field: the one place to add a line for a new kind."""

from __future__ import annotations

from composer.blocks.fields import FormField
from composer.gui.fields.choice_field import ChoiceField
from composer.gui.fields.day_field import DayField
from composer.gui.fields.entries_field import EntriesField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.fields.flag_field import FlagField
from composer.gui.fields.groups_field import GroupsField
from composer.gui.fields.image_field import ImageField
from composer.gui.fields.markup_field import MarkupField
from composer.gui.fields.moment_field import MomentField
from composer.gui.fields.rich_text_field import RichTextField
from composer.gui.fields.source_field import SourceField
from composer.gui.fields.text_field import TextField
from composer.gui.fields.url_field import UrlField

FIELD_WIDGETS: dict[str, type[FieldWidget]] = {
    "text": TextField,
    "rich_text": RichTextField,
    "markup": MarkupField,
    "url": UrlField,
    "image": ImageField,
    "choice": ChoiceField,
    "flag": FlagField,
    "day": DayField,
    "moment": MomentField,
    "entries": EntriesField,
    "groups": GroupsField,
    "source": SourceField,
}


def field_widget(line: FormField, tools: FieldTools) -> FieldWidget:
    """The widget for one line of a form."""
    return FIELD_WIDGETS[line.field.kind](line, tools)
