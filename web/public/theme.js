// Before the first paint, so that nobody who chose dark is shown a bright page first. Not a module: it must not wait.
{
  const chosen = localStorage.getItem("cordon.theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
