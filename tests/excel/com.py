"""What all of Excel's objects have in common when they are reached through COM with pywin32."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, ClassVar

from tests.excel.messages import DISP_E_EXCEPTION, DISP_E_UNKNOWNNAME, SCODE, Tongue, said
from tests.excel.pywin import CDispatch, ComError, NotModelled
from tests.excel.refusing import Refused

CALLS: Counter[str] = Counter()
"""How often each member was asked: through COM each is a trip to another process."""


def refusal(why: str, tongue: Tongue) -> ComError:
    """Error 1004 as pywin32 raises it.

    https://mhammond.github.io/pywin32/com_error.html ; the second entry is the system's word for DISP_E_EXCEPTION
    in the language of Windows, the third of `excepinfo` is Excel's sentence.
    """
    system = "发生意外。" if tongue == "zh" else "Exception occurred."
    info = (0, "Microsoft Excel", said(why, tongue), "xlmain11.chm", 0, SCODE)
    return ComError(DISP_E_EXCEPTION, system, info, None)


class ComObject(CDispatch):
    """An object of Excel. Its members are those that begin with a capital, as Excel calls them.

    SINCE has the members that came with a later version than 2007, with the version's number. In an older one
    pywin32 raises AttributeError; xlwings then asks for the member's number and gets a com_error.
    """

    SINCE: ClassVar[dict[str, int]] = {}

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if name[:1].isupper() and callable(member):
                setattr(cls, name, _translated(member, name))
            elif name[:1].isupper() and isinstance(member, property):
                setter = _translated(member.fset, name) if member.fset else None
                setattr(cls, name, property(_translated(member.fget, name), setter))
            elif name in ("__call__", "__iter__"):
                setattr(cls, name, _translated(member, name))

    @property
    def _program(self) -> Any:
        """The Application's state: its language and version."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        if name == "_oleobj_":
            return SimpleNamespace(GetIDsOfNames=functools.partial(_number_of, type(self).SINCE))
        if name in type(self).SINCE:
            raise AttributeError(name)
        if name.startswith("_"):
            raise AttributeError(name)
        raise NotModelled(f"{type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        member = getattr(type(self), name, None)
        if name[:1].isupper() and not (isinstance(member, property) and member.fset):
            raise NotModelled(f"{type(self).__name__}.{name} = …")
        object.__setattr__(self, name, value)

    def require_version(self, name: str) -> None:
        if self._program.version < type(self).SINCE[name]:
            raise AttributeError(name)


def _number_of(since: dict[str, int], lcid: int, name: str) -> int:
    raise ComError(DISP_E_UNKNOWNNAME, "Unknown name.")


def _translated(member: Any, name: str) -> Callable[..., Any]:
    """The member with Excel's refusals as com_errors, and with what it gets as it was before xlwings wrapped it."""

    @functools.wraps(member)
    def asked(self: ComObject, *arguments: Any, **named: Any) -> Any:
        CALLS[name] += 1
        try:
            return member(
                self, *(bare(one) for one in arguments), **{key: bare(one) for key, one in named.items()}
            )
        except Refused as refused:
            raise refusal(refused.why, self._program.tongue) from None

    return asked


def bare(value: Any) -> Any:
    """A COM object without the wrapper in which xlwings retries."""
    return value._inner if type(value).__name__ == "COMRetryObjectWrapper" else value


class ComCollection(ComObject):
    """Item, Count and iteration over what `_members` lists; found by number or by name, in any case."""

    def _members(self) -> list[Any]:
        raise NotImplementedError

    @property
    def Count(self) -> int:
        return len(self._members())

    def Item(self, key: Any) -> Any:
        members = self._members()
        if isinstance(key, int | float):
            if 1 <= key <= len(members):
                return members[int(key) - 1]
        else:
            for one in members:
                if one.Name.lower() == str(key).lower():
                    return one
        raise Refused("index")

    def __call__(self, key: Any) -> Any:
        return self.Item(key)

    def __iter__(self) -> Any:
        return iter(self._members())
