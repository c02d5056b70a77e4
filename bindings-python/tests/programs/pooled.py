"""Reads users in a pool of processes, with a client of the module: the parent's, where the pool forks."""

from __future__ import annotations

import faulthandler
import multiprocessing
import signal
import sys
import warnings

from lastpass_admin import Client, CompanyUser, NotFoundError

warnings.filterwarnings("ignore", category=DeprecationWarning)  # of fork beside threads, from CPython 3.12 on
faulthandler.register(signal.SIGALRM, chain=True)
signal.alarm(30)  # a process that hangs says where, and ends
client = Client()


def read(user_id: int) -> CompanyUser:
    return client.users.get(user_id)


if __name__ == "__main__":
    assert read(80001).id == 80001
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        users = pool.map(read, range(80001, 80026), chunksize=5)
        assert [user.id for user in users] == list(range(80001, 80026))
        try:
            pool.apply(read, (4,))
        except NotFoundError as error:
            assert error.status == 404
        else:
            raise AssertionError("an error of a worker comes back as it is")
        pool.close()
        pool.join()
    assert read(80002).id == 80002
