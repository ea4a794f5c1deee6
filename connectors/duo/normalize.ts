/** Cisco Duo authentication logs, administrator logs and Trust Monitor events: https://duo.com/docs/adminapi#logs */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const duoSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map((item) => (isRaw(item) && item.stat === "OK" && "response" in item ? item.response : item))
      .flatMap((item) => listIn(item, "authlogs"))
      .flatMap((item) => listIn(item, "events"))
      .flat(),

  recognizes: (raw) =>
    isRaw(raw) &&
    ((isRaw(raw.access_device) && "factor" in raw && "result" in raw) ||
      ("sekey" in raw && "surfaced_auth" in raw) ||
      (typeof raw.action === "string" && "username" in raw && "object" in raw && "isotimestamp" in raw)),

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    if (isRaw(event.surfaced_auth)) return readSurfaced(event, event.surfaced_auth);
    return isRaw(event.access_device) ? readAuthentication(event) : readAdmin(event);
  },
};

interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
}

/** https://duo.com/docs/adminapi#authentication-logs: `reason` of a result. */
const REASONS: ReadonlyMap<string, Meaning> = new Map([
  ["user_marked_fraud", { severity: "high", technique: "T1621", title: "A user says a push was not theirs" }],
  ["anomalous_push", { severity: "high", technique: "T1621", title: "A push that is unlike others" }],
  ["user_denied", { severity: "medium", technique: "T1621", title: "A user refused a push" }],
  ["no_response", { severity: "low", technique: "T1621", title: "A push that nobody answered" }],
  ["locked_out", { severity: "medium", technique: "T1110", title: "An account is locked out" }],
  ["bypass_user", { severity: "medium", technique: "T1556.006", title: "A user passed without a second factor" }],
  ["anonymous_ip", { severity: "medium", technique: "T1090.003", title: "A login from an anonymous address" }],
  [
    "endpoint_is_not_trusted",
    { severity: "low", technique: "T1078", title: "A login from a device that is not trusted" },
  ],
  [
    "endpoint_is_not_in_management_system",
    { severity: "low", technique: "T1078", title: "A login from a device that nobody manages" },
  ],
  [
    "endpoint_failed_google_verification",
    { severity: "low", technique: "T1078", title: "A login from a device that failed its check" },
  ],
  [
    "could_not_determine_if_endpoint_was_trusted",
    { severity: "low", technique: "T1078", title: "A login from a device of unknown trust" },
  ],
  [
    "location_restricted",
    { severity: "medium", technique: "T1078", title: "A login from a place that is not allowed" },
  ],
  ["frequent_attempts", { severity: "medium", technique: "T1621", title: "Many logins in a row" }],
  ["verification_code_incorrect", { severity: "low", technique: "T1621", title: "A wrong verification code" }],
]);

function readAuthentication(event: Raw): AlertDraftInput | null {
  const result = textAt(event, "result").toLowerCase();
  const reason = textAt(event, "reason").toLowerCase();
  const meaning = REASONS.get(reason) ?? (result === "fraud" ? REASONS.get("user_marked_fraud") : undefined);
  if (meaning === undefined) return null;
  const device = objectAt(event, "access_device");
  const user = objectAt(event, "user");
  const application = textAt(objectAt(event, "application"), "name");
  return {
    uid: firstText(event, "txid") || hashOf(event),
    title: `${meaning.title}${application === "" ? "" : ` (${application})`}`,
    severity: meaning.severity,
    severityRaw: result,
    time: requireTime(event, ["isotimestamp", "timestamp", "p_event_time"]),
    rule: { id: reason || result, name: meaning.title },
    product: { name: "Duo", vendor: "Cisco" },
    categories: filled(reason, result, textAt(event, "factor"), textAt(event, "event_type")),
    techniques: [{ id: meaning.technique }],
    entities: [
      ...entity("affected", "user", textAt(user, "name") || firstText(event, "email", "alias"), {
        aliases: [textAt(user, "key"), textAt(event, "email")],
      }),
      ...entity("actor", "ip", textAt(device, "ip")),
    ],
    observables: [
      ...observables("ip", textAt(device, "ip"), textAt(objectAt(event, "auth_device"), "ip")),
      ...observables("host", textAt(device, "hostname")),
    ],
    controlOutcome: result === "success" ? "allowed" : "blocked",
  };
}

/** https://duo.com/docs/adminapi#trust-monitor */
function readSurfaced(event: Raw, auth: Raw): AlertDraftInput {
  const reasons = objectsAt(event, "explanations").map((one) => textAt(one, "summary"));
  const user = objectAt(auth, "user");
  const address = textAt(objectAt(auth, "access_device"), "ip");
  const type = textAt(event, "type") || "auth";
  return {
    uid: textAt(event, "sekey"),
    title: `Unusual ${type}: ${reasons[0] ?? "an authentication unlike others"}`,
    description: reasons.join("\n"),
    severity: event.priority_event === true ? "high" : "medium",
    severityRaw: "",
    time: requireTime(event, ["surfaced_timestamp"]),
    rule: { id: `trust-monitor ${type}`, name: "Trust Monitor" },
    product: { name: "Duo", vendor: "Cisco" },
    categories: filled("trust-monitor", type),
    techniques: [{ id: "T1078" }],
    entities: [
      ...entity("affected", "user", textAt(user, "name"), { aliases: [textAt(user, "key")] }),
      ...entity("actor", "ip", address),
    ],
    observables: observables("ip", address),
    ...given({ link: textAt(event, "triage_event_uri") }),
    disposition: event.triaged_as_interesting === true ? "suspicious" : "unknown",
  };
}

const ADMIN: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^(?:bypass_create|user_bypass|bypass_view)$/,
    { severity: "medium", technique: "T1556.006", title: "Codes that pass the second factor were made" },
  ],
  [
    /^(?:admin_create|admin_update|admin_activate)/,
    { severity: "medium", technique: "T1098", title: "An administrator was made or changed" },
  ],
  [
    /^(?:policy_update|policy_delete|integration_delete|integration_update)/,
    { severity: "medium", technique: "T1562.001", title: "A policy of authentication was changed" },
  ],
  [
    /^(?:user_mfa_reset|phone_create|hardtoken_create|phone_associate)/,
    { severity: "low", technique: "T1098.005", title: "A device was enrolled" },
  ],
  [
    /^admin_(?:login_error|2fa_error)|^admin_lockout/,
    { severity: "medium", technique: "T1110", title: "An administrator could not sign in" },
  ],
];

function readAdmin(event: Raw): AlertDraftInput | null {
  const action = textAt(event, "action");
  const meaning = ADMIN.find(([pattern]) => pattern.test(action))?.[1];
  if (meaning === undefined) return null;
  return {
    uid: hashOf(event),
    title: `${meaning.title}: ${action}`,
    description: textAt(event, "description"),
    severity: meaning.severity,
    time: requireTime(event, ["isotimestamp", "timestamp"]),
    rule: { id: action, name: meaning.title },
    product: { name: "Duo", vendor: "Cisco" },
    categories: [action],
    techniques: [{ id: meaning.technique }],
    entities: [
      ...entity("affected", "user", textAt(event, "object")),
      ...entity("affected", "user", textAt(event, "username")),
    ],
  };
}
