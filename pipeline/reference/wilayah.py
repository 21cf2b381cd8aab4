"""How regions are written: level words, short names, old names; a written region → what it means.

`baca` reads the text of a field that holds regions and nothing else. For regions inside
running text see `wilayah_teks.py`; for the data see `gazeter.py`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from babel import Locale

from pipeline.reference.gazeter import DESA, KABKOTA, KECAMATAN, PROVINSI, Wilayah, gazeter, kunci, sekerabat
from pipeline.sampah import teringat


class Sebutan(NamedTuple):
    """A level as a word says it: “Kabupaten” is level 2 and no city, “Kabupaten/Kota” either."""

    tingkat: int
    kota: bool | None = None

    def cocok(self, wilayah: Wilayah) -> bool:
        """Whether a region is of this level."""
        return wilayah.tingkat == self.tingkat and self.kota in (None, wilayah.kota)


_PROVINSI, _KABUPATEN, _KOTA = Sebutan(PROVINSI), Sebutan(KABKOTA, False), Sebutan(KABKOTA, True)
KAB_KOTA = Sebutan(KABKOTA)

SEBUTAN: dict[str, Sebutan] = {
    **dict.fromkeys(("provinsi", "propinsi", "prov", "prop"), _PROVINSI),
    **dict.fromkeys(("kabupaten", "kabupaten administrasi", "kab", "kab adm"), _KABUPATEN),
    **dict.fromkeys(("kota", "kota administrasi", "kota adm", "kotamadya", "kotamadia", "kodya"), _KOTA),
    **dict.fromkeys(("kabupaten/kota", "kab/kota", "kota/kabupaten", "kota/kab"), KAB_KOTA),
    **dict.fromkeys(("kecamatan", "kec", "distrik", "kapanewon", "kemantren"), Sebutan(KECAMATAN)),
    **dict.fromkeys(("kelurahan", "kel", "desa", "ds", "gampong", "nagari", "kalurahan", "kampung", "pekon"), Sebutan(DESA)),
}  # fmt: skip
"""Level words in lower case without dots. Districts and villages are called by the words of their
region (domain.md section 3), which do not tell desa from kelurahan."""

SINGKATAN: dict[str, tuple[str, ...]] = {
    "11": ("nanggroe aceh darussalam",),
    "12": ("sumut",), "13": ("sumbar",), "16": ("sumsel",),
    "19": ("bangka belitung", "babel"), "21": ("kepri",),
    "31": ("dki jakarta", "dki", "jakarta", "daerah khusus jakarta", "dkj"),
    "32": ("jabar",), "33": ("jateng",), "35": ("jatim",),
    "34": ("di yogyakarta", "diy", "yogyakarta", "provinsi yogya", "provinsi jogja", "provinsi jogjakarta"),
    "52": ("ntb",), "53": ("ntt",),
    "61": ("kalbar",), "62": ("kalteng",), "63": ("kalsel",), "64": ("kaltim",), "65": ("kaltara",),
    "71": ("sulut",), "72": ("sulteng",), "73": ("sulsel",), "74": ("sultra",), "76": ("sulbar",),
    "82": ("malut",), "91": ("irian jaya",), "92": ("irian jaya barat",),
    "33.72": ("solo",), "34.71": ("yogya", "jogja", "jogjakarta"), "36.74": ("tangsel",), "73.10": ("pangkajene kepulauan", "pangkep"), "73.71": ("ujung pandang",),
    "12.12": ("toba samosir",), "81.03": ("maluku tenggara barat",), "76.01": ("mamuju utara",),
    **{
        code: tuple(f"kabupaten {a}" for a in names.split("/"))
        for code, names in {
            "16.01": "oku", "16.08": "oku timur/okut", "16.09": "oku selatan/okus", "16.02": "oki", "16.10": "oi",
            "16.12": "pali", "16.06": "muba", "53.03": "ttu", "53.02": "tts", "53.18": "sbd", "64.07": "kubar",
            "64.02": "kukar", "64.08": "kutim", "64.09": "ppu", "63.06": "hss", "63.07": "hst", "63.08": "hsu",
            "12.20": "paluta", "12.23": "labura", "18.12": "tubaba", "62.01": "kobar", "62.02": "kotim",
        }.items()
    },
    "61.02": ("kabupaten pontianak",), "76.04": ("polewali mamasa",),
}  # fmt: skip
"""Other names of provinces, regencies and cities, current and old, by code.

