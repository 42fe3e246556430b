
"use strict";
(() => {
  const root = document.documentElement;
  const source = document.getElementById("source");
  const card = document.getElementById("card");
  let shown = null;
  let leaving = 0;

  const marksAt = (mark) => {
    const marks = [];
    for (let one = mark; one; one = one.parentElement.closest("mark")) {
      if (!root.classList.contains(`without-${one.className.split(" ")[0]}`)) marks.push(one);
    }
    return marks;
  };
  const piecesOf = (mark) => source.querySelectorAll(`mark[data-found="${mark.dataset.found}"]`);

  const hide = () => {
    clearTimeout(leaving);
    source.querySelectorAll("mark.lit").forEach((mark) => mark.classList.remove("lit"));
    card.hidden = true;
    shown = null;
  };
  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (!card.matches(":hover") && !card.contains(document.activeElement)) hide();
    }, 250);
  };
  const place = (mark, x) => {
    const lines = [...mark.getClientRects()];
    const line = lines.find((one) => x >= one.left && x <= one.right) ?? lines[0];
    const below = line.bottom + 6;
    const above = line.top - card.offsetHeight - 6;
    const top = below + card.offsetHeight > innerHeight && above > 0 ? above : below;
    const left = Math.min(x ?? line.left, innerWidth - card.offsetWidth - 16);
    card.style.top = `${Math.max(8, Math.min(top, innerHeight - card.offsetHeight - 8))}px`;
    card.style.left = `${Math.max(8, left)}px`;
  };
  const show = (mark, x) => {
    clearTimeout(leaving);
    const marks = marksAt(mark);
    if (!marks.length) return hide();
    if (shown === marks[0]) return;
    hide();
    shown = marks[0];
    piecesOf(shown).forEach((piece) => piece.classList.add("lit"));
    card.replaceChildren(...marks.map((one) => {
      const section = document.createElement("section");
      const found = document.getElementById(one.dataset.found);
      section.className = found.className;
      section.append(...[...found.children].map((child) => child.cloneNode(true)));
      return section;
    }));
    card.hidden = false;
    card.scrollTop = 0;
    place(shown, x);
    if (card.getBoundingClientRect().width === innerWidth) uncover(shown);
  };
  const uncover = (mark) => {
    // On a phone the card lies over the foot of the window: what it speaks of must stay in sight.
    const hidden = mark.getClientRects()[0].bottom - card.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden + 16);
  };

  source.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("mark");
    if (mark && event.pointerType === "mouse") show(mark, event.clientX);
  });
  source.addEventListener("pointerout", hideSoon);
  source.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark) show(mark, event.clientX);
    else hide();
  });
  source.addEventListener("focusin", (event) => {
    if (event.target.matches("mark:focus-visible")) show(event.target);
  });
  source.addEventListener("focusout", hideSoon);
  card.addEventListener("pointerleave", hideSoon);
  card.addEventListener("focusout", hideSoon);
  document.addEventListener("scroll", () => {
    if (!shown || card.contains(document.activeElement)) return;
    const mark = shown.getBoundingClientRect();
    if (mark.bottom < 0 || mark.top > innerHeight) hide();
    else place(shown);
  }, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (!shown) return;
    if (event.key === "Escape") {
      const mark = piecesOf(shown)[0];
      const within = card.contains(document.activeElement);
      hide();
      if (within) mark.focus();
    } else if (event.key === "Enter" && document.activeElement.matches("mark")) {
      const link = card.querySelector(".entry a");
      if (link) {
        event.preventDefault();
        link.focus();
      }
    }
  });

  document.querySelectorAll("input[data-layer]").forEach((box) => {
    box.addEventListener("change", () => {
      hide();
      root.classList.toggle(`without-${box.dataset.layer}`, !box.checked);
      source.querySelectorAll(`mark.${box.dataset.layer}[tabindex]`).forEach((mark) => {
        mark.tabIndex = box.checked ? 0 : -1;
      });
    });
  });
})();
