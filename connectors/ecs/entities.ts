/** Host, user, addresses and cloud of an ECS document: https://www.elastic.co/docs/reference/ecs/ecs-using-the-categorization-fields */
import { type DraftEntity, entity } from "../../src/connector/raw-entities.ts";
import type { Raw } from "../../src/connector/raw-fields.ts";
import { ecsText, ecsTexts } from "./fields.ts";

/** `user.target` is who something was done to, and then `user` acts; else the user and host of the event are affected. */
export function ecsEntities(document: Raw): DraftEntity[] {
  const target = userAt(document, "user.target", "affected");
  const user = userAt(document, "user", target.length > 0 ? "actor" : "affected");
  const host = hostOf(document);
  const named = [...target, ...user, ...host, ...mailbox(document)];
  const sides = sidesOf(
    document,
    named.some(({ role }) => role === "affected"),
  );
  const rest = [
    ...entity("affected", "cloud-account", ecsText(document, "cloud.account.id"), {
      name: ecsText(document, "cloud.account.name"),
    }),
    ...entity("affected", "service", ecsText(document, "service.name", "orchestrator.resource.name")),
  ];
  return [...named, ...sides, ...rest];
}

function userAt(document: Raw, path: string, role: "affected" | "actor"): DraftEntity[] {
  const name = ecsText(document, `${path}.name`);
  const key = ecsText(document, `${path}.email`) || name || ecsText(document, `${path}.id`);
  const aliases = [
    name,
    ecsText(document, `${path}.id`),
    ecsText(document, `${path}.domain`) && `${ecsText(document, `${path}.domain`)}\\${name}`,
  ];
  return entity(role, "user", key, { name: ecsText(document, `${path}.full_name`) || name, aliases });
}

function hostOf(document: Raw): DraftEntity[] {
  const key = ecsText(document, "host.hostname", "host.name", "host.id");
  const aliases = [
    ...["host.name", "host.id", "agent.id"].map((path) => ecsText(document, path)),
    ...ecsTexts(document, "host.ip").filter((ip) => !/^(?:127\.|::1$|fe80:)/i.test(ip)),
  ];
  return entity("affected", "device", key, { aliases: aliases.slice(0, 15) });
}

/** Mail that was received: the recipient's mailbox is affected, the sender acts. */
function mailbox(document: Raw): DraftEntity[] {
  return [
    ...ecsTexts(document, "email.to.address")
      .slice(0, 10)
      .flatMap((to) => entity("affected", "mailbox", to)),
    ...entity("actor", "mailbox", ecsText(document, "email.from.address", "email.sender.address")),
  ];
}

/** Who sent acts and who received is affected, unless the sender is the host that the event is about. */
function sidesOf(document: Raw, isNamed: boolean): DraftEntity[] {
  const source = ecsText(document, "source.ip", "client.ip", "source.address");
  const destination = ecsText(document, "destination.ip", "server.ip", "destination.address");
  const own = new Set(ecsTexts(document, "host.ip"));
  const outbound = own.has(source) || /^(?:outbound|egress)$/.test(ecsText(document, "network.direction"));
  const [ours, theirs] = outbound ? [source, destination] : [destination, source];
  return [...(isNamed ? [] : entity("affected", "ip", ours)), ...entity("actor", "ip", theirs)];
}
