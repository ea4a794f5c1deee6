import type { RawDelivery } from "../../src/connector/connector.ts";
import { isRaw, objectsAt, textAt } from "../../src/connector/raw-fields.ts";
import { badSignature, equalInConstantTime } from "../../src/connector/signature.ts";

/**
 * Every notification of the body has to carry the subscription's `clientState`: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks.
 * @throws RefusedError `ingest.bad-signature`.
 */
export function checkClientState(delivery: RawDelivery, secret: string): void {
  const notifications = objectsAt(readBody(delivery.body), "value");
  const proven = notifications.filter((one) => equalInConstantTime(textAt(one, "clientState"), secret));
  if (notifications.length === 0 || proven.length < notifications.length) {
    throw badSignature("A notification's clientState is not the one that is set for this connection's subscription.");
  }
}

function readBody(body: Uint8Array) {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return isRaw(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
