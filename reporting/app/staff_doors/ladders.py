"""What a team does when nobody answers, between its page and the house."""

from notify.policy import Policy
from notify.ports import Channel
from reporting.app.staff_doors.ids import team_id
from reporting.model.ids import TeamId
from reporting.people.doors import PeopleDoors
from reporting.people.ladder_form import LadderForm, read_agency, read_policy, written
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.ladder_view import ROWS, LadderLine, LadderPage, Rehearsed
from reporting.store.schools import Team


class TeamLadders:
    """Satisfies the staff site's `Ladders`. `channels`: by what this service reaches people at all."""

    def __init__(self, people: PeopleDoors, channels: frozenset[Channel]) -> None:
        self._people = people
        self._channels = channels

    def page(self, session: StaffSession, value: str) -> LadderPage:
        team = self._team(value)
        policy, agency = self._people.ladders.kept(team.id)
        return LadderPage(
            value=value,
            team=team.name,
            form=written(policy, agency, ROWS),
            rehearsed=self._rehearsed(team.id, policy, agency.name if agency else ""),
            may=session.principal.registrar,
            mails=Channel.EMAIL in self._channels,
            more_teams=len(self._people.directory.teams()) > 1,
            hurried=policy.speed,
        )

    def rehearse(self, session: StaffSession, value: str, form: LadderForm) -> Rehearsed:
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes what happens when nobody answers.")
        team = self._team(value)
        before, _ = self._people.ladders.kept(team.id)
        agency = read_agency(form)
        return self._rehearsed(team.id, read_policy(form, before), agency.name if agency else "")

    def keep(self, session: StaffSession, value: str, form: LadderForm) -> None:
        team = self._team(value)
        before, _ = self._people.ladders.kept(team.id)
        agency = read_agency(form)
        policy = read_policy(form, before)
        teams = [one.id for one in self._people.directory.teams()] if form.everywhere else [team.id]
        self._people.ladders.change(session, teams, policy, agency)

    def _rehearsed(self, team: TeamId, policy: Policy, agency: str) -> Rehearsed:
        found, names = self._people.ladders.rehearsed(
            team, policy, outside=bool(agency), channels=self._channels
        )
        lines = []
        for step in found.steps:
            by_channel: dict[Channel, list[str]] = {}
            for person, channel in step.targets:
                by_channel.setdefault(channel, []).append(names.get(person) or agency)
            lines += [
                LadderLine(step.at_s, step.kind, channel, tuple(people))
                for channel, people in by_channel.items()
            ]
        if lines:
            lines.append(LadderLine(policy.tell_after_s, "student", "", ()))
        return Rehearsed(
            tuple(sorted(lines, key=lambda line: line.at_s)),
            found.again_s,
            policy.reply_s,
            policy.reply_s + policy.again_s,
            policy.unopened_s,
        )

    def _team(self, value: str) -> Team:
        which = team_id(value)
        found = [one for one in self._people.directory.teams() if one.id == which]
        if not found:
            raise Refused("unknown", "Choose a team of this district.")
        return found[0]
