"""Puts the staff site together from its doors."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Flask, Response, request
from flask_babel import format_decimal
from markupsafe import Markup

from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.headers import FILE, STAFF, VIEWER, install_headers
from reporting.guard.origin import install_origin
from reporting.guard.request_body import ONE_FILE, BodyLimits, install_body_limits
from reporting.model import telephone
from reporting.people.ladder_form import clock_of
from reporting.printed import qr
from reporting.staff import (
    campaign_wording,
    family_wording,
    file_wording,
    incident_wording,
    insights_plots,
    language,
    moments,
    phone_wording,
    referral_wording,
    search_wording,
    student_wording,
    wording,
)
from reporting.staff.absence_pages import absence_pages
from reporting.staff.account_pages import account_pages
from reporting.staff.addresses import address
from reporting.staff.answering_pages import answering_pages
from reporting.staff.asking_pages import asking_pages
from reporting.staff.assets import asset_address
from reporting.staff.calendar_pages import calendar_pages
from reporting.staff.campaign_pages import campaign_pages
from reporting.staff.canned_pages import canned_pages
from reporting.staff.dialable import dialable
from reporting.staff.directory_pages import directory_pages
from reporting.staff.discreet import is_discreet
from reporting.staff.doors import StaffDoors
from reporting.staff.drill_pages import drill_pages
from reporting.staff.entry_pages import entry_pages
from reporting.staff.export_api import export_api
from reporting.staff.feedback_pages import feedback_pages
from reporting.staff.file_pages import file_pages
from reporting.staff.gap_pages import gap_pages
from reporting.staff.gate import Gate
from reporting.staff.glass_pages import glass_pages
from reporting.staff.guardian_pages import guardian_pages
from reporting.staff.guidance_pages import guidance_pages
from reporting.staff.hallway_pages import hallway_pages
from reporting.staff.held_pages import held_pages
from reporting.staff.hour_pages import hour_pages
from reporting.staff.inbox_pages import inbox_pages
from reporting.staff.incident_list_pages import incident_list_pages
from reporting.staff.incident_pages import incident_pages
from reporting.staff.insights_pages import insights_pages
from reporting.staff.interface_pages import interface_pages
from reporting.staff.joining_pages import joining_pages
from reporting.staff.ladder_pages import ladder_pages
from reporting.staff.lock_pages import lock_pages
from reporting.staff.now_pages import now_pages
from reporting.staff.on_call_pages import on_call_pages
from reporting.staff.once_a_minute import OnceAMinute
from reporting.staff.outcome_pages import outcome_pages
from reporting.staff.overview_pages import overview_pages
from reporting.staff.paper_pages import paper_pages
from reporting.staff.partner_pages import partner_pages
from reporting.staff.partner_people_pages import partner_people_pages
from reporting.staff.partnership_pages import partnership_pages
from reporting.staff.passkey_pages import passkey_pages
from reporting.staff.password_here import PasswordHere
from reporting.staff.people_pages import people_pages
from reporting.staff.pilot_pages import pilot_pages
from reporting.staff.push_pages import push_pages
from reporting.staff.quiet_answers import QuietAnswers
from reporting.staff.ready_pages import ready_pages
from reporting.staff.referral_file_pages import referral_file_pages
from reporting.staff.referral_pages import referral_pages
from reporting.staff.refusal_pages import answer_refusals
from reporting.staff.rota_pages import rota_pages
from reporting.staff.rule_wording import rule_title
from reporting.staff.rules_pages import rules_pages
from reporting.staff.school_pages import school_pages
from reporting.staff.search_pages import search_pages
from reporting.staff.set_up_pages import set_up_pages
from reporting.staff.settings import StaffSettings
from reporting.staff.shared_pages import shared_pages
from reporting.staff.shift_pages import shift_pages
from reporting.staff.stalled_pages import stalled_pages
from reporting.staff.texting_pages import texting_pages
from reporting.staff.thread_pages import thread_pages
from reporting.staff.training_pages import training_pages
from reporting.staff.try_limit import try_limit
from reporting.staff.try_pages import try_pages
from reporting.staff.vigil_pages import vigil_pages

# An answer of 40,000 characters, each four bytes and three times that as a form sends them; many small set-up fields.
LONG_FORMS = BodyLimits(content=640 * 1024, memory=640 * 1024, parts=1000)
# Steps and waits of a ladder: some thirty short fields.
FORMS_OF_MANY_FIELDS = BodyLimits(content=32 * 1024, memory=32 * 1024, parts=200)
MANY_FIELDS = ("ladder.keep", "ladder.look", "rota.layer_now")
# A directory of some thousand services, as a file or pasted.
DIRECTORY_FILE = BodyLimits(content=12 * 2**20, memory=12 * 2**20, parts=20)
WHOLE_FILES = ("directory.look", "directory.take")
# Eight texts of 4,000 characters in two languages, and ticks for each place.
FORMS_OF_AN_ENTRY = BodyLimits(content=256 * 1024, memory=256 * 1024, parts=500)
ENTRIES = (
    "partnership.keep",
    "partner.correct",
    "directory.keep_service",
    "directory.keep_organization",
    "directory.keep_location",
)
LONG = (
    "thread.reply",
    "thread.say",
    "hallway.enter",
    "calendar.form_now",
    "thread.note",
    "together.reply",
    "together.corroborate",
    "drill.reply",
    "thread.close",
    "now.reply",
    "now.say",
    "lock.now",
    "lock.keep",
    "set_up.keep",
    "set_up.send_test",
    "set_up.check_account",
    "set_up.create",
    "school.tell",
    "rules.words_now",
    "rules.rule_now",
)


def create_staff_app(doors: StaffDoors, settings: StaffSettings, demo: Blueprint | None = None) -> Flask:
    """The WSGI app. `demo` is the simulator's pages; only the demo's root hands them in."""
    app = GuardedFlask("reporting.staff", static_folder="static")
    app.after_request(_keep_static)
    install_origin(app, settings.hosts)
    install_headers(app, STAFF, {"file.content": FILE, "file.page": VIEWER})
    install_body_limits(
        app,
        {
            **dict.fromkeys(LONG, LONG_FORMS),
            **dict.fromkeys(MANY_FIELDS, FORMS_OF_MANY_FIELDS),
            "simulator.text": ONE_FILE,  # the demo's phones alone
            **dict.fromkeys(ENTRIES, FORMS_OF_AN_ENTRY),
            **dict.fromkeys(WHOLE_FILES, DIRECTORY_FILE),
        },
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    language.speak(app)
    _lend_words(app, doors, settings)
    Gate(doors, settings).stand_before(app)
    answer_refusals(app)
    often = try_limit(app, settings)
    for pages in (
        entry_pages(app, doors, settings, often),
        lock_pages(doors, settings, often),
        inbox_pages(doors, settings),
        thread_pages(doors, settings),
        people_pages(doors),
        joining_pages(doors),
        overview_pages(doors),
        on_call_pages(doors),
        account_pages(doors, settings),
        school_pages(doors.schools),
        try_pages(doors.previews),
    ):
        app.register_blueprint(pages)
    if doors.passkeys is not None:
        app.register_blueprint(passkey_pages(doors.passkeys, doors, settings, often))
    for pages in _rooms(doors, settings):
        app.register_blueprint(pages)
    if demo is not None:
        app.register_blueprint(demo)
    app.wsgi_app = QuietAnswers(app.wsgi_app, doors, settings)  # type: ignore[method-assign, assignment]  # as Flask has it wrapped
    return app


def _beside_a_thread(doors: StaffDoors, settings: StaffSettings) -> Iterator[Blueprint]:
    if doors.held is not None:
        yield held_pages(doors.held, doors, settings)
    if doors.files is not None:
        yield file_pages(doors.files, doors.guidances)


def _rooms(doors: StaffDoors, settings: StaffSettings) -> Iterator[Blueprint]:
    """Those that this house has."""
    password = PasswordHere(doors.sessions, settings)
    if doors.rules is not None:
        yield rules_pages(doors.rules, doors, settings)
    yield from _on_call_rooms(doors, password)
    if doors.getting_ready is not None:
        yield ready_pages(doors.getting_ready)
    yield from _beside_a_thread(doors, settings)
    if doors.feedback is not None:
        yield feedback_pages(doors.feedback)
    if doors.guidances is not None:
        yield now_pages(doors, doors.guidances, settings)
        yield guidance_pages(doors.guidances, password)
    if doors.canned is not None:
        yield canned_pages(doors.canned)
    if doors.hallway is not None:
        yield hallway_pages(doors.hallway, settings)
    yield from _over_several_threads(doors, settings)
    yield from _beyond_the_school(doors, password)
    yield from _shared(doors)
    yield from _referred(doors, settings)
    yield from _for_other_systems(doors, settings, password)
    yield from _ways_of_a_page(doors, settings)
    yield from _state_of_the_line(doors)
    if doors.set_ups is not None:
        yield set_up_pages(doors.set_ups)


def _beyond_the_school(doors: StaffDoors, password: PasswordHere) -> Iterator[Blueprint]:
    """Who helps, and what was agreed with them."""
    if doors.help is not None:
        yield directory_pages(doors.help, password)
    if doors.asking is not None:
        yield partner_pages(doors.asking)
        yield asking_pages(doors.asking)
    if doors.partner_people is not None and doors.help is not None:
        yield partner_people_pages(doors.partner_people, doors.help, password)
    if doors.partnerships is not None and doors.help is not None:
        yield partnership_pages(doors.partnerships, doors.help.schools)


def _shared(doors: StaffDoors) -> Iterator[Blueprint]:
    """What staff and partners have in common."""
    if doors.trainings is not None:
        yield training_pages(doors.trainings)
        if doors.asking is not None and doors.campaigns is not None:
            yield shared_pages(doors.asking, doors.trainings, doors.campaigns)


def _referred(doors: StaffDoors, settings: StaffSettings) -> Iterator[Blueprint]:
    """Help that partners give."""
    if doors.referrals is not None:
        yield referral_pages(doors.referrals, settings)
    if doors.guardians is not None:
        yield guardian_pages(doors.guardians, settings)
    if doors.stalled is not None:
        yield stalled_pages(doors.stalled)
    if doors.hours is not None:
        yield hour_pages(doors.hours, settings)
    if doors.referral_files is not None:
        yield referral_file_pages(doors.referral_files, PasswordHere(doors.sessions, settings))


def _for_other_systems(
    doors: StaffDoors, settings: StaffSettings, password: PasswordHere
) -> Iterator[Blueprint]:
    """What machines read, and the keys that they read it with."""
    if doors.exports is not None:
        yield export_api(doors.exports, settings)
    if doors.interfaces is not None:
        yield interface_pages(doors.interfaces, password)


def _over_several_threads(doors: StaffDoors, settings: StaffSettings) -> Iterator[Blueprint]:
    """What looks through conversations, and what puts some of them together."""
    if doors.searches is not None:
        yield search_pages(doors.searches)
    if doors.incidents is not None:
        yield incident_pages(doors.incidents, doors, settings)
    if doors.incident_list is not None:
        yield incident_list_pages(doors.incident_list)


def _ways_of_a_page(doors: StaffDoors, settings: StaffSettings) -> Iterator[Blueprint]:
    """Where a page reaches a browser, and the button that it leads to; where a poster leads."""
    if doors.figures is not None:
        yield insights_pages(*doors.figures)
    if doors.figures is not None and doors.printing is not None:
        yield paper_pages(
            doors.figures[0], doors.printing, doors.house.facts, pilots=doors.pilots, outcomes=doors.outcomes
        )
        if doors.outcomes is not None:
            yield outcome_pages(doors.outcomes)
        if doors.pilots is not None:
            yield pilot_pages(doors.pilots, *doors.figures, doors.printing, doors.house.facts, settings.clock)
    if doors.campaigns is not None:
        yield campaign_pages(doors.campaigns)
    if doors.browsers is not None:
        yield push_pages(doors.browsers)
    if doors.answering is not None:
        yield answering_pages(doors.answering)


def _state_of_the_line(doors: StaffDoors) -> Iterator[Blueprint]:
    """Whether somebody watches, and whether texts arrive."""
    if doors.vigils is not None:
        yield vigil_pages(doors.vigils, doors)
    if doors.texting is not None:
        yield texting_pages(doors.texting)


def _on_call_rooms(doors: StaffDoors, password: PasswordHere) -> Iterator[Blueprint]:
    """Who is on call, what happens when nobody answers, whether that was tried, and the way in an emergency."""
    if doors.on_call_time is not None:
        yield rota_pages(doors.on_call_time.rota, password)
        yield gap_pages(doors.on_call_time.gaps, password)
        yield calendar_pages(doors.on_call_time.calendars, doors.on_call_time.rota, password)
        yield absence_pages(doors.on_call_time.absences, doors.on_call_time.rota, password)
        yield shift_pages(doors.on_call_time.shifts)
    if doors.glass is not None:
        yield glass_pages(doors.glass, password)
    if doors.ladders is not None:
        yield ladder_pages(doors.ladders, password)
    if doors.drills is not None:
        yield drill_pages(doors.drills, password)


def _keep_static(response: Response) -> Response:
    """Our own styles and scripts may stay in the browser: their address changes with their content."""
    if request.endpoint == "static" and response.status_code == HTTPStatus.OK and request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _lend_words(app: Flask, doors: StaffDoors, settings: StaffSettings) -> None:
    """What templates may use."""
    once_a_minute = OnceAMinute(settings.clock)

    @once_a_minute
    def day_clock_in(zone: str, moment: datetime) -> str:
        return moments.day_clock(moment, zone, settings.clock())

    @once_a_minute
    def due_in(zone: str, moment: datetime) -> str:
        return moments.due(moment, zone, settings.clock())

    def day_clock(moment: datetime, zone: str | None = None) -> str:
        return day_clock_in(zone or doors.house.facts().zone, moment)

    def due(moment: datetime, zone: str | None = None) -> str:
        return due_in(zone or doors.house.facts().zone, moment)

    @once_a_minute
    def category_name(code: str) -> str:
        return wording.say(wording.CATEGORY, code)

    # By minutes: fifty rows of a list are of a few ages.
    spans, ages = once_a_minute(moments.minutes), once_a_minute(moments.age)

    def ago(moment: datetime) -> str:
        return spans(moments.whole_minutes(settings.clock() - moment))

    def age(moment: datetime) -> str:
        return ages(moments.whole_minutes(settings.clock() - moment))

    def lines(text: str) -> Markup:
        """Words that a person wrote: escaped, nothing linked, line ends kept by the style sheet."""
        return Markup('<div class="words" data-hx-disable dir="auto">{}</div>').format(text)

    app.jinja_env.filters.update(
        age=age,
        category_name=category_name,
        day_clock=day_clock,
        clock=moments.clock,
        day=moments.day,
        day_before=moments.day_before,
        language=lambda code: wording.say(wording.LANGUAGE, code),
        plain_day=moments.plain_day,
        day_of_year=moments.day_of_year,
        in_ours=language.in_ours,
        initials=lambda name: "".join(part[0] for part in str(name).split()),
        rule_title=rule_title,
        telephone=telephone.shown,
        after=clock_of,
        dialable=dialable,
        due=due,
        due_state=lambda moment: moments.due_state(moment, settings.clock()),
        ago=ago,
        lines=lines,
        number=format_decimal,
    )
    app.jinja_env.globals.update(
        url_for=address,
        qr=qr.inline,
        say=wording.say,
        wording=wording,
        student_wording=student_wording,
        campaign_wording=campaign_wording,
        family_wording=family_wording,
        file_wording=file_wording,
        search_wording=search_wording,
        phone_wording=phone_wording,
        referral_wording=referral_wording,
        refused=wording.refused,
        house=doors.house.facts,
        now=settings.clock,
        discreet=is_discreet,
        lock_seconds=lambda: doors.sessions.lock_seconds,
        lang=language.chosen,
        asset=asset_address(app),
        glass_is_kept=doors.glass is not None,
        rules_are_kept=doors.rules is not None,
        rotas_are_kept=doors.on_call_time is not None,
        texting_is_kept=doors.texting is not None,
        ladders_are_kept=doors.ladders is not None,
        passkeys_are_kept=doors.passkeys is not None,
        browsers_are_kept=doors.browsers is not None,
        figures_are_kept=doors.figures is not None,
        papers_are_printed=doors.figures is not None and doors.printing is not None,
        pilots_are_kept=doors.pilots is not None,
        outcomes_are_kept=doors.outcomes is not None,
        plots=insights_plots,
        campaigns_are_kept=doors.campaigns is not None,
        partners_are_asked=doors.asking is not None,
        ask_by_mail=doors.asking is not None and doors.asking.by_mail,
        open_corrections=lambda: len(doors.asking.corrections()) if doors.asking else 0,
        partnerships_are_kept=doors.partnerships is not None,
        partner_people_are_kept=doors.partner_people is not None,
        help_is_kept=doors.help is not None,
        trainings_are_kept=doors.trainings is not None,
        hours_are_kept=doors.hours is not None,
        referral_files_are_kept=doors.referral_files is not None,
        interfaces_are_kept=doors.interfaces is not None,
        hallway_is_kept=doors.hallway is not None,
        referrals_are_kept=doors.referrals is not None,
        guardians_are_kept=doors.guardians is not None,
        stalled_are_kept=doors.stalled is not None,
        search_is_kept=doors.searches is not None,
        incidents_are_kept=doors.incidents is not None and doors.incident_list is not None,
        incident_wording=incident_wording,
        answers_are_ready=doors.canned is not None,
        first_words_are_kept=doors.guidances is not None,
        tests_are_kept=doors.vigils is not None,
        drills_are_kept=doors.drills is not None,
    )
