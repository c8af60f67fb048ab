"""Runs one case with grpcio against a server: parcels_client.py ADDRESS CASE. Leaves with 0 and "ok" if all its claims hold."""

import os
import queue
import sys

import grpc

from parcels import SERVICE, decode, encode

LIMITS = [("grpc.max_receive_message_length", 16 << 20), ("grpc.max_send_message_length", 16 << 20)]
TIMEOUT = 20


def equal(expected, actual):
    if expected != actual:
        raise AssertionError("expected %r, got %r" % (expected, actual))


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call should have failed")


class Cases:
    def __init__(self, channel):
        self.echo = channel.unary_unary(SERVICE + "Echo")
        self.collect = channel.stream_unary(SERVICE + "Collect")
        self.split = channel.unary_stream(SERVICE + "Split")
        self.relay = channel.stream_stream(SERVICE + "Relay")
        self.vanish = channel.unary_unary(SERVICE + "Vanish")

    def unary(self):
        equal(("你好", b"", 7), decode(self.echo(encode("你好", count=7), timeout=TIMEOUT)))

    def one_megabyte(self):
        payload = os.urandom(1 << 20)
        equal(("", payload, 0), decode(self.echo(encode(payload=payload), timeout=TIMEOUT)))

    def client_streaming(self):
        requests = iter([encode("a", b"1"), encode("b", b"2"), encode("c", b"3")])
        equal(("a,b,c", b"123", 3), decode(self.collect(requests, timeout=TIMEOUT)))

    def one_megabyte_in_a_stream(self):
        part = os.urandom(1 << 18)
        equal(part * 4, decode(self.collect((encode(payload=part) for _ in range(4)), timeout=TIMEOUT))[1])

    def server_streaming(self):
        texts = [decode(item)[0] for item in self.split(encode("p", count=100), timeout=TIMEOUT)]
        equal(["p%d" % i for i in range(1, 101)], texts)

    def duplex(self):
        requests = queue.SimpleQueue()
        answers = self.relay(iter(requests.get, None), timeout=TIMEOUT)
        for i in range(1, 21):
            requests.put(encode(count=i))
            equal(("", b"", i), decode(next(answers)))
        requests.put(None)
        equal([], list(answers))

    def deadline(self):
        equal(grpc.StatusCode.DEADLINE_EXCEEDED, failure(lambda: self.echo(encode("hang"), timeout=0.3)).code())

    def error_trailers(self):
        error = failure(lambda: self.echo(encode("fail"), timeout=TIMEOUT))
        equal((grpc.StatusCode.NOT_FOUND, "no such parcel: 包裹"), (error.code(), error.details()))
        trailers = dict(error.trailing_metadata())
        equal(("lost", b"\x00\x01\xfe\xff"), (trailers.get("reason"), trailers.get("proof-bin")))

    def error_in_stream(self):
        answers = self.split(encode("fail", count=2), timeout=TIMEOUT)
        equal([1, 2], [decode(next(answers))[2], decode(next(answers))[2]])
        equal(grpc.StatusCode.NOT_FOUND, failure(lambda: next(answers)).code())

    def metadata(self):
        sent = (("x-text", "plain"), ("x-bytes-bin", b"\x09\x00\xff"), ("t-text", "last"), ("t-bytes-bin", b"\x01"))
        _, call = self.echo.with_call(encode("headers"), metadata=sent, timeout=TIMEOUT)
        headers, trailers = dict(call.initial_metadata()), dict(call.trailing_metadata())
        equal(("plain", b"\x09\x00\xff"), (headers.get("x-text"), headers.get("x-bytes-bin")))
        equal(("last", b"\x01"), (trailers.get("t-text"), trailers.get("t-bytes-bin")))

    def cancel(self):
        requests = queue.SimpleQueue()
        answers = self.relay(iter(requests.get, None), timeout=TIMEOUT)
        requests.put(encode("first"))
        equal("first", decode(next(answers))[0])
        answers.cancel()
        equal(grpc.StatusCode.CANCELLED, failure(lambda: next(answers)).code())
        requests.put(None)

    def gzip(self):
        text = "g" * 100000
        equal(text, decode(self.echo(encode(text), compression=grpc.Compression.Gzip, timeout=TIMEOUT))[0])

    def unimplemented(self):
        equal(grpc.StatusCode.UNIMPLEMENTED, failure(lambda: self.vanish(b"", timeout=TIMEOUT)).code())


def main():
    address, case = sys.argv[1:]
    with grpc.insecure_channel(address, options=LIMITS) as channel:
        getattr(Cases(channel), case)()
    print("ok")


main()
