"""Users of the unified view: from one API, from the other, and joined from both."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone

import pytest
from lastpass_admin import (
    Client,
    IamMultiFactor,
    IamSource,
    IamUser,
    IamUserStatus,
    IamUserStatusValue,
)

from iam_calls import ADA, STANCES, known
from sandbox import Tenant

EVE, BOB = "eve@example.com", "bob@example.com"


@pytest.fixture(params=STANCES)
def stance(request: pytest.FixtureRequest) -> str:
    """Which credentials the client holds."""
    return request.param


def test_a_user_holds_what_the_credentials_reach_and_nothing_else(tenant: Tenant, stance: str) -> None:
    with tenant.client(**STANCES[stance]) as client:
        user = client.iam.users.get("ADA@Example.com")
    assert user.id == user.username == user.primary_email_address == ADA
    assert user.name == "Ada Example"
    assert (user.first_name, user.last_name, user.avatar, user.is_bot_user) == (None, None, None, None)
    assert user.remote_id == ("80001" if stance == "business" else "700101")
    fields = user.unified_custom_fields
    assert fields is not None and fields.source == stance and type(fields.source) is IamSource
    assert fields.business_id == (None if stance == "provisioning" else 80001)
    if stance == "business":
        assert (user.groups, user.roles, user.multi_factor_enabled) == (None, None, None)
        assert (fields.attribs, fields.sites) == (None, None)
    else:
        assert [group.name for group in known(user.groups)] == ["Eng", "Oncall"]
        assert [role.id for role in known(user.roles)] == ["admin"]
        assert [each.source_value for each in known(user.multi_factor_enabled)] == ["googleauth"]
        assert (fields.attribs, fields.sites) == ({"Department": "R&D"}, 41)
    assert user.status is not None
    assert (user.status.value, user.status.source_value) == (
        "enabled",
        "false" if stance == "provisioning" else "enrolled",
    )


def test_a_list_and_a_single_read_say_the_same(tenant: Tenant, stance: str) -> None:
    with tenant.client(**STANCES[stance]) as client:
        listed = {user.id: user for user in client.iam.users.list()}
        assert len(listed) == 25
        for email in (ADA, BOB, EVE):
            one = client.iam.users.get(email)
            assert (one, hash(one), repr(one)) == (listed[email], hash(listed[email]), repr(listed[email]))


def test_users_are_values(tenant: Tenant) -> None:
    read: dict[str, IamUser] = {}
    for stance, settings in STANCES.items():
        with tenant.client(**settings) as client:
            read[stance] = client.iam.users.get(ADA)
    assert len({*read.values()}) == 3
    for user in read.values():
        again = pickle.loads(pickle.dumps(user))
        assert (again, hash(again), repr(again)) == (user, hash(user), repr(user))
        assert again.to_dict() == user.to_dict()
        assert type(again.status and again.status.value) is IamUserStatusValue


def test_an_enum_is_a_pair_of_the_schema_s_word_and_the_vendor_s(client: Client) -> None:
    user = client.iam.users.get(ADA)
    status, method = user.status, known(user.multi_factor_enabled)[0]
    assert isinstance(status, IamUserStatus) and isinstance(method, IamMultiFactor)
    assert status.value == IamUserStatusValue.ENABLED == "enabled"
    assert (method.value, method.source_value) == ("totp", "googleauth")
    assert repr(status) == "IamUserStatus(value=IamUserStatusValue('enabled'), source_value='enrolled')"
    assert {**status.to_dict(), "extra": None} == {
        "value": "enabled",
        "source_value": "enrolled",
        "extra": None,
    }


def test_what_the_schema_has_no_word_for_keeps_the_vendor_s(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "unknown-enum-values")
    user = client.iam.users.get(ADA)
    assert user.status is not None
    for pair in (user.status, known(user.multi_factor_enabled)[0]):
        assert pair.value == "unmapped_value" and pair.value.known
        assert pair.source_value == "sandbox-unknown-value"


def test_unknown_members_of_either_api_are_kept(tenant: Tenant, stance: str) -> None:
    tenant.fault("any", "unknown-members")
    with tenant.client(**STANCES[stance]) as client:
        fields = client.iam.users.get(ADA).unified_custom_fields
    assert fields is not None
    unknown = {"nested": [1, None, "text"]}
    # What both APIs call the same is kept of each.
    twice = {"business_sandboxUnknownMember": unknown} if stance == "both" else {}
    assert fields.extra == {"sandboxUnknownMember": unknown, **twice}
    assert pickle.loads(pickle.dumps(fields)).extra == fields.extra


@pytest.mark.parametrize(
    ("email", "both", "provisioning", "business"),
    [
        (ADA, ("enabled", "enrolled"), ("enabled", "false"), ("enabled", "enrolled")),
        (BOB, ("pending", "staged"), ("enabled", "false"), ("pending", "staged")),
        (EVE, ("disabled", "disabled"), ("disabled", "true"), ("disabled", "disabled")),
    ],
)
def test_the_status_is_that_of_the_finer_api(
    tenant: Tenant,
    email: str,
    both: tuple[str, str],
    provisioning: tuple[str, str],
    business: tuple[str, str],
) -> None:
    expected = {"both": both, "provisioning": provisioning, "business": business}
    for stance, settings in STANCES.items():
        with tenant.client(**settings) as client:
            status = client.iam.users.get(email).status
        assert status is not None
        assert (status.value, status.source_value) == expected[stance], stance


def test_who_never_logged_in_may_be_pending(tenant: Tenant) -> None:
    with tenant.client(api_key=None) as client:
        status = client.iam.users.get(BOB, never_logged_in_is_pending=True).status
        others = [user.status for user in client.iam.users.list(never_logged_in_is_pending=True)]
    assert status is not None and status.value == "pending"
    assert {other.value for other in others if other} == {"enabled", "disabled", "pending"}


def test_times_are_aware_instants_where_the_zone_is_known(tenant: Tenant, client: Client) -> None:
    user = client.iam.users.get(ADA)
    assert user.created_at == datetime(2021, 3, 2, 14, 14, 51, tzinfo=timezone.utc)
    assert user.last_login_at == datetime(2022, 6, 20, 12, 0, 7, tzinfo=timezone.utc)
    assert user.created_at is not None and user.created_at.utcoffset() is not None
    never = client.iam.users.get(BOB)
    assert never.last_login_at is None and never.created_at is not None
    assert (never.updated_at, never.last_active_at) == (None, None)
    fields = user.unified_custom_fields
    assert fields is not None
    assert (fields.created, fields.last_login) == ("2021-03-02 09:14:51", "2022-06-20 08:00:07")
    json.dumps(user.to_dict(), default=datetime.isoformat)
    assert pickle.loads(pickle.dumps(user)).created_at == user.created_at


def test_without_a_zone_there_is_no_instant_and_the_text_stays(tenant: Tenant) -> None:
    with tenant.client(time_zone=None) as client:
        user = client.iam.users.get(ADA)
    assert (user.created_at, user.last_login_at) == (None, None)
    fields = user.unified_custom_fields
    assert fields is not None
    assert (fields.created, fields.last_login) == ("2021-03-02 09:14:51", "2022-06-20 08:00:07")


def test_names_are_split_if_asked_for(client: Client) -> None:
    user = client.iam.users.get(ADA, split_names=True)
    assert (user.first_name, user.last_name, user.name) == ("Ada", "Example", "Ada Example")


def test_admin_levels_are_roles_in_the_extended_mode(client: Client) -> None:
    roles = known(client.iam.users.get(ADA, extended=True).roles)
    assert [(role.id, role.name) for role in roles] == [
        ("admin", "admin"),
        ("admin-level:100", "Super admin"),
    ]
    assert known(roles[1].permissions)[0].name and roles[1].type is not None
    assert roles[1].type.value == "unmapped_value"
    extended = {user.id: user.roles for user in client.iam.users.list(extended=True)}
    assert extended[ADA] == roles
    assert [role.id for role in known(client.iam.users.get(ADA).roles)] == ["admin"]


def test_a_filter_by_address_asks_for_one_user(tenant: Tenant, client: Client) -> None:
    assert [user.id for user in client.iam.users.list(email="Eve@Example.com")] == [EVE]
    asked = {seen.operation: seen for seen in tenant.seen()}
    assert asked["getuserdata"].body["data"]["username"].lower() == EVE
    assert asked["listUsers"].query["email"].lower() == EVE
    assert list(client.iam.users.list(email="nobody@example.com")) == []


def test_whom_one_api_alone_knows_is_kept_and_marked(tenant: Tenant, client: Client) -> None:
    tenant.change_user(BOB, known_to="business")
    tenant.change_user(EVE, known_to="provisioning")
    users = {user.id: user for user in client.iam.users.list(page_size=10)}
    assert len(users) == 25
    # Those of the Provisioning API come first.
    assert list(users)[-1] == BOB
    sources = {id: known(user.unified_custom_fields).source for id, user in users.items()}
    assert {id: source for id, source in sources.items() if source != "both"} == {
        BOB: "business",
        EVE: "provisioning",
    }
    for email in (BOB, EVE):
        assert client.iam.users.get(email) == users[email]
    bob, eve = users[BOB], users[EVE]
    assert (bob.groups, bob.roles, bob.created_at, bob.status and bob.status.value) == (
        None,
        None,
        None,
        "pending",
    )
    assert eve.status is not None and (eve.status.value, eve.status.source_value) == ("disabled", "true")


def test_users_are_joined_whatever_the_case_of_their_address(tenant: Tenant, client: Client) -> None:
    tenant.change_user(ADA, username="ADA@Example.com")
    first, *others = client.iam.users.list()
    assert (first.id, len(others)) == ("ADA@Example.com", 24)
    assert known(first.unified_custom_fields).source == "both"
    assert client.iam.users.get(ADA) == first


def test_a_disabled_answer_of_either_api_wins(tenant: Tenant, client: Client) -> None:
    tenant.change_user(EVE, account_status="enrolled")
    status = known(client.iam.users.get(EVE).status)
    assert (status.value, status.source_value) == ("disabled", "true")
    tenant.change_user(ADA, account_status="disabled")
    status = known(client.iam.users.get(ADA).status)
    assert (status.value, status.source_value) == ("disabled", "disabled")


def test_people_who_were_invited_come_last_if_asked_for(client: Client) -> None:
    *users, carol = client.iam.users.list(include_invited=True)
    assert [user.id for user in users] == [user.id for user in client.iam.users.list()]
    assert carol.id == carol.username == carol.primary_email_address == "carol@example.com"
    assert carol.status is not None and carol.status.value == "pending"
    assert (carol.name, carol.roles, carol.groups, carol.remote_id) == (None, None, None, None)


def test_each_api_is_read_once(tenant: Tenant, client: Client) -> None:
    assert len(client.iam.users.list().collect()) == 25
    assert (tenant.hits("getuserdata"), tenant.hits("listUsers")) == (1, 1)


def test_every_position_of_a_list_is_one_to_go_on_from(tenant: Tenant, stance: str) -> None:
    invited = stance != "business"
    for number in range(3, 20, 2):
        tenant.change_user(f"user{number:05}@example.com", known_to="business")
    with tenant.client(**STANCES[stance]) as client:
        pager = client.iam.users.list(page_size=7, include_invited=invited)
        pages = pager.pages()
        tokens, lists = [pager.page_token], list[list[IamUser]]()
        for page in pages:
            lists.append(list(page))
            tokens.append(pager.page_token)
    assert tokens[-1] is None and len(tokens) == len(lists) + 1 > 3
    with tenant.client(**STANCES[stance]) as client:
        for index, token in enumerate(tokens[:-1]):
            rest = client.iam.users.list(page_size=7, include_invited=invited, page_token=token)
            left = [user for page in lists[index:] for user in page]
            assert list(rest) == left, index
            assert rest.summary.resumed == (index > 0)


def test_the_summary_counts_what_the_vendor_counts(tenant: Tenant, client: Client) -> None:
    users = client.iam.users.list(page_size=10)
    assert len(list(users)) == 25
    summary = users.summary
    assert (summary.items, summary.complete, summary.is_inconsistent) == (25, True, False)
    tenant.fault("getuserdata", {"shift-pages": {"by": 1}})
    users = client.iam.users.list(page_size=10)
    # Those whom a shifted list left out are found in the other API, and none is told twice.
    emails = [user.id for user in users]
    assert len(emails) == len(set(emails)) == 25


def test_a_shifted_list_of_one_api_is_told(tenant: Tenant) -> None:
    tenant.fault("getuserdata", {"shift-pages": {"by": 1}})
    with tenant.client(api_key=None) as client:
        users = client.iam.users.list(page_size=10)
        assert len(list(users)) < 25
    assert users.summary.is_inconsistent is True
