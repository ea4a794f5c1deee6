import { Argument, type Command } from "commander";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** `cordon completion <shell>`: a script that completes commands and options, made from the commands there are. */
export function completionCommand(cordon: Command): void {
  cordon
    .command("completion")
    .description("print a completion script: source <(cordon completion bash), or save it where your shell looks")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .action((shell: (typeof SHELLS)[number]) => {
      const words = wordsOf(cordon);
      const script =
        shell === "fish"
          ? fish(words)
          : shell === "zsh"
            ? `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`
            : bash(words);
      process.stdout.write(script);
    });
}

/** What may follow each path of commands: `""`, `incidents`, `incidents list` … */
function wordsOf(command: Command, path: string[] = []): Map<string, string[]> {
  const own = [
    ...command.commands.map((sub) => sub.name()),
    ...command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    ...command.options.map((option) => option.long ?? "").filter(Boolean),
    "--help",
  ];
  const all = path.length === 0 ? own : [...own, "--json", "--url", "--in"];
  const words = new Map([[path.join(" "), all]]);
  for (const sub of command.commands)
    for (const [key, value] of wordsOf(sub, [...path, sub.name()])) words.set(key, value);
  return words;
}

function bash(words: Map<string, string[]>): string {
  const cases = [...words].map(([path, next]) => `    "${path}") words="${next.join(" ")}" ;;`);
  return `_cordon() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  while :; do
    case "$path" in
${cases.map((line) => `  ${line}`).join("\n")}
    esac
    [ -n "$words" ] && break
    [ "$path" = "\${path% *}" ] && break
    path="\${path% *}"
  done
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _cordon cordon
`;
}

function fish(words: Map<string, string[]>): string {
  const lines = [...words].flatMap(([path, next]) => {
    const seen =
      path === ""
        ? "__fish_use_subcommand"
        : path
            .split(" ")
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join("; and ");
    return next.map((word) =>
      word.startsWith("--")
        ? `complete -c cordon -n '${seen}' -l ${word.slice(2)}`
        : `complete -c cordon -n '${seen}' -a ${word}`,
    );
  });
  return `${lines.join("\n")}\n`;
}
