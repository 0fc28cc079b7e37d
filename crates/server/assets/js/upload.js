// Sends a package in chunks: goes on after a lost connection, after a reload
// with the same file, and on whatever server answers. Without this script the
// form sends the file in one request.

/** The longest wait between two tries, in seconds. */
const LONGEST_WAIT = 30;
/** A chunk that takes less than this (in milliseconds) lets another go beside it. */
const FAST = 3000;
const AT_ONCE = 3;

class Stopped extends Error {}

/** What the server said no to; `url` leads to its page. */
class Refused extends Error {
  constructor(message, status, url) {
    super(message);
    this.status = status;
    this.url = url;
  }
}

class Upload {
  constructor(form, file, show) {
    this.form = form;
    this.file = file;
    this.show = show;
    this.running = true;
    this.sent = 0;
    this.inFlight = new Map();
    this.requests = new Set();
    this.began = performance.now();
    this.beganAt = 0;
  }

  async run() {
    const status = await this.repeat(() => this.json("POST", "/uploads", {
      name: this.file.name,
      size: this.file.size,
      package_id: this.form.dataset.package || null,
    }));
    this.id = status.id;
    this.chunkBytes = status.chunk_bytes;
    let missing = await this.missing(status.received);
    for (;;) {
      await this.send(missing);
      const finished = await this.repeat(() => this.json("POST", `/uploads/${this.id}/finish`));
      const over = await this.watch(finished);
      if (over) return over;
      // A chunk was damaged at the server: it asks for it again.
      const again = await this.json("GET", `/uploads/${this.id}`);
      missing = await this.missing(again.received);
    }
  }

  /** Positions still to be sent: those that arrived must have this file's content. */
  async missing(received) {
    const count = Math.ceil(this.file.size / this.chunkBytes);
    const known = new Map(received.map((chunk) => [chunk.position, chunk.hash]));
    const missing = [];
    this.sent = 0;
    if (known.size > 0) this.show.status(this.show.words.comparing);
    for (let position = 0; position < count; position += 1) {
      const hash = known.get(position);
      if (hash && (await hashOf(this.chunk(position))) === hash) {
        this.sent += this.chunk(position).size;
      } else {
        missing.push(position);
      }
    }
    this.beganAt = this.sent;
    this.began = performance.now();
    if (this.sent > 0) this.show.resumed(this.sent);
    this.tell();
    return missing;
  }

  chunk(position) {
    const start = position * this.chunkBytes;
    return this.file.slice(start, Math.min(start + this.chunkBytes, this.file.size));
  }

  async send(missing) {
    const waiting = [...missing];
    let lanes = 1;
    const lane = async () => {
      while (waiting.length > 0) {
        const position = waiting.shift();
        const start = performance.now();
        await this.repeat(() => this.put(position));
        if (performance.now() - start < FAST && lanes < AT_ONCE && waiting.length > 0) {
          lanes += 1;
          others.push(lane());
        }
      }
    };
    const others = [];
    await lane();
    while (others.length > 0) await others.shift();
  }

