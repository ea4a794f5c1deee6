/** The set of blocked addresses on the firewall: list it, add to it, take from it. */

import type { CommandResult, RemoteShell } from "../../src/connector/ssh.ts";
import { RefusedError } from "../../src/errors.ts";
import { readSetListing, type SetListing } from "./set-listing.ts";
import type { NftablesSettings } from "./settings.ts";
import type { TargetAddress } from "./target-address.ts";

export const NFT_DOCS = "https://manpages.debian.org/stable/nftables/nft.8.en.html";
const ELEMENT_TYPE = { 4: "ipv4_addr", 6: "ipv6_addr" } as const;

export interface NewElement {
  address: TargetAddress;
  /** Undefined: stays until it is taken out. */
  seconds: number | undefined;
  /** What is noted with it; a text that cannot stand between quotes is left out. */
  comment?: string | undefined;
}

/** No quote, and nothing that nft or a shell makes more of. */
const PLAIN_COMMENT = /^[\w .:@-]{1,120}$/;

/**
 * Lists the set for addresses of a family.
 * @throws RefusedError `connector.bad-settings` when there is none, `connector.forbidden` when nft may not be run.
 */
export async function listSet(shell: RemoteShell, settings: NftablesSettings, family: 4 | 6): Promise<SetListing> {
  const set = setName(settings, family);
  const answer = await nft(shell, settings, `-j list set ${settings.family} ${settings.table} ${set}`);
  if (answer.exitCode !== 0) throw await whyNotListed(shell, settings, set);
  const listing = readSetListing(answer.stdout);
  if (listing.type === ELEMENT_TYPE[family]) return listing;
  throw new RefusedError(
    "connector.bad-settings",
    `The set ${set} holds ${listing.type.slice(0, 40)}; IPv${family} addresses need one of type ${ELEMENT_TYPE[family]}.`,
  );
}

/** Adds elements, after taking out `replacing`; all in one transaction. With `dryRun` nft checks it and changes nothing. */
export async function addElements(
  shell: RemoteShell,
  settings: NftablesSettings,
  elements: NewElement[],
  options: { replacing?: TargetAddress; dryRun?: boolean } = {},
): Promise<CommandResult> {
  const commands = [
    ...(options.replacing
      ? [`delete element ${place(settings, options.replacing.family)} { ${options.replacing.text} }`]
      : []),
    ...elements.map(({ address, seconds, comment }) => {
      const timeout = seconds === undefined ? "" : ` timeout ${seconds}s`;
      const note = comment !== undefined && PLAIN_COMMENT.test(comment) ? ` comment "${comment}"` : "";
      return `add element ${place(settings, address.family)} { ${address.text}${timeout}${note} }`;
    }),
  ];
  // Single quotes: braces, semicolons and double quotes are nft's here, not the shell's. No part of the text can hold a single one.
  return nft(shell, settings, `${options.dryRun ? "-c " : ""}'${commands.join("; ")}'`);
}

export async function removeElement(
  shell: RemoteShell,
  settings: NftablesSettings,
  address: TargetAddress,
): Promise<CommandResult> {
  return nft(shell, settings, `'delete element ${place(settings, address.family)} { ${address.text} }'`);
}

/** nft says no with the same exit code whatever the reason; its words go to a person. */
export function nftRefused(task: string, answer: CommandResult): RefusedError {
  const words = answer.stderr
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim()
    .slice(0, 200);
  return new RefusedError(
    "connector.rejected",
    `nft did not ${task} (exit code ${answer.exitCode}): ${words || "no reason given"}.`,
    {
      details: { exitCode: answer.exitCode },
    },
  );
}

function nft(shell: RemoteShell, settings: NftablesSettings, args: string): Promise<CommandResult> {
  return shell.exec(`${settings.sudo ? "sudo -n " : ""}${settings.nft} ${args}`);
}

function setName(settings: NftablesSettings, family: 4 | 6): string {
  const name = family === 4 ? settings.set4 : settings.set6;
  if (name !== undefined) return name;
  throw new RefusedError(
    "connector.bad-settings",
    `This firewall has no set for IPv${family} addresses: give it as set${family}.`,
  );
}

function place(settings: NftablesSettings, family: 4 | 6): string {
  return `${settings.family} ${settings.table} ${setName(settings, family)}`;
}

async function whyNotListed(shell: RemoteShell, settings: NftablesSettings, set: string): Promise<RefusedError> {
  const tables = await nft(shell, settings, "-j list tables");
  if (tables.exitCode === 0)
    return new RefusedError(
      "connector.bad-settings",
      `The firewall has no set "${set}" in table ${settings.family} ${settings.table}; create it with a rule that drops its elements.`,
    );
  return new RefusedError(
    "connector.forbidden",
    `${settings.user} may not run ${settings.nft}${settings.sudo ? " through sudo" : ""} there (exit code ${tables.exitCode}); it needs CAP_NET_ADMIN, or the setting sudo and a rule for it.`,
    { details: { exitCode: tables.exitCode } },
  );
}
