/**
 * A mail message as it was delivered (RFC 5322), whole: a user's report of phishing with the original attached or forwarded in the text, or a
 * suspicious message itself. The reporter's mailbox is affected, the sender of the original acts.
 */
import { isIP } from "node:net";
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, hostOfUrl } from "../../src/connector/draft-parts.ts";
import { decodeWords, mailTime } from "../../src/connector/mail/header-words.ts";
import { linksOfHtml, linksOfText, type MailLink } from "../../src/connector/mail/links.ts";
import { headerAt, type MailPart, partsOf, readMail } from "../../src/connector/mail/read-mail.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { asText, kindOf, missing } from "../../src/connector/raw-fields.ts";
import { InputError } from "../../src/errors.ts";
import { sha256 } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { attachmentsOf, lastLeaf } from "./attachments.ts";
import { readKept } from "./kept-part.ts";
import { domainOf, severityOf, signsOf } from "./signs.ts";
import { bodyOf, findSuspicious, type Suspicious } from "./suspicious-message.ts";

export const reportedMailSource: Source = {
  text: "whole",

  recognizes: (raw) => typeof raw === "string" && isMessage(raw),

  normalize(raw): AlertDraftInput {
    if (typeof raw !== "string") {
      throw new InputError("normalize.wrong-type", `$: expected a mail message as text, found ${kindOf(raw)}`, {
        details: { path: "$" },
      });
    }
    const { message, kept } = readKept(raw);
    const report = readMail(message);
    const found = findSuspicious(report);
    const sender = found.from?.address ?? "";
    if (sender === "") throw missing("$.from", "the sender of the message", undefined);
    const time = found.time ?? mailTime(headerAt(report, "date"));
    if (time === undefined) throw missing("$.date", "a date as RFC 5322 writes it", undefined);
    return draft({ message, kept, report }, found, { sender, time });
  },
};

/** Headers first, and among them those that every message has: RFC 5322 3.6. */
function isMessage(text: string): boolean {
  const head = text.slice(0, 20_000).split(/\r?\n\r?\n/, 1)[0] ?? "";
  return (
    /^(?:From [^\n]{1,200}\n)?[!-9;-~]{1,76}:/.test(head) &&
    /^from:/im.test(head) &&
    /^(?:date|received|message-id):/im.test(head)
  );
}

interface Report {
  message: string;
  kept: ReturnType<typeof readKept>["kept"];
  report: MailPart;
}

function draft(whole: Report, found: Suspicious, { sender, time }: { sender: string; time: string }) {
  const { message, kept, report } = whole;
  const links = linksIn(found.content);
  const attachments = attachmentsOf(found.content, kept && lastLeaf(report));
  const signs = signsOf({ original: found.original, from: found.from, links, attachments });
  const subject = asText(decodeWords(found.subject));
  const affected = found.reporter === undefined ? found.to : [found.reporter];
  const id = (found.original && headerAt(found.original, "message-id")) || sha256(message);
  const technique =
    attachments.length > 0 && links.length === 0 ? "T1566.001" : links.length > 0 ? "T1566.002" : "T1566";
  const techniques = attachments.some(({ isRisky }) => isRisky) && technique !== "T1566.001" ? ["T1566.001"] : [];
  return {
    uid: `${id}|${affected[0]?.address ?? ""}`,
    title:
      found.reporter === undefined
        ? `Suspicious mail: ${subject || "no subject"}`
        : `Reported mail: ${subject || "no subject"}`,
    description: describe(
      whole,
      found,
      signs.map(({ words }) => words),
    ),
    severity: severityOf(signs),
    severityRaw: signs
      .map(({ id: one }) => one)
      .join(", ")
      .slice(0, 100),
    time,
    rule: {
      id: found.reporter === undefined ? "suspicious-mail" : "reported-mail",
      name: "Mail reported as suspicious",
    },
    product: { name: "Reported mail", vendor: "user report" },
    categories: ["phishing", ...signs.map(({ id: one }) => one)],
    techniques: [technique, ...techniques].map((one) => ({ id: one })),
    entities: [
      ...affected
        .slice(0, 20)
        .flatMap(({ name, address }) => entity("affected" as const, "mailbox" as const, address, { name })),
      ...entity("actor", "mailbox", sender, { name: sender }),
      ...originIps(found.original)
        .slice(0, 1)
        .flatMap((ip) => entity("actor", "ip", ip)),
    ],
    observables: [
      ...observables("email", sender, ...replyTo(found.original)),
      ...observables("domain", domainOf(sender), ...links.map(({ url }) => domainName(url))),
      ...observables("url", ...links.map(({ url }) => url)),
      ...observables("ip", ...originIps(found.original)),
      ...attachments.flatMap((attachment) => attachment.found),
      ...observables(
        "other",
        subject === "" ? "" : `subject: ${subject}`,
        headerAt(found.original ?? report, "message-id"),
      ),
    ],
    controlOutcome: "allowed" as const,
  };
}

/** Links of every text and page that is shown, those that pretend first. */
function linksIn(message: MailPart): MailLink[] {
  const shown = partsOf(message).filter((part) => !part.isAttachment && part.parts.length === 0);
  const all = shown.flatMap((part) =>
    part.type === "text/html" ? linksOfHtml(part.text()) : part.type === "text/plain" ? linksOfText(part.text()) : [],
  );
  const byUrl = new Map<string, MailLink>();
  for (const link of all) if (byUrl.get(link.url)?.shown === undefined || link.shown !== "") byUrl.set(link.url, link);
  return [...byUrl.values()].sort((a, b) => Number(b.shown !== "") - Number(a.shown !== "")).slice(0, 100);
}

function domainName(url: string): string {
  const host = hostOfUrl(url);
  return host.startsWith("[") || isIP(host) !== 0 ? "" : host;
}

function replyTo(original: MailPart | undefined): string[] {
  const header = original === undefined ? "" : headerAt(original, "reply-to");
  return header.match(/[^\s<>",;]{1,200}@[^\s<>",;]{1,253}/g)?.slice(0, 5) ?? [];
}

/** Addresses of the Received chain, from the newest: the first that another server handed over is the one that our server saw itself. */
function originIps(original: MailPart | undefined): string[] {
  const chain = (original?.headers.get("received") ?? []).slice(0, 20);
  const ips = chain.flatMap((line) => line.slice(0, 2000).match(/\[(?:IPv6:)?([0-9a-f.:]{3,45})\]/gi) ?? []);
  const plain = ips.map((one) => one.slice(1, -1).replace(/^IPv6:/i, ""));
  return [...new Set(plain)].filter(
    (ip) => isIP(ip) !== 0 && !/^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|fe80|::1$)/i.test(ip),
  );
}

function describe({ report, kept }: Report, found: Suspicious, signs: string[]): string {
  const hops = (found.original?.headers.get("received") ?? []).length;
  return [
    factsLine({
      from: found.from === undefined ? "" : `${found.from.name} <${found.from.address}>`.trim(),
      to: found.to
        .map(({ address }) => address)
        .join(", ")
        .slice(0, 500),
      "reported by": found.reporter?.address ?? "",
      hops: hops === 0 ? "" : String(hops),
    }),
    signs.length === 0 ? "No sign of deceit in the headers." : `Signs: ${signs.join("; ")}.`,
    factsLine({
      authentication:
        found.original === undefined ? "" : headerAt(found.original, "authentication-results").slice(0, 500),
    }),
    kept === undefined
      ? ""
      : `Only the first ${kept.bytes} of ${kept.of} bytes were taken; the part that was cut off has no digest.`,
    bodyOf(found.original ?? report).slice(0, 3000),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