  put(position) {
    const chunk = this.chunk(position);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.requests.add(request);
      const over = (act) => {
        this.requests.delete(request);
        this.inFlight.delete(position);
        act();
        this.tell();
      };
      request.open("PUT", `/uploads/${this.id}/chunks/${position}`);
      request.setRequestHeader("x-csrf-token", this.form.dataset.csrf);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.responseType = "text";
      request.upload.addEventListener("progress", (event) => {
        this.inFlight.set(position, event.loaded);
        this.tell();
      });
      request.addEventListener("load", () => over(() => {
        if (request.status < 300) {
          this.sent += chunk.size;
          resolve();
        } else {
          reject(refusal(request.status, request.responseText));
        }
      }));
      for (const kind of ["error", "timeout", "abort"]) {
        request.addEventListener(kind, () => over(() => reject(new TypeError(kind))));
      }
      request.send(chunk);
    });
  }

  async json(method, url, body) {
    const response = await fetch(url, {
      method,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-csrf-token": this.form.dataset.csrf,
      },
      body: body && JSON.stringify(body),
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") throw new Refused("", 401);
    if (!response.ok) throw refusal(response.status, await response.text());
    return response.status === 204 ? null : response.json();
  }

  /** Does it until it succeeds: what a bad line or a busy server lost is tried again. */
  async repeat(act) {
    for (let tries = 0; ; tries += 1) {
      await this.whileRunning();
      try {
        const result = await act();
        if (tries > 0) this.show.trouble("");
        return result;
      } catch (error) {
        if (this.cancelled) throw new Stopped();
        if (!this.running) {
          tries = -1;
          continue;
        }
        if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
        await this.wait(Math.min(2 ** tries, LONGEST_WAIT));
      }
    }
  }

  /** Waits so many seconds, or until the browser says that the line is back. */
  async wait(seconds) {
    this.show.status(this.show.say("lost", seconds));
    const until = performance.now() + seconds * 1000;
    let online = false;
    const wake = () => { online = true; };
    window.addEventListener("online", wake, { once: true });
    while (!online && !this.cancelled && performance.now() < until) {
      this.show.trouble(this.show.say("lost", Math.ceil((until - performance.now()) / 1000)));
      await pause(250);
    }
    window.removeEventListener("online", wake);
    this.show.trouble(this.show.words.again);
  }

  async whileRunning() {
    while (!this.running && !this.cancelled) await pause(100);
    if (this.cancelled) throw new Stopped();
  }

  hold() {
    this.running = false;
    for (const request of this.requests) request.abort();
  }

  goOn() {
    this.running = true;
    this.began = performance.now();
    this.beganAt = this.sent;
  }

  async cancel() {
    this.cancelled = true;
    for (const request of this.requests) request.abort();
    if (this.id) await this.json("DELETE", `/uploads/${this.id}`).catch(() => {});
  }

  /** Follows the check; the answer is where to go, or nothing if chunks are wanted again. */
  async watch(status) {
    let current = status;
    this.show.checking(current.files_checked);
    for (;;) {
      if (current.state === "imported" || current.state === "refused") return current;
      if (current.state === "receiving") return null;
      await pause(400);
      current = await this.repeat(() => this.json("GET", `/uploads/${this.id}`));
      this.show.checking(current.files_checked);
    }
  }

  tell() {
    let partly = 0;
    for (const bytes of this.inFlight.values()) partly += bytes;
    const done = Math.min(this.sent + partly, this.file.size);
    const seconds = (performance.now() - this.began) / 1000;
    const speed = (done - this.beganAt) / seconds;
    const left = seconds > 2 && speed > 0 ? (this.file.size - done) / speed : null;
    this.show.progress(done, this.file.size, left);
  }
}

