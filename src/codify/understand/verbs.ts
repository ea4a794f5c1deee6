/** The verbs of runbooks. A program that guessed at grammar would take "Log files" for an order; a list with its exceptions does not. */

/** Base forms that begin an order. */
const VERBS = `abort accept access acknowledge acquire activate add address adjust advise alert align allow analyze analyse announce answer apply approve archive arrange ask
assemble assess assign attach attempt audit authenticate authorize avoid back backup ban begin blackhole blacklist block blocklist brief bring build buy calculate call
capture carry categorize change characterize check choose classify clean clear click clone close collaborate collect combine commence communicate compare compile complete comply
conduct configure confirm connect consider construct consult contact contain continue convene convert coordinate copy correct correlate crack create cross-check
customize cut deactivate debrief decide declare decommission decrypt deduplicate define delegate delete deliver demote deny denylist deploy describe designate detach
detect determine develop diagnose disable disallow discard disconnect discuss disinfect dismiss display dispose disrupt distribute do document download drop dump
eliminate email enable encourage encrypt end enforce engage enhance enrich ensure enter enumerate eradicate escalate establish estimate evacuate evaluate evict examine
exclude execute exit expand expire explain export extend extract fail feed fetch file fill filter find finish fix flag flush focus follow force format forward freeze
gain gather generate get give grant group guide halt handle harden hash have help hold hunt identify ignore image implement import improve include increase incorporate
inform initiate inject insert inspect install instruct interview invalidate investigate inventory invite invoke involve isolate issue join keep kill label launch leave
leverage limit link list listen locate lock log look maintain make manage map mark match measure meet message migrate minimize mitigate modify monitor mount move navigate
neutralize network-contain network-isolate note notify null-route nullroute observe obtain offer omit open order organize outline override page participate pass patch pause pay perform ping pivot place plan play point
populate post prepare preserve press prevent prioritize probe proceed process produce prohibit promote protect provide provision pull purge push put quarantine query
question raise re-enable re-image re-issue reboot rebuild recall receive reclaim recommend reconcile reconnect reconstruct record recover recreate redeploy redirect
reduce re-enforce reenforce reenable reevaluate refer refine refresh register reimage reinforce reinstall reinstate reissue reject release reload remediate remind remove
rename reopen repair repeat replace replay report reproduce request require reroute rescan research resend reset resolve respond restart restore restrict resume
retain retrieve return reveal review revert revoke rewrite rollback roll rotate route run safeguard save scan schedule scope scrub search secure seek segment segregate seize select send separate
set share ship shut shutdown sign silence sinkhole snapshot solicit sort specify stabilize stand start state stay stop store strengthen submit subscribe summarize supply support
suppress surround suspend switch sync tag tail take tell terminate test throttle tighten trace track train transfer transition trap treat triage trigger try tune turn unban unblock
uncover understand undo uninstall unlock unmount unplug unsuspend update upgrade upload use utilize validate verify view visit wait walk warn watch weigh whitelist wipe withdraw work write zip`;

const IRREGULAR: Readonly<Record<string, string>> = {
  sent: "send",
  taken: "take",
  made: "make",
  done: "do",
  found: "find",
  kept: "keep",
  held: "hold",
  told: "tell",
  shut: "shut",
  reset: "reset",
  set: "set",
  put: "put",
  cut: "cut",
  run: "run",
  written: "write",
  given: "give",
  brought: "bring",
  built: "build",
  begun: "begin",
  undone: "undo",
  frozen: "freeze",
  withdrawn: "withdraw",
  drawn: "draw",
  sought: "seek",
  met: "meet",
  paid: "pay",
  left: "leave",
  rebuilt: "rebuild",
  rewritten: "rewrite",
  believed: "believe",
  thought: "think",
}; // prettier-ignore

