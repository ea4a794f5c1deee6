/** Cisco ASA and Secure Firewall (FTD): lines `%ASA-4-106023: …` and, with named fields, `%FTD-1-430001: …`. `messages.ts` says which are alerts. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, wordTable } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { missing, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { isTextMessage, type TextMessage } from "../../src/connector/text-message.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { InputError } from "../../src/errors.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { type Meaning, meaningOf } from "./messages.ts";

const TAG = /%(?:ASA|FTD|PIX|FWSM)-(?:\w{1,20}-)?([0-7])-(\d{6}): ?/;

export const ciscoAsaSource: Source = {
  text: "lines",

  recognizes: (raw) => isTextMessage(raw) && TAG.test(raw.text.slice(0, 400)),

  normalize(raw, _settings, context): AlertDraftInput | null {
    const tag = isTextMessage(raw) ? TAG.exec(raw.text.slice(0, 400)) : null;
    if (!isTextMessage(raw) || tag === null)
      throw new InputError("normalize.wrong-type", "$: expected a line with a tag such as %ASA-4-106023:", {
        details: { path: "$" },
      });
    const [, level = "", number = ""] = tag;
    const words = raw.text.slice(tag.index + tag[0].length);
    const time = timeOf(raw, context?.receivedAt ?? new Date(0));
    if (/^43000[145]$/.test(number)) return readNamed(words, number, time);
    const meaning = meaningOf(number);
    return meaning === undefined ? null : readWords(raw, words, { number, level, time, meaning });
  },
};

const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}\b/gi;

function readWords(
  raw: TextMessage,
  words: string,
  about: { number: string; level: string; time: string; meaning: Meaning },
): AlertDraftInput {
  const { number, level, time, meaning } = about;
  const addresses = [...new Set(words.slice(0, 2000).match(ADDRESS) ?? [])].slice(0, 4);
  const user = /\b(?:user(?:name)?|Uname)\s*[=:<'"]\s*['"]?([\w.@\\-]{1,64})/i.exec(words)?.[1] ?? "";
  const host = raw.syslog?.host ?? "";
  return {
    uid: `${host}|${time}|${number}|${words}`,
    title: meaning.title,
    description: words,
    severity: meaning.severity,
    severityRaw: level,
    time,
    rule: { id: number, name: meaning.title },
    product: { name: "ASA", vendor: "Cisco" },
    categories: filled(number, meaning.title),
    techniques: [{ id: meaning.technique }],
    entities: [
      ...sides(addresses),
      ...entity("affected", "user", user),
      ...(addresses.length < 2 ? entity("affected", "device", host) : []),
    ],
    observables: [...observables("ip", ...addresses), ...observables("user", user)],
    controlOutcome: meaning.blocked ? "blocked" : "detected",
  };
}

/** Two addresses are the ends, in the order of source and destination; one alone acts. */
function sides([first = "", second = ""]: readonly string[]): DraftEntity[] {
  return second === "" ? entity("actor", "ip", first) : twoSides(first, second);
}

/** `SrcIP: 192.0.2.1, DstIP: …`: intrusion (430001), file (430004) and malware (430005) events. https://www.cisco.com/c/en/us/td/docs/security/firepower/Syslogs/b_fptd_syslog_guide.html */
function readNamed(words: string, number: string, time: string): AlertDraftInput {
  const event: Raw = Object.fromEntries(
    [...words.matchAll(/([A-Za-z]\w{0,40}): ((?:[^,]|,(?! [A-Za-z]\w{0,40}: ))*)(?:, |$)/g)]
      .slice(0, 200)
      .map(([, key = "", value = ""]) => [key, value.replace(/^"|"$/g, "").trim()]),
  );
  const [from, to] = [textAt(event, "SrcIP"), textAt(event, "DstIP")];
  const name = textAt(event, "Message") || textAt(event, "ThreatName") || textAt(event, "FileName") || number;
  const priority = textAt(event, "Priority") || (number === "430005" ? "1" : "3");
  return {
    uid: [
      textAt(event, "DeviceUUID"),
      textAt(event, "FirstPacketSecond") || time,
      textAt(event, "ConnectionID"),
      textAt(event, "GID"),
      textAt(event, "SID"),
      from,
      to,
      textAt(event, "FileSHA256"),
    ].join("|"),
    title: name,
    severity: priorityOf(priority),
    severityRaw: priority,
    time: looseTime(textAt(event, "FirstPacketSecond"), new Date(0)) ?? time,
    rule: { id: textAt(event, "SID") === "" ? number : `${textAt(event, "GID") || "1"}:${textAt(event, "SID")}`, name },
    product: { name: "Secure Firewall", vendor: "Cisco" },
    categories: filled(textAt(event, "Classification"), number),
    techniques: [{ id: number === "430001" ? "T1190" : "T1204.002" }],
    entities: [
      ...twoSides(from, to),
      ...entity("affected", "user", textAt(event, "User").replace(/^No Authentication Required$|^Unknown$/, "")),
    ],
    observables: [
      ...observables("ip", from, to),
      ...observables("port", textAt(event, "DstPort")),
      ...observables("file", textAt(event, "FileName")),
      ...observables("hash", textAt(event, "FileSHA256")),
      ...observables("url", textAt(event, "URI"), textAt(event, "URL")),
    ],
    controlOutcome: outcomeOf(textAt(event, "InlineResult") || textAt(event, "FileAction")),
  };
}

/** 1 high, 2 medium, 3 low: rule priorities of Snort. */
export const priorityOf = severityWords(
  { 1: "high", 2: "medium", 3: "low", 4: "informational", high: "high", medium: "medium", low: "low" },
  "medium",
);

const outcomeOf = wordTable<ControlOutcome>(
  {
    blocked: "blocked",
    block: "blocked",
    "would have blocked": "detected",
    dropped: "blocked",
    "malware block": "blocked",
    "block malware": "blocked",
    "malware cloud lookup": "detected",
    "cloud lookup": "detected",
  },
  "detected",
);

/** The header's time; the line may carry another before its tag. */
function timeOf({ syslog }: TextMessage, receivedAt: Date): string {
  const time =
    looseTime(syslog?.timestamp ?? "", receivedAt) ?? (receivedAt.getTime() > 0 ? receivedAt.toISOString() : undefined);
  if (time === undefined) throw missing("$.syslog.timestamp", "a time", undefined);
  return time;
}
