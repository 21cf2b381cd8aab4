"""Fetching evidence of revocation: what a stranger's certificate names is contacted on the internet only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any

import aiohttp
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend


class Jaringan(StrEnum):
    """Where evidence may be fetched from."""

    LURING = "luring"
    INTERNET = "internet"
    DALAM = "dalam"
    """The internet and internal networks, this machine included."""


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def umum(address: str) -> bool:
    """Whether an address lies on the public internet: not private, loopback, link-local, or a way round to them."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return umum(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


@asynccontextmanager
async def pengambil(jaringan: Jaringan) -> AsyncIterator[tuple[Fetchers, set[str]]]:
    """Fetchers for evidence, and the set of addresses that they refused to contact.

    The address is asked at the last step, when a socket is opened, so that neither a name nor
    a redirect leads elsewhere.
    """
    refused: set[str] = set()

    def opened(info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        if jaringan is not Jaringan.DALAM and not umum(str(address[0])):
            refused.add(str(address[0]))
            raise OSError("not on the internet")
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(socket_factory=opened)
    async with aiohttp.ClientSession(connector=connector) as session:
        async with AIOHttpFetcherBackend(session) as fetchers:
            yield fetchers, refused
