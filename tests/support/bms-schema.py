#!/usr/bin/env python3
"""Checks messages of a building management system against the contract of DSX Exchange.

usage: bms-schema.py bms.yaml MESSAGES; a line of MESSAGES is topic, tab, payload. Exit code 77: a module is missing."""
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(error)
    sys.exit(77)


def pattern(address):
    """An address with {parameters}; only the last, tagPath, holds slashes."""
    parts = re.split(r"\{(\w+)\}", address)
    return re.compile("".join(re.escape(part) if i % 2 == 0 else "(?P<%s>%s)" % (part, ".+" if part == "tagPath" else "[^/]+")
                              for i, part in enumerate(parts)) + "$")


def main():
    with open(sys.argv[1]) as file:
        contract = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    channels = [(pattern(channel["address"]), channel) for channel in contract["channels"].values()]
    resolver = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": contract["components"]}
    validators = {}

    def validator(name):
        if name not in validators:
            schema = dict(resolver, **{"$ref": "#/components/messages/%s/payload" % name})
            validators[name] = jsonschema.Draft202012Validator(schema)
        return validators[name]

    def problem(topic, payload):
        for address, channel in channels:
            match = address.match(topic)
            if not match:
                continue
            point = match.groupdict().get("pointType")
            if point not in channel["parameters"]["pointType"]["enum"]:
                return "the contract has no point type %s there" % point
            names = [message["$ref"].split("/")[-1] for message in channel["messages"].values()]
            if names != ["ValueMessage"]:
                # The one message of several that is about this point.
                names = [name for name in names if name.endswith(point + "Msg")]
                exact = [name for name in names if name in (point + "Msg", topic.split("/")[4] + point + "Msg")]
                names = exact or names
            if len(names) != 1:
                return "%d messages fit: %s" % (len(names), names)
            errors = sorted(error.message for error in validator(names[0]).iter_errors(json.loads(payload)))
            return "; ".join(errors)
        return "the contract has no such topic"

    count = bad = 0
    with open(sys.argv[2]) as file:
        for line in file:
            topic, payload = line.rstrip("\n").split("\t")
            text = problem(topic, payload)
            count += 1
            bad += 1 if text else 0
            if text and bad <= 10:
                print("%s: %s: %s" % (topic, text, payload))
    print("%d messages, %d against the contract" % (count, bad))
    return 1 if bad or not count else 0


sys.exit(main())
