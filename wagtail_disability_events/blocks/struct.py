"""A block of several fields whose value is complete, also where a program, or an older version, wrote it."""

from typing import Any

from wagtail import blocks


class CompleteValue(blocks.StructValue):
    """Has every field of its block: what was not written is at its default, text that is missing is empty.

    Wagtail has None for it, which packages that read every text do not expect.
    """

    def __init__(self, block: Any, *args: Any) -> None:
        super().__init__(block, *args)
        if not args:  # while it is unpickled or copied
            return
        for name, child in block.child_blocks.items():
            if name not in self:
                self[name] = child.get_default()
            if self[name] is None and isinstance(child, blocks.CharBlock | blocks.TextBlock):
                self[name] = ""


class CompleteStructBlock(blocks.StructBlock):
    """What every block of several fields of this package is."""

    class Meta:
        value_class = CompleteValue
