
"use strict";
(() => {
  const card = document.getElementById("card");
  const itemOf = (dot) => document.getElementById(dot.hash.slice(1));

  let shown = null;
  const hide = () => {
    card.hidden = true;
    shown = null;
  };
  const place = () => {
    const at = shown.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) return hide();
    const below = at.bottom + 6;
    const above = at.top - card.offsetHeight - 6;
    const top = below + card.offsetHeight > innerHeight && above > 0 ? above : below;
    card.style.top = `${Math.max(8, Math.min(top, innerHeight - card.offsetHeight - 8))}px`;
    card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 16))}px`;
  };
  const show = (dot) => {
    const item = itemOf(dot);
    const box = document.createElement("div");
    box.className = item.className;
    box.append(...[...item.children].map((child) => child.cloneNode(true)));
    card.replaceChildren(box);
    card.hidden = false;
    shown = dot;
    place();
  };
  // What the keyboard called up stays when the page scrolls away under the mouse.
  const leave = () => { if (shown && shown !== document.activeElement) hide(); };
  const dotsOf = (row) => [...row.querySelectorAll("a.dot")];

  document.querySelectorAll("table").forEach((table) => {
    const rows = [...table.querySelectorAll("tbody > tr:not(.detail)")].filter((row) => dotsOf(row).length);
    const go = (dot) => {
      if (!dot) return;
      rows.forEach((row) => dotsOf(row).forEach((one) => { one.tabIndex = -1; }));
      dot.tabIndex = 0;
      dot.focus();
    };
    // The table is one stop of the Tab key; arrows lead from dot to dot.
    rows.forEach((row, place) => dotsOf(row).forEach((one, at) => { one.tabIndex = place || at ? -1 : 0; }));
    table.addEventListener("keydown", (event) => {
      const dot = event.target.closest("a.dot");
      if (!dot) return;
      const row = dot.closest("tr");
      const dots = dotsOf(row);
      const place = rows.indexOf(row);
      const column = dot.parentElement.cellIndex;
      const near = (other) => other && dotsOf(other).reduce((best, one) => (
        Math.abs(one.parentElement.cellIndex - column) < Math.abs(best.parentElement.cellIndex - column) ? one : best));
      const goal = {
        ArrowLeft: () => dots[dots.indexOf(dot) - 1],
        ArrowRight: () => dots[dots.indexOf(dot) + 1],
        ArrowUp: () => near(rows[place - 1]),
        ArrowDown: () => near(rows[place + 1]),
        Home: () => dots[0],
        End: () => dots[dots.length - 1],
      }[event.key];
      if (event.key === "Escape") hide();
      if (!goal) return;
      event.preventDefault();
      go(goal());
    });
    table.addEventListener("click", (event) => {
      const dot = event.target.closest("a.dot");
      if (!dot) return;
      event.preventDefault();
      hide();
      const item = itemOf(dot);
      item.closest("details").open = true;
      history.replaceState(null, "", dot.hash);
      item.tabIndex = -1;
      item.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    });
    table.addEventListener("pointerover", (event) => {
      const dot = event.target.closest("a.dot");
      if (dot && event.pointerType === "mouse") show(dot);
      else leave();
    });
    table.addEventListener("pointerleave", leave);
    table.addEventListener("focusin", (event) => {
      if (event.target.matches("a.dot:focus-visible")) show(event.target);
    });
    table.addEventListener("focusout", hide);
  });
  document.addEventListener("scroll", () => { if (shown) place(); }, { passive: true, capture: true });
})();
