/** What names of fields say, as scores: the words of a key, from the whole to the last. Vendor-neutral: only words that many products use. */
import type { Leaf } from "./leaves.ts";

/** Word sequences, written with spaces, to how much they say for a field. */
export type NameTable = ReadonlyMap<string, number>;

export const table = (scores: Record<string, number>): NameTable => new Map(Object.entries(scores));

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

export const TIME = table({
  ...{
    timestamp: 0.95,
    "event time": 1,
    "event timestamp": 1,
    time: 0.85,
    "detected at": 0.95,
    "detection time": 0.95,
    "occurred at": 1,
  },
  ...{
    "alert time": 0.95,
    "created at": 0.8,
    created: 0.75,
    "create time": 0.8,
    "creation time": 0.8,
    "created time": 0.8,
    date: 0.6,
  },
  ...{
    "created date time": 0.8,
    "last activity date time": 0.9,
    "start time": 0.7,
    "started at": 0.75,
    "starts at": 0.8,
    "observed at": 0.85,
  },
  ...{
    published: 0.85,
    "event created": 0.8,
    rt: 0.8,
    "receive time": 0.6,
    "received at": 0.5,
    "unix time": 0.8,
    "event date": 0.9,
    datetime: 0.8,
  },
  ...{
    "date time": 0.8,
    "calendar time": 0.85,
    "time generated": 0.85,
    "generated time": 0.85,
    "triggered at": 0.85,
    "event ts": 0.9,
    ts: 0.8,
    when: 0.6,
  },
  ...{
    "date happened": 0.9,
    "utc time": 0.8,
    "updated at": 0.45,
    "update time": 0.4,
    "last seen": 0.5,
    "first seen": 0.45,
    "dev time": 0.85,
    epoch: 0.6,
  },
});
export const FIRST_SEEN = table({
  "first seen": 1,
  "first seen at": 1,
  "first observed at": 1,
  "event first seen": 1,
  "start time": 0.6,
});
export const LAST_SEEN = table({
  "last seen": 1,
  "last seen at": 1,
  "last observed at": 1,
  "event last seen": 1,
  "end time": 0.6,
});

export const SEVERITY = table({
  ...{
    severity: 1,
    "severity name": 1,
    "severity label": 1,
    "alert severity": 1,
    "severity level": 0.95,
    "event severity": 0.9,
    sev: 0.9,
    urgency: 0.85,
  },
  ...{
    "severity id": 0.7,
    "threat level": 0.85,
    "risk level": 0.85,
    criticality: 0.75,
    "risk score": 0.6,
    risk: 0.55,
    priority: 0.7,
    level: 0.6,
  },
  ...{
    "severity score": 0.7,
    score: 0.4,
    "threat score": 0.5,
    "rule level": 0.8,
    "log level": 0.3,
    impact: 0.45,
    "severity normalized": 0.75,
    "log severity": 0.45,
  },
});

