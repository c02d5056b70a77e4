"""The answers as msgspec structs, and their decoders."""

from datetime import datetime

from msgspec import Struct, field
from msgspec.json import Decoder


class User(Struct):
    id: int
    email: str
    account_status: str = field(name="accountStatus")
    name: str | None = None


class Page(Struct):
    items: list[User]
    next_page_token: str | None = field(name="nextPageToken", default=None)


class ProvisioningUser(Struct):
    username: str
    full_name: str = field(name="fullname")
    master_password_strength: float | None = field(name="mpstrength", default=None)
    created: datetime | None = None
    last_password_change: datetime | None = field(name="last_pw_change", default=None)
    last_login_or_empty: str = field(name="last_login", default="")
    never_logged_in: bool = field(name="neverloggedin", default=False)
    disabled: bool = False
    admin: bool = False
    total_score: float | None = field(name="totalscore", default=None)
    legacy_total_score: float | None = field(name="legacytotalscore", default=None)
    has_sharing_keys: bool = field(name="hasSharingKeys", default=False)
    duo_username: str | None = field(name="duousername", default=None)
    multifactor: str | None = None
    linked: str | None = None
    sites: int | None = None
    notes: int | None = None
    form_fills: int | None = field(name="formfills", default=None)
    applications: int | None = None
    attachments: int | None = None
    password_reset_required: bool = False
    groups: list[str] = []
    attribs: dict[str, str] = {}

    @property
    def last_login(self) -> datetime | None:
        return datetime.fromisoformat(self.last_login_or_empty) if self.last_login_or_empty else None


class ProvisioningPage(Struct):
    total: int
    users: dict[str, ProvisioningUser] = field(name="Users")


decode_user = Decoder(User).decode
decode_page = Decoder(Page).decode
# Scores are numbers in texts, which a strict decoder refuses.
decode_provisioned = Decoder(ProvisioningPage, strict=False).decode


def page(body):
    page = decode_page(body)
    return page.items, page.next_page_token


def provisioned(body):
    page = decode_provisioned(body)
    return page.users, page.total
