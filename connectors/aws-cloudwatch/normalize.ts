/** CloudWatch alarms, by SNS (bare or in its envelope) and by EventBridge: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, openSns } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const cloudWatchSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => itemsOf(openSns(item))),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("AlarmName" in raw && "NewStateValue" in raw) || (raw.source === "aws.cloudwatch" && isRaw(raw.detail))),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    return isRaw(message.detail) ? readEvent(message, message.detail) : readNotification(message);
  },
};

/** An alarm has no severity: the words that teams put in its name or description, else medium; one that only lacks data is low. */
function severityOf(state: string, words: string): { severity: Severity; severityRaw: string } {
  const word = /\b(?:critical|high|medium|low|p[1-5]|sev-?[1-5])\b/i.exec(words.slice(0, 1000))?.[0] ?? "";
  return { severity: state === "INSUFFICIENT_DATA" ? "low" : byWord(word), severityRaw: word || state };
}

export const byWord = severityWords(
  {
    critical: "critical",
    high: "high",
    low: "low",
    p1: "critical",
    p2: "high",
    p4: "low",
    p5: "informational",
    sev1: "critical",
    "sev-1": "critical",
    sev2: "high",
    "sev-2": "high",
  },
  "medium",
);

function readNotification(alarm: Raw): AlertDraftInput {
  const trigger = objectAt(alarm, "Trigger");
  const time = requireTime(alarm, ["StateChangeTime"]);
  const dimensions = objectsAt(trigger, "Dimensions").map(
    (one) => [textAt(one, "name"), textAt(one, "value")] as const,
  );
  return draft({
    name: requireText(alarm, "AlarmName"),
    state: textAt(alarm, "NewStateValue"),
    arn: textAt(alarm, "AlarmArn"),
    account: textAt(alarm, "AWSAccountId"),
    words: [textAt(alarm, "AlarmDescription"), textAt(alarm, "NewStateReason")],
    metric: [textAt(trigger, "Namespace"), textAt(trigger, "MetricName")],
    priority: textAt(alarm, "Priority"),
    dimensions,
    time,
  });
}

function readEvent(event: Raw, detail: Raw): AlertDraftInput | null {
  if (!/^CloudWatch Alarm State Change$/i.test(textAt(event, "detail-type"))) return null;
  const state = objectAt(detail, "state");
  const [first = {}] = objectsAt(objectAt(detail, "configuration"), "metrics");
  const metric = objectAt(objectAt(first, "metricStat"), "metric");
  return draft({
    name: requireText(detail, "alarmName", "$.detail"),
    state: textAt(state, "value"),
    arn: "",
    account: textAt(event, "account"),
    words: [textAt(objectAt(detail, "configuration"), "description"), textAt(state, "reason")],
    metric: [textAt(metric, "namespace"), textAt(metric, "name")],
    priority: "",
    dimensions: Object.entries(objectAt(metric, "dimensions"))
      .slice(0, 30)
      .map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    time: requireTime({ timestamp: state.timestamp, time: event.time }, ["timestamp", "time"], "$.detail.state"),
  });
}

interface Alarm {
  name: string;
  state: string;
  arn: string;
  account: string;
  words: readonly string[];
  metric: readonly string[];
  priority: string;
  dimensions: readonly (readonly [name: string, value: string])[];
  time: string;
}

function draft({ name, state, arn, account, words, metric, priority, dimensions, time }: Alarm): AlertDraftInput {
  const resources = dimensions.flatMap(([kind, value]): DraftEntity[] =>
    entity("affected", kind === "InstanceId" ? "device" : "cloud-resource", value, { name: value }),
  );
  const clouds = entity("affected", "cloud-account", account);
  return {
    uid: `${arn || `${account}:${name}`}|${state}|${time}`,
    title: name,
    description: [...words, factsLine({ state, metric: metric.join(" ") })].filter((part) => part !== "").join("\n"),
    ...severityOf(state, `${priority} ${name} ${words[0] ?? ""}`),
    time,
    rule: { id: arn || name, name },
    product: { name: "CloudWatch", vendor: "AWS" },
    categories: filled(...metric, state),
    entities: [
      ...resources,
      ...clouds,
      ...(resources.length + clouds.length > 0 ? [] : entity("affected", "service", name)),
    ],
    observables: observables("resource", ...dimensions.map(([, value]) => value)),
    controlOutcome: "detected",
    resolved: state === "OK",
  };
}
