// Sends photos in parts, two at a time, and goes on where it stopped: after a lost network by itself, after a
// closed page when the same files are chosen again. Without this module the form sends them one by one.
const PART = 1024 * 1024;
const AT_ONCE = 2;
const LONGEST_WAIT = 30;
const MEGABYTE = 1024 * 1024;

const pause = (seconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(go, seconds * 1000);
    function go() {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    }
    addEventListener("online", go);
  });

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const megabytes = (bytes) =>
  (bytes / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

async function fingerprint(file) {
  if (globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return `${file.size}-${file.lastModified}-${file.name}`.slice(0, 64);
}

class Refused extends Error {}

class Line {
  constructor(queue, file) {
    this.queue = queue;
    this.file = file;
    this.sent = 0;
    this.state = "waiting";
    const item = queue.template.content.cloneNode(true).firstElementChild;
    item.querySelector("[data-line-name]").textContent = file.name;
    this.bar = item.querySelector("[data-line-progress]");
    this.bar.setAttribute("aria-label", file.name);
    this.words = item.querySelector("[data-line-state]");
    this.again = item.querySelector("[data-line-again]");
    this.again.addEventListener("click", () => queue.retry(this));
    queue.list.append(item);
    this.say(queue.words.waiting);
  }

  say(words) {
    this.words.textContent = words;
  }

  show(sent) {
    this.sent = sent;
    this.bar.value = sent / this.file.size || 0;
    this.say(filled(this.queue.words.sending, { percent: Math.floor((100 * sent) / this.file.size) }));
    this.queue.show();
  }

  end(state, words) {
    this.state = state;
    this.sent = this.file.size;
    this.bar.value = 1;
    this.bar.hidden = true;
    this.say(words);
    this.queue.forget(this.file.name);
    this.queue.show();
  }

  async send() {
    this.state = "sending";
    this.again.hidden = true;
    this.say(this.queue.words.reading);
    const mark = await fingerprint(this.file);
    this.mark = mark;
    if (this.queue.marks.has(mark)) return this.end("duplicate", this.queue.words.twice);
    this.queue.marks.add(mark);
    const about = new URLSearchParams({ name: this.file.name, size: this.file.size, fingerprint: mark });
    let upload = await this.ask(this.queue.begin, { body: about });
    this.queue.remember(this.file.name);
    this.key = upload.key;
    while (upload.state === "receiving") {
      this.show(upload.received);
      const part = this.file.slice(upload.received, upload.received + PART);
      upload = await this.ask(`${this.queue.begin}${upload.key}/`, {
        body: part,
        headers: { "Content-Type": "application/octet-stream", "Upload-Offset": upload.received },
      });
    }
    return this.end(upload.state === "waiting" ? "preparing" : upload.state, upload.said);
  }

  // Asks until there is an answer. A part that is out of step is answered with where to go on.
  async ask(address, { body, headers = {} }) {
    for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      let answer;
      try {
        answer = await fetch(address, {
          method: "POST",
          body,
          headers: { ...headers, "X-CSRFToken": this.queue.csrf, Accept: "application/json" },
        });
      } catch {
        this.say(this.queue.words.offline);
        await pause(wait);
        continue;
      }
      if (answer.ok || answer.status === 409) return answer.json();
      if (answer.status >= 500) {
        this.say(this.queue.words.offline);
        await pause(wait);
        continue;
      }
      const told = await answer.json().catch(() => ({}));
      throw new Refused(told.problem || this.queue.words.closed);
    }
  }
}

class Queue {
  constructor(form) {
    this.area = form.querySelector("[data-wde-queue]");
    this.words = this.area.dataset;
    this.begin = this.words.begin;
    this.csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.input = form.querySelector("input[type=file]");
    this.list = this.area.querySelector("[data-queue-list]");
    this.template = this.area.querySelector("[data-queue-line]");
    this.total = this.area.querySelector("[data-queue-total]");
    this.bar = this.area.querySelector("[data-queue-progress]");
    this.lines = [];
    this.marks = new Set();
    this.running = 0;
    this.store = `wde-uploads ${this.begin}`;
    this.area.hidden = false;
    this.input.multiple = true;
    form.querySelector("[data-upload-button]").hidden = true;
    this.input.addEventListener("change", () => this.add(this.input.files));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add(event.dataTransfer.files);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("beforeunload", (event) => {
      if (this.running) event.preventDefault();
    });
    this.tellUnfinished();
  }

  add(files) {
    for (const file of files) this.lines.push(new Line(this, file));
    this.input.value = "";
    this.area.querySelector("[data-queue-running]").hidden = false;
    this.show();
    this.go();
  }

  retry(line) {
    this.marks.delete(line.mark);
    line.state = "waiting";
    this.go();
  }

  go() {
    while (this.running < AT_ONCE) {
      const next = this.lines.find((line) => line.state === "waiting");
      if (!next) break;
      this.running += 1;
      next
        .send()
        .catch((error) => {
          if (error instanceof Refused) next.end("refused", error.message);
          else {
            next.state = "failed";
            next.say(this.words.failed);
            next.again.hidden = false;
          }
        })
        .finally(() => {
          this.running -= 1;
          this.go();
          if (!this.running) this.finish();
        });
    }
  }

  show() {
    const size = this.lines.reduce((sum, line) => sum + line.file.size, 0);
    const sent = this.lines.reduce((sum, line) => sum + line.sent, 0);
    const done = this.lines.filter((line) => !["waiting", "sending", "failed"].includes(line.state)).length;
    this.bar.value = size ? sent / size : 1;
    const words = filled(this.words.total, {
      done,
      all: this.lines.length,
      sent: megabytes(sent),
      size: megabytes(size),
    });
    if (this.shown !== done || !this.total.textContent) this.total.textContent = words;
    this.shown = done;
  }

  // Asks what became of the files, until none is being prepared any more.
  async finish() {
    for (let wait = 1; ; wait = Math.min(wait + 1, 5)) {
      const open = this.lines.filter((line) => line.state === "preparing");
      if (!open.length) break;
      await pause(wait);
      await this.look(open);
      if (this.running) return;
    }
    const count = (state) => this.lines.filter((line) => line.state === state).length;
    this.total.textContent = filled(this.words.ready, {
      stored: count("stored"),
      twice: count("duplicate"),
      refused: count("refused"),
    });
    this.area.dispatchEvent(
      new CustomEvent("wde-uploaded", { bubbles: true, detail: { stored: count("stored") } }),
    );
  }

  async look(open) {
    const asked = new URLSearchParams(open.slice(0, 100).map((line) => ["key", line.key]));
    try {
      const answer = await fetch(`${this.begin}?${asked}`, { headers: { Accept: "application/json" } });
      const { uploads } = await answer.json();
      for (const upload of uploads) {
        const line = open.find((one) => one.key === upload.key);
        if (upload.state !== "waiting") line.end(upload.state, upload.said);
      }
    } catch {
      // the network is away for a moment; the next look may find it
    }
  }

  // What was begun and not finished is remembered by name on this device only.
  names() {
    try {
      return new Set(JSON.parse(localStorage.getItem(this.store) || "[]"));
    } catch {
      return new Set();
    }
  }

  keep(names) {
    try {
      if (names.size) localStorage.setItem(this.store, JSON.stringify([...names]));
      else localStorage.removeItem(this.store);
    } catch {
      // a browser that keeps nothing; only the reminder is missing
    }
  }

  remember(name) {
    this.keep(this.names().add(name));
  }

  forget(name) {
    const names = this.names();
    names.delete(name);
    this.keep(names);
  }

  tellUnfinished() {
    const names = this.names();
    if (!names.size) return;
    const told = this.area.querySelector("[data-queue-unfinished]");
    told.textContent = filled(this.words.unfinished, { names: [...names].slice(0, 20).join("、") });
    told.hidden = false;
  }
}

for (const form of document.querySelectorAll("[data-wde-upload]")) new Queue(form);
