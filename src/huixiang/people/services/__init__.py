"""Writes of organisations, units, members, roles, invitations and own days. Each leaves one journal entry."""

from huixiang.people.services.days import remove_own_day as remove_own_day, set_own_day as set_own_day
from huixiang.people.services.invitations import (
    InvitationOver as InvitationOver,
    accept_invitation as accept_invitation,
    invite as invite,
)
from huixiang.people.services.members import (
    add_member as add_member,
    change_place as change_place,
    deactivate_member as deactivate_member,
    reactivate_member as reactivate_member,
)
from huixiang.people.services.organisations import NotAName as NotAName, found_organisation as found_organisation
from huixiang.people.services.refusals import (
    LastAdministrator as LastAdministrator,
    NameTaken as NameTaken,
    UnitClosed as UnitClosed,
)
from huixiang.people.services.roles import give_role as give_role, withdraw_role as withdraw_role
from huixiang.people.services.roster import import_roster as import_roster
from huixiang.people.services.second_steps import (
    NoSecondStep as NoSecondStep,
    reset_second_step as reset_second_step,
)
from huixiang.people.services.sessions import (
    end_other_sign_ins as end_other_sign_ins,
    end_session as end_session,
    end_sign_ins_of as end_sign_ins_of,
)
from huixiang.people.services.units import (
    MoveImpossible as MoveImpossible,
    UnitNeeded as UnitNeeded,
    add_unit as add_unit,
    close_unit as close_unit,
    move_unit as move_unit,
    rename_unit as rename_unit,
)
