/** A playbook as its YAML says it, in plain JSON: what import makes and export reads. */

export type WrittenJson = string | number | boolean | null | WrittenJson[] | { [key: string]: WrittenJson };

/** One of `variables:`, `inputs:`, `outputs:` or `resume:`. */
export interface WrittenDeclaration {
  type?: string;
  "one-of"?: string[];
  default?: WrittenJson;
  value?: WrittenJson;
  ask?: string;
}

/** A branch of a parallel step. */
export interface WrittenBranch {
  name: string;
  steps: WrittenStep[];
}

/** A case of a switch; its value keeps its type. */
export interface WrittenCase {
  equals: string | number | boolean;
  steps: WrittenStep[];
}

/** A step by its keys. Branches are lists of steps; `parallel` and `cases` are lists here, because their order and types matter. */
export interface WrittenStep {
  [key: string]: WrittenJson | WrittenStep[] | WrittenBranch[] | WrittenCase[] | undefined;
}

export interface WrittenPlaybook {
  playbook: string;
  title: string;
  description: string;
  maturity: string;
  trigger: string | boolean;
  "default-queue": string;
  techniques?: string[];
  countermeasures?: string[];
  variables?: { [name: string]: WrittenDeclaration };
  inputs?: { [name: string]: WrittenDeclaration };
  outputs?: { [name: string]: WrittenDeclaration };
  steps: WrittenStep[];
}
