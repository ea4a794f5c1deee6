/** Orders to go on with another runbook, and what that is called. */

const GOES_ON =
  /^(?:follow|use|execute|run|start|begin|invoke|initiate|launch|activate|trigger|apply|proceed (?:to|with)|continue with|switch to|go to|hand over to|refer to|see|consult|open)\b/i;
/** Its name before what it is; `this` one is none other, and "the appropriate playbook" names none. */
const NAMED =
  /\b((?:[\p{Lu}\d][\p{L}\d/&-]* +(?:(?:of|and|for|the|&) )?){1,8})(?:incident )?(?:response )?(?:playbook|runbook|response plan)\b/u;
/** `IRP-PhishingMail`, `PB_0012`: names of documents by their ids. */
const BY_ID =
  /\b(?:[Ss]ee|[Uu]sing|[Uu]se|via|per|to|with|[Ff]ollow|in|from|[Ee]xecute|[Rr]un|[Ss]tart|[Oo]pen|[Cc]onsult|[Ii]nvoke) (?:the )?((?:IRP|IR|PB|RP|RB|SOP|PLAYBOOK|RUNBOOK)[-_][\p{L}\d][\p{L}\d_-]{2,60})\b/u;
/** "Run the ransomware playbook": nobody capitalises in a hurry. */
const PLAIN = /^[a-z]+(?: (?:to|with|on|over))? (?:the|our|your)? ?((?:[a-z\d/&-]+ ){1,5})(?:playbook|runbook)\b/i;
const QUOTED =
  /["“'‘]([^"”'’]{3,80})["”'’] (?:playbook|runbook)\b|\b(?:playbook|runbook)(?: for| on| called| named|:)? (?:["“'‘]([^"”'’]{3,80})["”'’]|((?:[a-z-]+ ){0,3}[a-z-]+)\W*$)/;
const GENERIC =
  /^(?:the|this|a|an|your|our|any|each|applicable|appropriate|relevant|defined|specific|incident|response|general|following|technical|part|step|section|phase)$/i;

/** The name of another runbook that an order hands over to; null where it is no such order, or names none. */
export function runbookIn(order: string): string | null {
  const byId = BY_ID.exec(order)?.[1];
  if (byId !== undefined) return byId;
  if (!GOES_ON.test(order)) return null;
  const quoted = QUOTED.exec(order);
  const name = (
    NAMED.exec(order)?.[1] ??
    quoted?.[1] ??
    quoted?.[2] ??
    quoted?.[3] ??
    PLAIN.exec(order)?.[1] ??
    ""
  ).trim();
  const said = name.split(/\s+/).filter((word) => word !== "" && !GENERIC.test(word));
  // The verb itself begins with a capital, and is no part of the name.
  if (said.length > 0 && GOES_ON.test(name)) said.shift();
  return said.length === 0 ? null : said.join(" ").slice(0, 80);
}
