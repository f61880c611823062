"""Compares every format of a run with its JSON files, every cell of every table."""

import csv
import hashlib
import json
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import frictionless
import openpyxl
from openpyxl.utils.escape import unescape

import tidy

CUT = "…（以下、Excelの上限により省略）"
RISKY = "=+-@\t\r\n\0＝＋－−＠"


class Different(Exception):
    pass


def same(got, want, where):
    # True is 1 to Python, and 1.0 too.
    if type(got) is not type(want) or got != want:
        raise Different(f"{where}: {got!r} is not {want!r}")


def compare(form, name, header, rows, wanted, cell):
    """Compares the rows of one table; `cell` makes of a wanted value what the format has."""
    if wanted:
        same(list(header), list(wanted[0]), f"{form} {name} header")
    same(len(rows), len(wanted), f"{form} {name} rows")
    for n, (row, want) in enumerate(zip(rows, wanted), 1):
        same(len(row), len(want), f"{form} {name} row {n}")
        for column, got in zip(want, row):
            same(got, cell(want[column]), f"{form} {name}.{column} row {n}")
    return sum(len(row) for row in rows)


def csv_files(out, tables):
    def cell(value):
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float):
            return repr(value).removesuffix(".0")
        return "" if value is None else str(value)

    cells = 0
    for name, wanted in tables.items():
        with open(out / f"{name}.csv", newline="", encoding="utf-8-sig") as file:
            header, *rows = csv.reader(file, strict=True)
        text = [i for i, c in enumerate(header) if any(isinstance(w[c], str) for w in wanted)]
        for row in rows:
            for i in text:
                if row[i].startswith(tuple(RISKY)):
                    raise Different(f"csv {name}.{header[i]}: a spreadsheet runs {row[i]!r}")
                row[i] = row[i].removeprefix("'")
        cells += compare("csv", name, header, rows, wanted, cell)
    return cells


def database(out, tables):
    db = sqlite3.connect(f"file:{out / 'yosan.sqlite'}?mode=ro", uri=True)
    ask = lambda sql: db.execute(sql).fetchall()
    same(ask("PRAGMA integrity_check"), [("ok",)], "sqlite integrity")
    same(ask("PRAGMA foreign_key_check"), [], "sqlite foreign keys")
    same(ask("PRAGMA user_version"), [(1,)], "sqlite version")

    def cell(value):
        if isinstance(value, Decimal):
            return float(value)
        return int(value) if isinstance(value, bool) else value

    cells = 0
    for name, wanted in tables.items():
        found = db.execute(f"SELECT * FROM {name} ORDER BY rowid")
        header = [column[0] for column in found.description]
        cells += compare("sqlite", name, header, found.fetchall(), wanted, cell)
    fails = sum(c["status"] == "fails" for c in tables["checks"])
    same(ask("SELECT count(*) FROM failing_checks"), [(fails,)], "sqlite failing_checks")
    projects = [
        i for i in tables["line_items"]
        if i["level"] == "project" and i["measure"] == "amount"
        and i["ministry"] is None and i["same_as"] is None
    ]
    found = ask("SELECT yen FROM budget_by_project_year ORDER BY document, line_item_id")
    projects.sort(key=lambda i: (i["document"], i["id"]))
    same(found, [(i["yen"],) for i in projects], "sqlite budget_by_project_year")
    with_items = {(r["document"], r["program_seq"]) for r in tables["program_line_items"]}
    alone = len(tables["programs"]) - len(with_items)
    count = alone + len(tables["program_line_items"])
    same(ask("SELECT count(*) FROM program_amounts"), [(count,)], "sqlite program_amounts")
    word = "医薬品"
    named = [(i["document"], i["seq"]) for i in tables["line_items"] if word in i["name"]]
    sql = f"SELECT document, seq FROM search WHERE search MATCH 'name:{word}' AND kind='line_items'"
    same(sorted(ask(sql)), sorted(named), "sqlite search")
    return cells


def parquet_files(out, tables):
    db = duckdb.connect()
    cell = lambda value: float(value) if isinstance(value, Decimal) else value
    cells = 0
    for name, wanted in tables.items():
        found = db.execute(f"SELECT * FROM '{out / name}.parquet'")
        header = [column[0] for column in found.description]
        cells += compare("parquet", name, header, found.fetchall(), wanted, cell)
    return cells


def duckdb_csv(out, tables):
    """DuckDB takes the types of the CSV files from their cells."""
    db = duckdb.connect()
    for name, wanted in tables.items():
        (count,) = db.execute(f"SELECT count(*) FROM '{out / name}.csv'").fetchone()
        same(count, len(wanted), f"duckdb {name}.csv")
    (total,) = db.execute(f"SELECT sum(yen) FROM '{out / 'line_items'}.csv'").fetchone()
    same(int(total), sum(i["yen"] or 0 for i in tables["line_items"]), "duckdb sum(yen)")


