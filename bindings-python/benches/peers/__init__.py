"""The stacks that a Python user would pick, each written as its own documentation recommends."""

import os

BUSINESS = os.environ["LASTPASS_BUSINESS_URL"] + "/v1/users"
PROVISIONING = os.environ["LASTPASS_PROVISIONING_URL"]
HEADERS = {"Authorization": f"api-key {os.environ['LASTPASS_API_KEY']}"}
PAGE_SIZE = 500


def query(token):
    """The query of a page of the Business API."""
    return {"max-results": PAGE_SIZE} if token is None else {"max-results": PAGE_SIZE, "page-token": token}


def command(index):
    """The body that asks the Provisioning API for a page of users."""
    return {
        "cid": int(os.environ["LASTPASS_CID"]),
        "provhash": os.environ["LASTPASS_PROVHASH"],
        "cmd": "getuserdata",
        "data": {"pagesize": 2_000, "pageindex": index},
    }
