/** Second factors over the wire: an authenticator app, recovery codes, passkeys, and who must have one. */
import { z } from "zod";
import { PersonRole } from "../../model/person.ts";

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/, "Base64url");

export const PasskeyView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});

export const OwnSecondFactors = z.object({
  totp: z.boolean(),
  passkeys: z.array(PasskeyView),
  /** Recovery codes that are left. */
  recoveryCodes: z.number().int(),
});
export type OwnSecondFactors = z.infer<typeof OwnSecondFactors>;

/** What an authenticator app is given, as text and as what a QR code says. */
export const OfferedTotp = z.object({ secret: z.string(), uri: z.string() });
export type OfferedTotp = z.infer<typeof OfferedTotp>;
export const ConfirmTotp = z.strictObject({ code: z.string().trim().min(6).max(10) });
/** Shown this once; empty where there are some already. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  clientExtensionResults: z.looseObject({}).default({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
};
/** As `navigator.credentials.create()` answers, in JSON (WebAuthn Level 3, 5.1). */
const RegistrationResponse = z.strictObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(64_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
/** As `navigator.credentials.get()` answers. */
const AuthenticationResponse = z.strictObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
    userHandle: base64url(200).optional(),
  }),
});

/** For `navigator.credentials`, as it takes them. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
export const NewPasskey = z.strictObject({ name: z.string().trim().min(1).max(60), response: RegistrationResponse });
export const PasskeyProof = z.strictObject({ response: AuthenticationResponse });
export type PasskeyProof = z.infer<typeof PasskeyProof>;
export const passkeyParams = z.strictObject({ id: base64url(1400) });

export const Proof = z.strictObject({
  password: z.string().min(1).max(1024),
  code: z.string().trim().min(1).max(40).optional(),
});

/** Roles that are of no use without a second factor, in every workspace. */
export const SignInPolicy = z.strictObject({ secondFactorFor: z.array(PersonRole).max(5) });
export type SignInPolicy = z.infer<typeof SignInPolicy>;
