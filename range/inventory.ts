/** The company as Cordon's inventory takes it: who matters, who is privileged, what a machine never contains. */
import { type Entity, EntityAttributes } from "../src/model/entity.ts";
import { DOMAIN, devices, keys, users } from "./company.ts";

export type InventoryEntry = Pick<Entity, "type" | "key" | "name" | "aliases" | "attributes">;

/** Every user, mailbox, device, address, cloud instance and access key of the company, under its canonical key. */
export function companyInventory(): InventoryEntry[] {
  return [...users.flatMap(entriesOfUser), ...devices.flatMap(entriesOfDevice), ...keys.map(entryOfKey)];
}

function entriesOfUser(user: (typeof users)[number]): InventoryEntry[] {
  const name = `${user.firstName} ${user.lastName}`;
  const attributes = EntityAttributes.parse({
    criticality: user.criticality,
    privileged: user.privileged ?? false,
    serviceAccount: user.serviceAccount ?? false,
    protected: user.protected ?? false,
    owner: user.login,
    department: user.department,
    tags: ["range"],
  });
  const aliases = [user.account, `example\\${user.account}`, user.id];
  return [
    { type: "user", key: user.login, name, aliases, attributes },
    { type: "mailbox", key: user.login, name, aliases: [], attributes },
  ];
}

function entriesOfDevice(device: (typeof devices)[number]): InventoryEntry[] {
  const attributes = EntityAttributes.parse({
    criticality: device.criticality,
    protected: device.protected ?? false,
    owner: device.owner,
    tags: ["range", device.role],
  });
  const aliases = device.aliases ?? [];
  const arns = aliases.filter((alias) => alias.startsWith("arn:"));
  return [
    {
      type: "device",
      key: device.host,
      name: device.host,
      aliases: [`${device.host}.${DOMAIN}`, device.id, device.ip, ...aliases],
      attributes,
    },
    // Blocking an address of our own at the firewall cuts off a machine: that is isolation, and not what a block is for.
    {
      type: "ip",
      key: device.ip,
      name: device.host,
      aliases: [],
      attributes: { ...attributes, tags: [...attributes.tags, "own-address"] },
    },
    ...arns.map((arn) => ({ type: "cloud-resource" as const, key: arn, name: device.host, aliases: [], attributes })),
  ];
}

function entryOfKey(key: (typeof keys)[number]): InventoryEntry {
  const attributes = EntityAttributes.parse({
    criticality: key.criticality,
    protected: key.protected ?? false,
    owner: key.owner,
    tags: ["range"],
  });
  return { type: "access-key", key: key.id, name: `${key.owner}: ${key.purpose}`, aliases: [], attributes };
}
