/** Fail2Ban: lines of its log or of syslog (`NOTICE  [sshd] Ban 192.0.2.1`), and JSON with the same names that an action of one's own posts. */
import type { Source } from "../../src/connector/connector.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, type Raw, requireObject, requireText } from "../../src/connector/raw-fields.ts";
import { isTextMessage, type TextMessage } from "../../src/connector/text-message.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

/** `2026-03-01 10:00:00,123 fail2ban.actions [812]: NOTICE  [sshd] Ban 192.0.2.1`; the name of the module may be syslog's tag. */
const LINE =
  /\b(?:NOTICE|WARNING|INFO)\s+\[([\w.-]{1,64})\] (Ban|Unban|Restore Ban|Found|Increase Ban) ([0-9a-fA-F.:]{3,45})/;
const TIME = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}),(\d{3})/;

export const fail2banSource: Source = {
  text: "lines",

  recognizes: (raw) =>
    isTextMessage(raw)
      ? /fail2ban/.test(raw.text.slice(0, 300)) && LINE.test(raw.text.slice(0, 600))
      : isRaw(raw) && "jail" in raw && "failures" in raw && "ip" in raw,

  normalize(raw, _settings, context): AlertDraftInput | null {
    const receivedAt = context?.receivedAt ?? new Date(0);
    if (!isTextMessage(raw)) return readPosted(requireObject(raw), receivedAt);
    const found = LINE.exec(raw.text.slice(0, 600));
    // That an address is free again, or was seen once, is no alert.
    if (found === null || !/Ban$/.test(found[2] ?? "") || found[2] === "Restore Ban") return null;
    return draft({
      jail: found[1] ?? "",
      address: found[3] ?? "",
      host: raw.syslog?.host ?? "",
      time: timeOf(raw, receivedAt),
      failures: "",
    });
  },
};

function timeOf({ text, syslog }: TextMessage, receivedAt: Date): string {
  const own = TIME.exec(text);
  return (
    looseTime(own === null ? (syslog?.timestamp ?? "") : `${own[1]}.${own[2]}`, receivedAt) ?? receivedAt.toISOString()
  );
}

function readPosted(message: Raw, receivedAt: Date): AlertDraftInput {
  const written = firstText(message, "time", "timestamp");
  return draft({
    jail: requireText(message, "jail"),
    address: requireText(message, "ip"),
    host: firstText(message, "hostname", "fq-hostname", "host"),
    time:
      looseTime(Number(written || Number.NaN), receivedAt) ??
      looseTime(written, receivedAt) ??
      receivedAt.toISOString(),
    failures: firstText(message, "failures"),
  });
}

function draft({
  jail,
  address,
  host,
  time,
  failures,
}: Record<"jail" | "address" | "host" | "time" | "failures", string>): AlertDraftInput {
  return {
    uid: `${host}|${jail}|${address}|${time}`,
    title: `${address} was banned from ${jail}`,
    description: failures === "" ? "" : `${failures} failures`,
    severity: "low",
    severityRaw: "",
    time,
    rule: { id: jail, name: jail },
    product: { name: "Fail2Ban", vendor: "Fail2Ban" },
    categories: ["ban", jail],
    techniques: [{ id: /auth|ssh|login|dovecot|postfix|ftp|sasl/i.test(jail) ? "T1110" : "T1595" }],
    entities: [
      ...entity("actor", "ip", address),
      ...entity("affected", "device", host),
      ...(host === "" ? entity("affected", "service", jail) : []),
    ],
    observables: observables("ip", address),
    controlOutcome: "blocked",
  };
}
