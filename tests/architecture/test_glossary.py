"""Every public word of the domain stands in the glossary, and no word that is gone."""

import importlib
import inspect
import pkgutil
import tomllib

import vpdesk.domain
from vpdesk import paths


def test_the_glossary_names_every_public_class_of_the_domain_and_no_other() -> None:
    names = set()
    for module in pkgutil.iter_modules(vpdesk.domain.__path__):
        members = vars(importlib.import_module(f"vpdesk.domain.{module.name}")).values()
        names |= {
            member.__name__
            for member in members
            if inspect.isclass(member)
            and member.__module__ == f"vpdesk.domain.{module.name}"
            and not member.__name__.startswith("_")
            and not issubclass(member, Exception)
        }
    glossary = tomllib.loads((paths.resources() / "glossary.toml").read_text("utf-8"))
    assert set(glossary) == names
    assert all(entry["dutch"] and entry["meaning"] for entry in glossary.values())
