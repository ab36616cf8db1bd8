// What the dev server has to tell, over the page but apart from it: its own shadow tree, its own style.

const STYLE = `
:host { all: initial; }
@media print { :host { display: none !important; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.panel, .badge, .gone, .lost {
  font: 14px/1.5 system-ui, sans-serif; color: #f4f4f5; background: #1c1c21;
  position: fixed; z-index: 2147483647; border-radius: 8px; box-shadow: 0 8px 32px rgb(0 0 0 / .45);
}
.panel { inset: auto 16px 16px 16px; max-height: min(70vh, 640px); overflow: auto; max-width: 1000px;
  margin-inline: auto; border-top: 4px solid #ff6b6b; padding: 16px 20px 20px; overscroll-behavior: contain; }
.panel.warnings { border-top-color: #f0b429; }
.head { display: flex; gap: 16px; align-items: baseline; justify-content: space-between; }
h2 { font-size: 16px; line-height: 1.4; margin: 0; }
p { margin: 4px 0 0; color: #c9c9cf; }
ol { list-style: none; margin: 12px 0 0; padding: 0; }
li { padding: 10px 0; border-top: 1px solid #3a3a42; }
.headline { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: #ffb3b3; }
.warning .headline { color: #ffd98a; }
.hint { color: #c9c9cf; overflow-wrap: anywhere; margin-top: 6px; }
pre { font: 13px/1.4 ui-monospace, monospace; margin: 8px 0 0; padding: 8px 10px; background: #101014;
  border-radius: 4px; overflow-x: auto; color: #f4f4f5; tab-size: 1; }
.caret { color: #ff6b6b; font-weight: bold; }
.warning .caret { color: #f0b429; }
.number { color: #8f8f99; }
button { font: inherit; color: inherit; background: #34343c; border: 1px solid #5a5a66; border-radius: 6px;
  padding: 4px 12px; cursor: pointer; min-height: 32px; min-width: 32px; white-space: nowrap; }
button:hover { background: #44444e; }
:focus-visible { outline: 3px solid #7cc4ff; outline-offset: 2px; }
a { color: #9fd3ff; }
.badge { inset: auto 16px 16px auto; display: flex; gap: 4px; padding: 4px; }
.badge .open { background: none; border-color: transparent; color: #ffd98a; }
.badge.errors .open { color: #ffb3b3; }
.gone { inset: 16px 16px auto 16px; max-width: 640px; margin-inline: auto; padding: 10px 16px; }
.lost { inset: auto auto 16px 16px; padding: 6px 12px; }
`;

/** Make an element; children are elements or text, never markup. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

const count = (amount, word) => `${amount} ${word}${amount === 1 ? "" : "s"}`;

export class Overlay {
  constructor() {
    this.host = document.createElement("briefgen-overlay");
    this.root = this.host.attachShadow({ mode: "open" });
    // A constructed sheet is allowed under every Content-Security-Policy; a style element is not.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.root.adoptedStyleSheets = [sheet];
    this.panel = make("section", { hidden: true, "aria-labelledby": "title", "aria-describedby": "remark" });
    this.badge = make("div", { className: "badge", hidden: true, role: "status" });
    this.gone = make("div", { className: "gone", hidden: true, role: "status" });
    this.lost = make("div", { className: "lost", hidden: true, role: "status" });
    this.root.append(this.panel, this.badge, this.gone, this.lost);
    // Beside the body: what the page is turned into never touches it.
    document.documentElement.append(this.host);
    this.shown = "[[],0]";
    this.notices = [];
    this.back = null;
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.dismiss();
    });
  }

  /** Show errors at once, warnings behind a badge; what is mended goes by itself. */
  showNotices(notices, omitted, remark) {
    const told = notices.filter((notice) => notice.severity !== "info");
    const shown = JSON.stringify([told, omitted]);
    // The same again: a person who dismissed it has seen it.
    if (shown === this.shown) return;
    this.shown = shown;
    this.notices = told;
    this.omitted = omitted;
    this.remark = remark;
    this.badge.hidden = true;
    if (told.some((notice) => notice.severity === "error")) {
      this.openPanel();
    } else {
      this.closePanel();
      if (told.length) this.showBadge();
    }
  }

  title() {
    const parts = ["error", "warning"].map((severity) => [this.notices.filter((one) => one.severity === severity).length, severity]);
    const counts = parts.filter(([amount]) => amount).map(([amount, severity]) => count(amount, severity)).join(", ");
    return this.omitted ? `${counts} and ${this.omitted} more` : counts;
  }

  kind() {
    return this.notices.some((notice) => notice.severity === "error") ? "errors" : "warnings";
  }

  showBadge() {
    this.badge.className = `badge ${this.kind()}`;
    this.badge.replaceChildren(
      make("button", { type: "button", className: "open", onclick: () => this.openPanel() }, this.title()),
      make("button", { type: "button", className: "close", "aria-label": "Dismiss", onclick: () => (this.badge.hidden = true) }, "×"),
    );
    this.badge.hidden = false;
  }

  openPanel() {
    const wasHidden = this.panel.hidden;
    const close = make("button", { type: "button", className: "close", onclick: () => this.dismiss() }, "Dismiss (Esc)");
    this.badge.hidden = true;
    this.panel.className = `panel ${this.kind()}`;
    this.panel.setAttribute("role", this.kind() === "errors" ? "alertdialog" : "dialog");
    this.panel.replaceChildren(
      make("div", { className: "head" }, make("h2", { id: "title" }, this.title()), close),
      make("p", { id: "remark" }, this.remark),
      make("ol", {}, ...this.notices.map(renderNotice)),
    );
    this.panel.hidden = false;
    if (wasHidden) this.back = document.activeElement;
    // A reader who types into the page goes on typing.
    if (!wasHidden || !document.activeElement?.matches("input, textarea, select, [contenteditable]")) {
      close.focus({ preventScroll: true });
    }
  }

  /** Leave a badge behind, so that what was dismissed can be found again. */
  dismiss() {
    this.closePanel();
    if (this.notices.length) this.showBadge();
  }

  closePanel() {
    if (this.panel.hidden) return;
    const hadFocus = this.root.activeElement !== null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    if (hadFocus && this.back?.isConnected) this.back.focus({ preventScroll: true });
    this.back = null;
  }

  /** Say that the page is no longer part of the site. */
  showGone(isGone) {
    if (isGone) {
      this.gone.replaceChildren("This page is gone from the site. ", make("a", { href: "/" }, "Go to the home page"));
    }
    this.gone.hidden = !isGone;
  }

  /** Say that the server does not answer. */
  showLost(isLost) {
    if (isLost && this.lost.hidden) this.lost.replaceChildren("The dev server does not answer; waiting for it.");
    this.lost.hidden = !isLost;
  }
}

function renderNotice(notice) {
  const item = make("li", { className: notice.severity }, make("div", { className: "headline" }, notice.headline));
  if (notice.source) {
    const number = notice.line === null ? "" : String(notice.line);
    const margin = (text) => make("span", { className: "number" }, `${text.padStart(number.length)} | `);
    const block = make("pre", { tabIndex: 0 }, margin(number), `${notice.source}\n`);
    if (notice.caret) block.append(margin(""), make("span", { className: "caret" }, notice.caret));
    item.append(block);
  }
  if (notice.hint) item.append(make("div", { className: "hint" }, `hint: ${notice.hint}`));
  return item;
}
