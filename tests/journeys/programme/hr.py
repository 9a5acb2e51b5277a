"""What HR of an organisation in the programme does."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.programme.walk import COACHING, MEETING, Walk, open_programme, row, written

DECISION = "Mentorit kertovat kokeiluistaan henkilöstöpäivässä."
SUPPORT = "Neljä tuntia kuukaudessa ja tila kokeiluille."


def read_invitation(page: Page, walk: Walk) -> None:
    """See the shared dates and who else is invited, before anything is answered."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name="Lue ja vastaa").click()
    moved = walk.in_week(13)
    expect(row(page, COACHING[2])).to_contain_text(f"{moved.day}.{moved.month}.{moved.year} 9.00")
    expect(page.get_by_role("complementary")).to_contain_text("Rekisterikeskus Vaaka")
    walk.look(page)


def accept_invitation(page: Page, slug: str, contact: str, walk: Walk) -> None:
    """Name who takes care of the mentors, and take part; the own meetings follow what moved."""
    open_programme(page, slug)
    page.get_by_role("link", name="Lue ja vastaa").click()
    page.get_by_label(contact).check()
    page.get_by_role("button", name="Lähdemme mukaan").click()
    page.wait_for_url(f"**/o/{slug}/programmes/")
    open_programme(page, slug)
    expect(row(page, MEETING[1])).to_contain_text(written(walk.in_week(9)))
    expect(row(page, MEETING[2])).to_contain_text(written(walk.in_week(16)))


def take_applicant_along(page: Page, walk: Walk) -> None:
    """Read why Tiina would like to come, and take her along."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name="Hakemukset mentoriksi").click()
    walk.look(page)
    page.get_by_role("link", name="Tiina Heikkinen").click()
    expect(page.locator("main")).to_contain_text("Haluan oppia kysymään")
    walk.look(page)
    page.get_by_role("button", name="Ota mukaan").click()
    expect(page.locator(".messages")).to_contain_text("Tiina Heikkinen")


def bring_mentors_along(page: Page, walk: Walk) -> None:
    """Bring along three who are mentors already, one of them of Tiina's own unit."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name="Mentorit ja parit").click()
    page.get_by_role("link", name="Ota mukaan nykyisiä mentoreita").click()
    walk.look(page)
    for name in ("Sanna Koskinen", "Petri Laine", "Eero Ojala"):
        page.get_by_label(re.compile(f"^{name}")).check()
    page.get_by_role("button", name="Ota mukaan").click()
    page.wait_for_url("**/pairs/")


def pair_across_units(page: Page, walk: Walk) -> None:
    """Make the suggested pairs: both are of two units, with reasons to say so."""
    walk.look(page)
    suggested = page.locator(".suggestion")
    expect(suggested).to_have_count(2)
    expect(suggested.get_by_text("eri yksiköistä")).to_have_count(2)
    ours = suggested.filter(has_text="Tiina Heikkinen")
    expect(ours).to_contain_text("Eero Ojala")
    ours.get_by_role("button", name="Muodosta pari").click()
    page.locator(".suggestion").get_by_role("button", name="Muodosta pari").click()
    expect(page.locator(".suggestion")).to_have_count(0)
    expect(row(page, "Pura pari").filter(has_text="Tiina")).to_contain_text("Eero Ojala")


def write_decisions_down(page: Page, walk: Walk) -> None:
    """Write down what the meeting decided and what was promised, and find the promise again."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name=MEETING[1]).first.click()
    walk.look(page)
    page.get_by_role("link", name="Päätökset ja tuki").click()
    walk.look(page)
    page.get_by_label("Mitä?").fill(DECISION)
    page.get_by_role("button", name="Kirjaa").click()
    expect(page.locator("main ol.rows")).to_contain_text(DECISION)
    page.get_by_label("Mitä?").fill(SUPPORT)
    page.get_by_label("Luvattu tuki").check()
    page.get_by_label("Kuka huolehtii siitä?").fill("Markku Ojala")
    page.get_by_label("Mihin mennessä?").fill(walk.in_week(12).isoformat())
    page.get_by_role("button", name="Kirjaa").click()
    expect(page.locator("main ol.rows")).to_contain_text(SUPPORT)
    page.get_by_role("link", name="Takaisin tapahtumaan").click()
    expect(page.locator("#decisions")).to_contain_text(DECISION)
    page.get_by_role("link", name="Kaikki luvattu tuki").click()
    walk.look(page)
    expect(row(page, SUPPORT)).to_contain_text("Markku Ojala")
    expect(page.locator("main")).not_to_contain_text(DECISION)
