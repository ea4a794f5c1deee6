/** Somebody followed a rewritten link that leads to a threat. */
import { factsLine, filled, given, hostOfUrl } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { dispositionOf, severityOf } from "./classification.ts";

/** @throws InputError naming the path of what is missing. */
export function readClick(click: Raw, wasStopped: boolean): AlertDraftInput {
  const kind = textAt(click, "classification").toLowerCase();
  const recipient = requireText(click, "recipient");
  const url = textAt(click, "url");
  const time = requireTime(click, ["clickTime"]);
  const disposition = dispositionOf(textAt(click, "threatStatus"));
  return {
    uid: textAt(click, "id") || [textAt(click, "GUID"), textAt(click, "threatID"), recipient, time].join("|"),
    title: `${wasStopped ? "Blocked" : "Permitted"} click on a ${kind || "malicious"} link by ${recipient}`,
    description: factsLine({
      link: url,
      "sent by": textAt(click, "sender"),
      campaign: firstText(click, "campaignId", "campaignID"),
    }),
    severity: severityOf(kind === "" ? [] : [kind], wasStopped, true),
    severityRaw: kind,
    time,
    rule: { id: textAt(click, "threatID") || kind, name: kind },
    product: { name: "Proofpoint TAP", vendor: "Proofpoint" },
    categories: filled(wasStopped ? "clicksBlocked" : "clicksPermitted", kind),
    techniques: [{ id: "T1566.002" }, { id: "T1204.001" }],
    entities: [
      ...entity("affected", "mailbox", recipient),
      ...entity("actor", "mailbox", textAt(click, "sender")),
      ...entity("actor", "ip", textAt(click, "senderIP")),
    ],
    observables: [
      ...observables("url", url),
      ...observables("domain", hostOfUrl(url)),
      // The address that clicked is the reader's own.
      ...observables("ip", textAt(click, "clickIP"), textAt(click, "senderIP")),
      ...observables("user-agent", textAt(click, "userAgent")),
      ...observables("email", textAt(click, "sender")),
    ],
    controlOutcome: wasStopped ? "blocked" : "allowed",
    disposition,
    resolved: disposition !== "unknown",
    ...given({ link: firstText(click, "threatURL", "threatUrl") }),
  };
}
