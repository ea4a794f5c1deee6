/** Hosts, users, files and processes as Falcon's two APIs name them. */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, textAt } from "../../src/connector/raw-fields.ts";

/** The `device` of alerts and summaries. The agent id, by which Falcon contains a host, is the first alias. */
export function deviceEntity(device: Raw): DraftEntity[] {
  const id = textAt(device, "device_id");
  const host = textAt(device, "hostname");
  const aliases = [id, textAt(device, "local_ip"), textAt(device, "instance_id")];
  return entity("affected", "device", host || id, { name: host || id, aliases });
}

/** Accounts of the operating system are nobody. */
const NOBODY =
  /^(?:(?:nt authority|nt-autorität|autorite nt)\\)?(?:system|local service|network service|root|-|n\/a)$|\$$/i;

/** A person's account; those of the operating system and of machines are left out. */
export function userEntity(name: string, aliases: readonly string[]): DraftEntity[] {
  return name === "" || NOBODY.test(name) ? [] : entity("affected", "user", name, { aliases });
}

/** File, hashes, process and addresses of one alert or behavior, in either naming. */
export function fileObservables(raw: Raw): DraftObservable[] {
  return [
    ...observables("file", firstText(raw, "filepath", "FilePath", "filename", "FileName")),
    ...observables("hash", firstText(raw, "sha256", "SHA256String"), firstText(raw, "md5", "MD5String")),
    ...observables("hash", nonZero(firstText(raw, "sha1", "SHA1String"))),
    ...observables("process", firstText(raw, "cmdline", "CommandLine")),
    ...indicator(firstText(raw, "ioc_type", "IOCType"), firstText(raw, "ioc_value", "IOCValue")),
  ];
}

/** Falcon fills a hash that it does not know with zeros. */
function nonZero(hash: string): string {
  return /^0+$/.test(hash) ? "" : hash;
}

function indicator(type: string, value: string): DraftObservable[] {
  if (/^(hash_)?(md5|sha1|sha256)$|^hash/i.test(type)) return observables("hash", value);
  if (/domain/i.test(type)) return observables("domain", value);
  if (/ip/i.test(type)) return observables("ip", value);
  return observables("other", value);
}
