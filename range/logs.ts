/** Lines that the simulated company's systems wrote, by hand; the minutes are before the moment of asking. */

export interface LogLine {
  minutesAgo: number;
  host: string;
  text: string;
}

export const logs: readonly LogLine[] = [
  { minutesAgo: 9, host: "mail01", text: "delivered from=helpdesk@phish.example.com to=nadia.haddad@example.com" },
  { minutesAgo: 10, host: "mail01", text: "delivered from=helpdesk@phish.example.com to=ines.costa@example.com" },
  { minutesAgo: 7, host: "proxy01", text: "GET https://login-portal.phish.example.com/renew?u=nadia user=nhaddad 200" },
  { minutesAgo: 12, host: "vpn01", text: "login user=mkeller from=198.51.100.23 result=success" },
  { minutesAgo: 15, host: "vpn01", text: "login user=mkeller from=198.51.100.23 result=wrong-password" },
  { minutesAgo: 6, host: "lt-0142", text: "process powershell.exe started by winword.exe user=jbrandt" },
  { minutesAgo: 5, host: "proxy01", text: "CONNECT update-check.c2.example.com:443 from=192.0.2.42 200" },
  { minutesAgo: 4, host: "fw01", text: "accept src=192.0.2.42 dst=198.51.100.99 dport=443" },
  { minutesAgo: 30, host: "fw01", text: "drop src=203.0.113.45 dst=192.0.2.80 dport=8080" },
  { minutesAgo: 31, host: "shop01", text: "sshd failed password for root from 203.0.113.66" },
  { minutesAgo: 2_000, host: "vpn01", text: "login user=jbrandt from=192.0.2.42 result=success" },
];
