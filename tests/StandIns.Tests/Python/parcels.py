"""The Parcel message by hand, so that no protoc plugin for Python is needed: 1 text, 2 payload, 3 count."""

SERVICE = "/steward.standins.tests.v1.Parcels/"


def _varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def encode(text="", payload=b"", count=0):
    out = b""
    if text:
        raw = text.encode("utf-8")
        out += b"\x0a" + _varint(len(raw)) + raw
    if payload:
        out += b"\x12" + _varint(len(payload)) + payload
    if count:
        out += b"\x18" + _varint(count)
    return out


def decode(data):
    """Returns (text, payload, count)."""
    text, payload, count, at = "", b"", 0, 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        tag = varint()
        if tag == 0x18:
            count = varint()
            continue
        length = varint()
        raw = data[at:at + length]
        at += length
        if tag == 0x0A:
            text = raw.decode("utf-8")
        elif tag == 0x12:
            payload = bytes(raw)
        else:
            raise ValueError("unknown tag %d" % tag)
    return text, payload, count
