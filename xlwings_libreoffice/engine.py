"""The engine and its running LibreOffices."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import xlwings as xw
from xlwings import base_classes

from xlwings_libreoffice.app import App
from xlwings_libreoffice.office import Office
from xlwings_libreoffice.values import CellError

_Data = Sequence[Sequence[Any]]


class Engine:
    """What `xlwings.Engine(impl=…)` takes."""

    def __init__(self) -> None:
        self._apps = Apps(self)

    @property
    def apps(self) -> Apps:
        return self._apps

    @property
    def name(self) -> str:
        return "libreoffice"

    @property
    def type(self) -> str:
        return "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value as `raw_value` takes it: numpy's and pandas' scalars become Python's, missing ones None."""
        kind = type(value)
        if kind is str or value is None or kind is bool or kind is int:
            return value
        if kind is float or isinstance(value, float):
            return None if value != value else float(value)  # only NaN differs from itself
        pandas = sys.modules.get("pandas")
        if pandas is not None and pandas.api.types.is_scalar(value) and pandas.isna(value):
            return None
        numpy = sys.modules.get("numpy")
        if numpy is not None and isinstance(value, numpy.datetime64):
            return value.astype("datetime64[us]").item()
        if hasattr(value, "to_pydatetime"):
            return value.to_pydatetime()
        if numpy is not None and isinstance(value, numpy.generic):
            return value.item()
        return value

    @staticmethod
    def clean_value_data(
        data: _Data,
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """What was read, as the options of `Range.options` want it."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, float):
                return value if number_builder is None else number_builder(value)
            if isinstance(value, dt.datetime):
                if datetime_builder is dt.datetime:
                    return value
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The running LibreOffices that this Python started or attached to, the active one first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def add(
        self,
        spec: str | None = None,
        add_book: bool | None = None,
        xl: Any = None,
        visible: bool | None = None,
    ) -> App:
        """Starts LibreOffice; with `spec`, attaches to the one that listens at the pipe of that name."""
        self._running()
        office = Office.attach(spec) if spec else Office.start(visible=visible is not False)
        app = App(office, self)
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self._running()]

    def __iter__(self) -> Iterator[App]:
        return iter(self._running())

    def __len__(self) -> int:
        return len(self._running())

    def __getitem__(self, pid: int) -> App:
        for app in self._running():
            if app.pid == pid:
                return app
        raise KeyError(f"no LibreOffice of this Python has the process id {pid}")

    @staticmethod
    def cleanup() -> None:
        """Removes what LibreOffices left that have ended."""
        engine.apps.keys()

    def forget(self, app: App) -> None:
        if app in self._apps:
            self._apps.remove(app)

    def activate(self, app: App) -> None:
        """Makes it the first, which is the active one."""
        self.forget(app)
        self._apps.insert(0, app)

    def _running(self) -> list[App]:
        for app in [app for app in self._apps if not app.office.answers()]:
            if app.office.owned:
                app.office.kill()
            self._apps.remove(app)
        return list(self._apps)


engine = Engine()


def attach(pipe: str) -> xw.App:
    """The LibreOffice that somebody started with `--accept=pipe,name=…;urp;`.

    `quit()` only lets go of it. Raises OfficeGone where none listens.
    """
    return xw.App(impl=engine.apps.add(spec=pipe))
