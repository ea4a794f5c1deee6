/** What names of fields say, as scores: the words of a key, from the whole to the last. Vendor-neutral: only words that many products use. */
import type { Leaf } from "./leaves.ts";

/** Word sequences, written with spaces, to how much they say for a field. */
export type NameTable = ReadonlyMap<string, number>;

/** A table out of lines `score: name, name, …`; a line that begins with no number goes on with the one before. */
export function table(text: string): NameTable {
  const scores = new Map<string, number>();
  let score = 0;
  for (const line of text.trim().split("\n")) {
    const [, number, names = line] = /^\s*([\d.]+):(.*)$/.exec(line) ?? [];
    score = number === undefined ? score : Number(number);
    for (const name of names.split(",").map((one) => one.trim())) if (name !== "") scores.set(name, score);
  }
  return scores;
}

/** How much the name says: the whole key, else its last two words, else its last word behind the nearest word around it; less for each level of depth. */
export function nameScore(names: NameTable, { words, around, path }: Leaf): number {
  const whole = words.join(" ");
  const last = words.at(-1) ?? "";
  const score =
    names.get(words.length === 1 && around.length > 0 ? `${around[0]} ${last}` : whole) ??
    names.get(whole) ??
    (words.length > 2 ? names.get(words.slice(-2).join(" ")) : undefined) ??
    (words.length > 1 && names.has(last) ? names.get(last)! * 0.6 : 0);
  return score <= 0 ? 0 : Math.max(0.05, score - 0.03 * depthOf(path));
}

function depthOf(path: string): number {
  let depth = 0;
  for (const character of path) if (character === "." || character === "[") depth += 1;
  return depth;
}

export const TIME = table(`
  1: event time, event timestamp, occurred at
  0.95: timestamp, detected at, detection time, alert time
  0.9: last activity date time, event date, event ts, date happened
  0.85: time, observed at, published, calendar time, time generated, generated time, triggered at, dev time
  0.8: created at, create time, creation time, created time, created date time, starts at, event created, rt,
    unix time, datetime, date time, ts, utc time
  0.75: created, started at
  0.7: start time
  0.6: date, receive time, when, epoch
  0.5: received at, last seen
  0.45: updated at, first seen
  0.4: update time
`);
export const FIRST_SEEN = table(`
  1: first seen, first seen at, first observed at, event first seen
  0.6: start time
`);
export const LAST_SEEN = table(`
  1: last seen, last seen at, last observed at, event last seen
  0.6: end time
`);

export const SEVERITY = table(`
  1: severity, severity name, severity label, alert severity
  0.95: severity level, alarm severity
  0.9: event severity, sev
  0.85: urgency, threat level, risk level
  0.8: rule level
  0.75: criticality, severity normalized
  0.7: severity id, priority, prio, severity score
  0.6: risk score, level, lvl
  0.55: risk
  0.5: threat score
  0.45: impact, log severity
  0.4: score
  0.3: log level
`);