/** Verbs that are nouns as often. A second word of theirs that makes a noun of both: "log files", "contact information". */
const COMPOUNDS: Readonly<Record<string, string>> = {
  address: "book books range ranges space",
  access:
    "key keys control controls log logs token tokens right rights list lists point points permission permissions attempt attempts management policy policies level levels",
  alert:
    "type types name names source sources level levels severity title id ids details data queue fatigue rule rules logic tuning",
  answer: "key",
  audit: "log logs trail trails record records policy report event events",
  block: "list lists rule rules page pages size public",
  backup: "integrity system systems server servers copy copies strategy media data file files policy",
  call: "center tree log logs structure etiquette bridge",
  change: "log logs management control controls date request requests summary record records",
  check: "point",
  contact: "information info email details list lists name names person point points number numbers procedures roster",
  control: "plane failures",
  document: "type types title name names owner version format template",
  email:
    "address addresses header headers metadata subject body attachment attachments gateway gateways message messages account accounts log logs client server servers security domain domains filter filters traffic content system systems",
  end: "user users date time",
  exit: "criteria code node nodes",
  file: "name names path paths hash hashes type types renaming corruption marker markers share shares metadata server servers system systems listing listings extension extensions integrity change changes size transfer transfers modification monitoring encryption activity events",
  filter: "rule rules",
  format: "string",
  group: "policy policies membership memberships name names",
  hash: "value values",
  image: "file files name names",
  issue: "tracker",
  label: "name",
  link: "analysis",
  list: "of",
  log: "file files entry entries source sources data management server servers analysis review retention collection collections aggregation analytics storage level message messages in on",
  map: "of",
  message: "body header headers id ids content subject queue trace",
  note: "that",
  order: "of",
  page: "content",
  patch: "status level levels management",
  plan: "of",
  point: "of",
  post: "incident mortem",
  process: "name names id ids tree injection creation owner list behavior monitoring hollowing execution",
  query: "result results language log logs string",
  question: "mark",
  record: "type types",
  refresh: "token tokens",
  release: "notes",
  report: "format template templates date",
  request: "id type form body header headers parameter parameters log logs method",
  reset: "token tokens link",
  review: "date process board cadence",
  route: "table tables",
  run: "book books time",
  scan: "result results report reports",
  scope: "of",
  search: "engine engines result results query queries warrant",
  set: "of",
  share: "permission permissions name",
  start: "time date",
  state: "actor actors of",
  store: "front",
  support: "chat page pages case cases team ticket plan plans contract",
  sync: "status",
  tag: "name names",
  test: "result results plan case date",
  trace: "file",
  track: "record",
  transfer: "rate volume size",
  trigger: "condition conditions",
  use: "case cases of",
  view: "of",
  work: "station stations flow hours order",
}; // prettier-ignore

const BASE = new Set(VERBS.split(/\s+/));
const PARTICIPLES: ReadonlyMap<string, string> = new Map([
  ...[...BASE].flatMap((verb) => inflected(verb).map((form): [string, string] => [form, verb])),
  ...Object.entries(IRREGULAR),
]);
const GERUNDS: ReadonlyMap<string, string> = new Map(
  [...BASE].flatMap((verb) => gerunds(verb).map((form): [string, string] => [form, verb])),
);

/** Whether a lower-case word is the base form of a verb that orders something. */
export function isVerb(word: string): boolean {
  return BASE.has(word);
}

/** Whether a verb and the word behind it are a noun together. */
export function isCompound(verb: string, next: string): boolean {
  return ` ${COMPOUNDS[verb] ?? ""} `.includes(` ${next} `);
}

/** The verb of a participle ("disabled"); null for any other word. */
export function verbOfParticiple(word: string): string | null {
  return PARTICIPLES.get(word) ?? null;
}

/** The verb of a gerund ("isolating"); null for any other word. */
export function verbOfGerund(word: string): string | null {
  return GERUNDS.get(word) ?? null;
}

/** Both spellings where the last consonant may be doubled: nobody writes the wrong one. */
function inflected(verb: string): string[] {
  if (verb.endsWith("e")) return [`${verb}d`];
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`];
  return [`${verb}ed`, `${verb}${verb.at(-1)}ed`];
}

function gerunds(verb: string): string[] {
  if (verb.endsWith("e")) return [`${verb.slice(0, -1)}ing`];
  return [`${verb}ing`, `${verb}${verb.at(-1)}ing`];
}
