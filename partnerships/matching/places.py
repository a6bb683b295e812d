"""Provinces, their regions, and how far two points are. Codes are always text: «NA» is Naples, not nothing."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

REGIONS = {
    "Piemonte": "AL AT BI CN NO TO VB VC",
    "Valle d'Aosta": "AO",
    "Lombardia": "BG BS CO CR LC LO MN MI MB PV SO VA",
    "Trentino-Alto Adige": "BZ TN",
    "Veneto": "BL PD RO TV VE VR VI",
    "Friuli-Venezia Giulia": "GO PN TS UD",
    "Liguria": "GE IM SP SV",
    "Emilia-Romagna": "BO FC FE MO PC PR RA RE RN",
    "Toscana": "AR FI GR LI LU MS PI PO PT SI",
    "Umbria": "PG TR",
    "Marche": "AN AP FM MC PU",
    "Lazio": "FR LT RI RM VT",
    "Abruzzo": "AQ CH PE TE",
    "Molise": "CB IS",
    "Campania": "AV BN CE NA SA",
    "Puglia": "BA BT BR FG LE TA",
    "Basilicata": "MT PZ",
    "Calabria": "CS CZ KR RC VV",
    "Sicilia": "AG CL CT EN ME PA RG SR TP",
    "Sardegna": "CA NU OR SS SU CI VS OG OT",
}
REGION_OF = {code: region for region, codes in REGIONS.items() for code in codes.split()}
EVERYWHERE = "*"
_EVERYWHERE = {"*", "it", "ita", "italia", "italy", "nazionale", "national"}
_BY_NAME = {name.casefold(): frozenset(codes.split()) for name, codes in REGIONS.items()}

EARTH_KM = 6371.0
# At this distance a meeting costs half a morning: closeness is one half.
HALF_KM = 40.0


@lru_cache(maxsize=4096)
def provinces(stated: str) -> frozenset[str]:
    """This function will give the provinces meant by a code, a region's name or «Italia»."""
    folded = stated.strip().casefold()
    if folded in _EVERYWHERE:
        return frozenset({EVERYWHERE})
    return _BY_NAME.get(folded, frozenset({stated.strip().upper()}) if folded else frozenset())


def region(province: str) -> str:
    """This function will give the region of a province; empty when unknown."""
    return REGION_OF.get(province, "")


def kilometres(lat: float, lon: float, lats: np.ndarray, lons: np.ndarray) -> np.ndarray:
    """This function will give the great-circle distances from one point to many; NaN where unknown."""
    here_lat, here_lon, lats, lons = np.radians(lat), np.radians(lon), np.radians(lats), np.radians(lons)
    half = np.sin((lats - here_lat) / 2) ** 2 + np.cos(here_lat) * np.cos(lats) * np.sin((lons - here_lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


def nearness(km: np.ndarray) -> np.ndarray:
    """This function will turn kilometres into closeness in [0, 1]."""
    return 1.0 / (1.0 + (km / HALF_KM) ** 2)
