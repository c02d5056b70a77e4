"""The answers as dataclasses, made from parsed JSON."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class User:
    id: int
    name: str | None
    email: str
    account_status: str


@dataclass(slots=True)
class ProvisioningUser:
    username: str
    full_name: str
    master_password_strength: float | None
    created: datetime | None
    last_password_change: datetime | None
    last_login: datetime | None
    never_logged_in: bool
    disabled: bool
    admin: bool
    total_score: float | None
    legacy_total_score: float | None
    has_sharing_keys: bool
    duo_username: str | None
    multifactor: str | None
    linked: str | None
    sites: int | None
    notes: int | None
    form_fills: int | None
    applications: int | None
    attachments: int | None
    password_reset_required: bool
    groups: list[str]
    attribs: dict[str, str]


def user(item):
    return User(item["id"], item.get("name"), item["email"], item["accountStatus"])


def page(body):
    return [user(item) for item in body["items"]], body.get("nextPageToken")


def provisioned(body):
    return {id: provisioned_user(item) for id, item in body["Users"].items()}, body["total"]


def provisioned_user(item):
    get = item.get
    return ProvisioningUser(
        username=item["username"],
        full_name=item["fullname"],
        master_password_strength=number(get("mpstrength")),
        created=time(get("created")),
        last_password_change=time(get("last_pw_change")),
        last_login=time(get("last_login")),
        never_logged_in=item["neverloggedin"],
        disabled=item["disabled"],
        admin=item["admin"],
        total_score=number(get("totalscore")),
        legacy_total_score=number(get("legacytotalscore")),
        has_sharing_keys=item["hasSharingKeys"],
        duo_username=get("duousername"),
        multifactor=get("multifactor"),
        linked=get("linked"),
        sites=get("sites"),
        notes=get("notes"),
        form_fills=get("formfills"),
        applications=get("applications"),
        attachments=get("attachments"),
        password_reset_required=item["password_reset_required"],
        groups=get("groups", []),
        attribs=get("attribs", {}),
    )


def number(text):
    return None if text is None else float(text)


def time(text):
    return datetime.fromisoformat(text) if text else None
