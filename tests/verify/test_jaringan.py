import asyncio

import aiohttp
import pytest
from pki import Pki

from pipeline.verify.jaringan import Jaringan, pengambil, umum


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "64:ff9b::a00:1", "rumah", "",
    ],
)  # fmt: skip
def test_internal_addresses_are_not_public(address: str) -> None:
    assert not umum(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.0.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are(address: str) -> None:
    assert umum(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_internal_host_is_refused_by_name_and_by_number(pki: Pki, host: str) -> None:
    address = pki.tsa.replace("127.0.0.1", host)

    async def ask(network: Jaringan) -> set[str]:
        async with pengambil(network) as (fetchers, refused):
            session = fetchers.cert_fetcher.get_session()  # type: ignore[attr-defined]
            async with session.get(address) as response:
                await response.read()
            return refused

    with pytest.raises(aiohttp.ClientError):
        asyncio.run(ask(Jaringan.INTERNET))
    assert asyncio.run(ask(Jaringan.DALAM)) == set()
