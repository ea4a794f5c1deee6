/** The simulated SIEM: keeps the alerts it raised and what became of them; hands raised alerts on when it is told where to. */
import { addComment, type Comment } from "./comments.ts";
import { logs } from "./logs.ts";
import { type Call, definePart, done, ok } from "./part.ts";
import { textField, wordField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";
import { requireVersion, withVersion } from "./version.ts";

const STATES = ["new", "in-progress", "on-hold", "resolved", "closed"] as const;

interface SiemAlert {
  id: string;
  source: string;
  title: string;
  status: (typeof STATES)[number];
  disposition: string;
  raisedAt: string;
  changedAt: string;
  comments: Comment[];
  raw: unknown;
  /** How handing it on ended: an HTTP status or an error; empty when it was not handed on. */
  forwarded: string;
}

export interface SiemState {
  alerts: SiemAlert[];
  /** Where raised alerts are handed on to: `<url>/v1/ingest/<source>`. */
  forward: { url: string; token: string } | null;
}

function find({ state, params }: Call<SiemState>): SiemAlert {
  const alert = state.alerts.find((one) => one.id === params.id);
  if (alert === undefined) throw new Refusal(404, "no_such_alert", `this SIEM raised no alert ${params.id}`);
  return alert;
}

/** `{ id, source, title?, raw }`: the player raises what the company's sensors would have. */
function raise(call: Call<SiemState>) {
  const { state, body, now } = call;
  const id = textField(body, "id", 512);
  if (state.alerts.some((one) => one.id === id))
    throw new Refusal(409, "already_raised", `alert ${id} was raised before`);
  const alert: SiemAlert = {
    id,
    source: textField(body, "source", 63),
    title: textField(body, "title", 500, ""),
    status: "new",
    disposition: "unknown",
    raisedAt: now.toISOString(),
    changedAt: now.toISOString(),
    comments: [],
    raw: Object.hasOwn(body, "raw") ? body.raw : null,
    forwarded: "",
  };
  state.alerts.push(alert);
  const answer = done(id, true, alert, 201);
  const { forward } = state;
  return forward === null ? answer : { ...answer, afterwards: () => void handOn(alert, forward) };
}

async function handOn(alert: SiemAlert, forward: { url: string; token: string }): Promise<void> {
  try {
    const answer = await fetch(`${forward.url.replace(/\/$/, "")}/v1/ingest/${encodeURIComponent(alert.source)}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${forward.token}` },
      body: JSON.stringify(alert.raw),
      signal: AbortSignal.timeout(30_000),
    });
    alert.forwarded = String(answer.status);
  } catch (error) {
    alert.forwarded = error instanceof Error ? error.message : String(error);
  }
}

/** What the ETag stands for: not how handing the alert on ended, which is nobody's edit. */
function edited({ status, disposition, changedAt, comments }: SiemAlert) {
  return { status, disposition, changedAt, comments };
}

function show(call: Call<SiemState>) {
  const alert = find(call);
  return withVersion(ok(alert), edited(alert));
}

function update(call: Call<SiemState>) {
  const alert = find(call);
  requireVersion(call, edited(alert));
  const before = JSON.stringify(alert);
  const status = wordField(call.body, "status", STATES) ?? alert.status;
  const disposition = textField(call.body, "disposition", 50, alert.disposition);
  addComment(alert.comments, call.body, call.now);
  Object.assign(alert, { status, disposition });
  const changed = JSON.stringify(alert) !== before;
  if (changed) alert.changedAt = call.now.toISOString();
  return done(alert.id, changed, alert);
}

/** `?value=…&hours=24&limit=20`: lines that hold the value in any case, the newest first. */
function searchLogs({ query, now }: Call<SiemState>) {
  const value = (query.get("value") ?? "").toLowerCase();
  const [hours, limit] = [Number(query.get("hours") ?? 24), Number(query.get("limit") ?? 20)];
  if (value.length < 3) throw new Refusal(400, "bad_field", '"value" must have three characters at least');
  if (!(hours >= 1 && hours <= 720 && limit >= 1 && limit <= 100))
    throw new Refusal(400, "bad_field", '"hours" must be from 1 to 720, and "limit" from 1 to 100');
  const found = logs
    .filter((line) => line.minutesAgo <= hours * 60 && `${line.host} ${line.text}`.toLowerCase().includes(value))
    .sort((a, b) => a.minutesAgo - b.minutesAgo);
  const at = (line: { minutesAgo: number }) => new Date(now.getTime() - line.minutesAgo * 60_000).toISOString();
  const events = found.slice(0, limit).map((line) => ({ at: at(line), host: line.host, text: line.text }));
  return ok({ count: found.length, events });
}

/** `{ url, token }` hands raised alerts on, `{ url: "" }` stops that. */
function setForward(call: Call<SiemState>) {
  const url = textField(call.body, "url", 2000, "");
  if (url !== "" && !/^https?:\/\//.test(url))
    throw new Refusal(400, "bad_field", '"url" must start with http:// or https://');
  call.state.forward = url === "" ? null : { url, token: textField(call.body, "token", 500) };
  return done("forwarding", true, { url });
}

export const siem = definePart<SiemState>({
  name: "siem",
  title: "SIEM",
  initial: () => ({ alerts: [], forward: null }),
  routes: [
    { method: "GET", path: "/alerts", handle: ({ state }) => ok({ alerts: state.alerts }) },
    { method: "GET", path: "/alerts/:id", handle: show },
    { method: "GET", path: "/logs", handle: searchLogs },
    { method: "POST", path: "/alerts", effect: "raise-alert", handle: raise },
    { method: "PATCH", path: "/alerts/:id", effect: "update-alert", handle: update },
    { method: "POST", path: "/forwarding", effect: "set-forwarding", handle: setForward },
  ],
  show: (state) => [
    {
      title: "Alerts",
      columns: ["id", "source", "title", "status", "disposition", "changed", "comments"],
      rows: state.alerts.map((one) => [
        one.id,
        one.source,
        one.title,
        one.status,
        one.disposition,
        one.changedAt,
        one.comments.map((comment) => `${comment.author}: ${comment.text}`).join(" · "),
      ]),
    },
  ],
});
