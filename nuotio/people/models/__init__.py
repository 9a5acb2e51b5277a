from nuotio.people.models.invitation import Invitation
from nuotio.people.models.join_request import JoinRequest
from nuotio.people.models.membership import Membership, OrganisationOwned, Profile, Unit
from nuotio.people.models.organisation import Organisation, OrganisationKind
from nuotio.people.models.role import Role, RoleHolding, RoleTitle
from nuotio.people.models.roster import RosterImport
from nuotio.people.models.time_booking import TimeBooking
from nuotio.people.models.time_share import TimeShare
from nuotio.people.models.user import SignIn, User

__all__ = [
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OrganisationOwned",
    "Profile",
    "Role",
    "RoleHolding",
    "RoleTitle",
    "RosterImport",
    "SignIn",
    "TimeBooking",
    "TimeShare",
    "Unit",
    "User",
]
