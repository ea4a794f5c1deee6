/** What every alert about a message has in common. */
import { filled, hostOfUrl, wordTable } from "../../src/connector/draft-parts.ts";
import { type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

interface MailParts {
  recipients: readonly string[];
  sender: string;
  senderIp: string;
  subject: string;
  messageId: string;
  url: string;
  more: readonly DraftObservable[];
}

/** Recipients are affected, the sender and where the message came from act. */
export function mailParts(parts: MailParts): Pick<AlertDraftInput, "entities" | "observables"> {
  const { recipients, sender, senderIp, subject, messageId, url, more } = parts;
  return {
    entities: [
      ...recipients.slice(0, 30).flatMap((one) => entity("affected", "mailbox", one)),
      ...entity("actor", "mailbox", sender),
      ...entity("actor", "ip", senderIp),
    ],
    observables: [
      ...observables("email", sender),
      ...observables("ip", senderIp),
      ...observables("url", url),
      ...observables("domain", hostOfUrl(url)),
      ...more,
      ...observables("other", subject === "" ? "" : `subject: ${subject}`, messageId),
    ],
  };
}

export const PRODUCT = { name: "Mimecast", vendor: "Mimecast" } as const;

/** Actions of every feed: https://developer.services.mimecast.com/siem-tutorial-cg */
export const outcomeOf = wordTable<ControlOutcome>(
  {
    block: "blocked",
    blocked: "blocked",
    deny: "blocked",
    rejected: "blocked",
    rej: "blocked",
    drop: "blocked",
    bounce: "blocked",
    hold: "quarantined",
    hld: "quarantined",
    held: "quarantined",
    sandbox: "quarantined",
    "smart address": "detected",
    warn: "detected",
    tag: "detected",
    allow: "allowed",
    acc: "allowed",
    none: "allowed",
    "none, none": "allowed",
    continue: "allowed",
  },
  "detected",
);

export function categoriesOf(...words: string[]): string[] {
  return filled(...words);
}
