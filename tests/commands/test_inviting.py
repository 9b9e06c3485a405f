"""Who may come in and who may not any more: ``lotse invite``, ``link``, ``dismiss``."""

import re

import pytest

from bot.commands.surroundings import done_beside, real_settings
from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.services.services import Services
from tests.commands.conftest import Call
from tests.commands.invited import NINA, code_of, joined


def test_an_invitation_lets_one_person_in(lotse: Call, secrets: str) -> None:
    told = lotse("invite", *NINA, "--specialisms", "training, internship")
    assert told.code == 0, told.err
    code = re.search(r"Code: (\S+)", told.out)
    link = re.search(r"Link: http://127\.0\.0\.1:8080/\?s=e_(\w+)", told.out)
    assert code is not None
    assert link is not None
    assert code[1].replace("-", "") == link[1]
    member = joined(code[1])
    assert (member.name, member.role) == ("Nina Neu", Role.RECRUITER)
    assert set(member.specialisms) == {Specialism.TRAINING, Specialism.INTERNSHIP}
    assert len(member.towns) == 2


def test_all_towns_are_the_county(lotse: Call, secrets: str) -> None:
    told = lotse("invite", "--role", "recruiter", "--towns", "all", "--name", "Kreis")
    assert joined(told.out.split()[1]).towns == ("*",)


def test_a_coordinator_needs_no_town(lotse: Call, secrets: str) -> None:
    told = lotse("invite", "--role", "coordinator", "--name", "Kim")
    assert joined(told.out.split()[1]).role is Role.COORDINATOR


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--role", "recruiter", "--name", "Nina"), "A recruiter needs towns"),
        (("--role", "pupil", "--name", "Lena"), "Pupils need no invitation"),
        (("--role", "coordinator", "--name", " "), "The name is missing"),
        (("--role", "coordinator", "--name", "N" * 61), "The name is missing, or nobody could"),
        (("--role", "coordinator", "--name", "N\x1b[2J"), "The name is missing, or nobody could"),
        (("--role", "recruiter", "--towns", ",", "--name", "N"), "A recruiter needs towns"),
        ((*NINA, "--specialisms", ","), "A recruiter needs specialisms"),
        (
            ("--role", "recruiter", "--towns", "Hamburg", "--name", "N"),
            "There is no town 'Hamburg'",
        ),
        ((*NINA, "--specialisms", "cooking"), "Specialisms are training, internship"),
    ],
)
def test_a_wrong_invitation_says_what_to_write(
    lotse: Call, secrets: str, arguments: tuple[str, ...], sentence: str
) -> None:
    told = lotse("invite", *arguments)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith(sentence)
    assert told.err.count("\n") == 1


def test_who_is_dismissed_has_no_access_any_more(lotse: Call, secrets: str) -> None:
    assert "The staff: nobody yet" in lotse("dismiss", "Nina Neu").err
    joined(code_of(lotse("invite", *NINA)))
    assert "Nobody is called 'Nina'. The staff: Nina Neu" in lotse("dismiss", "Nina").err
    told = lotse("dismiss", "nina neu")
    assert (told.code, told.out) == (
        0,
        "nina neu has no access any more. Enquiries passed on: 0.\n",
    )
    assert "The staff: nobody yet" in lotse("dismiss", "Nina Neu").err


def through(door: str) -> str | None:
    """What the browser gets that opens a link printed by ``lotse link``."""
    found = re.search(r"Link: http://127\.0\.0\.1:8080/team/(\S+)", door)
    assert found is not None, door
    return done_beside(real_settings(), lambda unit: Services(unit).doors.enter(found[1]))


def is_inside(secret: str) -> bool:
    visit = done_beside(real_settings(), lambda unit: Services(unit).doors.visit(secret))
    return visit is not None and visit.staff


def test_a_link_opens_the_chat_once_and_shuts_a_lost_computer_out(
    lotse: Call, secrets: str
) -> None:
    joined(code_of(lotse("invite", *NINA)), "ab" * 16)
    assert "Nobody is called 'Nino'" in lotse("link", "Nino").err
    printed = lotse("link", "nina neu")
    assert printed.err == "For nina neu alone, once, within 15 minutes.\n"
    at_work = through(printed.out)
    assert at_work is not None
    assert is_inside(at_work)
    assert through(printed.out) is None
    at_home = through(lotse("link", "Nina Neu").out)
    assert is_inside(at_work)
    new = through(lotse("link", "Nina Neu", "--lost").out)
    assert new is not None
    assert at_home is not None
    assert is_inside(new)
    assert not is_inside(at_work)
    assert not is_inside(at_home)


def test_of_two_with_one_name_the_number_tells(lotse: Call, secrets: str) -> None:
    members = [joined(code_of(lotse("invite", *NINA)), address) for address in ("one", "two")]
    numbers = [f"{member.person_id}" for member in members]
    told = lotse("dismiss", "Nina Neu")
    assert (told.code, told.out) == (3, "")
    assert all(number in told.err for number in numbers)
    assert lotse("dismiss", "Nina Neu", "--number", "999").code == 3
    assert lotse("dismiss", "Nina Neu", "--number", numbers[0]).code == 0
    assert lotse("dismiss", "Nina Neu").code == 0
