"""`help()` reads as a manual: everything public is described, and its signature shown."""

from __future__ import annotations

import inspect
import pydoc
import re
from typing import Any

import lastpass_admin
import pytest
from lastpass_admin import AsyncClient, Client

from catalogue import public
from sandbox import Tenant

CLASSES = public(object)
RESOURCES = [
    "users",
    "admin_levels",
    "managed_companies",
    "managed_company_users",
    "managed_company_admin_levels",
    "reports",
    "provisioning",
    "provisioning.users",
    "provisioning.groups",
    "provisioning.shared_folders",
    "provisioning.sites",
    "provisioning.events",
    "provisioning.reports",
    "iam",
    "iam.users",
    "iam.groups",
    "iam.roles",
    "iam.organizations",
]
FOREIGN = re.compile(r"::|\[`|Option<|&str|Vec<|`Some|Result<|\.await\b|\bstruct\b|\bimpl\b|Self::")
"""What of another language must not stand in the manual."""


def members(kind: type) -> dict[str, Any]:
    """The public members of a class, without those of Python's own classes."""
    own = [base for base in kind.__mro__ if base.__module__.startswith("lastpass_admin")]
    names = {name for base in own for name in vars(base) if not name.startswith("_")}
    return {name: inspect.getattr_static(kind, name) for name in names}


def test_the_package_introduces_itself() -> None:
    assert lastpass_admin.__doc__ and "Client" in lastpass_admin.__doc__
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", str(lastpass_admin.__version__))
    assert set(lastpass_admin.__all__) <= set(dir(lastpass_admin))


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_and_its_members_are_described(name: str) -> None:
    kind = CLASSES[name]
    assert kind.__doc__ and kind.__doc__ != object.__doc__
    assert kind.__module__ == "lastpass_admin", "as it is imported"
    for member, value in members(kind).items():
        if isinstance(value, (str, tuple, int)):
            continue  # a constant, described with its class
        assert inspect.getdoc(getattr(kind, member)), member
        if inspect.isroutine(value):
            assert inspect.signature(getattr(kind, member)), member
    manual = pydoc.plain(pydoc.render_doc(kind))
    assert name in manual
    assert not FOREIGN.search(manual), FOREIGN.search(manual)


@pytest.mark.parametrize("path", RESOURCES)
def test_methods_of_resources_are_described_with_their_arguments(tenant: Tenant, path: str) -> None:
    blocking: Any = tenant.client()
    asynchronous: Any = tenant.async_client()
    for part in path.split("."):
        blocking, asynchronous = getattr(blocking, part), getattr(asynchronous, part)
    kind: type = blocking.__class__
    twin_kind: type = asynchronous.__class__
    methods = {name for name, value in members(kind).items() if inspect.isfunction(value)}
    assert methods <= set(dir(twin_kind))
    assert methods or path == "provisioning"
    for name in methods:
        ours, theirs = getattr(kind, name), getattr(twin_kind, name)
        doc = inspect.getdoc(ours) or ""
        twin = (inspect.getdoc(theirs) or "").replace("async for", "for")
        assert doc.split() == twin.split(), name
        assert ("Unified schema:" if path.startswith("iam") else "Vendor:") in doc, name
        ours, theirs = inspect.signature(ours), inspect.signature(theirs)
        assert list(ours.parameters) == list(theirs.parameters), name
        for parameter in list(ours.parameters)[1:]:
            if parameter != "options":
                assert re.search(rf"^ +{parameter}\b", doc, re.MULTILINE), f"{name}: {parameter}"
        assert ours.return_annotation is not inspect.Signature.empty, name
        assert not FOREIGN.search(doc), f"{name}: {FOREIGN.search(doc)}"


def test_the_settings_of_a_client_are_described() -> None:
    doc = inspect.getdoc(Client) or ""
    for name, parameter in inspect.signature(Client).parameters.items():
        assert parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD), name
        assert re.search(rf"^ +(\*\*)?{name}: ", doc, re.MULTILINE), name
    assert inspect.signature(AsyncClient) == inspect.signature(Client)
    assert "`Client`" in (inspect.getdoc(AsyncClient) or "")


def test_destructive_methods_say_so(tenant: Tenant) -> None:
    with tenant.client() as client:
        for method in (client.users.delete, client.provisioning.users.delete_permanently):
            doc: str = inspect.getdoc(method) or ""
            assert re.search(
                r"destructive|cannot be (restored|undone)|for good|permanent", doc, re.IGNORECASE
            )
