/** Fields of PAN-OS logs by position, in the order of its default syslog format, and by the names of its CEF, LEEF and JSON forms. */
import type { Raw } from "../../src/connector/raw-fields.ts";
import type { TextMessage } from "../../src/connector/text-message.ts";

/** https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields */
const THREAT =
  "- receive_time serial type subtype - time_generated src dst natsrc natdst rule srcuser dstuser app vsys from to inbound_if outbound_if logset - sessionid repeatcnt sport dport natsport natdport flags proto action misc threatid category severity direction seqno actionflags srcloc dstloc - contenttype pcap_id filedigest cloud url_idx user_agent filetype xff referer sender subject recipient reportid dg1 dg2 dg3 dg4 vsys_name device_name".split(
    " ",
  );
const TRAFFIC =
  "- receive_time serial type subtype - time_generated src dst natsrc natdst rule srcuser dstuser app vsys from to inbound_if outbound_if logset - sessionid repeatcnt sport dport natsport natdport flags proto action bytes".split(
    " ",
  );
const GLOBALPROTECT =
  "- receive_time serial type - - time_generated vsys subtype stage auth_method tunnel_type srcuser srcregion machinename src src6 - - - hostid serialnumber client_ver client_os - - error opaque status".split(
    " ",
  );
const SYSTEM =
  "- receive_time serial type subtype - time_generated vsys eventid object - - module severity opaque seqno".split(" ");
const LAYOUT = new Map([
  ["THREAT", THREAT],
  ["TRAFFIC", TRAFFIC],
  ["GLOBALPROTECT", GLOBALPROTECT],
  ["SYSTEM", SYSTEM],
]);

/** The cells of a line of comma separated values, `""` in quotes being a quote. Linear. */
export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
  return cells;
}

/** A line in the default format as named fields, or undefined when it is none. */
export function fieldsOfLine({ message }: TextMessage): Raw | undefined {
  const kind = /^[^,]{0,40},[^,]{0,40},[^,]{0,40},(THREAT|TRAFFIC|GLOBALPROTECT|SYSTEM),/.exec(message)?.[1];
  const layout = LAYOUT.get(kind ?? "");
  if (layout === undefined) return undefined;
  const cells = cellsOf(message);
  return Object.fromEntries(
    layout.flatMap((name, index) => (name === "-" || !cells[index] ? [] : [[name, cells[index]]])),
  );
}

/** Our names for those of the other forms. */
const OTHER_NAMES: Record<string, string> = {
  ...{
    deviceExternalId: "serial",
    src: "src",
    dst: "dst",
    suser: "srcuser",
    duser: "dstuser",
    app: "app",
    act: "action",
    spt: "sport",
    dpt: "dport",
    request: "misc",
  },
  ...{
    usrName: "srcuser",
    srcPort: "sport",
    dstPort: "dport",
    Action: "action",
    ThreatID: "threatid",
    sev: "severity",
    cat: "subtype",
    Subtype: "subtype",
  },
  ...{
    LogType: "type",
    TimeGenerated: "time_generated",
    SourceAddress: "src",
    DestinationAddress: "dst",
    SourceUser: "srcuser",
    DestinationUser: "dstuser",
  },
  ...{
    Rule: "rule",
    Application: "app",
    SourcePort: "sport",
    DestinationPort: "dport",
    URL: "misc",
    FileName: "misc",
    FileSHA256: "filedigest",
    SHA256: "filedigest",
  },
  ...{
    ThreatName: "threatid",
    VendorSeverity: "severity",
    DeviceName: "device_name",
    LogSourceName: "device_name",
    DeviceSN: "serial",
    SequenceNo: "seqno",
    EventTime: "time_generated",
  },
  ...{
    ThreatCategory: "category",
    SessionID: "sessionid",
    fname: "misc",
    fileHash: "filedigest",
    externalId: "seqno",
    rt: "time_generated",
    devTime: "time_generated",
  },
};

/** Fields under names of another form, as ours. */
export function renamed(fields: Raw): Raw {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name, value]),
  );
}
