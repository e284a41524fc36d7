"""What all classes of the engine share: they name what they don't support, and say when the office is gone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from xlwings_libreoffice.office import Office, OfficeError, OfficeGone

_Function = Callable[..., Any]


class Member:
    """Comes first among the bases of a class whose last base is xlwings' own.

    Every public member of xlwings' class that nobody in between defines raises NotImplementedError with its
    name. A call that LibreOffice refuses raises OfficeError, one that fails because it has ended OfficeGone.
    """

    office: Office

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in dir(cls):
            owner = next(base for base in cls.__mro__ if name in base.__dict__)
            if owner is Member or owner is object or (name.startswith("_") and name not in _OPERATORS):
                continue
            member = owner.__dict__[name]
            if owner.__module__ == "xlwings.base_classes":
                if _abstract(member):
                    setattr(cls, name, _refusal(cls.__name__, name, member))
            elif owner is cls or not issubclass(owner, Member):
                setattr(cls, name, _with_setter(cls, name, _watched(member)))


_OPERATORS = ("__call__", "__len__", "__iter__", "__getitem__", "__contains__")


def _abstract(member: Any) -> bool:
    """Whether xlwings' base class only says NotImplementedError."""
    function = member.fget if isinstance(member, property) else member
    code = getattr(function, "__code__", None)
    return code is not None and "NotImplementedError" in code.co_names and len(code.co_names) == 1


def _refusal(kind: str, name: str, member: Any) -> Any:
    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        raise NotImplementedError(f"{kind}.{name} is not supported by the LibreOffice engine")

    return property(refuse, refuse) if isinstance(member, property) else refuse


def _with_setter(cls: type, name: str, member: Any) -> Any:
    """A property that can be set in xlwings but not here says so by its name."""
    if isinstance(member, property) and member.fset is None:
        for base in cls.__mro__:
            theirs = base.__dict__.get(name)
            if base.__module__ == "xlwings.base_classes" and isinstance(theirs, property) and theirs.fset:
                return member.setter(_refusal(cls.__name__, name, None))
    return member


def _watched(member: Any) -> Any:
    if isinstance(member, property):
        return property(watch(member.fget), watch(member.fset), doc=member.__doc__)
    if callable(member) and not isinstance(member, type | staticmethod | classmethod):
        return watch(member)
    return member


def watch(function: _Function | None) -> _Function | None:
    """The method, raising OfficeGone or OfficeError; LibreOffice's own exceptions are no proper ones of Python's."""
    if function is None or hasattr(function, "__wrapped__"):
        return function

    @functools.wraps(function)
    def watched(self: Member, *args: Any, **kwargs: Any) -> Any:
        try:
            return function(self, *args, **kwargs)
        except (OfficeError, OfficeGone, NotImplementedError):
            raise
        except Exception as error:
            meant = _meant(self.office, function.__qualname__, error)
            if meant is None:
                raise
        # Raised out here, so that LibreOffice's exception isn't in the chain: nothing can be noted on it, and
        # `with` statements that try to break.
        raise meant

    return watched


def _meant(office: Office, call: str, error: Exception) -> Exception | None:
    """What to raise in place of the exception; None for one of Python's own."""
    foreign = _foreign(error)
    if not foreign and not isinstance(error, AttributeError | SystemError):
        return None
    if not office.answers():
        return OfficeGone(f"LibreOffice (process {office.pid}) has ended")
    return OfficeError(_message(call, error)) if foreign else None


def _foreign(error: Exception) -> bool:
    """Whether the office, not Python, raised it."""
    return type(error).__name__.startswith("com.sun.star.") or type(error).__module__.startswith("uno.")


def _message(call: str, error: Exception) -> str:
    text = str(getattr(error, "Message", "")).strip()
    kind = type(error).__name__.rpartition(".")[2]
    return f"LibreOffice refused {call}: {kind}{': ' if text else ''}{text}"


class Kept:
    """The objects of one UNO container that is accessed by name: named ranges, database ranges."""

    def __init__(self, container: Any) -> None:
        self.container = container
        self._objects: dict[str, Any] = {}

    def names(self) -> tuple[str, ...]:
        return tuple(self.container.ElementNames)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Every name that there is now, and its object."""
        for name in self.names():
            yield name, self[name]

    def __getitem__(self, name: str) -> Any:
        """The object of a name that exists, spelt as it is there."""
        if name not in self._objects:
            self._objects[name] = self.container.getByName(name)
        return self._objects[name]

    def find(self, name: str) -> Any:
        """The object of that name in large or small letters; None where there is none."""
        return next((self[known] for known in self.names() if known.lower() == name.lower()), None)

    def rename(self, named: Any, new: str) -> None:
        """An object that is renamed goes along."""
        self._objects.pop(named.Name, None)
        named.Name = new
        self._objects[new] = named
