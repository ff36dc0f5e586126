"""An account's settings as the JSON that Twilio answers with (API 2010-04-01, Messaging v1, Voice v1)."""

from email.utils import format_datetime

from notify.simulator.account import Account
from notify.simulator.resources import VERSION, Json
from notify.simulator.setup import Line, Service

MESSAGING = "https://messaging.twilio.com"
# What the form of a toll-free verification asks for, as far as it is text.
_ASKED = (
    "business_name",
    "business_street_address",
    "business_street_address2",
    "business_city",
    "business_state_province_region",
    "business_postal_code",
    "business_country",
    "business_website",
    "business_contact_first_name",
    "business_contact_last_name",
    "business_contact_email",
    "notification_email",
    "use_case_summary",
    "production_message_sample",
    "additional_information",
)
_US = "https://voice.twilio.com/v1/DialingPermissions/Countries/US"


def account(owner: Account) -> Json:
    base = f"/{VERSION}/Accounts/{owner.sid}"
    return {
        "auth_token": None,
        "date_created": _moment(owner),
        "date_updated": _moment(owner),
        "friendly_name": "Simulated",
        "owner_account_sid": owner.sid,
        "sid": owner.sid,
        "status": owner.setup.status,
        "subresource_uris": {"messages": f"{base}/Messages.json", "calls": f"{base}/Calls.json"},
        "type": owner.setup.kind,
        "uri": f"{base}.json",
    }


def balance(owner: Account) -> Json:
    return {"account_sid": owner.sid, "balance": owner.setup.balance, "currency": "USD"}


def lines(owner: Account, found: list[Line]) -> Json:
    address = f"/{VERSION}/Accounts/{owner.sid}/IncomingPhoneNumbers.json?PageSize=50&Page=0"
    return {
        "incoming_phone_numbers": [line(owner, each) for each in found],
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": max(0, len(found) - 1),
        "uri": address,
        "first_page_uri": address,
        "next_page_uri": None,
        "previous_page_uri": None,
    }


def line(owner: Account, one: Line) -> Json:
    return {
        "account_sid": owner.sid,
        "address_sid": None,
        "address_requirements": "none",
        "api_version": VERSION,
        "beta": False,
        "capabilities": {"voice": one.calls, "sms": one.texts, "mms": one.texts, "fax": False},
        "date_created": _moment(owner),
        "date_updated": _moment(owner),
        "friendly_name": one.number,
        "identity_sid": None,
        "phone_number": one.number,
        "origin": "twilio",
        "sid": one.sid,
        "sms_application_sid": None,
        "sms_fallback_method": "POST",
        "sms_fallback_url": one.sms_fallback_url,
        "sms_method": one.sms_method,
        "sms_url": one.sms_url,
        "status_callback": one.status_callback,
        "status_callback_method": "POST",
        "trunk_sid": None,
        "uri": f"/{VERSION}/Accounts/{owner.sid}/IncomingPhoneNumbers/{one.sid}.json",
        "voice_receive_mode": "voice",
        "voice_application_sid": None,
        "voice_caller_id_lookup": False,
        "voice_fallback_method": "POST",
        "voice_fallback_url": one.voice_fallback_url,
        "voice_method": one.voice_method,
        "voice_url": one.voice_url,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "bundle_sid": None,
        "status": "in-use",
    }


def service(owner: Account, one: Service) -> Json:
    url = f"{MESSAGING}/v1/Services/{one.sid}"
    return {
        "sid": one.sid,
        "account_sid": owner.sid,
        "friendly_name": one.name,
        "date_created": _iso(owner),
        "date_updated": _iso(owner),
        "inbound_request_url": one.inbound_request_url,
        "inbound_method": one.inbound_method,
        "fallback_url": one.fallback_url,
        "fallback_method": "POST",
        "status_callback": one.status_callback,
        "sticky_sender": one.sticky_sender,
        "mms_converter": True,
        "smart_encoding": False,
        "scan_message_content": "inherit",
        "fallback_to_long_code": one.fallback_to_long_code,
        "area_code_geomatch": False,
        "synchronous_validation": False,
        "validity_period": 36000,
        "url": url,
        "links": {"phone_numbers": f"{url}/PhoneNumbers", "us_app_to_person": f"{url}/Compliance/Usa2p"},
        "usecase": "notifications",
        "us_app_to_person_registered": one.campaign is not None,
        "use_inbound_webhook_on_number": one.use_inbound_webhook_on_number,
    }


