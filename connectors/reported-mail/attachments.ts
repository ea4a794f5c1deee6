/** What hangs on the message, by name and digest. */
import { createHash } from "node:crypto";
import { type MailPart, partsOf } from "../../src/connector/mail/read-mail.ts";
import { type DraftObservable, observables } from "../../src/connector/raw-entities.ts";

export interface Attachment {
  name: string;
  /** A file of a kind that runs, or that carries what runs. */
  isRisky: boolean;
  found: DraftObservable[];
}

/** Kinds that mail gateways commonly refuse: programs, scripts, shortcuts, images of disks, pages, documents with macros, archives. */
const RISKY =
  /\.(?:exe|scr|com|pif|cpl|msi|dll|jar|js|jse|vbs|vbe|wsf|hta|ps1|bat|cmd|lnk|url|iso|img|vhdx?|one|html?|shtml|svg|docm|xlsm|pptm|xll|zip|rar|7z|gz|ace|cab)$/i;

/** At most 30 attachments, each with its three usual digests; those of a part that was cut off would be another file's. */
export function attachmentsOf(message: MailPart, cut?: MailPart): Attachment[] {
  return partsOf(message)
    .filter((part) => part.isAttachment && part.type !== "message/rfc822" && part.parts.length === 0)
    .slice(0, 30)
    .map((part) => {
      const bytes = part === cut ? new Uint8Array() : part.bytes();
      const digests = ["sha256", "sha1", "md5"].map((kind) => createHash(kind).update(bytes).digest("hex"));
      return {
        name: part.filename,
        isRisky: RISKY.test(part.filename),
        found: [...observables("file", part.filename), ...observables("hash", ...(bytes.length === 0 ? [] : digests))],
      };
    });
}

/** The part that a message ends in: where it was cut off, that one is not whole. */
export function lastLeaf(message: MailPart): MailPart {
  let part = message;
  for (let inner = part.parts.at(-1); inner !== undefined; inner = part.parts.at(-1)) part = inner;
  return part;
}
