/** A security signal that the webhook sends, by the variables `$SECURITY_…`. */
import { given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { firstText, isRaw, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { signalEntities, signalObservables } from "./read-signal.ts";
import { severityOf } from "./severity.ts";
import { tagsAt } from "./tags.ts";

/** @throws InputError naming the path of what is missing. */
export function readSignalWebhook(message: Raw): AlertDraftInput {
  const severity = textAt(message, "security_signal_severity");
  const attributes = attributesOf(message.security_signal_attributes);
  const tags = tagsAt(message, "tags");
  const rule = firstText(message, "security_rule_name", "security_signal_title") || "Security signal";
  return {
    uid: requireText(message, "security_signal_id"),
    title: firstText(message, "security_signal_title", "title") || rule,
    description: firstText(message, "security_signal_msg", "body"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(message, ["date", "last_updated"]),
    rule: { id: textAt(message, "security_rule_id") || rule, name: rule },
    product: { name: "Datadog Security", vendor: "Datadog" },
    categories: [textAt(message, "security_rule_type")],
    techniques: techniquesIn(textAt(tags, "technique"), textAt(tags, "mitre_technique")),
    entities: signalEntities(attributes, tags),
    observables: signalObservables(attributes),
    controlOutcome: "detected",
    ...given({ link: firstText(message, "link", "url") }),
  };
}

/** `$SECURITY_SIGNAL_ATTRIBUTES` is JSON, in the body as an object or as text. */
function attributesOf(value: unknown): Raw {
  if (isRaw(value)) return value;
  if (typeof value !== "string" || value.length > 100_000) return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isRaw(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
