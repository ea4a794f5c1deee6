/** A passkey's device in software: makes and uses ES256 keys as WebAuthn Level 3 says, well behaved unless told otherwise. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** RFC 8949, as much as an attestation needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const base64url = (bytes: Buffer) => bytes.toString("base64url");

export interface Misbehaviour {
  origin?: string;
  /** Says that it did not verify its person. */
  unverified?: boolean;
  /** Leaves the counter where it is, as a copy would. */
  stuck?: boolean;
}

interface Options {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
  user?: { id: string };
}

export function newAuthenticator(origin: string) {
  let key: KeyObject;
  let userHandle = "";
  let counter = 0;
  const id = randomBytes(16);

  const client = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const data = (rpId: string, flags: number, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest]);
  };
  const common = { id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} };

  return {
    id: base64url(id),
    create({ challenge, rp, user }: Options, { origin: from = origin, unverified }: Misbehaviour = {}) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      key = pair.privateKey;
      userHandle = user!.id;
      const { x, y } = pair.publicKey.export({ format: "jwk" }) as { x: string; y: string };
      const point = [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")] as const;
      const cose = cbor(
        new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, point[0]],
          [-3, point[1]],
        ]),
      );
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const authData = data(rp!.id, unverified ? 0x41 : 0x45, credential);
      const attestation = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      const clientDataJSON = base64url(client("webauthn.create", challenge, from));
      const response = { clientDataJSON, attestationObject: base64url(cbor(attestation)), transports: ["internal"] };
      return { ...common, response };
    },
    get({ challenge, rpId }: Options, { origin: from = origin, unverified, stuck }: Misbehaviour = {}) {
      if (!stuck) counter += 1;
      const authData = data(rpId!, unverified ? 0x01 : 0x05);
      const clientData = client("webauthn.get", challenge, from);
      const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), key);
      const signed = { authenticatorData: base64url(authData), signature: base64url(signature) };
      return { ...common, response: { clientDataJSON: base64url(clientData), ...signed, userHandle } };
    },
  };
}