/** What the page shows and says of an upload. */
class Show {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[data-words]").dataset;
    const find = (name) => form.querySelector(`[data-${name}]:not(template)`);
    this.zone = find("drop");
    this.run = find("run");
    this.name = find("name");
    this.bar = find("bar");
    this.figures = find("figures");
    this.troubleLine = find("trouble");
    this.statusLine = find("status");
    this.pauseButton = find("pause");
    this.cancelButton = find("cancel");
    this.announced = 0;
  }

  say(word, ...values) {
    return values.reduce((text, value, at) => text.replace(`%${at + 1}`, value), this.words[word]);
  }

  start(file) {
    this.zone.hidden = true;
    this.run.hidden = false;
    this.pauseButton.hidden = false;
    this.cancelButton.hidden = false;
    this.name.textContent = file.name;
    this.bar.value = 0;
    this.announced = 0;
    this.trouble("");
    this.pauseButton.focus();
  }

  progress(done, all, left) {
    this.bar.value = all === 0 ? 0 : Math.floor((done / all) * 1000);
    const parts = [this.say("figures", this.size(done), this.size(all))];
    if (left !== null && done < all) parts.push(this.left(left));
    this.figures.textContent = parts.join(" · ");
    const percent = Math.floor((done / all) * 100);
    if (percent >= this.announced + 25 && percent < 100) {
      this.announced = percent - (percent % 25);
      this.status(this.say("percent", this.announced));
    }
  }

  left(seconds) {
    if (seconds > 90) return this.say("leftMinutes", Math.round(seconds / 60));
    if (seconds > 5) return this.say("leftSeconds", Math.ceil(seconds / 5) * 5);
    return this.words.leftMoment;
  }

  size(bytes) {
    const units = [["GB", 2 ** 30], ["MB", 2 ** 20], ["KB", 2 ** 10]];
    const [unit, size] = units.find(([, it]) => bytes >= it) ?? ["B", 1];
    const digits = unit === "B" || bytes / size >= 100 ? 0 : 1;
    return `${(bytes / size).toFixed(digits).replace(".", this.words.decimal)} ${unit}`;
  }

  resumed(bytes) {
    const text = this.say("resumed", this.size(bytes));
    this.status(text);
  }

  checking(files) {
    this.pauseButton.hidden = true;
    this.cancelButton.hidden = true;
    this.bar.removeAttribute("value");
    const text = files ? this.say("checked", files) : this.words.checking;
    this.figures.textContent = text;
    if (this.statusLine.textContent !== this.words.checking) this.status(this.words.checking);
  }

  /** Said by screen readers. */
  status(text) {
    this.statusLine.textContent = text;
  }

  trouble(text) {
    this.troubleLine.textContent = text;
    this.troubleLine.hidden = text === "";
  }

  /** Back to the choice, with a reason. */
  stop(text) {
    this.zone.hidden = false;
    this.run.hidden = text === "";
    this.pauseButton.hidden = true;
    this.cancelButton.hidden = true;
    this.figures.textContent = "";
    this.trouble(text);
    this.status(text);
    this.zone.querySelector("input[type=file]").focus();
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

/** SHA-256 in hexadecimal; null where the browser has none (a page without https). */
async function hashOf(blob) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refusal(status, text) {
  try {
    const body = JSON.parse(text);
    return new Refused(body.message ?? "", status, body.url);
  } catch {
    return new Refused("", status);
  }
}

async function send(form, file, show) {
  const upload = new Upload(form, file, show);
  show.start(file);
  show.pauseButton.textContent = show.words.pause;
  show.pauseButton.onclick = () => {
    if (upload.running) {
      upload.hold();
      show.trouble(show.words.paused);
      show.status(show.words.paused);
    } else {
      upload.goOn();
      show.trouble("");
    }
    show.pauseButton.textContent = upload.running ? show.words.pause : show.words.goOn;
  };
  show.cancelButton.onclick = () => { upload.cancel(); };
  try {
    const over = await upload.run();
    show.status(over.state === "imported" ? show.words.done : show.words.refused);
    location.assign(over.url);
  } catch (error) {
    if (error instanceof Stopped) {
      show.stop(show.words.cancelled);
    } else if (error instanceof Refused && error.url) {
      show.status(show.words.refused);
      location.assign(error.url);
    } else if (error instanceof Refused && error.status === 401) {
      show.stop(show.words.signedOut);
      const link = document.createElement("a");
      link.href = form.dataset.signIn;
      link.textContent = show.words.signedOut;
      show.troubleLine.replaceChildren(link);
    } else {
      show.stop((error instanceof Refused && error.message) || show.words.failed);
    }
  }
}

function enliven(form) {
  const show = new Show(form);
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector("[data-drop]");
  for (const element of form.querySelectorAll("[data-only-script]")) element.hidden = false;
  for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
  form.classList.add("scripted");

  const take = (files) => {
    if (files.length === 1) send(form, files[0], show);
    else if (files.length > 1) show.stop(show.words.one);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.files);
  });
  input.addEventListener("change", () => {
    // A copy: the field is emptied so that the same file can be chosen again.
    const files = [...input.files];
    input.value = "";
    take(files);
  });
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(event.dataTransfer.files);
  });
  // A file dropped beside the zone must not replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => event.preventDefault());
  }
}

for (const form of document.querySelectorAll("[data-upload]")) enliven(form);
