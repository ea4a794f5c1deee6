/** Orders that tell other systems and the people who work on the incident. */
import { ANYTHING, type Entry, words } from "./entry.ts";
import { ALERTS, TEAMS, TICKETS } from "./nouns.ts";

/** Tickets of others, and papers that are none. */
const OTHERS_TICKET =
  /\b(?:support|vendor|provider|insurance|legal|police|use cases?|with aws|aws|customer|abuse|forensic|test|business|guidance|assistance|severity|request(?:ing)?|via|console)\b/i;
/** Whoever else has to be told is told by a person, who knows what they may hear. */
const OTHERS =
  /\b(?:legal|management|executive|customer|users?|vendor|hr|communications?|pr|media|public|network|it|application|app|dev|development|server|infrastructure|business|owner|leadership|fraud|privacy|compliance|support|affected|other|relevant|appropriate|external|internal|third|law|database|cloud|platform)\b/i;

const TICKET: readonly Entry[] = [
  {
    capability: "ticket.create",
    verbs: words("open, create, raise, file, log, submit, generate"),
    heads: TICKETS,
    never: OTHERS_TICKET,
  },
  {
    // "Confirm that a ticket has been raised": where none was, raising it is what is wanted.
    capability: "ticket.create",
    verbs: words("ensure, confirm, verify, check"),
    heads: TICKETS,
    needs:
      /\b(?:ticket|case|record)\b.{0,20}\b(?:has been|have been|was|is|exists|gets)\b ?(?:raised|opened|created|logged|filed|open)?/i,
    never: new RegExp(`${OTHERS_TICKET.source}|\\bclosed?\\b|\\bupdated?\\b|\\bassigned?\\b`, "i"),
  },
  {
    capability: "ticket.create",
    verbs: words("document, record, log, track, register"),
    heads: words("incident, security incident, alert"),
    needs:
      /\bin (?:a|an|the|your|our) (?:\S+ ){0,3}(?:ticket(?:ing)?(?: system| tool)?|case management(?: system| tool)?)\W*$/i,
  },
  { capability: "ticket.update", verbs: words("update, annotate"), heads: TICKETS, never: OTHERS_TICKET },
  {
    capability: "ticket.update",
    verbs: words("document, record, note, add, log, write, put"),
    heads: ANYTHING,
    needs:
      /\b(?:in|to|into) (?:the|your|our|this|its) (?:\S+ )?(?:ticket|case record|incident record|ticket\/case)\b(?! (?:system|queue|template|number))/i,
    never:
      /\b(?:evidence|attach\w*|files?|screenshots?|images?|watchers?|people|person|owners?|users?|stakeholders?|members?)\b/i,
  },
];

const CHAT: readonly Entry[] = [
  {
    capability: "chat.post-message",
    verbs: words("notify, inform, alert, tell, message, post, update, brief"),
    heads: TEAMS,
    never: OTHERS,
  },
  {
    capability: "chat.post-message",
    verbs: words("post, send, share"),
    heads: words("message, update, summary, status update, notification, note, incident summary, alert, notice"),
    needs: /\b(?:to|in|into|on)\b (?:\S+ ){0,4}(?:channel|chat|chat room)\b/i,
    never: OTHERS,
  },
];

const SIEM: readonly Entry[] = [
  {
    capability: "siem.update-alert",
    verbs: words("acknowledge, close, resolve, mark, tag, dismiss"),
    heads: ALERTS,
    never: /\b(?:similar|other|related|all|and)\b/i,
  },
];

export const TELL: readonly Entry[] = [...TICKET, ...CHAT, ...SIEM];
