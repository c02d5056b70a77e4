"""pandas and Polars read lists as data frames."""

from __future__ import annotations

from typing import Any

import pytest
from lastpass_admin import Client


@pytest.fixture
def users(client: Client) -> Any:
    """All users, over three pages."""
    return client.provisioning.users.list(page_size=10).collect()


def test_pandas(users: Any) -> None:
    pandas: Any = pytest.importorskip("pandas")
    arrow: Any = pytest.importorskip("pyarrow")
    for frame in (arrow.table(users).to_pandas(), pandas.DataFrame(users.to_dicts())):
        assert frame["username"].tolist() == [user.username for user in users]
        assert frame["disabled"].tolist() == [user.disabled for user in users]
        assert frame["created"].tolist() == [user.created for user in users]
        assert frame["last_login"].isna().sum() == sum(user.last_login is None for user in users) > 0


def test_polars(users: Any) -> None:
    polars: Any = pytest.importorskip("polars")
    frame = polars.DataFrame(users.to_arrow())
    assert frame["username"].to_list() == [user.username for user in users]
    assert frame["created"].to_list() == [user.created for user in users]
    assert frame["groups"].to_list() == [user.groups for user in users]
    assert frame["last_login"].null_count() == sum(user.last_login is None for user in users)


def test_an_empty_list_is_an_empty_frame_with_columns(client: Client) -> None:
    polars: Any = pytest.importorskip("polars")
    nobody = client.provisioning.users.list(disabled=True, admin=True).collect()
    assert len(nobody) == 0
    frame = polars.DataFrame(nobody.to_arrow())
    assert frame.height == 0 and "username" in frame.columns
