/** CEF lines of the corpora, as devices in the field write them: each is an alert or known to be none. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openText } from "../../src/connector/open-text.ts";
import { isTextMessage } from "../../src/connector/text-message.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { syslogSource } from "./normalize.ts";

const CORPORA = process.env.CORDON_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const folder = `${CORPORA}/alerts/crowdsec-hub/tests/cef-logs`;

it.skipIf(!existsSync(folder))("reads every line that holds an event", () => {
  const lines = readFileSync(`${folder}/cef-logs.log`, "utf8").split("\n");
  const opened = lines
    .filter((line) => line.trim() !== "")
    .map(openText)
    .filter(isTextMessage);
  const events = opened.filter(({ cef }) => cef !== undefined);
  const drafts = events.map((event) =>
    syslogSource.normalize({ ...event, receivedAt: "2026-03-01T10:00:00.000Z" }, {}),
  );
  for (const draft of drafts) expect(AlertDraft.parse(draft).severity).not.toBe("unknown");
  console.log(`cef-logs: ${opened.length} lines, ${drafts.length} events`);
  expect(drafts.length).toBeGreaterThan(0);
});
