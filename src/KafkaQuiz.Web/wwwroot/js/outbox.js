// Answers on their way to the server: one entry for each question, the newest. What is not acknowledged survives a closed browser.

const longestPause = 30_000;

export class Outbox {
  #key; #address; #token; #show; #acknowledged;
  #sending = false; #again = 0; #pause = 1_000; #paused = false;

  /**
   * @param {string} attempt id
   * @param {string} token anti-forgery token
   * @param {(state: "saved" | "saving" | "kept" | "refused" | "closed") => void} show
   * @param {(saved: { position: number, sequence: number, result: string }) => void} acknowledged
   */
  constructor(attempt, token, show, acknowledged) {
    this.#key = Outbox.#keyOf(attempt);
    this.#address = `/api/v1/attempts/${attempt}/responses`;
    this.#token = token;
    this.#show = show;
    this.#acknowledged = acknowledged;
  }

  static #keyOf(attempt) { return `kafkaquiz.outbox.${attempt}`; }

  /** Nothing of a submitted attempt is kept. */
  static forget(attempt) { try { localStorage.removeItem(this.#keyOf(attempt)); } catch { /* storage is off */ } }

  put(entry) {
    this.#change((entries) => { entries[entry.position] = entry; });
    this.#show("saving");
  }

  get(position) { return this.#read()[position]; }

  pause() { this.#paused = true; }

  /** Sends what waits, one request at a time so that answers arrive in order. */
  async send() {
    clearTimeout(this.#again);
    const waiting = Object.values(this.#read());
    if (this.#sending || this.#paused || waiting.length === 0) return;
    this.#sending = true;
    try {
      const answer = await this.#post(waiting, false);
      if (answer.ok) {
        this.#pause = 1_000;
        this.#settle(waiting, (await answer.json()).responses);
      } else if (answer.status === 429 || answer.status >= 500) {
        this.#later();
      } else {
        // Asking again would not help: the attempt is closed, or the session is another one. The answers stay here.
        this.#show(answer.status === 409 ? "closed" : "refused");
      }
    } catch {
      this.#later();
    } finally {
      this.#sending = false;
    }
    if (Object.keys(this.#read()).length === 0) this.#show("saved");
  }

  /** The page may be gone the next moment: one last request that outlives it. The entries stay until acknowledged; saving twice is harmless. */
  sendLeaving() {
    const waiting = Object.values(this.#read());
    if (this.#paused || waiting.length === 0) return;
    this.#post(waiting, true).then(async (answer) => {
      if (answer.ok) this.#settle(waiting, (await answer.json()).responses);
      if (Object.keys(this.#read()).length === 0) this.#show("saved");
    }).catch(() => {});
  }

  #post(waiting, keepalive) {
    return fetch(this.#address, {
      method: "POST",
      keepalive,
      headers: { "Content-Type": "application/json", "Accept": "application/json", "RequestVerificationToken": this.#token },
      body: JSON.stringify({ responses: waiting }),
    });
  }

  #settle(sent, results) {
    this.#change((entries) => {
      for (const one of sent) if (entries[one.position]?.sequence === one.sequence) delete entries[one.position];
    });
    for (const result of results) this.#acknowledged(result);
    if (Object.keys(this.#read()).length > 0) queueMicrotask(() => this.send());
  }

  #later() {
    this.#show("kept");
    this.#again = setTimeout(() => this.send(), this.#pause * (0.75 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }

  #memory = null;

  #read() {
    if (this.#memory) return this.#memory;
    try { return JSON.parse(localStorage.getItem(this.#key) ?? "{}"); } catch { return (this.#memory = {}); }
  }

  #change(change) {
    const entries = this.#read();
    change(entries);
    if (this.#memory) return;
    try {
      if (Object.keys(entries).length === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify(entries));
    } catch {
      this.#memory = entries;
    }
  }
}
