/** What Wiz calls a cloud resource, by its type (https://docs.wiz.io/wiz-docs/docs/graph-object-normalized). */
import { type DraftEntity, entity } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { EntityRole, EntityType } from "../../src/model/entity.ts";

const TYPES: Readonly<Record<string, EntityType>> = {
  VIRTUAL_MACHINE: "device",
  USER_ACCOUNT: "user",
  SERVICE_ACCOUNT: "user",
  ACCESS_KEY: "access-key",
  IP_ADDRESS: "ip",
  PUBLIC_IP_ADDRESS: "ip",
  DOMAIN: "domain",
};

/** The resource by the name people use, with the provider's id as alias; things of the cloud itself by the provider's id. */
export function resourceEntities(resource: Raw, role: EntityRole = "affected"): DraftEntity[] {
  const word = textAt(resource, "type").toUpperCase();
  const type = Object.hasOwn(TYPES, word) ? (TYPES[word] ?? "cloud-resource") : "cloud-resource";
  const id = firstText(resource, "providerId", "providerUniqueId", "externalId", "id");
  const name = textAt(resource, "name");
  const aliases = [id, textAt(resource, "externalId"), textAt(resource, "id"), textAt(resource, "email")];
  return entity(role, type, type === "cloud-resource" ? id || name : name || id, { name: name || id, aliases });
}
