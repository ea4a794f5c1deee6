/** Plays the bundled alerts: raises each in the SIEM, then delivers it as its product would. */
import { sleep } from "../src/clock.ts";
import { DefectError } from "../src/errors.ts";
import { type Delivery, readScenarios, type Scenario } from "./scenario.ts";
import { shiftTimes } from "./shift-times.ts";
import type { Range } from "./start.ts";

export interface RaisedAlert {
  id: string;
  /** The connection it comes in by. */
  source: string;
  title: string;
  raw: unknown;
}

export interface PlayOptions<T> {
  /** Hands one message in, for example by `POST /v1/ingest/<connection>`. */
  post(connection: string, body: string, headers: Record<string, string>): Promise<T>;
  /** Told of each alert before it is delivered; {@link raiseInSiem} for the range's own. */
  raise?(alert: RaisedAlert): Promise<void>;
  /** When it all happens; now, unless told. */
  now?: Date;
  /** Names of scenarios; all of them without. */
  only?: readonly string[];
  /** Milliseconds between two deliveries. */
  pauseMs?: number;
}

export interface Played<T> {
  scenario: string;
  connection: string;
  expect: Scenario["expect"];
  /** Ids of the alerts in the message. */
  alerts: string[];
  answer: T;
}

/** Delivers one after the other, in the order of the files. @throws whatever `post` or `raise` throws. */
export async function playAlerts<T>(options: PlayOptions<T>): Promise<Played<T>[]> {
  const { post, raise, now = new Date(), only, pauseMs = 0 } = options;
  const scenarios = (await readScenarios()).filter((one) => only === undefined || only.includes(one.name));
  const played: Played<T>[] = [];
  for (const { name, about, connection, at, expect, deliveries } of scenarios) {
    for (const written of deliveries) {
      const delivery = shiftTimes(written, new Date(at), now);
      for (const id of delivery.alerts) await raise?.({ id, source: connection, title: about, raw: delivery.body });
      for (let time = 0; time < delivery.times; time++) {
        const answer = await post(connection, bodyOf(delivery), { "content-type": contentType(delivery) });
        played.push({ scenario: name, connection, expect, alerts: delivery.alerts, answer });
        if (pauseMs > 0) await sleep(pauseMs);
      }
    }
  }
  return played;
}

function bodyOf({ format, body }: Delivery): string {
  if (format === "json" || !Array.isArray(body)) return JSON.stringify(body);
  return `${body.map((item) => JSON.stringify(item)).join("\n")}\n`;
}

function contentType({ format }: Delivery): string {
  return format === "ndjson" ? "application/x-ndjson" : "application/json";
}

/** Raises alerts in the range's SIEM; one that is there from an earlier play stays as it is. */
export function raiseInSiem(range: Pick<Range, "parts" | "token">): (alert: RaisedAlert) => Promise<void> {
  return async (alert) => {
    const answer = await fetch(`${range.parts.siem.url}/alerts`, {
      method: "POST",
      headers: { authorization: `Bearer ${range.token}`, "content-type": "application/json" },
      body: JSON.stringify(alert),
    });
    if (answer.ok || answer.status === 409) return;
    throw new DefectError("range.not-raised", `The range's SIEM answered ${answer.status} to alert ${alert.id}`);
  };
}
