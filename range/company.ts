/** The simulated company, by hand: people, machines and keys. Addresses are from the blocks for documentation (RFC 5737, RFC 3849). */

export interface CompanyUser {
  /** The identity provider's own id. */
  id: string;
  login: string;
  /** The name in the Windows domain. */
  account: string;
  firstName: string;
  lastName: string;
  department: string;
  title: string;
  groups: string[];
  criticality: "low" | "medium" | "high" | "critical";
  privileged?: boolean;
  serviceAccount?: boolean;
  protected?: boolean;
}

export interface CompanyDevice {
  /** The endpoint product's own id. */
  id: string;
  host: string;
  ip: string;
  os: string;
  role: string;
  owner: string;
  criticality: "low" | "medium" | "high" | "critical";
  protected?: boolean;
  /** Ids under which other products know it. */
  aliases?: string[];
}

export interface CompanyKey {
  id: string;
  owner: string;
  purpose: string;
  criticality: "low" | "medium" | "high" | "critical";
  protected?: boolean;
}

export const DOMAIN = "example.com";
export const CLOUD_ACCOUNT = "111122223333";

export const users: readonly CompanyUser[] = [
  {
    id: "00u1mara0keller",
    login: "mara.keller@example.com",
    account: "mkeller",
    firstName: "Mara",
    lastName: "Keller",
    department: "Sales",
    title: "Account executive",
    groups: ["Everyone", "Sales"],
    criticality: "medium",
  },
  {
    id: "00u2jonas0brandt",
    login: "jonas.brandt@example.com",
    account: "jbrandt",
    firstName: "Jonas",
    lastName: "Brandt",
    department: "Finance",
    title: "Controller",
    groups: ["Everyone", "Finance"],
    criticality: "medium",
  },
  {
    id: "00u3aylin0demir",
    login: "aylin.demir@example.com",
    account: "ademir",
    firstName: "Aylin",
    lastName: "Demir",
    department: "Engineering",
    title: "Engineer",
    groups: ["Everyone", "Engineering"],
    criticality: "medium",
  },
  {
    id: "00u4tomas0novak",
    login: "tomas.novak@example.com",
    account: "tnovak",
    firstName: "Tomas",
    lastName: "Novak",
    department: "Engineering",
    title: "Engineer",
    groups: ["Everyone", "Engineering"],
    criticality: "medium",
  },
  {
    id: "00u5ines0costa",
    login: "ines.costa@example.com",
    account: "icosta",
    firstName: "Ines",
    lastName: "Costa",
    department: "People",
    title: "Recruiter",
    groups: ["Everyone", "People"],
    criticality: "low",
  },
  {
    id: "00u6felix0wagner",
    login: "felix.wagner@example.com",
    account: "fwagner",
    firstName: "Felix",
    lastName: "Wagner",
    department: "Support",
    title: "Support agent",
    groups: ["Everyone", "Support"],
    criticality: "low",
  },
  {
    id: "00u7nadia0haddad",
    login: "nadia.haddad@example.com",
    account: "nhaddad",
    firstName: "Nadia",
    lastName: "Haddad",
    department: "Legal",
    title: "Counsel",
    groups: ["Everyone", "Legal"],
    criticality: "high",
  },
  {
    id: "00u8erik0lund",
    login: "erik.lund@example.com",
    account: "elund",
    firstName: "Erik",
    lastName: "Lund",
    department: "Board",
    title: "Managing director",
    groups: ["Everyone", "Board"],
    criticality: "critical",
  },
  {
    id: "00u9priya0shah",
    login: "priya.shah@example.com",
    account: "pshah",
    firstName: "Priya",
    lastName: "Shah",
    department: "IT",
    title: "Systems administrator",
    groups: ["Everyone", "IT", "Domain Admins"],
    criticality: "high",
    privileged: true,
  },
  {
    id: "00uaoskar0vogt",
    login: "oskar.vogt@example.com",
    account: "ovogt",
    firstName: "Oskar",
    lastName: "Vogt",
    department: "Security",
    title: "Security analyst",
    groups: ["Everyone", "Security"],
    criticality: "high",
  },
  {
    id: "00ubbreak0glass",
    login: "breakglass@example.com",
    account: "breakglass",
    firstName: "Break-glass",
    lastName: "Administrator",
    department: "IT",
    title: "Emergency account",
    groups: ["Super Admins"],
    criticality: "critical",
    privileged: true,
    protected: true,
  },
  {
    id: "00ucsvc0deploy",
    login: "svc-deploy@example.com",
    account: "svc-deploy",
    firstName: "Deployment",
    lastName: "Service",
    department: "Engineering",
    title: "Service account",
    groups: ["Service Accounts"],
    criticality: "high",
    serviceAccount: true,
  },
];

export const devices: readonly CompanyDevice[] = [
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e601",
    host: "lt-0142",
    ip: "192.0.2.42",
    os: "Windows 11",
    role: "workstation",
    owner: "jonas.brandt@example.com",
    criticality: "medium",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e602",
    host: "lt-0107",
    ip: "192.0.2.47",
    os: "Windows 11",
    role: "workstation",
    owner: "mara.keller@example.com",
    criticality: "medium",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e603",
    host: "lt-0188",
    ip: "192.0.2.48",
    os: "macOS 15",
    role: "workstation",
    owner: "aylin.demir@example.com",
    criticality: "medium",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e604",
    host: "lt-0190",
    ip: "192.0.2.49",
    os: "Ubuntu 24.04",
    role: "workstation",
    owner: "tomas.novak@example.com",
    criticality: "medium",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e605",
    host: "lt-0203",
    ip: "192.0.2.50",
    os: "Windows 11",
    role: "workstation",
    owner: "felix.wagner@example.com",
    criticality: "low",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e606",
    host: "dc01",
    ip: "192.0.2.10",
    os: "Windows Server 2022",
    role: "domain-controller",
    owner: "priya.shah@example.com",
    criticality: "critical",
    protected: true,
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e607",
    host: "erp01",
    ip: "192.0.2.20",
    os: "Windows Server 2022",
    role: "server",
    owner: "jonas.brandt@example.com",
    criticality: "critical",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e608",
    host: "shop01",
    ip: "192.0.2.80",
    os: "Amazon Linux 2023",
    role: "server",
    owner: "aylin.demir@example.com",
    criticality: "critical",
    aliases: ["i-0a1b2c3d4e5f60718", `arn:aws:ec2:eu-central-1:${CLOUD_ACCOUNT}:instance/i-0a1b2c3d4e5f60718`],
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e609",
    host: "bastion01",
    ip: "192.0.2.22",
    os: "Debian 12",
    role: "server",
    owner: "priya.shah@example.com",
    criticality: "high",
  },
  {
    id: "a1f0c3d2e4b54a6f8091a2b3c4d5e610",
    host: "scan01",
    ip: "192.0.2.77",
    os: "Debian 12",
    role: "vulnerability-scanner",
    owner: "oskar.vogt@example.com",
    criticality: "medium",
  },
];

export const keys: readonly CompanyKey[] = [
  { id: "AKIA0RANGE0DEPLOY001", owner: "svc-deploy", purpose: "deploys the shop", criticality: "high" },
  { id: "AKIA0RANGE0REPORT002", owner: "jonas.brandt", purpose: "reads the cost report", criticality: "low" },
  {
    id: "AKIA0RANGE0BACKUP003",
    owner: "svc-backup",
    purpose: "writes the backups",
    criticality: "critical",
    protected: true,
  },
  { id: "AKIA0RANGE0TESTS0004", owner: "tomas.novak", purpose: "runs the tests", criticality: "low" },
];