One that is also another region's name carries its level.
"""

RESMI_TANPA_SEBUTAN = frozenset(
    {
        "daerahkhususibukotajakarta",
        "dkijakarta",
        "daerahkhususjakarta",
        "daerahistimewayogyakarta",
        "diyogyakarta",
        "aceh",
    }
)
"""Keys of provinces whose own names say what they are (domain.md section 3)."""

_KATA_SEBUTAN = re.compile(
    r"(kabupaten(?: administrasi)?\s*/\s*kota|kab\.?\s*/\s*kota|kota\s*/\s*kab(?:upaten)?|"
    + "|".join(re.escape(s).replace(r"\ adm", r"\.?\ adm") for s in sorted(SEBUTAN, key=len, reverse=True) if "/" not in s)
    + r")\b(?:\.\s*|\s+)",
    re.IGNORECASE,
)  # fmt: skip
_KATA = re.compile(r"\w+(?:['’-]\w+)*")
_PEMISAH = re.compile(r"[\s,;()/.–-]*(?:(?:dan|serta|se)\b[\s-]*)?", re.IGNORECASE)
MAKS_KATA = 5
_TERPANJANG = 80
"""No name of a region is longer."""
_TERJAUH = 400
"""How far an unknown part can reach without a comma."""


def sebutan(words: str) -> Sebutan | None:
    """The level that a word (or two) says: “Kab.”, “KOTA”, “Kota Administrasi”."""
    return SEBUTAN.get(re.sub(r"\s*/\s*", "/", words.replace(".", "")).casefold().strip())


@cache
def atas() -> dict[str, tuple[Wilayah, ...]]:
    """Provinces, regencies and cities by the key of each of their bare names."""
    found: dict[str, list[Wilayah]] = {}
    g = gazeter()
    for province in g.anak(""):
        for one in (province, *g.anak(province.kode)):
            names = (one.polos, *SINGKATAN.get(one.kode, ()))
            for key in dict.fromkeys(map(kunci, names)):
                found.setdefault(key, []).append(one)
    return {key: tuple(sorted(ones)) for key, ones in found.items()}


@teringat(4096)
def bernama(name: str, level: Sebutan | None = None) -> tuple[Wilayah, ...]:
    """The regions of a bare name at a level; without a level provinces, regencies and cities."""
    if level is None or level.tingkat <= KABKOTA:
        key = kunci(name)
        found = atas().get(key, ())
        if level is not None and level.kota is False:
            found += atas().get(f"kabupaten{key}", ())
        elif level == _PROVINSI:
            found += atas().get(f"provinsi{key}", ())
    else:
        found = gazeter().bernama(name)
    return found if level is None else tuple(w for w in found if level.cocok(w))


def homonim() -> tuple[str, ...]:
    """The 26 bare names that a regency and a city share, in order."""
    names = [w.polos for p in gazeter().anak("") for w in gazeter().anak(p.kode)]
    return tuple(sorted({name for name in names if names.count(name) > 1}))


class Bagian(NamedTuple):
    """One region in a text: where it stands, its level word, its bare name, and what it can mean.

    `wilayah` holds every region of that name and level; `lain` those of that name at another
    level where there is none at this one (“Kabupaten Tangerang Selatan”).
    """

    awal: int
    akhir: int
    kata: str
    sebutan: Sebutan | None
    nama: str
    wilayah: tuple[Wilayah, ...]
    lain: tuple[Wilayah, ...] = ()


def nama_terpanjang(text: str, at: int, level: Sebutan | None, stop: int) -> tuple[int, tuple[Wilayah, ...]]:
    """The end of the longest name that starts at an offset and has a meaning, and its meanings."""
    ends: list[int] = []
    while len(ends) < MAKS_KATA and (m := _KATA.match(text, at if not ends else ends[-1] + 1, stop)):
        ends.append(m.end())
        if m.end() >= stop or text[m.end()] not in " \n\u00a0":
            break
    for end in reversed(ends):
        if found := bernama(text[at:end], level):
            return end, found
    return at, ()


@teringat(2048)
def baca(text: str) -> tuple[Bagian, ...]:
    """The regions of a field, in order; one with neither `wilayah` nor `lain` is unknown.

    Never raises. A part without a meaning reaches to the next comma.
    """
    out: list[Bagian] = []
    at = _pemisah(text, 0)
    while at < len(text):
        part = _bagian(text, at)
        out.append(part)
        at = _pemisah(text, max(part.akhir, at + 1))
    return tuple(out)


def _pemisah(text: str, at: int) -> int:
    m = _PEMISAH.match(text, at)
    return m.end() if m else at


def _bagian(text: str, at: int) -> Bagian:
    """The part that starts at an offset: whole to the end, or to a comma, or the longest name."""
    m = _KATA_SEBUTAN.match(text, at)
    level, begin = (sebutan(m[1]), m.end()) if m else (None, at)
    stop = min(len(text), begin + _TERJAUH)
    comma = next((i for i in (text.find(c, begin, stop) for c in ",;(") if i > begin), stop)
    word = text[at:begin].strip()
    for end in dict.fromkeys((len(text), comma)):
        if end - begin > _TERPANJANG:
            continue
        if found := bernama(text[begin:end].strip(), level):
            return Bagian(at, _rtrim(text, end), word, level, text[begin:end].strip(), found)
    end, mine, other = nama_bertingkat(text, begin, level, comma)
    if mine or other:
        return Bagian(at, end, word, level, text[begin:end], mine, other)
    return Bagian(at, _rtrim(text, comma), word, level, text[begin:comma].strip(), ())


def nama_bertingkat(
    text: str, at: int, level: Sebutan | None, stop: int
) -> tuple[int, tuple[Wilayah, ...], tuple[Wilayah, ...]]:
    """The end of the name at an offset, its meanings at a level, and else those at another.

    “Kabupaten Tangerang Selatan” is no regency with a point of the compass after it: of two
    names the longer counts, whatever its level.
    """
    end, found = nama_terpanjang(text, at, level, stop)
    if level is not None and level.tingkat <= KABKOTA:
        longer, other = nama_terpanjang(text, at, None, stop)
        if longer > end:
            return longer, (), other
    return end, found, ()


def _rtrim(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def sempitkan(parts: tuple[Bagian, ...], text: str) -> tuple[Bagian, ...]:
    """The parts with their meanings narrowed by the larger region that follows each at once.

    Where none of a part's meanings lies in that region the part keeps all of them.
    """
    out = list(parts)
    for i in range(len(parts) - 2, -1, -1):
        if not menempel(parts[i], parts[i + 1], text):
            continue
        above = out[i + 1].wilayah
        inside = tuple(w for w in out[i].wilayah if any(w.kode.startswith(f"{a.kode}.") for a in above))
        if inside:
            over = tuple(a for a in above if any(w.kode.startswith(f"{a.kode}.") for w in inside))
            out[i], out[i + 1] = out[i]._replace(wilayah=inside), out[i + 1]._replace(wilayah=over)
    return tuple(out)


def salah_induk(parts: tuple[Bagian, ...], text: str) -> list[tuple[Bagian, Bagian]]:
    """The pairs of a region and the larger one written right after it, in which it does not lie.

    Not in an enumeration: “Lebak, Jawa Barat, dan Lampung” puts nothing into Jawa Barat.
    """
    pairs = []
    for i, (small, large) in enumerate(pairwise(parts)):
        if any(sekerabat(w.kode, a.kode) for w in small.wilayah for a in large.wilayah):
            continue
        between = text[small.akhir : large.awal]
        if not _TEMPEL.fullmatch(between) or not menempel(small, large, text):
            continue
        after = parts[i + 2] if i + 2 < len(parts) else None
        listed = (
            after is not None and after.wilayah[:1] and after.wilayah[0].tingkat == large.wilayah[0].tingkat
        )
        if not ("," in between and (listed or _RINCIAN.match(text, large.akhir))):
            pairs.append((small, large))
    return pairs


_TEMPEL = re.compile(r"[ \u00a0]?(?:, ?|\()?")
_GANDENG = re.compile(r"[ \u00a0]?(?:, ?|\(|,? ?(?:di|pada|dalam|wilayah) )?")
_RINCIAN = re.compile(r"\s*,?\s*(?:dan|serta|atau|maupun|hingga|sampai)\b")


def menempel(small: Bagian, large: Bagian, text: str) -> bool:
    """Whether the second can name the region in which the first lies (“Kecamatan Curug di Kota Serang”)."""
    if not (small.wilayah and large.wilayah) or small.wilayah[0].tingkat <= large.wilayah[0].tingkat:
        return False
    return _GANDENG.fullmatch(text, small.akhir, large.awal) is not None


_BUKAN = frozenset(
    [
        "nasional",
        "pusat",
        "pemerintahpusat",
        "indonesia",
        "republikindonesia",
        "ri",
        "nkri",
        "jabodetabek",
        "jabodetabekpunjur",
        "luarnegeri",
        "internasional",
        "luardaerah",
        "jawa",
        "sumatera",
        "kalimantan",
        "sulawesi",
        "nusatenggara",
        "lainlain",
        "lainnya",
        "umum",
        "daring",
        "kabupatenkota",
        "kabkota",
        "swasta",
        "ikn",
        "ibukotanusantara",
        "provinsi",
        "kabupaten",
        "kota",
    ]
)
_BUKAN_AWAL = re.compile(
    r"(?:se|antar\w*|dapil|daerah pemilihan|otorita|pulau|kepulauan|regional|region|zona|wilayah|lintas|luar|seluruh|seluruhnya)\b",
    re.I,
)


def bukan_wilayah(name: str) -> bool:
    """Whether words name what no gazetteer of regions holds: the whole country, an island, another country."""
    return kunci(name) in _BUKAN or bool(_BUKAN_AWAL.match(name)) or kunci(name) in _negara()


@cache
def _negara() -> frozenset[str]:
    """The keys of all countries in Indonesian and English."""
    return frozenset(kunci(name) for lang in ("id", "en") for name in Locale(lang).territories.values())
