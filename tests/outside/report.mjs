// Opens the reports of report.sh in a headless Chromium, uses them as a reader does, and takes
// pictures to look at. Ends with status 1 if anything is not as it should be.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.argv[2];
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SEED = "000_f593e29025b6a3e5", SLIDES = "004_boxes_weasyprint";
const url = (name, hash = "") => pathToFileURL(join(folder, name)).href + hash;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS });
const wrong = [];

// A page that tells what a report must not do.
async function page(name, hash, { width = 1440, height = 900, dark = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light" });
  const made = await context.newPage();
  made.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") wrong.push(`${name}${hash}: console: ${m.text()}`); });
  made.on("pageerror", (e) => wrong.push(`${name}${hash}: ${e.message}`));
  made.on("dialog", (d) => { wrong.push(`${name}${hash}: a dialog: ${d.message()}`); d.dismiss(); });
  made.on("request", (r) => { if (r.url().split("#")[0] !== url(name)) wrong.push(`${name}${hash}: asks for ${r.url()}`); });
  await made.goto(url(name, hash));
  return made;
}

const current = (p) => p.locator(".record[aria-current=true]");
const name = (p) => current(p).locator(".name").innerText();

async function step(what, run) {
  try {
    await run();
    console.log(`ok    ${what}`);
  } catch (error) {
    wrong.push(`${what}: ${error.message}`);
    console.log(`FAIL  ${what}`);
  }
}

await step("a record leads to its place", async () => {
  const p = await page("ja.html", "#" + SEED);
  await p.locator(".record").nth(3).click();
  assert.equal(await p.locator(".lines .picked").innerText(), "厚474");
  assert.match(await p.locator(".lines .label-of").innerText(), /対象経費/);
  assert.ok(await p.locator(".lines .picked").isVisible());
  assert.match(p.url(), /#000_f593e29025b6a3e5\/[0-9a-f]+$/);
  // Going back leads to the record before, and then to none.
  const first = p.url();
  await p.locator(".record").nth(5).locator(".name").click();
  assert.notEqual(p.url(), first);
  await p.goBack();
  assert.equal(await p.locator(".lines .picked").innerText(), "厚474");
  await p.goBack();
  assert.equal(await current(p).count(), 0);
  assert.equal(await p.locator(".lines .picked").count(), 0);
  await p.context().close();
});

await step("an amount leads to its record", async () => {
  const p = await page("ja.html", "#" + SEED);
  await p.locator("mark", { hasText: /^121億円$/ }).first().click();
  assert.equal(await name(p), "医療機器・ヘルスケアプロジェクト");
  assert.ok(await current(p).isVisible());
  await p.context().close();
});

await step("a box of a page leads to its record and back", async () => {
  const p = await page("ja.html", "#" + SLIDES);
  const box = p.locator(".sheet .box").nth(20);
  await box.click();
  const record = await name(p);
  assert.equal(await p.locator(".sheet rect.picked").count(), 1);
  await p.locator(".switch button").nth(1).click();
  assert.equal(await name(p), record);
  assert.equal(await p.locator(".lines mark.picked").count(), 1);
  await p.context().close();
});

await step("filters and the search narrow the list", async () => {
  const p = await page("ja.html", "#" + SEED);
  const all = await p.locator(".record").count();
  await p.locator("select[data-of=year]").selectOption("2019");
  const filtered = await p.locator(".record").count();
  assert.ok(filtered > 0 && filtered < all, `${filtered} of ${all}`);
  await p.locator("select[data-of=year]").selectOption("");
  // Full width finds half width, and commas make no difference.
  for (const query of ["１２７２億円", "1,272", "１，２７２"]) {
    await p.locator("input[type=search]").fill(query);
    const found = await p.locator(".record").allTextContents();
    assert.ok(found.length > 0 && found.length < 12 && found[0].includes("1,272億円"), `${query}: ${found.length}`);
  }
  await p.locator("input[type=search]").fill("そのような事業はない");
  assert.equal(await p.locator(".record").count(), 0);
  assert.match(await p.locator(".records [role=status]").innerText(), /ありません/);
  await p.locator(".lists button", { hasText: "検算" }).click();
  await p.locator("input[type=search]").fill("");
  assert.match(await p.locator(".record").first().textContent(), /総額|内訳/);
  await p.context().close();
});

await step("addresses lead to lines and records", async () => {
  let p = await page("ja.html", `#${SEED}/13`);
  assert.match(await p.locator(".line.here").innerText(), /この他、令和元年度補正予算/);
  assert.ok(await p.locator(".line.here").isVisible());
  await p.locator(".line > a", { hasText: /^22$/ }).click();
  await p.waitForURL((u) => u.hash.endsWith("/22"));
  await p.locator(".line.here", { hasText: "384億円" }).waitFor();
  await p.context().close();
  p = await page("ja.html", `#${SEED}/253637a2bed3`);
  assert.equal(await p.locator(".lines .picked").innerText(), "厚474");
  await p.context().close();
  p = await page("ja.html", "#no such document");
  assert.match(await p.locator("#document .notice").innerText(), /--document/);
  await p.context().close();
});

await step("the keyboard is enough", async () => {
  const p = await page("ja.html", "#" + SEED);
  await p.keyboard.press("j");
  const first = await name(p), at = p.url();
  await p.keyboard.press("j");
  assert.notEqual(p.url(), at);
  await p.keyboard.press("k");
  assert.equal(p.url(), at);
  assert.equal(await name(p), first);
  await p.keyboard.press("/");
  await p.keyboard.type("474");
  await p.keyboard.press("Enter");
  assert.match(await current(p).innerText(), /474億円/);
  await p.keyboard.press("Enter");
  assert.ok(await p.locator(".source").evaluate((e) => e === document.activeElement));
  await p.keyboard.press("/");
  await p.keyboard.press("Escape");
  assert.equal(await p.locator("input[type=search]").inputValue(), "");
  await p.keyboard.press("Escape");
  assert.equal(await current(p).count(), 0);
  await p.keyboard.press("?");
  assert.ok(await p.locator("#help").isVisible());
  await p.keyboard.press("Escape");
  assert.ok(!await p.locator("#help").isVisible());
  await p.context().close();
});

await step("a document that is more than text stays text", async () => {
  for (const file of ["ja.html", "en.html"]) {
    const p = await page(file, "#hostile");
    await p.waitForTimeout(100);
    assert.match(await p.locator(".lines").innerText(), /<script>alert\(1\)<\/script>/);
    let listed = "";
    for (const button of await p.locator(".lists button").all()) {
      await button.click();
      listed += await p.locator(".records ol").textContent();
    }
    assert.match(listed, /<img src=x onerror=alert\(2\)>/);
    assert.equal(await p.locator("img, #document script, #document style").count(), 0);
    await p.context().close();
  }
});

await step("light and dark, chosen and remembered", async () => {
  const p = await page("ja.html", "", { dark: true });
  const ground = () => p.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await p.locator("#theme").click();
  assert.notEqual(await ground(), dark);
  await p.reload();
  assert.notEqual(await ground(), dark);
  await p.context().close();
});

// WCAG 2.2, 1.4.3: 4.5 to 1 for text of this size.
await step("all text has contrast", async () => {
  for (const dark of [false, true]) for (const hash of ["", "#" + SEED, "#002_8a0e567ce19643e6", "#" + SLIDES]) {
    const p = await page("ja.html", hash, { dark });
    if (hash) await p.keyboard.press("j");
    const low = await p.evaluate(() => {
      const channels = (c) => c.match(/[\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (e) => { for (; e; e = e.parentElement) { const c = channels(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
      const found = new Set();
      for (const e of document.querySelectorAll("body *")) {
        const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
        if (!own || !e.offsetParent || e.closest("svg, script, .unseen")) continue;
        const [a, b] = [light(channels(getComputedStyle(e).color)), light(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) found.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
      }
      return Array.from(found);
    });
    assert.deepEqual(low, [], `${dark ? "dark" : "light"} ${hash}`);
    await p.context().close();
  }
});

await step("nothing is wider than a phone", async () => {
  for (const file of ["ja.html", "en.html"]) for (const hash of ["", "#" + SEED, "#" + SLIDES, "#hostile"]) {
    const p = await page(file, hash, { width: 390, height: 844 });
    const width = await p.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${file}${hash}: ${width}`);
    await p.context().close();
  }
  const p = await page("ja.html", "#" + SEED, { width: 390, height: 844 });
  await p.locator("mark", { hasText: /^121億円$/ }).first().click();
  assert.equal(await name(p), "医療機器・ヘルスケアプロジェクト");
  await current(p).locator(".jump").click();
  assert.ok(await p.locator(".lines .picked").isVisible());
  await p.context().close();
});

await step("in print all of it is there", async () => {
  const p = await page("large.html", "#large");
  assert.ok(await p.locator(".record").count() < 1000);
  await p.emulateMedia({ media: "print" });
  await p.waitForFunction(() => document.querySelectorAll(".record").length === 10000);
  assert.equal(await p.locator(".line").count(), 10001);
  assert.ok(!await p.locator(".bar").isVisible() && !await p.locator(".filters").isVisible());
  await p.context().close();
});

await step("ten thousand records do not lag", async () => {
  const start = Date.now();
  const p = await page("large.html", "#large");
  await p.locator(".record").first().waitFor();
  const opened = Date.now() - start;
  const timed = (action) => p.evaluate((action) => new Promise((done) => {
    const start = performance.now();
    const search = document.querySelector("input[type=search]");
    if (action === "search") { search.value = "第９９９９号"; search.dispatchEvent(new Event("input")); }
    if (action === "clear") { search.value = ""; search.dispatchEvent(new Event("input")); }
    if (action === "last") location.hash = document.querySelector(".line:last-child a")?.getAttribute("href") ?? "";
    requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - start))));
  }), action);
  const search = await timed("search");
  assert.equal(await p.locator(".record").count(), 1);
  const clear = await timed("clear");
  console.log(`      opened ${opened} ms, searched ${search} ms, cleared ${clear} ms`);
  assert.match(await p.locator(".records [role=status]").innerText(), /10000/);
  await p.evaluate(() => { location.hash = "#large/9000"; });
  await p.locator(".line.here", { hasText: "第8999号" }).waitFor();
  await p.context().close();
});

// Pictures, to be looked at.
for (const [file, language] of [["ja.html", "ja"], ["en.html", "en"]]) {
  for (const dark of [false, true]) for (const width of [1440, 390]) {
    const size = { width, height: width < 500 ? 844 : 900, dark };
    const mark = `${language}_${dark ? "dark" : "light"}_${width}`;
    for (const [what, hash] of [["overview", ""], ["charts", "#/charts"], ["checks", "#/checks"], ["text", `#${SEED}/253637a2bed3`],
      ["ambiguous", "#002_8a0e567ce19643e6"], ["page", "#" + SLIDES]]) {
      const p = await page(file, hash, size);
      if (what === "ambiguous") await p.locator("select[data-of=certainty]").selectOption("ambiguous", { force: true }).catch(() => {});
      if (what === "ambiguous") await p.keyboard.press("j");
      if (what === "page") await p.keyboard.press("j");
      await p.waitForTimeout(50);
      await p.screenshot({ path: join(folder, `${mark}_${what}.png`) });
      await p.context().close();
    }
  }
  const p = await page(file, `#${SLIDES}`);
  await p.pdf({ path: join(folder, `${language}_page.pdf`), format: "A4", preferCSSPageSize: true });
  await p.goto(url(file, "#" + SEED));
  await p.pdf({ path: join(folder, `${language}_text.pdf`), format: "A4", preferCSSPageSize: true });
  await p.goto(url(file, "#"));
  await p.pdf({ path: join(folder, `${language}_overview.pdf`), format: "A4", preferCSSPageSize: true });
  await p.context().close();
}

await browser.close();
for (const sentence of wrong) console.error(sentence);
process.exit(wrong.length ? 1 : 0);
