// Keeps an open page in step with the dev server: one push connection, pages morphed in place, styles swapped.
import { Idiomorph } from "./idiomorph.esm.js";
import { Overlay } from "./overlay.js";

const script = document.querySelector("script[data-briefgen]");
const run = script.dataset.run;
const follow = "follow" in script.dataset;
const overlay = new Overlay();
// A style sheet or image that does not come must not hold up the text.
const LOAD_MS = 2000;
const RETRY_MS = [250, 500, 1000, 2000];

let number = Number(script.dataset.number);
let page = script.dataset.page;
let status = Number(script.dataset.status);
let source = null; // the page as the server sent it, before its own scripts changed it
let connection = null;
let failures = 0;
let retry = 0;
let latest = null;
let updating = false;

function connect() {
  if (connection || document.hidden) return;
  clearTimeout(retry);
  connection = new EventSource(`/__briefgen/events?since=${number}`);
  connection.onmessage = (message) => {
    failures = 0;
    performance.mark("briefgen:connected");
    overlay.showLost(false);
    receive(JSON.parse(message.data));
  };
  connection.onerror = () => {
    disconnect();
    failures += 1;
    // One failure is a server being started again; the reader need not know.
    overlay.showLost(failures > 2);
    retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  };
}

function disconnect() {
  connection?.close();
  connection = null;
}

// Browsers open six connections to a server in all: pages nobody looks at give theirs up.
document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
window.addEventListener("pagehide", disconnect);
window.addEventListener("pageshow", connect);

function receive(state) {
  if (state.run !== run) {
    // Another server: nothing is known of what changed, its scripts included.
    location.reload();
    return;
  }
  const failed = state.notices.some((notice) => notice.severity === "error");
  const remark = failed ? "The last good version stays behind this." : "The site is up to date.";
  overlay.showNotices(state.notices, state.omitted, state.number ? remark : "The site shows when this is mended.");
  // What was not yet taken in when the next version came is still to be taken in.
  if (latest && latest.number !== number) {
    state.changed = latest.changed && state.changed && [...latest.changed, ...state.changed];
  }
  latest = state;
  if (!updating) update();
}

async function update() {
  updating = true;
  try {
    while (latest.number !== number) {
      const state = latest;
      await take(state);
      number = state.number;
      document.dispatchEvent(new CustomEvent("briefgen:update", { detail: { number } }));
    }
  } catch (error) {
    // The server went away in between: the push connection notices too, and asks again from this version on.
    console.debug("briefgen:", error);
    disconnect();
    latest = null;
    retry = setTimeout(connect, RETRY_MS[1]);
  } finally {
    updating = false;
  }
}

