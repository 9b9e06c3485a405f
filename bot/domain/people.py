"""Who takes part: roles, age bands, grades, certificates."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the program. Staff come by invitation only."""

    PUPIL = "pupil"
    RECRUITER = "recruiter"
    COORDINATOR = "coordinator"

    @property
    def is_staff(self) -> bool:
        """Recruiters and coordinators are addressed with "Sie" and may write to pupils."""
        return self is not Role.PUPIL


class AgeBand(StrEnum):
    """Never a birth date (data minimisation, Art. 5 GDPR); under 14 nothing is stored."""

    UNDER_14 = "under14"
    FROM_14 = "14-15"
    FROM_16 = "16-17"
    ADULT = "18+"


class Grade(StrEnum):
    """Class of a secondary school in North Rhine-Westphalia, or where the pupil is instead."""

    G8 = "8"
    G9 = "9"
    G10 = "10"
    EF = "EF"
    Q1 = "Q1"
    Q2 = "Q2"
    BK = "BK"
    IFK = "IFK"
    LEFT = "left"


class Certificate(StrEnum):
    """School-leaving certificates of North Rhine-Westphalia since 2022, lowest first."""

    NONE = "none"
    ESA = "ESA"
    EESA = "EESA"
    MSA = "MSA"
    MSA_Q = "MSA_Q"
    FHR = "FHR"
    ABITUR = "ABI"

    @property
    def rank(self) -> int:
        """Place in the order of certificates, 0 for none."""
        return list(Certificate).index(self)
