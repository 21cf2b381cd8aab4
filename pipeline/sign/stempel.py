"""A timestamp authority over HTTP whose answers are looked at before anything is built on them."""

from __future__ import annotations

from asn1crypto import cms
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.timestamps.common_utils import extract_ts_certs
from pyhanko_certvalidator.registry import SimpleCertificateStore

BATAS_DETIK = 30
"""How long the authority may take, in seconds."""


class Stempel(HTTPTimeStamper):
    """pyHanko's client; an answer that is none is a TimestampRequestError, whatever it breaks in the library."""

    def __init__(self, alamat: str) -> None:
        super().__init__(alamat, timeout=BATAS_DETIK)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token over a digest (RFC 3161 section 2.4.2), with the authority's certificate in it."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            told = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            right = told["hashed_message"].native == message_digest
            named = list(extract_ts_certs(token, SimpleCertificateStore()))
        except TimestampRequestError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError) as e:
            raise TimestampRequestError("not a timestamp") from e
        if not right or len(named) != 1:
            raise TimestampRequestError("a timestamp of something else, or of nobody")
        return token
