/** Signs that a message is not what it says: few, each told in words, so that a person can follow the severity. */

import { type MailAddress, readAddresses } from "../../src/connector/mail/header-words.ts";
import type { MailLink } from "../../src/connector/mail/links.ts";
import { headerAt, type MailPart } from "../../src/connector/mail/read-mail.ts";
import type { Severity } from "../../src/model/scale.ts";
import type { Attachment } from "./attachments.ts";

export interface Sign {
  id: string;
  words: string;
}

export interface Seen {
  original: MailPart | undefined;
  from: MailAddress | undefined;
  links: readonly MailLink[];
  attachments: readonly Attachment[];
}

/** Every sign that the message shows. */
export function signsOf({ original, from, links, attachments }: Seen): Sign[] {
  const results = original === undefined ? "" : headerAt(original, "authentication-results");
  const failed = ["spf", "dkim", "dmarc"].filter((method) => failedIn(results, method));
  const sender = domainOf(from?.address ?? "");
  const other = (name: string) =>
    readAddresses(original === undefined ? "" : headerAt(original, name)).find(
      ({ address }) => !isSame(domainOf(address), sender),
    );
  const [reply, path] = [other("reply-to"), other("return-path")];
  const named = /@([a-z0-9.-]{1,253})/i.exec(from?.name ?? "")?.[1]?.toLowerCase() ?? "";
  const pretending = links.find(({ shown }) => shown !== "");
  const risky = attachments.find(({ isRisky }) => isRisky);
  return [
    ...failed.map((method) => ({ id: `${method}-failed`, words: `${method.toUpperCase()} failed` })),
    ...sign("reply-to-differs", reply && `answers go to ${reply.address}`),
    ...sign("return-path-differs", path && `errors go to ${path.address}`),
    ...sign("display-name-spoof", named !== "" && !isSame(named, sender) ? `the name shows ${named}` : undefined),
    ...sign(
      "link-mismatch",
      pretending && `a link shows ${pretending.shown} and leads to ${pretending.url.slice(0, 200)}`,
    ),
    ...sign("risky-attachment", risky && `the attachment ${risky.name.slice(0, 100)} can run or carry what runs`),
  ];
}

/**
 * Low as a report alone; medium with one sign, high with two or with one that is deceit by itself (DMARC failed, another name or link shown),
 * critical with a deceit and something to run or to follow. The sender's own domain is not judged: that is what enrichment is for.
 */
export function severityOf(signs: readonly Sign[]): Severity {
  const ids = signs.map(({ id }) => id).filter((id) => id !== "return-path-differs");
  const deceits = ids.filter((id) => DECEIT.has(id));
  if (deceits.length > 1 || (deceits.length === 1 && ids.includes("risky-attachment"))) return "critical";
  if (deceits.length === 1 || ids.length > 1) return "high";
  return ids.length === 1 ? "medium" : "low";
}

const DECEIT = new Set(["dmarc-failed", "display-name-spoof", "link-mismatch"]);

/** `method=result` of the newest Authentication-Results, RFC 8601 2.7: what the receiving server found. */
function failedIn(results: string, method: string): boolean {
  return new RegExp(`\\b${method}=(?:fail|softfail|permerror)\\b`, "i").test(results.slice(0, 5000));
}

function sign(id: string, words: string | undefined): Sign[] {
  return words === undefined ? [] : [{ id, words }];
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** Equal, or one a part of the other: mail is often sent by a subdomain. */
function isSame(a: string, b: string): boolean {
  return a === "" || b === "" || a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