def service_number(owner: Account, of: Service, one: Line) -> Json:
    return {
        "sid": one.sid,
        "account_sid": owner.sid,
        "service_sid": of.sid,
        "date_created": _iso(owner),
        "date_updated": _iso(owner),
        "phone_number": one.number,
        "country_code": "US",
        "capabilities": [*(["SMS", "MMS"] if one.texts else []), *(["Voice"] if one.calls else [])],
        "url": f"{MESSAGING}/v1/Services/{of.sid}/PhoneNumbers/{one.sid}",
    }


def campaign(owner: Account, of: Service) -> Json:
    sid = f"QE{of.sid[2:]}"
    return {
        "sid": sid,
        "account_sid": owner.sid,
        "brand_registration_sid": f"BN{'0' * 32}",
        "messaging_service_sid": of.sid,
        "description": "A line that students text, and pages to the staff who answer them.",
        "message_samples": ["A first sample of what is sent.", "A second sample of what is sent."],
        "us_app_to_person_usecase": "K12_EDUCATION",
        "has_embedded_links": False,
        "has_embedded_phone": True,
        "subscriber_opt_in": True,
        "age_gated": False,
        "direct_lending": False,
        "campaign_status": of.campaign,
        "campaign_id": "CSIMULATED" if of.campaign == "VERIFIED" else None,
        "is_externally_registered": False,
        "rate_limits": None,
        "message_flow": "People text the number first.",
        "opt_in_message": "",
        "opt_out_message": of.stop or "",
        "help_message": of.help or "",
        "opt_in_keywords": ["START"],
        "opt_out_keywords": ["STOP"],
        "help_keywords": ["HELP"],
        "date_created": _iso(owner),
        "date_updated": _iso(owner),
        "url": f"{MESSAGING}/v1/Services/{of.sid}/Compliance/Usa2p/{sid}",
        "mock": False,
        "errors": [],
    }


def verification(owner: Account, one: Line) -> Json:
    sid = f"HH{one.sid[2:]}"
    asked = dict.fromkeys(_ASKED, "")
    return {
        **asked,
        "sid": sid,
        "account_sid": owner.sid,
        "customer_profile_sid": None,
        "trust_product_sid": None,
        "date_created": _iso(owner),
        "date_updated": _iso(owner),
        "regulated_item_sid": None,
        "business_contact_phone": None,
        "use_case_categories": ["EMERGENCY"],
        "opt_in_image_urls": [],
        "opt_in_type": "MOBILE_QR_CODE",
        "message_volume": "1,000",
        "tollfree_phone_number_sid": one.sid,
        "status": one.verification,
        "url": f"{MESSAGING}/v1/Tollfree/Verifications/{sid}",
        "rejection_reason": None,
        "error_code": None,
        "edit_expiration": None,
        "edit_allowed": None,
        "rejection_reasons": None,
        "resource_links": {},
        "external_reference_id": None,
    }


def united_states(owner: Account) -> Json:
    return {
        "iso_code": "US",
        "name": "United States",
        "continent": "NORTH_AMERICA",
        "country_codes": ["+1"],
        "low_risk_numbers_enabled": owner.setup.us_calls,
        "high_risk_special_numbers_enabled": False,
        "high_risk_tollfraud_numbers_enabled": False,
        "url": _US,
        "links": {"highrisk_special_prefixes": f"{_US}/HighRiskSpecialPrefixes"},
    }


def _moment(owner: Account) -> str:
    return format_datetime(owner.clock())


def _iso(owner: Account) -> str:
    return owner.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
