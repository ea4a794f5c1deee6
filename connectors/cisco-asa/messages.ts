/** Which messages of the firewall are alerts, by number: https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html */
import type { Severity } from "../../src/model/scale.ts";

export interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
  blocked: boolean;
}

const of = (severity: Severity, technique: string, title: string, blocked = true): Meaning => ({
  severity,
  technique,
  title,
  blocked,
});

const MESSAGES: ReadonlyMap<string, Meaning> = new Map([
  ["106001", of("low", "T1046", "A connection from outside was denied")],
  ["106006", of("low", "T1046", "A packet from outside was denied")],
  ["106016", of("medium", "T1090", "A spoofed address was denied")],
  ["106017", of("medium", "T1498", "A packet that names one end twice was denied")],
  ["106021", of("medium", "T1090", "A packet with an impossible source was denied")],
  ["106022", of("high", "T1557", "Another host spoofs a connection")],
  ["106023", of("low", "T1046", "An access list denied a packet")],
  ["106100", of("low", "T1046", "An access list matched")],
  ["108003", of("medium", "T1190", "A hostile pattern in a mail session was stopped")],
  ["109006", of("low", "T1110", "An authentication failed")],
  ["109017", of("medium", "T1498", "A user exceeded what may be open at once")],
  ["111008", of("informational", "T1059", "A command was entered", false)],
  ["113005", of("low", "T1110", "An authentication was rejected")],
  ["113006", of("medium", "T1110", "A user is locked out after failed logins")],
  ["113015", of("low", "T1110", "An authentication was rejected")],
  ["113021", of("medium", "T1110", "A console login was refused")],
  ["201012", of("medium", "T1498", "One client has too many half-open connections")],
  ["210011", of("medium", "T1498", "Too many connections")],
  ["308001", of("medium", "T1110", "Wrong enable passwords")],
  ["322001", of("medium", "T1557", "A spoofed hardware address was denied")],
  ["338001", of("high", "T1071", "Traffic from a blacklisted host", false)],
  ["338002", of("high", "T1071", "Traffic to a blacklisted host", false)],
  ["338003", of("high", "T1071", "Traffic from a blacklisted network", false)],
  ["338004", of("high", "T1071", "Traffic to a blacklisted network", false)],
  ["338006", of("high", "T1071", "Traffic to a blacklisted host was dropped")],
  ["338008", of("high", "T1071", "Traffic to a blacklisted network was dropped")],
  ["402117", of("medium", "T1557", "A packet that is not IPsec came by the tunnel")],
  ["405001", of("medium", "T1557.002", "ARP replies collide")],
  ["410003", of("medium", "T1071.004", "A DNS message was stopped")],
  ["415019", of("medium", "T1071.001", "An HTTP message was stopped")],
  ["419002", of("medium", "T1498", "A duplicate SYN with another number")],
  ["605004", of("medium", "T1110", "An administrator's login was denied")],
  ["716039", of("low", "T1110", "A remote-access login was rejected")],
  ["733100", of("high", "T1498", "The rate of drops exceeds what is usual", false)],
  ["733101", of("medium", "T1046", "A host scans or is scanned", false)],
  ["733102", of("high", "T1046", "A scanning host is shunned")],
]);

/** What a message means, or undefined when it is everyday. 400000 to 400051 are signatures of its small intrusion detection. */
export function meaningOf(number: string): Meaning | undefined {
  return (
    MESSAGES.get(number) ??
    (/^4000[0-5]\d$/.test(number) ? of("medium", "T1190", "An intrusion signature matched", false) : undefined)
  );
}
