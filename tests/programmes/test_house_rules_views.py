import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.programmes.models import HouseRule
from tests.factories import HouseRuleFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ONCE = "00000000-0000-4000-8000-00000000aaaa"


def address(member, programme, name="house_rules", *more):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, programme.pk, *more])


def lines():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return [one.text for one in HouseRule.objects.order_by("programme", "position", "pk")]


def line(programme, text="We ask.", position=0):
    return HouseRuleFactory(programme=programme, text=text, position=position)


def test_an_empty_board_offers_three_beginnings_that_are_taken_with_one_press(
    programme, mentor, as_member
):
    client, here = as_member(mentor), address(mentor, programme)

    empty = client.get(here).content.decode()
    taken = client.post(here, {"text": "We ask before we advise.", "once": ONCE}, follow=True)

    assert empty.count("Take this") == 3
    assert taken.content.decode().count("Take this") == 2
    assert "The line is on the board." in taken.content.decode()
    assert lines() == ["We ask before we advise."]


def test_a_form_sent_twice_makes_one_line(programme, mentor, as_member):
    client, here = as_member(mentor), address(mentor, programme)

    client.post(here, {"text": "We rest.", "once": ONCE})
    client.post(here, {"text": "We rest.", "once": ONCE})

    assert lines() == ["We rest."]


def test_the_board_shows_nobody_who_wrote(programme, mentor, hr, as_member, standing):
    written = line(programme)
    written.written_by = standing(hr).seat
    written.save()

    page = as_member(mentor).get(address(mentor, programme)).content.decode()

    assert "We ask." in page
    assert hr.name not in page


def test_an_empty_line_is_told_and_nothing_is_written(programme, mentor, as_member):
    page = as_member(mentor).post(address(mentor, programme), {"text": " ", "once": ONCE})

    assert "Write a sentence." in page.content.decode()
    assert lines() == []


def test_with_twelve_lines_there_is_no_field_and_a_thirteenth_keeps_its_words(
    programme, mentor, as_member
):
    for n in range(12):
        line(programme, f"Line {n}.", n)
    client, here = as_member(mentor), address(mentor, programme)

    full = client.get(here).content.decode()
    late = client.post(here, {"text": "One more.", "once": ONCE}).content.decode()

    assert "Correct one, or remove one before you add another." in full
    assert "Add to the board" not in full
    assert "Does this replace one?" in late
    assert 'value="One more."' in late
    assert len(lines()) == 12


def test_who_steers_without_a_place_reads_and_does_not_write(programme, hr, as_member):
    line(programme)
    steering = MembershipFactory(organisation=hr.organisation, coordinator=True)
    client, here = as_member(steering), address(steering, programme)

    page = client.get(here).content.decode()
    refused = client.post(here, {"text": "We steer.", "once": ONCE})

    assert "We ask." in page
    assert "Add to the board" not in page
    assert refused.status_code == 403
    assert lines() == ["We ask."]


def test_an_empty_board_tells_a_reader_what_will_be_there(programme, hr, as_member):
    steering = MembershipFactory(organisation=hr.organisation, coordinator=True)

    page = as_member(steering).get(address(steering, programme)).content.decode()

    assert "The board is still empty" in page


def test_a_line_is_corrected_on_its_own_page(programme, mentor, as_member):
    client, there = as_member(mentor), line(programme)
    here = address(mentor, programme, "house_rule", there.pk)

    opened = client.get(here).content.decode()
    saved = client.post(here, {"text": "We ask first.", "version": 1}, follow=True)

    assert 'value="We ask."' in opened
    assert "The line was saved." in saved.content.decode()
    assert lines() == ["We ask first."]


def test_two_editors_of_a_line_see_both_texts(programme, mentor, as_member):
    client, there = as_member(mentor), line(programme)
    here = address(mentor, programme, "house_rule", there.pk)
    client.post(here, {"text": "We ask first.", "version": 1})

    page = client.post(here, {"text": "We wonder.", "version": 1}).content.decode()
    client.post(here, {"text": "We wonder.", "version": 2, "keep-text": "theirs"})

    assert "Somebody in the programme has just changed this." in page
    assert "We ask first." in page
    assert 'value="We wonder."' in page
    assert lines() == ["We ask first."]


def test_a_line_is_removed(programme, mentor, as_member):
    there = line(programme)
    here = address(mentor, programme, "house_rule", there.pk)

    page = as_member(mentor).post(here, {"action": "remove"}, follow=True).content.decode()

    assert "The line was removed." in page
    assert lines() == []


def test_a_line_moves_without_a_script_and_the_list_stays_open(programme, mentor, as_member):
    line(programme, "We ask.", 0)
    second = line(programme, "We listen.", 1)
    here = address(mentor, programme, "house_rule_move", second.pk)

    moved = as_member(mentor).post(here, {"to": "up", "place": "1"})
    as_member(mentor).post(here, {"to": "up", "place": "nonsense"})

    assert moved["Location"] == f"{address(mentor, programme)}?arrange#line-{second.pk}"
    assert lines() == ["We listen.", "We ask."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_number_of_questions_for_any_number_of_lines(
    count, programme, mentor, as_member, django_assert_num_queries
):
    for n in range(count):
        line(programme, f"Line {n}.", n)
    HouseRuleFactory(text="Of another programme.")
    client = as_member(mentor)

    with django_assert_num_queries(9):
        page = client.get(address(mentor, programme)).content.decode()

    assert page.count("Up: Line") == count - 1
    assert "Of another programme." not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Kysymme ennen kuin neuvomme."), ("sv", "Vi frågar innan vi ger råd.")],
)
def test_the_beginnings_are_in_the_language_of_the_reader(
    language, words, programme, mentor, as_member
):
    with translation.override(language):
        here = address(mentor, programme)

    page = as_member(mentor).get(here).content.decode()

    assert words in page
