"""A stream with the facts of one page in the words of another: days of the original, topics of a translation.

What a person writes (a line, a text) is taken from the words; days, numbers, choices, people and places from
the facts. Blocks are the same by their id, which a copy for translation keeps. What is written but a fact all
the same (a rule, the name of a winner) a struct block names in ``facts_as_text``.
"""

from typing import Any

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

_WRITTEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def in_words_of(facts: StreamValue, words: StreamValue) -> StreamValue:
    """The stream ``facts`` with what is written in the blocks of ``words`` that have the same ids.

    A block that ``words`` does not have, or has left empty, speaks as in ``facts``; one that only ``words``
    has is left out.
    """
    block: Any = facts.stream_block
    return StreamValue(block, _stream(block, facts.get_prep_value(), words.get_prep_value()), is_lazy=True)


def _value(block: Any, fact: Any, word: Any) -> Any:
    """What is stored of a block, in the other words."""
    if isinstance(block, _WRITTEN):
        return word if fact and isinstance(word, str) and word.strip() else fact
    if isinstance(block, blocks.StructBlock) and isinstance(fact, dict) and isinstance(word, dict):
        kept = getattr(block, "facts_as_text", ())
        return {
            name: _value(block.child_blocks[name], value, word.get(name))
            if name in block.child_blocks and name not in kept
            else value
            for name, value in fact.items()
        }
    if isinstance(block, blocks.ListBlock) and isinstance(fact, list) and isinstance(word, list):
        known = _by_id(word)
        return [
            {**item, "value": _value(block.child_block, item["value"], known[item["id"]]["value"])}
            if isinstance(item, dict) and item.get("id") in known
            else item
            for item in fact
        ]
    if isinstance(block, blocks.StreamBlock) and isinstance(fact, list) and isinstance(word, list):
        return _stream(block, fact, word)
    return fact


def _stream(block: Any, facts: list[Any], words: list[Any]) -> list[Any]:
    known = _by_id(words)
    return [
        {**item, "value": _value(block.child_blocks[item["type"]], item["value"], other["value"])}
        if (other := known.get(item.get("id"))) is not None
        and other["type"] == item["type"]
        and item["type"] in block.child_blocks
        else item
        for item in facts
    ]


def _by_id(items: list[Any]) -> dict[Any, Any]:
    return {item["id"]: item for item in items if isinstance(item, dict) and item.get("id")}
