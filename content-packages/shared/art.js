/* Small pictures of our own, put together from a few shapes. Colours come from the sheet, so they follow dark mode. */
(function () {
  "use strict";
  const Obuka = (window.Obuka = window.Obuka || {});
  const NAMESPACE = "http://www.w3.org/2000/svg";

  /** `[tag, attributes, children]` to an SVG element; nothing is parsed from text. */
  function svg([tag, attributes, children]) {
    const element = document.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "style") element.style.cssText = value; // Not as an attribute: a content security policy may forbid those.
      else element.setAttribute(name, String(value));
    }
    for (const child of children || []) element.append(svg(child));
    return element;
  }

  const rect = (x, y, width, height, fill, rx = 0) => ["rect", { x, y, width, height, rx, style: `fill:var(--${fill})` }];
  const circle = (cx, cy, r, fill) => ["circle", { cx, cy, r, style: `fill:var(--${fill})` }];
  const path = (d, fill) => ["path", { d, style: `fill:var(--${fill})` }];
  const line = (d, stroke, width = 3) => ["path", { d, style: `fill:none;stroke:var(--${stroke});stroke-width:${width};stroke-linecap:round;stroke-linejoin:round` }];
  const at = (x, y, scale, children) => ["g", { transform: `translate(${x} ${y}) scale(${scale})` }, children];

  const SHAPES = {
    // Backgrounds reach beyond the field, so that a wide page has no empty sides.
    ground: () => [rect(-800, 0, 2000, 260, "brand-wash"), path("M-800 206 H-120 Q-40 206 0 214 Q110 196 220 212 T400 204 H1200 V260 H-800 Z", "leaf")],
    room: () => [rect(-800, 0, 2000, 260, "brand-wash"), rect(-800, 212, 2000, 48, "sand")],
    sun: () => [circle(0, 0, 26, "sand")],
    hills: () => [path("M-800 90 Q-400 20 0 80 Q60 0 130 60 Q190 -10 280 70 L400 30 Q700 100 1200 40 V148 H-800 Z", "night")],
    person: (coat = "brand") => [circle(0, -62, 15, "skin"), path("M-15 -66 Q-12 -82 2 -80 Q17 -78 15 -62 Q6 -70 -15 -66 Z", "night"), path("M-24 0 V-20 Q-24 -44 0 -44 Q24 -44 24 -20 V0 Z", coat)],
    scarf: (coat = "clay") => [path("M-20 -56 Q-20 -84 0 -84 Q20 -84 20 -56 Q22 -38 0 -36 Q-22 -38 -20 -56 Z", coat), circle(0, -61, 12, "skin"), path("M-26 0 V-20 Q-26 -42 0 -42 Q26 -42 26 -20 V0 Z", "night")],
    child: (coat = "sand") => [circle(0, -40, 11, "skin"), path("M-11 -42 Q-9 -54 1 -52 Q13 -50 11 -40 Q4 -46 -11 -42 Z", "clay"), path("M-16 0 V-12 Q-16 -27 0 -27 Q16 -27 16 -12 V0 Z", coat)],
    desk: () => [rect(-80, -34, 160, 10, "clay", 3), rect(-70, -24, 140, 34, "sand")],
    house: () => [rect(-55, -70, 110, 70, "paper"), path("M-66 -68 L0 -118 L66 -68 Z", "clay"), rect(-12, -36, 24, 36, "brand", 2), rect(-42, -56, 20, 18, "sand", 2), rect(22, -56, 20, 18, "sand", 2)],
    office: () => [rect(-70, -110, 140, 110, "paper", 3), rect(-70, -110, 140, 14, "brand", 3), ...[-50, -14, 22].flatMap((x) => [rect(x, -84, 28, 22, "brand-wash", 2), rect(x, -50, 28, 22, "brand-wash", 2)]), rect(-12, -24, 24, 24, "night", 2)],
    paper: () => [rect(-30, -40, 60, 80, "paper", 4), line("M-18 -20 H18 M-18 -6 H18 M-18 8 H6", "edge", 4), circle(14, 24, 8, "clay")],
    card: () => [rect(-48, -30, 96, 60, "paper", 6), rect(-48, -30, 96, 14, "brand", 6), rect(-38, -8, 24, 28, "sand", 3), line("M-4 -4 H36 M-4 8 H36 M-4 20 H20", "edge", 4)],
    lock: () => [line("M-16 -10 V-26 Q-16 -44 0 -44 Q16 -44 16 -26 V-10", "night", 7), rect(-28, -12, 56, 44, "brand", 7), circle(0, 6, 6, "paper"), rect(-2.5, 8, 5, 12, "paper", 2)],
    shield: () => [path("M0 -50 L40 -36 V2 Q40 36 0 54 Q-40 36 -40 2 V-36 Z", "brand"), line("M-16 2 L-4 15 L18 -12", "paper", 8)],
    screen: () => [rect(-60, -70, 120, 80, "night", 6), rect(-53, -63, 106, 66, "paper", 3), rect(-12, 10, 24, 12, "edge"), rect(-30, 20, 60, 6, "edge", 3), line("M-40 -46 H20 M-40 -30 H36 M-40 -14 H4", "brand", 5)],
    phone: () => [rect(-20, -38, 40, 76, "night", 7), rect(-15, -29, 30, 54, "paper", 2), circle(0, 31, 3, "paper")],
    speech: () => [path("M-44 -30 H44 Q52 -30 52 -22 V14 Q52 22 44 22 H-10 L-26 38 V22 H-44 Q-52 22 -52 14 V-22 Q-52 -30 -44 -30 Z", "paper"), line("M-34 -12 H34 M-34 4 H14", "brand", 5)],
    globe: () => [circle(0, 0, 50, "brand"), path("M-30 -30 Q-10 -46 6 -34 Q2 -18 -14 -14 Q-20 2 -36 -4 Z", "leaf"), path("M4 4 Q30 -10 40 8 Q30 36 10 40 Q0 22 4 4 Z", "leaf")],
    road: () => [path("M150 260 L190 150 H210 L270 260 Z", "edge"), line("M201 162 V176 M204 190 V208 M208 222 V246", "paper", 4)],
    bag: () => [line("M-10 -34 V-44 H10 V-34", "night", 5), rect(-24, -34, 48, 36, "clay", 6), rect(-24, -20, 48, 5, "sand")],
    sign: () => [rect(-3, -60, 6, 60, "night"), path("M-44 -92 H30 L48 -76 L30 -60 H-44 Z", "paper"), line("M-32 -76 H22", "brand", 6)],
    gear: () => [circle(0, 0, 30, "edge"), circle(0, 0, 13, "paper"), ...[0, 60, 120].map((turn) => ["rect", { x: -7, y: -38, width: 14, height: 76, rx: 3, transform: `rotate(${turn})`, style: "fill:var(--edge)" }]), circle(0, 0, 13, "paper")],
    book: () => [path("M0 -30 Q-26 -44 -54 -34 V28 Q-26 18 0 32 Q26 18 54 28 V-34 Q26 -44 0 -30 Z", "paper"), line("M0 -30 V32 M-42 -20 Q-26 -24 -12 -17 M-42 -4 Q-26 -8 -12 -1 M42 -20 Q26 -24 12 -17 M42 -4 Q26 -8 12 -1", "brand", 4)],
    bell: () => [path("M-34 20 Q-24 8 -24 -12 Q-24 -40 0 -40 Q24 -40 24 -12 Q24 8 34 20 Z", "warn"), circle(0, 26, 8, "night"), circle(0, -42, 5, "warn")],
    arrow: () => [line("M-30 0 H28 M12 -16 L30 0 L12 16", "clay", 8)],
  };

  /** `scene`: a list of `[shape, x, y, scale, colour]`, drawn in order on a field of 400 × 260. */
  Obuka.art = function art(scene, alt) {
    const parts = scene.map(([name, x = 0, y = 0, scale = 1, colour]) => at(x, y, scale, SHAPES[name](colour)));
    return svg(["svg", { viewBox: "0 0 400 260", class: "art", role: "img", "aria-label": alt }, parts]);
  };

  /** The mark of the centre's modules: a door that stands open. */
  Obuka.mark = function mark() {
    return svg(["svg", { viewBox: "0 0 34 34", "aria-hidden": "true" }, [
      ["rect", { x: 2, y: 2, width: 30, height: 30, rx: 8, fill: "currentColor" }],
      ["path", { d: "M11 26 V9 H23 V26", style: "fill:none;stroke:var(--paper);stroke-width:2.4;stroke-linejoin:round" }],
      ["path", { d: "M11 26 V9 L18 12 V29 Z", style: "fill:var(--paper)" }],
    ]]);
  };
})();
