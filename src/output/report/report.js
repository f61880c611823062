"use strict";
// Shows one document at a time, its source beside its records. All text is set as text.
(() => {
  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("words").textContent);
  const w = (key, put) => words[key].replace(/\{\w+\}/g, () => put);
  const SVG = "http://www.w3.org/2000/svg";
  const LISTS = ["line_items", "unclaimed_amounts", "checks", "programs", "sections", "people", "organizations",
    "statistics", "citations", "directives", "notes", "diagnostics"];
  const FILTERS = [
    ["certainty", "certainty", (r) => [r.certainty], (v) => w("certainty." + v)],
    ["year", "year", (r) => [r.year], String],
    ["stage", "stage", (r) => [r.stage], (v) => w("stage." + v)],
    ["flags", "flags", (r) => r.flags, (v) => w("flag." + v)],
    ["check_status", "status", (r) => [r.status], (v) => w("outcome." + v)],
  ];
  // Facts that are shown of every record; the others of the chosen one.
  const BRIEF = ["equation", "candidates", "reason", "difference"];
  const LINES = 100, RECORDS = 200, AT_ONCE = 3000;

  const main = byId("document"), overview = byId("overview");
  const sources = new Map(Array.from(document.querySelectorAll("script.document"), (s) => [s.dataset.stem, s]));
  let doc = null, overviewScroll = 0;

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || (value === false && !name.startsWith("aria-"))) continue;
      if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((c) => c !== null && c !== undefined && c !== "" && c !== false));
    return made;
  }

  function drawn(tag, attributes, text) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // Full and half width, case, spaces and grouping commas make no difference to a search.
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s,]/g, "");
  const address = (id) => "#" + encodeURIComponent(doc.stem) + (id === undefined ? "" : "/" + encodeURIComponent(id));
  const narrow = () => getComputedStyle(doc.tabs).display !== "none";

  // ---- A document is opened.

  function open(stem) {
    if (doc && doc.stem === stem) return;
    const data = JSON.parse(sources.get(stem).textContent);
    doc = data;
    doc.byId = new Map(doc.records.map((r, i) => [r.id, i]));
    doc.current = -1;
    doc.list = doc.records.length ? doc.records[0].list : "line_items";
    doc.chosen = {};
    doc.blocks = [];
    doc.pictured = (doc.pictures || []).length > 0;
    build();
    filter();
  }

  function build() {
    doc.tabs = element("div", { class: "tabs" }, tab("source"), tab("records"));
    const facts = element("dl", null, ...doc.facts.map(([k, v]) => element("div", null, element("dt", null, w(k)), element("dd", null, v))));
    doc.source = element("section", { class: "pane source", "aria-label": w("source_pane"), tabindex: 0, on: { click: clickedSource } });
    doc.sourceTools = element("div", { class: "tools" });
    doc.lines = element("div", { class: "lines" });
    doc.source.append(doc.sourceTools, doc.lines);
    doc.pane = element("section", { class: "pane records", "aria-label": w("records_pane"), on: { click: clickedRecord } });
    main.replaceChildren(
      element("div", { class: "title" }, element("h1", null, doc.title),
        doc.why && element("p", { class: "notice" }, w(doc.why[0], doc.why[1])),
        doc.no_pictures && element("p", { class: "notice" }, w("no_pictures")),
        element("details", null, element("summary", null, w("facts")), facts), doc.tabs),
      doc.source, doc.pane);
    buildSourceTools();
    buildRecordTools();
    buildSource();
    turn("source");
  }

  function tab(which) {
    return element("button", { type: "button", "data-tab": which, on: { click: () => turn(which) } }, w(which + "_pane"));
  }

  // On a narrow screen one of the two panes is seen.
  function turn(which) {
    main.classList.toggle("show-source", which === "source");
    main.classList.toggle("show-records", which === "records");
    for (const button of doc.tabs.children) button.setAttribute("aria-pressed", button.dataset.tab === which);
  }

  function buildSourceTools() {
    const signs = ["stated", "inferred", "ambiguous", "unclaimed"].filter((s) => doc.records.some((r) => r.sign === s));
    doc.sourceTools.append(...signs.map((s) => element("span", { class: "sign " + s }, w("sign." + s))));
    if (!doc.pictures || !doc.pictures.length) return;
    const button = (pictured, word) => element("button", { type: "button", "aria-pressed": doc.pictured === pictured,
      on: { click: (event) => { see(pictured); event.stopPropagation(); } } }, w(word));
    doc.switch = element("div", { class: "switch" }, button(true, "as_page"), button(false, "as_text"));
    doc.sourceTools.append(doc.switch);
  }

  function see(pictured) {
    if (doc.pictured === pictured) return;
    doc.pictured = pictured;
    doc.switch.children[0].setAttribute("aria-pressed", pictured);
    doc.switch.children[1].setAttribute("aria-pressed", !pictured);
    buildSource();
    highlight(true);
  }

  // ---- The source: blocks that are filled when they come near.

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fill(entry.target.number);
  }, { rootMargin: "1200px" });

  function buildSource() {
    near.disconnect();
    doc.blocks = [];
    doc.lines.replaceChildren();
    const count = doc.pictured ? doc.pictures.length : Math.ceil(doc.text.length / LINES);
    for (let i = 0; i < count; i++) {
      let block;
      if (doc.pictured) {
        const { number, width, height } = doc.pictures[i];
        block = drawn("svg", { class: "sheet", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": w("page_n", number) });
      } else {
        block = element("div", { class: "block" });
        block.style.minHeight = Math.min(LINES, doc.text.length - i * LINES) * 1.7 + "rem";
      }
      block.number = i;
      doc.blocks.push(block);
    }
    doc.lines.append(...doc.blocks);
    if (!doc.pictured && doc.text.length <= AT_ONCE) doc.blocks.forEach((_, i) => fill(i));
    else doc.blocks.forEach((block) => near.observe(block));
  }

  function fill(i) {
    const block = doc.blocks[i];
    if (!block || block.filled) return block;
    block.filled = true;
    near.unobserve(block);
    if (doc.pictured) draw(block, doc.pictures[i]);
    else write(block, i * LINES);
    return block;
  }

  function write(block, from) {
    const all = doc.text, paged = all.length && all[all.length - 1].page > 1;
    block.style.minHeight = "";
    for (let i = from; i < Math.min(from + LINES, all.length); i++) {
      const { page, number, parts } = all[i];
      if (paged && (i === 0 || all[i - 1].page !== page)) block.append(element("div", { class: "page-head" }, w("page_n", page)));
      const text = element("span", null, ...parts.map((part) => typeof part === "string" ? element("span", null, part)
        : element("mark", { class: part[1], "data-records": part[2].join(" "), title: w("sign." + part[1]) }, part[0])));
      const line = element("div", { class: "line" }, element("a", { href: address(number), "aria-label": w("line_n", number) }, String(number)), text);
      line.index = i;
      block.append(line);
      all[i].made = line;
    }
  }

  function draw(sheet, picture) {
    for (const [x, y, width, height] of picture.images) sheet.append(drawn("rect", { class: "image", x, y, width, height }));
    for (const [x, y, width, height, kind] of picture.rules) sheet.append(drawn("rect", { class: kind, x, y, width, height }));
    for (const row of picture.texts) {
      const attributes = { x: row.x.join(" "), y: row.y.join(" "), "font-size": row.size };
      if (row.middle) { attributes["text-anchor"] = "middle"; attributes.x = row.y.map(() => row.x[0]).join(" "); }
      if (row.turn) attributes.transform = `rotate(${row.turn} ${row.x[0]} ${row.y[0]})`;
      if (row.length) { attributes.textLength = row.length; attributes.lengthAdjust = "spacingAndGlyphs"; }
      if (row.faint) attributes.class = "faint";
      sheet.append(drawn("text", attributes, row.text));
    }
    doc.records.forEach((record, i) => {
      if (!record.sign || !record.bbox || record.bbox[0] !== picture.number) return;
      const box = boxed(record.bbox, "box " + record.sign);
      box.dataset.records = i;
      box.append(drawn("title", {}, `${record.title} ${record.figure || ""} (${w("sign." + record.sign)})`));
      sheet.append(box);
    });
  }

  function boxed([, x0, y0, x1, y1], kind) {
    return drawn("rect", { class: kind, x: x0 - 12, y: y0 - 8, width: x1 - x0 + 24, height: y1 - y0 + 16, rx: 8 });
  }

  function clickedSource(event) {
    const found = event.target.closest("[data-records]");
    if (!found) return;
    const records = found.dataset.records.split(" ").map(Number);
    // Clicked again, the next record of the same amount.
    const next = records[(records.indexOf(doc.current) + 1) % records.length];
    if (narrow()) turn("records");
    go(next);
  }

  // ---- The records: listed, filtered, searched.

  function buildRecordTools() {
    doc.buttons = new Map();
    const lists = element("div", { class: "lists", role: "group", "aria-label": w("records_pane") });
    for (const list of LISTS) {
      if (!doc.records.some((r) => r.list === list)) continue;
      const button = element("button", { type: "button", on: { click: () => { doc.list = list; filter(); } } });
      doc.buttons.set(list, button);
      lists.append(button);
    }
    doc.search = element("input", { type: "search", placeholder: w("search_hint"), "aria-label": w("search"), "aria-keyshortcuts": "/", on: { input: filter } });
    doc.filters = element("div", { class: "filters" }, doc.search);
    doc.selects = [];
    for (const [key, name, values, shown] of FILTERS) {
      const all = new Set(doc.records.flatMap(values).filter((v) => v !== null && v !== undefined));
      if (all.size < 2) continue;
      const options = Array.from(all).sort().map((v) => element("option", { value: v }, shown(v)));
      const select = element("select", { "aria-label": w(key), on: { change: () => { doc.chosen[name] = select.value; filter(); } } },
        element("option", { value: "" }, w(key) + ": " + w("all")), ...options);
      select.dataset.of = name;
      doc.selects.push(select);
      doc.filters.append(select);
    }
    doc.count = element("span", { role: "status" });
    doc.listed = element("ol");
    doc.more = element("button", { type: "button", class: "more", hidden: true, on: { click: list } }, w("more"));
    doc.pane.append(element("div", { class: "tools" }, lists, doc.filters, doc.count), doc.listed, doc.more);
    doc.coming = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) list(); }, { root: doc.pane, rootMargin: "800px" });
    doc.coming.observe(doc.more);
  }

  function filter() {
    const query = fold(doc.search.value);
    const chosen = FILTERS.filter(([, name]) => doc.chosen[name]);
    const matches = (record) => chosen.every(([, name, values]) => values(record).some((v) => String(v) === doc.chosen[name]))
      && (!query || hay(record).includes(query) || (query.length >= 6 && record.id.startsWith(query)));
    const counts = new Map();
    doc.shown = [];
    doc.records.forEach((record, i) => {
      if (!matches(record)) return;
      counts.set(record.list, (counts.get(record.list) || 0) + 1);
      if (record.list === doc.list) doc.shown.push(i);
    });
    for (const [name, button] of doc.buttons) {
      button.textContent = `${w("list." + name)} ${counts.get(name) || 0}`;
      button.setAttribute("aria-pressed", name === doc.list);
    }
    doc.count.textContent = doc.shown.length ? w("matches", doc.shown.length) : w("no_matches");
    doc.made = 0;
    doc.listed.replaceChildren();
    doc.pane.scrollTop = 0;
    list();
  }

  function hay(record) {
    record.hay ??= fold([record.title, record.figure, record.exact, record.quote, ...record.facts.map((f) => f[0] === "field.id" ? null : f[1])].filter(Boolean).join("\n"));
    return record.hay;
  }

  function list(upTo) {
    const end = Math.min(doc.shown.length, Math.max(doc.made + RECORDS, Number.isInteger(upTo) ? upTo : 0));
    const made = [];
    for (; doc.made < end; doc.made++) made.push(item(doc.shown[doc.made]));
    doc.listed.append(...made);
    doc.more.hidden = doc.made >= doc.shown.length;
  }

  function item(i) {
    const record = doc.records[i];
    const place = record.line ? w("line_n", record.line) : record.page ? w("page_n", record.page) : null;
    const meta = [
      record.year, record.stage && record.stage !== "unspecified" ? w("stage." + record.stage) : null,
      ...record.facts.filter(([k]) => k === "ministry" || k === "agency").map((f) => f[1]), ...record.flags.map((f) => w("flag." + f)),
    ].filter(Boolean).map((text) => element("span", null, String(text)));
    if (record.sign) meta.push(element("span", { class: "sign " + record.sign }, w("sign." + record.sign)));
    if (record.status) meta.push(element("span", { class: "outcome " + record.status }, w(record.list === "checks" ? "outcome." + record.status : "checks") + (record.list === "checks" ? "" : ": " + w("outcome." + record.status))));
    if (place) meta.push(element("span", null, place));
    const figure = record.figure && element("span", { class: "figure" }, record.figure, record.exact && record.exact !== record.figure ? element("small", null, record.exact) : null);
    const made = element("li", { class: "record", "aria-current": i === doc.current },
      element("div", { class: "head" }, element("a", { class: "name", href: address(record.id) }, record.title), figure),
      element("div", { class: "meta" }, ...meta), factList(record.facts.filter(([k]) => BRIEF.includes(k)), "brief"));
    made.index = i;
    if (i === doc.current) unfold(made);
    return made;
  }

  function factList(facts, kind) {
    if (!facts.length) return null;
    return element("dl", { class: kind }, ...facts.flatMap(([key, text, id]) => [element("dt", null, w(key)),
      element("dd", null, id && doc.byId.has(id) ? element("a", { href: address(id) }, text) : text)]));
  }

  // The facts of the chosen record.
  function unfold(made) {
    if (made.unfolded) return;
    made.unfolded = true;
    const record = doc.records[made.index];
    const rest = factList(record.facts.filter(([k]) => !BRIEF.includes(k)), "rest");
    if (rest) made.append(rest);
    if (record.at || record.bbox) made.append(element("button", { type: "button", class: "jump" }, w("show_in_source")));
  }

  function clickedRecord(event) {
    const made = event.target.closest(".record");
    if (!made) return;
    if (event.target.closest(".jump")) { jump(); return; }
    const link = event.target.closest("a");
    if (link && !link.classList.contains("name")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
    event.preventDefault();
    go(made.index);
  }

  // ---- Choosing a record.

  // To a record by way of the address, so that going back leads to the one before.
  function go(i) {
    const to = address(doc.records[i].id);
    if (location.hash === to) choose(i); else location.hash = to;
  }

  function choose(i, quietly) {
    const record = doc.records[i];
    doc.current = i;
    if (!doc.shown.includes(i)) {
      doc.list = record.list;
      doc.chosen = {};
      doc.search.value = "";
      doc.selects.forEach((s) => { s.value = ""; });
      filter();
    }
    const place = doc.shown.indexOf(i);
    if (place >= doc.made) list(place + 1);
    for (const other of doc.listed.querySelectorAll("[aria-current=true]")) other.setAttribute("aria-current", false);
    const made = doc.listed.children[place];
    made.setAttribute("aria-current", true);
    unfold(made);
    reveal(doc.pane, made, 90);
    if (!quietly) made.querySelector("a").focus({ preventScroll: true });
    highlight(true);
  }

  function clear() {
    doc.current = -1;
    for (const other of doc.listed.querySelectorAll("[aria-current=true]")) other.setAttribute("aria-current", false);
    highlight(false);
    history.replaceState(null, "", address());
  }

  function highlight(scroll) {
    for (const kind of ["picked", "label-of", "linked", "here"]) {
      for (const old of doc.lines.querySelectorAll("." + kind)) {
        if (old.namespaceURI === SVG) old.remove(); else old.classList.remove(kind);
      }
    }
    const record = doc.records[doc.current];
    if (!record) return;
    const linked = record.links.map((id) => doc.records[doc.byId.get(id)]).filter(Boolean);
    let first;
    if (doc.pictured) {
      for (const other of linked) overlay(other.bbox, "label-of");
      overlay(record.label_bbox, "label-of");
      first = overlay(record.bbox, "picked") || doc.blocks[doc.pictures.findIndex((p) => p.number === record.page)];
    } else {
      for (const other of linked) touch(other.at, "linked");
      touch(record.label, "label-of");
      first = touch(record.at, "picked") || lineAt(doc.text.findIndex((l) => l.number === record.line && record.line > 0));
    }
    if (scroll && first) reveal(doc.source, first, 60, true);
  }

  function overlay(bbox, kind) {
    const page = bbox ? doc.pictures.findIndex((p) => p.number === bbox[0]) : -1;
    if (page < 0) return null;
    const made = boxed(bbox, kind);
    made.style.pointerEvents = "none";
    fill(page).append(made);
    return made;
  }

  function lineAt(i) {
    if (i < 0 || i >= doc.text.length) return null;
    fill(Math.floor(i / LINES));
    return doc.text[i].made;
  }

  function touch(at, kind) {
    if (!at) return null;
    const [line, part, lastLine, lastPart] = at;
    let first = null;
    for (let i = line; i <= lastLine; i++) {
      const parts = lineAt(i).lastChild.children;
      for (let j = i === line ? part : 0; j <= (i === lastLine ? lastPart : parts.length - 1); j++) {
        parts[j].classList.add(kind);
        first ??= parts[j];
      }
    }
    return first;
  }

  // Brings a place of a pane into sight, below the tools that stay on top.
  function reveal(pane, made, margin, middle) {
    const outer = pane.getBoundingClientRect(), inner = made.getBoundingClientRect();
    if (!outer.height) return;
    const tools = pane.querySelector(".tools");
    const top = (getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0) + 8;
    const above = inner.top - outer.top - top, below = inner.bottom - outer.bottom + margin;
    if (above >= 0 && below <= 0) return;
    pane.scrollBy({ top: middle ? above - outer.height / 3 : above < 0 ? above : below, behavior: "instant" });
  }

  function jump() {
    if (narrow()) turn("source");
    highlight(true);
    doc.source.focus({ preventScroll: true });
  }

  // ---- The address says what is shown.

  function part(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  function route() {
    const hash = location.hash.slice(1), slash = hash.indexOf("/");
    const stem = part(slash < 0 ? hash : hash.slice(0, slash)), rest = slash < 0 ? "" : part(hash.slice(slash + 1));
    if (!stem) return showOverview();
    if (!overview.hidden) overviewScroll = scrollY;
    overview.hidden = true;
    main.hidden = false;
    byId("choose").value = sources.has(stem) ? stem : "";
    if (!sources.has(stem)) {
      doc = null;
      main.replaceChildren(element("div", { class: "title" }, element("h1", null, stem), element("p", { class: "notice" }, w("not_included")), element("p", null, element("a", { href: "#" }, w("overview")))));
      return;
    }
    open(stem);
    document.title = doc.title;
    scrollTo(0, 0);
    if (doc.byId.has(rest)) { choose(doc.byId.get(rest)); return; }
    if (doc.current >= 0) { doc.current = -1; filter(); highlight(false); }
    if (/^\d+$/.test(rest)) showLine(Number(rest));
  }

  function showLine(number) {
    if (doc.pictured) see(false);
    highlight(false);
    const line = lineAt(doc.text.findIndex((l) => l.number === number));
    if (!line) return;
    if (narrow()) turn("source");
    line.classList.add("here");
    reveal(doc.source, line, 60, true);
  }

  function showOverview() {
    const was = main.hidden;
    main.hidden = true;
    overview.hidden = false;
    byId("choose").value = "";
    document.title = w("report");
    const target = location.hash && byId(part(location.hash.slice(1)));
    if (target) target.scrollIntoView(); else if (!was) scrollTo(0, overviewScroll);
  }

  // ---- Keyboard, theme, printing.

  function move(step) {
    if (!doc || !doc.shown.length) return;
    const at = doc.shown.indexOf(doc.current);
    const next = at < 0 ? (step > 0 ? 0 : doc.shown.length - 1) : Math.min(doc.shown.length - 1, Math.max(0, at + step));
    history.replaceState(null, "", address(doc.records[doc.shown[next]].id));
    choose(doc.shown[next]);
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const at = document.activeElement, typing = at && at.matches("input, select");
    if (event.key === "Escape" && doc && !main.hidden) {
      if (at === doc.search) { doc.search.value = ""; filter(); at.blur(); } else clear();
    } else if (typing) {
      if (event.key === "Enter" && at === doc.search) move(1);
    } else if (event.key === "?") {
      byId("help").showModal();
    } else if (!doc || main.hidden) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      if (narrow()) turn("records");
      doc.search.focus();
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && at.matches(".record a.name") && at.closest(".record").index === doc.current) {
      event.preventDefault();
      jump();
    } else if (event.key === "Enter" && doc.current >= 0 && !at.matches("a, button, summary")) {
      jump();
    }
  }

  function theme(value) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = value || (now === "dark" ? "light" : "dark");
    try { localStorage.setItem("yosan-theme", document.documentElement.dataset.theme); } catch { /* a report works without */ }
  }

  function everything() {
    if (!doc || main.hidden) return;
    list(doc.shown.length);
    doc.blocks.forEach((_, i) => fill(i));
  }

  try { if (localStorage.getItem("yosan-theme")) theme(localStorage.getItem("yosan-theme")); } catch { /* as above */ }
  for (const link of document.querySelectorAll(".documents th a")) {
    const stem = part(link.getAttribute("href").slice(1));
    const text = link.textContent === stem ? stem : `${link.textContent} (${stem})`;
    byId("choose").append(element("option", { value: stem }, text));
  }
  document.querySelector(".choose").hidden = !sources.size;
  byId("choose").addEventListener("change", (event) => { location.hash = event.target.value ? "#" + encodeURIComponent(event.target.value) : "#"; });
  for (const id of ["theme", "help-button"]) byId(id).hidden = false;
  byId("theme").addEventListener("click", () => theme());
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  addEventListener("keydown", pressed);
  addEventListener("hashchange", route);
  addEventListener("beforeprint", everything);
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) everything(); });
  route();
})();
