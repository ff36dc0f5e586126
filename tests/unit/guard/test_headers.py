from flask import Flask

from reporting.guard.headers import PUBLIC, STAFF, install_headers

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
STAFF_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
COMMON = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), bluetooth=(), "
    "display-capture=(), browsing-topics=(), clipboard-read=()",
}


def test_the_students_site_sends_exactly_the_decided_headers() -> None:
    assert dict(PUBLIC) == COMMON | {"Content-Security-Policy": PUBLIC_POLICY}


def test_the_staff_site_differs_only_by_trusted_types_and_the_empty_icon() -> None:
    assert dict(STAFF) == COMMON | {"Content-Security-Policy": STAFF_POLICY}


def test_an_error_carries_the_headers_too() -> None:
    app = Flask("small", static_folder=None)
    install_headers(app, STAFF)
    answer = app.test_client().get("/nothing")
    assert answer.status_code == 404
    assert all(answer.headers[name] == value for name, value in STAFF.items())