export const TITLE = table({
  ...{
    title: 1,
    "alert name": 0.97,
    "rule name": 0.9,
    "rule description": 0.8,
    signature: 0.9,
    "display name": 0.6,
    "alert title": 1,
    "alert signature": 0.95,
  },
  ...{
    summary: 0.8,
    subject: 0.6,
    "display message": 0.85,
    "event name": 0.75,
    "detection name": 0.9,
    "policy name": 0.65,
    "threat name": 0.75,
  },
  ...{
    "attack name": 0.75,
    name: 0.6,
    "check name": 0.8,
    "search name": 0.85,
    "monitor name": 0.7,
    alertname: 0.95,
    "event title": 0.95,
    "issue title": 0.95,
  },
  ...{
    message: 0.55,
    msg: 0.6,
    "short message": 0.7,
    description: 0.5,
    "event type": 0.45,
    "event type name": 0.5,
    reason: 0.4,
    type: 0.35,
    action: 0.3,
    operation: 0.35,
  },
  ...{
    "operation name": 0.5,
    "finding title": 0.95,
    headline: 0.9,
    query: 0.2,
    "method name": 0.4,
    output: 0.45,
    text: 0.35,
    "model name": 0.5,
  },
});
export const DESCRIPTION = table({
  ...{
    description: 1,
    desc: 0.9,
    details: 0.6,
    message: 0.7,
    "long description": 1,
    body: 0.4,
    "alert description": 1,
    "full message": 0.7,
    text: 0.5,
    msg: 0.6,
  },
});
export const RULE_ID = table({
  ...{
    "rule id": 1,
    "rule uuid": 1,
    "signature id": 1,
    "alert signature id": 1,
    "policy id": 0.8,
    "detector id": 0.5,
    "generator id": 0.9,
    "rule uid": 1,
  },
  ...{
    "check id": 0.8,
    "monitor id": 0.7,
    "pattern id": 0.7,
    "event type": 0.55,
    "alert type": 0.6,
    "finding type": 0.6,
    type: 0.35,
    sid: 0.4,
    "plugin id": 0.8,
  },
  ...{ "event code": 0.4, "event name": 0.5, "detection id": 0.3, "threat id": 0.4, "query id": 0.5 },
});
export const RULE_NAME = table({
  ...{
    "rule name": 1,
    signature: 0.9,
    "alert signature": 0.95,
    "policy name": 0.85,
    "alert name": 0.8,
    rule: 0.9,
    "detection name": 0.85,
    "threat name": 0.6,
  },
  ...{
    "search name": 0.9,
    "monitor name": 0.8,
    alertname: 0.9,
    "check name": 0.8,
    "display name": 0.3,
    "rule description": 0.6,
    "model name": 0.7,
    name: 0.3,
  },
});
export const CATEGORY = table({
  ...{
    category: 1,
    classification: 0.8,
    "event type": 0.8,
    "alert type": 0.9,
    type: 0.6,
    "event category": 0.9,
    "threat type": 0.9,
    "threat category": 0.9,
  },
  ...{
    tactic: 0.6,
    "attack type": 0.9,
    categories: 1,
    types: 0.7,
    groups: 0.5,
    "finding class": 0.6,
    "event action": 0.5,
    subtype: 0.5,
    "event name": 0.5,
  },
});
export const PRODUCT = table({
  ...{
    product: 0.9,
    "product name": 1,
    "device product": 1,
    "source name": 0.5,
    provider: 0.6,
    "service name": 0.45,
    "event source": 0.5,
    sourcetype: 0.6,
  },
  ...{
    "detection source": 0.7,
    "event provider": 0.6,
    "event module": 0.7,
    "log type": 0.6,
    "provider name": 0.7,
    application: 0.3,
    source: 0.3,
    scanner: 0.7,
    tool: 0.5,
  },
});
export const VENDOR = table({
  vendor: 1,
  "vendor name": 1,
  "device vendor": 1,
  manufacturer: 0.7,
  "company name": 0.4,
});
export const UID = table({
  ...{
    "alert id": 1,
    "alert uid": 1,
    id: 0.9,
    uuid: 0.95,
    uid: 0.9,
    guid: 0.9,
    "event id": 0.7,
    "event uuid": 0.9,
    "incident id": 0.8,
    "finding id": 1,
  },
  ...{
    "detection id": 0.95,
    "composite id": 1,
    "message id": 0.5,
    "event uid": 0.9,
    "log id": 0.8,
    "issue id": 0.9,
    "offense id": 0.9,
    "threat id": 0.7,
  },
  ...{
    "unique id": 0.9,
    "record id": 0.7,
    "case id": 0.6,
    "notable id": 0.9,
    fingerprint: 0.7,
    "insert id": 0.8,
    "ray id": 0.7,
    "document id": 0.9,
    "alert key": 0.8,
    key: 0.3,
  },
});
export const LINK = table({
  link: 0.8,
  url: 0.4,
  "alert url": 1,
  "html url": 0.8,
  permalink: 0.9,
  "web url": 0.9,
  "console url": 0.9,
  "incident url": 0.9,
  "dashboard url": 0.6,
  "alert link": 1,
});
export const CONFIDENCE = table({ confidence: 1, "confidence score": 1, "confidence level": 0.7 });
export const OUTCOME = table({
  action: 0.8,
  act: 0.9,
  outcome: 0.7,
  disposition: 0.8,
  "alert action": 1,
  "action taken": 1,
  "policy action": 0.8,
  result: 0.4,
  "mitigation status": 0.7,
  status: 0.3,
});
export const STATUS = table({ status: 1, state: 0.9, "alert status": 1, "incident status": 1, "workflow status": 0.9 });

