"""A grpcio server that behaves like the C# ParcelsServer. Prints its port, then serves until its standard input ends."""

import sys
import threading
from concurrent import futures

import grpc

from parcels import SERVICE, decode, encode

LIMITS = [("grpc.max_receive_message_length", 16 << 20), ("grpc.max_send_message_length", 16 << 20)]


def steer(text, context):
    metadata = [(item.key, item.value) for item in context.invocation_metadata()]
    if text == "fail":
        context.set_trailing_metadata((("reason", "lost"), ("proof-bin", b"\x00\x01\xfe\xff")))
        context.abort(grpc.StatusCode.NOT_FOUND, "no such parcel: 包裹")
    if text == "headers":
        context.send_initial_metadata([item for item in metadata if item[0].startswith("x-")])
        context.set_trailing_metadata([item for item in metadata if item[0].startswith("t-")])
    if text == "hang":
        over = threading.Event()
        context.add_callback(over.set)
        over.wait()


def echo(request, context):
    steer(decode(request)[0], context)
    return request


def collect(requests, context):
    texts, payload = [], b""
    for request in requests:
        text, part, _ = decode(request)
        steer(text, context)
        texts.append(text)
        payload += part
    return encode(",".join(texts), payload, len(texts))


def split(request, context):
    text, payload, count = decode(request)
    for i in range(1, count + 1):
        yield encode(text + str(i), payload, i)
    steer(text, context)


def relay(requests, context):
    for request in requests:
        steer(decode(request)[0], context)
        yield request


class Handlers(grpc.GenericRpcHandler):
    METHODS = {
        SERVICE + "Echo": grpc.unary_unary_rpc_method_handler(echo),
        SERVICE + "Collect": grpc.stream_unary_rpc_method_handler(collect),
        SERVICE + "Split": grpc.unary_stream_rpc_method_handler(split),
        SERVICE + "Relay": grpc.stream_stream_rpc_method_handler(relay),
    }

    def service(self, details):
        return self.METHODS.get(details.method)


def main():
    server = grpc.server(futures.ThreadPoolExecutor(8), handlers=[Handlers()], options=LIMITS, compression=grpc.Compression.Gzip)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0).wait()


main()
