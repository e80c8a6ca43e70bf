"""The throw-away PostgreSQL: how its place is written."""

import dj_database_url

from tests.postgres import address


def test_address_of_a_socket_is_read_back_as_its_folder():
    server = {"HOST": "/run/pg-1", "USER": "postgres", "NAME": "postgres"}

    read = dj_database_url.parse(address(server))

    assert {key: read[key] for key in server} == server
