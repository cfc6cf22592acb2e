#!/usr/bin/env python3
"""Writes src/KafkaQuiz.Protocol/Schemas/*.txt from the JSON message schemas of Kafka's jars.

usage: eng/protocol/import-schemas.py "$KAFKA_HOME"/libs/kafka-{clients,group-coordinator,transaction-coordinator}-*.jar

Run by a maintainer when a new Kafka version is taken up; the build never needs it. The facts (names, types, versions, tags,
defaults) are Apache Kafka's, Apache-2.0; the text format is ours and is described in docs/protocol.md.
"""
import json, pathlib, re, sys, zipfile

KEYS = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
        42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 55, 57, 60, 61, 64, 65, 66, 68, 69, 74, 75]
DATA = ["ConsumerProtocolSubscription", "ConsumerProtocolAssignment", "EndTxnMarker", "OffsetCommitKey", "OffsetCommitValue",
        "TransactionLogKey", "TransactionLogValue"]
PRIMITIVES = {"bool", "int8", "int16", "uint16", "int32", "uint32", "int64", "float64", "string", "bytes", "records", "uuid"}
OPEN = 32767


def versions(text):
    if not text or text == "none":
        return None
    if text.endswith("+"):
        return int(text[:-1]), OPEN
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def show(span):
    low, high = span
    return f"{low}+" if high == OPEN else str(low) if low == high else f"{low}-{high}"


def clip(span, valid):
    if span is None:
        return None
    low, high = max(span[0], valid[0]), min(span[1], valid[1])
    if low > high:
        return None
    return low, OPEN if high == valid[1] else high


def all_fields(fields):
    for field in fields:
        yield field
        yield from all_fields(field.get("fields", []))


class Message:
    def __init__(self, spec):
        self.spec = spec
        self.valid = versions(spec["validVersions"])
        self.names = {f["name"] for f in all_fields(spec["fields"])}
        for common in spec.get("commonStructs", []):
            self.names |= {f["name"] for f in all_fields(common["fields"])}
        self.lines = []

    def struct_name(self, name):
        # A C# class cannot hold a property and a nested type of one name.
        return name + "Data" if name in self.names else name

    def field(self, f, indent, parent):
        # A tagged field may leave out its versions: they are those of the tag.
        span = clip(versions(f.get("versions", f.get("taggedVersions"))), self.valid)
        if span is not None:
            span = max(span[0], parent[0]), min(span[1], parent[1])
        if span is None or span[0] > span[1]:
            return
        kind, array = f["type"], ""
        if kind.startswith("[]"):
            array, kind = "[]", kind[2:]
        if kind not in PRIMITIVES:
            kind = self.struct_name(kind)
        elif kind == "int16" and f["name"].endswith("ErrorCode"):
            kind = "error"
        nullable = clip(versions(f.get("nullableVersions")), span)
        parts = [f["name"][0].upper() + f["name"][1:], array + kind + ("?" if nullable else "")]
        if span != parent:
            parts.append(show(span))
        if nullable and nullable[0] != span[0]:
            parts.append("nullable=" + show(nullable))
        if "tag" in f:
            tagged = clip(versions(f["taggedVersions"]), self.valid)
            parts.append(f"tag={f['tag']}" + ("" if tagged == span else "@" + show(tagged)))
        default = f.get("default")
        if default is not None and default != "":
            text = str(default).lower() if isinstance(default, bool) else str(default)
            if text.startswith("0x"):
                text = str(int(text, 16))
            if text not in ("0", "false"):
                parts.append("default=" + text)
        self.lines.append("  " * indent + " ".join(parts))
        for child in f.get("fields", []):
            self.field(child, indent + 1, span)

    def text(self, heading):
        flexible = clip(versions(self.spec.get("flexibleVersions")), self.valid)
        head = f"{heading} {self.valid[0]}-{self.valid[1]}"
        if flexible:
            head += f" flexible={flexible[0]}+"
        self.lines = [head]
        for common in self.spec.get("commonStructs", []):
            self.lines.append("  struct " + self.struct_name(common["name"]))
            for child in common["fields"]:
                self.field(child, 2, (self.valid[0], OPEN))
        for f in self.spec["fields"]:
            self.field(f, 1, (self.valid[0], OPEN))
        return "\n".join(self.lines) + "\n"


def main():
    specs = {}
    for jar, name in ((jar, name) for jar in map(zipfile.ZipFile, sys.argv[1:]) for name in jar.namelist()):
        if name.startswith("common/message/") and name.endswith(".json"):
            body = re.sub(r"^\s*//.*$", "", jar.read(name).decode(), flags=re.M)
            body = re.sub(r",\s*//[^\n]*\n", ",\n", body)
            body = re.sub(r"([\]}])\s*//[^\n]*\n", r"\1\n", body)
            specs[pathlib.PurePath(name).stem] = json.loads(body)
    target = pathlib.Path(__file__).resolve().parents[2] / "src/KafkaQuiz.Protocol/Schemas"
    for key in KEYS:
        request = next(s for s in specs.values() if s.get("apiKey") == key and s["type"] == "request")
        response = next(s for s in specs.values() if s.get("apiKey") == key and s["type"] == "response")
        name = request["name"].removesuffix("Request")
        text = f"api {key} {name}\n\n" + Message(request).text("request") + "\n" + Message(response).text("response")
        (target / f"{key:02}{name}.txt").write_text(text)
    for name in DATA:
        (target / f"{name}.txt").write_text(f"data {name}\n\n" + Message(specs[name]).text("body"))


main()
