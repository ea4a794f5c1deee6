/** Zeek's notice log (https://docs.zeek.org/en/master/logs/notice.html) and the matches of its intelligence framework, as JSON. Its other logs are no alerts. */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  missing,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const zeekSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) &&
    "ts" in raw &&
    (textAt(raw, "_path") !== "" ||
      (typeof raw.note === "string" && raw.note.includes("::")) ||
      ("seen.indicator" in raw && "matched" in raw)),

  normalize(raw): AlertDraftInput | null {
    const log = requireObject(raw);
    const path = textAt(log, "_path");
    if ("seen.indicator" in log) return readIntel(log);
    return path === "" || path === "notice" ? readNotice(log) : null;
  },
};

interface Meaning {
  severity: Severity;
  technique: string;
}

/** https://docs.zeek.org/en/master/zeek-noticeindex.html */
const NOTES: readonly (readonly [RegExp, Meaning])[] = [
  [/^Scan::/, { severity: "low", technique: "T1046" }],
  [/Password_Guessing|SSH::Login_By_Password_Guesser/, { severity: "high", technique: "T1110.001" }],
  [/Interesting_Hostname_Login|Watched_Country_Login/, { severity: "medium", technique: "T1078" }],
  [/^HTTP::SQL_Injection/, { severity: "high", technique: "T1190" }],
  [/^(?:TeamCymruMalwareHashRegistry|FTP::Site_Exec|SMB::|ATTACK::)/, { severity: "high", technique: "T1204.002" }],
  [/^Intel::/, { severity: "high", technique: "T1071" }],
  [/^SSL::|^Heartbleed/, { severity: "medium", technique: "T1557" }],
  [/^(?:Software|CaptureLoss|PacketFilter|Weird)::/, { severity: "informational", technique: "" }],
];

function readNotice(log: Raw): AlertDraftInput {
  const note = requireText(log, "note");
  const meaning = NOTES.find(([pattern]) => pattern.test(note))?.[1] ?? { severity: "medium" as const, technique: "" };
  const [from, to] = [firstText(log, "id.orig_h", "src"), firstText(log, "id.resp_h", "dst")];
  const actions = Array.isArray(log.actions) ? log.actions.map(String) : [];
  return {
    session: textAt(log, "uid"),
    uid: [textAt(log, "uid") || textAt(log, "fuid"), note, textAt(log, "ts"), from, to, textAt(log, "sub")].join("|"),
    title: textAt(log, "msg") || note,
    description: textAt(log, "sub"),
    severity: meaning.severity,
    severityRaw: "",
    time: timeOf(log),
    rule: { id: note, name: note },
    product: { name: "Zeek", vendor: "Zeek" },
    categories: filled(note, note.split("::")[0] ?? ""),
    techniques: meaning.technique === "" ? [] : [{ id: meaning.technique }],
    entities: to === "" ? entity("actor", "ip", from) : twoSides(from, to),
    observables: [
      ...observables("ip", from, to),
      ...observables("port", firstText(log, "id.resp_p", "p")),
      ...observables("file", textAt(log, "file_desc")),
    ],
    controlOutcome:
      actions.includes("Notice::ACTION_DROP") || textAt(log, "dropped") === "true" ? "blocked" : "detected",
  };
}

function readIntel(log: Raw): AlertDraftInput {
  const [indicator, kind] = [textAt(log, "seen.indicator"), textAt(log, "seen.indicator_type")];
  const [from, to] = [textAt(log, "id.orig_h"), textAt(log, "id.resp_h")];
  const type =
    kind === "Intel::ADDR"
      ? "ip"
      : kind === "Intel::DOMAIN"
        ? "domain"
        : kind === "Intel::URL"
          ? "url"
          : kind === "Intel::FILE_HASH"
            ? "hash"
            : "other";
  return {
    session: textAt(log, "uid"),
    uid: `${textAt(log, "uid") || hashOf(log)}|${indicator}|${textAt(log, "ts")}`,
    title: `Known indicator seen: ${indicator}`,
    description: Array.isArray(log.sources) ? log.sources.map(String).join(", ") : "",
    severity: "high",
    severityRaw: "",
    time: timeOf(log),
    rule: { id: kind || "Intel", name: "Intelligence match" },
    product: { name: "Zeek", vendor: "Zeek" },
    categories: filled("Intel", kind, textAt(log, "seen.where")),
    techniques: [{ id: "T1071" }],
    entities: twoSides(from, to),
    observables: [...observables(type, indicator), ...observables("ip", from, to)],
    controlOutcome: "detected",
  };
}

/** Seconds with a fraction, or ISO 8601, as LogAscii::json_timestamps has it. */
function timeOf(log: Raw): string {
  const time = looseTime(log.ts, new Date(0));
  if (time === undefined) throw missing("$.ts", "a time", log.ts);
  return time;
}
