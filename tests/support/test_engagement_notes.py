"""Serves R84, R91, R92: notes are read by whom their writers chose, in SQL as by the rule."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy, versions
from nuotio.support.events import ThanksGiven
from nuotio.support.models import EngagementNote, Thanks
from nuotio.support.queries import engagements, notes
from nuotio.support.rules.engagements import can_see_note
from nuotio.support.services import notes as services
from tests.factories import OrganisationFactory
from tests.support import factories
from tests.support.giving import at as address
from tests.support.giving import kept, read, support
from tests.support.members import person

ONCE = UUID("00000000-0000-4000-8000-00000000c003")
AUDIENCES = ("mentors", "team", "readers")
READERS = ("invited", "mentors", "organisation")
EVERYBODY = {"aino", "sanna", "jari", "petri", "kirsi", "tiina", "markku", "asked", "employee"}
# Who reads what Sanna wrote, by whom the request is for and by the audience of the note.
READ = {
    ("invited", "mentors"): {"sanna", "jari"},
    ("invited", "team"): {"sanna", "jari", "aino"},
    ("invited", "readers"): {"sanna", "jari", "aino", "kirsi", "tiina", "asked"},
    ("mentors", "mentors"): {"sanna", "jari"},
    ("mentors", "team"): {"sanna", "jari", "aino"},
    ("mentors", "readers"): {"sanna", "jari", "aino", "kirsi", "tiina", "asked", "petri"},
    ("organisation", "mentors"): {"sanna", "jari"},
    ("organisation", "team"): {"sanna", "jari", "aino"},
    ("organisation", "readers"): EVERYBODY,
}


@pytest.fixture
def people(ours, aino, sanna, jari, petri, kirsi, tiina, markku):
    """Aino asks, Sanna and Jari give, `asked` has said no; the others are colleagues."""
    known = [aino, sanna, jari, petri, kirsi, tiina, markku]
    names = ("aino", "sanna", "jari", "petri", "kirsi", "tiina", "markku")
    return dict(zip(names, known, strict=True)) | {
        "asked": person(ours, "Asta Asked"),
        "employee": person(ours, "Eero Employee"),
        "stranger": person(OrganisationFactory(), "Stina Stranger", hr=True, mentor=True),
    }


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_database_and_the_rule_agree_on_every_reader(readers, audience, people):
    engagement = support(people["aino"], people["sanna"], people["jari"], request__readers=readers)
    factories.SupportInvitationFactory(
        request=engagement.request, mentor=people["asked"], declined=True
    )
    note = factories.EngagementNoteFactory(
        engagement=engagement, writer=people["sanna"], audience=audience
    )

    with tenancy.unrestricted(reason="Looking with the eyes of a stranger, too."):
        by_rule = {who for who, member in people.items() if can_see_note(member, note)}
        in_sql = {
            who
            for who, member in people.items()
            if notes.visible_notes(member).filter(pk=note.pk).exists()
        }

    assert by_rule == in_sql == READ[readers, audience]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_whoever_wrote_a_note_reads_it_and_whoever_has_left_reads_none(audience, people, now):
    aino, sanna = people["aino"], people["sanna"]
    engagement = support(aino, sanna)
    own = factories.EngagementNoteFactory(engagement=engagement, writer=aino, audience=audience)

    assert notes.visible_notes(aino).get() == own
    assert can_see_note(aino, own)
    aino.left_at = now
    assert not notes.visible_notes(aino).exists()
    assert not can_see_note(aino, own)


def test_a_mentor_who_has_left_the_support_reads_the_mentors_notes_no_more(people):
    sanna, jari = people["sanna"], people["jari"]
    engagement = support(people["aino"], sanna, jari)
    note = factories.EngagementNoteFactory(engagement=engagement, writer=sanna, audience="mentors")
    engagement.request.invitations.filter(mentor=jari).update(state="left")

    assert not notes.visible_notes(jari).exists()
    assert not can_see_note(jari, kept(note))


def test_notes_stand_with_the_newest_first(people, now):
    engagement = support(people["aino"], people["sanna"])
    old = factories.EngagementNoteFactory(engagement=engagement)
    new = factories.EngagementNoteFactory(engagement=engagement, at=now)
    factories.EngagementNoteFactory(engagement=support(people["aino"], people["sanna"]))

    assert list(notes.notes_of(engagement, viewer=people["sanna"])) == [new, old]


def test_the_page_shows_the_notes_that_are_for_the_viewer(people, as_member):
    engagement = support(people["aino"], people["sanna"])
    for audience in AUDIENCES:
        factories.EngagementNoteFactory(
            engagement=engagement,
            writer=people["sanna"],
            audience=audience,
            words=f"Words for {audience}.",
        )

    shown = {}
    for who in ("sanna", "aino", "kirsi"):
        page = read(as_member(people[who]), "engagement", people[who], engagement.pk)
        shown[who] = {one for one in AUDIENCES if f"Words for {one}." in page}

    assert shown == {"sanna": set(AUDIENCES), "aino": {"team", "readers"}, "kirsi": {"readers"}}


def test_who_reads_the_request_finds_its_notes_there(people, now):
    engagement = support(people["aino"], people["sanna"], request__readers="organisation")
    for audience in AUDIENCES:
        factories.EngagementNoteFactory(engagement=engagement, audience=audience, words=audience)

    told = engagements.part(engagement.request, viewer=people["employee"], at=now)
    hers = engagements.part(engagement.request, viewer=people["sanna"], at=now)

    assert told["engagement"] is None
    assert [one.words for one in told["engagement_notes"]] == ["readers"]
    assert (hers["engagement"], hers["engagement_mentors"]) == (engagement, [people["sanna"]])


def test_a_note_sent_twice_is_one(people, now):
    engagement = support(people["aino"], people["sanna"])
    told = {"by": people["sanna"], "at": now, "once": ONCE}

    for _ in range(2):
        services.write_note(engagement, "We talked.", "team", **told)

    assert list(EngagementNote.objects.values_list("words", "audience")) == [("We talked.", "team")]
    assert AuditEntry.objects.filter(action="support.write_note").count() == 1


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_the_mark_of_somebody_elses_note_does_no_harm(where, people, now):
    engagement = support(people["aino"], people["sanna"])
    other = factories.EngagementNoteFactory(
        **({"engagement": engagement, "writer": people["sanna"]} if where == "here" else {})
    )
    told = {"by": people["aino"], "at": now, "once": other.once}

    made = services.write_note(engagement, "Mine.", "team", **told)

    assert (made.writer, made.words, made.engagement) == (people["aino"], "Mine.", engagement)
    with tenancy.unrestricted(reason="Looking at what there is."):
        rows = list(EngagementNote.objects.order_by("pk").values_list("pk", "words", "writer_id"))
    assert rows == [
        (other.pk, other.words, other.writer_id),
        (made.pk, "Mine.", people["aino"].pk),
    ]


@pytest.mark.parametrize("who", ["petri", "kirsi", "employee"])
def test_only_the_mentors_and_who_asked_write(who, people, now):
    engagement = support(people["aino"], people["sanna"])
    note = factories.EngagementNoteFactory(engagement=engagement, writer=people["sanna"])

    with pytest.raises(PermissionDenied):
        services.write_note(engagement, "x", "team", by=people[who], at=now, once=ONCE)
    with pytest.raises(PermissionDenied):
        services.change_note(note, "x", "team", by=people[who], version=1)
    with pytest.raises(PermissionDenied):
        services.remove_note(note, by=people[who])

    assert kept(note).words == note.words


def test_a_note_that_was_saved_elsewhere_is_not_lost(people):
    engagement = support(people["aino"], people["sanna"])
    note = factories.EngagementNoteFactory(engagement=engagement, writer=people["sanna"])

    services.change_note(note, "First", "mentors", by=people["sanna"], version=1)
    with pytest.raises(versions.EditedMeanwhile):
        services.change_note(note, "Second", "readers", by=people["sanna"], version=1)

    assert (kept(note).words, kept(note).audience) == ("First", "mentors")


def test_the_mentors_agree_on_who_reads(people):
    engagement = support(people["aino"], people["sanna"])

    with pytest.raises(PermissionDenied):
        services.agree_on_readers(engagement, "readers", by=people["aino"], version=1)
    services.agree_on_readers(engagement, "mentors", by=people["sanna"], version=1)

    assert kept(engagement).audience == "mentors"


def test_thanks_are_told_once_and_may_be_changed(people, now, announced):
    engagement = support(people["aino"], people["sanna"])

    for words in ("Thank you.", "Thank you so much."):
        services.give_thanks(engagement, words, by=people["aino"], at=now)
    with pytest.raises(PermissionDenied):
        services.give_thanks(engagement, "Me", by=people["sanna"], at=now)

    assert Thanks.objects.get().words == "Thank you so much."
    assert announced == [ThanksGiven(engagement.organisation_id, engagement.pk, people["aino"].pk)]


def test_a_note_is_written_changed_and_deleted_in_its_forms(people, as_member):
    sanna, engagement = people["sanna"], support(people["aino"], people["sanna"])
    client = as_member(sanna)
    told = {"words": "We talked.", "audience": "mentors", "once": str(uuid4()), "version": "1"}

    blank = read(client, "note_add", sanna, engagement.pk)
    client.post(address("note_add", sanna, engagement.pk), told)
    note = EngagementNote.objects.get()
    where = address("note_edit", sanna, note.pk)
    client.post(where, {**told, "words": "We talked long."})
    clash = client.post(where, {**told, "words": "Meanwhile"}).content.decode()
    changed = kept(note).words
    client.post(address("note_remove", sanna, note.pk))

    assert 'value="team" id="id_audience_1" checked' in blank
    assert changed == "We talked long."
    assert "Both texts are kept" in clash
    assert not EngagementNote.objects.exists()


def test_who_asked_writes_for_more_than_the_mentors(people, as_member):
    aino, engagement = people["aino"], support(people["aino"], people["sanna"])
    client, where = as_member(aino), address("note_add", aino, engagement.pk)

    page = client.get(where).content.decode()
    client.post(where, {"words": "Hello", "audience": "mentors", "version": "1"})

    assert 'value="mentors"' not in page
    assert not EngagementNote.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": ""}, "Write a sentence or two."),
        ({"words": "👩🏽‍⚕️"}, "Say it in words, too."),
        ({"words": "ä" * 3001}, "at most 3000 characters"),
        ({"words": "a\x00b"}, "Null characters are not allowed."),
        ({"audience": ""}, "Choose who may read."),
    ],
    ids=str,
)
def test_a_note_that_says_nothing_is_told_kindly(people, as_member, changes, words):
    sanna, engagement = people["sanna"], support(people["aino"], people["sanna"])
    told = {"words": "We talked.", "audience": "team", "version": "1", **changes}

    page = as_member(sanna).post(address("note_add", sanna, engagement.pk), told)

    assert words in page.content.decode()
    assert not EngagementNote.objects.exists()


def test_the_readers_are_agreed_on_in_a_form(people, as_member):
    sanna, engagement = people["sanna"], support(people["aino"], people["sanna"])
    client, where = as_member(sanna), address("note_readers", sanna, engagement.pk)

    client.get(where)
    client.post(where, {"audience": "readers", "version": "1"})
    clash = client.post(where, {"audience": "mentors", "version": "1"}).content.decode()

    assert kept(engagement).audience == "readers"
    assert "Both texts are kept" in clash


def test_notes_of_others_are_not_there(people, as_member):
    sanna = people["sanna"]
    engagement = support(people["aino"], sanna)
    own = factories.EngagementNoteFactory(engagement=engagement, writer=people["aino"])
    theirs = factories.EngagementNoteFactory()

    for pk in (own.pk, theirs.pk):
        assert as_member(sanna).get(address("note_edit", sanna, pk)).status_code == 404
        assert as_member(sanna).post(address("note_remove", sanna, pk)).status_code == 404
