
"use strict";
(() => {
  const root = document.documentElement;
  const scheme = document.getElementById("scheme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);
  const label = () => { scheme.textContent = isDark() ? "Light" : "Dark"; };
  scheme.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    label();
  });
  dark.addEventListener("change", label);
  scheme.hidden = false;
  label();
})();
