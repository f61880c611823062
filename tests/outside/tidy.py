"""What the tables must hold, worked out from the JSON files alone.

`TABLES` says for each table its columns and where their cells come from. Nothing here
reads what the program says of its tables.
"""

import json
from decimal import Decimal
from pathlib import Path

FLAGS = ["new", "expanded", "repeated", "within", "undetermined", "approximate", "at_most", "range"]


def place(span, prefix, start):
    """The columns of a place."""
    span = span or {}
    box = span.get("bbox") or [None] * 4
    cells = {f"{prefix}page": span.get("page"), f"{prefix}line": span.get("line")}
    cells |= {f"{prefix}start_byte": span.get("start"), f"{prefix}end_byte": span.get("end")}
    cells |= {f"{prefix}bbox_{name}": box[i] for i, name in enumerate(["x0", "y0", "x1", "y1"])}
    return cells | {start: span.get("text")}


def evidence(record):
    own = place(record["evidence"], "", "source_text")
    return own | place(record["evidence"]["label"], "label_", "label_text")


def flags(record):
    assert set(record["flags"]) <= set(FLAGS), record["flags"]
    return {f"flag_{flag}": flag in record["flags"] for flag in FLAGS}


def fields(record, *names):
    return {name: record[name] for name in names}


def decimal(text):
    return None if text is None else Decimal(text)


def document(entry, seq, d):
    kept = ["title", "kind", "fiscal_year", "era_year", "stage", "issuer", "issued_on"]
    source = ["path", "sha256", "bytes", "media_type", "encoding", "pages", "producer"]
    row = {"seq": seq} | fields(d["document"], *kept) | fields(entry, "status", "error")
    row |= fields(d["coverage"], "amounts", "claimed", "unclaimed", "ambiguous")
    row |= fields(d["source"], *source)
    return row | {"pdf_title": d["source"]["title"], "encrypted": d["source"]["encrypted"]}


def line_item(seq, i):
    count = i["count"] or {"value": None, "unit": None}
    row = {"seq": seq} | fields(i, "id", "name")
    row["parent"] = i["path"][-2] if len(i["path"]) > 1 else None
    row |= fields(i, "level", "fiscal_year", "stage", "measure", "flow", "agency", "ministry")
    row |= fields(i, "yen", "yen_max", "resolution") | {"rate": decimal(i["rate"])}
    row |= {"count_value": count["value"], "count_unit": count["unit"]} | flags(i)
    return row | fields(i, "part_of", "same_as", "certainty", "rule") | evidence(i)


def check(seq, c):
    row = {"seq": seq} | fields(c, "kind", "status") | {"line_item_id": c["of"]}
    figures = ["expected", "actual", "tolerance"]
    is_rate = c["kind"] == "rate_is_change_over_base"
    row |= {f"{f}_yen": None if is_rate else int(c[f]) for f in figures}
    row |= {f"{f}_percent": decimal(c[f]) if is_rate else None for f in figures}
    return row | fields(c, "message")


def simple(*names, end=evidence):
    """A record of which the columns are the fields."""
    return lambda seq, r: {"seq": seq} | fields(r, *names) | end(r)


def numbered(items, make):
    return [make(seq, item) for seq, item in enumerate(items, 1)]


def listed(key, column, items):
    return [key | {"seq": seq, column: item} for seq, item in enumerate(items, 1)]


def rows_of(entry, seq, d):
    """The rows of one document by table, each without its document."""
    program = lambda seq, p: (
        {"seq": seq} | fields(p, "name", "project", "description") | flags(p)
        | fields(p, "starts_on") | evidence(p)
    )
    statistic = lambda seq, s: (
        {"seq": seq, "label": s["label"], "value": decimal(s["value"])}
        | fields(s, "unit", "as_of") | evidence(s)
    )
    items, programs, checks = d["line_items"], d["programs"], d["checks"]
    of_items = lambda field: [
        row for i in items for row in listed({"line_item_id": i["id"]}, "name", i[field])
    ]
    of_programs = lambda field, column: [
        row for n, p in enumerate(programs, 1)
        for row in listed({"program_seq": n}, column, p[field])
    ]
    spot = lambda x: place(x["evidence"], "", "source_text")
    return {
        "documents": [document(entry, seq, d)],
        "document_repairs": listed({}, "repair", d["source"]["repaired"]),
        "line_items": numbered(items, line_item),
        "line_item_paths": of_items("path"),
        "line_item_candidates": of_items("candidates"),
        "programs": numbered(programs, program),
        "program_ministries": of_programs("ministries", "ministry"),
        "program_activities": of_programs("activities", "activity"),
        "program_line_items": of_programs("line_item_ids", "line_item_id"),
        "sections": numbered(
            d["sections"], simple("id", "parent", "level", "number", "title", "text")),
        "people": numbered(
            d["people"], simple("name", "role", "affiliation", "project", "field")),
        "organizations": numbered(
            d["organizations"],
            simple("name", "role", "address", "phone", "fax", "url", "email", "parent")),
        "statistics": numbered(d["statistics"], statistic),
        "citations": numbered(d["citations"], simple("title", "date", "authority")),
        "directives": numbered(d["directives"], simple("fiscal_year", "section", "text")),
        "notes": numbered(d["notes"], simple("marker", "text")),
        "unclaimed_amounts": numbered(
            d["unclaimed_amounts"], simple("reason", "yen", "amounts")),
        "checks": numbered(checks, check),
        "check_parts": [
            row for n, c in enumerate(checks, 1)
            for row in listed({"check_seq": n}, "line_item_id", c["parts"])
        ],
        "diagnostics": numbered(
            d["diagnostics"], simple("severity", "code", "message", end=spot)),
    }


def expected(out: Path):
    """The rows of every table of the run, in order."""
    manifest = json.loads((out / "manifest.json").read_text())
    tables = {"inputs": []}
    for seq, entry in enumerate(manifest["files"], 1):
        tables["inputs"].append(
            {"seq": seq} | fields(entry, "path", "status", "error", "document", "sha256", "bytes"))
        if entry["document"] is None:
            continue
        extraction = json.loads((out / f"{entry['document']}.json").read_text())
        for name, rows in rows_of(entry, seq, extraction).items():
            rows = [{"document": entry["document"]} | row for row in rows]
            tables.setdefault(name, []).extend(rows)
    return tables
