"""The bytes of a connection as requests: each part of them is bounded, and what is no request is told so as a problem.

uvicorn leaves that to a proxy before it. It bounds neither heads nor trailers nor what a client asks ahead of its
answers, answers in plain text what the parser refuses, and loses the body of a request that offers another protocol.
"""

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from backend.server.refusal import Refusal, large_head, no_request

LONGEST_HEAD = 64 * 1024
"""Bytes of a request's first line and headers; of what comes behind a body as much. nginx takes half of it."""

MOST_AHEAD = 16
"""Requests that a client may have sent ahead of an answer: they wait in memory, heads and bodies."""

_OF_UPGRADES = (b"upgrade", b"http2-settings")
"""Headers, and words of `Connection`, by which a client offers another protocol."""


class TooMuch(Exception):
    """Ends the parsing: nothing more is taken for a request on this connection."""


class Framing(HttpToolsProtocol):
    """uvicorn's protocol. What the parser calls back for comes by `begin_request`, `take_body` and `end_request`."""

    origins: tuple[str, ...] = ()
    """Whose pages may read what is refused here."""

    _running: RequestResponseCycle | None = None
    """What is answered now; `cycle` is the last that was asked."""

    _deaf = False
    """Whether nothing more is listened to: what is owed is answered, then the connection ends."""

    _head_complete = False

    _piece = 0
    """Bytes that came together last."""

    _futile = 0
    """Bytes in a row that brought neither the end of a head, nor anything of a body, nor the end of a request."""

    _advanced = False
    """Whether the last piece brought one of these."""

    def begin_request(self) -> None:
        """A head is complete."""
        begins = self.is_free()
        super().on_headers_complete()
        if begins:
            self._running = self.cycle

    def take_body(self, body: bytes) -> None:
        """A part of its body is there."""
        super().on_body(body)

    def end_request(self) -> None:
        """All of it is."""
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        offers = 0
        while data and not self._deaf:
            data = self._feed(data)
            offers += bool(data)
            if offers > MOST_AHEAD:
                self.turn_away(no_request(self.origins))

    def _feed(self, data: bytes) -> bytes:
        """What is still to be parsed: all behind an offer of another protocol, without it."""
        self._piece, self._advanced = len(data), False
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offered:
            return self._without_offer() + data[offered.args[0] :]
        except httptools.HttpParserError as error:
            if not isinstance(error.__context__, TooMuch):
                self.turn_away(no_request(self.origins))
            return b""
        self._futile = 0 if self._advanced else self._futile + len(data)
        if self._futile > LONGEST_HEAD:
            self.turn_away(large_head(self.origins))
        return b""

    def eof_received(self) -> bool | None:  # type: ignore[override]  # asyncio's own is told so
        """Who has said all that it wants still gets its answer; whose request is not whole is gone."""
        if self.is_free() or self.cycle.more_body:
            return None
        self._listen_no_more()
        return True

    def on_message_begin(self) -> None:
        self._head_complete = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._head_complete:  # behind a body they are no headers: nobody must be let in by them
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._offers_upgrade():
            return
        self._head_complete = self._advanced = True
        if self.parser.get_method() == b"CONNECT":  # this is no proxy
            self.turn_away(no_request(self.origins))
            raise TooMuch
        if self._futile + self._piece > LONGEST_HEAD and self._head_length() > LONGEST_HEAD:
            self.turn_away(large_head(self.origins))
            raise TooMuch
        if len(self.pipeline) >= MOST_AHEAD:
            self._listen_no_more()
            raise TooMuch
        self.begin_request()

    def on_body(self, body: bytes) -> None:
        self._advanced = True
        self.take_body(body)

    def on_message_complete(self) -> None:
        if self._offers_upgrade():
            return
        self._advanced = True
        self.end_request()

    def on_response_complete(self) -> None:
        self._running = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()
        if self._deaf and not self.transport.is_closing():
            self.flow.pause_reading()  # which uvicorn has just ended

    def connection_lost(self, exc: Exception | None) -> None:
        for cycle in (self._running, *(waiting for waiting, _ in self.pipeline)):
            if cycle:
                cycle.disconnected = True
                cycle.message_event.set()
        super().connection_lost(exc)

    def is_free(self) -> bool:
        """No answer is owed."""
        return self.cycle is None or self.cycle.response_complete

    def has_head(self) -> bool:
        """Whether the head of what came last is complete."""
        return self._head_complete

    def can_be_refused(self) -> bool:
        """Whether nothing is said yet of what is on its way."""
        return self.is_free() or not self.cycle.response_started

    def turn_away(self, refusal: Refusal) -> None:
        """Ends the connection with a refusal; behind answers that are owed without one."""
        if not self.is_free() and self.cycle.more_body and self.pipeline:
            self._forget_last()
        if not self.is_free() and not self.cycle.more_body:
            self._listen_no_more()
            return
        self._deaf = True
        if not self.can_be_refused():
            self.transport.close()
            return
        self.take_back()
        self.refuse(refusal, keep_alive=False)

    def refuse(self, refusal: Refusal, *, keep_alive: bool) -> None:
        """Answers with it what is on its way."""
        raise NotImplementedError

    def take_back(self) -> None:
        """What is on its way is taken for answered: its task, if there is one, will find the client gone."""
        self.flow.resume_reading()  # of a large piece uvicorn has heard enough until its task asks for more
        if not self.is_free():
            cycle = self.cycle
            cycle.disconnected = cycle.response_started = cycle.response_complete = True
            cycle.message_event.set()

    def say(self, answer: bytes, *, keep_alive: bool) -> None:
        """Writes an answer past the application."""
        if not self.transport.is_closing():
            self.transport.write(answer)
            if not keep_alive:
                self.transport.close()

    def _forget_last(self) -> None:
        """What was asked last waits for answers before, and will never be whole."""
        self.pipeline.popleft()
        before = self.pipeline[0][0] if self.pipeline else self._running
        assert before
        self.cycle = before

    def _listen_no_more(self) -> None:
        """All that is owed is answered, and the last answer ends the connection."""
        self._deaf = True
        self.cycle.keep_alive = False
        self.flow.pause_reading()

    def _head_length(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _offers_upgrade(self) -> bool:
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"

    def _without_offer(self) -> bytes:
        """The head for a new parser. A server may act as if it had not been offered another protocol (RFC 9110, 7.8),
        but the old one goes no further than the head, and takes no body for its.
        """
        words = [word.strip() for name, value in self.headers if name == b"connection" for word in value.split(b",")]
        kept = b", ".join(word for word in words if word.lower() not in _OF_UPGRADES)
        headers = [one for one in self.headers if one[0] not in (*_OF_UPGRADES, b"connection")]
        headers += [(b"connection", kept)] if kept else []
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version), *map(b": ".join, headers), b"", b""]
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn has it
        return b"\r\n".join(lines)
