/** Who and what an OCSF event is about: resources and device are affected, the actor and the source of the evidence act. */
import { type DraftEntity, entity } from "../../src/connector/raw-entities.ts";
import { firstText, numberAt, objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { EntityRole, EntityType } from "../../src/model/entity.ts";

export function entitiesOf(event: Raw): DraftEntity[] {
  const resources = [...objectsAt(event, "resources"), objectAt(event, "resource")].slice(0, 30);
  const evidences = objectsAt(event, "evidences").slice(0, 20);
  const affected = [
    ...resources.flatMap(resourceEntity),
    ...userEntity("affected", objectAt(event, "user")),
    ...deviceEntity("affected", objectAt(event, "device")),
    ...cloudAccount(objectAt(event, "cloud")),
  ];
  const sides = [event, ...evidences].flatMap(endpoints);
  const actors = [event, ...evidences].flatMap((one) => actorEntity(objectAt(one, "actor")));
  const all = [...affected, ...sides.filter(({ role }) => role === "affected"), ...actors, ...sides];
  // Without anything affected the account that acted is the one to look at.
  return all.some(({ role }) => role === "affected")
    ? all
    : all.map((one) => (one.type === "user" ? { ...one, role: "affected" } : one));
}

const TYPES: Readonly<Record<string, EntityType>> = {
  user: "user",
  account: "user",
  device: "device",
  host: "device",
  virtual_machine: "device",
  "virtual machine": "device",
  awsec2instance: "device",
  "ip address": "ip",
  domain: "domain",
  url: "url",
  file: "file",
  process: "process",
  mailbox: "mailbox",
  "cloud account": "cloud-account",
  awsaccount: "cloud-account",
  "access key": "access-key",
  awsiamaccesskey: "access-key",
  service: "service",
  other: "other",
};

/** `role_id` of a resource: 1 target, 2 actor, 3 affected, 4 related. */
function resourceEntity(resource: Raw): DraftEntity[] {
  const role: EntityRole = numberAt(resource, "role_id") === 2 ? "actor" : "affected";
  const word = textAt(resource, "type").toLowerCase();
  const type = Object.hasOwn(TYPES, word) ? (TYPES[word] ?? "cloud-resource") : "cloud-resource";
  const uid = firstText(resource, "uid", "uid_alt", "name");
  const name = textAt(resource, "name");
  const key = type === "device" ? firstText(resource, "hostname", "uid", "name") : uid;
  return entity(role, type, key, { name, aliases: [uid, textAt(resource, "ip"), textAt(resource, "uid_alt")] });
}

function deviceEntity(role: EntityRole, device: Raw): DraftEntity[] {
  const key = firstText(device, "hostname", "name", "instance_uid", "uid");
  const ip = textAt(device, "ip");
  const aliases = [
    textAt(device, "uid"),
    textAt(device, "instance_uid"),
    ip,
    textAt(device, "mac"),
    textAt(device, "fqdn"),
  ];
  return key === "" ? entity(role, "ip", ip) : entity(role, "device", key, { name: textAt(device, "name"), aliases });
}

function userEntity(role: EntityRole, user: Raw): DraftEntity[] {
  const key = firstText(user, "email_addr", "uid_alt", "name", "uid");
  const given = textAt(user, "uid");
  const login = given.includes("@") ? given : key;
  return entity(role, "user", login, {
    name: firstText(user, "name", "full_name"),
    aliases: ["uid", "name", "email_addr", "credential_uid"].map((field) => textAt(user, field)),
  });
}

/** The user of the session or process counts where the actor itself names none. */
function actorEntity(actor: Raw): DraftEntity[] {
  const user = userEntity("actor", objectAt(actor, "user"));
  const ofProcess = userEntity("actor", objectAt(objectAt(actor, "process"), "user"));
  const service = entity("actor", "service", firstText(actor, "app_uid", "app_name", "invoked_by"), {
    name: textAt(actor, "app_name"),
  });
  return user.length > 0 ? user : ofProcess.length > 0 ? ofProcess : service;
}

function cloudAccount(cloud: Raw): DraftEntity[] {
  const account = objectAt(cloud, "account");
  return entity("affected", "cloud-account", firstText(account, "uid", "name"), { name: textAt(account, "name") });
}

/** The source acts, the destination is affected; a source with a name is a machine. */
function endpoints(one: Raw): DraftEntity[] {
  return [...endpoint("actor", objectAt(one, "src_endpoint")), ...endpoint("affected", objectAt(one, "dst_endpoint"))];
}

function endpoint(role: EntityRole, side: Raw): DraftEntity[] {
  const domain = textAt(side, "domain");
  return textAt(side, "hostname") === "" && domain !== "" && textAt(side, "ip") === ""
    ? entity(role, "domain", domain)
    : [...entity(role, "device", textAt(side, "hostname")), ...entity(role, "ip", textAt(side, "ip"))];
}