export const USER = table({
  ...{
    user: 1,
    "user name": 1,
    username: 1,
    login: 0.85,
    "login name": 0.9,
    account: 0.6,
    "account name": 0.9,
    "user id": 0.4,
    upn: 1,
    "user principal name": 1,
  },
  ...{
    principal: 0.6,
    "principal name": 0.8,
    "principal email": 1,
    "user email": 1,
    "actor name": 0.7,
    actor: 0.6,
    "alternate id": 0.8,
    caller: 0.7,
    "s user": 1,
    "d user": 1,
  },
  ...{
    usr: 0.9,
    "usr name": 1,
    "actor email": 1,
    "logon name": 0.9,
    "target user": 1,
    "target user name": 1,
    "subject user name": 1,
    "sam account name": 1,
    owner: 0.3,
  },
  ...{
    "user user name": 1,
    "actor alternate id": 1,
    "src user": 1,
    "dst user": 1,
    "source user": 1,
    "destination user": 1,
    uname: 0.8,
    xauthuser: 0.8,
  },
});
export const HOST = table({
  ...{
    host: 0.9,
    hostname: 1,
    "host name": 1,
    computer: 0.95,
    "computer name": 1,
    "device name": 1,
    machine: 0.9,
    "machine name": 1,
    "agent name": 0.85,
    fqdn: 0.9,
  },
  ...{
    endpoint: 0.6,
    "endpoint name": 1,
    server: 0.4,
    "server name": 0.5,
    workstation: 1,
    "s host": 1,
    "d host": 1,
    dvchost: 1,
    "device host name": 1,
    "dns name": 0.7,
    node: 0.5,
  },
  ...{
    "node name": 0.7,
    "host identifier": 1,
    "device hostname": 1,
    "src host": 1,
    "dst host": 1,
    "target host": 1,
    "asset name": 0.8,
    "dev name": 0.9,
    sensor: 0.4,
    instance: 0.4,
  },
  ...{ "host hostname": 1, "computer dns name": 1, "device dns name": 1, "agent hostname": 1, "instance id": 0.3 },
});
export const FILE = table({
  ...{
    file: 0.9,
    filename: 1,
    "file name": 1,
    "file path": 1,
    filepath: 1,
    path: 0.35,
    image: 0.6,
    "image path": 0.9,
    "target filename": 1,
    "object name": 0.3,
    fname: 1,
  },
  ...{
    "process path": 0.6,
    executable: 0.7,
    "target file": 1,
    "file full path": 1,
    attachment: 0.7,
    "attachment name": 0.9,
    "device file path": 0.8,
    exe: 0.6,
    "process executable": 0.7,
  },
});
export const PROCESS = table({
  ...{
    process: 0.9,
    "process name": 1,
    "command line": 1,
    cmdline: 1,
    cmd: 0.7,
    "process command line": 1,
    "parent process name": 0.8,
    "parent name": 0.5,
    "process path": 0.8,
  },
  ...{
    "parent image": 0.8,
    "process cmdline": 1,
    "proc name": 1,
    "proc cmdline": 1,
    "parent command line": 0.8,
    "parent cmdline": 0.7,
    command: 0.5,
    "process title": 0.7,
  },
});
export const PORT = table({
  "dest port": 1,
  "dst port": 1,
  "destination port": 1,
  dpt: 1,
  "remote port": 0.7,
  "server port": 0.8,
  "target port": 0.9,
  "local port": 0.6,
  "d port": 1,
  "edge response port": 0.3,
  port: 0.5,
});
export const AGENT = table({
  "user agent": 1,
  useragent: 1,
  "raw user agent": 1,
  "http user agent": 1,
  "request client application": 0.9,
  "client request user agent": 1,
  ua: 0.5,
  browser: 0.2,
});
export const RESOURCE = table({
  ...{
    "resource id": 1,
    "instance id": 1,
    "resource name": 0.8,
    arn: 0.9,
    resource: 0.6,
    "full name": 0.5,
    repository: 0.8,
    repo: 0.9,
    "repository full name": 1,
  },
  ...{
    "provider unique id": 0.9,
    "provider id": 0.7,
    bucket: 0.8,
    "bucket name": 1,
    "container id": 0.9,
    "container image": 0.7,
    image: 0.4,
    "project name": 0.6,
    package: 0.5,
  },
  ...{
    "cluster name": 0.7,
    "pod name": 0.8,
    "resource uid": 1,
    "vm id": 0.9,
    "asset id": 0.6,
    "external id": 0.5,
    "package name": 0.7,
    "secret id": 0.5,
  },
});
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
