/** How a product puts a question to one person, and how an answer comes back by it. */
import { RefusedError } from "../errors.ts";
import type { Connector, ConnectorContext, RawDelivery } from "./connector.ts";
import { type ContextParts, withContext } from "./context.ts";

/** A yes-or-no question to one person. Its words come from alerts too: a product shows them as words, and as nothing else. */
export interface Question {
  title: string;
  /** In the order in which they are read. */
  lines: readonly (readonly [label: string, text: string])[];
  /** Where the question is shown and answered. It carries the right to answer: it is for the addressee alone. */
  link: string;
  /** The same right, for what stands behind a button. */
  token: string;
  expiresAt: string;
}

/** What somebody did with a button. */
export interface ProductAnswer {
  answer: "approved" | "denied";
  token: string;
  /** Who pressed it, as the product knows people; the address that the question was sent to, or nothing is counted. */
  address: string;
  /** The product's own words on where to say what came of it. */
  reply: Record<string, unknown>;
}

export interface Asking<S = Record<string, unknown>> {
  /** The product's documentation of what is used. */
  docs: string;
  permissions: string[];
  /** Puts the question to the person at the address; answers what the product calls it. Throws as actions do. */
  ask(context: ConnectorContext<S>, address: string, question: Question): Promise<{ id: string }>;
  /** Tells the person at the address something that needs no answer. For products that write to people and not to channels. */
  note?(context: ConnectorContext<S>, address: string, text: string): Promise<{ id: string }>;
  /** For products with buttons; the others' people follow the link. */
  answers?: {
    secret: string;
    /** Reads what the product sent when a button was pressed; null when it is something else. Throws RefusedError `ingest.bad-signature`. */
    read(delivery: RawDelivery, secret: string, now: Date): ProductAnswer | null;
    /** Says there what came of the answer, and takes the buttons away when `decided`. */
    tell(context: ConnectorContext<S>, answer: ProductAnswer, words: string, decided: boolean): Promise<void>;
  };
}

/** Puts a question to one person, with what looks like a link in its words defanged. Throws as `invokeAction` does; RefusedError `connector.cannot-ask` where the product asks nobody. */
export async function invokeAsk(
  connector: Connector,
  parts: ContextParts,
  address: string,
  question: Question,
): Promise<{ id: string }> {
  const { asking } = connector;
  if (asking === undefined)
    throw new RefusedError("connector.cannot-ask", `${connector.title} cannot put a question to a person.`);
  const { title, lines } = question;
  const shown = {
    ...{ ...question, title: unfollowed(title) },
    lines: lines.map(([label, text]) => [label, unfollowed(text)] as const),
  };
  return withContext(connector, parts, (context) => asking.ask(context, address, shown));
}

/** Mail readers and chats make a link of what looks like one; the only one to follow in a question is its own. */
function unfollowed(text: string): string {
  return text.replace(
    /\b(h)tt(ps?:\/\/)([^/\s?#]*)/gi,
    (_all, h: string, rest: string, host: string) => `${h}xx${rest}${host.replaceAll(".", "[.]")}`,
  );
}

/** Tells one person something. Throws as `invokeAction` does; RefusedError `connector.cannot-ask` where the product tells nobody. */
export async function invokeNote(
  connector: Connector,
  parts: ContextParts,
  address: string,
  text: string,
): Promise<{ id: string }> {
  const { note } = connector.asking ?? {};
  if (note === undefined)
    throw new RefusedError("connector.cannot-ask", `${connector.title} cannot write to a person.`);
  return withContext(connector, parts, (context) => note(context, address, text));
}

/** Tells the product what came of an answer given there. Throws as `invokeAction` does. */
export async function invokeTell(
  connector: Connector,
  parts: ContextParts,
  answer: ProductAnswer,
  words: string,
  decided: boolean,
): Promise<void> {
  const { answers } = connector.asking ?? {};
  if (answers === undefined) return;
  await withContext(connector, parts, (context) => answers.tell(context, answer, words, decided));
}
