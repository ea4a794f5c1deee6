/**
 * AWS CloudTrail records: log files (`Records`), EventBridge events, SNS notifications of those, Insights events or bare. Most calls are everyday and no
 * alerts; `security-events.ts` says which are.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn, openSns } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { isDenied, type Meaning, meaningOfCall, meaningOfLogin } from "./security-events.ts";

export const cloudTrailSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openSns)
      .map((item) => (isRaw(item) && isRaw(item.detail) && "eventSource" in item.detail ? item.detail : item))
      .flatMap((item) => listIn(item, "Records"))
      .filter((item) => item !== null),

  recognizes: (raw) => isRaw(raw) && "eventVersion" in raw && "awsRegion" in raw && "eventSource" in raw,

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    const name = requireText(event, "eventName");
    const error = textAt(event, "errorCode");
    const meaning = meaningOf(event, name);
    // A read that was refused has told nothing; a change that was refused was tried.
    if (meaning === undefined || (isDenied(error) && meaning.severity === "low")) return null;
    const address = textAt(event, "sourceIPAddress");
    return {
      uid: textAt(event, "eventID") || hashOf(event),
      title: `${meaning.title}: ${name}${error === "" ? "" : ` (${error})`}`,
      description: textAt(event, "errorMessage"),
      severity: meaning.severity,
      severityRaw: "",
      time: requireTime(event, ["eventTime"]),
      rule: { id: name, name: meaning.title },
      product: { name: "CloudTrail", vendor: "AWS" },
      categories: filled(name, textAt(event, "eventSource"), textAt(event, "eventType")),
      techniques: [{ id: meaning.technique }],
      entities: [
        ...targetOf(event, name),
        ...identityOf(objectAt(event, "userIdentity")),
        ...entity("affected", "cloud-account", firstText(event, "recipientAccountId") || accountOf(event)),
        ...entity("actor", "ip", isAwsItself(address) ? "" : address),
      ],
      observables: [
        ...observables("ip", isAwsItself(address) ? "" : address),
        ...observables("user-agent", textAt(event, "userAgent")),
        ...observables("resource", ...objectsAt(event, "resources").map((one) => firstText(one, "ARN", "arn"))),
        ...observables("other", textAt(objectAt(event, "userIdentity"), "accessKeyId")),
      ],
      controlOutcome: error === "" ? "allowed" : isDenied(error) ? "blocked" : "detected",
    };
  },
};

function meaningOf(event: Raw, name: string): Meaning | undefined {
  if (name !== "ConsoleLogin") return meaningOfCall(name);
  return meaningOfLogin({
    failed: textAt(objectAt(event, "responseElements"), "ConsoleLogin") === "Failure",
    root: textAt(objectAt(event, "userIdentity"), "type") === "Root",
    withoutMfa: textAt(objectAt(event, "additionalEventData"), "MFAUsed") === "No",
  });
}

/** AWS itself calls under the name of its service. */
function isAwsItself(address: string): boolean {
  return address.endsWith(".amazonaws.com") || address === "AWS Internal";
}

function accountOf(event: Raw): string {
  return textAt(objectAt(event, "userIdentity"), "accountId");
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf(identity: Raw): DraftEntity[] {
  const arn = textAt(identity, "arn");
  const issuer = objectAt(objectAt(identity, "sessionContext"), "sessionIssuer");
  const session = arn.includes(":assumed-role/") ? (arn.split("/").at(-1) ?? "") : "";
  const name =
    firstText(identity, "userName") ||
    session ||
    textAt(issuer, "userName") ||
    (textAt(identity, "type") === "Root" ? "root" : "");
  const key = textAt(identity, "accessKeyId");
  return [
    ...entity("affected", "user", name, { aliases: [arn, textAt(identity, "principalId"), textAt(issuer, "arn")] }),
    ...entity("affected", "access-key", key),
  ];
}

/** Who or what the call was made on, where its parameters name it. */
function targetOf(event: Raw, name: string): DraftEntity[] {
  const parameters = objectAt(event, "requestParameters");
  const user = textAt(parameters, "userName");
  if (user !== "" && /User|AccessKey|LoginProfile|MFADevice/.test(name)) return entity("affected", "user", user);
  const resource = firstText(
    parameters,
    "bucketName",
    "functionName",
    "keyId",
    "groupId",
    "snapshotId",
    "imageId",
    "dBInstanceIdentifier",
    "name",
    "roleName",
    "secretId",
  );
  return entity("affected", "cloud-resource", resource);
}
