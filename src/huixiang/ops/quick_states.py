"""Migrating without drawing every table anew at every step.

Django keeps a class for each table while it migrates, and after each step makes anew those of all tables that hang
together with the changed one. Here every table hangs together with every other by its organisation, so a new house
spent over a minute making classes. What a step needs anew is the changed table's class and those that point at it.

A migration that runs Python gets all classes fresh, as ever: the state is marked delayed, and Django then makes them
all (``clear_delayed_apps_cache``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeGuard

from django.db.migrations.state import ProjectState
from django.db.models import Model

Key = tuple[str, str]
"""App and model, in small letters."""
DECIDES: Final = "_find_reload_model"
"""The method of Django's state that says which classes to make anew; there is no setting for it."""


@contextmanager
def quick_states() -> Iterator[None]:
    """Migrate like that within this block."""
    of_django = getattr(ProjectState, DECIDES)
    setattr(ProjectState, DECIDES, _pointing_at)
    try:
        yield
    finally:
        setattr(ProjectState, DECIDES, of_django)


def _pointing_at(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:  # noqa: ARG001 - Django's signature
    state.is_delayed = True
    try:
        changed = state.apps.get_model(app_label, model_name)
    except LookupError:  # a new one
        return {(app_label, model_name)}
    fields = changed._meta.get_fields(include_hidden=True)  # noqa: SLF001 - public in Django
    others = [each.related_model for each in fields if not each.concrete]
    made_anew = [changed, *changed.__subclasses__(), *(each for each in others if is_model(each))]
    return {(each._meta.app_label, str(each._meta.model_name)) for each in made_anew}  # noqa: SLF001 - the same


def is_model(found: object) -> TypeGuard[type[Model]]:
    return isinstance(found, type) and issubclass(found, Model)
