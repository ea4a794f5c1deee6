/** Values an ECS document names. */
import { type DraftObservable, observables } from "../../src/connector/raw-entities.ts";
import type { Raw } from "../../src/connector/raw-fields.ts";
import type { ObservableType } from "../../src/model/observable.ts";
import { ecsTexts } from "./fields.ts";

const PLACES: readonly (readonly [ObservableType, readonly string[]])[] = [
  ["ip", ["source.ip", "destination.ip", "client.ip", "server.ip", "threat.indicator.ip", "related.ip"]],
  ["port", ["destination.port"]],
  ["domain", ["url.domain", "dns.question.name", "destination.domain", "source.domain", "tls.client.server_name"]],
  ["url", ["url.full", "url.original", "threat.indicator.url.full"]],
  ["user-agent", ["user_agent.original"]],
  ["email", ["email.from.address", "email.sender.address", "email.reply_to.address"]],
  ["file", ["file.path", "file.name", "email.attachments.file.name", "process.executable"]],
  ["process", ["process.command_line"]],
  ["user", ["user.name", "user.target.name"]],
  ["host", ["host.name"]],
  ["other", ["vulnerability.id"]],
];

const HASHED = ["file", "process", "dll", "process.parent", "threat.indicator.file", "email.attachments.file"];

export function ecsObservables(document: Raw): DraftObservable[] {
  const hashes = HASHED.flatMap((place) => ["sha256", "sha1", "md5"].map((kind) => `${place}.hash.${kind}`));
  return [
    ...PLACES.flatMap(([type, paths]) => read(document, type, paths)),
    ...read(document, "hash", hashes),
    ...read(document, "hash", ["related.hash"]),
  ];
}

function read(document: Raw, type: ObservableType, paths: readonly string[]): DraftObservable[] {
  return paths.flatMap((path) => observables(type, ...ecsTexts(document, path)));
}
