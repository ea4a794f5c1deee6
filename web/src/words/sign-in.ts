export const signIn = {
  title: "Sign in",
  firstTitle: "The first admin",
  firstHint: "Nobody can sign in here yet. The secret was printed when Cordon started for the first time.",
  name: "Name",
  password: "Password",
  code: "Code",
  codeHint: "Six digits of your authenticator, or a recovery code.",
  secret: "One-time secret",
  submit: "Sign in",
  create: "Create and sign in",
  with: (name: string) => `Sign in with ${name}`,
} as const;