export const TITLE = table(`
  1: title, alert title
  0.97: alert name, alarm name
  0.95: alert signature, alertname, event title, issue title, finding title
  0.9: rule name, signature, detection name, headline
  0.85: display message, search name
  0.8: rule description, summary, check name
  0.75: event name, threat name, attack name, incident name, offense name, use case
  0.7: monitor name, short message
  0.65: policy name, alarm, alert, detection, finding
  0.6: display name, subject, name, msg
  0.55: message
  0.5: description, event type name, operation name, model name
  0.45: event type, output
  0.4: reason, method name
  0.35: type, operation, text
  0.3: action
  0.2: query
`);
export const DESCRIPTION = table(`
  1: description, long description, alert description
  0.9: desc
  0.7: message, full message
  0.6: details, msg
  0.5: text
  0.4: body
`);
export const RULE_ID = table(`
  1: rule id, rule uuid, signature id, alert signature id, rule uid
  0.9: generator id
  0.8: policy id, check id, plugin id
  0.7: monitor id, pattern id
  0.6: alert type, finding type
  0.55: event type
  0.5: detector id, event name, query id
  0.4: sid, event code, threat id
  0.35: type
  0.3: detection id
`);
export const RULE_NAME = table(`
  1: rule name
  0.95: alert signature
  0.9: signature, rule, search name, alertname
  0.85: policy name, detection name
  0.8: alert name, alarm name, monitor name, check name
  0.7: model name, use case
  0.6: threat name, rule description
  0.3: display name, name
`);
export const CATEGORY = table(`
  1: category, categories
  0.9: alert type, event category, threat type, threat category, attack type
  0.8: classification, event type
  0.7: types
  0.6: type, tactic, finding class
  0.5: groups, event action, subtype, event name
`);
export const PRODUCT = table(`
  1: product name, device product
  0.9: product
  0.7: detection source, event module, provider name, scanner
  0.6: provider, sourcetype, event provider, log type
  0.5: source name, event source, tool
  0.45: service name
  0.3: application, source
`);
export const VENDOR = table(`
  1: vendor, vendor name, device vendor
  0.7: manufacturer
  0.4: company name
`);
export const UID = table(`
  1: alert id, alert uid, finding id, composite id
  0.95: uuid, detection id
  0.9: id, uid, guid, event uuid, event uid, issue id, offense id, unique id, notable id, document id
  0.8: incident id, log id, insert id, alert key
  0.7: event id, threat id, record id, fingerprint, ray id
  0.6: case id
  0.5: message id
  0.3: key
`);
export const LINK = table(`
  1: alert url, alert link
  0.9: permalink, web url, console url, incident url
  0.8: link, html url
  0.6: dashboard url
  0.4: url
`);
export const CONFIDENCE = table(`
  1: confidence, confidence score
  0.7: confidence level
`);
export const OUTCOME = table(`
  1: alert action, action taken
  0.9: act
  0.8: action, disposition, policy action
  0.7: outcome, mitigation status
  0.4: result
  0.3: status
`);
export const STATUS = table(`
  1: status, alert status, incident status
  0.9: state, workflow status
`);

export const USER = table(`
  1: user, user name, username, upn, user principal name, principal email, user email, s user, d user, usr name,
    actor email, target user, target user name, subject user name, sam account name, user user name,
    actor alternate id, src user, dst user, source user, destination user
  0.9: login name, account name, usr, logon name
  0.85: login
  0.8: principal name, alternate id, uname, xauthuser
  0.7: actor name, caller
  0.6: account, principal, actor
  0.4: user id
  0.3: owner
`);
export const HOST = table(`
  1: hostname, host name, computer name, device name, machine name, endpoint name, workstation, s host, d host,
    dvchost, device host name, host identifier, device hostname, src host, dst host, target host, host hostname,
    computer dns name, device dns name, agent hostname
  0.95: computer
  0.9: host, machine, fqdn, dev name
  0.85: agent name
  0.8: asset name
  0.7: dns name, node name
  0.6: endpoint
  0.5: server name, node
  0.4: server, sensor, instance
  0.3: instance id
`);
export const FILE = table(`
  1: filename, file name, file path, filepath, target filename, fname, target file, file full path
  0.9: file, image path, attachment name
  0.8: device file path
  0.7: executable, attachment, process executable
  0.6: image, process path, exe
  0.35: path
  0.3: object name
`);
export const PROCESS = table(`
  1: process name, command line, cmdline, process command line, process cmdline, proc name, proc cmdline
  0.9: process
  0.8: parent process name, process path, parent image, parent command line
  0.7: cmd, parent cmdline, process title
  0.5: parent name, command
`);
export const PORT = table(`
  1: dest port, dst port, destination port, dpt, d port
  0.9: target port
  0.8: server port
  0.7: remote port
  0.6: local port
  0.5: port
  0.3: edge response port
`);
export const AGENT = table(`
  1: user agent, useragent, raw user agent, http user agent, client request user agent
  0.9: request client application
  0.5: ua
  0.2: browser
`);
export const RESOURCE = table(`
  1: resources id, resources arn
  1: resource id, instance id, repository full name, bucket name, resource uid
  0.9: arn, repo, provider unique id, container id, vm id
  0.8: resource name, repository, bucket, pod name
  0.7: provider id, container image, cluster name, package name
  0.6: resource, project name, asset id
  0.5: full name, package, external id, secret id
  0.4: image
`);
export const TECHNIQUES: ReadonlySet<string> = new Set([
  "technique",
  "techniques",
  "mitre",
  "attack",
  "ttp",
  "ttps",
  "tags",
  "tag",
  "tactic",
  "tactics",
  "labels",
  "subtechnique",
  "threat",
]);
