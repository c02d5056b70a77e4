"""The answers as pydantic models."""

from datetime import datetime

from pydantic import BaseModel, Field


class User(BaseModel):
    id: int
    name: str | None = None
    email: str
    account_status: str = Field(alias="accountStatus")


class Page(BaseModel):
    items: list[User]
    next_page_token: str | None = Field(alias="nextPageToken", default=None)


class ProvisioningUser(BaseModel):
    username: str
    full_name: str = Field(alias="fullname")
    master_password_strength: float | None = Field(alias="mpstrength", default=None)
    created: datetime | None = None
    last_password_change: datetime | None = Field(alias="last_pw_change", default=None)
    last_login_or_empty: str = Field(alias="last_login", default="")
    never_logged_in: bool = Field(alias="neverloggedin", default=False)
    disabled: bool = False
    admin: bool = False
    total_score: float | None = Field(alias="totalscore", default=None)
    legacy_total_score: float | None = Field(alias="legacytotalscore", default=None)
    has_sharing_keys: bool = Field(alias="hasSharingKeys", default=False)
    duo_username: str | None = Field(alias="duousername", default=None)
    multifactor: str | None = None
    linked: str | None = None
    sites: int | None = None
    notes: int | None = None
    form_fills: int | None = Field(alias="formfills", default=None)
    applications: int | None = None
    attachments: int | None = None
    password_reset_required: bool = False
    groups: list[str] = []
    attribs: dict[str, str] = {}

    @property
    def last_login(self) -> datetime | None:
        return datetime.fromisoformat(self.last_login_or_empty) if self.last_login_or_empty else None


class ProvisioningPage(BaseModel):
    total: int
    users: dict[str, ProvisioningUser] = Field(alias="Users")


def user(body):
    return User.model_validate_json(body)


def page(body):
    page = Page.model_validate_json(body)
    return page.items, page.next_page_token


def provisioned(body):
    page = ProvisioningPage.model_validate_json(body)
    return page.users, page.total
