"""An HR day to come and one with an open live room in it, for one side of the matrix world."""

from typing import Any

from tests.matrix.side import Side
from tests.programmes import live_factories as live


def rows(side: Side, programme: Any, canary: str) -> dict[str, Any]:
    """Return rows that addresses name; those of the twin carry the canary."""
    day = live.HrDayFactory(programme=programme, name_fi=f"{canary}HR day")
    held = live.HrDayFactory(programme=programme, name_fi=f"{canary}HR day with a room")
    room = live.LiveRoomFactory(
        event=held, private_to=side.organisation, step="decisions", revealed=["reasons"]
    )
    mentor = live.LiveParticipantFactory(
        room=room, membership=side.people["mentor"], name=f"{canary}present"
    )
    note = live.LiveNoteFactory(participant=mentor, step="reasons", text=f"{canary} reason")
    live.LiveDotsFactory(participant=mentor)
    return {"hr_day": day, "live_day": held, "live_room": room, "live_note": note}
