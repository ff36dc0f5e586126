"""Health for machines: 200 or 503, JSON, no secrets."""

from http import HTTPStatus

from flask import Response, jsonify

from reporting.web.parts import PublicParts


class Probes:
    def __init__(self, parts: PublicParts) -> None:
        self._ready = parts.ready
        self._monitored = parts.monitored

    def healthz(self) -> Response:
        return jsonify(status="ok")

    def readyz(self) -> tuple[Response, HTTPStatus]:
        checks = {name: "ok" if works else "failed" for name, works in self._ready().items()}
        ready = "failed" not in checks.values()
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        # A line that reaches nobody still takes messages and says so: it must not be taken out of service.
        told = {"status": "ok" if ready else "failed", "checks": checks, "monitored": self._monitored()}
        return jsonify(told), status
