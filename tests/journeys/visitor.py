"""A person without a browser: keeps cookies, sends forms, follows nothing."""

import http.client
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass
class Visitor:
    """One person's cookies at one service; each request has a connection of its own."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the page, or where it leads."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; return the status and the page, or where it leads."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(fields | token))

    def copy(self) -> "Visitor":
        """Return a second window of the same person."""
        return Visitor(self.base, dict(self.cookies))

    def sign_in(self, email: str, password: str) -> "Visitor":
        """Sign in by password and return oneself."""
        self.get("/account/login/")
        status, _page = self.post("/account/login/", {"login": email, "password": password})
        assert status == 302, "This person cannot sign in."
        return self

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=20)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            for name, crumb in SimpleCookie(line).items():
                self.cookies[name] = crumb.value
        return response.status, response.headers.get("Location") or page
