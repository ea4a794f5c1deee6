/** Ids of CACAO objects, made of what they stand for: the same playbook is exported to the same ids. */
import { hash } from "node:crypto";

/** The namespace of our names (RFC 9562, 5.5); a random one, made once. */
const NAMESPACE = Buffer.from("4f1bd4f5c0f34d1f9a0c5e6c0a6b7d21", "hex");

/** `type--uuid`, the UUID of version 5. */
export function cacaoId(type: string, name: string): string {
  const bytes = Buffer.from(hash("sha1", Buffer.concat([NAMESPACE, Buffer.from(name)]), "buffer").subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What our own words are kept under, in playbooks and in steps: what CACAO has none for. */
export const EXTENSION = cacaoId("extension-definition", "cordon-playbook");