async function take(state) {
  const changed = state.changed && new Set(state.changed.map((path) => new URL(`/${encode(path)}`, location).pathname));
  const didChange = (address) => {
    const url = new URL(address, location);
    return url.origin === location.origin && (changed === null || changed.has(url.pathname));
  };
  const response = await fetch(location.href, { cache: "no-cache", headers: { Accept: "text/html" } });
  const digest = response.headers.get("X-Briefgen-Page");
  if (digest === null || !(response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    return;
  }
  if (response.ok !== (status < 400)) {
    if (response.ok) return location.reload();
    // What the reader looks at stays, for as long as there is nothing to put in its place.
    if (follow && state.target) return location.assign(state.target);
    overlay.showGone(true);
    return;
  }
  overlay.showGone(false);
  const text = await response.text();
  if ([...document.scripts].some((one) => one.src && !one.dataset.briefgen && changed && didChange(one.src))) {
    return location.reload();
  }
  if (digest !== page) {
    const first = await morph(text);
    page = digest;
    if (follow && first) scrollTo(first);
  } else if (follow && state.target && state.target !== location.pathname.replace(/index\.html$/, "")) {
    return location.assign(state.target);
  }
  await swapStyles(changed, didChange);
  for (const image of document.images) {
    if (changed && image.src && didChange(image.src)) image.src = versioned(image.src, state.number);
  }
}

function encode(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

function versioned(address, version) {
  const url = new URL(address, location);
  url.searchParams.set("briefgen", version);
  return url.href;
}

const parse = (text) => new DOMParser().parseFromString(text, "text/html");
const styleSheets = (root) => [...root.querySelectorAll('link[rel~="stylesheet"][href]')];
const plain = (address) => {
  const url = new URL(address, location);
  url.searchParams.delete("briefgen");
  return url.href;
};
const scriptsOf = (root) =>
  [...root.querySelectorAll("script:not([data-briefgen])")].map((one) => one.getAttribute("src") ?? one.textContent).join("\n");

/** Give new style sheets time to load before the page that needs them shows. */
function loaded(link) {
  return new Promise((resolve) => {
    link.addEventListener("load", resolve, { once: true });
    link.addEventListener("error", resolve, { once: true });
    setTimeout(resolve, LOAD_MS);
  });
}

/** Change a style sheet without a moment without it: the new one stands beside the old until it is there. */
async function swapStyles(changed, didChange) {
  const links = styleSheets(document);
  // A sheet can import the one that changed; only then is none of the page's own among the changed.
  const anySheet = changed === null || [...changed].some((path) => path.endsWith(".css"));
  const direct = links.filter((link) => didChange(link.href));
  const local = links.filter((link) => new URL(link.href).origin === location.origin);
  await Promise.all(
    (direct.length || !anySheet ? direct : local).map(async (link) => {
      const next = link.cloneNode();
      next.href = versioned(link.href, latest.number);
      const done = loaded(next);
      link.after(next);
      await done;
      link.remove();
    }),
  );
}

/** Turn the page into a new version of itself; return the first place that changed. */
async function morph(text) {
  const before = source;
  const after = parse(text);
  if (scriptsOf(before ?? document) !== scriptsOf(after)) {
    // Scripts that ran cannot be taken back.
    location.reload();
    return null;
  }
  source = parse(text);
  // Sheets that were swapped keep their address, or they would load, and flash, once more.
  const present = new Map(styleSheets(document).map((link) => [plain(link.href), link]));
  const fresh = [];
  for (const link of styleSheets(after)) {
    const same = present.get(plain(new URL(link.getAttribute("href"), location).href));
    if (same) {
      link.setAttribute("href", same.getAttribute("href"));
    } else {
      const early = document.importNode(link);
      fresh.push(loaded(early));
      document.head.append(early);
    }
  }
  await Promise.all(fresh);

  const active = document.activeElement;
  const keeper = new Keeper(before);
  // The head first: a page must not stand there in the old style with the new content.
  Idiomorph.morph(document.head, after.head, { head: { style: "merge" } });
  keeper.attributes(document.documentElement, after.documentElement, before?.documentElement);
  Idiomorph.morph(document.body, after.body, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: keeper.callbacks(),
  });
  if (active && active !== document.body && document.activeElement === document.body) {
    const again = active.isConnected ? active : active.id && document.getElementById(active.id);
    if (again) again.focus({ preventScroll: true });
  }
  return keeper.first;
}

/** Decides what a morph leaves alone: what the reader opened or typed, and what the page's own scripts made. */
class Keeper {
  constructor(before) {
    this.before = before;
    this.first = null;
    this.pair = null;
  }

  /** The element as the server sent it last time, where that is certain. */
  counterpart(element) {
    if (!this.before) return null;
    if (element === document.body) return this.before.body;
    return element.id ? this.before.getElementById(element.id) : null;
  }

  callbacks() {
    return {
      beforeNodeMorphed: (live, next) => {
        if (live.nodeType !== Node.ELEMENT_NODE) {
          if (live.nodeValue !== next.nodeValue) this.first ??= live.parentElement;
          return true;
        }
        const sent = this.counterpart(live);
        // Not changed by the edit: whatever scripts made of it stays.
        if (sent && live !== document.body && live.id === next.id && sent.isEqualNode(next)) return false;
        this.pair = { live, next, sent };
        return true;
      },
      afterNodeAdded: (node) => {
        this.first ??= node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      },
      beforeAttributeUpdated: (name, live) => {
        if (name === "open" && (live.localName === "details" || live.localName === "dialog")) return false;
        if (live.matches("input, option, textarea, select")) {
          if (["value", "checked", "selected"].includes(name)) return false;
        }
        const { live: current, next, sent } = this.pair ?? {};
        return !(current === live && sent && sent.getAttribute(name) === next.getAttribute(name));
      },
    };
  }

  /** Bring attributes in line, but only those that the edit changed. */
  attributes(live, next, sent) {
    if (!sent) return;
    const names = new Set([...sent.getAttributeNames(), ...next.getAttributeNames()]);
    for (const name of names) {
      const value = next.getAttribute(name);
      if (value === sent.getAttribute(name)) continue;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
    }
  }
}

function scrollTo(element) {
  const box = element.getBoundingClientRect();
  if (box.bottom < 0 || box.top > window.innerHeight) element.scrollIntoView({ block: "center" });
}

/** Remember the page as it came, for comparing; the server may have moved on, then there is nothing to compare with. */
async function remember() {
  const response = await fetch(location.href, { cache: "no-cache", headers: { Accept: "text/html" } });
  if (response.headers.get("X-Briefgen-Page") === page) source ??= parse(await response.text());
}

remember().catch(() => {}).finally(connect);