def workbook(out, tables, package):
    book = openpyxl.load_workbook(out / "yosan.xlsx")
    same(book.active.title, "予算項目", "xlsx first sheet")
    kinds = {d["document"]: d["media_type"] for d in tables["documents"]}

    def cell(value):
        if isinstance(value, Decimal):
            value = int(value) if value == int(value) else float(value)
        if isinstance(value, float):
            return int(value) if value == int(value) else value
        if isinstance(value, int) and abs(value) >= 10**15:
            return str(value)
        return None if value == "" else value

    def title(field):
        return f"{field['title']}({field['unit']})" if "unit" in field else field["title"]

    cells = 0
    for resource in package["resources"]:
        name = resource["name"]
        wanted = tables[name]
        fields = resource["schema"]["fields"]
        names = {title(f): f["name"] for f in fields}
        titles = [sheet for sheet in book.sheetnames
                  if sheet == resource["title"] or sheet.startswith(resource["title"] + " (")]
        rows = []
        for sheet in map(book.__getitem__, titles):
            header, *found = sheet.iter_rows()
            same(sheet.freeze_panes, "A2", f"xlsx {name} frozen")
            same(sheet.auto_filter.ref, sheet.dimensions, f"xlsx {name} filter")
            at = {cell.value: i for i, cell in enumerate(header)}
            same([t for t in at if t in names], list(names), f"xlsx {name} header")
            for row in found:
                want = wanted[len(rows)]
                place = f"xlsx {name} row {len(rows) + 1}"
                if any(c.data_type == "f" for c in row):
                    raise Different(f"{place}: a formula")
                extra(row, at, names, want, kinds, place)
                rows.append([
                    unescape(v) if isinstance(v := row[at[t]].value, str) else v for t in names
                ])
        for row, want in zip(rows, wanted):
            for i, value in enumerate(want.values()):
                if isinstance(row[i], str) and row[i].endswith(CUT):
                    same(len(row[i].encode("utf-16-le")) // 2 <= 32767, True, "xlsx cut")
                    same(value.startswith(row[i].removesuffix(CUT)), True, "xlsx cut")
                    row[i] = value
        cells += compare("xlsx", name, [f["name"] for f in fields], rows, wanted, cell)
    same(book.sheetnames[-1], "列の説明", "xlsx guide")
    same(book["列の説明"].max_row - 1, sum(len(r["schema"]["fields"]) for r in package["resources"]),
         "xlsx guide rows")
    return cells


def extra(row, at, names, want, kinds, place):
    """The cells of a sheet that no other format has."""
    for heading, i in at.items():
        if heading in names:
            continue
        got = row[i]
        if heading == "出典":
            if want["page"] is None:
                same(got.value, None, f"{place} {heading}")
                continue
            same(got.value, f"p.{want['page']} {want['line']}行", f"{place} {heading}")
            is_pdf = kinds[want["document"]] == "application/pdf"
            anchor = f"page={want['page']}" if is_pdf else None
            same(got.hyperlink.location, anchor, f"{place} {heading} page")
            target = Path("target/outside/out") / got.hyperlink.target
            same(target.is_file(), True, f"{place} {heading} {target}")
        else:
            base, unit = heading[:-1].rsplit("(", 1)
            same(unit, "億円", f"{place} {heading}")
            yen = want[names[f"{base}(円)"]]
            is_shown = yen is not None and abs(yen) < 10**15
            oku = Decimal(yen) / 10**8 if is_shown else None
            got = None if got.value is None else Decimal(repr(got.value))
            same(got, oku, f"{place} {heading}")


def data_package(out, tables, package):
    names = [resource["name"] for resource in package["resources"]]
    same(sorted(names), sorted(tables), "datapackage resources")
    for resource in package["resources"]:
        data = (out / resource["path"]).read_bytes()
        same(resource["bytes"], len(data), f"datapackage {resource['path']} bytes")
        digest = hashlib.sha256(data).hexdigest()
        same(resource["hash"], f"sha256:{digest}", f"datapackage {resource['path']} hash")
    report = frictionless.validate(str(out / "datapackage.json"))
    same(report.flatten(["title", "message"]), [], "frictionless")


def main():
    out = Path(sys.argv[1])
    tables = tidy.expected(out)
    package = json.loads((out / "datapackage.json").read_text())
    try:
        for name in tables:
            if not tables[name]:
                print(f"{name}: no rows to compare")
        print(f"csv: {csv_files(out, tables)} cells")
        duckdb_csv(out, tables)
        print(f"sqlite: {database(out, tables)} cells")
        print(f"parquet: {parquet_files(out, tables)} cells")
        print(f"xlsx: {workbook(out, tables, package)} cells")
        data_package(out, tables, package)
        print(f"datapackage: {len(package['resources'])} files")
    except Different as difference:
        sys.exit(str(difference))


main()
