/** Every screen: where it is, what it is called, how it is reached by keys, and the chunk that is loaded when it is. One row each. */
import {
  BookOpen,
  Boxes,
  ChartColumn,
  CheckCheck,
  ClipboardCheck,
  Footprints,
  Gauge,
  Inbox,
  Lightbulb,
  Lock,
  type LucideIcon,
  Plug,
  Scale,
  ScrollText,
  Settings,
  Tags,
  Workflow,
} from "lucide-react";
import type { ComponentType } from "react";
import type { Role } from "../../../src/model/token.ts";
import { shell } from "../words/shell.ts";

export interface Screen {
  path: string;
  load(): Promise<{ default: ComponentType }>;
  /** Its row in the navigation; screens that belong to another have none. */
  nav?: {
    label: string;
    icon: LucideIcon;
    /** With `g` before it: goes there. */
    key: string;
    /** Which part of the navigation. */
    part: "work" | "content" | "proof" | "installation";
    /** Shown to those with one of these roles; to all when not said. */
    roles?: readonly Role[];
  };
}

export const SCREENS: readonly Screen[] = [
  {
    path: "/",
    load: () => import("../screens/home/home-screen.tsx"),
    nav: { label: shell.nav.queue, icon: Inbox, key: "q", part: "work" },
  },
  { path: "/incidents/$incident", load: () => import("../screens/incident/incident-screen.tsx") },
  {
    path: "/approvals",
    load: () => import("../screens/approvals/approvals-screen.tsx"),
    nav: { label: shell.nav.approvals, icon: CheckCheck, key: "a", part: "work" },
  },
  {
    path: "/proposals",
    load: () => import("../screens/proposals/proposals-screen.tsx"),
    nav: { label: shell.nav.proposals, icon: Lightbulb, key: "m", part: "work" },
  },
  {
    path: "/containment",
    load: () => import("../screens/containment/containment-screen.tsx"),
    nav: { label: shell.nav.containment, icon: Lock, key: "c", part: "work" },
  },
  {
    path: "/runs",
    load: () => import("../screens/runs/runs-screen.tsx"),
    nav: { label: shell.nav.runs, icon: Workflow, key: "r", part: "work" },
  },
  { path: "/runs/$run", load: () => import("../screens/runs/run-screen.tsx") },
  {
    path: "/playbooks",
    load: () => import("../screens/playbooks/playbooks-screen.tsx"),
    nav: { label: shell.nav.playbooks, icon: BookOpen, key: "p", part: "content" },
  },
  { path: "/playbooks/$name", load: () => import("../screens/playbooks/playbook-screen.tsx") },
  { path: "/playbooks/$name/edit", load: () => import("../screens/playbooks/editor-screen.tsx") },
  { path: "/codify", load: () => import("../screens/codify/codify-screen.tsx") },
  { path: "/new-playbook", load: () => import("../screens/playbooks/editor-screen.tsx") },
  {
    path: "/taxonomy",
    load: () => import("../screens/taxonomy/taxonomy-screen.tsx"),
    nav: { label: shell.nav.taxonomy, icon: Tags, key: "t", part: "content" },
  },
  {
    path: "/policies",
    load: () => import("../screens/policies/policies-screen.tsx"),
    nav: { label: shell.nav.policies, icon: Scale, key: "l", part: "content" },
  },
  {
    path: "/connections",
    load: () => import("../screens/connections/connections-screen.tsx"),
    nav: { label: shell.nav.connections, icon: Plug, key: "o", part: "installation" },
  },
  {
    path: "/inventory",
    load: () => import("../screens/inventory/inventory-screen.tsx"),
    nav: { label: shell.nav.inventory, icon: Boxes, key: "i", part: "installation" },
  },
  {
    path: "/overview",
    load: () => import("../screens/overview/overview-screen.tsx"),
    nav: { label: shell.nav.overview, icon: ChartColumn, key: "w", part: "proof" },
  },
  {
    path: "/reviews",
    load: () => import("../screens/reviews/reviews-screen.tsx"),
    nav: { label: shell.nav.reviews, icon: ClipboardCheck, key: "v", part: "proof" },
  },
  {
    path: "/readiness",
    load: () => import("../screens/readiness/readiness-screen.tsx"),
    nav: { label: shell.nav.readiness, icon: Gauge, key: "y", part: "proof" },
  },
  {
    path: "/evidence",
    load: () => import("../screens/evidence/evidence-screen.tsx"),
    nav: { label: shell.nav.evidence, icon: ScrollText, key: "e", part: "proof" },
  },
  {
    path: "/settings",
    load: () => import("../screens/settings/settings-screen.tsx"),
    nav: { label: shell.nav.settings, icon: Settings, key: "s", part: "installation" },
  },
  { path: "/account", load: () => import("../screens/account/account-screen.tsx") },
  {
    path: "/first-steps",
    load: () => import("../screens/first-steps/first-steps-screen.tsx"),
    nav: { label: shell.nav.firstSteps, icon: Footprints, key: "f", part: "installation" },
  },
];
