"""What an item is, told by its first bytes and its name, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from diplograph.read.sources.items import Item, Options, Read


def reader(item: Item) -> Callable[[Item, Options], Read]:
    """The function that reads the item; its module is imported when the first such item is met."""
    read: Callable[[Item, Options], Read] = import_module(f"diplograph.read.sources.{kind(item)}").read
    return read


def kind(item: Item) -> str:
    """The name of the module that reads items of this kind."""
    return "plain"
