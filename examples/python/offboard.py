"""Offboards a leaver: takes every access away, and says which shared folders nobody looks after any more.

    python offboard.py ada@example.com --dry-run     # what would be done
    python offboard.py ada@example.com

In this order: disables the account (vault and data stay, so that it can be undone), lists the shared folders
that only the leaver administers, takes the leaver out of all groups, and out of all admin levels. What was
done is read back before it is called done. A step that fails does not keep the next ones from being taken,
but the folders have to be known before the groups go, since access through a group is not seen afterwards.
Run it again if a step failed: what is done is not done twice.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_API_KEY for the admin levels (`--without-admin-levels`
does without). `lastpass-sandbox` prints an environment to try it with.

Ends with 0 if nothing is left to do, with 1 if a step was not done, with 2 if it was called or set up
wrongly.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lastpass_admin import (
    AuthenticationError,
    Client,
    ConfigurationError,
    FolderRole,
    GroupChange,
    InvalidArgumentError,
    LastPassError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    SharedFolder,
)


@dataclass(frozen=True)
class Step:
    name: str
    done: bool
    detail: str


class NotDone(Exception):
    """A step that was taken, or had to be left out, and why it is not done."""


class Offboarding:
    def __init__(self, lp: Client, username: str, dry_run: bool) -> None:
        self._lp = lp
        self._username = username
        self._dry_run = dry_run

    def steps(self, admin_levels: bool) -> Iterator[Step]:
        yield attempt("account", self._disable)
        folders = attempt("shared folders", self._orphaned_folders)
        yield folders
        if folders.done:
            yield attempt("groups", self._leave_groups)
        else:
            yield Step("groups", False, "left alone, since the shared folders could not be read")
        if admin_levels:
            yield attempt("admin levels", self._leave_admin_levels)

    def _disable(self) -> str:
        users = self._lp.provisioning.users
        if users.get(self._username).disabled:
            return "is disabled already"
        if self._dry_run:
            return "would be disabled"
        users.disable([self._username])
        if not users.get(self._username).disabled:
            raise NotDone("the vendor took the command, and the account is still enabled")
        return "disabled"

    def _orphaned_folders(self) -> str:
        """Folders whose only admin, apart from super admins and disabled users, is the leaver."""
        folders = self._lp.provisioning.shared_folders
        disabled = {fold(user.username) for user in self._lp.provisioning.users.list(disabled=True)}
        gone = disabled | {fold(self._username)}
        orphaned = [
            describe(folder)
            for folder in folders.list()
            if not folder.is_deleted
            and fold(self._username) in (admins := own_admins(folder))
            and admins <= gone
        ]
        if not orphaned:
            return "none is administered by the leaver alone"
        return "\n".join(["administered by the leaver alone; name another admin in the vault:", *orphaned])

    def _leave_groups(self) -> str:
        users = self._lp.provisioning.users
        groups = users.get(self._username).groups
        if not groups:
            return "is in none"
        if self._dry_run:
            return f"would be taken out of {', '.join(groups)}"
        self._lp.provisioning.groups.change_members([GroupChange(username=self._username, remove=groups)])
        left = users.get(self._username).groups
        if left:
            raise NotDone(f"still in {', '.join(left)}; groups of a directory are changed there")
        return f"taken out of {', '.join(groups)}"

    def _leave_admin_levels(self) -> str:
        user_id = self._business_id()
        held = self._held_levels(user_id)
        if not held:
            return "holds none"
        names = ", ".join(held.values())
        if self._dry_run:
            return f"would be taken out of {names}"
        for level_id in held:
            # After an unclear failure it is sent again; that the user is gone by then is what we want.
            self._lp.admin_levels.remove_user(level_id, user_id, gone_is_deleted=True)
        left = self._held_levels(user_id)
        if left:
            raise NotDone(f"still holds {', '.join(left.values())}")
        return f"taken out of {names}"

    def _business_id(self) -> int:
        """The two APIs have different ids for a user; the address is what they share."""
        for user in self._lp.users.list(email=self._username):
            if fold(user.email) == fold(self._username) and user.id is not None:
                return user.id
        raise NotDone("the Business API does not list this address; look in the Admin Console")

    def _held_levels(self, user_id: int) -> dict[int, str]:
        levels = self._lp.admin_levels
        return {
            level.id: level.name or str(level.id)
            for level in levels.list()
            if level.id is not None and any(holder.id == user_id for holder in levels.list_users(level.id))
        }


def attempt(name: str, step: Callable[[], str]) -> Step:
    """Takes a step. Whatever goes wrong in it is said, and the next one is taken."""
    try:
        return Step(name, True, step())
    except NotDone as reason:
        return Step(name, False, str(reason))
    except LastPassError as error:
        return Step(name, False, f"{error} {advice(error)}")


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run it again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, PermissionDeniedError, ConfigurationError)):
        return "Nothing was changed by this step: the credential has to be mended first."
    if error.delivery == "not_sent":
        return "Nothing was changed by this step. Run it again."
    return "The step may have taken effect. Run it again: it looks before it acts."


def own_admins(folder: SharedFolder) -> set[str]:
    """Who administers a folder by name or through a group. Super admins reach all and look after none."""
    return {
        fold(member.username)
        for member in folder.users
        if member.role == FolderRole.ADMIN and not member.is_super_admin
    }


def describe(folder: SharedFolder) -> str:
    supers = sorted({member.username or "-" for member in folder.users if member.is_super_admin})
    reach = f"super admins who reach it: {', '.join(supers)}" if supers else "no super admin reaches it"
    return f"{folder.name or '-'} (id {folder.id}; {reach})"


def fold(address: str | None) -> str:
    return (address or "").casefold()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("username", help="e-mail address of the leaver")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--without-admin-levels", action="store_true", help="leave the admin levels alone")
    arguments = parser.parse_args()

    try:
        with Client(read_only=arguments.dry_run, api_user="offboard.py") as lp:
            return run(lp, arguments.username, not arguments.without_admin_levels, arguments.dry_run)
    except LastPassError as error:
        print(f"{error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError)) else 1


def run(lp: Client, username: str, admin_levels: bool, dry_run: bool) -> int:
    # A dead credential is found before the first step, and not between two of them.
    report = lp.check()
    needed = [("LASTPASS_CID and LASTPASS_PROVHASH", report.provisioning)]
    if admin_levels:
        needed.append(("LASTPASS_API_KEY", report.business))
    for name, status in needed:
        if status is None:
            print(f"Nothing was changed: {name} has to be set.", file=sys.stderr)
            return 2
        if status.error is not None:
            print(f"Nothing was changed: {name} does not work: {status.error}", file=sys.stderr)
            return 1
    try:
        user = lp.provisioning.users.get(username)
    except NotFoundError:
        print(
            f"{username} is no user of this company. A pending invitation is taken back with `uninvite`.",
            file=sys.stderr,
        )
        return 1
    undone = 0
    for step in Offboarding(lp, user.username or username, dry_run).steps(admin_levels):
        detail = step.detail.replace("\n", "\n" + " " * 26)
        print(f"{'ok' if step.done else 'NOT DONE':<8}  {step.name:<14}  {detail}", flush=True)
        undone += not step.done
    if undone:
        print(f"{undone} steps are not done: {username} is not offboarded.", file=sys.stderr)
    return 1 if undone else 0


if __name__ == "__main__":
    sys.exit(main())
