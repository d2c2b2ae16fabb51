"""What a verdict rests on: the file, and what was asked of the store. The same answers, the same verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gemtui.exchange.known import Known

Asked = list[tuple[str, tuple[Any, ...], Any]]
"""Each question to the store with its answer: (name, arguments, answer)."""

_QUESTIONS = ("heads", "hash_at", "seals_of", "holds", "holds_files", "first_received")
_STANDING = ("office", "principal", "workspace", "trusted", "outside", "recover")


def noted(known: Known, asked: Asked) -> Known:
    """Return the same knowledge, that writes down each question and its answer."""
    asked += [(name, (), getattr(known, name)) for name in _STANDING]

    def noting(name: str) -> Callable[..., Any]:
        answer = getattr(known, name)

        def ask(*arguments: Any) -> Any:
            found = answer(*arguments)
            asked.append((name, arguments, found))
            return found

        return ask

    questions: dict[str, Any] = {name: noting(name) for name in _QUESTIONS}
    return replace(known, owners=_Owners(known.owners, asked), **questions)


def holds_still(known: Known, asked: Asked) -> bool:
    """Return whether the store would give the same answers now, so that a verdict stands that rests on them."""
    return all(_answer(known, name, arguments) == answer for name, arguments, answer in asked)


def _answer(known: Known, name: str, arguments: tuple[Any, ...]) -> Any:
    if name == "owners":
        return known.owners.get(*arguments)
    found = getattr(known, name)
    return found(*arguments) if name in _QUESTIONS else found


class _Owners(Mapping[str, str]):
    """The owners of workspaces; who looks one up is noted, found or not."""

    def __init__(self, owners: Mapping[str, str], asked: Asked) -> None:
        self._owners, self._asked = owners, asked

    def __getitem__(self, workspace: str) -> str:
        self._asked.append(("owners", (workspace,), self._owners.get(workspace)))
        return self._owners[workspace]

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __len__(self) -> int:
        return len(self._owners)
