/** Envelopes that carry a vendor's message inside another: taken off before the alert is read. */
import { isRaw, type Raw } from "./raw-fields.ts";

/** An array is its items; an object is itself. Nested arrays are flattened, at most three deep. */
export function itemsOf(document: unknown): unknown[] {
  return Array.isArray(document) ? document.flat(3) : [document];
}

/**
 * What an SNS envelope carries: the parsed `Message` when it is JSON. A subscription or unsubscribe confirmation is `null`; anything else is
 * itself. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function openSns(document: unknown): unknown {
  if (!isRaw(document) || typeof document.TopicArn !== "string" || typeof document.Type !== "string") return document;
  if (document.Type !== "Notification") return null;
  if (typeof document.Message !== "string") return document;
  try {
    return JSON.parse(document.Message);
  } catch {
    return document;
  }
}

/** The `detail` of an EventBridge event whose `source` is `source`; anything else is itself. */
export function openEventBridge(document: unknown, source: string): unknown {
  return isRaw(document) && isRaw(document.detail) && document.source === source ? document.detail : document;
}

/** The objects of the array at `key`, or the document itself when there is no such array. */
export function listIn(document: unknown, key: string): unknown[] {
  const list = isRaw(document) && Object.hasOwn(document, key) ? (document as Raw)[key] : undefined;
  return Array.isArray(list) ? list : [document];
}

/** What a push of a message queue carries in `message.data`: base64 of a JSON document. Anything else is itself. */
export function openPush(document: unknown): unknown {
  const message = isRaw(document) && isRaw(document.message) ? document.message : document;
  if (!isRaw(message) || typeof message.data !== "string" || !("messageId" in message || "message_id" in message))
    return document;
  try {
    return JSON.parse(Buffer.from(message.data, "base64").toString("utf8"));
  } catch {
    return document;
  }
}
